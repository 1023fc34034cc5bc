"""What is asked with an odd number is told in words, and words fit few draws as well as many."""

from __future__ import annotations

import shutil
from dataclasses import fields, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from monazite.api import StudyHandle, load
from monazite.brief.about import Briefed
from monazite.brief.analyses import can_be_disrupted
from monazite.brief.asking import DisruptionAsked
from monazite.brief.sentences.disruption import disruption_in_words
from monazite.brief.sentences.what_helps import cover_in_words, stockpile_regret_in_words
from monazite.brief.topics.disruption import disruption_charts, what_to_keep_in_store
from monazite.core.cluster import connected
from monazite.core.errors import InvalidInput
from monazite.core.numerals import Coin, percent
from monazite.runs.disruptions.stress import Stress
from monazite.runs.disruptions.stress_options import StressFields, StressOptions
from monazite.runs.plan.coin import coin_of
from monazite.stress import Release
from monazite.study import HitRow, ShockRow

from .. import shipped


@pytest.fixture(scope="module")
def toy() -> StudyHandle:
    return shipped.handle("toy")


@pytest.fixture(scope="module")
def disturbed(toy: StudyHandle) -> Stress:
    return toy.stress("both", year=2025, months=24, n=50)


@pytest.mark.parametrize("none", [float("nan"), True, "much", "5 USD/kg", -1.0])
def test_what_is_no_sum_is_no_budget(none: Any, disturbed: Stress) -> None:
    with pytest.raises(InvalidInput, match=r"^budget: "):
        disturbed.best_stockpile(none)


def test_a_budget_of_a_wrong_kind_is_told_where_it_was_asked(disturbed: Stress) -> None:
    with pytest.raises(InvalidInput, match="`best_stockpile` does not take"):
        disturbed.best_stockpile([1.0])  # type: ignore[arg-type]


def test_words_fit_the_number_of_draws(toy: StudyHandle) -> None:
    def said(n: int) -> str:
        return " ".join(disruption_in_words(toy.stress("both", year=2025, months=12, n=n)))

    assert said(1).startswith("1 scenario, seed 7: ")
    assert "of 100" not in said(1) + said(5)
    assert " of 8. What users never get" in said(8)
    assert "in the worst of them" in said(8)
    assert "one of twenty" not in said(5)
    assert "one of twenty" in said(20)
    assert " of 100. What users never get" in said(100)
    one = toy.stress("both", year=2025, months=12, n=1)
    assert cover_in_words(one, 1.2, 0.95).startswith("For nobody to go short 1 day of use")


def test_who_goes_short_of_nothing_but_other_things_is_not_told_as_nobody() -> None:
    """Of magnets nothing is short, of what else is made of rare earths it is."""
    stop = "CHN:oxide_la oxide_ce for 12 months from 2033-01"
    halted = shipped.handle("india").stress("announced", year=2033, n=64, stops=[stop])
    said = " ".join(disruption_in_words(halted))
    assert halted.loss.chance < 0.02 < 0.5 < max(one.chance for one in halted.use_records())
    assert halted.loss.mean > 1e6
    *each, together = halted.use_records()
    counted = [one for at, one in enumerate(each) if at in halted.months.counted]
    assert together.lost == pytest.approx(sum(one.lost for one in counted))
    assert together.lost < 0.1 * sum(one.lost for one in each), "nobody is short of magnets"
    assert sum(one.lost for one in each) == pytest.approx(halted.loss.mean, rel=1e-3)
    assert "nobody goes short of magnets, and what users never get of these or of anything" in said


def test_a_twentieth_that_begins_at_nothing_is_told_by_its_mean(disturbed: Stress) -> None:
    rare = replace(disturbed.loss, high=0.0)
    quiet = replace(disturbed)
    quiet.__dict__["loss"] = rare
    said = " ".join(disruption_in_words(quiet))
    assert "or more in one of twenty" not in said
    assert said.endswith("on average in the worst twentieth.")


@pytest.mark.parametrize(
    "asked", [{"n": True}, {"n": 2.0}, {"seed": True}, {"workers": True}, {"n": float("nan")}]
)
def test_what_is_no_whole_number_is_told(toy: StudyHandle, asked: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match=f"^{next(iter(asked))}: .* is not a whole number"):
        toy.stress("both", year=2025, months=12, **asked)


def test_a_draw_is_named_by_a_whole_number_and_one_name_leaves_one_shock_out(
    toy: StudyHandle, disturbed: Stress
) -> None:
    for number in (1.5, True):
        with pytest.raises(InvalidInput, match=r"^draw: .* is not a whole number"):
            disturbed.draw(number)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="-1 draws say nothing"):
        disturbed.regret(-1)
    without = toy.stress("both", year=2025, months=12, n=8, without="stop")
    assert without.plan.without == {"stop"}


def test_a_rule_in_whole_numbers_plays_as_its_like(toy: StudyHandle) -> None:
    whole, part = (
        toy.stress(
            "both", year=2025, months=12, n=8, release=Release(cover=one, rate=one, remaining=one)
        )
        for one in (1, 1.0)
    )
    assert whole.tally.as_bytes() == part.tally.as_bytes()


def test_the_best_stockpile_is_held_against_the_optimum_in_two_stages(toy: StudyHandle) -> None:
    disturbed = toy.stress("both", year=2025, months=24, n=2048)
    held = disturbed.stockpile_regret_record()
    assert held.days == disturbed.best_stockpile_record().days > 0.0
    assert held.scored_on == 32
    assert held.regret is not None
    assert held.least > 0.0
    # the toy has one bottleneck: a rule loses little, whoever is told what comes
    assert -1e-6 <= held.regret < 0.05
    assert held.any_total == pytest.approx(held.learned * (1.0 + held.regret))
    assert held.least <= held.learned <= held.any_total <= held.total * (1.0 + 1e-9)
    parts = held.order + held.length + held.coming
    assert parts == pytest.approx(held.total - held.least)
    said = stockpile_regret_in_words(held, disturbed.coin)
    assert f"comes to {disturbed.coin.told(held.any_total)} million USD" in said
    for regret, costs in ((0.03, f"{percent(0.03)} more"), (0.0, "no more"), (-0.01, "no more")):
        told = stockpile_regret_in_words(replace(held, regret=regret), disturbed.coin)
        assert f"so that a rule set before it costs {costs}." in told


def test_the_order_of_tiers_is_told_with_what_it_costs(toy: StudyHandle) -> None:
    held = toy.stress("both", year=2025, months=12, n=64).stockpile_regret_record(draws=4)
    by_value = Release(remaining=0.6, by_value=True)
    free = replace(
        held, total=9e6, any_days=30.0, any_rule=by_value.in_words(), any_total=8e6, order=1e6
    )
    said = stockpile_regret_in_words(replace(free, learned=7e6, least=5e6, coming=2e6), Coin())
    assert said.startswith(
        "Were users not bound to come by tier, it would be best to hold 30 days and to fill all"
        " that is missing, stores spread over 60 % of the months a shock usually has left, users by"
        " what they would lose. On 4"
        " scenarios on which nothing was chosen that comes to 8 million USD, and what is best by"
        " tier to 9: the order of tiers costs 1. Somebody bound by no rule, who is told how long"
        " and how deep each"
    )
    assert said.endswith("Told beforehand which shocks come as well, they would come to 5.")
    costless = replace(free, any_days=0.0, order=-1e3, coming=0.0, scored_on=1)
    said = stockpile_regret_in_words(costless, Coin())
    assert "to hold none and" in said
    assert "the order of tiers costs nothing there" in said
    assert "how deep the shock goes" in said
    assert "Told beforehand" not in said
    nothing = stockpile_regret_in_words(replace(held, regret=None), Coin())
    assert nothing.endswith("as it begins, would lose nothing.")


def test_what_is_told_of_a_budget_and_of_wrong_draws(toy: StudyHandle) -> None:
    disturbed = toy.stress("both", year=2025, months=24, n=2048)
    held = disturbed.stockpile_regret_record()
    tight = disturbed.stockpile_regret_record("0.05 million USD", draws=4)
    assert tight.days < held.days
    with pytest.raises(InvalidInput, match="0 draws say nothing"):
        disturbed.stockpile_regret(draws=0)
    with pytest.raises(InvalidInput, match="nobody stores the use of -1 days"):
        disturbed.stockpile_records(days=[-1.0])


def test_scenarios_that_are_all_the_same_are_scored_once(toy: StudyHandle) -> None:
    certain = toy.stress("both", year=2025, months=12, n=64, shock="hold_2020")
    assert certain.is_certain
    assert certain.stockpile_regret_record().scored_on == 1


def test_a_brief_tells_what_a_stockpile_is_worth_and_on_whose_word(toy: StudyHandle) -> None:
    run = toy.run("both")
    found = DisruptionAsked(run.case, run.before).answer(run.worker)
    told = SimpleNamespace(
        analyses=SimpleNamespace(disrupted=found),
        coin=coin_of(run.solution),
        study=shipped.handle("india").study,
    )
    topic = what_to_keep_in_store(cast(Briefed, told))
    assert topic.says == [found.stored]
    assert "the best stockpile, with users served by tier, is one of" in found.stored
    assert "Somebody bound by no rule, who is told how long and how deep" in found.stored
    (table,) = topic.tables
    none, best = found.stockpiles
    assert [row[0] for row in table.rows] == ["0", f"{best.days:.0f}"]
    assert table.rows[1][1] == "the best one"
    assert best.total < none.total
    # sizes of others, which the flagship has as facts, are told with their sources
    assert "The National Program for Metal (Nonferrous and Rare) Stockpiling" in table.note
    nothing = SimpleNamespace(analyses=SimpleNamespace(disrupted=None))
    assert not what_to_keep_in_store(cast(Briefed, nothing)).tables


def test_a_brief_draws_what_chance_takes_from_users_month_by_month(toy: StudyHandle) -> None:
    run = toy.run("both")
    found = DisruptionAsked(run.case, run.before).answer(run.worker)
    (chart,) = disruption_charts(found, "Both")
    assert chart.title == "All uses of magnets short under “Both”, as chance has it"
    assert chart.section == "disrupted", "the topic of what chance brings"
    assert chart.table().height == len(found.fan)
    assert found.fan == tuple(toy.stress("both", n=2_000).fan_records())
    quiet = replace(found, fan=tuple(replace(one, chance=0.0) for one in found.fan))
    assert disruption_charts(quiet, "Both") == disruption_charts(None, "Both") == []


def test_a_brief_asks_of_months_only_where_somebody_at_home_could_go_short(
    tmp_path: Path, toy: StudyHandle
) -> None:
    assert can_be_disrupted(toy.run("both").solution)
    folder = tmp_path / "indonesia"
    shutil.copytree(shipped.folder("indonesia"), folder)
    quiet = load(folder)
    assert not can_be_disrupted(quiet.run(quiet.baseline).solution), "it has no shocks"
    row = "fire,Fire,,0.1,3,,1,,nickel/abs_smm12,C,Invented.\n"
    hit = "fire,,,idn_sorowako,,1,nickel/abs_smm12,C,Invented.\n"
    heads = {"shocks": ShockRow, "hits": HitRow}
    for (name, record), line in zip(heads.items(), (row, hit), strict=True):
        text = f"{','.join(record.columns())}\n{line}"
        (folder / "chain" / f"{name}.csv").write_text(text, "utf-8")
    abroad = load(folder)
    assert not can_be_disrupted(abroad.run(abroad.baseline).solution), "nobody at home uses it"


def test_what_is_no_address_is_told_before_anybody_looks_for_it() -> None:
    pytest.importorskip("distributed")
    for address in ("nowhere", "", "tcp://10.0.0.1"):
        with pytest.raises(InvalidInput, match="no cluster answers at"):
            connected(address)


def test_what_stress_takes_by_name_are_the_fields_of_its_options() -> None:
    """Each of the same kind, so that an editor and a type checker know them either way."""
    record = {one.name: one.type for one in fields(StressOptions)}
    assert StressFields.__annotations__.keys() == record.keys()
    for name, hint in StressFields.__annotations__.items():
        assert hint.__forward_arg__ == record[name], name
