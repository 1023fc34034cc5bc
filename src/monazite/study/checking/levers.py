"""Levers name things the study has, act within its years, and could do something.

What of a lever is held against the study is said by its kind, in `checked`; what it is held
against, and the checks that several kinds share, stand here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from monazite.core.errors import Problems
from monazite.core.origin import LEVERS, Origin
from monazite.core.units import CANONICAL_CURRENCY
from monazite.strategy import ALL, OWN, Lever, Strategy, World
from monazite.strategy.levers.base import ENDS
from monazite.study.chain import Chain
from monazite.study.checking.names import file_of, singular, unknown
from monazite.study.lanes import Lane
from monazite.study.lever_ends import lever_end
from monazite.study.numbers import Numbers
from monazite.study.records import FacilityRow
from monazite.study.settings import Settings


@dataclass(frozen=True)
class Check:
    """The study a lever is held against, and where to report."""

    chain: Chain
    settings: Settings
    numbers: Numbers
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
            self.names(lever, "source", "source", [lever.source], self.numbers.evidence.sources)
        last = self.settings.horizon.last
        for field in lever.dates:
            # A lever may end with the last year, whose end is the next January.
            latest = f"{last + 1}-01" if field != lever.dates[0] else f"{last}-12"
            self.date(lever, field, latest)
        self.money(lever)
        self.ends(lever)

    def ends(self, lever: Lever) -> None:
        """Report facts that are no ends of figures of a lever."""
        for end in ENDS:
            for key, _ in getattr(lever, end):
                found = Problems()
                lever_end(lever, end, key, self.chain, self.numbers, found)
                place = f"{self._place(lever)}.{end}.{key}"
                self.problems.extend(replace(one, field=place) for one in found)

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

    def reached(self, lever: Lever) -> None:
        """Report a path that is through only after the last year that is solved."""
        horizon = self.settings.horizon
        self.date(lever, "reached", f"{horizon.last + sum(horizon.blocks) + 1}-01")

    def accounts(self, lever: Lever, field: str, names: Iterable[str]) -> bool:
        """Report names that are no pools of owners at home; say whether all are."""
        names = tuple(names)
        accounts = {
            row.ownership_account
            for row in self.chain.ownership_accounts
            if row.region == self.home
        }
        if self.knows("ownership_accounts"):
            self.names(lever, field, "ownership account", names, accounts)
        return accounts >= set(names)

    @property
    def uses_at_home(self) -> set[str]:
        """Uses for which somebody at home wants something."""
        return {row.use for row in self.chain.demand if row.region == self.home}

    def wanted_at_home(self, lever: Lever, uses: Collection[str]) -> list[str]:
        """Report uses for which nobody at home wants anything; give those somebody does."""
        if not self.knows("uses", "demand"):
            return []
        wanted, known = self.uses_at_home, self.chain.names("uses")
        for use in uses:
            if use in known and use not in wanted:
                self.report(
                    lever, "uses", f"nobody in {self.home} wants '{use}'", "name uses of home"
                )
        return [use for use in uses if use in wanted and use in known]

    def is_abroad(self, lever: Lever, exporter: str, why_not: str, remedy: str) -> bool:
        """Say whether goods come from abroad; report a lever that has them come from home."""
        if exporter == self.home:
            self.report(lever, "from", f"'{exporter}' is home, {why_not}", remedy)
        return exporter != self.home

    def bought_abroad(self, lever: Lever, material: str) -> set[str]:
        """Give regions that send a material home, and report one that none does."""
        origins = self.origins_abroad(material)
        known = self.knows("materials", "lanes") and material in self.chain.names("materials")
        if known and not origins:
            self.report(
                lever,
                "materials",
                f"no lane brings {material} to {self.home}",
                "add one to chain/lanes.csv, or drop the material",
            )
        return origins if known else set()

    def counts_what_it_sells(self, recipe: str) -> bool:
        """Whether the reference of a recipe comes out of it; one that is not known is let be."""
        rows = [row for row in self.chain.recipes if row.recipe == recipe and row.reference]
        return all(row.role == "output" for row in rows)

    def origins_abroad(self, material: str) -> set[str]:
        """Regions abroad from which some lane brings a material home."""
        return {lane.origin for lane in self.lanes(material) if lane.leads_into(self.home)}

    def lanes(self, material: str) -> list[Lane]:
        """Lanes on which a material may be shipped."""
        return [lane for lane, _ in self.chain.lane_rows() if lane.material == material]

    def report(self, lever: Lever, field: str, message: str, remedy: str) -> None:
        """Report a problem at the line of a field, or by the lever's title where it has no file."""
        place = self._place(lever)
        self.problems.add(
            message,
            remedy=remedy,
            file=lever.file,
            line=lever.line_of(field),
            field=f"{place}.{lever.key_of(field)}",
        )

    def _place(self, lever: Lever) -> str:
        """Where a lever stands in its file, or what it is called where it has none."""
        at = lever.origin.position
        return lever.title or lever.kind if at is None else f"{LEVERS}.{at}"


def check_levers(
    courses: Iterable[Strategy | World],
    chain: Chain,
    settings: Settings,
    numbers: Numbers,
    troubled: Collection[str],
    problems: Problems,
) -> None:
    """Report every lever of every strategy and world that does not fit the study.

    A lever that others inherit is reported once, in the file it was written in; one that was
    changed in Python since, or made there, is looked at as well. Names are not reported when the
    file that should define them is among the `troubled` ones.
    """
    check = Check(chain, settings, numbers, troubled, problems)
    seen: dict[Origin, Lever] = {}
    for course in courses:
        for lever in course.levers:
            if seen.get(lever.origin) == lever:
                continue
            seen[lever.origin] = lever
            check.lever(lever)
            lever.checked(check)
