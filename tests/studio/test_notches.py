"""Notches of levers: words of the study, values a lever takes, starts its evidence allows."""

import csv
from pathlib import Path

import pytest

from monazite.studio.asked import PartAsked
from monazite.studio.catalogue import Catalogue
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.study_told import FieldView
from monazite.studio.views.parts import part

from .. import shipped
from ..api.copies import open_plant


def fields(catalogue: Catalogue) -> dict[tuple[str, str], FieldView]:
    return {
        (lever.id, field.name): field
        for lever in catalogue.views.values()
        for field in lever.fields
    }


def notches(catalogue: Catalogue, lever: str, field: str) -> dict[str | float, str]:
    return {one.value: one.label for one in fields(catalogue)[lever, field].notches}


PROGRAMME = "capacity-programme-three-times-the-magnets"


@pytest.mark.parametrize("name", ["toy", "indonesia", "india"])
def test_a_lever_takes_every_notch_it_offers(name: str) -> None:
    study = shipped.study(name)
    catalogue = Catalogue(study)
    for (lever, field), view in fields(catalogue).items():
        base = next(iter(catalogue.entries[lever].versions))
        assert view.type == "text" or view.value in [one.value for one in view.notches], lever
        for one in view.notches:
            catalogue.proposal(base, changes={lever: {field: one.value}})


def test_figures_have_notches_at_what_strategies_give_and_where_they_end() -> None:
    catalogue = Catalogue(shipped.study("toy"))
    assert notches(catalogue, PROGRAMME, "add") == {0: "None", 20: "Half", 40: "Build", 80: "Twice"}
    assert notches(catalogue, PROGRAMME, "public_share") == {
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
    assert notches(catalogue, doubled, "multiply") == {1: "As now", 2: "Double"}
    view = fields(catalogue)[doubled, "multiply"]
    assert view.low > 0
    catalogue.proposal("double", changes={doubled: {"multiply": view.low}})


def test_a_start_has_notches_where_the_evidence_lets_it_be_built(tmp_path: Path) -> None:
    """A year with the spread of grade B, a tenth: 10.8, 12 and 13.2 months from June 2024 on."""
    catalogue = copy_with(tmp_path, "1", "decided: 2024-06\n")
    assert notches(catalogue, PROGRAMME, "online") == {
        "2025-01": "Build",
        "2025-05": "Built fastest",
        "2025-06": "Built as usual",
        "2025-08": "Built slowest",
    }
    for one in fields(catalogue)[PROGRAMME, "online"].notches:
        catalogue.proposal("build", changes={PROGRAMME: {"online": one.value}})


def test_a_start_nobody_says_how_long_it_takes_has_the_notches_of_strategies(
    tmp_path: Path,
) -> None:
    assert notches(Catalogue(shipped.study("toy")), PROGRAMME, "online") == {"2025-01": "Build"}
    late = copy_with(tmp_path, "3", "decided: 2024-06\n")
    assert notches(late, PROGRAMME, "online") == {"2025-01": "Build"}, "beyond what is reported"


PERMITS = "permit-cracking-of-its-monazite"


def why(catalogue: Catalogue, lever: str, field: str) -> dict[str | float, str]:
    return {one.value: one.why for one in fields(catalogue)[lever, field].notches if one.why}


def test_what_stands_without_a_lever_has_a_notch_and_the_most_where_tables_state_it() -> None:
    """Chatrapur may crack 4,000 t and was built for 10,000; monazite paid 2.5 % of its price."""
    catalogue = Catalogue(shipped.study("india"))
    permits = notches(catalogue, PERMITS, "tonnes_per_year")
    assert permits[4_000] == "As now"
    assert permits[10_000] == "As announced", "which is the most, and has the name of who gives it"
    assert notches(catalogue, "import-duty-no-duty-on-monazite", "rate") == {
        0: "As announced",
        0.025: "As now",
    }
    larger = why(catalogue, "permit-leases-and-clearances-for-twice-the-monazite", "multiply")
    assert larger == {2.5: "where the last of the plants it names is full, as they stand"}


def test_what_a_lever_names_has_a_notch_with_its_facts() -> None:
    """The company means to refine 13,000 t in place of 5,000; the gazette pays 2,150 a kilogram."""
    catalogue = Catalogue(shipped.study("india"))
    found = fields(catalogue)["permit-permits-for-its-monazite", "multiply"]
    stretch = found.notches[-1]
    assert (stretch.label, stretch.value) == ("Stretch", 2.6)
    assert stretch.facts == ["production:refined-target-2032#1", "facilities:oscom-reo#1"]
    assert stretch.hint.startswith("Stretch: Refined target 2032 (production), grade B")
    assert found.notches[-2].label == "Limit", "which the tables state, as before"
    rates = fields(catalogue)["output-incentive-sales-incentive-of-the-scheme", "rate"].notches
    (paid,) = (one for one in rates if one.value == 2_150)
    assert (paid.label, paid.stated) == ("As announced", "Limit")
    assert paid.facts == ["policy:repm-incentive-ceiling#1"]
    assert paid.hint.startswith("Limit: Repm incentive ceiling (policy)")
    (half,) = (one for one in rates if one.label == "Half")
    assert half.hint == "1,075"


def test_what_one_version_of_a_lever_names_holds_for_the_others() -> None:
    """The article keeps the stock that is announced, and names no sum the plan allows for it."""
    budget = fields(Catalogue(shipped.study("india")))["stockpile-two-months-of-oxide", "budget"]
    (whole,) = (one for one in budget.notches if one.value == 500)
    assert (whole.label, whole.stated) == ("What the article says", "Limit")


def test_the_sheet_of_a_lever_leads_to_the_facts_of_its_ends() -> None:
    asked = {"id": "permit-permits-for-its-monazite"}
    state = State(study="india", base="announced")
    told = part(Room("india"), PartAsked(state=state, part="lever", given=asked)).html
    assert "Multiply: limit" in told
    assert "Multiply: stretch" in told
    assert "&quot;production:refined-target-2032#1&quot;" in told


@pytest.mark.parametrize(
    ("permit", "most"), [("50", {30.0: "Limit"}), ("15", {}), ("20", {}), ("", {})]
)
def test_a_plant_grows_as_far_as_its_permit_allows(
    tmp_path: Path, permit: str, most: dict[str | float, str]
) -> None:
    """A plant of 20 t; one whose permit holds it down already, or that needs none, has no end."""
    copy_with(tmp_path, "0", "")
    table = tmp_path / "toy" / "chain" / "facilities.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["permit"] = permit if row["facility"] == "hom_magnets" else ""
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    catalogue = Catalogue(shipped.loaded(tmp_path / "toy").study)
    found = notches(catalogue, PROGRAMME, "add")
    assert {one: label for one, label in found.items() if label == "Limit"} == most
    for value in most:
        catalogue.proposal("build", changes={PROGRAMME: {"add": value}})
