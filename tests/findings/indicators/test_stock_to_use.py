"""How long a stock would last: what is left at the end of a year over what the year used."""

import numpy as np
import polars as pl
import pytest

from monazite.cli import main
from monazite.findings.indicators import compute, indicators, qualifiers, title_of, unit_of

from ..toy import STRATEGIES, YEARS, solution

NAME = "stock_to_use"


def test_a_quarter_of_a_year_is_a_quarter() -> None:
    table = pl.DataFrame({"year": [2024, 2025], "kept": [25.0, 0.0], "used": [100.0, 0.0]})
    found = indicators()[NAME].of_table(table)["value"].to_list()
    assert found[0] == 0.25
    assert np.isnan(found[1])


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_it_is_the_stock_over_what_is_used(strategy: str) -> None:
    """Of oxide, presses use half a tonne for each tonne of magnets they make."""
    plan = solution(strategy)
    kept, magnets = compute(plan, "stock.oxide"), compute(plan, "output.magnet")
    found = compute(plan, f"{NAME}.oxide")
    assert found.shape == (len(YEARS),)
    np.testing.assert_allclose(found, kept / (0.5 * magnets), atol=1e-9)


def test_it_is_asked_of_forms_and_materials() -> None:
    plan = solution("as-now")
    assert qualifiers(plan.study, plan.labels, NAME) == qualifiers(plan.study, plan.labels, "stock")
    assert (unit_of(plan, f"{NAME}.oxide"), title_of(plan, f"{NAME}.oxide")) == (
        "1",
        "Stock-to-use ratio, NdPr oxide",
    )


def test_it_is_explained_by_what_it_is_made_of(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "toy", "halt", f"{NAME}.oxide@2026"]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["in", "stock", "at", "the", "end", "of", "the", "year", "0", "0", "t", "oxide"] in lines
    assert ["used", "in", "the", "year", "10.0", "10.0", "t", "oxide/yr"] in lines
