"""Counting: bins, sums, quantiles and tails against the same worked out in full."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

import numpy as np
import pytest

from monazite.stress.counting import counts, users
from monazite.stress.tally import (
    DECADES,
    PER_DECADE,
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


def lost(*dollars: float) -> Tally:
    """Scenarios in which a single user loses so much, and goes short of nothing."""
    one = users(np.arange(1), np.ones(1), np.full((1, 6), 100.0))
    short = np.zeros((6, 1, len(dollars)))
    return tallied(counts(short, one), np.array([dollars]), one.use)


def test_draws_are_numbered_from_nought_unless_said_otherwise() -> None:
    assert lost(5.0, 900.0, 70.0).worst == ((900, 1), (70, 2), (5, 0))


def test_values_fall_into_bins_of_a_ninety_sixth_of_a_power_of_ten() -> None:
    """Below 1,000 nothing; 1,000 to 1,024 the first; from 10^12 on the last."""
    last = DECADES * PER_DECADE
    for dollars, at in (
        *((0.0, 0), (999.0, 0), (1_000.0, 1), (1_020.0, 1), (1_030.0, 2)),
        *((10_000.0, 97), (1.0e12, last), (9.0e13, last)),
    ):
        found = lost(dollars)
        assert np.flatnonzero(found.lost_bins).tolist() == [at]
        assert found.lost_in_bins[at] == dollars == found.lost[-1]


LOSSES = lost(0.0, 5_000.0, 2_020_000.0, 2_040_000.0)


@pytest.mark.parametrize(
    ("part", "quantile"), [(0.0, 0.0), (0.25, 0.0), (0.26, 5_000.0), (0.5, 5_000.0)]
)
def test_so_many_of_four_lose_no_more(part: float, quantile: float) -> None:
    assert lost_quantile(LOSSES, part) == quantile


@pytest.mark.parametrize("part", [0.51, 0.75, 1.0])
def test_the_two_that_fall_into_one_bin_are_told_by_their_mean(part: float) -> None:
    assert lost_quantile(LOSSES, part) == 2_030_000.0


@pytest.mark.parametrize(
    ("part", "mean"),
    [
        (0.0, 4_065_000 / 4),
        (0.25, 4_065_000 / 3),
        (0.5, 2_030_000),
        (0.75, 2_030_000),  # one of two in a bin
        (1.0, 2_030_000),  # the worst one at least
    ],
)
def test_the_worst_beyond_a_part_lose_so_much_on_average(part: float, mean: float) -> None:
    assert lost_in_tail(LOSSES, part) == pytest.approx(mean)


def test_a_share_is_the_least_bin_that_holds_so_many() -> None:
    """Of four scenarios two lose nothing of a month, one half of it and one all."""
    one = users(np.arange(1), np.ones(1), np.full((1, 1), 100.0))
    short = np.array([[[0.0, 0.0, 50.0, 100.0]]])
    found = tallied(counts(short, one), np.zeros((1, 4)), one.use)
    shares = share_quantiles(found, 0, (0.0, 0.5, 0.51, 0.75, 0.76, 1.0))[:, 0]
    assert shares.tolist() == pytest.approx([0, 0, 0.5, 0.5, 1, 1], abs=0.0051)


def test_a_tally_that_would_run_something_is_not_read() -> None:
    written = BytesIO()
    np.savez(written, scenarios=np.array([{}], dtype=object))
    body = written.getvalue()
    with pytest.raises(ValueError, match="allow_pickle"):
        Tally.from_bytes(sha256(body).digest() + body)
