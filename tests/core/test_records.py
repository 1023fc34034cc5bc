"""Records become rows and frames whose columns have the types of the fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import polars as pl
import pytest

from monazite.core.frames import Frame
from monazite.core.records import Label, Record, columns_of, frame_of, rows_frame

SOURCE = Path(__file__).parents[2] / "src"


@dataclass(frozen=True)
class Mine(Record):
    name: str
    sort: Literal["sand", "rock"]
    year: int
    tonnes: float | None
    runs: bool
    facts: tuple[str, ...] = ()
    derived = ("kilograms",)

    @property
    def kilograms(self) -> float:
        return 1000.0 * (self.tonnes or 0.0)


@dataclass(frozen=True)
class Beside(Record):
    name: str
    values: Mapping[str, float] = field(default_factory=dict)
    year: int = 2024


@dataclass(frozen=True)
class Where(Label):
    kind: str
    owner: str

    @property
    def name(self) -> str:
        return f"{self.kind} by {self.owner}"


@dataclass(frozen=True)
class Kept(Record):
    where: Where
    tonnes: float


@dataclass(frozen=True)
class Odd(Record):
    anything: object


def test_a_row_has_the_fields_then_what_is_derived() -> None:
    assert Mine("A", "sand", 2024, 2.5, True, ("f#1",)).as_row() == {
        "name": "A",
        "sort": "sand",
        "year": 2024,
        "tonnes": 2.5,
        "runs": True,
        "facts": ["f#1"],
        "kilograms": 2500.0,
    }


@pytest.mark.parametrize("mines", [[], [Mine("A", "rock", 2024, None, False)]])
def test_a_frame_has_the_types_of_the_fields_whatever_it_holds(mines: list[Mine]) -> None:
    assert frame_of(Mine, mines).schema == {
        "name": pl.String,
        "sort": pl.String,
        "year": pl.Int64,
        "tonnes": pl.Float64,
        "runs": pl.Boolean,
        "facts": pl.List(pl.String),
        "kilograms": pl.Float64,
    }


def test_entries_of_a_mapping_are_columns_where_they_first_stand() -> None:
    frame = frame_of(Beside, [Beside("a", {"x": 1.0}), Beside("b", {"x": 2.0, "y": 3.0})])
    assert frame.columns == ["name", "x", "year", "y"]
    assert frame["y"].to_list() == [None, 3.0]
    assert frame_of(Beside, []).columns == ["name", "year"]


def test_what_is_no_column_is_refused() -> None:
    with pytest.raises(TypeError, match="no type of a column"):
        columns_of(Odd)


def test_a_frame_becomes_one_of_pandas_without_pyarrow() -> None:
    frame = frame_of(
        Mine, [Mine("A", "sand", 2024, None, True, ("f#1",)), Mine("B", "rock", 2025, 2.0, False)]
    )
    assert isinstance(frame, Frame)
    there = frame.to_pandas()
    assert there["name"].to_list() == ["A", "B"]
    assert there["facts"].to_list() == [["f#1"], []]
    assert (str(there["year"].dtype), str(there["tonnes"].dtype)) == ("int64", "float64")
    assert there["tonnes"].isna().to_list() == [True, False]
    assert str(there["runs"].dtype) == "bool"
    nothing = frame_of(Mine, []).to_pandas()
    assert (len(nothing), list(nothing.columns)) == (0, frame.columns)


def test_a_frame_is_a_polars_frame() -> None:
    frame = frame_of(Mine, [Mine("A", "sand", 2024, 1.0, True)])
    assert frame.filter("runs")["name"].to_list() == ["A"]
    assert pl.concat([frame, frame]).height == 2


def test_no_number_is_parsed_back_out_of_text() -> None:
    """What has been a number stays one; records know their shape."""
    parsed = [
        path.name
        for path in SOURCE.rglob("*.py")
        if any(text in path.read_text("utf-8") for text in ("float(str(", "int(str("))
    ]
    assert parsed == []


LISTS = (
    [],
    [[]],
    [["a"]],
    [[], ["b", "c", None], [], ["d"] * 40],
    [None, ["a"], []],
    [("a", "b"), (), ("c",)],
)


@pytest.mark.parametrize("values", LISTS, ids=str)
def test_a_column_of_lists_is_the_one_polars_makes(values: list[Any]) -> None:
    kind = pl.List(pl.String())
    ours = rows_frame([{"facts": one} for one in values], {"facts": kind})["facts"]
    theirs = pl.Series("facts", values, dtype=kind)
    assert ours.dtype == theirs.dtype
    assert ours.to_list() == theirs.to_list()
    numbers = rows_frame([{"years": (1, 2)}, {"years": (3,)}], {"years": pl.List(pl.Int64())})
    assert numbers["years"].to_list() == [[1, 2], [3]]


def test_a_label_is_spelled_in_rows_and_frames_alone() -> None:
    kept = Kept(Where("stocked", "makers"), 2.0)
    assert kept.where.owner == "makers"
    assert kept.as_row() == {"where": "stocked by makers", "tonnes": 2.0}
    assert frame_of(Kept, [kept]).rows() == [("stocked by makers", 2.0)]
    assert frame_of(Kept, []).schema == {"where": pl.String(), "tonnes": pl.Float64()}
