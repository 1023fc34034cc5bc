"""Cases in a row are solved by one process, and attribution asks for them in such rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from monazite.cases import Case, Worker
from monazite.findings.attribution import orders, subsets_of
from monazite.runs.computing import readings
from monazite.runs.computing.execution import Execution
from monazite.runs.computing.readings import Reader
from monazite.runs.questions.attributing import Attributing

from .. import shipped

STUDY = shipped.study("toy")
PLAIN = Case(STUDY.strategies["both"], STUDY.worlds["central"])


def row_of(length: int) -> list[Case]:
    """Cases each after the one before, told apart by a number of theirs."""
    found: list[Case] = []
    for place in range(length):
        fact = {"capacity:hom-mine": 40.0 + place}
        found.append(replace(PLAIN.with_facts(fact), after=found[-1] if found else None))
    return found


def test_rows_are_read_together_up_to_a_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "GROUP_AT_MOST", 3)
    first, other = row_of(5), [PLAIN, PLAIN.with_strategy(STUDY.strategies["halt"])]
    groups = readings._in_a_row([*first, *other])
    assert [len(group) for group in groups] == [3, 2, 1, 1]
    assert [case for group in groups for case in group] == [*first, *other]


def test_a_row_is_read_as_each_would_be_alone() -> None:
    worker = Worker(STUDY)
    told: list[tuple[int, int]] = []
    reader = Reader(worker, ["output.ore"], Execution())
    found = reader.readings(row_of(3), lambda done, whole, name: told.append((done, whole)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    alone = Reader(Worker(STUDY), ["output.ore"], Execution())
    for case, reading in zip(row_of(3), found, strict=True):
        (same,) = alone.readings([replace(case, after=None)])
        assert reading.values["output.ore"] == pytest.approx(same.values["output.ore"], rel=1e-12)


def asked(subsets: Sequence[int], count: int) -> dict[int, Case]:
    """Cases asked between two strategies of India for subsets of so many groups of levers."""
    india = shipped.study("india")
    start, end = (
        Case(india.strategies[name], india.worlds[india.settings.world])
        for name in (india.settings.baseline, "announced")
    )
    work = Attributing(Worker(india), start, end, "output.magnet", 2035, "t", Execution())
    places = tuple(range(len(work.apart)))
    groups = [*((place,) for place in places[: count - 1]), places[count - 1 :]]
    cases = dict(zip(subsets, work._cases(groups, subsets), strict=True))
    assert (cases[0], cases[2**count - 1]) == (start, end)
    return cases


@pytest.mark.parametrize("drawn", [False, True])
def test_every_subset_comes_after_one_that_differs_in_a_lever(drawn: bool) -> None:
    count = 6
    everyone = 2**count - 1
    passed = [one for order in orders(count, 3, 1) for one in subsets_of(order)]
    subsets = tuple(dict.fromkeys(passed)) if drawn else tuple(range(2**count))
    cases = asked(subsets, count)
    name_of = {case.hash: subset for subset, case in cases.items()}
    before: set[int] = set()
    for subset, case in cases.items():
        if subset not in (0, everyone):
            assert case.after is not None
            after = name_of[case.after.hash]
            assert (after ^ subset).bit_count() == 1
            assert after in before
            if not drawn:
                assert after == subset & subset - 1, "the one that was asked last"
        before.add(subset)
