"""`monazite explain` and `monazite export`: behind one number, and beyond the screen."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Say = Callable[..., Any]


def test_explain_walks_from_the_number_to_its_facts(say: Say) -> None:
    said = say("explain", "toy", "article", "self_sufficiency.magnet@2026")
    assert said.code == 0
    assert said.out.splitlines() == [
        "self_sufficiency.magnet in 2026: 40.0 %  article, world: central",
        "  1. Magnets made at home",
        "     formula: home-made / used",
        "     value: 40.0",
        "     unit: %",
        "  2. magnet plant [1]",
        "     grade: Thin",
        "     facts: plants:magnet#1",
    ]


def test_explain_answers_in_json(say: Say) -> None:
    found = json.loads(say("explain", "toy", "article", "unmet_demand@2026", "--json").out)
    assert (found["value"], found["unit"], len(found["steps"])) == (1000.0, "t magnet/yr", 2)


def test_explain_names_what_it_does_not_understand(say: Say) -> None:
    said = say("explain", "toy", "article", "unmet_demand")
    assert (said.code, said.out) == (1, "")
    assert "'unmet_demand' does not name an indicator and a year" in said.err
    said = say("explain", "toy", "article", "unmet_demnd@2026")
    assert "there is no indicator 'unmet_demnd'; write 'unmet_demand'" in said.err


def test_export_lists_what_it_wrote(say: Say, tmp_path: Path) -> None:
    said = say("export", "toy", "article", "-o", tmp_path / "out")
    assert said.code == 0
    assert said.out.splitlines()[1:] == ["  headlines.csv", "  headlines.parquet"]
    found = json.loads(
        say("export", "toy", "article", "--as", "csv", "--json", "-o", tmp_path / "two").out
    )
    assert found["files"] == ["headlines.csv"]
