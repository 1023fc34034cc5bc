"""`monazite ensemble`."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monazite.runs.draws import alone, solved_draws

from .. import shipped

Say = Callable[..., Any]
ASK = ("ensemble", "toy", "both", "-n", 12, "--year", 2026, "--workers", 1)


def test_bands_stand_beside_the_figures_as_chosen(say: Say) -> None:
    said = say(*ASK, "--no-keep", "--indicators", "self_sufficiency.magnet")
    assert said.code == 0
    assert said.lines[0] == "Toy chain: 12 draws of 27 inputs  world: central"
    line = next(line for line in said.lines if line.startswith("both"))
    assert line.split()[1] == "60.0"
    assert line.endswith("100 in 100")


def test_json_has_bands_influences_and_what_would_settle_it(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    words = (*ASK, "--indicators", "unmet_demand", "--seed", 5, "--json")
    found = json.loads(say(*words).out)
    assert (found["draws"], found["seed"], found["without_plan"]) == (
        12,
        5,
        {"as-now": {}, "both": {}},
    )
    assert {row["strategy"] for row in found["bands"]} == {"as-now", "both"}
    assert set(found["influences"]) == set(found["settling"]) == {"unmet_demand"}
    assert set(found["alone"]["unmet_demand"]) == {"part", "part_error", "apart", "inputs"}
    assert (tmp_path / "monazite" / "readings.sqlite").is_file()
    assert json.loads(say(*words).out) == found


def test_a_cache_that_can_only_be_read_is_read(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known is told at once, with a note that nothing is kept; so is what is not known."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    words = (*ASK, "--indicators", "output.ore", "--json")
    found = say(*words)
    assert (found.code, found.err) == (0, "")
    connect = sqlite3.connect

    def only_read(path: Path | str, **how: Any) -> Any:
        if Path(path).suffix != ".sqlite":
            return connect(path, **how)
        return connect(f"file:{path}?mode=ro", uri=True, **how)

    monkeypatch.setattr(sqlite3, "connect", only_read)
    again = say(*words)
    assert (again.code, again.out) == (0, found.out)
    assert again.err.count("what lies there is read.") == 1
    assert "readings.sqlite" in again.err
    assert say(*words, "--no-keep").err == ""
    assert say(*words, "--seed", 8).code == 0, "what is not known is worked out"


def test_groups_of_facts_are_told_where_they_are_asked_for(say: Say) -> None:
    """Home ore is what the mine can make, of which capacity alone says how much that is."""
    words = (*ASK, "--no-keep", "--indicators", "output.ore")
    told = json.loads(say(*words, "--groups", "--json").out)
    first = told["groups"]["output.ore"][0]
    assert first["input"] == "capacity"
    assert first["total"] > 2 * first["total_error"]
    line = " ".join(" ".join(say(*words, "--groups").lines).split())
    assert "By group of facts, with all it does together with others, both: “Capacity” (" in line
    assert json.loads(say(*words, "--json").out)["groups"] == {}
    few = say("ensemble", "toy", "both", "-n", 4, "--groups", "--no-keep")
    assert few.code == 1
    assert "draw 8 or more" in few.err


def test_what_facts_do_alone_is_kept_like_draws(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    words = (*ASK, "--indicators", "output.ore", "--json")
    found = json.loads(say(*words).out)
    assert found["alone"]["output.ore"]["apart"]
    solved = alone.swings
    asked: list[str] = []

    def counted(*tried: Any) -> Any:
        asked.append("again")
        return solved(*tried)

    monkeypatch.setattr(alone, "swings", counted)
    assert json.loads(say(*words).out) == found
    assert asked == []
    say(*words, "--seed", 8)
    assert asked == ["again"]


def test_who_stops_it_has_what_was_drawn(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    solve, left = solved_draws.draw_read, [3, 3]

    def stopping(worker: Any, task: Any) -> Any:
        if not left[0]:
            left.pop(0)
            raise KeyboardInterrupt
        left[0] -= 1
        return solve(worker, task)

    monkeypatch.setattr(solved_draws, "draw_read", stopping)
    words = (*ASK, "--no-keep", "--indicators", "self_sufficiency.magnet")
    said = say(*words)
    assert said.code == 3
    assert said.lines[0] == "Toy chain: 3 of 12 draws of 27 inputs  world: central"
    assert "Partial: somebody stopped it, with 3 of 12 draws done." in said.lines
    told = json.loads(say(*words, "--json").out)
    assert (told["draws"], told["asked_for"], told["complete"]) == (3, 12, False)
    assert told["alone"] == {}, "which would take more solves"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("-n", 0), "0 draws say nothing"),
        (("--year", 2050), "2050 is not reported"),
        (("--indicators", "nope"), "there is no indicator 'nope'"),
        (("--inputs", "nope"), "there is no uncertain input 'nope'"),
        (("--sampler", "dice"), "dice"),
    ],
)
def test_wrong_questions_are_refused(say: Say, words: tuple[object, ...], text: str) -> None:
    said = say("ensemble", "toy", "both", "-n", 2, "--workers", 1, "--no-keep", *words)
    assert said.code == 1
    assert text in said.err


def test_where_a_number_fails_is_told_in_boxes(say: Say) -> None:
    """The same boxes as in Python: a halt leaves users short where Farland's mine is small."""
    words = ("ensemble", "toy", "halt", "-n", 32, "--year", 2025, "--indicators", "home_cost")
    asked = (*words, "--where", "unmet_demand>=10", "--workers", 1, "--no-keep")
    told = json.loads(say(*asked, "--json").out)["where"]
    found = shipped.handle("toy").ensemble(
        "halt", draws=32, indicators=["home_cost", "unmet_demand"]
    )
    boxes = found.boxes("unmet_demand", 2025, "halt", at_least=10)
    assert [box["coverage"] for box in told] == [box.coverage for box in boxes]
    assert [len(box["sides"]) for box in told] == [len(box.sides) for box in boxes]
    lines = [" ".join(line.split()) for line in say(*asked).lines]
    share = round(100 * found.chance("unmet_demand", 2025, "halt", at_least=10).share)
    asked_for = "unmet_demand of halt in 2025 is at least 10 t magnet/yr"
    at = lines.index(f"Where {asked_for}, {share} in 100")
    assert lines[at + 1] == "coverage density where inputs lie in their ranges"
    assert lines[at + 2].startswith("100 % ")
    assert lines[at + 2].endswith(" % anywhere")
    assert "Foreign mines, Farland (capacity) below" in " ".join(lines[at + 3 :])


def test_a_share_that_is_asked_for_is_told_as_it_is_understood(say: Say) -> None:
    words = ("ensemble", "toy", "both", "-n", 4, "--year", 2025, "--workers", 1, "--no-keep")
    told = " ".join(say(*words, "--where", "self_sufficiency.magnet<=0.305").out.split())
    assert "Where self_sufficiency.magnet of both in 2025 is at most 30.5 %, 0 in 100" in told


def test_where_nothing_happens_no_region_is_told(say: Say) -> None:
    words = ("ensemble", "toy", "halt", "-n", 4, "--workers", 1, "--no-keep", "--where")
    assert "No region is told from another." in say(*words, "unmet_demand>=1000").lines
    refused = say(*words, "unmet_demand=10")
    assert refused.code == 1
    assert "--where: 'unmet_demand=10' names no indicator and value" in refused.err
