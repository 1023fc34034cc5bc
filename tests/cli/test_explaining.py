"""`monazite explain` and `monazite export`: behind one number, and beyond the screen."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Say = Callable[..., Any]


def test_explain_walks_from_the_number_to_its_facts(say: Say) -> None:
    said = say("explain", "toy", "article", "self_sufficiency.magnet@2026")
    assert said.code == 0
    assert [line.rstrip() for line in said.out.splitlines()] == [
        "Toy chain: article  world: central",
        "indicator: Self-sufficiency (magnet), 2026  40.0 %  self_sufficiency.magnet",
        "  rule: Magnet plant [1]: output within capacity  12,000 USD_2024/t magnet",
        "    source: By hand  toy/plants",
    ]


def test_explain_answers_in_json(say: Say) -> None:
    found = json.loads(say("explain", "toy", "article", "unmet_demand@2026", "--json").out)
    assert (found["value"], found["unit"], len(found["steps"])) == (0.4, "1", 3)


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
