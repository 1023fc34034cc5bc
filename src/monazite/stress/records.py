"""What a stress test is told in: rows of tables, in tonnes and money."""

from __future__ import annotations

from dataclasses import dataclass

from monazite.core.records import Record

ALL = "all"
"""The use that stands for all of them together."""

LEAST_RATIO = 1e-6
"""Part of its price below which what a tonne in store saves is nothing."""


@dataclass(frozen=True)
class FanBand(Record):
    """How much of its need a use goes without in a month, over all scenarios; shares, 0 to 1.

    `chance` is the part of scenarios in which anything is short at all, `mean` is the mean share.
    """

    use: str
    title: str
    month: str
    chance: float
    mean: float
    median: float
    upper: float
    """Nine scenarios in ten lie at or below it."""
    high: float
    """Ninety-nine in a hundred lie at or below it."""
    tonnes: float
    """Mean shortage, t of the use."""


@dataclass(frozen=True)
class UseAtRisk(Record):
    """How likely a use goes short, when first, and what that costs."""

    use: str
    title: str
    tier: int
    chance: float
    """Part of scenarios in which it goes short in any month."""
    first: str
    """The month in which it first goes short in the middle one of these; blank where none does."""
    months_until: float
    """Months until then, counted from the start of the first."""
    tonnes: float
    """Mean shortage in all, t of the use."""
    lost: float
    """Mean value of what it never gets, money."""


@dataclass(frozen=True)
class Loss(Record):
    """Value of what users never get, over scenarios, money."""

    mean: float
    median: float
    high: float
    """Nineteen scenarios in twenty lose no more."""
    tail: float
    """Mean of the worst twentieth (conditional value at risk)."""
    worst: float
    chance: float
    """Part of scenarios in which anything is short of the product; losses are of all uses."""


@dataclass(frozen=True)
class ShockAsked(Record):
    """A shock that comes in every scenario."""

    shock: str
    """Its name; of a stop that a question states its words."""
    title: str
    begins: str
    """Its first month."""
    months: float
    """Median length."""
    depth: float
    """Mean part taken away."""
    source: str
    """That the question states it, or the weakest grade its figures rest on."""


@dataclass(frozen=True)
class ShockMatters(Record):
    """What one shock adds to the mean loss, money."""

    shock: str
    title: str
    per_year: float
    """How often it begins in a year."""
    grade: str
    """The weakest grade behind its figures."""
    alone: float
    """Mean loss where nothing else happens."""
    adds: float
    """Mean loss of all shocks less that of all the others, with the same draws."""
    error: float
    """Standard error of what it adds: below twice this nothing can be said."""

    @property
    def told_apart(self) -> bool:
        """Whether what it adds is told apart from nothing."""
        return abs(self.adds) > 2.0 * self.error


@dataclass(frozen=True)
class Saving(Record):
    """What having a plant, a supplier or a contract saves under the same shocks, money on average.

    Without it home would have bought elsewhere in the proportions of the plan.
    """

    kind: str
    """Plant, supplier, or contract under which home is sent something."""
    name: str
    title: str
    tonnes: float
    """What it gives in a year on average, t."""
    saved: float
    error: float
    """Standard error of what is saved."""
    per_tonne: float
    """Saved for each of these tonnes, money/t."""


@dataclass(frozen=True)
class StoreForm(Record):
    """What one more tonne in store is worth by the form it is kept in."""

    material: str
    title: str
    stage: str
    worth: float
    """Mean value saved by one more tonne, money/t."""
    error: float
    """Standard error of it."""
    price: float
    """What the tonne costs, money/t."""
    yearly: float
    """What keeping it costs a year, money/t."""
    ratio: float
    """Worth over price: what a dollar held in this form saves."""

    @property
    def saves(self) -> bool:
        """Whether one more tonne saves anything that one would speak of beside its price."""
        return self.ratio > LEAST_RATIO


@dataclass(frozen=True)
class Stockpile(Record):
    """A stockpile of the product, its release rule and what it comes to, money.

    What is lost is what users would have paid beyond the price, at which what is let go is sold.
    """

    days: float
    tonnes: float
    rule: str
    capital: float
    carrying: float
    lost: float
    total: float
    """Lost and carrying together."""
    best: bool
    """Whether nothing tried within the budget comes to less."""
    elsewhere: str
    """Whose stores are as large, as the study has it; blank for nobody's."""


@dataclass(frozen=True)
class BestStockpile(Record):
    """The stockpile that comes to least with its release rule, on scenarios it was not sized on."""

    days: float
    tonnes: float
    rule: str
    by_value: bool
    """Whether users come by what they would lose, and not by their tiers."""
    capital: float
    """What its tonnes cost, money."""
    carrying: float
    lost: float
    total: float
    """Lost and carrying together, money on average."""
    none: float
    """What is lost without any, money on average."""
    bound: bool
    """Whether the budget is used up."""
    sized_on: int
    """Scenarios on which size and rule were chosen."""
    scored_on: int
    """Others, on which they are scored."""


@dataclass(frozen=True)
class FormStockpile(Record):
    """The store that comes to least of one form, with nothing else held besides."""

    material: str
    title: str
    days: float
    """Days of use of that form."""
    tonnes: float
    capital: float
    """What its tonnes cost, money."""
    carrying: float
    gains: float
    """What less is lost beyond what users would have paid than without it, less carrying; money on
    average, on scenarios on which nothing was chosen."""
    error: float
    """Standard error of it."""

    @property
    def pays(self) -> bool:
        """Whether what it gains is told apart from nothing."""
        return self.gains > 2.0 * self.error


@dataclass(frozen=True)
class StockpileRegret(Record):
    """The best stockpile with its rule, set before any shock, held against those who know more.

    These size the store as well. One follows the rule until a shock begins, and then learns how
    long and deep it goes but not what else will come; one knows every month beforehand. Trade is as
    it is played. Money on average, on scenarios on which nothing was chosen.
    """

    days: float
    rule: str
    """Under the order of tiers."""
    total: float
    """What is lost and what keeping costs together, under that order."""
    any_days: float
    any_rule: str
    """Under whichever order comes to least."""
    any_total: float
    learned: float
    """The same of one who learns how each shock goes when it begins."""
    least: float
    """The same of one who knows all of them beforehand."""
    order: float
    """What the order of tiers costs: total less any_total."""
    length: float
    """What it costs to follow a rule that does not know how long a shock goes on, and how deep it
    is: any_total less learned."""
    coming: float
    """What it costs not to know which shocks will come: learned less least."""
    regret: float | None
    """any_total over learned, less one; None where nothing need be lost or kept."""
    error: float | None
    """Standard error of it."""
    scored_on: int


@dataclass(frozen=True)
class LengthRegret(Record):
    """A rule set before a stop of drawn length, beside the best of those who do not know it either.

    The stop begins in the first month and is of its mean depth; how likely it lasts how many months
    is known. All hold the same store, and trade is as it is played. Money lost on average.
    """

    shock: str
    days: float
    rule: str
    """The best with the best stockpile, users in whichever order, chosen on drawn scenarios."""
    lost: float
    not_knowing: float
    """The least of those who go by the months so far."""
    told: float
    """The least of one who is told the length as it begins."""
    regret: float | None
    """lost over not_knowing, less one; None where nothing need be lost."""
    regret_told: float | None
    """lost over told, less one; None where nothing need be lost."""
    lengths: int
    """Lengths, in whole months, that are told apart."""


@dataclass(frozen=True)
class WorstDraw(Record):
    """One of the worst scenarios and what comes in it."""

    draw: int
    lost: float
    shocks: str
    """Titles of what strikes in it, with the months."""


@dataclass(frozen=True)
class Regret(Record):
    """What the rules lose in one scenario against one who knows how it goes, money."""

    draw: int
    lost: float
    least: float
    """Least that can be lost with the same trade, or with trade foreseen too."""
    regret: float | None
    """Lost over least, less one; None where nothing need be lost."""


@dataclass(frozen=True)
class RuleScore(Record):
    """A rule set before the shock, on scenarios it was not sized on, money on average."""

    rule: str
    remaining: float
    """Part of the months a shock usually has left over which it spreads stores."""
    by_value: bool
    """Whether users come by what they would lose."""
    sized_on: int
    """Scenarios on which that part was chosen."""
    scored_on: int
    """Other scenarios, on which it is held against one who knows them."""
    lost: float
    least: float
    """Least that can be lost there by one who knows how each goes, before it begins."""
    regret: float | None
    """Lost over least, less one; None where nothing need be lost."""
