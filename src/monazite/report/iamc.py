"""Results in the exchange format of scenario modellers: model, scenario, region, variable, unit."""

from __future__ import annotations

import polars as pl

from monazite.charts.words import plain_name
from monazite.core.errors import InvalidInput, Problem
from monazite.core.vocabulary import indicators

__all__ = ["iamc_long", "iamc_wide", "variable_name"]

_INDEX = ("model", "scenario", "region", "variable", "unit")


def variable_name(indicator: str) -> str:
    """Write an indicator key as a variable: `price.ndpr_oxide` is `Price at home|Ndpr oxide`.

    Keys of no indicator, such as `trade.exports.ndpr_oxide`, become words part by part.
    """
    name, *qualifiers = indicator.split(".")
    known = indicators()
    title = known[name].title if name in known else plain_name(name)
    return "|".join([title, *(plain_name(qualifier) for qualifier in qualifiers)])


def iamc_long(table: pl.DataFrame, *, model: str) -> pl.DataFrame:
    """Turn a long findings table into the long exchange form, one value to a row.

    The scenario is the strategy with its world in brackets, and the draw where it is not the
    central one. Rows without a value are left out, since the format has no way to say "missing".
    Raises InvalidInput when two rows would become the same.
    """
    found = table.filter(pl.col("value").is_not_null() & pl.col("value").is_not_nan())
    draw = (
        pl.when(pl.col("draw") == 0)
        .then(pl.lit(""))
        .otherwise(pl.format(", draw {}", pl.col("draw")))
    )
    long = found.select(
        pl.lit(model).alias("model"),
        pl.format("{} ({}{})", "strategy", "world", draw).alias("scenario"),
        "region",
        pl.col("indicator").map_elements(variable_name, return_dtype=pl.String).alias("variable"),
        pl.col("unit").replace({"1": "dimensionless"}),
        "year",
        "value",
    )
    twice = long.filter(long.select(*_INDEX, "year").is_duplicated())
    if twice.height:
        row = twice.row(0, named=True)
        raise InvalidInput(
            Problem(
                field=str(row["variable"]),
                message=f"{row['scenario']} has two values for {row['region']} in {row['year']}",
                remedy="export each run once",
            )
        )
    return long


def iamc_wide(table: pl.DataFrame, *, model: str) -> pl.DataFrame:
    """Turn a long findings table into the wide exchange form, one column to a year."""
    long = iamc_long(table, model=model)
    years = sorted(long["year"].unique().to_list())
    wide = long.pivot(on="year", index=_INDEX, values="value", maintain_order=True)
    return wide.select(*_INDEX, *(str(year) for year in years))
