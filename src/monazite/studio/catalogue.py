"""The levers a study knows, by a name a link can carry, and what of each may be moved.

A lever that several strategies have, by kind and title, is one lever with a value in each.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, get_args

from annotated_types import Ge, Gt, Le
from pydantic import ValidationError

from monazite.api import Proposal
from monazite.core.errors import FieldError
from monazite.core.money import MoneyAmount
from monazite.core.wording import raised
from monazite.strategy import Lever, Strategy
from monazite.strategy.levers.naming import lever_words
from monazite.strategy.levers.registry import lever_title, words_of
from monazite.strategy.months import is_month
from monazite.studio.notches import figure_notches, month_notches
from monazite.studio.told import FieldView, LeverView, Notch, SourceView
from monazite.study import Study

__all__ = ["Catalogue", "Entry"]

NO_SCALE = 1000.0
"""The end of a range of which the strategies say nothing but zero."""

_ABOUT = ("kind", "title", "why", "source")


@dataclass(frozen=True)
class Entry:
    """A lever by the strategies that have it."""

    id: str
    versions: Mapping[str, Lever] = field(default_factory=dict)

    def of(self, strategy: str) -> Lever:
        """The lever as a strategy has it, else as the first one that has it does."""
        found = self.versions.get(strategy)
        return found if found is not None else next(iter(self.versions.values()))


@dataclass(frozen=True)
class Catalogue:
    """Every lever of every strategy of a study."""

    study: Study

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Levers by id, those of the front page first."""
        found: dict[str, dict[str, Lever]] = {}
        for name in self.strategies:
            for lever_id, lever in self.named(self.study.strategies[name]):
                found.setdefault(lever_id, {})[name] = lever
        return {lever_id: Entry(lever_id, versions) for lever_id, versions in found.items()}

    def levers_of(self, strategy: str) -> list[str]:
        """Ids of the levers of a strategy, in order."""
        return [lever_id for lever_id, _ in self.named(self.study.strategies[strategy])]

    @property
    def strategies(self) -> list[str]:
        """Names of the strategies, the baseline and the front page first."""
        settings = self.study.settings
        first = (settings.baseline, *settings.front_page)
        return list(dict.fromkeys((*first, *self.study.strategies)))

    def named(self, strategy: Strategy) -> Iterator[tuple[str, Lever]]:
        """Levers by id: of kind and title, numbered where a strategy has several."""
        seen: dict[str, int] = {}
        for lever in strategy.levers:
            slug = _slug(f"{lever.kind} {lever.title or ''}")
            seen[slug] = seen.get(slug, 0) + 1
            yield slug if seen[slug] == 1 else f"{slug}-{seen[slug]}", lever

    def views(self) -> list[LeverView]:
        """Every lever as a panel shows it."""
        return [self.view(entry) for entry in self.entries.values()]

    def view(self, entry: Entry, strategy: str = "") -> LeverView:
        """One lever as a panel shows it, with the values a strategy gives it."""
        lever = entry.of(strategy)
        source = self.study.evidence.sources.get(lever.source)
        words = words_of(type(lever))
        return LeverView(
            id=entry.id,
            title=lever_title(lever),
            kind=lever.kind,
            kind_title=words.title,
            words=raised(lever_words(lever, self.study.titles, self.study.settings.home)),
            why=lever.why,
            source=SourceView(
                id=lever.source,
                title=source.title if source else "said by whoever wrote the strategy",
                publisher=source.publisher if source else "",
                url=source.url if source else "",
            ),
            strategies=list(entry.versions),
            fields=[*self._fields(entry, lever)],
        )

    def _fields(self, entry: Entry, lever: Lever) -> Iterator[FieldView]:
        for name, value in lever.as_data().items():
            if name not in _ABOUT:
                yield self._field(entry, lever, name, value)

    def _field(self, entry: Entry, lever: Lever, name: str, value: Any) -> FieldView:
        title, given = raised(name.replace("_", " ")), self._values(entry, name)
        number, unit = number_and_unit(value)
        if number is None:
            if isinstance(value, str) and is_month(value):
                months = _taken(lever, name, month_notches(self.study, lever, name, given))
                return FieldView(name=name, title=title, type="month", value=value, notches=months)
            return FieldView(name=name, title=title, type="text", value=self._told(value))
        known = {
            key: figure
            for key, one in given.items()
            if (figure := number_and_unit(one)[0]) is not None
        }
        bounds = _bounds(lever, name)
        most = max(abs(number), *map(abs, known.values()))
        high = min(_round_up(2 * most) if most else NO_SCALE, bounds.high)
        low = max(bounds.low, 0.0) if number >= 0 else -high
        return FieldView(
            name=name,
            title=title,
            type="share" if bounds.high == 1.0 else "number",
            value=number,
            unit=unit,
            low=_step(high) if bounds.above else low,
            high=high,
            step=_step(high),
            notches=_taken(
                lever,
                name,
                figure_notches(self.study, lever, name, known, high, factor=bounds.above),
            ),
        )

    def _values(self, entry: Entry, name: str) -> dict[str, Any]:
        """What each strategy gives a field."""
        given = {key: lever.as_data().get(name) for key, lever in entry.versions.items()}
        return {key: value for key, value in given.items() if value is not None}

    def _told(self, value: Any) -> str:
        """A field nobody moves, in the titles of the study."""
        names = value if isinstance(value, list) else [value]
        titles = self.study.titles
        return ", ".join(
            titles.get(name, name) if isinstance(name, str) else str(name) for name in names
        )

    def proposal(
        self,
        base: str,
        off: tuple[str, ...] = (),
        on: tuple[str, ...] = (),
        changes: Mapping[str, Mapping[str, str | float]] | None = None,
    ) -> Proposal:
        """The strategy of a state: a base without some levers, with some others, some changed.

        Raises InvalidInput when a value is refused or the levers do not go together.
        """
        changes = changes or {}
        base_ids = self.levers_of(base)
        if not (off or on or changes):
            return Proposal(self.study, self.study.strategies[base])
        kept = [name for name in base_ids if name not in off]
        kept += [name for name in on if name not in base_ids]
        return Proposal(self.study, self.study.strategies[base]).having(
            _changed(self.entries[lever_id].of(base), changes.get(lever_id, {}))
            for lever_id in kept
        )


def _changed(lever: Lever, fields: Mapping[str, str | float]) -> Lever | dict[str, Any]:
    """A lever with other values; a number of money keeps the money it counts."""
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


def _taken(lever: Lever, name: str, notches: Sequence[Notch]) -> list[Notch]:
    """Notches at which a lever is one, with all else as it is."""
    taken = []
    for one in notches:
        changed = _changed(lever, {name: one.value})
        with suppress(ValidationError):
            type(lever).model_validate(changed)
            taken.append(one)
    return taken


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


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "lever"
