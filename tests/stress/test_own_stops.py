"""Stops of the world that months are played in strike once: in the months, on the plan without."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from monazite.api import StudyHandle, load
from monazite.brief.sentences.disruption import disruption_in_words
from monazite.brief.sentences.exercise import debrief_in_words
from monazite.runs.disruptions.calm import begin_within, without_stops
from monazite.runs.disruptions.stress import Stress
from monazite.strategy import ForeignExportControl

from .. import shipped
from ..hold import write_hold

HALF = "FOR:magnet for 12 months from 2025-01 at 50 %"


@pytest.fixture(scope="module")
def toy() -> StudyHandle:
    return shipped.handle("toy")


@pytest.fixture(scope="module")
def own(toy: StudyHandle) -> Stress:
    return toy.stress("both", world="control", year=2024, n=64)


def test_a_stop_of_the_world_is_the_same_stop_stated(toy: StudyHandle, own: Stress) -> None:
    """The plan of the world goes without half of the year's magnets, and the months would again."""
    stated = toy.stress("both", world="central", year=2024, n=64, stops=HALF, alone=False)
    assert own.use_records() == stated.use_records()
    assert own.worst_records() == stated.worst_records()
    assert own.run.case.world.name == "control"
    assert [stop.text for stop in own.own] == [HALF]
    assert not stated.own


def test_who_states_that_very_stop_plays_it_once(toy: StudyHandle) -> None:
    alone = toy.stress("both", world="control", n=1, stops=HALF)
    calm = toy.stress("both", world="central", n=1, stops=HALF)
    assert alone.use_records() == calm.use_records()
    assert alone.loss.mean == calm.loss.mean > 0.0


@pytest.mark.parametrize(
    ("year", "months", "struck"), [(2024, 12, 0), (2024, 13, 1), (2026, 12, 0)]
)
def test_only_stops_that_begin_in_the_months_are_played(
    toy: StudyHandle, year: int, months: int, struck: int
) -> None:
    """What began before is part of every plan there could be; what comes later is no matter."""
    run = toy.run("both", world="control")
    found = begin_within(run, year, months)
    assert len(found) == struck
    assert (without_stops(run, found) is run) is (struck == 0)


def test_what_home_does_not_buy_is_part_of_the_plan() -> None:
    """Of five controls of 2025 in the world of India one withholds from India what India buys."""
    run = shipped.handle("india").run("as-now")
    controls = [one for one in run.case.world.levers if isinstance(one, ForeignExportControl)]
    titles = [one.title for one in begin_within(run, 2025, 12)]
    assert "Licensing stop towards India" in titles
    assert "Licensing stop, magnets" not in titles
    assert len(titles) < len(controls)
    assert begin_within(run, 2029, 36) == ()


def test_it_is_said_whose_stop_it_is_and_on_which_plan(own: Stress) -> None:
    first, second, *_ = disruption_in_words(own)
    assert first == (
        "For certain, as stated by the world, among others that chance brings: a stop of magnets"
        " from Farland for 12 months from 2025-01 at 50 %."
    )
    assert second == (
        "What the world states strikes a plan without it: in the world's own plan home goes without"
        " for that stop already."
    )


def test_nothing_else_is_said_where_more_is_certain(toy: StudyHandle) -> None:
    """A stop of the question, one of the world and a shock of the study, each told as it is."""
    stated = "FOR:magnet for 2 months from 2024-03"
    alone = list(
        disruption_in_words(
            toy.stress("both", world="control", year=2024, n=64, stops=stated, shock="fire")
        )
    )
    assert alone[0].startswith("For certain, as stated in the question: a stop of magnets")
    assert alone[1].startswith("For certain, as stated by the world: a stop of magnets")
    assert not any("nothing else" in one for one in alone)
    assert any(one.endswith("besides, for certain, from 2024-01.") for one in alone)


def test_a_control_without_an_end_lasts_as_long_as_is_played(toy: StudyHandle) -> None:
    world = toy.study.worlds["control"]
    *others, lever = world.levers
    for_good = world.model_copy(
        update={"levers": (*others, lever.model_copy(update={"end": None}))}
    )
    found = toy.stress("both", world=for_good, year=2025, months=48, n=1)
    assert [stop.months for stop in found.own] == [48]
    assert (found.depths(0)[-1] == 0.5).all()


def test_what_chance_adds_is_told_beside_a_stop_of_the_world(own: Stress) -> None:
    assert own.plan.by_chance
    assert {one.shock for one in own.tornado_records()} >= {"fire", "boom"}


def test_a_draw_opens_as_a_world_in_which_the_stop_stands_once(own: Stress) -> None:
    world = own.world(0)
    in_2025 = [
        lever
        for lever in world.levers
        if isinstance(lever, ForeignExportControl) and lever.start == "2025-01"
    ]
    assert [lever.why for lever in in_2025] == ["Stated by the world."]


def test_a_game_is_played_on_the_plan_without_it_too(toy: StudyHandle) -> None:
    game = toy.exercise("both", world="control", year=2024, months=24)
    calm = toy.exercise("both", world="central", year=2024, months=24)
    assert game.run.world == "control"
    np.testing.assert_array_equal(game.months.system.lane_plan, calm.months.system.lane_plan)
    for _ in range(24):
        game.turn()
    assert any("Stop of magnets from Farland" in one for one in game.shocks())
    told = debrief_in_words(game.debrief(), game.coin, sold=False, own=game.own)
    assert told.endswith("in the world's own plan home goes without for that stop already.")


def test_an_episode_is_played_on_a_plan_that_does_not_know_it(tmp_path: Path) -> None:
    handle = load(write_hold(shutil.copytree(shipped.folder("toy"), tmp_path / "toy")))
    central = handle.study.worlds["central"]
    control = handle.study.worlds["control"].levers[-1]
    known = control.model_copy(update={"start": "2024-03", "end": "2024-05", "title": "The hold"})
    world = central.model_copy(update={"levers": (*central.levers, known)})
    twice = handle.hindcast_months("hold", world)
    once = handle.hindcast_months("hold", central)
    assert twice.month_records() == once.month_records()
    assert "in the world central without “The hold”, which the months play" in twice.page()
    assert "which the months play" not in once.page()
