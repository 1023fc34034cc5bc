"""The page on a frozen forecast, told of the toy in a folder of its own."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monazite.api import StudyHandle, load
from monazite.brief.content import brief_content
from monazite.core.errors import InvalidInput
from monazite.report import Topic

from .. import shipped

CAME = "series,year,value,unit\nmagnet_imports,2025,74,t magnet/yr\n"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> StudyHandle:
    """The toy with a forecast among its answers."""
    copy = shutil.copytree(shipped.folder("toy"), tmp_path_factory.mktemp("kept") / "toy")
    study = load(copy)
    (copy / "answers").mkdir(exist_ok=True)
    study.hindcast("as-now", "halt", draws=2).write(copy / "answers" / "forecast.csv")
    return study


def _topic(study: StudyHandle) -> Topic | None:
    content = brief_content(
        study.study,
        [study.run("as-now"), study.run("halt")],
        "as-now",
        created=datetime(2026, 1, 1, tzinfo=UTC),
        software="test",
    )
    return next((topic for topic in content.topics if topic.key == "foretold"), None)


def test_a_study_without_a_forecast_has_no_such_page() -> None:
    assert _topic(shipped.handle("toy")) is None


def test_a_forecast_that_was_not_scored_says_so(kept: StudyHandle) -> None:
    topic = _topic(kept)
    assert topic is not None
    (text,) = topic.says
    assert "It has not been scored" in text
    assert "has changed since" not in text
    (table,) = topic.tables
    titles = [title for title, _ in table.columns]
    assert titles[2:] == ["As now", "Halt", "As last known", "On its trend"]
    forecast = kept.frozen_forecast(kept.study.path / "answers" / "forecast.csv")
    assert len(table.rows) == len({line.series for line in forecast.lines})


def test_what_came_is_scored_under_every_strategy(kept: StudyHandle) -> None:
    path = kept.study.path / "answers" / "came.csv"
    path.write_text(CAME, encoding="utf-8")
    topic = _topic(kept)
    assert topic is not None
    assert "1 figures of what came" not in topic.says[0]
    assert "One figure of what came is given" in topic.says[0]
    scores = topic.tables[1].rows
    forecast = kept.frozen_forecast(path.with_name("forecast.csv"))
    of_halt = forecast.score(path, "halt").scores[-3]
    row = next(row for row in scores if row[:3] == ["Halt", "the model", "all"])
    assert float(row[3]) == pytest.approx(of_halt.scaled_error, rel=0.01)
    path.unlink()


def test_a_forecast_that_was_touched_is_refused(kept: StudyHandle) -> None:
    path = kept.study.path / "answers" / "forecast.csv"
    whole = path.read_bytes()
    path.write_bytes(whole + b"\n")
    with pytest.raises(InvalidInput, match="is not the one"):
        _topic(kept)
    path.write_bytes(whole)


def test_the_forecast_that_ships_is_the_one_of_the_documents() -> None:
    found = shipped.folder("indonesia") / "answers" / "forecast.csv"
    frozen = Path(__file__).parents[2] / "docs" / "hindcast" / "indonesia.csv"
    assert found.read_bytes() == frozen.read_bytes()
