"""Number cells become quantities with ranges, units, facts, sources and grades."""

import math
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monazite.core import Money, Problems, Row
from monazite.evidence import Evidence, Fact, Quantity, Source, resolve

SPREAD = {"A": 0.05, "B": 0.1, "C": 0.3}


def row(**values: str) -> Row:
    """A row of a chain table with only the columns given."""
    return Row(values=values, file="chain/demand.csv", line=7)


def cell(
    evidence: Evidence,
    text: str,
    unit: str,
    *,
    money: Money | None = None,
    given: Row | None = None,
) -> tuple[Quantity | None, list[str]]:
    """Resolves a cell of the column `quantity` and returns it with what is wrong with it."""
    problems = Problems()
    quantity = resolve(
        text,
        unit,
        evidence=evidence,
        money=money or Money(),
        row=given or row(),
        field="quantity",
        spread=SPREAD,
        problems=problems,
    )
    return quantity, [str(problem) for problem in problems]


def test_a_reference_takes_the_range_of_its_fact(evidence: Evidence) -> None:
    quantity, found = cell(evidence, "{demand:sales}", "million vehicle/yr")
    assert found == []
    assert quantity == Quantity(
        value=1.2,
        low=1.1,
        high=1.3,
        unit="million vehicle/yr",
        facts=("demand:sales#1",),
        sources=("india/ministry",),
        grade="A",
        text="{demand:sales}",
        note="",
        assumed=False,
        file="chain/demand.csv",
        line=7,
    )


def test_a_fact_without_a_range_takes_the_spread_of_its_grade(evidence: Evidence) -> None:
    quantity, _ = cell(evidence, "{demand:sales#2}", "million vehicle/yr")
    assert quantity is not None
    assert (quantity.low, quantity.high) == pytest.approx((1.05, 1.95))
    assert quantity.assumed
    assert (quantity.grade, quantity.note) == ("C", "carried forward")


def test_a_product_carries_units_facts_and_the_worst_grade(evidence: Evidence) -> None:
    """1.2 million vehicles of 0.35 kg are 420 t.

    Sales move it by 35 t either way, the mass of magnets by 60 t down and 180 t up.
    """
    quantity, found = cell(
        evidence, "{demand:sales} * {demand:magnet-mass}", "t magnet/yr", given=row(note="why")
    )
    assert found == []
    assert quantity is not None
    assert quantity.value == pytest.approx(420)
    assert quantity.low == pytest.approx(420 - math.hypot(35, 60))
    assert quantity.high == pytest.approx(420 + math.hypot(35, 180))
    assert quantity.facts == ("demand:sales#1", "demand:magnet-mass#1")
    assert quantity.sources == ("india/ministry", "world/mcs2026")
    assert (quantity.grade, quantity.note, quantity.assumed) == ("B", "why", False)


def test_a_plain_number_rests_on_its_row(evidence: Evidence) -> None:
    given = row(source_id="study/estimate", grade="C", note="by analogy")
    quantity, found = cell(evidence, "3 / 4", "1", given=given)
    assert found == []
    assert quantity is not None
    assert (quantity.low, quantity.value, quantity.high) == pytest.approx((0.525, 0.75, 0.975))
    assert quantity.facts == ()
    assert quantity.sources == ("study/estimate",)
    assert (quantity.note, quantity.assumed) == ("by analogy", True)


def test_a_blank_cell_is_nothing_and_no_problem(evidence: Evidence) -> None:
    assert cell(evidence, "", "1") == (None, [])


@pytest.mark.parametrize(
    ("text", "unit", "message"),
    [
        (
            "{demand:sale}",
            "vehicle/yr",
            "the quantity 'demand:sale' is not known; "
            "write 'demand:sales', the nearest known name.",
        ),
        (
            "{demand:sales#9}",
            "vehicle/yr",
            "the fact 'demand:sales#9' is not known; "
            "write 'demand:sales#2', the nearest known name.",
        ),
        (
            "{demand:plant}",
            "t magnet/yr",
            "'demand:plant' has no number that can be chosen; "
            "add a fact with a value, or withdraw a rejection in corrections.yaml.",
        ),
        (
            "{demand:sales}",
            "t magnet/yr",
            "unit 'vehicle/yr' cannot become 't magnet/yr' because they measure different "
            "things; give the figure in 't magnet/yr', or bring in a fact whose unit leads "
            "from one to the other.",
        ),
        (
            "{demand:sales} * {demand:magnet-mass}",
            "t oxide/yr",
            "unit 't magnet/yr' cannot become 't oxide/yr' because they measure different "
            "things; give the figure in 't oxide/yr', or bring in a fact whose unit leads "
            "from one to the other.",
        ),
        (
            "{demand:sales} + {demand:magnet-mass}",
            "t magnet/yr",
            "the expression '{demand:sales} + {demand:magnet-mass}' adds 'vehicle/yr' to "
            "'t magnet/vehicle'; add only figures that measure the same thing.",
        ),
        (
            "{demand:sales} / (1 - 1)",
            "vehicle/yr",
            "the expression '{demand:sales} / (1 - 1)' divides by zero; "
            "correct the divisor, or the bounds of the fact that is zero.",
        ),
        (
            "1 / ({demand:sales} / {demand:sales#2} - 1.1e6 / 1.5e6)",
            "1",
            "the expression '1 / ({demand:sales} / {demand:sales#2} - 1.1e6 / 1.5e6)' with "
            "'demand:sales' at '1,100,000 vehicle/yr' divides by zero; "
            "correct the divisor, or the bounds of the fact that is zero.",
        ),
        (
            "{demand:sales} * 1e308 * 10",
            "vehicle/yr",
            "the expression '{demand:sales} * 1e308 * 10' gives no finite number; "
            "correct the figures in it.",
        ),
        (
            "5",
            "1",
            "the number '5' rests on nothing; give the row a source_id and a grade, "
            "or refer to a fact as {table:slug}.",
        ),
        (
            "+".join("1" * 4000),
            "1",
            "the expression is too long; split it over facts.",
        ),
    ],
)
def test_a_cell_that_cannot_be_resolved_is_reported(
    evidence: Evidence, text: str, unit: str, message: str
) -> None:
    assert cell(evidence, text, unit) == (None, [f"chain/demand.csv:7 quantity: {message}"])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"source_id": "study/estimates", "grade": "A"},
            "source_id: the source 'study/estimates' is not in sources.csv; "
            "write 'study/estimate', the nearest known name.",
        ),
        (
            {"source_id": "study/estimate", "grade": "D"},
            "grade: 'D' is not a grade; write one of: A, B, C.",
        ),
        (
            {"source_id": "study/estimate"},
            "grade: the grade is blank; write one of: A, B, C.",
        ),
        (
            {"source_id": "study/estimate", "grade": "C"},
            "note: a number of grade C has no note; say in the note how it was estimated.",
        ),
    ],
)
def test_a_plain_number_needs_source_grade_and_note(
    evidence: Evidence, values: dict[str, str], message: str
) -> None:
    assert cell(evidence, "5", "1", given=row(**values)) == (
        None,
        [f"chain/demand.csv:7 {message}"],
    )


def test_a_fact_reported_as_faulty_is_not_reported_again() -> None:
    evidence = Evidence(faulty=frozenset({"demand:sales", "demand:sales#1"}))
    assert cell(evidence, "{demand:sales} * {demand:sales#1}", "1") == (None, [])


def world_of(facts: Mapping[str, tuple[float, float | None, float | None, str]]) -> Evidence:
    """Evidence with one fact of grade B per name: value, low, high and unit."""
    source = Source("s/s", "a title", "", "2024", "", "paper", "sources.csv", 2)
    return Evidence(
        facts={
            f"{name}#1": Fact(
                f"{name}#1", "t", name, 1, {}, "", "value", *figures, "s/s", "B", "", "t.csv", 2
            )
            for name, figures in facts.items()
        },
        sources={"s/s": source},
    )


def test_money_of_any_year_becomes_canonical_dollars() -> None:
    evidence = world_of(
        {
            "t:rupees": (8400.0, None, None, "INR_2024/kg oxide"),
            "t:dollars": (50.0, None, None, "USD_2012/kg oxide"),
            "t:rate": (84.0, None, None, "INR_2024/USD_2024"),
        }
    )
    money = Money({"INR_2024": 1 / 84, "USD_2012": 1.4})
    quantity, found = cell(evidence, "{t:rupees}+{t:dollars}", "USD_2024/kg oxide", money=money)
    assert found == []
    assert quantity is not None
    assert quantity.value == pytest.approx(170)
    for known in (Money(), money):
        rate, found = cell(evidence, "{t:rate}", "INR_2024/USD_2024", money=known)
        assert found == []
        assert rate is not None
        assert rate.value == pytest.approx(84)


amounts = some.floats(0.01, 1000)
figures = some.tuples(amounts, some.none() | some.floats(0.1, 1), some.none() | some.floats(1, 9))


def _fact(figure: tuple[float, float | None, float | None], unit: str) -> Any:
    value, below, above = figure
    return (value, below and value * below, above and value * above, unit)


@given(
    one=figures,
    other=figures,
    text=some.sampled_from(
        [
            "{t:a}",
            "{t:a} + {t:b}",
            "{t:a} - {t:b}",
            "{t:a} * {t:b} / {t:a}",
            "-{t:a} / 3",
            "{t:a} * 2 - {t:a} + {t:b}",
            "({t:a} + {t:b}) / 2",
        ]
    ),
)
def test_the_range_contains_the_value_and_both_ways_of_writing_it_agree(
    one: Any, other: Any, text: str
) -> None:
    evidence = world_of({"t:a": _fact(one, "t REO/yr"), "t:b": _fact(other, "t REO/yr")})
    quantity, found = cell(evidence, text, "t REO/yr")
    assert found == []
    assert quantity is not None
    assert quantity.low <= quantity.value <= quantity.high
    python = text.replace("{t:a}", f"({one[0]})").replace("{t:b}", f"({other[0]})")
    assert quantity.value == pytest.approx(eval(python), rel=1e-9, abs=1e-9)
    in_kilograms, _ = cell(evidence, text, "kg REO/yr")
    assert in_kilograms is not None
    assert in_kilograms.low == pytest.approx(quantity.low * 1000, rel=1e-9, abs=1e-6)
    assert in_kilograms.high == pytest.approx(quantity.high * 1000, rel=1e-9, abs=1e-6)


@given(figure=figures, factor=some.floats(0.1, 10))
def test_an_expression_over_one_fact_has_the_range_that_fact_gives_it(
    figure: Any, factor: float
) -> None:
    evidence = world_of({"t:a": _fact(figure, "t REO/yr")})
    plain, _ = cell(evidence, "{t:a}", "t REO/yr")
    scaled, _ = cell(evidence, f"{{t:a}} * {factor!r}", "t REO/yr")
    assert plain is not None
    assert scaled is not None
    assert (scaled.low, scaled.high) == pytest.approx((plain.low * factor, plain.high * factor))
