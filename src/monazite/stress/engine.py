"""Plays blocks of scenarios through a system, in machine code where numba is there."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from monazite.stress.compiled import HAS_NUMBA, plain
from monazite.stress.month import begin, end, month, play, play_each
from monazite.stress.system import (
    LANE,
    USE,
    Floats,
    Record,
    System,
    Whole,
    blank_record,
    blank_state,
    laid_out,
    sizes,
)


def played(system: System, depth: Floats, *, compiled: bool = HAS_NUMBA) -> tuple[Floats, Floats]:
    """Play scenarios: what is short by scenario, offer and month, and value lost by offer.

    `depth` is S, J, T: how deep each shock is in each scenario and month. Both ways give the same
    figures but for the last digit, in which sums and products of machine code may differ.
    """
    scenarios, struck = len(depth), depth > 0.0
    system = laid_out(_struck_by(system, np.asarray(struck.any(axis=(0, 2)))))
    offers, months = system.offer_need.shape
    short, lost = np.zeros((scenarios, offers, months)), np.zeros((scenarios, offers))
    if compiled:
        ordered, state, record = (
            np.ascontiguousarray(depth),
            blank_state(system),
            blank_record(system),
        )
        calm = recorded(system, np.zeros(depth.shape[1:])).stock
        play_each(system, ordered, _strikes(struck), calm, state, record, short, lost)
        return short, lost
    state, record = blank_state(system, (scenarios,)), blank_record(system, (scenarios,))
    moved = np.moveaxis(depth, 0, -1)
    plain(begin)(system, state, record)
    for t in range(months):
        plain(month)(system, moved, t, state, record)
    plain(end)(system, state, record)
    return np.moveaxis(record.short, -1, 0), record.lost.T


def losses_of(system: System, depth: Floats) -> Floats:
    """Value lost in each scenario, money; `depth` is S, J, T."""
    return np.asarray(played(system, depth)[1].sum(axis=1), dtype=float)


def _strikes(struck: npt.NDArray[np.bool_]) -> Whole:
    """S, T: the first month from each on in which a shock strikes; the count of months if none.

    `struck`, S, J, T, is where one does.
    """
    months = struck.shape[2]
    found = np.where(struck.any(axis=1), np.arange(months), months)
    return np.ascontiguousarray(np.minimum.accumulate(found[:, ::-1], axis=1)[:, ::-1])


def _struck_by(system: System, coming: npt.NDArray[np.bool_]) -> System:
    """Give the system without hits of shocks that never come, J: they would multiply by one."""
    comes = coming[system.hit_shock]
    return system._replace(
        hit_shock=system.hit_shock[comes],
        hit_kind=system.hit_kind[comes],
        hit_index=system.hit_index[comes],
        hit_share=system.hit_share[comes],
    )


def recorded(system: System, depth: Floats) -> Record:
    """Play one scenario, J, T, and give all that was written down of it."""
    record = blank_record(system)
    play(laid_out(system), np.ascontiguousarray(depth), blank_state(system), record)
    return record


def left_by(system: System, depth: Floats) -> tuple[Floats, Floats, Floats]:
    """What shocks of one scenario, J, T, leave of lanes and plants, and make of uses; all by T."""
    _, plants, lanes, _, uses, _, months = sizes(system)
    keep, able, grown = np.ones((lanes, months)), np.ones((plants, months)), np.ones((uses, months))
    for shock, kind, index, share in zip(
        system.hit_shock, system.hit_kind, system.hit_index, system.hit_share, strict=True
    ):
        struck = share * depth[shock]
        if kind == USE:
            grown[index] += struck
        else:
            (keep if kind == LANE else able)[index] *= 1.0 - struck
    return keep, able, grown
