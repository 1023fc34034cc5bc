"""`monazite import` writes a table whole or not at all."""

from pathlib import Path

import pytest

from monazite.cli import main

TABLE = "Source,Country,Type,Prod_t_2023,Cap_ct_2023\nMCS2025,India,Mine,W,5\n"


def test_a_table_is_written_and_its_source_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release, output = tmp_path / "world.csv", tmp_path / "evidence" / "usgs.csv"
    release.write_text(TABLE, encoding="utf-8")
    words = ["import", "usgs", str(release), "--basis", "REO", "--without", "Cap_ct_2023"]
    assert main([*words, "--output", str(output)]) == 0
    captured = capsys.readouterr()
    assert "Facts: 1; without a number: 1." in captured.err
    assert "usgs/MCS2025,Mineral Commodity Summaries 2025" in captured.err
    lines = output.read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith("usgs:india-mine-prod-t-2023#1,")
    assert ",undisclosed,,,," in lines[1]
    assert main(words) == 0
    assert "world:india-mine-prod-t-2023#1," in capsys.readouterr().out


def test_a_bad_table_leaves_what_was_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release, output = tmp_path / "world.csv", tmp_path / "usgs.csv"
    release.write_text(TABLE.replace("W,5", "lots,5"), encoding="utf-8")
    output.write_text("mine\n", encoding="utf-8")
    assert main(["import", "usgs", str(release), "--basis", "REO", "-o", str(output)]) == 1
    said = capsys.readouterr().err
    assert "world.csv:1 Cap_ct_2023" in said
    assert "world.csv:2 Prod_t_2023" in said
    assert output.read_text(encoding="utf-8") == "mine\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["usgs.csv", "world.csv"]


def test_a_table_that_says_something_else_is_never_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release, output = tmp_path / "world.csv", tmp_path / "usgs.csv"
    release.write_text(TABLE, encoding="utf-8")
    words = ["import", "usgs", str(release), "--basis", "REO", "--without", "Cap_ct_2023"]
    words += ["--output", str(output)]
    assert main(words) == 0
    made = output.read_bytes()
    assert main(words) == 0, "the same again is in nobody's way"
    output.write_bytes(corrected := made.replace(b",undisclosed,,,,", b",measured,7,,,"))
    assert corrected != made
    capsys.readouterr()
    assert main(words) == 1
    said = capsys.readouterr().err
    assert "a file of this name is there, and it says something else" in said
    assert "choose another name" in said
    assert output.read_bytes() == corrected


def test_what_cannot_be_named_or_read_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = str(tmp_path / "absent.csv")
    assert main(["import", "bgs", absent]) == 1
    assert "there is no publisher 'bgs'" in capsys.readouterr().err
    assert main(["import", "usgs", absent, "-o", str(tmp_path / "My Table.csv")]) == 1
    said = capsys.readouterr().err
    assert "absent.csv" in said
    assert "--output" in said
