"""The verbs of the command: what each is called, where it is written, and what it does in a line.

Help and completion read this table alone; the module of a verb is imported when that verb is asked
for, so that no verb waits for what another needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand

from monazite.cli.spreading import spread

__all__ = ["VERBS", "Verb", "add_verbs"]


@dataclass(frozen=True)
class Verb:
    """One verb: its name, the module and function of it in this room, and what it does."""

    name: str
    module: str
    function: str
    summary: str
    """The first paragraph of what the function says of itself, in one line."""

    def command(self) -> Any:
        """Import the module and make the command of its function."""
        alone = typer.Typer(add_completion=False)
        function = getattr(import_module(f"monazite.cli.{self.module}"), self.function)
        alone.command(self.name)(spread(function))
        return typer.main.get_command(alone)


VERBS = (
    Verb(
        "run",
        "running",
        "run",
        "Solve strategies and show their headline numbers, against the study's baseline.",
    ),
    Verb(
        "compare",
        "running",
        "compare",
        "Show strategies side by side in the same world, with what they add to the baseline.",
    ),
    Verb(
        "bottlenecks",
        "binding",
        "bottlenecks",
        "Show what is full, what is forced, and what one more tonne would be worth to its owner.",
    ),
    Verb(
        "explain",
        "explaining",
        "explain",
        "Take one number apart, say what holds home back, and which levers and facts decide that.",
    ),
    Verb(
        "stress",
        "stressing",
        "stress",
        "Disturb a strategy's plan month by month and show who goes short, when and at what cost.",
    ),
    Verb(
        "exercise",
        "exercising",
        "exercise",
        "Move month by month against a hidden shock; the debrief says which moves mattered.",
    ),
    Verb(
        "why",
        "attributing",
        "why",
        "Solve the plan again without its levers, and say how much of a number each accounts for.",
    ),
    Verb(
        "breakeven",
        "breaking_even",
        "breakeven",
        "Find the subsidy, duty, price or fact at which a number reaches a target.",
    ),
    Verb(
        "draw",
        "charting",
        "draw",
        "Draw a picture of a strategy beside the baseline, or tell what it shows.",
    ),
    Verb(
        "investors",
        "investing",
        "investors",
        "Show every plant home may build: built or not, what it earns, and what it misses per kg.",
    ),
    Verb(
        "sensitivity",
        "doubting",
        "sensitivity",
        "Put each doubtful fact at its low and its high and show how far the answer moves.",
    ),
    Verb(
        "ensemble",
        "drawing",
        "ensemble",
        "Draw all facts between the ends of their ranges and show where the answers lie.",
    ),
    Verb(
        "instruments",
        "instruments",
        "instruments",
        "Size instruments to the same public money and put side by side what each brings.",
    ),
    Verb(
        "alternatives",
        "alternatives",
        "alternatives",
        "Find other sets of levers that reach as much of a number and cost little more.",
    ),
    Verb(
        "mend",
        "mending",
        "mend",
        "Where rules contradict each other, find the nearest change of one lever with a plan.",
    ),
    Verb(
        "maketrue",
        "making_true",
        "maketrue",
        "Find which figure of which lever, alone, makes a claim true, and at which value.",
    ),
    Verb(
        "turning",
        "turning",
        "turning",
        "Find the share of the world's ore, and the cost at home, at which an export limit builds.",
    ),
    Verb(
        "determine",
        "determining",
        "determine",
        "Try every price-setting fact a little off, and say which headlines stand firm.",
    ),
    Verb(
        "hindcast",
        "hindcasting",
        "hindcast",
        "Forecast a study's series from their known past, or score such a forecast.",
    ),
    Verb("facts", "evidence", "facts", "List facts with value, range, unit, grade and source."),
    Verb(
        "claims",
        "claims",
        "claims",
        "List what was said in public, and whether the evidence bears it out.",
    ),
    Verb(
        "check",
        "evidence",
        "check",
        "Read a study, report every problem in it, or say what it rests on.",
    ),
    Verb("export", "exporting", "export", "Write the tables of one run to a folder."),
    Verb(
        "studio",
        "studio",
        "studio",
        "Open the studio: move a lever and see the country change, in a browser.",
    ),
    Verb(
        "verify",
        "verifying",
        "verify",
        "Hash every file of a run folder again, solve it again, and say what differs.",
    ),
    Verb(
        "list",
        "listing",
        "list_names",
        "List studies, strategies, worlds, indicators, levers or charts, with a word on each.",
    ),
    Verb(
        "schema",
        "describing",
        "schema",
        "Print the JSON Schema of a strategy, a world, a lever or study.yaml, for editors.",
    ),
    Verb(
        "import",
        "importing",
        "import_facts",
        "Turn a table of a publisher into facts; what is withheld is never a zero.",
    ),
    Verb(
        "new",
        "beginning",
        "new",
        "Begin a study: a folder that runs, with placeholders to replace one by one.",
    ),
)

_BY_NAME = {verb.name: verb for verb in VERBS}


class _Later(TyperCommand):
    """A verb that is listed by name and summary, and becomes the whole command when called."""

    def make_context(self, info_name: str | None, args: list[str], *given: Any, **more: Any) -> Any:
        return _BY_NAME[str(self.name)].command().make_context(info_name, args, *given, **more)


def add_verbs(application: typer.Typer) -> None:
    """Add every verb to an application, without importing what any of them needs."""
    for verb in VERBS:
        application.command(verb.name, cls=_Later, help=verb.summary)(_nothing)


def _nothing() -> None:
    """Stand where the function of a verb will be; never called, since the verb comes first."""
