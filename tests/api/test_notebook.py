"""What a notebook shows: short words, small tables, pictures without a network."""

import re

import polars as pl
import pytest

from monazite.api import StudyHandle
from monazite.core.errors import InvalidInput, RulesContradict


def test_a_run_is_said_in_a_line_and_shown_as_a_small_table(toy: StudyHandle) -> None:
    run = toy.run("halt")
    assert repr(run) == "<Run of halt in central: optimal>"
    shown = run._repr_html_()
    assert len(shown) < 5_000
    assert shown.startswith("<p>&lt;Run of halt in central: optimal&gt;</p><table>")
    assert "<th>2025</th><th>2026</th>" in shown
    assert "<td>Home cost at border prices</td><td>USD_2024/yr</td><td>halt</td>" in shown


def test_a_comparison_is_said_in_a_line_and_shown_as_a_small_table(toy: StudyHandle) -> None:
    comparison = toy.compare("as-now", "halt")
    assert repr(comparison) == "<Comparison in central: as-now, halt; against as-now>"
    assert len(re.findall("<td>halt</td>", comparison._repr_html_())) == 4


def test_without_a_plan_there_is_a_line_and_no_table(torn: StudyHandle) -> None:
    run = torn.run("torn")
    assert run._repr_html_() == "<p>&lt;Run of torn in central: infeasible&gt;</p>"
    with pytest.raises(RulesContradict):
        run.plot()
    beside = torn.compare("as-now", "torn")
    assert repr(beside) == "<Comparison in central: as-now, torn (infeasible); against as-now>"
    assert set(beside.plot().rows["lines"][0]) == set(torn.run("as-now").plot().rows["lines"][0])


def test_a_run_and_a_comparison_are_drawn_with_the_baseline(toy: StudyHandle) -> None:
    alone, beside = toy.run("halt").plot(), toy.compare("as-now", "halt").plot()
    assert alone.kind == "headline_lines"
    assert alone.rows == beside.rows
    one = toy.run("halt").plot(["unmet_demand"])
    assert len(one.rows["ends"]) == 2, "one panel, two strategies"
    assert one._repr_mimebundle_()["image/svg+xml"].startswith("<svg")
    with pytest.raises(InvalidInput, match="there is no indicator 'unmet'"):
        toy.run("halt").plot(["unmet"])


def test_a_wrong_name_is_said_without_a_traceback(toy: StudyHandle) -> None:
    with pytest.raises(InvalidInput) as caught:
        toy.run("hlt")
    assert caught.value._render_traceback_() == [
        "InvalidInput: strategy: there is no strategy 'hlt'; write 'halt', the nearest known name."
    ]


def test_headlines_and_comparisons_become_frames_of_pandas(toy: StudyHandle) -> None:
    run = toy.run("halt")
    there = run.headlines.to_pandas()
    assert there["value"].to_list() == run.headlines["value"].to_list()
    assert str(there["year"].dtype) == "int64"
    table = toy.compare("as-now", "halt").to_pandas()
    assert {"indicator", "as-now", "halt", "halt - as-now", "halt mark"} <= set(table.columns)


def test_frames_have_their_columns_without_rows(torn: StudyHandle, toy: StudyHandle) -> None:
    there, none = toy.run("halt"), torn.run("torn")
    for ask in ("binding_constraints", "calibration"):
        found, nothing = getattr(there, ask)(), getattr(none, ask)()
        assert nothing.is_empty()
        assert nothing.schema == found.schema
    assert none.stops().schema["need"] == pl.Float64


def test_columns_are_those_the_docstrings_name(toy: StudyHandle) -> None:
    run = toy.run("halt")
    frames = {
        run.binding_constraints: run.binding_constraints(),
        run.stops: run.stops(),
        run.calibration: run.calibration(),
        run.conflict: run.conflict(),
        run.fate: run.fate(),
        run.flows: run.flows(),
        run.indicators: run.headlines,
        run.halting: run.halting(),
        run.investors: run.investors(),
        run.ladder: run.ladder(2026),
        run.price_interval: run.price_interval("oxide"),
        run.soft_rules: run.soft_rules(),
        run.trace: run.trace("output", 2026),
        run.undetermined: run.undetermined(),
        run.next_bottlenecks: run.next_bottlenecks(2026, most=1),
        toy.sensitivity: toy.sensitivity("halt", 2026, ["output"], most=1),
        toy.claims: toy.claims(),
    }
    missing = {
        method.__name__: set(frame.columns) - set(re.findall(r"\w+", method.__doc__ or ""))
        for method, frame in frames.items()
    }
    assert not any(missing.values()), missing
