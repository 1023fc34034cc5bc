"""`monazite breakeven`."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Say = Callable[..., Any]
ASK = ("breakeven", "toy", "build", "Three times the magnets.add", "--year", 2026, "--workers", 1)


def test_the_answer_is_a_sentence_with_the_curve_below(say: Say) -> None:
    said = say(*ASK, "--reach", "self_sufficiency.magnet=0.4")
    assert said.code == 0
    out = said.out.replace("\n", " ")
    assert "reaches 40\u00a0% where “Three times the magnets, add” is 20" in out
    found = json.loads(say(*ASK, "--reach", "self_sufficiency.magnet=0.4", "--json").out)
    assert found["value"] == pytest.approx(20, rel=1e-3)
    assert found["crossings"][0]["number_reached"] >= 0.4 > found["crossings"][0]["number_missed"]


def test_the_curve_shows_round_values_and_the_answer_with_its_bracket(say: Say) -> None:
    """What halving tried on its way, such as 59.92, is of no interest to anybody."""
    said = say(*ASK[:-4], "--year", 2025, "--workers", 1, "--reach", "self_sufficiency.magnet=0.5")
    found = json.loads(
        say(
            *ASK[:-4],
            "--year",
            2025,
            "--workers",
            1,
            "--reach",
            "self_sufficiency.magnet=0.5",
            "--json",
        ).out
    )
    (one,) = found["crossings"]
    figures = [point["figure"] for point in found["curve"]]
    assert figures == sorted({20.0 * place for place in range(9)} | {one["missed"], one["reached"]})
    marked = [line for line in said.out.splitlines() if line.endswith(("reached", "not yet"))]
    assert [line.split()[-1] for line in marked] == ["yet", "reached"]


def test_a_plant_that_is_to_be_built(say: Say) -> None:
    found = json.loads(say(*ASK, "--builds", "hom_magnets", "--from", 0, "--json").out)
    assert (found["indicator"], found["target"]) == ("capacity.hom_magnets", 1)
    assert (found["value"], found["met"]) == (None, True), "it stands anyway"


def test_a_target_that_is_met_nowhere_ends_with_code_2(say: Say) -> None:
    """The answer is told all the same: home makes at most 60 of the 90 t that are asked for."""
    said = say(*ASK, "--reach", "self_sufficiency.magnet=0.9", "--points", 3, "--json")
    assert said.code == 2
    found = json.loads(said.out)
    assert (found["value"], found["met"]) == (None, False)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ((), "say either what is to be reached or which plant"),
        (("--reach", "a=1", "--builds", "hom_mine"), "say either what is to be reached"),
        (("--reach", "self_sufficiency.magnet"), "names no indicator and number"),
        (("--builds", "nowhere"), "nowhere"),
        (("--reach", "self_sufficiency.magnet=nan"), "names no indicator and number"),
        (("--reach", "self_sufficiency.magnet=inf"), "names no indicator and number"),
        (("--reach", "=5"), "names no indicator and number"),
        (("--reach", "unmet_demand=5", "--to", "inf"), "there is nothing to look at"),
        (("--reach", "unmet_demand=5", "--from", "nan"), "there is nothing to look at"),
    ],
)
def test_wrong_targets_are_refused(say: Say, words: tuple[str, ...], text: str) -> None:
    said = say(*ASK, *words)
    assert said.code == 1
    assert text in said.err
