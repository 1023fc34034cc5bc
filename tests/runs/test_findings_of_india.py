"""What takes minutes to find of the subject of India ships beside it, as the study is now."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from monazite.core.usual import LIMITS
from monazite.findings.bottlenecks import limits_worth_most
from monazite.findings.indicators import compute
from monazite.runs.draws.grouped import Grouped, known_groups
from monazite.runs.draws.sureness import Sureness
from monazite.runs.plan.enlarging import TriedLimits, known_limits
from monazite.runs.plan.kept_findings import findings_file, kept_findings
from monazite.runs.questions.benched import own_spending
from monazite.runs.questions.breakeven import BreakEven
from monazite.runs.questions.lever_sets import LeverSets
from monazite.runs.questions.measured import Bench
from monazite.store import ReadingStore

from .. import shipped

AT_MOST = 200_000
"""Bytes that findings beside a study may take."""


def test_what_ships_beside_india_is_of_the_study_and_its_subject(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If this fails, run `scripts/findings`."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    india = shipped.india()
    file = findings_file(india.study)
    assert file.stat().st_size < AT_MOST
    assert json.loads(file.read_text("utf-8"))["data_hash"] == india.data_hash
    run = india.run(india.study.settings.subject or "")
    assert run.before is not None
    (draws,) = kept_findings(run.records, Sureness)
    assert (draws.strategy, draws.against) == (run.strategy, run.before.hash)
    assert {one.indicator for one in draws.headlines} == set(india.study.settings.shown)
    groups = {one.year: one for one in kept_findings(run.records, Grouped)}
    assert set(groups) == set(india.decision_years())
    for year, one in groups.items():
        assert known_groups(run, year) == one
        assert (one.complete, one.draws, one.inputs) == (True, draws.draws, draws.inputs)
        assert set(one.decides) == set(india.study.settings.shown)
        assert any(map(one.clear, one.decides)), "some share is told apart from nil"
    limits = {one.year: one.limits for one in kept_findings(run.records, TriedLimits)}
    assert set(limits) == set(india.decision_years())
    for year, tried in limits.items():
        assert known_limits(run.records, year) == tried
        binding = {(row.rule, row.subject) for row in limits_worth_most(run.solution, year, LIMITS)}
        assert {(one.rule, one.subject) for one in tried} <= binding
        assert {one.smaller for one in tried} <= {"tried", "no plan"}
    own, asked = kept_findings(run.records, Bench)
    assert own.budget == own_spending(run.solution), "briefs tell the first"
    for one in (own, asked):
        assert one.chances == ()
        assert {each.world for each in one.elsewhere} > {"high-price", "cheap-magnets"}
    with closing(ReadingStore(tmp_path)) as store:
        told = run.bench("7280 crore INR", store=store)
    assert (told, told.budget) == (asked, 7280)
    (sets,) = kept_findings(run.records, LeverSets)
    assert [one.indicator for one in sets.wanted] == ["self_sufficiency.magnet"]
    for figure in (*sets.wanted, *sets.costs):
        place = run.solution.years.index(figure.year)
        told = float(compute(run.solution, figure.indicator)[place])
        assert figure.value == pytest.approx(told, rel=1e-6)
    (it_takes,) = kept_findings(run.records, BreakEven)
    at = run.solution.years.index(it_takes.year)
    assert it_takes.now == pytest.approx(float(compute(run.solution, it_takes.indicator)[at]))
