"""A kind of lever written for a test is found wherever levers are, though nothing lists it.

The state bears a share of what named plants at home cost to run. All that is said of it stands in
the record below.
"""

from __future__ import annotations

import json
import runpy
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

import pytest
from pydantic import Field

from monazite.api import StudyHandle, load
from monazite.brief.content import brief_content
from monazite.cli import main
from monazite.cli.completing import lever_kinds
from monazite.core.errors import InvalidInput
from monazite.core.numerals import stated_percent
from monazite.strategy import STRATEGY_KINDS, Strategy
from monazite.strategy.levers import Lever
from monazite.strategy.levers.base import Names, Share
from monazite.strategy.levers.naming import Naming, window
from monazite.strategy.levers.registry import said, withdraw
from monazite.strategy.months import Month
from monazite.strategy.schema import strategy_schema
from monazite.studio.room import Room

from .. import shipped

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check

SCRIPT = Path(__file__).parents[2] / "scripts" / "levers"


class CheapPower(Lever):
    """Makes named plants at home cheaper to run."""

    kind: Literal["cheap_power"] = "cheap_power"
    facilities: Names = Field(alias="facility")
    """The plants at home that pay less."""
    share: Share
    """The part of what they cost to run that they no longer pay, 0 to 1."""
    start: Month
    """The first month of it."""

    dates: ClassVar[tuple[str, ...]] = ("start",)

    def checked(self, check: Check) -> None:
        """Report plants that do not stand at home."""
        check.at_home(self, self.facilities)

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Multiply what a tonne costs to run by 1 - share, for the part of a year it holds."""
        factors = {period: 1.0 - part * self.share for period, part in acting.shares.items()}
        numbers = dict.fromkeys(self.facilities, factors)
        yield from acting.edits("running_cost_factor", "multiply", "facility", numbers)

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        less = stated_percent(self.share)
        return f"{named(*self.facilities)} cost {less} less to run, {window(self)}"


WRITTEN = """title: Thrift
extends: as-now
levers:
  - kind: cheap_power
    title: Power at half price
    facility: hom_magnets
    share: 0.5
    start: 2025-07
    why: Power is what presses pay most for.
    source: toy/invented
"""


@pytest.fixture
def kind() -> Iterator[str]:
    """The kind, registered where it is written, and forgotten again."""
    said("Cheap power", "Makes plants cheaper to run.", edits=("running_cost_factor",))(CheapPower)
    yield "cheap_power"
    withdraw(CheapPower)


@pytest.fixture
def folder(kind: str, tmp_path: Path) -> Path:
    """The toy with a strategy that has it."""
    copy = shutil.copytree(shipped.folder("toy"), tmp_path / "toy")
    (copy / "strategies" / "thrift.yaml").write_text(WRITTEN, "utf-8")
    settings = copy / "study.yaml"
    text = settings.read_text("utf-8")
    assert "\nfront_page:" in text
    settings.write_text(text.replace("\nfront_page: [", "\nfront_page: [thrift, "), "utf-8")
    return copy


@pytest.fixture
def handle(folder: Path) -> StudyHandle:
    return load(folder)


def test_it_is_among_the_kinds(kind: str) -> None:
    assert STRATEGY_KINDS[kind] is CheapPower
    assert list(STRATEGY_KINDS).count(kind) == 1


def test_a_file_that_has_it_is_read_and_checked(folder: Path) -> None:
    load(folder)
    file = folder / "strategies" / "thrift.yaml"
    wrong = WRITTEN.replace("hom_magnets", "for_magnets").replace("2025-07", "2055-07")
    file.write_text(wrong, "utf-8")
    with pytest.raises(InvalidInput) as refused:
        load(folder)
    found = [(one.file, one.line, one.field) for one in refused.value.problems]
    assert ("strategies/thrift.yaml", 6, "levers.0.facility") in found
    assert ("strategies/thrift.yaml", 8, "levers.0.start") in found
    file.write_text(WRITTEN.replace("share: 0.5", "share: 5"), "utf-8")
    with pytest.raises(InvalidInput, match="share"):
        load(folder)


def test_plain_data_make_it(kind: str) -> None:
    lever = {"kind": kind, "facility": "a", "share": 0.5, "start": "2025-07"}
    about = {"name": "thrift", "title": "Thrift"}
    data = {**about, "levers": [{**lever, "why": "Why.", "source": "own"}]}
    strategy = Strategy.model_validate(data)
    assert isinstance(strategy.levers[0], CheapPower)
    assert strategy.model_dump(by_alias=True)["levers"][0]["share"] == 0.5


def test_it_moves_the_plan_and_is_told_apart(handle: StudyHandle) -> None:
    """Half of 2,500 dollars from 2026, and half of that in 2025, on each of 20 t."""
    found, before = handle.run("thrift"), handle.run("as-now")
    now, was = (run.indicators(["home_cost"])["value"].to_list() for run in (found, before))
    less = [b - a for a, b in zip(now, was, strict=True)]
    assert less == pytest.approx([0.0, 12_500.0, 25_000.0])
    (row,) = found.why("home_cost", 2026).contributions.to_dicts()
    assert (row["lever"], row["contribution"]) == ("Power at half price", pytest.approx(-25_000.0))


def test_python_pulls_and_changes_it(handle: StudyHandle) -> None:
    strategy = handle.strategy("thrift").change("Power at half price", share=0.2)
    assert "Home magnet plant cost 20 % less to run, from 2025-07" in strategy.in_words()


def test_the_shell_lists_and_completes_it(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert lever_kinds("cheap") == [kind]
    assert main(["list", "levers", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["levers"]
    told = {"name": kind, "side": "strategy", "what it does": "Makes plants cheaper to run."}
    assert told in rows
    assert main(["list", "levers", kind, "--json"]) == 0
    share = json.loads(capsys.readouterr().out)["levers"][1]
    assert share == {
        "name": "share",
        "what is written": "0 to 1",
        "if left out": "must be there",
        "what it says": "The part of what they cost to run that they no longer pay, 0 to 1.",
    }


def test_editors_are_told_of_it(kind: str) -> None:
    about = strategy_schema()
    lever = about["definitions"]["lever"]
    assert {
        "const": kind,
        "title": "Cheap power",
        "description": "Makes plants cheaper to run.",
    } in (lever["properties"]["kind"]["oneOf"])
    share = about["definitions"][kind]["properties"]["share"]
    assert (share["type"], share["minimum"], share["maximum"]) == ("number", 0, 1)
    assert (
        share["description"] == "The part of what they cost to run that they no longer pay, 0 to 1."
    )


def test_its_section_of_the_page_of_levers_is_written(handle: StudyHandle, tmp_path: Path) -> None:
    script = runpy.run_path(str(SCRIPT))
    section = script["_section"]
    section.__globals__["EXAMPLES"] = tmp_path
    (tmp_path / "cheap_power.yaml").write_text(WRITTEN, "utf-8")
    text = section(handle.study, "cheap_power", CheapPower)
    assert "### `cheap_power`\n\nMakes named plants at home cheaper to run.\n" in text
    assert "| `share` | 0 to 1 | must be there | The part of what they cost" in text
    assert text.count("`running_cost_factor` |") == 2, "share and start move it"


def test_the_studio_has_a_control_for_it(folder: Path) -> None:
    (view,) = (one for one in Room(folder).view().levers if one.kind == "cheap_power")
    assert (
        view.words == "Power at half price: Home magnet plant cost 50 % less to run, from 2025-07"
    )
    share = next(field for field in view.fields if field.name == "share")
    assert (share.type, share.value, share.low, share.high) == ("share", 0.5, 0.0, 1.0)
    assert [field.type for field in view.fields] == ["text", "share", "month"]


def test_a_brief_says_it(handle: StudyHandle) -> None:
    made = datetime(2026, 1, 1, tzinfo=UTC)
    runs = [handle.run("as-now"), handle.run("thrift")]
    brief = brief_content(
        handle.study, runs, "as-now", created=made, software="test", subject="thrift"
    )
    (line,) = brief.levers
    assert line.words.startswith("Power at half price: Home magnet plant cost 50 % less to run")
