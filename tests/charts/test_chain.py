"""The chain: what is drawn keeps its measure, its order and its distance, at every width."""

import re
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monazite.charts import Chart, changed_flows, sankey
from monazite.charts.chain.plan import wrapped
from monazite.charts.theme import ORIGIN, ORIGIN_ON_DARK, TINT, config, contrast, tint
from monazite.findings.account import chain_account

from .. import shipped
from .samples import CHAIN_NODES, Row, chain_flows, chain_sample, flow
from .test_colours import _VISION, seen

WIDTHS = {340: ("narrow", 332), 390: ("narrow", 332), 720: ("wide", 712), 800: ("wide", 712)}


def boxes(chart: Chart, width: int) -> dict[str, tuple[float, float, float, float]]:
    """Where words stand in a chart of a width: left, top, right, bottom by what they name."""
    name, designed = WIDTHS[width]
    stretch = (width - 8) / designed
    found = {}
    for row in chart.rows[f"{name}_labels"]:
        if row["value"] or row["names"] != [""]:
            left = row["x"] * stretch - (row["width"] if row["align"] == "right" else 0)
            found[row["key"]] = (left, row["y"], left + row["width"], row["y"] + row["height"])
    return found


def assert_words_stand_clear(chart: Chart) -> None:
    for width in WIDTHS:
        placed = boxes(chart, width)
        assert placed
        for one, other in combinations(placed, 2):
            a, b = placed[one], placed[other]
            apart = (
                a[2] <= b[0] + 0.5 or b[2] <= a[0] + 0.5 or a[3] <= b[1] + 0.5 or b[3] <= a[1] + 0.5
            )
            assert apart, (width, one, a, other, b)
        for key, (left, top, right, bottom) in placed.items():
            spec = chart.layout(width)
            room = spec["height"] - spec["marks"][0]["encode"]["enter"]["y"]["value"]
            assert left >= -2, (width, key)
            assert right <= width - 8 + 4, (width, key)
            assert top >= -spec["height"] + room, (width, key)
            assert bottom <= room + 1, (width, key)


def thickness(path: str, *, turned: bool) -> float:
    """Width of a band at its beginning: where the path starts, and where it comes back to."""
    numbers = [tuple(map(float, pair.split(","))) for pair in re.findall(r"[-\d.]+,[-\d.]+", path)]
    axis = 0 if turned else 1
    return abs(numbers[-1][axis] - numbers[0][axis])


def test_bands_keep_their_measure() -> None:
    for name, turned in (("wide", False), ("narrow", True)):
        rows = chain_sample().rows[f"{name}_bands"]
        drawn = [row for row in rows if row["path"]]
        assert len(drawn) > 20
        assert all(row["value"] == 0 for row in rows if not row["path"])
        widest = max(drawn, key=lambda row: row["value"])  # rounded least for what it is
        scale = thickness(widest["path"], turned=turned) / widest["value"]
        for row in drawn:
            expected = max(1.0, scale * row["value"])
            assert thickness(row["path"], turned=turned) == pytest.approx(expected, abs=0.03), row


def test_materials_of_a_form_stand_together_where_they_are_many() -> None:
    many = [f"kind {at}" for at in range(5)]
    magnet = next(row for row in CHAIN_NODES if row["name"] == "plain")
    nodes = [
        part
        for row in CHAIN_NODES
        for part in (
            [row, *({**magnet, "name": name, "title": name} for name in many)]
            if row["name"] == "plain"
            else [row]
        )
    ]
    flows = [*chain_flows(), *flow("plain", many[0], "made", home=3.0)]
    chart = sankey(flows, nodes, year=2030)
    for name in ("wide", "narrow"):
        keys = {row["key"] for row in chart.rows[f"{name}_nodes"]}
        assert "form magnet" in keys
        assert not keys & {"plain", "tough", *many}
        assert not any(
            row["key"] == "form magnet>form magnet" for row in chart.rows[f"{name}_bands"]
        )
    plain = next(row for row in chain_sample().rows["wide_labels"] if row["key"] == "oxide")
    same = next(row for row in chart.rows["wide_labels"] if row["key"] == "oxide")
    assert same["value"] == plain["value"]
    assert_words_stand_clear(chart)


def test_what_changes_is_as_wide_as_the_difference_in_the_lanes_of_the_chain() -> None:
    before = [
        {**row, "value": row["value"] * (3 if row["kind"] == "exported" else 0.5)}
        for row in chain_flows()
    ]
    chart = changed_flows(chain_flows(), before, CHAIN_NODES, year=2030, baseline="As now")
    whole = chain_sample()
    for name, turned in (("wide", False), ("narrow", True)):
        assert chart.rows[f"{name}_heads"] == whole.rows[f"{name}_heads"]
        drawn = {
            (row["key"], row["strand"]): row for row in chart.rows[f"{name}_bands"] if row["path"]
        }
        assert drawn["oxide>exported", "Less"]["value"] == 40
        assert drawn["oxide>exported", "Less"]["description"].endswith(": −40\u00a0t oxide/yr.")
        assert drawn["crude>oxide", "More"]["value"] == 30
        assert len({key for key, _ in drawn}) == len(drawn)
        scale = {
            round(thickness(row["path"], turned=turned) / row["value"], 2)
            for row in drawn.values()
            if row["value"] >= 10
        }
        assert max(scale) - min(scale) <= 0.011
        said = {row["key"]: row["value"] or row["names"][0] for row in chart.rows[f"{name}_labels"]}
        assert said["oxide"] == "+50 t"
        assert said["oxide>exported"].endswith("−40 t")
    assert chart.frame.row(0)[:2] == ("Ore", "Crude cut")
    same = changed_flows(chain_flows(), chain_flows(), CHAIN_NODES, year=2030, baseline="As now")
    assert same.alt == "In 2030 no flow differs from As now."
    assert not any(row["path"] for row in same.rows["wide_bands"])


def test_small_flows_are_seen_and_their_figures_are_true() -> None:
    flows = [*chain_flows(), *flow("quarry", "lost", "lost", home=0.02)]
    small = sankey(flows, CHAIN_NODES, year=2030)
    row = next(
        row for row in small.rows["wide_bands"] if row["key"] == "quarry>lost" and row["path"]
    )
    assert thickness(row["path"], turned=False) == pytest.approx(1.0, abs=0.01)
    assert row["value"] == 0.02
    table = small.table()
    assert table.filter(table["To"] == "Lost")["All (t oxide/yr)"].to_list() == [10, 0.02]


def test_what_goes_in_comes_out() -> None:
    """Bands that reach a node and those that leave it add up to the value written at it."""
    rows = chain_sample().rows
    values = {
        row["key"]: float(row["value"].removesuffix(" t"))
        for row in rows["wide_labels"]
        if row["value"]
    }
    for node in ("ore", "crude", "oxide", "plain", "tough"):
        into = sum(r["value"] for r in rows["wide_bands"] if r["key"].endswith(f">{node}"))
        out = sum(r["value"] for r in rows["wide_bands"] if r["key"].startswith(f"{node}>"))
        assert into == pytest.approx(out) == pytest.approx(values[node]), node


def test_every_mark_is_read_aloud() -> None:
    rows = chain_sample().rows
    told = {row["description"] for name in rows for row in rows[name] if "description" in row}
    assert "2030, From partners to Pure oxide, partner supply: 20\u00a0t oxide/yr." in told
    assert "2030, Pure oxide to Exported, from home ore: 12\u00a0t oxide/yr." in told
    plants = "Home plants run at {}\u00a0% of what they may."
    assert f"2030, Pure oxide: 100\u00a0t oxide/yr. {plants.format(75)}" in told
    assert f"2030, Magnet, tough: 70\u00a0t oxide/yr. {plants.format(99)}" in told, "not 100"


def test_only_full_plants_are_outlined_in_red() -> None:
    bars = {row["key"]: row for row in chain_sample().rows["wide_bars"]}
    assert [key for key, row in bars.items() if row["full"]] == ["pit", "plain"]
    assert bars["oxide"]["used"] == pytest.approx(0.75 * bars["oxide"]["width"])
    assert config("light")["range"]["full"][1] == "#990000"


def test_alt_says_what_the_picture_shows() -> None:
    assert chain_sample().alt == (
        "In 2030 users in Homeland need 145\u00a0t oxide/yr, 25\u00a0% of it from home ore. "
        "Imports bring 80\u00a0t oxide/yr in all forms. "
        "The widest flow is Ore to Crude cut: 90\u00a0t oxide/yr. "
        "Of 100\u00a0t oxide/yr mined 36\u00a0% reaches users, 30\u00a0% goes into stock, "
        "12\u00a0% is exported, 10\u00a0% is lost, 6\u00a0% is put aside. "
        "25\u00a0t oxide/yr of the need is unmet. "
        "Plants in full use: Old pit, North; Magnet, plain."
    )
    stored = [
        row | {"value": 25.0} if (row["kind"], row["strand"]) == ("released", "home") else row
        for row in chain_flows()
    ]
    assert (
        "Of 100\u00a0t oxide/yr mined and 25\u00a0t oxide/yr taken from stock 29\u00a0% reaches"
        in sankey(stored, CHAIN_NODES, year=2030).alt
    )
    nothing = sankey(chain_flows(0.0), CHAIN_NODES, year=2030)
    assert nothing.alt.startswith("In 2030 users in home need 0\u00a0t oxide/yr.")
    assert nothing.table().is_empty()
    assert nothing.svg().startswith("<svg")


def test_table_has_every_flow_with_its_strands() -> None:
    table = chain_sample().table()
    flows = {(row["source"], row["target"], row["kind"]) for row in chain_flows() if row["value"]}
    assert len(table) == len(flows)
    strands = table.select(table.columns[3:]).sum_horizontal()
    assert strands.to_list() == pytest.approx(table["All (t oxide/yr)"].to_list())
    assert ("Partnerland", "Pure oxide", 20.0) in table.select(table.columns[:3]).rows()


def test_unknown_strands_are_refused() -> None:
    rows = chain_flows()
    rows[0] = {**rows[0], "strand": "moon"}
    with pytest.raises(ValueError, match="no strand moon"):
        sankey(rows, CHAIN_NODES, year=2030)


def test_words_stand_clear() -> None:
    assert_words_stand_clear(chain_sample())


@settings(max_examples=25)
@given(st.lists(st.sampled_from([0.0, 0.01, 0.3, 1.0, 4.0]), min_size=19, max_size=19))
def test_words_stand_clear_whatever_flows(factors: list[float]) -> None:
    rows: list[Row] = chain_flows()
    changed = [{**row, "value": row["value"] * factors[at // 6]} for at, row in enumerate(rows)]
    if any(row["value"] for row in changed):
        assert_words_stand_clear(sankey(changed, CHAIN_NODES, year=2030))


@pytest.mark.slow
@pytest.mark.parametrize("strategy", ["as-now", "article"])
def test_words_stand_clear_in_every_year_of_india(strategy: str) -> None:
    plan = shipped.india().run(strategy).solution
    specs, orders = [], []
    for year in plan.years:
        account = chain_account(plan, year)
        chart = sankey(account.by_strand(), account.nodes, year=year, subject=account.group)
        assert_words_stand_clear(chart)
        specs.append(chart.layout(720))
        orders.append(
            {
                name: [(row.get("key"), row.get("strand")) for row in rows]
                for name, rows in chart.rows.items()
            }
        )
    assert all(spec == specs[0] for spec in specs)
    assert all(order == orders[0] for order in orders), "a screen exchanges rows in place"


@pytest.mark.parametrize("origins", [ORIGIN, ORIGIN_ON_DARK], ids=["light", "dark"])
@pytest.mark.parametrize("vision", _VISION)
def test_flows_side_by_side_stay_apart(origins: dict[str, str], vision: str) -> None:
    """Tints too; what is short is hatched besides."""
    page = "#FFFFFF" if origins is ORIGIN else config("dark")["background"]
    shades = {name: tint(colour, TINT, page) for name, colour in origins.items() if name != "short"}
    for one, other in combinations(shades, 2):
        distance = seen(shades[one], vision) - seen(shades[other], vision)
        assert float((distance**2).sum() ** 0.5) >= 8, (one, other)


@pytest.mark.parametrize("colour", ORIGIN_ON_DARK.values())
def test_marks_stand_out_from_a_dark_page(colour: str) -> None:
    assert contrast(colour, config("dark")["background"]) >= 3


def test_a_dark_page_is_drawn_in_its_own_colours() -> None:
    light, dark = (chain_sample().svg(theme=theme) for theme in ("light", "dark"))
    assert ORIGIN["home"] in light
    assert ORIGIN["home"] not in dark
    assert ORIGIN_ON_DARK["home"] in dark


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("Wind turbines", 100, ("Wind turbines",)),
        ("Wind turbines", 50, ("Wind", "turbines")),
        ("Beach-sand", 36, ("Beach-", "sand")),
        ("Extraordinary", 36, ("Extra-", "ordin-", "ary")),
        ("a b c d e f g h i j", 20, ("a b", "c d", "e f", "g h…")),
    ],
)
def test_names_are_broken_to_fit(text: str, room: float, lines: tuple[str, ...]) -> None:
    assert wrapped(text, room, 10) == lines


def spec_of(width: int) -> dict[str, Any]:
    return chain_sample().layout(width)


def test_phones_get_a_chart_that_runs_down() -> None:
    assert spec_of(340)["height"] > spec_of(340)["width"]
    assert spec_of(720)["height"] < spec_of(720)["width"]
    assert {source["name"].partition("_")[0] for source in spec_of(390)["data"]} == {"narrow"}


def test_on_a_phone_what_flows_is_no_hair_however_much_leaves_a_lane() -> None:
    run = shipped.handle("india").run("announced")
    for year in (2024, 2030, 2035, 2040):
        rows = run.chain(year).rows["narrow_bands"]
        widest = max((row for row in rows if row["path"]), key=lambda row: row["value"])
        assert thickness(widest["path"], turned=True) > 25, year
    many = [
        part
        for region in range(12)
        for part in flow("oxide", f"abroad {region}", "exported", home=1.0, region=f"land {region}")
    ]
    rows = sankey([*chain_flows(), *many], CHAIN_NODES, year=2030).rows["narrow_bands"]
    widest = max((row for row in rows if row["path"]), key=lambda row: row["value"])
    assert thickness(widest["path"], turned=True) > 10


def lanes_drawn(chart: Chart) -> list[float]:
    """How far down the lanes stand in which something is drawn on a phone."""
    return sorted({row["y"] for row in chart.rows["narrow_nodes"] if row["width"] > 0})


def test_on_a_phone_lanes_in_which_nothing_stands_are_left_out() -> None:
    """Without a crude cut its lane is gone, and the others stand one below another.

    Rows stay the same, so that a year in which one is made only moves them.
    """
    without = [
        {**row, "value": 0.0 if "crude" in (row["source"], row["target"]) else row["value"]}
        for row in chain_flows()
    ]
    whole, less = chain_sample(), sankey(without, CHAIN_NODES, year=2030)
    assert {row["key"] for row in less.rows["narrow_nodes"] if row["width"] > 0} < {
        row["key"] for row in whole.rows["narrow_nodes"] if row["width"] > 0
    }
    gaps = {round(b - a, 1) for a, b in pairwise(lanes_drawn(less))}
    assert len(gaps) == 1
    assert less.layout(340)["height"] < whole.layout(340)["height"]
    for part in ("bands", "nodes", "labels", "segments"):
        keys = [[row["key"] for row in chart.rows[f"narrow_{part}"]] for chart in (whole, less)]
        assert keys[0] == keys[1]
    assert_words_stand_clear(less)


def test_what_changes_ends_on_a_phone_where_nothing_further_changes() -> None:
    """Ore and oxide alone differ: the picture ends below the oxide, from which more is exported."""
    changed = ("mined", "exported")
    before = [
        {**row, "value": 0.5 * row["value"] if row["kind"] in changed else row["value"]}
        for row in chain_flows()
    ]
    chart = changed_flows(chain_flows(), before, CHAIN_NODES, year=2030, baseline="As now")
    labels = {row["key"]: row for row in chart.rows["narrow_labels"] if row["height"] > 0}
    assert labels["oxide>exported"]["names"][0].endswith("t")
    ends = max(row["y"] + row["height"] for row in labels.values())
    top = chart.layout(340)["marks"][0]["encode"]["enter"]["y"]["value"]
    assert ends < chart.layout(340)["height"] - top < ends + 60
    double = [{**row, "value": 2 * row["value"]} for row in chain_flows()]
    more = changed_flows(double, chain_flows(), CHAIN_NODES, year=2030, baseline="As now")
    assert chart.layout(340)["height"] < more.layout(340)["height"]
    assert_words_stand_clear(chart)


def test_what_changes_begins_on_a_phone_where_something_changes() -> None:
    """More is exported of the oxide and nothing else differs: it stands at the top."""
    before = [
        {**row, "value": 0.5 * row["value"] if row["kind"] == "exported" else row["value"]}
        for row in chain_flows()
    ]
    chart = changed_flows(chain_flows(), before, CHAIN_NODES, year=2030, baseline="As now")
    (left,) = (row for row in chart.rows["narrow_labels"] if row["key"] == "oxide>exported")
    assert left["names"][0].endswith("t")
    assert left["y"] < 110, "in the first lane, below the room for its name"
