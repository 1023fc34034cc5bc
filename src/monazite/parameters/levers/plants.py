"""The size of plants, who may build and what plants may run as edits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from monazite.core.edit import Edit
from monazite.parameters.arrays import Parameters
from monazite.parameters.capacity import committed_capacity, vintage_shares
from monazite.parameters.levers.base import (
    MAKERS,
    edit,
    edits,
    money_in,
    refuse,
    set_pro_rata,
    window_shares,
)
from monazite.parameters.positions import in_order, positions, with_numbers
from monazite.strategy import (
    CapacityProgramme,
    Exploration,
    Lever,
    Permit,
    PrivateEntry,
    share_of_year,
)
from monazite.study import Study


@MAKERS.of(CapacityProgramme)
def capacity_programme(
    lever: CapacityProgramme, study: Study, parameters: Parameters
) -> Iterator[Edit]:
    """Add nameplate from a month on; the ramp of the facility runs from there.

    Where minerals are dug for their own sake and the product comes up with them, more of the
    minerals are dug too, in proportion to capacity.
    """
    for facility in lever.facilities:
        add = _tonnes(lever, parameters, facility)
        yield from added(lever, parameters, facility, add, lever.online)
        yield edit(lever, "public_share", "set", lever.public_share, facility=facility)
    hosts = in_order(parameters["host_output"], "facility")
    row = positions(hosts, "facility")
    digging = [name for name in lever.facilities if (hosts.values[row[name]] > 0).any()]
    yield from _dig_more(lever, parameters, digging)


def _tonnes(lever: CapacityProgramme, parameters: Parameters, facility: str) -> float:
    """Capacity added at one plant; a factor counts what stands in the year it comes online."""
    if lever.add is not None:
        return lever.add
    online = int(lever.online[:4])
    there = np.array(parameters.labels.vintages) <= online
    row = positions(parameters["nameplate"], "facility")[facility]
    now = sum(
        float(in_order(parameters[name], "facility", "vintage").values[row, there].sum())
        for name in ("nameplate", "programme")
    )
    return (float(lever.multiply or 1.0) - 1.0) * now


def added(
    lever: Lever, parameters: Parameters, facility: str, tonnes: float, online: str
) -> Iterator[Edit]:
    """Bring capacity online at a plant from a month on."""
    for vintage, share in vintage_shares(parameters.labels, online).items():
        yield edit(lever, "programme", "add", tonnes * share, facility=facility, vintage=vintage)


def _dig_more(
    lever: CapacityProgramme, parameters: Parameters, facilities: list[str]
) -> Iterator[Edit]:
    """Raise the host minerals of mines in the proportion in which their capacity grows."""
    if not facilities:
        return
    given = in_order(parameters["programme"], "facility", "vintage")
    programme = with_numbers(given, given.values.copy())
    row, column = (positions(programme, name) for name in ("facility", "vintage"))
    for facility in facilities:
        tonnes = _tonnes(lever, parameters, facility)
        for vintage, share in vintage_shares(parameters.labels, lever.online).items():
            programme.values[row[facility], column[vintage]] += tonnes * share
    now = committed_capacity(parameters)
    then = committed_capacity(parameters.replaced({"programme": programme}, ()))
    growth = {
        facility: {
            period: after / before
            for period, before, after in zip(
                parameters.labels.periods,
                now.values[row[facility]].tolist(),
                then.values[row[facility]].tolist(),
                strict=True,
            )
            if before > 0 and after != before
        }
        for facility in facilities
    }
    yield from edits(lever, "host_output", "multiply", "facility", growth)


@MAKERS.of(PrivateEntry)
def private_entry(lever: PrivateEntry, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Let named plants grow by what is to be expected of investors: tonnes times uptake.

    A plant has one date: in a year in which the window opens in a later month all of it may be
    decided, that much later. Decided pro rata it would be cut in two, of which the second part
    comes a year after its time.
    """
    facilities = tuple(dict.fromkeys(lever.facilities))
    tonnes = lever.tonnes_per_year * lever.uptake
    yield edit(lever, "site_limit", "set", tonnes, facility=facilities)
    per_year = lever.tonnes_per_year if lever.per_year is None else lever.per_year
    rates, delays = {}, {}
    for period in parameters.labels.periods:
        years = parameters.labels.years_of(period)
        open_in = [year for year in years if lever.share_of_year(year) > 0]
        if open_in:
            rates[period] = per_year * lever.uptake * len(open_in) / len(years)
            delays[period] = sum(map(lever.part_before, open_in)) / len(open_in)
    for name, numbers in (("build_rate", rates), ("decision_delay", delays)):
        yield from edits(lever, name, "set", "facility", dict.fromkeys(facilities, numbers))


@MAKERS.of(Permit)
def permit(lever: Permit, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Move the ceiling on what a facility may run; its nameplate is another target.

    A factor leaves a plant without a ceiling without one.
    """
    facilities = tuple(dict.fromkeys(lever.facilities))
    if lever.tonnes_per_year is not None:
        permitted = dict.fromkeys(facilities, lever.tonnes_per_year)
        yield from set_pro_rata(lever, parameters, "permit", permitted)
        return
    change = float(lever.multiply or 1.0) - 1.0
    factors = {
        period: 1.0 + share * change for period, share in window_shares(parameters, lever).items()
    }
    yield from edits(lever, "permit", "multiply", "facility", dict.fromkeys(facilities, factors))


@MAKERS.of(Exploration)
def exploration(lever: Exploration, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Add to reserves and capacity of a mine what is to be expected of a search, and pay for it.

    reserves + odds x resource, programme + odds x add, and cost / months of the search in each of
    them. Raises InvalidInput where reserves could all be dug before the find.
    """
    labels = parameters.labels
    known = float(parameters["reserves"].sel(facility=lever.facility))
    before = {year: 1.0 - share_of_year(year, lever.found) for year in labels.years}
    capacity = committed_capacity(parameters).sel(facility=lever.facility)
    could = sum(
        float(capacity.sel(period=labels.first_period_at(year) or labels.periods[-1])) * part
        for year, part in before.items()
    )
    if could > known + 1e-6:
        raise refuse(
            lever,
            "facility",
            f"'{lever.facility}' can dig {could:,.0f} t before {lever.found}, more than the "
            f"{known:,.0f} t it has",
            "write what is searched for as a mine of its own in chain/facilities.csv",
        )
    yield edit(lever, "reserves", "add", lever.odds * lever.resource, facility=lever.facility)
    yield from added(lever, parameters, lever.facility, lever.odds * lever.add, lever.online)
    cost = money_in(lever, "cost", study)
    years = {year: lever.share_of_year(year) for year in labels.years}
    whole = sum(years.values())
    spent = {}
    for period in labels.periods:
        paid = sum(cost * years.get(year, 0.0) / whole for year in labels.years_of(period))
        if paid > 0:
            spent[period] = paid / len(labels.years_of(period))
    yield from edits(lever, "exploration_outlay", "add", "facility", {lever.facility: spent})
