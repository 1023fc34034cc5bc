"""The account of a chain: by hand on flows to follow with a finger, and its laws on India."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from monazite.core.edit import Edit, LedgerEntry
from monazite.core.origin import LEVERS, Origin
from monazite.findings.account import STRANDS, ChainAccount, chain_account, group_account
from monazite.findings.account.mixing import shares_at
from monazite.findings.account.strands import MINE, SCRAP, Flow, Node, partner_regions
from monazite.findings.solution import Contained, Solution
from monazite.parameters.labels import Lane
from monazite.runs.plan.pictures import chain_headline
from monazite.strategy import Partnership
from monazite.study.records import StageRow

from .. import test_india as india
from ..by_hand import LABELS, written
from ..toy import STUDY
from .test_account import recycling


def flows(account: ChainAccount) -> dict[tuple[str, str], dict[str, float]]:
    """What flows, by its ends and strand, zeros left out."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    for flow in account.flows:
        strands = {
            strand: round(value, 9)
            for strand, value in zip(STRANDS, flow.strands, strict=True)
            if value > 1e-12
        }
        if strands:
            found[flow.source, flow.target] = strands
    return found


def balanced() -> Solution:
    """40 t ore dug (25 of oxide) and 5 t oxide bought, 3 from stock; magnets hold 0.4, take 0.5.

    Ore 40 x 0.625 = 25 goes into separation, which loses an eighth part: 40 t ore give 20 t oxide
    by the recipe of the toy, 5 are lost. At oxide 20 home, 5 abroad, 3 stock meet: 28; 4 are sold,
    4 put aside, the other 20 make 40 t of magnets that hold 16, and 4 are lost.
    """
    return written(
        {
            "activity": {"hom_mine": 40, "hom_separation": 40, "hom_magnets": 40},
            "shipment": {"oxide:FOR>HOM": 5, "oxide:HOM>THD": 4},
            "release": {"oxide@HOM": 3},
            "stock": {"oxide@HOM": [6, 3, 0]},
            "discard": {"oxide@HOM": 4},
            "served": {"motors@HOM/magnet": 40},
            "unmet": {"motors@HOM/+14": 10},
        },
        parameters={"demand": {"motors@HOM": 50}},
    )


def test_flows_by_hand() -> None:
    account = chain_account(balanced(), 2025)
    amounts = {ends: sum(strands.values()) for ends, strands in flows(account).items()}
    content = {
        name: float(balanced().parameters["recipe_amount"].sel(flow=name))
        for name in ("separation/ore", "separation/oxide", "magnet_making/oxide")
    }
    oxide = 40 * content["separation/oxide"] / -content["separation/ore"]
    taken = -40 * content["magnet_making/oxide"]
    assert amounts["hom_mine", "ore"] == 25
    assert amounts["ore", "oxide"] == pytest.approx(oxide)
    assert amounts["ore", "lost"] == pytest.approx(25 - oxide)
    assert amounts["oxide", "magnet"] == amounts["magnet", "motors"] == 16
    assert amounts["oxide", "lost"] == pytest.approx(taken - 16)
    assert amounts["imported", "oxide"] == 5
    assert amounts["stock", "oxide"] == 3
    assert amounts["oxide", "exported"] == amounts["oxide", "aside"] == 4
    assert amounts["short", "motors"] == 4, "ten tonnes of magnets hold four of oxide"
    arrived = oxide + 8
    shares = {"home": oxide / arrived, "abroad": 5 / arrived, "stockpile": 3 / arrived}
    assert flows(account)["magnet", "motors"] == pytest.approx(
        {strand: 16 * share for strand, share in shares.items()}
    )


def test_nodes_stand_in_chain_order_with_the_use_of_their_plants() -> None:
    plan = written(
        {"activity": {"hom_mine": 20}},
        parameters={"permit": {"hom_mine": 50}},
    )
    nodes = chain_account(plan, 2025).nodes
    assert [(node.name, node.lane) for node in nodes] == [
        ("hom_mine", "mine"),
        ("ore", "concentrate"),
        ("oxide", "oxide"),
        ("magnet", "magnet"),
        ("motors", "use"),
    ]
    assert nodes[0].utilisation is None, "without capacity there is nothing to be full"


STANDING = {
    "nameplate": {
        ("hom_mine", 2012): 50,
        ("hom_separation", 2012): 60,
        ("hom_magnets", 2012): 40,
    },
    "permit": {"hom_mine": 40},
}
RUNNING = {"activity": {"hom_mine": 20, "hom_separation": 30, "hom_magnets": 10}}


def test_a_material_is_as_full_as_the_plants_that_make_it() -> None:
    """20 of 40 t a permit allows, 30 of 60 and 10 of 40; a mine is told by itself and not as ore.

    What runs beyond what it can do is full.
    """
    nodes = chain_account(written(RUNNING, parameters=STANDING), 2025).nodes
    assert {node.name: node.utilisation for node in nodes} == {
        "hom_mine": 0.5,
        "ore": None,
        "oxide": 0.5,
        "magnet": 0.25,
        "motors": None,
    }
    full = written({"activity": {"hom_magnets": 50}}, parameters=STANDING)
    used = {node.name: node.utilisation for node in chain_account(full, 2025).nodes}
    assert (used["magnet"], used["oxide"]) == (1.0, 0.0)


def test_scrap_is_as_full_as_the_plants_that_take_it() -> None:
    """Ore is taken for scrap and separation for its recycling: 30 of 60 t, and no oxide is made."""
    labels = replace(
        LABELS, facility_stage={**LABELS.facility_stage, "hom_separation": "recycling"}
    )
    plan = written(RUNNING, parameters=STANDING, labels=labels)
    back = StageRow(stage="recycling", title="Recycling", form="ore", role="recycle")
    chain = plan.study.chain
    (ore,) = (row.form for row in chain.materials if row.material == "ore")
    forms = tuple(
        row.model_copy(update={"role": "scrap"}) if row.form == ore else row for row in chain.forms
    )
    study = replace(plan.study, chain=replace(chain, stages=(*chain.stages, back), forms=forms))
    nodes = {node.name: node for node in chain_account(replace(plan, study=study), 2025).nodes}
    assert (nodes["ore"].lane, nodes["ore"].utilisation) == (SCRAP, 0.5)
    assert nodes["oxide"].utilisation is None
    assert nodes["oxide"].lane == "oxide"


def test_what_is_balanced_nowhere_at_home_has_no_node() -> None:
    labels = replace(
        LABELS,
        nodes=tuple(node for node in LABELS.nodes if tuple(node) != ("ore", "HOM")),
        lanes=tuple(lane for lane in LABELS.lanes if lane.material != "ore"),
        facility_region={
            **LABELS.facility_region,
            "hom_mine": "FOR",
            "hom_separation": "FOR",
        },
    )
    nodes = chain_account(written(labels=labels), 2025).nodes
    assert [node.name for node in nodes] == ["oxide", "magnet", "motors"]


def test_what_is_collected_comes_in_as_recycled() -> None:
    """A tonne of magnets, which hold 0.4 t."""
    found = flows(chain_account(recycling(1.0), 2025))
    assert found["collected", "magnet"] == {"recycled": 0.4}
    assert ("collected", "magnet") not in flows(chain_account(recycling(-1.0), 2025))


def test_what_reaches_a_node_leaves_it_and_a_gap_is_told_by_strand() -> None:
    """28 t of oxide. Of the 4 t sold 20 in 28 were home's: without them so much does not leave."""
    account = chain_account(balanced(), 2025)
    assert account.inflow("oxide").sum() == pytest.approx(28)
    assert account.outflow("oxide").sum() == pytest.approx(28)
    assert account.closing_gap() <= 1e-12
    kept = tuple(flow for flow in account.flows if flow.kind != "exported")
    assert replace(account, flows=kept).closing_gap() == pytest.approx(4 * 20 / 28 / 28)


def test_what_is_little_is_held_against_a_tonne_and_mines_against_nothing() -> None:
    account = chain_account(written(), 2025)
    half = Flow("mine", "ore", "mined", "", (0.5, *(0.0 for _ in STRANDS[1:])))
    nodes = tuple(Node(name, lane, "", "", "") for name, lane in (("mine", MINE), ("ore", "ore")))
    assert replace(account, nodes=nodes, flows=(half,)).closing_gap() == 0.5
    assert replace(account, nodes=nodes[:1], flows=(half,)).closing_gap() == 0.0


def test_a_chain_may_be_told_in_what_is_contained() -> None:
    """Half as many tonnes of something else."""
    of = Contained(("NdPr",), "metal", "Nd and Pr", factor=0.5)
    whole, told = chain_account(balanced(), 2025), chain_account(balanced(), 2025, of=of)
    assert (told.group, told.unit) == ("Nd and Pr", "t metal/yr")
    assert (whole.group, whole.unit) == ("NdPr", "t oxide/yr")
    assert [flow.tonnes for flow in told.flows] == pytest.approx(
        [flow.tonnes / 2 for flow in whole.flows]
    )


def test_a_transfer_between_owners_is_neither_import_nor_export() -> None:
    """The state, which separates, hands 12 t of its oxide to the rest of home; both are home."""
    transfer = Lane("oxide", "HOM", "HOM", origin_account="state")
    labels = replace(
        LABELS,
        lanes=(*LABELS.lanes, transfer),
        nodes=(*LABELS.nodes, ("oxide", "HOM.state")),
        stores=(*LABELS.stores, ("oxide", "HOM.state")),
        facility_account={"hom_separation": "state"},
        account_materials={"state": frozenset({"oxide"})},
    )
    plan = written(
        {
            "activity": {"hom_mine": 40, "hom_separation": 40},
            "shipment": {transfer.name: 12},
            "intake": {"oxide@HOM": 1, "oxide@HOM.state": 2},
            "discard": {"oxide@HOM": 3, "oxide@HOM.state": 4},
        },
        labels=labels,
    )
    found = flows(chain_account(plan, 2025))
    assert ("imported", "oxide") not in found
    assert ("oxide", "exported") not in found
    assert found["oxide", "stock"] == {"home": 3}
    assert found["oxide", "aside"] == {"home": 7}


def partnered() -> Solution:
    """A plan under a partnership with Thirdland, known from what the lever changed."""
    lever = Partnership(
        region="THD",
        facility="for_mine",
        material="oxide",
        tonnes_per_year=10,
        start="2024-01",
        take_or_pay=1.0,
        why="A test.",
        source="toy/invented",
    ).placed(Origin("strategies/both.yaml", LEVERS, 9), 1)
    both = STUDY.strategies["both"]
    strategy = both.model_copy(update={"levers": (*both.levers, lever)})
    plan = written({"shipment": {"oxide:THD>HOM": 10, "oxide:FOR>HOM": 30}})
    edit = Edit(
        "lane_limit", {}, "at_least", 10.0, "A test.", Origin("strategies/both.yaml", LEVERS, 9)
    )
    parameters = replace(plan.parameters, ledger=(LedgerEntry(edit, 1, 0.0, 10.0),))
    return Solution(
        replace(STUDY, strategies={**STUDY.strategies, "both": strategy}),
        replace(plan.outcome, parameters=parameters),
    )


def test_a_partner_is_a_region_a_partnership_in_force_names() -> None:
    assert partner_regions(written()) == frozenset()
    assert partner_regions(partnered()) == {"THD"}
    rows = [
        (row.region, row.strand, row.value)
        for row in chain_account(partnered(), 2025).by_strand()
        if row.kind == "imported" and row.target == "oxide" and row.value
    ]
    assert rows == [("Farland", "abroad", 30), ("THD", "partner", 10)]


def test_recycling_passes_on_what_it_takes() -> None:
    """Separation is taken for a recycling plant: what it gives is home ore, as what it took was."""
    labels = replace(
        LABELS, facility_stage={**LABELS.facility_stage, "hom_separation": "recycling"}
    )
    plan = written({"activity": {"hom_mine": 40, "hom_separation": 40}}, labels=labels)
    back = StageRow(stage="recycling", title="Recycling", form="ore", role="recycle")
    chain = replace(plan.study.chain, stages=(*plan.study.chain.stages, back))
    plan = replace(plan, study=replace(plan.study, chain=chain))
    found = flows(chain_account(plan, 2025))
    assert set(found["ore", "oxide"]) == {"home"}
    assert found["hom_mine", "ore"] == {"home": 25}


def test_headline_says_what_home_ore_does_and_where_it_goes() -> None:
    text = chain_headline(chain_account(balanced(), 2025))
    account = chain_account(balanced(), 2025)
    served = flows(account)["magnet", "motors"]["home"]
    assert text.startswith(
        f"In 2025 ore from home meets {100 * served / 20:.0f}\u00a0% of the NdPr "
    )
    assert text.endswith("is lost in processing")
    nothing = chain_headline(chain_account(written(), 2025))
    assert nothing.endswith("needs no NdPr; nothing is mined")


def test_headline_counts_home_ore_that_comes_out_of_a_store() -> None:
    """Shares of what is dug alone would add up to more than all where a store is let go."""
    account = chain_account(balanced(), 2025)
    kept = tuple(
        replace(flow, strands=(sum(flow.strands), *(0.0 for _ in flow.strands[1:])))
        if flow.kind == "released"
        else flow
        for flow in account.flows
    )
    served = flows(account)["magnet", "motors"]["home"]
    text = chain_headline(replace(account, flows=kept))
    share = f"{100 * served / (25 + 3):.0f}\u00a0% reaches users at home"
    assert f"of what is mined or taken from stock {share}" in text


def test_unknown_years_and_groups_are_refused() -> None:
    with pytest.raises(ValueError, match="1999 is not reported"):
        chain_account(written(), 1999)
    with pytest.raises(ValueError, match="there is no group Xx"):
        chain_account(written(), 2025, "Xx")


def test_a_loop_mixes_to_its_end() -> None:
    """Oxide makes 36 t of swarf of 40, which all go round; the mix is that of what enters."""
    entering = np.array([[1.0, 3.0], [0.0, 0.0], [0.0, 0.0]])
    handed = np.array([[0.0, 36.0, 0.0], [36.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    share = shares_at(entering, handed)
    assert share == pytest.approx(np.array([[0.25, 0.75], [0.25, 0.75], [0, 0]]), abs=1e-12)
    both = shares_at(np.stack([entering, 0 * entering]), np.stack([handed, handed]))
    assert both[0] == pytest.approx(share)
    assert not both[1].any(), "what no known origin reaches has no mix"


@cache
def account(strategy: str, year: int, group: str | None = None) -> ChainAccount:
    return chain_account(india.solution(strategy), year, group)


def total(kind: str, chain: ChainAccount) -> float:
    return sum(flow.tonnes for flow in chain.flows if flow.kind == kind)


@pytest.mark.slow
@india.every_strategy
def test_matter_and_strands_are_conserved(strategy: str) -> None:
    plan = india.solution(strategy)
    for group in plan.labels.groups:
        for year in plan.years:
            chain = account(strategy, year, group)
            assert chain.closing_gap() <= 1e-9, (group, year)
            for flow in chain.flows:
                assert min(flow.strands) >= -1e-9
                assert sum(flow.strands) == flow.tonnes


@pytest.mark.slow
@india.every_strategy
def test_the_chain_agrees_with_the_account_of_the_group(strategy: str) -> None:
    """Totals by kind are the sums `group_account` gives."""
    plan = india.solution(strategy)
    for group in plan.labels.groups:
        other = group_account(plan, group)
        for at, year in enumerate(plan.years):
            chain = account(strategy, year, group)
            stocked = total("stocked", chain) - total("released", chain)
            for found, name in (
                (total("mined", chain), "mined"),
                (total("imported", chain), "imported"),
                (total("collected", chain), "recycled"),
                (total("served", chain), "used at home"),
                (total("exported", chain), "exported"),
                (total("put aside", chain), "put aside"),
                (total("lost", chain), "lost in processing"),
                (stocked, "stocked"),
            ):
                assert found == pytest.approx(float(other[name][at]), rel=1e-9, abs=1e-9), name


@pytest.mark.slow
def test_years_and_strategies_have_the_same_rows() -> None:
    def keys(chain: ChainAccount) -> list[tuple[str, str, str, str]]:
        return [(flow.source, flow.target, flow.kind, flow.region) for flow in chain.flows]

    first = account("as-now", 2024)
    for other in (account("as-now", 2035), account("article", 2035)):
        assert keys(other) == keys(first)
        assert [node.name for node in other.nodes] == [node.name for node in first.nodes]
    assert isinstance(first.flows[0], Flow)
