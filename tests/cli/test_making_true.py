"""`monazite maketrue`: half of what Homeland uses is to be made there in 2026."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from monazite.api import StudyHandle
from monazite.core.errors import InvalidInput

from .. import shipped

Say = Callable[..., Any]
HALF = "half-made-at-home"


@pytest.fixture(scope="module")
def toy() -> StudyHandle:
    return shipped.handle("toy")


def test_a_claim_gives_indicator_value_and_year(toy: StudyHandle) -> None:
    """Fifty per cent is a half of what an indicator counts in ones."""
    assert toy.run("build").claimed(HALF) == ("self_sufficiency.magnet", 0.5, 2026)
    with pytest.raises(InvalidInput, match="there is no claim 'all-made'"):
        toy.run("build").claimed("all-made")


def test_what_makes_a_claim_true_is_found(toy: StudyHandle) -> None:
    """The plant makes 20 t and what is added runs half in its first year and whole in its second.

    In 2025 it makes 20 + 20 of 100 t: half of all takes 60 t more, or 40 t a year earlier.
    """
    found = toy.run("build").make_true(HALF, year=2025).to_dicts()
    enough = {row["field"]: row["needed"] for row in found if row["needed"]}
    assert float(enough["add"]) == pytest.approx(60, rel=0.02)
    assert enough["online"] < "2025-01"
    add = next(row for row in found if row["field"] == "add")
    assert (add["figure_unit"], add["stated"]) == ("t/yr", "40")
    assert (add["reached"], add["best"]) == (pytest.approx(0.5, rel=0.01), pytest.approx(0.7))
    share = next(row for row in found if row["field"] == "public_share")
    assert (share["needed"], share["reached"], share["figure_unit"]) == ("", None, "")
    assert share["best"] == pytest.approx(0.4)
    assert [bool(row["needed"]) for row in found] == [True, True, False]


def test_what_is_true_needs_nothing(toy: StudyHandle) -> None:
    assert toy.run("build").make_true(HALF).height == 0


def test_what_no_lever_makes_true_ends_with_code_2(say: Say) -> None:
    said = say(
        "maketrue", "toy", "build", "--reach", "self_sufficiency.magnet=0.99", "--year", 2026
    )
    assert said.code == 2
    assert "not enough" in said.out


def test_without_levers_nothing_is_called_true(say: Say) -> None:
    """As now a fifth is made at home, not a half, and nothing stands there to be moved."""
    said = say("maketrue", "toy", "as-now", "--claim", HALF)
    assert said.code == 1
    assert said.out == ""
    assert "no lever of 'as-now' has a figure that could be otherwise" in said.err


def test_the_verb_says_it(say: Say) -> None:
    asked = ("--year", 2025, "--workers", 1, "--no-keep")
    said = say("maketrue", "toy", "build", "--claim", HALF, *asked)
    assert said.code == 0
    lines = [line.split() for line in said.lines]
    assert ["Half", "of", "the", "magnets"] in [line[:4] for line in lines]
    assert any("add" in line and "40" in line for line in lines)
    assert any("public_share" in line and "enough" in line for line in lines)
    assert "It is true already." in say("maketrue", "toy", "build", "--claim", HALF).lines
    half = "self_sufficiency.magnet=0.5"
    answer = json.loads(say("maketrue", "toy", "build", "--reach", half, *asked, "--json").out)
    assert (answer["target"], len(answer["changes"])) == (0.5, 3)


def test_one_thing_is_to_be_made_true(say: Say) -> None:
    assert say("maketrue", "toy", "build").code == 1
    refused = say("maketrue", "toy", "build", "--claim", "all-made")
    assert refused.code == 1
    assert HALF in refused.err


def test_what_is_no_number_cannot_be_made_true(toy: StudyHandle) -> None:
    with pytest.raises(InvalidInput, match="nan cannot be reached"):
        toy.run("build").make_true(indicator="unmet_demand", target=float("nan"), year=2025)
