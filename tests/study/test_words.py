"""A study declares its stages, forms and bases; what is at odds is told with a way out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from monazite.core import InvalidInput
from monazite.core.errors import FieldError
from monazite.core.tables import parse_number
from monazite.core.units import Money, UnitError, bases_in, convert
from monazite.study import Study, load_study

from .. import shipped

TOY = shipped.study("toy")
OWN = (TOY.path / "chain" / "bases.csv").read_text(encoding="utf-8")
BASES = (
    "basis,title,of,amount,source_id,grade,note\n"
    "oxide,oxide,,,,,\nmagnet,magnet,,,,,\nore,ore,,,,,\n"
)
SAID = "toy/invented,C,Invented.\n"


def changed(folder: Path, *changes: tuple[str, str, str]) -> Study:
    """The toy with some text of some files replaced."""
    study = shutil.copytree(TOY.path, folder / "study")
    for file, old, new in changes:
        text = (study / file).read_text(encoding="utf-8")
        assert old in text, f"{file} does not hold {old!r}"
        (study / file).write_text(text.replace(old, new), encoding="utf-8")
    return load_study(study)


def refusal(folder: Path, *changes: tuple[str, str, str]) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        changed(folder, *changes)
    return [str(problem) for problem in refused.value.problems]


def test_what_plays_which_part_is_asked_of_the_words() -> None:
    words = TOY.words
    assert list(words.stages) == ["mining", "separation", "magnet"]
    assert (words.product.form, words.product.plural) == ("magnet", "magnets")
    assert (words.product_stage.stage, words.refined_stage.stage) == ("magnet", "separation")
    assert words.mines == {"mining"}
    assert words.forms_of("ore", "refined") == ("concentrate", "oxide")
    assert TOY.contained == "oxide"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "chain/stages.csv",
            "magnet,Magnet,magnet,make",
            "magnet,Magnet,magnet,make,\ncathode,Cathode,magnet,make",
            "chain/stages.csv:5 stage: no material is made and no facility stands at the stage "
            "'cathode'; put one there, or take the row out.",
        ),
        (
            "chain/forms.csv",
            "magnet,Magnet,magnets,product",
            "salt,Salt,salts,refined,\nmagnet,Magnet,magnets,product",
            "chain/forms.csv:4 form: no material of chain/materials.csv has the form 'salt'; give "
            "a material this form, or take the row out.",
        ),
        (
            "chain/forms.csv",
            "magnet,Magnet,magnets,product",
            "magnet,Magnet,magnets,worked",
            "chain/forms.csv:4 role: no form is the product, so that nothing is there for "
            "headlines to count; write 'product' as the role of the form the study asks about.",
        ),
        (
            "chain/forms.csv",
            "oxide,Oxide,oxide,refined",
            "oxide,Oxide,oxide,product",
            "chain/forms.csv:4 role: 'magnet' is a product beside 'oxide'; keep the one the "
            "headlines are to count, and call the other 'worked'.",
        ),
        (
            "chain/stages.csv",
            "concentrate,mine",
            "concentrate,make",
            "chain/stages.csv:2 role: no stage is a mine, so that nothing enters the chain; write "
            "'mine' where the chain begins.",
        ),
        (
            "evidence/demand.csv",
            "USD_2024/kg magnet",
            "USD_2024/kg magnt",
            "evidence/demand.csv:5 unit: 'magnt' in unit 'USD_2024/kg magnt' is no basis of this "
            "study; write 'magnet', the nearest known name, or add it to chain/bases.csv.",
        ),
        (
            "chain/bases.csv",
            "ore,ore,",
            "kg,kilo,,\nore,ore,",
            "chain/bases.csv:4 basis: 'kg' is a word of measures or money, and no mass can be of "
            "it; choose another word.",
        ),
        (
            "chain/options.csv",
            "motors,magnet,1",
            "motors,paste,1",
            "chain/options.csv:2 material: nothing makes what use 'motors' can take: paste; add a "
            "recipe that makes it and a facility that runs it, or name another material.",
        ),
        (
            "evidence/demand.csv",
            "value,20,10,40,USD_2024/kg magnet",
            "value,2,1,4,USD_2024/kg magnet",
            "chain/uses.csv:2 choke: the last user gives up at 2,000, below the reference price of "
            "5,000; raise the choke price, or correct the reference price.",
        ),
        (
            "chain/uses.csv",
            "motors,Motors,1,magnet,5000,0,",
            "motors,Motors,1,magnet,0,0,",
            "chain/uses.csv:2 reference_price: at a price of nothing no demand curve begins; write "
            "the price at which the demand table holds.",
        ),
        (
            "chain/demand.csv",
            "motors,HOM,2024,{demand:motors-hom}\nmotors,FOR,2024,{demand:motors-for}\n",
            "",
            "chain/uses.csv:2 use: chain/demand.csv says of no use how much is wanted; add a row "
            "for each use, region and year.",
        ),
        (
            "chain/regions.csv",
            "region,title,members\n",
            "region;title;members\n",
            "chain/regions.csv:1: semicolons stand between the columns; save the table as CSV with "
            "commas between cells and points in numbers.",
        ),
    ],
)
def test_words_that_do_not_fit_are_refused(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    assert said in refusal(tmp_path, (file, old, new))


def test_a_basis_converts_as_the_study_says(tmp_path: Path) -> None:
    """A price per tonne of an equivalent that holds a fifth becomes five times that per tonne."""
    study = changed(
        tmp_path, ("chain/bases.csv", OWN, f"{BASES}equivalent,equivalent,oxide,0.2,{SAID}")
    )
    assert convert(1000.0, "USD_2024/t equivalent", "USD_2024/t oxide", study.money) == 5000.0
    assert convert(10.0, "kt equivalent/yr", "t oxide/yr", study.money) == 2000.0
    with pytest.raises(UnitError, match="measure different things"):
        convert(1.0, "t equivalent", "t ore", study.money)
    with pytest.raises(UnitError, match="measure different things"):
        convert(1.0, "t equivalent", "t oxide", Money())


def test_half_a_conversion_and_one_in_two_steps_are_refused(tmp_path: Path) -> None:
    rows = f"one,one,oxide,,,,\ntwo,two,oxide,0.2,{SAID}three,three,two,0.1,{SAID}"
    found = refusal(tmp_path, ("chain/bases.csv", OWN, f"{BASES}{rows}"))
    assert any("'one' says half of how it converts" in said for said in found)
    assert any("'three' converts into 'two', which itself converts" in said for said in found)


def test_whatever_follows_a_mass_is_its_basis() -> None:
    assert bases_in("USD_2024/(t LCE/yr)") == ("LCE",)
    assert bases_in("kg Ni/t wet_ore") == ("Ni", "wet_ore")
    for unit in ("t yr", "t/LCE", "LCE/yr", "t USD_2024", "t 1", "t INR"):
        with pytest.raises(UnitError):
            bases_in(unit)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [("0,998", "write '0.998'"), ("-0,5", "write '-0.5'"), ("1,250,000", "write '1250000'")],
)
def test_a_comma_behind_a_nought_is_that_of_a_decimal(text: str, remedy: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse_number(text)
    assert refused.value.remedy == remedy


def test_a_study_of_before_words_were_declared_is_told_which_rows_to_write(tmp_path: Path) -> None:
    study = shutil.copytree(TOY.path, tmp_path / "study")
    for name in ("stages", "forms", "bases"):
        (study / "chain" / f"{name}.csv").unlink()
    with pytest.raises(InvalidInput) as refused:
        load_study(study)
    found = {problem.file: problem.remedy for problem in refused.value.problems}
    assert list(found) == ["chain/bases.csv", "chain/forms.csv", "chain/stages.csv"]
    assert (
        "header stage,title,form,role and a row for each of mining, separation, magnet;"
        in (found["chain/stages.csv"])
    )
    assert "for each of concentrate, oxide, magnet;" in found["chain/forms.csv"]
    assert "for each of ore, oxide, magnet;" in found["chain/bases.csv"]


def test_the_rows_told_are_enough(tmp_path: Path) -> None:
    """Written as told, with titles and roles of the chain, the study gives what it gave."""
    study = shutil.copytree(TOY.path, tmp_path / "study", ignore=shutil.ignore_patterns("answers"))
    chain = study / "chain"
    (chain / "stages.csv").write_text(
        "stage,title,form,role\nmining,Mining,concentrate,mine\n"
        "separation,Separation,oxide,make\nmagnet,Magnet,magnet,make\n",
        encoding="utf-8",
    )
    (chain / "forms.csv").write_text(
        "form,title,plural,role\nconcentrate,Concentrate,concentrate,ore\n"
        "oxide,Oxide,oxide,refined\nmagnet,Magnet,magnets,product\n",
        encoding="utf-8",
    )
    (chain / "bases.csv").write_text(
        "basis,title\nore,ore\noxide,oxide\nmagnet,magnet\n", encoding="utf-8"
    )
    assert list(load_study(study).words.stages) == list(TOY.words.stages)
