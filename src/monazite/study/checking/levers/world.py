"""Events of a world name regions, materials and uses the study has."""

from __future__ import annotations

from monazite.strategy import (
    ALL,
    Delivery,
    DemandPath,
    ExchangeRate,
    ForeignExportControl,
    PricePath,
    SupplyLoss,
)
from monazite.study.checking.levers.base import CHECKS, Check


@CHECKS.of(ForeignExportControl)
def check_foreign_export_control(check: Check, lever: ForeignExportControl) -> None:
    """Report names that are not known and a control that would come from home."""
    check.defined(lever, "from", "regions", [lever.exporter])
    check.importers(lever, lever.exporter, lever.importers)
    check.defined(lever, "materials", "materials", lever.materials)
    if lever.exporter == check.settings.home:
        check.report(
            lever,
            "from",
            f"'{lever.exporter}' is home, which no foreign control can come from",
            "write another region, or an export_limit in a strategy",
        )


@CHECKS.of(Delivery)
def check_delivery(check: Check, lever: Delivery) -> None:
    """Report plants that do not exist or stand abroad."""
    if lever.facilities != (ALL,):
        check.at_home(lever, lever.facilities)


@CHECKS.of(SupplyLoss)
def check_supply_loss(check: Check, lever: SupplyLoss) -> None:
    """Report plants that do not exist, and plants at home, whose output is not the world's."""
    check.defined(lever, "facility", "facilities", lever.facilities)
    if lever.reached is not None:
        check_reached(check, lever)
    for name in dict.fromkeys(lever.facilities):
        row = check.chain.facility.get(name)
        if row is not None and row.region == check.home:
            check.report(
                lever,
                "facility",
                f"'{name}' stands at home",
                "write plants abroad; what home's own plants deliver is `delivery`",
            )


@CHECKS.of(DemandPath)
def check_demand_path(check: Check, lever: DemandPath) -> None:
    """Report uses and regions without demand, and a path that ends after the last year solved."""
    check.defined(lever, "uses", "uses", lever.uses)
    if lever.regions != (ALL,):
        check.defined(lever, "regions", "regions", lever.regions)
    check_reached(check, lever)
    regions = check.chain.names("regions") if lever.regions == (ALL,) else set(lever.regions)
    wanted = {(row.use, row.region) for row in check.chain.demand}
    if not check.knows("uses", "regions", "demand"):
        return
    for use in lever.uses:
        if use in check.chain.names("uses") and not any(
            (use, where) in wanted for where in regions
        ):
            check.report(
                lever,
                "uses",
                f"nobody there wants anything for {use}",
                "name a region with a row for it in chain/demand.csv, or drop the use",
            )


@CHECKS.of(PricePath)
def check_price_path(check: Check, lever: PricePath) -> None:
    """Report a path that would come from home, and one that moves no price."""
    check.defined(lever, "from", "regions", [lever.exporter])
    check.importers(lever, lever.exporter, lever.importers)
    check.defined(lever, "materials", "materials", lever.materials)
    check_reached(check, lever)
    if lever.exporter == check.home:
        check.report(
            lever,
            "from",
            f"'{lever.exporter}' is home, whose prices follow from its own plants",
            "write another region",
        )
        return
    if not check.knows("lanes", "regions") or lever.exporter not in check.chain.names("regions"):
        return
    everybody = lever.importers == (ALL,)
    if lever.stated_only and not everybody and check.home not in lever.importers:
        check.report(
            lever,
            "to",
            f"what the study states is what {check.home} pays, which is not among the buyers",
            f"add {check.home}, or drop stated_only",
        )
    for material in lever.materials:
        if material not in check.chain.names("materials"):
            continue
        ends = [[place.partition(".")[0] for place in lane] for lane in check.lanes(material)]
        buyers = {buyer for seller, buyer in ends if seller == lever.exporter}
        if not buyers:
            check.report(
                lever,
                "materials",
                f"no lane takes {material} out of {lever.exporter}",
                "add one to chain/lanes.csv, or drop the material",
            )
        elif not everybody and not buyers & {*lever.importers}:
            check.report(
                lever,
                "to",
                f"no lane takes {material} from {lever.exporter} to {', '.join(lever.importers)}",
                f"name a buyer of it: {', '.join(sorted(buyers))}",
            )


def check_reached(check: Check, lever: DemandPath | PricePath | SupplyLoss | ExchangeRate) -> None:
    """Report a path that is through only after the last year that is solved."""
    horizon = check.settings.horizon
    check.date(lever, "reached", f"{horizon.last + sum(horizon.blocks) + 1}-01")
