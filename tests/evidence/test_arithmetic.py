"""Expressions mean what Python would make of them, and nonsense is named where it starts."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monazite.core import FieldError
from monazite.evidence.arithmetic import evaluate, parse_expression, references

FACTS = {"a:x": 2.0, "a:y-1": -3.5, "b_c:z#2": 0.25}

numbers = some.sampled_from(["0", "1", "2.5", ".5", "3.", "1e2", "7E-1"])
leaves = numbers | some.sampled_from([f"{{{name}}}" for name in FACTS])
expressions = some.recursive(
    leaves,
    lambda inner: some.one_of(
        some.builds("({})".format, inner),
        some.builds("-{}".format, inner),
        some.builds("{}{}{}".format, inner, some.sampled_from(["+", " - ", "*", " / "]), inner),
    ),
    max_leaves=12,
)


@given(expressions)
def test_expressions_agree_with_python(text: str) -> None:
    python = text
    for name, value in FACTS.items():
        python = python.replace(f"{{{name}}}", f"({value})")
    try:
        expected = eval(python, {"__builtins__": {}})
    except ZeroDivisionError:
        with pytest.raises(ZeroDivisionError):
            evaluate(parse_expression(text), FACTS.__getitem__, float)
    else:
        result = evaluate(parse_expression(text), FACTS.__getitem__, float)
        assert result == pytest.approx(expected, rel=1e-12)


def test_references_are_named_once_in_the_order_they_are_read() -> None:
    node = parse_expression("{b:y} * ({ a:x } + {b:y}) / {a:x#2}")
    assert references(node) == ("b:y", "a:x", "a:x#2")
    assert references(parse_expression("1 + 2")) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the expression '' ends too early; write a number or {table:slug} there."),
        ("1 +", "the expression '1 +' ends too early; write a number or {table:slug} there."),
        ("(1", "the expression '(1' ends too early; write ')' there."),
        ("1)", "the expression '1)' has ')' in the wrong place; write an operator there."),
        ("2 3", "the expression '2 3' has '3' in the wrong place; write an operator there."),
        (
            "2 ** 3",
            "the expression '2 ** 3' has '*' in the wrong place; "
            "write a number or {table:slug} there.",
        ),
        ("{a:x", "a brace in '{a:x' has no partner; write {table:slug}."),
        ("1}", "a brace in '1}' has no partner; write {table:slug}."),
        (
            "{a:X}",
            "'{a:X}' does not name a fact; write {table:slug} or {table:slug#n} in lower case.",
        ),
        (
            "about 5",
            "'a' in 'about 5' is not understood; write a number, {table:slug}, or arithmetic "
            "over them with + - * / ( ).",
        ),
        ("(" * 3000, "the expression is nested too deeply; write fewer brackets."),
    ],
)
def test_nonsense_is_named_where_it_starts(text: str, message: str) -> None:
    with pytest.raises(FieldError) as caught:
        parse_expression(text)
    assert str(caught.value) == message


@given(some.text(max_size=20) | some.text("{}a:#1.+-*/() e", max_size=15))
def test_whatever_is_written_is_an_expression_or_a_field_error(text: str) -> None:
    with suppress(FieldError):
        parse_expression(text)
