"""Rules of time: what goes wrong without each, and does not with it.

- The horizon goes on in blocks. Else stores are emptied as if nothing came after the end.
  Test: without blocks stores are emptied.
- Shocks are never foreseen. Else a stop is hoarded against and harms nobody.
  Test: a stop that is foreseen harms nobody.
- The past stays, reserves and budgets too. Else news digs the same ore twice.
  Test: ore dug before the news is gone.
- Storage is charged without capital. Else stocks empty that are worth keeping.
  Test: capital charged twice empties stocks.
- A reserve is of one form. Else oxide is counted against a stop of magnets.
  Test: oxide does not help in a stop of magnets.
- A reserve is of one tier. Else the last tier's reserve is bought as dear as the first's.
  Test: what is missing for the first tier is missing for all.
"""

from dataclasses import replace
from functools import cache

import pytest

from monazite.model import Outcome, Past, Session, build_programme, past
from monazite.parameters import Labels

from .miniature import Changes, every_year, miniature, miniature_labels


@cache
def reserve_session() -> Session:
    """The miniature with stores for oxide and magnets at home."""
    return Session(build_programme(miniature(labels=reserve_labels())))


def reserve_labels(blocks: tuple[int, ...] = ()) -> Labels:
    """Label sets of the miniature with both stores, and reserves in both."""
    stores = (("oxide", "HOM"), ("magnet", "HOM"))
    return replace(
        miniature_labels(blocks), stores=stores, reserves=tuple(f"{m}@{r}" for m, r in stores)
    )


def test_without_blocks_stores_are_emptied() -> None:
    """No magnets come from abroad from 2027 on, and home presses 60 of the 100 t it wants a year.

    Seen from a horizon that ends in 2026 nothing is kept for it. With five more years behind it
    5 x 40 t more are bought in 2026, for 2,425 USD in place of the 50,000 they are worth later.
    """

    def kept(blocks: tuple[int, ...]) -> list[float]:
        stop: Changes = {"lane_limit": {("magnet:FOR>HOM", 2031): 0.0}} if blocks else {}
        parameters = miniature(stop, labels=reserve_labels(blocks))
        outcome = Session(build_programme(parameters)).solve()
        return every_year(outcome, "stock", "magnet@HOM")[:3]

    assert kept(()) == [0.0, 0.0, 0.0]
    assert kept((5,)) == [0.0, 0.0, 200.0]


def keeping(changes: Changes) -> Outcome:
    """Solve it knowing everything from the start."""
    return reserve_session().solve(miniature(changes, labels=reserve_labels()))


def told_in_2026(known: Changes, news: Changes) -> Outcome:
    """Solve it as far as known, then with news that nobody had before 2026."""
    parameters = miniature({**known, **news}, labels=reserve_labels())
    return reserve_session().solve(parameters, past=Past(keeping(known), 2026))


STOP: Changes = {"lane_limit": {("magnet:FOR>HOM", 2026): 0.0}}
"""No magnets come from abroad in 2026; home presses 60 of the 100 t it wants."""


def unmet(outcome: Outcome) -> list[float]:
    """Tonnes unmet in every year."""
    return [round(float(tonnes), 6) + 0.0 for tonnes in outcome["unmet"].sum("tranche").values]


def test_a_stop_that_is_foreseen_harms_nobody() -> None:
    """Whoever knows of it imports 40 t more in 2025 and stores them for 1 USD/t.

    Nobody does; then 40 t go unmet in 2026, at 50,000 USD/t in place of the 2,425 they cost.
    """
    foreseen = keeping(STOP)
    assert every_year(foreseen, "stock", "magnet@HOM") == [0.0, 40.0, 0.0]
    assert unmet(foreseen) == [0.0, 0.0, 0.0]
    surprised = told_in_2026({}, STOP)
    assert every_year(surprised, "stock", "magnet@HOM") == [0.0, 0.0, 0.0]
    assert unmet(surprised) == [0.0, 0.0, 40.0]
    # news about the store itself does not fill it in hindsight
    room: Changes = {"stock_limit": {"magnet@HOM": 500.0}}
    assert unmet(told_in_2026({}, {**STOP, **room})) == [0.0, 0.0, 40.0]
    assert foreseen.objective - keeping({}).objective == pytest.approx(40.0)
    assert surprised.objective - keeping({}).objective == pytest.approx(40 * (50_000.0 - 2425.0))


def test_oxide_does_not_help_in_a_stop_of_magnets() -> None:
    """A reserve of 60 days is 60 / 365 of the 100 t of magnets wanted, or of the 50 t of oxide.

    It is held until 2025 and given free when the stop of 2026 comes. 16.4 t of magnets serve as
    many users; 8.2 t of oxide serve nobody, for home's presses had all the oxide they could take.
    A reserve counted over all forms would call both the same.
    """
    days = 60.0 / 365.0
    magnets: Changes = {"stock_target": {("magnet@HOM", "tier_3", 2025): days * 100.0}}
    oxide: Changes = {"stock_target": {("oxide@HOM", "tier_3", 2025): days * 50.0}}
    assert unmet(told_in_2026({}, STOP))[2] == 40.0
    assert unmet(told_in_2026(oxide, STOP))[2] == 40.0
    assert unmet(told_in_2026(magnets, STOP))[2] == pytest.approx(40.0 - days * 100.0, abs=1e-5)


def test_what_is_missing_for_the_first_tier_is_missing_for_all() -> None:
    """10 t of oxide are to be kept for the first tier at the end of 2026, and 5 t for the last.

    Oxide kept until the end costs 701 USD/t. A tonne missing costs 500 for the first tier, 200 for
    the second and 600 for the third. Missing for the last alone, 600, it stays missing; for the
    first it would be missing for all three, 1,300, and is kept. One target of 15 t at one price
    would be all or nothing: at 1,300 all 15 t are bought, at 600 none.
    """
    tiers: Changes = {
        "stock_target": {
            ("oxide@HOM", "tier_1", 2026): 10.0,
            ("oxide@HOM", "tier_3", 2026): 5.0,
        },
        "shortfall_cost": {
            ("oxide@HOM", tier): cost
            for tier, cost in (("tier_1", 500.0), ("tier_2", 200.0), ("tier_3", 600.0))
        },
    }
    right = keeping(tiers)
    assert every_year(right, "stock", "oxide@HOM") == [0.0, 0.0, 10.0]
    missing = right["stock_shortfall"].sel(store="oxide@HOM", period=2026)
    assert missing.values == pytest.approx([0.0, 0.0, 5.0])
    assert right.objective - keeping({}).objective == pytest.approx(10 * 701.0 + 5 * 600.0)
    for price, held in ((1300.0, 15.0), (600.0, 0.0)):
        single = {
            "stock_target": {("oxide@HOM", "tier_3", 2026): 15.0},
            "shortfall_cost": {("oxide@HOM", "tier_3"): price},
        }
        assert every_year(keeping(single), "stock", "oxide@HOM")[-1] == held


def test_capital_charged_twice_empties_stocks() -> None:
    """20 t of oxide lie in store; exports bear a duty of 50 USD/t in 2024 and none in 2025.

    Sold at once a tonne brings 650. Sold a year later it brings 700 / 1.05 - 1 = 665.7 of today, so
    it is kept. Storage that also charged the 5 % of its worth, 35, would leave 630.7: the store
    would be emptied in 2024 for the sake of capital that discounting has charged already.
    """
    labels = miniature_labels()
    terms: Changes = {
        "initial_stock": {"oxide@HOM": 20.0},
        "duty": {("oxide:HOM>FOR", 2024): 50.0},
        # home's own output is sold in its year, so that the store alone is looked at
        "stock_limit": {"oxide@HOM": 20.0},
    }
    session = Session(build_programme(miniature(terms, labels=labels, discount_rate=0.05)))

    def kept(storage: float) -> float:
        charged = {**terms, "storage_cost": {"oxide@HOM": storage}}
        outcome = session.solve(miniature(charged, labels=labels, discount_rate=0.05))
        return float(outcome["stock"].sel(store="oxide@HOM", period=2024))

    assert kept(1.0) == pytest.approx(20.0)
    assert kept(1.0 + 0.05 * 700.0) == pytest.approx(0.0)


def test_ore_dug_before_the_news_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The home mine holds 150 t. Home's presses need 37.5 t a year; at 10 % the rest goes first.

    So 75 t are dug in 2024, 37.5 t of them for exports, and 37.5 t a year after that. In 2026 the
    mine abroad is closed, out of the blue, and half a tonne of oxide is worth 50,000 USD. 37.5 t
    are left to dig, for 60 of the 300 t wanted. If the past could choose anew where its ore came
    from it would have spared home's, and ore that was dug in 2024 would be dug once more. Money is
    gone in the same way: 900 USD of support are spent by 2025.
    """
    labels = replace(miniature_labels(), awardees=("home_magnets",))
    terms: Changes = {
        "reserves": {"home_mine": 150.0},
        "incentive": {"home_magnets": 10.0},
        "supported_limit": {"home_magnets": 1000.0},
        "awardee_budget": {"home_magnets": 900.0},
    }
    closed: Changes = {"permit": {("abroad_mine", 2026): 0.0}}
    session = Session(build_programme(miniature(terms, labels=labels, discount_rate=0.1)))
    known = session.solve()
    assert every_year(known, "activity", "home_mine") == [75.0, 37.5, 37.5]
    assert every_year(known, "supported_output", "home_magnets") == [60.0, 30.0, 0.0]
    news = miniature({**terms, **closed}, labels=labels, discount_rate=0.1)
    right = session.solve(news, past=Past(known, 2026))
    assert every_year(right, "activity", "home_mine") == [75.0, 37.5, 37.5]
    assert every_year(right, "supported_output", "home_magnets") == [60.0, 30.0, 0.0]
    assert unmet(right) == [0.0, 0.0, 240.0]
    monkeypatch.setattr(past, "used_up", lambda *_: ())
    past.held_columns.cache_clear()
    wrong = session.solve(news, past=Past(known, 2026))
    assert every_year(wrong, "activity", "home_mine") == [75.0, 37.5, 100.0]
