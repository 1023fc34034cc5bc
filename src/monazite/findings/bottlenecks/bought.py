"""What is still bought abroad at each step, and which magnets cannot do without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monazite.core.numerals import percent, tonnes
from monazite.core.records import Record
from monazite.core.wording import listed, lowered
from monazite.findings.account import group_account
from monazite.findings.indicators import apparent_use, compute
from monazite.findings.solution import Reading, at

SHOWS = 0.5
"""Tonnes a year below which a material is not told of."""

FORMS = ("oxide", "metal", "alloy", "magnet")
"""Forms of which it is told how much is bought abroad."""


@dataclass(frozen=True)
class Bought(Record):
    """How much of a material home uses in a year (t/yr), and which share of it is bought abroad."""

    material: str
    title: str
    form: str
    year: int
    use: float
    dependence: float


def still_bought(reading: Reading, years: Sequence[int]) -> list[Bought]:
    """Say how much home depends on imports of each material it uses.

    Materials of which home never uses a hundredth of a tonne a year are left out.
    """
    labels = reading.labels
    rows: list[Bought] = []
    for material in labels.materials:
        if labels.material_form[material] not in FORMS:
            continue
        use = apparent_use(reading, material)
        if not np.nanmax(use) > 0.01:
            continue
        dependence = compute(reading, f"import_dependence.{material}")
        rows += [
            Bought(
                material=material,
                title=reading.parameters.titles.get(material, material),
                form=labels.material_form[material],
                year=year,
                use=at(reading, use, year),
                dependence=float(dependence[reading.years.index(year)]),
            )
            for year in years
        ]
    return rows


def heavy_magnets(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Magnets of the tracked group that hold other groups too, with those groups."""
    groups = [name for name in reading.labels.groups if name != reading.labels.tracked_group]
    found = {}
    for material in reading.materials("magnet"):
        held = tuple(
            group for group in groups if reading.parameters.at("content", material, group) > 1e-6
        )
        if held and reading.tracked_content(material) > 0:
            found[material] = held
    return found


def heavy_share(reading: Reading, year: int) -> float:
    """Share of magnets used at home that hold groups beside the tracked one, by mass."""
    heavy = reading.served(tuple(heavy_magnets(reading)), reading.home)
    whole = reading.served(reading.materials("magnet"), reading.home)
    used = at(reading, whole, year)
    return at(reading, heavy, year) / used if used > 0 else 0.0


def group_dependence(reading: Reading, group: str, year: int) -> float:
    """Net arrivals of a group from abroad in every form over what home uses of it, 0 to 1.

    What arrives inside magnets counts, so that a metal nobody buys is not taken for independence.
    """
    account = group_account(reading, group)
    used = at(reading, account["used at home"], year)
    net = at(reading, account["imported"] - account["exported"], year)
    return min(max(net / used, 0.0), 1.0) if used > 1e-9 else 0.0


def says_of_goods(reading: Reading, title: str, year: int) -> list[str]:
    """What arrives inside goods bought abroad in a year, and how dependent home is with it."""
    inside = at(reading, compute(reading, "embodied_imports"), year)
    if not inside > 0.5:
        return []
    alone, counted = (
        at(reading, compute(reading, key), year)
        for key in ("import_dependence.magnet", "import_dependence_with_goods.magnet")
    )
    return [
        f"Another {tonnes(inside)} arrive in {year} inside goods bought abroad, which no plant at "
        f"home can serve until the goods are made there. They are no part of demand; counted with "
        f"it, {percent(counted)} of what is wanted comes from abroad under “{title}” and not "
        f"{percent(alone)}."
    ]


def says_what_is_bought(reading: Reading, title: str, year: int) -> list[str]:
    """What is still bought abroad in a year under a strategy, in sentences."""
    rows = [row for row in still_bought(reading, [year]) if row.use >= SHOWS]
    all_of = [row for row in rows if row.dependence > 0.995]
    part_of = [row for row in rows if 0.05 < row.dependence <= 0.995]
    lead, said = f"Under “{title}” home buys abroad in {year} ", []
    if all_of:
        names = [f"{_named(row)} ({tonnes(row.use)})" for row in all_of]
        said.append(f"all it uses of {listed(names)}")
    if part_of:
        names = [f"{percent(row.dependence)} of {_named(row)}" for row in part_of]
        said.append(listed(names))
    if not said:
        return [f"Under “{title}” home buys next to nothing abroad of what it uses in {year}."]
    texts = [f"{lead}{'; and '.join(said)}."]
    heavy = heavy_magnets(reading)
    share = heavy_share(reading, year)
    if heavy and share >= 0.0005:
        groups = list(dict.fromkeys(group for held in heavy.values() for group in held))
        titles = [lowered(reading.parameters.titles.get(name, name)) for name in heavy]
        texts.append(
            f"{percent(share)} of the magnets used at home in {year} are {listed(titles)}, which "
            f"cannot be made without {listed(groups)}. Counting what is inside magnets, "
            + listed(
                [f"{percent(group_dependence(reading, name, year))} of {name}" for name in groups]
            )
            + f" {'come' if len(groups) > 1 else 'comes'} from abroad under “{title}”."
        )
    return texts + says_of_goods(reading, title, year)


def _named(row: Bought) -> str:
    return lowered(row.title)
