"""Puts indicators into one long table: the shape of screens, files and exchange formats."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from monazite.core.frames import Frame
from monazite.findings.indicators.keys import check_keys, compute, unit_of
from monazite.findings.solution import Reading

COLUMNS: dict[str, type[pl.DataType]] = {
    "study": pl.String,
    "strategy": pl.String,
    "world": pl.String,
    "draw": pl.Int64,
    "region": pl.String,
    "indicator": pl.String,
    "unit": pl.String,
    "year": pl.Int64,
    "value": pl.Float64,
}
"""Columns of every findings table; draw 0 is the central case."""


def indicator_table(reading: Reading, keys: Sequence[str], *, strategy: str, world: str) -> Frame:
    """Compute indicators and give them as a long table; years without a meaning are left out.

    Raises InvalidInput naming every key that does not exist.
    """
    check_keys(reading, keys)
    columns: dict[str, list[object]] = {name: [] for name in ("indicator", "unit", "year", "value")}
    for key in keys:
        series = compute(reading, key)
        known = np.flatnonzero(np.isfinite(series)).tolist()
        columns["indicator"] += [key] * len(known)
        columns["unit"] += [unit_of(reading, key)] * len(known)
        columns["year"] += [reading.years[place] for place in known]
        columns["value"] += series[known].tolist()
    count = len(columns["year"])
    same = {
        "study": reading.study.name,
        "strategy": strategy,
        "world": world,
        "draw": 0,
        "region": reading.home,
    }
    spread = {name: [value] * count for name, value in same.items()}
    return Frame(spread | columns, schema=COLUMNS)


def flow_table(reading: Reading, *, strategy: str, world: str) -> Frame:
    """Every variable of the outcome above a gram a year, by label: variable, label, year, value."""
    rows: list[dict[str, object]] = []
    for name, array in sorted(reading.outcome.values.items()):
        if "decided" in array.dims:
            array = array.rename(decided="period")
        others = [dimension for dimension in array.dims if dimension != "period"]
        reported = reading.select(array).transpose(*others, "period")
        for position in np.argwhere(np.abs(reported.values) > 1e-6):
            labels = [
                str(reported.coords[dimension].values[index])
                for dimension, index in zip(others, position[:-1], strict=True)
            ]
            rows.append(
                {
                    "study": reading.study.name,
                    "strategy": strategy,
                    "world": world,
                    "variable": name,
                    "label": " / ".join(labels),
                    "unit": flow_unit(reading, name, str(others[0]), labels[0]),
                    "year": reading.years[int(position[-1])],
                    "value": float(reported.values[tuple(position)]),
                }
            )
    schema = {
        "study": pl.String,
        "strategy": pl.String,
        "world": pl.String,
        "variable": pl.String,
        "label": pl.String,
        "unit": pl.String,
        "year": pl.Int64,
        "value": pl.Float64,
    }
    return Frame(rows, schema=schema)


def flow_unit(reading: Reading, variable: str, dimension: str, label: str) -> str:
    """The unit of a variable at a label: tonnes a year, or tonnes for stocks, of its basis."""
    labels, chain, basis = reading.labels, reading.study.chain, reading.labels.material_basis
    match dimension:
        case "facility" | "investable" | "winner":
            of = chain.basis[chain.reference[chain.facility[label].recipe]]
        case "expansion":
            facility = labels.expansion[label].facility
            of = chain.basis[chain.reference[chain.facility[facility].recipe]]
        case "lane":
            of = basis[labels.lane[label].material]
        case "agreement" | "quota":
            return "t/yr"
        case "contract":
            sold = {row.contract: row.material for row in chain.contracts}
            of = basis[sold[label]]
        case "store" | "pile" | "seller":
            of = basis[labels.node[label].material]
        case "tranche":
            of = chain.use_basis[labels.tranche[label].use]
        case "offer" | "collection":
            of = basis[labels.offer[label].material]
        case _:
            raise ValueError(f"variables over '{dimension}' have no unit, such as {variable}")
    return f"t {of}" if variable in ("stock", "stock_shortfall") else f"t {of}/yr"
