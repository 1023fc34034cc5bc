"""Edits make new parameters and a ledger; they find cells by label and refuse what is not there."""

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as some

from monazite.core import Edit, InvalidInput
from monazite.core.origin import LEVERS, Origin
from monazite.parameters import apply_edits

from ..model.drawn import BASE, RANGES, edits, several_edits
from ..model.miniature import miniature

PLAIN = miniature({"permit": {"home_mine": 50.0}})
laws = settings(max_examples=60, deadline=None, derandomize=True)


def edit(parameter: str, operation: str, value: float, **where: object) -> Edit:
    """An edit with a reason."""
    return Edit(parameter, where, operation, value, "Shown in a test.", Origin("a.yaml", LEVERS, 0))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("operation", "value", "expected"),
    [
        ("set", 7.0, [7.0, 7.0, 7.0]),
        ("add", 7.0, [107.0, 57.0, 7.0]),
        ("multiply", 2.0, [200.0, 100.0, 0.0]),
        ("at_most", 60.0, [60.0, 50.0, 0.0]),
        ("at_least", 60.0, [100.0, 60.0, 60.0]),
    ],
)
def test_what_each_operation_does(operation: str, value: float, expected: list[float]) -> None:
    start = miniature(
        {"demand": {("motors@HOM", 2025): 50.0, ("motors@HOM", 2026): 0.0}}
    )  # 100, 50 and 0 t
    edited = apply_edits(start, [edit("demand", operation, value, point="motors@HOM")])
    assert edited["demand"].sel(point="motors@HOM").values.tolist() == expected
    assert edited["demand"].sel(point="motors@FOR").values.tolist() == [200.0] * 3
    (entry,) = edited.ledger
    assert (entry.cells, entry.old, entry.new) == (3, 150.0, sum(expected))


def test_edits_act_in_order_and_each_sees_what_the_last_one_left() -> None:
    steps = [
        edit("demand", "set", 10.0, point="motors@HOM", period=2025),
        edit("demand", "multiply", 3.0, point="motors@HOM", period=(2025, 2026)),
        edit("demand", "at_most", 250.0),
    ]
    edited = apply_edits(PLAIN, steps)
    assert edited["demand"].sel(point="motors@HOM").values.tolist() == [100.0, 30.0, 250.0]
    assert [(entry.cells, entry.old, entry.new) for entry in edited.ledger] == [
        (1, 100.0, 10.0),
        (2, 110.0, 330.0),
        (6, 100.0 + 30.0 + 300.0 + 600.0, 100.0 + 30.0 + 250.0 + 600.0),
    ]
    assert [entry.edit for entry in edited.ledger] == steps
    assert apply_edits(edited, steps[:1]).ledger[:3] == edited.ledger


def test_the_given_parameters_stay_as_they_are() -> None:
    before = PLAIN.hash
    edited = apply_edits(PLAIN, [edit("demand", "multiply", 2.0)])
    assert PLAIN.ledger == ()
    assert miniature({"permit": {"home_mine": 50.0}}).hash == before
    assert edited.hash != before
    assert edited["freight"] is PLAIN["freight"]


def test_a_number_without_labels_can_be_edited() -> None:
    edited = apply_edits(PLAIN, [edit("discount_rate", "set", 0.05)])
    assert float(edited["discount_rate"]) == 0.05
    assert edited.ledger[0].cells == 1


def test_lifting_what_has_no_limit_leaves_no_limit() -> None:
    """Without a permit there is no ceiling, and an entry over such cells counts as infinite."""
    edited = apply_edits(PLAIN, [edit("permit", "at_most", 80.0, facility="home_magnets")])
    assert edited["permit"].sel(facility="home_magnets").values.tolist() == [80.0] * 3
    assert (edited.ledger[0].old, edited.ledger[0].new) == (np.inf, 240.0)
    doubled = apply_edits(PLAIN, [edit("permit", "multiply", 2.0)])
    assert doubled["permit"].sel(facility="home_mine").values.tolist() == [100.0] * 3
    assert np.isinf(doubled["permit"].sel(facility="abroad_mine").values).all()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (edit("demnad", "set", 1.0), "there is no parameter 'demnad'"),
        (edit("demand", "set", 1.0, region="HOM"), "there is no slice {'region': 'HOM'} of 'dem"),
        (edit("demand", "set", 1.0, point="motors@MOON"), "{'point': 'motors@MOON'} of 'demand'"),
        (edit("demand", "set", 1.0, period=2050), "{'period': 2050} of 'demand'"),
        (edit("demand", "set", 1.0, period="2025"), "{'period': '2025'} of 'demand'"),
        (edit("demand", "set", 1.0, period=(2025, 2050)), "of 'demand'"),
    ],
)
def test_an_edit_of_something_unknown_is_refused(wrong: Edit, message: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        apply_edits(PLAIN, [wrong])
    (problem,) = refused.value.problems
    assert message in problem.message
    assert (problem.file, problem.field) == ("a.yaml", "levers[0]")
    assert problem.remedy


def test_all_unknown_things_are_reported_together() -> None:
    wrong = [edit("demnad", "set", 1.0), edit("demand", "set", 1.0), edit("permti", "set", 1.0)]
    with pytest.raises(InvalidInput) as refused:
        apply_edits(PLAIN, wrong)
    assert [problem.message for problem in refused.value.problems] == [
        "there is no parameter 'demnad'",
        "there is no parameter 'permti'",
    ]


@laws
@given(edits())
def test_only_the_cells_of_the_slice_change(drawn: Edit) -> None:
    """Cells are found by label, so an array in another order of labels gives the same numbers."""
    edited = apply_edits(BASE, [drawn])
    old, new = (one[drawn.parameter].to_xarray() for one in (BASE, edited))
    inside = xr.zeros_like(old, dtype=bool)
    inside.loc[{name: list(labels) for name, labels in drawn.where.items()}] = True  # type: ignore[arg-type]
    assert bool((new == old).where(~inside, True).all())
    assert edited.ledger[0].cells == int(inside.sum())
    for name in RANGES:
        assert name == drawn.parameter or edited[name] is BASE[name]
    turned = {name: BASE[drawn.parameter].coords[name].values[::-1] for name in old.dims}
    backwards = BASE.replaced({drawn.parameter: BASE[drawn.parameter].sel(turned)}, ())
    found = apply_edits(backwards, [drawn])[drawn.parameter].to_xarray()
    assert found.equals(new.sel(turned))


@laws
@given(several_edits())
def test_all_at_once_is_one_by_one(drawn: list[Edit]) -> None:
    together, stepwise = apply_edits(BASE, drawn), BASE
    for step in drawn:
        stepwise = apply_edits(stepwise, [step])
    assert together.hash == stepwise.hash
    assert together.ledger == stepwise.ledger
    assert [entry.edit for entry in together.ledger] == drawn


@laws
@given(edits(), some.sampled_from(["set", "at_most", "at_least"]))
def test_saying_it_twice_changes_nothing_more(drawn: Edit, operation: str) -> None:
    again = Edit(drawn.parameter, drawn.where, operation, drawn.value, "Again.", "tests")  # type: ignore[arg-type]
    once = apply_edits(BASE, [again])
    twice = apply_edits(once, [again])
    assert twice.hash == once.hash
    assert twice.ledger[1].old == twice.ledger[1].new == once.ledger[0].new


@laws
@given(edits())
def test_neutral_edits_change_no_number(drawn: Edit) -> None:
    neutral = [("add", 0.0), ("multiply", 1.0), ("at_most", np.inf), ("at_least", -np.inf)]
    same = apply_edits(
        BASE,
        [
            Edit(drawn.parameter, drawn.where, operation, value, "Nothing.", "tests")  # type: ignore[arg-type]
            for operation, value in neutral
        ],
    )
    assert same.hash == BASE.hash
    assert len(same.ledger) == len(neutral)


@pytest.mark.parametrize(
    ("step", "becomes"),
    [
        (edit("demand", "multiply", 1e8, point="motors@HOM"), "10,000,000,000"),
        (edit("demand", "add", 1e9, point="motors@HOM", period=2025), "1,000,000,000"),
        (edit("stock_target", "set", 4e9), "4,000,000,000"),
        (edit("permit", "set", 5e9, facility="home_refinery"), "5,000,000,000"),  # which had none
    ],
)
def test_a_number_that_would_mean_no_limit_is_refused(step: Edit, becomes: str) -> None:
    """From a thousand million on a number stands for no limit; it would be dropped unseen."""
    with pytest.raises(InvalidInput) as refused:
        apply_edits(PLAIN, [step])
    (problem,) = refused.value.problems
    assert (problem.file, problem.field) == ("a.yaml", "levers[0]")
    assert problem.message.startswith(f"'{step.parameter}' would become {becomes}")


def test_sums_of_money_may_be_larger_and_infinity_still_means_no_limit() -> None:
    apply_edits(PLAIN, [edit("permit", "set", np.inf)])
    apply_edits(PLAIN, [edit("permit", "multiply", 2.0)])
    apply_edits(BASE, [edit("scheme_budget", "set", 4e9)])
    with pytest.raises(InvalidInput, match=r"stays below 1,000,000,000,000"):
        apply_edits(BASE, [edit("scheme_budget", "set", 2e12)])


def test_what_holds_the_same_numbers_is_the_same_array() -> None:
    """Whoever compares arrays by identity finds what was written again as it was."""
    here = {"point": "motors@HOM", "period": 2025}
    once = apply_edits(PLAIN, [edit("demand", "set", 7.0, **here)])
    again = apply_edits(
        apply_edits(PLAIN, [edit("demand", "add", 1.0, **here)]),
        [edit("demand", "set", 7.0, **here), edit("permit", "set", 7.0)],
    )
    assert again["demand"] is once["demand"]
    assert again["permit"] is not PLAIN["permit"]
    assert len(again.ledger) == 3
    undone = apply_edits(once, [edit("demand", "set", float(PLAIN["demand"].sel(here)), **here)])
    assert np.array_equal(undone["demand"].values, PLAIN["demand"].values)
    other = apply_edits(PLAIN, [edit("demand", "set", 7.0 + 1e-12, **here)])
    assert other["demand"] is not once["demand"]
    changed = np.flatnonzero(once["demand"].values != PLAIN["demand"].values)
    assert changed.size == 1
