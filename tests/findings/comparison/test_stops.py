"""What a stop takes, and what carries home through it: the toy in a year of half the magnets.

Home needs 100 t and was to get 80 t from abroad; 40 t come. By the plan of before, `as-now` makes
20 t at home and lacks nothing: the shortage is 40 t, at the choke of 20,000 USD/t. `build` makes
40 t and was to buy 60 t, of which 40 t come. Under `halt` 10 t had left already, since the presses
abroad lack oxide, and the shortage is 30 t beside them.
"""

from dataclasses import replace
from typing import Any

import pytest

from monazite.brief.sentences.worlds import says_of_stops, says_what_stops_take
from monazite.findings.comparison import in_worlds, stop_years
from monazite.findings.indicators import compute
from monazite.findings.solution import at
from monazite.parameters import stages

from ... import shipped
from ..indicators.test_indicators_by_hand import coating
from ..toy import BASE, STUDY

TOY = shipped.handle("toy")
PARTS = ("withheld_from", "other_lanes", "home_plants", "stocks", "price_response", "shortage")


def stop(strategy: str, world: str = "control") -> dict[str, Any]:
    """The one year of the stop, without its title."""
    (row,) = TOY.run(strategy, world).records.stops()
    return {name: value for name, value in row.as_row().items() if name != "title"}


@pytest.mark.parametrize(
    ("strategy", "home", "response", "shortage"),
    [("as-now", 20.0, 0.0, 40.0), ("build", 40.0, 0.0, 20.0), ("halt", 20.0, 10.0, 30.0)],
)
def test_what_home_needs_is_told_where_it_comes_from(
    strategy: str, home: float, response: float, shortage: float
) -> None:
    assert stop(strategy) == pytest.approx(
        {
            "year": 2025,
            "need": 100.0,
            "withheld_from": 40.0,
            "other_lanes": 0.0,
            "home_plants": home,
            "stocks": 0.0,
            "brought": 0.0,
            "price_response": response,
            "shortage": shortage,
            "taken": shortage,
            "home_planned": home,
            "shortage_value": shortage * 20_000.0,
        }
    )


def test_what_is_told_adds_up_to_the_need() -> None:
    for strategy in TOY.strategies:
        row = stop(strategy)
        assert sum(row[part] for part in PARTS) == pytest.approx(100.0)


INDICATORS = ("price_response", "shortage", "shortage_value")


@pytest.mark.parametrize("world", ["central", "control"])
def test_a_stop_and_the_headlines_tell_one_shortage(world: str) -> None:
    """A row of a stop, the table of worlds and the indicators: one figure for one thing."""
    for strategy in TOY.strategies:
        run = TOY.run(strategy, world)
        plan = run.solution
        for row in run.records.stops():
            told = {key: at(plan, compute(plan, key), row.year) for key in INDICATORS}
            assert {key: getattr(row, key) for key in INDICATORS} == told
            assert row.unmet == pytest.approx(at(plan, compute(plan, "unmet_demand"), row.year))
            (result,) = in_worlds({world: {strategy: plan}}, "another", [2025])
            assert (result.shock_year, result.shortage) == (row.year, row.shortage)
            assert result.unmet == pytest.approx(row.unmet)


def test_a_magnet_that_is_coated_is_given_once() -> None:
    """Users get 40 t coated from 50 t; blocks serve users too, so both count.

    Sintered at home, plants give 50 - 50 + 40 = 40 t; from blocks bought abroad, 40 - 50 = -10 t
    beside 50 t that arrive.
    """
    course = stages(STUDY, BASE, STUDY.strategies["as-now"], STUDY.worlds["control"])
    for sintered, bought, home in ((50.0, 0.0, 40.0), (0.0, 50.0, -10.0)):
        plan = coating(sintered, bought, blocks=True)
        plan.parameters["demand"].put("motors@HOM", 40.0)
        (year,) = stop_years(plan, course, [plan] * len(course))
        assert (year.need, year.home_plants, year.home_planned) == (40.0, home, home)
        assert sum(float(getattr(year, part)) for part in PARTS) == pytest.approx(40.0)


def test_a_world_without_a_stop_has_none_to_tell_of() -> None:
    assert TOY.run("as-now", "central").records.stops() == ()
    assert (TOY.shock_years("central"), TOY.shock_years("control")) == ((), (2025,))


def test_what_home_plants_help_is_said_of_every_strategy() -> None:
    rows = {name: TOY.run(name, "control").records.stops() for name in ("as-now", "build", "halt")}
    (said,) = says_of_stops("Stop", rows, "as-now")
    assert said == (
        "In “Stop” users at home need 100 t in 2025; under “as-now” 40 t of it is unmet, all of "
        "it a shortage; under “build” home plants give 20 t more and 20 t less is unmet; as much "
        "is unmet under “halt”."
    )
    some = [replace(row, shortage=30.0, price_response=10.0) for row in rows["as-now"]]
    both = {**rows, "as-now": some, "twin": rows["build"]}
    (said,) = says_of_stops("Stop", both, "as-now")
    assert "40 t of it is unmet, of which 30 t is shortage; under “build” and “twin” home" in said
    same = {**rows, "also": rows["as-now"]}
    assert says_of_stops("Stop", same, "as-now")[0].endswith(
        "; as much is unmet under “halt” and “also”."
    )


def test_the_stops_that_take_most_are_told_in_the_answer() -> None:
    rows = {name: TOY.run(name, "control").records.stops() for name in ("as-now", "build")}
    small = {name: [replace(row, shortage=1.0) for row in found] for name, found in rows.items()}
    assert says_what_stops_take({"Small": small, "A": rows, "B": rows}, "as-now", "build") == (
        "“A” brings a shortage of 40 t, of the 100 t users at home need in 2025, under “as-now” "
        "and 20 t under “build”, whose plants make 20 t more; “B” brings a shortage of 40 t, of "
        "the 100 t users at home need in 2025, under “as-now” and 20 t under “build”, whose "
        "plants make 20 t more."
    )
    same = {"as-now": rows["as-now"], "build": rows["as-now"]}
    assert says_what_stops_take({"A": same}, "as-now", "build") == (
        "“A” brings a shortage of 40 t, of the 100 t users at home need in 2025, under “as-now” "
        "and as much under “build”, whose plants make no more by then."
    )
    assert says_what_stops_take({}, "as-now", "build") == ""
