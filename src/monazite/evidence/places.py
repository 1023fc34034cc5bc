"""Where the facts of a study stand: CSV files and sheets of workbooks, each of them one table."""

from __future__ import annotations

import re
from pathlib import Path

from monazite.core.errors import Problems
from monazite.core.files import file_name
from monazite.core.workbooks import Sheet, is_workbook, read_sheets, table_in

__all__ = ["SOURCES", "fact_tables", "is_there"]

SOURCES = "sources"
"""Name of the sheet on which a workbook gives publications, with the columns of `sources.csv`."""

_TABLE_NAME = re.compile(r"[a-z0-9_-]+", re.ASCII)


def is_there(path: Path) -> bool:
    """Say whether a file is there, or was meant to be."""
    # A link that leads nowhere was meant to be a file, and reading it says what is wrong.
    return path.exists() or path.is_symlink()


def fact_tables(
    folder: Path, problems: Problems, root: Path
) -> tuple[list[Path | Sheet], list[Sheet]]:
    """List the evidence tables of a study, which may have none, and the sheets of sources."""
    if is_there(folder) and not folder.is_dir():
        problems.add(
            "this is a file, not a folder",
            remedy="put the evidence tables in a folder of this name",
            file=file_name(folder, root),
        )
        return [], []
    tables: list[Path | Sheet] = [*sorted(folder.glob("*.csv"))]
    sources: list[Sheet] = []
    for path in sorted(folder.glob("*")):
        if is_workbook(path):
            for sheet in read_sheets(path, problems, root=root):
                (sources if sheet.name == SOURCES else tables).append(sheet)
    named: dict[str, str] = {}
    sound: list[Path | Sheet] = []
    for table in tables:
        file = file_name(table, root) if isinstance(table, Path) else table.file
        name = table_in(file)
        if not _TABLE_NAME.fullmatch(name):
            problems.add(
                f"the table name '{name}' cannot stand in a fact id",
                remedy="use lower-case letters, digits, '-' and '_' only"
                + ("" if isinstance(table, Path) else ", or move the sheet to a file elsewhere"),
                file=file,
            )
            if not isinstance(table, Path):
                continue  # one report about a sheet of something else says more than many
        elif name in named:
            problems.add(
                f"the table '{name}' is also in {named[name]}",
                remedy="keep one of the two, or move its rows to a table of another name",
                file=file,
            )
            continue
        named[name] = file
        sound.append(table)
    return sound, sources
