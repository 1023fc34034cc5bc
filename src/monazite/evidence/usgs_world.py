"""The world table of all commodities, as the USGS releases it since 2025, in earlier names.

It has a row per commodity, country and type. The unit stands in a column of its own; reserves are
now and then in another, which their note says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from monazite.core.errors import Problems, name_remedy
from monazite.core.tables import Row

__all__ = ["UNIT", "WORLD_OF_ALL", "unit_of_row", "with_earlier_names"]

UNIT = "UNIT_MEAS"
WORLD_OF_ALL = ("SOURCE", "COMMODITY", "COUNTRY", "TYPE", UNIT)
"""Columns the table begins with."""

_UNITS = {
    "metric tons": "t",
    "thousand metric tons": "kt",
    "million metric tons": "mmt",
    "kilograms": "kg",
}
"""Units as the table writes them, by their sign in the names of earlier columns."""
_OWN_UNIT = re.compile(rf"(?i)\bdata (?:is|are) (?:in )?({'|'.join(reversed(list(_UNITS)))})")
_NAMES = {
    "SOURCE": "Source",
    "COMMODITY": "Commodity",
    "COUNTRY": "Country",
    "TYPE": "Type",
    "RESERVE_NOTES": "RESERVES_NOTES",
}


def with_earlier_names(
    rows: Sequence[Row], path: Path, commodity: str, problems: Problems
) -> list[Row]:
    """Keep the rows of one commodity under the names of earlier columns, or report which to name.

    Some names of columns hold a space, as `PROD_EST_ 2024` does, which is left out.
    """
    known = list(dict.fromkeys(row["COMMODITY"] for row in rows))
    wanted = {name for name in known if name.casefold() == commodity.casefold()}
    if not commodity:
        wanted = set(known)
    if not wanted or len(wanted) > 1:
        problems.add(
            f"there is no commodity '{commodity}'"
            if commodity
            else f"the table holds {len(known)} commodities, whose tonnes are not of the same",
            remedy=name_remedy(commodity, known)
            if commodity
            else f"name one with --commodity, such as --commodity '{known[0]}'",
            file=path.name,
            field="--commodity",
        )
        return []
    return [
        replace(
            row,
            values={
                _NAMES.get(name, name.replace(" ", "")): text for name, text in row.values.items()
            },
        )
        for row in rows
        if row["COMMODITY"] in wanted
    ]


def unit_of_row(row: Row, column: str) -> str:
    """The sign of the unit in which a row gives a column; blank where it is not known."""
    own = _OWN_UNIT.search(row["RESERVES_NOTES"]) if column.startswith("RESERVES") else None
    return _UNITS.get((own[1] if own else row[UNIT]).casefold(), "")
