"""Numbers of an answer are read off the solver when asked for, and stay those of that answer."""

import pickle

import numpy as np
from tests.model.miniature import miniature

from monazite.model import Outcome, Past, Session, build_programme
from monazite.model.slices import Families

SIDES = ("values", "duals", "bound_duals")


def families(outcome: Outcome, side: str) -> Families:
    found = getattr(outcome, side)
    assert isinstance(found, Families)
    return found


def is_read(numbers: Families) -> bool:
    return "numbers" in vars(numbers)


def test_prices_are_read_without_the_rest() -> None:
    """Pools that meet prices look at balances alone, whose duals are what all of them say."""
    session = Session(build_programme(miniature()))
    outcome = session.solve(past=Past(session.solve(), 2026))
    duals = families(outcome, "duals")
    prices = duals.bare("materials_balance")
    assert not is_read(duals)
    np.testing.assert_array_equal(
        prices, families(outcome.settled(), "duals").bare("materials_balance")
    )
    assert np.abs(prices).max() > 0.0


def test_what_is_solved_next_changes_no_answer() -> None:
    """Limits move in place in the session; an answer that is read late goes by its own.

    Capacity held plants back; permits of 1 t would now be named in its place.
    """
    early = Session(build_programme(miniature())).solve()
    expected = {side: families(early, side).numbers.copy() for side in SIDES}
    session = Session(build_programme(miniature()))
    late = session.solve()
    assert np.abs(families(early, "duals").bare("output_within_capacity")).max() > 0.0
    permits = dict.fromkeys(early.labels.facilities, 1.0)
    session.solve(miniature({"permit": permits}))
    for side in SIDES:
        np.testing.assert_array_equal(families(late, side).numbers, expected[side])


def test_a_settled_answer_holds_on_to_nothing_and_travels() -> None:
    outcome = Session(build_programme(miniature())).solve().settled()
    for side in SIDES:
        numbers = families(outcome, side)
        assert not callable(numbers.given)
    assert families(outcome, "duals").at(np.array([0])) == families(outcome, "duals").numbers[0]
    unread = families(Session(build_programme(miniature())).solve(), "duals")
    travelled = pickle.loads(pickle.dumps(unread))
    np.testing.assert_array_equal(travelled.numbers, unread.numbers)
