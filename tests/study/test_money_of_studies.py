"""Levers and public money may be in any currency of any year the study has a rate for."""

import shutil
from pathlib import Path

import pytest

from monazite.api import load
from monazite.core.earlier import EarlierName
from monazite.core.errors import InvalidInput
from monazite.findings.indicators import compute, unit_of
from monazite.store.studies import find_study
from monazite.study import Study, load_study

from .. import shipped

LEVER = """title: Tried
levers:
  - kind: domestic_content
    uses: motors
    share: 0.5
    {key}
    start: 2025-01
    why: Tried.
    source: own
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(find_study("toy"), tmp_path / "toy")
    return tmp_path / "toy"


def with_lever(folder: Path, key: str) -> Study:
    path = folder / "strategies" / "tried.yaml"
    path.write_text(LEVER.replace("{key}", key), "utf-8")
    return load_study(folder)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_key_with_its_unit_in_its_name_is_read_with_a_hint(folder: Path) -> None:
    today = with_lever(folder, "breach: 20 USD/kg").strategies["tried"].levers
    with pytest.warns(EarlierName) as hints:
        before = with_lever(folder, "breach_usd_per_kg: 20").strategies["tried"].levers
    assert [lever.as_data() for lever in before] == [lever.as_data() for lever in today]
    assert [str(hint.message) for hint in hints] == [
        "strategies/tried.yaml: 'breach_usd_per_kg' is now written 'breach: 20 USD/kg'; write it "
        "so, since the next version will not read it."
    ]


def test_a_key_beside_its_earlier_name_is_one_too_many(folder: Path) -> None:
    with pytest.raises(
        InvalidInput, match="breach_usd_per_kg: the key is not known; write 'breach'"
    ):
        with_lever(folder, "breach: 20 USD/kg\n    breach_usd_per_kg: 20")


def test_a_currency_without_a_rate_is_a_problem_at_its_line(folder: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        with_lever(folder, "breach: 2 million IDR/kg")
    assert [str(problem) for problem in refused.value.problems] == [
        "strategies/tried.yaml:6 levers.0.breach: the study has no exchange rate for IDR_2024; "
        "add it to chain/currencies.csv, or write one of: INR_2024, USD_2024."
    ]


def test_any_base_year_whose_rate_is_known_will_do(folder: Path) -> None:
    (folder / "chain" / "currencies.csv").write_text(
        "currency,per_dollar,source_id,grade,note\n"
        "INR_2024,{economy:rupees-per-dollar},,,\n"
        "USD_2019,0.8,toy/invented,C,A round number.\n",
        "utf-8",
    )
    study = with_lever(folder, "breach: 4 USD_2019/kg")
    (lever,) = study.strategies["tried"].levers
    assert lever.amounts["breach"].in_money_of(study.money) == pytest.approx(5000)


def test_public_money_is_what_the_study_says(folder: Path) -> None:
    """Half of 40 t at 10,000 USD are 0.2 million dollars, 2 crore at 100 rupees a dollar."""
    rupees = load(folder).run("build")
    settings = folder / "study.yaml"
    replace(settings, "public_money: {unit: INR_2024 crore, name: crore rupees}\n", "")
    dollars = load(folder).run("build")
    for run, unit, sum_of in (
        (rupees, "INR_2024 crore/yr", 2.0),
        (dollars, "USD_2024 million/yr", 0.2),
    ):
        assert unit_of(run.solution, "public_outlay") == unit
        assert compute(run.solution, "public_outlay").sum() == pytest.approx(sum_of)
    assert dollars.solution.study.settings.public_money.words == "million dollars"


@pytest.mark.parametrize(
    ("unit", "message"),
    [
        ("IDR_2024 billion", "study.yaml:14 public_money.unit: the study has no exchange rate"),
        ("t ore", "study.yaml:14 public_money.unit: 't ore' is not one currency"),
    ],
)
def test_public_money_needs_a_rate(folder: Path, unit: str, message: str) -> None:
    replace(folder / "study.yaml", "unit: INR_2024 crore", f"unit: {unit}")
    with pytest.raises(InvalidInput) as refused:
        load_study(folder)
    assert [text for text in map(str, refused.value.problems) if text.startswith(message)]


def test_levers_are_changed_in_any_currency() -> None:
    study = shipped.handle("india")
    changed = study.strategy("announced").change("output_incentive", rate="25 USD/kg")
    (lever,) = [lever for lever in changed.levers if lever.kind == "output_incentive"]
    assert str(lever.amounts["rate"]) == "25 USD/kg"
    with pytest.raises(InvalidInput, match=r"'25' does not say of which currency.*'20 USD/kg'"):
        study.strategy("announced").change("output_incentive", rate=25)
    with pytest.warns(EarlierName):
        earlier = study.strategy("announced").change("output_incentive", rate_inr_per_kg=2000)
    (lever,) = [lever for lever in earlier.levers if lever.kind == "output_incentive"]
    assert str(lever.amounts["rate"]) == "2000 INR/kg"
