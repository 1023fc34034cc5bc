"""A run as files for other tools: tables, the scenario exchange format, a described package."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from monazite import __version__
from monazite.core.errors import InvalidInput, Problem, Problems, name_remedy
from monazite.report.datapackage import PackageNotes, datapackage, datapackage_text
from monazite.report.iamc import iamc_long, iamc_wide
from monazite.report.tables import TABLE_FORMATS, write_table, write_whole

__all__ = ["EXPORT_FORMATS", "export_run"]

EXPORT_FORMATS = (*TABLE_FORMATS, "iamc", "datapackage")
_MODEL = f"monazite {__version__}"


def export_run(
    folder: Path,
    headlines: pl.DataFrame,
    flows: pl.DataFrame,
    formats: Sequence[str] = ("csv",),
    *,
    notes: PackageNotes | None = None,
) -> list[Path]:
    """Write the tables of one run or of several into a folder and return the files.

    `csv` and `parquet` write the tables `headlines` and `flows`; `iamc` writes the headlines as
    `iamc_long.csv` and `iamc_wide.csv`; `datapackage` describes every table written, in
    `datapackage.json`, and writes CSV for want of any other. Raises InvalidInput for an unknown
    format or a place that cannot be written to.
    """
    _check(formats)
    table_formats = [name for name in TABLE_FORMATS if name in formats]
    if not table_formats and "iamc" not in formats:
        table_formats = ["csv"]
    written: dict[Path, pl.DataFrame] = {}
    for name, frame in (("headlines", headlines), ("flows", flows)):
        for path in write_table(frame, folder, name, table_formats):
            written[path] = frame
    if "iamc" in formats:
        for name, frame in (
            ("iamc_long", iamc_long(headlines, model=_MODEL)),
            ("iamc_wide", iamc_wide(headlines, model=_MODEL)),
        ):
            for path in write_table(frame, folder, name, ["csv"]):
                written[path] = frame
    files = list(written)
    if "datapackage" in formats:
        package = datapackage(folder, written, notes or _notes(headlines))
        files.append(write_whole(folder / "datapackage.json", datapackage_text(package)))
    return files


def _check(formats: Sequence[str]) -> None:
    problems = Problems()
    for name in formats:
        if name not in EXPORT_FORMATS:
            problems.add(
                f"there is no format '{name}'",
                remedy=name_remedy(name, EXPORT_FORMATS),
                field="formats",
            )
    problems.raise_if_any()
    if not formats:
        raise InvalidInput(
            Problem(
                field="formats",
                message="no format is given",
                remedy=f"name one or more of: {', '.join(EXPORT_FORMATS)}",
            )
        )


def _notes(headlines: pl.DataFrame) -> PackageNotes:
    """Name a package after the runs in it, when nothing else is said."""
    runs = headlines.select("study", "strategy", "world").unique(maintain_order=True)
    studies = ", ".join(runs["study"].unique(maintain_order=True))
    strategies = ", ".join(runs["strategy"].unique(maintain_order=True))
    worlds = ", ".join(runs["world"].unique(maintain_order=True))
    return PackageNotes(
        title=f"{studies}: {strategies}" if runs.height else "Results",
        description=f"Results of {_MODEL} in the world {worlds}." if runs.height else "",
    )
