"""A studio that is served for the tests of a module, the study it serves, and a browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from ..api.copies import open_plant
from ..api.test_bench import ENTRY
from .browsing import CHROMIUM, LIMIT
from .served import studio

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def open_toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy with a plant at home that investors may double, and support for it."""
    made = open_plant(tmp_path_factory.mktemp("open"))
    (made / "strategies" / "entry.yaml").write_text(ENTRY, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def served_study() -> str:
    """The toy, unless a module serves another."""
    return "toy"


@pytest.fixture(scope="module")
def served(served_study: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with (
        studio(tmp_path_factory.mktemp("served"), served_study) as (address, _),
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        told = "no Chromium here; on Debian install the package chromium"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def address(served_study: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with studio(tmp_path_factory.mktemp("seen"), served_study) as (found, _):
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(LIMIT)
    found = context.new_page()
    faults: list[str] = []
    found.on("pageerror", lambda error: faults.append(str(error)))
    found.on("console", lambda told: faults.append(told.text) if told.type == "warning" else None)
    yield found
    context.close()
    # of a layer in which nothing is to be drawn the library says that it has no extent
    assert [one for one in faults if not one.startswith("WARN Infinite extent")] == []
