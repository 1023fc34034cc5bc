"""What each input decides of a number: a line from what it does alone to what it does in all."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from monazite.charts import words
from monazite.charts.chart import Chart
from monazite.charts.rowlabels import Names
from monazite.charts.rows import Row, Rows, records
from monazite.charts.spans import Ends, spans
from monazite.core.shares import share_told
from monazite.core.wording import joined, raised

__all__ = ["indices_of_inputs"]

_EDGE = 8
_ENDS = Ends("Alone", "With all others")


def indices_of_inputs(
    rows: Rows, *, of: str = "input", title: str = "", sources: Sequence[str] = ()
) -> Chart:
    """Draw the first-order and the total index of inputs, each a share of a number's variance.

    Rows are inputs, or what else `of` says: title, first_order, first_order_error, total,
    total_error. By chance the first index may come out above the second; both are drawn as they
    are.
    """
    columns = ("first_order", "first_order_error", "total", "total_error")
    given = records(rows, "title", *columns)
    names = Names()
    lines: list[Row] = []
    dots: list[Row] = []
    for row in given:
        place = names.line(row["title"])
        alone, whole = (100.0 * float(row[key]) for key in ("first_order", "total"))
        lines.append(
            place
            | {
                "least": min(alone, whole),
                "most": max(alone, whole),
                "figures": _told(row, "total"),
                "description": _sentence(row),
            }
        )
        dots += [
            place | {"end": end, "value": value}
            for end, value in zip(_ENDS, (alone, whole), strict=True)
        ]
    return Chart(
        kind="indices_of_inputs",
        title=title or words.TITLES["indices_of_inputs"],
        subtitle=f"% of the variance. Open dot: what the {of} decides alone; full dot, with its "
        "standard error: with all it does together with others.",
        alt=joined(
            (f"{raised(of)}s from the one that decides most.", _sentence(given[0]))
            if given
            else (f"No {of} was drawn.",)
        ),
        rows={"names": names.rows, "lines": lines, "dots": dots, "central": []},
        frame=_frame(given, of),
        sources=tuple(sources),
        layout=lambda width: spans(names.plan(width - _EDGE), _ENDS),
    )


def _told(row: Row, key: str) -> str:
    return share_told(float(row[key]), float(row[f"{key}_error"]))


def _sentence(row: Row) -> str:
    return (
        f"{row['title']}: of the variance {_told(row, 'first_order')} alone, "
        f"{_told(row, 'total')} with all others."
    )


def _frame(rows: Sequence[Row], of: str) -> pl.DataFrame:
    return pl.DataFrame(
        {
            raised(of): [str(row["title"]) for row in rows],
            **{
                end: [_told(row, key) for row in rows]
                for end, key in zip(_ENDS, ("first_order", "total"), strict=True)
            },
        }
    )
