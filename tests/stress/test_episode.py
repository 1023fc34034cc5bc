"""Past episodes played month by month: by hand, against what was observed, and laws of all."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from monazite.api import StudyHandle, load
from monazite.core.errors import InvalidInput
from monazite.runs.disruptions.episodes import Episode
from monazite.stress.episode import EpisodePlay

from .. import shipped
from ..hold import AMOUNTS, write_hold

REPOSITORY = Path(__file__).parents[2]
PAGE = REPOSITORY / "docs" / "hindcast" / "months-2025.md"


def toy_with(folder: Path, amounts: dict[str, float]) -> StudyHandle:
    """The toy study with its hold, and so much given of each month."""
    return load(write_hold(shutil.copytree(shipped.folder("toy"), folder / "toy"), amounts))


@pytest.fixture(scope="module")
def hold(tmp_path_factory: pytest.TempPathFactory) -> Episode:
    return toy_with(tmp_path_factory.mktemp("hold"), AMOUNTS).hindcast_months()


def series(episode: Episode, title: str) -> list[float]:
    """What is played of a series, month by month."""
    return [one.played for one in episode.month_records() if one.series == title]


def test_the_hold_is_played_as_by_hand(hold: Episode) -> None:
    """March brings a fifth and clears nothing; April clears as far as three fifths are ready."""
    usual = 20 / 3
    assert [one.withheld for one in hold.month_records()[:6]] == pytest.approx(
        [0, 0, 0.8, 0.2, 0, 0]
    )
    april = 0.8 * usual + 0.25 * 0.8 * usual * 0.6
    # in May and June a quarter more is made up for; from June others add up to 0.3 of a month
    arrived = series(hold, "Farland to home")
    assert arrived[:5] == pytest.approx([usual, usual, 0.2 * usual, april, 1.25 * usual])
    assert series(hold, "Short") == pytest.approx([0, 0, 7 / 6, 8 / 15, 0, 0])
    assert series(hold, "In store")[:4] == pytest.approx([25 / 6, 25 / 6, 0, 0])


def test_the_hold_is_scored_as_by_hand(hold: Episode) -> None:
    rows = {one.observation: one for one in hold.compared_records()}
    gaps = {"march": 4 / 3 / 1.3 - 1, "april": (16 / 3 + 0.8) / 5.8 - 1, "may": 25 / 3 / 10 - 1}
    for name, gap in gaps.items():
        assert rows[name].gap == pytest.approx(gap)
    verdicts = {name: one.verdict for name, one in rows.items()}
    assert verdicts == {
        "march": "reproduced",
        "april": "near",
        "may": "missed",
        "gone": "reproduced",
        **dict.fromkeys(("kept", "dear", "away"), "untestable"),
    }
    quantity, price = hold.score_records()
    assert (quantity.measure, quantity.scored) == ("quantity", 3)
    assert (quantity.reproduced, quantity.near, quantity.missed) == (1, 1, 1)
    assert (quantity.proves_nothing, quantity.untestable) == (1, 2)
    assert quantity.mean_gap == pytest.approx(sum(map(abs, gaps.values())) / 3)
    assert (price.measure, price.scored, price.untestable, price.mean_gap) == ("price", 0, 1, None)


def test_what_is_untestable_keeps_its_figure_and_says_what_the_play_says(hold: Episode) -> None:
    rows = {one.observation: one for one in hold.compared_records()}
    assert (rows["dear"].observed, rows["dear"].played, rows["dear"].gap) == (9000.0, None, None)
    assert (rows["kept"].observed, rows["kept"].played) == (None, pytest.approx(0.0))
    assert rows["away"].played is None, "only home's months are played"
    assert rows["may"].unit == "t magnet/month"
    assert rows["dear"].unit == "USD_2024/t magnet"


@pytest.mark.parametrize("amount", [30.0, 45.0])
def test_at_no_depth_nothing_goes_short(tmp_path: Path, amount: float) -> None:
    """Law: what reaches a usual month withholds nothing, and the plan is repeated."""
    calm = toy_with(tmp_path, dict.fromkeys(AMOUNTS, amount)).hindcast_months("hold")
    assert not calm.play.withheld.any()
    assert not calm.play.record.short.any()
    assert series(calm, "Short") == [0.0] * 6
    np.testing.assert_array_equal(calm.play.record.arrived, calm.play.months.system.lane_plan)


def test_frames_have_the_columns_of_their_records(hold: Episode, tmp_path: Path) -> None:
    assert hold.months.height == 3 * 6
    assert hold.compared["verdict"].to_list()[:3] == ["reproduced", "near", "missed"]
    assert hold.scores["measure"].to_list() == ["quantity", "price"]
    assert "3 scored, 1 missed" in repr(hold)
    written = hold.write(tmp_path / "hold.md").read_text("utf-8")
    assert written == hold.page()
    assert "| 2024-03 | 6 | 1 | 1 | 1 | 1 | 0 |" in written
    assert "Quantity: 3 scored, 1 reproduced, 1 near and 1 missed" in written


def test_a_study_without_an_episode_says_what_to_write() -> None:
    with pytest.raises(InvalidInput, match="the study has no past episode to play") as refused:
        shipped.handle("toy").hindcast_months()
    assert refused.value.problems[0].file == "chain/episodes.csv"
    assert shipped.handle("toy").episodes == ()


def test_an_unknown_episode_is_refused(hold: Episode) -> None:
    with pytest.raises(InvalidInput, match="there is no episode 'hald'; write 'hold'"):
        load(hold.run.solution.study.path).hindcast_months("hald")


def test_of_several_episodes_one_is_named(tmp_path: Path) -> None:
    study = write_hold(shutil.copytree(shipped.folder("toy"), tmp_path / "toy"))
    for table in ("episodes", "episode_amounts", "episode_observations"):
        path = study / "chain" / f"{table}.csv"
        text = path.read_text("utf-8")
        header, _, rows = text.partition("\n")
        rows = rows.replace("hold,", "again,", 1) if table == "episodes" else rows
        if table == "episode_amounts":
            rows = rows.replace("hold,", "again,")
        if table == "episode_observations":
            rows = rows.partition("\n")[0].replace("march,hold", "march_again,again") + "\n"
        path.write_text(f"{header}\n{text.partition(chr(10))[2]}{rows}", "utf-8")
    handle = load(study)
    assert handle.episodes == ("hold", "again")
    with pytest.raises(InvalidInput, match="name one of: hold, again"):
        handle.hindcast_months()
    assert handle.hindcast_months("again").score_records()[0].scored == 1


def played() -> EpisodePlay:
    """Two months of 2024 and two of 2025; three lanes, and a store of each of two materials."""
    months: Any = SimpleNamespace(
        materials=("oxide", "magnet"),
        lanes=(("oxide", "FOR"), ("magnet", "FOR"), ("oxide", "THD")),
        offers=(("car", "magnet"), ("mill", "oxide")),
        count=4,
        month=("2024-11", "2024-12", "2025-01", "2025-02").__getitem__,
    )
    record: Any = SimpleNamespace(
        arrived=np.array([[1.0, 2, 3, 4], [10, 20, 30, 40], [100, 200, 300, 400]]),
        short=np.array([[5.0, 6, 7, 8], [50, 60, 70, 80]]),
        stock=np.array([[9.0, 8, 7, 6], [90, 80, 70, 60]]),
    )
    row: Any = None
    return EpisodePlay(row, "HOM", months, 1.0, (None,) * 4, np.zeros(4), record)


@pytest.mark.parametrize(
    ("kind", "materials", "origins", "period", "figure"),
    [
        ("arrivals", ["oxide"], ["FOR"], "2024-12", 2.0),
        ("arrivals", ["oxide"], [], "2024-12", 202.0),
        ("arrivals", ["magnet"], ["FOR", "THD"], "2025", 70.0),
        ("arrivals", ["magnet"], ["THD"], "2025", 0.0),
        ("short", ["magnet"], [], "2024", 11.0),
        ("short", ["oxide", "magnet"], [], "2025-02", 88.0),
        ("stock", ["magnet"], [], "2024", 80.0),
        ("stock", ["oxide", "magnet"], [], "2025", 66.0),
        ("stock", ["oxide"], [], "2024-11", 9.0),
    ],
)
def test_a_year_adds_up_what_moves_and_ends_with_what_is_in_store(
    kind: str, materials: list[str], origins: list[str], period: str, figure: float
) -> None:
    row: Any = SimpleNamespace(
        kind=kind, materials=materials, origins=origins, period=period, region=""
    )
    assert played().figure(row) == figure


@pytest.mark.slow
def test_the_page_on_2025_is_what_the_study_says() -> None:
    """Quantities and prices are scored apart, and the one free figure is missed."""
    found = shipped.handle("india").hindcast_months("stop_2025")
    assert PAGE.read_text("utf-8") == found.page(), "run monazite hindcast india --months -o it"
    quantity, price = found.score_records()
    assert (quantity.scored, quantity.missed, price.scored) == (1, 1, 0)
    july = next(one for one in found.compared_records() if one.status == "free")
    assert (july.period, july.observed) == ("2025-07", 418.0)
