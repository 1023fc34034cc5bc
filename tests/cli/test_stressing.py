"""`monazite stress`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from monazite.runs.disruptions.stress import Stress

from ..stress.test_answers import storing

Say = Callable[..., Any]
ASK = ("stress", "toy", "both", "-n", 1500, "--year", 2025, "--months", 24)


def test_who_goes_short_and_what_may_happen(say: Say) -> None:
    said = say(*ASK)
    assert said.code == 0
    assert said.lines[0] == "Toy chain: both, 2025-01 to 2026-12  world: central"
    assert "somebody goes short of magnets in" in said.out
    assert next(line for line in said.lines if line.startswith("Motors")).split()[1] == "1"
    assert any(line.startswith("Farland stops magnets") for line in said.lines)


def test_one_shock_alone_is_the_same_every_time(say: Say) -> None:
    said = say(*ASK, "--shock", "hold_2020")
    assert said.code == 0
    assert "The hold of 2020 alone, for certain, from 2025-01." in said.out
    assert "It is the same every time: nobody goes short of anything." in said.out


def test_where_nobody_goes_short_no_table_says_who(say: Say) -> None:
    said = say(*ASK, "--stop", "FOR for 6 months at 0 %")
    assert "It is the same every time: nobody goes short of anything." in said.out
    assert "goes short in" not in said.out


def test_a_stop_is_stated_and_told_with_where_it_is_from(say: Say) -> None:
    said = say(*ASK, "--stop", "FOR:magnet for 6 months from 2025-03 at 80 %")
    assert said.code == 0
    assert "For certain, as stated in the question, and nothing else: a stop of" in said.out
    assert "It is the same every time: somebody goes short of magnets," in said.out
    twice = ("--stop", "FOR for 3 months", "--stop", "hom_magnets for 2 months", "--among-others")
    found = json.loads(say(*ASK, *twice, "--json").out)
    assert [one["source"] for one in found["stops"]] == ["stated in the question"] * 2
    assert found["shock"] is None
    assert {one["shock"] for one in found["shocks"]} == {"stop", "fire", "boom"}
    wrong = say(*ASK, "--stop", "FRO for 0 months", "--shock", "fier")
    assert wrong.code == 1
    assert wrong.err.startswith("3 problems:")


def test_stores_are_let_go_by_the_rule_that_is_asked_for(say: Say) -> None:
    """Spread over what a stop usually has left, users go short from its first month on."""
    usual = json.loads(say(*ASK, "--shock", "stop", "--json").out)
    rule = ("--shock", "stop", "--release", "remaining=1, by-value", "--json")
    spread = json.loads(say(*ASK, *rule).out)
    assert usual["release"] == "all that is missing"
    assert spread["release"].endswith("a shock usually has left, users by what they would lose")
    assert spread["uses"][0]["chance"] > usual["uses"][0]["chance"]
    wrong = say(*ASK, "--release", "speed=2", "--budget", "1 USD")
    assert wrong.code == 1
    assert "--release: 'speed=2' is no part of a rule; say cover=50 %" in wrong.err


def test_json_is_the_same_for_the_same_seed(say: Say) -> None:
    first = json.loads(say(*ASK, "--json").out)
    assert first == json.loads(say(*ASK, "--json").out)
    assert (first["scenarios"], first["complete"], first["months"]) == (1500, True, 24)
    assert [row["use"] for row in first["fan"]] == ["all"] * 24 + ["motors"] * 24
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
    assert "One more tonne in store of these saves nothing: ore and NdPr oxide." in text
    assert not any(line.startswith("Ore ") for line in said.lines)
    piles = json.loads(say(*ASK, "--what-helps", "--budget", "0.1 million USD", "--json").out)
    held = piles["stockpile_regret"]
    assert held["days"] == piles["best_stockpile"]["days"]
    assert held["any_days"] == piles["best_stockpile_in_any_order"]["days"]
    assert held["regret"] == pytest.approx(held["any_total"] / held["learned"] - 1.0)
    assert max(row["capital"] for row in piles["stockpiles"]) <= 100_000.0


def test_stores_of_others_stand_beside_a_budget_too_small_for_them(
    say: Say, tmp_path: Path
) -> None:
    storing(tmp_path, "capacity:far-store")
    ask = ("stress", tmp_path / "toy", *ASK[2:], "--what-helps")
    text = " ".join(say(*ask, "--budget", "1000 USD").out.split())
    assert "Farland: 14 days. As much here (" in text
    assert ", for which the budget is too small, comes to" in text
    assert "for which the budget is too small" not in say(*ask).out


@pytest.mark.parametrize(
    ("at", "says"),
    [
        (
            "tornado_records",
            "it was stopped before it came to what each shock adds and what helps.",
        ),
        ("stockpile_records", "Partial: it was stopped before it came to what helps."),
    ],
)
def test_ctrl_c_keeps_what_was_worked_out_by_then(
    say: Say, monkeypatch: pytest.MonkeyPatch, at: str, says: str
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Stress, at, stopped)
    said = say(*ASK, "--what-helps")
    assert said.code == 3
    assert said.out.startswith("Toy chain: both")
    assert says in " ".join(said.out.split())
    found = json.loads(say(*ASK, "--what-helps", "--json").out)
    assert (found["scenarios"], found["complete"], "savings" in found) == (1500, False, False)


def test_it_is_told_where_numpy_plays_the_months(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "NumPy" not in say(*ASK).err
    monkeypatch.setattr("monazite.stress.HAS_NUMBA", False)
    assert "numba is not installed, so that NumPy plays the months" in say(*ASK).err


def test_draws_are_written_as_parquet(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "draws.parquet"
    assert say(*ASK, "--draws", path).code == 0
    rows = pl.read_parquet(path)
    assert rows.shape == (1500, 4)
    assert rows.columns == ["draw", "short", "lost", "first"]


def test_a_worst_draw_opens_as_an_ordinary_world(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "worst.yaml"
    said = say(*ASK, "--save-world", path)
    assert said.code == 0
    text = " ".join(said.out.split())
    assert f"Written to {path}, which `monazite run toy both --world {path}` opens." in text
    head = next(at for at, line in enumerate(said.lines) if line.startswith("worst draws"))
    worst = json.loads(say(*ASK, "--json").out)["worst"][0]["draw"]
    assert said.lines[head + 1].split()[0] == str(worst)
    opened = say("run", "toy", "both", "--world", path)
    assert opened.code == 0
    assert opened.lines[0].startswith("Toy chain  world: worst ")
    cut = json.loads(say("run", "toy", "both", "--world", path, "--json").out)
    assert cut != json.loads(say("run", "toy", "both", "--json").out)
    # a run folder holds the world, so that it can be solved again without the file
    folder = tmp_path / "run"
    assert say("run", "toy", "both", "--world", path, "--quick", "-o", folder).code == 0
    # the same draw by its number is the same file; another one does not take its place
    written = path.read_bytes()
    assert say(*ASK, "--save-world", f"{worst}={path}", "--json").code == 0
    refused = say(*ASK, "--save-world", f"{worst + 1}={path}")
    assert (refused.code, path.read_bytes()) == (1, written)
    assert "a file of this name is there, and it says something else" in refused.err
    path.unlink()
    assert say("verify", folder).code == 0


def test_the_screen_says_how_a_draw_is_opened(say: Say) -> None:
    text = " ".join(say(*ASK).out.split())
    assert "worst.yaml, then `monazite run toy both --world worst.yaml`." in text
    # of what is the same every time no draw is the worst
    certain = say(*ASK, "--shock", "hold_2020").out
    assert "worst draws" not in certain
    refused = say(*ASK, "--shock", "hold_2020", "--save-world", "worst.yaml")
    assert (refused.code, Path("worst.yaml").exists()) == (1, False)
    assert "nothing is lost in any scenario" in refused.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-n", 0), "n: 0 scenarios say nothing"),
        (("--shock", "fier"), "write 'fire'"),
        (("--draws", "draws.csv"), "'draws.csv' is no Parquet file"),
        (("--save-world", "worst.yml"), "worst.yml: a world is a file that ends in .yaml"),
        (("--save-world", "1500=worst.yaml"), "there is no draw 1500; name one from 0 to 1499"),
        (("--save-world", "first=worst.yaml"), "'first' is not the number of a draw"),
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
