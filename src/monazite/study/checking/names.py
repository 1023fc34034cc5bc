"""Every name in a chain table is defined where it should be, and defined once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from monazite.core.errors import FieldError, Problems, name_remedy
from monazite.core.tables import parse_number
from monazite.core.vocabulary import grades
from monazite.study.cells import ChainRow
from monazite.study.chain import TABLES, Chain

_VOCABULARY: Mapping[str, Callable[[], Collection[str]]] = {
    "grades": grades,
}
_SINGULAR = {"facilities": "facility", "bases": "basis", "currencies": "currency"}


def singular(table: str) -> str:
    """Name one record of a table."""
    return _SINGULAR.get(table, table.removesuffix("s"))


def file_of(defined_in: str) -> str:
    """Name the file of a study that defines names; blank for the vocabulary."""
    if defined_in == "sources":
        return "sources.csv"
    if defined_in == "places":
        return "chain/regions.csv"
    return "" if defined_in in _VOCABULARY else f"chain/{defined_in}.csv"


def unknown(what: str, name: str, known: Collection[str]) -> tuple[str, str]:
    """Say that nothing defines a name, and which known name is nearest."""
    return f"{what} '{name}' is not known", name_remedy(name, known)


def check_names(
    chain: Chain, sources: Collection[str], troubled: Collection[str], problems: Problems
) -> None:
    """Report names that nothing defines and records that are there twice.

    Names are not reported when the file that should define them is among the `troubled` ones.
    """
    for row in chain.rows():
        plain = any(_is_plain(row.cell(column)) for column in row.numbers())
        for column, defined_in in row.name_columns().items():
            if column in ("source_id", "grade") and plain:
                continue  # reported where the plain number is resolved
            if file_of(defined_in) not in troubled:
                known = _known(defined_in, chain, sources)
                _check_cell(row, column, defined_in, known, problems)
    _check_once(chain, problems)


def _known(defined_in: str, chain: Chain, sources: Collection[str]) -> Collection[str]:
    if defined_in == "sources":
        return sources
    if defined_in in _VOCABULARY:
        return _VOCABULARY[defined_in]()
    return chain.names(defined_in)


def _is_plain(cell: str) -> bool:
    if not cell or "{" in cell:
        return False  # which most cells are, and refusing a number words its remedy with care
    try:
        parse_number(cell)
    except FieldError:
        return False
    return True


def _check_cell(
    row: ChainRow, column: str, defined_in: str, known: Collection[str], problems: Problems
) -> None:
    for name in row.listed(column):
        if name not in known:
            message, remedy = unknown(singular(defined_in), name, known)
            problems.at(row, column, message, remedy)


def _check_once(chain: Chain, problems: Problems) -> None:
    for table, record in TABLES.items():
        first: dict[tuple[str, ...], int] = {}
        for row in getattr(chain, table):
            key = tuple(str(getattr(row, field)) for field in record.key)
            if key:
                _note(key, singular(table), row, record.key[0], first, problems)
    lanes: dict[tuple[str, ...], int] = {}
    for lane, row in chain.lane_rows():
        ends = (lane.origin_place, lane.destination_place)
        _note((lane.material, *ends), "lane", row, "material", lanes, problems)


def _note(
    key: tuple[str, ...],
    what: str,
    row: ChainRow,
    column: str,
    first: dict[tuple[str, ...], int],
    problems: Problems,
) -> None:
    line = first.setdefault(key, row.line)
    if line != row.line:
        problems.at(
            row,
            column,
            f"{what} {' '.join(key)} is there twice",
            f"remove or rename one of the two; the first stands on line {line}",
        )
