"""The studio in a real browser: regions on a map, keys, links to hand on, errors to hand on."""

import re
import shutil

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from monazite.store.studies import find_study
from monazite.studio.keyboard import KEYS

from .browsing import after, case, opened, shut_out

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def served_study(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The toy, moved to where a map has places."""
    folder = tmp_path_factory.mktemp("placed") / "toy"
    moved = shutil.copytree(find_study("toy"), folder)
    shutil.rmtree(moved / "answers")
    for file in (one for one in moved.rglob("*") if one.is_file()):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"\bHOM\b", "CAN", re.sub(r"\bFOR\b", "AUS", text))
        file.write_text(text, encoding="utf-8")
    return str(moved)


MARK = "[role='graphics-symbol'][aria-label]"


def test_a_place_on_the_map_opens_its_profile_by_hand_by_key_and_by_link(
    page: Page, address: str
) -> None:
    opened(page, address, "map?base=halt&year=2026")
    dot = page.locator(f"[data-chart='map'] .vega-embed {MARK}[aria-label^='Farland makes']")
    dot.click()
    sheet = page.locator("dialog")
    expect(sheet.get_by_role("heading", name="Farland, 2026")).to_be_visible()
    row = sheet.get_by_role("row", name="Magnets 70 t magnet 100 % 1 of 1 1")
    expect(row).to_be_visible()
    expect(sheet.get_by_role("heading", name="Facts on it")).to_be_visible()
    assert shut_out(page) == []
    link = "/s/toy/map?base=halt&year=2026#sheet=region&key=AUS"
    assert page.url.endswith(link)
    sheet.get_by_role("button", name="Close").click()
    page.wait_for_url("**/map?base=halt&year=2026")
    dot.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{link}")
    page.reload()
    expect(row).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_url("**/map?base=halt&year=2026")
    page.get_by_role("button", name="Homeland", exact=True).press("Enter")
    expect(sheet.get_by_role("heading", name="Homeland, 2026")).to_be_visible()
    sheet.get_by_role("button", name="Three times the magnets").click()
    expect(sheet).not_to_be_visible()
    expect(page.get_by_role("button", name="More of Three times the magnets")).to_be_focused()


def test_a_profile_leads_to_worlds_and_facts(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    opened(page, address, "map?base=halt&year=2026&theme=dark#sheet=region&key=AUS")
    sheet, was = page.locator("dialog"), case(page)
    expect(sheet.get_by_role("heading", name="Facts on it")).to_be_visible()
    assert sheet.evaluate("node => node.scrollWidth - node.clientWidth") <= 0
    assert shut_out(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    sheet.get_by_role("button", name="Farland withholds magnets").click()
    expect(sheet).not_to_be_visible()
    after(page, was)
    page.wait_for_url("**world=control**")
    page.get_by_role("button", name="Farland", exact=True).click()
    sheet.get_by_text("Half the magnets for a year").click()
    expect(sheet.get_by_text("Farland withholds 50")).to_be_visible()
    sheet.locator("li button").last.click()
    expect(sheet.get_by_role("heading", name="Where it is used")).to_be_visible()
    assert "#sheet=fact&id=" in page.url
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("year=2026$"))


def test_arrows_on_a_picture_move_the_year_and_walk_its_marks(page: Page, address: str) -> None:
    opened(page, address, "bottlenecks?base=halt&year=2025")
    plot = page.locator("[data-chart='bottlenecks']")
    plot.locator(f".vega-embed {MARK}").first.wait_for()
    plot.locator(f"{MARK}[tabindex='0']").focus()
    stood = plot.locator(".tip").inner_text()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**year=2026")
    expect(plot.locator(".tip")).to_have_text(stood)
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/bottlenecks?base=halt")
    page.keyboard.press("ArrowDown")
    expect(plot.locator(".tip")).not_to_have_text(stood)
    page.keyboard.press("ArrowUp")
    expect(plot.locator(".tip")).to_have_text(stood)


def place_of(plot: Locator, year: str) -> tuple[float, float]:
    """Where somebody points at a year: above its name, in the middle of the picture."""
    name = plot.locator(".vega-embed [aria-label^=X-axis] text").get_by_text(year, exact=True)
    box, whole = name.bounding_box(), plot.locator(".plot").bounding_box()
    assert box
    assert whole
    return box["x"] + box["width"] / 2, whole["y"] + whole["height"] / 2


@pytest.mark.parametrize("chart", ["supply", "unmet", "bottlenecks"])
def test_a_year_is_chosen_by_a_click_and_by_drawing_along_a_picture(
    page: Page, address: str, chart: str
) -> None:
    opened(page, address, "levers?base=halt&year=2024")
    plot = page.locator(f"[data-chart='{chart}']")
    plot.scroll_into_view_if_needed()
    plot.locator(".vega-embed").wait_for()
    page.mouse.click(*place_of(plot, "2026"))
    page.wait_for_url("**year=2026")
    expect(page.locator("#told")).to_have_text("2026")
    expect(page.locator("#year")).to_have_value("2026")
    page.mouse.move(*place_of(plot, "2025"))
    expect(page.locator("#told")).to_have_text("2026"), "nobody pressed"
    page.mouse.down()
    expect(page.locator("#told")).to_have_text("2025")
    page.mouse.move(*place_of(plot, "2024"), steps=5)
    page.mouse.up()
    page.wait_for_url("**year=2024")
    left, up = place_of(plot, "2024")
    page.mouse.click(left - 500, up)
    expect(page.locator("#told")).to_have_text("2024")


def test_a_picture_of_no_years_is_pressed_without_moving_any(page: Page, address: str) -> None:
    opened(page, address, "chain?base=halt&year=2026")
    plot = page.locator("[data-chart='chain'] .plot")
    plot.locator(".vega-embed").wait_for()
    expect(plot).to_have_attribute("data-years", "false")
    plot.click(position={"x": 5, "y": 60})
    expect(page.locator("#told")).to_have_text("2026")


def test_what_a_mark_says_is_of_the_year_one_has_come_to(page: Page, address: str) -> None:
    opened(page, address, "chain?base=halt&year=2026")
    plot = page.locator("[data-chart='chain']")
    plot.locator(f".vega-embed {MARK}[aria-label^='2026, ']").first.wait_for(state="attached")
    plot.locator(f"{MARK}[tabindex='0']").focus()
    page.keyboard.press("End")  # the legend
    page.keyboard.press("ArrowUp")
    tip = plot.locator(".tip")
    expect(tip).to_contain_text("2026, ")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/chain?base=halt")
    expect(tip).to_contain_text("2025, ")
    for _ in range(40):
        page.keyboard.press("ArrowUp")
        drawn = page.evaluate("document.activeElement.getAttribute('d')")
        assert drawn != "", "of what carries nothing there is nothing to stand on"


def test_a_lever_goes_to_a_notch_at_a_press(page: Page, address: str) -> None:
    opened(page, address, "levers?base=build")
    page.get_by_role("button", name="More of Three times the magnets").click()
    notch = page.locator(".notches").get_by_role("button", name="Twice", exact=True).first
    expect(notch).to_have_attribute("aria-pressed", "false")
    was = case(page)
    notch.press("Enter")
    after(page, was)
    expect(page.get_by_role("spinbutton", name="Add as a number")).to_have_value("80")
    expect(notch).to_have_attribute("aria-pressed", "true")
    expect(notch).to_be_focused()


def test_levers_are_gone_through_by_brackets(page: Page, address: str) -> None:
    opened(page, address, "levers?base=both")
    switch = page.locator(".lever .switch")
    page.keyboard.press("]")
    expect(switch.nth(0)).to_be_focused()
    page.keyboard.press("]")
    expect(switch.nth(1)).to_be_focused()
    before = case(page)
    page.keyboard.press("Space")
    after(page, before)
    expect(switch.nth(1)).to_be_focused()
    page.keyboard.press("[")
    expect(switch.nth(0)).to_be_focused()
    page.keyboard.press("[")
    expect(switch.nth(1)).to_be_focused()


def test_dashed_lines_go_and_come_and_a_strategy_is_set_beside_others(
    page: Page, address: str
) -> None:
    opened(page, address, "levers?base=halt")
    dashed = page.locator("[data-chart='supply'] [aria-label^='Home and recycled in As now']")
    tile = page.locator(".headline .ghost").first
    dashed.first.wait_for(state="attached")
    for look in ("none", "inline"):
        page.keyboard.press("b")
        expect(tile).to_have_css("display", look)
        expect(dashed.first).to_have_css("display", look)
    page.keyboard.press("c")
    page.wait_for_url("**/compare?base=halt&compare=halt")
    was = case(page)
    page.locator("#base").select_option("build")
    after(page, was)
    expect(page.get_by_role("button", name="Halt", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


def test_single_keys_find_and_turn_what_they_say(page: Page, address: str) -> None:
    opened(page, address, "evidence?base=halt")
    page.locator("#screen input[type=search]").wait_for()
    page.keyboard.press("/")
    expect(page.locator("#screen input[type=search]")).to_be_focused()
    opened(page, address, "levers?base=halt")
    page.keyboard.press("/")
    expect(page.locator("#base")).to_be_focused()
    page.locator("#content").focus()
    card = page.locator("[data-chart='unmet']")
    card.get_by_role("tab", name="Chart").focus()
    page.keyboard.press("t")
    expect(card.locator("tbody tr").first).to_be_visible()
    page.locator(".headline").nth(1).focus()
    page.keyboard.press("e")
    expect(page.get_by_role("heading", name="How it is worked out")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".headline").nth(1).focus()
    key = page.locator(".headline").nth(1).get_attribute("data-key")
    page.keyboard.press("w")
    expect(page.get_by_label("Number")).to_have_value(key or "")


def test_the_list_of_keys_is_that_of_the_table(page: Page, address: str) -> None:
    opened(page, address, "levers?base=halt")
    page.keyboard.press("?")
    assert page.locator("dialog tbody th").all_inner_texts() == [one.called for one in KEYS]
    assert shut_out(page) == []


def test_a_link_to_hand_on_is_copied_and_shown_a_long_one_short(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, address, "chain?base=halt")
    page.keyboard.press("s")
    expect(page.get_by_role("heading", name="The link is copied")).to_be_visible()
    made = (page.locator("body").get_attribute("data-data") or "")[:12]
    assert page.evaluate("navigator.clipboard.readText()") == f"{page.url}&made={made}"
    page.keyboard.press("Escape")
    title = (
        "A%20strategy%20whose%20name%20is%20nearly%20as%20long%20as%20a%20name%20may%20ever%20be"
    )
    more = f"title={title}&year=2026&set=export-limit-no-neodymium-leaves.tonnes_per_year:12.5"
    opened(
        page,
        address,
        f"chain?base=halt&world=control&compare=build,both&basis=NdPr&{more}#sheet=node&key=x",
    )
    page.locator("dialog").get_by_role("button", name="Close").click()
    whole, seen = page.url, case(page)
    assert len(whole) > 240
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_text("It is kept on this machine")).to_be_visible()
    assert shut_out(page) == []
    short = page.evaluate("navigator.clipboard.readText()")
    assert short.startswith(f"{address}/p/")
    page.goto(short)
    page.wait_for_selector("body[data-case]")
    assert (page.url, case(page)) == (whole, seen)


def test_a_link_nobody_kept_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}/p/000000000000")
    expect(page.get_by_text("This studio keeps no link of that name")).to_be_visible()
    page.wait_for_selector("body[data-case]")
    expect(page.get_by_role("heading", name="What do you want to know?")).to_be_visible()
    assert shut_out(page) == []


def test_what_went_wrong_is_closed_and_stays_so_until_something_else_does(
    page: Page, address: str
) -> None:
    opened(page, address, "levers?base=halt")
    banner = page.locator("#banner")
    for by in ("click", "Enter", "Escape"):
        page.evaluate("studio.fail(new Error('nothing'))")
        expect(banner).to_contain_text("nothing")
        expect(banner).to_be_visible()
        close = banner.get_by_role("button", name="Close")
        if by == "click":
            close.click()
        elif by == "Enter":
            close.press(by)
        else:
            page.keyboard.press(by)
        expect(banner).not_to_be_visible()
    expect(page.locator("#content")).to_be_focused()
    page.route("**/api/update", lambda route: route.abort())
    page.keyboard.press("y")
    expect(banner).to_contain_text("monazite stopped.")
    banner.get_by_role("button", name="Close").click()
    with page.expect_event("requestfailed"), page.expect_event("requestfailed"):
        pass  # the page goes on asking
    expect(banner).not_to_be_visible()
    refusing = {"status": 500, "json": {"error": {"text": "Something else."}}}
    page.route("**/api/update", lambda route: route.fulfill(**refusing))
    expect(banner).to_contain_text("Something else.")
    page.unroute("**/api/update")
    page.keyboard.press("Y")
    expect(banner).not_to_be_visible()


def test_an_answer_asked_for_before_something_went_wrong_does_not_hide_that(
    page: Page, address: str
) -> None:
    opened(page, address, "levers?base=halt")
    waiting: list[Route] = []
    page.route("**/api/update", lambda route: waiting.append(route))
    with page.expect_request("**/api/update"):
        page.keyboard.press("y")
    page.evaluate("studio.fail(new Error('nothing'))")
    banner = page.locator("#banner")
    expect(banner).to_contain_text("nothing")
    for one in waiting:
        one.continue_()
    page.unroute("**/api/update")
    page.wait_for_url("**year=2026")
    expect(banner).to_contain_text("nothing")
    expect(banner).to_be_visible()
    page.keyboard.press("Y")
    page.wait_for_url("**base=halt")
    expect(banner).not_to_be_visible()


def test_what_helps_to_mend_an_error_is_copied(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, address, "levers?base=halt&title=Mine+alone")
    page.evaluate("studio.sheet('nothing', {})")
    sheet = page.locator("dialog")
    expect(sheet).to_contain_text("nothing")
    sheet.get_by_role("button", name="Copy details").click()
    told = page.evaluate("navigator.clipboard.readText()")
    assert dict(re.findall(r"^(\w+): (\S+)", told, re.MULTILINE)).keys() == {
        *("screen", "version", "case", "data", "seq", "asked", "error")
    }
    assert f"case: {case(page)}" in told
    assert "asked: /api/part 422" in told
    assert "Mine alone" not in told, "of what was chosen its hash alone"
    assert shut_out(page) == []
