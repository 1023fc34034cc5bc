"""What is worked out of a plan is kept with it, and goes when the plan goes."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from monazite.findings.solution.solution import Solution

__all__ = ["known_of_plan", "once_for_a_plan"]

T = TypeVar("T")
P = ParamSpec("P")


def once_for_a_plan(
    work_out: Callable[Concatenate[Solution, P], T],
) -> Callable[Concatenate[Solution, P], T]:
    """Keep what a function works out of a plan, for each of the things it is asked beside it.

    What is asked beside must be hashable, and what is found must not be changed by whoever is given
    it. Two threads that ask at once may both work it out; both are given the same.
    """

    @wraps(work_out)
    def of(solution: Solution, /, *asked: P.args, **named: P.kwargs) -> T:
        key = (work_out, asked, *sorted(named.items()))
        if key not in solution.worked_out:
            solution.worked_out.setdefault(key, work_out(solution, *asked, **named))
        return cast("T", solution.worked_out[key])

    return of


def known_of_plan(find: Callable[[Solution], object], solution: Solution) -> bool:
    """Whether something that is kept with a plan was worked out of it already."""
    return (inspect.unwrap(find), ()) in solution.worked_out
