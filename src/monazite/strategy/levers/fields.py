"""Tells what the keys of a kind of lever are, read off its record and nowhere said again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic_core import PydanticUndefined

from monazite.core.docstrings import docstrings_of
from monazite.core.money import MoneyAmount
from monazite.core.numerals import number
from monazite.strategy.levers.base import ABOUT, Counts, Lever
from monazite.strategy.months import Month

__all__ = ["FieldWords", "bounds_of", "fields_of", "unit_of"]

_MONTH = get_args(Month)[1]


@dataclass(frozen=True, slots=True)
class FieldWords:
    """One key of a kind of lever: what it is, what it counts, its bounds and what it says."""

    key: str
    """As a file writes it."""
    name: str
    """As the record has it."""
    form: str
    """What is written there: a number, an amount of money, a month, a name, names, yes or no."""
    unit: str
    """What a number counts; blank for what is no number, `1` for a plain number."""
    low: float | None
    high: float | None
    open_below: bool
    """Whether `low` itself is not allowed."""
    needed: bool
    """Whether the key must be there; of two that stand for each other neither must by itself."""
    default: str
    """What holds when it is left out; blank where nothing does."""
    says: str

    @property
    def is_figure(self) -> bool:
        """Whether a number or an amount of money is written there."""
        return bool(self.unit) or self.form.startswith("money")

    @property
    def written(self) -> str:
        """What is written under the key, with what it counts and its bounds."""
        if not self.unit:
            return self.form
        unit = "" if self.unit == "1" else f", {self.unit}"
        if self.low is not None and self.high is not None:
            return f"{number(self.low)} to {number(self.high)}{unit}"
        if self.low is not None:
            return f"{'above' if self.open_below else 'at least'} {number(self.low)}{unit}"
        return f"number{unit}"


@cache
def fields_of(record: type[Lever]) -> tuple[FieldWords, ...]:
    """Describe the keys that are a kind's own, in the order of its record, `foreseen` last."""
    says = docstrings_of(record)
    found = [
        _words(record, name, says.get(name, ""))
        for name in record.model_fields
        if name not in ABOUT
    ]
    return tuple(sorted(found, key=lambda one: one.name == "foreseen"))


def bounds_of(record: type[Lever], name: str) -> tuple[float | None, float | None, bool]:
    """Give the least and the most a field may be, and whether the least itself is not allowed."""
    low = high = None
    open_below = False
    for mark in _marks(record, name):
        low, high = getattr(mark, "ge", low), getattr(mark, "le", high)
        if getattr(mark, "gt", None) is not None:
            low, open_below = mark.gt, True
    return low, high, open_below


def unit_of(record: type[Lever], name: str) -> str:
    """Give what a number of a field counts; blank for a plain number and for what is none."""
    return next((mark.unit for mark in _marks(record, name) if isinstance(mark, Counts)), "")


def _words(record: type[Lever], name: str, says: str) -> FieldWords:
    about = record.model_fields[name]
    low, high, open_below = bounds_of(record, name)
    form, number = _form(record, name)
    unit = unit_of(record, name) or "1"
    return FieldWords(
        key=about.alias or name,
        name=name,
        form=form,
        unit=unit if number else "",
        low=low if number else None,
        high=high if number else None,
        open_below=open_below,
        needed=about.is_required(),
        default=_default(about.default),
        says=says,
    )


def _default(value: Any) -> str:
    if value is PydanticUndefined or value is None or value == ():
        return ""
    return str(value).lower() if isinstance(value, bool) else f"{value}"


def _form(record: type[Lever], name: str) -> tuple[str, bool]:
    """Say what is written under a key, and whether that is a plain number."""
    annotation = record.model_fields[name].annotation
    kinds = [kind for kind in _kinds(annotation) if kind is not NoneType]
    marks = list(_marks(record, name))
    if MoneyAmount in kinds:
        reader = next(mark.func.__name__ for mark in marks if hasattr(mark, "func"))
        return ("money in all" if reader == "_in_all" else "money per mass"), False
    if any(get_origin(kind) is Literal for kind in kinds):
        choices = next(get_args(kind) for kind in kinds if get_origin(kind) is Literal)
        return " or ".join(f"`{choice}`" for choice in choices), False
    if any(mark is _MONTH for mark in marks):
        return "month", False
    if bool in kinds:
        return "true or false", False
    if tuple in (get_origin(kind) for kind in kinds):
        return _listed(annotation, kinds), False
    return ("name", False) if str in kinds else ("number", True)


def _listed(annotation: Any, kinds: Iterable[Any]) -> str:
    """Say what a list holds: names or numbers, or lists of either."""
    inner = {part for kind in kinds for part in _kinds(kind, deep=True)}
    several = "numbers" if int in inner else "names"
    lists = sum(get_origin(kind) is tuple for kind in _every(annotation)) > 1
    return f"lists of {several}" if lists else several


def _kinds(annotation: Any, *, deep: bool = False) -> Iterator[Any]:
    """Types a field may have, without what is annotated to them."""
    if hasattr(annotation, "__metadata__"):
        yield from _kinds(annotation.__origin__, deep=deep)
    elif get_origin(annotation) is tuple and deep:
        for inner in get_args(annotation):
            yield from _kinds(inner, deep=deep)
    elif get_origin(annotation) in (Literal, tuple) or not get_args(annotation):
        yield annotation
    else:
        for inner in get_args(annotation):
            yield from _kinds(inner, deep=deep)


def _every(annotation: Any) -> Iterator[Any]:
    """A type and every type within it."""
    plain = annotation.__origin__ if hasattr(annotation, "__metadata__") else annotation
    yield plain
    for inner in get_args(plain):
        yield from _every(inner)


def _marks(record: type[Lever], name: str) -> Iterator[Any]:
    """What is annotated to a field, also to one that may be left out; ranges taken apart."""
    about = record.model_fields[name]
    stated = [*about.metadata]
    for inner in get_args(about.annotation):
        stated += getattr(inner, "__metadata__", ())
    for one in stated:
        yield one
        yield from getattr(one, "metadata", ())
