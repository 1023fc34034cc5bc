"""Long findings about a case, kept where they were worked out and told wherever they are asked for.

There is one room for them. The shell, the studio and whoever hands a store to a verb in Python put
there what they found, and each is told at once what another found before; a brief includes what is
there for exactly its case. A study that ships may keep some beside it, which `scripts/findings`
writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, is_dataclass
from functools import lru_cache
from hashlib import sha256
from math import isclose, isfinite
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from monazite.cases import Case
from monazite.core.errors import InvalidInput
from monazite.findings.indicators import check_keys, compute
from monazite.findings.solution import Solution
from monazite.runs.plan.records import RunRecords
from monazite.store import FindingStore, ReadingStore, cache_folder, write_whole
from monazite.study import Study
from monazite.study.folders import ANSWERS

__all__ = [
    "can_be_told",
    "findings_file",
    "keep_finding",
    "kept_findings",
    "known_finding",
    "write_findings",
]

Found = TypeVar("Found")

FILE = "findings.json"

FORMAT = 1
"""Version of the file beside a study; others are not read."""

SAME = 1e-6
"""Part by which the headlines of a case may differ from those it had when the study kept what was
found of it: by more, and an equation has changed since."""

FIGURES = 7
"""Figures to which numbers are kept beside a study."""


def kept_findings(records: RunRecords, kind: type[Found]) -> list[Found]:
    """Give every finding of a kind about a run: the user's own, the latest first, then the study's.

    What is of other data, other code or another case is never given, and what cannot be read is as
    if it were not there.
    """
    return [found for _, found in _all(records, kind)]


def can_be_told(records: RunRecords, keys: Sequence[str], year: int) -> bool:
    """Whether a run has all indicators and the year a finding speaks of.

    One that somebody wrote over may name others.
    """
    try:
        check_keys(records.solved.study, records.solved.labels, keys)
    except InvalidInput:
        return False
    return year in records.solved.years


def known_finding(
    records: RunRecords, kind: type[Found], asked: Mapping[str, object], store: ReadingStore | None
) -> Found | None:
    """Give what was found when the same was asked before; None where it was not, or no store is."""
    if store is None:
        return None
    wanted = _asked(asked)
    return next((found for text, found in _all(records, kind, store) if text == wanted), None)


def keep_finding(
    study: Study, case: Case, asked: Mapping[str, object], found: object, store: ReadingStore | None
) -> None:
    """Keep what was found about a case beside the readings it was made of, if these are kept.

    Raises InvalidInput where it cannot be written.
    """
    if store is None or store.in_vain:
        return
    with closing(FindingStore(store.path.parent)) as findings:
        kind, text = type(found).__name__, json.dumps(_plain(found))
        findings.put(study.data_hash, _known_by(case), kind, _asked(asked), text)


def _all(
    records: RunRecords, kind: type[Found], store: ReadingStore | None = None
) -> Iterator[tuple[str, Found]]:
    rows = [*_of_user(records, kind.__name__, store), *_of_study(records, kind.__name__)]
    reader = TypeAdapter(kind)
    for asked, found in rows:
        try:
            yield asked, reader.validate_python(json.loads(found))
        except (TypeError, ValueError, ValidationError, RecursionError):
            continue


def _of_user(
    records: RunRecords, kind: str, store: ReadingStore | None
) -> Sequence[tuple[str, str]]:
    folder = cache_folder() if store is None else store.path.parent
    if not (folder / FindingStore.file).is_file():
        return ()
    try:
        with closing(FindingStore(folder, writes=False)) as findings:
            return findings.of(records.worker.study.data_hash, _known_by(records.case), kind)
    except InvalidInput:
        return ()  # a file that cannot be opened says nothing


def findings_file(study: Study) -> Path:
    """Give the file in which a study keeps what was found of it."""
    return study.path / ANSWERS / FILE


def _of_study(records: RunRecords, kind: str) -> list[tuple[str, str]]:
    """What the study keeps of a run, if it comes to the same headlines as when that was found."""
    study = records.worker.study
    try:
        touched = findings_file(study).stat()
    except OSError:
        return []
    kept = _cases(findings_file(study), touched.st_mtime_ns, study.data_hash)
    try:
        mine = kept[_known_by(records.case)]
        found = [
            (_asked(one["asked"]), json.dumps(one["found"]))
            for one in mine["findings"]
            if one["kind"] == kind
        ]
        return found if _stands(records.solved, mine["headlines"]) else []
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return []  # of this case nothing is kept, or nothing that can be read


@lru_cache(maxsize=4)
def _cases(file: Path, touched: int, data_hash: str) -> Mapping[str, Any]:
    """What a file keeps by case, read again when it was touched; nothing of other data."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if (data["format"], data["data_hash"]) != (FORMAT, data_hash):
            return {}
        return {str(one["case"]): one for one in data["cases"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def _stands(solution: Solution, headlines: Mapping[str, Sequence[float | None]]) -> bool:
    """Whether a plan comes to the headlines that were kept with what was found of it."""
    now = _headlines(solution)
    return now.keys() == headlines.keys() and all(
        len(rows) == len(now[key]) and all(map(_same, rows, now[key]))
        for key, rows in headlines.items()
    )


def _same(then: float | None, now: float | None) -> bool:
    if then is None or now is None:
        return then is now
    return isclose(then, now, rel_tol=SAME, abs_tol=SAME)


def _headlines(solution: Solution) -> dict[str, list[float | None]]:
    return {
        key: [value if isfinite(value) else None for value in compute(solution, key).tolist()]
        for key in solution.study.settings.shown
    }


def write_findings(
    study: Study,
    runs: Iterable[RunRecords],
    store: ReadingStore,
    *,
    only: type[object] | None = None,
) -> Path:
    """Keep beside a study all that was found about some runs with a store, and nothing else.

    With `only` a kind, what the study keeps of other kinds stays as it is.
    """
    stays = {} if only is None else _staying(study, only.__name__)
    with closing(FindingStore(store.path.parent)) as findings:
        cases: list[dict[str, Any]] = [
            {
                "case": name,
                "strategy": records.case.strategy.name,
                "world": records.case.world.name,
                "headlines": _headlines(records.solved),
                "findings": [*stays.get(name, ()), *_found(findings, study, name, only)],
            }
            for records in runs
            for name in [_known_by(records.case)]
        ]
    data = {"format": FORMAT, "data_hash": study.data_hash, "cases": cases}
    return write_whole(findings_file(study), f"{_lines(data)}\n".encode())


def _found(
    findings: FindingStore, study: Study, case: str, only: type[object] | None
) -> Iterator[dict[str, Any]]:
    """All that was found about a case, or what of it is of one kind, as it is kept."""
    for kind, asked, found in findings.about(study.data_hash, case):
        if only is None or kind == only.__name__:
            yield {"kind": kind, "asked": json.loads(asked), "found": _short(json.loads(found))}


def _staying(study: Study, kind: str) -> dict[str, list[Any]]:
    """What a study keeps by case of all kinds but one."""
    file = findings_file(study)
    kept = _cases(file, file.stat().st_mtime_ns, study.data_hash)
    return {
        name: [found for found in one["findings"] if found["kind"] != kind]
        for name, one in kept.items()
    }


def _known_by(case: Case) -> str:
    """A hash of a case and of what its levers go by, which findings name."""
    levers = (*case.strategy.levers, *case.world.levers)
    said = json.dumps([case.hash, [lever.title for lever in levers]])
    return sha256(said.encode()).hexdigest()


def _plain(found: object) -> Any:
    """A finding as plain data."""
    if not is_dataclass(found) or isinstance(found, type):
        raise TypeError(f"{found!r} is no record")
    return asdict(found)


def _asked(asked: Mapping[str, object]) -> str:
    """What was asked, written in one way."""
    return json.dumps(dict(asked), sort_keys=True)


def _short(value: Any) -> Any:
    """The same with numbers as they are kept beside a study."""
    if isinstance(value, float):
        return float(f"{value:.{FIGURES}g}")
    if isinstance(value, dict):
        return {key: _short(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_short(one) for one in value]
    return value


def _lines(value: Any, depth: int = 0) -> str:
    """JSON with a line for each record, so that a change of one can be read."""
    inner = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(inner, list) or not any(isinstance(one, dict | list) for one in inner):
        return json.dumps(value)
    gap, last = "\n" + " " * (depth + 1), "\n" + " " * depth
    parts = [_lines(one, depth + 1) for one in inner]
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {part}" for key, part in zip(value, parts, strict=True)]
        return f"{{{gap}{f',{gap}'.join(parts)}{last}}}"
    return f"[{gap}{f',{gap}'.join(parts)}{last}]"
