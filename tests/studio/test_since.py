"""A link copied before the data changed: it says so, and what its headlines said then."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from monazite.store.studies import find_study
from monazite.studio.asked import HeadlineThen
from monazite.studio.links import Links
from monazite.studio.state import State, made_in, with_made

from .browsing import after, case, opened, shut_out

OLD = "0123456789abcdef"
SAID = HeadlineThen(key="unmet", title="Unmet need", year=2025, text="20 t")


@pytest.fixture(scope="module")
def served_study(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(shutil.copytree(find_study("toy"), tmp_path_factory.mktemp("own") / "toy"))


@pytest.fixture
def edited(served_study: str) -> Iterator[Callable[[], None]]:
    """What makes each plant that makes magnets at home half as large again."""
    table = Path(served_study) / "evidence" / "capacity.csv"
    text = table.read_text(encoding="utf-8")

    def edit() -> None:
        assert "2024,value,20,18,22," in text
        larger = text.replace("2024,value,20,18,22,", "2024,value,30,28,32,")
        table.write_text(larger, encoding="utf-8")

    yield edit
    table.write_text(text, encoding="utf-8")


def test_a_link_says_with_which_data_it_was_made() -> None:
    link = "http://here/s/toy/levers?base=halt#sheet=number&key=unmet"
    assert with_made(link, OLD) == link.replace("halt", "halt&made=0123456789ab")
    assert with_made("/s/toy/chain", OLD) == "/s/toy/chain?made=0123456789ab"
    assert with_made(link, "") == link
    assert made_in("base=halt&made=0123456789ab") == "0123456789ab"
    assert made_in("base=halt") == ""


def test_headlines_are_known_of_what_was_copied_alone(tmp_path: Path) -> None:
    kept = Links(tmp_path / "studio.sqlite")
    state = State(study="toy", base="halt", year=2025, off=("b", "a"))
    kept.keep_figures(state, OLD, [SAID])
    again = Links(kept.path)
    assert again.figures(state.model_copy(update={"off": ("a", "b")}), OLD[:12]) == (SAID,)
    assert again.figures(state.model_copy(update={"title": "Mine"}), OLD) == (SAID,)
    for other in ({"base": "build"}, {"year": 2026}, {"money": "USD"}, {"ghost": "build"}):
        assert again.figures(state.model_copy(update=other), OLD) == ()
    assert again.figures(state, "f" * 12) == ()
    kept.path.write_text("no database, " * 200)
    assert again.figures(state, OLD) == (), "what cannot be read is not known"


def test_what_a_page_says_of_then_is_not_believed(served: httpx.Client) -> None:
    body: dict[str, Any] = {"state": {"study": "toy"}, "part": "since"}
    said = [{"key": "unmet", "title": "<b>", "year": 2025, "text": "9 t"}]
    for given in ({"made": OLD}, {}):
        found = served.post("/api/part", json={**body, "given": given, "then": said}).json()
        assert "is not known here" in found["html"]
        assert "9 t" not in found["html"]


@pytest.mark.slow
def test_then_and_now_stand_side_by_side(
    page: Page, address: str, edited: Callable[[], None]
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, address, "levers?base=halt&year=2026")
    made = page.locator("body").get_attribute("data-data") or ""
    first = page.locator(".headline").first
    title, then = first.locator(".name").inner_text(), first.locator(".value").inner_text()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_text("If its data have changed by then")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{page.url}&made={made[:12]}"
    page.goto(link)
    page.wait_for_selector("body[data-case]")
    expect(page.get_by_text("This link was made with data")).to_have_count(0)
    edited()
    page.goto(link)
    page.wait_for_selector("body[data-case]")
    note = page.locator(".warn", has_text=f"This link was made with data {made[:12]}")
    expect(note).to_be_visible()
    now = first.locator(".value").inner_text()
    assert now != then
    note.get_by_role("button", name="See what changed").press("Enter")
    sheet = page.locator("dialog")
    expect(sheet.get_by_text("headlines read otherwise now.")).to_be_visible()
    row = sheet.get_by_role("row", name=title).first
    said = row.locator("td").all_inner_texts()
    assert [" ".join(one.split()) for one in said] == [" ".join(one.split()) for one in (then, now)]
    assert shut_out(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert sheet.evaluate("node => node.scrollWidth - node.clientWidth") <= 0
    page.set_viewport_size({"width": 1280, "height": 900})
    page.keyboard.press("Escape")
    was = case(page)
    page.locator("#base").select_option("build")
    after(page, was)
    note.get_by_role("button", name="See what changed").click()
    expect(sheet.get_by_text("What its headlines said then is not known here.")).to_be_visible()
