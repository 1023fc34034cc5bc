"""What a country keeps in reserve."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from math import inf
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, Strict, model_validator

from monazite.core.numerals import stated
from monazite.strategy.levers.base import (
    Days,
    Lever,
    Sum,
    Text,
    Tonnes,
    as_tuple,
)
from monazite.strategy.levers.naming import Naming
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.arrays import Parameters
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check

Tier = Annotated[int, Strict(), Field(ge=1, le=3)]

SLACK_NEVER = 20.0
"""Multiple of the reference price charged per tonne missing from a stock that is never released."""


@said(
    "Stockpile",
    "Holds a stock of a material by a date and says when it is released.",
    edits=("stock_target", "stock_limit", "shortfall_cost"),
)
class Stockpile(Lever):
    """Holds a public reserve of a material at home.

    A reserve for tiers is held at the last of them. A reserve helps in the form it is held in:
    oxide does not help a country without a metal plant. Public outlay holds what is bought for it,
    what it costs to keep year by year and, as income, what is let go of it.
    """

    kind: Literal["stockpile"] = "stockpile"
    material: Text
    """What is held; it needs a row with `reserve` in `chain/stocks.csv` of home, or of the pool."""
    tonnes: Tonnes | None = None
    """The reserve in t of the material."""
    days_of_cover: Days | None = None
    """Instead of `tonnes`: the reserve in days of home need, counted in the material's main oxide
    group.
    """
    ownership_account: Text | None = None
    """The pool of owners at home that keeps it; the region itself unless stated."""
    tiers: Annotated[
        tuple[Tier, ...], BeforeValidator(as_tuple, json_schema_input_type=Tier | list[Tier])
    ] = ()
    """The tiers of uses it is kept for, 1 to 3, of which days of cover count these alone; all uses
    unless stated.
    """
    by: Month
    """The month from which the reserve must be full."""
    until: Month | None = None
    """The first month without the reserve; without it the reserve stays."""
    budget: Sum | None = None
    """The most public money that may be tied up, such as `500 crore INR`; it caps the tonnes at the
    reference price, and what keeping them costs comes on top.
    """
    release: Literal["on_shortage", "never"]
    """`on_shortage`: it may be drawn down at a price per missing tonne. `never`: that price is so
    high that it is kept whatever happens.
    """

    dates: ClassVar[tuple[str, ...]] = ("by", "until")

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        self.exactly_one_of("tonnes", "days_of_cover")
        self.none_twice("tiers")
        return self

    def checked(self, check: Check) -> None:
        """Report a material that cannot be kept there, and tiers nobody is in."""
        check.defined(self, "material", "materials", [self.material])
        place = check.home
        if self.ownership_account is not None:
            if not check.accounts(self, "ownership_account", [self.ownership_account]):
                return
            place = f"{check.home}.{self.ownership_account}"
        stored = {row.material: row.reserve for row in check.chain.stocks if row.region == place}
        elsewhere = self._kept_elsewhere(check, place)
        if check.knows("stocks") and self.material in check.chain.names("materials"):
            if self.material not in stored:
                check.report(
                    self,
                    "material",
                    f"{self.material} cannot be kept in {place}",
                    elsewhere or "add it to chain/stocks.csv, or name another material",
                )
            elif not stored[self.material]:
                check.report(
                    self,
                    "material",
                    f"no public reserve of {self.material} can be asked for in {place}",
                    elsewhere
                    or "write yes under reserve in chain/stocks.csv, or name another material",
                )
        wanted = check.uses_at_home
        ranks = {row.tier for row in check.chain.uses if row.use in wanted}
        for tier in self.tiers:
            if tier not in ranks and check.knows("uses", "demand"):
                check.report(
                    self,
                    "tiers",
                    f"no use in {check.home} is in tier {tier}",
                    f"write one of: {', '.join(map(str, sorted(ranks)))}",
                )

    def _kept_elsewhere(self, check: Check, place: str) -> str:
        """Say who at home can keep a reserve of a material instead; blank where nobody can."""
        kept = {
            row.region
            for row in check.chain.stocks
            if row.material == self.material and row.reserve
        }
        accounts = [
            row.ownership_account
            for row in check.chain.ownership_accounts
            if f"{check.home}.{row.ownership_account}" in kept - {place}
        ]
        if accounts:
            return f"write ownership_account: {accounts[0]}, who can keep it"
        if check.home in kept:
            return "leave out ownership_account, which the region can do without"
        return ""

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Ask for a stock by a date, as far as the budget buys it at the reference price.

        A reserve for tiers of uses stands at the last of them: what is missing there is missing for
        that tier and all behind it, and not for those before it. Without tiers it is for all uses.
        """
        store = self._store(acting)
        tier = acting.labels.tiers[max(self.tiers, default=0) - 1]
        targets = self._targets(acting)
        for target, periods in targets.items():
            at = tuple(periods)
            yield acting.edit("stock_target", "at_least", target, store=store, tier=tier, period=at)
        largest = max(targets, default=0.0)
        # a public reserve is kept beside what makers hold, so storage grows with it
        yield acting.edit("stock_limit", "add", largest, store=store)
        if self.release == "never":
            price = acting.parameters.at("price", self.material)
            yield acting.edit(
                "shortfall_cost", "at_least", SLACK_NEVER * price, store=store, tier=tier
            )

    def _store(self, acting: Acting) -> str:
        """The label of where the reserve is kept; refused where nobody can keep one."""
        home = acting.home
        place = home if self.ownership_account is None else f"{home}.{self.ownership_account}"
        store = acting.store(self.material, place)
        if store not in acting.labels.coordinates("store"):
            raise acting.refuse(
                "material",
                f"{self.material} cannot be stored in {place}",
                "add a row to chain/stocks.csv or name another material",
            )
        if store not in acting.labels.reserves:
            raise acting.refuse(
                "material",
                f"no public reserve of {self.material} can be asked for in {place}",
                "write yes under reserve in chain/stocks.csv or name another material",
            )
        return store

    def _targets(self, acting: Acting) -> dict[float, list[int]]:
        """Tonnes asked for as far as the budget goes, each with the periods that ask for it."""
        held = acting.parameters["content"].sel(material=self.material)
        if self.tonnes is None and not float(held.sum()):
            raise acting.refuse(
                "days_of_cover",
                f"{self.material} holds nothing that is followed, so days of use are no tonnes",
                "give the reserve in tonnes",
            )
        affordable = inf
        if self.budget is not None:
            affordable = acting.money("budget") / acting.parameters.at("price", self.material)
        uses = None
        if self.tiers:
            uses = {row.use for row in acting.study.chain.uses if row.tier in self.tiers}
        needs: Mapping[int, float] = {}
        if self.tonnes is None:
            needs = home_needs(acting.parameters, self.material, uses)
        targets: dict[float, list[int]] = {}
        for period in filter(self._holds_at_the_end_of, acting.labels.periods):
            tonnes = self.tonnes
            if tonnes is None:
                tonnes = float(self.days_of_cover or 0.0) / 365.0 * needs[period]
            targets.setdefault(min(tonnes, affordable), []).append(period)
        return targets

    def _holds_at_the_end_of(self, year: int) -> bool:
        """Say whether it is in force in the last month of a year."""
        december = f"{year}-12"
        return self.starts <= december and (self.ends is None or self.ends > december)

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        material = named.goods(self.material)
        size = (
            f"{stated(self.tonnes)} t of {material}"
            if self.tonnes is not None
            else f"{stated(self.days_of_cover)} days of all {material} in what users want"
        )
        ranks = [f"tier {tier}" for tier in sorted(self.tiers)]
        whose = f" for uses in {named(*ranks)}" if ranks else ""
        keeper = f", kept by {named(self.ownership_account)}," if self.ownership_account else ""
        budget = f", for at most {self.budget.in_words()}" if self.budget is not None else ""
        return f"a public stock of {size}{whose}{keeper} by {self.by}{budget}"


def home_needs(
    parameters: Parameters, material: str, uses: Collection[str] | None = None
) -> dict[int, float]:
    """Tonnes a year of a material that hold the groups of demand at home, by period.

    For a material that serves uses directly this is the demand it can serve; for one further up
    the chain, the demand of home uses expressed in its main group. `uses` leaves out all others.
    """
    labels = parameters.labels
    row = {name: place for place, name in enumerate(labels.materials)}
    content = parameters["content"].transpose("material", "group").values
    group = int(content[row[material]].argmax())
    demand = parameters["demand"].transpose("point", "period").values
    total = [0.0] * len(labels.periods)
    for place, (use, region) in enumerate(labels.points):
        if region != labels.home or (uses is not None and use not in uses):
            continue
        served_by = [m for u, r, m in labels.use_options if (u, r) == (use, region)]
        held = (
            1.0
            if material in served_by
            else float(content[row[served_by[0]], group] / content[row[material], group])
        )
        wanted = zip(total, demand[place].tolist(), strict=True)
        total = [before + tonnes * held for before, tonnes in wanted]
    return dict(zip(labels.periods, total, strict=True))
