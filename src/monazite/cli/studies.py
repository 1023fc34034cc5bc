"""Opens and solves studies: where the command line reaches the Python interface."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from monazite.cli.output import check_shape
from monazite.cli.terminal import CANCELLED, errors, working
from monazite.core.circles import have_settled
from monazite.core.progress import Steps
from monazite.core.wording import listed
from monazite.store import check_writable

if TYPE_CHECKING:
    from monazite.api import Proposal, Run, StudyHandle

__all__ = [
    "check_answer_file",
    "open_study",
    "solve",
    "stop_where_partial",
    "stop_without_plan",
    "without_plan",
]

_NO_PLAN = {
    "infeasible": (2, "its rules contradict each other, and no plan keeps them all"),
    "time_limit": (1, "the solver ran out of time"),
    "error": (1, "the solver stopped without an answer"),
}


def check_answer_file(
    name: str, output: Path | None, *, as_json: bool = False, beside: Sequence[str] = ()
) -> None:
    """Refuse a file for the answer that cannot be written, or lies in the study.

    In a study everything is data; `beside` are endings that the verb writes itself.
    """
    if output is None:
        return
    # Late, as below: what finds a study also reads it.
    from monazite.store.studies import find_study

    check_writable(output, outside=find_study(name))
    check_shape(output, as_json=as_json, beside=beside)


def open_study(
    name: str, output: Path | None = None, *, as_json: bool = False, beside: Sequence[str] = ()
) -> StudyHandle:
    """Load a study that ships with monazite, by name, or any study folder, by path."""
    check_answer_file(name, output, as_json=as_json, beside=beside)
    with working(f"Reading the study {name}"):
        # Late, because the model and its solver take seconds that --help must not.
        from monazite.api import load

        handle = load(name)
        have_settled()
        return handle


def solve(
    handle: StudyHandle, strategies: Sequence[str | Proposal], world: str | None
) -> list[Run]:
    """Solve strategies in one world and say on a terminal which one is being solved."""
    with working("Building the model") as say:
        steps = Steps(say, {"solving": 1})
        # the baseline is solved too, unless it is one of them
        steps.begin("solving", len({handle.baseline, *map(_name, strategies)}))
        return [handle.run(name, world=world, progress=steps) for name in strategies]


def _name(strategy: str | Proposal) -> str:
    return strategy if isinstance(strategy, str) else strategy.name


def stop_where_partial(complete: bool) -> None:
    """End the command with the code of what was stopped, once what it came to is shown."""
    if not complete:
        raise typer.Exit(CANCELLED)


def stop_without_plan(runs: Sequence[Run]) -> None:
    """End the command if a strategy has no plan, and name the rules and levers in its way."""
    failed = [run for run in runs if run.status in _NO_PLAN]
    say = errors()
    for run in failed:
        for line in without_plan(run):
            say.print(line, soft_wrap=True)
    if any(run.status == "infeasible" for run in failed):
        say.print("`monazite mend` finds the nearest change of one lever that leaves a plan.")
    if failed:
        raise typer.Exit(max(_NO_PLAN[run.status][0] for run in failed))


def without_plan(run: Run) -> list[str]:
    """Say why a strategy has no plan, and name the rules and levers in its way."""
    # nothing of it is needed with a plan
    from monazite.brief.planless import says_what_forces
    from monazite.runs.plan.contradicted import at_in_words, facts_in_words, more_in_words

    lines = [f"{run.strategy}: {_NO_PLAN[run.status][1]}."]
    if forces := says_what_forces(run):
        lines.append(f"  {forces}")
    conflict, explained = run.records.conflict_told(), set[str]()
    for rule in conflict.told:
        levers = run.records.levers_behind(rule)
        said = [f"“{title}” ({place.name})" if title else place.name for title, place in levers]
        facts = f", on {facts_in_words(rule)}" if rule.facts else ""
        behind = f", set by {listed(said)}" if said else facts
        lines.append(f"  {rule.rule.replace('_', ' ')}: {at_in_words(rule)}{behind}")
        if rule.rule not in explained:
            explained.add(rule.rule)
            lines.append(f"    {rule.sentence}")
    if more := more_in_words(conflict):
        lines.append(f"  {more}")
    return lines
