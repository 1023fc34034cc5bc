"""Only what is annotated otherwise is told to whoever called; whatever works is never refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import numpy as np
import pytest

from monazite.core.border import told_at_the_border, verb
from monazite.core.errors import InvalidInput

if TYPE_CHECKING:
    import nowhere  # type: ignore[import-not-found]
    from monazite.nowhere import Unknown  # type: ignore[import-not-found]


class Options(TypedDict):
    """What stands in no signature."""


@told_at_the_border
class Asked:
    """Every method stumbles, whatever it is given."""

    def stumble(
        self,
        name: str = "a",
        year: int = 1,
        part: float = 1.0,
        path: str | Path = "a",
        names: Sequence[str] = (),
        rows: Iterable[Mapping[str, int]] = (),
        told: Callable[[str], None] | None = None,
        own: Asked | None = None,
        loose: Any = None,
        unknown: Unknown | None = None,
        options: Options | None = None,
        moves: Iterable[tuple[str, float]] = (),
        elsewhere: nowhere.Unknown | None = None,
    ) -> None:
        raise TypeError("a fault of our own")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"name": "b", "year": np.int64(3), "part": np.float64(2), "path": Path("b")},
        {"part": 3, "names": "one", "rows": [{"a": 1}]},
        {"names": {"a": 1}.keys(), "rows": iter([3]), "told": print, "own": Asked()},
        {"loose": 3, "unknown": 3, "options": {}},
        {"moves": [("plant", 2), ("mine", 0.5)], "elsewhere": 3},
    ],
)
def test_a_fault_of_our_own_stays_one(given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="of our own"):
        Asked().stumble(**given)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": 3}, "name: 3 is of a kind that `stumble` does not take; give text."),
        ({"year": 3.5}, "give a whole number."),
        ({"year": True}, "give a whole number."),
        ({"part": "3"}, "give a number."),
        ({"path": None}, "give text or a path."),
        ({"names": 3}, "give a list of text."),
        ({"names": [3]}, "give a list of text."),
        ({"rows": [{"a": "b"}]}, "give a list of mapping of text to whole numbers."),
        ({"told": 3}, "give a function."),
        ({"moves": [("a", "b")]}, "give a list of tuples of text and a number."),
        ({"moves": [("a", 1.0, 2.0)]}, "give a list of tuples of text and a number."),
        ({"own": 3}, "give an Asked."),
        ({"nam": 3}, "nam: `stumble` takes no 'nam'; write 'name', the nearest known name."),
    ],
)
def test_a_wrong_kind_is_told(given: dict[str, Any], told: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Asked().stumble(**given)
    assert str(caught.value).endswith(told)


def test_everything_wrong_is_told_at_once_and_long_values_are_cut() -> None:
    with pytest.raises(InvalidInput) as caught:
        Asked().stumble(name=["x" * 200], year="2")  # type: ignore[arg-type]
    assert [problem.field for problem in caught.value.problems] == ["name", "year"]
    assert len(str(caught.value).splitlines()[0]) < 150


class Spread(TypedDict, total=False):
    """Options of which a typed dictionary says what they are."""

    workers: int
    cluster: str | None


class Wide(Spread, total=False):
    """More of them, beside those."""

    draws: int


@verb
def spread(*, year: int, **options: Unpack[Wide]) -> int:
    """Stumble over what it is given, as a verb does that hands its options on."""
    if not isinstance(options.get("workers", 1), int) or "worker" in options:
        raise TypeError("deep inside")
    return options.get("workers", 1) + options.get("draws", 0) + year


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"workers": "two"}, "workers: 'two' is of a kind that `spread` does not take; give a "),
        ({"worker": 2}, "worker: `spread` takes no 'worker'; write 'workers', the nearest known"),
        ({"workers": "two", "cluster": 3}, "cluster: 3 is of a kind that `spread` does not take"),
    ],
)
def test_options_are_told_like_arguments(given: dict[str, Any], told: str) -> None:
    assert spread(year=1, workers=2, draws=3) == 6
    with pytest.raises(InvalidInput) as caught:
        spread(year=2025, **given)
    assert told in str(caught.value)


@dataclass(frozen=True, kw_only=True)
class Played:
    """Options that a record holds, each with what stands unsaid."""

    months: int = 12
    shocks: Sequence[str] = ()


@verb
def played(options: Played | None = None, **fields: Any) -> int:
    """Take a record, or fields of it by name."""
    asked = replace(options or Played(), **fields)
    return asked.months + len(asked.shocks)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"month": 2}, "month: `played` takes no 'month'; write 'months', the nearest known"),
        ({"months": "two"}, "months: 'two' is of a kind that `played` does not take; give a whole"),
        ({"shocks": 3}, "shocks: 3 is of a kind that `played` does not take; give a list of text"),
        ({"options": 3}, "options: 3 is of a kind that `played` does not take; give a Played"),
    ],
)
def test_fields_of_a_record_are_told_like_arguments(given: dict[str, Any], told: str) -> None:
    assert played(Played(months=3), shocks=["a"]) == played(months=3, shocks=["a"]) == 4
    with pytest.raises(InvalidInput) as caught:
        played(**given)
    assert told in str(caught.value)


def test_too_few_are_told_by_python() -> None:
    @verb
    def asked(year: int) -> int:
        return year

    assert asked(3) == 3
    assert asked.__name__ == "asked"
    with pytest.raises(TypeError, match="missing 1 required"):
        asked()  # type: ignore[call-arg]


def test_a_verb_that_asks_another_tells_its_own_name() -> None:
    @verb
    def inner(part: float) -> float:
        return part + 1.0

    @verb
    def outer(part: float) -> float:
        return inner(part)

    with pytest.raises(InvalidInput, match="a kind that `outer` does not take") as caught:
        outer("much")  # type: ignore[arg-type]
    assert len(caught.value.problems) == 1
