"""Numbers of cases expected over worlds, each with the chance somebody gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite

from monazite.cases import Case
from monazite.core.documents import plain_value
from monazite.core.errors import Problems, check_name
from monazite.core.numerals import stated
from monazite.core.records import Record
from monazite.runs.computing.readings import Reader, Reading
from monazite.strategy import World
from monazite.study import Study

__all__ = ["Expected", "WorldChance", "chances_of", "read_chances"]

WHOLE = 1e-9
"""By how much chances that are all there is may miss one."""


@dataclass(frozen=True)
class WorldChance(Record):
    """A world and how likely it is taken to be, as a share of one."""

    world: str
    title: str
    chance: float


def read_chances(written: Sequence[str], field: str) -> Mapping[str, float]:
    """Read worlds with their chances, such as `high-price=0.25`; raises InvalidInput for the rest.

    What is wrong is said of the `field` it was written in.
    """
    problems = Problems()
    chances: dict[str, float] = {}
    for text in written:
        name, _, share = (part.strip() for part in text.rpartition("="))
        value = plain_value(share)
        if not name or not isinstance(value, int | float) or isinstance(value, bool):
            problems.add(
                f"'{text}' gives no world a chance",
                remedy="write its name, =, and a share of 1, such as high-price=0.25",
                field=field,
            )
        elif name in chances:
            problems.add(f"'{name}' is given two chances", remedy="give it one", field=field)
        else:
            chances[name] = float(value)
    problems.raise_if_any()
    return chances


def chances_of(
    study: Study, case: Case, named: Mapping[str, float] | None
) -> tuple[WorldChance, ...]:
    """Give every world that is counted with its chance, the case's own first; nothing if none is.

    What chances leave of one is that of the world of the case. Raises InvalidInput naming every
    world that is not there or is that of the case and every chance that is none, or chances of more
    than one.
    """
    if not named:
        return ()
    problems = Problems()
    for name, chance in named.items():
        with problems.caught():
            check_name("world", name, study.worlds)
        if name == case.world.name:
            _refuse(
                problems,
                f"'{name}' is the world that is asked about",
                "give other worlds their chance; what these leave of 1 is that of this one",
            )
        if not (isfinite(chance) and 0 < chance <= 1):
            _refuse(
                problems,
                f"{stated(chance)} is no chance of '{name}'",
                "write a share of 1, such as 0.25 for one time in four",
            )
    problems.raise_if_any()
    left = 1.0 - sum(named.values())
    if left < -WHOLE:
        _refuse(
            problems,
            f"the chances come to {stated(round(1.0 - left, 9))} together",
            "give worlds chances that come to 1 at most",
        )
    problems.raise_if_any()
    own = [(case.world.name, case.world.title, left)] if left > WHOLE else []
    others = [(name, study.worlds[name].title, chance) for name, chance in named.items()]
    return tuple(WorldChance(*one) for one in (*own, *others))


def _refuse(problems: Problems, message: str, remedy: str) -> None:
    problems.add(message, remedy=remedy, field="chance")


class Expected:
    """Reads cases in several worlds, and what is expected of them by the chance of each."""

    def __init__(self, reader: Reader, study: Study, chances: Sequence[WorldChance]) -> None:
        self.reader, self.study, self.chances = reader, study, tuple(chances)

    def readings(self, cases: Sequence[Case]) -> list[Reading]:
        """Give of each case the mean over worlds; in its own world alone where none has a chance.

        A case that has no plan in one of them has none, and says in which.
        """
        if not self.chances:
            return self.reader.readings(cases)
        worlds = [(one, self.study.worlds.get(one.world)) for one in self.chances]
        found = self.reader.readings([_in(case, world) for case in cases for _, world in worlds])
        many = len(worlds)
        return [self._mean(found[at * many : (at + 1) * many]) for at in range(len(cases))]

    def _mean(self, found: Sequence[Reading]) -> Reading:
        for one, reading in zip(self.chances, found, strict=True):
            if not reading.values:
                return Reading({}, f"in “{one.title}”: {reading.fault}")
        rows = {
            key: zip(*(reading.values[key] for reading in found), strict=True)
            for key in found[0].values
        }
        weights = [one.chance for one in self.chances]
        return Reading(
            {
                key: tuple(
                    sum(chance * value for chance, value in zip(weights, year, strict=True))
                    for year in years
                )
                for key, years in rows.items()
            }
        )


def _in(case: Case, world: World | None) -> Case:
    """The case in a world of the study; as it is in its own, which somebody may have changed."""
    return case if world is None or world.name == case.world.name else replace(case, world=world)
