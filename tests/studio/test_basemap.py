"""A map somebody brings: read whatever it is wrapped in, refused in a sentence where it is none."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from monazite.charts.worldmap import Ground
from monazite.core.errors import InvalidInput
from monazite.studio.answering import answer
from monazite.studio.basemap import read_basemap
from monazite.studio.room import Room

SQUARE = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
CLOCKWISE = [(0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (10.0, 0.0), (0.0, 0.0)]


def written(folder: Path, given: Any) -> Path:
    path = folder / "mine.json"
    path.write_text(given if isinstance(given, str) else json.dumps(given))
    return path


def areas(ground: Ground) -> Any:
    assert ground.areas is not None
    return ground.areas["geometry"]["coordinates"]


def test_an_area_turns_as_a_globe_is_drawn_whichever_way_it_was_written(tmp_path: Path) -> None:
    hole = [[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]]
    for outer in (SQUARE, SQUARE[::-1]):
        for inner in (hole, hole[::-1]):
            given = {"type": "Polygon", "coordinates": [outer, inner]}
            ((ring, other),) = areas(read_basemap(written(tmp_path, given)))
            assert set(ring) == set(CLOCKWISE)
            assert ring[1] == (0.0, 10.0)
            assert other[1] == (4.0, 2.0)


@pytest.mark.parametrize(
    "clockwise",
    [
        [[179, -17], [179, -16], [-179, -16], [-179, -17], [179, -17]],
        [[-180, -90], [-180, -60], [-60, -70], [60, -70], [180, -60], [180, -90], [-180, -90]],
        [[180, 90], [180, 60], [60, 70], [-60, 70], [-180, 60], [-180, 90], [180, 90]],
    ],
)
def test_an_area_over_the_date_line_or_a_pole_is_no_hole_in_the_world(
    tmp_path: Path, clockwise: list[list[float]]
) -> None:
    for outer in (clockwise, clockwise[::-1]):
        given = {"type": "Polygon", "coordinates": [outer]}
        ((ring,),) = areas(read_basemap(written(tmp_path, given)))
        assert [list(one) for one in ring] == clockwise


def test_the_outline_that_comes_with_the_package_is_turned_as_it_should_be(tmp_path: Path) -> None:
    own = json.loads(files("monazite.charts.worldmap").joinpath("land.json").read_text())
    turned = [[ring[::-1] for ring in rings] for rings in own["coordinates"]]
    given = {"type": "MultiPolygon", "coordinates": turned}
    found = areas(read_basemap(written(tmp_path, given)))
    assert [[list(map(list, ring)) for ring in rings] for rings in found] == own["coordinates"]


def test_shapes_are_taken_and_nothing_else(tmp_path: Path) -> None:
    given = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": "<script>"},
                "geometry": {"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]},
            },
            {
                "type": "Feature",
                "properties": None,
                "geometry": {"type": "LineString", "coordinates": [[1.001, 2], [1.002, 2], [3, 4]]},
            },
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}},
            {"type": "Feature", "geometry": None},
        ],
    }
    found = read_basemap(written(tmp_path, given))
    assert len(areas(found)) == 2
    assert found.lines is not None
    assert found.lines["geometry"]["coordinates"] == [[(1.0, 2.0), (3.0, 4.0)]]
    assert "script" not in repr(found)


def test_arcs_of_a_topology_are_joined_and_turned_round(tmp_path: Path) -> None:
    given = {
        "type": "Topology",
        "transform": {"scale": [10, 10], "translate": [0, 0]},
        "arcs": [[[0, 0], [1, 0], [0, 1]], [[0, 0], [0, 1], [1, 0]]],
        "objects": {
            "land": {
                "type": "GeometryCollection",
                "geometries": [{"type": "Polygon", "arcs": [[0, -2]]}],
            }
        },
    }
    ((ring,),) = areas(read_basemap(written(tmp_path, given)))
    assert ring == CLOCKWISE


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "no GeoJSON"),
        ("<svg/>", "no GeoJSON"),
        ([1], "no GeoJSON"),
        ({"type": "Polygon"}, "no GeoJSON"),
        ({"type": "Polygon", "coordinates": [[["a", "b"]]]}, "no GeoJSON"),
        (
            {"type": "Topology", "arcs": [], "objects": {"a": {"type": "Polygon", "arcs": [[3]]}}},
            "no GeoJSON",
        ),
        ({"type": "FeatureCollection", "features": []}, "no area and no line"),
        ({"type": "Point", "coordinates": [0, 0]}, "no area and no line"),
        ({"type": "LineString", "coordinates": [[0, 0], [500_000, 4_000_000]]}, "not in degrees"),
        ('{"type": "LineString", "coordinates": [[0, 0], [NaN, 0]]}', "no number"),
        (
            {"type": "LineString", "coordinates": [[n % 360 / 2, n % 90] for n in range(100_002)]},
            "simplify",
        ),
    ],
)
def test_what_is_no_map_is_refused_in_a_sentence(tmp_path: Path, given: Any, told: str) -> None:
    with pytest.raises(InvalidInput, match=told) as refused:
        read_basemap(written(tmp_path, given))
    assert str(refused.value).startswith("mine.json --basemap: ")


def test_a_map_is_drawn_over_what_was_brought(tmp_path: Path) -> None:
    path = written(tmp_path, {"type": "Polygon", "coordinates": [SQUARE]})
    question = {"state": {"study": "toy"}}
    own = answer(Room("toy"), "map", question).model_dump()
    found = answer(Room("toy", read_basemap(path)), "map", question).model_dump()
    assert found["rows"]["land"][0]["geometry"]["coordinates"] == [[CLOCKWISE]]
    assert found["subtitle"].endswith(
        "Drawn over mine.json. Without a place on it, and in the table alone: Homeland and Farland."
    )
    assert "Drawn over" not in own["subtitle"]
    assert {name: rows for name, rows in own["rows"].items() if name not in ("land", "lines")} == {
        name: rows for name, rows in found["rows"].items() if name not in ("land", "lines")
    }


def test_a_bad_map_is_told_before_the_server_starts(tmp_path: Path) -> None:
    words = ["studio", "toy", "--no-browser", "--port", "0", "--basemap"]
    for file, told in (
        (written(tmp_path, "{"), "no GeoJSON"),
        (tmp_path / "none", "cannot be read"),
    ):
        ended = subprocess.run(
            [sys.executable, "-m", "monazite", *words, str(file)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ended.returncode == 1
        assert told in ended.stderr + ended.stdout
        assert "Traceback" not in ended.stderr
        assert "http://" not in ended.stdout
