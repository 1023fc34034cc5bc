"""Stops of levers: words of the study, values a lever takes, starts its evidence allows."""

from pathlib import Path

import pytest

from monazite.studio.catalogue import Catalogue
from monazite.studio.told import FieldView

from .. import shipped
from ..api.copies import open_plant


def fields(catalogue: Catalogue) -> dict[tuple[str, str], FieldView]:
    return {(lever.id, field.name): field for lever in catalogue.views() for field in lever.fields}


def stops(catalogue: Catalogue, lever: str, field: str) -> dict[str | float, str]:
    return {one.value: one.label for one in fields(catalogue)[lever, field].stops}


PROGRAMME = "capacity-programme-three-times-the-magnets"


@pytest.mark.parametrize("name", ["toy", "indonesia", "india"])
def test_a_lever_takes_every_stop_it_offers(name: str) -> None:
    study = shipped.study(name)
    catalogue = Catalogue(study)
    for (lever, field), view in fields(catalogue).items():
        base = next(iter(catalogue.entries[lever].versions))
        assert view.type == "text" or view.value in [one.value for one in view.stops], lever
        for one in view.stops:
            catalogue.proposal(base, changes={lever: {field: one.value}})


def test_figures_stop_at_what_strategies_give_and_where_they_end() -> None:
    catalogue = Catalogue(shipped.study("toy"))
    assert stops(catalogue, PROGRAMME, "add") == {0: "None", 20: "Half", 40: "Build", 80: "Twice"}
    assert stops(catalogue, PROGRAMME, "public_share") == {
        0: "None",
        0.25: "Half",
        0.5: "Build",
        1: "Twice",
    }


def copy_with(folder: Path, lead_time: str, decided: str) -> Catalogue:
    """A copy whose magnet plant takes so long to build, and a strategy that doubles it."""
    copy = open_plant(folder)
    facilities = copy / "chain" / "facilities.csv"
    text = facilities.read_text(encoding="utf-8")
    assert "{costs:magnet-plant},0,0,20," in text
    text = text.replace("{costs:magnet-plant},0,0,20,", f"{{costs:magnet-plant}},{lead_time},0,20,")
    facilities.write_text(text, encoding="utf-8")
    settings = copy / "study.yaml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}{decided}", encoding="utf-8")
    build = (copy / "strategies" / "build.yaml").read_text(encoding="utf-8")
    double = build.replace("Three times", "Twice").replace("add: 40", "multiply: 2")
    double = double.replace("title: Build", "title: Double").replace("2025-01", "2025-03")
    (copy / "strategies" / "double.yaml").write_text(double, encoding="utf-8")
    return Catalogue(shipped.loaded(copy).study)


def test_a_factor_changes_nothing_at_one_and_is_never_nothing(tmp_path: Path) -> None:
    catalogue = copy_with(tmp_path, "0", "")
    doubled = "capacity-programme-twice-the-magnets"
    assert stops(catalogue, doubled, "multiply") == {1: "As now", 2: "Double"}
    view = fields(catalogue)[doubled, "multiply"]
    assert view.low > 0
    catalogue.proposal("double", changes={doubled: {"multiply": view.low}})


def test_a_start_stops_where_the_evidence_lets_it_be_built(tmp_path: Path) -> None:
    """A year with the spread of grade B, a tenth: 10.8, 12 and 13.2 months from June 2024 on."""
    catalogue = copy_with(tmp_path, "1", "decided: 2024-06\n")
    assert stops(catalogue, PROGRAMME, "online") == {
        "2025-01": "Build",
        "2025-05": "Built fastest",
        "2025-06": "Built as usual",
        "2025-08": "Built slowest",
    }
    for one in fields(catalogue)[PROGRAMME, "online"].stops:
        catalogue.proposal("build", changes={PROGRAMME: {"online": one.value}})


def test_a_start_nobody_says_how_long_it_takes_has_the_stops_of_strategies(tmp_path: Path) -> None:
    assert stops(Catalogue(shipped.study("toy")), PROGRAMME, "online") == {"2025-01": "Build"}
    late = copy_with(tmp_path, "3", "decided: 2024-06\n")
    assert stops(late, PROGRAMME, "online") == {"2025-01": "Build"}, "beyond what is reported"
