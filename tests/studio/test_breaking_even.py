"""The curve of one figure in the studio, and what would build a plant that nobody builds."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from monazite.api import load

from .test_taking import job

SHARE = "self_sufficiency.magnet"
ADD = "Three times the magnets.add"


@pytest.fixture(scope="module")
def folder(open_toy: Path) -> Path:
    return open_toy


@pytest.fixture(scope="module")
def served_study(folder: Path) -> str:
    return str(folder)


def curve(served: httpx.Client, **asked: Any) -> dict[str, Any]:
    return job(served, "break-even", "build", **{"key": SHARE, "figure": ADD, **asked})


def test_the_curve_is_what_python_says(served: httpx.Client, folder: Path) -> None:
    view = curve(served, target="40")
    (found,) = view["found"]
    said = load(folder).run("build").break_even(ADD, SHARE, 0.4, 2026)
    assert found["sentence"] == said.in_words
    chart = said.plot()
    assert found["chart"]["rows"] == chart.rows
    assert found["chart"]["alt"].endswith("It is reached at 20 t/yr.")
    assert found["chart"]["csv"].startswith("/c/toy/break-even.csv?base=build")
    taken = served.get(found["chart"]["csv"]).text
    assert len(taken.strip().splitlines()) == chart.table().height + 1
    drawn = served.get(found["chart"]["svg"])
    assert "Reached at 20 t/yr: 40" in drawn.text
    assert found["link"] == (
        "/s/toy/why?base=build&year=2026#key=self_sufficiency.magnet&target=40"
        "&figure=Three+times+the+magnets.add"
    )


def test_a_chart_nobody_worked_out_solves_nothing(served: httpx.Client) -> None:
    address = f"/c/toy/break-even.svg?base=build&key={SHARE}&target=55&figure={ADD}"
    refused = served.get(address)
    assert refused.status_code == 422
    assert "was not worked out" in refused.text


def test_the_curve_is_of_the_year_that_is_named(served: httpx.Client) -> None:
    found = curve(served, target="30", year=2024)["found"][0]
    assert " in 2024 " in found["sentence"]
    assert "year=2024" in found["link"]
    assert "year=2024" in found["chart"]["svg"]


def test_the_curve_is_told_in_the_money_chosen(served: httpx.Client) -> None:
    plain = curve(served, key="home_cost", target="0.4")["found"][0]
    told = curve(served, key="home_cost", target="4", state={"money": "INR"})["found"][0]
    numbers, tens = (
        [row["value"] for row in one["chart"]["rows"]["points"]] for one in (plain, told)
    )
    assert tens == pytest.approx([10 * one for one in numbers])
    assert "INR crore/yr" in told["sentence"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"target": ""}, "no target is named"),
        ({"target": "40", "figure": "Nothing.add"}, "has one lever that goes by 'Nothing'"),
        ({"target": "40", "figure": "Three times the magnets.ad"}, "is no figure"),
        ({"target": "40", "figure": ""}, "'' is not known"),
        ({"target": "40", "key": "nothing"}, "nothing"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    served: httpx.Client, asked: dict[str, str], told: str
) -> None:
    view = curve(served, **asked)
    assert view["status"] == "failed"
    assert told in view["error"]


def part(served: httpx.Client, name: str, base: str, **given: str) -> str:
    asked = {"state": {"study": "toy", "base": base}, "part": name, "given": given}
    answer = served.post("/api/part", json=asked)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["html"])


def test_every_figure_that_gets_nearer_offers_its_curve(served: httpx.Client) -> None:
    view = job(served, "take", "both", key=SHARE, target="50", state={"year": 2025})
    (found,) = view["found"]
    assert found["changes"][0]["figure"] == ADD
    assert (found["key"], found["target"], found["year"]) == (SHARE, "50", 2025)
    nearer = [one for one in found["changes"] if one["nearer"]]
    assert view["html"].count("&quot;break-even&quot;") == len(nearer) > 0


def test_a_link_draws_its_curve_by_itself(served: httpx.Client) -> None:
    html = part(served, "why", "build", key=SHARE, target="40", figure=ADD)
    assert 'name="target" value="40"' in html
    assert html.count("data-auto") == 1
    assert f"Curve of {ADD}" in html
    assert "data-auto" not in part(served, "why", "build")


def test_a_plant_nobody_builds_says_what_it_misses_and_what_would_build_it(
    served: httpx.Client,
) -> None:
    """Half of its capital is too little and two thirds are enough, as the bench has it."""
    html = part(served, "bottlenecks", "entry")
    assert "Open to investors, and not built" in html
    assert "Misses, USD/kg (2024 prices)" in html
    asked = re.search(r"capacity\.hom_magnets&quot;, &quot;target&quot;: &quot;(\d+)", html)
    assert asked is not None
    found = job(served, "take", "entry", key="capacity.hom_magnets", target=asked[1])["found"][0]
    share = next(one for one in found["changes"] if one["field"] == "share")
    assert 0.5 < float(share["needed"]) < 0.68
    assert "Open to investors" not in part(served, "bottlenecks", "as-now")
