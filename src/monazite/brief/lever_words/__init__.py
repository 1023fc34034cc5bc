"""Says each lever in words, for briefs and screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monazite.core.money import MoneyAmount
from monazite.core.numerals import stated, stated_percent
from monazite.core.wording import listed, lowered, place_named
from monazite.strategy import (
    ALL,
    ByKind,
    CapacityProgramme,
    CapitalSubsidy,
    Delivery,
    DemandPath,
    DemandSaving,
    Diversification,
    DomesticContent,
    ExportLimit,
    FeedAllocation,
    ForeignExportControl,
    ImportDuty,
    Lever,
    OutputIncentive,
    Partnership,
    Permit,
    PriceGuarantee,
    PricePath,
    Priority,
    PrivateEntry,
    Recycling,
    StateSales,
    Stockpile,
    SupplyLoss,
    WorldEvent,
)

SENTENCES = ByKind("monazite.brief.lever_words")
"""What says each kind of lever: (lever, names of things) to a sentence."""


def lever_words(lever: Lever, titles: Mapping[str, str], home: str) -> str:
    """One sentence per lever: who does what, how much, from when.

    `titles` give the names for people of facilities, materials, regions, uses and pools.
    """
    sentence = SENTENCES[type(lever)](lever, Names(titles, home))
    return f"{lever.title}: {sentence}" if lever.title else sentence


@dataclass(frozen=True)
class Names:
    """What things are called by people."""

    titles: Mapping[str, str]
    home: str

    def __call__(self, *names: str) -> str:
        """Name several things in one phrase; names that hold commas are kept apart.

        Parts of one thing, which have one name, are named once.
        """
        return listed(list(dict.fromkeys(self.titles.get(name, name) for name in names)))

    def goods(self, *names: str) -> str:
        """Name materials inside a sentence."""
        titles = (self.titles.get(name, name) for name in names)
        return listed(list(dict.fromkeys(lowered(title) for title in titles)))

    def places(self, *names: str) -> str:
        """Name regions inside a sentence."""
        titles = (self.titles.get(name, name) for name in names)
        return listed(list(dict.fromkeys(place_named(title) for title in titles)))


def window(lever: Lever) -> str:
    """Say from when a lever holds, and until when."""
    return f"from {lever.starts}" + (f" until {lever.ends}" if lever.ends else "")


@SENTENCES.of(ExportLimit)
def _export_limit(lever: ExportLimit, named: Names) -> str:
    what = named.goods(lever.material) if lever.material else f"{lever.element} in every form"
    whom = "anyone" if lever.importers == (ALL,) else named.places(*lever.importers)
    most = lever.tonnes_per_year
    verb, size = ("stops", "") if most == 0 else ("limits", f" to {stated(most)} t a year")
    free = (
        f"; {named(*lever.ends_must_run_at)} need not run for it" if lever.ends_must_run_at else ""
    )
    news = "" if lever.foreseen else ", which nobody counts on before"
    who = named(lever.exporter or named.home)
    return f"{who} {verb} exports of {what} to {whom}{size} {window(lever)}{news}{free}"


@SENTENCES.of(CapacityProgramme)
def _capacity_programme(lever: CapacityProgramme, named: Names) -> str:
    one = len(lever.facilities) == 1
    size = (
        f"{'gains' if one else 'each gain'} {stated(lever.add)} t a year"
        if lever.add is not None
        else f"{'grows' if one else 'each grow'} {stated(lever.multiply)}-fold"
    )
    return (
        f"{named(*lever.facilities)} {size}, online {lever.online}, "
        f"{stated_percent(lever.public_share)} of the capital from public money"
    )


@SENTENCES.of(Permit)
def _permit(lever: Permit, named: Names) -> str:
    allowed = "is permitted" if len(lever.facilities) == 1 else "are each permitted"
    size = (
        f"{allowed} {stated(lever.tonnes_per_year)} t a year"
        if lever.tonnes_per_year is not None
        else f"{allowed} {stated(lever.multiply)} times as much"
    )
    return f"{named(*lever.facilities)} {size} from {lever.start}"


@SENTENCES.of(PrivateEntry)
def _private_entry(lever: PrivateEntry, named: Names) -> str:
    each = " each" if len(lever.facilities) > 1 else ""
    pace = (
        ""
        if lever.per_year is None
        else f", at most {stated(lever.per_year)} t a year decided in any year"
    )
    chance = (
        ""
        if lever.uptake == 1
        else f"; investors are expected to take up {stated_percent(lever.uptake)} of it"
    )
    return (
        f"investors may build up to {stated(lever.tonnes_per_year)} t a year{each} at "
        f"{named(*lever.facilities)} {window(lever)}{pace}{chance}"
    )


@SENTENCES.of(CapitalSubsidy)
def _capital_subsidy(lever: CapitalSubsidy, named: Names) -> str:
    return (
        f"{stated_percent(lever.share)} of the capital of what owners add at "
        f"{named(*lever.facilities)} is paid from public money {window(lever)}"
        f"{caps('firm', lever.per_firm_cap, lever.budget)}"
    )


@SENTENCES.of(OutputIncentive)
def _output_incentive(lever: OutputIncentive, named: Names) -> str:
    last = lever.rate_falls_to
    conditions = [
        *([f"falling to {stated(last.number)}"] if last is not None else []),
        *(
            [f"but no more than {stated_percent(lever.share_of_sales)} of sales in any year"]
            if lever.share_of_sales is not None
            else []
        ),
    ]
    within = "".join(f", {one}" for one in conditions) + ("," if conditions else "")
    each = " each" if len(lever.facilities) > 1 else ""
    return (
        f"{lever.rate.in_words()}{within} are paid to "
        f"{named(*lever.facilities)} on up to {stated(lever.tonnes_per_year)} t a year{each} "
        f"{window(lever)}"
        f"{caps('awardee', lever.per_firm_cap, lever.budget)}"
    )


@SENTENCES.of(PriceGuarantee)
def _price_guarantee(lever: PriceGuarantee, named: Names) -> str:
    each = " each" if len(lever.facilities) > 1 else ""
    return (
        f"what {named(*lever.facilities)} are paid less than {lever.price.in_words()} is made up "
        f"to them on up to {stated(lever.tonnes_per_year)} t a year{each} "
        f"{window(lever)}"
        f"{caps('awardee', lever.per_firm_cap, lever.budget)}"
    )


def caps(whom: str, each: MoneyAmount | None, together: MoneyAmount | None) -> str:
    """Say the most that is paid to each and together, behind a comma."""
    limits = [
        *([f"{each.in_words()} for any one {whom}"] if each is not None else []),
        *([f"{together.in_words()} in all"] if together is not None else []),
    ]
    return f", at most {' and '.join(limits)}" if limits else ""


@SENTENCES.of(FeedAllocation)
def _feed_allocation(lever: FeedAllocation, named: Names) -> str:
    price = {
        "import_parity": "at what imports cost",
        "export_parity": "at what exports would bring",
        "cost": "at cost",
    }[lever.price_basis]
    parts = ", in equal parts," if len(lever.makers) > 1 else ""
    return (
        f"{stated(lever.tonnes_per_year)} t a year of {named.goods(lever.material)} of "
        f"{named(lever.ownership_account)} are set aside for {named(*lever.makers)}{parts} {price} "
        f"{window(lever)}"
    )


@SENTENCES.of(StateSales)
def _state_sales(lever: StateSales, named: Names) -> str:
    each = " each" if len(lever.importers) > 1 else ""
    return (
        f"{named(lever.ownership_account)} may sell up to {stated(lever.tonnes_per_year)} t a "
        f"year of "
        f"{named.goods(lever.material)} to {named(*lever.importers)}{each} {window(lever)}"
    )


@SENTENCES.of(Partnership)
def _partnership(lever: Partnership, named: Names) -> str:
    return (
        f"{named(lever.region)} delivers {stated(lever.tonnes_per_year)} t a year of "
        f"{named.goods(lever.material)} from {lever.start}; {stated_percent(lever.take_or_pay)} is "
        "paid for whether taken or not"
    )


@SENTENCES.of(Stockpile)
def _stockpile(lever: Stockpile, named: Names) -> str:
    material = named.goods(lever.material)
    size = (
        f"{stated(lever.tonnes)} t of {material}"
        if lever.tonnes is not None
        else f"{stated(lever.days_of_cover)} days of all {material} in what users want"
    )
    ranks = [f"tier {tier}" for tier in sorted(lever.tiers)]
    whose = f" for uses in {named(*ranks)}" if ranks else ""
    keeper = f", kept by {named(lever.ownership_account)}," if lever.ownership_account else ""
    budget = f", for at most {lever.budget.in_words()}" if lever.budget is not None else ""
    return f"a public stock of {size}{whose}{keeper} by {lever.by}{budget}"


@SENTENCES.of(Priority)
def _priority(lever: Priority, named: Names) -> str:
    tiers = "; then ".join(named(*tier) for tier in lever.tiers)
    return f"in a shortage home serves first {tiers}, from {lever.start}"


@SENTENCES.of(Recycling)
def _recycling(lever: Recycling, named: Names) -> str:
    parts = []
    if lever.collection is not None or lever.multiply is not None:
        whose = f"worn-out products of {named(*lever.uses)}" if lever.uses else "worn-out products"
        share = (
            f"{stated_percent(lever.collection)} of {whose} are collected"
            if lever.collection is not None
            else f"{stated(lever.multiply)} times as many {whose} are collected"
        )
        parts.append(f"{share} from {lever.start}")
    if lever.facilities:
        gain = "gains" if len(lever.facilities) == 1 else "each gain"
        parts.append(
            f"{named(*lever.facilities)} {gain} {stated(lever.add)} t a year, online "
            f"{lever.start}, {stated_percent(lever.public_share or 0.0)} of the capital from "
            f"public money"
        )
    return "; ".join(parts)


@SENTENCES.of(ImportDuty)
def _import_duty(lever: ImportDuty, named: Names) -> str:
    free = f", except from {named(*lever.exempt_from)}," if lever.exempt_from else ""
    return (
        f"{named(named.home)} charges a duty of {stated_percent(lever.rate)} on imports of "
        f"{named.goods(*lever.materials)}{free} {window(lever)}"
    )


@SENTENCES.of(DomesticContent)
def _domestic_content(lever: DomesticContent, named: Names) -> str:
    return (
        f"at least {stated_percent(lever.share)} of what {named(*lever.uses)} take must be made in "
        f"{named(named.home)}, or {lever.breach.in_words(verb='are due')} "
        f"missing, {window(lever)}"
    )


@SENTENCES.of(DemandSaving)
def _demand_programme(lever: DemandSaving, named: Names) -> str:
    until = f" until {lever.end}" if lever.end else ""
    return (
        f"{named(*lever.uses)} in {named(named.home)} need {stated_percent(lever.share)} less, "
        f"{by_steps(lever.start, lever.reached)}{until}, at {lever.cost.in_words()} saved, "
        f"{stated_percent(lever.public_share)} of it from public money"
    )


@SENTENCES.of(Diversification)
def _diversification(lever: Diversification, named: Names) -> str:
    return (
        f"no more than {stated_percent(lever.share)} of the {named.goods(*lever.materials)} that "
        f"{named(named.home)} takes in may be from one country, or "
        f"{lever.breach.in_words(verb='are due')} too many, {window(lever)}"
    )


@SENTENCES.of(ForeignExportControl)
def _foreign_export_control(lever: ForeignExportControl, named: Names) -> str:
    whom = "everybody else" if lever.importers == (ALL,) else named(*lever.importers)
    made_up = (
        f", of which {stated_percent(lever.recoverable)} is made up for"
        if lever.recoverable
        else ""
    )
    keeps = f"; {named(named.home)} keeps what it has" if lever.home_keeps else ""
    during = f"{lever.start} to {lever.end}" if lever.end else f"from {lever.start} on"
    return (
        f"{named(lever.exporter)} withholds {stated_percent(lever.share_withheld)} of its "
        f"usual exports of {named.goods(*lever.materials)} to {whom}, "
        f"{during}{made_up}{foreseen(lever)}{keeps}"
    )


@SENTENCES.of(DemandPath)
def _demand_path(lever: DemandPath, named: Names) -> str:
    where = "everywhere" if lever.regions == (ALL,) else f"in {named(*lever.regions)}"
    return (
        f"demand for {named(*lever.uses)} {where} becomes {stated(lever.multiply)} times what is "
        f"expected, {by_steps(lever.start, lever.reached)}{foreseen(lever)}"
    )


@SENTENCES.of(PricePath)
def _price_path(lever: PricePath, named: Names) -> str:
    below = lever.change.number < 0
    change = lever.change.of(abs(lever.change.number)).in_words()
    way = "cheaper" if below else "dearer"
    until = f" until {lever.end}" if lever.end else ""
    if lever.stated_only:
        way = "lower" if below else "higher"
        return (
            f"stated prices of {named.goods(*lever.materials)} at the border of "
            f"{named(lever.exporter)} "
            f"are {change} {way}, {by_steps(lever.start, lever.reached)}"
            f"{until}{foreseen(lever)}"
        )
    whom = "" if lever.importers == (ALL,) else f" to {named(*lever.importers)}"
    return (
        f"{named(lever.exporter)} sells {named.goods(*lever.materials)} {change} "
        f"{way}{whom}, {by_steps(lever.start, lever.reached)}{until}{foreseen(lever)}"
    )


@SENTENCES.of(SupplyLoss)
def _supply_loss(lever: SupplyLoss, named: Names) -> str:
    until = f" until {lever.end}" if lever.end else " for good"
    if lever.share_lost is None:
        return (
            f"{named(*lever.facilities)} can make no more than in the year before, "
            f"{by_steps(lever.start, lever.reached)}{until}{foreseen(lever)}"
        )
    much = "all" if lever.share_lost == 1 else stated_percent(lever.share_lost)
    return (
        f"{much} of what {named(*lever.facilities)} could make is lost, "
        f"{by_steps(lever.start, lever.reached)}{until}{foreseen(lever)}"
    )


@SENTENCES.of(Delivery)
def _delivery(lever: Delivery, named: Names) -> str:
    whose = (
        f"of what {named(named.home)} adds to its plants"
        if lever.facilities == (ALL,)
        else f"of what is added to {named(*lever.facilities)}"
    )
    late = f", {lever.delay_months} months late" if lever.delay_months else ", on time"
    return f"{stated_percent(lever.share_built)} {whose} is built{late}{foreseen(lever)}"


def by_steps(start: str, reached: str | None) -> str:
    """Say from which month a change holds, at once or along a line."""
    if reached is None or reached == start:
        return f"from {start}"
    return f"step by step from {start} to {reached}"


def foreseen(lever: WorldEvent) -> str:
    """Say what is unusual: a stop everyone sees coming, or a slow path nobody does."""
    if lever.foreseen == type(lever).model_fields["foreseen"].default:
        return ""
    return ", which everyone sees coming" if lever.foreseen else ", which nobody sees coming"
