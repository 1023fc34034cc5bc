"""Puts indicators into one long table: the shape of screens, files and exchange formats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from monazite.findings.indicators.keys import check_keys, compute, keys_of, unit_of
from monazite.findings.solution import Solution

if TYPE_CHECKING:
    from monazite.core.frames import Frame

COLUMNS: dict[str, type] = {
    "study": str,
    "strategy": str,
    "world": str,
    "draw": int,
    "region": str,
    "indicator": str,
    "unit": str,
    "year": int,
    "value": float,
}
"""Columns of every findings table with what they hold; draw 0 is the central case."""

_TIME = ("period", "decided")

_FLOW_COLUMNS: dict[str, type] = {
    "study": str,
    "strategy": str,
    "world": str,
    "variable": str,
    "label": str,
    "unit": str,
    "year": int,
    "value": float,
}


def indicator_table(solution: Solution, keys: Sequence[str], *, strategy: str, world: str) -> Frame:
    """Compute indicators and give them as a long table; years without a meaning are left out.

    Raises InvalidInput naming every key that does not exist.
    """
    from monazite.core.frames import Frame  # frames are slow to load, here and below

    check_keys(solution.study, solution.labels, keys := keys_of(keys, ()))
    columns: dict[str, list[object]] = {name: [] for name in ("indicator", "unit", "year", "value")}
    years = solution.years
    for key in keys:
        series = compute(solution, key)
        known = np.flatnonzero(np.isfinite(series)).tolist()
        columns["indicator"] += [key] * len(known)
        columns["unit"] += [unit_of(solution, key)] * len(known)
        columns["year"] += [years[place] for place in known]
        columns["value"] += series[known].tolist()
    count = len(columns["year"])
    same = {
        "study": solution.study.name,
        "strategy": strategy,
        "world": world,
        "draw": 0,
        "region": solution.home,
    }
    spread = {name: [value] * count for name, value in same.items()}
    return Frame(spread | columns, schema=COLUMNS)


def _flow_label(labels: Iterable[object]) -> str:
    """Spell the labels of a row of flows as one."""
    return " / ".join(map(str, labels))


def joint_labels(solution: Solution) -> dict[str, tuple[str, ...]]:
    """The labels behind rows of flows of several dimensions, by how they are spelled as one."""
    found: dict[str, tuple[str, ...]] = {}
    for array in solution.outcome.values.values():
        names = [array.coords[one].values.tolist() for one in array.dims if one not in _TIME]
        if len(names) > 1:
            found |= {_flow_label(labels): labels for labels in product(*names)}
    return found


def flow_table(solution: Solution, *, strategy: str, world: str) -> Frame:
    """Every variable of the outcome above a gram a year, by label: variable, label, year, value."""
    from monazite.core.frames import Frame

    rows: list[dict[str, object]] = []
    for name, array in sorted(solution.outcome.values.items()):
        if "decided" in array.dims:
            array = array.rename(decided="period")
        others = [dimension for dimension in array.dims if dimension not in _TIME]
        reported = solution.select(array).transpose(*others, "period")
        names = [reported.coords[dimension].values.tolist() for dimension in others]
        numbers = reported.values.reshape(-1, len(solution.years))
        known = np.abs(numbers) > 1e-6
        for row, labels in enumerate(product(*names)):
            if not known[row].any():
                continue
            same = {
                "study": solution.study.name,
                "strategy": strategy,
                "world": world,
                "variable": name,
                "label": _flow_label(labels),
                "unit": flow_unit(solution, name, str(others[0]), str(labels[0])),
            }
            rows += [
                {**same, "year": solution.years[place], "value": float(numbers[row, place])}
                for place in np.flatnonzero(known[row]).tolist()
            ]
    return Frame(rows, schema=_FLOW_COLUMNS)


def flow_unit(solution: Solution, variable: str, dimension: str, label: str) -> str:
    """The unit of a variable at a label: tonnes a year, or tonnes for stocks, of its basis.

    Raises ValueError for variables over a dimension without one.
    """
    labels, chain, basis = solution.labels, solution.study.chain, solution.labels.material_basis
    match dimension:
        case "facility" | "investable" | "awardee":
            of = chain.basis[chain.reference[chain.facility[label].recipe]]
        case "expansion":
            facility = labels.expansion[label].facility
            of = chain.basis[chain.reference[chain.facility[facility].recipe]]
        case "lane":
            of = basis[labels.lane[label].material]
        case "material":
            of = basis[label]
        case "agreement" | "quota" | "spread":
            return "t/yr"
        case "contract":
            sold = {row.contract: row.material for row in chain.contracts}
            of = basis[sold[label]]
        case "tranche":
            of = chain.use_basis[labels.tranche[label].use]
        case "store" | "disposal" | "seller" | "use_option" | "end_of_life_stream":
            known = labels.node if label in labels.node else labels.use_option
            of = basis[known[label].material]
        case _:
            raise ValueError(f"variables over '{dimension}' have no unit, such as {variable}")
    return f"t {of}" if variable in ("stock", "stock_shortfall") else f"t {of}/yr"
