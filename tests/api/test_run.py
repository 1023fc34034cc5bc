"""A run answers what may be asked of it; what may not be asked is refused in words."""

import json
from pathlib import Path

import polars as pl
import pytest

from monazite.api import Comparison, StudyHandle
from monazite.core.errors import InvalidInput
from monazite.findings.indicators import COLUMNS
from monazite.store.files import RECORD_FILE


def test_headlines_are_those_of_the_study(toy: StudyHandle) -> None:
    """20 of 100 wanted, 70 bought, 10 short, 1.68 million dollars: see the toy solved by hand."""
    run = toy.run("halt")
    assert (run.strategy, run.world, run.status) == ("halt", "central", "optimal")
    assert run.residual <= 1e-9
    assert run.headlines.schema == pl.Schema(COLUMNS)
    of_2025 = run.headlines.filter(pl.col("year") == 2025)
    assert dict(of_2025.select("indicator", "value").rows()) == pytest.approx(
        {
            "self_sufficiency.magnet": 0.2,
            "net_import_reliance.magnet": 0.8,
            "unmet_demand": 10,
            "home_cost": 1_680_000,
        }
    )
    assert dict(of_2025.select("indicator", "unit").rows()) == run.units


def test_any_indicator_may_be_asked_for(toy: StudyHandle) -> None:
    table = toy.run("build").indicators(["public_outlay", "price.magnet"])
    assert table.select("indicator", "year", "value").rows() == [
        ("public_outlay", 2024, 0),
        ("public_outlay", 2025, pytest.approx(2)),
        ("public_outlay", 2026, 0),
        *(("price.magnet", year, pytest.approx(5)) for year in (2024, 2025, 2026)),
    ]


def test_unknown_indicators_are_refused_all_at_once(toy: StudyHandle) -> None:
    with pytest.raises(InvalidInput) as caught:
        toy.run("build").indicators(["price.magnett", "import_bil", "output"])
    assert [problem.field for problem in caught.value.problems] == ["price.magnett", "import_bil"]


def test_findings_of_a_run(toy: StudyHandle) -> None:
    run = toy.run("halt")
    assert set(run.binding_constraints().filter("binding")["rule"]) == {
        "output_within_capacity",
        "exports_within_limit",
    }
    assert run.calibration()["status"].to_list() == ["fitted", *["determined"] * 3]
    assert run.conflict().is_empty()
    assert run.fate().equals(run.fate("NdPr"))
    assert run.flows().filter(pl.col("variable") == "shipment").height == 4
    assert run.thin_evidence_share == pytest.approx(0.0656, abs=1e-4)


def test_the_baseline_has_no_fate_and_harms_nobody(toy: StudyHandle) -> None:
    run = toy.run("as-now")
    assert run.fate().is_empty()
    assert run.indicators(["partner_loss.FOR"])["value"].to_list() == [0, 0, 0]


def test_a_trace_goes_down_to_the_source(toy: StudyHandle) -> None:
    rows = toy.run("halt").trace("unmet_demand", 2025)
    assert rows.row(0, named=True) == {
        "depth": 0,
        "kind": "indicator",
        "text": "Unmet demand at home, 2025",
        "value": pytest.approx(10),
        "unit": "t magnet/yr",
        "where": "unmet_demand",
        "before": pytest.approx(0),
        "saved_in_all": None,
    }
    kinds = rows["kind"].to_list()
    assert kinds[-1] == "source"
    assert {"formula", "part", "rule", "parameter", "lever", "quantity", "fact", "source"} <= set(
        kinds
    )


def test_a_trace_is_told_in_lines(toy: StudyHandle) -> None:
    lines = toy.run("halt").trace_text("unmet_demand", 2025).split("\n")
    assert lines[0] == "indicator: Unmet demand at home, 2025: 10 t magnet/yr [unmet_demand]"
    assert lines[-1] == (
        "          source: Numbers invented for the toy chain, Makers of this study, 2024-06 "
        "[toy/invented]"
    )
    assert len(lines) == len(toy.run("halt").trace("unmet_demand", 2025))
    assert (
        "      lever: Keep neodymium in all forms for makers at home: 0 where there was no limit "
        "[strategies/halt.yaml#levers[0]]" in lines
    )


def test_a_year_that_is_not_reported(toy: StudyHandle) -> None:
    with pytest.raises(InvalidInput) as caught:
        toy.run("halt").trace("unmet_demand", 2031)
    assert str(caught.value) == "year: 2031 is not reported; choose a year from 2024 to 2026."


def test_an_indicator_that_does_not_exist(toy: StudyHandle) -> None:
    with pytest.raises(InvalidInput) as caught:
        toy.run("halt").trace_text("unmet_demnd", 2025)
    assert str(caught.value) == (
        "unmet_demnd: there is no indicator 'unmet_demnd'; "
        "write 'unmet_demand', the nearest known name."
    )


def rows_of(comparison: Comparison, indicator: str, year: int) -> dict[str, object]:
    return comparison.table([year]).row(by_predicate=pl.col("indicator") == indicator, named=True)


def test_a_comparison_has_a_column_per_strategy_and_what_it_adds(toy: StudyHandle) -> None:
    assert rows_of(toy.compare("as-now", "halt", "build"), "home_cost", 2026) == {
        "indicator": "home_cost",
        "title": "Home cost at border prices",
        "unit": "USD_2024/yr",
        "year": 2026,
        "better": "down",
        "as-now": pytest.approx(465_000),
        "halt": pytest.approx(1_680_000),
        "build": pytest.approx(425_000),
        "halt - as-now": pytest.approx(1_215_000),
        "build - as-now": pytest.approx(-40_000),
        "halt mark": "worse",
        "build mark": "better",
        "as-now standing": "not yet tested",
        "halt standing": "not yet tested",
        "build standing": "not yet tested",
    }


def test_what_is_better_only_because_users_went_without_is_not_marked_so(
    toy: StudyHandle,
) -> None:
    """The halt buys 70 t in place of 80 and leaves 10 t short: a smaller bill, and no gain.

    Under build 60 t are bought because 40 are made at home; that is one.
    """
    table = toy.compare("as-now", "halt", "build").table(
        [2025], ["import_bill.magnet", "home_share_of_use.magnet", "unmet_demand"]
    )
    bill, share, _ = table.to_dicts()
    assert bill["halt - as-now"] == pytest.approx(-50_000)
    assert share["halt - as-now"] == pytest.approx(20 / 90 - 0.2)
    assert table["halt mark"].to_list() == ["neither", "neither", "worse"]
    assert table["build mark"].to_list() == ["better", "better", "neither"]


def test_differences_are_there_without_the_baseline_beside_them(toy: StudyHandle) -> None:
    row = rows_of(toy.compare("build"), "self_sufficiency.magnet", 2025)
    assert row["title"] == "Self-sufficiency, Magnets"
    assert row["build - as-now"] == pytest.approx(0.2)
    assert "as-now" not in row


def test_a_strategy_against_itself_differs_in_nothing(toy: StudyHandle) -> None:
    for strategy in toy.strategies:
        run = toy.run(strategy)
        columns = Comparison((run, run), strategy).table().columns
        assert not [name for name in columns if name.startswith(f"{strategy} - ")]
        assert f"{strategy} mark" not in columns
    alike = toy.compare("build", "both").table()
    assert alike["build - as-now"].to_list() == pytest.approx(
        alike["both - as-now"].to_list(), abs=1e-6
    )


def test_without_names_the_front_page_is_compared(toy: StudyHandle) -> None:
    comparison = toy.compare()
    assert tuple(run.strategy for run in comparison.runs) == toy.front_page
    table = comparison.table()
    assert table.height == 4 * 3
    assert set(table["year"]) == {2024, 2025, 2026}


def test_a_comparison_of_chosen_indicators(toy: StudyHandle) -> None:
    comparison = toy.compare("as-now", "halt", world="control")
    (row,) = comparison.table([2025], ["partner_loss.FOR"]).to_dicts()
    assert (row["title"], row["unit"]) == ("Partner's loss, Farland", "USD_2024/yr")
    (row,) = comparison.table([2025], ["unmet_demand"]).to_dicts()
    assert (row["as-now"], row["halt"]) == (pytest.approx(40), pytest.approx(40))
    with pytest.raises(InvalidInput, match="there is no indicator 'outputt'"):
        comparison.table(indicators=["outputt"])


@pytest.mark.parametrize(
    ("formats", "files"),
    [
        (("csv",), {"headlines.csv", "flows.csv"}),
        (("parquet",), {"headlines.parquet", "flows.parquet"}),
        (("iamc",), {"iamc_long.csv", "iamc_wide.csv"}),
        (("csv", "datapackage"), {"headlines.csv", "flows.csv", "datapackage.json"}),
    ],
)
def test_export(
    toy: StudyHandle, tmp_path: Path, formats: tuple[str, ...], files: set[str]
) -> None:
    run = toy.run("halt")
    written = run.export(tmp_path / "out", formats)
    there = {path.name for path in (tmp_path / "out").iterdir()}
    assert {path.name for path in written} == files == there - {RECORD_FILE}
    if "csv" in formats:
        back = pl.read_csv(tmp_path / "out" / "headlines.csv", schema=pl.Schema(COLUMNS))
        assert back.equals(run.headlines)


def test_export_in_a_format_nobody_knows(toy: StudyHandle, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="there is no format 'xlsx'"):
        toy.run("halt").export(tmp_path / "out", ("csv", "xlsx"))
    assert not (tmp_path / "out").exists()


def test_every_region_is_told_and_the_world_is_their_sum(toy: StudyHandle) -> None:
    table = toy.run("halt").regions()
    assert table.columns == toy.run("halt").headlines.columns

    def of(indicator: str, region: str, year: int = 2025) -> float:
        (row,) = table.filter(
            (pl.col("indicator") == indicator)
            & (pl.col("region") == region)
            & (pl.col("year") == year)
        ).to_dicts()
        return float(row["value"])

    # as solved by hand: 50 t of ore a year at home until the halt, 20 t after it; 10 t go short
    assert (of("production.ore", "HOM", 2024), of("production.ore", "HOM")) == (50, 20)
    assert of("unmet.motors", "HOM") == pytest.approx(10)
    assert of("production.ore", "World") == pytest.approx(140)
    summed = (
        table.filter(pl.col("region") != "World")
        .group_by("indicator", "year")
        .agg(pl.col("value").sum())
    )
    world = table.filter(pl.col("region") == "World").join(summed, on=["indicator", "year"])
    assert world.height > 10
    assert world["value"].to_list() == pytest.approx(world["value_right"].to_list())
    trade = {
        name: table.filter(pl.col("indicator").str.starts_with(f"trade.{name}"))["value"].sum()
        for name in ("exports", "imports")
    }
    assert trade["exports"] == pytest.approx(trade["imports"])


def test_the_scenario_format_holds_headlines_and_regions(toy: StudyHandle, tmp_path: Path) -> None:
    run = toy.run("halt")
    run.export(tmp_path, ["iamc", "datapackage"])
    long = pl.read_csv(tmp_path / "iamc_long.csv")
    assert long.height == run.headlines.height + run.regions().height
    rows = long.filter((pl.col("variable") == "Trade|Imports|Magnet") & (pl.col("region") == "HOM"))
    assert rows["unit"].unique().to_list() == ["t magnet/yr"]
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["title"] == "Toy chain: Halt"
    assert package["hash"] == f"sha256:{toy.data_hash}"
    assert package["sources"] == [{"title": "Numbers invented for the toy chain"}]
