"""What is still bought abroad, in sentences."""

from __future__ import annotations

from monazite.core.numerals import percent
from monazite.core.wording import listed, lowered
from monazite.findings.bottlenecks import (
    ImportedShare,
    group_dependence,
    heavy_share,
    imported_shares,
    mixed_products,
)
from monazite.findings.indicators import compute
from monazite.findings.solution import Solution, at
from monazite.runs.plan.masses import figure_of, mass_of

SHOWS = 0.5
"""Tonnes a year below which a material is not told of."""


def says_of_goods(solution: Solution, title: str, year: int) -> list[str]:
    """What arrives inside goods bought abroad in a year, and how dependent home is with it."""
    if not at(solution, compute(solution, "embodied_imports"), year) > 0.5:
        return []
    embodied, mass = figure_of(solution, "embodied_imports")
    inside = mass.said(at(solution, embodied, year))
    alone, counted = (
        at(solution, compute(solution, key), year)
        for key in ("net_import_reliance", "net_import_reliance_with_goods")
    )
    with_it = (
        f"counted with them, {percent(counted)} of what is wanted comes from abroad under "
        f"“{title}” instead of {percent(alone)}"
        if percent(counted) != percent(alone)
        else f"counted with them, as much of what is wanted comes from abroad under “{title}” as "
        f"without, {percent(counted)}"
    )
    return [
        f"Another {inside} arrive in {year} inside goods bought abroad, which no plant at "
        f"home can serve until the goods are made there. They are no part of demand; "
        f"{with_it}."
    ]


def says_what_is_imported(solution: Solution, title: str, year: int) -> list[str]:
    """What is still bought abroad in a year under a strategy, in sentences."""
    rows = [row for row in imported_shares(solution, [year]) if row.use >= SHOWS]
    all_of = [row for row in rows if row.share > 0.995]
    part_of = [row for row in rows if 0.05 < row.share <= 0.995]
    lead, said = f"Under “{title}” home buys abroad in {year} ", []
    if all_of:
        names = [
            f"{_named(row)} ({mass_of(solution, row.material).said(row.use)})" for row in all_of
        ]
        said.append(f"all it uses of {listed(names)}")
    if part_of:
        names = [f"{percent(row.share)} of {_named(row)}" for row in part_of]
        said.append(listed(names))
    if not said:
        return [f"Under “{title}” home buys next to nothing abroad of what it uses in {year}."]
    texts = [f"{lead}{', besides '.join(said)}."]
    goods = solution.study.words.product.plural
    heavy = mixed_products(solution)
    share = heavy_share(solution, year)
    if heavy and share >= 0.0005:
        groups = list(dict.fromkeys(group for held in heavy.values() for group in held))
        titles = [lowered(solution.parameters.titles.get(name, name)) for name in heavy]
        texts.append(
            f"{percent(share)} of the {goods} used at home in {year} are {listed(titles)}, which "
            f"cannot be made without {listed(groups)}. Counting what is inside {goods}, "
            + listed(
                [f"{percent(group_dependence(solution, name, year))} of {name}" for name in groups]
            )
            + f" {'come' if len(groups) > 1 else 'comes'} from abroad under “{title}”."
        )
    return texts + says_of_goods(solution, title, year)


def _named(row: ImportedShare) -> str:
    return lowered(row.title)
