"""A brief plays the stops of worlds that bring nothing else, on the plan of its subject."""

from dataclasses import replace

import pytest

from monazite.brief.about import Briefed
from monazite.brief.analyses import BriefAnalyses, stops_to_play
from monazite.brief.asking import StopAsked, StopPlayed
from monazite.brief.topics.disruption import what_stops_bring
from monazite.core.usual import MONTHS
from monazite.parameters import shock_years, shocks, with_shocks_alone
from monazite.runs.disruptions.stated_stops import stops_of
from monazite.runs.run import Run

from .. import shipped


@pytest.fixture(scope="module")
def run() -> Run:
    return shipped.handle("toy").run("both")


def told(run: Run, *played: StopPlayed) -> Briefed:
    analyses = BriefAnalyses(stops_played=played)
    return Briefed(run.solution.study, [run], run, "as-now", analyses)


def test_worlds_that_add_nothing_but_stops_come_as_these_begin() -> None:
    study = shipped.study("india")
    usual = study.settings.world
    found = with_shocks_alone(study, usual)
    assert found == ("china-licences-again", "china-stop", "china-stop-2033")
    assert with_shocks_alone(study, "calm") == ()
    assert set(found[1:]) < set(with_shocks_alone(study, found[0])) | {found[0]}
    assert not shocks(study, usual)
    assert shock_years(study, "china-stop-2033") == (2033,)


def test_a_stop_of_a_world_is_one_of_months() -> None:
    """Half of what is not made up for is gone for as long; what home does not buy is left out."""
    (stop,) = stops_of(shipped.study("toy"), "control")
    assert stop.text == "FOR:magnet for 12 months from 2025-01 at 50 %"
    first, second = stops_of(shipped.study("india"), "china-licences-again")
    assert (first.months, first.begins, first.depth) == (6, "2028-01", pytest.approx(0.325))
    assert (second.months, second.depth) == (12, pytest.approx(0.375))
    assert stops_of(shipped.study("toy"), "central") == ()


def test_a_stop_without_an_end_lasts_for_all_months() -> None:
    study = shipped.study("toy")
    world = study.worlds["control"]
    *others, lever = world.levers
    for_good = world.model_copy(
        update={"levers": (*others, lever.model_copy(update={"end": None}))}
    )
    (stop,) = stops_of(replace(study, worlds={**study.worlds, "control": for_good}), "control")
    assert stop.months == MONTHS


def test_the_brief_tells_what_stating_the_stop_tells(run: Run) -> None:
    assert stops_to_play(run.solution, run.case) == ("control",)
    found = StopAsked(run.case, run.before, "control").answer(run.worker)
    assert found is not None
    stated = shipped.handle("toy").stress(
        "both", n=1, stops="FOR:magnet for 12 months from 2025-01 at 50 %"
    )
    assert found.lost == stated.loss.mean > 0.0
    assert found.together == stated.use_records()[-1]
    topic = what_stops_bring(told(run, found))
    assert topic.says == [
        "“Farland withholds magnets”, on the plan of “Halt and build”: home is short from 2025-06 "
        "on, by 17.5 t of magnets in all up to 2027-12. What users never get is worth 0.175 "
        "million USD; no use loses more than motors."
    ]
    (table,) = topic.tables
    assert table.rows == [["Farland withholds magnets", "Motors", "2025-06", "17.5", "0.175"]]


def test_who_goes_short_of_nothing_is_told_in_words(run: Run) -> None:
    found = StopAsked(run.case, run.before, "control").answer(run.worker)
    assert found is not None
    spared = replace(found, together=replace(found.together, chance=0.0))
    (said,) = what_stops_bring(told(run, spared)).says
    assert "nobody at home goes short of magnets. What users never get is worth" in said
    nothing = what_stops_bring(told(run, replace(spared, uses=())))
    assert nothing.says[0].endswith("nobody at home goes short by 2027-12.")
    assert not nothing.tables
    assert not what_stops_bring(told(run)).says


def test_nothing_is_played_where_nothing_withheld_comes_home(run: Run) -> None:
    assert StopAsked(run.case, run.before, "central").answer(run.worker) is None
