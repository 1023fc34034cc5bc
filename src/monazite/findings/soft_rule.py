"""One rule that may be broken at a price: what it asks for in a year and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import xarray as xr

from monazite.evidence import Quantity
from monazite.findings.reading import Reading

NEAR = 2.0
"""Factor between the price of a rule and what keeping it costs below which the price decides."""

BROKEN = 1e-6
"""Share of what is due from which a missing tonne counts."""


@dataclass(frozen=True)
class SoftRule:
    """One soft rule in one year.

    `due` and `missing` are tonnes a year (tonnes for a stock), `price` is what each missing tonne
    costs by the rule and `alternative` what keeping the rule costs at the last tonne, USD_2024/t;
    it never exceeds the price, since from there on the rule is broken. `warning` says when the two
    are so near that the price, and not the study, decides.
    """

    rule: str
    subject: str
    title: str
    year: int
    due: float
    missing: float
    price: float
    alternative: float
    unit: str
    ground: str
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    warning: str

    def as_row(self) -> dict[str, object]:
        """The rule as a plain row."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__} | {
            "facts": list(self.facts),
            "sources": list(self.sources),
        }


@dataclass(frozen=True)
class Ground:
    """Who says what a missing tonne costs: words, facts and sources."""

    text: str
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def by_year(
    reading: Reading,
    rule: str,
    subject: str,
    title: str,
    basis: str,
    *,
    due: xr.DataArray,
    missing: xr.DataArray,
    dual: xr.DataArray,
    price: float,
    ground: Ground,
) -> Iterator[SoftRule]:
    """Give a rule in every reported year in which it asks for something at a price."""
    series = (np.asarray(reading.select(array).values) for array in (due, missing, dual))
    for year, asked, short, worth in zip(reading.years, *series, strict=True):
        if asked <= 1e-9 or price <= 0:
            continue
        broken = short > BROKEN * max(asked, 1.0)
        warning = ""
        if broken:
            warning = "broken: keeping it would cost more than its price"
        elif worth * NEAR >= price:
            warning = "kept, at a cost within a factor of two of its price"
        yield SoftRule(
            rule=rule,
            subject=subject,
            title=title,
            year=year,
            due=float(asked),
            missing=float(short) if broken else 0.0,
            price=price,
            alternative=max(float(worth), 0.0),
            unit=f"USD_2024/t {basis}",
            ground=ground.text,
            facts=ground.facts,
            sources=ground.sources,
            warning=warning,
        )


def resting(text: str, quantities: tuple[Quantity, ...]) -> Ground:
    """Give the ground of a price that rests on quantities of the study."""
    return Ground(
        text,
        tuple(dict.fromkeys(fact for quantity in quantities for fact in quantity.facts)),
        tuple(dict.fromkeys(source for quantity in quantities for source in quantity.sources)),
    )
