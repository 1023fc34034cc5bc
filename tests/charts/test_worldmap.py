"""Names on a map: all where there is room, and on a small one those that stand clear."""

import pytest

from monazite.charts import world_map

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
    ("width", "left_out"), [(900, set()), (640, set()), (260, {"large", "beside"})]
)
def test_names_give_way_on_a_small_map_and_home_never_does(width: int, left_out: set[str]) -> None:
    assert names(width) == set(PLACES) - left_out


@pytest.mark.parametrize(
    ("width", "named"),
    [(300, set()), (420, {"large one"}), (660, {"large one"}), (900, {"large one", "small one"})],
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
