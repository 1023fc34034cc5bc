"""Tables are read strictly, and every kind of damage is reported with its line and remedy."""

import csv
import math
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monazite.core import FieldError, Problems, Row, parse_number, read_table
from monazite.core.tables import rows_of


def report(path: Path) -> list[str]:
    """Reads a table of columns a, b and perhaps note, and returns what is wrong with it."""
    problems = Problems()
    read_table(path, problems, root=path.parent, required=("a", "b"), optional=("note",))
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ["t.csv: the file is empty; write at least the header row."]),
        (b" \n\n", ["t.csv: the file is empty; write at least the header row."]),
        (
            b"a,b\n1,\xe9\n",
            ["t.csv:2: byte 0xe9 is not UTF-8 text; save the file again as UTF-8."],
        ),
        (
            b"a,b\n1,\x00\n",
            [
                "t.csv:2: the text holds a NUL character; "
                "remove it, or save the file again as UTF-8 text."
            ],
        ),
        (
            b'a,b\n1,2\n3,"4\n5,6\n',
            [
                "t.csv:3: a quoted cell that begins in this record is never closed; "
                'write the closing ", and double every " inside the cell.'
            ],
        ),
        (
            b'a,b\n1,"2" tonnes\n',
            [
                "t.csv:2: a quoted cell in this record is followed by further text; "
                'put a comma after the closing ", and double every " inside the cell.'
            ],
        ),
        (
            b'a,b\n"two\nlines",1\n1,2,3\n4\n',
            [
                "t.csv:4: the record has 3 cells where the header has 2; "
                "add or remove commas, or quote a cell that holds a comma; "
                "the header may also name note.",
                "t.csv:5: the record has 1 cells where the header has 2; "
                "add or remove commas, or quote a cell that holds a comma.",
            ],
        ),
        (
            b"a,b,a\n1,2,3\n",
            ["t.csv:1 a: the column appears twice; remove or rename one of the two."],
        ),
        (
            b"a,b,notes\n1,2,3\n",
            ["t.csv:1 notes: the column is not known; write 'note', the nearest known name."],
        ),
        (
            b"a,b,note,extra\n1,2,3,4\n",
            ["t.csv:1 extra: the column is not known; remove it."],
        ),
        (
            b"a,note\n1,2\n",
            ["t.csv:1 b: the column is missing; add it to the header and to every record."],
        ),
        (
            b"a,b,\n1,2,\n",
            ["t.csv:1: column 3 has no name; name it, or remove the column."],
        ),
    ],
)
def test_damage_is_reported(tmp_path: Path, content: bytes, expected: list[str]) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    assert report(path) == expected


def test_a_missing_file_and_a_folder_are_reported(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert report(tmp_path / "missing.csv") == [
        "missing.csv: there is no such file; create it, or correct the name."
    ]
    assert report(tmp_path / "folder.csv") == [
        "folder.csv: this is a folder, not a file; put a file of this name in its place."
    ]


def test_a_name_no_file_can_have_is_reported(tmp_path: Path) -> None:
    assert len(report(tmp_path / ("x" * 5000))) == 1
    assert len(report(tmp_path / "a\0b.csv")) == 1


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_too_long_for_any_purpose_is_said_to_be(tmp_path: Path, quote: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"a,b\n1,{quote}" + "x" * 200_000)
    assert report(path) == [
        "t.csv:2: a cell of this record is longer than 131,072 characters; "
        'shorten it; or close its quote, and double every " inside the cell.'
    ]


@pytest.mark.parametrize("character", ["\x07", "\x1b", "\x7f", "\x9b", "\ufffe", "\U0010ffff"])
def test_characters_that_are_no_text_are_refused_by_line_and_field(
    tmp_path: Path, character: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"a,b\nx,y\nx,y{character}z\n", encoding="utf-8")
    code = f"{ord(character):04X}"
    assert report(path) == [f"t.csv:3 b: character U+{code} is not allowed in text; remove it."]


def test_rows_keep_the_physical_line_they_begin_on(tmp_path: Path) -> None:
    path = tmp_path / "inner" / "t.csv"
    path.parent.mkdir()
    path.write_bytes(b'\xef\xbb\xbfa,b\r\n 1 ,2\r\n\r\n"x\ny",3\r\n4,5\r\n')
    problems = Problems()
    rows = read_table(path, problems, root=tmp_path, required=("a", "b"), optional=("note",))
    assert not problems
    absent = frozenset({"note"})
    assert rows == [
        Row({"a": "1", "b": "2"}, "inner/t.csv", 2, absent),
        Row({"a": "x\ny", "b": "3"}, "inner/t.csv", 4, absent),
        Row({"a": "4", "b": "5"}, "inner/t.csv", 6, absent),
    ]
    assert rows[0]["note"] == ""
    with pytest.raises(KeyError):
        rows[0]["no such column"]


def test_any_further_column_may_be_allowed(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,whatever\n1,2\n")
    problems = Problems()
    rows = read_table(tmp_path / "t.csv", problems, root=tmp_path, required=("a",), optional=None)
    assert not problems
    assert rows[0]["whatever"] == "2"


cells = some.text(
    some.characters(exclude_categories=("Cs", "Cc"), include_characters='",\n'), max_size=8
)


@given(rows=some.lists(some.lists(cells, min_size=2, max_size=2), max_size=6))
def test_a_written_table_reads_back_the_same(
    rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("table") / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([("a", "b"), *rows])
    problems = Problems()
    read = read_table(path, problems, root=path.parent, required=("a", "b"))
    assert not problems
    assert [[row["a"], row["b"]] for row in read] == [
        [cell.strip() for cell in row] for row in rows
    ]


@given(content=some.binary(max_size=60))
def test_whatever_a_file_holds_is_read_or_reported(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("table") / "t.csv"
    path.write_bytes(content)
    assert report(path)


@given(some.floats(allow_nan=False, allow_infinity=False))
def test_a_written_number_reads_back_the_same(number: float) -> None:
    assert parse_number(repr(number)) == number


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1500 kt", "'1500 kt' is not a number; write '1500' alone, without its unit."),
        ("many", "'many' is not a number; write a plain decimal number."),
        ("1,000", "'1,000' is not a number; write '1000'."),
        ("1 000", "'1 000' is not a number; write '1000'."),
        ("nan", "'nan' is not a number; write a plain decimal number."),
        ("", "'' is not a number; write a plain decimal number."),
        ("٣", "'٣' is not a number; write a plain decimal number."),
        ("1e999", "'1e999' is too large a number; write a finite number."),
    ],
)
def test_text_that_is_no_number_is_refused(text: str, message: str) -> None:
    with pytest.raises(FieldError) as caught:
        parse_number(text)
    assert str(caught.value) == message


def test_numbers_are_finite() -> None:
    assert math.isfinite(parse_number("1.5e3"))


def test_records_are_given_one_by_one(tmp_path: Path) -> None:
    """A large table is not held twice, once as records and once as what is made of them."""
    path = tmp_path / "t.csv"
    path.write_text("a,b\n" + "".join(f"{n},{'x' * 90}{n}\n" for n in range(50_000)))
    tracemalloc.start()
    try:
        rows = rows_of(path, Problems(), root=tmp_path, required=("a", "b"))
        assert sum(len(row["a"]) for row in rows) == sum(len(str(n)) for n in range(50_000))
        # the bytes, the text, the text in the hands of the reader, and next to nothing else
        assert tracemalloc.get_traced_memory()[1] < 7 * path.stat().st_size
    finally:
        tracemalloc.stop()
