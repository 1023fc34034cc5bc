"""Tables and exchange formats: what is written can be read again and says what it is."""

import hashlib
import json
from pathlib import Path

import polars as pl
import pytest

from monazite.cli.output import write_csv
from monazite.core import Problems, read_table
from monazite.core.errors import InvalidInput
from monazite.report import (
    PackageNotes,
    SourceLine,
    export_run,
    iamc_long,
    iamc_wide,
    write_table,
)
from monazite.store import files
from monazite.store.files import RECORD_FILE

from .sample import long_rows


@pytest.fixture
def headlines() -> pl.DataFrame:
    table = pl.DataFrame(long_rows())
    return table.filter(pl.col("strategy") == "article")


@pytest.fixture
def flows() -> pl.DataFrame:
    labels = {"study": "india", "strategy": "article", "world": "central"}
    row = {"variable": "activity", "label": "aluva", "year": 2024, "value": 500.0}
    return pl.DataFrame([labels | row])


def test_csv_and_parquet_hold_the_same_table(tmp_path: Path, headlines: pl.DataFrame) -> None:
    written = write_table(headlines, tmp_path, "headlines")
    assert [path.name for path in written] == ["headlines.csv", "headlines.parquet"]
    text = written[0].read_bytes()
    assert text.startswith(b"study,strategy,world,draw,region,indicator,unit,year,value\n")
    assert b"\r" not in text
    assert pl.read_csv(written[0]).equals(headlines)
    assert pl.read_parquet(written[1]).equals(headlines)


def test_csv_keeps_missing_empty_and_joins_lists(tmp_path: Path) -> None:
    frame = pl.DataFrame({"facts": [["a:b#1", "c:d#1"], []], "value": [1.0, None]})
    (path,) = write_table(frame, tmp_path, "binding_constraints", ["csv"])
    assert path.read_text() == 'facts,value\na:b#1 c:d#1,1.0\n"",\n'


def test_a_file_is_replaced_whole_and_leaves_nothing_beside(tmp_path: Path) -> None:
    for value in (1, 2):
        write_table(pl.DataFrame({"value": [value]}), tmp_path, "table", ["csv"])
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]
    assert (tmp_path / "table.csv").read_text() == "value\n2\n"


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(InvalidInput, match=r"taken/table\.csv: the file cannot be written"):
        write_table(pl.DataFrame({"value": [1]}), tmp_path / "taken", "table", ["csv"])


def test_iamc_long_has_the_columns_and_pipes_of_the_format(headlines: pl.DataFrame) -> None:
    long = iamc_long(headlines, model="monazite 1")
    assert long.columns == ["model", "scenario", "region", "variable", "unit", "year", "value"]
    assert long.height == headlines.height
    first = long.row(0, named=True)
    assert first == {
        "model": "monazite 1",
        "scenario": "article (central)",
        "region": "IND",
        "variable": "Self-sufficiency|Magnet",
        "unit": "dimensionless",
        "year": 2024,
        "value": headlines["value"][0],
    }


def test_iamc_wide_is_the_same_with_years_as_columns(headlines: pl.DataFrame) -> None:
    wide = iamc_wide(headlines, model="monazite 1")
    assert wide.columns[5:] == [str(year) for year in range(2024, 2041)]
    back = wide.unpivot(
        index=wide.columns[:5], variable_name="year", value_name="value"
    ).with_columns(pl.col("year").cast(pl.Int64))
    long = iamc_long(headlines, model="monazite 1")
    assert back.sort(long.columns).equals(long.sort(long.columns))


def test_iamc_leaves_out_what_is_missing_and_names_draws(headlines: pl.DataFrame) -> None:
    table = headlines.head(3).with_columns(
        value=pl.Series([1.0, None, float("nan")]), draw=pl.lit(7)
    )
    long = iamc_long(table, model="m")
    assert long["scenario"].to_list() == ["article (central, draw 7)"]


def test_iamc_of_nothing_is_empty(headlines: pl.DataFrame) -> None:
    assert iamc_long(headlines.clear(), model="m").height == 0
    assert iamc_wide(headlines.clear(), model="m").columns[:2] == ["model", "scenario"]


def test_iamc_refuses_two_values_for_one_place(headlines: pl.DataFrame) -> None:
    with pytest.raises(InvalidInput, match=r"article \(central\) has two values for IND in 2024"):
        iamc_long(pl.concat([headlines, headlines]), model="m")


def test_export_writes_what_is_asked_for(
    tmp_path: Path, headlines: pl.DataFrame, flows: pl.DataFrame
) -> None:
    written = export_run(tmp_path, headlines, flows, ["csv", "parquet", "iamc", "datapackage"])
    assert sorted(path.name for path in written) == [
        "datapackage.json",
        "flows.csv",
        "flows.parquet",
        "headlines.csv",
        "headlines.parquet",
        "iamc_long.csv",
        "iamc_wide.csv",
    ]
    own = {path.name for path in tmp_path.iterdir()} - {path.name for path in written}
    assert own == {RECORD_FILE}


def test_an_export_replaces_what_was_exported_and_nothing_else(
    tmp_path: Path, headlines: pl.DataFrame, flows: pl.DataFrame
) -> None:
    """A file of somebody's own by that name, or one changed by hand, is refused and left alone."""
    foreign = tmp_path / "headlines.csv"
    foreign.write_text("mine")
    for _ in range(2):
        with pytest.raises(InvalidInput, match=r"headlines\.csv: a file of this name is there"):
            export_run(tmp_path, headlines, flows)
        assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [
            ("headlines.csv", "mine")
        ]
    foreign.unlink()
    export_run(tmp_path, headlines, flows)
    export_run(tmp_path, headlines.head(1), flows)
    assert len(foreign.read_text().splitlines()) == 2
    foreign.write_text(foreign.read_text() + "a line by hand\n")
    with pytest.raises(InvalidInput, match="or was changed since"):
        export_run(tmp_path, headlines, flows)
    assert foreign.read_text().endswith("a line by hand\n")


def test_an_export_that_was_cut_off_can_be_done_again(
    tmp_path: Path, headlines: pl.DataFrame, flows: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_run(tmp_path, headlines, flows)
    whole = files.write_whole

    def fail(path: Path, content: bytes) -> Path:
        if path.name == "flows.csv":
            raise OSError(28, "No space left on device")
        return whole(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(files, "write_whole", fail)
        with pytest.raises(OSError, match="No space"):
            export_run(tmp_path, headlines.head(1), flows.head(0))
    export_run(tmp_path, headlines, flows)
    assert pl.read_csv(tmp_path / "headlines.csv").equals(headlines)


def test_text_that_a_spreadsheet_would_calculate_is_guarded_and_comes_back(tmp_path: Path) -> None:
    texts = ['=HYPERLINK("http://x")', "=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "-2+3", "'=x"]
    plain = ["-5", "+1.5e3", "'quoted'", "wind@IND/-1", ""]
    frame = pl.DataFrame({"text": texts + plain, "value": [-1.0] * 11})
    (path,) = write_table(frame, tmp_path, "t", ["csv"])
    rows = path.read_text(encoding="utf-8").splitlines()[1:]
    assert all(row.startswith(("'", "\"'")) for row in rows[: len(texts)])
    assert [row.partition(",")[0] for row in rows[len(texts) : -1]] == plain[:-1]
    assert all(row.endswith(",-1.0") for row in rows)
    problems = Problems()
    read = read_table(path, problems, root=tmp_path, required=("text", "value"))
    assert not problems
    assert [row["text"] for row in read] == texts + plain
    as_commands_write = write_csv([{"text": text} for text in texts + plain])
    assert as_commands_write.splitlines()[1:-1] == [row.rpartition(",")[0] for row in rows][:-1]


def test_datapackage_describes_every_table(
    tmp_path: Path, headlines: pl.DataFrame, flows: pl.DataFrame
) -> None:
    notes = PackageNotes(
        title="India rare earths: article",
        version="2026.11",
        data_hash="ab" * 32,
        licence="CC-BY-4.0",
        sources=[SourceLine(title="Annual report", url="https://example.org/report")],
    )
    export_run(tmp_path, headlines, flows, ["datapackage"], notes=notes)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["name"] == "india-rare-earths-article"
    assert package["sources"] == [{"title": "Annual report", "path": "https://example.org/report"}]
    assert [resource["path"] for resource in package["resources"]] == [
        "headlines.csv",
        "flows.csv",
    ]
    for resource in package["resources"]:
        path = tmp_path / resource["path"]
        header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert resource["bytes"] == path.stat().st_size
        assert resource["hash"] == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    types = {field["name"]: field["type"] for field in package["resources"][0]["schema"]["fields"]}
    assert (types["year"], types["value"], types["draw"]) == ("year", "number", "integer")


def test_export_names_an_unknown_format(
    tmp_path: Path, headlines: pl.DataFrame, flows: pl.DataFrame
) -> None:
    with pytest.raises(InvalidInput, match=r"there is no format 'cvs'; write 'csv'"):
        export_run(tmp_path / "out", headlines, flows, ["cvs"])
    with pytest.raises(InvalidInput, match="no format is given"):
        export_run(tmp_path / "out", headlines, flows, [])
    assert not (tmp_path / "out").exists()
