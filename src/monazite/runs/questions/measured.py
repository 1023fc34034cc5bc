"""Instruments at the same public money, as they were measured, and the picture of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from monazite.charts import Chart, dots_of_instruments
from monazite.core.frames import Frame
from monazite.core.numerals import number, shown
from monazite.core.records import Record, frame_of
from monazite.runs.questions.expected import WorldChance

__all__ = ["PAIR", "Bench", "Elsewhere", "Measured", "Units"]

PAIR = "+"
"""Between the names of two instruments."""

PAIRS_DRAWN = 8
"""Pairs of a picture; tables have all."""


@dataclass(frozen=True)
class Units:
    """What sums and tonnes are told in, and what each has to be multiplied with for that."""

    money: str
    goods: str
    coin: float = 1.0
    made: str = "t"
    tonne: float = 1.0
    lacking: str = "t/yr"
    shortage: float = 1.0
    single: str = ""
    """What money is called where it is counted singly; blank where it is already."""
    singles: float = 1.0
    """How many of these are in one of `money`, such as a million."""


def _each(value: float | None, spent: float | None, times: float) -> float | None:
    """Give a multiple of what is brought for the money spent; None where either is not known."""
    return None if value is None or not spent else times * value / spent


@dataclass(frozen=True)
class Measured(Record):
    """What an instrument, or two with half the money each, brings above the strategy without.

    Sums are over the reported years up to the last; `points` are of self-sufficiency in the year
    asked; `short` is the shortage that is avoided in the years of a stop nobody saw coming. Money
    is in `money`. None where it has no plan, or where there is nothing to divide by.
    """

    instrument: str
    title: str
    size: str
    """How much of it there is, in words."""
    spends: bool
    """Whether it spends the money to within a tenth; if not, the nearest size is shown."""
    spent: float | None
    """What is sized to the money: public money, of what users pay alone the cost to home, and of
    one of each both."""
    public: float | None
    """What the public purse pays more."""
    duties: float | None
    """What users pay the treasury more in import duties, of which home as a whole bears nothing."""
    home: float | None
    """What home as a whole pays more, public money included, at border prices."""
    tonnes: float | None
    """Output of the product more."""
    points: float | None
    """None as well where nobody at home uses what the chain makes."""
    short: float | None
    per_tonne: float | None
    """What is spent by tonne."""
    per_point: float | None
    """What is spent by point of self-sufficiency."""
    per_short: float | None
    """What is spent by tonne of shortage avoided in a year."""
    money: str
    unit: str
    """Of tonnes; of shortage a year."""
    fault: str = ""

    @property
    def is_pair(self) -> bool:
        """Whether it is two instruments, with half the money each."""
        return PAIR in self.instrument


@dataclass(frozen=True)
class Elsewhere(Record):
    """What an instrument takes and brings in another world, at the size it has in the bench.

    `spent` is in the money and `tonnes` in the unit of the bench, both above the strategy without
    support in that world; None where it has no plan there.
    """

    instrument: str
    title: str
    world: str
    world_title: str
    spent: float | None
    tonnes: float | None
    fault: str = ""


@dataclass(frozen=True)
class Bench:
    """Instruments beside one another at the same money."""

    strategy: str
    world: str
    stop: str
    """The world of the stop; blank where the study has none."""
    year: int
    budget: float
    """In money."""
    money: str
    measured: tuple[Measured, ...] = field(repr=False)
    sources: tuple[str, ...] = field(default=(), repr=False)
    chances: tuple[WorldChance, ...] = ()
    """Worlds over which money and what it brings are expected; nothing where they are of one."""
    elsewhere: tuple[Elsewhere, ...] = field(default=(), repr=False)
    """Each alone, in every other world whose prices move or that has a chance."""

    @cached_property
    def table(self) -> Frame:
        """Instruments and pairs of them, a row each.

        Columns instrument, title, size, spends, spent, public, duties, home, tonnes, points, short,
        per_tonne, per_point, per_short, money, unit and fault; what each says stands in
        docs/findings.md.
        """
        return frame_of(Measured, self.measured)

    @cached_property
    def in_worlds(self) -> Frame:
        """Instruments alone in other worlds, at the sizes they have here, a row each.

        Columns instrument, title, world, world_title, spent (in money), tonnes (of the product, as
        in the table) and fault.
        """
        return frame_of(Elsewhere, self.elsewhere)

    @property
    def spending(self) -> list[Measured]:
        """Those that spend the money, as they were measured."""
        return [one for one in self.measured if one.spends]

    @property
    def others(self) -> list[Measured]:
        """Those that cannot spend it, at the nearest size."""
        return [one for one in self.measured if not one.spends]

    def best_first(self) -> list[Measured]:
        """Give those that spend the money: each alone, then pairs, the best for something first.

        A pair is as good as the best place it has among all in what is spent for a tonne, a point
        or a tonne not short.
        """
        spend = self.spending
        costs = [(one.per_tonne, one.per_point, one.per_short) for one in spend]

        def place(one: Measured) -> int:
            own = (one.per_tonne, one.per_point, one.per_short)
            return min(
                (
                    sum(cost is not None and cost < mine for cost in column)
                    for mine, column in zip(own, zip(*costs, strict=True), strict=True)
                    if mine is not None
                ),
                default=len(spend),
            )

        alone = [one for one in spend if not one.is_pair]
        return [*alone, *sorted((one for one in spend if one.is_pair), key=place)]

    def plot(self, units: Units | None = None) -> Chart:
        """Draw what each brings for the money it spends: what is made, and what is not short.

        All that spend the money alone, and the best of the pairs, told in `units`.
        """
        if units is None:
            way, unit = shown(self.money), self.measured[0].unit
            units = Units(way.plain_label, unit, coin=way.factor, made=unit)
        drawn = self.best_first()
        alone = sum(not one.is_pair for one in drawn)
        return dots_of_instruments(
            [
                {
                    "title": one.title,
                    "pair": one.is_pair,
                    "made": _each(one.tonnes, one.spent, units.tonne / units.coin),
                    "short": _each(one.short, one.spent, units.shortage / units.coin),
                }
                for one in drawn[: alone + PAIRS_DRAWN]
            ],
            made=f"{units.made} for each {units.money}",
            short=f"{units.lacking} for each {units.money}" if self.stop else "",
            title=f"What each brings for the money, at {number(units.coin * self.budget)} "
            f"{units.money}",
            sources=self.sources,
        )

    def __repr__(self) -> str:
        """Say in a line what was compared."""
        return (
            f"<Bench of {len(self.measured)} instruments and pairs on {self.strategy} "
            f"at {self.budget:,.0f} {self.money}>"
        )
