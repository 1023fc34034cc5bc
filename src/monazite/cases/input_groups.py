"""What may be doubted in groups: facts of one table of the evidence together.

Of hundreds of facts none stands out in as many draws as anybody waits for; of some twenty tables
some do. A study keeps facts of one kind in one table, so that its tables are the groups it made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from monazite.cases.uncertain_inputs import UncertainInput
from monazite.core.wording import raised
from monazite.evidence import fact_named

__all__ = ["InputGroup", "groups_of"]


@dataclass(frozen=True)
class InputGroup:
    """Inputs that are put otherwise together, each to a part of its own range."""

    name: str
    """The table of the evidence."""
    inputs: tuple[str, ...]
    grade: str
    """The worst grade among the inputs."""

    @property
    def title(self) -> str:
        """The table in words."""
        return raised(self.name.replace("_", " "))


def groups_of(inputs: Sequence[UncertainInput]) -> tuple[InputGroup, ...]:
    """Put every input into the group of its table; a family into that most of its facts are of.

    Every input is in one group, and groups come in the order of their first inputs.
    """
    members: dict[str, list[UncertainInput]] = {}
    for one in inputs:
        tables = Counter(fact_named(fact).table for fact in one.facts)
        members.setdefault(tables.most_common(1)[0][0], []).append(one)
    return tuple(
        InputGroup(name, tuple(one.name for one in found), max(one.grade for one in found))
        for name, found in members.items()
    )
