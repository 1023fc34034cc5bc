"""Makes the solver, silent from its first breath: standard output belongs to whoever asked.

From 1.16 on HiGHS greets while it is made, before it can be told to be quiet, and does so below
Python, on the file descriptor itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any

import highspy
import numpy as np

from monazite.model.expressions import Numbers
from monazite.model.matrix import Matrix
from monazite.model.single_rows import Limits

_STANDARD_OUTPUT = 1

# Descriptors belong to the whole process, so one thread at a time may turn them round.
_turning = Lock()


def make_solver(options: Mapping[str, object]) -> Any:
    """Make a solver that writes nothing and has these options."""
    with _silence():
        highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        highs.setOptionValue("output_flag", False)
    for option, value in options.items():
        highs.setOptionValue(option, value)
    return highs


def hand_over(highs: Any, costs: Numbers, limits: Limits, matrix: Matrix) -> None:
    """Give the solver a whole programme, in place of any it had."""
    starts, rows, values = matrix.columns()
    highs.passModel(
        costs.size,
        limits.row_lower.size,
        values.size,
        int(highspy.MatrixFormat.kColwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        costs,
        limits.lower,
        limits.upper,
        limits.row_lower,
        limits.row_upper,
        starts,
        rows,
        values,
        np.zeros(costs.size, dtype=np.int32),
    )


@contextmanager
def _silence() -> Iterator[None]:
    """Let standard output lead nowhere for a moment, for libraries that write to it directly."""
    with _turning:
        with suppress(OSError, ValueError, AttributeError):
            sys.stdout.flush()
        try:
            kept = os.dup(_STANDARD_OUTPUT)
        except OSError:
            yield  # a process without standard output has nothing to keep clean
            return
        try:
            with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, not a path of ours
                os.dup2(nowhere.fileno(), _STANDARD_OUTPUT)
            yield
        finally:
            os.dup2(kept, _STANDARD_OUTPUT)
            os.close(kept)
