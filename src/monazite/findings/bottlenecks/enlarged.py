"""Says what home saves where one limit is a little larger, and what it costs where smaller.

The dual of a limit is what those would pay whom the plan follows: it holds tolls between owners and
duty, which home pays itself. What home saves is read off a plan that is solved again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypedDict

from monazite.cases import Enlarged, Hold, can_be_enlarged
from monazite.core.money import PriceUnit
from monazite.core.records import Record
from monazite.findings.bottlenecks.binding import BindingConstraint, at_limits
from monazite.findings.indicators import compute, unit_of
from monazite.findings.solution import Series, Solution, at
from monazite.model import RULES

LEAST_SAVED = 1_000.0
"""Dollars in all years below which home is told to save nothing: pools that meet prices leave so
much open."""

LEAST = 0.5
"""Tonnes a year below which a limit is too small to be told."""


@dataclass(frozen=True)
class EnlargedLimit(Record):
    """A limit at home that alone was made larger, and what came of it in a year.

    `size` is the limit and `more` what was added to it, both in t/yr of its basis (of reserves, t).
    `saved` is what home cost falls by in the year, money/yr, `saved_per_tonne` the same over `more`
    in `unit`, and `saved_in_all` what it falls by over all reported years, undiscounted, money.
    `to_owner` is what a tonne more is worth to its owner by the dual, in `unit` too, tolls and duty
    inside. `before` and `after` are those of `indicator`, in `indicator_unit`. What is built for
    the enlargement itself costs nothing; what it costs to run is counted.

    `smaller` says what came of the limit smaller by as much: "tried", "no plan" or "not tried".
    Where it was tried, `lost` is what home cost rises by in the year, money/yr, and `lost_in_all`
    over all reported years, money.
    """

    year: int
    stage: str
    stage_title: str
    subject: str
    title: str
    rule: str
    words: str
    size: float
    more: float
    saved: float
    saved_per_tonne: float
    saved_in_all: float
    to_owner: float
    unit: PriceUnit
    indicator: str
    indicator_unit: str
    before: float
    after: float
    smaller: Literal["tried", "no plan", "not tried"] = "not tried"
    lost: float | None = None
    lost_in_all: float | None = None
    derived = ("mass_unit",)

    @property
    def mass_unit(self) -> str:
        """What `size` and `more` are tonnes of, such as t oxide."""
        return self.unit.mass


def limits_worth_most(solution: Solution, year: int, most: int) -> list[BindingConstraint]:
    """The limits at home that could be larger in a year, as many as `most`.

    Those come first that are worth most a year to their owners, which alone is known before
    anything is solved again.
    """
    rows = [
        row
        for row in at_limits(solution)
        if row.year == year
        and row.binding
        and row.size >= LEAST
        and can_be_enlarged(RULES[row.rule])
    ]
    return sorted(rows, key=lambda row: -row.annual_value)[:most]


def hold_of(row: BindingConstraint) -> Hold:
    """What is made larger for a row."""
    return Hold(row.stage, row.rule, (row.subject,), row.annual_value)


def enlarged_limits(
    solution: Solution,
    rows: Iterable[BindingConstraint],
    found: Iterable[Enlarged],
    indicator: str,
    year: int,
) -> list[EnlargedLimit]:
    """Tell limits made larger in the words of the study, by what home saves most in all first."""
    of = {(row.rule, row.subject): row for row in rows}
    cost = compute(solution, "home_cost")
    told = []
    for one in found:
        row = of[one.hold.rule, one.hold.subjects[0]]
        then = replace(solution, outcome=one.outcome)
        saved = cost - compute(then, "home_cost")
        in_year = at(solution, saved, year)
        told.append(
            EnlargedLimit(
                year=year,
                stage=row.stage,
                stage_title=row.stage_title,
                subject=row.subject,
                title=row.title,
                rule=row.rule,
                words=row.words,
                size=row.size,
                more=one.more,
                saved=in_year,
                saved_per_tonne=in_year / one.more,
                saved_in_all=float(saved.sum()),
                to_owner=row.shadow_price,
                unit=row.unit,
                indicator=indicator,
                indicator_unit=unit_of(solution, indicator),
                before=at(solution, compute(solution, indicator), year),
                after=at(then, compute(then, indicator), year),
                **_where_smaller(solution, one, cost, year),
            )
        )
    # of one year alone it may have either sign: what a plan buys then it need not buy in another
    return sorted(told, key=lambda one: -one.saved_in_all)


class _WhereSmaller(TypedDict, total=False):
    """Fields of an `EnlargedLimit` that its smaller limit fills."""

    smaller: Literal["tried", "no plan", "not tried"]
    lost: float
    lost_in_all: float


def _where_smaller(solution: Solution, one: Enlarged, cost: Series, year: int) -> _WhereSmaller:
    if one.smaller is None:
        return {}
    if one.smaller.status != "optimal":
        return {"smaller": "no plan"}
    rise = compute(replace(solution, outcome=one.smaller), "home_cost") - cost
    return {"smaller": "tried", "lost": at(solution, rise, year), "lost_in_all": float(rise.sum())}
