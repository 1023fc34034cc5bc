"""A scenario of a stress test becomes a world file, and a world file becomes a state."""

import base64
import json
import zlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from typer.testing import CliRunner

from monazite.cli.application import application
from monazite.core.errors import InvalidInput
from monazite.core.numerals import Coin
from monazite.core.origin import Origin
from monazite.strategy import World
from monazite.studio.asked import Asked, JobAsked
from monazite.studio.events import PLACE, brought_world, is_world, with_events
from monazite.studio.process import answered
from monazite.studio.room import Room
from monazite.studio.state import State, link_of, state_of
from monazite.studio.stressing import _worst
from monazite.studio.update import update
from monazite.studio.views import found_html
from monazite.studio.work import JOBS


@pytest.fixture(scope="module")
def room() -> Room:
    return Room("toy")


@pytest.fixture(scope="module")
def played(room: Room) -> Any:
    """What is known of the toy's plan under shocks at random, once the worst are known."""
    state = State(study="toy", base="both")
    asked = JobAsked.model_validate({"kind": "stress", "state": state})
    steps = JOBS["stress"](room, json.loads(asked.model_dump_json()))
    return next(found for _, _, _, found in steps if found is not None and found.worst)


def brought(room: Room, state: State, text: str, name: str = "") -> State:
    question = {"state": state.model_dump(), "text": text, "name": name}
    status, found = answered(room, "open", question)
    assert status == 200, found
    return State.model_validate(json.loads(found)["state"])


def levers(world: World) -> list[Any]:
    return [one.as_data(titles=False) for one in world.levers]


def test_the_worst_draws_are_listed_each_with_its_world(
    room: Room, played: Any, tmp_path: Path
) -> None:
    assert 0 < len(played.worst) <= 5
    lost = [float(one.lost.replace(",", "")) for one in played.worst]
    assert lost == sorted(lost, reverse=True)
    first = played.worst[0]
    assert first.shocks
    assert first.file == f"central-draw-{first.draw}.yaml"
    html = found_html("stress", [played])
    assert "The worst that was drawn" in html
    assert f">Save\u00a0draw\u00a0{first.draw}</button>" in html
    file = tmp_path / first.file
    file.write_text(first.world, encoding="utf-8")
    told = CliRunner().invoke(application, ["run", "toy", "both", "--world", str(file)])
    assert told.exit_code == 0, told.output
    (other,) = {
        one.kind
        for one in room.handle.world(file).levers
        if one not in room.study.worlds["central"].levers
    }
    assert other == "foreign_export_control"


def test_what_is_the_same_every_time_has_no_worst_draw() -> None:
    assert _worst(cast("Any", SimpleNamespace(is_certain=True)), Coin()) == []


def test_a_world_that_is_dropped_is_solved_as_the_shell_solves_it(
    room: Room, played: Any, tmp_path: Path
) -> None:
    chosen = State(study="toy", base="build", basis="NdPr", year=2026)
    state = brought(room, chosen, played.worst[0].world)
    assert (state.base, state.basis, state.year) == ("build", "NdPr", 2026)
    assert state.world == "central"
    assert state.events
    file = tmp_path / played.worst[0].file
    file.write_text(played.worst[0].world, encoding="utf-8")
    own, plain = room.world(state), room.handle.world(file)
    assert (own.title, levers(own)) == (plain.title, levers(plain))
    shell = room.handle.with_world(file)
    there = shell.run("build", plain.name)
    here = room.run(state)
    assert here.headlines["value"].to_list() == pytest.approx(there.headlines["value"].to_list())
    usual = room.run(state.model_copy(update={"events": ""}))
    assert here.case != usual.case
    assert room.baseline(state).case.world == room.ghost(state).case.world == here.case.world


def test_a_link_carries_the_events_and_says_so(room: Room, played: Any) -> None:
    state = brought(room, State(study="toy"), played.worst[0].world)
    link = link_of(state, "levers", room.defaults)
    again, ignored = state_of("toy", link.partition("?")[2])
    assert ignored == []
    assert again.events == state.events
    assert link_of(again, "levers", room.defaults) == link
    assert again.plan != again.model_copy(update={"events": ""}).plan
    told = update(room, Asked(state=again))
    whole = room.understood(again)[0]
    assert told.words[-1] == f"with the events of “{room.world(whole).title}”"
    assert told.link == link
    # a world of the study that is dropped is that world, and no events
    name, course = next((k, w) for k, w in room.study.worlds.items() if w.levers)
    text = json.dumps(course.as_document())
    found = brought(room, again, text)
    assert (found.world, found.events) == (name, "")


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("worst.yaml", "worst"),
        ("", "brought"),
        ("../../worst.yaml", "brought"),
        ("control.yaml", "control-changed"),
    ],
)
def test_a_brief_says_with_which_file_of_a_world_the_same_is_solved(
    room: Room, played: Any, name: str, called: str
) -> None:
    chosen = room.understood(State(study="toy", base="both"))[0]
    state = brought(room, chosen, played.worst[0].world, name)
    assert room.world(state).name == called
    question = {"form": "html", "asked": {"state": state.model_dump()}}
    html = base64.b64decode(json.loads(answered(room, "export", question)[1])["data"]).decode()
    assert f"The same results again, with {called}.yaml at hand as saved:" in html
    assert f"monazite run toy as-now both --world {called}.yaml" in html


def packed(told: object) -> str:
    return base64.urlsafe_b64encode(zlib.compress(json.dumps(told).encode())).decode().rstrip("=")


@pytest.mark.parametrize(
    "events",
    [
        "x",
        "no base64 at all",
        packed([]),
        packed({"levers": ["stop"]}),
        packed({"levers": [{"kind": "permit"}]}),
        packed({"levers": [{"kind": "foreign_export_control", "from": "NOWHERE"}]}),
        packed({"levers": [{"title": "x" * 300_000}]}),
    ],
)
def test_events_nobody_can_read_are_left_out_and_told(room: Room, events: str) -> None:
    state, ignored = room.understood(State(study="toy", events=events[:12_000]))
    assert state.events == ""
    assert len(ignored) == 1
    assert ignored[0].startswith("Events of a world ignored: ")
    with pytest.raises(InvalidInput):
        with_events(room.study, "central", events)


def test_events_are_placed_in_the_link(room: Room, played: Any) -> None:
    state = brought(room, State(study="toy"), played.worst[0].world)
    added = room.world(state).levers[len(room.study.worlds["central"].levers) :]
    assert [one.origin for one in added] == [Origin(PLACE, str(at)) for at in range(len(added))]


def test_a_file_is_a_world_if_all_it_holds_are_events(room: Room) -> None:
    control = {"kind": "foreign_export_control"}
    assert is_world({"levers": [control]})
    assert not is_world({"levers": [control, {"kind": "permit"}]})
    assert not is_world({"levers": []})
    assert not is_world(["levers"])
    with pytest.raises(InvalidInput, match="the YAML cannot be read"):
        answered(room, "open", {"state": {"study": "toy"}, "text": "levers: ["})


def test_a_world_without_the_events_of_any_of_the_study_is_refused(room: Room) -> None:
    full = {name: one for name, one in room.study.worlds.items() if one.levers}
    study: Any = SimpleNamespace(worlds=full)
    with pytest.raises(InvalidInput, match="no world of the study"):
        brought_world(study, World(name="bare", title="Bare", levers=()))
