"""Studies of before studies declared their words: what to write, read off the tables they have."""

from __future__ import annotations

from pathlib import Path

from monazite.core.errors import Problems
from monazite.core.files import file_name
from monazite.core.tables import read_table

__all__ = ["report_missing_words"]

_MATERIALS = "materials"
_WORDS = {
    "stages": ("stage", "stage,title,form,role"),
    "forms": ("form", "form,title,plural,role"),
    "bases": ("basis", "basis,title"),
}
"""The column of the table of materials that names a word, and the header of the word's table."""


def report_missing_words(folder: Path, problems: Problems, *, root: Path) -> frozenset[str]:
    """Report tables of words that a study with materials lacks, with the rows each must have.

    Returns their names. A study without materials has nothing to read words off, and a file that
    is missing there is reported like any other.
    """
    missing = [name for name in _WORDS if not (folder / f"{name}.csv").exists()]
    materials = folder / f"{_MATERIALS}.csv"
    if not missing or not materials.is_file():
        return frozenset()
    # what is wrong with the materials themselves is reported when they are read
    rows = read_table(materials, Problems(), root=root, required=(), optional=None)
    for name in missing:
        column, header = _WORDS[name]
        words = dict.fromkeys(row.values[column] for row in rows if row.values.get(column))
        listed = f" and a row for each of {', '.join(words)}" if words else ""
        problems.add(
            "there is no such file: a study declares its own words, which earlier versions held",
            remedy=f"create it with the header {header}{listed}; the table of that name in a "
            "study that 'monazite new DIR --like NAME' copies shows how",
            file=file_name(folder / f"{name}.csv", root),
        )
    return frozenset(missing)
