"""What is still bought abroad at each step, and which products cannot do without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monazite.core.records import Record
from monazite.findings.account import apparent_use, group_account
from monazite.findings.solution import PRODUCT, Solution, at, ratio

ROLES = ("refined", "worked", "product")
"""Roles of the forms of which it is told how much is bought abroad."""


@dataclass(frozen=True)
class ImportedShare(Record):
    """How much of a material home uses in a year, t/yr, and what arrives over that, 0 to 1."""

    material: str
    title: str
    form: str
    year: int
    use: float
    share: float


def imported_shares(solution: Solution, years: Sequence[int]) -> list[ImportedShare]:
    """Say how much home depends on imports of each material it uses.

    Materials of which home never uses a hundredth of a tonne a year are left out.
    """
    labels = solution.labels
    rows: list[ImportedShare] = []
    for material in labels.materials:
        if labels.material_role[material] not in ROLES:
            continue
        use = apparent_use(solution, material)
        if not np.nanmax(use) > 0.01:
            continue
        # what leaves again is none the less bought: exports take nothing off
        share = np.clip(ratio(solution.shipped((material,), destination=solution.home), use), 0, 1)
        rows += [
            ImportedShare(
                material=material,
                title=solution.parameters.titles.get(material, material),
                form=labels.material_form[material],
                year=year,
                use=at(solution, use, year),
                share=at(solution, share, year),
            )
            for year in years
        ]
    return rows


def mixed_products(solution: Solution) -> dict[str, tuple[str, ...]]:
    """Products with the tracked group that hold other groups too, with those groups."""
    groups = [name for name in solution.labels.groups if name != solution.labels.tracked_group]
    found = {}
    for material in solution.materials(PRODUCT):
        held = tuple(
            group for group in groups if solution.parameters.at("content", material, group) > 1e-6
        )
        if held and solution.tracked_content(material) > 0:
            found[material] = held
    return found


def heavy_share(solution: Solution, year: int) -> float:
    """Share of the product used at home that hold groups beside the tracked one, by mass."""
    heavy = solution.served(tuple(mixed_products(solution)), solution.home)
    whole = solution.served(solution.materials(PRODUCT), solution.home)
    used = at(solution, whole, year)
    return at(solution, heavy, year) / used if used > 0 else 0.0


def group_dependence(solution: Solution, group: str, year: int) -> float:
    """Net arrivals of a group from abroad in every form over what home uses of it, 0 to 1.

    What arrives inside the product counts, so that what nobody buys is not taken for independence.
    """
    account = group_account(solution, group)
    used = at(solution, account["used at home"], year)
    net = at(solution, account["imported"] - account["exported"], year)
    return min(max(net / used, 0.0), 1.0) if used > 1e-9 else 0.0
