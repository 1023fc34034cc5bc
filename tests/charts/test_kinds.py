"""What each kind of chart does to its rows."""

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monazite import charts
from monazite.charts import (
    bottleneck_strip,
    calibration_dots,
    fate_of_tonnes,
    headline_lines,
    supply_by_origin,
    unmet_by_use,
)
from monazite.charts.axes import legend
from monazite.charts.calibration import tally
from monazite.charts.headlines import moved_apart
from monazite.charts.theme import (
    BASELINE,
    INDUSTRY,
    ORIGIN,
    STRATEGY,
    config,
    contrast,
    on_dark,
)
from monazite.findings.account import Fate, Whereabouts

from . import samples
from .samples import MAGNET, by_year, constraint


def test_supply_stacks_every_origin_and_fills_with_zero() -> None:
    rows = samples.supply().rows["supply"]
    assert [(row["origin"], row["value"]) for row in rows if row["year"] == 2024] == [
        ("home", 10),
        ("recycled", 0),
        ("partner", 0),
        ("abroad", 90),
        ("stockpile", 0),
        ("short", 0),
    ]


def test_supply_says_trend_crossing_and_gap() -> None:
    assert samples.supply().alt == (
        "Need stays near 100\u00a0t magnet/yr from 2024 to 2026. "
        "Made at home rises from 10 in 2024 to 70\u00a0t magnet/yr in 2026. "
        "Bought from abroad falls from 90 in 2024 to 20\u00a0t magnet/yr in 2026. "
        "Unmet demand rises from 0 in 2024 to 10\u00a0t magnet/yr in 2026. "
        "Made at home passes bought from abroad in 2026. "
        "In 2026 supply covers 90\u00a0% of the need, 10\u00a0t magnet/yr is unmet. "
        "Home and recycled in As now falls from 100 in 2024 to 80\u00a0t magnet/yr in 2026."
    )


def test_supply_table_has_a_column_with_its_unit_for_each_series() -> None:
    table = samples.supply().table()
    assert table.columns[:2] == ["Year", "Made at home (t magnet/yr)"]
    assert table.columns[-2:] == ["Need (t magnet/yr)", "Home and recycled in As now (t magnet/yr)"]
    assert table["Need (t magnet/yr)"].to_list() == [100, 100, 100]


def test_supply_reads_a_frame_as_well_as_rows() -> None:
    rows = by_year((1, 2, 3), origin="home", unit=MAGNET)
    need = by_year((1, 2, 3))
    assert supply_by_origin(pl.DataFrame(rows), pl.DataFrame(need)).rows == (
        supply_by_origin(rows, need).rows
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"origin": "moon", "year": 2024, "value": 1, "unit": "t"}], "no origin moon"),
        ([{"origin": "home", "year": 2024, "value": 1}], "row 0 has no unit"),
        (
            [
                {"origin": "home", "year": 2024, "value": 1, "unit": "t magnet/yr"},
                {"origin": "abroad", "year": 2024, "value": 1, "unit": "t oxide/yr"},
            ],
            "'t magnet/yr' and 't oxide/yr'",
        ),
    ],
)
def test_supply_refuses_what_it_cannot_draw(rows: list[samples.Row], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        supply_by_origin(rows, [])


def test_strip_shows_the_binding_or_fullest_of_several_ceilings() -> None:
    cells = {
        (row["lines_above"], row["year"]): row
        for row in samples.binding_constraints().rows["cells"]
    }
    assert (cells[1, 2024]["text"], cells[1, 2024]["binding"]) == ("90", False)
    assert (cells[1, 2025]["text"], cells[1, 2025]["binding"]) == ("100", True)
    assert cells[0, 2025]["text"] == "–", "a year without a limit in force is empty, not zero"
    assert cells[1, 2025]["description"] == (
        "2025, Plant aluva: 100\u00a0% of the limit in use (output within capacity). It binds; "
        "one more tonne a year is worth to its owner 41\u00a0USD/kg oxide (2024 prices)."
    )


def test_strip_gives_a_floor_its_own_line() -> None:
    names = [row["text"] for row in samples.binding_constraints().rows["names"]]
    assert names == [
        "Mining",
        "Plant sand",
        "Separation",
        "Plant aluva",
        "Forced: Plant aluva",
    ]


def test_what_is_forced_has_no_colour_of_what_is_full() -> None:
    full = constraint("a", 2024, 1.0, binding=True)
    ceiling, floor = bottleneck_strip([full, full | {"sense": "floor"}]).rows["cells"]
    assert (ceiling["text"], floor["text"]) == ("100", "100")
    assert (ceiling["step"], floor["step"]) == ("95 to 100", "under 25")
    assert "100\u00a0% of what runs is forced" in floor["description"]


def test_a_panel_of_nothing_has_no_scale_but_zero() -> None:
    rows = [
        {"indicator": key, "title": key, "unit": "t", "strategy": "a", "year": year, "value": value}
        for key, value in (("nothing", 0.0), ("something", 3.0))
        for year in (2025, 2026)
    ]
    panels = headline_lines(rows, baseline="a").layout(600)["concat"]
    axes = [panel["layer"][0]["encoding"]["y"] for panel in panels]
    assert [axis["axis"].get("values") for axis in axes] == [[0], None]


def test_strip_says_only_of_what_is_full_that_it_is() -> None:
    rows = bottleneck_strip([constraint("a", 2024, 0.9999), constraint("a", 2025, 1.0)]).rows[
        "cells"
    ]
    assert [row["text"] for row in rows] == ["99", "100"]


@pytest.mark.parametrize("width", [680, 720, 1000])
def test_names_of_lines_stand_whole_and_leave_the_numbers_room(width: int) -> None:
    """The longest name of a study that ships, beside seventeen years, as on paper."""
    long = "Forced: Toyotsu Rare Earths India, Visakhapatnam"
    given = [constraint("a", year, 1.0, binding=True) for year in range(2024, 2041)]
    drawn = bottleneck_strip([row | {"title": long} for row in given]).svg(width)
    assert long in drawn
    assert "…" not in drawn
    assert drawn.count(">100<") == 17


def test_strip_says_where_and_when_limits_bind() -> None:
    assert samples.binding_constraints().alt == (
        "Limits bind at separation in 2025–2026. Plant aluva binds longest, 2 years. One more "
        "tonne is worth most to its owner at Plant aluva in 2025: "
        "41\u00a0USD/kg oxide (2024 prices)."
    )
    assert bottleneck_strip([constraint("a", 2024, 0.5)]).alt == "No limit binds in any year."
    assert bottleneck_strip([]).alt == "No limit binds in any year."


def test_a_narrow_strip_leaves_out_what_the_colour_of_a_bound_cell_says() -> None:
    full = constraint("a", 2024, 1.0)
    rows = [full | {"year": year, "binding": year == 2024} for year in range(2024, 2041)]
    strip = bottleneck_strip(rows)

    assert strip.svg(900).count(">100</text>") == 17
    assert strip.svg(340).count(">100</text>") == 16


def test_headlines_tell_strategies_apart_by_colour_dash_and_label() -> None:
    chart = samples.headlines()
    layer = chart.spec["concat"][0]["layer"][0]["encoding"]
    placed = {row["strategy"]: row["place"] for row in chart.rows["lines"]}
    assert placed == {"What the article says": 0, "As now": 1}
    assert layer["stroke"]["scale"]["domain"] == [0, 1]
    assert len({str(dash) for dash in layer["strokeDash"]["scale"]["range"]}) == 2
    assert [row["strategy"] for row in chart.rows["ends"] if row["panel"] == "home_cost"] == [
        "As now",
        "What the article says",
    ]


def test_headlines_keep_their_look_when_a_strategy_is_called_otherwise() -> None:
    rows = [
        row for key in "xyz" for row in by_year((1, 2, 3), indicator=key, unit="1", strategy="own")
    ]
    looks = [
        headline_lines(rows, baseline="none", strategies={"own": title}).layout(1000)
        for title in ("As announced", "As announced, changed")
    ]
    assert looks[0] == looks[1]


def test_headlines_fill_their_rows_and_leave_labels_the_room_they_take() -> None:
    rows = [
        row
        for key in "abcdefghi"
        for row in by_year((1, 2, 3), indicator=key, unit="1", strategy="own")
    ]
    chart = headline_lines(rows, baseline="none", strategies={"own": "What the article says"})
    columns = {width: chart.layout(width)["columns"] for width in (350, 890, 1500)}
    assert columns == {350: 1, 890: 2, 1500: 3}, "of nine, four beside one another leave one alone"
    panel = chart.layout(890)["concat"][0]
    drawn = panel["layer"][0]["encoding"]["x"]["scale"]["range"][1]
    assert panel["width"] - drawn == 128, "21 letters, of which others took 160"
    assert drawn > 0.65 * panel["width"]


def test_headlines_show_shares_in_per_cent_and_budgets_in_millions() -> None:
    rows = samples.headlines().rows["lines"]
    article = [row["value"] for row in rows if row["strategy"] == "What the article says"]
    assert article == pytest.approx([10, 20, 30, 200, 200, 350])


def test_headlines_refuse_more_strategies_than_can_be_told_apart() -> None:
    rows = [
        row
        for strategy in "abcdefg"
        for row in by_year((1, 2, 3), indicator="x", unit="1", strategy=strategy)
    ]
    with pytest.raises(ValueError, match="7 strategies cannot be told apart"):
        headline_lines(rows, baseline="none")


@given(st.lists(st.floats(0, 100), max_size=6).map(sorted))
def test_labels_keep_their_order_and_distance(values: list[float]) -> None:
    places = moved_apart(values, 10, 0.0)
    assert len(places) == len(values)
    assert all(place >= -1e-9 for place in places)
    steps = [second - first for first, second in pairwise(places)]
    assert all(step >= 10 - 1e-9 for step in steps)


def test_labels_that_have_room_stay_where_the_lines_end() -> None:
    assert moved_apart([5, 40, 80], 10, 0.0) == [5, 40, 80]
    assert moved_apart([50, 50], 10, 0.0) == [45, 55]


def test_unmet_adds_uses_up_by_industry() -> None:
    chart = samples.unmet()
    rows = [(row["series"], row["value"]) for row in chart.rows["bars"] if row["year"] == 2025]
    assert rows == [("EV motors", 40), ("Other", 0)]
    assert chart.table()["Total (t magnet/yr)"].to_list() == [0, 40, 80]
    assert chart.alt.endswith("Over all years the largest part, 83\u00a0%, falls on EV motors.")


def test_unmet_says_when_nothing_goes_short() -> None:
    chart = samples.unmet(0.0)
    assert chart.alt == "No demand is unmet."
    assert chart.rows["remark"] == [{"text": "No demand is unmet."}]


def test_industries_no_colour_is_left_for_are_put_together() -> None:
    rows = [
        row
        for place in range(7)
        for row in by_year((1, 1, 1), use=f"use {place}", industry=f"trade {place}", unit=MAGNET)
    ]
    chart = unmet_by_use(rows)
    first = {row["series"]: row["value"] for row in chart.rows["bars"] if row["year"] == 2024}
    assert first == {**{f"trade {place}": 1 for place in range(5)}, "Other": 2}


def test_fate_keeps_the_signs_and_marks_the_total() -> None:
    chart = samples.fate()
    last = {row["key"]: row["value"] for row in chart.rows["bars"] if row["year"] == 2026}
    assert last == {"used at home": 120, "stocked as oxide": 0, "not imported": -20}
    assert sum(last.values()) == chart.rows["total"][-1]["value"] == 100
    assert "not imported −20\u00a0t oxide" in chart.alt


def test_fate_draws_a_form_it_does_not_know() -> None:
    chart = fate_of_tonnes(
        [Fate(2024, Whereabouts("stocked", "fine_powder", "State makers"), 1.0, "Li")],
        unit="t Li/yr",
    )
    (bar,) = chart.rows["bars"]
    assert bar["key"] == "stocked as fine_powder by State makers"
    assert bar["series"] == "Stocked as fine powder by State makers"


def test_calibration_puts_what_counts_as_evidence_first() -> None:
    chart = samples.calibration()
    assert [row["status"] for row in chart.rows["dots"]] == ["reproduced", "missed", "fitted"]
    far = chart.rows["dots"][1]
    assert (far["gap"], far["arrow"]) == (0.5, "▶"), "a gap beyond the axis stands at its edge"
    assert chart.alt == (
        "Of 2 free quantities the model reproduces 1 within 5 %, is near 0 within 10 % and "
        "misses 1. No price is free. 1 more proves nothing: fitted, determined by what the study "
        "was given, or not testable. "
        "The widest gap is Magnets, 2024: +220\u00a0%."
    )
    told = tally(
        [
            samples.observation("Ore", 10, 20, "determined"),
            samples.observation("Oxide", 10, 10.5, "fitted"),
        ]
    )
    assert told.endswith("or not testable; 1 of them differs by more than a tenth.")
    with pytest.raises(ValueError, match="there is no status good"):
        calibration_dots([samples.observation("Ore", 1, 1, "good")])


def test_every_kind_of_chart_has_a_sample_that_is_tried() -> None:
    drawn = {name for name in charts.__all__ if name[0].islower()}
    drawn -= {"fill", "places"}
    assert {"sankey" if name == "chain" else name for name in samples.SAMPLES} == drawn


def test_a_map_leaves_out_what_has_no_place_and_tells_it_in_the_table() -> None:
    chart = samples.map_of_makers()
    assert [row["region"] for row in chart.rows["dots"]] == ["HOM", "NEA", "FOR"]
    assert [row["beside"] for row in chart.rows["dots"]] == [False, True, False]
    assert [(row["longitude"], row["whose"]) for row in chart.rows["lanes"]] == [(10.0, "home")]
    assert chart.table().rows() == [
        ("Farland", "Homeland (and isles)", 100.0),
        ("Elsewhere", "Homeland (and isles)", 3.0),
    ]
    assert chart.alt.replace("\u00a0", " ") == (
        "Most is made in Farland 900 t magnet/yr, Homeland (and isles) 40 t magnet/yr and "
        "Elsewhere 5 t magnet/yr. The widest lane is Farland to Homeland (and isles): "
        "100 t magnet/yr."
    )
    assert chart.subtitle.endswith(
        "no boundaries shown. Without a place on it, and in the table alone: Elsewhere."
    )


def test_a_dark_page_keeps_no_colour_too_dark_to_read() -> None:
    """Every colour that marks name themselves reaches 3:1 on the dark page."""
    page = config("dark")["background"]
    for colour in (*ORIGIN.values(), *STRATEGY, *INDUSTRY, BASELINE):
        assert contrast(on_dark({"fill": [colour]})["fill"][0], page) >= 3.0, colour


def test_a_long_name_keeps_its_end_in_a_legend() -> None:
    longest = "Stocked as mixed compound by makers that the state owns"
    for width in (340, 800):
        assert legend([longest], width)["labelLimit"] > 300


def test_of_bands_the_baseline_is_grey_and_the_strategy_of_its_usual_colour() -> None:
    (area, *_) = samples.bands().layout(400)["layer"]
    assert area["encoding"]["color"]["scale"] == {
        "domain": ["As now", "Halt and build"],
        "range": [BASELINE, STRATEGY[0]],
    }


def test_what_reaches_a_target_is_named_to_its_right() -> None:
    text = samples.curve().layout(400)["layer"][-1]["mark"]
    assert (text["align"], text["dx"] > 0) == ("left", True)
