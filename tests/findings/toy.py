"""The toy study solved once per strategy and world, and again under edits."""

import shutil
from functools import cache
from pathlib import Path

from monazite.core.edit import Edit
from monazite.findings.solution import Solution
from monazite.model import Outcome, Session, build_programme, solve_stages
from monazite.parameters import apply_edits, parameters_of, stages, with_levers
from monazite.study import Study, load_study

from .. import shipped

STUDY = shipped.study("toy")
BASE = parameters_of(STUDY)
YEARS = (2024, 2025, 2026)
STRATEGIES = ("as-now", "halt", "build", "both")
WORLDS = ("central", "control")


@cache
def session() -> Session:
    """The programme of the toy in the solver."""
    return Session(build_programme(BASE))


@cache
def outcome(strategy: str, world: str = "central") -> Outcome:
    """What a strategy comes to in a world."""
    return session().solve(with_levers(STUDY, BASE, strategy, world))


def solution(strategy: str, world: str = "central") -> Solution:
    """A reading of a strategy, with the baseline of the same world unless it is the baseline."""
    before = None if strategy == "as-now" else outcome("as-now", world)
    return Solution(STUDY, outcome(strategy, world), before)


@cache
def unfolded(strategy: str, world: str = "central") -> Solution:
    """A reading of a strategy as it unfolds, each piece of news met as it comes."""
    before = None if strategy == "as-now" else unfolded("as-now", world).outcome
    course = stages(STUDY, BASE, STUDY.strategies[strategy], STUDY.worlds[world])
    return Solution(STUDY, solve_stages(session(), course)[-1], before)


def edit(parameter: str, operation: str, value: float, **where: object) -> Edit:
    """An edit made by a test."""
    return Edit(
        parameter=parameter,
        where=where,  # type: ignore[arg-type]
        operation=operation,  # type: ignore[arg-type]
        value=value,
        reason="A test asks what would happen.",
        origin="tests#edits[0]",
        source="toy/invented",
    )


def edited(*edits: Edit, strategy: str = "as-now", world: str = "central") -> Solution:
    """A reading of a strategy under edits; both it and its baseline are solved with them."""
    parameters = with_levers(STUDY, apply_edits(BASE, edits), strategy, world)
    now = session().solve(parameters)
    if strategy == "as-now":
        return Solution(STUDY, now)
    before = session().solve(with_levers(STUDY, apply_edits(BASE, edits), "as-now", world))
    return Solution(STUDY, now, before)


def copied(folder: Path, *changes: tuple[str, str, str]) -> Study:
    """A copy of the toy with texts exchanged: file, old, new; an empty old text appends the new."""
    copy = shutil.copytree(STUDY.path, folder / "toy")
    for name, old, new in changes:
        file = copy / name
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        assert old in text, f"{name} has no {old!r}"
        file.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")
    return load_study(copy)


def solved(study: Study, strategy: str = "as-now", world: str = "central") -> Solution:
    """A reading of a strategy of another study, with its baseline."""
    base = parameters_of(study)
    programme = Session(build_programme(base))
    now = programme.solve(with_levers(study, base, strategy, world))
    if strategy == study.settings.baseline:
        return Solution(study, now)
    before = with_levers(study, base, study.settings.baseline, world)
    return Solution(study, now, programme.solve(before))
