"""A run asked for ranges, ties, bottlenecks, soft rules and investors; a study for its doubts."""

import polars as pl
import pytest

from monazite.api import StudyHandle
from monazite.core.errors import InvalidInput, RulesContradict


def test_prices_are_ranges_at_home_and_abroad(toy: StudyHandle) -> None:
    run = toy.run("build")
    (_, year, _) = run.records.price_interval("oxide")
    assert (year.year, year.unit) == (2025, "USD_2024/kg oxide")
    assert [year.low, year.high] == pytest.approx([4.0, 5 / 1.1 - 0.1])
    abroad = run.price_interval("oxide", "FOR")
    assert abroad["central"].to_list() == pytest.approx([5.0, 5.0, 5.0])
    with pytest.raises(InvalidInput, match="oxyde has no price in HOM"):
        run.price_interval("oxyde")


def test_a_run_answers_again_what_it_answered(toy: StudyHandle) -> None:
    """Other questions in between leave no trace in the solver."""
    run = toy.run("halt")
    first = run.next_bottlenecks(2026, "unmet_demand")
    run.price_interval("magnet")
    assert run.undetermined().is_empty()
    toy.sensitivity("halt", 2026, ["unmet_demand"], most=3)
    assert run.next_bottlenecks(2026, "unmet_demand").equals(first)


def test_less_is_a_gain_where_less_is_better(toy: StudyHandle) -> None:
    """Under the halt home lacks 10 t; with magnet plants enough it makes them of its own oxide."""
    next_bottleneck, *_ = toy.run("halt").records.next_bottlenecks(2026, "unmet_demand")
    assert (next_bottleneck.stage, next_bottleneck.before, next_bottleneck.after) == pytest.approx(
        ("magnet", 10.0, 0.0)
    )
    assert next_bottleneck.gain == pytest.approx(10.0)


def test_doubts_are_read_in_the_year_of_decision_unless_told(toy: StudyHandle) -> None:
    rows = toy.sensitivity("build", indicators=["output.magnet"], most=2)
    assert set(rows["year"]) == {2025}
    with pytest.raises(InvalidInput, match="2031 is not reported"):
        toy.sensitivity("build", 2031)


def test_progress_is_told(toy: StudyHandle) -> None:
    told: list[str] = []
    toy.sensitivity("build", 2026, ["output.magnet"], most=2, progress=told.append)
    assert [text.split(":")[0] for text in told[-2:]] == ["Doubt 1 of 2", "Doubt 2 of 2"]


def test_without_a_plan_there_is_nothing_to_ask(torn: StudyHandle) -> None:
    run = torn.run("torn")
    for ask in (
        run.soft_rules,
        run.investors,
        run.halting,
        run.undetermined,
        lambda: run.next_bottlenecks(2026),
    ):
        with pytest.raises(RulesContradict):
            ask()
    with pytest.raises(RulesContradict):
        torn.sensitivity("torn", 2026)


def test_investors_and_soft_rules_are_frames(toy: StudyHandle) -> None:
    (plant,) = toy.run("build").investors().rows(named=True)
    assert plant["title"] == "Home magnet plant"
    assert plant["loses"] is True
    none = toy.run("build").soft_rules()
    assert (none.height, none.columns[0], none.schema["facts"]) == (0, "rule", pl.List(pl.String))


def test_why_a_halt_builds_is_a_frame(toy: StudyHandle) -> None:
    rows = toy.run("halt").halting()
    assert rows["question"].unique(maintain_order=True).to_list() == [
        *("ore", "users", "cost", "capital", "time", "turning")
    ]
    (share,) = rows.filter(pl.col("measure") == "share_of_ore", question="ore")["value"]
    assert share == pytest.approx(1 / 3)
    none = toy.run("build").halting()
    assert (none.height, none.columns) == (0, rows.columns)
