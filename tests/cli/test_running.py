"""`monazite run` and `monazite compare`: one table for people, exact JSON for programs."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Say = Callable[..., Any]


def test_run_prints_one_table_of_the_front_page(say: Say) -> None:
    said = say("run", "toy")
    assert (said.code, said.err) == (0, "")
    assert [line.rstrip() for line in said.out.splitlines()[1:]] == [
        "                                               against as-now",
        "                           2024     2025     2026        2026",
        "",
        "Magnets made at home  %",
        "  as-now                   10.0     10.0     10.0",
        "  article                  10.0     20.0     40.0       +30.0",
        "",
        "Short of magnets  t magnet/yr",
        "  as-now                      0     5.00    1,234",
        "  article                     0        0    1,000        -234",
        "",
        "What holds as-now back: magnet 2024-2025",
        "What holds article back: magnet 2024-2025",
    ]


def test_run_fits_in_100_columns(say: Say) -> None:
    assert max(len(line) for line in say("run", "toy").out.splitlines()) <= 100


def test_one_strategy_is_still_held_against_the_baseline(say: Say) -> None:
    assert "against as-now" in say("run", "toy", "article").out


def test_years_can_be_chosen(say: Say) -> None:
    assert "2024     2026" in say("run", "toy", "--years", "2024, 2026").out
    said = say("run", "toy", "--years", "soon")
    assert said.code == 1
    assert "'soon' is not a year; write years separated by commas" in said.err


def test_run_json_is_exactly_the_documented_shape(say: Say) -> None:
    said = say("run", "toy", "article", "--json")
    found = json.loads(said.out)
    binds = found["strategies"]["article"].pop("binds")
    assert {row["title"] for row in binds} == {"Magnet plant", "Spare plant"}
    assert found == {
        "study": "toy",
        "data_hash": "0123456789abcdef0123",
        "strategies": {
            "article": {
                "status": "optimal",
                "headlines": {
                    "self_sufficiency.magnet": {"2024": 10.0, "2025": 20.0, "2026": 40.0},
                    "unmet_demand": {"2024": 0.0, "2025": 0.0, "2026": 1000.0},
                },
                "residual": 1e-12,
                "calibration": [
                    {
                        "quantity": "mine output",
                        "observed": 100.0,
                        "modelled": None,
                        "gap": None,
                        "status": "conflict",
                        "reason": "two reports disagree",
                    }
                ],
                "seconds": {"build": 0.1, "solve": 0.2},
            }
        },
        "units": {"self_sufficiency.magnet": "%", "unmet_demand": "t magnet/yr"},
    }


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_run_writes_a_run_folder_of_the_strategies_asked_for(
    say: Say, study: Any, tmp_path: Path, flags: list[str]
) -> None:
    said = say("run", "toy", "article", "-o", tmp_path / "run", *flags)
    assert said.code == 0
    assert study.written == [(tmp_path / "run", ("article",))]
    assert said.err == f"Wrote {tmp_path / 'run'}\n"


def test_the_world_is_passed_on(say: Say) -> None:
    assert "world: stop" in say("run", "toy", "--world", "stop").out


def test_compare_answers_in_json_and_csv(say: Say, tmp_path: Path) -> None:
    found = json.loads(say("compare", "toy", "as-now", "article", "--json").out)
    assert found["baseline"] == "as-now"
    assert found["rows"][2] == {
        "indicator": "self_sufficiency.magnet",
        "title": "Magnets made at home",
        "unit": "%",
        "year": 2026,
        "as-now": 10.0,
        "article": 40.0,
    }
    table = tmp_path / "table.csv"
    assert say("compare", "toy", "as-now", "article", "-o", table).out == ""
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [row["article"] for row in rows] == ["10.0", "20.0", "40.0", "0.0", "0.0", "1000.0"]


def test_a_strategy_whose_rules_contradict_ends_with_code_2(say: Say) -> None:
    said = say("run", "toy", "stuck")
    assert said.code == 2
    assert said.err == "the halt and the contract cannot both be kept; drop one.\n"


def test_a_run_that_comes_back_without_a_plan_is_shown_and_ends_with_code_2(say: Say) -> None:
    said = say("run", "toy", "no-plan")
    assert said.code == 2
    assert "  no-plan                     –        –        –           –" in said.out
    assert said.err.splitlines() == [
        "no-plan: its rules contradict each other, and no plan keeps them all.",
        "  output_at_least at plant, 2024, set by strategies/no-plan.yaml#levers[0]",
    ]
