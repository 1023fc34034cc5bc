"""What is asked wrongly in a notebook is answered in a sentence, and one name is a list of one."""

from collections.abc import Callable
from math import inf, nan
from typing import Any

import numpy as np
import pytest

from monazite.api import StudyHandle, load
from monazite.core.errors import InvalidInput


def test_one_indicator_may_be_named_as_it_is(toy: StudyHandle) -> None:
    run, compared = toy.run("halt"), toy.compare("as-now", "halt")
    assert run.indicators("home_cost").equals(run.indicators(["home_cost"]))
    assert compared.table(indicators="home_cost").equals(compared.table(indicators=["home_cost"]))


def test_numbers_of_any_library_are_values_of_facts(toy: StudyHandle) -> None:
    plain = toy.with_facts({"capacity:hom-mine": 45.0}).run("halt")
    other = toy.with_facts({"capacity:hom-mine": np.int64(45)}).run("halt")
    assert other.case.hash == plain.case.hash


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda toy: toy.run(None), "None is no strategy"),
        (lambda toy: toy.run("halt", ["central"]), "there is no world"),
        (lambda toy: toy.shock_years("nowhere"), "there is no world 'nowhere'"),
        (lambda toy: toy.with_facts({"capacity:hom-mine": "45"}), "'45' is not a number"),
        (lambda toy: toy.with_facts({"capacity:hom-mine": nan}), "nan is not a number"),
        (
            lambda toy: toy.run("halt").why("unmet_demand", 2025, against=4),
            "4 is of a kind that `why` does not take; give the name of a strategy",
        ),
        (
            lambda toy: toy.run("halt").next_bottlenecks(2025, by=nan),
            "a limit is not larger by nan",
        ),
        (lambda toy: toy.run("halt").next_bottlenecks(2025, by=-1), "a limit is not larger by -1"),
        (lambda toy: toy.run("halt").next_bottlenecks(2025, most=0), "most: 0 limits are none"),
        (lambda toy: toy.run("halt").enlarged_limits(2025, most=-1), "most: -1 limits are none"),
        (lambda toy: toy.with_facts({"capacity:hom-mine": -inf}), "-inf is not a number"),
        (lambda toy: toy.ensemble("halt", draws=2, sampler="dice"), "there is no sampler 'dice'"),
        (lambda toy: toy.ensemble("halt", draws=2, seed=-1), "-1 is negative"),
        (lambda toy: toy.hindcast("as-now", draws=0), "0 draws say nothing"),
        (lambda toy: toy.ensemble("halt", draws=2).facts(2), "there is no draw 2"),
        (lambda toy: toy.ensemble("halt", draws=2).facts(-1), "there is no draw -1"),
        (lambda toy: toy.compare("halt").table(years=[2099]), "2099 is not reported"),
        (lambda toy: toy.pdf([]), "no run is given"),
        (lambda toy: toy.pdf("halt"), "`pdf` does not take; give a list of Run"),
        (lambda toy: toy.write_run(None, []), "folder: None is of a kind .*; give text or a path"),
        (lambda toy: toy.run_case("halt"), "`run_case` does not take; give a Case"),
        (lambda toy: toy.with_facts(["x"]), "give a mapping of text to numbers"),
        (lambda toy: toy.run("halt").indicators(3), "keys: 3 is .*; give a list of text"),
        (lambda toy: toy.run("halt").plot([3]), r"indicators: \[3\] is of a kind"),
        (lambda toy: toy.run("halt").price_interval(None), "material: None is of a kind"),
        (lambda toy: toy.strategy("halt").with_lever(3), "give a Lever or a mapping of text"),
        (lambda toy: toy.ensemble("halt", draws="two"), "draws: 'two' is .*; give a whole number"),
        (lambda toy: toy.stress("halt", scenario=9), "`stress` takes no 'scenario'"),
        (lambda toy: toy.stress("halt", shok="stop"), "write 'shock', the nearest known name"),
        (lambda toy: toy.stress("halt", options=9), "options: 9 is of a kind .*; give a Stress"),
        (lambda toy: load(None), "study: None is of a kind .*; give text or a path"),
    ],
)
def test_what_is_asked_wrongly_is_refused_in_words(
    toy: StudyHandle, ask: Callable[[Any], object], told: str
) -> None:
    with pytest.raises(InvalidInput, match=told):
        ask(toy)
