"""Cells may hold arithmetic over facts: `{demand:cars} * {intensities:car-magnet} / 2`.

    sum     = product (("+" | "-") product)*
    product = factor (("*" | "/") factor)*
    factor  = ("-" | "+") factor | "(" sum ")" | number | "{" table:slug "}"

Operators bind and group as in Python.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from monazite.core.errors import FieldError

__all__ = [
    "Node",
    "Number",
    "Operation",
    "Reference",
    "evaluate",
    "parse_expression",
    "references",
    "shorten",
]

T = TypeVar("T")

_SHOWN_AT_MOST = 80
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)"
    r"|\{\s*(?P<reference>[^{}]*?)\s*\}|(?P<sign>[-+*/()]))",
    re.ASCII,
)
_REFERENCE = re.compile(r"[a-z0-9_-]+:[a-z0-9-]+(?:#[1-9][0-9]*)?", re.ASCII)
_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


@dataclass(frozen=True, slots=True)
class Number:
    """A plain number without dimensions."""

    value: float


@dataclass(frozen=True, slots=True)
class Reference:
    """A quantity, `table:slug`, or one fact about it, `table:slug#n`."""

    name: str


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands joined by a sign."""

    sign: str
    left: Node
    right: Node


Node = Number | Reference | Operation


@lru_cache(maxsize=4096)
def parse_expression(text: str) -> Node:
    """Read an expression into a tree, or say where it stops making sense."""
    tokens = [*_tokens(text), ("end", "")]
    try:
        node, position = _sum(tokens, 0, text)
    except RecursionError:
        raise FieldError("the expression is nested too deeply", "write fewer brackets") from None
    if tokens[position][0] != "end":
        raise _unexpected(tokens[position], text, "an operator")
    return node


def evaluate(node: Node, fact: Callable[[str], T], number: Callable[[float], T]) -> T:
    """Calculate a tree with whatever `fact` and `number` return for its leaves."""
    if isinstance(node, Number):
        return number(node.value)
    if isinstance(node, Reference):
        return fact(node.name)
    left = evaluate(node.left, fact, number)
    result: T = _OPERATORS[node.sign](left, evaluate(node.right, fact, number))
    return result


def references(node: Node) -> tuple[str, ...]:
    """Return the names an expression refers to, each once, in the order they are read."""
    return tuple(dict.fromkeys(_references(node)))


def shorten(text: str) -> str:
    """Cut an expression to what fits into a message."""
    return text if len(text) <= _SHOWN_AT_MOST else f"{text[:_SHOWN_AT_MOST]}..."


def _references(node: Node) -> Iterator[str]:
    if isinstance(node, Reference):
        yield node.name
    elif isinstance(node, Operation):
        yield from _references(node.left)
        yield from _references(node.right)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    end = len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            rest = text[position:].lstrip()
            if rest.startswith(("{", "}")):
                raise FieldError(
                    f"a brace in '{shorten(text)}' has no partner", "write {table:slug}"
                )
            raise FieldError(
                f"'{rest[0]}' in '{shorten(text)}' is not understood",
                "write a number, {table:slug}, or arithmetic over them with + - * / ( )",
            )
        kind = str(match.lastgroup)
        token = match[kind]
        if kind == "reference" and not _REFERENCE.fullmatch(token):
            raise FieldError(
                f"'{{{token}}}' does not name a fact",
                "write {table:slug} or {table:slug#n} in lower case",
            )
        yield kind, token
        position = match.end()


def _sum(tokens: list[tuple[str, str]], position: int, text: str) -> tuple[Node, int]:
    node, position = _product(tokens, position, text)
    while tokens[position] in (("sign", "+"), ("sign", "-")):
        sign = tokens[position][1]
        right, position = _product(tokens, position + 1, text)
        node = Operation(sign, node, right)
    return node, position


def _product(tokens: list[tuple[str, str]], position: int, text: str) -> tuple[Node, int]:
    node, position = _factor(tokens, position, text)
    while tokens[position] in (("sign", "*"), ("sign", "/")):
        sign = tokens[position][1]
        right, position = _factor(tokens, position + 1, text)
        node = Operation(sign, node, right)
    return node, position


def _factor(tokens: list[tuple[str, str]], position: int, text: str) -> tuple[Node, int]:
    kind, token = tokens[position]
    if kind == "number":
        return Number(float(token)), position + 1
    if kind == "reference":
        return Reference(token), position + 1
    if token in ("-", "+"):
        node, after = _factor(tokens, position + 1, text)
        return Operation("*", Number(1.0 if token == "+" else -1.0), node), after
    if token == "(":
        node, after = _sum(tokens, position + 1, text)
        if tokens[after] != ("sign", ")"):
            raise _unexpected(tokens[after], text, "')'")
        return node, after + 1
    raise _unexpected((kind, token), text, "a number or {table:slug}")


def _unexpected(token: tuple[str, str], text: str, wanted: str) -> FieldError:
    kind, shown = token
    found = "ends too early" if kind == "end" else f"has '{shown}' in the wrong place"
    return FieldError(f"the expression '{shorten(text)}' {found}", f"write {wanted} there")
