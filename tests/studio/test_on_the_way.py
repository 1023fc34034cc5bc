"""What a page does between the move of a lever and the charts that show it."""

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


def test_cards_are_measured_before_an_answer_changes_any(page: Page, address: str) -> None:
    """A browser lays a page out anew for whoever measures it after a change."""
    opened(page, address, "levers?base=build")
    found = page.evaluate(MEASURED)
    assert found
    assert not any(found)


def test_the_panel_is_drawn_once_the_question_is_on_its_way(page: Page, address: str) -> None:
    opened(page, address, "levers?base=build")
    assert page.evaluate(REDRAWN) == [True, False]
