"""Where plans of the front page end is kept beside a study, and spares the search for it alone."""

import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from monazite.brief.asking import BottlenecksAsked
from monazite.cases import Case, Worker, kept_bases, uncertain_fact, uncertain_family
from monazite.cases.kept_bases import (
    EASED,
    PRICES_TRIED,
    KeptCases,
    bases_file,
    read_bases,
    write_bases,
)
from monazite.cases.nearest import does
from monazite.core.edit import Edit
from monazite.core.origin import Origin
from monazite.model import Basis, KeptBases
from monazite.model.search import Search
from monazite.strategy import Strategy
from monazite.study import Study, UncertainFamily

from .. import shipped


def front_page(study: Study) -> list[Case]:
    world = study.worlds[study.settings.world]
    names = dict.fromkeys((study.settings.baseline, *study.settings.front_page))
    return [Case(study.strategies[name], world) for name in names]


def worker_with(study: Study, known: dict[str, str]) -> Worker:
    worker = Worker(study)
    worker.session.kept = KeptBases(known, noting=True)
    return worker


def counting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note how many pivots every run of a solver takes."""
    pivots: list[int] = []
    run = Search._run

    def counted(self: Search, *how: object) -> None:
        run(self, *how)  # type: ignore[arg-type]
        pivots.append(int(self._highs.getInfo().simplex_iteration_count))

    monkeypatch.setattr(Search, "_run", counted)
    return pivots


def test_answers_are_the_same_with_kept_bases_and_without(monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte, in fewer runs of the solver and without a search from nothing."""
    study = shipped.study("toy")
    pivots = counting(monkeypatch)
    searching = worker_with(study, {})
    searched = [pickle.dumps(searching.answer(case)) for case in front_page(study)]
    runs, most = len(pivots), max(pivots)
    pivots.clear()
    knowing = worker_with(study, searching.session.kept.found)
    known = [pickle.dumps(knowing.answer(case)) for case in front_page(study)]
    knowing_pivots = list(pivots)
    assert known == searched
    assert knowing.session.kept.found == searching.session.kept.found
    unnoted = Worker(study)
    unnoted.session.kept = KeptBases()
    assert [pickle.dumps(unnoted.answer(case)) for case in front_page(study)] == searched
    assert unnoted.session.kept.found == {}, "nobody asked for it to be written"
    known_runs = len(knowing_pivots)
    assert known_runs < runs / 2
    assert max(knowing_pivots) < most
    assert knowing.session.first_solve_seconds == 0.0


def test_a_basis_that_does_not_fit_or_is_none_is_not_used() -> None:
    """One of another study, and text that is no basis."""
    study = shipped.study("toy")
    plain = worker_with(study, {})
    case = front_page(study)[0]
    answer = pickle.dumps(plain.answer(case))
    for damaged in ("no basis", "eJwDAAAAAAE=", Basis.of_text(*small()).text()):
        worker = worker_with(study, dict.fromkeys(plain.session.kept.found, damaged))
        assert pickle.dumps(worker.answer(case)) == answer


def small() -> tuple[str, int]:
    """The basis of a programme of one column and one row, as text."""
    return Basis.of_arrays(np.array([1], np.int8), np.array([0], np.int8)).text(), 1


def test_only_what_a_brief_shows_is_kept() -> None:
    """A lever more, and a fact that nobody states a doubt of, are searched for as ever."""
    study = shipped.study("toy")
    worker = worker_with(study, {})
    first, *others = front_page(study)
    for case in (first, *others):
        # a strategy of one's own starts from the nearest of these, which is solved for that
        worker.solve(case)
    noted = dict(worker.session.kept.found)
    assert noted
    levers = tuple(lever for case in others for lever in case.strategy.levers)
    more = first.strategy.model_copy(update={"name": "own", "levers": (*levers, levers[0])})
    assert more not in study.strategies.values()
    worker.solve(first.with_strategy(more))
    fact = uncertain_fact(study, "capacity:hom-magnets")
    assert fact is not None
    worker.solve(first.with_facts(fact.at_high))
    assert worker.session.kept.found == noted


def test_other_worlds_are_kept_and_so_are_doubts_the_study_states() -> None:
    """A family of doubts at an end of its range is kept for baseline and subject, and no other."""
    plain = shipped.study("toy")
    family = UncertainFamily(name="plant", title="Plant", facts=("capacity:hom-magnets",))
    settings = plain.settings.model_copy(update={"uncertain_inputs": (family,)})
    study = replace(plain, settings=settings)
    first, *others = front_page(study)
    subject = study.settings.subject or others[-1].strategy.name
    found = uncertain_family(study, family)
    assert found is not None
    for case in others:
        worker = worker_with(study, {})
        for like in (first, *others):
            worker.solve(like)
        worker.solve(first.with_facts(found.at_low))  # what pools ask first
        noted = set(worker.session.kept.found)
        worker.solve(case.with_facts(found.at_low))
        assert (set(worker.session.kept.found) > noted) == (case.strategy.name == subject)
    noted = set(worker.session.kept.found)
    for world in study.worlds.values():
        worker.solve(Case(first.strategy, world))
    assert set(worker.session.kept.found) > noted


def test_what_a_brief_tries_on_a_plan_is_kept() -> None:
    """Bottlenecks eased and prices tried in the usual world, and no other edit of the same plan."""
    study = shipped.study("toy")
    worker = worker_with(study, {})
    first, *others = front_page(study)
    for case in (first, *others):
        worker.solve(case)
    for factor, origin, of_brief in (
        (1.5, Origin(EASED, "magnet"), True),
        (1.6, PRICES_TRIED, True),
        (1.7, Origin("elsewhere"), False),
    ):
        noted = set(worker.session.kept.found)
        tried = Edit("operating_cost", {}, "multiply", factor, "A test asks.", origin)
        if origin == PRICES_TRIED:
            worker.solve(others[-1].with_shifts([tried]))
        else:
            worker.solve(others[-1].with_edits([tried]))
        assert (set(worker.session.kept.found) > noted) == of_brief, origin


def test_a_lever_less_than_the_front_page_is_kept() -> None:
    """Whatever that is called; in no other world, in no other order, and not two less."""
    study = shipped.study("india")
    kept, cases = KeptCases(study), list(KeptCases(study).with_a_lever_less())
    assert all(map(kept.includes, cases))
    found = {case.strategy.levers for case in cases}
    whole = max((study.strategies[name] for name in study.settings.front_page), key=size_of)
    usual = study.worlds[study.settings.world]
    for at, lever in enumerate(whole.levers):
        less = tuple(one for one in whole.levers if one != lever)
        assert less in found
        own = Case(whole.model_copy(update={"name": "own", "levers": less}), usual)
        assert kept.includes(own)
        two_less = own.strategy.model_copy(update={"levers": less[1:]})
        assert not kept.includes(own.with_strategy(two_less)), at
    backwards = own.strategy.model_copy(update={"levers": own.strategy.levers[::-1]})
    assert not kept.includes(own.with_strategy(backwards))
    elsewhere = next(world for world in study.worlds.values() if world != usual)
    assert not kept.includes(Case(own.strategy, elsewhere))
    assert not kept.includes(own.with_pools_begin("imports"))


def size_of(strategy: Strategy) -> int:
    return len(strategy.levers)


def test_the_baseline_with_any_one_lever_of_the_study_is_kept() -> None:
    """Not with two, nor with one that says another thing, and in no other world."""
    study = shipped.study("india")
    kept, cases = KeptCases(study), list(KeptCases(study).with_a_lever_more())
    assert all(map(kept.includes, cases))
    found = [case.strategy.levers for case in cases]
    stated = {lever for one in study.strategies.values() for lever in one.levers}
    assert {does(lever) for (lever,) in found} <= {does(lever) for lever in stated}
    assert len({does(lever) for (lever,) in found}) == len(found) > 20
    first, last = cases[0], cases[-1]
    both = first.strategy.model_copy(update={"levers": (*found[0], *found[-1])})
    assert not kept.includes(first.with_strategy(both))
    elsewhere = next(world for world in study.worlds.values() if world != last.world)
    assert not kept.includes(Case(last.strategy, elsewhere))
    duty = next(lever for lever in stated if lever.kind == "import_duty")
    other = duty.model_copy(update={"rate": 0.012345})
    assert not kept.includes(last.with_strategy(both.model_copy(update={"levers": (other,)})))


def test_a_lever_at_a_stop_of_the_front_page_is_kept() -> None:
    """At half of it and at the ends of its range; not in between, nor two at once or elsewhere."""
    study = shipped.study("toy")
    kept, cases = KeptCases(study), list(KeptCases(study).with_a_lever_at_a_notch())
    assert all(map(kept.includes, cases))
    plan = study.strategies["build"]
    at, programme = next(
        (at, one) for at, one in enumerate(plan.levers) if one.as_data().get("add") == 40
    )
    usual = study.worlds[study.settings.world]

    def having(**said: object) -> Case:
        lever = type(programme).model_validate({**programme.as_data(), **said})
        levers = (*plan.levers[:at], lever, *plan.levers[at + 1 :])
        return Case(plan.model_copy(update={"name": "own", "levers": levers}), usual)

    found = {case.strategy.levers for case in cases}
    for add in (0, 20, 80, 100):
        assert having(add=add).strategy.levers in found, add
        assert kept.moved_of(having(add=add)) == plan
    for other in ({"add": 41}, {"add": 20, "public_share": 0.25}, {"online": "2025-02"}):
        assert not kept.includes(having(**other)), other
    assert not kept.includes(having(add=20).with_pools_begin("imports"))
    elsewhere = next(world for world in study.worlds.values() if world != usual)
    assert not kept.includes(Case(having(add=20).strategy, elsewhere))


@pytest.mark.parametrize(
    "cases_of",
    [
        KeptCases.with_a_lever_less,
        KeptCases.with_a_lever_at_a_notch,
        KeptCases.with_a_lever_more,
    ],
)
def test_a_lever_otherwise_is_found_without_a_search_and_comes_out_the_same(
    monkeypatch: pytest.MonkeyPatch, cases_of: Callable[[KeptCases], Iterator[Case]]
) -> None:
    study = shipped.study("toy")
    pivots = counting(monkeypatch)
    cases = list(cases_of(KeptCases(study)))
    searching = worker_with(study, {})
    searched = [pickle.dumps(searching.answer(case)) for case in cases]
    took = sum(pivots)
    pivots.clear()
    knowing = worker_with(study, searching.session.kept.found)
    assert [pickle.dumps(knowing.answer(case)) for case in cases] == searched
    assert sum(pivots) < took / 3


def test_where_the_plan_stands_at_a_stop_nothing_is_kept_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The plan that the strategy has is the answer, and the solver is not asked."""
    study = shipped.study("toy")
    worker = worker_with(study, {})
    for case in front_page(study):
        worker.solve(case)
    pivots, stood = counting(monkeypatch), 0
    for case in KeptCases(study).with_a_lever_at_a_notch():
        noted, runs = len(worker.session.kept.found), len(pivots)
        worker.solve(case)
        if len(pivots) == runs:
            stood += 1
            assert len(worker.session.kept.found) == noted
    assert stood


def test_a_file_that_cannot_be_read_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written is read again; a damaged file is as none."""
    study = shipped.study("toy")
    monkeypatch.setattr(kept_bases, "bases_file", lambda _: tmp_path / "bases.json")
    assert read_bases(study).known == {}
    kept = KeptBases()
    kept.found = {"b": "2", "a": "1"}
    path = write_bases(study, kept)
    assert list(read_bases(study).known) == ["a", "b"]
    for damaged in ("{", "[]", "3"):
        path.write_text(damaged, "utf-8")
        assert read_bases(study).known == {}


@pytest.mark.slow
def test_bases_of_the_flagship_study_are_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run `scripts/bases` when this fails: the study or an equation has changed since."""
    study = shipped.study("india")
    pivots = counting(monkeypatch)
    worker = Worker(study)
    worker.session.kept.noting = True
    cases = front_page(study)
    doubt = uncertain_family(study, study.settings.uncertain_inputs[0])
    assert doubt is not None
    elsewhere = next(world for world in study.worlds.values() if world != cases[0].world)
    first, *_, last = KeptCases(study).with_a_lever_less()
    others = (Case(cases[0].strategy, elsewhere), cases[0].with_facts(doubt.at_low), first, last)
    others += tuple(list(KeptCases(study).with_a_lever_at_a_notch())[::40])
    for case in (*cases, *others):
        worker.solve(case)
    subject = next(case for case in cases if case.strategy.name == study.settings.subject)
    BottlenecksAsked(subject, cases[0], 2030).answer(worker)
    known = worker.session.kept.known
    assert set(worker.session.kept.found) <= set(known), f"{bases_file(study)} is of another day"
    assert max(pivots) < 50


def test_a_basis_told_from_another_is_read_as_it_was_from_less_text() -> None:
    statuses = np.random.default_rng(7).integers(0, 3, 6000).astype(np.int8)
    kept, written = KeptBases(noting=True), {}
    for number in range(3):
        statuses = statuses.copy()
        statuses[100 * number : 100 * number + 20] = 1
        basis = Basis.of_arrays(statuses[:4000], statuses[4000:])
        kept.note(str(number), basis, 4000)
        written[str(number)] = statuses.tobytes()
    again = KeptBases(kept.found, noting=True)
    read = {key: again.at(key, 4000, 2000) for key in written}
    assert {key: basis.statuses() for key, basis in read.items() if basis} == written
    assert not any(basis.own.alien for basis in read.values() if basis), "factorised twice"
    whole, *others = kept.found.values()
    assert max(map(len, others)) < len(whole) / 4
    assert again.found == kept.found
