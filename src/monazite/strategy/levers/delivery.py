"""How much of what home promises to build is built, and how late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, Strict

from monazite.core.numerals import stated_percent
from monazite.strategy.levers.base import (
    ALL,
    Counts,
    Names,
    Share,
    Yes,
)
from monazite.strategy.levers.naming import Naming, foreseen
from monazite.strategy.levers.registry import said
from monazite.strategy.levers.world import WorldEvent
from monazite.strategy.months import Month

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.arrays import Parameters
    from monazite.parameters.levers import Acting, Numbers
    from monazite.study.checking.levers import Check

SUPPORTED = ("supported_limit", "awardee_budget")
"""What a scheme sets aside for an awardee; of awardees that are not built nothing is claimed."""


@said(
    "Delivery",
    "Of what home adds a share is built, and later than promised.",
    edits=(
        "programme",
        "host_output",
        "site_limit",
        "build_rate",
        "decision_delay",
        "supported_limit",
        "awardee_budget",
        "scheme_budget",
    ),
)
class Delivery(WorldEvent):
    """Of what home decides to build a share is built, and later than promised.

    A promise stands in a strategy in full; what comes of it is not for the country to choose.
    Owners and the state count on it unless the file says otherwise: what is known to come late is
    not waited for in vain.

    It acts after every other lever, on what levers add and not on what stands: orders shrink and
    move, and with them the minerals dug for them; what investors may add shrinks and comes online
    as much later. Tonnes and budgets of support shrink with the winners. The dates of a scheme
    stay, so that who is late earns less of it.
    """

    kind: Literal["delivery"] = "delivery"
    foreseen: Yes = True
    """Whether owners and the state act on it before it begins."""
    facilities: Names = Field(alias="facility")
    """The plants at home it speaks of, or `all` of them; of several levers that name a plant the
    last one holds.
    """
    share_built: Share
    """The part of what levers add that is built at all, 0 to 1."""
    delay_months: Annotated[int, Strict(), Field(ge=0, le=240), Counts("months")]
    """Months by which what is built comes late."""
    start: Month
    """The month from which on it holds: what is promised for an earlier one comes as promised."""

    acts_last: ClassVar[bool] = True

    def governs(self, facilities: Sequence[str]) -> tuple[str, ...]:
        """Spell out the plants it speaks of, given all plants at home."""
        return tuple(facilities) if self.facilities == (ALL,) else self.facilities

    def checked(self, check: Check) -> None:
        """Report plants that do not exist or stand abroad."""
        if self.facilities != (ALL,):
            check.at_home(self, self.facilities)

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Build a share of what levers added, so many months late; what stands is left alone.

        Orders shrink and move to later vintages, and with them the minerals dug for them. What
        investors may add shrinks and comes online as much later. Support that is set aside for
        awardees shrinks with them, and dates of schemes stay: who is late earns less of it. Plants
        of which a later one of its kind speaks are left to that.
        """
        facilities = self._governed(acting)
        first = int(self.starts[:4])
        yield from self._ordered(acting, facilities, first)
        entering = _entering(acting.parameters, facilities)
        if entering:
            yield from self._entered(acting, entering, first)

    def _governed(self, acting: Acting) -> tuple[str, ...]:
        """Name the plants it speaks of; of several levers that name a plant the last one holds."""
        labels = acting.labels
        home = [name for name in labels.facilities if labels.facility_region[name] == labels.home]
        later = (lever for lever in acting.behind if isinstance(lever, Delivery))
        taken = {name for lever in later for name in lever.governs(home)}
        own = self.governs(home)
        return tuple(name for name in home if name in own and name not in taken)

    def _ordered(self, acting: Acting, facilities: Sequence[str], first: int) -> Iterator[Edit]:
        labels, programme = acting.labels, acting.numbers("programme", "facility", "vintage")
        delivered = programme.copy()
        row = {name: place for place, name in enumerate(labels.facilities)}
        column = {vintage: place for place, vintage in enumerate(labels.vintages)}
        for name in facilities:
            promised = programme[row[name]]
            late = [vintage >= first for vintage in labels.vintages]
            if not (promised[late] > 0).any():
                continue
            built = promised.copy()
            built[late] = 0.0
            for vintage, tonnes in zip(labels.vintages, promised.tolist(), strict=True):
                if vintage >= first and tonnes > 0:
                    for online, share in acting.vintages(self._later(vintage)).items():
                        built[column[online]] += tonnes * self.share_built * share
            delivered[row[name]] = built
            for vintage in labels.vintages:
                if built[column[vintage]] != promised[column[vintage]]:
                    tonnes = built[column[vintage]]
                    yield acting.edit("programme", "set", tonnes, facility=name, vintage=vintage)
        yield from self._dug(acting, delivered, facilities)

    def _later(self, vintage: int) -> str:
        years, months = divmod(self.delay_months, 12)
        return f"{vintage + years}-{months + 1:02d}"

    def _dug(
        self,
        acting: Acting,
        delivered: Numbers,
        facilities: Sequence[str],
    ) -> Iterator[Edit]:
        """Dig host minerals in proportion to what stands, where levers raised both together."""
        labels = acting.labels
        hosts = acting.numbers("host_output", "facility", "period")
        orders = acting.numbers("programme", "facility", "vintage")
        moved = (delivered != orders).any(axis=1) & hosts.any(axis=1)
        if not moved[list(map(labels.facilities.index, facilities))].any():
            return
        before, promised, built = (
            acting.committed(programme=other) for other in (0.0 * delivered, orders, delivered)
        )
        factors = {
            name: {
                period: built[row, column] / promised[row, column]
                for column, period in enumerate(labels.periods)
                if hosts[row, column] > 0
                and before[row, column] > 0
                and built[row, column] != promised[row, column]
            }
            for row, name in enumerate(labels.facilities)
            if name in facilities
        }
        yield from acting.edits("host_output", "multiply", "facility", factors)

    def _entered(self, acting: Acting, entering: tuple[str, ...], first: int) -> Iterator[Edit]:
        labels, share = acting.labels, self.share_built
        periods = tuple(period for period in labels.periods if period >= first)
        late = self.delay_months / 12
        yield acting.edit("decision_delay", "add", late, facility=entering, period=periods)
        yield acting.edit("build_rate", "multiply", share, facility=entering, period=periods)
        yield acting.edit("site_limit", "multiply", share, facility=entering)
        awardees = tuple(name for name in entering if name in labels.awardees)
        if awardees:
            for name in SUPPORTED:
                yield acting.edit(name, "multiply", share, awardee=awardees)
        for scheme, member in zip(
            labels.schemes, acting.parameters["scheme_member"].values, strict=True
        ):
            members = [name for name, part in zip(labels.awardees, member, strict=True) if part > 0]
            if members:
                of_them = len(set(members) & set(awardees)) / len(members)
                part = 1.0 - (1.0 - share) * of_them
                yield acting.edit("scheme_budget", "multiply", part, scheme=scheme)

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        whose = (
            f"of what {named.places(named.home)} adds to its plants"
            if self.facilities == (ALL,)
            else f"of what is added to {named(*self.facilities)}"
        )
        late = f", {self.delay_months} months late" if self.delay_months else ", on time"
        return f"{stated_percent(self.share_built)} {whose} is built{late}{foreseen(self)}"


def _entering(parameters: Parameters, facilities: Sequence[str]) -> tuple[str, ...]:
    """Plants whose room to grow a lever has set; what the study itself lets grow is no promise."""
    set_by: set[object] = set()
    for entry in parameters.edits_of("build_rate"):
        named = entry.edit.where.get("facility", ())
        set_by |= set(named) if isinstance(named, tuple) else {named}
    return tuple(name for name in facilities if name in set_by)
