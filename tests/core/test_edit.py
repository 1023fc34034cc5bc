"""An edit has a known operation, a number and a reason."""

import dataclasses

import pytest

from monazite.core import Edit, LedgerEntry
from monazite.core.edit import place_of


def test_an_edit_and_its_ledger_entry_are_plain_frozen_records() -> None:
    edit = Edit("capacity", {"facility": "red", "year": (2026, 2027)}, "add", 5.0, "more", "a.yaml")
    entry = LedgerEntry(edit, cells=2, old=10.0, new=20.0)
    assert entry.edit.source == ""
    with pytest.raises(dataclasses.FrozenInstanceError):
        entry.new = 0.0  # type: ignore[misc]


@pytest.mark.parametrize(
    ("operation", "value", "reason", "message"),
    [
        ("halve", 1.0, "so", "operation 'halve' is not known"),
        ("set", float("nan"), "so", "the edit of 'capacity' has no number"),
        ("set", 1.0, " ", "the edit of 'capacity' gives no reason"),
    ],
)
def test_an_edit_without_meaning_is_refused(
    operation: str, value: float, reason: str, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Edit("capacity", {}, operation, value, reason, "a.yaml")  # type: ignore[arg-type]


def test_an_origin_names_a_file_and_a_place_in_it() -> None:
    assert place_of("strategies/article.yaml#levers[2]") == ("strategies/article.yaml", "levers[2]")
    assert place_of("corrections.yaml") == ("corrections.yaml", "")
    assert place_of("") == ("", "")
