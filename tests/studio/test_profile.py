"""The profile of a region, against the toy study solved with pencil and paper."""

import re

import pytest

from monazite.core.errors import InvalidInput
from monazite.findings.solution import Contained
from monazite.studio.asked import PartAsked
from monazite.studio.profile import PartOfWhole, profile_of
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.told import Part
from monazite.studio.trying import naming
from monazite.studio.views.parts import part

from .. import shipped


@pytest.fixture(scope="module")
def room() -> Room:
    return Room("toy")


def sheet(room: Room, key: str, **state: object) -> str:
    state_of = State.model_validate({"study": "toy", **state})
    made: Part = part(room, PartAsked(state=state_of, part="region", given={"key": key}))
    return " ".join(re.sub(r"<[^>]+>", " ", made.html).split())


def short(parts: tuple[PartOfWhole, ...]) -> list[tuple[str, float, float, int, int]]:
    return [
        (one.form, round(one.tonnes, 6), round(one.share, 3), one.place, one.among) for one in parts
    ]


def test_what_a_region_makes_and_trades_is_that_of_the_plan() -> None:
    """As now Farland digs 100 t of 150, makes 50 t oxide of 75 and 130 t magnets of 150."""
    solution = shipped.handle("toy").run("as-now").solution
    farland, home = (profile_of(solution, one, 2025, None) for one in ("FOR", "HOM"))
    assert short(farland.makes) == [
        ("concentrate", 100.0, 0.667, 1, 2),
        ("oxide", 50.0, 0.667, 1, 2),
        ("magnet", 130.0, 0.867, 1, 2),
    ]
    assert short(farland.sells) == [("magnet", 80.0, 1.0, 1, 1)]
    assert short(farland.buys) == [("oxide", 15.0, 1.0, 1, 1)]
    assert short(home.makes)[0] == ("concentrate", 50.0, 0.333, 2, 2)
    assert (home.sells, home.buys) == ((), ())
    assert farland.makes[2].concentration == pytest.approx((130 / 150) ** 2 + (20 / 150) ** 2)


def test_tonnes_are_those_of_what_is_contained_where_it_says_so(room: Room) -> None:
    """A tonne of magnets holds 0.4 t of NdPr oxide."""
    state, _ = room.understood(State(study="toy", base="as-now", basis="NdPr"))
    of = room.telling(state).of
    assert isinstance(of, Contained)
    found = profile_of(room.run(state).solution, "FOR", 2025, of)
    assert found.sells[0].tonnes == pytest.approx(80 * 0.4)
    assert found.sells[0].basis == "oxide"


def test_a_region_nobody_knows_is_refused(room: Room) -> None:
    with pytest.raises(InvalidInput, match="region"):
        sheet(room, "NOWHERE")


def test_a_place_among_all_stays_on_one_line_on_a_phone(room: Room) -> None:
    state = State(study="toy", base="halt", year=2025)
    made = part(room, PartAsked(state=state, part="region", given={"key": "FOR"}))
    assert "1\u00a0of\u00a01" in made.html


def test_the_sheet_tells_what_acts_on_the_region_and_its_facts(room: Room) -> None:
    said = sheet(room, "FOR", base="halt", year=2025)
    assert said.startswith("Farland, 2025 Under “Halt” in the world “Nothing happens”.")
    assert "What it sends Homeland" in said
    assert "Magnets 70 t magnet 100 % 1 of 1 1" in said.replace("\u00a0", " ")
    assert "Farland withholds magnets : Half the magnets for a year." in said
    assert "Facts on it" in said
    known = room.known_facts.values()
    facts = {one.source for one in known if "FOR" in one.dimensions.values()}
    assert any(source in said for source in facts)
    other = sheet(room, "FOR", base="halt", year=2025, world="control")
    assert "What happens there in this world Half the magnets for a year Farland withholds" in other
    assert "in other worlds" not in other


def test_levers_are_named_that_say_the_region_or_a_plant_of_it(room: Room) -> None:
    said = sheet(room, "HOM", base="both", year=2025)
    assert "No neodymium leaves (pulled) Three times the magnets (pulled)" in said
    event = room.study.worlds["control"].levers[0]
    assert naming(event, {"FOR"})
    assert not naming(event, {"Half the magnets for a year"}), "what it is called does nothing"
