"""What a lever is held against, and the checks that levers of several kinds share."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from monazite.core.errors import Problems
from monazite.core.units import CANONICAL_CURRENCY
from monazite.strategy import ALL, OWN, ByKind, Lever
from monazite.study.chain import Chain
from monazite.study.checking.names import file_of, singular, unknown
from monazite.study.records import FacilityRow
from monazite.study.settings import Settings

CHECKS = ByKind(
    "monazite.study.checking.levers",
    "checked",
    lambda checked: lambda check, lever: checked(lever, check),
)
"""What checks each kind of lever beyond what all of them have: (check, lever)."""


@dataclass(frozen=True)
class Check:
    """The study a lever is held against, and where to report."""

    chain: Chain
    settings: Settings
    sources: Collection[str]
    troubled: Collection[str]
    problems: Problems

    @property
    def home(self) -> str:
        """The home region."""
        return self.settings.home

    def knows(self, *tables: str) -> bool:
        """Whether the files that define these tables were read without a problem."""
        return all(file_of(table) not in self.troubled for table in tables)

    def lever(self, lever: Lever) -> None:
        """Check what levers of every kind have: a source, dates and money that can be converted."""
        if "sources.csv" not in self.troubled and lever.source != OWN:
            self.names(lever, "source", "source", [lever.source], self.sources)
        last = self.settings.horizon.last
        for field in lever.dates:
            # A lever may end with the last year, whose end is the next January.
            latest = f"{last + 1}-01" if field != lever.dates[0] else f"{last}-12"
            self.date(lever, field, latest)
        self.money(lever)

    def date(self, lever: Lever, field: str, latest: str) -> None:
        """Report a month outside the years of the study; `latest` is the last one allowed."""
        first, last = self.settings.horizon.first, self.settings.horizon.last
        month = getattr(lever, field)
        if month is not None and not f"{first}-01" <= month <= latest:
            self.report(
                lever,
                field,
                f"{month} is outside the years {first} to {last} of the study",
                f"write a month from {first}-01 to {latest}",
            )

    def defined(self, lever: Lever, field: str, table: str, names: Iterable[str]) -> None:
        """Report names that a table of the chain does not define."""
        if self.knows(table):
            self.names(lever, field, singular(table), names, self.chain.names(table))

    def names(
        self, lever: Lever, field: str, what: str, names: Iterable[str], known: Collection[str]
    ) -> None:
        """Report names that are not among the known ones."""
        for name in names:
            if name not in known:
                self.report(lever, field, *unknown(what, name, known))

    def importers(self, lever: Lever, exporter: str, importers: tuple[str, ...]) -> None:
        """Report destinations that do not exist or are where the goods come from."""
        if importers != (ALL,):
            self.defined(lever, "to", "regions", importers)
        if exporter in importers:
            self.report(
                lever, "to", f"'{exporter}' cannot ship to itself", "remove it from the list"
            )

    def at_home(self, lever: Lever, facilities: Iterable[str]) -> list[FacilityRow]:
        """Report facilities that do not exist or stand abroad; give those that stand at home."""
        facilities = tuple(facilities)
        self.defined(lever, "facility", "facilities", facilities)
        rows = []
        for name in dict.fromkeys(facilities):
            row = self.chain.facility.get(name)
            if row is None:
                continue
            if row.region == self.home:
                rows.append(row)
                continue
            self.report(
                lever,
                "facility",
                f"'{name}' stands in {row.region} and not at home",
                f"name a facility in {self.home}",
            )
        return rows

    def money(self, lever: Lever) -> None:
        """Report amounts of money that no exchange rate turns into the money of the study."""
        known = sorted({CANONICAL_CURRENCY, self.chain.money, *self.chain.names("currencies")})
        for field, amount in lever.amounts.items():
            if amount.currency not in known and self.knows("currencies"):
                self.report(
                    lever,
                    field,
                    f"the study has no exchange rate for {amount.currency}",
                    f"add it to chain/currencies.csv, or write one of: {', '.join(known)}",
                )

    def lanes(self, material: str) -> list[tuple[str, str]]:
        """Places between which a material may be shipped."""
        return [ends[1:3] for ends in self.chain.lane_rows() if ends[0] == material]

    def report(self, lever: Lever, field: str, message: str, remedy: str) -> None:
        """Report a problem at the line of a field, or by the lever's title where it has no file."""
        position = lever.origin.partition("[")[2].rstrip("]")
        place = f"levers.{position}" if position else lever.title or lever.kind
        self.problems.add(
            message,
            remedy=remedy,
            file=lever.file,
            line=lever.line_of(field),
            field=f"{place}.{lever.key_of(field)}",
        )
