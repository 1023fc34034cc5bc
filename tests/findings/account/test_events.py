"""What counts as an event of a year, kind by kind, by hand: of 2026, the third of three years."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from monazite.core.edit import LedgerEntry
from monazite.findings.account.events import Events, _moved
from monazite.parameters.labels import Contract

from ..by_hand import LABELS, Numbers, written
from ..toy import edit

AT = 2
PRESS = {"for_magnets": 1.0}
LANE = "oxide:FOR>HOM"


def by_levers(
    duty: Sequence[float], *years: int, lanes: tuple[int, ...] | None = None
) -> list[str]:
    """Events of 2026 where a duty was so high and edits of these years changed it."""
    plan = written(parameters={"duty": {LANE: duty}})
    ledger = tuple(
        LedgerEntry(
            replace(edit("duty", "set", 1.0, lane=LANE, period=year), origin=f"edit of {year}"),
            1,
            0.0,
            0.0,
        )
        for year in years
    )
    known = replace(plan.parameters, ledger=ledger)
    plan = replace(plan, outcome=replace(plan.outcome, parameters=known))
    return list(Events(plan).of_levers("oxide", AT, lanes))


def test_a_duty_that_moved_is_an_event_of_who_moved_it_in_either_year() -> None:
    """From 2025 to 2026; what happened in 2024 is past."""
    named = ["lever edit of 2025", "lever edit of 2026"]
    assert by_levers([5, 5, 0], 2024, 2025, 2026) == named
    assert by_levers([5, 0, 0], 2024, 2025, 2026) == []
    assert by_levers([5, 5, 0]) == by_levers([5, 5, 0], 2024) == [f"lane {LANE}"]


def test_only_lanes_that_are_asked_for_are_looked_at() -> None:
    row = [lane.name for lane in LABELS.lanes].index(LANE)
    assert by_levers([5, 5, 0], lanes=(row,)) == [f"lane {LANE}"]
    assert by_levers([5, 5, 0], lanes=(row + 1,)) == []


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (100, 102, False),
        (100, 103, True),
        (100, 98, False),
        (100, 97, True),
        (0, 0, False),
        (0, 1e-9, True),
        (float("inf"), 5, True),
        (5, float("inf"), True),
        (float("inf"), float("inf"), False),
    ],
)
def test_two_per_cent_of_the_larger_is_no_move(before: float, after: float, moved: bool) -> None:
    assert _moved(before, after) is moved


def by_contracts(
    tonnes: Sequence[float], enough: float = 10.0, **asked: str | tuple[str, ...]
) -> list[str]:
    """Events of 2026 of a contract of foreign magnets with home that owes so much a year."""
    sold = Contract("sold", "for_magnets", "magnet", "HOM")
    plan = written(
        parameters={
            "nameplate": {("for_magnets", 2012): 100},
            "availability": {"for_magnets": 1},
            "contract_force": {"sold": [share / 100 for share in tonnes]},
            "contract_share": {"sold": 1},
            "contract_tonnes": {"sold": 100},
            "lane_policy": {"magnet:FOR>HOM": 1},
        },
        labels=replace(LABELS, contracts=(sold,)),
    )
    return list(Events(plan).of_contracts("magnet", AT, enough, **asked))  # type: ignore[arg-type]


def test_a_contract_that_comes_to_owe_more_or_less_is_an_event_at_its_ends() -> None:
    ends = ({"touching": ("FOR",)}, {"touching": ("HOM",)}, {"origin": "FOR", "destination": "HOM"})
    named = ["contract sold"]
    for asked in ends:
        assert by_contracts([0, 20, 30], **asked) == by_contracts([0, 30, 20], **asked) == named
    for asked in ({}, {"touching": ("THD",)}, {"origin": "HOM", "destination": "FOR"}):
        assert by_contracts([0, 20, 30], **asked) == []


def test_a_contract_that_owes_what_it_owed_or_little_more_is_none() -> None:
    for tonnes in ([0, 30, 30], [0, 21, 30]):
        assert by_contracts(tonnes, touching=("FOR",)) == []


def by_plants(
    amounts: dict[str, float], online: dict[tuple[str, int], float], **asked: float
) -> list[str]:
    """Events of 2026 of plants that make or take so much, of 10 t or more unless asked."""
    plan = written(
        parameters={
            "nameplate": online,  # type: ignore[dict-item]
            "floor": {"hom_mine": [0, 9, 12], "for_mine": [0, 12, 9]},
        }
    )
    return list(Events(plan).of_plants(amounts, AT, asked.pop("enough", 10.0), **asked))


def test_plants_are_an_event_where_all_of_them_come_to_enough() -> None:
    """8 t at one and 2 t at another, and the larger is named; but not what came a year before."""
    both = {"for_mine": 1.0, "for_separation": 1.0}
    more = {("for_mine", 2026): 2.0, ("for_separation", 2026): 8.0}
    assert by_plants(both, more) == ["plant for_separation"]
    assert by_plants(both, more, enough=10.1) == []
    assert by_plants(both, {("for_mine", 2025): 20.0}) == []
    assert by_plants({}, more, enough=0.0) == []


def test_plants_count_with_what_they_make_or_take_of_it() -> None:
    """5 t that each take two are 10, as are 20 t that each make half."""
    for amount, tonnes in ((-2.0, 5.0), (2.0, 5.0), (0.5, 20.0)):
        assert by_plants({"for_mine": amount}, {("for_mine", 2026): tonnes}) == ["plant for_mine"]
        assert by_plants({"for_mine": amount}, {("for_mine", 2026): tonnes - 0.1}) == []


def test_a_direction_may_be_asked_for() -> None:
    more = {("for_mine", 2026): 10.0}
    assert by_plants({"for_mine": 1.0}, more, direction=-1.0) == []
    for direction in (0.0, 1.0):
        assert by_plants({"for_mine": 1.0}, more, direction=direction) == ["plant for_mine"]


def test_what_plants_are_bound_to_run_is_an_event_too() -> None:
    """One is bound to 12 t after 9, and another to 9 after 12."""
    assert by_plants({"hom_mine": 1.0}, {}, enough=3.0) == ["floor hom_mine"]
    assert by_plants({"hom_mine": 1.0}, {}, enough=3.0, direction=-1.0) == []
    assert by_plants({"hom_mine": 1.0}, {}, enough=3.1) == []
    assert by_plants({"for_mine": 1.0}, {}, enough=3.0) == ["floor for_mine"]
    assert by_plants({"for_mine": 1.0}, {}, enough=3.0, direction=1.0) == []


def by_stores(
    opening: float,
    levels: Sequence[float],
    asked: Numbers = 0.0,
    enough: float = 5.0,
    at: int = AT,
) -> list[str]:
    """Events of a year of the store of oxide at home, which holds so much when years end."""
    tier = LABELS.tiers[0]
    plan = written(
        {"stock": {"oxide@HOM": levels}},
        parameters={
            "initial_stock": {"oxide@HOM": opening},
            "stock_target": {("oxide@HOM", tier): asked},
        },
    )
    found = list(Events(plan).of_stores("oxide", "HOM", at, enough))
    assert not list(Events(plan).of_stores("magnet", "HOM", at, enough))
    return found


@pytest.mark.parametrize(
    ("opening", "levels", "empty"),
    [
        (9, [9, 9, 0], True),  # it gave all it had in 2026
        (9, [9, 0, 0], True),  # or in 2025, and gives no more
        (9, [0, 0, 0], False),  # in 2024: makers have done without for a year
        (0, [0, 0, 9], False),
        (9, [9, 9, 9], False),
        (9, [9, 9, 1], False),  # a tonne is left
        (9, [9, 1, 0.9], True),  # of that a tenth is given
        (9, [1, 0.9, 0.9], True),
        (9, [0.9, 0.9, 0.9], False),
        (9, [9, 0, 9], True),  # a year before, and is filled again
    ],
)
def test_a_store_that_ran_empty_in_this_year_or_the_last_is_an_event(
    opening: float, levels: list[float], empty: bool
) -> None:
    assert by_stores(opening, levels) == ["store oxide@HOM"] * empty


def test_a_store_may_run_empty_of_what_it_opens_with() -> None:
    assert by_stores(9, [0, 0, 0], at=1) == by_stores(9, [9, 0, 0], at=1) == ["store oxide@HOM"]
    assert by_stores(0, [0, 0, 0], at=1) == []


@pytest.mark.parametrize(
    ("levels", "asked", "met"),
    [
        ([9, 9, 9], [0, 0, 9], True),  # it is asked for 9 t for the first time
        ([9, 9, 8], [0, 0, 9], True),  # and holds them but for a tonne
        ([9, 9, 7.9], [0, 0, 9], False),
        ([9, 9, 9], [0, 9, 9], True),  # it need grow no more
        ([9, 9, 7.9], [0, 9, 9], True),  # it held them a year before
        ([9, 9, 9], [9, 9, 9], False),  # all is as it was
        ([20, 20, 20], [3, 6, 9], False),  # it grows as it did
        ([20, 20, 20], [3, 6, 13.9], False),  # or by little more
        ([20, 20, 20], [3, 6, 14], True),
        ([9, 9, 9], [9, 9, 0], True),
        ([9, 9, 5], [0, 0.5, 10], True),  # half a tonne was met, ten are not
        ([9, 9, 9], [9, 0, 0], False),  # nothing is asked of it
    ],
)
def test_a_target_that_turns_is_an_event_where_it_is_met(
    levels: list[float], asked: list[float], met: bool
) -> None:
    assert by_stores(30, levels, asked) == ["target oxide@HOM"] * met


def test_a_target_turns_by_a_tonne_or_more() -> None:
    for asked, met in ((1.0, True), (0.9, False)):
        assert by_stores(30, [9, 9, 9], [0, 0, asked], enough=0.0) == ["target oxide@HOM"] * met


def test_before_the_first_year_nothing_was_asked_for() -> None:
    """5 t from 2024 on: a turn of 5 t the year after, from which on it need grow no more."""
    for enough, met in ((5.0, True), (5.1, False)):
        assert by_stores(30, [9, 9, 9], 5.0, enough, at=1) == ["target oxide@HOM"] * met
    assert by_stores(30, [9, 9, 9], 5.0) == []
