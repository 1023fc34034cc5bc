"""Indicators are registered where they are written: a formula, and how a run is fed into it.

A formula is a pure function of columns, each one number per year (or several rows of them, such as
one for each good). Anybody can use it on figures of their own; `of_table` takes them from a table.
What feeds it from a solved plan stands beside it, with its unit, its sentence and which way is
better. Every module of `each` is found by itself, so that a new indicator is one more function.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from monazite.core.errors import InvalidInput, Problem, name_remedy
from monazite.core.vocabulary import Indicator as Entry
from monazite.findings.indicators.part import Part
from monazite.findings.solution import Series, Solution
from monazite.parameters import Labels
from monazite.study import Study

if TYPE_CHECKING:
    import polars as pl

Formula = Callable[..., Series]

Columns = Mapping[str, Any] | Sequence[Series]
"""What a formula takes, by name, or one after the other where it takes any number of series."""

Feed = Callable[[Solution, str], Columns]
"""Gathers what a formula takes from a plan, for what the indicator is asked of."""


@dataclass(frozen=True)
class Asked:
    """What a kind of indicator may be asked of, and in which bases its answer is counted."""

    options: Callable[[Study, Labels], list[str]]
    bases: Callable[[Solution, str], set[str]] = lambda solution, qualifier: set()


Apart = Callable[[Solution, str, str, int], Iterable[Part]]
"""Takes a figure apart: of a plan, the key and what it is asked of, in a year by its place."""


Named = Callable[[Solution, str], str]
"""Names a figure by what it is asked of; blank where its usual title is right."""


@dataclass(frozen=True)
class Indicator:
    """A figure a plan is judged by.

    `entry` holds its words: key, unit, title, sentence and which way is better. `alone` is what it
    is about when its key stands alone, blank where it has to be said. `named` gives another title
    where the same formula tells something else. `apart` takes it apart into the figures it is made
    of, which of a `share` are what is counted and what it is counted over; without it they are
    what its formula is fed with.
    """

    entry: Entry
    asked: Asked
    alone: str
    formula: Formula
    feed: Feed
    named: Named | None = None
    apart: Apart | None = None
    share: bool = False

    def title(self, solution: Solution, qualifier: str) -> str:
        """What the figure is called for what it is asked of."""
        other = self.named(solution, qualifier) if self.named is not None else ""
        return other or self.entry.title

    @property
    def said(self) -> str:
        """The formula in words, as its docstring has it."""
        return " ".join((self.formula.__doc__ or "").split())

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns the formula takes; one that begins with `*` stands for any number of them."""
        return tuple(
            f"*{name}" if one.kind is one.VAR_POSITIONAL else name
            for name, one in inspect.signature(self.formula).parameters.items()
        )

    def of_run(self, solution: Solution, qualifier: str) -> Series:
        """Work it out for a plan, one number per reported year."""
        return _filled(self.formula, self.feed(solution, qualifier))

    def of_table(self, table: pl.DataFrame, **given: object) -> pl.DataFrame:
        """Work it out for a table with a column `year` and one for each the formula takes.

        What the formula takes once and not by year, such as a rate, is `given`. Returns the years
        with their values. Raises InvalidInput naming every column that is missing.
        """
        import polars as pl  # slow to load, and a plan's own figures need no table

        columns = [name for name in table.columns if name != "year"]
        if self.columns[0].startswith("*"):
            wanted = ["year", *([] if columns else [self.columns[0]])]
        else:
            parameters = inspect.signature(self.formula).parameters
            optional = [name for name, one in parameters.items() if one.default is not one.empty]
            wanted = [name for name in self.columns if name not in ("years", *given, *optional)]
            wanted = ["year", *wanted]
        missing = [name for name in wanted if name not in table.columns]
        if missing:
            raise InvalidInput(
                Problem(
                    field=name,
                    message=f"{self.entry.indicator} needs a column '{name}'",
                    remedy=name_remedy(name, table.columns),
                )
                for name in missing
            )
        if self.columns[0].startswith("*"):
            found = self.formula(*(table[name].to_numpy() for name in columns))
        else:
            taken = {name: table[name].to_numpy() for name in wanted if name != "year"}
            if "years" in self.columns:
                taken["years"] = table["year"].to_numpy()
            found = self.formula(**taken, **given)
        return pl.DataFrame({"year": table["year"], "value": np.asarray(found, dtype=float)})


_registered: dict[str, Indicator] = {}


def indicator(
    key: str,
    *,
    unit: str,
    title: str,
    says: str,
    better: Literal["up", "down", "neither"],
    asked: Asked,
    feed: Feed,
    alone: str = "",
    named: Named | None = None,
    apart: Apart | None = None,
    share: bool = False,
) -> Callable[[Formula], Formula]:
    """Register the formula below as an indicator; the formula itself stays a plain function.

    `unit` may hold `<basis>` for that of what it is asked of and `<public money>` for that of the
    study, and is `<of>` where it puts the years of another indicator together. `says` is one
    sentence, `alone` what the key alone means and `named` gives a title of its own to what would be
    misnamed by `title`. `apart` and `share` say how it is told by its parts, see `Indicator`.
    """

    def register(formula: Formula) -> Formula:
        entry = Entry(key, unit, title, says, better)
        _registered[key] = Indicator(entry, asked, alone, formula, feed, named, apart, share)
        return formula

    return register


@cache
def indicators() -> Mapping[str, Indicator]:
    """Every indicator by key, in the order of the modules of `each` and of their lines."""
    package = importlib.import_module("monazite.findings.indicators.each")
    for module in sorted(found.name for found in pkgutil.iter_modules(package.__path__)):
        importlib.import_module(f"{package.__name__}.{module}")
    return dict(_registered)


def _filled(formula: Formula, columns: Columns) -> Series:
    if isinstance(columns, Mapping):
        return np.asarray(formula(**columns))
    return np.asarray(formula(*columns))
