"""Groups of facts are swapped in draws of all of them, and each decides what it feeds."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from monazite.api import StudyHandle
from monazite.cases.draws import REASON, drawn_inputs
from monazite.cases.input_groups import groups_of
from monazite.core.errors import InvalidInput, Problem, SolveFailed
from monazite.evidence import fact_named
from monazite.runs.draws import grouped as grouping
from monazite.runs.draws import solved_draws
from monazite.runs.draws.closing import facts_of
from monazite.runs.draws.grouped import Grouped, grouped
from monazite.store import ReadingStore

MAGNETS = "self_sufficiency.magnet"
ORE = "output.ore"


def test_every_input_is_in_the_group_of_its_table(toy: StudyHandle) -> None:
    worker = toy.run("build").worker
    _ = worker.base
    inputs = drawn_inputs(worker.study)
    groups = groups_of(inputs)
    assert sorted(name for one in groups for name in one.inputs) == sorted(
        one.name for one in inputs
    )
    by_name = {one.name: one for one in inputs}
    single = {one.name for one in inputs if one.facts == (one.name,)}
    for group in groups:
        assert {fact_named(name).table for name in group.inputs if name in single} <= {group.name}
        assert group.grade == max(by_name[name].grade for name in group.inputs)
    assert {"Capacity", "Demand"} <= {group.title for group in groups}


def test_a_group_decides_what_it_feeds_and_another_nothing(toy: StudyHandle) -> None:
    """Home ore is what the mine makes: capacity decides all of it, alone as with others."""
    found = toy.ensemble("both", draws=24, indicators=[ORE, MAGNETS])
    ore = found.groups(ORE, 2026, "both", draws=24)
    first, *others = ore.rows
    assert (first.input, first.title) == ("capacity", "Capacity")
    assert first.total == pytest.approx(1.0, abs=2 * first.total_error)
    assert first.first_order == pytest.approx(1.0, abs=2 * first.first_order_error)
    assert first.draws == 24
    assert all(one.total == pytest.approx(0.0, abs=1e-9) for one in others)
    assert repr(ore) == f"<Indices of {ORE} in 2026: {len(ore.rows)} groups, 24 draws>"
    chart = ore.plot()
    assert chart.table()["Group"].to_list() == [one.title for one in ore.rows]
    assert "what each group decides" in chart.title
    magnets = found.groups(MAGNETS, 2026, "both", draws=24)
    assert magnets.rows[0].input == "capacity"
    assert magnets.rows[0].total > 3 * magnets.rows[0].total_error


def test_the_group_of_all_facts_decides_all(toy: StudyHandle) -> None:
    names = ["capacity:hom-magnets#1", "capacity:hom-mine#1"]
    found = toy.ensemble("both", draws=16, indicators=[MAGNETS], inputs=names)
    (whole,) = found.groups(MAGNETS, 2026, "both").rows
    assert whole.total == pytest.approx(1.0, abs=2 * whole.total_error)
    assert whole.first_order == pytest.approx(1.0, abs=2 * whole.first_order_error)


def test_draws_of_the_ensemble_are_those_that_are_swapped(
    toy: StudyHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first set is not solved again, and swaps keep all but one group where it was."""
    found = toy.ensemble("both", draws=8, indicators=[ORE])
    seen: list[Any] = []
    each = solved_draws.each_draw

    def hearing(draws: Any, *more: Any) -> Any:
        asked = list(draws)
        seen.extend(asked)
        return each(iter(asked), *more)

    monkeypatch.setattr(grouping, "each_draw", hearing)
    grouped(found, 2026, "both", draws=8)
    groups = groups_of(found.inputs)
    assert len(seen) == 8 * (len(groups) + 1)
    at = {name: float(part[0]) for name, part in found.parts.items()}
    second = seen[0].parts
    assert not set(at.values()) & set(second.values())
    for group, draw in zip(groups, seen[1 : 1 + len(groups)], strict=True):
        assert draw.parts == {**at, **{name: second[name] for name in group.inputs}}
    worker = found.runs[-1].worker
    facts = facts_of(worker.study, found.inputs, at)
    first = worker.baseline_of(found.runs[-1].case.with_facts(facts, REASON))
    assert seen[0].after is None
    assert {draw.after for draw in seen[1 : 1 + len(groups)]} == {first}


def test_too_few_draws_are_told_in_words(toy: StudyHandle) -> None:
    few = toy.ensemble("both", draws=7, indicators=[ORE])
    with pytest.raises(InvalidInput, match="cannot be told from 7 draws; draw 8 or more"):
        few.groups(ORE, 2026, "both")


def test_what_was_swapped_is_kept_and_asked_again_takes_no_solve(
    toy: StudyHandle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ReadingStore(tmp_path)
    found = toy.ensemble("both", draws=8, indicators=[ORE], store=store)
    told = found.groups(ORE, 2026, "both", draws=8, store=store)
    run = found.runs[-1]
    (kept,) = [one for _, one in _kept(run, store)]
    assert kept.decides[ORE] == told.rows
    assert sum(kept.sizes.values()) == len(found.inputs)
    monkeypatch.setattr(grouping, "each_draw", None)
    assert found.groups(ORE, 2026, "both", draws=8, store=store).rows == told.rows
    with pytest.raises(TypeError):
        found.groups(ORE, 2025, "both", draws=8, store=store)
    some = toy.ensemble("both", draws=8, indicators=[ORE], inputs=["capacity:hom-mine#1"])
    monkeypatch.undo()
    some.groups(ORE, 2026, "both", draws=8, store=store)
    assert [one.inputs for _, one in _kept(run, store)] == [1, len(found.inputs)]


def _kept(run: Any, store: ReadingStore) -> list[tuple[str, Grouped]]:
    from monazite.runs.plan.kept_findings import _all

    return list(_all(run.records, Grouped, store))


def test_who_stops_it_has_the_draws_that_were_swapped_whole(
    toy: StudyHandle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ReadingStore(tmp_path)
    found = toy.ensemble("both", draws=12, indicators=[ORE])
    whole = {one.input: one for one in found.groups(ORE, 2026, "both", draws=12).rows}
    each, groups = solved_draws.each_draw, len(groups_of(found.inputs))
    solved = 0

    def stopped(*asked: Any) -> Any:
        nonlocal solved
        for said in each(*asked):
            if solved == 8 * (groups + 1) + 2:  # of the ninth draw all facts, and one group
                raise SolveFailed(Problem(message="gone", remedy="none"))
            solved += 1
            yield said

    monkeypatch.setattr(grouping, "each_draw", stopped)
    part = found.groups(ORE, 2026, "both", draws=12, store=store)
    assert {one.input: one.draws for one in part.rows if one.total} == {"capacity": 9}
    assert whole["capacity"].draws == 12
    assert not grouped(found, 2026, "both", 12).complete
    assert _kept(found.runs[-1], store) == []


def test_a_group_that_moves_nothing_is_swapped_in_the_first_draws_alone(toy: StudyHandle) -> None:
    found = toy.ensemble("both", draws=12, indicators=[ORE])
    told = {one.input: one for one in found.groups(ORE, 2026, "both", draws=12).rows}
    assert {name: one.draws for name, one in told.items()} == {
        name: 12 if name == "capacity" else 8 for name in told
    }
    both = toy.ensemble("both", draws=12, indicators=[ORE, MAGNETS])
    moving = {one.input for one in both.groups(MAGNETS, 2026, "both").rows if one.total >= 0.01}
    assert {one.input for one in both.groups(ORE, 2026, "both").rows if one.draws == 12} == moving


def test_processes_and_one_come_to_the_same(toy: StudyHandle) -> None:
    found = toy.ensemble("both", draws=8, indicators=[ORE])
    one, two = (
        found.groups(ORE, 2026, "both", draws=8, workers=workers).rows for workers in (1, 2)
    )
    assert one == two
    assert all(np.isfinite([each.total, each.total_error]).all() for each in one)


@pytest.mark.parametrize("draws", [0, 7, 9])
def test_groups_cannot_be_swapped_in_too_few_draws_or_more_than_there_are(
    toy: StudyHandle, draws: int
) -> None:
    found = toy.ensemble("both", draws=8, indicators=[ORE])
    with pytest.raises(InvalidInput, match=f"swapped in {draws} of 8 draws"):
        found.groups(ORE, 2026, "both", draws=draws)
    with pytest.raises(InvalidInput, match="2050"):
        found.groups(ORE, 2050, "both", draws=8)
    with pytest.raises(InvalidInput, match="there is no indicator 'ore'"):
        found.groups("ore", 2026, "both", draws=8)
