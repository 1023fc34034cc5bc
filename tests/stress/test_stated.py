"""A stop that a question states is a shock like those of the study, and is refused like them."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from monazite.api import StudyHandle, load
from monazite.brief.sentences.disruption import (
    disruption_in_words,
    reading_in_words,
)
from monazite.brief.sentences.exercise import debrief_in_words
from monazite.core.errors import InvalidInput
from monazite.findings.solution import Solution
from monazite.runs.disruptions.saved_games import saved_game
from monazite.store import ChunkStore
from monazite.stress import IN_THE_QUESTION, Stop, read_stop, simulated
from monazite.stress.draws import BLOCK
from monazite.stress.simulation import Kept
from monazite.study.beginning import begin, outlined

from .. import shipped

HALF = "FOR:magnet for 3 months at 50 %"
"""What the toy has as the shock `hold_2020`."""


@pytest.fixture(scope="module")
def toy() -> StudyHandle:
    return shipped.handle("toy")


@pytest.mark.parametrize(
    ("text", "stop"),
    [
        ("FOR for 6 months", Stop("FOR", 6.0)),
        ("FOR:magnet for 1 month", Stop("FOR", 1.0, ("magnet",))),
        ("FOR:magnet,oxide for 1.5 months at 80 %", Stop("FOR", 1.5, ("magnet", "oxide"), "", 0.8)),
        ("FOR:magnet, magnet, for 1 month", Stop("FOR", 1.0, ("magnet",))),
        (" FOR: magnet  oxide for 3 months from 2025-03 at 0.8", Stop("FOR", 3.0,
            ("magnet", "oxide"), "2025-03", 0.8)),
        ("hom_magnets for 2 months from 2026-01", Stop("hom_magnets", 2.0, (), "2026-01")),
    ],
)  # fmt: skip
def test_a_stop_is_read_as_it_is_said(text: str, stop: Stop) -> None:
    assert read_stop(text) == stop
    assert read_stop(stop.text) == stop


def test_a_stop_as_the_study_has_it_is_that_shock(toy: StudyHandle) -> None:
    known = toy.stress("both", year=2025, months=24, n=64, shock="hold_2020", month=3)
    stated = toy.stress(
        "both", year=2025, months=24, n=64, stops="FOR:magnet for 3 months from 2025-03 at 50 %"
    )
    assert known.tally.as_bytes() == stated.tally.as_bytes()
    assert stated.is_certain
    np.testing.assert_array_equal(stated.depths(5)[-1], known.depths(5)[0])
    (told,) = stated.asked_records(stated=True)
    assert (told.source, told.begins, told.depth) == (IN_THE_QUESTION, "2025-03", 0.5)
    assert [one.shock for one in known.asked_records(stated=False)] == ["hold_2020"]


def test_what_is_certain_is_drawn_as_a_line(toy: StudyHandle) -> None:
    certain, chance = (
        toy.stress("both", year=2025, months=12, n=64, stops="FOR for 6 months", alone=alone).plot()
        for alone in (True, False)
    )
    assert certain.subtitle == "% of need; every scenario is the same"
    assert certain.frame.columns == ["Month", "Short"]
    assert certain.alt.endswith(" % of need short.")
    assert "bands: half" in chance.subtitle
    assert chance.frame.columns[1] == "Short in"
    marks = [
        [layer["mark"]["type"] for layer in one.layout(640)["layer"]] for one in (certain, chance)
    ]
    assert marks == [["line", "point"], [*["area"] * 3, "line", "point"]]


def test_a_plant_stands_still(toy: StudyHandle) -> None:
    stop = Stop("hom_magnets", 4, begins="2025-02")
    found = toy.stress("both", year=2025, months=12, n=1, stops=[stop])
    ran = found.draw(0).activity[found.months.plants.index("hom_magnets")]
    planned = found.months.system.plant_plan[found.months.plants.index("hom_magnets")]
    assert not ran[1:5].any()
    assert planned[1:5].all()
    assert ran[0] == pytest.approx(planned[0])


def test_beside_what_chance_brings_it_moves_no_other_shock(toy: StudyHandle) -> None:
    options: dict[str, Any] = {"year": 2025, "months": 24, "n": 2 * BLOCK + 5}
    drawn = toy.stress("both", **options)
    beside = toy.stress("both", **options, stops="FOR for 6 months", alone=False)
    for number in (0, BLOCK, 2 * BLOCK + 4):
        np.testing.assert_array_equal(beside.depths(number)[:-1], drawn.depths(number))
    assert beside.loss.mean > drawn.loss.mean
    tally, complete = simulated(beside._task, workers=2)
    assert complete
    assert tally.as_bytes() == beside.tally.as_bytes()
    rows = beside.scenarios_frame()
    assert beside.draw(BLOCK).lost.sum() == pytest.approx(rows["lost"][BLOCK])


def test_a_stop_of_no_depth_changes_nothing(toy: StudyHandle) -> None:
    assert toy.stress("both", n=8, stops="FOR for 6 months at 0 %").loss.worst == 0.0
    options: dict[str, Any] = {"year": 2025, "months": 24, "n": 500}
    calm = toy.stress("both", **options, stops="FOR for 6 months at 0 %", alone=False)
    assert calm.tally.as_bytes() == toy.stress("both", **options).tally.as_bytes()


@pytest.mark.parametrize(
    ("study", "strategy", "stop", "told"),
    [
        ("toy", "both", "FOR for 6 months at 0 %", "nobody goes short of anything."),
        ("indonesia", "ban-2014", "idn_morowali_1 for 3 months at 0 %", "no sale is lost."),
    ],
)
def test_what_costs_nobody_anything_is_said_once(
    study: str, strategy: str, stop: str, told: str
) -> None:
    found = shipped.handle(study).stress(strategy, months=12, n=8, stops=stop)
    assert list(disruption_in_words(found))[1:] == [f"It is the same every time: {told}"]
    among = replace(found, plan=replace(found.plan, alone=False))
    *_, drawn = disruption_in_words(among)
    assert drawn.endswith(f": {told[:-1]} in any of them.")


def test_two_stops_at_once_leave_what_each_leaves(toy: StudyHandle) -> None:
    both = toy.stress("both", year=2025, months=12, n=1, stops=[HALF, "FOR for 2 months at 40 %"])
    lane = both.months.lanes.index(("magnet", "FOR"))
    planned = both.months.system.lane_plan[lane]
    np.testing.assert_allclose(both.draw(0).arrived[lane, :3] / planned[:3], [0.3, 0.3, 0.5])


def test_what_is_kept_is_kept_of_the_stop_that_was_stated(toy: StudyHandle, tmp_path: Path) -> None:
    store, names = ChunkStore(tmp_path / "kept"), set()
    for stops in ((), HALF, "FOR:magnet for 3 months at 51 %", "FOR for 3 months from 2025-02"):
        found = toy.stress("both", year=2025, months=12, n=8, stops=stops, alone=False)
        names.add(Kept(found._task, store)._name(range(1)))
    assert len(names) == 4


def test_months_begin_in_the_year_of_the_first_stop_that_says_its_month(toy: StudyHandle) -> None:
    stops = ["FOR for 2 months from 2026-04", "FOR for 2 months from 2025-11"]
    assert toy.stress("both", n=1, stops=stops).months.first == 2025
    assert toy.stress("both", n=1, stops=stops, year=2024).months.first == 2024
    with pytest.raises(InvalidInput, match="1999-04 is not among the months that are played, 2025"):
        toy.stress("both", n=1, stops=[*stops, "FOR for 1 month from 1999-04"])


@pytest.mark.parametrize(
    ("stop", "says"),
    [
        ("FRO for 3 months", r"is called 'FRO'; write 'FOR', the nearest known name"),
        ("farland for 3 months", r"is called 'farland'; write 'FOR'"),
        ("HOM for 3 months", "'HOM' is home, which sends itself nothing"),
        ("magnet for 3 months", "'magnet' sends home nothing and is no plant at home"),
        ("FOR:magnt for 3 months", "no material or form 'magnt'; write 'magnet'"),
        ("FOR:ore for 3 months", "no lane brings 'ore' home from 'FOR'; it sends"),
        ("hom_magnets:magnet for 3 months", "a plant, which stands still as a whole"),
        ("FOR for 0 months", "a stop of 0 months cannot be; give a length above 0 and up to 240"),
        ("FOR for 300 months", "a stop of 300 months cannot be"),
        ("FOR for 3 months at 180 %", "1.8 is not a part of what comes"),
        ("FOR for 3 months at -1", "-1 is not a part of what comes"),
        ("FOR for 3 months from 2035-03", "2035-03 is not among the months that are played"),
        ("FOR for 3 months from 2025-13", "'2025-13' is not a month"),
        ("FOR for x months", "'x' is not a number"),
        ("FOR:, for 3 months", "does not say who stops what for how long"),
        ("FOR 3 months", "does not say who stops what for how long"),
        (Stop("FOR", float("nan")), "a stop of nan months cannot be"),
        (Stop("FOR", 3, depth=float("nan")), "nan is not a part of what comes"),
        (Stop("FOR", "3"), "has a field of a wrong kind"),  # type: ignore[arg-type]
        (Stop("FOR", 3, "magnet"), "has a field of a wrong kind"),  # type: ignore[arg-type]
        (5, "5 is of a kind that `stress` does not take"),
    ],
)
def test_a_stop_that_cannot_be_is_refused(toy: StudyHandle, stop: Any, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        toy.stress("both", stops=stop)


def test_all_that_is_wrong_is_told_at_once(toy: StudyHandle) -> None:
    stops = ["FOR:magnt for 0 months from 2035-03 at 2", "FRO for 1 month", HALF, HALF]
    with pytest.raises(InvalidInput) as refused:
        toy.stress("both", stops=stops, shock="fier", month=99)
    fields = sorted(problem.field for problem in refused.value.problems)
    assert fields == ["month", "shock", *["stop"] * 6]
    assert f"'{read_stop(HALF).text}' is stated twice; state it once" in str(refused.value)


@pytest.mark.parametrize(
    "again",
    ["FOR:magnet for 6 months from 2025-01", "FOR:magnet,magnet for 6 months at 100 %"],
)
def test_two_stops_that_say_the_same_in_other_words_are_one(toy: StudyHandle, again: str) -> None:
    with pytest.raises(InvalidInput, match=f"'{read_stop(again).text}' is stated twice"):
        toy.stress("both", year=2025, stops=["FOR:magnet for 6 months", again])


def test_a_study_just_begun_is_stressed_by_what_is_stated(tmp_path: Path) -> None:
    folder = begin(tmp_path / "study", outlined("ore, carbonate, cathode:cathodes", "Li", "CHL"))
    study = load(folder)
    with pytest.raises(InvalidInput, match="the study has no shocks; state a stop, such as --stop"):
        study.stress(study.baseline)
    found = study.stress(study.baseline, n=8, stops="ABR:cathode for 6 months")
    assert found.loss.chance == 1.0
    said = " ".join([*disruption_in_words(found), *reading_in_words(found)])
    assert said.startswith(
        "For certain, as stated in the question, and nothing else: a stop of cathodes from the rest"
        " of the world for 6 months from "
    )
    assert "The study does not say what users hold" in said
    game = study.exercise(study.baseline, months=3, stops="ABR for 6 months")
    while not game.over:
        game.turn()
    assert game.shocks()[0].startswith("Stop of everything from the rest of the world, ")
    assert game.debrief().lost > 0.0


FURNACES = "idn_pomalaa for 3 months"


def sold(plan: Solution, material: str, year: int) -> tuple[float, float]:
    """What leaves of a material in a year, t, and what it is paid there less freight, money."""
    labels, at = plan.labels, plan.years.index(year)
    tonnes = worth = 0.0
    for row, lane in enumerate(labels.lanes):
        if lane.material == material and lane.origin == plan.home != lane.destination:
            sent = float(plan.reported("shipment")[row, at])
            there = float(plan.price(material, lane.destination)[at])
            freight = float(plan.parameters["freight"].values[row])
            tonnes, worth = tonnes + sent, worth + sent * (there - freight)
    return tonnes, worth


def test_where_nobody_at_home_uses_anything_sales_abroad_are_counted() -> None:
    """A quarter of a year of what Pomalaa makes is not sold, at what the plan sells it for.

    Other furnaces run as planned, to what they can: they have none to spare.
    """
    study = shipped.handle("indonesia")
    found = study.stress("ban-2014", year=2017, months=12, n=8, stops=FURNACES)
    (npi, every), plan = found.use_records()[-2:], found.run.solution
    place = plan.labels.facilities.index("idn_pomalaa")
    made = float(plan.reported("activity")[place, plan.years.index(2017)])
    tonnes, worth = sold(plan, "npi", 2017)
    assert npi.use == "npi"
    assert npi.tonnes == pytest.approx(made / 4.0, rel=1e-6)
    assert npi.lost == pytest.approx(worth / tonnes * made / 4.0, rel=1e-6)
    assert (every.title, every.tonnes) == ("All sales of smelted nickel", npi.tonnes)
    assert found.loss.mean == pytest.approx(npi.lost)
    assert not npi.tier


def test_without_a_stop_everything_is_sold() -> None:
    """The months of an exporter repeat its plan, ore that feeds furnaces and ore that is sold."""
    study = shipped.handle("indonesia")
    for strategy in ("no-ban", "ban-2020"):
        found = study.stress(strategy, year=2015, months=36, n=4, stops=f"{FURNACES} at 0 %")
        assert found.months.uses
        assert found.loss.mean == 0.0
        for number, good in enumerate(found.months.uses):
            need = found.months.system.offer_need[number].reshape(3, 12).sum(axis=1)
            left = [sold(found.run.solution, good, year)[0] for year in (2015, 2016, 2017)]
            assert need == pytest.approx(left, abs=1e-6)


def test_a_longer_or_deeper_stop_never_sells_more() -> None:
    study = shipped.handle("indonesia")
    path = ["1 month at 10 %", "1 month at 50 %", "1 month", "3 months", "12 months"]
    lost = [
        study.stress("ban-2014", year=2017, months=12, n=1, stops=f"idn_morowali_1 for {one}").loss
        for one in path
    ]
    assert sorted(one.mean for one in lost) == [one.mean for one in lost]
    assert lost[0].mean > 0.0


def test_sales_are_told_as_sales() -> None:
    study = shipped.handle("indonesia")
    found = study.stress("ban-2014", year=2017, months=12, n=8, stops=FURNACES)
    told, said = list(disruption_in_words(found))[-1], " ".join(reading_in_words(found))
    assert told.startswith("It is the same every time: sales of smelted nickel are lost, and all")
    assert "what the plan would have sold abroad" in said
    assert "users" not in told + said
    game = study.exercise("ban-2014", year=2017, months=4, stops=FURNACES)
    while not game.over:
        game.turn()
    assert game.debrief().lost == pytest.approx(found.loss.mean)
    assert debrief_in_words(game.debrief(), game.coin, sold=True).startswith("Sales of ")


def test_where_nothing_is_used_at_home_or_sold_that_is_said(tmp_path: Path) -> None:
    """A country that uses nothing and whose lanes abroad are cut has nothing that can be short."""
    folder = tmp_path / "indonesia"
    shutil.copytree(shipped.folder("indonesia"), folder)
    lanes = folder / "chain" / "lanes.csv"
    rows = lanes.read_text("utf-8").splitlines()
    kept = [row for row in rows if not re.search(r",(PHL )?IDN,", row)]
    lanes.write_text("\n".join(kept) + "\n", "utf-8")
    study = load(folder)
    with pytest.raises(InvalidInput, match="none of it is sold abroad"):
        study.stress(study.baseline, stops="idn_pomalaa for 3 months")


def test_a_country_that_buys_nothing_is_told_to_stop_a_plant_of_its_own() -> None:
    study = shipped.handle("indonesia")
    with pytest.raises(InvalidInput, match=r"no shocks.*--stop 'idn_mines_2009 for 6 months'"):
        study.stress(study.baseline)


def test_words_say_what_is_stated_and_what_the_study_brings(toy: StudyHandle) -> None:
    found = toy.stress(
        "both", year=2025, months=12, n=64, shock="stop", alone=False,
        stops=[HALF, "hom_magnets for 1.5 months from 2025-08"],
    )  # fmt: skip
    first, second, *_ = disruption_in_words(found)
    assert first == (
        "For certain, as stated in the question, among others that chance brings: a stop of magnets"
        " from Farland for 3 months from 2025-01 at 50 % and a stop at Home magnet plant for 1.5"
        " months from 2025-08."
    )
    assert second == "Farland stops magnets besides, for certain, from 2025-01."
    world = found.world(0)
    assert {lever.why for lever in world.levers[-2:]} == {
        "Stated in the question.", "Drawn at random from the study's tables.",
    }  # fmt: skip


def test_a_game_under_a_stop_is_saved_with_it(toy: StudyHandle) -> None:
    game = toy.exercise("both", year=2025, months=4, stops=["FOR for 4 months"])
    game.turn([("release", 0.5)])
    saved = saved_game(json.dumps(game.as_document()))
    assert saved.stops == ("FOR for 4 months",)
    with pytest.raises(InvalidInput, match="or state a longer stop"):
        toy.exercise("both", year=2025, months=4, stops="FOR for 4 months at 0 %")
