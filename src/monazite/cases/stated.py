"""What a study states of what a figure of a lever moves: as it stands, and the most it comes to.

Only what stands in a table of the chain counts. Where a plant of several has no permit, or goods
pay different duties, nothing is stated of them as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from monazite.core.errors import Problems
from monazite.strategy import Lever
from monazite.strategy.levers.capacity_programme import CapacityProgramme
from monazite.strategy.levers.import_duty import ImportDuty
from monazite.strategy.levers.permit import Permit
from monazite.study import ChainRow, Study, resolved

__all__ = ["Stated", "as_it_stands", "at_most"]

FULL = "where the last of the plants it names is full, as they stand"
PERMITTED = "where the last of the plants it names reaches its permit, as these stand"
STANDS = "as it stands without the lever"


@dataclass(frozen=True)
class Stated:
    """A value of a figure, and what the study says there."""

    value: float
    why: str


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
    """The most a figure comes to: a permit as large as its plants, plants as large as permits.

    None where a table does not say it of every plant, and where that is no more than stands.
    """
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
