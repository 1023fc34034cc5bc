"""A run as files for other tools: tables, the scenario exchange format, a described package."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl

from monazite import __version__
from monazite.core.errors import InvalidInput, Problem, Problems, name_remedy
from monazite.report.datapackage import PackageNotes, datapackage, datapackage_text
from monazite.report.iamc import iamc_long, iamc_wide
from monazite.report.tables import TABLE_FORMATS, table_files
from monazite.store import check_files, check_writable, write_files

__all__ = ["EXPORT_FORMATS", "check_export", "export_run"]

EXPORT_FORMATS = (*TABLE_FORMATS, "iamc", "datapackage")
_PACKAGE = "datapackage.json"
_MODEL = f"monazite {__version__}"


def export_run(
    folder: Path,
    headlines: pl.DataFrame,
    flows: pl.DataFrame,
    formats: Sequence[str] = ("csv",),
    *,
    regional: Callable[[], pl.DataFrame] | None = None,
    notes: PackageNotes | None = None,
) -> list[Path]:
    """Write the tables of one run or of several into a folder and return the files.

    `csv` and `parquet` write the tables `headlines` and `flows`; `iamc` writes the headlines, and
    what `regional` gives of every region, as `iamc_long.csv` and `iamc_wide.csv`; `datapackage`
    describes every table written, in `datapackage.json`, and writes CSV for want of any other.
    Raises InvalidInput for an unknown format, a place that cannot be written to, or a file there
    that is somebody's own.
    """
    check_export(folder, formats)
    frames = {"headlines": headlines, "flows": flows}
    if "iamc" in formats:
        told = pl.concat([headlines, regional()]) if regional else headlines
        frames["iamc_long"] = iamc_long(told, model=_MODEL)
        frames["iamc_wide"] = iamc_wide(told, model=_MODEL)
    contents: dict[str, bytes] = {}
    tables: dict[str, pl.DataFrame] = {}
    for name, suffixes in _suffixes(formats).items():
        for file, content in table_files(frames[name], name, suffixes).items():
            contents[file], tables[file] = content, frames[name]
    if "datapackage" in formats:
        package = datapackage(contents, tables, notes or _notes(headlines))
        contents[_PACKAGE] = datapackage_text(package)
    return write_files(folder, contents)


def check_export(folder: Path, formats: Sequence[str], *, outside: Path | None = None) -> None:
    """Refuse formats that are not known and places that cannot be used, before any work is done.

    Raises InvalidInput; see `check_files` for what may stand there already.
    """
    _check(formats)
    check_writable(folder, outside=outside)
    names = [
        f"{name}.{suffix}" for name, suffixes in _suffixes(formats).items() for suffix in suffixes
    ]
    check_files(folder, [*names, *([_PACKAGE] if "datapackage" in formats else [])])


def _suffixes(formats: Sequence[str]) -> dict[str, list[str]]:
    """Give the tables that some formats ask for by name, each with the endings of its files."""
    suffixes = [name for name in TABLE_FORMATS if name in formats]
    if not suffixes and "iamc" not in formats:
        suffixes = ["csv"]
    wide = ["csv"] if "iamc" in formats else []
    found = {"headlines": suffixes, "flows": suffixes, "iamc_long": wide, "iamc_wide": wide}
    return {name: endings for name, endings in found.items() if endings}


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
