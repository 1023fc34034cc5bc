"""Places are told apart: regions, pools of owners inside them, and what is kept where."""

from __future__ import annotations

from monazite.core.errors import Problems
from monazite.study.cells import ChainRow
from monazite.study.chain import Chain
from monazite.study.checking.names import report_at


def check_places(chain: Chain, problems: Problems) -> None:
    """Report names that could be two places, plants in the wrong pool, and pools kept empty."""
    for region in chain.regions:
        _check_name(region, "region", region.region, problems)
    for pool in chain.pools:
        _check_name(pool, "pool", pool.pool, problems)
    _check_plants(chain, problems)
    _check_kept_apart(chain, problems)
    _check_prices(chain, problems)


def _check_name(row: ChainRow, what: str, name: str, problems: Problems) -> None:
    if "." in name:
        report_at(
            row,
            what,
            f"{what} '{name}' has a dot, which parts a region from a pool inside it",
            f"write '{name.replace('.', '_')}'",
            problems,
        )


def _check_plants(chain: Chain, problems: Problems) -> None:
    """Report plants that belong to two pools, or to one in a region they do not stand in."""
    owner: dict[str, str] = {}
    for pool in chain.pools:
        for name in pool.facilities:
            plant = chain.facility.get(name)
            if plant is not None and plant.region != pool.region:
                report_at(
                    pool,
                    "facilities",
                    f"'{name}' stands in {plant.region} and not in {pool.region}",
                    f"name a facility of {pool.region}",
                    problems,
                )
            first = owner.setdefault(name, pool.pool)
            if first != pool.pool:
                report_at(
                    pool,
                    "facilities",
                    f"'{name}' belongs to pool '{first}' already",
                    "leave it in one of the two",
                    problems,
                )


def _check_kept_apart(chain: Chain, problems: Problems) -> None:
    """Report lanes and stocks of a pool for materials it shares with the rest of its region."""
    apart = {f"{pool.region}.{pool.pool}": pool.materials for pool in chain.pools}
    for lane in chain.lanes:
        for column, places in (("origin", lane.origins), ("destination", lane.destinations)):
            for place in places:
                for material in lane.materials:
                    if place in apart and material not in apart[place]:
                        report_at(lane, column, *_shared(material, place), problems)
    for stock in chain.stocks:
        if stock.region in apart and stock.material not in apart[stock.region]:
            report_at(stock, "region", *_shared(stock.material, stock.region), problems)


def _check_prices(chain: Chain, problems: Problems) -> None:
    """Report prices of a pool nobody buys from, and prices that are stated twice."""
    flat: dict[tuple[str, str], str] = {}
    lanes: set[tuple[str, str]] = set()
    for material, origin, destination, row in chain.lane_rows():
        region, _, pool = origin.partition(".")
        if pool and destination.partition(".")[0] == region:
            lanes.add((pool, material))
            if row.transfer_price:
                flat.setdefault((pool, material), destination)
    for price in chain.pool_prices:
        node = (price.pool, price.material)
        if node not in lanes:
            report_at(
                price,
                "material",
                f"no lane takes {price.material} from pool '{price.pool}' to others in its region",
                "add one to chain/lanes.csv, or drop this row",
                problems,
            )
        elif node in flat:
            report_at(
                price,
                "price",
                f"the lane to {flat[node]} states a transfer_price as well",
                "leave it blank there, or drop the rows here",
                problems,
            )


def _shared(material: str, place: str) -> tuple[str, str]:
    region, _, pool = place.partition(".")
    return (
        f"pool '{pool}' keeps no {material} of its own",
        f"write '{region}', or add {material} to the materials of the pool in chain/pools.csv",
    )
