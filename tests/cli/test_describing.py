"""`monazite schema` prints what an editor needs to complete and check a file."""

import json
from pathlib import Path

import pytest

from monazite.cli import main
from monazite.strategy.schema import strategy_schema


@pytest.mark.parametrize("what", ["strategy", "world", "lever", "study"])
def test_json_alone_goes_to_standard_output(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", what]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["$schema"].startswith("http://json-schema.org/")
    assert told.err == ""


def test_a_file_holds_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "strategy.schema.json"
    assert main(["schema", "strategy", "--output", str(file)]) == 0
    assert json.loads(file.read_text("utf-8")) == strategy_schema()
    assert capsys.readouterr().out == ""


def test_a_folder_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "study", "--output", str(tmp_path)]) == 1
    assert "is a folder" in capsys.readouterr().err


def test_what_has_no_schema_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "facts"]) != 0
    assert "strategy" in capsys.readouterr().err
