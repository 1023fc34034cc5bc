"""Units say of what, of which year, and convert only between like and like.

A unit is written as people write it: words side by side multiply, everything between one slash
and the next divides: `t REO/yr`, `kg magnet/vehicle`, `INR_2024 crore`, and with brackets
`USD_2024/(t oxide/yr)`, which is `USD_2024 yr/t oxide`.
A mass always says of what (`t REO`, never `t`), and a currency always says of which year
(`USD_2024`, never `USD`); every basis and every currency of every year is a dimension of its own,
so that oxide is never added to magnets, nor dollars of 2012 to dollars of 2024.

Words of measures stand in the vocabulary, each with what it is of others. What follows a mass is
its basis: any word may be one, and a study declares those it uses.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from monazite.core.amounts import Amount, Powers, sorted_powers
from monazite.core.errors import FieldError, name_remedy
from monazite.core.vocabulary import Currency, UnitWord, currencies, unit_words

__all__ = [
    "CANONICAL_CURRENCY",
    "STUDY_MONEY",
    "Money",
    "UnitError",
    "base_factor",
    "bases_in",
    "canonical_quantity",
    "convert",
    "convertible",
    "is_money",
    "magnitude",
    "may_be_basis",
    "parse",
    "tonnes_in",
    "written",
]

CANONICAL_CURRENCY = "USD_2024"
"""The money rates are quoted in, and that of a study which names none."""

STUDY_MONEY = "<money>"
"""What stands for the money of a study in units of the vocabulary and of rules."""

_DATED_CURRENCY = re.compile(r"[A-Z]{3}_[0-9]{4}", re.ASCII)
_TOKEN = re.compile(r"[()/]|[^\s()/]+")
_DEFINITION = re.compile(r"[*/]|[^\s*/]+")
_BASIS = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*", re.ASCII)
_WORD_AND_NEXT = re.compile(r"([^\s()/]+)(?=(?:\s+([^\s()/]+))?)")

_Root = tuple[float, Powers]


class UnitError(FieldError):
    """A unit is malformed, or two units do not measure the same thing."""


@dataclass(frozen=True, slots=True)
class Money:
    """What the units of a study's own are of others: currencies of a year and bases."""

    rates: Mapping[str, float] = field(default_factory=dict)
    """Units of the study's money per unit of currency, by unit such as `INR_2024`."""
    bases: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    """What a tonne of a basis is of another, such as a tonne of `LCE` 0.188 of `Li`."""
    currency: str = CANONICAL_CURRENCY
    """The money of the study: what every amount is turned into."""
    _canonical: dict[str, _Root] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What each unit met so far is in base units and the study's money."""

    def __post_init__(self) -> None:
        for currency, rate in self.rates.items():
            if not (math.isfinite(rate) and rate > 0):
                raise UnitError(
                    f"the rate {rate} of '{currency}' is no exchange rate",
                    "write a number above zero",
                )
        rates = {**self.rates, self.currency: 1.0}
        object.__setattr__(self, "rates", MappingProxyType(rates))
        object.__setattr__(self, "bases", MappingProxyType(dict(self.bases)))

    @property
    def dollar(self) -> float:
        """What a dollar of 2024 is in the study's money.

        What counts as too little or too much money to be told is so many dollars.
        """
        return self.rates.get(CANONICAL_CURRENCY, 1.0)

    def __reduce__(self) -> tuple[type[Money], tuple[dict[str, float], dict[str, Any], str]]:
        # A read-only view cannot be pickled, and ensembles send their inputs to other processes.
        return Money, (dict(self.rates), dict(self.bases), self.currency)


HIGHEST = 4
"""The highest power of a word in a unit; nothing measured needs more."""


@lru_cache(maxsize=4096)
def parse(text: str) -> Powers:
    """Read a unit as people write it into powers of its words, or say what is wrong with it."""
    if not text.strip():
        raise UnitError("the unit is blank", "write one, or '1' for a plain number")
    powers: dict[str, int] = {}
    for sign, words in _segments(text):
        for before, word in zip(["", *words], words, strict=False):
            if not (_is_mass(before) and may_be_basis(word)):
                _check_known(word, text)
            if word != "1":
                powers[word] = powers.get(word, 0) + sign
        _check_masses(words, text)
    high = next((word for word, power in powers.items() if abs(power) > HIGHEST), None)
    if high is not None:
        raise UnitError(f"unit '{text}' has '{high}' too often", "write it once or twice")
    return sorted_powers(powers)


def bases_in(unit: str) -> tuple[str, ...]:
    """List what the masses of a unit are masses of, such as `REO` of `t REO/yr`."""
    return tuple(word for word, _ in parse(unit) if _is_basis(word))


def convert(value: float, unit: str, to: str, money: Money) -> float:
    """Express a value in another unit of the same dimensions."""
    if unit == to:
        parse(unit)
        return value
    factor, powers = _canonical(unit, money)
    target_factor, target_powers = _canonical(to, money)
    if powers != target_powers:
        raise _mismatch(unit, to, money)
    return value * factor / target_factor


def convertible(unit: str, to: str) -> bool:
    """Say whether two units measure the same thing, all money counting as one dimension."""
    return _with_money_alike(_root(unit)) == _with_money_alike(_root(to))


def canonical_quantity(value: float, unit: str, money: Money) -> Amount:
    """Return a value as an amount in base units and, where a rate is known, the study's money."""
    factor, powers = _canonical(unit, money)
    return Amount(value * factor, powers)


def magnitude(quantity: Amount, to: str, money: Money) -> float:
    """Express a canonical quantity in a unit of the same dimensions."""
    factor, powers = _canonical(to, money)
    if quantity.powers != powers:
        raise _mismatch(written(dict(quantity.powers)), to, money)
    return quantity.magnitude / factor


def base_factor(unit: str, money: Money) -> float:
    """Give what one of a unit is in base units and the study's money."""
    return _canonical(unit, money)[0]


def tonnes_in(mass: str) -> float:
    """Give the tonnes in a mass by its word alone, whatever it is a mass of."""
    if not _is_mass(mass):
        masses = [word for word in unit_words() if _is_mass(word)]
        right = _mistakes(unit_words()).get(mass)
        remedy = f"write '{right}'" if right in masses else f"write one of: {', '.join(masses)}"
        raise UnitError(f"'{mass}' is no mass", remedy)
    return _root_of_word(mass)[0]


def is_money(unit: str) -> bool:
    """Whether a unit begins with a currency of a year, as in `USD_2024/yr`, or with a study's."""
    return unit.startswith(STUDY_MONEY) or _DATED_CURRENCY.match(unit) is not None


@cache
def _root_of_word(word: str) -> _Root:
    """Say what one word is in base units: itself, or as the vocabulary defines it of others.

    A basis and a currency of a year are dimensions of their own.
    """
    known = unit_words().get(word)
    if known is None or known.definition.startswith("["):
        return 1.0, ((word, 1),)
    factor, powers = 1.0, dict[str, int]()
    sign = 1
    for part in _DEFINITION.findall(known.definition):
        if part in "*/":
            sign = -1 if part == "/" else 1
            continue
        number, inner = (float(part), ()) if part[0].isdigit() else _root_of_word(part)
        factor = factor * number if sign > 0 else factor / number
        for name, power in inner:
            powers[name] = powers.get(name, 0) + sign * power
        sign = 1
    return factor, sorted_powers(powers)


def _segments(text: str) -> list[tuple[int, list[str]]]:
    """Split a unit into runs of words that multiply (1) or divide (-1)."""
    segments: list[tuple[int, list[str]]] = [(1, [])]
    outer: list[tuple[int, int]] = []
    base = sign = 1
    expects = True
    for token in _TOKEN.findall(text):
        if token == "(":
            outer.append((base, sign))
            base, expects = sign, True
        elif token not in ")/":
            segments[-1][1].append(token)
            expects = False
            continue
        elif expects or (token == ")" and not outer):
            raise _incomplete(text)
        elif token == ")":
            base, sign = outer.pop()
        else:
            sign, expects = -base, True
        segments.append((sign, []))
    if expects or outer:
        raise _incomplete(text)
    return segments


def _incomplete(text: str) -> UnitError:
    return UnitError(
        f"unit '{text}' has nothing on one side of a slash or bracket",
        "write what divides what, as in 't REO/yr'",
    )


def _check_known(word: str, text: str) -> None:
    """See that a word is the number one, in the vocabulary, or a currency of a year."""
    dated = _DATED_CURRENCY.fullmatch(word) and word[:3] in currencies()
    if not (word == "1" or word in unit_words() or dated):
        raise _unknown_word(word, text)


def may_be_basis(word: str) -> bool:
    """Whether a word that follows a mass says of what: no measure, no currency, no misspelling."""
    mistaken = (
        word in _mistakes(unit_words())
        or word in _mistakes(currencies())
        or word in ("per", *currencies())
    )
    return bool(_BASIS.fullmatch(word)) and _is_basis(word) and not mistaken


def _is_basis(word: str) -> bool:
    """Whether a word of a unit can only be a basis."""
    return not (word == "1" or word in unit_words() or _DATED_CURRENCY.fullmatch(word))


def _unknown_word(word: str, text: str) -> UnitError:
    """Say what is wrong with a word no unit may contain, and what to write for it."""
    code = _mistakes(currencies()).get(word) or (word[:3] if word[:3] in currencies() else "")
    if code:
        return UnitError(
            f"currency '{word}' in unit '{text}' does not say of which year",
            f"write '{code}_2024', or the year whose prices are meant",
        )
    if _DATED_CURRENCY.fullmatch(word):
        return UnitError(
            f"currency '{word[:3]}' in unit '{text}' is not known",
            f"write one of: {', '.join(currencies())}",
        )
    if word == "per":
        return UnitError(f"unit '{text}' says 'per'", f"write '{text.replace(' per ', '/')}'")
    right = _mistakes(unit_words()).get(word)
    remedy = f"write '{right}'" if right else name_remedy(word, unit_words())
    if not right and _BASIS.fullmatch(word):
        remedy = (
            f"write 't {word}' if it is what a mass is of, or else {remedy.removeprefix('write ')}"
        )
    return UnitError(f"'{word}' in unit '{text}' is not known", remedy)


def _mistakes(words: Mapping[str, UnitWord] | Mapping[str, Currency]) -> dict[str, str]:
    return {wrong: right for right, word in words.items() for wrong in word.mistaken_for}


def _check_masses(words: list[str], text: str) -> None:
    """See that every mass is followed by its basis."""
    for word, after in zip(words, [*words[1:], ""], strict=False):
        if _is_mass(word) and not (after and may_be_basis(after)):
            raise UnitError(
                f"unit '{text}' does not say of what",
                f"write its basis behind the mass, as in '{_with_basis(text, 'ore')}'",
            )


def _is_mass(word: str) -> bool:
    return word in unit_words() and unit_words()[word].dimension == "mass"


def _with_basis(text: str, basis: str) -> str:
    """Write a basis behind every mass that has none."""

    def complete(match: re.Match[str]) -> str:
        word, following = match.groups()
        stands = following and may_be_basis(following)
        return f"{word} {basis}" if _is_mass(word) and not stands else str(word)

    return _WORD_AND_NEXT.sub(complete, text)


@lru_cache(maxsize=4096)
def _root(text: str) -> _Root:
    """Reduce a unit to a factor and the powers of base units."""
    factor, powers = 1.0, dict[str, int]()
    for word, power in parse(text):
        of, inner = _root_of_word(word)
        factor *= of**power
        for name, times in inner:
            powers[name] = powers.get(name, 0) + times * power
    return factor, sorted_powers(powers)


def _canonical(unit: str, money: Money) -> _Root:
    """Reduce a unit to base units and the study's money; a study asks for few units, often."""
    known = money._canonical.get(unit)
    if known is None:
        root = _in_defining_basis(_root(unit), money)
        known = money._canonical[unit] = _in_canonical_currency(root, money)
    return known


def _in_defining_basis(root: _Root, money: Money) -> _Root:
    """Turn every basis that is defined by another into that one."""
    factor, powers = root
    if not any(name in money.bases for name, _ in powers):
        return root
    merged: dict[str, int] = {}
    for name, power in powers:
        amount, of = money.bases.get(name, (1.0, name))
        factor *= amount**power
        merged[of] = merged.get(of, 0) + power
    return factor, sorted_powers(merged)


def _in_canonical_currency(root: _Root, money: Money) -> _Root:
    """Turn every currency whose rate is known into the money of the study."""
    factor, powers = root
    own = money.currency
    foreign = [(name, n) for name, n in powers if name in money.rates and name != own]
    if not foreign:
        return root
    merged = dict(powers)
    for name, power in foreign:
        factor *= money.rates[name] ** power
        del merged[name]
        merged[own] = merged.get(own, 0) + power
    return factor, sorted_powers(merged)


def _with_money_alike(root: _Root) -> Powers:
    alike: dict[str, int] = {}
    for name, power in root[1]:
        key = CANONICAL_CURRENCY if _is_currency(name) else name
        alike[key] = alike.get(key, 0) + power
    return sorted_powers(alike)


def _is_currency(name: str) -> bool:
    return name[:3] in currencies() and name[3:4] == "_"


def written(powers: Mapping[str, Any]) -> str:
    """Write powers of base units the way people write a unit."""
    # A basis stands for its tonnes, which may cancel against those of another basis.
    words = {name: f"t {name}" if _is_basis(name) else name for name in powers if name != "t"}
    above = [words[name] for name in sorted(words) for _ in range(round(powers[name]))]
    below = [words[name] for name in sorted(words) for _ in range(-round(powers[name]))]
    return "/".join([" ".join(above) or "1", *([" ".join(below)] if below else [])])


def _mismatch(unit: str, to: str, money: Money) -> UnitError:
    """Name both units that do not agree, and the way out."""
    unpriced = sorted(
        name
        for name, _ in (*_root(unit)[1], *_root(to)[1])
        if _is_currency(name) and name not in money.rates
    )
    if unpriced and convertible(unit, to):
        return UnitError(
            f"unit '{unit}' cannot become '{to}' because '{unpriced[0]}' has no exchange rate",
            f"add '{unpriced[0]}' to chain/currencies.csv",
        )
    return UnitError(
        f"unit '{unit}' cannot become '{to}' because they measure different things",
        f"give the figure in '{to}', or bring in a fact whose unit leads from one to the other",
    )
