"""What it would take, on the toy by hand.

With `add` t of magnets more a year, home makes 20 + add of the 100 t its users want, up to the 50 t
that the oxide of its mine is enough for.
"""

import pytest

from monazite.api import StudyHandle
from monazite.core.errors import InvalidInput
from monazite.runs.questions.breakeven import BreakEven, break_even

PLANT = "Three times the magnets"
MAGNETS = "self_sufficiency.magnet"


def test_a_field_of_a_lever(toy: StudyHandle) -> None:
    """40 % are 20 t more."""
    found = toy.run("build").break_even(f"{PLANT}.add", MAGNETS, 0.4, 2026)
    assert found.value == pytest.approx(20, rel=1e-3)
    assert found.now == pytest.approx(0.6)
    assert "reaches 40\u00a0% where “Three times the magnets, add” is 20" in found.in_words
    assert found.in_words.endswith("Tried between 0 and 160 t/yr.")
    assert found.curve.columns == ["figure", "said", "number", "unit", "fault"]


def test_by_kind_and_in_months(toy: StudyHandle) -> None:
    """A plant that begins in month m of 2026 adds 40 (13 - m) / 12: 20 t from July on."""
    found = toy.run("build").break_even("capacity_programme.online", MAGNETS, 0.4, 2026)
    assert found.said(found.value or 0.0) == "2026-01"
    by_year = toy.run("build").break_even("capacity_programme.online", MAGNETS, 0.4, 2025)
    assert by_year.said(by_year.value or 0.0) == "2025-01"


def test_a_fact(toy: StudyHandle) -> None:
    """With a mine of 40 t of ore there is less for the same plants."""
    run = toy.run("as-now")
    found = run.break_even("capacity:hom-mine", "output.ore", 48, 2026)
    assert found.figure.name == "capacity:hom-mine#1"
    assert found.value == pytest.approx(48, rel=1e-3)
    assert (found.figure.low, found.figure.high) == (45, 55)


def test_a_plant_that_stands(toy: StudyHandle) -> None:
    """20 t stand, so 50 t take 30 t more."""
    found = toy.run("build").break_even(f"{PLANT}.add", "capacity.hom_magnets", 50, 2026)
    assert found.value == pytest.approx(30, rel=1e-3)


def test_where_there_is_none_it_is_said(toy: StudyHandle) -> None:
    found = toy.run("build").break_even(f"{PLANT}.add", MAGNETS, 0.9, 2026, high=100, points=3)
    assert found.value is None
    assert found.in_words.startswith("It is met nowhere between 0 and 100 t/yr:")
    assert "nowhere in the range" in repr(found)
    everywhere = toy.run("build").break_even(f"{PLANT}.add", MAGNETS, 0.1, 2026, points=3)
    assert everywhere.in_words.startswith("It is met everywhere")
    assert "everywhere in the range" in repr(everywhere)


def test_only_what_was_looked_at_says_where_it_is_met(toy: StudyHandle) -> None:
    """As stated 40 t give 60 %, but none of 0 to 10 t gives half, and none below 0 gives a plan."""
    run = toy.run("build")
    little = run.break_even(f"{PLANT}.add", MAGNETS, 0.5, 2026, high=10, points=3)
    assert little.now >= little.target
    assert little.in_words.startswith("It is met nowhere between 0 and 10 t/yr:")
    halved = run.break_even(f"{PLANT}.add", MAGNETS, 0.2, 2026, low=-10, high=10, points=3)
    assert halved.in_words.startswith("It is met wherever there is a plan between −10 and 10 t/yr:")


def test_a_number_that_never_moves_is_told_once(toy: StudyHandle) -> None:
    found = toy.run("build").break_even(f"{PLANT}.add", "unmet_demand", -1, 2026, points=3)
    assert "“Unmet demand at home” in 2026 is 0\u00a0t magnet/yr there, and" in found.in_words


def test_less_is_better_of_what_is_missing(toy: StudyHandle) -> None:
    """Under a halt 10 t go short; a limit of some tonnes in place of none leaves fewer short."""
    found = toy.run("halt").break_even(
        "No neodymium leaves.tonnes_per_year", "unmet_demand", 5.0, 2025, high=10.0
    )
    assert not found.rising
    assert found.now == pytest.approx(10)
    assert found.value is not None
    (nearest, *_) = found.crossings
    assert nearest.number_reached <= 5 < nearest.number_missed


def test_of_a_limit_of_nothing_more_than_a_tonne_is_tried(toy: StudyHandle) -> None:
    """Without a range: up to the 100 t of magnets that users want, where a tonne moves nothing."""
    found = toy.run("halt").break_even(
        "No neodymium leaves.tonnes_per_year", "unmet_demand", 5.0, 2025
    )
    assert found.value is not None
    assert found.value > 1.0
    assert found.in_words.endswith(
        "Tried between 0 and 100 t/yr, as much as users at home want of magnets in a year."
    )


def test_values_a_lever_refuses_are_gaps(toy: StudyHandle) -> None:
    found = toy.run("build").break_even(
        f"{PLANT}.public_share", "public_outlay", 0.0, 2026, low=0.5, high=2.0, points=4
    )
    said = {point.figure: point.fault for point in found.points}
    assert said[0.5] == ""
    assert said[2.0] == "'2.0' is out of range"


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("Nothing.add", "has one lever that goes by 'Nothing'"),
        (f"{PLANT}.ad", "'ad' of 'Three times the magnets' is no figure"),
        (f"{PLANT}.facility", "is no figure"),
        ("capacity:nowhere", "capacity:nowhere"),
    ],
)
def test_figures_that_are_not_there(toy: StudyHandle, figure: str, text: str) -> None:
    with pytest.raises(InvalidInput, match=text):
        toy.run("build").break_even(figure, MAGNETS, 0.4, 2026)


def test_ranges_that_hold_nothing(toy: StudyHandle) -> None:
    with pytest.raises(InvalidInput, match="there is nothing to look at"):
        toy.run("build").break_even(f"{PLANT}.add", MAGNETS, 0.4, 2026, low=5, high=5)


def test_a_range_in_which_a_fact_would_stop_at_a_bound(toy: StudyHandle) -> None:
    """No plant takes less than nothing: below it the curve would be flat and mean nothing."""
    run = toy.run("as-now")
    with pytest.raises(InvalidInput, match=r"hom-mine#1 at -50, .*is negative") as refused:
        run.break_even("capacity:hom-mine", "output.ore", 48, 2026, low=-50)
    assert refused.value.problems[0].remedy == "give a number of at least 0"
    wider = run.break_even("capacity:hom-mine", "output.ore", 40, 2026, low=0, points=3)
    assert wider.value == pytest.approx(40, rel=1e-3)


def test_a_picture(toy: StudyHandle) -> None:
    chart = toy.run("build").break_even(f"{PLANT}.add", MAGNETS, 0.4, 2026, points=3).plot()
    assert chart.rows["target"] == [{"value": pytest.approx(40), "text": "40"}]
    assert len(chart.rows["points"]) == chart.table().height
    (reached,) = chart.rows["reached"]
    assert (reached["figure"], reached["value"]) == (pytest.approx(20), pytest.approx(40))
    assert chart.alt.endswith("It is reached at 20 t/yr.")
    nowhere = toy.run("build").break_even(f"{PLANT}.add", MAGNETS, 0.9, 2026, points=3).plot()
    assert nowhere.rows["reached"] == []
    assert "ringed" not in nowhere.subtitle


def test_what_is_known_so_far_is_seen(toy: StudyHandle) -> None:
    """Point by point, the scan before what is narrowed down; each adds to what was known."""
    seen: list[BreakEven] = []
    run = toy.run("build")
    found = break_even(run.records, f"{PLANT}.add", MAGNETS, 0.4, 2026, points=3, seen=seen.append)
    known = [len(one.found.curve) for one in seen]
    assert known[0] == 1
    assert known == sorted(known)
    assert known[-1] == len(found.found.curve)
    assert all(not one.crossings for one in seen)
    assert set(seen[2].plot().frame["Three times the magnets, add"]) <= set(found.curve["said"])


def test_it_is_told_in_another_unit(toy: StudyHandle) -> None:
    found = toy.run("build").break_even(f"{PLANT}.add", "output.magnet", 40, 2026, points=3)
    told = found.told(1000.0, "kg/yr")
    assert told.value == found.value
    assert (told.target, told.now) == (1000 * found.target, 1000 * found.now)
    assert told.crossings[0].number_reached == 1000 * found.crossings[0].number_reached
    assert [one.number for one in told.points] == [1000 * (one.number or 0) for one in found.points]


def test_a_title_may_hold_what_the_name_of_a_fact_holds(toy: StudyHandle) -> None:
    """A colon in the title of a lever does not make a fact of it."""
    levers = toy.strategy("build").strategy.levers
    named = [one.model_copy(update={"title": "Magnets: three times"}) for one in levers]
    run = toy.run(toy.strategy("build").having(named))
    found = run.break_even("Magnets: three times.add", MAGNETS, 0.4, 2026, points=3)
    assert found.value == pytest.approx(20, rel=1e-3)


def test_what_makes_it_true_is_the_same_figure_as_the_break_even(toy: StudyHandle) -> None:
    """Both look from other ends at other points, and tell a thousandth in round figures."""
    small = toy.strategy("build").change(PLANT, add=10)
    run = toy.run(small)
    (row,) = (
        one
        for one in run.make_true(indicator=MAGNETS, target=0.4137, year=2026).to_dicts()
        if one["field"] == "add"
    )
    told = {row["needed"]}
    for high, points in ((160.0, 9), (70.0, 4), (190.0, 12)):
        found = run.break_even(
            f"{PLANT}.add", MAGNETS, 0.4137, 2026, low=0.0, high=high, points=points
        )
        assert found.value is not None
        told.add(found.said(found.value).partition(" ")[0])
    assert told == {"21.37"}
