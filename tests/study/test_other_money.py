"""A study counted in other money is the same economy: the same tonnes, and money converted."""

import csv
import html
import re
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pytest

from monazite.api import StudyHandle, load
from monazite.cli import main
from monazite.core.errors import InvalidInput
from monazite.core.units import is_money
from monazite.findings.bottlenecks import binding_constraints
from monazite.findings.comparison.telling import money_factor, moneys
from monazite.findings.indicators import compute, indicators, over_time, qualifiers, unit_of
from monazite.findings.solution import Solution
from monazite.store.studies import find_study
from monazite.study import load_study

from .. import shipped

RATES = {"EUR_2020": 0.8, "CLP_2024": 944.0, "IDR_2024": 15_800.0}
"""What a dollar of 2024 buys of each; made up for the test, near to what it did."""

STRATEGIES = ("as-now", "build", "both")

PLAIN = {
    "materials": ("price",),
    "uses": ("reference_price",),
    "observations": ("observed",),
}
"""Cells of the toy that hold plain numbers of money, which are in the money of the study."""


def counted_in(folder: Path, currency: str, rate: float | None) -> Path:
    """The toy with another money of results, and its rate if there is one."""
    copy = shutil.copytree(find_study("toy"), folder / "toy")
    settings = copy / "study.yaml"
    text = settings.read_text("utf-8")
    assert "currency: USD_2024" in text
    settings.write_text(text.replace("currency: USD_2024", f"currency: {currency}"), "utf-8")
    rows = "currency,per_dollar,source_id,grade,note\nINR_2024,{economy:rupees-per-dollar},,,\n"
    if rate is not None:
        rows += f"{currency},{rate},toy/invented,C,Made up.\n"
    (copy / "chain" / "currencies.csv").write_text(rows, "utf-8")
    for table, columns in PLAIN.items():
        path = copy / "chain" / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            header, cells = list(reader.fieldnames or ()), list(reader)
        for row in cells:
            for column in columns:
                of_money = table != "observations" or row["kind"] == "price"
                if of_money and row[column].isdigit():
                    row[column] = repr(int(row[column]) * (rate or 1.0))
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, header)
            writer.writeheader()
            writer.writerows(cells)
    return copy


@cache
def told_in(currency: str) -> StudyHandle:
    return load(counted_in(Path(mkdtemp()), currency, RATES[currency]))


def keys(solution: Solution) -> list[str]:
    """Every figure a plan can be asked for, but for those put together over the years."""
    return [
        f"{name}.{qualifier}"
        for name in indicators()
        if not over_time(name)
        for qualifier in qualifiers(solution.study, solution.labels, name)
    ]


@pytest.mark.parametrize("currency", RATES)
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_tonnes_are_the_same_and_money_is_converted(currency: str, strategy: str) -> None:
    dollars = shipped.handle("toy").run(strategy).solution
    other = told_in(currency).run(strategy).solution
    rate = RATES[currency]
    moneys = 0
    for key in keys(dollars):
        unit, told = unit_of(dollars, key), unit_of(other, key)
        factor = 1.0
        if is_money(unit) and unit.startswith("USD_2024"):
            moneys += 1
            factor = rate
            assert told == unit.replace("USD_2024", currency)
        else:
            assert told == unit
        expected = factor * compute(dollars, key)
        size = max(float(np.nanmax(np.abs(expected), initial=0.0)), factor)
        found = compute(other, key)
        assert np.allclose(found, expected, rtol=1e-9, atol=1e-9 * size, equal_nan=True), key
    assert moneys > 10


@pytest.mark.parametrize("currency", RATES)
def test_the_same_holds_home_back_for_its_worth_in_that_money(currency: str) -> None:
    dollars = binding_constraints(shipped.handle("toy").run("build").solution)
    other = binding_constraints(told_in(currency).run("build").solution)
    assert [(row.subject, row.rule, row.year, row.binding) for row in other] == [
        (row.subject, row.rule, row.year, row.binding) for row in dollars
    ]
    for row, before in zip(other, dollars, strict=True):
        assert row.unit == replace(before.unit, money=currency)
        assert row.shadow_price == pytest.approx(RATES[currency] * before.shadow_price)


def test_public_money_may_be_in_yet_another_currency() -> None:
    """Half of 40 t at 8,000 euros are 0.2 million dollars, 2 crore at 100 rupees a dollar."""
    plan = told_in("EUR_2020").run("build").solution
    assert plan.study.money.dollar == pytest.approx(0.8)
    assert unit_of(plan, "public_outlay") == "INR_2024 crore/yr"
    assert compute(plan, "public_outlay").sum() == pytest.approx(2.0)


def test_public_money_left_out_is_that_of_the_study(tmp_path: Path) -> None:
    copy = counted_in(tmp_path, "CLP_2024", 944.0)
    settings = copy / "study.yaml"
    text = settings.read_text("utf-8")
    own = "public_money: {unit: INR_2024 crore, name: crore rupees}\n"
    assert own in text
    settings.write_text(text.replace(own, ""), "utf-8")
    public = load_study(copy).settings.public_money
    assert (public.unit, public.words) == ("CLP_2024 million", "million Chilean pesos")


@pytest.mark.parametrize(
    ("currency", "message", "remedy"),
    [
        ("EUR_2020", "the study counts in EUR_2020, of which it has no exchange rate", "add EUR"),
        ("EUR", "the study counts in EUR_2024, of which it has no exchange rate", "add EUR_2024"),
        ("EUR_2020 million", "is more than one unit of a currency", "write 'EUR_2020'"),
        ("XYZ_2020", "'XYZ_2020' is no currency", "write one of"),
        ("t ore", "is not one currency", "write them behind a number"),
    ],
)
def test_money_without_a_rate_and_what_is_no_money_are_refused(
    tmp_path: Path, currency: str, message: str, remedy: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        load_study(counted_in(tmp_path, currency, None))
    (problem,) = [one for one in refused.value.problems if one.field == "currency"]
    assert problem.file == "study.yaml"
    assert problem.line == 7
    assert message in problem.message
    assert remedy in (problem.remedy or "")


@pytest.mark.parametrize(
    "asked",
    [
        ("run", "{study}", "both"),
        ("bottlenecks", "{study}", "build"),
        ("explain", "{study}", "both", "home_cost@2025"),
        ("why", "{study}", "both", "home_cost", "--year", "2025"),
        ("turning", "{study}", "halt"),
        ("investors", "{study}", "both"),
        ("stress", "{study}", "both", "-n", "64"),
    ],
    ids=lambda asked: asked[0],
)
def test_what_is_printed_names_no_other_money(
    asked: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    study = str(told_in("EUR_2020").study.path)
    assert main([word.format(study=study) for word in asked]) == 0
    printed = capsys.readouterr().out
    assert "USD" not in printed
    assert "dollar" not in printed.lower()
    assert "EUR" in printed


def test_files_are_in_the_money_of_the_study(tmp_path: Path) -> None:
    study = str(told_in("EUR_2020").study.path)
    words = ["export", study, "both", "--as", "csv,iamc,datapackage", "-o", str(tmp_path / "out")]
    assert main(words) == 0
    written = {path.name: path.read_text("utf-8") for path in (tmp_path / "out").rglob("*.*")}
    assert not [name for name, text in written.items() if "USD" in text]
    assert [name for name, text in written.items() if "EUR_2020" in text]


def test_only_facts_of_a_brief_keep_the_money_of_their_source(tmp_path: Path) -> None:
    study = str(told_in("EUR_2020").study.path)
    assert main(["run", study, "halt", "--output", str(tmp_path / "brief"), "--quick"]) == 0
    page = (tmp_path / "brief" / "brief.html").read_text("utf-8")
    told = html.unescape(re.sub(r"<[^>]+>", "\n", re.sub(r"(?s)<style.*?</style>", "", page)))
    lines = [line.strip() for line in told.split("\n") if re.search("USD|dollar", line)]
    facts = re.compile(r"[–0-9].*USD_2024/|USD/kg .*\(2024 prices\)|Invented")
    assert [line for line in lines if not facts.search(line)] == []
    assert "million EUR" in told


def test_the_studio_offers_both_moneys_and_each_in_its_own_year() -> None:
    study = told_in("EUR_2020").study
    assert moneys(study) == ["EUR", "INR"]
    factor, unit = money_factor(study, "INR", "EUR_2020/yr")
    assert (factor, unit) == (pytest.approx(125.0), "INR_2024/yr")
    factor, unit = money_factor(study, "EUR", "INR_2024 crore/yr")
    assert (factor, unit) == (pytest.approx(80_000.0), "EUR_2020/yr")
