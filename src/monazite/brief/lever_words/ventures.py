"""Says in words what the state ventures: shares, searches, prices it stands for, purchases."""

from __future__ import annotations

from monazite.brief.lever_words import SENTENCES, Names, caps, window
from monazite.core.numerals import stated, stated_percent
from monazite.strategy import CapAndFloor, Exploration, Offtake, PublicEquity


@SENTENCES.of(PublicEquity)
def _public_equity(lever: PublicEquity, named: Names) -> str:
    return (
        f"the state pays {stated_percent(lever.share)} of the capital of what is added at "
        f"{named(*lever.facilities)} for a return of {stated_percent(lever.return_asked)} a year, "
        f"{window(lever)}"
    )


@SENTENCES.of(Exploration)
def _exploration(lever: Exploration, named: Names) -> str:
    return (
        f"{lever.cost.in_words()} are spent from {lever.start} until {lever.found} to look for "
        f"{stated(lever.resource)} t more at {named(lever.facility)}, with odds of "
        f"{stated_percent(lever.odds)}; a find opens {stated(lever.add)} t a year from "
        f"{lever.online}"
    )


@SENTENCES.of(CapAndFloor)
def _cap_and_floor(lever: CapAndFloor, named: Names) -> str:
    each = " each" if len(lever.facilities) > 1 else ""
    return (
        f"what {named(*lever.facilities)} are paid is made up to {lever.floor.in_words()} on up to "
        f"{stated(lever.tonnes_per_year)} t a year{each} and handed over above "
        f"{lever.cap.in_words()}, {window(lever)}"
        f"{caps('awardee', lever.per_firm_cap, lever.budget)}"
    )


@SENTENCES.of(Offtake)
def _offtake(lever: Offtake, named: Names) -> str:
    of = named(*lever.facilities) if lever.facilities else "every maker"
    what = f" of {named.goods(lever.material)}" if lever.material is not None else ""
    each = "" if len(lever.facilities) == 1 else " each"
    on = "its stated price" if lever.resale is None else lever.resale.in_words()
    return (
        f"the state buys up to {stated(lever.tonnes_per_year)} t a year{each} from {of}{what} at "
        f"{lever.price.in_words()} and sells it on at {on}, {window(lever)}"
    )
