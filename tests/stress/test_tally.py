"""Counting: bins, sums, quantiles and tails against the same worked out in full."""

from __future__ import annotations

import numpy as np
import pytest

from monazite.stress.counting import counts, users
from monazite.stress.tally import (
    Tally,
    added,
    lost_in_tail,
    lost_quantile,
    share_quantiles,
    tallied,
)

NUMBERS = np.random.default_rng(4)
NEED = np.full((2, 6), 100.0)
SHORT = 100.0 * NUMBERS.random((500, 2, 6)) * (NUMBERS.random((500, 2, 6)) < 0.6)
LOST = np.exp(NUMBERS.normal(12.0, 2.0, (500, 2))) * (NUMBERS.random((500, 1)) < 0.7)
EACH = users(np.arange(2), np.ones(2), NEED)


def tally(short: np.ndarray, lost: np.ndarray, first_draw: int = 0) -> Tally:
    """The tally of what two users go without, S, U, T, and lose, S, U."""
    return tallied(counts(short.transpose(2, 1, 0), EACH), lost.T, EACH.use, first_draw)


WHOLE = tally(SHORT, LOST)


def test_parts_add_up_to_the_whole_in_any_order() -> None:
    parts = [tally(SHORT[at : at + 100], LOST[at : at + 100], at) for at in range(0, 500, 100)]
    assert added(parts).as_bytes() == WHOLE.as_bytes()
    assert added(reversed(parts)).as_bytes() == WHOLE.as_bytes()


def test_a_tally_that_was_changed_since_is_none() -> None:
    written = WHOLE.as_bytes()
    again = Tally.from_bytes(written)
    assert again is not None
    assert again.as_bytes() == WHOLE.as_bytes()
    for cut in range(0, len(written), 97):
        assert Tally.from_bytes(written[:cut]) is None
    for at in range(len(written)):
        changed = bytearray(written)
        changed[at] ^= 0x01
        assert Tally.from_bytes(bytes(changed)) is None


def test_shares_are_those_of_their_bins() -> None:
    for part in (0.1, 0.5, 0.9):
        binned = share_quantiles(WHOLE, 0, (part,))[0]
        exact = np.quantile(SHORT[:, 0] / 100.0, part, axis=0, method="inverted_cdf")
        assert (binned - exact >= -1e-9).all()
        assert (binned - exact <= 1.0 / 200.0 + 1e-9).all()


def test_losses_are_within_their_bins() -> None:
    total = np.rint(LOST).sum(axis=1)
    for part in (0.5, 0.9, 0.95):
        exact = np.quantile(total, part, method="inverted_cdf")
        assert lost_quantile(WHOLE, part) == pytest.approx(exact, rel=0.025)
    worst = np.sort(total)[-25:]
    assert lost_in_tail(WHOLE, 0.95) == pytest.approx(worst.mean(), rel=0.01)


def test_means_and_frequencies_are_exact() -> None:
    assert WHOLE.lost[-1] == pytest.approx(LOST.sum(), abs=600)
    assert WHOLE.touched.tolist() == [
        *(SHORT > 0).any(axis=2).sum(axis=0).tolist(),
        int((SHORT > 0).any(axis=(1, 2)).sum()),
    ]
    first = [np.flatnonzero(row)[0] if row.any() else 6 for row in SHORT[:, 1] > 0]
    assert WHOLE.first[1].tolist() == np.bincount(first, minlength=7).tolist()


def test_the_worst_are_named_by_their_number() -> None:
    total = np.rint(LOST.sum(axis=1))
    assert WHOLE.worst[0][1] == int(total.argmax())
    later = tally(SHORT, LOST, 5000)
    assert later.worst[0][1] == 5000 + int(total.argmax())
