"""`monazite explain` and `monazite export`: behind one number, and beyond the screen."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Say = Callable[..., Any]


def test_explain_walks_from_the_number_to_lever_fact_and_source(say: Say) -> None:
    said = say("explain", "toy", "halt", "self_sufficiency.magnet@2026")
    assert said.code == 0
    assert said.lines[0] == "Toy chain: halt  world: central"
    assert said.lines[1].startswith("indicator: Self-sufficiency (magnet), 2026  20.0 %")
    assert said.lines[2].startswith("  formula: ")
    text = " ".join(said.out.split())
    for found in (
        "exports_within_limit[slot_01, 2026]",
        "strategies/halt.yaml#levers[0]",
        "capacity:hom-magnets#1",
        "toy/invented",
    ):
        assert found in text


def test_explain_answers_in_json(say: Say) -> None:
    found = json.loads(say("explain", "toy", "halt", "unmet_demand@2026", "--json").out)
    assert (round(found["value"], 6), found["unit"]) == (10, "t magnet/yr")
    assert [step["depth"] for step in found["steps"][:2]] == [0, 1]


def test_explain_names_what_it_does_not_understand(say: Say) -> None:
    said = say("explain", "toy", "halt", "unmet_demand")
    assert (said.code, said.out) == (1, "")
    assert "'unmet_demand' does not name an indicator and a year" in said.err
    said = say("explain", "toy", "halt", "unmet_demnd@2026")
    assert (said.code, said.out) == (1, "")
    assert "there is no indicator 'unmet_demnd'; write 'unmet_demand'" in said.err
    assert "2030 is not reported" in say("explain", "toy", "halt", "unmet_demand@2030").err


def test_export_lists_what_it_wrote(say: Say, tmp_path: Path) -> None:
    said = say("export", "toy", "halt", "-o", tmp_path / "out")
    assert said.code == 0
    listed = {line.strip() for line in said.lines[1:]}
    assert {Path(name).suffix for name in listed} >= {".csv", ".parquet"}
    assert all((tmp_path / "out" / name).is_file() for name in listed)
    found = json.loads(
        say("export", "toy", "halt", "--as", "csv", "--json", "-o", tmp_path / "two").out
    )
    assert {Path(name).suffix for name in found["files"]} == {".csv"}
