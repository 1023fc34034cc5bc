"""Whatever a notebook may show says what it is in a line or a few, however much it holds."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from monazite.core.frames import Frame

from .. import shipped

LONGEST = 2_000
"""Characters; a plain dataclass of a study fills hundreds of thousands."""

DEPTH = 4
"""Names behind one another that people follow, such as `run.solution.outcome.parameters`."""


def _reached(found: object, path: str, seen: dict[int, object]) -> Iterator[tuple[str, object]]:
    """Give an object of ours and those that its fields and what is worked out of it lead to."""
    if id(found) in seen or path.count(".") > DEPTH:
        return
    seen[id(found)] = found
    if isinstance(found, Mapping):
        inside = [(f"{path}[{key!r}]", one) for key, one in list(found.items())[:3]]
    elif isinstance(found, list | tuple):
        inside = [(f"{path}[{place}]", one) for place, one in enumerate(found[:3])]
    elif type(found).__module__.startswith("monazite"):
        yield path, found
        inside = [(f"{path}.{name}", one) for name, one in _held(found)]
    else:
        return
    for name, one in inside:
        yield from _reached(one, name, seen)


def _held(found: object) -> Iterator[tuple[str, Any]]:
    """What an object holds already; what it would have to work out first is left alone."""
    names = {*getattr(found, "__dict__", ()), *getattr(type(found), "__slots__", ())}
    for name in sorted(names):
        if not name.startswith("_") and hasattr(found, name):
            yield name, getattr(found, name)


@pytest.mark.parametrize("study", ["toy", "india"])
def test_a_study_says_what_it_is_in_a_few_lines(study: str) -> None:
    handle = shipped.handle(study)
    _check({"handle": handle, "study": handle.study, "records": handle.records})


def test_a_run_says_what_it_is_in_a_few_lines() -> None:
    run = shipped.handle("toy").run("build")
    solution = run.solution
    shown = solution._repr_html_()
    assert shown.count("<tr>") == 1 + len(solution.outcome.values)
    assert len(shown) < 2 * LONGEST
    _check({"run": run, "solution": solution, "records": run.records, "answer": run.answer})


def test_what_is_asked_says_what_it_is_in_a_line() -> None:
    handle = shipped.handle("toy")
    run = handle.run("build")
    assert repr(run.plot()) == f"<Chart headline_lines: {run.plot().title}>"
    assert repr(handle.runs) == "<Runs of toy, at most 64>"
    assert repr(handle.hindcast("build", draws=2)) == "<Forecast of build: 2024 to 2026>"
    assert repr(handle.study.evidence) == "<Evidence: 30 facts from 2 sources, 1 claim>"


def _check(objects: Mapping[str, object]) -> None:
    seen: dict[int, object] = {}
    reached = [pair for name, one in objects.items() for pair in _reached(one, name, seen)]
    assert len(reached) > 5  # how many depends on what was asked of a study before
    long = {
        path: len(repr(one))
        for path, one in reached
        if not isinstance(one, Frame) and len(repr(one)) > LONGEST
    }
    assert not long
