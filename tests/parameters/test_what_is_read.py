"""What is worked out of parameters is kept for as long as all it looked at is the same."""

from monazite.core.edit import Edit
from monazite.parameters import Parameters, apply_edits
from monazite.parameters.bands import lane_ceiling
from monazite.parameters.remembering import once_for_what_it_reads, watching

from .. import shipped

BASE = shipped.parameters("toy")


def doubled(parameter: str, **where: str) -> Parameters:
    edit = Edit(parameter, where, "multiply", 2.0, "twice of it", "tests")
    return apply_edits(BASE, [edit])


def test_it_is_worked_out_again_only_when_something_it_read_is_another() -> None:
    asked: list[Parameters] = []

    @once_for_what_it_reads(2)
    def freight_of_first(parameters: Parameters) -> float:
        asked.append(parameters)
        return float(parameters["freight"].values[0])

    assert freight_of_first(BASE) == freight_of_first(doubled("price"))
    assert len(asked) == 1
    lane = BASE.labels.lanes[0].name
    assert freight_of_first(doubled("freight", lane=lane)) == 2.0 * freight_of_first(BASE)
    assert len(asked) == 2


def test_who_watches_is_told_what_was_read_even_when_it_was_known() -> None:
    """Else a number would be sent to the solver only when another cause moved it as well."""
    lane_ceiling(BASE)
    first, again = watching(BASE), watching(BASE)
    assert lane_ceiling(first) is lane_ceiling(again)
    assert {"lane_limit", "lane_policy"} <= first.seen == again.seen


def test_it_is_worked_out_again_for_other_things_beside() -> None:
    asked: list[tuple[str, ...]] = []

    @once_for_what_it_reads(2)
    def told(parameters: Parameters, names: tuple[str, ...]) -> int:
        asked.append(names)
        return len(names) + parameters["price"].size

    one, other = ("a",), ("b", "c")
    prices = BASE["price"].size
    assert [told(BASE, names) for names in (one, other, one)] == [prices + n for n in (1, 2, 1)]
    assert asked == [one, other]


def test_what_is_asked_for_again_and_again_stays_known() -> None:
    asked: list[str] = []

    @once_for_what_it_reads(2)
    def told(parameters: Parameters, name: str) -> str:
        parameters["price"]
        asked.append(name)
        return name

    for name in ("still", "moved", "still", "moved again", "still"):
        assert told(BASE, name) == name
    assert asked == ["still", "moved", "moved again"]
