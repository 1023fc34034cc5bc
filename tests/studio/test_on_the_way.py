"""What a page does between the move of a lever and the charts that show it."""

import json
from typing import Any

from playwright.sync_api import Page
from tests.studio.browsing import opened

MEASURED = """() => new Promise((done) => {
  const look = new MutationObserver(() => 0), found = [];
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  look.observe(document.getElementById("content"), all);
  const { get } = Object.getOwnPropertyDescriptor(Element.prototype, "clientWidth");
  const take = studio.take;
  studio.take = (...given) => {
    look.takeRecords();
    Object.defineProperty(Element.prototype, "clientWidth", {
      configurable: true,
      get() { found.push(look.takeRecords().length); return get.call(this); },
    });
    take.apply(studio, given);
    done(found);
  };
  studio.rail.flip(studio.rail.own()[0]);
})"""
"""How many changes of the page each measure of a card comes after, while an answer is taken."""

REDRAWN = """() => new Promise((done) => {
  const lever = document.querySelector(".lever");
  studio.rail.flip(studio.rail.own()[0]);
  const stood = lever.isConnected;
  setTimeout(() => done([stood, lever.isConnected]), 200);
})"""

DRAWN_ALONG = """(bar) => {
  const at = (share) => +bar.min + share * (bar.max - bar.min);
  for (const share of [0.3, 0.4, 0.6]) {
    bar.value = at(share);
    bar.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""


def test_cards_are_measured_before_an_answer_changes_any(page: Page, address: str) -> None:
    """A browser lays a page out anew for whoever measures it after a change."""
    opened(page, address, "levers?base=build")
    found = page.evaluate(MEASURED)
    assert found
    assert not any(found)


def test_the_panel_is_drawn_once_the_question_is_on_its_way(page: Page, address: str) -> None:
    opened(page, address, "levers?base=build")
    assert page.evaluate(REDRAWN) == [True, False]


def held_back(page: Page) -> list[Any]:
    held: list[Any] = []
    page.route("**/api/update", lambda route: held.append(route))
    return held


def come(page: Page, held: list[Any], count: int) -> list[bool]:
    """Wait for so many questions and a little longer; whether each is in place of another."""
    for _ in range(100):
        if len(held) >= count:
            break
        page.wait_for_timeout(20)
    page.wait_for_timeout(60)
    return [json.loads(one.request.post_data)["instead"] for one in held]


def test_of_every_two_moves_the_second_is_asked_in_place_of_the_first(
    page: Page, address: str
) -> None:
    """So that whoever presses a key again and again still sees what comes of it."""
    opened(page, address, "levers?base=build")
    held = held_back(page)
    page.evaluate("() => { for (const title of 'abc') studio.chosen.change({ title }); }")
    assert come(page, held, 2) == [False, True]
    for one in held:
        one.continue_()
    assert come(page, held, 3) == [False, True, False]
    assert json.loads(held[2].request.post_data)["state"]["title"] == "c"


def test_while_a_bar_is_drawn_one_is_asked_at_a_time_and_the_last_in_its_place(
    page: Page, address: str
) -> None:
    opened(page, address, "levers?base=build")
    for lever in page.evaluate("() => studio.rail.own()"):
        page.evaluate("(lever) => studio.rail.unfold(lever)", lever)
    held = held_back(page)
    bar = page.locator("#rail input[type=range]").first
    bar.evaluate(DRAWN_ALONG)
    assert come(page, held, 1) == [False]
    bar.dispatch_event("change")
    assert come(page, held, 2) == [False, True]
    asked = [json.loads(one.request.post_data)["state"]["set"] for one in held]
    assert asked[0] != asked[1]
    held[1].continue_()
    page.wait_for_timeout(300)
    page.evaluate("() => { for (const by of [1, 1]) studio.year(by); }")
    assert come(page, held, 3) == [False, True, False]
