"""The studio in a real browser: levers move charts, links give them back, readers find all."""

import os
import re
import signal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from monazite.store.studies import find_study
from monazite.studio.state import SCREENS

from .browsing import LIMIT, after, case, figures, opened, shut_out
from .served import free_port, studio

pytestmark = pytest.mark.slow

OWN_SCRIPT_AT_MOST = 40_000
"""Bytes of our own JavaScript as it is written; a third of it is sent."""


def test_a_lever_moves_figures_and_charts_and_a_link_gives_them_back(
    page: Page, address: str
) -> None:
    opened(page, address, "levers?base=halt")
    page.wait_for_selector("[data-chart='supply'] svg")
    before, was = case(page), figures(page)
    drawn = page.locator("[data-chart='supply'] svg").inner_html()
    page.locator(".lever input.switch").first.click()
    moved = after(page, before)
    page.wait_for_function(
        "(drawn) => document.querySelector('[data-chart=supply] svg').innerHTML !== drawn",
        arg=drawn,
    )
    now = figures(page)
    assert now != was
    link = page.url
    assert "off=" in link
    page.goto(link)
    page.wait_for_selector("body[data-case]")
    assert (case(page), figures(page), page.url) == (moved, now, link)


def test_what_is_rested_on_or_written_is_asked_ahead_and_nothing_is_chosen_by_it(
    page: Page, address: str
) -> None:
    """A switch, a notch and a number; whoever then chooses it asks for the same."""
    opened(page, address, "levers?base=build")
    page.evaluate("() => window.studio.rail.unfold(window.studio.rail.own()[0])")
    link, now = page.url, page.evaluate("() => window.studio.chosen.state")
    notch = page.locator(".notches button[aria-pressed=false]").first
    with page.expect_request("**/api/ahead") as ahead:
        page.locator(".lever input.switch").first.hover()
    assert ahead.value.post_data_json["state"]["off"] != now["off"]
    with page.expect_request("**/api/ahead") as ahead:
        page.locator(".field input[type=number]").first.press_sequentially("1")
    assert ahead.value.post_data_json["state"]["set"]
    page.reload()
    page.wait_for_selector("body[data-case]")
    page.evaluate("() => window.studio.rail.unfold(window.studio.rail.own()[0])")
    with page.expect_request("**/api/ahead") as ahead:
        notch.hover()
    assert page.url == link
    assert page.evaluate("() => window.studio.chosen.state") == now
    with page.expect_request("**/api/update") as chosen:
        notch.click()
    asked = chosen.value.post_data_json
    assert asked["state"] == ahead.value.post_data_json["state"] != now
    likely = page.request.post(f"{address}/api/likely", data={"state": now}).json()["states"]
    assert asked["state"] in likely


LIVE = "() => document.querySelectorAll('.plot .vega-embed svg.marks').length === 4"


def test_a_page_shows_its_charts_before_it_can_draw_any(page: Page, address: str) -> None:
    held: list[Any] = []
    page.route("**/vega.js", lambda route: held.append(route))
    opened(page, address, "levers?base=halt")
    page.wait_for_function("() => document.querySelectorAll('.card svg.marks').length === 4")
    tip = page.locator("[data-chart='supply'] .tip")
    page.locator("[data-chart='supply'] [tabindex='0'][aria-label]").first.focus()
    assert tip.inner_text()
    still = page.evaluate(MARKS)
    page.get_by_role("link", name="Levers").focus()
    before = case(page)
    page.locator(".lever input.switch").first.click()
    after(page, before)
    for one in held:
        one.continue_()
    page.unroute("**/vega.js")
    page.wait_for_function(LIVE)
    page.wait_for_timeout(500)
    assert page.evaluate(MARKS) != still, "the charts are of the newest answer"


def test_every_figure_says_of_which_year_it_is(page: Page, address: str) -> None:
    for screen in ("start", "check", "brief"):  # which have no bar of years
        opened(page, address, f"{screen}?base=halt&year=2025")
        units = page.locator(".headline .unit").all_inner_texts()
        assert units
        assert all(one.startswith("2025") for one in units)


@pytest.mark.parametrize("width", [1280, 1440])
def test_the_head_of_a_page_keeps_to_one_line(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    opened(page, address, "levers?base=halt")
    page.wait_for_timeout(300)
    head = page.locator("header.top").evaluate(
        "node => [node.clientHeight, node.scrollWidth - node.clientWidth]"
    )
    assert head[0] < 60
    assert head[1] <= 0
    page.close()


MARKS = """() => [...document.querySelectorAll(".plot [role='graphics-symbol'][aria-label]")]
  .map((one) => one.getAttribute("aria-label"))
  .filter((one) => !one.includes(" scale with ")).sort()"""


def test_a_picture_moved_says_what_the_picture_drawn_anew_says(page: Page, address: str) -> None:
    opened(page, address, "levers?base=halt")
    page.wait_for_function("() => document.querySelectorAll('.card svg.marks').length === 4")
    page.wait_for_timeout(1000)
    still = page.evaluate(MARKS)
    before = case(page)
    page.locator(".lever input.switch").first.click()
    after(page, before)
    page.wait_for_timeout(1000)
    moved = page.evaluate(MARKS)
    assert moved != still
    page.goto(page.url)
    page.wait_for_function("() => document.querySelectorAll('.card svg.marks').length === 4")
    page.wait_for_timeout(1000)
    assert page.evaluate(MARKS) == moved


def test_the_chain_follows_a_lever_wide_and_narrow(browser: Browser, address: str) -> None:
    for width in (1280, 390):
        page = opened(
            browser.new_page(viewport={"width": width, "height": 900}), address, "chain?base=halt"
        )
        plot = page.locator("[data-chart='chain'] .plot")
        plot.locator(".vega-embed svg").wait_for()
        was, before = page.locator("[data-chart='chain'] h2").inner_text(), case(page)
        if width < 800:
            page.get_by_text("Levers and world", exact=True).click()
        page.get_by_label("No neodymium leaves", exact=True).click()
        after(page, before)
        plot.scroll_into_view_if_needed()  # below the open panel it waits until somebody comes
        expect(page.locator("[data-chart='chain'] h2")).not_to_have_text(was)
        expect(plot.locator("svg [role='graphics-symbol']").first).to_be_visible()
        page.close()


def test_the_title_of_a_card_leads_to_the_screen_that_shows_more(page: Page, address: str) -> None:
    opened(page, address, "levers?base=halt")
    page.evaluate("window.same = true")
    page.get_by_role("link", name="What holds us back").click()
    page.wait_for_url("**/bottlenecks?base=halt")
    assert page.evaluate("window.same") is True
    expect(page.get_by_role("heading", name="What holds us back")).to_be_visible()
    assert page.get_by_role("link", name="What holds us back").count() == 0


def test_fields_of_the_browser_follow_the_theme_chosen(page: Page, address: str) -> None:
    for theme in ("dark", "light"):
        opened(page, address, f"start?theme={theme}")
        scheme = page.locator("html").evaluate("node => getComputedStyle(node).colorScheme")
        assert scheme == theme


def test_the_year_chosen_stands_in_every_picture_over_years(page: Page, address: str) -> None:
    opened(page, address, "levers?base=halt&year=2025")
    line = page.locator("[data-chart='supply'] .vega-embed .mark-rule.role-mark line").last
    line.wait_for(state="attached")
    was = line.get_attribute("transform") or ""
    page.locator("body").press("y")
    page.wait_for_url("**year=2026")
    expect(line).not_to_have_attribute("transform", was)
    drawn = page.request.get(f"{address}/c/toy/supply.svg?base=halt&year=2026").text()
    assert "mark-rule" in drawn


def test_a_place_of_the_chain_opens_its_balance(page: Page, address: str) -> None:
    opened(page, address, "chain?base=halt&year=2025")
    node = page.locator("[data-chart='chain'] .vega-embed [aria-label^='2025, NdPr oxide: ']")
    node.wait_for()
    node.focus()
    page.keyboard.press("Enter")
    sheet = page.locator("dialog")
    expect(sheet.get_by_role("heading", name="NdPr oxide, 2025")).to_be_visible()
    expect(sheet.locator("tfoot")).to_have_count(2)
    comes, goes = (foot.locator("td").inner_text() for foot in sheet.locator("tfoot").all())
    assert float(comes) >= float(goes) > 0
    assert shut_out(page) == []
    sheet.get_by_role("button", name="Close").click()
    node.click()
    expect(sheet).to_contain_text("Goes on")


def test_only_charts_in_sight_are_asked_for_and_others_once_one_comes_to_them(
    page: Page, address: str
) -> None:
    wanted: list[list[str]] = []
    page.on(
        "request",
        lambda request: (
            request.url.endswith("/api/update")
            and wanted.append([one["chart"] for one in request.post_data_json["want"]])
        ),
    )
    page.set_viewport_size({"width": 1280, "height": 500})
    opened(page, address, "levers?base=halt")
    page.wait_for_function(LIVE)
    page.wait_for_timeout(500)
    seen, last = page.locator("[data-chart='supply']"), page.locator("[data-chart='costs']")
    still = last.locator("svg.marks").inner_html()
    before = case(page)
    page.locator(".lever input.switch").first.click()
    after(page, before)
    # a card without a chart has no place, and might get one by any move
    assert wanted[-1] == ["supply", "unmet", "public-money"]
    assert last.get_attribute("aria-busy") == "true", "what is of an older answer is marked"
    assert seen.get_attribute("aria-busy") is None
    last.scroll_into_view_if_needed()
    page.wait_for_selector("[data-chart='costs']:not([aria-busy])")
    assert "costs" in wanted[-1]
    page.wait_for_function(
        "(still) => document.querySelector('[data-chart=costs] svg').innerHTML !== still", arg=still
    )
    asked = len(wanted)
    page.mouse.wheel(0, -4000)
    page.wait_for_timeout(400)
    page.mouse.wheel(0, 4000)
    page.wait_for_timeout(400)
    assert len(wanted) <= asked + 1, "what was shown of this answer is not asked for again"


def test_a_newer_question_goes_at_once_where_the_older_one_waits_long(
    page: Page, address: str
) -> None:
    opened(page, address, "levers?base=both")
    before, held = case(page), []
    page.route("**/api/update", lambda route: held.append(route))
    switch = page.locator(".lever input.switch")
    switch.first.click()
    page.wait_for_timeout(500)
    switch.nth(1).click()
    page.wait_for_timeout(200)
    assert len(held) == 2
    older, newer = held
    newer.continue_()
    page.wait_for_selector("body[data-seq='3']")
    newest = case(page)
    older.continue_()
    page.wait_for_timeout(500)
    assert case(page) == newest, "an older answer that comes late is not shown"
    assert newest != before


def test_what_a_screen_asked_that_was_left_is_asked_no_more(page: Page, address: str) -> None:
    opened(page, address, "levers?base=halt")
    given_up: list[str] = []
    page.on("requestfailed", lambda request: given_up.append(request.url))
    page.route("**/api/part", lambda route: None)
    page.get_by_role("link", name="Check").click()
    page.get_by_role("link", name="Levers").click()
    page.wait_for_timeout(300)
    assert any(url.endswith("/api/part") for url in given_up)
    expect(page.locator("#banner")).not_to_be_visible()


def test_undo_and_redo_and_reset(page: Page, address: str) -> None:
    opened(page, address, "levers?base=halt")
    first = case(page)
    page.locator(".lever input.switch").first.click()
    second = after(page, first)
    page.get_by_role("button", name="Undo").click()
    assert after(page, second) == first
    page.get_by_role("button", name="Redo").click()
    assert after(page, first) == second
    page.get_by_role("button", name="Reset").click()
    assert after(page, second) == first


def test_a_number_of_a_lever_is_moved_by_keys(page: Page, address: str) -> None:
    opened(page, address, "levers?base=halt")
    before = case(page)
    page.get_by_role("button", name=re.compile("^More of")).first.click()
    bar = page.locator(".field input[type=range]").first
    bar.focus()
    bar.press("ArrowRight")
    assert after(page, before) != before
    assert "set=" in page.url


def test_a_drag_is_one_step_back(page: Page, address: str) -> None:
    opened(page, address, "levers?base=halt")
    before = case(page)
    page.get_by_role("button", name=re.compile("^More of")).first.click()
    page.locator(".field input[type=range]").first.evaluate(
        """(bar) => {
            for (const part of [0.2, 0.3, 0.4]) {
                bar.value = Number(bar.min) + part * (bar.max - bar.min);
                bar.dispatchEvent(new Event("input"));
            }
            bar.dispatchEvent(new Event("change"));
        }"""
    )
    moved = after(page, before)
    page.get_by_role("button", name="Undo").click()
    assert after(page, moved) == before


def test_a_number_opens_what_it_is_made_of(page: Page, address: str) -> None:
    opened(page, address, "levers?base=halt")
    page.locator(".headline").first.click()
    expect(page.locator("dialog h3").first).to_have_text("How it is worked out")
    assert page.locator("dialog ol.tree li").count() > 1
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).not_to_be_visible()


def test_figures_get_their_grade_once_nobody_waits_and_again_for_another_year(
    page: Page, address: str
) -> None:
    opened(page, address, "levers?base=both&year=2025")
    tile = page.locator(".headline .standing").first
    expect(tile).to_have_text("not yet tested, firm evidence")
    page.locator("#year").press("ArrowRight")
    expect(page.locator(".headline .unit").first).to_contain_text("2026")
    expect(tile).to_have_text("not yet tested, firm evidence")


def test_grades_come_with_pictures_of_limits_and_are_asked_for_elsewhere(
    page: Page, address: str
) -> None:
    asked: list[str] = []
    page.on(
        "request",
        lambda one: "api/part" in one.url and asked.append(one.post_data_json["part"]),
    )
    opened(page, address, "bottlenecks?base=both&year=2025")
    assert page.locator(".headline .standing").first.inner_text() == "not yet tested, firm evidence"
    page.wait_for_timeout(1500)
    assert "headlines" not in asked
    opened(page, address, "check?base=halt&year=2025")
    # of a plan nobody has seen, whose limits no picture looked at
    facts = {"demand:motors-hom#1": 97.0}
    page.evaluate("(facts) => window.studio.chosen.change({ facts })", facts)
    with page.expect_request(lambda one: "headlines" in (one.post_data or "")):
        pass
    tile = page.locator(".headline .standing").first
    expect(tile).to_contain_text("evidence")


def test_figures_get_their_ranges_from_a_job(page: Page, address: str) -> None:
    opened(page, address, "levers?base=both")
    tile = page.locator(".headline .standing").first
    expect(tile).to_contain_text("not yet tested")
    page.get_by_role("button", name="Test it").click()
    expect(tile).to_contain_text(" to ", timeout=LIMIT)
    opened(page, address, "chain?base=both")
    expect(tile).to_contain_text(" to ")
    expect(page.get_by_role("button", name="Test it")).to_have_count(0)


def test_what_a_lever_alone_changes_is_worked_out_as_a_job(page: Page, address: str) -> None:
    opened(page, address, "levers?base=halt")
    page.get_by_role("button", name=re.compile("^More of")).first.click()
    page.get_by_role("button", name="What it alone changes").click()
    expect(page.locator("dialog table")).to_be_visible(timeout=LIMIT)


def test_a_number_is_shared_out_to_levers_as_a_job(page: Page, address: str) -> None:
    opened(page, address, "levers?base=halt")
    page.locator(".headline[data-key='home_cost']").click()
    page.get_by_role("button", name="Which levers account for it").click()
    assert page.get_by_label("Number").input_value() == "home_cost"
    page.get_by_role("button", name="Work it out").click()
    page.wait_for_selector("[data-chart='why'] svg")
    sums = page.locator("tfoot td").first.inner_text()
    assert sums == page.locator("tbody td").first.inner_text()
    assert sums.startswith("+")
    stale = page.get_by_text("What was chosen has changed since")
    expect(stale).not_to_be_visible()
    page.locator(".lever input.switch").first.click()
    expect(stale).to_be_visible()


def test_how_sure_a_number_is_is_worked_out_as_a_job(page: Page, address: str) -> None:
    page.goto(f"{address}/s/toy/why?base=both")
    page.get_by_label("Number").select_option("home_cost")
    page.get_by_role("button", name="How sure it is").click()
    page.wait_for_selector("[data-chart='sure'] svg")
    said = page.inner_text("#content")
    assert "With the same facts it is better than under “As now” in" in said
    assert page.get_by_role("columnheader", name="Better in").is_visible()
    assert page.get_by_role("heading", name="Which facts decide it").is_visible()
    page.get_by_role("button", name="Work it out").click()
    page.wait_for_selector("[data-chart='why'] svg")
    assert page.get_by_role("heading", name="Which facts decide it").count() == 0


def test_what_it_takes_and_what_money_buys_are_found_as_jobs(page: Page, address: str) -> None:
    opened(page, address, "why?base=both&year=2025")
    page.get_by_label("Number").select_option("Self-sufficiency, Magnets, %")
    page.get_by_label("Target").fill("50")
    page.get_by_role("button", name="Find what gets there").click()
    expect(page.locator(".found tbody tr").first).to_contain_text("60", timeout=LIMIT)
    expect(page.locator(".found")).to_contain_text("50.0\u00a0% is wanted")
    expect(page.locator(".found tbody tr")).to_have_count(2)
    expect(page.locator(".found")).to_contain_text("3 more figures bring it no nearer.")
    page.get_by_label("Number").select_option(
        "Home cost at border prices, million USD/yr (2024 prices)"
    )
    page.get_by_label("Target").fill("little")
    page.get_by_role("button", name="Find what gets there").click()
    page.get_by_text(
        "'little' is not a number; write a plain decimal number, in million"
    ).wait_for()
    assert page.get_by_label("Budget").input_value() == "2 crore INR"
    page.get_by_role("button", name="Compare instruments").click()
    page.get_by_text("opens no plant to investors").wait_for()
    page.get_by_label("Money").select_option("INR")
    expect(page.get_by_label("Number")).to_contain_text("INR crore/yr")
    assert page.get_by_label("Number").input_value() == "home_cost"
    assert page.get_by_label("Target").input_value() == "little", "what stands in fields stays"
    assert shut_out(page) == []


def test_the_curve_of_a_figure_is_drawn_below_it_and_by_its_link(page: Page, address: str) -> None:
    opened(page, address, "why?base=both&year=2025")
    page.get_by_label("Number").select_option("Self-sufficiency, Magnets, %")
    page.get_by_label("Target").fill("50")
    page.get_by_role("button", name="Find what gets there").click()
    page.get_by_role("button", name="Curve: Three times the magnets, add").click()
    said = page.get_by_text("reaches 50\u00a0% where “Three times the magnets, add” is 60")
    said.wait_for()
    expect(page.locator(".found tbody tr").first).to_be_visible()
    chart = page.locator("[data-chart='break-even']")
    expect(chart.locator("svg [aria-label^='Reached at 60']")).to_have_count(1)
    chart.get_by_role("tab", name="Table").click()
    expect(chart.locator("tbody tr")).to_have_count(10)
    assert shut_out(page) == []
    page.wait_for_url("**figure=Three+times+the+magnets.add**")
    page.reload()
    said.wait_for()
    expect(chart.locator("svg [aria-label^='Reached at 60']")).to_have_count(1)
    page.get_by_role("link", name="Levers", exact=True).click()
    page.wait_for_url("**/levers?base=both")


def test_a_tour_is_taken_once(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Take the tour").click()
    for at, screen in enumerate(("levers", "chain", "bottlenecks", "why", "brief"), start=1):
        expect(page.locator("#tour")).to_contain_text(f"{at} of 5")
        page.wait_for_url(f"**/{screen}")
        if at == 2:
            page.reload()  # which loses nothing
            expect(page.locator("#tour")).to_contain_text("2 of 5")
            page.wait_for_selector("body[data-case]:not(.waits)")
            page.wait_for_timeout(700)
            assert shut_out(page) == []
        if at < 5:
            page.get_by_role("button", name=re.compile("^Next: ")).press("Enter")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#tour")).to_be_empty()
    page.goto(address)
    page.get_by_text("What do you want to know?").wait_for()
    assert page.get_by_role("button", name="Take the tour").count() == 0


def test_a_tour_is_skipped_for_good(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="No, thanks").click()
    expect(page.get_by_role("button", name="Take the tour")).to_have_count(0)
    page.reload()
    page.get_by_text("What do you want to know?").wait_for()
    assert page.get_by_role("button", name="Take the tour").count() == 0
    expect(page.locator("#tour")).to_be_empty()


def test_the_start_leads_back_to_what_was_seen_last(page: Page, address: str) -> None:
    """Each plan once, the last first, with what was changed on it; until they are forgotten."""
    sent: dict[str, list[str]] = {}

    def keep(one: Request) -> None:
        if "/api/part" in one.url:
            asked = one.post_data_json
            sent.setdefault(asked["part"], []).append(asked["given"].get("recent") or "")

    page.on("request", keep)
    kept = "() => (localStorage.recent || '').split('\\n').filter(Boolean).length"
    for base in ("halt", "build"):
        opened(page, address, f"levers?base={base}")
        page.wait_for_function(f"() => ({kept})() === {1 if base == 'halt' else 2}")
    before = case(page)
    page.locator(".lever input.switch").first.click()
    after(page, before)
    link = page.url
    page.wait_for_function(f"() => localStorage.recent.includes({link.partition('/s/')[2]!r})")
    page.get_by_role("link", name="Start").click()
    seen = page.locator("h3:has-text('Seen last') + ul a")
    expect(seen).to_have_count(3)
    assert seen.first.inner_text() != seen.last.inner_text()
    page.wait_for_timeout(1000)
    page.reload()  # the start itself is nothing to come back to
    expect(seen).to_have_count(3)
    assert seen.last.get_attribute("href") == "/s/toy/levers?base=halt"
    seen.first.click()
    page.wait_for_selector("body[data-case]")
    assert page.url == link
    page.get_by_role("link", name="Start").click()
    page.get_by_role("button", name="Forget these").click()
    expect(seen).to_have_count(0)
    page.get_by_role("link", name="Check").click()
    page.get_by_text("Facts of grade A").wait_for()
    assert any(sent.pop("start"))
    assert "check" in sent
    assert not any(any(lists) for lists in sent.values()), "only the start is told of them"


def test_who_skips_to_the_content_stays_on_the_page(page: Page, address: str) -> None:
    opened(page, address, "levers?base=halt")
    page.evaluate("window.same = true")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    assert page.evaluate("window.same") is True
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_plan_is_disturbed_month_by_month_as_a_job(page: Page, address: str) -> None:
    page.goto(f"{address}/s/toy/stress?base=both")
    page.get_by_label("What happens").select_option("stop")
    page.get_by_role("button", name="Play it").click()
    page.wait_for_selector("[data-chart='stress'] svg", timeout=60_000)
    page.get_by_text("needed in store").wait_for(timeout=60_000)
    assert "Farland stops magnets alone, for certain, from 2024-01." in page.inner_text("#content")
    assert page.get_by_role("rowheader", name="Home magnet plant").is_visible()
    assert "the plan could buy nothing in their place: Home mine" in page.inner_text("#content")
    page.get_by_role("heading", name="Rules set before the shock").wait_for(timeout=60_000)
    assert page.get_by_role("rowheader", name="all that is missing", exact=True).is_visible()
    assert "Size and rule chosen together, the best stockpile" in page.inner_text("#content")
    assert not page.get_by_text("What was chosen has changed since").is_visible()
    page.get_by_label("What happens").select_option("")
    page.get_by_label("Shortage of").select_option("motors")
    page.get_by_role("button", name="Play it").click()
    page.get_by_role("rowheader", name="Motors in fashion", exact=True).wait_for(timeout=60_000)
    page.get_by_role("heading", name="Motors short under Halt and build").wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_game_is_played_saved_and_opened_again(
    page: Page, address: str, tmp_path: Path, theme: str
) -> None:
    opened(page, address, f"exercise?base=both&theme={theme}")
    page.get_by_label("Months").fill("3")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("month 1 of 3").wait_for()
    untested = page.get_by_text("How far do doubtful facts move these figures?")
    expect(untested, "the figures it speaks of are put away").to_be_hidden()
    page.get_by_label("Makers: part of what others can add").fill("40")
    page.get_by_role("button", name="Play the month").click()
    page.get_by_text("month 2 of 3").wait_for()
    assert shut_out(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the game").click()
    file = tmp_path / "game.json"
    download.value.save_as(file)
    page.get_by_role("button", name="Leave it").click()
    page.get_by_label("Open a saved game").set_input_files(file)
    page.get_by_text("month 2 of 3").wait_for()
    page.get_by_role("button", name="Leave the rest").click()
    page.get_by_role("heading", name="Debrief").wait_for()
    assert page.get_by_text("makers: order 40").is_visible()
    assert shut_out(page) == []


def test_a_stop_that_is_stated_is_played_at_once(page: Page, address: str) -> None:
    page.goto(f"{address}/s/toy/stress?base=both")
    page.get_by_label("What does not come").select_option("magnet")
    page.get_by_label("From", exact=True).fill("2024-03")
    page.get_by_role("button", name="Play this stop").click()
    page.wait_for_selector("[data-chart='stress'] svg", timeout=60_000)
    told = "nothing else: a stop of magnets from Farland for 6 months from 2024-03."
    assert told in page.inner_text("#content").replace("\u00a0", " ")
    assert page.get_by_label("What happens").input_value().startswith("FOR:magnet for 6 months")
    page.get_by_label("for", exact=True).fill("0")
    page.get_by_role("button", name="Play this stop").click()
    page.get_by_text("a stop of 0 months cannot be").wait_for()
    page.get_by_label("for", exact=True).fill("3")
    page.get_by_role("button", name="Play this stop").click()
    again = "a stop of magnets from Farland for 3 months from 2024-03."
    page.get_by_text(again).wait_for(timeout=60_000)


def test_what_changes_and_what_it_costs_is_drawn(page: Page, address: str) -> None:
    opened(page, address, "chain?base=both")
    page.wait_for_selector("[data-chart='changed'] svg")
    expect(page.locator("[data-chart='fate']")).not_to_be_visible()
    page.get_by_role("link", name="Compare").click()
    page.wait_for_selector("[data-chart='tradeoff'] svg")
    page.get_by_role("button", name="Halt", exact=True).click()
    page.get_by_role("columnheader", name="Halt", exact=True).wait_for()
    assert "compare=halt" in page.url


def test_a_claim_opens_what_its_verdict_rests_on_and_what_would_make_it_true(
    page: Page, address: str
) -> None:
    opened(page, address, "check?base=halt")
    page.get_by_role("button", name="Half of the magnets used").click()
    expect(page.locator(".card h2").first).to_contain_text("Half of the magnets used")
    expect(page.locator(".card .sub").first).to_contain_text("Contradicted by the evidence: 20")
    expect(page.locator("#screen")).to_contain_text(re.compile("in 2026 under .*: 20.*, where 50"))
    page.get_by_role("button", name=re.compile("^Which lever")).click()
    expect(page.locator(".found")).to_contain_text("No figure of its levers, alone", timeout=LIMIT)
    page.locator(".card li button").first.click()
    expect(page.locator("dialog h2")).to_contain_text("Capacity")
    page.keyboard.press("Escape")
    page.get_by_label("Verdict").select_option("contradicted")
    expect(page.locator(".card:has(select) tbody tr")).to_have_count(1)


def test_a_check_says_what_the_shell_says(page: Page, address: str) -> None:
    opened(page, address, "check?base=halt")
    page.get_by_text("chain/uses.csv:2 choke: all users of motors").wait_for()
    assert page.get_by_role("row", name="Facts 30").is_visible()


def test_a_brief_can_be_pasted_into_a_word_processor(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, address, "brief?base=halt")
    page.get_by_role("button", name="Copy for a word processor").click()
    page.get_by_text("Copied; paste it into a document.").wait_for()
    told = page.evaluate(
        """async () => {
          const [one] = await navigator.clipboard.read();
          return (await one.getType("text/html")).text();
        }"""
    )
    assert "<table" in told
    assert "Halt" in told


DROP = """(text) => {
  const given = new DataTransfer();
  given.items.add(new File([text], "mine.yaml"));
  const drop = new DragEvent("drop", { bubbles: true, dataTransfer: given });
  document.querySelector("#content").dispatchEvent(drop);
}"""


def test_the_worst_draw_is_saved_as_a_world_and_dropped_on_a_page(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.goto(f"{address}/s/toy/stress?base=both")
    page.get_by_role("button", name="Play it").click()
    page.get_by_role("heading", name="The worst that was drawn").wait_for(timeout=60_000)
    worst = page.get_by_role("button", name=re.compile(r"^Save draw \d+$")).first
    with page.expect_download() as download:
        worst.click()
    assert download.value.suggested_filename.startswith("central-draw-")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    opened(page, address, "levers?base=both&money=INR")
    usual, was = case(page), figures(page)
    page.evaluate(DROP, file.read_text(encoding="utf-8"))
    struck = after(page, usual)
    assert figures(page) != was
    assert "money=INR" in page.url
    assert "&events=" in page.url
    expect(page.get_by_text("with the events of “Nothing happens, draw")).to_be_visible()
    seen = figures(page)
    page.reload()
    page.wait_for_selector("body[data-case]")
    assert (case(page), figures(page)) == (struck, seen)
    page.get_by_role("button", name="Without the file’s events").click()
    assert after(page, struck) == usual
    expect(page.get_by_role("button", name="Without the file’s events")).to_have_count(0)
    assert "events=" not in page.url


def test_a_strategy_file_is_dropped_on_a_page_and_its_change_shown_again(
    page: Page, address: str
) -> None:
    opened(page, address, "levers?base=both")
    before = case(page)
    file = find_study("toy") / "strategies" / "build.yaml"
    page.evaluate(DROP, file.read_text(encoding="utf-8"))
    brought = after(page, before)
    assert page.url.endswith("/levers?base=build")
    page.get_by_role("button", name="Show the last change again").click()
    assert after(page, brought) == before
    assert after(page, before) == brought
    page.evaluate(DROP, "levers: [")
    expect(page.locator("#banner")).to_contain_text("the YAML cannot be read")


def test_mass_is_told_as_what_is_contained(page: Page, address: str) -> None:
    opened(page, address, "levers?base=halt")
    unit = page.locator(".headline[data-key='unmet_demand'] .unit")
    expect(unit).to_have_text(re.compile(r"^\d{4}, t magnet/yr$"))
    page.get_by_label("Basis").select_option("Contained NdPr, t oxide")
    expect(unit).to_contain_text(", t oxide/yr")
    expect(page.locator("[data-chart='supply'] .sub")).to_contain_text("t oxide/yr")
    assert page.url.endswith("basis=NdPr")
    page.goto(page.url)
    expect(unit).to_contain_text(", t oxide/yr")
    assert page.get_by_label("Basis").input_value() == "NdPr"
    page.get_by_role("link", name="Brief").click()
    page.get_by_role("button", name="Preview").click()
    inside = page.frame_locator("iframe.brief").locator("body")
    expect(inside).to_contain_text("Mass is told as NdPr contained, t oxide", timeout=60000)
    expect(inside).to_contain_text("unmet demand rises by 4 t NdPr oxide")
    expect(page.locator("[data-stale]")).to_be_hidden()
    page.get_by_label("Basis").select_option("Tonnes as given")
    expect(page.locator("[data-stale]")).to_be_visible()


def test_money_is_chosen_for_all_figures(page: Page, address: str) -> None:
    opened(page, address, "levers?base=halt")
    unit = page.locator(".headline[data-key='home_cost'] .unit")
    assert "USD" in unit.inner_text()
    page.get_by_label("Money").select_option("INR")
    expect(unit).to_contain_text("INR")
    assert page.url.endswith("money=INR")
    page.get_by_role("link", name="Exercise").click()
    page.get_by_label("Months", exact=True).fill("3")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Leave the rest").click()
    lost = page.get_by_text("Users lost")
    expect(lost).to_contain_text("crore INR")
    page.get_by_label("Money").select_option("Money as given")
    expect(lost).to_contain_text("million USD")


def test_a_lever_that_touches_a_bottleneck_is_tried(page: Page, address: str) -> None:
    opened(page, address, "bottlenecks?base=halt")
    before = case(page)
    page.get_by_role("button", name=re.compile("^Find the next")).click()
    page.get_by_role("button", name="Try “Three times the magnets”").click()
    after(page, before)
    assert "on=capacity-programme-three-times-the-magnets" in page.url


@pytest.mark.parametrize("width", [390, 1280])
def test_what_a_larger_limit_saves_is_found_as_a_job(
    browser: Browser, address: str, width: int
) -> None:
    """On a phone too, without a page that scrolls sideways and for readers without a mouse."""
    page = browser.new_page(viewport={"width": width, "height": 860})
    opened(page, address, "bottlenecks?base=build&year=2025")
    page.get_by_role("button", name="Make each a tenth larger, then smaller").click()
    page.wait_for_selector("text=What these limits rest on")
    assert "12,800\u00a0USD" in page.locator(".found table").first.inner_text()
    assert shut_out(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".found li button").first.click()
    page.wait_for_selector("dialog[open] >> text=What its low and high do")
    page.close()


def test_every_chart_has_its_table_and_can_be_taken_away(page: Page, address: str) -> None:
    opened(page, address, "levers?base=halt")
    card = page.locator("[data-chart='supply']")
    card.get_by_role("tab", name="Table").click()
    card.locator("tbody tr").nth(1).wait_for()
    card.get_by_role("tab", name="Sources").click()
    with page.expect_download() as download:
        card.get_by_role("link", name=re.compile("CSV")).click()
    assert download.value.suggested_filename.endswith("_supply.csv")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card.get_by_role("button", name="Copy link").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{address}/c/toy/supply.svg?base=halt"
    assert page.request.get(copied).text().startswith("<svg")
    card.get_by_role("button", name="Copy citation").click()
    cited = page.evaluate("navigator.clipboard.readText()")
    assert cited.endswith(copied)
    assert "monazite on" in cited


def test_a_strategy_can_be_saved_and_opened_again(page: Page, address: str, tmp_path: Path) -> None:
    opened(page, address, "levers?base=halt")
    first = case(page)
    page.locator(".lever input.switch").first.click()
    after(page, first)
    changed = figures(page)
    opened(page, address, f"brief{page.url.partition('levers')[2]}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save strategy file").click()
    file = tmp_path / "mine.yaml"
    download.value.save_as(file)
    opened(page, address, "start?base=halt")
    page.locator("input[type=file]").set_input_files(file)
    page.wait_for_url("**/levers**")
    after(page, first)
    assert figures(page) == changed


def test_a_new_user_makes_a_strategy_of_her_own_and_takes_away_a_brief(
    page: Page, address: str, tmp_path: Path
) -> None:
    """By what is written on the page alone, with no document read."""
    page.goto(address)
    page.get_by_role("button", name=re.compile("^Halt and build")).click()
    page.wait_for_selector("[data-chart='supply'] svg")
    before = case(page)
    page.get_by_label("No neodymium leaves", exact=True).click()
    after(page, before)
    page.get_by_role("link", name="Brief", exact=True).click()
    page.get_by_label("Call the strategy").fill("Build without a halt")
    page.get_by_label("Call the strategy").press("Enter")
    page.wait_for_url("**title=Build%20without%20a%20halt")
    expect(page.get_by_text(re.compile("^Build without a halt: without"))).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save two-page PDF").click()
    assert download.value.suggested_filename == "monazite_toy_build-without-a-halt_two-pages.pdf"
    file = tmp_path / "own.pdf"
    download.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF")
    assert b"/StructTreeRoot" in file.read_bytes()


def test_what_stands_below_a_card_keeps_its_distance(page: Page, address: str) -> None:
    for screen, above, below in (
        ("start?base=halt", "#screen .card:has-text('New here?')", "#screen .card + h2"),
        ("evidence?base=halt", "#screen .scroll", "#screen .scroll + .row"),
    ):
        opened(page, address, screen)
        top, bottom = page.locator(above).bounding_box(), page.locator(below).bounding_box()
        assert top
        assert bottom
        assert bottom["y"] - (top["y"] + top["height"]) >= 8


def test_keys_are_listed_and_can_be_switched_off(page: Page, address: str) -> None:
    opened(page, address, "levers?base=halt")
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_contain_text("which levers account for it")
    page.get_by_label("Single keys are on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    assert page.url.endswith("/levers?base=halt")
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Single keys are on").check()
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    page.wait_for_url("**/chain?base=halt")


def test_what_a_link_says_in_vain_is_told(page: Page, address: str) -> None:
    opened(page, address, "levers?off=nothing&base=halt&x=%3Cb%3E")
    # what is odd in the plan is told below these, as soon as it was looked for
    told = page.locator(".warn")
    expect(told.nth(0)).to_have_text("“x=<b>” of the link says nothing here and was left out.")
    expect(told.nth(1)).to_have_text("Unknown lever “nothing” ignored.")


def test_two_pages_do_not_disturb_one_another(page: Page, browser: Browser, address: str) -> None:
    opened(page, address, "levers?base=halt")
    other = opened(browser.new_page(), address, "levers?base=as-now")
    mine, theirs = case(page), case(other)
    page.locator(".lever input.switch").first.click()
    after(page, mine)
    assert case(other) == theirs
    other.close()


def test_nothing_is_asked_of_another_host(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for screen in SCREENS:
        opened(page, address, screen)
        page.wait_for_timeout(200)
    assert {url.split("/")[2] for url in asked if url.startswith("http")} == {
        address.removeprefix("http://")
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_no_reader_is_shut_out(page: Page, address: str, screen: str, theme: str) -> None:
    opened(page, address, f"{screen}?base=halt&theme={theme}")
    page.wait_for_timeout(700)
    assert shut_out(page) == []


def test_a_phone_shows_all_without_scrolling_sideways(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    for screen in SCREENS:
        opened(page, address, f"{screen}?base=halt")
        page.wait_for_timeout(500)
        wide = page.locator("html").evaluate("node => node.scrollWidth")
        assert wide <= 392, screen
    page.close()


def test_marks_of_a_chart_are_walked_with_arrows(page: Page, address: str) -> None:
    opened(page, address, "bottlenecks?base=halt")
    marks = page.locator("[data-chart='bottlenecks'] [role='graphics-symbol'][aria-label]")
    marks.first.wait_for()
    page.locator("[data-chart='bottlenecks'] [tabindex='0'][aria-label]").first.focus()
    tip = page.locator("[data-chart='bottlenecks'] .tip")
    first = tip.inner_text()
    page.keyboard.press("ArrowDown")
    assert tip.inner_text() not in ("", first)
    page.keyboard.press("Home")
    assert tip.inner_text() == first
    page.keyboard.press("End")
    assert tip.inner_text() not in ("", first)


def test_a_picture_that_comes_alive_keeps_the_mark_one_stands_on(page: Page, address: str) -> None:
    opened(page, address, "bottlenecks?base=halt")
    place = page.locator("[data-chart='bottlenecks'] .plot")
    place.locator("svg").first.wait_for()
    came = place.evaluate("""place => new Promise(done => {
        new MutationObserver(() => done(document.activeElement.getAttribute("aria-label")))
            .observe(place, { childList: true });
        // a live one is on its way by now; whoever comes to a mark here comes before it
        const mark = place.querySelector("[tabindex='0'][aria-label]");
        mark.focus();
        window.stood = mark.getAttribute("aria-label");
        setTimeout(() => done(document.activeElement.getAttribute("aria-label")), 3000);
    })""")
    assert came == page.evaluate("window.stood")


def test_a_page_outlives_its_server(browser: Browser, tmp_path: Path) -> None:
    port, page = free_port(), browser.new_page()
    with studio(tmp_path, "toy", port) as (found, process):
        opened(page, found, "levers?base=halt")
        before = case(page)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        page.locator(".lever input.switch").first.click()
        expect(page.locator("#banner")).to_contain_text("monazite stopped")
    with studio(tmp_path, "toy", port):
        page.wait_for_selector(f"body:not([data-case='{before}'])", timeout=60_000)
        expect(page.locator("#banner")).not_to_be_visible()
    page.close()


def test_our_own_script_stays_small() -> None:
    from importlib.resources import files

    static = files("monazite.studio").joinpath("static")
    sizes = [len(one.read_bytes()) for one in static.iterdir() if one.name.endswith(".js")]
    assert 0 < sum(sizes) < OWN_SCRIPT_AT_MOST
