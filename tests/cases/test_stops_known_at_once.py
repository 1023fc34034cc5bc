"""Stops abroad that are foreseen, or begin in the first year, and what they are held against."""

import numpy as np
import pytest

from monazite.cases import Case, Worker
from monazite.findings.account.shortage import plan_before
from monazite.model import Asked, LikeCourses, Session
from monazite.parameters.staging import without_foreseen_stops
from monazite.strategy import World

from ..shipped import handle, study

LANE = "magnet:FOR>HOM"


def control(**fields: object) -> World:
    """The world in which half of the magnets do not come, at another time or foreseen."""
    world = study("toy").worlds["control"]
    levers = tuple(
        lever.model_copy(update=fields) if lever.kind == "foreign_export_control" else lever
        for lever in world.levers
    )
    return world.model_copy(update={"levers": levers})


def case(world: World, strategy: str = "as-now") -> Case:
    """A strategy of the toy in it."""
    return Case(study("toy").strategies[strategy], world)


FIRST = {"start": "2024-01", "end": "2025-01"}


def test_a_stop_of_the_first_year_is_news_of_it() -> None:
    """The year opens without it and again with it, which leaves half of what was to come."""
    found = Worker(study("toy")).solve(case(control(**FIRST)))
    calm, stopped = found.outcomes
    assert [stage.opens for stage in found.stages] == [2024, 2024]
    assert [len(stage.stops) for stage in found.stages] == [0, 1]
    was, sent = (float(one["shipment"].sel(lane=LANE, period=2024)) for one in (calm, stopped))
    assert was > 0
    assert sent == pytest.approx(0.5 * was, rel=1e-5)
    assert plan_before(stopped, 2024) is calm
    assert plan_before(calm, 2024) is None


def test_the_year_that_opens_twice_is_two_turns() -> None:
    """What pools ask once the stop is known is nothing to go by before it is."""
    worker = Worker(study("toy"))
    calm, stopped = worker.staged(case(control(**FIRST)))
    assert calm.turn < stopped.turn
    first, second = worker.solve(case(control(**FIRST))).outcomes
    asked = [Asked.in_plan(stage, one) for stage, one in ((calm, first), (stopped, second))]
    turns = (calm.turn, stopped.turn)
    like = LikeCourses(
        near=tuple(zip(turns, (first, second), strict=True)),
        asked=tuple(zip(turns, asked, strict=True)),
    )
    assert [like.prices(turn) for turn in turns] == asked
    assert [like.outcomes(turn) for turn in turns] == [[first], [second]]
    assert like.prices((2025, False)) is asked[1], "what was asked last"


def test_what_it_takes_is_told_as_a_stop_with_a_shortage() -> None:
    """As of any other stop: what is missing beyond the plan of before is no answer to a price."""
    run = handle("toy").run_case(case(control(**FIRST)))
    (row,) = run.records.stops()
    assert row.year == 2024
    assert row.shortage > 0
    assert row.taken > 0


def test_a_stop_that_is_foreseen_is_held_against_the_same_plan_without_it() -> None:
    """In every stage, also in those that open with news."""
    worker = Worker(study("toy"))
    found = worker.solve(case(control(foreseen=True)))
    calm = worker.solve(case(study("toy").worlds["central"]))
    assert [stage.stops for stage in found.stages] == [()]
    was, sent = (
        float(one.outcome["shipment"].sel(lane=LANE, period=2025)) for one in (calm, found)
    )
    assert sent == pytest.approx(0.5 * was, rel=1e-5)


def test_a_stop_from_before_the_first_year_is_no_news() -> None:
    """It is as if it had been foreseen: half of what would come in each year it lasts."""
    worker = Worker(study("toy"))
    found = worker.solve(case(control(start="2023-01", end="2026-01")))
    calm = worker.solve(case(study("toy").worlds["central"]))
    assert [(stage.stops, len(stage.foreseen)) for stage in found.stages] == [((), 1)]
    for year in (2024, 2025):
        was, sent = (
            float(one.outcome["shipment"].sel(lane=LANE, period=year)) for one in (calm, found)
        )
        assert sent == pytest.approx(0.5 * was, rel=1e-5)


@pytest.mark.parametrize("fields", [{"foreseen": True}, FIRST])
def test_the_answer_depends_on_nothing_asked_before(fields: dict[str, object]) -> None:
    """A worker that has answered the same without the stop gives the same bits."""
    asked = case(control(**fields), "both")
    fresh, other = Worker(study("toy")), Worker(study("toy"))
    other.solve(case(study("toy").worlds["central"], "both"))
    one, two = fresh.solve(asked).outcome, other.solve(asked).outcome
    assert one.objective == two.objective
    assert np.array_equal(one["shipment"].values, two["shipment"].values)


@pytest.mark.parametrize(
    ("world", "solves"),
    [("central", 1), ("control", 2), ("foreseen", 2), ("first", 2)],
)
def test_nothing_more_is_solved_where_no_stop_is_foreseen(
    world: str, solves: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One stage each in a calm world; one more for a stop, foreseen or not."""
    worlds = {
        **study("toy").worlds,
        "foreseen": control(foreseen=True),
        "first": control(**FIRST),
    }
    counted: list[int] = []
    solve = Session.solve

    def counting(self: Session, *args: object, **named: object) -> object:
        counted.append(1)
        return solve(self, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Session, "solve", counting)
    Worker(study("toy")).solve(case(worlds[world]))
    assert len(counted) == solves


@pytest.mark.parametrize("name", ["india", "indonesia", "toy"])
def test_no_world_that_ships_foresees_a_stop(name: str) -> None:
    one = study(name)
    assert all(without_foreseen_stops(one, world) is world for world in one.worlds.values())
