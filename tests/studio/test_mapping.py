"""Where a map draws a home that is no country: in the middle of its members, else of its plants."""

from __future__ import annotations

from pathlib import Path

import pytest

import monazite as mz
from monazite.studio.mapping import map_chart
from monazite.study.beginning import begin, outlined


def dots(folder: Path) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of the dots of a map, by title."""
    chart = map_chart(mz.load(folder).run("as-now"), "", 2030)
    return {
        str(row["title"]): (float(row["longitude"]), float(row["latitude"]))
        for row in chart.rows["dots"]
    }


@pytest.fixture
def union(tmp_path: Path) -> Path:
    """A union whose short name is no code, with two plants that say where they are."""
    outline = outlined("ore, sulphate, cathode:cathodes", "Co", "EU European Union")
    folder = begin(tmp_path / "union", outline)
    table = folder / "chain" / "facilities.csv"
    places = {"home_mining": "64,28", "home_sulphate": "50,16"}
    head, *rows = table.read_text("utf-8").splitlines()
    rows = [f"{row},{places.get(row.partition(',')[0], ',')}" for row in rows]
    table.write_text("\n".join([f"{head},latitude,longitude", *rows]) + "\n", "utf-8")
    return folder


def test_a_home_without_a_code_stands_amid_its_plants(union: Path) -> None:
    assert dots(union) == {"European Union": (22.0, 57.0)}


def test_members_go_before_plants_and_are_all_known(union: Path) -> None:
    table = union / "chain" / "regions.csv"
    before = table.read_text("utf-8").replace("region,title", "region,title,members")
    rest = before.replace("Rest of the world", "Rest of the world,")
    table.write_text(rest.replace("European Union", "European Union,FIN POL"), "utf-8")
    (place,) = dots(union).values()
    assert place != (22.0, 57.0)
    table.write_text(rest.replace("European Union", "European Union,FIN NOWHERE"), "utf-8")
    assert dots(union) == {"European Union": (22.0, 57.0)}
