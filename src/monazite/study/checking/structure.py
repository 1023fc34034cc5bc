"""The rows of a chain fit together: recipes can be run, uses can be served, ramps begin."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

from monazite.core.errors import Problems
from monazite.study.chain import Chain
from monazite.study.records import RecipeRow

_NEEDED_TO_BUILD = ("capital_cost", "lead_time", "lifetime", "hurdle_rate")


def check_structure(chain: Chain, problems: Problems) -> None:
    """Run every check of this module."""
    checks: tuple[Callable[[Chain, Problems], None], ...] = (
        check_recipes,
        check_recipes_lead_onward,
        check_facilities,
        check_floors,
        check_expansions,
        check_ramps,
        check_lanes,
        check_contracts,
        check_fractions,
        check_uses,
    )
    for check in checks:
        check(chain, problems)


def check_recipes(chain: Chain, problems: Problems) -> None:
    """Report recipes that have no single reference, or rows that do not say how much."""
    for recipe, rows in chain.by_recipe.items():
        references = [row for row in rows if row.reference]
        if len(references) != 1:
            problems.at(
                references[1] if references else rows[0],
                "reference",
                f"recipe '{recipe}' has {'several' if references else 'no'} reference rows",
                "write 'yes' on exactly one of its rows",
            )
            continue
        for row in rows:
            _check_amount(row, references[0], problems)


def check_recipes_lead_onward(chain: Chain, problems: Problems) -> None:
    """Report recipes that make something of an earlier stage out of something of a later one.

    Only what is recycled goes back. A chain that turns in a circle without it has its stages mixed
    up, and cannot be drawn. The row that is at odds with most of its recipe is blamed: what one
    wrong input turns back is not the fault of all that is made of it; of two alike it is the input.
    """
    place = {row.stage: number for number, row in enumerate(chain.stages)}
    goes_back = {row.stage for row in chain.stages if row.role == "recycle"}
    found = {row.material: row for row in chain.materials if row.stage in place}
    rows = [row for row in chain.recipes if row.material in found]
    backward = [
        (used, made)
        for used in rows
        for made in rows
        if used.recipe == made.recipe
        and (used.role == "input", made.role == "input") == (True, False)
        and place[found[made.material].stage] < place[found[used.material].stage]
        and found[used.material].stage not in goes_back
    ]
    while backward:
        at_odds = Counter(row.line for pair in backward for row in pair)
        used, made = max(backward, key=lambda pair: max(at_odds[row.line] for row in pair))
        blamed = made if at_odds[made.line] > at_odds[used.line] else used
        of_used, of_made = found[used.material], found[made.material]
        problems.at(
            blamed,
            "material",
            f"recipe '{made.recipe}' makes '{made.material}' of stage {of_made.stage} out of "
            f"'{used.material}' of the later stage {of_used.stage}",
            f"take the row out, or correct the stages in {of_used.file}, lines "
            f"{of_made.line} and {of_used.line}",
        )
        backward = [pair for pair in backward if blamed not in pair]


def _check_amount(row: RecipeRow, reference: RecipeRow, problems: Problems) -> None:
    given = [column for column in ("amount", "recovery") if row.cell(column)]
    if row.reference:
        if given:
            problems.at(
                row,
                given[0],
                "the reference row of a recipe always has the amount 1",
                "leave amount and recovery blank",
            )
    elif not given:
        problems.at(row, "amount", "neither amount nor recovery is given", "write one")
    elif len(given) == 2:
        problems.at(row, "amount", "both amount and recovery are given", "keep one")
    elif given == ["recovery"] and (row.role, reference.role) != ("output", "input"):
        problems.at(
            row,
            "recovery",
            "a recovery needs an output to reach and a reference input to come from",
            "write the amount instead",
        )


def check_facilities(chain: Chain, problems: Problems) -> None:
    """Report facilities that may grow without saying at what cost and how fast."""
    for row in chain.facilities:
        for column in _NEEDED_TO_BUILD:
            if row.build_rate and not row.cell(column):
                problems.at(
                    row,
                    column,
                    "the cell is blank although build_rate lets the facility grow",
                    "fill it in, or leave build_rate blank",
                )


def check_floors(chain: Chain, problems: Problems) -> None:
    """Report reasons for a floor where there is none."""
    for row in chain.floors:
        plant = chain.facility.get(row.facility)
        if plant is not None and not plant.floor and not plant.floor_share:
            problems.at(
                row,
                "facility",
                f"'{row.facility}' has no floor",
                "give it a floor or a floor_share in chain/facilities.csv, or drop this row",
            )


def check_expansions(chain: Chain, problems: Problems) -> None:
    """Report further steps of building at plants nobody may add to."""
    growing = {row.facility for row in chain.facilities if row.build_rate}
    for row in chain.expansions:
        if row.facility in chain.facility and row.facility not in growing:
            problems.at(
                row,
                "facility",
                f"'{row.facility}' has further steps of building and no build rate",
                "write a build_rate in chain/facilities.csv, or remove the row",
            )


def check_ramps(chain: Chain, problems: Problems) -> None:
    """Report ramps that do not say what is available in the first year."""
    years: dict[str, set[int]] = defaultdict(set)
    for row in chain.ramps:
        years[row.ramp].add(row.year_after_start)
    for row in chain.ramps:
        if 0 not in years[row.ramp]:
            problems.at(
                row,
                "year_after_start",
                f"ramp '{row.ramp}' does not begin in year 0",
                "add a row for year 0",
            )
            years[row.ramp].add(0)


def check_lanes(chain: Chain, problems: Problems) -> None:
    """Report rows that make no lane at all, and dates that contradict it."""
    for row in chain.lanes:
        if row.origins == row.destinations and len(row.origins) == 1:
            problems.at(
                row,
                "destination",
                f"region '{row.origins[0]}' cannot ship to itself",
                "name another destination",
            )
        if row.start and row.end and row.end <= row.start:
            problems.at(
                row,
                "end",
                f"end {row.end} is not after start {row.start}",
                "write the first year or month in which the lane is closed again",
            )
        if row.start and row.reference_flow:
            problems.at(
                row,
                "start",
                "a lane with a reference_flow was open in the base year",
                "leave start or reference_flow out",
            )


def check_contracts(chain: Chain, problems: Problems) -> None:
    """Report contracts on what the seller does not make or cannot send, and those without years."""
    made = {(row.recipe, row.material) for row in chain.recipes if row.role == "output"}
    lanes = {(lane.material, lane.origin, lane.destination) for lane, _ in chain.lane_rows()}
    for row in chain.contracts:
        if row.end and row.end <= row.start:
            problems.at(
                row,
                "end",
                f"end {row.end} is not after start {row.start}",
                "write the first year or month in which nothing is owed any more",
            )
        seller = chain.facility.get(row.seller)
        if seller is None or row.material not in chain.names("materials"):
            continue
        if (seller.recipe, row.material) not in made:
            problems.at(
                row,
                "material",
                f"'{row.seller}' does not make {row.material}",
                "name what it makes, or another seller",
            )
        way = (row.material, seller.region, row.buyer)
        if (
            row.buyer not in ("", seller.region)
            and row.buyer in chain.names("regions")
            and way not in lanes
        ):
            problems.at(
                row,
                "buyer",
                f"there is no lane for {row.material} from {seller.region} to {row.buyer}",
                "add it to chain/lanes.csv, or name another buyer",
            )


def check_fractions(chain: Chain, problems: Problems) -> None:
    """Report elements of two groups, and elements without a fraction for some region."""
    group_of: dict[str, str] = {}
    regions: dict[str, set[str]] = defaultdict(set)
    for row in chain.fractions:
        regions[row.element].add(row.region)
        if group_of.setdefault(row.element, row.group) != row.group:
            problems.at(
                row,
                "group",
                f"element '{row.element}' is in group '{group_of[row.element]}' elsewhere",
                "keep one group for each element",
            )
    for element, known in regions.items():
        missing = [row.region for row in chain.regions if row.region not in known]
        if missing:
            last = [row for row in chain.fractions if row.element == element][-1]
            problems.at(
                last,
                "region",
                f"element '{element}' has no fraction for {', '.join(missing)}",
                "add a row for each region; where nothing is known, take the world's fraction",
            )


def check_uses(chain: Chain, problems: Problems) -> None:
    """Report uses nothing can serve, and scrap of uses nobody has."""
    served = {row.use for row in chain.options}
    for use in chain.uses:
        if use.use not in served:
            problems.at(
                use, "use", f"no material serves use '{use.use}'", "add a row to chain/options.csv"
            )
    demanded = {(row.use, row.region) for row in chain.demand}
    for inside in chain.embodied:
        if (inside.use, inside.region) not in demanded:
            problems.at(
                inside,
                "region",
                f"use '{inside.use}' has no demand in {inside.region} that this could stand beside",
                "add rows to chain/demand.csv, of 0 if nothing else is used, or remove this one",
            )
    for row in chain.recycling:
        if (row.use, row.region) not in demanded:
            problems.at(
                row,
                "region",
                f"use '{row.use}' has no demand in {row.region}, so nothing comes back from it",
                "add rows to chain/demand.csv, or remove this one",
            )
