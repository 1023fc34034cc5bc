"""How much of what home promises to build is built, and how late, as edits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from monazite.core.edit import Edit
from monazite.parameters.arrays import Parameters
from monazite.parameters.capacity import committed_capacity, vintage_shares
from monazite.parameters.labels import Labels
from monazite.parameters.levers.base import MAKERS, edit, edits
from monazite.parameters.positions import in_order, with_numbers
from monazite.strategy import Delivery
from monazite.study import Study

SUPPORTED = ("supported_limit", "awardee_budget")
"""What a scheme sets aside for an awardee; of awardees that are not built nothing is claimed."""


def governed(levers: Sequence[Delivery], labels: Labels) -> list[tuple[Delivery, tuple[str, ...]]]:
    """Name the plants each lever speaks of; of several that name a plant the last one holds."""
    home = [name for name in labels.facilities if labels.facility_region[name] == labels.home]
    holds = {name: lever for lever in levers for name in lever.governs(home) if name in home}
    return [(lever, tuple(name for name in home if holds.get(name) is lever)) for lever in levers]


@MAKERS.of(Delivery)
def delivery(
    lever: Delivery, study: Study, parameters: Parameters, facilities: Sequence[str] | None = None
) -> Iterator[Edit]:
    """Build a share of what levers added, so many months late; what stands is left alone.

    Orders shrink and move to later vintages, and with them the minerals dug for them. What
    investors may add shrinks and comes online as much later. Support that is set aside for awardees
    shrinks with them, and dates of schemes stay: who is late earns less of it. It comes after every
    other lever. `facilities` leaves out plants of which another lever speaks.
    """
    if facilities is None:
        facilities = governed((lever,), parameters.labels)[0][1]
    first = int(lever.starts[:4])
    yield from _ordered(lever, parameters, facilities, first)
    entering = _entering(parameters, facilities)
    if entering:
        yield from _entered(lever, parameters, entering, first)


def _ordered(
    lever: Delivery, parameters: Parameters, facilities: Sequence[str], first: int
) -> Iterator[Edit]:
    labels, programme = parameters.labels, parameters["programme"]
    delivered = with_numbers(programme, programme.values.copy())
    row = {name: place for place, name in enumerate(labels.facilities)}
    column = {vintage: place for place, vintage in enumerate(labels.vintages)}
    for name in facilities:
        promised = programme.values[row[name]]
        late = np.array([vintage >= first for vintage in labels.vintages])
        if not (promised[late] > 0).any():
            continue
        built = np.where(late, 0.0, promised)
        for vintage, tonnes in zip(labels.vintages, promised.tolist(), strict=True):
            if vintage >= first and tonnes > 0:
                for online, share in vintage_shares(labels, _later(vintage, lever)).items():
                    built[column[online]] += tonnes * lever.share_built * share
        delivered.values[row[name]] = built
        for vintage in labels.vintages:
            if built[column[vintage]] != promised[column[vintage]]:
                tonnes = built[column[vintage]]
                yield edit(lever, "programme", "set", tonnes, facility=name, vintage=vintage)
    yield from _dug(lever, parameters, delivered.values, facilities)


def _later(vintage: int, lever: Delivery) -> str:
    years, months = divmod(lever.delay_months, 12)
    return f"{vintage + years}-{months + 1:02d}"


def _dug(
    lever: Delivery,
    parameters: Parameters,
    delivered: npt.NDArray[np.float64],
    facilities: Sequence[str],
) -> Iterator[Edit]:
    """Dig host minerals in proportion to what stands, where levers raised both together."""
    programme = parameters["programme"]

    def capacity(orders: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        arrays = {"programme": with_numbers(programme, orders)}
        found = committed_capacity(parameters.replaced(arrays, ()))
        return np.asarray(in_order(found, "facility", "period").values)

    labels = parameters.labels
    hosts = in_order(parameters["host_output"], "facility", "period").values
    orders = in_order(programme, "facility", "vintage").values
    moved = (delivered != orders).any(axis=1) & hosts.any(axis=1)
    if not moved[list(map(labels.facilities.index, facilities))].any():
        return
    before, promised, built = map(capacity, (0.0 * delivered, programme.values, delivered))
    factors = {
        name: {
            period: built[row, column] / promised[row, column]
            for column, period in enumerate(labels.periods)
            if hosts[row, column] > 0
            and before[row, column] > 0
            and built[row, column] != promised[row, column]
        }
        for row, name in enumerate(labels.facilities)
        if name in facilities
    }
    yield from edits(lever, "host_output", "multiply", "facility", factors)


def _entering(parameters: Parameters, facilities: Sequence[str]) -> tuple[str, ...]:
    """Plants whose room to grow a lever has set; what the study itself lets grow is no promise."""
    set_by: set[object] = set()
    for entry in parameters.edits_of("build_rate"):
        named = entry.edit.where.get("facility", ())
        set_by |= set(named) if isinstance(named, tuple) else {named}
    return tuple(name for name in facilities if name in set_by)


def _entered(
    lever: Delivery, parameters: Parameters, entering: tuple[str, ...], first: int
) -> Iterator[Edit]:
    labels, share = parameters.labels, lever.share_built
    periods = tuple(period for period in labels.periods if period >= first)
    late = lever.delay_months / 12
    yield edit(lever, "decision_delay", "add", late, facility=entering, period=periods)
    yield edit(lever, "build_rate", "multiply", share, facility=entering, period=periods)
    yield edit(lever, "site_limit", "multiply", share, facility=entering)
    awardees = tuple(name for name in entering if name in labels.awardees)
    if awardees:
        for name in SUPPORTED:
            yield edit(lever, name, "multiply", share, awardee=awardees)
    for scheme, member in zip(labels.schemes, parameters["scheme_member"].values, strict=True):
        members = [name for name, part in zip(labels.awardees, member, strict=True) if part > 0]
        if members:
            of_them = len(set(members) & set(awardees)) / len(members)
            part = 1.0 - (1.0 - share) * of_them
            yield edit(lever, "scheme_budget", "multiply", part, scheme=scheme)
