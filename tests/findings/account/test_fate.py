"""Where tonnes went that are no longer sold, where plans stored and put aside some before."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from monazite.findings.account import Whereabouts, closing_gap, fate, fate_of_conserved
from monazite.findings.account.fate import SINKS, SOURCES, Fate, Idle, fate_told
from monazite.findings.solution import Contained, Solution

from ..by_hand import written
from ..toy import STUDY
from .test_account import recycling

SOLD = {"oxide:HOM>FOR": 10}


def tonnes(rows: Sequence[Fate], year: int = 2025) -> dict[str, float]:
    """Fates of a year by name."""
    return {row.fate.name: row.tonnes for row in rows if row.year == year}


def test_what_was_stored_and_put_aside_before_is_no_fate() -> None:
    """10 t are sold no more: 5 more are stored than the 3 before, 5 more put aside than the 2."""
    before = written(
        {"shipment": SOLD, "intake": {"oxide@HOM": 3}, "discard": {"oxide@HOM": 2}},
    )
    after = written({"intake": {"oxide@HOM": 8}, "discard": {"oxide@HOM": 7}}, baseline=before)
    assert tonnes(fate_of_conserved(after, "NdPr")) == pytest.approx(
        {"conserved": 10, "stocked as oxide by others": 5, "put aside as oxide": 5}
    )


def test_a_plan_is_held_against_the_same_without_its_limits() -> None:
    """The baseline sold 4 t, which is not asked where it is known what a limit keeps."""
    after, free, baseline = (
        written({"shipment": {"oxide:HOM>FOR": sold}}).outcome for sold in (0, 10, 4)
    )
    limited = Solution(STUDY, after, baseline, lambda: free)
    assert tonnes(fate_of_conserved(limited, "NdPr"))["conserved"] == 10
    bare = Solution(STUDY, after, baseline)
    assert tonnes(fate_of_conserved(bare, "NdPr"))["conserved"] == 4


def test_less_is_recycled_where_less_is_collected() -> None:
    """2 t of magnets in place of 5: 1.2 t oxide are not recycled, and as much less is used."""
    before, after = recycling(5), recycling(2)
    rows = fate_of_conserved(Solution(STUDY, after.outcome, before.outcome), "NdPr")
    assert tonnes(rows) == pytest.approx(
        {"conserved": 0, "used at home": -1.2, "not recycled": 1.2}
    )


def idle(
    before: Mapping[str, float], after: Mapping[str, float], room: float, lies_as: str
) -> list[str]:
    """Plants that stand idle while tonnes lie as a form; each could do so much."""
    known = written({"activity": before, "shipment": SOLD})
    plan = written({"activity": after, "discard": {f"{lies_as}@HOM": 5}}, baseline=known)
    vars(plan)["usable_capacity"] = 0.0 * plan.outcome["activity"] + room
    rows = (row for row in fate_of_conserved(plan, "NdPr") if row.fate.form or row.idle.titles)
    return sorted({title for row in rows for title in row.idle.titles})


@pytest.mark.parametrize(
    ("before", "after", "room", "named"),
    [
        (20.0, 10.0, 20.0, True),
        (20.0, 10.0, 10.5, False),  # it could do half a tonne more
        (20.0, 10.0, 10.6, True),
        (10.5, 10.0, 20.0, False),  # it did half a tonne more
        (10.6, 10.0, 20.0, True),
        (10.0, 10.0, 20.0, False),
        (20.0, 10.0, 10.0, False),
    ],
)
def test_a_plant_that_takes_what_lies_there_is_idle_where_it_did_more_and_could(
    before: float, after: float, room: float, named: bool
) -> None:
    title = written().parameters.titles["hom_magnets"]
    found = idle({"hom_magnets": before}, {"hom_magnets": after}, room, "oxide")
    assert found == [title] * named


@pytest.mark.parametrize(("less", "named"), [(0.8, False), (0.9, True)])
def test_a_mine_that_digs_half_a_tonne_of_oxide_less_is_not_idle(less: float, named: bool) -> None:
    """0.8 t of ore hold 0.5 t."""
    title = written().parameters.titles["hom_mine"]
    found = idle({"hom_mine": 8.0}, {"hom_mine": 8.0 - less}, 50.0, "oxide")
    assert found == [title] * named


def test_small_accounts_are_held_against_a_tonne_and_others_against_what_came_in() -> None:
    for came, gap in ((0.5, 0.25), (1.0, 0.25), (1.5, 0.25 / 1.5)):
        account = {name: np.zeros(2) for name in (*SOURCES, *SINKS)}
        account["mined"] = np.array([came, came])
        account["exported"] = np.array([came, came - 0.25])
        assert closing_gap(account) == pytest.approx(gap)


def test_fates_of_several_groups_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """3 and 4 t of one group and 5 t of another are 1.5 + 2.5 and 2 t of half as much oxide each.

    Idle plants are those told with the first group that names any.
    """
    stored, dug = Whereabouts("stored"), Whereabouts("not mined")
    told = {
        "A": [
            Fate(2025, stored, 3.0, "A"),
            Fate(2025, dug, 4.0, "A", Idle(("a mine",))),
        ],
        "B": [
            Fate(2025, stored, 5.0, "B", Idle(("a store",))),
            Fate(2025, dug, 0.0, "B", Idle(("another",))),
            Fate(2026, dug, 1.0, "B"),
        ],
    }
    monkeypatch.setattr(fate, "fate_of_conserved", lambda solution, group: told[group])
    found = fate_told(written(), Contained(("A", "B"), "oxide", "A and B", factor=0.5))
    assert [(one.fate, one.year, one.tonnes, one.group) for one in found] == [
        (stored, 2025, 4.0, "A and B"),
        (dug, 2025, 2.0, "A and B"),
        (dug, 2026, 0.5, "A and B"),
    ]
    assert [one.idle.titles for one in found] == [("a store",), ("a mine",), ()]
