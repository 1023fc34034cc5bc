"""A number is taken apart into figures that give it again."""

import numpy as np
import pytest

from monazite.findings.indicators import Part, compute, indicators, parts_of, qualifiers
from monazite.findings.indicators.parts import OTHERS
from monazite.findings.solution import Solution

from ..toy import STRATEGIES, unfolded


def put_together(name: str, parts: tuple[Part, ...]) -> float:
    """What the parts of an indicator give: one over the other, or their sum."""
    if not indicators()[name].share:
        return sum(part.value for part in parts)
    above, below = parts
    return above.value / below.value if below.value > 1e-6 else np.nan


@pytest.mark.parametrize("name", sorted(indicators()))
def test_the_parts_of_every_indicator_give_it_again(name: str) -> None:
    """Of whatever it is asked, in every year and strategy; and parts of parts add up to them."""
    for strategy in STRATEGIES:
        solution = unfolded(strategy)
        for qualifier in qualifiers(solution.study, solution.labels, name):
            series = compute(solution, f"{name}.{qualifier}")
            for year, value in zip(solution.years, series, strict=True):
                parts = parts_of(solution, f"{name}.{qualifier}", year)
                found = put_together(name, parts)
                if name.startswith("net_import_reliance"):
                    found = float(np.clip(found, 0, 1))
                if np.isnan(value):
                    assert not parts or np.isnan(found)
                else:
                    assert found == pytest.approx(value, abs=1e-6)
                for part in parts:
                    below = sum(one.value for one in part.parts)
                    assert not part.parts or below == pytest.approx(part.value, abs=1e-6)


def test_figures_stand_beside_those_of_the_baseline() -> None:
    """Under the halt 10 of 100 magnets go unserved and 10 fewer arrive than before."""
    _, wanted = parts_of(unfolded("halt"), "self_sufficiency.magnet", 2026)
    told = {part.text: (part.value, part.before) for part in wanted.parts}
    assert told == {
        "made at home, as above": (pytest.approx(20), pytest.approx(20)),
        "from Farland": (pytest.approx(70), pytest.approx(80)),
        "unmet demand": (pytest.approx(10), pytest.approx(0)),
    }


def test_what_only_the_baseline_has_is_told_too() -> None:
    """Under the halt nothing is exported, and what was sold before stands beside the nothing."""
    parts = parts_of(unfolded("halt"), "home_cost", 2025)
    (sold,) = [part for part in parts if part.text == "less exports at border prices"]
    assert (sold.value, sold.before) == (0, pytest.approx(-60_000))


def test_the_baseline_is_compared_with_nothing() -> None:
    parts = parts_of(unfolded("as-now"), "home_cost", 2025)
    assert [part.before for part in parts] == [None] * len(parts)


def test_small_figures_of_one_kind_are_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monazite.findings.indicators.parts.MOST", 1)
    solution: Solution = unfolded("build")
    _, world = parts_of(solution, "world_share.magnet", 2026)
    assert [part.text for part in world.parts] == ["Farland", OTHERS]
    assert world.value == pytest.approx(sum(part.value for part in world.parts))
