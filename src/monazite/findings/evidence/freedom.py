"""What an observed figure proves: nothing where something the study was given determines it.

The label in `chain/observations.csv` may only add to what is found here. A row is not free when

1. a figure it rests on, or a rival of it, also enters the parameters, or stands there under another
   name with the same value, unit and period;
2. a lever of the world that acts on its goods or its plants in its year rests on the same source;
3. it prices what a row that is not free has priced already: the same material at its origin;
4. the plan follows from given figures by conservation alone (`conservation`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from monazite.core.origin import Origin
from monazite.core.phrases import Named, Phrase
from monazite.core.units import CANONICAL_CURRENCY, canonical_quantity
from monazite.evidence import Fact, Quantity, fact_about, fact_named
from monazite.evidence.periods import parse_period
from monazite.findings.account import Conservation
from monazite.findings.solution import Solution
from monazite.strategy import lever_title
from monazite.study import ObservationRow

PRICES = ("price", "user_price", "import_price", "export_price")
"""Kinds of observation that are about money; all others are about tonnes."""


@dataclass(frozen=True, eq=False)
class Freedom:
    """Says of each observation what determines it, if anything does."""

    solution: Solution
    observed: Mapping[str, Quantity]
    """What was observed, by name of observation."""

    def determined_by(self, row: ObservationRow) -> Phrase:
        """Say in a few words what determines an observation; nothing when it is free."""
        return next(self._found(row), Phrase())

    def _found(self, row: ObservationRow) -> Iterator[Phrase]:
        yield from self._before_the_plan(row)
        if row.kind == "import_price":
            yield from self._priced_at_its_origin(row)
        elif row.kind not in PRICES:
            yield from map(Phrase, self.conservation.gives(row))

    def _before_the_plan(self, row: ObservationRow) -> Iterator[Phrase]:
        if row.status == "fitted":
            yield Phrase("the study was set to match it")
        if row.observation not in self.observed:
            return
        facts = self._measured(self.observed[row.observation])
        for fact in facts:
            if fact.quantity in self._given:
                entered = self._given[fact.quantity]
                yield Phrase(f"{{}} also enters the study ({entered})", (self._named(fact),))
        for fact in facts:
            for twin in self._figures.get(self._figure(fact), ()):
                if self._is_twin(fact, twin):
                    yield Phrase("the same figure enters the study as {}", (self._named(twin),))
        yield from self._set_by_a_lever(row, {fact.source_id for fact in facts})

    def _named(self, fact: Fact) -> Named:
        """A quantity by its name, and in quotes by what one of its facts is about."""
        first = self.solution.study.evidence.quantities[fact.quantity][0]
        titles = self.solution.parameters.titles
        about = fact_about(fact_named(first.quantity), first.dimensions, titles)
        return Named(fact.quantity, f"“{about}”")

    def _measured(self, quantity: Quantity) -> list[Fact]:
        """Leave out facts that only turn one measure into another: contents, yields, shares.

        A measured figure has money or time in its unit, or is a plain mass. Where nothing was
        measured in that sense, as in a share of the world, all facts count.
        """
        facts = [self.solution.study.evidence.fact(name) for name in quantity.facts]
        return [fact for fact in facts if _is_amount(fact, self.solution)] or facts

    @cached_property
    def _given(self) -> dict[str, str]:
        """Quantities that enter the parameters, with the name of one they enter."""
        found: dict[str, str] = {}
        for parameter, cells in self.solution.parameters.lineage.items():
            for cell in cells.values():
                for name in cell.facts:
                    found.setdefault(fact_named(name).quantity, parameter.replace("_", " "))
        return found

    @cached_property
    def _figures(self) -> dict[tuple[object, ...], list[Fact]]:
        """Measured figures that enter the parameters, by value, unit and period."""
        evidence = self.solution.study.evidence
        found: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
        for quantity in self._given:
            for fact in evidence.quantities[quantity]:
                if fact.value and fact.period and _is_amount(fact, self.solution):
                    found[self._figure(fact)].append(fact)
        return found

    def _is_twin(self, fact: Fact, other: Fact) -> bool:
        """Round numbers of two sources may agree by chance; one source, or three digits, do not."""
        digits = f"{fact.value:.6g}".replace(".", "").strip("0")
        return (
            fact.period != ""
            and fact.quantity != other.quantity
            and (fact.source_id == other.source_id or len(digits) >= 3)
        )

    def _figure(self, fact: Fact) -> tuple[object, ...]:
        amount = canonical_quantity(fact.value or 0.0, fact.unit, self.solution.study.money)
        return f"{amount.magnitude:.4g}", amount.powers, parse_period(fact.period)

    def _set_by_a_lever(self, row: ObservationRow, sources: set[str]) -> Iterator[Phrase]:
        """Levers leave their source in the ledger; what they edit is touched in that year."""
        for entry in self.solution.parameters.ledger:
            edit = entry.edit
            if edit.source not in sources or not edit.origin.file.startswith("worlds/"):
                continue
            periods = edit.where.get("period")
            if periods is not None and str(row.year) not in _texts(periods):
                continue
            lanes = self.solution.labels.lane
            goods = {lanes[name].material for name in _texts(edit.where.get("lane", ()))}
            plants = set(_texts(edit.where.get("facility", ())))
            if goods & set(row.materials) or plants & set(row.facilities):
                yield Phrase("{} was set from the same source", (self._lever(edit.origin),))

    def _lever(self, origin: Origin) -> Named:
        """A lever of a world by where it was written, and in quotes by its title."""
        levers = (lever for one in self.solution.study.worlds.values() for lever in one.levers)
        title = next((lever_title(lever) for lever in levers if lever.origin == origin), None)
        return Named(origin.name, f"“{title or origin.name}”")

    def _priced_at_its_origin(self, row: ObservationRow) -> Iterator[Phrase]:
        for other in self.solution.study.chain.observations:
            if (
                other.kind == "price"
                and other.year == row.year
                and set(row.materials) <= set(other.materials)
                and any(self._before_the_plan(other))
            ):
                yield Phrase(
                    "{} prices it at its origin, and freight is given",
                    (Named(other.observation, f"“{other.title}”"),),
                )

    @cached_property
    def conservation(self) -> Conservation:
        """What follows from given figures by conservation, knowing rows determined before it."""
        rows = self.solution.study.chain.observations
        known = [row for row in rows if row.kind not in PRICES and any(self._before_the_plan(row))]
        return Conservation(self.solution, tuple(known))


def _is_amount(fact: Fact, solution: Solution) -> bool:
    """In base units a ratio of masses has lost its tonnes; an amount has tonnes, years or money."""
    powers = canonical_quantity(1.0, fact.unit, solution.study.money).powers
    return any(name in ("t", "yr", CANONICAL_CURRENCY) for name, _ in powers)


def _texts(labels: str | int | tuple[str | int, ...]) -> tuple[str, ...]:
    return tuple(map(str, labels)) if isinstance(labels, tuple) else (str(labels),)
