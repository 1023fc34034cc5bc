"""Several scenarios in one vector, which machine code adds, divides and compares all at once.

For numba it is a number like any other, with its like or with a plain number, which then stands in
all places; LLVM makes of it the widest instructions a processor has. Each place is worked out for
itself, so that who sits beside whom changes no bit. Only who has numba can import this.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.typeconv.castgraph import Conversion
from numba.core.typing.templates import ConcreteTemplate, infer_global, signature
from numba.extending import intrinsic, lower_builtin, lower_cast, models, register_model
from numba.np.arrayobj import populate_array

from monazite.stress.state import WIDTH

__all__ = ["together"]

VECTOR = ir.VectorType(ir.DoubleType(), WIDTH)
"""The vector as LLVM has it."""

BYTES = 8 * WIDTH
"""What a vector takes in memory."""


class Eight(types.Type):
    """The vector as numba has it."""

    def __init__(self) -> None:
        """Name it."""
        super().__init__(name=f"{WIDTH} float64")

    def can_convert_from(self, _: Any, other: Any) -> Any:
        """Take plain numbers for vectors of them."""
        return Conversion.safe if isinstance(other, types.Float) else None


class EightModel(models.PrimitiveModel):
    """How it lies in memory: its numbers one behind the other."""

    def __init__(self, manager: Any, kind: Any) -> None:
        """Say so."""
        super().__init__(manager, kind, VECTOR)


EIGHT = Eight()
register_model(Eight)(EightModel)


def _all(number: float) -> Any:
    return ir.Constant(VECTOR, [number] * WIDTH)


def _spread(_: Any, builder: Any, __: Any, ___: Any, number: Any) -> Any:
    """Put a number in all places."""
    nothing, whole = ir.Constant(VECTOR, ir.Undefined), ir.IntType(32)
    one = builder.insert_element(nothing, number, ir.Constant(whole, 0))
    first = ir.Constant(ir.VectorType(whole, WIDTH), [0] * WIDTH)
    return builder.shuffle_vector(one, nothing, first)


lower_cast(types.float64, Eight)(_spread)


def _can(function: Callable[..., Any], numbers: int, make: Callable[..., Any]) -> None:
    """Let vectors be given to a function, which `make` writes for a builder and its operands."""
    given = (EIGHT,) * numbers
    said = {"key": function, "cases": [signature(EIGHT, *given)]}
    infer_global(function, types.Function(type("OfEight", (ConcreteTemplate,), said)))
    lower_builtin(function, *given)(lambda _, builder, __, operands: make(builder, *operands))


def _sign(builder: Any, one: Any) -> Any:
    below = builder.select(builder.fcmp_ordered("<", one, _all(0.0)), _all(-1.0), _all(0.0))
    return builder.select(builder.fcmp_ordered(">", one, _all(0.0)), _all(1.0), below)


def _either(compare: str) -> Callable[..., Any]:
    return lambda builder, one, other: builder.select(
        builder.fcmp_ordered(compare, one, other), one, other
    )


_can(operator.add, 2, lambda builder, one, other: builder.fadd(one, other))
_can(operator.sub, 2, lambda builder, one, other: builder.fsub(one, other))
_can(operator.mul, 2, lambda builder, one, other: builder.fmul(one, other))
_can(operator.truediv, 2, lambda builder, one, other: builder.fdiv(one, other))
_can(np.minimum, 2, _either("<"))
_can(np.maximum, 2, _either(">"))
_can(np.sign, 1, _sign)


def _together(_: Any, many: Any) -> Any:
    """Give a named tuple of arrays whose last axis, of `WIDTH` numbers, is taken as one vector."""
    vectors = [types.Array(EIGHT, one.ndim - 1, "C", aligned=False) for one in many.types]
    given = types.NamedTuple(vectors, many.instance_class)

    def write(context: Any, builder: Any, _: Any, operands: Any) -> Any:
        found = []
        for number, (before, after) in enumerate(zip(many.types, vectors, strict=True)):
            packed = builder.extract_value(operands[0], number)
            array = context.make_array(before)(context, builder, packed)
            view = context.make_array(after)(context, builder)
            populate_array(
                view,
                builder.bitcast(array.data, context.get_data_type(EIGHT).as_pointer()),
                cgutils.unpack_tuple(builder, array.shape)[:-1],
                cgutils.unpack_tuple(builder, array.strides)[:-1],
                BYTES,
                None,
            )
            found.append(view._getvalue())
        return context.make_tuple(builder, given, found)

    return given(many), write


together: Any = intrinsic(_together)
