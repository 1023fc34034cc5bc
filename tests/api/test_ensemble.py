"""How sure an answer is: the toy drawn again and again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from monazite.api import Ensemble, StudyHandle
from monazite.cases.draws import drawn_parts
from monazite.charts.theme import BASELINE, STRATEGY
from monazite.core.errors import InvalidInput, Problem, SolveFailed
from monazite.model import session
from monazite.runs.computing import processes
from monazite.runs.draws import solved_draws
from monazite.store import ReadingStore

from .copies import FLOOR, copied

MAGNETS = "self_sufficiency.magnet"


@pytest.fixture(scope="module")
def drawn(toy: StudyHandle) -> Ensemble:
    return toy.ensemble("halt", "both", draws=12, seed=3)


def test_every_number_of_every_strategy_has_a_band(drawn: Ensemble, toy: StudyHandle) -> None:
    assert drawn.strategies == ("as-now", "halt", "both")
    bands = drawn.bands
    assert bands.height == 3 * len(toy.study.settings.headlines) * 3
    for row in bands.iter_rows(named=True):
        assert row["low"] <= row["lower"] <= row["median"] <= row["upper"] <= row["high"]
        assert row["draws"] == 12
        assert (row["better"] is None) == (row["strategy"] == "as-now")


def test_a_draw_is_the_study_with_its_facts(drawn: Ensemble, toy: StudyHandle) -> None:
    """Draw 5 alone, asked for by hand, comes to the same."""
    run = toy.with_facts(drawn.facts(5)).run("both")
    (value,) = run.indicators([MAGNETS]).filter(year=2026)["value"].to_list()
    assert drawn.of("both", MAGNETS, 2026)[5] == value


def test_differences_are_of_the_same_draw(drawn: Ensemble) -> None:
    """With the plant home makes more whatever the facts; the bands alone would overlap less."""
    gains = drawn.of("both", MAGNETS, 2026, above="as-now")
    apart = drawn.of("both", MAGNETS, 2026) - drawn.of("as-now", MAGNETS, 2026)
    assert (gains == apart).all()
    assert drawn.chance(MAGNETS, 2026, "both", above="as-now", at_least=0.2).share == 1
    row = drawn.bands.filter(strategy="both", indicator=MAGNETS, year=2026).row(0, named=True)
    assert row["better"] == 1
    assert row["difference_low"] <= row["difference_median"] <= row["difference_high"]


@pytest.mark.usefixtures("processes_at_once")
def test_processes_come_to_the_same(drawn: Ensemble, toy: StudyHandle) -> None:
    spread = toy.ensemble("halt", "both", draws=12, seed=3, workers=2)
    for name, numbers in drawn.numbers.items():
        assert np.array_equal(numbers, spread.numbers[name], equal_nan=True)


def test_only_what_is_named_is_drawn(toy: StudyHandle) -> None:
    """With nothing but the mine drawn, ore at home lies in its range, and all of it is the mine."""
    found = toy.ensemble(
        "both", draws=10, inputs=["capacity:hom-mine#1"], indicators=["output.ore"]
    )
    ore = found.of("as-now", "output.ore", 2026)
    assert sorted(int(value) for value in ore) == list(range(45, 55))
    (only,) = found.influence_records("output.ore", 2026, "as-now")
    assert only.correlation == pytest.approx(1)
    with pytest.raises(InvalidInput, match="capacity:hom-mines"):
        toy.ensemble("both", draws=2, inputs=["capacity:hom-mines"])


def test_what_is_kept_is_not_solved_again(
    toy: StudyHandle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped after four draws, it has these, and goes on with the fifth to the same numbers."""
    store = ReadingStore(tmp_path)
    whole = toy.ensemble("both", draws=6, seed=1, indicators=[MAGNETS])
    solve, left = solved_draws.draw_read, [4]

    def stopping(worker: object, task: object) -> object:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return solve(worker, task)  # type: ignore[arg-type]

    monkeypatch.setattr(solved_draws, "draw_read", stopping)
    some = toy.ensemble("both", draws=6, seed=1, indicators=[MAGNETS], store=store)
    assert (some.draws, some.asked_for, some.complete) == (4, 6, False)
    assert some.stopped == "somebody stopped it"
    assert "4 of 6 draws of" in repr(some)
    assert np.array_equal(some.numbers["both"], whole.numbers["both"][:4])
    assert {len(part) for part in some.parts.values()} == {4}
    assert {band.draws for band in some.band_records()} == {4}
    with pytest.raises(KeyboardInterrupt):  # before any draw is done there is nothing to have
        toy.ensemble("both", draws=2, seed=2, indicators=[MAGNETS])
    monkeypatch.undo()
    store.close()
    again = toy.ensemble(
        "both", draws=6, seed=1, indicators=[MAGNETS], store=ReadingStore(tmp_path)
    )
    assert (again.solved, again.complete, again.stopped) == (2 * 2, True, "")
    assert np.array_equal(again.numbers["both"], whole.numbers["both"], equal_nan=True)
    once_more = toy.ensemble(
        "both", draws=6, seed=1, indicators=[MAGNETS], store=ReadingStore(tmp_path)
    )
    assert once_more.solved == 0


def test_what_draws_so_far_say_is_what_as_many_draws_say(toy: StudyHandle) -> None:
    told: list[Ensemble] = []
    whole = toy.ensemble("both", draws=4, seed=1, indicators=[MAGNETS], partly=told.append)
    assert [(one.draws, one.complete) for one in told] == [(1, False), (2, False), (3, False)]
    assert np.array_equal(told[1].numbers["both"], whole.numbers["both"][:2])
    assert told[1].facts(1) == whole.facts(1)
    assert "2 of 4 draws of all facts" in told[1].plot(MAGNETS).title
    with pytest.raises(InvalidInput, match="there is no draw 2"):
        told[1].facts(2)


def test_processes_that_die_again_and_again_leave_what_was_drawn(
    toy: StudyHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    solve = solved_draws.draw_read

    def dying(worker: Any, task: solved_draws.DrawRead) -> Any:
        if told:
            said = "processes died 3 times at a task"
            raise SolveFailed(Problem(message=said, remedy="free memory"))
        return solve(worker, task)

    told: list[Ensemble] = []
    monkeypatch.setattr(solved_draws, "draw_read", dying)
    found = toy.ensemble("both", draws=3, indicators=[MAGNETS], partly=told.append)
    assert (found.draws, found.stopped) == (1, "processes died 3 times at a task")
    with pytest.raises(SolveFailed):
        toy.ensemble("both", draws=3, indicators=[MAGNETS])


def test_boxes_ranking_and_settling(drawn: Ensemble) -> None:
    boxes = drawn.boxes("unmet_demand", 2025, "halt", at_least=10)
    assert boxes[0].coverage == 1
    assert {one.strategy for one in drawn.ranking_records("unmet_demand", 2025)} == set(
        drawn.strategies
    )
    assert drawn.settling("unmet_demand", 2025).columns == [
        "input", "title", "value", "chance", "share", "apart", "unit",
    ]  # fmt: skip


def test_what_is_neither_better_nor_worse_has_no_best(toy: StudyHandle) -> None:
    found = toy.ensemble("both", draws=2, indicators=["price.magnet"])
    with pytest.raises(InvalidInput, match="neither better nor worse"):
        found.ranking("price.magnet", 2025)
    assert found.band_records(years=[2025])[1].better is None


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"draws": 0}, "0 draws say nothing"),
        ({"draws": 10**9}, "1000000000 draws are too many; ask for 1 to 100000"),
        ({"indicators": ["nope"]}, "there is no indicator 'nope'"),
        ({"world": "moon"}, "there is no world 'moon'"),
    ],
)
def test_wrong_questions(toy: StudyHandle, options: dict[str, object], text: str) -> None:
    with pytest.raises(InvalidInput, match=text):
        toy.ensemble("both", **options)  # type: ignore[arg-type]


def test_names_that_were_not_asked_for(drawn: Ensemble) -> None:
    for ask in (
        lambda: drawn.of("build", MAGNETS, 2026),
        lambda: drawn.of("both", "output.ore", 2026),
        lambda: drawn.of("both", MAGNETS, 2050),
    ):
        with pytest.raises(InvalidInput):
            ask()


def test_a_line_and_a_picture(drawn: Ensemble) -> None:
    assert repr(drawn).startswith("<Ensemble of as-now, halt, both in central: 12 draws of ")
    chart = drawn.plot(MAGNETS)
    assert chart.table().height == 9
    assert chart.rows["points"][0]["strategy"] == "As now"
    shades = chart.layout(400)["layer"][0]["encoding"]["color"]["scale"]["range"]
    assert shades == [BASELINE, *STRATEGY[:2]], "what others are held against is grey"
    tenfold = drawn.plot("home_cost", 10.0, "INR_2024/yr").rows["points"][0]["median"]
    assert tenfold == pytest.approx(1e-7 * 10.0 * drawn.band_records(["home_cost"])[0].median)


MUST = (
    (
        "evidence/capacity.csv",
        "",
        "capacity:hom-floor#1,hom_mine,HOM,2024,value,48,44,52,t ore/yr,toy/invented,B,Invented.\n",
    ),
    *FLOOR[1:2],
)
"""The home mine must dig 48 t, 44 to 52, and can dig 50 t, 45 to 55."""


def test_what_must_be_and_what_can_be_are_drawn_together(tmp_path: Path) -> None:
    """Drawn apart the mine must at times dig more than it can; these draws are closed, no other.

    Both keep so many eighths of their way from the figures chosen that what must be dug can be.
    """
    must, can = "capacity:hom-floor#1", "capacity:hom-mine#1"
    study = copied(tmp_path, *MUST)
    found = study.ensemble("both", draws=24, seed=5, indicators=["output.ore"])
    parts = drawn_parts(found.inputs, 24, 5)
    told = 0
    for draw in range(24):
        over = 4 * (2 * parts[must][draw] - 1) - 5 * (2 * parts[can][draw] - 1)
        kept = next(m for m in range(8, -1, -1) if m / 8 * over <= 2)
        facts = found.facts(draw)
        assert facts[must] == pytest.approx(48 + kept / 8 * 4 * (2 * parts[must][draw] - 1))
        assert facts[can] == pytest.approx(50 + kept / 8 * 5 * (2 * parts[can][draw] - 1))
        assert found.nearer.get(draw, ()) == ((must, can) if kept < 8 else ())
        for one in found.inputs:
            if one.name not in (must, can):
                assert found.parts[one.name][draw] == parts[one.name][draw]
        told += kept < 8
    assert 0 < told < 24
    assert found.faults == {"as-now": {}, "both": {}}
    assert np.isfinite(found.of("both", "output.ore", 2026)).all()


def test_a_draw_is_closed_without_looking_for_the_contradiction_by_another_solver(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The solver leaves a proof; with other facts it is looked at again, and nothing is solved."""

    def never(*asked: object) -> None:
        raise AssertionError

    study = copied(tmp_path, *MUST)
    monkeypatch.setattr(session, "contradiction", never)
    solved: list[str] = []
    solve = session.Session.solve
    monkeypatch.setattr(
        session.Session,
        "solve",
        lambda self, *of, **how: solved.append("") or solve(self, *of, **how),
    )
    found = study.ensemble("both", draws=6, seed=5, indicators=["output.ore"])
    stages = len(found.runs[-1].worker.solve(found.runs[-1].case).stages)
    assert found.nearer
    # as drawn, and once more where that has no plan
    assert len(solved) <= 2 * stages * (2 + 6 + len(found.nearer))


def test_a_draw_without_a_proof_is_closed_by_solving(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {"draws": 6, "seed": 5, "indicators": ["output.ore"]}
    found = copied(tmp_path / "one", *MUST).ensemble("both", **asked)
    monkeypatch.setattr(session.Proof, "in_solver", lambda highs, limits: None)
    again = copied(tmp_path / "two", *MUST).ensemble("both", **asked)
    assert found.nearer == again.nearer
    assert all(np.array_equal(again.parts[name], found.parts[name]) for name in found.parts)


def test_what_facts_do_alone_foretells_what_draws_come_to(toy: StudyHandle) -> None:
    """Home ore is what the mine makes; at its ends it digs 45 t and 55 t, alone and in any draw."""
    found = toy.ensemble("both", draws=10, indicators=["output.ore", MAGNETS])
    told: list[str] = []
    ore = found.alone("output.ore", 2026, "both", most=27, progress=told.append)
    assert ore is not None
    assert (ore.rows[0].input, ore.rows[0].rises) == ("capacity:hom-mine#1", True)
    assert ore.part == pytest.approx(1.0)
    assert ore.rows[0].share == pytest.approx(1.0, abs=0.05)
    assert len(ore.rows) == len(told)
    few = found.alone("output.ore", 2026, "both", most=3)
    assert few is not None
    assert len(few.rows) == 3
    with pytest.raises(InvalidInput):
        found.alone("output.ore", 2050, "both")
    only = toy.ensemble("both", draws=10, indicators=["output.ore"], inputs=["capacity:hom-mine#1"])
    mine = only.alone("output.ore", 2026, "both")
    assert mine is not None
    assert [one.input for one in mine.rows] == ["capacity:hom-mine#1"]


def test_what_was_closed_is_not_closed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study, store = copied(tmp_path, *MUST), ReadingStore(tmp_path)
    asked: dict[str, Any] = {"draws": 6, "seed": 5, "indicators": ["output.ore"], "store": store}
    found = study.ensemble("both", **asked)
    assert found.nearer
    monkeypatch.setattr(solved_draws, "closed", None)
    again = study.ensemble("both", **asked)
    assert (again.solved, again.nearer) == (0, found.nearer)
    assert again.parts.keys() == found.parts.keys()
    assert all(np.array_equal(again.parts[name], found.parts[name]) for name in found.parts)


def test_one_input_drawn_alone_is_drawn_nearer_alone(tmp_path: Path) -> None:
    """The mine as chosen can dig 50 t, and what it must dig is all that is drawn."""
    study = copied(tmp_path, *MUST)
    only = "capacity:hom-floor#1"
    found = study.ensemble("both", draws=4, seed=5, inputs=[only], indicators=["output.ore"])
    assert all(facts[only] <= 50 for facts in map(found.facts, range(4)))
    assert found.faults["both"] == {}


def test_processes_close_the_same_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    def at_once(*asked: Any) -> Iterator[Any]:
        with monkeypatch.context() as patch:
            patch.setattr(processes, "ALONE", 0.0)
            yield from processes.each(*asked)

    monkeypatch.setattr(solved_draws, "each", at_once)
    study = copied(tmp_path, *MUST)
    one, two = (
        study.ensemble("both", draws=8, seed=5, indicators=["output.ore"], workers=workers)
        for workers in (1, 2)
    )
    assert one.nearer == two.nearer
    assert np.array_equal(one.numbers["both"], two.numbers["both"])


def test_a_fact_decides_with_others_no_less_than_alone(toy: StudyHandle) -> None:
    """Home magnets over home need: what is made and what is wanted are the only facts that count.

    The share is a ratio, so that the two act nearly apart; ore decides nothing.
    """
    names = ["capacity:hom-magnets#1", "demand:motors-hom#1", "capacity:hom-mine#1"]
    found = toy.total_order("as-now", MAGNETS, 2026, names, draws=32)
    total = dict(zip(found.table["input"], found.table["total"], strict=True))
    assert set(found.table["input"].to_list()[:2]) == set(names[:2])
    assert repr(found) == f"<Indices of {MAGNETS} in 2026: 3 inputs, 32 draws>"
    first = found.plot()
    assert first.frame["Input"].to_list() == found.table["title"].to_list()
    assert "2026: what each input decides" in first.title
    assert sum(total[name] for name in names[:2]) == pytest.approx(1, abs=0.3)
    assert total[names[2]] == pytest.approx(0, abs=1e-9)
    with pytest.raises(InvalidInput, match="there is no uncertain input 'ore'"):
        toy.total_order("as-now", MAGNETS, 2026, ["ore"], draws=8)
