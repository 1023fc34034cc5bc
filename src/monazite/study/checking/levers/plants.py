"""Levers on plants name plants that can do what is asked of them."""

from __future__ import annotations

from monazite.strategy import (
    CapacityProgramme,
    CapAndFloor,
    CapitalSubsidy,
    Exploration,
    Offtake,
    OutputIncentive,
    Permit,
    PriceGuarantee,
    PrivateEntry,
    PublicEquity,
    Recycling,
)
from monazite.study.checking.levers.base import CHECKS, Check


@CHECKS.of(CapacityProgramme, Permit)
def check_facilities(check: Check, lever: CapacityProgramme | Permit) -> None:
    """Report plants that do not exist."""
    check.defined(lever, "facility", "facilities", lever.facilities)


@CHECKS.of(PrivateEntry)
def check_private_entry(check: Check, lever: PrivateEntry) -> None:
    """Report plants no investor may build: abroad, not private, or without a rate of building."""
    for row in check.at_home(lever, lever.facilities):
        if row.owner != "private":
            check.report(
                lever,
                "facility",
                f"'{row.facility}' is {row.owner} and not private",
                "name a private facility, or write a capacity_programme",
            )
        elif not row.build_rate:
            _cannot_grow(check, lever, row.facility)


@CHECKS.of(CapitalSubsidy, PublicEquity)
def check_capital_of_additions(check: Check, lever: CapitalSubsidy | PublicEquity) -> None:
    """Report plants at which nothing is ever added."""
    for row in check.at_home(lever, lever.facilities):
        if not row.build_rate:
            _cannot_grow(check, lever, row.facility)


def _cannot_grow(
    check: Check, lever: PrivateEntry | CapitalSubsidy | PublicEquity, facility: str
) -> None:
    check.report(
        lever,
        "facility",
        f"nothing can be added at '{facility}': its build_rate is blank",
        "write a build_rate in chain/facilities.csv; 0 means that only a lever lets it grow",
    )


@CHECKS.of(Exploration)
def check_exploration(check: Check, lever: Exploration) -> None:
    """Report a plant that is no mine with known reserves at home, and a month out of the study."""
    check.date(lever, "online", f"{check.settings.horizon.last + 1}-01")
    for row in check.at_home(lever, [lever.facility]):
        if not row.reserves:
            check.report(
                lever,
                "facility",
                f"the study does not know what lies in the ground at '{row.facility}'",
                "write its reserves in chain/facilities.csv; 0 where nothing is known to be there",
            )


Support = OutputIncentive | PriceGuarantee | CapAndFloor | Offtake


@CHECKS.of(OutputIncentive, PriceGuarantee, CapAndFloor, Offtake)
def check_support_of_winners(check: Check, lever: Support) -> None:
    """Report plants that cannot win support, and those whose sales it speaks of are not known."""
    if isinstance(lever, OutputIncentive):
        on_sales = "" if lever.share_of_sales is None else "share_of_sales"
    else:
        on_sales = "floor" if isinstance(lever, CapAndFloor) else "price"
    if isinstance(lever, Offtake) and lever.material is not None:
        _check_bought(check, lever, lever.material)
    for row in check.at_home(lever, lever.facilities):
        if not row.awardee:
            check.report(
                lever,
                "facility",
                f"'{row.facility}' cannot win support: its winner is blank",
                "name the firm under winner in chain/facilities.csv, or drop the facility",
            )
        elif on_sales and not _counts_what_it_sells(check, row.recipe):
            check.report(
                lever,
                on_sales,
                f"'{row.facility}' is counted in what it takes in, so its sales are not known",
                "leave share_of_sales out, or drop the facility"
                if on_sales == "share_of_sales"
                else "drop the facility",
            )


def _check_bought(check: Check, lever: Offtake, material: str) -> None:
    """Report a material that no plant at home sells which may win support."""
    check.defined(lever, "material", "materials", [material])
    if not check.knows("recipes", "facilities") or material not in check.chain.names("materials"):
        return
    makes = {
        row.recipe
        for row in check.chain.recipes
        if row.material == material and row.reference and row.role == "output"
    }
    if not any(
        row.region == check.home and row.awardee and row.recipe in makes
        for row in check.chain.facilities
    ):
        check.report(
            lever,
            "material",
            f"no plant in {check.home} that may win support is counted in {material}",
            "name the firm of one under winner in chain/facilities.csv, or name another material",
        )


def _counts_what_it_sells(check: Check, recipe: str) -> bool:
    """Whether the reference of a recipe comes out of it; recipes that are not known are let be."""
    rows = [row for row in check.chain.recipes if row.recipe == recipe and row.reference]
    return all(row.role == "output" for row in rows)


@CHECKS.of(Recycling)
def check_recycling(check: Check, lever: Recycling) -> None:
    """Report uses that leave no scrap at home and plants that take none."""
    check.defined(lever, "uses", "uses", lever.uses)
    collected = {row.use for row in check.chain.recycling if row.region == check.home}
    collects = lever.collection is not None or lever.multiply is not None
    if check.knows("uses", "recycling") and collects:
        for use in lever.uses:
            if use in check.chain.names("uses") and use not in collected:
                check.report(
                    lever,
                    "uses",
                    f"{use} leaves no scrap in {check.home}",
                    "add a row to chain/recycling.csv, or drop the use",
                )
        if not collected:
            check.report(
                lever,
                "collection" if lever.multiply is None else "multiply",
                f"no use leaves scrap in {check.home}",
                "add rows to chain/recycling.csv",
            )
    scrap = {row.material for row in check.chain.recycling}
    for row in check.at_home(lever, lever.facilities):
        taken = {
            step.material
            for step in check.chain.recipes
            if step.recipe == row.recipe and step.role == "input"
        }
        if check.knows("recipes", "recycling") and scrap and not taken & scrap:
            check.report(
                lever,
                "facility",
                f"'{row.facility}' does not take scrap",
                f"name a facility that takes one of: {', '.join(sorted(scrap))}",
            )
