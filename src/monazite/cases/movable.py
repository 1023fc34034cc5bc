"""What of a lever can be moved: its numbers and months, how far, and its notches on the way."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, get_args

from annotated_types import Ge, Gt, Le
from pydantic import ValidationError

from monazite.cases.notches import Notch, figure_notches, month_notches
from monazite.core.errors import FieldError
from monazite.core.money import MoneyAmount
from monazite.strategy import Lever
from monazite.strategy.levers.base import ABOUT, ENDS, Ends
from monazite.strategy.months import is_month
from monazite.study import Study

__all__ = ["Movable", "changed", "fields", "number_and_unit", "taken"]

NO_SCALE = 1000.0
"""The end of a range of which the strategies say nothing but zero."""


@dataclass(frozen=True)
class Movable:
    """One thing about a lever: how large, from when, for whom; text is moved by nobody.

    A number goes from `low` to `high` in steps, all in its unit.
    """

    name: str
    type: Literal["number", "share", "month", "text"]
    value: Any
    unit: str = ""
    low: float = 0.0
    high: float = 0.0
    step: float = 0.0
    notches: tuple[Notch, ...] = ()

    @property
    def notches_and_ends(self) -> tuple[str | float, ...]:
        """All its notches and, of a number, the two ends of its range, each once."""
        ends = (self.low, self.high) if self.type in ("number", "share") else ()
        return tuple(dict.fromkeys((*(one.value for one in self.notches), *ends)))

    def is_at(self, value: Any) -> bool:
        """Say whether what a lever says here is at one or at an end; money in the same unit."""
        number, unit = number_and_unit(value)
        said = value if number is None else number
        return unit == self.unit and said in self.notches_and_ends


def fields(study: Study, lever: Lever, versions: Mapping[str, Lever]) -> Iterator[Movable]:
    """Give all a lever says of itself, where strategies of the study have these versions of it.

    What one version names as an end of a figure holds for those that name none.
    """
    ends = {end: _named(end, (*versions.values(), lever)) for end in ENDS}
    lever = lever.model_copy(update=ends)
    for name, value in lever.as_data().items():
        if name not in ABOUT:
            told = {key: one.as_data().get(name) for key, one in versions.items()}
            given = {key: one for key, one in told.items() if one is not None}
            yield _field(study, lever, name, value, given)


def _named(end: str, levers: Sequence[Lever]) -> Ends:
    """Facts that versions of a lever name as an end of its figures, those of the last first."""
    return tuple({key: fact for one in levers for key, fact in getattr(one, end)}.items())


def _field(study: Study, lever: Lever, name: str, value: Any, given: Mapping[str, Any]) -> Movable:
    number, unit = number_and_unit(value)
    if number is None:
        if isinstance(value, str) and is_month(value):
            months = month_notches(study, lever, name, given)
            return Movable(name, "month", value, notches=_taken(lever, name, months))
        return Movable(name, "text", value)
    known = {
        key: figure for key, one in given.items() if (figure := number_and_unit(one)[0]) is not None
    }
    bounds = _bounds(lever, name)
    most = max(abs(number), *map(abs, known.values()))
    high = min(_round_up(2 * most) if most else NO_SCALE, bounds.high)
    low = max(bounds.low, 0.0) if number >= 0 else -high
    notches = figure_notches(study, lever, name, known, high, factor=bounds.above)
    return Movable(
        name,
        "share" if bounds.high == 1.0 else "number",
        number,
        unit,
        _step(high) if bounds.above else low,
        high,
        _step(high),
        _taken(lever, name, notches),
    )


def changed(lever: Lever, fields: Mapping[str, str | float]) -> Lever | dict[str, Any]:
    """Give a lever with other values; a number of money keeps the money it counts."""
    if not fields:
        return lever
    data = lever.as_data()
    for name, value in fields.items():
        unit = number_and_unit(data.get(name))[1] if name in data else ""
        if isinstance(value, float) and unit and isinstance(data.get(name), str):
            data[name] = f"{_plain(value)} {unit}"
        elif isinstance(value, float) and isinstance(data.get(name), int) and value == int(value):
            data[name] = int(value)
        else:
            data[name] = value
    return data


def taken(lever: Lever, name: str, value: str | float) -> Lever | None:
    """Give a lever with one value otherwise, None where it is no lever then."""
    with suppress(ValidationError):
        return type(lever).model_validate(changed(lever, {name: value}))
    return None


def _taken(lever: Lever, name: str, notches: Sequence[Notch]) -> tuple[Notch, ...]:
    """Notches at which a lever is one, with all else as it is."""
    return tuple(one for one in notches if taken(lever, name, one.value) is not None)


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


def number_and_unit(value: Any) -> tuple[float | None, str]:
    """A number with what it counts; None for what is no number."""
    if isinstance(value, bool) or value is None:
        return None, ""
    if isinstance(value, int | float):
        return float(value), ""
    if isinstance(value, str):
        try:
            amount = MoneyAmount.read(value)
        except FieldError:  # then it is text
            return None, ""
        return amount.number, amount.stated_unit
    return None, ""


@dataclass(frozen=True)
class _Bounds:
    """The least and the most a field may be, and whether it has to be above the least."""

    low: float
    high: float
    above: bool


def _bounds(lever: Lever, name: str) -> _Bounds:
    fields = type(lever).model_fields
    key = next((own for own, one in fields.items() if name in (own, one.alias)), name)
    low, high, above = -math.inf, math.inf, False
    for mark in _marks(fields[key].annotation, fields[key].metadata):
        if isinstance(mark, Ge) and isinstance(mark.ge, int | float):
            low = max(low, mark.ge)
        if isinstance(mark, Gt) and isinstance(mark.gt, int | float):
            low, above = max(low, mark.gt), True
        if isinstance(mark, Le) and isinstance(mark.le, int | float):
            high = min(high, mark.le)
    return _Bounds(low, high, above)


def _marks(annotation: Any, metadata: Any) -> Iterator[Any]:
    """Bounds written on a type, however deep: those of pydantic's fields and of what they hold."""
    for mark in metadata:
        yield from getattr(mark, "metadata", [mark])
    for inner in get_args(annotation):
        yield from _marks(inner, getattr(inner, "__metadata__", ()))


def _round_up(number: float) -> float:
    """The next round number: 1, 2, 2.5 or 5 times a power of ten."""
    if number <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(number))
    return next(power * one for one in (1, 2, 2.5, 5, 10) if power * one >= number * (1 - 1e-9))


def _step(high: float) -> float:
    return _round_up(high / 200) if high > 0 else 1.0
