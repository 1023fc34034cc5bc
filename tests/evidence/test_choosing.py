"""Rivals are chosen by the stated rule, step by step, whatever order they come in."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monazite.core import InvalidInput
from monazite.evidence import Correction, Fact, Source, choose

SOURCES: Mapping[str, Source] = {
    name: Source(name, "a title", "", date, "", "paper", "sources.csv", 2)
    for name, date in {"s/old": "2019", "s/new": "2025", "s/newer": "2025-06", "s/none": ""}.items()
}


def fact(number: int, value: float | None, **changes: Any) -> Fact:
    """A fact about `t:q` of grade B of an old source."""
    given: dict[str, Any] = {
        "fact_id": f"t:q#{number}",
        "table": "t",
        "quantity": "t:q",
        "number": number,
        "dimensions": {},
        "period": "2024",
        "kind": "value" if value is not None else "undisclosed",
        "value": value,
        "low": None,
        "high": None,
        "unit": "t REO/yr",
        "source_id": "s/old",
        "grade": "B",
        "note": "",
        "file": "evidence/t.csv",
        "line": number + 1,
    }
    return Fact(**{**given, **changes})


def correction(number: int, status: Any, **figures: float) -> Correction:
    """A correction of `t:q#number`."""
    values = {"value": None, "low": None, "high": None, **figures}
    return Correction(f"t:q#{number}", status, "a reason", **values, file="c.yaml", line=1)


@pytest.mark.parametrize(
    ("rivals", "number", "rule"),
    [
        ([fact(1, 5.0), fact(2, None)], 1, "the only figure"),
        ([fact(1, 5.0), fact(2, 6.0, grade="A")], 2, "best grade, A"),
        (
            [fact(1, 5.0, source_id="s/new"), fact(2, 6.0, source_id="s/newer"), fact(3, 1.0)],
            2,
            "latest source among those of the best grade, 2025-06",
        ),
        (
            [fact(1, 5.0), fact(2, 6.0, source_id="s/none")],
            1,
            "latest source among those of the best grade, 2019",
        ),
        (
            [fact(1, 5.0), fact(2, 6.0, period="FY2024-25"), fact(3, 6.0, period="")],
            2,
            "latest period among equals, FY2024-25",
        ),
        (
            [fact(1, 5.0), fact(2, 6.0), fact(3, 9.0)],
            2,
            "nearest to the median of the rivals, 6 t REO/yr",
        ),
        (
            [fact(1, 5.0), fact(2, 6000.0, unit="kg REO/yr"), fact(3, 9.0, grade="C")],
            2,
            "nearest to the median of the rivals, 6 t REO/yr",
        ),
        ([fact(1, 5.0), fact(2, 6.0)], 1, "the first of equals"),
        (
            [
                fact(1, 9.0, unit="USD_2012/t REO"),
                fact(2, 5.0, unit="USD_2024/t REO"),
                fact(3, 5.0, unit="INR_2024/t REO"),
            ],
            1,
            "the first of equals",
        ),
    ],
)
def test_each_step_of_the_rule_decides_when_those_before_tie(
    rivals: list[Fact], number: int, rule: str
) -> None:
    choice = choose(rivals, [], sources=SOURCES)
    assert (choice.chosen.number, choice.rule) == (number, rule)
    assert [loser.number for loser in choice.losers] == sorted(
        rival.number for rival in rivals if rival.number != number
    )


def test_a_preferred_fact_is_chosen_whatever_the_rule_says() -> None:
    choice = choose(
        [fact(1, 5.0, grade="A"), fact(2, 6.0, grade="C")],
        [correction(2, "preferred")],
        sources=SOURCES,
    )
    assert (choice.chosen.number, choice.rule) == (2, "preferred: a reason")


def test_a_rejected_fact_is_never_chosen_and_stays_among_the_losers() -> None:
    choice = choose(
        [fact(1, 5.0, grade="A"), fact(2, 6.0)], [correction(1, "rejected")], sources=SOURCES
    )
    assert (choice.chosen.number, choice.losers[0].number) == (2, 1)
    assert choice.rule == "the only figure; #1 rejected: a reason"


def test_a_corrected_fact_keeps_what_was_written() -> None:
    choice = choose(
        [fact(1, 5.0, low=4.0, high=6.0)],
        [correction(1, "corrected", value=8.0, high=9.0)],
        sources=SOURCES,
    )
    assert (choice.low, choice.value, choice.high, choice.chosen.value) == (4.0, 8.0, 9.0, 5.0)
    assert choice.rule == "the only figure; corrected from 5 to 8: a reason"
    assert choice.unit == "t REO/yr"


def test_a_fact_named_by_its_id_wins() -> None:
    rivals = [fact(1, 5.0, grade="A"), fact(2, 6.0)]
    choice = choose(rivals, [], sources=SOURCES, named="t:q#2")
    assert (choice.chosen.number, choice.rule) == (2, "asked for by its id")
    assert choice.losers == (rivals[0],)


def test_where_no_rival_has_a_number_there_is_nothing_to_choose() -> None:
    with pytest.raises(InvalidInput) as caught:
        choose([fact(1, None), fact(2, 5.0)], [correction(2, "rejected")], sources=SOURCES)
    assert str(caught.value) == (
        "'t:q' has no number that can be chosen; "
        "add a fact with a value, or withdraw a rejection in corrections.yaml."
    )


rivals = some.lists(
    some.builds(
        fact,
        some.integers(1, 99),
        some.none() | some.sampled_from([1.0, 2.0, 2.5, 4.0]),
        grade=some.sampled_from("ABC"),
        source_id=some.sampled_from(list(SOURCES)),
        period=some.sampled_from(["", "2024", "FY2023-24", "2020-2024"]),
        unit=some.sampled_from(["t REO/yr", "kg REO/yr", "t REO/month"]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda rival: rival.number,
).filter(lambda facts: any(rival.value is not None for rival in facts))


@given(facts=rivals, data=some.data())
def test_the_order_of_the_rows_never_matters(facts: list[Fact], data: some.DataObject) -> None:
    shuffled = data.draw(some.permutations(facts))
    assert choose(facts, [], sources=SOURCES) == choose(shuffled, [], sources=SOURCES)


@given(facts=rivals)
def test_nobody_of_a_better_grade_loses(facts: list[Fact]) -> None:
    choice = choose(facts, [], sources=SOURCES)
    numbered = [loser for loser in choice.losers if loser.value is not None]
    assert all(choice.chosen.grade <= loser.grade for loser in numbered)
    assert len(choice.losers) == len(facts) - 1
