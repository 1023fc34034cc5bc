"""A sum of money as people write it, `7280 crore INR` or `2150 INR/kg`, with its currency in it.

A currency without a year means prices of 2024, in every study; `INR_2019` names another year.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from monazite.core.errors import FieldError, InvalidInput, Problem, name_remedy
from monazite.core.numerals import stated
from monazite.core.records import Label
from monazite.core.tables import parse_number
from monazite.core.units import CANONICAL_CURRENCY, Money, convert, parse, tonnes_in
from monazite.core.vocabulary import currencies, large_numbers, unit_words

__all__ = [
    "IN_ALL",
    "LITTLE",
    "PER_MASS",
    "MoneyAmount",
    "MoneyUnit",
    "PriceUnit",
    "in_single_units",
    "money_unit",
    "sum_to_spend",
]

_YEAR = CANONICAL_CURRENCY[3:]
LITTLE = 0.1
"""Part of a large number below which a sum is told in single units of the money."""
IN_ALL = f"7280 million {CANONICAL_CURRENCY[:3]}"
PER_MASS = f"20 {CANONICAL_CURRENCY[:3]}/kg"
"""How money in all and money per mass is written, to show what is meant."""


class MoneyUnit(NamedTuple):
    """What money is counted in: a currency of a year and a large number, spelled `INR_2024 crore`.

    Blank where it is counted singly.
    """

    currency: str
    large: str = ""

    def __str__(self) -> str:
        """Write it as a unit."""
        return f"{self.currency} {self.large}" if self.large else self.currency

    @property
    def of_one(self) -> MoneyUnit:
        """The same money counted singly."""
        return MoneyUnit(self.currency)

    @property
    def words(self) -> str:
        """Say it to people: `crore rupees`, `million dollars of 2019`."""
        of_year = "" if self.currency.endswith(_YEAR) else f" of {self.currency[4:]}"
        return f"{self.large} {currencies()[self.currency[:3]].plural}{of_year}".strip()


@dataclass(frozen=True, slots=True)
class PriceUnit(Label):
    """The unit of a price: a currency of a year for a mass of something, `USD_2024/t oxide`."""

    money: str
    mass: str

    @property
    def name(self) -> str:
        """The unit as text."""
        return f"{self.money}/{self.mass}"


@dataclass(frozen=True, slots=True)
class MoneyAmount:
    """A number and the money it counts, in all or per tonne of what the field speaks of."""

    number: float
    money: MoneyUnit
    per: str = ""
    """The mass it is paid for, such as `kg`; blank for a sum of money."""

    @classmethod
    def read(cls, text: object, like: str = IN_ALL) -> MoneyAmount:
        """Read an amount as people write it; raises FieldError that shows what it is `like`."""
        if isinstance(text, MoneyAmount):
            return text
        if isinstance(text, bool) or not isinstance(text, str | int | float):
            raise FieldError("the value is no amount of money", f"write one, such as '{like}'")
        figure, _, unit = str(text).strip().partition(" ")
        try:
            number = parse_number(figure)
        except FieldError as error:
            code = next((code for code in currencies() if figure[:3] == code), "")
            remedy = f"write the number before '{code}'" if code else error.remedy
            raise FieldError(error.message, remedy) from None
        if not unit.strip():
            raise FieldError(
                f"'{text}' does not say of which currency",
                f"write it behind the number, such as '{like}'",
            )
        money, slash, mass = unit.partition("/")
        if slash:
            tonnes_in(mass.strip())
        return cls(number, money_unit(money), mass.strip())

    @property
    def unit(self) -> str:
        """What the number counts: `INR_2024 crore`, `INR_2024/kg`."""
        return f"{self.money}/{self.per}" if self.per else str(self.money)

    @classmethod
    def read_sum(cls, text: str) -> MoneyAmount:
        """Read a sum to spend; raises FieldError for a price per mass and for less than nothing."""
        found = cls.read(text)
        if found.per or found.number < 0:
            raise FieldError(
                f"'{text}' is no sum of money to spend",
                "write a sum above nothing, such as '100 million USD'",
            )
        return found

    @property
    def currency(self) -> str:
        """The currency of a year, such as `INR_2024`."""
        return self.money.currency

    def in_money_of(self, money: Money) -> float:
        """Give it in the money of a study, or in that per tonne where it is per mass."""
        per_tonne = tonnes_in(self.per) ** -1 if self.per else 1.0
        return self.number * (per_tonne * convert(1.0, str(self.money), money.currency, money))

    def of(self, number: float) -> MoneyAmount:
        """Give another number of the same money."""
        return replace(self, number=number)

    def in_words(self, *, verb: str = "") -> str:
        """Say it to people: `7,280 crore rupees`, `2,150 rupees per kg`; `verb` before the mass."""
        per = [verb] * bool(verb) + [f"per {self.per}"] * bool(self.per)
        return " ".join([stated(self.number), self.money.words, *per])

    def __str__(self) -> str:
        """Write it as files do, without the year where it is 2024."""
        return f"{self.number!r}".removesuffix(".0") + f" {self.stated_unit}"

    @property
    def stated_unit(self) -> str:
        """What files write behind the number: `crore INR`, `INR/kg`."""
        words = f"{self.money.large} {self.money.currency.removesuffix(_YEAR)}".strip()
        return f"{words}/{self.per}" if self.per else words


def money_unit(text: str) -> MoneyUnit:
    """Read `crore INR`, or `INR_2024 crore`; raises FieldError for what is no money."""
    words = text.split()
    large = [word for word in words if word in large_numbers()]
    named = [word for word in words if word not in large]
    wrong = next((word for word in named if word in _signs()), "")
    if wrong:
        raise FieldError(f"'{wrong}' is not how it is written here", f"write '{_signs()[wrong]}'")
    if len(named) != 1 or len(large) > 1:
        raise FieldError(
            f"'{text.strip()}' is not one currency with at most one large number",
            f"write them behind a number, as in '{IN_ALL}'",
        )
    currency = f"{named[0]}{_YEAR}" if named[0] in currencies() else named[0]
    if currency[:3] not in currencies() or currency[3:4] != "_":
        known = [*currencies(), *large_numbers()]
        raise FieldError(f"'{named[0]}' is no currency", name_remedy(named[0], known))
    parse(currency)
    return MoneyUnit(currency, *large)


def in_single_units(unit: str) -> tuple[float, str] | None:
    """Give what money counted in a large number is multiplied with to be counted singly.

    With it the unit it then has, `USD_2024/yr` of `USD_2024 million/yr`; None for all else.
    """
    currency, _, after = unit.partition(" ")
    large, slash, per = after.partition("/")
    if currency[:3] not in currencies() or large not in large_numbers():
        return None
    return float(unit_words()[large].definition), f"{currency}{slash}{per}"


def _signs() -> dict[str, str]:
    """What people write for a currency or a large number, and what is written here."""
    large = {word: unit_words()[word] for word in large_numbers()}
    return {
        sign: word
        for table in (currencies(), large)
        for word, row in table.items()
        for sign in row.mistaken_for
    }


def sum_to_spend(text: str, money: Money, field: str) -> float:
    """Read a sum to spend, asked for in a field, in the money of a study.

    Raises InvalidInput naming the field.
    """
    try:
        return MoneyAmount.read_sum(text).in_money_of(money)
    except FieldError as error:
        raise InvalidInput(
            Problem(field=field, message=error.message, remedy=error.remedy)
        ) from None
