"""`monazite why`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..api.copies import copied

Say = Callable[..., Any]


def test_levers_stand_between_the_two_plans(say: Say) -> None:
    said = say("why", "toy", "both", "unmet_demand", "--year", 2025, "--workers", 1)
    assert said.code == 0
    lines = [line.split() for line in said.lines]
    assert said.lines[0] == "Toy chain: both  world: central"
    assert ["As", "now", "0", "t", "magnet/yr"] in lines
    assert ["Three", "times", "the", "magnets", "-5.00", "0", "-10.00"] in lines
    assert ["No", "neodymium", "leaves", "5.00", "10.00", "0"] in lines
    assert said.lines[-1] == "All 4 subsets of the levers. 4 cases."


def test_json_has_every_figure(say: Say) -> None:
    words = ("why", "toy", "both", "unmet_demand@2025", "--against", "halt", "--workers", 1)
    found = json.loads(say(*words, "--json").out)
    assert (found["start"], found["end"]) == pytest.approx((10, 0))
    assert found["package_effect"] == pytest.approx(-10)
    assert [row["change"] for row in found["contributions"]] == ["added", "altered"]
    assert sum(row["contribution"] for row in found["contributions"]) == pytest.approx(-10)
    assert len(found["interactions"]) == 1


def test_levers_that_move_nothing_are_counted_in_one_line(say: Say) -> None:
    words = ("why", "toy", "both", "self_sufficiency.magnet", "--year", 2025, "--workers", 1)
    said = say(*words).lines
    assert "  1 lever without an effect that shows" in [line.rstrip() for line in said]
    assert not any("without an effect" in line for line in say(*words, "--interactions").lines)


def test_what_a_world_brings_counts_as_levers_do(say: Say) -> None:
    words = ("why", "toy", "as-now", "unmet_demand", "--year", 2025, "--against-world", "control")
    said = say(*words, "--workers", 1)
    assert "  Half the magnets for a year (left out)  -40.0  -40.0  -40.0" in said.lines


def test_what_moved_since_an_earlier_version(say: Say, tmp_path: Path) -> None:
    """The mine was said to be 40 t, so that today's 50 t are worth 10 t of ore."""
    mine = "capacity:hom-mine#1,hom_mine,HOM,2024,value,{},t ore/yr,toy/invented,A,Invented."
    change = ("evidence/capacity.csv", mine.format("50,45,55"), mine.format("40,,"))
    before = copied(tmp_path, change).study.path
    words = ("why", "toy", "as-now", "output.ore@2026", "--since", before, "--workers", 1)
    said = say(*words)
    assert said.code == 0
    lines = [line.split() for line in said.lines]
    assert ["As", "now", "as", "it", "was", "in", "toy", "40.0", "t", "ore/yr"] in lines
    assert any(line[0] == "capacity:hom-mine" and "10.0" in line for line in lines if line)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("unmet_demand", "--year", 2031), "2031 is not reported"),
        (("nope", "--year", 2025), "there is no indicator 'nope'"),
        (("unmet_demand", "--against", "nope"), "there is no strategy 'nope'"),
        (("unmet_demand", "--together", "a; b"), "do not differ in 'a'"),
        (("unmet_demand@2025", "--year", 2026), "2026 is another year"),
    ],
)
def test_a_wrong_question_is_refused(say: Say, words: tuple[object, ...], text: str) -> None:
    said = say("why", "toy", "both", *words, "--workers", 1)
    assert said.code == 1
    assert text in said.err
