"""YAML documents are plain data with line numbers, and damage is reported with its line."""

import os
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monazite.core import Document, Problems, read_document
from monazite.core.documents import document_text, plain_value


def read(path: Path, content: str | bytes, **options: type) -> tuple[Document | None, list[str]]:
    """Writes a document, reads it, and returns it with what is wrong with it."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    problems = Problems()
    document = read_document(path, problems, root=path.parent, **options)
    return document, [str(problem) for problem in problems]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "d.yaml"


def test_data_is_plain_and_dates_stay_text(path: Path) -> None:
    document, found = read(
        path,
        "# a comment\n"
        "title: What the article says\n"
        "start: 2025-06\n"
        "day: 2025-06-01\n"
        'quoted: "5"\n'
        "nothing:\n"
        "sure: true\n"
        "word: yes\n"
        "levers:\n"
        "  - {kind: permit, tonnes: 0, share: -0.5}\n"
        "  - kind: priority\n"
        "    tiers: [[a, b], [c]]\n",
    )
    assert found == []
    assert document is not None
    assert document.data == {
        "title": "What the article says",
        "start": "2025-06",
        "day": "2025-06-01",
        "quoted": "5",
        "nothing": None,
        "sure": True,
        "word": "yes",
        "levers": [
            {"kind": "permit", "tonnes": 0, "share": -0.5},
            {"kind": "priority", "tiers": [["a", "b"], ["c"]]},
        ],
    }
    assert document.file == "d.yaml"
    assert document.line_of(("title",)) == 2
    assert document.line_of(("levers", 1, "tiers")) == 12
    assert document.line_of(("levers", 1, "no such key")) == 11
    assert document.line_of(()) == 2


def test_a_list_may_be_asked_for(path: Path) -> None:
    document, found = read(path, "- a\n- b\n", top=list)
    assert found == []
    assert document is not None
    assert document.data == ["a", "b"]
    assert read(path, "a: 1\n", top=list)[1] == [
        "d.yaml:1: the file is not a list of items; write lines that begin with '- '."
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "d.yaml: the file is empty; write 'key: value' lines."),
        ("# only words\n", "d.yaml: the file holds only comments; write 'key: value' lines."),
        (
            "- a\n",
            "d.yaml:1: the file is not a mapping of keys to values; write 'key: value' lines.",
        ),
        (
            b"a: \xe9\n",
            "d.yaml:1: byte 0xe9 is not UTF-8 text; save the file again as UTF-8.",
        ),
        (
            "a: 1\nb:\n\tc: 2\n",
            "d.yaml:3: a tab stands where spaces are needed; indent with spaces.",
        ),
        (
            "a: 1\n---\nb: 2\n",
            "d.yaml:2: a second document begins here; "
            "remove the '---' line, or put the rest in a file of its own.",
        ),
        (
            "a: 1\nb: c: d\n",
            "d.yaml:2: the YAML cannot be read (mapping values are not allowed here); "
            "check indentation, colons, quotes and brackets here and just above.",
        ),
        (
            "a: &x {b: 1}\nc: *x\n",
            "d.yaml:1 c: an anchor is used by an alias; write the value out in both places.",
        ),
        (
            "? [a]\n: 1\n",
            "d.yaml:1: a key is not plain text; write a word before the colon.",
        ),
        ("a: 1\nb: \x07\n", "d.yaml:2: character U+0007 is not allowed in YAML; remove it."),
        ("a: " + "[" * 3000, "d.yaml: the document is nested too deeply; write fewer levels."),
    ],
)
def test_damage_is_reported(path: Path, content: str | bytes, message: str) -> None:
    assert read(path, content) == (None, [message])


@pytest.mark.parametrize(
    ("content", "data", "message"),
    [
        (
            "a: 1\nb: 2\na: 3\n",
            {"a": 1, "b": 2},
            "d.yaml:3 a: the key appears twice; remove or rename one; the first stands on line 1.",
        ),
        (
            "a: 1\nb: !x 2\nc: 3\n",
            {"a": 1, "b": 2, "c": 3},
            "d.yaml:2 b: the tag '!x' is not used here; remove the tag.",
        ),
        (
            'a:\n- "x\\x07y"\nc: 3\n',
            {"a": ["xy"], "c": 3},
            "d.yaml:2 a.0: character U+0007 is not allowed in text; remove it.",
        ),
    ],
)
def test_damage_in_one_place_hides_nothing_beside_it(
    path: Path, content: str, data: object, message: str
) -> None:
    document, found = read(path, content)
    assert found == [message]
    assert document is not None
    assert document.data == data


def test_no_number_is_a_word_like_any_other(path: Path) -> None:
    document, found = read(path, "a: .nan\nb: -.inf\n")
    assert found == []
    assert document is not None
    assert document.data == {"a": ".nan", "b": "-.inf"}


def test_every_key_that_appears_twice_is_reported(path: Path) -> None:
    assert len(read(path, "a: 1\na: 2\nb: {c: 1, c: 2}\n")[1]) == 2


def test_a_missing_file_and_a_folder_are_reported(tmp_path: Path) -> None:
    problems = Problems()
    assert read_document(tmp_path / "no.yaml", problems, root=tmp_path) is None
    assert read_document(tmp_path, problems, root=tmp_path.parent) is None
    assert sorted(problem.message for problem in problems) == [
        "there is no such file",
        "this is a folder, not a file",
    ]


@given(some.one_of(some.binary(max_size=60), some.text("ab:-[]{}&*!|>'\"%@`#,? \n\t", max_size=40)))
def test_whatever_a_file_holds_is_read_or_reported(
    tmp_path_factory: pytest.TempPathFactory, content: str | bytes
) -> None:
    document, found = read(tmp_path_factory.mktemp("document") / "d.yaml", content)
    assert (document is None) == bool(found)


@pytest.mark.parametrize("levels", [100, 200_000])
def test_a_document_deeper_than_any_parser_can_go_is_refused(path: Path, levels: int) -> None:
    """Two hundred thousand brackets end a process that follows them in C."""
    for opening in ("[", "{a: "):
        assert read(path, "a: " + opening * levels) == (
            None,
            ["d.yaml: the document is nested too deeply; write fewer levels."],
        )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1e5", 1e5),
        ("1.5E-3", 1.5e-3),
        (".5", 0.5),
        ("+7", 7),
        ("yes", "yes"),
        ("off", "off"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("12:30", "12:30"),
        ("2025-06-01", "2025-06-01"),
        ("=", "="),
        ('"5"', "5"),
        ("!!str 5", "5"),
        ("~", None),
    ],
)
def test_plain_words_mean_what_yaml_1_2_says(path: Path, written: str, meant: object) -> None:
    document, found = read(path, f"a: {written}\n")
    assert found == []
    assert document is not None
    assert document.data == {"a": meant}
    assert type(document.data["a"]) is type(meant)


def test_twenty_thousand_levers_are_read_in_seconds(path: Path) -> None:
    lever = "- kind: capacity_programme\n  facility: hom_magnets\n  add: 1\n  why: Because.\n"
    started = process_time()
    document, found = read(path, "levers:\n" + lever * 20_000)
    assert found == []
    assert document is not None
    assert len(document.data["levers"]) == 20_000
    assert document.line_of(("levers", 19_999, "why")) == 80_001
    assert process_time() - started < 15


@pytest.mark.parametrize(
    "value",
    [
        "12",
        "1e3",
        "true",
        "null",
        "",
        "2025-06",
        "2025-06-01",
        "a: b",
        "[x]",
        "- y",
        "é",
        "#",
        "no",
    ],
)
def test_what_is_written_is_read_back_as_the_same(tmp_path: Path, value: str) -> None:
    data = {"text": value, "number": 12, "list": [value, 1.5, True], "deep": {"key": [value]}}
    (tmp_path / "written.yaml").write_text(document_text(data), encoding="utf-8")
    problems = Problems()
    document = read_document(tmp_path / "written.yaml", problems, root=tmp_path)
    assert not list(problems)
    assert document is not None
    assert document.data == data


def test_one_value_is_read_as_in_a_document() -> None:
    assert [plain_value(text) for text in ("3", "0.5", "true", "2025-06", "[1, a]", "x")] == [
        3,
        0.5,
        True,
        "2025-06",
        [1, "a"],
        "x",
    ]


def test_a_file_no_memory_holds_is_not_read(path: Path) -> None:
    path.touch()
    os.truncate(path, 3_000_000_000)
    problems = Problems()
    assert read_document(path, problems, root=path.parent) is None
    assert [str(problem) for problem in problems] == [
        "d.yaml: the file has 3,000 MB, more than the 500 MB that are read; move it away, or keep "
        "only the rows that are used."
    ]
