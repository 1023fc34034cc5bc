"""An origin is a file and a place in it, spelled only where it is printed."""

from dataclasses import dataclass

import pytest

from monazite.core.origin import LEVERS, Origin
from monazite.core.records import Record, frame_of


@pytest.mark.parametrize(
    ("origin", "name", "place"),
    [
        (Origin("a.yaml", LEVERS, 2), "a.yaml#levers[2]", "levers[2]"),
        (Origin("a.yaml", LEVERS, 0), "a.yaml#levers[0]", "levers[0]"),
        (Origin("cases/prices", "shifts_at"), "cases/prices#shifts_at", "shifts_at"),
        (Origin("one.yaml"), "one.yaml", ""),
        (Origin(), "", ""),
    ],
)
def test_it_is_spelled_by_its_file_and_its_place(origin: Origin, name: str, place: str) -> None:
    assert (origin.name, origin.place) == (name, place)


@dataclass(frozen=True)
class Held(Record):
    """What some levers hold."""

    by: tuple[Origin, ...]
    first: Origin


def test_rows_and_frames_spell_origins_alone_and_in_lists() -> None:
    first, second = Origin("a.yaml", LEVERS, 0), Origin("a.yaml", LEVERS, 1)
    held = [Held((first, second), first), Held((), second)]
    names = ["a.yaml#levers[0]", "a.yaml#levers[1]"]
    assert [one.as_row()["by"] for one in held] == [names, []]
    assert frame_of(Held, held).to_dict(as_series=False) == {"by": [names, []], "first": names}
