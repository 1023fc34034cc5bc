"""The nickel study solves in every world, is small, and says in its README what it forecasts."""

import re

import pytest

from monazite.model import build_programme

from .. import shipped

INDONESIA = shipped.handle("indonesia")
README = (INDONESIA.records.study.path / "README.md").read_text(encoding="utf-8")


def forecast(label: str) -> list[float]:
    """Figures of a row of the README's table of forecasts, in the order of the front page."""
    row = next(line for line in README.splitlines() if line.startswith(f"| {label} |"))
    cells = row.strip("|").split("|")[1:]
    return [float(re.sub(r"[^0-9.]", "", cell)) for cell in cells]


@pytest.mark.parametrize("world", INDONESIA.worlds)
@pytest.mark.parametrize("strategy", INDONESIA.strategies)
def test_every_strategy_has_a_plan_in_every_world(strategy: str, world: str) -> None:
    run = INDONESIA.run(strategy, world)
    assert run.status == "optimal"
    assert run.residual < 1e-9


def test_it_is_a_few_thousand_columns() -> None:
    programme = build_programme(INDONESIA.parameters)
    assert programme.linear.lower.size < 5000


@pytest.mark.parametrize(
    ("label", "region", "year"),
    [
        ("today, Indonesian pig iron and ferronickel 2017", "IDN", 2017),
        ("today, the same 2020", "IDN", 2020),
        ("today, the same 2024", "IDN", 2024),
        ("today, Chinese pig iron 2015", "CHN", 2015),
    ],
)
def test_the_readme_tells_what_is_solved_today_beside_what_was_frozen(
    label: str, region: str, year: int
) -> None:
    made = [
        INDONESIA.run(strategy).solution.made(("npi",), region)[year - 2009] / 1000
        for strategy in INDONESIA.front_page
    ]
    today, frozen = forecast(label), forecast(label.removeprefix("today, "))
    assert made == pytest.approx(today, abs=0.6)
    assert today == pytest.approx(frozen, rel=0.05), "what was frozen is another model's by now"


def test_no_plant_after_2013_has_a_date_but_what_was_being_built() -> None:
    later = {
        row.facility
        for row in INDONESIA.records.study.chain.facilities
        if row.start[:4] > "2014" and row.status != "slot"
    }
    assert later == {"idn_morowali_1"}


def test_before_2014_all_strategies_are_one() -> None:
    plans = [INDONESIA.run(strategy).solution for strategy in INDONESIA.front_page]
    for year in range(2009, 2014):
        shipped = {round(plan.made(("npi",), "CHN")[year - 2009]) for plan in plans}
        assert len(shipped) == 1
