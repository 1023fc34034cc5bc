"""Rules of demand: what goes wrong without each, and does not with it.

- Curves are anchored at what was observed, in fine steps on both sides. Else nobody answers a
  price, then a third at once.
  Test: users answer prices next to the anchor.
- Cuts are shifted from use to use. Else all change their minds at one price.
  Test: like uses with shifted cuts follow the curve in finer steps.
- A use that takes much of what home wants is cut finer. Else its steps are those of all.
  Test: a use that weighs much does not move all by its own steps.
- One choke ladder by use, everywhere. Else users abroad outbid all home uses in a crisis.
  Test: with a higher choke abroad every strategy looks alike.
- Tiers rank uses and are nobody's cost. Else the first to be served is whoever bids most.
  Test: `test_behaviours.py`: tiers decide who is served first.
"""

from functools import cache

import numpy as np
import pytest

from monazite.model import Session, build_programme
from monazite.parameters.curves import demand_curve
from monazite.parameters.sizes import FINE_TRANCHES, FINER_TRANCHES

from .miniature import Changes, miniature

PRICE, CHOKE, ELASTICITY = 5000.0, 50_000.0, -0.8
SERVED_AT = (4850.0, 4950.0, 5050.0, 5150.0, 5250.0)


def as_changes(curve: dict[int, tuple[float, float]]) -> Changes:
    """A demand curve of home's motors."""
    return {
        "tranche_share": {f"motors@HOM/{n:+d}": share for n, (share, _) in curve.items()},
        "unmet_cost": {f"motors@HOM/{n:+d}": value for n, (_, value) in curve.items()},
    }


@cache
def buyer_session() -> Session:
    """Home makes no magnets; freight sets what one from abroad costs there."""
    return Session(build_programme(miniature({"nameplate": {("home_magnets", 2012): 0.0}})))


def bought_at(price: float, curve: dict[int, tuple[float, float]]) -> float:
    """Magnets that home takes at a price; presses abroad sell at 2,375 USD/t."""
    terms: Changes = {
        "nameplate": {("home_magnets", 2012): 0.0},
        "freight": {"magnet:FOR>HOM": price - 2375.0},
        **as_changes(curve),
    }
    served = buyer_session().solve(miniature(terms))["served"]
    return float(served.sel(use_option="motors@HOM/magnet", period=2025))


def five_wide_steps() -> dict[int, tuple[float, float]]:
    """The same curve in steps spaced evenly from the reference price on, none below it."""
    edges = np.geomspace(PRICE, CHOKE, 5)
    left = (edges / PRICE) ** ELASTICITY
    steps = {
        n + 1: (float(left[n] - left[n + 1]), float(np.sqrt(edges[n] * edges[n + 1])))
        for n in range(4)
    }
    empty = dict.fromkeys(FINE_TRANCHES, (0.0, PRICE))
    return {**empty, **steps, FINE_TRANCHES[-1]: (float(left[-1]), CHOKE)}


def test_users_answer_prices_next_to_the_anchor() -> None:
    """Demand at price p is 100 (p / 5,000) ^ -0.8, anchored at 100 t and 5,000 USD/t.

    Fine steps follow the curve within a tonne and a half for prices 3 % below the anchor to 5 %
    above it. Steps that begin at the reference price and are spaced out to the choke do not answer
    at all there, and then 37 t leave at once, at 6,668 USD/t.
    """
    fine, wide = demand_curve(PRICE, CHOKE, ELASTICITY), five_wide_steps()
    curve = {p: 100.0 * (p / PRICE) ** ELASTICITY for p in SERVED_AT}
    for price, wanted in curve.items():
        assert bought_at(price, fine) == pytest.approx(wanted, abs=1.5), price
    assert [bought_at(price, wide) for price in SERVED_AT] == pytest.approx([100.0] * 5)
    assert bought_at(6600.0, wide) - bought_at(6700.0, wide) == pytest.approx(36.9, abs=0.1)
    steps = [bought_at(price, fine) for price in SERVED_AT]
    assert max(np.abs(np.diff(steps))) <= 2.0 + 1e-9


def test_like_uses_with_shifted_cuts_follow_the_curve_in_finer_steps() -> None:
    """Ten like uses, each with cuts shifted by a tenth of a tranche against the next.

    Alone a use changes its mind by a quarter of a per cent and more at a time; of all ten together
    no price takes more than the widest tranche of one of them, a tenth of that.
    """
    curves = [demand_curve(100.0, 1600.0, -0.3, shift=(n + 0.5) / 10 - 0.5) for n in range(10)]
    together = sorted((value, share / 10) for curve in curves for share, value in curve.values())
    prices = np.linspace(102.0, 118.0, 2000)
    left = [sum(share for value, share in together if value > price) for price in prices]
    above = (prices / 100.0) ** -0.3
    assert np.max(np.abs(np.array(left) - above)) < 0.001
    assert -np.min(np.diff(left)) < 0.0013
    alone = [sum(s for s, value in curves[0].values() if value > price) for price in prices]
    assert -np.min(np.diff(alone)) > 0.007


def test_a_use_that_weighs_much_does_not_move_all_by_its_own_steps() -> None:
    """Nine like uses and a tenth that takes a third of all, where a price a tenth up rises by 1 %.

    That hundredth should cost 0.29 % of demand. Where the large use is cut as the others are, its
    step alone is 0.3 % of all, and up to 0.63 % go; cut finer, not half of that goes too much.
    """
    prices = np.linspace(106.0, 115.0, 901)
    due = (prices / 100.0) ** -0.3 * (1.0 - 1.01**-0.3)
    small = [demand_curve(100.0, 1600.0, -0.3, shift=(n + 0.5) / 9 - 0.5) for n in range(9)]

    def strayed(kind: tuple[int, ...]) -> float:
        weighed = [(share * 2 / 27, value) for curve in small for share, value in curve.values()]
        large = demand_curve(100.0, 1600.0, -0.3, kind)
        weighed += [(share / 3, value) for share, value in large.values()]
        moved = [sum(s for s, value in weighed if p < value <= 1.01 * p) for p in prices]
        return float(np.max(np.abs(moved - due)))

    assert strayed(FINE_TRANCHES) > 0.003
    assert strayed(FINER_TRANCHES) < 0.002


def test_with_a_higher_choke_abroad_every_strategy_looks_alike() -> None:
    """A crisis: presses abroad make 100 t, 300 t are wanted. Home builds nothing, or 40 t more.

    On one ladder home's 60 t stay at home, and 100 t with the new presses. When users abroad give
    up at 60,000 USD/t and home's at 50,000, all of it is sold abroad, either way: the strategy
    seems to do nothing.
    """
    crisis: Changes = {"nameplate": {("abroad_magnets", 2012): 100.0}}
    session = Session(build_programme(miniature(crisis)))

    def served_at_home(**changes: dict[object, float]) -> list[float]:
        found = []
        for more in (0.0, 40.0):
            parameters = miniature(
                {**crisis, "programme": {("home_magnets", 2024): more}, **changes}  # type: ignore[dict-item]
            )
            served = session.solve(parameters)["served"]
            found.append(round(float(served.sel(use_option="motors@HOM/magnet", period=2025)), 6))
        return found

    assert served_at_home() == [60.0, 100.0]
    assert served_at_home(unmet_cost={"motors@FOR/+3": 60_000.0}) == [0.0, 0.0]
