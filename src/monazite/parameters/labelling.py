"""Derives every label set of a study from its chain, and the parts of every demand curve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from monazite.core.errors import Problems
from monazite.parameters.labels import Labels, node_name
from monazite.parameters.named import (
    Contract,
    Expansion,
    Flow,
    Lane,
    Node,
    Point,
    Tranche,
    UseOption,
)
from monazite.parameters.sizes import (
    AGES,
    FINE_TRANCHES,
    FINER_TRANCHES,
    LADDER_TRANCHES,
    PLAIN_TRANCHES,
    WHOLE_TRANCHES,
)
from monazite.study import Study, resolved

__all__ = ["labels_of", "tranches_of"]


def labels_of(study: Study) -> Labels:
    """Derive every label set of a study; only the chain decides, never a strategy."""
    chain, horizon = study.chain, study.settings.horizon
    years = tuple(range(horizon.first, horizon.last + 1))
    ends = tuple(accumulate(horizon.blocks, initial=horizon.last))[1:]
    points = tuple(dict.fromkeys(Point(row.use, row.region) for row in chain.demand))
    facilities = tuple(row.facility for row in chain.facilities)
    return Labels(
        home=study.settings.home,
        dollar=chain.dollar,
        regions=tuple(row.region for row in chain.regions),
        groups=tuple(row.group for row in chain.groups),
        elements=tuple(dict.fromkeys(row.element for row in chain.fractions)),
        group_of_element={row.element: row.group for row in chain.fractions},
        materials=tuple(row.material for row in chain.materials),
        material_form={row.material: row.form for row in chain.materials},
        material_role={m.material: study.words.forms[m.form].role for m in chain.materials},
        material_basis={row.material: row.basis for row in chain.materials},
        tracked_group=study.settings.tracked_group,
        recipes=tuple(dict.fromkeys(row.recipe for row in chain.recipes)),
        flows=_flows(study),
        facilities=facilities,
        facility_region={row.facility: row.region for row in chain.facilities},
        facility_recipe={row.facility: row.recipe for row in chain.facilities},
        facility_stage={row.facility: row.stage for row in chain.facilities},
        lanes=_lanes(study),
        nodes=_nodes(study, points),
        stores=_stores(study),
        points=points,
        use_options=_use_options(study, points),
        end_of_life_streams=_streams(study),
        years=years,
        periods=(*years, *ends),
        period_years=(*(1 for _ in years), *horizon.blocks),
        vintages=(*range(horizon.first - AGES, horizon.first), *years, *ends),
        tranches=tranches_of(study, points),
        investables=tuple(row.facility for row in chain.facilities if row.build_rate),
        expansions=tuple(Expansion(row.facility, row.step) for row in chain.expansions),
        reserves=tuple(node_name(row.material, row.region) for row in chain.stocks if row.reserve),
        awardees=tuple(row.facility for row in chain.facilities if row.awardee),
        contracts=tuple(
            Contract(row.contract, row.seller, row.material, row.buyer) for row in chain.contracts
        ),
        facility_account={
            name: row.ownership_account
            for row in chain.ownership_accounts
            for name in row.facilities
        },
        account_materials={
            row.ownership_account: frozenset(row.materials) for row in chain.ownership_accounts
        },
    )


def _flows(study: Study) -> tuple[Flow, ...]:
    return tuple(dict.fromkeys(Flow(row.recipe, row.material) for row in study.chain.recipes))


def _lanes(study: Study) -> tuple[Lane, ...]:
    return tuple(dict.fromkeys(lane for lane, _ in study.chain.lane_rows()))


def _stores(study: Study) -> tuple[Node, ...]:
    return tuple(dict.fromkeys(Node(row.material, row.region) for row in study.chain.stocks))


def _streams(study: Study) -> tuple[UseOption, ...]:
    return tuple(UseOption(row.use, row.region, row.material) for row in study.chain.recycling)


def _use_options(study: Study, points: Iterable[Point]) -> tuple[UseOption, ...]:
    """What each use may take where it is, in the order of the study."""
    options: dict[str, list[str]] = {}
    for option in study.chain.options:
        options.setdefault(option.use, []).append(option.material)
    return tuple(
        UseOption(use, region, material) for use, region in points for material in options[use]
    )


def _nodes(study: Study, points: Iterable[Point]) -> tuple[Node, ...]:
    """Every material at every place where anything can happen to it; owners after their region."""
    chain = study.chain
    used = (*_use_options(study, points), *_streams(study))
    touched: set[tuple[str, str]] = {
        *_stores(study),
        *((material, region) for _, region, material in used),
        *_made_or_taken(study),
        *((lane.material, lane.origin_place) for lane in _lanes(study)),
        *((lane.material, lane.destination_place) for lane in _lanes(study)),
    }
    places = [
        place
        for region in chain.regions
        for place in (
            region.region,
            *(
                f"{region.region}.{row.ownership_account}"
                for row in chain.ownership_accounts
                if row.region == region.region
            ),
        )
    ]
    return tuple(
        Node(row.material, place)
        for row in chain.materials
        for place in places
        if (row.material, place) in touched
    )


def _made_or_taken(study: Study) -> Iterator[tuple[str, str]]:
    """Materials of recipes where they are made or taken: what an owner keeps apart, with him."""
    chain = study.chain
    owners = {name: row for row in chain.ownership_accounts for name in row.facilities}
    for plant in chain.facilities:
        owner = owners.get(plant.facility)
        for recipe, material in _flows(study):
            if recipe != plant.recipe:
                continue
            if owner is not None and material in owner.materials:
                yield material, f"{plant.region}.{owner.ownership_account}"
            else:
                yield material, plant.region


def tranches_of(study: Study, points: Iterable[tuple[str, str]]) -> tuple[Tranche, ...]:
    """List the parts of every demand curve.

    Uses of what holds the tracked group are cut finely at home; abroad, where a use stands for
    several, finely in the region that takes most of it, whose users set the price, and else into
    the ladder of their chokes. Fine curves of uses the study calls `finer` have smaller steps. What
    holds nothing of the group is not cut at all.
    """
    chain, tracked = study.chain, study.settings.tracked_group
    holding = {row.material for row in chain.contents if row.group == tracked}
    followed = {row.use for row in chain.options if row.material in holding}
    mixed = {row.use for row in chain.mixtures}
    finer = {row.use for row in chain.uses if row.finer}
    home = study.settings.home
    largest = _largest_abroad(study)

    def numbers(use: str, region: str) -> tuple[int, ...]:
        if use not in followed:
            return WHOLE_TRANCHES
        if use in mixed and region not in (home, largest.get(use)):
            return LADDER_TRANCHES
        if use in mixed or region == home:
            return FINER_TRANCHES if use in finer else FINE_TRANCHES
        return PLAIN_TRANCHES

    return tuple(
        Tranche(use, region, number) for use, region in points for number in numbers(use, region)
    )


def _largest_abroad(study: Study) -> dict[str, str]:
    """Give the region abroad that takes most of each use in any year the study states."""
    most: dict[str, tuple[float, str]] = {}
    for row in study.chain.demand:
        quantity = resolved(study, row, "quantity", Problems())
        if row.region != study.settings.home and quantity is not None:
            most[row.use] = max(most.get(row.use, (0.0, "")), (quantity.value, row.region))
    return {use: region for use, (_, region) in most.items()}
