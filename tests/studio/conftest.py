"""A studio that is served for the tests of a module, and the study it serves."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ..api.copies import open_plant
from ..api.test_bench import ENTRY
from .served import studio


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
