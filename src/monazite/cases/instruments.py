"""Instruments side by side: each as levers on the plants a strategy opens, by one number of size.

A strategy says where investors may build. What it pays them is taken out, and each instrument is
put in its place, with one number that says how much of it there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monazite.core.errors import InvalidInput, Problem, Problems
from monazite.core.magnitudes import UNLIMITED
from monazite.core.origin import Origin
from monazite.strategy import (
    OWN,
    CapAndFloor,
    CapitalSubsidy,
    ImportDuty,
    Lever,
    Offtake,
    OutputIncentive,
    PriceGuarantee,
    PrivateEntry,
    PublicEquity,
    Stockpile,
    Strategy,
    lever_from,
    words_of,
)
from monazite.strategy.months import months_since_year_zero, written_month
from monazite.study import Study

PAYING = (
    CapitalSubsidy,
    PublicEquity,
    OutputIncentive,
    PriceGuarantee,
    CapAndFloor,
    Offtake,
    ImportDuty,
    Stockpile,
)
"""Kinds of levers that are taken out of the strategy, since instruments stand in their place."""

YEARS_PAID = 5
"""Years for which output is paid, where the strategy does not say."""

YEARS_GUARANTEED = 10
"""Years for which a price is guaranteed, as contracts for difference usually run."""

CAP_ABOVE = 1.2
"""The cap as a multiple of the floor: a fifth above it. An estimate, so that both sides show."""

FOLLOW_PRICES = ("guarantee", "cap_and_floor", "offtake")
"""Names of instruments whose size is a price, so that what they take follows the stated price."""

WHY = "Put beside others at the same public money."


@dataclass(frozen=True)
class Instrument:
    """An instrument with what its size is, the largest size that makes sense, and its levers."""

    name: str
    title: str
    unit: str
    most: float
    levers: Callable[[float], tuple[Lever, ...]]
    scale: float = 1.0
    """By what a size is multiplied where it is told in the unit: 100 for per cent."""
    paid_by_users: bool = False
    """Whether it takes no public money, and is sized by what it costs home instead."""
    per_tonne: bool = False
    """Whether it is support per tonne of output, of which a winner has one at a time."""


def without_support(strategy: Strategy) -> Strategy:
    """Give a strategy without what it pays and charges."""
    kept = tuple(lever for lever in strategy.levers if not isinstance(lever, PAYING))
    about = {"name": f"{strategy.name}-without-support", "levers": kept, "extends": None}
    return strategy.model_copy(update=about)


def with_levers(strategy: Strategy, name: str, levers: Sequence[Lever]) -> Strategy:
    """Give a strategy with levers behind its own."""
    return strategy.model_copy(
        update={"name": f"{strategy.name}+{name}", "levers": (*strategy.levers, *levers)}
    )


def instruments(
    study: Study, strategy: Strategy, products: Sequence[str]
) -> tuple[Instrument, ...]:
    """List the instruments that can be put on the plants a strategy opens to investors.

    `products` are the materials these plants make. Raises InvalidInput for a strategy that opens
    none.
    """
    opened = _opened(study, strategy, products)
    share, price = "% of the capital", "% of the price"
    return (
        Instrument("subsidy", words_of(CapitalSubsidy).title, share, 1.0, opened.subsidy, 100),
        *(_per_tonne(opened) if opened.winners else ()),
        Instrument("duty", words_of(ImportDuty).title, price, 1.0, opened.duty, 100, True),
        Instrument("stockpile", words_of(Stockpile).title, "days of use", 730.0, opened.stock),
        Instrument("public", "Public plants", "times what is open", opened.tenfold, opened.public),
    )


def _per_tonne(opened: _Opened) -> Iterator[Instrument]:
    """Instruments that pay winners for every tonne, as far as any has won."""
    paying = (
        ("incentive", OutputIncentive, 400.0, opened.incentive),
        ("guarantee", PriceGuarantee, 600.0, opened.guarantee),
        ("cap_and_floor", CapAndFloor, 600.0, opened.between),
        ("offtake", Offtake, 600.0, opened.bought),
    )
    for name, kind, most, levers in paying:
        unit = f"{opened.money}/kg"
        most *= opened.study.chain.dollar
        yield Instrument(name, words_of(kind).title, unit, most, levers, per_tonne=True)


@dataclass(frozen=True)
class _Opened:
    """What a strategy opens to investors, with a method for each instrument on it by its size."""

    study: Study
    products: tuple[str, ...]
    most: Mapping[str, float]
    """Tonnes a year that may be added of each plant."""
    winners: tuple[str, ...]
    """Plants among them whose output may be paid for."""
    start: str
    until: str | None
    """Month in which the last of them closes, if any does."""

    @property
    def money(self) -> str:
        return self.study.settings.currency

    @property
    def begins(self) -> str:
        """Month from which output is paid for."""
        return self.until or _later(self.start, 24)

    @property
    def tenfold(self) -> float:
        """Ten times what is open, or as often as can be calculated with.

        Where what may be added is no limit, once is more than enough.
        """
        return min(10.0, UNLIMITED / (2.0 * max(self.most.values(), default=1.0)))

    def subsidy(self, size: float) -> tuple[Lever, ...]:
        end = {"end": self.until} if self.until else {}
        said = {"facility": list(self.most), "share": size, "start": self.start, **end}
        return (_made("capital_subsidy", "Capital subsidy", said),)

    def incentive(self, size: float) -> tuple[Lever, ...]:
        return self._to_winners("output_incentive", "Output incentive", YEARS_PAID, rate=size)

    def guarantee(self, size: float) -> tuple[Lever, ...]:
        return self._to_winners("price_guarantee", "Price guarantee", YEARS_GUARANTEED, price=size)

    def between(self, size: float) -> tuple[Lever, ...]:
        prices = {"floor": size, "cap": CAP_ABOVE * size}
        return self._to_winners("cap_and_floor", "Cap and floor", YEARS_GUARANTEED, **prices)

    def bought(self, size: float) -> tuple[Lever, ...]:
        return self._to_winners("offtake", "Offtake", YEARS_GUARANTEED, price=size)

    def duty(self, size: float) -> tuple[Lever, ...]:
        said = {"materials": list(self.products), "rate": size, "start": self.begins}
        return (_made("import_duty", "Import duty", said),)

    def stock(self, size: float) -> tuple[Lever, ...]:
        said = {"days_of_cover": size, "by": self.begins, "release": "on_shortage"}
        titles = self.study.titles
        return tuple(
            _made(
                "stockpile",
                f"Stockpile of {titles.get(product, product)}",
                {"material": product, **said},
            )
            for product in self.products
        )

    def public(self, size: float) -> tuple[Lever, ...]:
        titles = {row.facility: row.title for row in self.study.chain.facilities}
        said = {"online": self.begins, "public_share": 1.0}
        return tuple(
            _made(
                "capacity_programme",
                f"Public plant, {titles[name]}",
                {"facility": name, "add": size * most, **said},
            )
            for name, most in self.most.items()
        )

    def _to_winners(self, kind: str, title: str, years: int, **prices: float) -> tuple[Lever, ...]:
        said = {
            "facility": list(self.winners),
            **{field: f"{price:.6f} {self.money}/kg" for field, price in prices.items()},
            "tonnes_per_year": max(self.most[name] for name in self.winners),
            "start": self.begins,
            "end": _later(self.begins, 12 * years),
        }
        return (_made(kind, title, said),)


def opens_plants(strategy: Strategy) -> bool:
    """Whether a strategy opens any plant to investors, on which instruments could act."""
    return any(isinstance(lever, PrivateEntry) for lever in strategy.levers)


def _opened(study: Study, strategy: Strategy, products: Sequence[str]) -> _Opened:
    """Read what a strategy opens to investors, or refuse one that opens nothing."""
    entries = [lever for lever in strategy.levers if isinstance(lever, PrivateEntry)]
    if not entries:
        raise InvalidInput(
            Problem(
                field="strategy",
                message=f"'{strategy.name}' opens no plant to investors, so that nothing can act",
                remedy="name a strategy with a lever of kind private_entry, or add one to it as "
                "docs/levers.md shows",
            )
        )
    awardees = {row.facility for row in study.chain.facilities if row.awardee}
    plants = dict.fromkeys(name for entry in entries for name in entry.facilities)
    ends = [entry.end for entry in entries if entry.end is not None]
    return _Opened(
        study,
        tuple(products),
        {name: max(e.tonnes_per_year for e in entries if name in e.facilities) for name in plants},
        tuple(name for name in plants if name in awardees),
        min(entry.start for entry in entries),
        max(ends) if ends else None,
    )


def _later(month: str, months: int) -> str:
    return written_month(months_since_year_zero(month) + months)


def _made(kind: str, title: str, said: Mapping[str, object]) -> Lever:
    problems = Problems()
    data = {"kind": kind, "title": title, "why": WHY, "source": OWN, **said}
    made = lever_from(data, Origin("instruments", kind), problems)
    problems.raise_if_any()
    assert made is not None
    return made
