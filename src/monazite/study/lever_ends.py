"""How far a figure of a lever goes by the evidence: the limit and the target its file names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from monazite.core.errors import InvalidInput, Problem, Problems, name_remedy
from monazite.core.money import MoneyAmount
from monazite.core.tables import Row
from monazite.core.units import Money
from monazite.evidence import Quantity
from monazite.strategy import Lever
from monazite.strategy.levers.fields import FieldWords, fields_of
from monazite.study.cells import Number
from monazite.study.chain import Chain
from monazite.study.numbers import Numbers, fault_of

__all__ = ["lever_end"]

_NAMED = re.compile(r"\{([^{}]*)\}")
"""What stands in braces."""
_OF_MASS = {"t": "t {}", "t/yr": "t {}/yr"}
"""What a key counts that is so much of something, with the place of what."""
_AS_FACTS = {"days": "day"}
"""What a key counts that facts write otherwise."""


def lever_end(
    lever: Lever, end: str, key: str, chain: Chain, numbers: Numbers, problems: Problems
) -> Quantity | None:
    """Give what the evidence says is the `limit` or `stretch` of a figure, in what that counts.

    Money in the currency the lever writes is taken as it stands, of whatever year: sums that a law
    fixes are. Nothing where the lever names no fact there, and where that is reported: a fact that
    is not there, of something else, or outside what the key may be.
    """
    cell = dict(getattr(lever, end)).get(key)
    if cell is None:
        return None
    row = Row({key: cell if "{" in cell else f"{{{cell}}}"}, lever.file, lever.line_of(end))
    about = {one.key: one for one in fields_of(type(lever))}
    field = about.get(key)
    if field is None or not field.is_figure:
        figures = [one.key for one in about.values() if one.is_figure]
        what = "no figure" if field else "no key"
        message = f"'{key}' is {what} of a lever of kind '{lever.kind}'"
        remedy = name_remedy(key, figures)
        problems.add(message, remedy=remedy, file=row.file, line=row.line, field=key)
        return None
    unknown = list(_unknown(cell, numbers))
    for wrong in unknown:
        problems.add(
            wrong.message, remedy=wrong.remedy, file=row.file, line=row.line, field=f"{end}.{key}"
        )
    return None if unknown else _resolved(row, lever, field, chain, numbers, problems)


def _unknown(cell: str, numbers: Numbers) -> Iterator[Problem]:
    """Problems of names in a cell that are no fact's, as they are written there."""
    for name in _NAMED.findall(cell) if "{" in cell else (cell,):
        try:
            numbers.evidence.quantity(name.strip())
        except InvalidInput as error:
            yield from error.problems


def _resolved(
    row: Row, lever: Lever, field: FieldWords, chain: Chain, numbers: Numbers, problems: Problems
) -> Quantity | None:
    """Try a cell in each unit that the figure may be meant in; the first one's fault is told."""
    amount = getattr(lever, field.name)
    numbers = _nominal(numbers, amount) if isinstance(amount, MoneyAmount) else numbers
    first: Problems | None = None
    for unit in _units(chain, lever, field, amount):
        found = Problems()
        quantity = numbers.read(row, field.key, unit, found)
        if quantity is not None:
            bounds = Number(unit, field.low, field.high)
            fault = fault_of(quantity.value, unit, bounds, numbers.money.dollar)
            if fault is None:
                return quantity
            found.add(fault[0], remedy=fault[1], file=row.file, line=row.line, field=field.key)
        first = first or found
    problems.extend(first or ())
    return None


def _units(
    chain: Chain, lever: Lever, field: FieldWords, amount: MoneyAmount | None
) -> Iterator[str]:
    """Units a figure may be meant in: where it is of a mass, one for each thing it may be of."""
    if field.form.startswith("money"):
        unit = str(amount.money) if amount else chain.money
        per = amount.per if amount else "t"
        template = f"{unit}/{per} {{}}" if field.form == "money per mass" else unit
    else:
        template = _OF_MASS.get(field.unit, _AS_FACTS.get(field.unit, field.unit))
    if "{}" not in template:
        yield template
        return
    of = list(_bases(chain, lever)) or sorted(chain.names("bases"))
    yield from (template.format(basis) for basis in dict.fromkeys(of))


def _bases(chain: Chain, lever: Lever) -> Iterator[str]:
    """What the tonnes of a lever are of: what its plants count, or its material."""
    for name in getattr(lever, "facilities", ()):
        if name in chain.facility:
            reference = chain.reference.get(chain.facility[name].recipe, "")
            yield from (basis for basis in (chain.basis.get(reference),) if basis)
    materials = getattr(lever, "materials", ()) or (getattr(lever, "material", None),)
    for material in materials:
        yield from (basis for basis in (chain.basis.get(material or ""),) if basis)


def _nominal(numbers: Numbers, amount: MoneyAmount) -> Numbers:
    """The same, with money of the currency of an amount worth as much in one year as in another."""
    money, code = numbers.money, amount.currency[:3]
    own = money.rates.get(amount.currency)
    if own is None:
        return numbers  # the study has no rate for it, which is reported with the lever
    rates = {name: own if name[:3] == code else rate for name, rate in money.rates.items()}
    return replace(numbers, money=Money(rates, money.bases, money.currency))
