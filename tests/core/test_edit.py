"""An edit has a known operation, a number and a reason."""

import dataclasses

import pytest

from monazite.core import Edit, LedgerEntry
from monazite.core.origin import Origin


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


def test_an_origin_given_as_text_names_the_whole_of_it() -> None:
    """Whoever writes an edit in Python says in words where it is from."""
    edit = Edit("capacity", {}, "set", 1.0, "so", "my notebook")  # type: ignore[arg-type]
    assert edit.origin == Origin("my notebook")
    assert hash(edit) == hash(dataclasses.replace(edit, origin=Origin("my notebook")))
