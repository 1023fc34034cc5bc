"""What a row rests on is read from its lists, before these are written as text."""

import polars as pl

from monazite.brief.beside import with_sources
from monazite.brief.drafted import written_tables
from monazite.core.records import frame_of
from monazite.findings.bottlenecks import BindingConstraint
from monazite.report import BESIDE

from .. import shipped


def test_lists_are_read_and_only_then_written() -> None:
    """A tied limit names its lever and its facts, each of which stands beside it with a title."""
    toy = shipped.handle("toy")
    run = toy.run("both")
    rows = [row for row in run.records.binding_constraints() if row.levers and row.facts]
    assert rows
    frame = frame_of(BindingConstraint, rows).insert_column(
        0, pl.Series("strategy", ["both"] * len(rows))
    )
    sourced = with_sources(toy.study, [run], "both", {"binding_constraints": frame})
    table = sourced["binding_constraints"]
    assert table["facts"].dtype == pl.List(pl.String)
    titles = {lever.origin.name: lever.title for lever in run.case.strategy.levers}
    first, *_ = BESIDE
    for row, words in zip(rows, table[first], strict=True):
        for name in (*row.facts, *(one.name for one in row.levers))[:5]:
            said = f"{name}, {titles[name]} (decided)" if name in titles else name
            assert said in words
    written = written_tables(sourced)["binding_constraints"]
    assert list(written["levers"]) == [" ".join(one.name for one in row.levers) for row in rows]
    assert written[first].equals(table[first])


def test_a_table_without_rows_has_no_columns_but_for_those_of_every_run() -> None:
    empty = frame_of(BindingConstraint, [])
    written = written_tables({"binding_constraints": empty, "fate": empty})
    assert written["binding_constraints"].width == 0
    assert written["fate"].width == empty.width
