"""One promise read in several ways: what each reading makes more than none of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from monazite.core.rates import MassUnit
from monazite.core.records import Record
from monazite.findings.account import held_in_any, held_weights, summed_as
from monazite.findings.solution import Contained, Solution, at

Told = tuple[str, Solution]
"""Title of a strategy, and its reading."""


@dataclass(frozen=True)
class CommitmentItem(Record):
    """What home makes or holds of something in a year under one reading of a promise.

    `change` is against the strategy without the promise.
    """

    strategy: str
    item: str
    year: int
    value: float
    unit: MassUnit
    change: float


def commitment_items(
    told: Sequence[Told], year: int, of: Contained | None = None
) -> list[CommitmentItem]:
    """List what home makes and holds in a year under each reading of a promise.

    The first of `told` is the strategy without it. Items are what is dug at home, what
    is refined of the tracked group, the product, and the stock of what is refined; in tonnes of
    each, or of what is held in them where `of` says so and any of them holds it.
    """
    found = []
    first: dict[str, float] = {}
    for title, solution in told:
        for item, value, unit in _items(solution, year, of):
            first.setdefault(item, value)
            found.append(CommitmentItem(title, item, year, value, unit, value - first[item]))
    return found


Item = tuple[str, float, MassUnit]
"""What it is, how much, and of what."""


def _items(solution: Solution, year: int, of: Contained | None) -> list[Item]:
    labels, home, words = solution.labels, solution.home, solution.study.words
    refining = words.refined_stage.stage
    made_at = dict.fromkeys((refining, words.product_stage.stage), "made")
    items = []
    for stage, what in {**dict.fromkeys(sorted(words.mines), "dug"), **made_at}.items():
        by_basis: dict[str, list[str]] = {}
        for material in solution.materials(stage):
            by_basis.setdefault(labels.material_basis[material], []).append(material)
        for basis, materials in by_basis.items():
            told = held_in_any(solution, materials, of)
            held = None if told is None else dict(held_weights(solution, told))
            made = at(solution, solution.made(tuple(materials), home, held), year)
            if made > 1e-6:
                name = _named(solution, materials, stage)
                unit = MassUnit(basis if told is None else told.words)
                items.append((f"{name} {what}", made, unit))
    refined = solution.materials(refining)
    told = held_in_any(solution, refined, of)
    kept = summed_as(solution, refined, told, partial(solution.stock, region=home))
    basis = told.words if told else labels.material_basis[refined[0]] if refined else ""
    stock = f"{_named(solution, refined, refining)} in stock"
    return [*items, (stock, at(solution, kept, year), MassUnit(basis, every_year=False))]


def _named(solution: Solution, materials: Sequence[str], otherwise: str) -> str:
    """The one material's title, or the form of several."""
    if len(materials) == 1:
        return solution.parameters.titles.get(materials[0], materials[0])
    words = solution.study.words
    form = words.forms[words.stages[otherwise].form]
    mixed = form.role in ("refined", "worked")
    return f"{solution.labels.tracked_group} {form.plural}" if mixed else form.heading
