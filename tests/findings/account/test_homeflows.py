"""Which movements count at home and with how much, on a few tonnes by hand."""

from dataclasses import replace

import pytest

from monazite.findings.account import group_account_of
from monazite.findings.account.account import account_of
from monazite.findings.account.homeflows import group_weights
from monazite.parameters.labels import Lane

from ..by_hand import LABELS, written

OXIDE = ("oxide", "HOM")


def test_only_what_holds_the_group_is_followed() -> None:
    """A tonne of ore holds 0.625 t in the toy; here it holds none."""
    assert [name for name, _ in group_weights(written(), "NdPr")] == ["ore", "oxide", "magnet"]
    bare = written(parameters={"content": {("ore", "NdPr"): 0.0}})
    assert [name for name, _ in group_weights(bare, "NdPr")] == ["oxide", "magnet"]


def test_what_is_not_followed_or_not_at_home_has_no_node() -> None:
    flows = account_of(written(), (("oxide", 1.0),)).flows
    assert flows.nodes == (OXIDE,)


def test_what_several_places_of_a_country_send_and_get_is_added_up() -> None:
    """10 t come from Farland and 4 from a port in it; 3 t go there and 2 to the port."""
    lanes = (
        Lane("oxide", "FOR", "HOM", origin_account="port"),
        Lane("oxide", "HOM", "FOR", destination_account="port"),
    )
    came, went = (lane.name for lane in lanes)
    plan = written(
        {"shipment": {"oxide:FOR>HOM": 10, came: 4, "oxide:HOM>FOR": 3, went: 2}},
        labels=replace(LABELS, lanes=(*LABELS.lanes, *lanes)),
    )
    flows = group_account_of(plan).flows
    assert flows.arrivals[OXIDE, "FOR"].tolist() == [14] * 3
    assert flows.departures[OXIDE, "FOR"].tolist() == [5] * 3


def test_what_all_places_of_home_send_is_added_up() -> None:
    port = Lane("oxide", "HOM", "FOR", origin_account="port")
    plan = written(
        {"shipment": {"oxide:HOM>FOR": 3, port.name: 2, "magnet:HOM>THD": 10}},
        labels=replace(
            LABELS,
            lanes=(*LABELS.lanes, port),
            nodes=(*LABELS.nodes, ("oxide", "HOM.port")),
        ),
    )
    sent = group_account_of(plan).flows.sent()
    assert sent["oxide", "FOR"].tolist() == [5] * 3
    assert sent["magnet", "THD"].tolist() == pytest.approx([4] * 3)
    assert sent["ore", "FOR"].tolist() == [0] * 3


@pytest.mark.parametrize(("left_out", "sides"), [("ore", (0, 1)), ("oxide", (1, 0))])
def test_what_a_recipe_takes_or_gives_nothing_of_is_not_in_its_step(
    left_out: str, sides: tuple[int, int]
) -> None:
    plan = written(parameters={"recipe_amount": {f"separation/{left_out}": 0.0}})
    (step,) = (
        one for one in group_account_of(plan).flows.steps if one.facility == "hom_separation"
    )
    assert (len(step.inputs), len(step.outputs)) == sides


def test_a_plant_of_half_a_tonne_makes_things_at_home_too() -> None:
    small = {("hom_mine", 2012): 0.5, ("hom_separation", 2012): 0.5}
    plan = written(parameters={"nameplate": small})
    assert group_account_of(plan).flows.home_made == {"ore", "oxide"}


def test_what_uses_miss_counts_with_what_it_holds() -> None:
    """10 t of magnets, which hold 4 t of the group."""
    plan = written({"served": {"motors@HOM/magnet": 40}}, parameters={"demand": {"motors@HOM": 50}})
    short = group_account_of(plan).flows.short
    assert short["motors", ("magnet", "HOM")].tolist() == pytest.approx([4] * 3)
