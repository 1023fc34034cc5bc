"""`monazite binds`: what is full, what is forced, and what easing it is worth."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Say = Callable[..., Any]


def test_binds_shows_the_strip_and_the_dearest_year(say: Say) -> None:
    said = say("binds", "toy", "article")
    assert said.code == 0
    lines = [line.rstrip() for line in said.out.splitlines()]
    assert lines[:2] == ["Toy chain: article  world: central", ""]
    assert lines[2].split() == ["use", "of", "what", "is", "allowed,", "%", "2024", "2025"]
    assert lines[3] == "magnet"
    assert lines[4].split() == ["Magnet", "plant", "100▲", "100▲"]
    dearest = "Magnet plant output within capacity 2025 12,000 USD_2024/t magnet"
    assert " ".join(lines[-1].split()) == dearest
    assert "Spare plant" not in said.out


def test_all_shows_what_is_half_empty_too(say: Say) -> None:
    said = say("binds", "toy", "article", "--all")
    assert ["Spare", "plant", "40", "·"] in [line.split() for line in said.out.splitlines()]


def test_a_year_without_a_binding_rule_says_so(say: Say) -> None:
    assert (
        "Nothing is full and nothing is forced."
        in say("binds", "toy", "article", "--year", 2026).out
    )


def test_binds_json_and_csv_keep_levers_and_facts(say: Say, tmp_path: Path) -> None:
    found = json.loads(say("binds", "toy", "article", "--json", "--year", 2025).out)
    assert found["binds"] == [
        {
            "stage": "magnet",
            "sense": "ceiling",
            "unit": "USD_2024/t magnet",
            "subject": "plant",
            "title": "Magnet plant",
            "rule": "output_within_capacity",
            "year": 2025,
            "utilisation": 1.0,
            "binding": True,
            "worth": 12000.0,
            "levers": ["strategies/article.yaml#levers[0]"],
            "facts": ["plants:magnet#1"],
        }
    ]
    say("binds", "toy", "article", "-o", tmp_path / "binds.csv")
    rows = list(csv.DictReader((tmp_path / "binds.csv").read_text("utf-8").splitlines()))
    assert [row["levers"] for row in rows] == ["strategies/article.yaml#levers[0]"] * 2
