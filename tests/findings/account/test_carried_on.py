"""What hands a change on from flow to flow, on a few flows to follow with a finger."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from monazite.findings.account.carried import Carried, Flow, Process

HERE, THERE = ("oxide", "HOM"), ("oxide", "FOR")
LARGE, SMALL, SMALLEST, STEADY = (
    Process(recipe, "HOM") for recipe in ("large", "small", "smallest", "steady")
)
BOUGHT, MORE = 0, 1
"""Two lanes of oxide that come home from abroad."""


def carried(
    at: Sequence[tuple[Flow, float]],
    tonnes: Mapping[Flow, Sequence[float]],
    moved: Sequence[Flow] = (),
) -> Carried:
    """Flows at home's oxide with tonnes of each a tonne, and the lanes that levers moved."""
    lane = SimpleNamespace(material="oxide", origin="FOR", destination="HOM")
    events = SimpleNamespace(
        of_levers=lambda material, at, lanes: ["a lever"] if lanes[0] in moved else []
    )
    solution = SimpleNamespace(labels=SimpleNamespace(lanes=(lane, lane)))
    found: Any = Carried(solution, events)  # type: ignore[arg-type]
    found._at = {HERE: list(at), THERE: []}
    found._runs = {one: np.array(by) for one, by in tonnes.items() if isinstance(one, Process)}
    found._shipment = {one: np.array(by) for one, by in tonnes.items() if isinstance(one, int)}
    read: Carried = found
    return read


def bought() -> Carried:
    """10.5 t more come home in the second year. Three plants take 6, 4 and 0.5 t of them.

    A tonne of what these make takes half a tonne. A fourth takes 10 t after 9, which is a tenth
    and no more: it runs as it did. What plants do in the third year tells nothing of the second.
    """
    return carried(
        [(SMALLEST, -0.5), (SMALL, -0.5), (LARGE, -0.5), (STEADY, -1.0), (BOUGHT, 1.0)],
        {
            LARGE: [20.0, 32.0, 1000.0],
            SMALL: [20.0, 28.0, 1000.0],
            SMALLEST: [2.0, 3.0, 1000.0],
            STEADY: [9.0, 10.0, 1000.0],
            BOUGHT: [10.0, 20.5, 20.5],
        },
    )


def test_what_moves_by_a_tenth_or_less_hands_nothing_on() -> None:
    found = bought()._makes_up(BOUGHT, HERE, 1.0, 1)
    assert list(found) == [(SMALLEST, 0.5, 0.5), (SMALL, 0.5, 4.0), (LARGE, 0.5, 6.0)]


def test_one_flow_hands_on_what_it_comes_to_itself() -> None:
    """6 t of oxide are 12 t of what the large plant makes; of a trace more there is none."""
    assert list(bought()._next(BOUGHT, 1, 6.0)) == [(LARGE, 12.0)]
    assert list(bought()._next(BOUGHT, 1, 6.1)) == []


def test_several_hand_it_on_together_the_largest_first() -> None:
    """6 and 4 t come to 10, and half a tonne more to 10.5; of the last no more than is open."""
    assert list(bought()._parts(BOUGHT, 1, 10.0, ())) == [{LARGE: 12.0, SMALL: 8.0}]
    assert list(bought()._parts(BOUGHT, 1, 9.0, ())) == [{LARGE: 12.0, SMALL: 6.0}]
    assert list(bought()._parts(BOUGHT, 1, 10.5, ())) == [{LARGE: 12.0, SMALL: 8.0, SMALLEST: 1.0}]
    assert list(bought()._parts(BOUGHT, 1, 10.6, ())) == []


def test_there_are_no_parts_where_one_does_alone_or_was_met_before() -> None:
    assert list(bought()._parts(BOUGHT, 1, 6.0, ())) == []
    assert list(bought()._parts(BOUGHT, 1, 10.0, (SMALL,))) == []


def test_what_moves_the_same_way_or_not_at_all_makes_up_for_nothing() -> None:
    """A tenth of a tonne more comes on each of two lanes; then one of them stays as it was.

    That a lever moved it does not make up for anything where not a tonne moved.
    """
    at = [(BOUGHT, 1.0), (MORE, 1.0), (SMALL, -0.5)]
    both = carried(at, {BOUGHT: [0.1, 0.2], MORE: [0.1, 0.2], SMALL: [1.0, 1.0]})
    assert list(both._makes_up(BOUGHT, HERE, 1.0, 1)) == []
    one = carried(at, {BOUGHT: [0.1, 0.2], MORE: [5.0, 5.0], SMALL: [1.0, 1.0]}, moved=[MORE])
    assert list(one._makes_up(BOUGHT, HERE, 1.0, 1)) == []
    assert list(one._makes_up(MORE, HERE, 1.0, 1)) == []


def test_a_lane_that_a_lever_moved_makes_up_however_large_it_is() -> None:
    """It carries 1 t less of 100 and 1 t more is bought elsewhere, which only a lever hands on."""
    at, tonnes = [(BOUGHT, 1.0), (MORE, 1.0)], {BOUGHT: [1.0, 2.0], MORE: [100.0, 99.0]}
    assert list(carried(at, tonnes)._makes_up(BOUGHT, HERE, 1.0, 1)) == []
    moved = carried(at, tonnes, moved=[MORE])
    assert list(moved._makes_up(BOUGHT, HERE, 1.0, 1)) == [(MORE, 1.0, 1.0)]


def test_plants_whose_output_changed_by_enough_made_it() -> None:
    """12 t more at half a tonne each are 6 t; who takes oxide and who ships it made none."""
    found = carried(
        [(LARGE, 0.5), (SMALL, -0.5), (BOUGHT, 1.0)],
        {LARGE: [20.0, 32.0], SMALL: [20.0, 60.0], BOUGHT: [0.0, 50.0]},
    )
    assert list(found.making("oxide", "HOM", 1, 6.0)) == [(LARGE, 12.0)]
    assert list(found.making("oxide", "HOM", 1, 6.1)) == []


def test_a_lane_leaves_one_end_and_reaches_the_other_tonne_for_tonne() -> None:
    assert bought()._leading(BOUGHT) == [(THERE, -1.0), (HERE, 1.0)]
    assert bought()._leading(HERE) == [(HERE, 1.0)]


@pytest.mark.parametrize("dear", [1.0, 0.002])
def test_a_process_answers_to_what_a_quarter_of_its_worth_lies_in(dear: float) -> None:
    """It makes 500, 200 and 90 worth, in all 790: 90 is a by-product and 200 is just not.

    It takes 30, 62 and 8 worth, in all 100: 8 is little. Prices of a five-hundredth change nothing.
    """
    amounts = {
        "oxide": (0.5, 1000.0),
        "metal": (0.2, 1000.0),
        "slag": (0.09, 1000.0),
        "ore": (-3.0, 10.0),
        "power": (-6.2, 10.0),
        "acid": (-0.8, 10.0),
    }
    prices = SimpleNamespace(at=lambda name, material: amounts[material][1] * dear)
    found: Any = Carried(SimpleNamespace(parameters=prices, labels=None), None)  # type: ignore[arg-type]
    found._recipes = {"large": [(material, amount) for material, (amount, _) in amounts.items()]}
    leading = [material for (material, _), _ in found._leading(LARGE)]
    assert leading == ["oxide", "metal", "ore", "power"]


def followed(steps: int, *, after: str = "", on: Sequence[str] = ("left", "right")) -> list[str]:
    """Events on flows that stand behind a change, as far as so many flows from it.

    The whole of it comes from two together; both are moved by the events `on` them, or by those
    of `left` and what comes `after` right. One flow hands it on to "split" before that.
    """
    nexts = {"start": ["split"], "right": [after] if after else []}
    found: Any = Carried(SimpleNamespace(labels=None), None)  # type: ignore[arg-type]
    found._on = lambda flow, at, enough: [f"on {flow}"] if flow in on else []
    found._next = lambda flow, at, enough: [(one, enough) for one in nexts.get(flow, ())]
    found._parts = lambda flow, at, enough, seen: (
        [{"left": 6.0, "right": 4.0}] if flow == "split" else []
    )
    events: list[str] = found._causes({"start": 10.0}, 1, steps, frozenset())
    return events


def test_parts_are_followed_as_far_as_steps_are_left() -> None:
    """The start, what splits it and its parts are three flows, and what is behind one a fourth."""
    assert followed(2) == []
    assert followed(3) == ["on left", "on right"]
    behind = ("left", "behind")
    assert followed(3, after="behind", on=behind) == []
    assert followed(4, after="behind", on=behind) == ["on left", "on behind"]
    assert followed(4, after="behind", on=("left",)) == []
