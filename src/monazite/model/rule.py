"""Says what a rule of the programme is, once, beside the equation that writes it.

Whatever speaks of rules reads these records: what is full or forced, what a number is traced to,
which bottleneck stands behind which, what may be broken at a price, what contradicts what, and the
table of rules in the documentation. Nothing else lists rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from monazite.core.labelled import Labelled
from monazite.model.outcome import Outcome
from monazite.parameters import Parameters

Sense = Literal["ceiling", "floor", "balance"]
Owner = Literal["plants", "state", "trade", "nature", "users", "arithmetic"]
Amount = Callable[[Outcome], Labelled]

PLANTS = ("facility", "investable", "expanding")
"""Dimensions whose labels are plants."""

SIGNS: Mapping[Sense, str] = {"ceiling": "<=", "floor": ">=", "balance": "="}


@dataclass(frozen=True)
class Relief:
    """How a ceiling gives way: its parameter is raised, or tonnes are added to it.

    What can be made larger by more plant, a larger permit or more ore has a relief, and so has a
    lane, which is a choice and holds no plant back. Limits on exports have none.
    """

    parameter: str
    how: Literal["raise", "add"] = "raise"


@dataclass(frozen=True)
class Penalty:
    """The price of breaking a soft rule.

    `slack` is the variable that counts what is missing. Over the labels of the rule `due` gives
    what is asked for, `missing` what of it is not done and `price` what a tonne of that costs,
    money/t; `why` says in words what the price is.
    """

    slack: str
    due: Amount
    missing: Amount
    price: Callable[[Parameters], Labelled]
    why: str


@dataclass(frozen=True, eq=False)
class Rule:
    """One family of rows, or of bounds of a variable, and what it means.

    `name` is that of the rows; a rule that is written as an upper bound of the variable it `limits`
    has a name of its own and is a `bound`. `subject` is the dimension whose labels it binds one by
    one. `used` and `limit` give how much of it is in use and how much there is, over the subject
    and, unless it holds for all years at once, the period: a rule without them holds nobody back by
    itself. `size` is what its worth applies to in a year where that is not the limit. `counts` says
    what a unit of the limit is: tonnes a year that run or move, tonnes a year of plant decided,
    tonnes in store, or tonnes over all years. What it reads is noted while it is written, see
    `Programme.reads`.
    """

    name: str
    sentence: str
    limits: str
    subject: str
    sense: Sense
    owner: Owner
    unit: str
    words: str = ""
    bound: bool = False
    counts: Literal["flow", "building", "stock", "total"] = "flow"
    used: Amount | None = None
    limit: Amount | None = None
    size: Amount | None = None
    relief: Relief | None = None
    penalty: Penalty | None = None

    @property
    def dual_sign(self) -> float:
        """Sign that turns its dual into what easing it by one saves; 0 where it has no side."""
        return {"ceiling": -1.0, "floor": 1.0, "balance": 0.0}[self.sense]

    @property
    def holds_plants(self) -> bool:
        """Whether it may hold plants back, and more plant, permit or ore would ease it."""
        return self.subject in PLANTS and self.sense == "ceiling" and self.relief is not None

    @property
    def eased(self) -> str:
        """The dimension of the parameter that eases it; whatever binds plants is given by plant."""
        return "facility" if self.subject in PLANTS else self.subject

    @property
    def said(self) -> str:
        """The name of the rule as a sentence."""
        return self.name.replace("_", " ")

    def dual(self, outcome: Outcome) -> Labelled | None:
        """Give the dual of its rows or bounds in an outcome; None where it was not written."""
        duals, name = (
            (outcome.bound_duals, self.limits) if self.bound else (outcome.duals, self.name)
        )
        return duals.get(name)


_declared: dict[str, Rule] = {}

RULES: Mapping[str, Rule] = MappingProxyType(_declared)
"""Every rule any programme may hold, in the order in which the equations are read."""


def declare(rule: Rule) -> Rule:
    """Enter a rule that is written beside its equation."""
    assert rule.name not in _declared, f"two rules are called {rule.name}"
    _declared[rule.name] = rule
    return rule


def withdraw(rule: Rule) -> None:
    """Take a rule out again that was declared to try something."""
    del _declared[rule.name]
