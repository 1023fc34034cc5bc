"""What serves each use at home and what it misses, on a few tonnes by hand."""

from dataclasses import replace

import pytest

from monazite.core.labelled import Labelled
from monazite.findings.account.offers import _offered, missing_by_use

from ..by_hand import LABELS, written


def test_what_a_use_misses_is_told_in_what_serves_it() -> None:
    """90 t are wanted and 25 t of magnets come, each of which does for two: 20 t are missing."""
    plan = written(
        {"served": {"motors@HOM/magnet": 25}},
        parameters={"demand": {"motors@HOM": 90}, "equivalence": {"motors@HOM/magnet": 2}},
    )
    assert missing_by_use(plan)["motors", "magnet"] == pytest.approx([20, 20, 20])


@pytest.mark.parametrize(("wanted", "missing"), [(0.9e-6, 0.0), (1e-6, 1e-6), (3.0, 3.0)])
def test_less_than_a_gram_is_no_shortage(wanted: float, missing: float) -> None:
    plan = written(parameters={"demand": {"motors@HOM": wanted}})
    assert missing_by_use(plan)["motors", "magnet"].tolist() == [missing] * 3


def test_what_is_worth_nothing_to_a_use_is_no_offer_to_it() -> None:
    """Oxide has no penalty and serves nothing; of two that do the one with the least is best."""
    offers = (("ore", 2.0, 1.0), ("oxide", 0.0, 0.0), ("magnet", 1.0, 3.0))
    labels = replace(
        LABELS, use_options=tuple(("motors", "HOM", material) for material, _, _ in offers)
    )
    names = {"use_option": labels.coordinates("use_option")}
    worth, penalty = (
        Labelled([offer[at] for offer in offers], coords=names, dims=("use_option",))
        for at in (1, 2)
    )
    found = _offered(labels, worth, penalty)["motors"]
    assert (found.rows, found.best, found.worth) == ([0, 2], "ore", 2.0)
