"""A state without a plan: long work says which levers are in conflict, and what can be had."""

import json
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from monazite.core.errors import RulesContradict
from monazite.studio.asked import Asked
from monazite.studio.found import LeverEffect, Planless
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.update import update
from monazite.studio.views import found_html
from monazite.studio.work import JOBS, WITHOUT_PLAN, steps, work

from ..api.copies import FLOOR, TOY, copied

STATE = {"study": "toy", "base": "torn"}
ENOUGH = "“permit”: tonnes per year 40 t/yr instead of 30"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("torn")
    copied(made, *FLOOR)
    return made / TOY.name


@pytest.fixture(scope="module")
def room(folder: Path) -> Room:
    return Room(folder)


@pytest.mark.parametrize("kind", sorted(set(JOBS) - set(WITHOUT_PLAN)))
def test_work_that_needs_a_plan_says_why_there_is_none(room: Room, kind: str) -> None:
    begun = steps(room, kind, {"state": STATE})
    _, _, said, first = next(begun)
    begun.close()
    assert said == "Looking for what leaves a plan"
    assert isinstance(first, Planless)
    permit, floor = first.conflict
    assert permit.text.startswith("A plant runs no more than its permit allows (Home mine, 202")
    assert permit.levers == ["Permit"]
    assert floor.text.endswith(", on the fact capacity:hom-floor#1")
    assert first.changes is None


def test_what_can_be_had_is_looked_for(room: Room) -> None:
    found: list[Any] = []
    with pytest.raises(RulesContradict, match="“Torn” has no plan"):
        found.extend(one for *_, one in steps(room, "ranges", {"state": STATE}))
    last = found[-1]
    assert isinstance(last, Planless)
    assert last.changes == [ENOUGH, "without “permit”"]
    told = found_html("ranges", [last])
    assert f"<p>Any of these alone leaves a plan:</p><ul><li>{ENOUGH}</li>" in told
    nothing = found_html("ranges", [last.model_copy(update={"changes": []})])
    assert "<p>No change of one lever leaves a plan.</p>" in nothing


def test_what_a_page_is_told_of_work_without_a_plan(folder: Path) -> None:
    """It is the page's own card, and neither names of rows nor what was done before."""
    said: SimpleQueue[str] = SimpleQueue()

    class There:
        def send(self, text: str) -> None:
            said.put(text)

    work("ranges", str(folder), json.dumps({"state": STATE}), There())  # type: ignore[arg-type]
    news: dict[str, Any] = {}
    while not said.empty():
        news |= json.loads(said.get())
    assert (news["status"], news["said"]) == ("failed", "")
    assert news["error"] == (
        "“Torn” has no plan, so there is nothing to work out; "
        "below stands why, and what can be had."
    )
    assert len(news["found"]) == 1, "what was said before is said again with more"
    assert "feed_within_permit" not in json.dumps(news)
    assert ENOUGH in news["html"]


def test_what_each_lever_does_is_told_without_a_plan_as_well(room: Room) -> None:
    ((*_, found),) = steps(room, "lever-effects", {"state": STATE})
    assert isinstance(found, LeverEffect)
    assert found.status == "optimal", "without it there is a plan"


def test_what_a_state_is_held_against_may_have_no_plan_either(room: Room) -> None:
    state = State(study="toy", base="halt", ghost="torn")
    found = update(room, Asked(state=state, want=()))
    assert found.status == "infeasible"
    assert found.conflict[0].levers == ["Permit"]
    _, _, _, told = next(steps(room, "why", {"state": state.model_dump()}))
    assert isinstance(told, Planless)
    assert told.title == "Torn"
