"""Levers name things the study has, act within its years, and could do something."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from monazite.core.errors import Problems
from monazite.strategy import (
    ALL,
    CapacityProgramme,
    ExportLimit,
    ForeignExportControl,
    Lever,
    Partnership,
    Permit,
    Priority,
    Stockpile,
    Strategy,
    World,
)
from monazite.study.chain import Chain
from monazite.study.checking.names import file_of, singular, unknown
from monazite.study.records import FacilityRow
from monazite.study.settings import Settings

RUPEE = "INR_2024"
"""The money budgets of stockpiles are written in."""


def check_levers(
    courses: Iterable[Strategy | World],
    chain: Chain,
    settings: Settings,
    sources: Collection[str],
    troubled: Collection[str],
    problems: Problems,
) -> None:
    """Report every lever of every strategy and world that does not fit the study.

    A lever that others inherit is reported once, in the file it was written in. Names are not
    reported when the file that should define them is among the `troubled` ones.
    """
    check = _Check(chain, settings, sources, troubled, problems)
    seen: set[str] = set()
    for course in courses:
        for lever in course.levers:
            if lever.origin not in seen:
                seen.add(lever.origin)
                check.lever(lever)


@dataclass(frozen=True)
class _Check:
    """The study a lever is held against, and where to report."""

    chain: Chain
    settings: Settings
    sources: Collection[str]
    troubled: Collection[str]
    problems: Problems

    def lever(self, lever: Lever) -> None:
        """Check one lever of any kind."""
        if "sources.csv" not in self.troubled:
            self._names(lever, "source", "source", [lever.source], self.sources)
        self._dates(lever)
        match lever:
            case ExportLimit():
                self._export_limit(lever)
            case CapacityProgramme() | Permit():
                self._defined(lever, "facility", "facilities", lever.facilities)
            case Partnership():
                self._partnership(lever)
            case Stockpile():
                self._stockpile(lever)
            case Priority():
                uses = [use for tier in lever.tiers for use in tier]
                self._defined(lever, "tiers", "uses", uses)
            case ForeignExportControl():
                self._foreign_export_control(lever)

    def _dates(self, lever: Lever) -> None:
        first, last = self.settings.horizon.first, self.settings.horizon.last
        for field in lever.dates:
            month = getattr(lever, field)
            # A lever may end with the last year, whose end is the next January.
            latest = f"{last + 1}-01" if field != lever.dates[0] else f"{last}-12"
            if month is not None and not f"{first}-01" <= month <= latest:
                self._report(
                    lever,
                    field,
                    f"{month} is outside the years {first} to {last} of the study",
                    f"write a month from {first}-01 to {latest}",
                )

    def _export_limit(self, lever: ExportLimit) -> None:
        if lever.exporter is not None:
            self._defined(lever, "from", "regions", [lever.exporter])
        self._importers(lever, lever.exporter or self.settings.home, lever.importers)
        if lever.material is not None:
            self._defined(lever, "material", "materials", [lever.material])
        self._defined(lever, "exempt", "materials", lever.exempt)
        defining = {file_of("fractions"), file_of("groups")}
        if lever.element is not None and defining.isdisjoint(self.troubled):
            known = self.chain.names("fractions") | self.chain.names("groups")
            self._names(lever, "element", "element or group", [lever.element], known)

    def _foreign_export_control(self, lever: ForeignExportControl) -> None:
        self._defined(lever, "from", "regions", [lever.exporter])
        self._importers(lever, lever.exporter, lever.importers)
        self._defined(lever, "materials", "materials", lever.materials)
        if lever.exporter == self.settings.home:
            self._report(
                lever,
                "from",
                f"'{lever.exporter}' is home, which no foreign control can come from",
                "write another region, or an export_limit in a strategy",
            )

    def _importers(self, lever: Lever, exporter: str, importers: tuple[str, ...]) -> None:
        if importers != (ALL,):
            self._defined(lever, "to", "regions", importers)
        if exporter in importers:
            self._report(
                lever, "to", f"'{exporter}' cannot ship to itself", "remove it from the list"
            )

    def _partnership(self, lever: Partnership) -> None:
        self._defined(lever, "region", "regions", [lever.region])
        self._defined(lever, "facility", "facilities", [lever.facility])
        self._defined(lever, "material", "materials", [lever.material])
        facility = self.chain.facility.get(lever.facility)
        if facility is not None and self._stands_abroad(lever, facility):
            self._delivers(lever, facility)

    def _stands_abroad(self, lever: Partnership, facility: FacilityRow) -> bool:
        if facility.region == self.settings.home:
            self._report(
                lever,
                "facility",
                f"'{lever.facility}' stands at home",
                "name a facility abroad, or write a capacity_programme",
            )
        elif facility.region != lever.region:
            self._report(
                lever,
                "facility",
                f"'{lever.facility}' stands in {facility.region} and not in {lever.region}",
                f"write region {facility.region}, or a facility in {lever.region}",
            )
        return self.settings.home != facility.region == lever.region

    def _delivers(self, lever: Partnership, facility: FacilityRow) -> None:
        """Report a material the plant does not make, or one that cannot come home."""
        if lever.material not in self.chain.names("materials"):
            return
        made = {
            row.material
            for row in self.chain.recipes
            if row.recipe == facility.recipe and row.role == "output"
        }
        home = self.settings.home
        lanes = {tuple(parts[:3]) for parts in self.chain.lane_rows()}
        if made and lever.material not in made:
            self._report(
                lever,
                "material",
                f"'{lever.facility}' does not make {lever.material}",
                f"write one of: {', '.join(sorted(made))}",
            )
        elif (lever.material, lever.region, home) not in lanes and file_of(
            "lanes"
        ) not in self.troubled:
            self._report(
                lever,
                "material",
                f"there is no lane for {lever.material} from {lever.region} to {home}",
                "add it to chain/lanes.csv, or name another material",
            )

    def _stockpile(self, lever: Stockpile) -> None:
        self._defined(lever, "material", "materials", [lever.material])
        home = self.settings.home
        stored = {row.material for row in self.chain.stocks if row.region == home}
        kept = lever.material in stored or file_of("stocks") in self.troubled
        if not kept and lever.material in self.chain.names("materials"):
            self._report(
                lever,
                "material",
                f"{lever.material} cannot be kept in {home}",
                "add it to chain/stocks.csv, or name another material",
            )
        if lever.budget_crore is not None and RUPEE not in self.chain.names("currencies"):
            self._report(
                lever,
                "budget_crore",
                f"the study has no exchange rate for {RUPEE}",
                "add it to chain/currencies.csv",
            )

    def _defined(self, lever: Lever, field: str, table: str, names: Iterable[str]) -> None:
        if file_of(table) not in self.troubled:
            self._names(lever, field, singular(table), names, self.chain.names(table))

    def _names(
        self, lever: Lever, field: str, what: str, names: Iterable[str], known: Collection[str]
    ) -> None:
        for name in names:
            if name not in known:
                self._report(lever, field, *unknown(what, name, known))

    def _report(self, lever: Lever, field: str, message: str, remedy: str) -> None:
        position = lever.origin.partition("[")[2].rstrip("]")
        self.problems.add(
            message,
            remedy=remedy,
            file=lever.file,
            line=lever.line_of(field),
            field=f"levers.{position}.{field}",
        )
