"""Other sets of levers that reach as much: on the toy by hand, on India by solving them again."""

from dataclasses import replace
from math import inf, nan
from pathlib import Path

import pytest

from monazite.api import StudyHandle
from monazite.core.errors import InvalidInput
from monazite.findings.indicators import compute
from monazite.parameters.standins import stand_ins
from monazite.runs.questions.alternatives import _told_apart
from monazite.runs.questions.lever_sets import Figure
from monazite.strategy import Strategy

from .. import shipped

SHARE, OUTLAY = "self_sufficiency.magnet", "to_date.public_outlay"
OXIDE = "exports.oxide"
NO_VALUE = "top_supplier_share.oxide"
"""Of the toy, which buys no oxide."""


def test_what_a_strategy_does_not_need_is_left_out(toy: StudyHandle) -> None:
    """The halt keeps oxide at home that magnets do not lack: without it as many are made."""
    found = toy.run("both").alternatives(SHARE, 2026)
    (one,) = found.found
    assert (one.adds, one.leaves_out) == ((), ("No neodymium leaves",))
    assert one.keeps == found.shared == ("Three times the magnets",)
    assert one.comes_to[SHARE] == pytest.approx(0.6)
    assert "It keeps “Three times the magnets”." in found.in_words
    assert found.frame.columns[:4] == ["adds", "leaves_out", "keeps", "worse"]
    assert "1 set of levers beside Halt and build" in repr(found)
    assert "<table" in found._repr_html_()


def test_a_set_is_a_strategy_that_comes_to_what_is_said(toy: StudyHandle) -> None:
    found = toy.run("both").alternatives(SHARE, 2026)
    again = toy.run(found.strategies[0]).solution
    share = compute(again, SHARE)[again.years.index(2026)]
    assert share == pytest.approx(found.found[0].comes_to[SHARE])
    assert found.strategies[0].name == "both-otherwise-1"


def test_nothing_reaches_what_takes_every_lever(toy: StudyHandle) -> None:
    found = toy.run("build").alternatives(SHARE, 2026)
    assert (found.found, found.shared) == ((), ())
    assert "No other set of levers that was found reaches as much" in found.in_words


def test_what_is_worse_is_named(toy: StudyHandle) -> None:
    """Whoever asks only for as little unmet demand as the halt leaves gets what now is."""
    (one,) = toy.run("halt").alternatives("unmet_demand", 2025).found
    assert (one.adds, one.keeps) == ((), ())
    assert one.leaves_out == ("No neodymium leaves",)


def test_as_much_is_reached_of_what_is_neither_better_nor_worse(toy: StudyHandle) -> None:
    """A set that sells less oxide than the strategy does not reach as much."""
    found = toy.run(_smaller(toy, 10.0)).alternatives(OXIDE, 2025, slack=9.0)
    assert found.wanted[0].value > 1
    assert found.found
    for one in found.found:
        assert one.comes_to[OXIDE] >= found.wanted[0].value * (1 - 1e-5)


def test_only_what_is_better_or_worse_can_be_worse() -> None:
    found = shipped.handle("indonesia").run("ban-2014").alternatives("output.npi", 2020, count=1)
    front = {one.indicator for one in found.front}
    assert "home_cost" in front
    assert "exports.ore_saprolite_idn" not in front


def test_a_set_without_a_value_is_worse_than_any() -> None:
    """However good it is in the other numbers that are wanted."""
    figure = Figure("share", "Share", "1", 2026, 0.4, rising=True)
    assert figure.better_by(nan) == -inf
    assert min(figure.better_by(value) for value in (0.9, nan)) == -inf


def test_levers_without_a_title_are_told_apart_by_what_they_do(toy: StudyHandle) -> None:
    """Plants of two sizes are two levers, though neither has a name."""
    sizes = [_smaller(toy, size, title=None) for size in (10.0, 60.0)]
    mine = {one.name: one for one in sizes}
    study = replace(toy.study, strategies={**toy.study.strategies, **mine})
    found = StudyHandle(study).run(sizes[0]).alternatives(SHARE, 2026)
    assert found.levers == 4  # beside the plant and the halt of the study


def test_levers_of_one_title_are_told_by_what_they_do(toy: StudyHandle) -> None:
    """A set of two levers both titled “Same” once read “Same; Same”."""
    halt, build = (toy.study.strategies[name].levers[0] for name in ("halt", "build"))
    levers = tuple(one.model_copy(update={"title": "Same"}) for one in (halt, build, build))
    both = toy.study.strategies["both"].model_copy(update={"name": "mine", "levers": levers})
    told = _told_apart(toy.study, levers)
    assert all(one.startswith("Same: ") for one in told)
    assert len({*told}) == 3
    assert [one[-9:] for one in told[1:]] == [" (1 of 2)", " (2 of 2)"]
    found = toy.run(both.model_copy(update={"levers": levers[:2]})).alternatives(SHARE, 2026)
    assert found.found
    for one in found.found:
        assert {*one.leaves_out, *one.keeps} == {*_told_apart(toy.study, levers[:2])}


def _smaller(toy: StudyHandle, add: float, **words: object) -> Strategy:
    """The strategy that builds, with a plant of another size."""
    build = toy.study.strategies["build"]
    (lever,) = build.levers
    changed = lever.model_copy(update={"add": add, **words})
    return build.model_copy(update={"name": f"build-{add:g}", "levers": (changed,)})


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"indicators": "nothing"}, "there is no indicator 'nothing'"),
        ({"indicators": ()}, "nothing is said that is to be reached"),
        ({"costs": ["nothing"]}, "there is no indicator 'nothing'"),
        ({"costs": ()}, "nothing is said that may be little more"),
        ({"indicators": (SHARE, NO_VALUE)}, "top_supplier_share.oxide has no value in 2026"),
        ({"costs": (NO_VALUE,)}, "top_supplier_share.oxide has no value in 2026"),
        ({"slack": 1e308}, "is no part by which more may be paid"),
        ({"slack": -0.1}, "-0.1 is no part by which more may be paid"),
        ({"slack": float("nan")}, "nan is no part"),
        ({"count": 0}, "no set is looked for"),
        ({"year": 1999}, "1999"),
    ],
)
def test_what_cannot_be_asked_is_refused(toy: StudyHandle, asked: dict, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        toy.run("both").alternatives(**{"indicators": SHARE, "year": 2026, **asked})


def test_a_strategy_without_levers_has_no_other_way(toy: StudyHandle) -> None:
    with pytest.raises(InvalidInput, match="no lever another could take the place of"):
        toy.run("as-now").alternatives(SHARE, 2026)


def test_levers_that_say_the_same_of_the_same_plants_stand_in_for_one_another() -> None:
    study = shipped.handle("india").study
    parameters = shipped.handle("india").run("as-now").records.worker.base.parameters
    levers = {
        lever.title: lever
        for name in ("announced", "staged", "article")
        for lever in study.strategies[name].levers
    }
    titles = [
        "Magnet scheme, five winners",
        "First awards",
        "Kanyakumari lease",
        "Two months of oxide",
    ]
    found = stand_ins(study, parameters, [levers[title] for title in titles])
    assert found == (frozenset({1}), frozenset({0}), frozenset(), frozenset())


@pytest.mark.slow
def test_sets_of_india_hold_when_they_are_solved_again() -> None:
    """As good, hardly dearer, and with every lever needed; two processes find the same."""
    india = shipped.handle("india")
    run = india.run("announced")
    found = run.alternatives(SHARE, 2035, count=2, workers=2)
    assert len(found.found) == 2
    assert found == run.alternatives(SHARE, 2035, count=2)
    wanted, paid = found.wanted[0].value, found.costs[0].value
    for one, strategy in zip(found.found, found.strategies, strict=True):
        again = india.run(strategy).solution
        share, outlay = compute(again, SHARE), compute(again, OUTLAY)
        assert share[again.years.index(2035)] >= wanted * (1 - 1e-5)
        assert outlay[-1] <= paid * (1.05 + 1e-5)
        for lever in strategy.levers:
            less = tuple(each for each in strategy.levers if each is not lever)
            without = india.run(strategy.model_copy(update={"levers": less})).solution
            assert compute(without, SHARE)[without.years.index(2035)] < wanted, lever.title
        assert set(one.keeps) | set(one.leaves_out) == {
            lever.title for lever in study_levers(india, "announced")
        }


def study_levers(handle: StudyHandle, name: str) -> tuple:
    return handle.study.strategies[name].levers


def test_sets_are_saved_as_files(toy: StudyHandle, tmp_path: Path) -> None:
    from monazite.api import Proposal

    (strategy,) = toy.run("both").alternatives(SHARE, 2026).strategies
    path = Proposal(toy.study, strategy).save(tmp_path / "other.yaml")
    again = toy.run(path).solution
    assert compute(again, SHARE)[again.years.index(2026)] == pytest.approx(0.6)
