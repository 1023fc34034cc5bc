"""In which money and as tonnes of what figures are told: as each stands, or all alike.

Money is told in one of the two currencies a study counts in; mass as what is contained of a group
the study follows, in the basis of the group or in another the study says what it is of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from monazite.core.units import UnitError, convert, is_money
from monazite.findings.account import Contained, held_by_need, held_weights
from monazite.findings.comparison.marks import Mark
from monazite.findings.comparison.side_by_side import SideBySide, gap
from monazite.findings.indicators import as_contained, compute, held_in_each, unit_of
from monazite.findings.solution import Series, Solution
from monazite.study import Study

__all__ = ["AS_IT_STANDS", "Telling", "bases", "money_factor", "moneys", "multiplied"]

_HEAD = re.compile(r"(?P<code>[A-Z]{3})_(?P<year>\d{4})(?: [a-z]+)?")
ALL = "all"
"""Name of all groups of a basis together, where there are several."""


def moneys(study: Study) -> list[str]:
    """The currencies a visitor may choose from; none where the study counts in one alone."""
    known = list(_of_year(study))
    return known if len(known) > 1 else []


def _of_year(study: Study) -> Mapping[str, str]:
    """The currencies a study tells money in, each with the year of its prices."""
    settings = study.settings
    own, public = settings.currency, settings.public_money.money.currency
    return {own[:3]: own} if own[:3] == public[:3] else {own[:3]: own, public[:3]: public}


def money_factor(study: Study, money: str, unit: str) -> tuple[float, str]:
    """Give what a number of a unit is to be multiplied with, and the unit it then has.

    Without `money`, and for what is no money, that is 1 and the unit itself. Each currency is of
    the year the study counts it in.
    """
    found = _HEAD.match(unit)
    if not money or found is None or not is_money(unit) or found["code"] == money:
        return 1.0, unit
    to = f"{_of_year(study)[money]}{unit[found.end() :]}"
    return convert(1.0, unit, to, study.money), to


def bases(study: Study) -> Mapping[str, Contained]:
    """What mass may be told as, by name: the tracked group first, then the others, then all.

    A group is told in its own basis, and in each that the study says what it is of, such as
    lithium in `t LCE`.
    """
    chain, tracked = study.chain, study.settings.tracked_group
    titles = {row.basis: row.title for row in chain.bases}
    together: dict[str, list[str]] = {}
    for row in chain.groups:
        together.setdefault(row.basis, []).append(row.group)
    known = [
        (row.group, (row.group,), row.group, row.basis)
        for row in sorted(chain.groups, key=lambda row: row.group != tracked)
    ] + [
        (ALL, tuple(groups), titles[basis], basis)
        for basis, groups in together.items()
        if len(groups) > 1 and ALL not in chain.group_basis
    ]
    words = list(titles)
    return {
        name if word == basis else f"{name}-{word}": Contained(groups, word, title, factor)
        for name, groups, title, basis in known
        for word in (basis, *(one for one in words if one != basis))
        if (factor := _tonnes(study, basis, word))
    }


def _tonnes(study: Study, basis: str, word: str) -> float:
    """Tonnes of a basis in a tonne of another; 0 where the study says of neither what it is of."""
    try:
        return convert(1.0, f"t {basis}", f"t {word}", study.money)
    except UnitError:
        return 0.0


def multiplied(value: float | None, factor: float) -> float | None:
    """Tell a number as a multiple of it; one that has no meaning has none told otherwise."""
    return None if value is None else factor * value


@dataclass(frozen=True)
class Telling:
    """How a visitor wants figures told; without either, as each stands."""

    money: str = ""
    of: Contained | None = None

    def told(self, solution: Solution, key: str) -> tuple[Series, str]:
        """Give an indicator by reported year, with the unit it is told in."""
        known = None if self.of is None else as_contained(solution, key, self.of)
        values, unit = known or (compute(solution, key), unit_of(solution, key))
        factor, unit = money_factor(solution.study, self.money, unit)
        return factor * values, unit

    def multiple(self, solution: Solution, key: str) -> tuple[float, str]:
        """Give what an indicator, or a difference of it, is to be multiplied with, and the unit.

        One whose parts hold different amounts is no multiple, and stands as the study counts it.
        """
        known = None if self.of is None else held_in_each(solution, key, self.of)
        held, unit = known or (1.0, unit_of(solution, key))
        factor, to = money_factor(solution.study, self.money, unit)
        return held * factor, to

    def stays(self, solution: Solution, key: str) -> bool:
        """Whether a multiple of an indicator is not what is told of it elsewhere."""
        return self.multiple(solution, key)[1] != self.told(solution, key)[1]

    def in_year(self, solution: Solution, key: str, year: int) -> float | None:
        """Give an indicator in one year; None where it has no meaning."""
        value = float(self.told(solution, key)[0][solution.years.index(year)])
        return value if np.isfinite(value) else None

    def in_a_tonne(self, solution: Solution, name: str) -> float:
        """Give what a tonne of a material, or of what a use wants, is told as; 1 as it stands."""
        if self.of is None:
            return 1.0
        held = {**dict(held_weights(solution, self.of)), **held_by_need(solution, self.of)}
        return held.get(name, 0.0)

    def side_by_side(self, row: SideBySide, plans: Mapping[str, Solution]) -> SideBySide:
        """Tell a number of several plans, by strategy, and what each has over the baseline."""
        values = {
            name: None if value is None else self.in_year(plans[name], row.indicator, row.year)
            for name, value in row.values.items()
        }
        base = values.get(row.baseline)
        gaps = {
            name: apart
            for name in row.differences
            if (apart := gap(values[name], base)) is not None
        }
        return replace(
            row,
            unit=self.told(next(iter(plans.values())), row.indicator)[1],
            values=values,
            differences=gaps,
            marks={name: self.mark(row, name, gap) for name, gap in gaps.items()},
        )

    @property
    def tonnes(self) -> str:
        """What tonnes are of, for the head of a table: `t` as they stand, else `t oxide`."""
        return "t" if self.of is None else f"t {self.of.basis} contained"

    def mark(self, row: SideBySide, strategy: str, gap: float | None) -> Mark:
        """Say whether a difference is for the better; of one that turns in this basis, neither."""
        stands = row.differences.get(strategy)
        turns = stands is not None and gap is not None and stands * gap < 0
        return "neither" if turns else row.marks.get(strategy, "neither")


AS_IT_STANDS = Telling()
