"""A lever is asked once as long as all it looks at is the same, and never when it is not."""

from collections.abc import Iterator

import numpy as np
import pytest

from monazite.core.edit import Edit
from monazite.parameters import Parameters, apply_edits, parameters_of, with_levers
from monazite.parameters.levers import apply_levers, edits_of
from monazite.parameters.remembering import apply_edits_once, apply_once
from monazite.strategy import Lever
from monazite.study import Study

from .. import shipped

STUDY = shipped.study("toy")
BASE = parameters_of(STUDY)


def edit(parameter: str, value: float) -> Edit:
    """An edit of all of a parameter."""
    return Edit(parameter, {}, "multiply", value, "Shown in a test.", "a.yaml#levers[0]")


def one_by_one(levers: tuple[Lever, ...]) -> Parameters:
    """Apply levers without remembering anything."""
    found = BASE
    for lever in levers:
        found = apply_edits(found, list(edits_of(lever, STUDY, found)))
    return found


@pytest.mark.parametrize("strategy", list(STUDY.strategies))
def test_what_is_remembered_is_what_would_be_made(strategy: str) -> None:
    levers = STUDY.strategies[strategy].levers
    fresh = one_by_one(levers)
    for _ in range(2):
        found = apply_levers(STUDY, BASE, levers)
        assert found.hash == fresh.hash
        assert found.ledger == fresh.ledger


def test_the_same_arrays_come_back_so_that_nothing_is_sent_again() -> None:
    first = with_levers(STUDY, BASE, "both", "control")
    second = with_levers(STUDY, BASE, "both", "control")
    assert all(first[name] is second[name] for name in first.arrays)


def asked_by(reads: str) -> tuple[list[int], object]:
    """A maker that looks at one parameter and counts how often it was asked."""
    asked: list[int] = []

    def make(lever: Lever, study: Study, parameters: Parameters) -> Iterator[Edit]:
        asked.append(1)
        yield edit("permit", float(parameters[reads].values.flat[0]))

    return asked, make


def test_a_lever_is_asked_again_when_what_it_looks_at_or_changes_is_another() -> None:
    asked, make = asked_by("freight")
    lever = STUDY.strategies["build"].levers[0].model_copy(update={"title": "Asked 1"})
    apply_once(make, lever, STUDY, BASE)  # type: ignore[arg-type]
    apply_once(make, lever, STUDY, apply_edits(BASE, [edit("demand", 2.0)]))  # type: ignore[arg-type]
    assert len(asked) == 1
    cheaper = apply_edits(BASE, [edit("freight", 0.5)])
    found = apply_once(make, lever, STUDY, cheaper)  # type: ignore[arg-type]
    assert len(asked) == 2
    assert found.ledger[-1].edit.value == BASE["freight"].values.flat[0] / 2
    moved = apply_edits(BASE, [edit("permit", 3.0)])
    found = apply_once(make, lever, STUDY, moved)  # type: ignore[arg-type]
    assert len(asked) == 3
    np.testing.assert_array_equal(found["permit"], moved["permit"] * BASE["freight"].values.flat[0])


def test_what_came_before_stays_in_the_ledger() -> None:
    asked, make = asked_by("freight")
    lever = STUDY.strategies["build"].levers[0].model_copy(update={"title": "Asked 2"})
    before = apply_edits(BASE, [edit("demand", 2.0)])
    for start in (BASE, before):
        found = apply_once(make, lever, STUDY, start)  # type: ignore[arg-type]
        assert found.ledger[: len(start.ledger)] == start.ledger
        assert len(found.ledger) == len(start.ledger) + 1
    assert len(asked) == 1


def test_what_changed_a_parameter_is_looked_at_like_the_parameter() -> None:
    """A lever that acts on what others let grow is asked again when one of them joins."""
    asked: list[int] = []

    def make(lever: Lever, study: Study, parameters: Parameters) -> Iterator[Edit]:
        asked.append(1)
        for entry in parameters.edits_of("freight"):
            yield edit("permit", float(entry.edit.value))

    lever = STUDY.strategies["build"].levers[0].model_copy(update={"title": "Asked 3"})
    alone = apply_once(make, lever, STUDY, BASE)  # type: ignore[arg-type]
    assert alone.ledger == BASE.ledger
    after = apply_once(make, lever, STUDY, apply_edits(BASE, [edit("freight", 0.5)]))  # type: ignore[arg-type]
    assert len(asked) == 2
    np.testing.assert_array_equal(after["permit"], BASE["permit"] / 2)


def test_the_same_numbers_that_came_about_otherwise_are_another_question() -> None:
    """Arrays with the same numbers are one object; what changed them need not be the same."""
    asked: list[int] = []

    def make(lever: Lever, study: Study, parameters: Parameters) -> Iterator[Edit]:
        asked.append(1)
        for entry in parameters.edits_of("freight"):
            yield edit("permit", float(entry.edit.value))

    lever = STUDY.strategies["build"].levers[0].model_copy(update={"title": "Asked 4"})
    twice = apply_edits(BASE, [edit("freight", 0.5), edit("freight", 0.5)])
    at_once = apply_edits(BASE, [edit("freight", 0.25)])
    assert twice["freight"] is at_once["freight"]
    for start, factor in ((twice, 0.25), (at_once, 0.25), (twice, 0.25)):
        found = apply_once(make, lever, STUDY, start)  # type: ignore[arg-type]
        assert found["permit"].equals(BASE["permit"] * factor)
        assert found.ledger[: len(start.ledger)] == start.ledger
        assert len(found.ledger) == 2 * len(start.ledger)
    assert len(asked) == 2


def test_the_same_lever_beside_others_is_another_question() -> None:
    """Of several deliveries that name a plant the last one holds; the first then does less."""
    asked, make = asked_by("freight")
    lever = STUDY.strategies["build"].levers[0].model_copy(update={"title": "Beside"})
    for plants in (("one", "other"), ("other",), ("one", "other")):
        apply_once(make, lever, STUDY, BASE, plants)  # type: ignore[arg-type]
    assert len(asked) == 2


def test_the_same_edits_are_applied_once_and_come_with_their_ledger() -> None:
    wanted = (edit("price", 2.0), edit("price", 1.5), edit("freight", 3.0))
    first, again = apply_edits_once(BASE, wanted), apply_edits_once(BASE, wanted)
    assert first.hash == apply_edits(BASE, wanted).hash
    assert first.ledger == again.ledger == apply_edits(BASE, wanted).ledger
    assert all(one is other for one, other in zip(first.ledger, again.ledger, strict=True))


def test_the_same_edits_are_applied_anew_to_other_arrays_and_behind_another_ledger() -> None:
    wanted = (edit("price", 2.0), edit("freight", 3.0))
    apply_edits_once(BASE, wanted)
    for name in ("price", "freight", "permit"):
        moved = apply_edits(BASE, [edit(name, 5.0)])
        found = apply_edits_once(moved, wanted)
        assert found.hash == apply_edits(moved, wanted).hash
        assert found.ledger == apply_edits(moved, wanted).ledger
