"""`monazite stress`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

Say = Callable[..., Any]
ASK = ("stress", "toy", "both", "-n", 1500, "--year", 2025, "--months", 24)


def test_who_goes_short_and_what_may_happen(say: Say) -> None:
    said = say(*ASK)
    assert said.code == 0
    assert said.lines[0] == "Toy chain: both, 2025-01 to 2026-12  world: central"
    assert "somebody goes short in" in said.out
    assert next(line for line in said.lines if line.startswith("Motors")).split()[1] == "1"
    assert any(line.startswith("Farland stops magnets") for line in said.lines)


def test_one_shock_alone_is_the_same_every_time(say: Say) -> None:
    said = say(*ASK, "--shock", "hold_2020")
    assert said.code == 0
    assert "The hold of 2020 alone, for certain, from 2025-01." in said.out
    assert "It is the same every time: nobody goes short" in said.out


def test_json_is_the_same_for_the_same_seed(say: Say) -> None:
    first = json.loads(say(*ASK, "--json").out)
    assert first == json.loads(say(*ASK, "--json").out)
    assert (first["scenarios"], first["complete"], first["months"]) == (1500, True, 24)
    assert len(first["fan"]) == 24
    assert {row["shock"] for row in first["shocks"]} == {"stop", "fire", "boom"}
    assert json.loads(say(*ASK, "--seed", 8, "--json").out)["loss"] != first["loss"]


def test_what_helps_is_told_too(say: Say) -> None:
    said = say(*ASK, "--shock", "stop", "--what-helps", "--budget", "0.1 million USD")
    assert said.code == 0
    assert any(line.startswith("Home magnet plant") for line in said.lines)
    assert "days of use are needed in store" in said.out
    assert "costs a year to keep, USD" in " ".join(said.out.split())
    text = " ".join(said.out.split())
    assert "Size and rule chosen together, the best stockpile" in text
    assert "The newsvendor's rule, which weighs" in text
    assert "t a year, mean of 2025-2026" in text
    piles = json.loads(say(*ASK, "--what-helps", "--budget", "0.1 million USD", "--json").out)
    held = piles["stockpile_regret"]
    assert held["days"] == piles["best_stockpile"]["days"]
    assert held["any_days"] == piles["best_stockpile_in_any_order"]["days"]
    assert held["regret"] == pytest.approx(held["any_total"] / held["learned"] - 1.0)
    assert max(row["capital"] for row in piles["stockpiles"]) <= 100_000.0


def test_draws_are_written_as_parquet(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "draws.parquet"
    assert say(*ASK, "--draws", path).code == 0
    rows = pl.read_parquet(path)
    assert rows.shape == (1500, 4)
    assert rows.columns == ["draw", "short", "lost", "first"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-n", 0), "n: 0 scenarios say nothing"),
        (("--shock", "fier"), "write 'fire'"),
        (("--draws", "draws.csv"), "'draws.csv' is no Parquet file"),
        (("--what-helps", "--budget", "much"), "--budget"),
        (("--what-helps", "--budget", "-5 million USD"), "'-5 million USD' is no sum of money"),
        (("--what-helps", "--budget", "5 USD/kg"), "'5 USD/kg' is no sum of money to spend"),
        (("--months", 0), "0 months cannot be played"),
        (("--month", 5), "no shock is asked for that could come in it"),
        (("--budget", "1 million USD"), "nothing is spent unless stores are tried"),
        (("--shock", "stop", "--without-shocks", "stop"), "asked for and left out at once"),
    ],
)
def test_wrong_words_are_refused(say: Say, words: tuple[object, ...], says: str) -> None:
    said = say(*ASK, *words)
    assert said.code == 1
    assert says in said.err
