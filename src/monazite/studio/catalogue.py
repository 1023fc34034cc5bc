"""The levers a study knows as a panel shows them, and the strategy a state makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from monazite.api import Proposal
from monazite.cases import notches
from monazite.cases.movable import Movable, changed, fields
from monazite.cases.named_levers import Entry, NamedLevers
from monazite.core.numerals import stated
from monazite.core.wording import raised
from monazite.strategy.levers.naming import lever_words
from monazite.strategy.levers.registry import lever_title, words_of
from monazite.studio.study_told import FieldView, LeverView, Notch, SourceView

__all__ = ["Catalogue"]


def _hint(notch: notches.Notch) -> str:
    """What the study says of a notch and in which words, else its value."""
    if notch.why:
        return f"{notch.stated}: {notch.why}" if notch.stated else notch.why
    return notch.value if isinstance(notch.value, str) else stated(notch.value)


@dataclass(frozen=True)
class Catalogue(NamedLevers):
    """Every lever of every strategy of a study, as a panel shows it."""

    @cached_property
    def views(self) -> Mapping[str, LeverView]:
        """Every lever as a panel shows it, by id."""
        return {name: self.view(entry) for name, entry in self.entries.items()}

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
            fields=[*map(self._field, fields(self.study, lever, entry.versions))],
        )

    def _field(self, one: Movable) -> FieldView:
        value = self._told(one.value) if one.type == "text" else one.value
        title = raised(one.name.replace("_", " "))
        return FieldView(
            name=one.name,
            title=", ".join(filter(None, (title, one.unit))),
            type=one.type,
            value=value,
            unit=one.unit,
            low=one.low,
            high=one.high,
            step=one.step,
            notches=[Notch(**asdict(at), hint=_hint(at)) for at in one.notches],
        )

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
            changed(self.entries[lever_id].of(base), changes.get(lever_id, {})) for lever_id in kept
        )
