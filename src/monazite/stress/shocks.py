"""What may happen, as the study says, and which lanes, plants and uses each shock strikes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from monazite.core.errors import Problems
from monazite.stress.system import LANE, PLANT, USE, System, lane_material
from monazite.study import ShockRow, Study, resolved

_FIGURES = ("frequency", "length", "length_spread", "depth", "depth_spread")
"""What a row says in numbers, in the order of a `Shock`."""


@dataclass(frozen=True)
class Hit:
    """What one row of `chain/hits.csv` strikes, and with which part of the depth."""

    materials: tuple[str, ...]
    origins: tuple[str, ...]
    facilities: tuple[str, ...]
    uses: tuple[str, ...]
    share: float


@dataclass(frozen=True)
class Shock:
    """One row of `chain/shocks.csv` as numbers, or a stop as stated, with what it strikes."""

    name: str
    title: str
    begins: str
    """The month it began, for an episode of the past."""
    frequency: float
    """How often it begins in a year; 0 where it comes only when asked for."""
    length: float
    """Median length, months."""
    length_spread: float
    """Standard deviation of the logarithm of the length."""
    depth: float
    """Mean part taken away."""
    depth_spread: float
    """Standard deviation of that part."""
    grade: str
    """The weakest grade its figures rest on."""
    hits: tuple[Hit, ...]
    stated: str = ""
    """Where it is stated if the tables of the study do not: in a question, or by a world."""


def shocks_of(study: Study) -> tuple[Shock, ...]:
    """Give the shocks of a study, in the order of its table."""
    problems = Problems()
    hits: dict[str, list[Hit]] = {}
    for row in study.chain.hits:
        share = resolved(study, row, "share", problems)
        hits.setdefault(row.shock, []).append(
            Hit(
                row.materials,
                row.origins,
                row.facilities,
                row.uses,
                0.0 if share is None else share.value,
            )
        )
    found = tuple(
        _shock(study, row, tuple(hits.get(row.shock, ())), problems) for row in study.chain.shocks
    )
    problems.raise_if_any()
    return found


def _shock(study: Study, row: ShockRow, hits: tuple[Hit, ...], problems: Problems) -> Shock:
    numbers, grades = {}, []
    for column in _FIGURES:
        quantity = resolved(study, row, column, problems)
        numbers[column] = 0.0 if quantity is None else quantity.value
        if quantity is not None:
            grades.append(quantity.grade)
    often, length, length_spread, depth, depth_spread = (numbers[name] for name in _FIGURES)
    named, grade = (row.shock, row.title, row.begins), max(grades, default="")
    return Shock(*named, often, length, length_spread, depth, depth_spread, grade, hits)


def with_hits(
    system: System,
    shocks: Sequence[Shock],
    lanes: Sequence[tuple[str, str]],
    plants: Sequence[str],
    uses: Sequence[str],
) -> System:
    """Give a system that is struck by shocks; targets it does not have are left out.

    How long one usually lasts is known of what it takes away, not of what it makes users want.
    """
    rows = [
        (number, kind, index, hit.share)
        for number, shock in enumerate(shocks)
        for hit in shock.hits
        for kind, index in _struck(hit, lanes, plants, uses)
    ]
    whole = np.array([row[:3] for row in rows], dtype=np.int64).reshape(len(rows), 3)
    usual = np.zeros((len(system.stock), len(shocks)))
    brings = {LANE: lane_material(system), PLANT: system.plant_product}
    for number, kind, index, _ in rows:
        if kind != USE:
            usual[brings[kind][index], number] = shocks[number].length
    return system._replace(
        hit_shock=np.ascontiguousarray(whole[:, 0]),
        hit_kind=np.ascontiguousarray(whole[:, 1]),
        hit_index=np.ascontiguousarray(whole[:, 2]),
        hit_share=np.array([row[3] for row in rows], dtype=float),
        usual_length=usual,
    )


def _struck(
    hit: Hit, lanes: Sequence[tuple[str, str]], plants: Sequence[str], uses: Sequence[str]
) -> Iterator[tuple[int, int]]:
    if hit.materials or hit.origins:
        for row, (material, origin) in enumerate(lanes):
            if (not hit.materials or material in hit.materials) and (
                not hit.origins or origin in hit.origins
            ):
                yield LANE, row
    for row, plant in enumerate(plants):
        if plant in hit.facilities:
            yield PLANT, row
    for row, use in enumerate(uses):
        if use in hit.uses:
            yield USE, row
