"""Adds up what scenarios come to in whole numbers, so that the order in which they come is nothing.

Shares and values fall into fixed bins; sums are of kilogrammes and dollars. Tallies of blocks add
up to the same bytes whoever counted which block, and take no more room for a million scenarios than
for ten. A quantile is that of its bin: 0.5 % of need, or 2.4 % of a value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from io import BytesIO

import numpy as np

from monazite.stress.counting import SHARE_BINS, Counts, Places, by_use
from monazite.stress.system import Floats, Whole

DECADES, PER_DECADE = 9, 96
"""Bins of value: so many powers of ten above `UNIT`, and so many bins in each."""

UNIT = 1_000.0
"""money: values below are nothing."""

WORST = 20
"""Draws kept because they are the worst."""

DIGEST = sha256().digest_size
"""Bytes in front of a tally that is written down, which say whether it was changed since."""


@dataclass(frozen=True, eq=False)
class Tally:
    """What some scenarios came to; `U` uses and behind them all counted together, `T` months."""

    scenarios: int
    share: Whole
    """U + 1, T, bins: scenarios by the share of need that is short."""
    short: Whole
    """U + 1, T: kilogrammes short, all scenarios."""
    touched: Whole
    """U + 1: scenarios in which anything is short at any time."""
    first: Whole
    """U + 1, T + 1: scenarios by the first month in which something is short; never is last."""
    lost: Whole
    """U + 1: dollars lost, all scenarios."""
    lost_bins: Whole
    """Scenarios by what they lose."""
    lost_in_bins: Whole
    """Dollars lost in each of these bins."""
    worst: tuple[tuple[int, int], ...]
    """Dollars lost and number of the worst draws, the worst first."""

    def __add__(self, other: Tally) -> Tally:
        """Give the tally of both."""
        added = {
            field.name: getattr(self, field.name) + getattr(other, field.name)
            for field in fields(self)
            if field.name != "worst"
        }
        worst = sorted((*self.worst, *other.worst), key=lambda one: (-one[0], one[1]))
        return replace(self, **added, worst=tuple(worst[:WORST]))

    def as_bytes(self) -> bytes:
        """Write a tally down, without the many bins that nothing fell into taking room."""
        written = BytesIO()
        arrays = {
            field.name: np.asarray(getattr(self, field.name), dtype=np.int64)
            for field in fields(self)
        }
        np.savez_compressed(written, **arrays)  # type: ignore[arg-type]
        return sha256(written.getvalue()).digest() + written.getvalue()

    @classmethod
    def from_bytes(cls, written: bytes) -> Tally | None:
        """Read a tally that was written down; None for what is none or was changed since."""
        said, body = written[:DIGEST], written[DIGEST:]
        if sha256(body).digest() != said:
            return None
        with np.load(BytesIO(body), allow_pickle=False) as found:
            arrays = {field.name: found[field.name] for field in fields(cls)}
        worst = tuple((int(lost), int(draw)) for lost, draw in arrays.pop("worst").reshape(-1, 2))
        return cls(scenarios=int(arrays.pop("scenarios")), worst=worst, **arrays)


def tallied(found: Counts, lost: Floats, use: Whole | Places, first_draw: int = 0) -> Tally:
    """Give the tally of scenarios of which months are counted; `lost` is O, S, in money.

    What is lost is added up over all users, `use`, O, whoever is counted among them.
    """
    months, by_users = found.short.shape[1], by_use(use, lost)
    dollars = np.rint(np.concatenate([by_users, by_users.sum(axis=0, keepdims=True)]))
    dollars = dollars.astype(np.int64)
    total = dollars[-1]
    at = np.clip(
        np.floor(np.log10(np.maximum(total, 1) / UNIT) * PER_DECADE) + 1, 0, DECADES * PER_DECADE
    ).astype(np.int64)
    order = np.argsort(-total, kind="stable")[:WORST].tolist()
    return Tally(
        scenarios=len(total),
        share=found.share,
        short=found.short,
        touched=(found.first < months).sum(axis=1).astype(np.int64),
        first=np.stack([np.bincount(row, minlength=months + 1) for row in found.first]),
        lost=dollars.sum(axis=1),
        lost_bins=np.bincount(at, minlength=DECADES * PER_DECADE + 1).astype(np.int64),
        lost_in_bins=_sums(at, total),
        worst=tuple((int(total[row]), first_draw + row) for row in order),
    )


def added(tallies: Iterable[Tally]) -> Tally:
    """Add up tallies; there is at least one."""
    found: Tally | None = None
    for one in tallies:
        found = one if found is None else found + one
    assert found is not None, "somebody counted"
    return found


def share_quantiles(tally: Tally, use: int, parts: Iterable[float]) -> Floats:
    """Share of need that is short by part and month: the least bin that holds so many scenarios."""
    below = np.cumsum(tally.share[use], axis=1)
    wanted = np.array([max(np.ceil(part * tally.scenarios), 1) for part in parts])
    found = (below[None] >= wanted[:, None, None]).argmax(axis=2)
    return np.asarray(found / SHARE_BINS, dtype=float)


def lost_quantile(tally: Tally, part: float) -> float:
    """Value lost that so many scenarios do not exceed, as the mean of its bin, money."""
    at = int((np.cumsum(tally.lost_bins) >= max(np.ceil(part * tally.scenarios), 1)).argmax())
    return float(tally.lost_in_bins[at] / max(tally.lost_bins[at], 1))


def lost_in_tail(tally: Tally, part: float) -> float:
    """Mean of what the worst scenarios beyond a part lose (conditional value at risk), money."""
    left = wanted = max(tally.scenarios - int(np.ceil(part * tally.scenarios)), 1)
    total = 0.0
    for count, dollars in zip(tally.lost_bins[::-1], tally.lost_in_bins[::-1], strict=True):
        taken = min(int(count), left)
        if taken:
            total += float(dollars) * taken / int(count)
            left -= taken
        if not left:
            break
    return total / wanted


def _sums(at: Whole, dollars: Whole) -> Whole:
    found = np.zeros(DECADES * PER_DECADE + 1, dtype=np.int64)
    np.add.at(found, at, dollars)
    return found
