"""The evidence of a study: every fact, source, correction and claim, and the choices made."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import translate
from functools import cached_property

from monazite.core.errors import InvalidInput, Problem, name_remedy
from monazite.core.vocabulary import fact_columns
from monazite.core.wording import counted
from monazite.evidence.choosing import Choice, choose
from monazite.evidence.records import Claim, Correction, Fact, Source

__all__ = ["Evidence"]

_WILDCARDS = frozenset("*?[")

_OWN_FILTERS = ("table", "quantity", "period", "kind", "unit", "source_id", "grade")


@dataclass(frozen=True)
class Evidence:
    """What a study knows, and on whose word."""

    facts: Mapping[str, Fact] = field(default_factory=dict)
    """Facts by id, in the order of the files."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Sources by id."""
    corrections: tuple[Correction, ...] = ()
    claims: tuple[Claim, ...] = ()
    faulty: frozenset[str] = frozenset()
    """Ids that stand in the files in rows with problems, so that they are not reported twice."""
    sources_read: bool = True
    """Whether the table of sources could be read, so that one it lacks is worth a report."""
    _choices: dict[str, Choice] = field(init=False, repr=False, compare=False, default_factory=dict)
    _matches: dict[str, tuple[str, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __repr__(self) -> str:
        """Say in a line how much is known."""
        return (
            f"<Evidence: {counted(len(self.facts), 'fact')} from "
            f"{counted(len(self.sources), 'source')}, {counted(len(self.claims), 'claim')}>"
        )

    def lacks_source(self, name: str) -> bool:
        """Whether a source is not there, and nothing reported before is the reason."""
        return self.sources_read and name not in self.sources and name not in self.faulty

    @cached_property
    def quantities(self) -> Mapping[str, tuple[Fact, ...]]:
        """Return the rivals of every quantity, by its name."""
        rivals: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts.values():
            rivals[fact.quantity].append(fact)
        return {
            quantity: tuple(sorted(facts, key=lambda fact: fact.number))
            for quantity, facts in rivals.items()
        }

    def numbered(self, pattern: str) -> tuple[str, ...]:
        """List the quantities a pattern names about which at least one fact gives a number."""
        if pattern not in self._matches:
            quantities = self.quantities
            if _WILDCARDS.isdisjoint(pattern):
                named = [pattern] if pattern in quantities else []
            else:
                matches = re.compile(translate(pattern)).match
                named = [name for name in quantities if matches(name)]
            self._matches[pattern] = tuple(
                name for name in named if any(rival.value is not None for rival in quantities[name])
            )
        return self._matches[pattern]

    def fact(self, fact_id: str) -> Fact:
        """Return a fact by its id."""
        if fact_id not in self.facts:
            raise _unknown("fact", fact_id, self.facts)
        return self.facts[fact_id]

    def source(self, source_id: str) -> Source:
        """Return a source by its id."""
        if source_id not in self.sources:
            raise _unknown("source", source_id, self.sources)
        return self.sources[source_id]

    def quantity(self, name: str) -> Choice:
        """Return the fact chosen for a quantity, or the very fact when its id is given."""
        if name not in self._choices:
            self._choices[name] = self._choose(name)
        return self._choices[name]

    def corrected(self, corrections: Iterable[Correction]) -> Evidence:
        """Give the same evidence with further corrections, which come after those it has.

        Choices among rivals the corrections do not speak of stay as they are.
        """
        new = tuple(corrections)
        evidence = replace(self, corrections=(*self.corrections, *new))
        # facts as written stay what they are, and who is whose rival with them
        evidence.__dict__["quantities"] = self.quantities
        evidence._matches.update(self._matches)
        about = {self.fact(correction.fact).quantity for correction in new}
        for name, choice in self._choices.items():
            if choice.quantity not in about:
                evidence._choices[name] = choice
        return evidence

    def search(self, text: str = "", /, **filters: str) -> list[Fact]:
        """Return the facts that hold every word of a text and match every filter exactly.

        A filter is a thematic column or one of table, quantity, period, kind, unit, source_id
        and grade.
        """
        known = (*_OWN_FILTERS, *fact_columns())
        for name in filters:
            if name not in known:
                raise _unknown("filter", name, known)
        words = text.casefold().split()
        return [
            fact
            for fact in self.facts.values()
            if all(_cell(fact, name) == wanted for name, wanted in filters.items())
            and all(word in self._wording(fact) for word in words)
        ]

    @cached_property
    def _corrected(self) -> Mapping[str, Sequence[Correction]]:
        """Corrections of each fact, in their order; a draw of all facts brings hundreds."""
        found: dict[str, list[Correction]] = {}
        for correction in self.corrections:
            found.setdefault(correction.fact, []).append(correction)
        return found

    def _choose(self, name: str) -> Choice:
        named = name if "#" in name else ""
        quantity = self.fact(name).quantity if named else name
        if quantity not in self.quantities:
            raise _unknown("quantity", quantity, self.quantities)
        rivals = self.quantities[quantity]
        about = [one for fact in rivals for one in self._corrected.get(fact.fact_id, ())]
        return choose(rivals, about, sources=self.sources, named=named)

    def _wording(self, fact: Fact) -> str:
        source = self.sources.get(fact.source_id)
        title = source.title if source else ""
        parts = (fact.fact_id, *fact.dimensions.values(), fact.note, fact.source_id, title)
        return " ".join(parts).casefold()


def _cell(fact: Fact, name: str) -> str:
    return str(getattr(fact, name)) if name in _OWN_FILTERS else fact.dimensions.get(name, "")


def _unknown(what: str, name: str, known: Mapping[str, object] | tuple[str, ...]) -> InvalidInput:
    return InvalidInput(
        Problem(message=f"the {what} '{name}' is not known", remedy=name_remedy(name, known))
    )
