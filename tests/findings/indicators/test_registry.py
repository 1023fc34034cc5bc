"""An indicator is one function: anybody can use it on a table, and one more is found everywhere."""

import gc
import runpy
import weakref
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from monazite.core.errors import InvalidInput
from monazite.findings.bottlenecks import trace
from monazite.findings.indicators import (
    check_keys,
    compute,
    indicator,
    indicator_table,
    indicators,
    over_time,
    qualifiers,
    title_of,
    unit_of,
)
from monazite.findings.indicators.asked import OF_MATERIALS
from monazite.findings.indicators.registry import _registered
from monazite.findings.solution import Series, Solution

from ..toy import STRATEGIES, YEARS, solution

ROOT = Path(__file__).parents[3]


def test_a_table_of_ones_own_gives_an_indicator() -> None:
    trade = pl.DataFrame(
        {
            "year": [2024, 2025],
            "imports": [60.0, 120.0],
            "exports": [10.0, 0.0],
            "short": [0.0, 5.0],
            "wanted": [100.0, 100.0],
        }
    )
    found = indicators()["net_import_reliance"].of_table(trade)
    assert found.to_dict(as_series=False) == {"year": [2024, 2025], "value": [0.5, 1.0]}


def test_any_number_of_origins_stand_side_by_side() -> None:
    arrivals = pl.DataFrame({"year": [2024, 2025], "CHN": [80, 0], "JPN": [20, 0]})
    found = indicators()["concentration"].of_table(arrivals)["value"].to_list()
    assert found[0] == pytest.approx(0.8**2 + 0.2**2)
    assert np.isnan(found[1])
    assert indicators()["top_supplier_share"].of_table(arrivals)["value"][0] == 0.8


def test_figures_over_years_take_what_is_given_once() -> None:
    paid = pl.DataFrame({"year": [2024, 2025, 2026], "series": [100.0, 110.0, 121.0]})
    found = indicators()["present_value"].of_table(paid, rate=0.1)
    assert found["value"].to_list() == pytest.approx([100, 200, 300])
    mean = indicators()["three_year_mean"]
    assert mean.of_table(paid)["value"].to_list() == pytest.approx([105, 331 / 3, 115.5])
    alone = mean.of_table(paid, alone={2025})["value"].to_list()
    assert alone == [100, 110, 121]


def test_columns_that_are_missing_are_named_together() -> None:
    with pytest.raises(InvalidInput) as refused:
        indicators()["self_sufficiency"].of_table(pl.DataFrame({"year": [2024], "owned": [1.0]}))
    assert [str(problem) for problem in refused.value.problems] == [
        "own: self_sufficiency needs a column 'own'; write 'owned', the nearest known name.",
        "wanted: self_sufficiency needs a column 'wanted'; write 'owned', the nearest known name.",
    ]


@pytest.mark.parametrize("name", sorted(indicators()))
def test_a_plan_and_its_own_columns_as_a_table_say_the_same(name: str) -> None:
    """Columns that are single are put into a table; of rows every year stands for itself."""
    plan, one = solution("halt"), indicators()[name]
    asked = qualifiers(plan.study, plan.labels, name)[0]
    fed = one.feed(plan, asked)
    named = fed if isinstance(fed, dict) else {str(at): row for at, row in enumerate(fed)}
    single = {key: row for key, row in named.items() if np.shape(row) == (len(YEARS),)}
    rest = {key: row for key, row in named.items() if key not in single and key != "years"}
    if any(np.ndim(row) > 1 for row in rest.values()):
        whole = compute(plan, f"{name}.{asked}")
        for at in range(len(plan.years)):
            year = {
                key: row[..., at : at + 1] if np.shape(row)[-1:] == (len(YEARS),) else row
                for key, row in named.items()
            }
            np.testing.assert_allclose(one.formula(**year), whole[at : at + 1], rtol=1e-12)
        return
    columns = {key: row for key, row in single.items() if key != "years"}
    table = pl.DataFrame({"year": list(plan.years), **columns})
    found = one.of_table(table, **rest)["value"].to_numpy()
    np.testing.assert_allclose(found, compute(plan, f"{name}.{asked}"), rtol=1e-12)


@pytest.fixture
def twice() -> Iterator[str]:
    """An indicator nobody wrote before, in the one place where it is written."""

    @indicator(
        "twice_the_output",
        unit="t <basis>/yr",
        title="Twice the output",
        says="What home would make with twice its plants.",
        better="up",
        asked=OF_MATERIALS,
        alone="magnet",
        feed=lambda plan, of: {"made": compute(plan, f"output.{of}")},
    )
    def doubled(made: Series) -> Series:
        """Twice what home plants make, t/yr."""
        return 2.0 * made

    indicators.cache_clear()
    yield "twice_the_output"
    del _registered["twice_the_output"]
    indicators.cache_clear()


def test_what_was_worked_out_of_a_plan_goes_when_it_goes() -> None:
    known = solution(STRATEGIES[0])
    plan = Solution(known.study, known.outcome, known.baseline)
    first = compute(plan, "output.magnet")
    assert compute(plan, "output.magnet") is first
    gone = weakref.ref(plan)
    del plan
    gc.collect()
    assert gone() is None


def test_a_new_indicator_is_found_wherever_indicators_are(twice: str) -> None:
    plan = solution(STRATEGIES[0])
    key = f"{twice}.magnet"
    check_keys(plan.study, plan.labels, [key, twice, f"to_date.{key}"])
    np.testing.assert_array_equal(compute(plan, key), 2 * compute(plan, "output.magnet"))
    assert unit_of(plan, key) == unit_of(plan, "output.magnet")
    assert title_of(plan, key).startswith("Twice the output, ")
    assert not over_time(twice)
    assert f"{key}" in qualifiers(plan.study, plan.labels, "to_date")
    assert indicator_table(plan, [key], strategy="s", world="w")["indicator"].to_list() == [
        key for _ in YEARS
    ]
    steps = trace(plan, key, YEARS[0]).told()
    assert steps[1].text == "Twice what home plants make, t/yr."
    assert [(step.text, step.value) for step in steps if step.kind == "part"] == [
        ("made", compute(plan, "output.magnet")[0])
    ]
    script = runpy.run_path(str(ROOT / "scripts" / "vocabulary"))
    assert "twice_the_output,t <basis>/yr,Twice the output," in script["indicator_words"]()
    page = script["with_indicators"]((ROOT / "docs" / "findings.md").read_text("utf-8"))
    assert "| `twice_the_output` | `t <basis>/yr` | up |" in page
