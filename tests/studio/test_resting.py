"""Beside every picture stands what its figures rest on: facts with their grades, and levers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from monazite.charts.registry import pictures
from monazite.findings.bottlenecks import binding_constraints
from monazite.studio.answering import answer
from monazite.studio.asked import Asked, ExplainAsked, PartAsked, Want
from monazite.studio.explaining import explain
from monazite.studio.resting import behind_a_stress
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.told import ChartView
from monazite.studio.update import update
from monazite.studio.views import part

from .. import shipped
from .browsing import opened

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def room() -> Room:
    return Room("toy")


def drawn(room: Room, base: str, *, table: bool = True, year: int = 2026) -> dict[str, ChartView]:
    want = tuple(Want(chart=name, table=table) for name in pictures())
    state = State(study=room.view().name, base=base, year=year)
    found = update(room, Asked(state=state, want=want))
    return {one.chart: one for one in found.charts}


@pytest.mark.parametrize(
    ("study", "base", "year"), [("toy", "both", 2026), ("indonesia", "", 2017)]
)
def test_every_picture_names_facts_with_their_grades_or_levers(
    study: str, base: str, year: int
) -> None:
    here = Room(study)
    for name, one in drawn(here, base, year=year).items():
        assert one.rests_on, name
        for each in one.rests_on:
            if each.sheet == "fact":
                fact = here.known_facts[each.id]
                assert (each.grade, each.source) == (fact.grade, fact.source)
            else:
                assert each.id in here.catalogue.entries
                assert each.text
            assert f'href="#sheet={each.sheet}&amp;id=' in one.about
            assert each.title in one.about
            assert each.source in one.about


def test_it_is_of_what_the_picture_shows_in_the_year_looked_at(room: Room) -> None:
    now, then = (drawn(room, "both", year=year) for year in (2024, 2026))
    plan = shipped.handle("toy").run("both").solution
    for year, found in ((2024, now), (2026, then)):
        known = {one.id for one in found["bottlenecks"].rests_on if one.sheet == "fact"}
        rows = [one for one in binding_constraints(plan) if one.year == year and one.binding]
        assert known == {fact for one in rows for fact in one.facts}
        assert f"What these figures rest on most in {year}" in found["bottlenecks"].about
    (paid,) = then["public-money"].rests_on
    assert (paid.sheet, paid.title, paid.grade) == ("lever", "Three times the magnets", "")
    assert not paid.text.startswith(paid.title)
    assert "Three times the magnets" not in {one.title for one in now["bottlenecks"].rests_on}


def test_it_is_looked_up_for_whoever_looks_at_it_alone(room: Room) -> None:
    assert not any(one.rests_on or one.about for one in drawn(room, "both", table=False).values())


def test_a_map_rests_on_what_carries_its_form(room: Room) -> None:
    state = {"study": "toy", "base": "both", "year": 2026}
    found = {
        form: answer(room, "map", {"state": state, "form": form})
        for form in ("", "magnet", "oxide")
    }
    told = {form: [one.id for one in view.rests_on] for form, view in found.items()}  # type: ignore[attr-defined]
    assert told[""] == told["magnet"] != told["oxide"]
    assert "demand:motors-hom#1" in told["magnet"]


def test_a_stress_rests_on_what_its_shocks_are_known_by() -> None:
    """Of one shock alone its own facts count; of a stop in words none of any shock."""
    india = Room("india")
    run, year = shipped.india().run("announced"), 2030
    by_shock = {
        one.shock: {each.id for each in behind_a_stress(india, run, one.shock, year)}
        for one in india.study.chain.shocks
    }
    stop = {one.id for one in behind_a_stress(india, run, "China of magnet for 6 months", year)}
    assert stop
    facts = {shock: found - stop for shock, found in by_shock.items()}
    cells = india.used_in
    known = {fact for found in facts.values() for fact in found}
    assert known
    assert all(any("chain/shocks.csv" in cell for cell in cells[fact]) for fact in known)
    together = {one.id for one in behind_a_stress(india, run, "", year)}
    assert together > stop


def test_a_number_taken_apart_says_how_firm_each_fact_is(room: Room) -> None:
    state = State(study="toy", base="both", year=2026)
    found = explain(room, ExplainAsked(state=state, key="self_sufficiency.magnet"))
    grades = {one.fact: one.grade for one in found.steps if one.fact}
    assert grades == {name: room.known_facts[name].grade for name in grades} != {}
    assert {one.grade for one in found.steps if not one.fact} == {""}


def test_a_fact_beside_a_picture_opens_its_sheet(page: Page, address: str) -> None:
    opened(page, address, "levers?base=both")
    card = page.locator("[data-chart='bottlenecks']")
    card.get_by_role("tab", name="Sources").click()
    card.get_by_role("link", name="Capacity: Home mine").click()
    page.locator("#sheet h2", has_text="Capacity: Home mine").wait_for()
    assert "#sheet=fact" in page.url
    assert "base=both" in page.url


def test_a_lever_says_its_figures_as_the_panel_does() -> None:
    state = State(study="toy", base="both")
    asked = PartAsked(
        state=state, part="lever", given={"id": "capacity-programme-three-times-the-magnets"}
    )
    assert "<td>50\u00a0%</td>" in part(Room("toy"), asked).html
    given = {"id": "private-entry-foreign-furnaces-may-come"}
    asked = PartAsked(state=State(study="indonesia"), part="lever", given=given)
    assert "<td>1,000,000</td>" in part(Room("indonesia"), asked).html


def test_a_fact_says_of_what_the_cells_are_that_rest_on_it(room: Room) -> None:
    assert "Home mine: nameplate (chain/facilities.csv:2)" in room.used_in["capacity:hom-mine#1"]


def test_a_sheet_of_what_is_not_there_says_so(page: Page, address: str) -> None:
    opened(page, address, "chain#sheet=node&key=nowhere")
    sheet = page.locator("#sheet")
    sheet.get_by_role("heading", name="Not found").wait_for()
    assert "the chain has no such place" in sheet.inner_text()
    assert page.locator("#banner").is_hidden()
