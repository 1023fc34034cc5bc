"""A study begun from words runs, says nothing of any other mineral, and is written whole or not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from monazite.core import InvalidInput
from monazite.study import load_study
from monazite.study.beginning import PLACEHOLDER, begin, begin_like, outlined
from monazite.study.chain import OPTIONAL_TABLES, TABLES

WORDS = "spodumene, carbonate, cathode:cathodes"


def test_the_words_of_a_chain_become_its_stages_and_forms() -> None:
    outline = outlined("Nickel ore:ore, matte, class one", "Ni", "IDN Indonesia")
    assert [form.name for form in outline.forms] == ["nickel_ore", "matte", "class_one"]
    assert [form.plural for form in outline.forms] == ["ore", "matte", "class one"]
    assert outline.stages == ("mining", "matte", "class_one")
    assert (outline.home, outline.home_title, outline.title) == (
        "IDN",
        "Indonesia",
        "Ni in Indonesia",
    )


def test_every_word_that_cannot_be_is_told_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        outlined("ore, ore, total, day, 9lives", "li", "chile")
    said = [str(problem) for problem in refused.value.problems]
    assert [line.partition(";")[0] for line in said] == [
        "--chain: 'ore' is there twice",
        "--chain: 'total' already means something in a question",
        "--chain: 'day' is a word of measures",
        "--chain: '9lives' is not a name",
        "--mineral: 'li' is no symbol for what the chain carries",
        "--home: 'chile' is no short name of a country",
    ]
    with pytest.raises(InvalidInput, match="2 to 8 forms, and 1 are named"):
        outlined("ore", "Li", "CHL")


@pytest.mark.parametrize("chain", ["ore, metal", WORDS, "rock, salt, metal, alloy, wire"])
def test_what_is_begun_is_a_study(tmp_path: Path, chain: str) -> None:
    folder = begin(tmp_path / "study", outlined(chain, "Li", "CHL Chile"))
    study = load_study(folder)
    assert list(study.words.forms) == [part.strip().partition(":")[0] for part in chain.split(",")]
    assert {fact.source_id for fact in study.evidence.facts.values()} == {PLACEHOLDER}
    assert {fact.grade for fact in study.evidence.facts.values()} == {"C"}
    assert study.contained == study.tracked == "Li"
    assert {path.stem for path in (folder / "chain").glob("*.csv")} == set(TABLES)


def test_every_column_has_a_line_of_help(tmp_path: Path) -> None:
    folder = begin(tmp_path / "study", outlined(WORDS, "Li", "CHL Chile"))
    text = (folder / "COLUMNS.md").read_text(encoding="utf-8")
    for name, record in TABLES.items():
        _, _, section = text.partition(f"## chain/{name}.csv")
        section = section.partition("\n## ")[0]
        assert (", may be left out" in section) == (name in OPTIONAL_TABLES)
        for column in record.columns():
            if column not in ("source_id", "grade", "note"):
                assert re.search(rf"^- `{column}`: \S.*\.", section, re.MULTILINE), (name, column)


def test_a_copy_is_another_folder_with_the_same_data(tmp_path: Path) -> None:
    folder = begin_like(tmp_path / "mine", "toy")
    assert load_study(folder).data_hash == load_study("toy").data_hash
    assert not (folder / "answers").exists()


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "mine.txt").write_text("work", encoding="utf-8")
    with pytest.raises(InvalidInput, match="is there already"):
        begin(tmp_path / "study", outlined(WORDS, "Li", "CHL Chile"))
    with pytest.raises(InvalidInput, match="is there already"):
        begin_like(tmp_path / "study", "toy")
    assert [path.name for path in tmp_path.rglob("*")] == ["study", "mine.txt"]
    with pytest.raises(InvalidInput):
        begin_like(tmp_path / "other", "no-such-study")
    assert not (tmp_path / "other").exists()


def test_a_study_is_not_begun_inside_another_one(tmp_path: Path) -> None:
    """Whatever lies in the folder of a study is data of it."""
    outer = begin_like(tmp_path / "outer", "toy")
    with pytest.raises(InvalidInput, match="inside the study 'outer'"):
        begin_like(outer / "chain" / "inner", "toy")
    assert not (outer / "chain" / "inner").exists()


def test_words_a_spreadsheet_would_calculate_are_written_as_text(tmp_path: Path) -> None:
    outline = outlined("ore, metal", "Li", 'CHL =HYPERLINK("x")', title="@sum: a 'study'")
    folder = begin(tmp_path / "study", outline)
    assert "\"'=HYPERLINK" in (folder / "chain" / "regions.csv").read_text(encoding="utf-8")
    study = load_study(folder)
    assert study.titles["CHL"] == '=HYPERLINK("x")'
    assert study.settings.title == "@sum: a 'study'"


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InvalidInput, match="cannot be written"):
        begin(tmp_path / "file" / "study", outlined(WORDS, "Li", "CHL Chile"))


def test_symbols_of_money_and_characters_nobody_sees_are_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        outlined("ore, metal", "USD", "CHL Chile", title="x\x07y")
    said = [str(problem) for problem in refused.value.problems]
    assert [line.partition(":")[0] for line in said] == ["--mineral", "--title"]


def test_only_a_study_is_copied_and_only_what_makes_it(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "secret.txt").write_text("hi", encoding="utf-8")
    with pytest.raises(InvalidInput, match="is no study"):
        begin_like(tmp_path / "copy", str(tmp_path / "plain"))
    assert not (tmp_path / "copy").exists()


def test_an_empty_folder_somebody_stands_in_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    number = here.stat().st_ino
    monkeypatch.chdir(here)
    begin(Path(), outlined(WORDS, "Li", "CHL Chile"))
    assert here.stat().st_ino == number
    assert load_study(here).words.product.plural == "cathodes"
