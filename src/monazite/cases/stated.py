"""What a study states of what a figure of a lever moves: as it stands, and how far it goes.

That is what stands in a table of the chain: where a plant of several has no permit, or goods pay
different duties, nothing is stated of them as one. A lever may also name facts itself, of a limit
or of a target.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from monazite.core.errors import Problems
from monazite.strategy import Lever
from monazite.strategy.levers.capacity_programme import CapacityProgramme
from monazite.strategy.levers.import_duty import ImportDuty
from monazite.strategy.levers.permit import Permit
from monazite.study import ChainRow, Study, lever_end, resolved

__all__ = ["Stated", "as_it_stands", "at_most", "at_stretch"]

FULL = "where the last of the plants it names is full, as they stand"
PERMITTED = "where the last of the plants it names reaches its permit, as these stand"
STANDS = "as it stands without the lever"


@dataclass(frozen=True)
class Stated:
    """A value of a figure, and what the study says there."""

    value: float
    why: str
    facts: tuple[str, ...] = ()
    """Ids of the facts a lever names for it, in order."""


def as_it_stands(study: Study, lever: Lever, name: str) -> Stated | None:
    """What a figure sets anew, as it stands in the study; None where it does not say."""
    found: set[float | None] = set()
    if isinstance(lever, Permit) and name == "tonnes_per_year":
        found = {permit for permit, _ in _plants(study, lever.facilities)}
    if isinstance(lever, ImportDuty) and name == "rate":
        found = set(_duties(study, lever))
    value = found.pop() if len(found) == 1 else None
    return None if value is None else Stated(value, STANDS)


def at_most(study: Study, lever: Lever, name: str) -> Stated | None:
    """The most a figure comes to: what its lever names, else what plants and permits allow.

    A permit is as large as its plants, plants are as large as permits. None where a table does not
    say it of every plant, and where that is no more than stands.
    """
    named = _named(study, lever, "limit", name)
    if named is not None:
        return named
    if not isinstance(lever, Permit | CapacityProgramme):
        return None
    plants = _plants(study, lever.facilities)
    pairs = [(permit, size) for permit, size in plants if permit and size]
    if not pairs or len(pairs) < len(plants):
        return None
    larger = [pair[::-1] for pair in pairs] if isinstance(lever, Permit) else pairs
    ends: Mapping[str, float] = {
        "tonnes_per_year": max(end for end, _ in larger),
        "multiply": max(end / now for end, now in larger),
        "add": max(end - now for end, now in larger),
    }
    if name not in ends or not any(end > now for end, now in larger):
        return None
    return Stated(float(f"{ends[name]:.4g}"), FULL if isinstance(lever, Permit) else PERMITTED)


def at_stretch(study: Study, lever: Lever, name: str) -> Stated | None:
    """The target beyond what a lever says that it names for a figure; None where it names none."""
    return _named(study, lever, "stretch", name)


def _named(study: Study, lever: Lever, end: str, name: str) -> Stated | None:
    found = lever_end(lever, end, name, study.chain, study.numbers, Problems())
    if found is None:
        return None
    facts = [study.evidence.fact(one) for one in found.facts]
    told = (f"{study.fact_titles[one.quantity]}, {one.graded}: {one.note}" for one in facts)
    return Stated(float(f"{found.value:.12g}"), "; ".join(told), found.facts)


def _plants(study: Study, names: Sequence[str]) -> list[tuple[float | None, float | None]]:
    """Permit and nameplate of plants, t/yr of what each counts."""
    rows = [row for row in study.chain.facilities if row.facility in names]
    return [(_number(study, row, "permit"), _number(study, row, "nameplate")) for row in rows]


def _duties(study: Study, lever: ImportDuty) -> Iterator[float | None]:
    """Duties on all that a lever charges, as shares of its price."""
    home = study.settings.home
    for lane, row in study.chain.lane_rows():
        charged = lane.material in lever.materials and lane.origin not in lever.exempt_from
        if charged and lane.leads_into(home):
            yield _number(study, row, "duty") if row.duty else 0.0


def _number(study: Study, row: ChainRow, column: str) -> float | None:
    """A number of a row; None where its cell is blank."""
    found = resolved(study, row, column, Problems())
    return None if found is None else found.value
