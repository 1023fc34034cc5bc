"""Stress in the studio: a stop is stated in fields, and played as the shell plays it."""

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from monazite.brief.sentences.what_helps import ONLY_USERS, critical_in_words, stockpile_in_words
from monazite.core.errors import InvalidInput
from monazite.studio.asked import JobAsked, PartAsked
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.stressing import stress_chart
from monazite.studio.views import found_html, part
from monazite.studio.views.stopping import unplayable
from monazite.studio.work import JOBS
from monazite.study.beginning import begin, outlined

from .. import shipped

STATE = State(study="toy", base="both", year=2025)
FIELDS = {"who": "FOR", "product": "magnet", "months": "6", "from": "2025-03", "depth": "80"}


@pytest.fixture(scope="module")
def room() -> Room:
    return Room("toy")


def asked(room: Room, **given: str) -> str:
    html = part(room, PartAsked(state=STATE, part="stress", given=given)).html
    return unescape(html).replace("\u00a0", " ")


def test_a_stop_that_is_stated_in_fields_stands_among_what_may_happen(room: Room) -> None:
    plain = asked(room)
    assert "Or state a stop, whatever the study says may happen:" in plain
    assert "data-auto" not in plain
    html = asked(room, **FIELDS, play="yes")
    text = "FOR:magnet for 6 months from 2025-03 at 80 %"
    assert f'<option value="{text}" selected' in html
    assert "Stop of magnets from Farland for 6 months from 2025-03 at 80 %</option>" in html
    assert "data-auto" in html, "it is played at once"
    assert "data-auto" not in asked(room, key=text), "opened again it waits for whoever asks"
    assert f'value="{text}" selected' in asked(room, key=text)
    plant = asked(room, **{**FIELDS, "who": "hom_magnets"}, play="yes")
    assert "Stop at Home magnet plant for 6 months" in plant


def test_a_field_of_a_stop_that_is_left_empty_says_what_is_usual(room: Room) -> None:
    html = asked(room, **{**FIELDS, "months": "", "depth": " ", "from": ""}, play="yes")
    assert 'value="FOR:magnet for 6 months" selected' in html


def test_it_is_played_as_the_shell_plays_it(room: Room) -> None:
    text = "FOR:magnet for 6 months from 2025-03 at 80 %"
    question = JobAsked.model_validate({"kind": "stress", "state": STATE, "key": text})
    steps = JOBS["stress"](room, json.loads(question.model_dump_json()))
    found = [one for _, _, _, one in steps if one is not None]
    shell = shipped.handle("toy").stress("both", year=2024, months=36, n=4096, stops=text)
    assert found[-1].sentences[0].startswith("For certain, as stated in the question, and nothing")
    assert found[-1].uses[0].lost == shell.coin.told(shell.use_records()[0].lost)
    assert not found[-1].worst, "every scenario is the same"
    assert not found[-1].shocks
    assert "as stated in the question" in found_html("stress", found)


def test_what_cannot_be_played_is_told_at_once(room: Room) -> None:
    wrong = {"months": "0", "from": "2031-01", "depth": "180"}
    with pytest.raises(InvalidInput) as refused:
        asked(room, **{**FIELDS, **wrong}, play="yes")
    assert len(refused.value.problems) == 3


def _played(room: Room, **asked: str) -> dict[str, Any]:
    question = JobAsked.model_validate({"kind": "stress", "state": STATE, **asked})
    *_, (_, _, _, found) = JOBS["stress"](room, json.loads(question.model_dump_json()))
    return dict(found.model_dump())


def test_the_fan_of_one_use_is_shown_and_handed_out(room: Room) -> None:
    html = asked(room, use="motors")
    assert '<option value="motors" selected' in html
    assert "all uses together" in html
    found = _played(room, key="stop", use="motors")
    assert found["chart"]["title"] == "Motors short under Halt and build"
    assert "use=motors" in found["chart"]["csv"]
    drawn = stress_chart(room, room.understood(STATE)[0], "stop", "motors")
    assert drawn.title == found["chart"]["title"]
    assert _played(room, key="stop")["chart"]["title"].startswith("All uses of magnets short")
    with pytest.raises(InvalidInput, match="there is no use 'motor'"):
        _played(room, key="stop", use="motor")


def test_stores_are_let_go_by_the_rule_in_its_field(room: Room) -> None:
    """Spread over what a stop usually has left, users go short more often than let go at once."""
    rule = "remaining=100 %, by-value"
    assert f'value="{rule}"' in asked(room, release=rule)
    usual, spread = (_played(room, key="stop", release=one) for one in ("", rule))
    assert usual["uses"][0]["chance"] != spread["uses"][0]["chance"]
    assert "release" not in usual["chart"]["csv"]
    assert "release=remaining" in spread["chart"]["csv"]
    state = room.understood(STATE)[0]
    drawn, other = (stress_chart(room, state, "stop", "", one) for one in (rule, ""))
    assert drawn.table().rows() != other.table().rows()
    with pytest.raises(InvalidInput, match="'at once' is no part of a rule"):
        _played(room, key="stop", release="at once")


def test_a_stockpile_is_chosen_within_a_budget_beside_what_the_newsvendor_holds(room: Room) -> None:
    free, bound = (_played(room, key="stop", budget=one) for one in ("", "0.05 million USD"))
    best = shipped.handle("toy").stress("both", year=2024, months=36, n=4096, shock="stop")
    told = stockpile_in_words(best, best.best_stockpile_record("0.05 million USD"))
    assert bound["stockpile"].startswith(told)
    assert not free["stockpile"].startswith(told)
    assert critical_in_words(best.critical_tonnes()) in bound["stockpile"]
    with pytest.raises(InvalidInput, match=r"^budget: "):
        _played(room, key="stop", budget="a lot")


def test_stores_as_large_as_those_of_others_are_told_as_the_shell_tells_them() -> None:
    state, budget = State(study="india", base="announced", year=2030), "20 million USD"
    question = JobAsked(kind="stress", state=state, key="full_stop_six", budget=budget)
    *_, (_, _, _, found) = JOBS["stress"](Room("india"), json.loads(question.model_dump_json()))
    assert found is not None
    said = found.model_dump()["stockpile"]
    assert "Japan's target for most rare metals: 60 days. As much here (" in said
    assert "for which the budget is too small," in said


@pytest.mark.parametrize("screen", ["stress", "exercise"])
def test_a_country_that_only_sells_is_played_too(screen: str) -> None:
    nickel = Room("indonesia")
    html = part(nickel, PartAsked(state=State(study="indonesia"), part=screen, given={})).html
    assert "<button" in html
    assert "idn_" in html, "its own plants may stop"


def test_its_sales_are_what_is_lost() -> None:
    state = State(study="indonesia", base="ban-2014", year=2017)
    question = JobAsked(kind="stress", state=state, key="idn_pomalaa for 3 months")
    steps = JOBS["stress"](Room("indonesia"), json.loads(question.model_dump_json()))
    found = [one for _, _, _, one in steps if one is not None]
    assert [one.use for one in found[-1].uses] == [
        "Nickel pig iron and ferronickel",
        "All sales of smelted nickel",
    ]
    assert found[-1].stockpile == ONLY_USERS
    assert "would have sold abroad" in found_html("stress", found)


def test_where_nobody_at_home_uses_or_sells_anything_that_is_said() -> None:
    study = shipped.study("indonesia")
    assert not unplayable(study)
    shut = replace(study, chain=replace(study.chain, lanes=()))
    assert unplayable(shut).startswith("Nobody at home uses what the chain makes and none of it is")


def test_a_study_without_shocks_has_the_fields_alone(tmp_path: Path) -> None:
    folder = begin(tmp_path / "study", outlined("ore, carbonate, cathode:cathodes", "Li", "CHL"))
    begun = Room(str(folder))
    state = State(study=begun.study.name)
    html = part(begun, PartAsked(state=state, part="stress", given={})).html
    assert "What happens" not in html
    assert "Play this stop" in html
    assert re.search(r'name="who".*>Rest of the world<', html)
