"""What home saves where a limit is larger, as the screen of what holds back tells it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from monazite.core.errors import InvalidInput
from monazite.core.numerals import number
from monazite.studio.asked import JobAsked, PartAsked
from monazite.studio.found_limits import LargerLimits
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.views import found_html
from monazite.studio.views.parts import part
from monazite.studio.work import JOBS

from .. import shipped


@pytest.fixture(scope="module")
def room() -> Room:
    return Room("toy")


def steps(room: Room, **state: Any) -> list[tuple[int, int, str, Any]]:
    asked = JobAsked.model_validate({"kind": "larger-limits", "state": {"study": "toy", **state}})
    return list(JOBS["larger-limits"](room, json.loads(asked.model_dump_json())))


def found(room: Room, **state: Any) -> LargerLimits:
    last = steps(room, **state)[-1][3]
    assert isinstance(last, LargerLimits)
    return last


def test_it_tells_what_the_run_finds_and_how_far_it_is(room: Room) -> None:
    """Two limits bind once the magnet plant is three times as large: itself and the mine."""
    rows = shipped.handle("toy").run("build").records.enlarged_limits(2025)
    assert len(rows) == 2
    told = steps(room, base="build", year=2025)
    assert [(done, total) for done, total, _, _ in told] == [(0, 2), (1, 2), (2, 2)]
    limits = told[-1][3].limits
    assert [one.title for one in limits] == [f"{row.title} ({row.words})" for row in rows]
    assert [one.more for one in limits] == [f"{number(row.more)} {row.mass_unit}" for row in rows]
    assert [one.saved for one in limits] == ["12,800 USD", "10,200 USD"]
    assert told[-1][3].sentence.startswith("Under “Build” these limits of 2025 cost Homeland most")


def test_every_limit_leads_to_the_facts_it_rests_on(room: Room) -> None:
    limits = found(room, base="build", year=2025)
    mine = next(one for one in limits.limits if one.title.startswith("Home mine"))
    assert [one.fact for one in mine.rests_on] == ["capacity:hom-mine#1"]
    html = found_html("larger-limits", [limits])
    assert "capacity:hom-mine#1" in html
    assert mine.rests_on[0].source in html
    assert "Home saves in 2025" in html


def test_sums_are_in_the_money_chosen(room: Room) -> None:
    rupees = found(room, base="build", year=2025, money="INR")
    assert all(one.saved.endswith(" INR") for one in rupees.limits)
    assert rupees.limits[0].saved.startswith("1,28"), "at 100 rupees a dollar"
    assert "USD" not in rupees.sentence


def test_where_no_limit_could_be_larger_it_says_so() -> None:
    nothing = LargerLimits(year=2025, sentence="No limit saves anything.", limits=[])
    assert found_html("larger-limits", [nothing]) == "<p>No limit saves anything.</p>"


def test_the_screen_offers_it_and_a_wrong_number_is_refused(room: Room) -> None:
    asked = PartAsked(state=State(study="toy", base="build", year=2025), part="bottlenecks")
    assert "larger-limits" in part(room, asked).html
    question = {"state": {"study": "toy"}, "kind": "larger-limits", "key": "nothing"}
    wrong = JobAsked.model_validate(question)
    with pytest.raises(InvalidInput, match="nothing"):
        list(JOBS["larger-limits"](room, json.loads(wrong.model_dump_json())))
