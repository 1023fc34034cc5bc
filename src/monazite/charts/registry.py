"""Pictures of runs are registered where their charts are written, and found by whoever shows them.

A chart is a function of rows and knows nothing of plans. Beside it stands, under `@picture(...)`,
what feeds it from a run it is handed, by which name it is asked for, which screens of the studio
have a card of it, and in which section of a brief it is a figure. Notebooks and the shell draw all.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from monazite.charts.chart import Chart

if TYPE_CHECKING:
    from monazite.findings.bottlenecks import Carrier, Carrying
    from monazite.findings.comparison import Telling
    from monazite.runs.run import Run

__all__ = [
    "Card",
    "Picture",
    "Shown",
    "along_the_chain",
    "cards",
    "of_numbers",
    "picture",
    "pictures",
    "withdraw",
]


def _as_it_stands() -> Telling:
    from monazite.findings.comparison import AS_IT_STANDS  # whoever has a run has loaded it

    return AS_IT_STANDS


@dataclass(frozen=True)
class Shown:
    """What a picture is made of: a run, the one it is held against, and the year looked at."""

    run: Run
    ghost: Run
    year: int
    others: tuple[Run, ...] = ()
    telling: Telling = field(default_factory=_as_it_stands)
    """How figures are told."""

    @property
    def titles(self) -> dict[str, str]:
        """Titles of the strategies shown, by name."""
        return {
            one.strategy: one.case.strategy.title for one in (self.ghost, self.run, *self.others)
        }

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the figures come from, as one would cite them."""
        study = self.run.solution.study
        world = study.worlds[self.run.world].title if self.run.world in study.worlds else ""
        return (
            f"monazite on {study.settings.title}, strategy {self.run.case.strategy.title}, "
            f"world {world}",
        )


Draw = Callable[[Shown], Chart | None]
"""Draws a run; nothing where there is nothing to be seen."""


Absent = Callable[[Shown], str]
"""Says why there is nothing to be seen of a run, as the end of a sentence; blank where there is."""


def never(shown: Shown) -> str:
    """A picture that there always is, or of which nobody expects one."""
    return ""


Rests = Callable[["Carrying", Shown], "Iterable[Iterable[Carrier]]"]
"""What carries the figures of a picture in the year looked at, part by part."""


def of_numbers(*keys: str) -> Rests:
    """What carries some indicators; without any, those on the front of the study."""

    def rests(plan: Carrying, shown: Shown) -> Iterable[Iterable[Carrier]]:
        front = shown.run.solution.study.settings.shown
        return [plan.of_indicator(key, shown.year) for key in keys or front]

    return rests


def along_the_chain(plan: Carrying, shown: Shown) -> Iterable[Iterable[Carrier]]:
    """What carries what home makes at each stage, then what its users want."""
    stages = shown.run.solution.study.words.stages
    things = (*map(plan.things.of_stage, stages), plan.things.of_origin("short"))
    return [plan.of(one, (shown.year,)) for one in things]


@dataclass(frozen=True)
class Card:
    """A card on a screen of the studio; of two the one with the lower `place` comes first."""

    screen: str
    place: int = 100
    wide: bool = False
    """Whether it takes the whole width."""
    leads: str = ""
    """The screen its title leads to, which shows more of the same."""


@dataclass(frozen=True)
class Picture:
    """A picture of a run: by which name it is asked for, what it shows, who draws it, and where.

    `section` is the section of a brief it is a figure of; blank where briefs have none, or draw it
    themselves under a finding. `rests` gives what carries it, `absent` why there is none of a run.
    """

    name: str
    says: str
    draw: Draw
    cards: tuple[Card, ...] = ()
    section: str = ""
    rests: Rests = field(default_factory=of_numbers)
    absent: Absent = never


_registered: dict[str, Picture] = {}


def picture(
    name: str,
    says: str,
    *,
    cards: tuple[Card, ...] = (),
    section: str = "",
    rests: Rests | None = None,
    absent: Absent = never,
) -> Callable[[Draw], Draw]:
    """Register the function below as a picture of a run; `says` what it shows, in a sentence.

    `rests` gives the facts and levers behind its figures, else those of the front count; `absent`
    says why there is nothing to draw of a run, where that is so of whole studies.
    """

    def register(draw: Draw) -> Draw:
        carried = rests or of_numbers()
        _registered[name] = Picture(name, says, draw, cards, section, carried, absent)
        return draw

    return register


def withdraw(name: str) -> None:
    """Forget a picture, as a test does that registered one."""
    del _registered[name]


@cache
def _all_read() -> None:
    package = importlib.import_module("monazite.charts")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)


def pictures() -> Mapping[str, Picture]:
    """Every picture by the name it is asked for, in alphabetical order."""
    _all_read()
    return {name: _registered[name] for name in sorted(_registered)}


def cards(screen: str) -> dict[str, bool]:
    """The pictures a screen of the studio has cards of, in order, and whether each is wide."""
    found = [
        (card.place, one.name, card.wide)
        for one in pictures().values()
        for card in one.cards
        if card.screen == screen
    ]
    return {name: wide for _, name, wide in sorted(found)}


def leads_to(name: str, screen: str) -> str:
    """Give the screen the title of a picture leads to from another; blank where to none."""
    found = pictures().get(name)
    return next((card.leads for card in found.cards if card.screen == screen), "") if found else ""
