"""A study as one frozen object: settings, evidence, chain, strategies and worlds that agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from monazite.core.errors import FieldError, Problems
from monazite.core.units import Money
from monazite.core.wording import counted, place_named
from monazite.evidence import Evidence, Quantity, Source, fact_named, fact_title, own_words
from monazite.strategy import Strategy, World
from monazite.study.cell_units import canonical_unit
from monazite.study.cells import ChainRow
from monazite.study.chain import Chain
from monazite.study.numbers import DISCOUNT_RATE, Numbers
from monazite.study.settings import Settings
from monazite.study.words import Words


# Two studies are the same only if they are the same object: comparing all their facts would be
# slow, and `data_hash` answers that question.
@dataclass(frozen=True, eq=False)
class Study:
    """Everything a study folder says, read and cross-checked."""

    name: str
    """The name of the folder."""
    path: Path
    """The folder itself."""
    settings: Settings
    chain: Chain
    strategies: Mapping[str, Strategy]
    """Strategies by name, with the levers of what they extend."""
    worlds: Mapping[str, World]
    """Worlds by name, likewise."""
    numbers: Numbers = field(repr=False)
    """What resolves the number cells of the chain on the evidence."""
    data_hash: str
    """SHA-256 over the names and contents of all files of the folder."""

    def __repr__(self) -> str:
        """Say in a line which study it is, and in which state."""
        held = (
            counted(len(self.evidence.facts), "fact"),
            counted(len(self.strategies), "strategy", "strategies"),
            counted(len(self.worlds), "world"),
        )
        return f"<Study {self.name}: {', '.join(held)}, data {self.data_hash[:12]}>"

    @property
    def evidence(self) -> Evidence:
        """Facts, sources, corrections and claims."""
        return self.numbers.evidence

    @property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""
        return self.numbers.evidence.sources

    @property
    def money(self) -> Money:
        """Exchange rates into the money of the results."""
        return self.numbers.money

    @cached_property
    def words(self) -> Words:
        """Its stages and forms, and what people call them."""
        return Words(self.chain)

    @property
    def contained(self) -> str:
        """What contained tonnes of the tracked group are tonnes of, such as `oxide`."""
        return self.chain.group_basis[self.settings.tracked_group]

    @property
    def tracked(self) -> str:
        """What contained tonnes of the tracked group are called: `NdPr oxide`, or `Ni` alone."""
        group = self.settings.tracked_group
        return group if self.contained == group else f"{group} {self.contained}"

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What people call everything that has a label, for messages and tables."""
        chain = self.chain
        titles = {row.facility: row.title for row in chain.facilities}
        titles |= {row.material: row.title for row in chain.materials}
        titles |= {row.use: row.title for row in chain.uses}
        titles |= {row.region: row.title for row in chain.regions}
        titles |= {row.group: row.title for row in chain.groups}
        titles |= {row.ownership_account: row.title for row in chain.ownership_accounts}
        return titles

    @property
    def home_title(self) -> str:
        """What the home region is called, by itself."""
        return self.titles[self.settings.home]

    @property
    def home_said(self) -> str:
        """What the home region is called inside a sentence."""
        return place_named(self.home_title)

    @cached_property
    def fact_titles(self) -> Mapping[str, str]:
        """What people call every quantity, with the table that says what it is of.

        Two that their table tells by the same go by their own words.
        """
        titles, found = self.titles, {}
        for quantity, facts in self.evidence.quantities.items():
            name, fact = fact_named(quantity), facts[0]
            of = name.table.replace("_", " ")
            called = fact_title(name, fact.dimensions, fact.period, titles)
            found[quantity] = (f"{called} ({of})", f"{own_words(name, titles)} ({of})")
        alike = Counter(title for title, _ in found.values())
        return {
            quantity: title if alike[title] == 1 else own
            for quantity, (title, own) in found.items()
        }

    def knowing(self, strategy: Strategy, world: World) -> Study:
        """Give the study with a strategy and a world under their names, as far as it has others."""
        known = self.strategies.get(strategy.name), self.worlds.get(world.name)
        if known == (strategy, world):
            return self
        found = replace(
            self,
            strategies={**self.strategies, strategy.name: strategy},
            # the same object where it says the same: what is worked out of worlds goes by it
            worlds=self.worlds if known[1] == world else {**self.worlds, world.name: world},
        )
        of_the_chain = {"words": self.words, "titles": self.titles}
        vars(found).update(of_the_chain)  # a lever moved leaves them as they are
        return found


def resolved(
    study: Study, row: ChainRow | Settings, column: str, problems: Problems, *, unit: str = ""
) -> Quantity | None:
    """Give the number in a cell with its range, facts and sources; nothing when it is blank.

    The unit is the canonical one of the column unless stated; a lane row that carries materials of
    several kinds must state it. What is wrong is reported at the file and line of the row.
    """
    if not unit:
        try:
            unit = (
                canonical_unit(study.chain, row, column)
                if isinstance(row, ChainRow)
                else DISCOUNT_RATE.unit
            )
        except FieldError as error:
            problems.at(row, column, error.message, error.remedy)
            return None
    return study.numbers.resolve(row, column, unit, problems)
