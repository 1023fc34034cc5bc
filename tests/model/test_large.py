"""A large programme is begun from nothing by an interior point, and everything else is as ever."""

from __future__ import annotations

from typing import Any

import pytest

from monazite.model import Session, build_programme
from monazite.model import search as looking
from monazite.model.manners import INTERIOR_POINT, LARGE, SIMPLEX
from monazite.model.search import Search
from monazite.parameters import parameters_of

from .. import shipped
from .miniature import miniature

TOY = parameters_of(shipped.study("toy"))
TOO_MUCH = miniature({"floor": {("home_mine", 2025): 60.0}, "permit": {"home_mine": 50.0}})


@pytest.fixture
def solvers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which solver every run of every session asks for, where any programme counts as large."""
    asked: list[str] = []
    ours = Search._run

    def run(self: Search, manner: Any, iterations: int) -> None:
        asked.append(manner["solver"])
        ours(self, manner, iterations)

    monkeypatch.setattr(Search, "_run", run)
    monkeypatch.setattr(looking, "LARGE", 0)
    return asked


def test_a_large_programme_is_begun_through_its_middle_and_gone_on_from_by_pivots(
    solvers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    large = Session(build_programme(TOY))
    found = [large.solve().objective, large.solve().objective]
    assert solvers == [INTERIOR_POINT, SIMPLEX, SIMPLEX]
    assert large._highs.getInfo().simplex_iteration_count == 0  # the corner it ended at is a basis
    monkeypatch.setattr(looking, "LARGE", LARGE)
    solvers.clear()
    small = Session(build_programme(TOY)).solve().objective
    assert set(solvers) == {SIMPLEX}
    assert found == pytest.approx([small, small], rel=1e-9)


def test_that_a_large_programme_has_no_plan_is_proved_by_pivots(solvers: list[str]) -> None:
    outcome = Session(build_programme(TOO_MUCH)).solve()
    assert outcome.status == "infeasible"
    assert outcome.proof is not None
    assert {broken.rule for broken in outcome.conflict} == {
        "output_at_least",
        "feed_within_permit",
    }
    assert solvers[:2] == [INTERIOR_POINT, SIMPLEX]
