"""A brief names levers without which what their strategy raises would be more."""

from collections.abc import Mapping

import pytest

from monazite.brief.about import Briefed
from monazite.brief.analyses import BriefAnalyses
from monazite.brief.asking import LeverAsked
from monazite.brief.topics.counteracting import levers_against
from monazite.findings.comparison import raised_keys
from monazite.findings.indicators import compute
from monazite.findings.solution import decision_years
from monazite.runs.questions.without import WithoutLever
from monazite.runs.run import Run

from .. import shipped

KEY = "self_sufficiency.magnet"


@pytest.fixture(scope="module")
def run() -> Run:
    return shipped.handle("toy").run("both")


def says(run: Run, **times: Mapping[int, float]) -> list[str]:
    """What is told of levers that multiply the indicator by so much in years when left out."""
    solution = run.solution
    own = compute(solution, KEY)
    found = [
        WithoutLever(
            lever,
            {
                KEY: tuple(
                    value * factors.get(year, 1.0)
                    for year, value in zip(solution.years, own.tolist(), strict=True)
                )
            },
        )
        for lever, factors in times.items()
    ]
    analyses = BriefAnalyses(without_levers=found)
    return levers_against(Briefed(solution.study, [run], run, "as-now", analyses)).says


def test_a_lever_is_named_in_the_year_in_which_it_takes_most(run: Run) -> None:
    near, far = decision_years(run.solution)
    first, last = says(run, reserve={near: 1.2, far: 1.5}, mine={near: 0.5}, plant={far: 1.005})
    assert first.startswith(
        "“reserve” works against the rest of “Halt and build”: the share of magnets made at home is"
    )
    assert f"in {far} with it and " in first
    assert first.endswith(" without it.")
    assert str(near) not in first.replace(str(far), "")
    assert "a reserve is in a stop" in last


def test_it_may_be_a_year_in_which_nothing_is_decided(run: Run) -> None:
    first, *_ = run.solution.years
    assert first not in decision_years(run.solution)
    told, _ = says(run, mine={first: 1.5})
    assert f"is 20 % in {first} with it and 30 % without it" in told.replace("\u00a0", " ")


def test_a_trifle_beside_the_best_year_is_not_told(run: Run) -> None:
    """2 % of the 20 % of the first year are a hundred-and-fiftieth of the 60 % of the last."""
    first, *_ = run.solution.years
    assert not says(run, mine={first: 1.02})
    assert says(run, mine={first: 1.04})


def test_all_levers_of_a_run_are_asked_at_once(run: Run) -> None:
    assert run.levers_against().is_empty()
    changed = (
        shipped.handle("toy")
        .strategy("build")
        .with_lever(
            {"kind": "permit", "facility": "hom_mine", "tonnes_per_year": 10, "start": "2026-01"}
            | {"title": "Less ore", "why": "A test."}
        )
    )
    (row,) = shipped.handle("toy").run(changed).levers_against().rows(named=True)
    assert (row["lever"], row["indicator"], row["year"]) == ("Less ore", KEY, 2026)
    assert row["with_it"] < row["without_it"] == pytest.approx(0.6)


def test_nothing_is_told_where_all_levers_help(run: Run) -> None:
    assert not says(run, mine=dict.fromkeys(run.solution.years, 0.9))
    assert not says(run)


def test_a_lever_left_out_is_the_strategy_without_it(run: Run) -> None:
    assert raised_keys(run.solution) == (KEY,)
    handle = shipped.handle("toy")
    for number, lever in enumerate(run.case.strategy.levers):
        found = LeverAsked(run.case, run.before, number, (KEY,)).answer(run.worker)
        assert found is not None
        assert lever.title == found.lever
        rest = handle.run(handle.strategy("both").without(found.lever))
        assert found.values[KEY] == pytest.approx(compute(rest.solution, KEY))


def test_a_baseline_raises_nothing(run: Run) -> None:
    handle = shipped.handle("toy")
    assert raised_keys(handle.run(handle.baseline).solution) == ()


def test_the_reserve_of_the_flagship_works_against_its_magnets() -> None:
    """Makers pay what the reserve leaves them, so that less of the scheme is built beside it."""
    run = shipped.india().run("announced")
    titles = [lever.title for lever in run.case.strategy.levers]
    asked = LeverAsked(run.case, run.before, titles.index("Two months of oxide"), (KEY,))
    found = asked.answer(run.worker)
    assert found is not None
    at = run.solution.years.index(2035)
    assert found.values[KEY][at] > 1.01 * compute(run.solution, KEY)[at]
