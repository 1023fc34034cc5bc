"""Levers on stocks, allocations and ranks name owners and uses the study has."""

from __future__ import annotations

from monazite.strategy import (
    DemandSaving,
    DomesticContent,
    FeedAllocation,
    Priority,
    StateSales,
    Stockpile,
)
from monazite.study.checking.levers.base import CHECKS, Check
from monazite.study.checking.levers.trade import origins_abroad


@CHECKS.of(Priority)
def check_priority(check: Check, lever: Priority) -> None:
    """Report uses that do not exist."""
    uses = [use for tier in lever.tiers for use in tier]
    check.defined(lever, "tiers", "uses", uses)


@CHECKS.of(DomesticContent)
def check_domestic_content(check: Check, lever: DomesticContent) -> None:
    """Report uses that home does not have, and those no plant at home could ever serve."""
    check.defined(lever, "uses", "uses", lever.uses)
    if not check.knows("uses", "demand", "options", "recipes", "facilities"):
        return
    wanted = {row.use for row in check.chain.demand if row.region == check.home}
    at_home = {row.recipe for row in check.chain.facilities if row.region == check.home}
    made = {
        row.material
        for row in check.chain.recipes
        if row.role == "output" and row.recipe in at_home
    }
    served = {row.use for row in check.chain.options if row.material in made}
    for use in lever.uses:
        if use not in check.chain.names("uses"):
            continue
        if use not in wanted:
            check.report(
                lever, "uses", f"nobody in {check.home} wants '{use}'", "name uses of home"
            )
        elif use not in served:
            check.report(
                lever,
                "uses",
                f"no plant in {check.home} makes anything that serves '{use}'",
                "add a plant to chain/facilities.csv, a slot if need be, or drop the use",
            )


@CHECKS.of(DemandSaving)
def check_demand_programme(check: Check, lever: DemandSaving) -> None:
    """Report uses that home does not have, and a month outside the years of the study."""
    check.defined(lever, "uses", "uses", lever.uses)
    check.date(lever, "reached", f"{check.settings.horizon.last + 1}-01")
    if not check.knows("uses", "demand"):
        return
    wanted = {row.use for row in check.chain.demand if row.region == check.home}
    for use in lever.uses:
        if use in check.chain.names("uses") and use not in wanted:
            check.report(
                lever, "uses", f"nobody in {check.home} wants '{use}'", "name uses of home"
            )


@CHECKS.of(Stockpile)
def check_stockpile(check: Check, lever: Stockpile) -> None:
    """Report a material that cannot be kept there, and tiers nobody is in."""
    check.defined(lever, "material", "materials", [lever.material])
    place = check.home
    if lever.ownership_account is not None:
        if not _is_ownership_account(check, lever, "ownership_account", [lever.ownership_account]):
            return
        place = f"{check.home}.{lever.ownership_account}"
    stored = {row.material: row.reserve for row in check.chain.stocks if row.region == place}
    elsewhere = _kept_elsewhere(check, lever.material, place)
    if check.knows("stocks") and lever.material in check.chain.names("materials"):
        if lever.material not in stored:
            check.report(
                lever,
                "material",
                f"{lever.material} cannot be kept in {place}",
                elsewhere or "add it to chain/stocks.csv, or name another material",
            )
        elif not stored[lever.material]:
            check.report(
                lever,
                "material",
                f"no public reserve of {lever.material} can be asked for in {place}",
                elsewhere
                or "write yes under reserve in chain/stocks.csv, or name another material",
            )
    wanted = {row.use for row in check.chain.demand if row.region == check.home}
    ranks = {row.tier for row in check.chain.uses if row.use in wanted}
    for tier in lever.tiers:
        if tier not in ranks and check.knows("uses", "demand"):
            check.report(
                lever,
                "tiers",
                f"no use in {check.home} is in tier {tier}",
                f"write one of: {', '.join(map(str, sorted(ranks)))}",
            )


def _kept_elsewhere(check: Check, material: str, place: str) -> str:
    """Say who at home can keep a reserve of a material instead; blank where nobody can."""
    kept = {row.region for row in check.chain.stocks if row.material == material and row.reserve}
    accounts = [
        row.ownership_account
        for row in check.chain.ownership_accounts
        if f"{check.home}.{row.ownership_account}" in kept - {place}
    ]
    if accounts:
        return f"write pool: {accounts[0]}, who can keep it"
    return "leave out pool, which the region can do without" if check.home in kept else ""


@CHECKS.of(FeedAllocation)
def check_feed_allocation(check: Check, lever: FeedAllocation) -> None:
    """Report pools and channels that do not exist, and a price that cannot be told."""
    check.defined(lever, "material", "materials", [lever.material])
    known = _is_ownership_account(check, lever, "ownership_account", [lever.ownership_account])
    known = _is_ownership_account(check, lever, "makers", lever.makers) and known
    if (
        not known
        or not check.knows("lanes")
        or lever.material not in check.chain.names("materials")
    ):
        return
    home = check.home
    channels = check.lanes(lever.material)
    for maker in lever.makers:
        if (f"{home}.{lever.ownership_account}", f"{home}.{maker}") not in channels:
            check.report(
                lever,
                "makers",
                f"no lane takes {lever.material} from {home}.{lever.ownership_account} to "
                f"{home}.{maker}",
                "add it to chain/lanes.csv with a limit of 0, which this lever raises",
            )
    if lever.price_basis == "export_parity" and not origins_abroad(check, lever.material):
        check.report(
            lever,
            "price_basis",
            f"no lane brings {lever.material} home, so the freight of export parity is not known",
            "add one to chain/lanes.csv, or write import_parity or cost",
        )


@CHECKS.of(StateSales)
def check_state_sales(check: Check, lever: StateSales) -> None:
    """Report pools and regions that do not exist, and ways abroad that are not there."""
    check.defined(lever, "material", "materials", [lever.material])
    check.defined(lever, "to", "regions", lever.importers)
    known = _is_ownership_account(check, lever, "ownership_account", [lever.ownership_account])
    regions, materials = check.chain.names("regions"), check.chain.names("materials")
    if not known or not check.knows("lanes") or lever.material not in materials:
        return
    ways = check.lanes(lever.material)
    for importer in lever.importers:
        if (
            importer in regions
            and (f"{check.home}.{lever.ownership_account}", importer) not in ways
        ):
            check.report(
                lever,
                "to",
                f"no lane takes {lever.material} from {check.home}.{lever.ownership_account} "
                f"to {importer}",
                "add it to chain/lanes.csv with a limit of 0, which this lever raises",
            )


def _is_ownership_account(
    check: Check,
    lever: Stockpile | FeedAllocation | StateSales,
    field: str,
    names: tuple[str, ...] | list[str],
) -> bool:
    """Report names that are no pools of owners at home."""
    accounts = {
        row.ownership_account for row in check.chain.ownership_accounts if row.region == check.home
    }
    if check.knows("ownership_accounts"):
        check.names(lever, field, "ownership account", names, accounts)
    return accounts >= set(names)
