"""Places are told apart: regions, pools of owners inside them, and what is kept where."""

from __future__ import annotations

from monazite.core.errors import Problems
from monazite.study.cells import ChainRow
from monazite.study.chain import Chain
from monazite.study.lanes import place_named


def check_places(chain: Chain, problems: Problems) -> None:
    """Report names that could be two places, plants in the wrong pool, and pools kept empty."""
    for region in chain.regions:
        _check_name(region, "region", region.region, problems)
    for account in chain.ownership_accounts:
        _check_name(account, "ownership_account", account.ownership_account, problems)
    _check_plants(chain, problems)
    _check_kept_apart(chain, problems)
    _check_prices(chain, problems)


def _check_name(row: ChainRow, what: str, name: str, problems: Problems) -> None:
    if "." in name:
        problems.at(
            row,
            what,
            f"{what.replace('_', ' ')} '{name}' has a dot, which parts a region from a pool "
            f"inside it",
            f"write '{name.replace('.', '_')}'",
        )


def _check_plants(chain: Chain, problems: Problems) -> None:
    """Report plants that belong to two pools, or to one in a region they do not stand in."""
    owner: dict[str, str] = {}
    for account in chain.ownership_accounts:
        for name in account.facilities:
            plant = chain.facility.get(name)
            if plant is not None and plant.region != account.region:
                problems.at(
                    account,
                    "facilities",
                    f"'{name}' stands in {plant.region} and not in {account.region}",
                    f"name a facility of {account.region}",
                )
            first = owner.setdefault(name, account.ownership_account)
            if first != account.ownership_account:
                problems.at(
                    account,
                    "facilities",
                    f"'{name}' belongs to ownership account '{first}' already",
                    "leave it in one of the two",
                )


def _check_kept_apart(chain: Chain, problems: Problems) -> None:
    """Report lanes and stocks of a pool for materials it shares with the rest of its region."""
    apart = {
        f"{account.region}.{account.ownership_account}": account.materials
        for account in chain.ownership_accounts
    }
    for lane in chain.lanes:
        for column, places in (("origin", lane.origins), ("destination", lane.destinations)):
            for place in places:
                for material in lane.materials:
                    if place in apart and material not in apart[place]:
                        problems.at(lane, column, *_shared(material, place))
    for stock in chain.stocks:
        if stock.region in apart and stock.material not in apart[stock.region]:
            problems.at(stock, "region", *_shared(stock.material, stock.region))


def _check_prices(chain: Chain, problems: Problems) -> None:
    """Report prices of a pool nobody buys from, and prices that are stated twice."""
    flat: dict[tuple[str, str], str] = {}
    lanes: set[tuple[str, str]] = set()
    for lane, row in chain.lane_rows():
        if lane.origin_account and lane.is_transfer:
            lanes.add((lane.origin_account, lane.material))
            if row.transfer_price:
                flat.setdefault((lane.origin_account, lane.material), lane.destination_place)
    for price in chain.ownership_account_prices:
        node = (price.ownership_account, price.material)
        if node not in lanes:
            problems.at(
                price,
                "material",
                f"no lane takes {price.material} from ownership account "
                f"'{price.ownership_account}' to others in its region",
                "add one to chain/lanes.csv, or drop this row",
            )
        elif node in flat:
            problems.at(
                price,
                "price",
                f"the lane to {flat[node]} states a transfer_price as well",
                "leave it blank there, or drop the rows here",
            )


def _shared(material: str, place: str) -> tuple[str, str]:
    region, account = place_named(place)
    return (
        f"ownership account '{account}' keeps no {material} of its own",
        f"write '{region}', or add {material} to the materials of the account in "
        f"chain/ownership_accounts.csv",
    )
