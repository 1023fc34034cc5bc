"""The sequence found by hand for India, against the announced plan and against its own steps."""

import re
from functools import cache

import pytest

from monazite.api import StudyHandle
from monazite.cases import Case
from monazite.findings.indicators import compute
from monazite.findings.money import feed_prices
from monazite.findings.solution import Solution

from .. import shipped

pytestmark = pytest.mark.slow

PLANNED = 7_280.0 + 1_500.0 + 500.0
"""Crore that official plans name: the magnet scheme, the recycling scheme and the stockpile."""


@cache
def india() -> StudyHandle:
    return shipped.handle("india")


def solution(strategy: str, world: str) -> Solution:
    """A shipped strategy in a shipped world."""
    return india().run(strategy, world).solution


def without(world: str, *titles: str) -> Solution:
    """The sequence with some of its steps left out."""
    study = india().study
    staged = study.strategies["staged"]
    kept = tuple(lever for lever in staged.levers if lever.title not in titles)
    assert len(kept) == len(staged.levers) - len(titles)
    varied = staged.model_copy(update={"levers": kept})
    return india().run_case(Case(varied, study.worlds[world])).solution


def at(plan: Solution, key: str, year: int) -> float:
    """An indicator in one year."""
    return float(compute(plan, key)[plan.years.index(year)])


def made(plan: Solution) -> float:
    """Magnets made at home in all reported years, t."""
    return float(compute(plan, "output.magnet").sum())


WORLDS = ("expected-delivery", "all-deliver", "cheap-magnets", "high-price", "two-prices")


@pytest.mark.parametrize("world", WORLDS)
def test_it_makes_more_magnets_than_the_announced_plan_within_the_same_money(world: str) -> None:
    staged, announced = (solution(name, world) for name in ("staged", "announced"))
    assert made(staged) > 1.2 * made(announced)
    last = staged.years[-1]
    assert at(staged, "to_date.public_outlay", last) <= PLANNED
    chain = [at(each, "self_sufficiency.chain", 2035) for each in (staged, announced)]
    assert chain[0] > chain[1]


@pytest.mark.parametrize(("world", "year"), [("china-stop", 2029), ("china-stop-2033", 2033)])
def test_it_is_less_short_in_either_stop(world: str, year: int) -> None:
    staged, announced = (solution(name, world) for name in ("staged", "announced"))
    assert at(staged, "shortage", year) < 0.7 * at(announced, "shortage", year)
    assert at(staged, "unmet_demand_value", year) < 0.7 * at(announced, "unmet_demand_value", year)


def test_nothing_of_it_is_dated_before_it_could_be_decided() -> None:
    for lever in india().study.strategies["staged"].levers:
        assert lever.starts >= "2026-12", lever.title


RESERVE = ("Reserve of standard magnets", "Reserve of high-coercivity magnets")
BUYERS = ("Home magnets where the state pays, a beginning", "Home magnets where the state pays")
ORE = ("Kanyakumari lease", "Cracking of its monazite")


def test_a_reserve_of_magnets_is_what_helps_before_plants_run() -> None:
    """Each tonne on the shelf is a tonne less short in 2029, and the oxide that is held is none."""
    short = [
        at(plan, "shortage", 2029)
        for plan in (without("china-stop", *RESERVE), solution("staged", "china-stop"))
    ]
    assert short[0] - short[1] == pytest.approx(1_000.0, rel=0.1)
    assert short[0] == pytest.approx(
        at(solution("as-now", "china-stop"), "shortage", 2029), rel=0.02
    )


@pytest.mark.parametrize(("step", "times"), [("Second awards", 1.2), ("Swarf line", 1.1)])
def test_each_step_for_makers_adds_magnets(step: str, times: float) -> None:
    world = "expected-delivery"
    assert made(solution("staged", world)) > times * made(without(world, step))


@pytest.mark.parametrize(("steps", "points"), [(ORE, 3.0), (("Second separation plant",), 0.4)])
def test_steps_for_ore_add_to_the_chain_and_no_magnet(
    steps: tuple[str, ...], points: float
) -> None:
    """Points of the chain in the mean of the years from 2032, in which all of it stands.

    In the mean, as ore put by for a year that pays more tells of that year and not of a plant. The
    lease adds 2,400 t of monazite a year, as two fifths of it get dug; without the separation plant
    2,000 to 2,130 of them are used.
    """
    world = "expected-delivery"
    staged, less = solution("staged", world), without(world, *steps)
    since = staged.years.index(2032)
    chain = [compute(plan, "self_sufficiency.chain")[since:].mean() for plan in (staged, less)]
    assert 100.0 * (chain[0] - chain[1]) > points
    assert made(staged) == pytest.approx(made(less), rel=0.01)


def test_bound_buyers_change_nothing_until_makers_are_undersold() -> None:
    """A part of a slot may come for them all the same, a hundredth of all that is made."""
    assert made(without("expected-delivery", *BUYERS)) == pytest.approx(
        made(solution("staged", "expected-delivery")), rel=0.015
    )
    assert made(solution("staged", "cheap-magnets")) > 3.0 * made(without("cheap-magnets", *BUYERS))


README = (india().study.path / "README.md").read_text(encoding="utf-8")


def cells(row: str) -> list[str]:
    """Cells of a row of a table of the README behind its first, as they are printed."""
    (found,) = (line for line in README.splitlines() if line.startswith(f"| {row} |"))
    return [cell.strip() for cell in found.strip("|").split("|")[1:]]


def numbers(text: str) -> list[float]:
    """Figures in a piece of text, in their order."""
    return [float(one.replace(",", "")) for one in re.findall(r"\d[\d,]*(?:\.\d+)?\b", text)]


@pytest.mark.parametrize(
    ("row", "strategy"), [("as now", "as-now"), ("8 home magnets where the state pays", "staged")]
)
def test_the_first_and_the_last_step_of_the_readme_are_those_solved(
    row: str, strategy: str
) -> None:
    plain, early, late = (
        solution(strategy, world)
        for world in ("expected-delivery", "china-stop", "china-stop-2033")
    )
    magnets, share, chain, first, second, outlay = (numbers(cell)[0] for cell in cells(row))
    assert made(plain) == pytest.approx(magnets, abs=1)
    found = [at(plain, f"self_sufficiency.{key}", 2035) for key in ("magnet", "chain")]
    assert [100.0 * one for one in found] == pytest.approx([share, chain], abs=0.06)
    assert at(early, "shortage", 2029) == pytest.approx(first, abs=1)
    assert at(late, "shortage", 2033) == pytest.approx(second, abs=1)
    assert at(plain, "to_date.public_outlay", plain.years[-1]) == pytest.approx(outlay, abs=1)


@pytest.mark.parametrize("world", WORLDS)
def test_the_worlds_of_the_readme_are_those_solved(world: str) -> None:
    told, shares, chains, paid = (
        [numbers(part) for part in re.split(r"; |, (?=\*\*)", cell)]
        for cell in cells(world.replace("-", " "))
    )
    for place, name in enumerate(("announced", "staged")):
        plan = solution(name, world)
        assert made(plan) == pytest.approx(told[place][0], abs=1)
        for key, given in (("magnet", shares), ("chain", chains)):
            found = [100.0 * at(plan, f"self_sufficiency.{key}", y) for y in (2030, 2035, 2040)]
            assert found == pytest.approx(given[place], abs=0.06)
        last = plan.years[-1]
        assert at(plan, "to_date.public_outlay", last) == pytest.approx(paid[place][0], abs=1)


def test_what_the_readme_says_of_stops_and_of_oxide_is_what_is_solved() -> None:
    plain = " ".join(README.split())

    def said(before: str, after: str) -> list[float]:
        (text,) = re.findall(f"{before}(.*?){after}", plain)
        return numbers(text)

    for stop, year, before in (
        ("china-stop", 2029, "In the stop of 2029 India is "),
        ("china-stop-2033", 2033, "in that of 2033 it is "),
    ):
        plans = [solution(name, stop) for name in ("staged", "announced")]
        short = [at(plan, "shortage", year) for plan in plans]
        value = [at(plan, "shortage_value.total", year) / 1e6 for plan in plans]
        assert said(before, ", by ") == pytest.approx([*short, *value], abs=1)
    announced = solution("announced", "expected-delivery")
    since = announced.years.index(2028)
    low, high = said("mines are opened, to ", " from 2028 on")
    china = announced.price("oxide_ndpr", "CHN")[since:] / 1e3
    assert [china.min(), china.max()] == pytest.approx([low, high], abs=0.6)
    rows = [row for row in feed_prices(announced, announced.years) if row.year >= 2030]
    border = [row.border for row in rows if row.border is not None]
    low, high = said("plan a tonne from abroad costs ", " USD at home")
    assert [min(border), max(border)] == pytest.approx([low, high], abs=600)
    (most,) = said("the gap, at most ", " USD a tonne, is printed")
    assert max(abs(row.gap) for row in rows if row.gap is not None) == pytest.approx(most, abs=60)
