"""The forecast of Indonesia's nickel that was frozen is of the study as it ships."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from monazite.core import InvalidInput

from .. import shipped

FROZEN = Path(__file__).parents[2] / "docs" / "hindcast" / "indonesia.csv"


def test_the_frozen_forecast_is_that_of_the_study_that_ships() -> None:
    """Whoever changes the study after the freeze has to freeze again, and to say so."""
    study = shipped.handle("indonesia")
    forecast = study.frozen_forecast(FROZEN)
    header, first = FROZEN.read_text(encoding="utf-8").splitlines()[:2]
    told = dict(zip(header.split(","), first.split(","), strict=False))
    assert told["data_hash"] == study.data_hash
    assert told["known_until"] == "2013"
    assert forecast is not None


def test_its_hash_is_read_by_a_common_tool() -> None:
    beside = FROZEN.with_suffix(".csv.sha256")
    found = subprocess.run(
        ["sha256sum", "--check", beside.name], cwd=FROZEN.parent, capture_output=True, text=True
    )
    assert (found.returncode, found.stdout.strip()) == (0, "indonesia.csv: OK")


def test_what_is_frozen_is_never_written_over(tmp_path: Path) -> None:
    study = shipped.handle("toy")
    forecast = study.hindcast(draws=1)
    path = forecast.write(tmp_path / "forecast.csv")
    before = path.read_bytes()
    with pytest.raises(InvalidInput, match="never written over"):
        forecast.write(path)
    with pytest.raises(InvalidInput, match="never written over"):
        study.check_forecast(path)
    path.unlink()
    with pytest.raises(InvalidInput, match=r"forecast\.csv\.sha256"):
        forecast.write(path)
    assert not path.exists()
    assert before.startswith(b"study,")


def test_a_forecast_without_the_past_of_a_series_is_refused(tmp_path: Path) -> None:
    """Whoever seals a table anew may have left out what errors are measured by."""
    study = shipped.handle("toy")
    path = study.hindcast("as-now", draws=1).write(tmp_path / "forecast.csv")
    rows = path.read_text("utf-8").splitlines(keepends=True)
    past = ",as-now,"
    path.write_text("".join([rows[0], *(row for row in rows if past in row)]), "utf-8")
    seal = tmp_path / "forecast.csv.sha256"
    seal.write_text(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  forecast.csv\n", "utf-8")
    with pytest.raises(InvalidInput, match="nothing known of 'magnet_imports'"):
        study.frozen_forecast(path)
