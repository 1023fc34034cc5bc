"""Better and worse, where users who go without make figures look good."""

import pytest

from monazite.findings.comparison import marks
from monazite.findings.indicators import compute
from monazite.findings.solution import Solution

from ..by_hand import written


def buying(farland: float, thirdland: float) -> Solution:
    """A country that wants 100 t of magnets and gets what it buys."""
    return written(
        {
            "shipment": {"magnet:FOR>HOM": farland, "magnet:THD>HOM": thirdland},
            "served": {"motors@HOM/magnet": farland + thirdland},
        },
        parameters={"demand": {"motors@HOM": 100}, "price": {"magnet": 5000}},
    )


USUAL = buying(80, 20)


@pytest.mark.parametrize("key", ["import_bill.magnet", "top_supplier_share", "concentration"])
def test_losing_the_largest_supplier_is_no_gain(key: str) -> None:
    """40 t of Farland's are missed: half the bill and evener shares, and nobody is better off."""
    short = buying(20, 20)
    assert (compute(short, key) < compute(USUAL, key)).all()
    assert marks(short, USUAL, key) == ["neither"] * 3
    assert marks(USUAL, short, key) == ["worse"] * 3


def test_what_is_spread_without_going_short_is_a_gain() -> None:
    assert marks(buying(60, 40), USUAL, "top_supplier_share") == ["better"] * 3
    assert marks(buying(60, 35), USUAL, "top_supplier_share") == ["better"] * 3, "65 of 100 at most"


def test_dependence_does_not_fall_for_going_short() -> None:
    assert marks(buying(20, 20), USUAL, "net_import_reliance") == ["neither"] * 3
    assert marks(buying(20, 20), USUAL, "self_sufficiency") == ["neither"] * 3


def test_what_has_no_direction_or_no_meaning_is_not_marked() -> None:
    assert marks(buying(20, 20), USUAL, "exports.magnet") == ["neither"] * 3
    assert marks(buying(0, 0), USUAL, "top_supplier_share") == ["neither"] * 3


def test_what_nobody_would_see_is_no_difference() -> None:
    assert marks(buying(80.001, 19.999), USUAL, "top_supplier_share") == ["neither"] * 3
    assert marks(buying(80.1, 19.9), USUAL, "top_supplier_share") == ["worse"] * 3
