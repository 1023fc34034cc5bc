"""`monazite run` and `monazite compare`: one table for people, exact JSON for programs."""

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from monazite.cli.headlines import stop_blocks
from monazite.core.numerals import Coin
from monazite.findings.evidence import Answered, write_answers
from monazite.findings.evidence.verdicts import Cause, Verdict
from monazite.study import load_study

from .. import shipped

Say = Callable[..., Any]


def test_run_prints_one_table_of_the_front_page(say: Say) -> None:
    # The numbers are derived in the README of the toy study.
    said = say("run", "toy")
    assert (said.code, said.err) == (0, "")
    assert said.lines[0].startswith("Toy chain  world: central  data ")
    assert said.lines[1:10] == [
        "                                                  against as-now",
        "                            2024      2025      2026        2026",
        "",
        "Self-sufficiency, Magnets  %  firm evidence",
        "  as-now                    20.0      20.0      20.0",
        "  halt                      20.0      20.0      20.0           0",
        "  build                     20.0      40.0      60.0       +40.0",
        "  both                      20.0      40.0      60.0       +40.0",
        "",
    ]
    assert "  halt                         0      10.0      10.0       +10.0" in said.lines
    assert "Home cost at border prices  million USD_2024/yr  firm evidence" in said.lines
    assert (
        "What holds halt back: magnet 2024-2026; mining 2024; trade and stocks 2025-2026"
        in said.lines
    )


def test_run_says_how_firm_the_evidence_behind_a_figure_is(say: Say) -> None:
    """By year where years differ, in words that stand below; nothing of what is nought."""
    out = say("run", "india", "announced").lines
    heads = {line.partition("  ")[0]: line for line in out if line and line[0] != " "}
    assert heads["Self-sufficiency, magnet"].endswith("  %  thin evidence")
    chain = heads["Self-sufficiency, from home ore"]
    assert chain.endswith("  %  evidence fair in 2030, thin in 2035")
    assert heads["Shortage at home"].endswith("  t magnet/yr")
    assert heads["Public outlay, summed from the start"].endswith("crore")
    told = " ".join(out)
    assert (
        "thin, fair or firm evidence: of what carries a figure of announced in 2030 and 2035, more "
        "than 50 %, more than 20 % or less rests on single weak sources and estimates."
    ) in told
    rows = json.loads(say("compare", "india", "as-now", "announced", "--json").out)["grades"]
    known = {(row["indicator"], row["year"]): row["grade"] for row in rows["announced"]}
    assert known["self_sufficiency.chain", 2030] == "B"
    assert known["self_sufficiency.chain", 2035] == "C"


def test_figures_are_graded_in_the_years_a_study_decides_by(say: Say) -> None:
    """Those of the brief, where they are shown; else in the last year that is."""

    def told(*years: str) -> str:
        out = " ".join(say("run", "indonesia", "ban-2014", *years).lines)
        return out.partition("of what carries a figure of ban-2014 in ")[2].partition(",")[0]

    assert told() == "2017 and 2024"
    assert told("--years", "2015,2017") == "2017"
    assert told("--years", "2015,2016") == "2016"


def test_run_says_how_far_it_can_be_trusted(say: Say) -> None:
    said = say("run", "toy", "halt")
    assert said.lines[-2].startswith("Largest imbalance of any material, region and year: ")
    assert said.lines[-1] == (
        "Of 4 observed quantities (as-now): 3 determined by what the study was given, 1 fitted."
    )


def test_run_fits_in_100_columns(say: Say) -> None:
    assert max(len(line) for line in say("run", "toy").lines) <= 100


def test_one_strategy_is_still_held_against_the_baseline(say: Say) -> None:
    said = say("run", "toy", "build")
    assert "  as-now                    20.0      20.0      20.0" in said.lines
    assert "  build                     20.0      40.0      60.0       +40.0" in said.lines
    assert not any("halt" in line for line in said.lines)


def test_years_can_be_chosen(say: Say) -> None:
    assert say("run", "toy", "--years", "2024, 2026").lines[2].split() == ["2024", "2026", "2026"]
    said = say("run", "toy", "--years", "soon")
    assert (said.code, said.out) == (1, "")
    assert "'soon' is not a year; write years separated by commas" in said.err


def test_years_chosen_hold_in_json_too(say: Say) -> None:
    def years(*asked: str) -> tuple[set[str], set[int]]:
        found = json.loads(say("run", "toy", "build", "--json", *asked).out)["strategies"]["build"]
        headlines = {year for by_year in found["headlines"].values() for year in by_year}
        return headlines, {row["year"] for row in found["bottlenecks"]}

    assert years() == ({"2024", "2025", "2026"}, {2024, 2025, 2026})
    assert years("--years", "2025") == ({"2025"}, {2025})


def test_the_world_is_passed_on(say: Say) -> None:
    # Half of 80 t of magnets are withheld in 2025, and Homeland goes without them.
    said = say("run", "toy", "as-now", "--world", "control")
    assert "  as-now                       0      40.0         0" in said.lines
    assert "there is no world 'peace'" in say("run", "toy", "--world", "peace").err


def test_a_world_with_a_stop_shows_what_carries_home_through_it(say: Say) -> None:
    """Half the magnets fail to come in 2025: plants at home make up for half of what is missing."""
    out = say("run", "toy", "build", "--world", "control").out
    assert "Half the magnets for a year, 2025" in out
    lines = [line.split() for line in out.partition("where what home needs")[2].splitlines()]
    assert ["as-now", "100", "20", "0", "40", "0", "0", "40", "1"] in lines
    assert ["build", "100", "40", "0", "40", "0", "0", "20", "0"] in lines
    assert "where what home needs" not in say("run", "toy", "build").out


def test_run_json_is_exactly_the_documented_shape(say: Say, toy: Any) -> None:
    found = json.loads(say("run", "toy", "halt", "--json").out)
    assert set(found) == {"study", "data_hash", "strategies", "units"}
    assert (found["study"], found["data_hash"]) == ("toy", toy.data_hash)
    assert found["units"] == {
        "self_sufficiency.magnet": "1",
        "net_import_reliance.magnet": "1",
        "unmet_demand": "t magnet/yr",
        "home_cost": "USD_2024/yr",
    }
    assert set(found["strategies"]) == {"halt"}
    halt = found["strategies"]["halt"]
    assert set(halt) == {
        *("status", "headlines", "bottlenecks", "stops", "residual", "calibration", "seconds"),
        *("mostly_unmet", "out_of_range", "unsettled_prices", "works_against", "grades"),
    }
    assert halt["grades"][0] == {
        "indicator": "self_sufficiency.magnet",
        "year": 2025,
        "thin_share": 0.0,
        "grade": "A",
    }
    assert halt["mostly_unmet"] == []
    assert halt["unsettled_prices"] == []
    assert halt["status"] == "optimal"
    assert halt["residual"] <= 1e-8
    assert halt["headlines"]["unmet_demand"] == pytest.approx({"2024": 0, "2025": 10, "2026": 10})
    assert set(halt["headlines"]) == set(found["units"])
    assert set(halt["calibration"][0]) == {
        *("quantity", "measure", "observed", "modelled", "gap"),
        *("status", "determined_by", "reason"),
    }
    assert halt["calibration"][0]["quantity"] == "home_mine"
    assert set(halt["bottlenecks"][0]) == {
        *(
            "stage",
            "stage_title",
            "subject",
            "title",
            "rule",
            "year",
            "utilisation",
            "binding",
            "sense",
        ),
        *("shadow_price", "unit", "levers", "facts", "size", "words", "annual_value"),
    }
    assert all(isinstance(seconds, float) for seconds in halt["seconds"].values())


def test_run_without_a_strategy_answers_for_the_front_page_in_json_too(say: Say, toy: Any) -> None:
    found = json.loads(say("run", "toy", "--json").out)
    assert list(found["strategies"]) == list(toy.front_page)


@pytest.mark.parametrize("flags", [[], ["--json", "--quick"]])
def test_run_writes_a_run_folder(say: Say, tmp_path: Path, flags: list[str]) -> None:
    said = say("run", "toy", "halt", "-o", tmp_path / "run", *flags)
    assert (said.code, said.err) == (0, f"Wrote {tmp_path / 'run'}\n")
    written = {path.suffix for path in (tmp_path / "run").rglob("*") if path.is_file()}
    assert {".html", ".csv", ".parquet"} <= written


def test_compare_answers_in_json_and_csv(say: Say, tmp_path: Path) -> None:
    found = json.loads(say("compare", "toy", "as-now", "halt", "--json").out)
    assert (found["baseline"], found["world"]) == ("as-now", "central")
    assert found["status"] == {"as-now": "optimal", "halt": "optimal"}
    last = next(
        row for row in found["rows"] if (row["indicator"], row["year"]) == ("unmet_demand", 2026)
    )
    assert (last["as-now"], last["halt"]) == pytest.approx((0, 10))
    table = tmp_path / "table.csv"
    assert say("compare", "toy", "as-now", "halt", "-o", table).out == ""
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 4 * 3
    assert float(rows[2]["halt"]) == pytest.approx(10 / 50)  # of what is wanted, served or not
    assert rows[2]["halt standing"] == "not yet tested"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The toy study in a folder of one's own."""
    folder = tmp_path / "copied"
    shutil.copytree(Path(str(files("monazite") / "studies" / "toy")), folder)
    return folder


def test_a_difference_that_counts_as_nothing_bears_no_sign_and_no_mark(say: Say) -> None:
    """0.4 t more of the 100 t that users want make 0.4 points, of which any sign could be true."""
    asked = ("compare", "toy", "as-now", "build", "--set", "Three times the magnets.add=0.4")
    told = say(*asked)
    rows = [line for line in told.lines if line.startswith("  build-changed")]
    cells = [row.split("  ")[-1].strip() for row in rows]
    assert cells == ["about nil", "about nil", "0", "about nil"]
    assert "about nil: a difference below 1 % of what it is a part of" in told.out
    numbers = json.loads(say(*asked, "--json").out)["rows"]
    last = [row for row in numbers if row["year"] == 2026]
    assert last[0]["build-changed - as-now"] == pytest.approx(0.004)
    assert {row["build-changed mark"] for row in last} == {"neither"}
    # two points are told
    told = say("compare", "toy", "as-now", "build", "--set", "Three times the magnets.add=2")
    row = next(line for line in told.lines if line.startswith("  build-changed"))
    assert row.split()[-1] == "+2.0"


def test_what_is_not_determined_is_marked_and_counted(say: Say, copied: Path) -> None:
    """Verdicts kept beside the study: the halt's unmet demand of 2026 jumps, its home cost turns.

    Three of four figures stand and two of four differences; build was never tried.
    """
    study = load_study(copied)
    firm = Verdict(0.2, 0.0, None, None)
    cause = Cause("costs:mining#1", 1.01, 5.0)
    answers = {(key, 2026): firm for key in study.settings.headlines}
    answers["unmet_demand", 2026] = Verdict(10.0, 10.0, cause, None)
    answers["home_cost", 2026] = Verdict(1.68e6, 1.2e6, None, cause)
    kept = {"as-now": dict.fromkeys(answers, firm), "halt": answers}
    write_answers(study, Answered(study.data_hash, "central", (), kept))
    lines = say("run", copied, "halt", "build", "--years", "2026").lines
    shown = [line.split()[1:] for line in lines if line.startswith("  halt")]
    assert ["10.0?", "+10.0?"] in shown
    assert ["1.68", "+1.22?"] in shown
    assert any(
        line.startswith("? not determined: facts that set prices, a little off, or owners")
        for line in lines
    )
    assert (
        "Headlines determined in 2026: 4 of 4 under as-now; 3 of 4 under halt (2 of 4 in what it "
        "changes); not yet tested: build." in " ".join(lines)
    )
    for asked in ("unmet_demand@2026", "unmet_demand.total@2026"):
        told = json.loads(say("explain", copied, "halt", asked, "--json").out)
        assert told["standing"] == "number not determined", asked
    assert (
        "Headlines determined in 2025 and 2026: not yet tested (monazite determine)."
        in say("run", "toy", "halt").lines
    )


def test_a_study_by_path_works_like_one_that_ships(say: Say, copied: Path) -> None:
    assert say("run", copied, "halt").lines[1:] == say("run", "toy", "halt").lines[1:]


@pytest.fixture
def torn(copied: Path) -> Path:
    """A toy study with a strategy whose permit is below what the home mine must dig."""
    folder = copied
    table = folder / "chain" / "facilities.csv"
    before = "2010,{capacity:hom-mine},,,"
    text = table.read_text("utf-8")
    assert before in text
    table.write_text(text.replace(before, "2010,{capacity:hom-mine},,{capacity:hom-mine},"))
    (folder / "strategies" / "torn.yaml").write_text(
        """title: Torn
levers:
  - kind: permit
    facility: hom_mine
    tonnes_per_year: 10
    start: 2025-01
    why: A permit below the floor.
    source: toy/invented
""",
        encoding="utf-8",
    )
    return folder


def test_rules_that_contradict_each_other_are_named_and_end_with_code_2(
    say: Say, torn: Path
) -> None:
    said = say("run", torn, "torn")
    assert said.code == 2
    assert "  torn                         –         –         –           –" in said.lines
    refusal, *rules = said.err.splitlines()
    assert refusal == "torn: its rules contradict each other, and no plan keeps them all."
    assert rules[0].startswith("  What forces it: Home mine has to make 50 t a year in 202")
    assert any("feed within permit: Home mine, 202" in rule for rule in rules)
    assert any("no more than its permit allows" in rule for rule in rules)
    assert any("set by “Permit” (strategies/torn.yaml#levers[0])" in rule for rule in rules)
    assert say("bottlenecks", torn, "torn").code == 2
    explained = say("explain", torn, "torn", "unmet_demand@2025")
    assert (explained.code, explained.out, explained.err) == (2, "", said.err)


def test_a_check_that_solves_names_the_strategy_without_a_plan(say: Say, torn: Path) -> None:
    """A study one of whose strategies contradicts itself is not called consistent."""
    assert say("check", torn).lines[-1] == "The study is consistent.", "nothing was solved"
    said = say("check", torn, "--solve")
    assert said.code == 1
    assert "consistent" not in said.out
    assert said.err.startswith("torn: its rules contradict each other")
    assert "strategies/torn.yaml#levers[0]" in said.err
    found = json.loads(say("check", torn, "--solve", "--json").out)
    assert found["without_plan"] == ["torn"]
    assert any("permit" in row["rule"] for row in found["conflicts"]["torn"])


def test_heads_of_a_stop_are_never_cut_off(capsys: pytest.CaptureFixture[str]) -> None:
    """Millions of tonnes leave heads less room, which take more lines, and names as well."""
    run = shipped.loaded("toy").run("as-now", world="control")
    row = next(one for one in run.records.stops() if one.year == 2025)
    large = replace(row, need=5e7, home_plants=4e7, other_lanes=3e7, shortage=2e7)
    Console(width=100).print(*stop_blocks({"as-now": [large]}, [2025], Coin("USD_2024")))
    said = capsys.readouterr().out
    assert "…" not in said
    assert {"withholder", "million", "USD", "50,000,000", "20,000,000"} <= set(said.split())
