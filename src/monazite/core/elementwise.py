"""The signs of arithmetic for arrays that are put together by name."""

from __future__ import annotations

from abc import ABC, abstractmethod
from numbers import Number
from typing import Any, Self

import numpy as np

from monazite.core.axes import Values

__all__ = ["Elementwise"]


class Elementwise(ABC):
    """Arithmetic number by number, of which a class says how two arrays meet."""

    __slots__ = ()

    @classmethod
    @abstractmethod
    def _combined(cls, of: np.ufunc, left: Any, right: Any) -> Self:
        """Work out a function of two, of which one at least is such an array."""

    @abstractmethod
    def _each(self, of: np.ufunc) -> Self:
        """Work out a function of every number."""

    def __array_ufunc__(self, of: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        """Work out functions of numpy number by number."""
        if method != "__call__" or options or of.nout != 1:
            return NotImplemented
        return self._each(of) if len(inputs) == 1 else self._combined(of, *inputs)

    def __add__(self, other: Self | Values | float) -> Self:
        """Add."""
        return self._combined(np.add, self, other)

    def __radd__(self, other: Self | Values | float) -> Self:
        """Add."""
        return self._combined(np.add, other, self)

    def __sub__(self, other: Self | Values | float) -> Self:
        """Take away."""
        return self._combined(np.subtract, self, other)

    def __rsub__(self, other: Self | Values | float) -> Self:
        """Take away from something."""
        return self._combined(np.subtract, other, self)

    def __mul__(self, other: Self | Values | float) -> Self:
        """Multiply."""
        return self._combined(np.multiply, self, other)

    def __rmul__(self, other: Self | Values | float) -> Self:
        """Multiply."""
        return self._combined(np.multiply, other, self)

    def __truediv__(self, other: Self | Values | float) -> Self:
        """Divide."""
        return self._combined(np.divide, self, other)

    def __rtruediv__(self, other: Self | Values | float) -> Self:
        """Divide something."""
        return self._combined(np.divide, other, self)

    def __gt__(self, other: Self | float) -> Self:
        """Say where it is more."""
        return self._combined(np.greater, self, other)

    def __ge__(self, other: Self | float) -> Self:
        """Say where it is no less."""
        return self._combined(np.greater_equal, self, other)

    def __lt__(self, other: Self | float) -> Self:
        """Say where it is less."""
        return self._combined(np.less, self, other)

    def __le__(self, other: Self | float) -> Self:
        """Say where it is no more."""
        return self._combined(np.less_equal, self, other)

    def __and__(self, other: Self | Values | float) -> Self:
        """Say where both hold."""
        return self._combined(np.logical_and, self, other)

    def __eq__(self, other: object) -> bool:
        """Refuse, since the sign could mean two things: all the same, or where they are."""
        if isinstance(other, Elementwise | np.ndarray | Number):
            raise TypeError(
                "== does not say what is meant: write a.equals(b) for whether all numbers and "
                "labels are the same, np.equal(a, b) for where numbers are, and `a is b` for one "
                "object"
            )
        return NotImplemented

    __hash__ = object.__hash__  # arrays are told apart as objects where they are remembered by

    def __neg__(self) -> Self:
        """Turn the sign."""
        return self._each(np.negative)

    def __abs__(self) -> Self:
        """Leave out the sign."""
        return self._each(np.absolute)
