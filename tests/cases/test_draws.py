"""Facts drawn at once: every range is covered, families move together, wholes stay closed."""

import sys
from dataclasses import replace

import pytest

from monazite.cases.draws import (
    between,
    drawn_facts,
    drawn_inputs,
    drawn_parts,
    facts_at,
    without_matter_made,
)
from monazite.core.errors import InvalidInput
from monazite.study import Study, UncertainFamily, with_values
from monazite.study.settings import Whole

from .. import shipped

TOY = shipped.study("toy")
CONTENT = "chemistry:magnet-content#1"
HOME = "capacity:hom-mine#1"
ABROAD = "capacity:for-mine#1"


def with_settings(**changes: object) -> Study:
    return replace(TOY, settings=TOY.settings.model_copy(update=changes))


def test_half_of_all_draws_lie_below_the_figure_chosen() -> None:
    assert [between(10, 20, 60, part) for part in (0, 0.25, 0.5, 0.75, 1)] == [10, 15, 20, 40, 60]


def test_every_part_of_a_range_is_drawn_once() -> None:
    """The home mine is 50, 45 to 55: ten draws fall one into each tonne between."""
    found = [facts[HOME] for facts in drawn_facts(TOY, drawn_inputs(TOY), 10, 1)]
    assert sorted(int(value) for value in found) == list(range(45, 55))


def test_draws_follow_from_the_seed_alone() -> None:
    inputs = drawn_inputs(TOY)
    once, again = (list(drawn_facts(TOY, inputs, 4, 1)) for _ in range(2))
    assert once == again
    assert once != list(drawn_facts(TOY, inputs, 4, 2))
    fewer = [one for one in inputs if one.name != ABROAD]
    assert [facts[HOME] for facts in drawn_facts(TOY, fewer, 4, 1)] == [
        facts[HOME] for facts in once
    ]


def test_what_is_drawn_of_a_study_is_listed_once() -> None:
    """Whoever tells what was found asks it of the same study again and again."""
    assert drawn_inputs(TOY) is drawn_inputs(TOY)


def test_what_only_observations_rest_on_is_not_drawn() -> None:
    names = {one.name for one in drawn_inputs(TOY)}
    assert HOME in names
    assert "economy:rupees-per-dollar#1" not in names


def test_a_family_lies_at_one_part_of_its_ranges() -> None:
    family = UncertainFamily(name="mines", title="Mines", facts=("capacity:*-mine",))
    study = with_settings(uncertain_inputs=(family,))
    for facts in drawn_facts(study, drawn_inputs(study), 5, 1):
        # 45 to 55 and 110 to 130
        assert (facts[HOME] - 45) / 10 == pytest.approx((facts[ABROAD] - 110) / 20)


def test_a_whole_stays_as_large_as_it_was() -> None:
    study = with_settings(wholes=(Whole(name="ore", facts=("capacity:*-mine",)),))
    found = list(drawn_facts(study, drawn_inputs(study), 5, 1))
    assert [facts[HOME] + facts[ABROAD] for facts in found] == pytest.approx([170] * 5)
    assert len({round(facts[HOME], 6) for facts in found}) == 5


def test_where_matter_would_be_made_facts_are_drawn_nearer() -> None:
    """Magnets that hold 0.6 t of oxide are not made of half a tonne; the mine stays as drawn.

    Chosen is 0.4, so that half of the way to 0.6 is all that can be.
    """
    centre = TOY.evidence.quantity(CONTENT).value
    drawn_so = {CONTENT: 0.6, HOME: 47.0}
    with pytest.raises(InvalidInput, match="makes NdPr"):
        with_values(TOY, drawn_so, "As drawn.")
    found = without_matter_made(TOY, drawn_so)
    assert found[HOME] == 47.0
    with_values(TOY, found, "As drawn.")
    step = (0.6 - centre) / 32
    assert (centre, found[CONTENT]) == pytest.approx((0.4, 0.5))
    with pytest.raises(InvalidInput, match="makes NdPr"):
        with_values(TOY, {CONTENT: found[CONTENT] + step}, "A step further.")
    possible = {CONTENT: 0.45, HOME: 47.0}
    assert without_matter_made(TOY, possible) == possible


def test_a_draw_can_be_had_alone() -> None:
    inputs = drawn_inputs(TOY)
    parts = drawn_parts(inputs, 8, 3)
    alone = facts_at(TOY, inputs, {name: part[5] for name, part in parts.items()})
    assert alone == list(drawn_facts(TOY, inputs, 8, 3))[5]


def test_a_sobol_draw_is_the_same_however_many_are_made() -> None:
    inputs = drawn_inputs(TOY)
    few, many = (drawn_parts(inputs, number, 3, "sobol") for number in (5, 16))
    assert all((few[one.name] == many[one.name][:5]).all() for one in inputs)
    assert all(0 <= part <= 1 for part in many[inputs[0].name])
    # of 16 points one falls into each sixteenth
    assert sorted(int(16 * part) for part in many[inputs[0].name]) == list(range(16))


def test_without_scipy_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.stats", None)
    with pytest.raises(InvalidInput, match=r"install monazite\[stress\]"):
        drawn_parts(drawn_inputs(TOY), 4, 1, "sobol")
