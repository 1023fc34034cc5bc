"""A case may say what pools ask first; `determine` tries every way to begin."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from monazite.api import load
from monazite.brief.sentences.money import says_of_unsettled
from monazite.cases import Case, Worker
from monazite.cases.coalitions import differences
from monazite.cases.pools import IN_WORDS, WITHOUT_STRATEGY, reason_of_prices
from monazite.cases.trials import nudges, ways_to_begin
from monazite.core.errors import InvalidInput
from monazite.findings.indicators import compute
from monazite.findings.money import unsettled_prices
from monazite.findings.solution import Solution
from monazite.model.parity import ROUNDS
from monazite.study import Study

from .. import shipped
from ..owners import asking

TOY = shipped.study("toy")
OTHER_WAYS = tuple(way for way in IN_WORDS if way != WITHOUT_STRATEGY)
STATED = 30_000.0


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The state asks makers at home 30,000 USD for a tonne of oxide."""
    return asking(tmp_path_factory.mktemp("asking"), STATED)


def case(study: Study, strategy: str = "as-now") -> Case:
    return Case(study.strategies[strategy], study.worlds["central"])


def test_where_pools_begin_is_part_of_a_case_and_of_its_hash() -> None:
    plain = case(TOY)
    assert "pools_begin" not in plain.as_data()
    hashes = {plain.with_pools_begin(way).hash for way in IN_WORDS}
    assert plain.hash in hashes
    assert len(hashes) == len(IN_WORDS)
    other = plain.with_pools_begin("stated")
    assert "pools_begin: stated" in other.as_yaml()
    assert (other.is_plain, other.plain, plain.is_plain) == (False, plain, True)
    with pytest.raises(InvalidInput, match="there is no way for pools to begin 'state'"):
        plain.with_pools_begin("state")
    with pytest.raises(InvalidInput, match="pools begin to ask elsewhere"):
        differences(plain, other.with_strategy(TOY.strategies["build"]))


def test_where_no_pool_asks_there_is_one_way_to_begin() -> None:
    worker, plain = Worker(TOY), case(TOY, "build")
    assert ways_to_begin(worker, [plain]) == ()
    known = worker.solve(plain).outcome
    for way in OTHER_WAYS:
        assert worker.solve(plain.with_pools_begin(way)).outcome.objective == known.objective
    assert [nudge.fact for nudge in nudges([], OTHER_WAYS)][1:] == [
        f"pools begin: {way}" for way in OTHER_WAYS
    ]


def test_a_baseline_with_levers_and_what_is_without_any_do_not_wait_for_each_other(
    study: Study,
) -> None:
    """Prices begin without any strategy, and that with other facts from the baseline."""
    build = replace(study, settings=study.settings.model_copy(update={"baseline": "build"}))
    asked = [case(build, name).with_facts({"costs:hom-mining": 21.0}) for name in ("build", "halt")]
    found = [Worker(build).solve(one).outcome.objective for one in asked]
    known = [Worker(study).solve(one).outcome.objective for one in asked]
    assert found == pytest.approx(known, rel=1e-9)


def test_an_answer_does_not_hang_on_which_way_was_asked_before(study: Study) -> None:
    one, other = Worker(study), Worker(study)
    asked = [case(study, "build").with_pools_begin(way) for way in IN_WORDS]
    found = [one.solve(way).outcome for way in asked]
    for way, outcome in zip(reversed(asked), reversed(found), strict=True):
        again = other.solve(way).outcome
        assert again.objective == outcome.objective
        assert (again["activity"].values == outcome["activity"].values).all()


def test_the_ledger_says_from_where_owners_began(tmp_path: Path) -> None:
    """The state asks 60,000 USD, more than imports cost. Where it begins below what is stated it
    may stay there though imports are dearer, so that nothing is said of which is."""
    study = asking(tmp_path, 2 * STATED)
    worker, plain = Worker(study), case(study, "build")
    reasons = {
        way: {
            one.edit.reason
            for one in worker.solve(plain.with_pools_begin(way)).outcome.parameters.ledger
            if one.edit.parameter == "transfer_price"
        }
        for way in IN_WORDS
    }
    assert reasons == {way: {reason_of_prices(way)} for way in IN_WORDS}
    assert reasons["cost"] == {
        "Owners meet the price of imports, and first ask what a tonne costs them."
    }
    bare = worker.solve(case(study)).outcome
    assert {
        one.edit.reason for one in bare.parameters.ledger if one.edit.parameter == "transfer_price"
    } == {reason_of_prices("before_news")}


def test_determine_tries_all_ways_but_the_one_asked_for(study: Study) -> None:
    found = ways_to_begin(Worker(study), [case(study).with_pools_begin("cost")])
    assert found == tuple(way for way in IN_WORDS if way != "cost")


def test_a_handle_asks_under_another_way_and_under_other_facts(study: Study) -> None:
    handle = load(study.path)
    asked = handle.with_pools_begin("cost").with_facts({"costs:hom-mining": 21.0})
    for name in ("as-now", "build"):
        found = asked.case(name)
        assert (found.pools_begin, dict(found.facts)) == ("cost", {"costs:hom-mining": 21.0})
    assert asked.run("build").before == asked.case("as-now")
    assert handle.case("build").is_plain
    with pytest.raises(InvalidInput, match="write 'stated', the nearest"):
        handle.with_pools_begin("state")


def test_prices_that_had_not_settled_are_told_and_travel(study: Study) -> None:
    """Begun at cost the state asks about 2,000 more with every look, and twelve are too few."""
    assert ways_to_begin(Worker(study), [case(study)]) == OTHER_WAYS
    asked = case(study).with_pools_begin("cost")
    worker = Worker(study)
    solved = worker.solve(asked)
    plan = Solution(study, solved.outcome)
    assert len(solved.outcome.rounds) == ROUNDS
    first, *_ = solved.outcome.unsettled
    assert first.lane == "oxide:HOM.state>HOM"
    assert 0.0 < first.asked < first.next < STATED
    (row,) = unsettled_prices(plan)
    assert (row.planned, row.years[0], row.years[-1]) == (
        2024,
        2024,
        plan.outcome.labels.periods[-1],
    )
    assert row.off == pytest.approx(max(1 - one.asked / one.next for one in plan.outcome.unsettled))
    (said,) = says_of_unsettled(plan, "As now")
    assert "had not settled in the plan made in 2024" in said
    travelled = Worker(study).solved(asked, worker.answer(asked)).outcome
    assert travelled.unsettled == solved.outcome.unsettled
    settled = Solution(study, worker.solve(case(study)).outcome)
    assert (unsettled_prices(settled), says_of_unsettled(settled, "As now")) == ([], [])


def test_determine_takes_in_where_pools_begin(study: Study, tmp_path: Path) -> None:
    """With no fact tried, what a tonne is worth hangs on the way alone, and is not determined."""
    key, year = "price.oxide", study.settings.horizon.first
    folder = Path(shutil.copytree(study.path, tmp_path / "owners"))
    settings = folder / "study.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("headlines: [", f"headlines: [{key}, "), encoding="utf-8")
    handle = load(folder)
    plain = handle.case("as-now")
    usual, cost = (
        float(compute(handle.run_case(one).solution, key)[0])
        for one in (plain, plain.with_pools_begin("cost"))
    )
    assert cost < 0.9 * usual
    verdict = handle.determine(["as-now"], facts=()).strategies["as-now"][key, year]
    assert verdict.value == pytest.approx(usual)
    assert verdict.between == pytest.approx((cost, usual))
    assert verdict.standing == "number not determined"
    assert verdict.jump is not None
    assert (verdict.jump.fact, verdict.jump.factor) == ("pools begin: cost", 1.0)


@pytest.mark.slow
def test_what_india_makes_hangs_a_little_on_what_was_asked_first() -> None:
    """13.2 % of magnets in 2035, 13.8 where pools go on from what they asked before the news."""
    handle = shipped.india()
    usual = handle.case("announced")
    shares = {}
    for way in ("without_strategy", "before_news"):
        run = handle.run_case(usual.with_pools_begin(way))
        at = run.solution.years.index(2035)
        shares[way] = 100.0 * float(compute(run.solution, "self_sufficiency.magnet")[at])
        assert run.records.unsettled_prices() == []
    assert shares["without_strategy"] == pytest.approx(13.2, abs=0.05)
    assert shares["before_news"] == pytest.approx(13.8, abs=0.05)


@pytest.mark.slow
def test_plans_of_india_settle_where_prices_fall_back() -> None:
    """Three looks are too few in the plan of 2026; it settles at the sixth."""
    run = shipped.india().run("announced", "price-return")
    assert run.records.unsettled_prices() == []
    looks, plan = {}, run.solution.outcome
    while plan is not None:
        looks[plan.opens], plan = len(plan.rounds), plan.before
    assert looks[2026] == 6
