"""A picture written for a test is found wherever pictures are, though nothing lists it.

It counts the tonnes of product that home makes under a plan more than under the one it is held
against; all that is said of it stands in one function below.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monazite.api import StudyHandle
from monazite.brief.content import brief_content
from monazite.charts import Chart
from monazite.charts.bars import bars_frame, bars_rows, bars_spec
from monazite.charts.registry import (
    Card,
    Shown,
    cards,
    leads_to,
    picture,
    pictures,
    withdraw,
)
from monazite.cli import main
from monazite.cli.completing import chart_names
from monazite.core.errors import InvalidInput
from monazite.findings.indicators import compute, unit_of
from monazite.report import brief_html
from monazite.studio.asked import Asked, Want
from monazite.studio.drawing import drawn
from monazite.studio.room import Room
from monazite.studio.state import SCREENS, State
from monazite.studio.update import update

from .. import shipped

TITLE = "Made more than before"


@pytest.fixture
def more() -> Iterator[str]:
    """A picture nobody drew before, registered where it is written, and forgotten again."""

    @picture(
        "more",
        "What home makes more than before.",
        cards=(Card("bottlenecks", 2, wide=True),),
        section="costs",
    )
    def of_a_run(shown: Shown) -> Chart | None:
        now, was = (compute(one.solution, "output") for one in (shown.run, shown.ghost))
        if not (now - was).any():
            return None
        unit, years = unit_of(shown.run.solution, "output"), shown.run.solution.years
        layers = [("more", "More", dict(zip(years, (now - was).tolist(), strict=True)))]
        return Chart(
            kind="made_more",
            title=TITLE,
            subtitle=unit,
            alt="Home makes more.",
            rows={"bars": bars_rows(layers, years, unit), "remark": [{"text": ""}]},
            frame=bars_frame(layers, years, unit),
            sources=shown.sources,
            layout=lambda width: bars_spec(["More"], {"More": "#4A2FE0"}, years, unit, width),
        )

    yield "more"
    withdraw("more")


@pytest.fixture(scope="module")
def toy() -> StudyHandle:
    return shipped.handle("toy")


def test_every_picture_that_ships_says_what_it_shows_and_stands_on_screens_there_are() -> None:
    known = pictures()
    assert list(known) == sorted(known)
    for one in known.values():
        assert one.says.endswith(".")
        assert {card.screen for card in one.cards} <= set(SCREENS)
        assert len({card.screen for card in one.cards}) == len(one.cards)
    assert list(cards("levers"))[:4] == ["supply", "unmet", "bottlenecks", "costs"]
    assert list(cards("chain")) == ["chain", "changed", "fate"]
    assert cards("bottlenecks") == {"bottlenecks": True}
    assert cards("brief") == {}
    assert leads_to("bottlenecks", "levers") == "bottlenecks"
    assert leads_to("bottlenecks", "bottlenecks") == leads_to("nothing", "levers") == ""
    assert {card.leads for one in pictures().values() for card in one.cards} <= {"", *SCREENS}


@pytest.mark.parametrize("name", sorted(pictures()))
def test_a_notebook_draws_every_picture(name: str, toy: StudyHandle) -> None:
    strategy = "halt" if name == "fate" else "build"
    chart = toy.run(strategy).plot(chart=name, year=2026)
    assert chart.title
    assert chart.svg().startswith("<svg")


def test_where_nobody_at_home_uses_the_product_there_is_no_picture_of_users() -> None:
    room, want = Room("indonesia"), tuple(Want(chart=name) for name in pictures())
    found = update(room, Asked(state=State(study="indonesia", base="ban-2014"), want=want))
    drawn = {chart.chart for chart in found.charts}
    assert "bottlenecks" in drawn
    assert not drawn & {"supply", "unmet"}
    with pytest.raises(InvalidInput, match="nothing to draw as 'unmet'"):
        shipped.handle("indonesia").run("ban-2014").plot(chart="unmet")


def test_a_new_one_is_drawn_by_a_notebook(more: str, toy: StudyHandle) -> None:
    chart = toy.run("build").plot(chart=more)
    assert chart.table().columns[0] == "Year"
    assert chart.rows["bars"][-1]["value"] == pytest.approx(40.0)
    with pytest.raises(InvalidInput, match="nothing to draw as 'more' of 'as-now'"):
        toy.run("as-now").plot(chart=more)
    with pytest.raises(InvalidInput, match=r"there is no chart 'mor'.*more"):
        toy.run("build").plot(chart="mor")
    with pytest.raises(InvalidInput, match="2050"):
        toy.run("build").plot(chart=more, year=2050)


def test_the_shell_lists_completes_and_draws_it(
    more: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chart_names("mo") == [more]
    assert main(["list", "charts", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["charts"]
    assert {"name": more, "what it shows": "What home makes more than before."} in rows
    assert main(["draw", "toy", "build", more]) == 0
    page = capsys.readouterr().out
    assert TITLE in page
    assert "Home makes more." in page
    assert main(["draw", "toy", "build", more, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"][-1]["Year"] == 2026
    for ending, begins in ((".svg", b"<svg"), (".png", b"\x89PNG"), (".csv", b"Year,")):
        file = tmp_path / f"picture{ending}"
        assert main(["draw", "toy", "build", more, "--output", str(file)]) == 0
        assert file.read_bytes().startswith(begins)
    assert main(["draw", "toy", "build", more, "--output", str(tmp_path / "picture.gif")]) == 1
    assert "end the name in .svg, .png, .json, .csv or .txt" in " ".join(
        capsys.readouterr().err.split()
    )


def test_the_studio_has_a_card_of_it(more: str, tmp_path: Path) -> None:
    room = Room(shutil.copytree(shipped.folder("toy"), tmp_path / "toy"))
    assert room.view().cards["bottlenecks"] == {"bottlenecks": True, more: True}
    state = State(study="toy", base="build")
    (view,) = update(room, Asked(state=state, want=(Want(chart=more),))).charts
    assert (view.chart, view.title) == (more, TITLE)
    assert drawn(room, room.defaults.fill(state), more).title == TITLE


def test_a_brief_has_it_as_a_figure_of_its_section(more: str, toy: StudyHandle) -> None:
    made = datetime(2026, 1, 1, tzinfo=UTC)
    runs = [toy.run("as-now"), toy.run("build")]
    brief = brief_content(toy.study, runs, "as-now", created=made, software="test", subject="build")
    assert next(chart for chart in brief.charts if chart.kind == "made_more").section == "costs"
    page = brief_html(brief)
    assert TITLE in page[page.index('id="costs"') :]
