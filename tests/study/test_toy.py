"""The toy study says what its README says, so that it can be solved by hand."""

import shutil
from pathlib import Path

import pytest

from monazite.core.errors import Problems
from monazite.strategy import Strategy, World
from monazite.study import FacilityRow, Study, description_text, list_studies, load_study, resolved

from .. import shipped

TOY = shipped.study("toy")


def number(study: Study, row: object, column: str, unit: str = "") -> float | None:
    problems = Problems()
    quantity = resolved(study, row, column, problems, unit=unit)  # type: ignore[arg-type]
    problems.raise_if_any()
    return None if quantity is None else quantity.value


def test_the_toy_ships_with_the_package() -> None:
    assert "toy" in list_studies()
    assert (TOY.name, TOY.path.name) == ("toy", "toy")


def test_the_frame_of_the_study() -> None:
    settings = TOY.settings
    assert (settings.home, settings.tracked_group, settings.currency) == ("HOM", "NdPr", "USD_2024")
    assert list(settings.horizon.years) == [2024, 2025, 2026]
    assert settings.horizon.blocks == ()
    assert (settings.baseline, settings.world) == ("as-now", "central")
    assert settings.front_page == ("as-now", "halt", "build", "both")
    assert number(TOY, settings, "discount_rate") == pytest.approx(0.10)
    assert settings.line == settings.line_of("discount_rate") == 8


def test_plants_are_those_of_the_readme() -> None:
    """Nameplate in t a year and operating cost in dollars a tonne, row by row as tabled there."""
    table = {
        row.facility: (number(TOY, row, "nameplate"), number(TOY, row, "operating_cost"))
        for row in TOY.chain.facilities
    }
    assert table == {
        "hom_mine": (50, pytest.approx(1000)),
        "hom_separation": (60, 500),
        "hom_magnets": (20, pytest.approx(2500)),
        "for_mine": (120, 2000),
        "for_separation": (140, 500),
        "for_magnets": (140, pytest.approx(2000)),
    }
    plant = TOY.chain.facility["hom_magnets"]
    assert number(TOY, plant, "capital_cost") == 10_000
    assert number(TOY, plant, "permit") is None
    assert [row.start for row in TOY.chain.facilities] == ["2010"] * 6


def test_a_tonne_of_ore_becomes_a_tonne_of_magnets() -> None:
    """0.625 t oxide per t ore x 0.8 = 0.5 t oxide, which is what one tonne of magnets takes."""
    rows = {(row.recipe, row.material): row for row in TOY.chain.recipes}
    contents = {row.material: number(TOY, row, "content") for row in TOY.chain.contents}
    assert contents == {"ore": 0.625, "oxide": 1, "magnet": 0.4}
    assert number(TOY, rows["separation", "oxide"], "recovery") == pytest.approx(0.8)
    assert number(TOY, rows["magnet_making", "oxide"], "amount") == 0.5
    assert TOY.chain.reference == {
        "mining": "ore",
        "separation": "ore",
        "magnet_making": "magnet",
    }


def test_trade_storage_and_demand() -> None:
    lanes = {(x.material, x.origin, x.destination): row for x, row in TOY.chain.lane_rows()}
    assert set(lanes) == {
        (material, origin, destination)
        for material in ("oxide", "magnet")
        for origin, destination in (("HOM", "FOR"), ("FOR", "HOM"))
    }
    assert [number(TOY, row, "freight") for row in lanes.values()] == [1000, 1000, 500, 500]
    assert number(TOY, lanes["oxide", "HOM", "FOR"], "reference_flow") == 15
    assert number(TOY, lanes["magnet", "FOR", "HOM"], "reference_flow") == 80
    (stock,) = TOY.chain.stocks
    assert (stock.material, stock.region) == ("oxide", "HOM")
    assert [number(TOY, stock, column) for column in ("initial", "storage_cost", "limit")] == [
        None,
        100,
        50,
    ]
    demand = {row.region: number(TOY, row, "quantity") for row in TOY.chain.demand}
    assert demand == {"HOM": 100, "FOR": 50}
    (use,) = TOY.chain.uses
    assert [number(TOY, use, column) for column in ("reference_price", "elasticity", "choke")] == [
        5000,
        0,
        pytest.approx(20_000),
    ]
    assert TOY.chain.recycling == ()


def test_strategies_and_worlds() -> None:
    courses: dict[str, Strategy | World] = {**TOY.strategies, **TOY.worlds}
    kinds = {name: [lever.kind for lever in course.levers] for name, course in courses.items()}
    assert kinds == {
        "as-now": [],
        "halt": ["export_limit"],
        "build": ["capacity_programme"],
        "both": ["capacity_programme", "export_limit"],
        "central": [],
        "control": ["foreign_export_control"],
    }
    (control,) = TOY.worlds["control"].levers
    assert [control.share_of_year(year) for year in TOY.settings.horizon.years] == [0, 1, 0]


def test_evidence_has_a_choice_to_make() -> None:
    assert TOY.evidence.quantity("demand:motors-hom").chosen.fact_id == "demand:motors-hom#1"
    assert TOY.evidence.quantity("capacity:for-mine").value == 120
    assert set(TOY.sources) == {"toy/invented", "toy/older"}
    assert {source.kind for source in TOY.sources.values()} == {"estimate"}
    assert TOY.money.rates["INR_2024"] == pytest.approx(0.01)


def test_every_number_says_what_it_rests_on() -> None:
    problems = Problems()
    for row in TOY.chain.rows():
        for column in row.numbers():
            quantity = resolved(TOY, row, column, problems)
            if quantity is not None:
                assert quantity.sources
                assert quantity.low <= quantity.value <= quantity.high
                assert (quantity.file, quantity.line) == (row.file, row.line)
    assert not problems


@pytest.mark.parametrize("name", list_studies())
def test_the_description_beside_the_data_is_up_to_date(name: str) -> None:
    study = shipped.study(name)
    written = (study.path / "datapackage.json").read_text(encoding="utf-8")
    assert written == description_text(study), "write description_text(study) to datapackage.json"


def test_a_copy_elsewhere_is_the_same_study(tmp_path: Path) -> None:
    copy = load_study(shutil.copytree(TOY.path, tmp_path / "copy"))
    assert copy.name == "copy"
    assert copy.data_hash == TOY.data_hash
    assert (copy.settings, copy.chain, copy.strategies, copy.worlds, copy.evidence) == (
        TOY.settings,
        TOY.chain,
        TOY.strategies,
        TOY.worlds,
        TOY.evidence,
    )


def test_rows_know_their_place() -> None:
    row = TOY.chain.facilities[2]
    assert isinstance(row, FacilityRow)
    assert (row.file, row.line, row.row["facility"]) == ("chain/facilities.csv", 4, "hom_magnets")
