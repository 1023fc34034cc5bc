"""What tests in a browser do with a page; tests that need none are run without its tools too."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
LIMIT = 30_000


def opened(page: Page, address: str, place: str) -> Page:
    page.goto(f"{address}/s/toy/{place}")
    page.wait_for_selector("body[data-case]")
    return page


def case(page: Page) -> str:
    return page.locator("body").get_attribute("data-case") or ""


def after(page: Page, was: str) -> str:
    page.wait_for_selector(f"body:not([data-case='{was}'])")
    return case(page)


def figures(page: Page) -> list[str]:
    return page.locator(".headline .value").all_inner_texts()


def shut_out(page: Page) -> list[tuple[str, list[str]]]:
    """What of a page some readers cannot use, with where it stands."""
    from axe_playwright_python.sync_playwright import Axe

    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found: Any = Axe().run(page, options={"runOnly": rules})
    return [
        (one["id"], [node["html"][:160] for node in one["nodes"][:3]])
        for one in found.response["violations"]
    ]
