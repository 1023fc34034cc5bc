"""What an account counts as begun at home, and which account answers for a qualifier."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from monazite.core.labelled import Labelled
from monazite.findings.account.account import (
    Account,
    _group_of,
    _place,
    apparent_use,
    asked_of,
)
from monazite.findings.account.homeflows import Amounts, HomeFlows, Node, Step
from monazite.findings.account.mixing import Traced

from ..by_hand import written

ORE, OXIDE, ALLOY, OLD, MAGNET = (
    (material, "HOM") for material in ("ore", "oxide", "alloy", "old", "magnet")
)
ONE = np.ones(1)


def account(steps: tuple[Step, ...], mix: Mapping[Node, list[float]]) -> Account:
    """One year of some steps, into which flows of a known mix of origins go."""
    nobody: dict[object, object] = {}
    names = ("arrivals", "departures", "transfers", "collected", "kept", "intake", "release")
    others = dict.fromkeys((*names, "stock", "served", "short", "discarded"), nobody)
    flows = HomeFlows(
        content={},
        years=1,
        nodes=tuple(mix),
        home_made=frozenset(),
        regions=("FOR",),
        steps=steps,
        **others,  # type: ignore[arg-type]
    )
    share = {node: np.array([parts]) for node, parts in mix.items()}
    return Account(flows, Traced(("home", "recycled", "FOR", "stockpile"), share, {}))


def step(tonnes: float, inputs: Amounts, outputs: Amounts, *, recycles: bool = False) -> Step:
    return Step("a plant", "a stage", tonnes * ONE, inputs, outputs, recycles)


def test_what_home_begins_is_less_by_what_it_loses_of_its_own() -> None:
    """60 t dug hold 30 t, and 20 t of scrap give 18 t: 48 t begin at home.

    40 t of magnets take 20 t in oxide and 12 t in alloy and hold 24 t: a quarter of each is lost.
    Of the oxide half was dug and a quarter recycled at home, of the alloy half was dug: of the
    oxide 3.75 t of home's are lost, of the alloy 1.5 t; the rest of the loss was bought.
    """
    mix = {
        OLD: [0.0, 1.0, 0.0, 0.0],
        OXIDE: [0.5, 0.25, 0.25, 0.0],
        ALLOY: [0.5, 0.0, 0.3, 0.2],
    }
    found = account(
        (
            step(60.0, (), ((ORE, 0.5),)),
            step(20.0, ((OLD, 1.0),), ((OXIDE, 0.9),), recycles=True),
            step(40.0, ((OXIDE, 0.5), (ALLOY, 0.3)), ((MAGNET, 0.6),)),
        ),
        mix,
    )
    assert found.begun() == pytest.approx([48.0 - 3.75 - 1.5])


def test_scrap_counts_from_what_it_can_become_on() -> None:
    """Recycled feed joins before oxide, which it counts for, and after ore, which it does not."""
    plan = written()
    assert asked_of(plan, "oxide")[2] == ("home", "recycled")
    assert asked_of(plan, "ore")[2] == ("home",)


def test_a_stage_is_followed_from_its_own_material_on() -> None:
    """Oxide and what is made of it, not the ore before; a magnet as it is, tonne for tonne."""
    plan = written()
    assert set(asked_of(plan, "ore")[0].flows.content) == {"ore", "oxide", "magnet"}
    assert set(asked_of(plan, "oxide")[0].flows.content) == {"oxide", "magnet"}
    assert asked_of(plan, "magnet")[0].flows.content == {"magnet": 1.0}


def test_apparent_use_is_what_is_made_bought_and_released_less_what_is_sold() -> None:
    """40 t of ore give 20 t of oxide; 5 t are bought, 4 t sold and 3 t come out of a reserve."""
    made = {"activity": {"hom_separation": 40}}
    assert apparent_use(written(made), "oxide") == pytest.approx([20.0] * 3)
    plan = written(
        {
            **made,
            "shipment": {"oxide:FOR>HOM": 5, "oxide:HOM>THD": 4},
            "release": {"oxide@HOM": 3},
        }
    )
    assert apparent_use(plan, "oxide") == pytest.approx([20.0 + 5.0 - 4.0 + 3.0] * 3)


def test_what_holds_nothing_has_nothing_to_be_followed() -> None:
    plan = written(parameters={"content": {("ore", "NdPr"): 0.0}})
    assert not asked_of(plan, "ore")[0].flows.content


def holding(**contents: list[float]) -> Any:
    """A solution as far as what materials hold of light, the tracked group, heavy and others."""
    groups = ["light", "heavy", "other"]
    numbers = np.array(list(contents.values()))
    of = {"material": list(contents), "group": groups}
    return SimpleNamespace(
        labels=SimpleNamespace(tracked_group="light"),
        parameters={"content": Labelled(numbers, coords=of, dims=("material", "group"))},
        tracked_content=lambda material: contents[material][0],
    )


def test_a_material_is_counted_in_the_tracked_group_or_what_it_holds_most_of() -> None:
    """Little of the tracked group outweighs much of another; half a tonne in one is enough."""
    plan = holding(a=[0.1, 0.6, 0.0], b=[0.0, 0.2, 0.1], c=[0.0, 0.1, 0.4], d=[0.0, 0.0, 0.0])
    assert _group_of(plan, ["a"]) == "light"
    assert _group_of(plan, ["b", "a"]) == "light"
    assert _group_of(plan, ["b"]) == "heavy"
    assert _group_of(plan, ["b", "c"]) == "other"
    assert _group_of(plan, ["d"]) is None
    assert _group_of(plan, []) is None


def test_recycling_joins_the_row_right_before_what_is_refined() -> None:
    """Dug, cracked and separated are 0, 1 and 2, magnets 3: what is recycled stands at 1.5."""
    place = {"mining": 0, "cracking": 1, "separation": 2, "magnet": 3, "recycling": 3}
    words = SimpleNamespace(
        place=place,
        recycling=frozenset({"recycling"}),
        refined_stage=SimpleNamespace(stage="separation"),
    )
    plan: Any = SimpleNamespace(study=SimpleNamespace(words=words))
    assert [_place(plan, stage) for stage in place] == [0.0, 1.0, 2.0, 3.0, 1.5]
