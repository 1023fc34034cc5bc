"""What home saves where a limit is larger, as the screen of what holds back tells it."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from monazite.brief.sentences.bottlenecks import NO_PLAN_WITH_LESS
from monazite.core.errors import InvalidInput
from monazite.core.numerals import SPACE, number
from monazite.findings.bottlenecks import EnlargedLimit
from monazite.runs.plan.enlarging import tried_limits
from monazite.runs.plan.records import RunRecords
from monazite.store import ReadingStore
from monazite.studio.asked import JobAsked, PartAsked
from monazite.studio.found import NextBottleneck
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
    assert [(done, total) for done, total, _, _ in told] == [(at, 4) for at in range(5)]
    limits = told[-1][3].limits
    assert [one.title for one in limits] == [f"{row.title} ({row.words})" for row in rows]
    assert [one.more for one in limits] == [f"{number(row.more)} {row.mass_unit}" for row in rows]
    assert [one.saved for one in limits] == ["12,800 USD", "10,200 USD"]
    assert [one.saved_in_all for one in limits] == ["7,750 USD", "2,200 USD"]
    assert [one.lost for one in limits] == ["−7,750 USD", "−10,300 USD"]
    assert [one.lost_in_all for one in limits] == ["12,200 USD", "5,700 USD"]
    assert "In a single year home may" in told[-1][3].note
    assert told[-1][3].sentence.startswith("Under “Build” these limits of 2025 cost Homeland most")


def test_every_limit_leads_to_the_facts_it_rests_on(room: Room) -> None:
    limits = found(room, base="build", year=2025)
    mine = next(one for one in limits.limits if one.title.startswith("Home mine"))
    assert [one.fact for one in mine.rests_on] == ["capacity:hom-mine#1"]
    html = found_html("larger-limits", [limits])
    assert "capacity:hom-mine#1" in html
    assert mine.rests_on[0].source in html
    assert "Larger, home saves in 2025" in html


def test_a_smaller_limit_says_what_it_costs_or_that_it_leaves_no_plan(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = found(room, base="halt", year=2025).note
    assert NO_PLAN_WITH_LESS not in plain
    assert "single year" not in plain
    (row, *_) = shipped.handle("toy").run("halt").records.enlarged_limits(2025)
    none = replace(row, smaller="no plan", lost=None, lost_in_all=None)
    monkeypatch.setattr(RunRecords, "enlarged_limits", lambda *_, **__: [row, none])
    told = found(room, base="halt", year=2026)
    assert [one.lost for one in told.limits] == ["32,000 USD", "no plan"]
    assert [one.lost_in_all for one in told.limits] == ["65,000 USD", "no plan"]
    html = found_html("larger-limits", [told])
    assert "Smaller, home loses in 2026" in html
    assert NO_PLAN_WITH_LESS in html


def test_what_was_tried_before_of_the_same_number_and_year_is_told_without_a_solve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shell kept it; what is not of this number or year is worked out."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    records = shipped.handle("toy").run("build").records
    with closing(ReadingStore()) as store:
        tried = tried_limits(records, 2025, "self_sufficiency", store=store)
    solved = []

    def enlarged(*asked: Any, **_: Any) -> list[EnlargedLimit]:
        solved.append(asked[1:])
        return []

    monkeypatch.setattr(RunRecords, "enlarged_limits", enlarged)
    told = steps(Room("toy"), base="build", year=2025)
    assert solved == []
    assert [(done, total) for done, total, _, _ in told] == [(4, 4)]
    assert [one.title for one in told[-1][3].limits] == [
        f"{row.title} ({row.words})" for row in tried.limits
    ]
    assert found(Room("toy"), base="build", year=2026).limits == []
    assert solved == [(2026, "self_sufficiency")]


def test_sums_are_in_the_money_chosen(room: Room) -> None:
    rupees = found(room, base="build", year=2025, money="INR")
    assert all(one.saved.endswith(" INR") for one in rupees.limits)
    assert rupees.limits[0].saved.startswith("1,28"), "at 100 rupees a dollar"
    assert "USD" not in rupees.sentence


def test_where_no_limit_could_be_larger_it_says_so() -> None:
    nothing = LargerLimits(year=2025, sentence="No limit saves anything.", note="", limits=[])
    assert found_html("larger-limits", [nothing]) == "<p>No limit saves anything.</p>"


def test_the_screen_offers_it_and_a_wrong_number_is_refused(room: Room) -> None:
    asked = PartAsked(state=State(study="toy", base="build", year=2025), part="bottlenecks")
    assert "larger-limits" in part(room, asked).html
    question = {"state": {"study": "toy"}, "kind": "larger-limits", "key": "nothing"}
    wrong = JobAsked.model_validate(question)
    with pytest.raises(InvalidInput, match="nothing"):
        list(JOBS["larger-limits"](room, json.loads(wrong.model_dump_json())))


def test_a_bottleneck_behind_which_nothing_changes_says_so() -> None:
    """Figures that read alike are not told as a way from one to the other."""
    of = {"stage": "Magnet", "rule": "capacity", "plants": [], "size": "20 t", "tries": []}
    still = NextBottleneck(**of, before="97.5 %", after="97.5 %")
    more = NextBottleneck(**of, before="97.5 %", after="98 %")
    html = found_html("next-bottlenecks", [still, more])
    html = html.replace(SPACE, " ")
    assert "stays near 97.5 %, since something else holds it back as well." in html
    assert "goes from 97.5 % to 98 %." in html
