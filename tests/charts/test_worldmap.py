"""Names on a map: all where there is room, and on a small one those that stand clear."""

import re

import pytest

from monazite.charts import world_map
from monazite.charts.worldmap.fitted import WORLD, projected, window_on

PLACES = {
    "home": (78, 21, 1.0),
    "near": (80, 22, 50.0),  # whose name stands at its right, since home has its own
    "large": (104, 35, 900.0),  # too close to home on a small map, though it makes most
    "beside": (128, 36, 40.0),
    "far": (-98, 39, 5.0),
}


def names(width: int) -> set[str]:
    dots = [
        {"region": name, "title": name, "longitude": east, "latitude": north, "value": made}
        for name, (east, north, made) in PLACES.items()
    ]
    drawn = world_map(dots, [], home="home", unit="t/yr").svg(width)
    return {name for name in PLACES if f">{name}</text>" in drawn}


@pytest.mark.parametrize(
    ("width", "left_out"),
    [(900, set()), (420, set()), (260, {"beside"}), (130, {"large", "beside"})],
)
def test_names_give_way_on_a_small_map_and_home_never_does(width: int, left_out: set[str]) -> None:
    assert names(width) == set(PLACES) - left_out


@pytest.mark.parametrize(
    ("width", "named"),
    [(60, set()), (260, {"large one"}), (420, {"large one"}), (640, {"large one", "small one"})],
)
def test_a_small_maker_gives_way_to_a_large_one_that_comes_later(
    width: int, named: set[str]
) -> None:
    where = {"a": (78, 21, 500.0), "large one": (104, 35, 90_000.0), "small one": (128, 36, 300.0)}
    dots = [
        {"region": name, "title": name, "longitude": east, "latitude": north, "value": made}
        for name, (east, north, made) in where.items()
    ]
    drawn = world_map(dots, [], home="a", unit="t/yr").svg(width)
    assert {name for name in ("large one", "small one") if f">{name}</text>" in drawn} == named


@pytest.mark.parametrize(("title", "stays"), [("One", True), ("A name of several words", False)])
def test_a_long_name_gives_way_sooner_than_a_short_one(title: str, stays: bool) -> None:
    dots = [
        {"region": "a", "title": "Largest", "longitude": 100.0, "latitude": 36.0, "value": 9.0},
        {"region": "b", "title": title, "longitude": 122.0, "latitude": 36.0, "value": 1.0},
    ]
    drawn = world_map(dots, [], home="a", unit="t/yr").svg(660)
    assert (f">{title}</text>" in drawn) == stays


def test_who_trades_and_has_no_place_is_named() -> None:
    nowhere = {"longitude": None, "latitude": None}
    dots = [
        {"region": "a", "title": "Home", "longitude": 1.0, "latitude": 2.0, "value": 5.0},
        {"region": "b", "title": "The rest", **nowhere, "value": 9.0},
        {"region": "c", "title": "A buyer", **nowhere, "value": 0.0},
        {"region": "d", "title": "A stranger", **nowhere, "value": 0.0},
    ]
    sent = [{"origin": "a", "destination": "c", "value": 3.0}]
    said = world_map(dots, sent, home="a", unit="t/yr").subtitle
    assert said.endswith("Without a place on it, and in the table alone: The rest and A buyer.")
    assert "Without a place" not in world_map(dots[:1], [], home="a", unit="t/yr").subtitle


def test_places_are_projected_as_its_authors_say() -> None:
    """The pole of an Equal Earth map lies 1.3173628 above its middle, its edge 2.7066300 aside."""
    assert projected(0, 0) == (0, 0)
    assert projected(0, 90) == (0, pytest.approx(1.3173628, abs=1e-6))
    assert projected(-180, 0) == (pytest.approx(-2.7066300, abs=1e-6), 0)
    assert pytest.approx(2 * 2.7066300, abs=1e-6) == WORLD


@pytest.mark.parametrize("width", [340, 900])
def test_the_outermost_places_stand_near_the_edges_whatever_the_width(width: int) -> None:
    """A share of the map for their names beside them, and nothing more."""
    where = {"a": (-98, 39), "b": (140, 36), "c": (60, 10)}
    dots = [
        {"region": name, "title": name, "longitude": east, "latitude": north, "value": 100.0}
        for name, (east, north) in where.items()
    ]
    drawn = world_map(dots, [], home="a", unit="t/yr").svg(width)
    ends = re.findall(r'aria-label="[abc] makes[^"]*"[^>]*?translate\(([-\d.]+),([-\d.]+)\)', drawn)
    assert len(ends) == 3, drawn[:500]
    across = sorted(float(x) for x, _ in ends)
    assert across[0] == pytest.approx(0.09 * width, rel=0.1)
    assert across[-1] == pytest.approx(0.91 * width, rel=0.1)


def test_a_map_shows_half_the_world_at_least_and_never_more_than_all() -> None:
    alone = window_on([(106.0, -6.0)])
    assert alone is not None
    assert alone.width == pytest.approx(0.5 * WORLD)
    across = window_on([(-179.0, 0.0), (179.0, 0.0)])
    assert across is not None
    assert across.width == pytest.approx(WORLD)
    tall = window_on([(0.0, -80.0), (0.0, 80.0)])
    assert tall is not None
    assert tall.ratio == pytest.approx(0.6)
    assert window_on([]) is None
