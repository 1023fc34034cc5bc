"""Says each lever in words, for briefs and screens."""

from __future__ import annotations

from collections.abc import Mapping

from monazite.strategy import (
    CapacityProgramme,
    ExportLimit,
    ForeignExportControl,
    Lever,
    Partnership,
    Permit,
    Priority,
    Stockpile,
)


def lever_words(lever: Lever, titles: Mapping[str, str], home: str) -> str:
    """One sentence per lever: who does what, how much, from when.

    `titles` give the names for people of facilities, materials, regions and uses.
    """
    sentence = _sentence(lever, titles, home)
    return f"{lever.title}: {sentence}" if lever.title else sentence


def _sentence(lever: Lever, titles: Mapping[str, str], home: str) -> str:
    def named(*names: str) -> str:
        words = [titles.get(name, name) for name in names]
        return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

    match lever:
        case ExportLimit():
            what = named(lever.material) if lever.material else f"{lever.element} in every form"
            whom = "anyone" if lever.importers == ("all",) else named(*lever.importers)
            limit = (
                "stops exports of"
                if lever.tonnes_per_year == 0
                else f"limits to {lever.tonnes_per_year:,g} t a year exports of"
            )
            until = f" until {lever.end}" if lever.end else ""
            return (
                f"{named(lever.exporter or home)} {limit} {what} to {whom} "
                f"from {lever.start}{until}"
            )
        case CapacityProgramme():
            size = (
                f"gains {lever.add:,g} t a year"
                if lever.add is not None
                else f"grows {lever.multiply:g}-fold"
            )
            return (
                f"{named(*lever.facilities)} {size}, online {lever.online}, "
                f"{100 * lever.public_share:.0f} % of the capital from public money"
            )
        case Permit():
            size = (
                f"is permitted {lever.tonnes_per_year:,g} t a year"
                if lever.tonnes_per_year is not None
                else f"is permitted {lever.multiply:g} times as much"
            )
            return f"{named(*lever.facilities)} {size} from {lever.start}"
        case Partnership():
            return (
                f"{named(lever.region)} delivers {lever.tonnes_per_year:,g} t a year of "
                f"{named(lever.material)} from {lever.start}; {100 * lever.take_or_pay:.0f} % is "
                "paid for whether taken or not"
            )
        case Stockpile():
            size = (
                f"{lever.tonnes:,g} t"
                if lever.tonnes is not None
                else f"{lever.days_of_cover:g} days of use"
            )
            budget = (
                f", for at most {lever.budget_crore:,g} crore rupees"
                if lever.budget_crore is not None
                else ""
            )
            return f"a public stock of {size} of {named(lever.material)} by {lever.by}{budget}"
        case Priority():
            tiers = "; then ".join(named(*tier) for tier in lever.tiers)
            return f"in a shortage home serves first {tiers}, from {lever.start}"
        case ForeignExportControl():
            whom = "everybody else" if lever.importers == ("all",) else named(*lever.importers)
            return (
                f"{named(lever.exporter)} withholds {100 * lever.share_withheld:.0f} % of its "
                f"usual exports of {named(*lever.materials)} to {whom}, "
                f"{lever.start} to {lever.end}"
            )
    raise TypeError(f"no words for a lever of type {type(lever).__name__}")
