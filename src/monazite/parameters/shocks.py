"""Stops abroad that come as news to home once strategies are known, and worlds that bring them."""

from __future__ import annotations

from monazite.core.errors import check_name
from monazite.core.origin import Origin
from monazite.parameters.staging import decision_year, known_from
from monazite.strategy import ForeignExportControl, World
from monazite.study import Study


def shocks(study: Study, world: str) -> tuple[ForeignExportControl, ...]:
    """Controls of a world that come as news and withhold something from home.

    Only news that comes after strategies are known counts: what came before is history. Raises
    InvalidInput for a world that is not there.
    """
    check_name("world", world, study.worlds)
    first = study.settings.horizon.years[0]
    since = decision_year(study, first)
    return tuple(
        lever
        for lever in withheld_from_home(study, study.worlds[world])
        if known_from(lever, first) > since
    )


def withheld_from_home(study: Study, world: World) -> tuple[ForeignExportControl, ...]:
    """Controls of a world that withhold something from home, whenever they are known."""
    regions = [row.region for row in study.chain.regions]
    return tuple(
        lever
        for lever in world.levers
        if isinstance(lever, ForeignExportControl)
        and lever.share_lost > 0
        and study.settings.home in lever.destinations(regions)
    )


def shock_years(study: Study, world: str) -> tuple[int, ...]:
    """Years in which `shocks` of a world withhold something; raises InvalidInput as they do."""
    found = shocks(study, world)
    return tuple(
        year
        for year in study.settings.horizon.years
        if any(lever.share_of_year(year) > 0 for lever in found)
    )


def _levers_but_shocks(study: Study, world: str) -> list[Origin]:
    """Where all that a world brings was written, but for its `shocks`."""
    stops = {lever.origin for lever in shocks(study, world)}
    return [lever.origin for lever in study.worlds[world].levers if lever.origin not in stops]


def with_shocks_alone(study: Study, world: str) -> tuple[str, ...]:
    """Worlds that differ from one by nothing but `shocks`, in the order in which these begin."""
    bare = _levers_but_shocks(study, world)
    begins = {
        name: min(lever.starts for lever in found)
        for name in study.worlds
        if name != world and (found := shocks(study, name))
    }
    alike = [name for name in begins if _levers_but_shocks(study, name) == bare]
    return tuple(sorted(alike, key=lambda name: begins[name]))
