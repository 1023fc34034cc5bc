"""What a shock strikes is there to be struck: lanes into home, plants at home, uses at home."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from math import sqrt

from monazite.core.errors import Problems
from monazite.core.numerals import reckoned
from monazite.study.chain import Chain
from monazite.study.checking.names import file_of
from monazite.study.numbers import Numbers
from monazite.study.records import HitRow
from monazite.study.settings import Settings


def check_disruption(
    chain: Chain, settings: Settings | None, troubled: Collection[str], problems: Problems
) -> None:
    """Report shocks that strike nothing, and hits on what home does not have."""
    hits = {row.shock for row in chain.hits}
    for shock in chain.shocks:
        if shock.shock not in hits and file_of("hits") not in troubled:
            problems.at(
                shock, "shock", f"'{shock.shock}' strikes nothing", "add a row to chain/hits.csv"
            )
        if shock.begins and shock.frequency:
            problems.at(
                shock,
                "frequency",
                "an episode of the past cannot be drawn as well",
                "leave begins or frequency blank",
            )
    if settings is None:
        return
    lanes = {
        (lane.material, lane.origin)
        for lane, _ in chain.lane_rows()
        if lane.leads_into(settings.home)
    }
    for row in chain.hits:
        for column, message, remedy in _faults(row, chain, settings.home, lanes):
            problems.at(row, column, message, remedy)


def most_deviation(mean: float) -> float:
    """How far shares of some mean can deviate from it at most: all of them are then 0 or 1."""
    return sqrt(max(mean * (1.0 - mean), 0.0))


def check_deviations(chain: Chain, numbers: Numbers, problems: Problems) -> None:
    """Report shocks whose depth would have to lie beyond 0 and 1 to deviate as it is said to.

    A row with a cell that could not be resolved is passed over.
    """
    for row in chain.shocks:
        unit = row.numbers()["depth"].unit
        found = [numbers.resolve(row, name, unit, Problems()) for name in ("depth", "depth_spread")]
        mean, spread = (0.0 if one is None else one.value for one in found)
        most = most_deviation(mean)
        if spread >= most > 0.0:
            problems.at(
                row,
                "depth_spread",
                f"no share of mean {reckoned(mean)} deviates by {reckoned(spread)}",
                f"give less than {most:.2g}",
            )


def _faults(
    row: HitRow, chain: Chain, home: str, lanes: Collection[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    named = bool(row.materials or row.origins) + bool(row.facilities) + bool(row.uses)
    if named != 1:
        yield (
            "shock",
            "a row strikes nothing" if not named else "a row strikes things of several kinds",
            "name materials and origins of lanes, or facilities, or uses",
        )
    elif (row.materials or row.origins) and not any(
        (not row.materials or material in row.materials)
        and (not row.origins or origin in row.origins)
        for material, origin in lanes
    ):
        yield (
            "origin" if row.origins else "material",
            "no such lane leads into home",
            "add it to chain/lanes.csv, or name another",
        )
    for name in row.facilities:
        if name in chain.facility and chain.facility[name].region != home:
            yield (
                "facility",
                f"'{name}' stands abroad",
                "name the lanes that its goods come on",
            )
    known = {demand.use for demand in chain.demand if demand.region == home}
    for name in row.uses:
        if name in chain.names("uses") and name not in known:
            yield "use", f"nobody at home uses '{name}'", "name a use at home"
