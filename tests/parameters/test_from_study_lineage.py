"""No number without a source: from every cell of every parameter back to facts and their sources.

A few cells rest on no quantity, each for a reason that is stated and checked here.
"""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from monazite.core.edit import LedgerEntry
from monazite.parameters import Parameters, with_levers, with_strategy, with_world
from monazite.parameters.arrays import Cell
from monazite.parameters.build import SHORTFALL_MULTIPLES
from monazite.strategy import Delivery, Lever, Priority
from monazite.study import Study

from .. import shipped

STUDIES = ["toy", pytest.param("india", marks=pytest.mark.slow)]
every_study = pytest.mark.parametrize("name", STUDIES)


def cells(parameters: Parameters, name: str) -> Iterator[tuple[Cell, float]]:
    """Every cell that holds a number other than nothing and no limit."""
    array = parameters[name]
    labels = [array.coords[dimension].values.tolist() for dimension in array.dims]
    numbers = np.atleast_1d(array.values)
    for position in np.argwhere((numbers != 0) & np.isfinite(numbers)):
        at = position if array.dims else ()
        cell = tuple(known[index] for known, index in zip(labels, at, strict=True))
        yield cell, float(numbers[tuple(position)])


def is_reference(parameters: Parameters, cell: Cell, value: float) -> bool:
    """One tonne of a recipe's reference material is one tonne, by definition."""
    return abs(value) == 1.0


def is_always(parameters: Parameters, cell: Cell, value: float) -> bool:
    """A plant of which nothing else is said runs all year, and from its first day."""
    return value == 1.0


def is_as_stated(parameters: Parameters, cell: Cell, value: float) -> bool:
    """Before any event of a world a cost is what the study says."""
    return value == 1.0


def is_untouched(parameters: Parameters, cell: Cell, value: float) -> bool:
    """Before any lever policy leaves a lane all of its usual trade, in the years it is open."""
    closed = parameters.at("lane_limit", *cell) == 0.0
    return value == 1.0 or (value == 0.0 and closed) or 0.0 < value < 1.0


def is_no_band(parameters: Parameters, cell: Cell, value: float) -> bool:
    """Without stated widths a lane may fall to nothing."""
    return value == 1.0 and not parameters.rests_on("band_below")


def is_length(parameters: Parameters, cell: Cell, value: float) -> bool:
    """A period is as long as the study says."""
    return int(value) == len(parameters.labels.years_of(int(cell[0])))


def is_multiple_of_price(parameters: Parameters, cell: Cell, value: float) -> bool:
    """A missing tonne costs a stated multiple of a price that has a source."""
    material = str(cell[0]).partition("@")[0]
    price = float(parameters["price"].sel(material=material))
    multiple = dict(zip(parameters.labels.tiers, SHORTFALL_MULTIPLES, strict=True))[str(cell[1])]
    return value == multiple * price and sourced(parameters, "price", (material,))


def is_past_demand(parameters: Parameters, cell: Cell, value: float) -> bool:
    """Old scrap follows from past demand and from what is collected, both of which have sources."""
    point = str(cell[0]).partition("/")[0]
    return sourced(parameters, "scrap_share", (cell[0],)) and sourced(
        parameters, "demand", (point,)
    )


def is_a_date(parameters: Parameters, cell: Cell, value: float) -> bool:
    """A contract is in force between its dates, which the row states beside its numbers."""
    return 0.0 <= value <= 1.0


EXCEPTIONS: dict[str, Callable[[Parameters, Cell, float], bool]] = {
    "availability": is_always,
    "band_below": is_no_band,
    "capital_cost_factor": is_as_stated,
    "crisis_share": is_untouched,
    "contract_force": is_a_date,
    "contract_share": is_always,
    "lane_policy": is_untouched,
    "ramp": is_always,
    "running_cost_factor": is_as_stated,
    "legacy_scrap": is_past_demand,
    "period_years": is_length,
    "recipe_amount": is_reference,
    "shortfall_cost": is_multiple_of_price,
    "spread_share": is_always,
}


def sourced(parameters: Parameters, name: str, cell: Cell) -> bool:
    quantities = parameters.rests_on(name, cell)
    return bool(quantities) and all(quantity.sources for quantity in quantities)


@every_study
def test_every_number_rests_on_a_source(name: str) -> None:
    parameters = shipped.parameters(name)
    for parameter in parameters.arrays:
        for cell, value in cells(parameters, parameter):
            if not sourced(parameters, parameter, cell):
                allowed = EXCEPTIONS.get(parameter)
                assert allowed is not None, f"{parameter}{list(cell)} has no source"
                assert allowed(parameters, cell, value), f"{parameter}{list(cell)} has no source"


@every_study
def test_every_quantity_leads_to_facts_and_sources_that_exist(name: str) -> None:
    study, parameters = shipped.study(name), shipped.parameters(name)
    for parameter, entries in parameters.lineage.items():
        assert parameter in parameters.arrays
        for cell, quantity in entries.items():
            assert quantity.sources, f"{parameter}{list(cell)}"
            assert quantity.grade in ("A", "B", "C")
            assert quantity.low <= quantity.value <= quantity.high
            assert set(quantity.sources) <= set(study.sources)
            assert set(quantity.facts) <= set(study.evidence.facts)
            for fact in quantity.facts:
                assert study.evidence.fact(fact).source_id in quantity.sources
            assert (study.path / quantity.file).is_file()
            assert quantity.line > 0


@every_study
def test_the_source_of_every_fact_claim_and_lever_exists(name: str) -> None:
    study = shipped.study(name)
    for fact in study.evidence.facts.values():
        assert fact.source_id in study.sources, fact.fact_id
    for claim in study.evidence.claims:
        assert claim.source_id in study.sources, claim.claim_id
    for lever in levers(study):
        assert lever.source in study.sources, lever.origin
        assert lever.why.strip(), lever.origin


DIRECT = (
    "operating_cost",
    "capital_cost",
    "lifetime",
    "lead_time",
    "hurdle_rate",
    "price",
    "disposal_cost",
    "freight",
    "reference_flow",
    "initial_stock",
    "storage_cost",
    "content",
    "element_fraction",
    "equivalence",
    "penalty",
)


@every_study
def test_what_is_gathered_as_it_stands_is_the_quantity_it_rests_on(name: str) -> None:
    parameters = shipped.parameters(name)
    for parameter in DIRECT:
        for cell, value in cells(parameters, parameter):
            quantities = parameters.rests_on(parameter, cell)
            assert [quantity.value for quantity in quantities] == [value], f"{parameter}{cell}"


def levers(study: Study) -> list[Lever]:
    return [
        *(lever for strategy in study.strategies.values() for lever in strategy.levers),
        *(lever for world in study.worlds.values() for lever in world.levers),
    ]


def assert_lawful(study: Study, entries: tuple[LedgerEntry, ...]) -> None:
    """Every edit says why, on whose word, where it was asked for and what it did."""
    asked = {lever.origin: lever for lever in levers(study)}
    for entry in entries:
        lever = asked[entry.edit.origin]
        assert entry.edit.reason == lever.why
        assert entry.edit.source == lever.source
        assert entry.edit.source in study.sources
        assert entry.cells >= 1
        if entry.edit.operation == "set":
            assert entry.new == pytest.approx(entry.edit.value * entry.cells)


@every_study
def test_every_lever_leaves_its_mark_in_the_ledger(name: str) -> None:
    study, base = shipped.study(name), shipped.parameters(name)
    assert base.ledger == ()
    for strategy in study.strategies.values():
        edited = with_strategy(study, base, strategy.name)
        assert_lawful(study, edited.ledger)
        touched = {entry.edit.origin for entry in edited.ledger}
        # uses are ranked while a world withholds, and in a calm one a ranking leaves no mark
        assert touched == {
            lever.origin for lever in strategy.levers if not isinstance(lever, Priority)
        }
        if not strategy.levers:
            assert edited.hash == base.hash
    for world in study.worlds.values():
        edited = with_world(study, base, world.name)
        assert_lawful(study, edited.ledger)
        # what is delivered acts on what strategies add, and alone leaves no mark
        assert {entry.edit.origin for entry in edited.ledger} == {
            lever.origin for lever in world.levers if not isinstance(lever, Delivery)
        }


@every_study
def test_a_ledger_explains_every_difference(name: str) -> None:
    """A cell that differs from the study is in the slice of an edit, and the last edit set it."""
    study, base = shipped.study(name), shipped.parameters(name)
    for strategy in study.settings.front_page:
        edited = with_levers(study, base, strategy, study.settings.world)
        changed = {
            parameter
            for parameter in base.arrays
            if not np.array_equal(base[parameter].values, edited[parameter].values)
        }
        assert changed <= {entry.edit.parameter for entry in edited.ledger}
        for parameter in changed:
            array, before = edited[parameter], base[parameter].values
            labels = [array.coords[dimension].values.tolist() for dimension in array.dims]
            for position in np.argwhere(before != array.values):
                cell = tuple(known[at] for known, at in zip(labels, position, strict=True))
                assert edited.edits_of(parameter, cell), f"{strategy}: {parameter}{cell}"


def test_the_toy_by_name() -> None:
    """Oxide from ore rests on what is recovered and on what the ore holds, in that order."""
    parameters = shipped.parameters("toy")
    assert [
        quantity.facts for quantity in parameters.rests_on("recipe_amount", ("separation/oxide",))
    ] == [("chemistry:oxide-recovery#1",), ("chemistry:ore-content#1",)]
    assert [quantity.facts for quantity in parameters.rests_on("demand", ("motors@HOM", 2026))] == [
        ("demand:motors-hom#1",)
    ]
    assert [
        quantity.facts for quantity in parameters.rests_on("unmet_cost", ("motors@HOM/+14",))
    ] == [(), ("demand:choke-price#1",)]
    assert parameters.rests_on("permit", ("hom_mine", 2025)) == ()
    assert len(parameters.rests_on("nameplate")) == len(parameters.labels.facilities)


@pytest.mark.slow
def test_what_leaving_a_band_costs_rests_on_a_share_and_a_price() -> None:
    """A width between two stated years rests on both of them."""
    parameters = shipped.parameters("india")
    lane = parameters.labels.lanes[0]
    share, price = parameters.rests_on("band_price", (lane.name,))
    assert share.file == "chain/bands.csv"
    assert price in parameters.rests_on("price", (lane.material,))
    assert share.value * price.value == float(parameters["band_price"].sel(lane=lane.name))
    rows = shipped.study("india").chain.bands
    for period in parameters.labels.periods:
        assert len(parameters.rests_on("band_below", (period,))) == len(rows)


def test_the_halt_in_the_ledger_of_the_toy() -> None:
    """The halt counts Nd in both forms it can leave in, and stops it in both years.

    It takes the usual trade of the lane with it, so that no band asks for what may not leave.
    """
    study = shipped.study("toy")
    ledger = with_levers(study, shipped.parameters("toy"), "halt", "central").ledger
    assert [
        (entry.edit.parameter, dict(entry.edit.where), entry.old, round(entry.new, 9))
        for entry in ledger
    ] == [
        ("export_content", {"slot": "slot_01", "lane": ("oxide:HOM>FOR",)}, 0.0, 0.8),
        ("export_content", {"slot": "slot_01", "lane": ("magnet:HOM>FOR",)}, 0.0, 0.32),
        ("export_limit", {"slot": "slot_01", "period": (2025, 2026)}, np.inf, 0.0),
        ("lane_policy", {"lane": "oxide:HOM>FOR", "period": (2025, 2026)}, 2.0, 0.0),
    ]
