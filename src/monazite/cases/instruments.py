"""Instruments side by side: each as levers on the plants a strategy opens, by one number of size.

A strategy says where investors may build. What it pays them is taken out, and each instrument is
put in its place, with one number that says how much of it there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from monazite.core.errors import InvalidInput, Problem, Problems
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
from monazite.strategy.months import months_since_year_zero
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
    rows = {row.facility: row for row in study.chain.facilities}
    plants = tuple(dict.fromkeys(name for entry in entries for name in entry.facilities))
    winners = [name for name in plants if rows[name].awardee]
    start = min(entry.start for entry in entries)
    ends = [entry.end for entry in entries if entry.end is not None]
    until = max(ends) if ends else None
    most = {
        name: max(e.tonnes_per_year for e in entries if name in e.facilities) for name in plants
    }
    money = study.settings.currency
    begins = until or _later(start, 24)
    open_until: Mapping[str, object] = {"end": until} if until else {}

    def subsidy(size: float) -> tuple[Lever, ...]:
        said = {"facility": list(plants), "share": size, "start": start, **open_until}
        return (_made("capital_subsidy", "Capital subsidy", said),)

    def to_winners(kind: str, title: str, years: int, **prices: float) -> Lever:
        said = {
            "facility": winners,
            **{field: f"{price:.6f} {money}/kg" for field, price in prices.items()},
            "tonnes_per_year": max(most[name] for name in winners),
            "start": begins,
            "end": _later(begins, 12 * years),
        }
        return _made(kind, title, said)

    def incentive(size: float) -> tuple[Lever, ...]:
        return (to_winners("output_incentive", "Output incentive", YEARS_PAID, rate=size),)

    def guarantee(size: float) -> tuple[Lever, ...]:
        years = YEARS_GUARANTEED
        return (to_winners("price_guarantee", "Price guarantee", years, price=size),)

    def between(size: float) -> tuple[Lever, ...]:
        prices = {"floor": size, "cap": CAP_ABOVE * size}
        return (to_winners("cap_and_floor", "Cap and floor", YEARS_GUARANTEED, **prices),)

    def bought(size: float) -> tuple[Lever, ...]:
        return (to_winners("offtake", "Offtake", YEARS_GUARANTEED, price=size),)

    def duty(size: float) -> tuple[Lever, ...]:
        said = {"materials": list(products), "rate": size, "start": begins}
        return (_made("import_duty", "Import duty", said),)

    def stock(size: float) -> tuple[Lever, ...]:
        return tuple(
            _made(
                "stockpile",
                f"Stockpile of {study.titles.get(product, product)}",
                {
                    "material": product,
                    "days_of_cover": size,
                    "by": begins,
                    "release": "on_shortage",
                },
            )
            for product in products
        )

    def public(size: float) -> tuple[Lever, ...]:
        return tuple(
            _made(
                "capacity_programme",
                f"Public plant, {rows[name].title}",
                {
                    "facility": name,
                    "add": size * most[name],
                    "online": begins,
                    "public_share": 1.0,
                },
            )
            for name in plants
        )

    found = [
        Instrument(
            "subsidy", words_of(CapitalSubsidy).title, "% of the capital", 1.0, subsidy, 100
        ),
        Instrument("duty", words_of(ImportDuty).title, "% of the price", 1.0, duty, 100, True),
        Instrument("stockpile", words_of(Stockpile).title, "days of use", 730.0, stock),
        Instrument("public", "Public plants", "times what is open", 10.0, public),
    ]
    if winners:
        paying = (
            ("incentive", OutputIncentive, 400.0, incentive),
            ("guarantee", PriceGuarantee, 600.0, guarantee),
            ("cap_and_floor", CapAndFloor, 600.0, between),
            ("offtake", Offtake, 600.0, bought),
        )
        found[1:1] = [
            Instrument(
                name,
                words_of(kind).title,
                f"{money}/kg",
                most * study.chain.dollar,
                levers,
                per_tonne=True,
            )
            for name, kind, most, levers in paying
        ]
    return tuple(found)


def _later(month: str, months: int) -> str:
    at = months_since_year_zero(month) + months
    return f"{at // 12:04d}-{at % 12 + 1:02d}"


def _made(kind: str, title: str, said: Mapping[str, object]) -> Lever:
    problems = Problems()
    data = {"kind": kind, "title": title, "why": WHY, "source": OWN, **said}
    made = lever_from(data, f"instruments#{kind}", problems)
    problems.raise_if_any()
    assert made is not None
    return made
