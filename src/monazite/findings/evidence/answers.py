"""Keeps verdicts beside a study, and refuses them when the study has changed since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from monazite.core.errors import InvalidInput, Problem
from monazite.findings.evidence.verdicts import (
    Answers,
    Cause,
    Verdict,
)
from monazite.store import write_whole
from monazite.study import Study
from monazite.study.folders import ANSWERS

FORMAT = 3
"""Version of the files; others are not read."""

Told = tuple[str, float, float] | None


@dataclass(frozen=True)
class Answered:
    """Verdicts on strategies in a world, with the study they speak of and the facts tried."""

    data_hash: str
    world: str
    facts: tuple[str, ...]
    strategies: Mapping[str, Answers]
    foreign: frozenset[str] = frozenset()
    """Those that are not as the study holds them, of which nothing is kept: only their name is."""
    refused: tuple[tuple[str, float], ...] = ()
    """Facts with the factor at which a recipe would make matter, so that there is no such study;
    nothing is known of them, and nothing of this is kept."""


def answers_file(study: Study, world: str) -> Path:
    """Give the file the verdicts of a world are kept in."""
    return study.path / ANSWERS / f"{world}.json"


def answered_text(answered: Answered) -> str:
    """Write verdicts as JSON, one number a line so that changes can be read."""
    head = {
        "format": FORMAT,
        "data_hash": answered.data_hash,
        "world": answered.world,
        "facts": list(answered.facts),
    }
    lines = [f" {json.dumps(name)}: {json.dumps(value)}," for name, value in head.items()]
    blocks = []
    for name, answers in answered.strategies.items():
        rows = ",\n".join(
            f"   {json.dumps(_row(key, year, verdict))}" for (key, year), verdict in answers.items()
        )
        blocks.append(f"  {json.dumps(name)}: [\n{rows}\n  ]")
    body = ",\n".join(blocks)
    return "\n".join(["{", *lines, ' "strategies": {', body, " }", "}", ""])


def write_answers(study: Study, answered: Answered) -> Path:
    """Keep verdicts beside the study, with those of strategies tried before that still hold.

    Raises InvalidInput for verdicts on other data, and where nothing can be written.
    """
    if answered.data_hash != study.data_hash:
        raise InvalidInput(
            Problem(
                message=f"the verdicts are not of the data of '{study.name}' as they lie there",
                remedy="work them out on the study itself, with no fact put otherwise",
            )
        )
    file = answers_file(study, answered.world)
    kept = read_answers(study, answered.world)
    own = {name: at for name, at in answered.strategies.items() if name not in answered.foreign}
    strategies = {**(kept.strategies if kept else {}), **own}
    facts = dict.fromkeys((*answered.facts, *(kept.facts if kept else ())))
    whole = Answered(answered.data_hash, answered.world, tuple(facts), strategies)
    return write_whole(file, answered_text(whole).encode())


def read_answers(study: Study, world: str) -> Answered | None:
    """Read the verdicts kept for a world; None when there are none, or of another study.

    A file that cannot be read says nothing either: what it held can be worked out again.
    """
    try:
        data = json.loads(answers_file(study, world).read_text(encoding="utf-8"))
        if (data["format"], data["data_hash"]) != (FORMAT, study.data_hash):
            return None
        strategies = {
            str(name): {(str(row[0]), int(row[1])): _verdict(row) for row in rows}
            for name, rows in data["strategies"].items()
        }
        return Answered(study.data_hash, world, tuple(map(str, data["facts"])), strategies)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return None


def verdicts_of(study: Study, strategy: str, world: str) -> Answers | None:
    """Give the verdicts on a strategy in a world by indicator and year; None: not yet tested."""
    answered = read_answers(study, world)
    return None if answered is None else answered.strategies.get(strategy)


def _row(key: str, year: int, verdict: Verdict) -> list[object]:
    ends = _ends(verdict.between)
    return [
        key,
        year,
        _short(verdict.value),
        None if verdict.difference is None else _short(verdict.difference),
        _told(verdict.jump),
        _told(verdict.turn),
        verdict.nil,
        *(() if ends is None else (ends,)),
    ]


def _ends(between: tuple[float, float] | None) -> tuple[float, float] | None:
    """Ends as they are kept; none that only differ beyond what is."""
    if between is None:
        return None
    low, high = map(_short, between)
    return (low, high) if low < high else None


def _told(cause: Cause | None) -> Told:
    return None if cause is None else (cause.fact, cause.factor, _short(cause.number))


def _short(number: float) -> float:
    return float(f"{number:.6g}")


def _verdict(row: list[object]) -> Verdict:
    _, _, value, difference, jump, turn, nil, *between = row
    return Verdict(
        _number(value),
        None if difference is None else _number(difference),
        _cause(jump),
        _cause(turn),
        nil is True,
        _pair(between[0]) if between else None,
    )


def _pair(told: object) -> tuple[float, float] | None:
    if not isinstance(told, list):
        return None
    low, high = map(_number, told)
    return low, high


def _cause(told: object) -> Cause | None:
    if not isinstance(told, list):
        return None
    fact, factor, number = told
    return Cause(str(fact), _number(factor), _number(number))


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{value!r} is no number")
    return float(value)
