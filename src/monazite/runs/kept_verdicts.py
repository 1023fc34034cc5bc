"""The verdicts a study keeps of a run, read once for as long as their file lies there untouched."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from monazite.findings.evidence import Answered, Answers, answers_file, read_answers
from monazite.runs.run import Run
from monazite.study import Study


def kept_verdicts(run: Run) -> Answers | None:
    """Verdicts on a run by indicator and year; None: not tested, or not as the study has it."""
    return _verdicts(run.solution.study, run.strategy, run.world) if run.is_of_study else None


@dataclass(frozen=True)
class _Kept:
    """A file of verdicts as it lies there; a study that knows one strategy more has the same."""

    folder: Path
    data_hash: str
    world: str
    touched: tuple[int, int]
    study: Study = field(compare=False)


def _verdicts(study: Study, strategy: str, world: str) -> Answers | None:
    """Verdicts on a strategy in a world; the file of them is read again only if it was touched."""
    try:
        now = answers_file(study, world).stat()
    except OSError:
        return None
    kept = _Kept(study.path, study.data_hash, world, (now.st_mtime_ns, now.st_size), study)
    answered = _answered(kept)
    return None if answered is None else answered.strategies.get(strategy)


@lru_cache(maxsize=4)
def _answered(kept: _Kept) -> Answered | None:
    return read_answers(kept.study, kept.world)
