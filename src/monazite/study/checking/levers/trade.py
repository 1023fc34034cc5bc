"""Levers on trade name lanes, plants and partners that fit together."""

from __future__ import annotations

from monazite.strategy import Diversification, ExportLimit, ImportDuty, Partnership
from monazite.study.checking.levers.base import CHECKS, Check
from monazite.study.checking.names import file_of
from monazite.study.records import FacilityRow


@CHECKS.of(ExportLimit)
def check_export_limit(check: Check, lever: ExportLimit) -> None:
    """Report names that are not known and plants whose floor cannot end with the limit."""
    if lever.exporter is not None:
        check.defined(lever, "from", "regions", [lever.exporter])
    check.importers(lever, lever.exporter or check.settings.home, lever.importers)
    if lever.material is not None:
        check.defined(lever, "material", "materials", [lever.material])
    check.defined(lever, "exempt", "materials", lever.exempt)
    defining = {file_of("fractions"), file_of("groups")}
    if lever.element is not None and defining.isdisjoint(check.troubled):
        known = check.chain.names("fractions") | check.chain.names("groups")
        check.names(lever, "element", "element or group", [lever.element], known)
    _ends_floors(check, lever)


def _ends_floors(check: Check, lever: ExportLimit) -> None:
    exporter = lever.exporter or check.home
    check.defined(lever, "ends_must_run_at", "facilities", lever.ends_must_run_at)
    for name in lever.ends_must_run_at:
        row = check.chain.facility.get(name)
        if row is None:
            continue
        if row.region != exporter:
            check.report(
                lever,
                "ends_must_run_at",
                f"'{name}' stands in {row.region} and not in {exporter}, whose exports are limited",
                f"name a facility in {exporter}",
            )
        elif not row.floor and not row.floor_share:
            check.report(
                lever,
                "ends_must_run_at",
                f"'{name}' has no floor that could end",
                "take it out, or give it a floor in chain/facilities.csv",
            )


@CHECKS.of(ImportDuty)
def check_import_duty(check: Check, lever: ImportDuty) -> None:
    """Report materials nobody sends home and regions that cannot be exempt."""
    check.defined(lever, "materials", "materials", lever.materials)
    check.defined(lever, "exempt_from", "regions", lever.exempt_from)
    if check.home in lever.exempt_from:
        check.report(
            lever,
            "exempt_from",
            f"'{check.home}' is home, which pays no duty to itself",
            "remove it from the list",
        )
    for material in lever.materials:
        origins = origins_abroad(check, material)
        if not check.knows("materials", "lanes") or material not in check.chain.names("materials"):
            continue
        if not origins:
            check.report(
                lever,
                "materials",
                f"no lane brings {material} to {check.home}",
                "add one to chain/lanes.csv, or drop the material",
            )
        elif origins <= set(lever.exempt_from):
            check.report(
                lever,
                "exempt_from",
                f"every region that sends {material} to {check.home} is exempt",
                "exempt fewer regions, or drop the material",
            )


def origins_abroad(check: Check, material: str) -> set[str]:
    """Regions abroad from which some lane brings a material home."""
    ends = {
        (origin.partition(".")[0], destination.partition(".")[0])
        for origin, destination in check.lanes(material)
    }
    return {origin for origin, destination in ends if origin != destination == check.home}


@CHECKS.of(Partnership)
def check_partnership(check: Check, lever: Partnership) -> None:
    """Report a plant that does not stand where the partner is, or cannot deliver."""
    check.defined(lever, "region", "regions", [lever.region])
    check.defined(lever, "facility", "facilities", [lever.facility])
    check.defined(lever, "material", "materials", [lever.material])
    facility = check.chain.facility.get(lever.facility)
    if facility is not None and _stands_abroad(check, lever, facility):
        _delivers(check, lever, facility)


def _stands_abroad(check: Check, lever: Partnership, facility: FacilityRow) -> bool:
    if facility.region == check.settings.home:
        check.report(
            lever,
            "facility",
            f"'{lever.facility}' stands at home",
            "name a facility abroad, or write a capacity_programme",
        )
    elif facility.region != lever.region:
        check.report(
            lever,
            "facility",
            f"'{lever.facility}' stands in {facility.region} and not in {lever.region}",
            f"write region {facility.region}, or a facility in {lever.region}",
        )
    return check.settings.home != facility.region == lever.region


def _delivers(check: Check, lever: Partnership, facility: FacilityRow) -> None:
    """Report a material the plant does not make, or one that cannot come home."""
    if lever.material not in check.chain.names("materials"):
        return
    made = {
        row.material
        for row in check.chain.recipes
        if row.recipe == facility.recipe and row.role == "output"
    }
    home = check.settings.home
    lanes = {tuple(parts[:3]) for parts in check.chain.lane_rows()}
    if made and lever.material not in made:
        check.report(
            lever,
            "material",
            f"'{lever.facility}' does not make {lever.material}",
            f"write one of: {', '.join(sorted(made))}",
        )
    elif (lever.material, lever.region, home) not in lanes and file_of(
        "lanes"
    ) not in check.troubled:
        check.report(
            lever,
            "material",
            f"there is no lane for {lever.material} from {lever.region} to {home}",
            "add it to chain/lanes.csv, or name another material",
        )


@CHECKS.of(Diversification)
def check_diversification(check: Check, lever: Diversification) -> None:
    """Report materials that do not exist, that nobody abroad sells to home, or of another basis."""
    check.defined(lever, "materials", "materials", lever.materials)
    if not check.knows("materials", "lanes", "regions"):
        return
    known = [name for name in lever.materials if name in check.chain.names("materials")]
    bases = {check.chain.basis[name] for name in known}
    if len(bases) > 1:
        check.report(
            lever,
            "materials",
            f"tonnes of {' and of '.join(sorted(bases))} do not add up",
            "name materials of one basis, and the others in a lever of their own",
        )
    for name in known:
        if not origins_abroad(check, name):
            check.report(
                lever,
                "materials",
                f"no lane brings {name} to {check.home}",
                "name materials that are bought abroad",
            )
