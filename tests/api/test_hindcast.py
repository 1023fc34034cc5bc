"""A forecast is frozen, proves itself, and is scored against what came."""

import subprocess
from pathlib import Path

import pytest

from monazite.api import StudyHandle, load
from monazite.cases.draws import drawn_inputs, drawn_parts
from monazite.core.errors import InvalidInput, RulesContradict
from monazite.runs.draws.closing import Draw, solved_draw

from .copies import copied

CAME = """series,year,value,unit,reason,source
magnet_imports,2024,82,t magnet/yr,,the port
magnet_imports,2025,70,t magnet/yr,,
magnet_price,2024,5.3,USD_2024/kg magnet,,
magnet_price,2025,,,nobody quotes it,
"""


@pytest.fixture(scope="module")
def frozen(toy: StudyHandle, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("frozen") / "forecast.csv"
    return toy.hindcast("as-now", "halt", draws=4, seed=7).write(path)


@pytest.fixture
def came(tmp_path: Path) -> Path:
    path = tmp_path / "came.csv"
    path.write_text(CAME, "utf-8")
    return path


def test_the_same_seed_gives_the_same_file(toy: StudyHandle, frozen: Path, tmp_path: Path) -> None:
    again = toy.hindcast("as-now", "halt", draws=4, seed=7).write(tmp_path / "forecast.csv")
    assert again.read_bytes() == frozen.read_bytes()
    other = toy.hindcast("as-now", "halt", draws=4, seed=8).write(tmp_path / "other.csv")
    assert other.read_bytes() != frozen.read_bytes()


def test_what_stands_in_the_file(frozen: Path, toy: StudyHandle) -> None:
    """Past 70, 72, 76: last 76, and a slope of 3 through 218 / 3 in 2022."""
    forecast = toy.frozen_forecast(frozen)
    past = [line for line in forecast.lines if not line.strategy]
    assert [(line.series, line.year, line.observed) for line in past[:3]] == [
        ("magnet_imports", 2021, 70),
        ("magnet_imports", 2022, 72),
        ("magnet_imports", 2023, 76),
    ]
    (line,) = (
        line
        for line in forecast.lines
        if (line.strategy, line.series, line.year) == ("halt", "magnet_imports", 2025)
    )
    assert (line.central, line.persistence, line.unit) == (70, 76, "t magnet/yr")
    assert line.trend == pytest.approx(218 / 3 + 9, rel=1e-5)
    assert line.low is not None
    assert line.high is not None
    assert line.low < 70 < line.high
    assert (line.data_hash, line.known_until, line.draws) == (toy.data_hash, 2023, 4)
    assert forecast.strategies == ("as-now", "halt")
    assert forecast.frame.height == len(forecast.lines) == 6 + 2 * 2 * 3


def test_others_can_check_the_hash(frozen: Path) -> None:
    said = subprocess.run(
        ["sha256sum", "--check", f"{frozen.name}.sha256"], cwd=frozen.parent, capture_output=True
    )
    assert said.returncode == 0


def test_a_score_from_the_frozen_file(toy: StudyHandle, frozen: Path, came: Path) -> None:
    """The past moved by 2 and 4: imports are 2 and 0 off, over 3."""
    scored = toy.frozen_forecast(frozen).score(came, "halt")
    by = {(one.series, one.measure, one.forecaster): one for one in scored.scores}
    imports = by["magnet_imports", "quantity", "central"]
    assert (imports.scored, imports.not_given, imports.direction) == (2, 1, 1.0)
    assert imports.scaled_error == pytest.approx(1 / 3)
    assert by["magnet_imports", "quantity", "persistence"].scaled_error == pytest.approx(2.0)
    price = by["magnet_price", "price", "central"]
    assert (price.scored, price.untestable) == (1, 1)
    assert price.scaled_error == pytest.approx(1.0)  # 5,000 for 5,300; it moved by 200 and 400
    assert scored.frame.height == len(scored.scores)


def test_a_changed_forecast_is_not_scored(toy: StudyHandle, frozen: Path, tmp_path: Path) -> None:
    copy = tmp_path / frozen.name
    copy.write_bytes(frozen.read_bytes())
    with pytest.raises(InvalidInput, match="there is no such file"):
        toy.frozen_forecast(copy)
    seal = frozen.with_name(f"{frozen.name}.sha256").read_bytes()
    copy.with_name(f"{frozen.name}.sha256").write_bytes(seal)
    assert toy.frozen_forecast(copy).strategies == ("as-now", "halt")
    text = copy.read_text("utf-8")
    assert ",70," in text
    copy.write_text(text.replace(",70,", ",71,", 1), "utf-8")
    with pytest.raises(InvalidInput, match="a changed forecast is not scored"):
        toy.frozen_forecast(copy)


def test_all_that_is_wrong_with_what_came_is_said_at_once(
    toy: StudyHandle, frozen: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text(
        "series,year,value,unit\n"
        "magnet_import,2024,1,t magnet/yr\n"
        "magnet_imports,2023,1,t magnet/yr\n"
        "magnet_imports,2024,1,t oxide/yr\n"
        "magnet_imports,2025,many,t magnet/yr\n"
        "magnet_price,2025,,\n"
        "magnet_price,2024,1,USD_2024/t magnet\n"
        "magnet_price,2024,2,USD_2024/t magnet\n",
        "utf-8",
    )
    forecast = toy.frozen_forecast(frozen)
    with pytest.raises(InvalidInput) as refusal:
        forecast.score(bad, "halt")
    said = [str(problem) for problem in refusal.value.problems]
    expected = (
        (2, "write 'magnet_imports'"),
        (3, "2023 was not forecast"),
        (4, "measure different things"),
        (5, "'many' is not a number"),
        (6, "under reason why none"),
        (8, "has a figure of 2024 already"),
    )
    assert len(said) == len(expected)
    for problem, (row, words) in zip(said, expected, strict=True):
        assert problem.startswith(f"bad.csv:{row} ")
        assert words in problem
    bad.write_text("series,year,value,unit,reason\nmagnet_price,2025,,,none\n", "utf-8")
    with pytest.raises(InvalidInput, match="no figure to score"):
        forecast.score(bad, "halt")


def test_the_strategy_that_came_to_pass_is_named(
    toy: StudyHandle, frozen: Path, came: Path
) -> None:
    forecast = toy.frozen_forecast(frozen)
    with pytest.raises(InvalidInput, match="name one of: as-now, halt"):
        forecast.score(came)
    with pytest.raises(InvalidInput, match="there is no strategy 'halted'"):
        forecast.score(came, "halted")


def test_a_study_without_the_table_has_nothing_to_forecast(tmp_path: Path) -> None:
    study = copied(tmp_path)
    (study.study.path / "chain" / "forecasts.csv").unlink()
    with pytest.raises(InvalidInput, match="does not say what to forecast"):
        load(study.study.path).hindcast("as-now", draws=1)


def test_a_draw_without_a_plan_is_kept_with_its_reason(torn: StudyHandle) -> None:
    inputs = drawn_inputs(torn.study)
    parts = {name: float(part[0]) for name, part in drawn_parts(inputs, 1, 1).items()}
    cases = (torn.case("as-now"), torn.case("torn"))
    one = solved_draw(torn.worker, Draw(cases, inputs, parts))
    assert set(one.solved) == {"as-now"}
    assert dict(one.faults) == {"torn": "the rules leave no plan"}
    with pytest.raises(RulesContradict):
        torn.hindcast("torn", draws=1)
