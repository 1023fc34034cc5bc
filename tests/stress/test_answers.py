"""What analysts ask of a disturbed plan: the same however it is counted, and refused in words."""

from __future__ import annotations

import logging
import math
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from distributed.comm import CommClosedError

from monazite import StressOptions
from monazite.api import StudyHandle
from monazite.brief.sentences.disruption import reading_in_words
from monazite.brief.sentences.what_helps import (
    elsewhere_in_words,
    forms_alone_in_words,
    idle_forms_in_words,
    stockpile_in_words,
)
from monazite.cases import Case
from monazite.core import cluster
from monazite.core.errors import InvalidInput
from monazite.core.numerals import Coin, percent
from monazite.runs.disruptions.drawn_worlds import struck_in_words
from monazite.runs.disruptions.stress import Stress
from monazite.stress import Release, Tally, Task, simulated, two_stages
from monazite.stress import simulation as simulating
from monazite.stress.simulation import Hands

from .. import shipped
from ..api.copies import copied
from ..clusters import two_workers

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def toy() -> StudyHandle:
    return shipped.handle("toy")


@pytest.fixture(scope="module")
def disturbed(toy: StudyHandle) -> Stress:
    return toy.stress("both", year=2025, months=24, n=3000)


def test_the_fan_counts_what_the_scenarios_say(disturbed: Stress) -> None:
    rows = disturbed.scenarios_frame()
    assert rows.height == 3000
    assert disturbed.loss.mean == pytest.approx(rows["lost"].mean(), rel=1e-4)
    assert disturbed.loss.chance == pytest.approx((rows["short"] > 0).mean())
    assert disturbed.fan()["tonnes"].sum() == pytest.approx(rows["short"].mean(), rel=1e-4)
    exact = rows["lost"].quantile(0.95, "higher")
    assert disturbed.loss.high == pytest.approx(exact, rel=0.03)
    worst = rows.sort("lost", descending=True).head(3)["draw"].to_list()
    assert [one.draw for one in disturbed.worst_records()[:3]] == worst


def test_fans_are_those_of_all_and_of_each_use_that_goes_short(
    toy: StudyHandle, disturbed: Stress
) -> None:
    fans = disturbed.fans()
    assert fans["use"].unique(maintain_order=True).to_list() == ["all", "motors"]
    for use in ("all", "motors"):
        assert fans.filter(pl.col("use") == use).equals(disturbed.fan(use))
    calm = toy.stress("both", year=2025, months=3, n=4, stops="FOR for 1 month at 0 %")
    assert calm.fans()["use"].unique().to_list() == ["all"]


def test_a_draw_alone_is_the_one_that_was_counted(disturbed: Stress) -> None:
    rows = disturbed.scenarios_frame()
    for number in (0, 1023, 1024, 2999):
        assert disturbed.draw(number).lost.sum() == pytest.approx(rows["lost"][number])
    with pytest.raises(InvalidInput, match="there is no draw 3000"):
        disturbed.draw(3000)


def test_more_scenarios_leave_the_first_as_they_were(toy: StudyHandle, disturbed: Stress) -> None:
    few = toy.stress("both", year=2025, months=24, n=1500)
    assert few.scenarios_frame().equals(disturbed.scenarios_frame().head(1500))


def test_what_is_played_is_said_in_a_record_or_by_name(toy: StudyHandle) -> None:
    options = StressOptions(year=2025, months=24, n=300, without=("fire",))
    played = toy.stress("both", options=options)
    assert (played.plan.months, played.seed) == (24, options.seed)
    by_name = toy.stress("both", year=2025, months=24, n=300, without=("fire",))
    assert played.tally.as_bytes() == by_name.tally.as_bytes()
    fewer = toy.stress("both", options=options, n=100)
    assert (fewer.scenarios, fewer.plan.months) == (100, 24)


def _task(found: Stress) -> Task:
    return found._task


def test_workers_change_no_byte(disturbed: Stress) -> None:
    tally, complete = simulated(_task(disturbed), workers=2)
    assert complete
    assert tally.as_bytes() == disturbed.tally.as_bytes()


def test_a_dead_worker_costs_nothing(disturbed: Stress, monkeypatch: pytest.MonkeyPatch) -> None:
    real, asked = simulating.wait, []

    def dies(*under_way: object, **how: object) -> object:
        asked.append(under_way)
        if len(asked) > 1:
            raise BrokenProcessPool("a process was killed")
        return real(*under_way, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(simulating, "wait", dies)
    told: list[str] = []
    tally, complete = simulated(_task(disturbed), workers=2, note=told.append)
    assert complete
    assert tally.as_bytes() == disturbed.tally.as_bytes()
    assert told == ["A process that played was killed; what is left is played by this one alone."]


class _Lost:
    """A cluster that plays some of what it is handed, and takes no more than so many."""

    def __init__(self, plays: int, takes: int) -> None:
        self._plays, self._takes, self._taken = plays, takes, 0

    def __enter__(self) -> _Lost:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    status = "running"

    def close(self) -> None:
        pass

    def scatter(self, task: Task, *, broadcast: bool) -> Task:
        assert broadcast
        return task

    def submit(self, play: Callable[..., Tally], *asked: object) -> Future[Tally]:
        if self._taken == self._takes:
            raise CommClosedError("the scheduler hung up")
        self._taken += 1
        future: Future[Tally] = Future()
        if self._taken <= self._plays:
            future.set_result(play(*asked))
        else:
            future.set_exception(CommClosedError("the scheduler hung up"))
        return future


@pytest.mark.parametrize(
    ("plays", "takes"), [(0, 0), (2, 2), (1, 3)], ids=["at once", "when handed one", "at one"]
)
def test_a_cluster_that_is_lost_costs_nothing(
    disturbed: Stress, monkeypatch: pytest.MonkeyPatch, plays: int, takes: int
) -> None:
    monkeypatch.setattr(simulating, "AT_ONCE", 2)
    monkeypatch.setattr(cluster, "connected", lambda _: _Lost(plays, takes))
    told: list[str] = []
    tally, complete = simulated(_task(disturbed), cluster="tcp://here:1", note=told.append)
    assert complete
    assert tally.as_bytes() == disturbed.tally.as_bytes()
    assert told == [
        "The cluster at tcp://here:1 was lost (the scheduler hung up); what is left is played here."
    ]


def test_a_cluster_changes_no_byte(disturbed: Stress, scheduler: str) -> None:
    tally, complete = simulated(_task(disturbed), cluster=scheduler)
    assert complete
    assert tally.as_bytes() == disturbed.tally.as_bytes()


def test_a_scheduler_that_is_killed_costs_nothing_and_leaves_no_word(
    disturbed: Stress, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is killed after the first piece that its two workers played."""
    monkeypatch.setattr(simulating, "AT_ONCE", 2)
    before = logging.getLogger("distributed").level
    told: list[str] = []
    with two_workers(says=subprocess.DEVNULL) as (address, process):

        def kill(*_: int) -> None:
            process.kill()
            process.wait()

        tally, complete = simulated(_task(disturbed), cluster=address, told=kill, note=told.append)
    assert complete
    assert tally.as_bytes() == disturbed.tally.as_bytes()
    assert len(told) == 1
    assert re.fullmatch(rf"The cluster at {address} was lost \(.+\); what is .+ here\.", told[0])
    assert capfd.readouterr().err == ""
    assert logging.getLogger("distributed").level == before


def test_what_is_wrong_with_the_work_is_no_lost_cluster(disturbed: Stress, scheduler: str) -> None:
    told: list[str] = []
    wrong = replace(_task(disturbed), scenarios="many")
    with pytest.raises(TypeError, match="str"):
        list(
            simulating._on_cluster(
                wrong, iter([(0, range(1))]), Hands(1, scheduler, told.append), 2
            )
        )
    assert told == []


def test_a_cluster_that_does_not_answer_is_named(
    disturbed: Stress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CLUSTER_ANSWERS", 1)
    with pytest.raises(InvalidInput, match="no cluster answers at tcp"):
        simulated(_task(disturbed), cluster="tcp://127.0.0.1:9")


def test_what_was_counted_before_a_stop_is_kept_and_marked(
    disturbed: Stress, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = simulating.played_block

    def stopped(task: Task, block: int) -> Tally:
        if block == 2:
            raise KeyboardInterrupt
        return real(task, block)

    monkeypatch.setattr(simulating, "played_block", stopped)
    tally, complete = simulated(_task(disturbed))
    assert not complete
    assert tally.scenarios == 2048
    partial = Stress(
        disturbed.run,
        disturbed.months,
        disturbed.plan,
        disturbed.release,
        disturbed.seed,
        3000,
        tally,
        complete,
    )
    assert "2048 of 3000 (partial) scenarios" in repr(partial)


def test_what_helps_and_what_does_not(disturbed: Stress) -> None:
    saved = {one.name: one for one in disturbed.saving_records()}
    assert saved["hom_magnets"].saved > 2 * saved["hom_magnets"].error
    forms = {one.material: one for one in disturbed.form_records()}
    assert forms["magnet"].worth > 0.0
    assert forms["oxide"].worth == pytest.approx(0.0, abs=1e-6)


def test_a_shock_left_out_is_in_no_tornado(toy: StudyHandle) -> None:
    found = toy.stress("both", year=2025, months=12, n=300, without=("fire",))
    shocks = {one.shock: one for one in found.tornado_records()}
    assert set(shocks) == {"stop", "boom"}
    none = toy.stress("both", year=2025, months=12, n=300, without=("fire", "stop", "boom"))
    assert none.tornado_records() == []
    assert none.loss.mean == 0.0


def test_who_cannot_be_replaced_is_named_and_not_measured(disturbed: Stress) -> None:
    assert disturbed.unmeasured == ("Home mine", "Home separation plant", "Farland")
    assert {one.name for one in disturbed.saving_records()} == {"hom_magnets"}


def test_a_shock_that_strikes_nothing_is_told(disturbed: Stress) -> None:
    assert disturbed.idle == ()
    system = disturbed.months.system
    calm = system._replace(hit_share=system.hit_share[:1], hit_shock=system.hit_shock[:1])
    calm = calm._replace(hit_kind=system.hit_kind[:1], hit_index=system.hit_index[:1])
    other = replace(disturbed, months=replace(disturbed.months, system=calm))
    assert "Fire at the magnet plant" in other.idle


def test_a_stop_costs_less_the_more_is_in_store(disturbed: Stress) -> None:
    piles = [one for one in disturbed.stockpile_records() if one.rule == "all that is missing"]
    lost = [one.lost for one in piles]
    assert lost == sorted(lost, reverse=True)
    assert sum(one.best for one in disturbed.stockpile_records()) >= 1
    within = disturbed.stockpile_records(budget=piles[2].capital)
    assert max(one.days for one in within) == piles[2].days


FORTNIGHT = (
    "evidence/capacity.csv",
    "",
    "capacity:far-store#1,,FAR,2024,value,2,,,week,toy/invented,B,Invented.\n",
)


def storing(folder: Path, fact: str) -> StudyHandle:
    """A copy in which Farland keeps two weeks of use, said to be so by a fact."""
    elsewhere = f'stores_elsewhere: [{{title: Farland, cover: "{fact}"}}]\n'
    return copied(folder, FORTNIGHT, ("study.yaml", "", elsewhere))


def test_the_stores_of_others_are_tried_and_told(tmp_path: Path) -> None:
    far = storing(tmp_path, "capacity:far-store").stress("both", year=2025, months=24, n=1000)
    piles = far.stockpile_records()
    theirs = [one for one in piles if one.elsewhere]
    assert {(one.days, one.elsewhere) for one in theirs} == {(14.0, "Farland")}
    none = next(one.total for one in piles if not one.days)
    (told,) = elsewhere_in_words(piles, none, Coin())
    least = min(one.total for one in theirs)
    assert told.startswith("Farland: 14 days. As much here (")
    assert (
        f"{Coin().told(abs(least - none))} million USD {'less' if least < none else 'more'}" in told
    )
    assert "budget" not in told
    (beyond,) = elsewhere_in_words(piles, none, Coin(), 1.0)
    assert beyond.startswith("Farland: 14 days. As much here (")
    assert ", for which the budget is too small, comes to " in beyond


def test_forms_that_save_nothing_are_named(disturbed: Stress) -> None:
    forms = disturbed.form_records()
    assert [one.title for one in forms if one.saves] == ["Magnets"]
    (said,) = idle_forms_in_words(forms)
    assert said == "One more tonne in store of these saves nothing: ore and NdPr oxide."
    assert not list(idle_forms_in_words([one for one in forms if one.saves]))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("capacity:hom-mine", "stores_elsewhere.0.cover: .*which is no length of time"),
        ("capacity:far-storee", "no fact with a number is named 'capacity:far-storee'"),
    ],
)
def test_a_store_elsewhere_is_a_length_of_time(tmp_path: Path, fact: str, text: str) -> None:
    with pytest.raises(InvalidInput, match=text):
        storing(tmp_path, fact)


def test_the_cover_needed_is_just_enough(disturbed: Stress) -> None:
    little, much = disturbed.cover_needed(0.8), disturbed.cover_needed(0.95)
    assert little is not None
    assert much is not None
    assert 0.0 < little < much
    with pytest.raises(InvalidInput):
        disturbed.cover_needed(1.5)


def test_the_critical_ratio_lies_near_the_best_store_tried(disturbed: Stress) -> None:
    best = next(one for one in disturbed.stockpile_records() if one.best)
    assert disturbed.critical_tonnes() == pytest.approx(best.tonnes, rel=0.3)


def test_size_and_rule_are_chosen_on_some_draws_and_scored_on_others(disturbed: Stress) -> None:
    best = disturbed.best_stockpile_record()
    assert (best.sized_on, best.scored_on) == (1024, 1024)
    assert not best.bound
    assert best.total == best.lost + best.carrying < best.none
    tried = next(one for one in disturbed.stockpile_records() if one.best)
    assert best.tonnes == pytest.approx(tried.tonnes, rel=0.3)
    tight = disturbed.best_stockpile_record(budget=0.25 * best.capital)
    assert tight.bound
    assert tight.capital == pytest.approx(0.25 * best.capital)
    assert best.total < tight.total < tight.none
    assert "all that the budget pays for" in stockpile_in_words(disturbed, tight)
    none = stockpile_in_words(disturbed, disturbed.best_stockpile_record(budget=0.0))
    assert none.startswith("The budget pays for no stockpile worth speaking of")
    idle = stockpile_in_words(disturbed, replace(best, days=0.0, tonnes=0.0, total=best.none))
    assert idle.startswith("No stockpile is worth what keeping it costs, whatever its size")
    half = f"chosen on {best.sized_on:,} scenarios and played on {best.scored_on:,} others."
    assert idle.endswith(half), "the table beside it tells of all scenarios"
    few = replace(best, days=0.0, tonnes=0.0, total=best.none, sized_on=1, scored_on=1)
    assert "chosen on 1 scenario and played on 1 other." in stockpile_in_words(disturbed, few)
    spread = replace(best, days=0.0, tonnes=0.0, rule="all of it, spread", total=0.5 * best.none)
    told = stockpile_in_words(disturbed, spread)
    assert "With what lies in store anyway it is best to fill all of it, spread: " in told
    with pytest.raises(InvalidInput, match="less than nothing"):
        disturbed.best_stockpile_record(budget=-1.0)
    free = disturbed.best_stockpile_record(any_order=True)
    assert free.total <= best.total * 1.01
    assert disturbed.best_stockpile()["days"].to_list() == [best.days, free.days]
    assert disturbed.best_stockpile("0.1 million USD")["capital"][0] <= 1e5


def test_rules_set_before_lose_little_with_one_bottleneck(disturbed: Stress) -> None:
    regrets = [one.regret for one in disturbed.regret_records(10) if one.regret is not None]
    assert len(regrets) == 10
    assert max(regrets) < 0.05
    assert min(regrets) > -1e-9


def test_the_only_form_of_a_product_is_held_as_the_product_is(disturbed: Stress) -> None:
    best, (alone,) = disturbed.best_stockpile_record(), disturbed.form_stockpile_records()
    assert alone.material == "magnet"
    assert alone.pays
    assert alone.days == pytest.approx(best.days, rel=0.05)
    assert alone.gains == pytest.approx(best.none - best.total, rel=0.01)
    assert not list(forms_alone_in_words(disturbed, [alone])), "it has been told already"
    tight = disturbed.form_stockpile_records(budget=0.25 * alone.capital)[0]
    assert tight.capital <= 0.25 * alone.capital * (1 + 1e-9)
    assert 0.0 < tight.gains < alone.gains
    assert disturbed.form_stockpile_records(budget=0.0) == []
    assert disturbed.form_stockpiles().columns[:3] == ["material", "title", "days"]


@pytest.mark.slow
def test_one_form_alone_may_be_worth_storing_where_all_alike_are_not() -> None:
    found = shipped.handle("india").stress("announced", year=2030, n=2048)
    best, alone = found.best_stockpile_record(), found.form_stockpile_records()
    assert not best.days
    assert "No stockpile that holds as many days of every form is worth" in stockpile_in_words(
        found, best
    )
    assert alone[0].material == "magnet_smco"
    assert alone[0].pays
    (said,) = forms_alone_in_words(found, alone)
    assert said.replace("\u00a0", " ").startswith(
        "Alone, with no more of any other in store, this is worth more than its keep: 140 days of"
        " samarium-cobalt magnet (7.49 t, 0.823 million USD to fill), by 0.586 million"
    )
    page = (REPOSITORY / "docs" / "formulation.md").read_text(encoding="utf-8")
    for one in alone[:2]:
        assert f"{one.gains / 1e6:.3g} ± {one.error / 1e6:.3g}" in page
    one = next(one for one in found.form_records() if one.material == "magnet_smco")
    assert one.worth > one.price + 3.0 * one.yearly, "which the worth of a tonne says as well"


def test_rules_are_sized_on_some_draws_and_scored_on_others(
    toy: StudyHandle, disturbed: Stress
) -> None:
    assert disturbed.rule_records() == []  # of many shocks one who knows them knows too much
    stop = toy.stress("both", year=2025, months=24, n=200, shock="stop")
    as_set, *others = stop.rule_records()
    assert (as_set.sized_on, as_set.scored_on) == (100, 32)
    assert as_set.rule == "all that is missing"
    scored = [stop.draw(number).lost.sum() for number in range(100, 132)]
    assert as_set.lost == pytest.approx(np.mean(scored))
    for one in (as_set, *others):
        assert one.regret is not None
        assert one.regret > -1e-6
    assert others[-1].by_value


@pytest.mark.slow
def test_a_rule_set_before_a_full_stop_loses_little_more_than_one_who_knows_it() -> None:
    page = (REPOSITORY / "docs" / "formulation.md").read_text(encoding="utf-8")
    for year in (2030, 2033):
        found = shipped.handle("india").stress("announced", year=year, n=2048, shock="full_stop")
        rules = found.rule_records()
        assert rules[-1].regret is not None
        assert rules[-1].regret < 0.05
        told = " | ".join(percent(one.regret) for one in rules if one.regret is not None)
        assert f"| {year} | {told} |" in page


@pytest.mark.slow
def test_what_is_set_before_all_shocks_loses_little_more_than_one_who_learns_of_them() -> None:
    page = (REPOSITORY / "docs" / "formulation.md").read_text(encoding="utf-8")
    india, regrets = shipped.handle("india"), []
    for year in (2030, 2033):
        held = india.stress("announced", year=year, n=2048).stockpile_regret_record()
        assert held.regret is not None
        assert 0.0 < held.regret < 0.05
        assert held.order > held.length / 2.0 > 0.0
        regrets.append(f"{100.0 * held.regret:.1f}")
    assert f"usually scored it is {' and '.join(regrets)} %" in page


def test_the_table_of_many_scenarios_is_of_the_data_of_the_study() -> None:
    script = runpy.run_path(str(REPOSITORY / "scripts" / "regret"))
    page = (REPOSITORY / "docs" / "formulation.md").read_text(encoding="utf-8")
    table = script["TABLE"].search(page)
    assert table is not None
    assert table[0].startswith(script["marker"](shipped.handle("india"))), "run scripts/regret"
    assert [line.split(" | ")[0] for line in table[0].splitlines()[4:6]] == ["| 2030", "| 2033"]


def test_what_is_beyond_the_least_is_told_with_its_standard_error() -> None:
    numbers = np.random.default_rng(3)
    least = numbers.gamma(2.0, size=(400, 300))
    totals = 1.05 * least + numbers.normal(0.0, 0.1, least.shape)
    found = [two_stages.excess(*pair) for pair in zip(totals, least, strict=True)]
    beyond, errors = np.array([one for one in found if one is not None]).T
    assert beyond.mean() == pytest.approx(0.05, abs=0.001)
    assert errors.mean() == pytest.approx(beyond.std(), rel=0.1)
    assert two_stages.excess(np.ones(3), np.zeros(3)) is None


@pytest.mark.slow
@pytest.mark.parametrize("year", [2030, 2033])
def test_before_a_stop_that_is_certain_the_rule_is_as_good_as_the_optimum(year: int) -> None:
    page = (REPOSITORY / "docs" / "formulation.md").read_text(encoding="utf-8")
    for shock in ("full_stop_six", "full_stop_twelve"):
        stop = shipped.handle("india").stress("announced", year=year, n=8, shock=shock)
        held = stop.stockpile_regret_record()
        assert held.regret is not None
        assert 0.0 <= held.regret < 0.01
        assert "stores spread over the months a shock usually has left" in held.any_rule
        if (year, shock) == (2030, "full_stop_six"):
            size = f"is {held.days:.0f} days by tier and {held.any_days:.0f} by value"
            assert f"{size}, {percent(held.regret)} above" in page


def test_what_users_may_yet_get_is_told_of_what_is_lost(toy: StudyHandle) -> None:
    options = {"year": 2025, "n": 1, "stops": "FOR for 12 months"}
    ends, goes_on = (toy.stress("both", months=months, **options) for months in (12, 24))  # type: ignore[arg-type]
    # nothing is made up for while the stop lasts: of what is short a part waits to the end
    system, short = ends.months.system, ends.draw(0).short.sum(axis=1)
    by_hand = float((short * system.offer_waits * system.offer_first_value).sum())
    assert ends.awaited == pytest.approx(by_hand)
    assert by_hand > 0.0
    assert ends.loss.mean - ends.awaited <= goes_on.loss.mean * (1.0 + 1e-9)
    (said,) = [one for one in reading_in_words(ends) if "may yet get" in one]
    assert said.startswith(f"Of what is lost, {ends.coin.told(ends.awaited)} million USD is for")
    early = toy.stress("both", year=2025, months=24, n=1, stops="FOR:magnet for 3 months at 50 %")
    assert early.awaited == 0.0
    assert not any("may yet get" in one for one in reading_in_words(early))


def test_shocks_add_up_to_about_the_whole(disturbed: Stress) -> None:
    found = disturbed.tornado_records()
    assert [one.adds for one in found] == sorted((one.adds for one in found), reverse=True)
    assert all(one.adds > 2 * one.error for one in found)
    assert sum(one.alone for one in found) < disturbed.loss.mean


def test_a_shock_that_strikes_nothing_adds_nothing() -> None:
    """Rounding in the last digit of what all shocks lose is no effect of one of them."""
    found = shipped.handle("india").stress("announced", n=2048)
    idle = [one for one in found.tornado_records() if one.title in found.idle]
    assert idle
    assert {(one.adds, one.error) for one in idle} == {(0.0, 0.0)}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"n": 0}, "0 scenarios say nothing"),
        ({"seed": -1}, "-1 is negative"),
        ({"year": 1999}, "1999 is not a reported year"),
        ({"months": 0}, "0 months cannot be played"),
        ({"shock": "fier"}, "write 'fire'"),
        ({"without": ("boon",)}, "write 'boom'"),
        ({"shock": "fire", "month": 40}, "there is no month 40"),
        ({"workers": -1}, "-1 is too few; give 1 or more"),
    ],
)
def test_what_cannot_be_played_is_refused(
    toy: StudyHandle, options: dict[str, object], says: str
) -> None:
    with pytest.raises(InvalidInput, match=says):
        toy.stress("both", **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fields",
    [
        {"cover": 2.0},
        {"rate": -0.1},
        {"tier": 4},
        {"remaining": "3"},
        {"remaining": 1.5},
        {"cover": None},
        {"tier": True},
        {"by_value": "no"},
    ],
)
def test_what_is_no_release_rule_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(InvalidInput) as refused:
        Release(**fields)  # type: ignore[arg-type]
    assert [problem.field for problem in refused.value.problems] == list(fields)


@pytest.mark.parametrize("fields", [{"rate": 0.0}, {"cover": 0.0, "remaining": 0.5}])
def test_a_rule_that_lets_nothing_go_says_so(fields: dict[str, float]) -> None:
    assert Release(**fields).in_words() == "nothing"  # type: ignore[arg-type]


def test_a_study_without_shocks_says_what_to_write() -> None:
    study = shipped.handle("indonesia")
    with pytest.raises(InvalidInput, match="the study has no shocks"):
        study.stress(study.baseline)


def test_the_worst_scenario_opens_as_an_ordinary_world(toy: StudyHandle, disturbed: Stress) -> None:
    worst = disturbed.worst_records()[0]
    world = disturbed.world(worst.draw)
    assert world.levers[-1].title == "Farland stops magnets"
    assert "which no control says" in str(world.why)
    found = toy.run_case(Case(toy.strategy("both").strategy, world)).solution
    calm = toy.run("both").solution
    assert found.unmet(found.home_points()).sum() > calm.unmet(calm.home_points()).sum() + 1.0
    assert world.as_document()["levers"][-1]["from"] == "FOR"


def test_what_strikes_is_told_spell_by_spell_but_for_what_is_no_per_cent(disturbed: Stress) -> None:
    """A stop that begins in the last days of what is played takes a thousandth of its month."""
    months = disturbed.months
    depths = np.zeros((len(months.shocks), months.count))
    depths[0, 2:5] = 0.4, 0.8, 0.3
    depths[0, -1] = 0.001
    depths[1, 4] = 0.5
    told, once = struck_in_words(months, depths)
    assert once == f"{months.shocks[1].title}, 2025-05, {percent(0.5)}"
    assert told == f"{months.shocks[0].title}, 2025-03 to 2025-05, {percent(0.8)}"


def test_frames_and_pictures_for_notebooks(disturbed: Stress) -> None:
    assert len(repr(disturbed)) < 200
    assert "<table" in disturbed._repr_html_()
    assert disturbed.uses.columns[:3] == ["use", "title", "tier"]
    assert disturbed.plot().svg().startswith("<svg")
    assert isinstance(disturbed.tornado(), pl.DataFrame)
    assert math.isnan(disturbed.uses["months_until"][0]) is False


def test_numpy_plays_where_numba_is_missing() -> None:
    code = (
        "import sys; sys.modules['numba'] = None\n"
        "import monazite as mz\n"
        "found = mz.load('toy').stress('both', year=2025, months=24, n=1024)\n"
        "print(int(found.tally.lost[-1]))"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src")}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    found = shipped.handle("toy").stress("both", year=2025, months=24, n=1024)
    assert int(done.stdout) == pytest.approx(int(found.tally.lost[-1]), abs=1)


@pytest.mark.slow
@pytest.mark.parametrize(("world", "year"), [("china-stop", 2029), ("china-stop-2033", 2033)])
def test_the_figures_beside_the_annual_stop_are_those_of_the_page(world: str, year: int) -> None:
    page = (REPOSITORY / "docs" / "formulation.md").read_text(encoding="utf-8")
    study = shipped.handle("india")
    annual = study.run("announced", world).solution
    at = annual.years.index(year)
    monthly = study.stress("announced", year=year, n=1, shock="full_stop_six", alone=True)
    for tonnes in (annual.unmet(annual.home_points())[at], monthly.uses["tonnes"][-1]):
        assert f"{np.rint(tonnes):,.0f} t" in page


@pytest.mark.slow
def test_plants_of_the_flagship_that_make_what_is_bought_are_measured() -> None:
    found = shipped.handle("india").stress("announced", year=2033, n=1024)
    saved = {one.name: one for one in found.saving_records()}
    for name in ("midwest_magnet", "repm_slot_1", "JPN"):
        assert saved[name].saved > 2 * saved[name].error
    assert "China" in found.unmeasured
    assert "OSCOM beach-sand mine, Chatrapur" in found.unmeasured
    assert "irel_oscom_mine" not in saved
