"""Number cells of a study become quantities in the unit and between the bounds of their column."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from monazite.core.errors import Problems
from monazite.core.magnitudes import OVERSHOOT, magnitude_fault
from monazite.core.numerals import reckoned
from monazite.core.tables import Row
from monazite.core.units import CANONICAL_CURRENCY, Money
from monazite.evidence import Evidence, Quantity, resolve
from monazite.study.cell_units import canonical_unit, canonical_units
from monazite.study.cells import Number
from monazite.study.chain import Chain
from monazite.study.records import BasisRow, CurrencyRow
from monazite.study.settings import Settings

_REFERENCE = re.compile(r"\{(?P<name>(?P<table>[^:{}]*):[^{}]*)\}")

DISCOUNT_RATE = Number("1", 0, 1)
"""Unit and bounds of the discount rate of the settings."""


CellKey = tuple[str, int, str, str]
"""File, line, column and unit of a number cell."""


class Numbered(Protocol):
    """A record that was read from a row, some of whose cells hold numbers."""

    @property
    def row(self) -> Row:
        """The record as written."""
        ...


@dataclass(frozen=True)
class Numbers:
    """Resolves cells on the evidence of a study, each of them once."""

    evidence: Evidence
    money: Money
    spread: Mapping[str, float]
    """The assumed range by grade, as a share of the value."""
    unread: Container[str] = frozenset()
    """Tables of facts with problems: what cannot be found in them has been reported already."""
    _resolved: dict[CellKey, Quantity] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    def __repr__(self) -> str:
        """Say in a line on what cells are resolved."""
        return f"<Numbers on {self.evidence!r}>"

    def resolve(self, row: Numbered, column: str, unit: str, problems: Problems) -> Quantity | None:
        """Give the quantity of a cell; nothing when it is blank or, then reported, wrong."""
        written = row.row
        key = (written.file, written.line, column, unit)
        if key not in self._resolved:
            quantity = self.read(written, column, unit, problems)
            if quantity is None:
                return None
            self._resolved[key] = quantity
        return self._resolved[key]

    def read(self, row: Row, column: str, unit: str, problems: Problems) -> Quantity | None:
        """Give the quantity of a cell of any row, which is not kept; else as `resolve` does."""
        if self._rests_on_unread(row[column]):
            return None
        return resolve(
            row[column],
            unit,
            evidence=self.evidence,
            money=self.money,
            row=row,
            field=column,
            spread=self.spread,
            problems=problems,
        )

    def resolved_cells(self) -> Mapping[CellKey, Quantity]:
        """Give every cell resolved so far by file, line, column and unit."""
        return self._resolved

    def on_other_evidence(
        self, evidence: Evidence, money: Money, keep: Mapping[CellKey, Quantity]
    ) -> Numbers:
        """Resolve cells on other evidence; those to keep count as resolved already."""
        other = replace(self, evidence=evidence, money=money)
        other._resolved.update(keep)
        return other

    def _rests_on_unread(self, cell: str) -> bool:
        known = (self.evidence.facts, self.evidence.quantities)
        return any(
            match["table"] in self.unread and not any(match["name"] in names for names in known)
            for match in _REFERENCE.finditer(cell)
        )

    def check(
        self, row: Numbered, column: str, unit: str, number: Number, problems: Problems
    ) -> Quantity | None:
        """Resolve a cell and report a number, or a stated range, outside the bounds of its column.

        Ranges that were assumed, or worked out from several facts, end at the bounds.
        """
        quantity = self.resolve(row, column, unit, problems)
        if quantity is None:
            return None
        fault = fault_of(quantity.value, unit, number, self.money.dollar) or _range_fault(
            quantity, unit, number, self.money.dollar
        )
        if fault is None:
            held = within(quantity, number)
            written = row.row
            self._resolved[written.file, written.line, column, unit] = held
            return held
        message, remedy = fault
        problems.at(row.row, column, message, remedy)
        return None


def read_money(chain: Chain, numbers: Numbers, problems: Problems) -> Money:
    """Resolve the exchange rates, which every other amount of money needs.

    `numbers` knows no rates yet. They are quoted per dollar of 2024, and turned into units of the
    study's money, whose own rate is among them unless it is that dollar.
    """
    per_dollar = {}
    for row in chain.currencies:
        number = row.numbers()["per_dollar"]
        unit = canonical_unit(chain, row, "per_dollar")
        quantity = numbers.check(row, "per_dollar", unit, number, problems)
        # Any rate will do for a currency with a problem, so that no cell in it is reported too.
        per_dollar[row.currency] = 1.0
        if quantity is not None and quantity.value > 0:
            per_dollar[row.currency] = quantity.value
        elif quantity is not None:
            problems.at(
                row, "per_dollar", "an exchange rate cannot be zero", "write a number above zero"
            )
    bases = _read_bases(chain, numbers, problems)
    if chain.money == CANONICAL_CURRENCY:
        return Money({name: 1.0 / rate for name, rate in per_dollar.items()}, bases)
    # without a rate of its own, which is reported with the settings, any will do
    own = per_dollar.get(chain.money, 1.0)
    rates = {name: own / rate for name, rate in per_dollar.items()}
    return Money({CANONICAL_CURRENCY: own, **rates}, bases, chain.money)


def _read_bases(
    chain: Chain, numbers: Numbers, problems: Problems
) -> Mapping[str, tuple[float, str]]:
    """Resolve what bases are of others; one step leads from each to a dimension of its own."""
    found: dict[str, tuple[float, str]] = {}
    derived = {row.basis for row in chain.bases if row.of}
    for row in chain.bases:
        if not row.of and not row.amount:
            continue
        message, remedy, field = "", "", "of"
        if not row.of or not row.amount:
            field = "amount" if row.of else "of"
            message = f"'{row.basis}' says half of how it converts"
            remedy = "fill in both 'of' and 'amount', or leave both blank"
        elif row.of in derived:
            message = f"'{row.basis}' converts into '{row.of}', which itself converts"
            remedy = "name the basis that one converts into"
        if message:
            problems.at(row, field, message, remedy)
            continue
        units = canonical_units(chain, row, "amount")
        if not units:
            continue  # it names a basis that is not there, which is reported with the names
        quantity = numbers.check(row, "amount", units[0], row.numbers()["amount"], problems)
        if quantity is not None and quantity.value > 0:
            found[row.basis] = (quantity.value, row.of)
        elif quantity is not None:
            problems.at(
                row,
                "amount",
                f"a tonne of '{row.basis}' cannot be nothing of '{row.of}'",
                "write a number above zero",
            )
    return found


def check_numbers(chain: Chain, numbers: Numbers, problems: Problems) -> None:
    """Resolve every number cell of every chain table and report those that cannot be."""
    for row in chain.rows():
        if isinstance(row, CurrencyRow):
            continue  # resolved before all others, as what bases are of others
        for column, number in row.bounds().items():
            if row.cell(column) and not (isinstance(row, BasisRow) and column == "amount"):
                for unit in canonical_units(chain, row, column):
                    numbers.check(row, column, unit, number, problems)


def fault_of(
    value: float, unit: str, number: Number, dollar: float = 1.0
) -> tuple[str, str] | None:
    """Say what is wrong with a number that cannot be carried or is outside its bounds, and mend."""
    return magnitude_fault(value, unit, dollar) or _outside(value, unit, number)


def _outside(value: float, unit: str, number: Number) -> tuple[str, str] | None:
    """Say what is wrong with a number outside its bounds, and between which ones it should be."""
    low, high = number.minimum, number.maximum
    below = low is not None and value < low
    above = high is not None and value > high
    if not below and not above:
        return None
    what = "" if unit == "1" else f" {unit}"
    sign = "negative" if below and low == 0 else "positive" if above and high == 0 else ""
    if sign:
        message = f"{reckoned(value)}{what} is {sign}"
    else:
        beyond = f"below {reckoned(low)}" if below else f"above {reckoned(high)}"
        message = f"{reckoned(value)}{what} is {beyond}"
    if low is not None and high is not None:
        return message, f"give a number from {reckoned(low)} to {reckoned(high)}"
    limit = f"of at least {reckoned(low)}" if low is not None else f"of at most {reckoned(high)}"
    return message, f"give a number {limit}"


def _range_fault(
    quantity: Quantity, unit: str, number: Number, dollar: float
) -> tuple[str, str] | None:
    """Say what is wrong with the range of one fact whose source or study states it."""
    if quantity.assumed or len(quantity.facts) != 1:
        return None
    for end, value in (("low", quantity.low), ("high", quantity.high)):
        most = number.maximum
        if most and most < value <= most * OVERSHOOT:
            continue  # as measured; what is above the bound is cut off
        fault = fault_of(value, unit, number, dollar)
        if fault is not None:
            return f"the {end} of {quantity.facts[0]}, {fault[0]}", fault[1]
    return None


def within(quantity: Quantity, number: Number) -> Quantity:
    """Hold a quantity and its range within the bounds of a column."""
    low = -math.inf if number.minimum is None else number.minimum
    high = math.inf if number.maximum is None else number.maximum
    given = (quantity.value, quantity.low, quantity.high)
    if low <= min(given) and max(given) <= high:
        return quantity
    value, least, most = (min(max(figure, low), high) for figure in given)
    return replace(quantity, value=value, low=least, high=most)


def check_discount_rate(settings: Settings, numbers: Numbers, problems: Problems) -> None:
    """Resolve the discount rate and report one that cannot be."""
    numbers.check(settings, "discount_rate", DISCOUNT_RATE.unit, DISCOUNT_RATE, problems)
