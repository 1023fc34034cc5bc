"""How near a rule comes to the best that anybody can do who does not know how long a stop lasts."""

from __future__ import annotations

from math import erf, log, sqrt
from pathlib import Path

import numpy as np
import pytest
from tests import shipped
from tests.stress.chains import lane_alone, stop
from tests.stress.not_knowing import least_not_knowing

from monazite.stress import Knowing, Release, losses_of, recorded
from monazite.stress.otherwise import with_store
from monazite.stress.release import under
from monazite.stress.stores import net_of, of_days


def test_who_does_not_know_spares_something_for_a_longer_stop() -> None:
    # 12 t, and as likely one month of nothing as three. Of 10 t s short cost 100 s + 40 s^2: with x
    # let go at first 10 - x are short, and half the time 4 + x / 2 in each of two more months. The
    # sum is least at 6.9.
    steep = lane_alone(stock=12.0, last_value=900.0)
    depths = np.stack([stop(first=0, length=length) for length in (1, 3)])
    least = least_not_knowing(steep, steep, depths, (1, 3), np.array([0.5, 0.5]))
    by_hand = sum(100.0 * short + 40.0 * short**2 for short in (3.1, 7.45))
    assert least == pytest.approx(by_hand, rel=0.01)


REPOSITORY = Path(__file__).parents[2]

LONGEST = 24


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "days"), [("full_stop", 0.0), ("full_stop", 88.0), ("licensing", 0.0)]
)
def test_a_rule_set_before_a_stop_is_near_the_best_of_those_who_do_not_know_its_length(
    name: str, days: float
) -> None:
    stress = shipped.handle("india").stress("announced", year=2030, n=1, shock=name)
    at = next(i for i, one in enumerate(stress.shocks) if one.name == name)
    shock, lasts = stress.shocks[at], range(1, LONGEST + 1)
    ends = [log((last + 0.5) / shock.length) / shock.length_spread for last in lasts]
    shorter = [0.5 * (1.0 + erf(end / sqrt(2.0))) for end in ends]
    chances = np.diff([0.0, *shorter[:-1], 1.0])
    depths = np.zeros((LONGEST, len(stress.shocks), 36))
    for row, last in enumerate(lasts):
        depths[row, at, :last] = shock.depth

    price = np.array(
        [stress.run.solution.parameters.at("price", one) for one in stress.months.materials]
    )
    system = net_of(stress.months.system, price)
    store = with_store(system, of_days(system, stress._product_rows, days))

    def by(rule: Release) -> float:
        return float(losses_of(under(store, rule), depths) @ chances)

    rules = [Release(remaining=part / 20.0, by_value=True) for part in range(21)]
    rule = min(rules, key=by)
    held, free = under(store, rule), under(store, Release())
    knowing, known = Knowing(free), 0.0
    for depth, chance in zip(depths, chances, strict=True):
        knowing.sees(depth, recorded(held, depth).came, held.public)
        known += chance * knowing.least()
    unknown = least_not_knowing(held, free, depths, list(lasts), chances)
    assert known < unknown <= by(rule) <= by(rules[0])
    assert by(rule) < 1.03 * unknown
    told = " | ".join(f"{one / 1e6:.1f}" for one in (by(rules[0]), by(rule), unknown, known))
    page = (REPOSITORY / "docs" / "formulation.md").read_text(encoding="utf-8")
    assert f"| {shock.title} | {days:.0f} | {told} |" in page
