"""What the kinds share that pay winners by the tonne: who may win, and how far it goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from monazite.strategy.levers.base import Lever

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check

Rates = dict[str, dict[int, float]]
"""money/t by awardee and period."""


def check_winners(
    check: Check, lever: Lever, facilities: tuple[str, ...], on_sales: str, otherwise: str = ""
) -> None:
    """Report plants that cannot win support, and those whose sales it speaks of are not known.

    `on_sales` is the field that speaks of sales, blank where none does; `otherwise` what helps
    beside dropping the plant.
    """
    for row in check.at_home(lever, facilities):
        if not row.awardee:
            check.report(
                lever,
                "facility",
                f"'{row.facility}' cannot win support: its awardee is blank",
                "name the firm under awardee in chain/facilities.csv, or drop the facility",
            )
        elif on_sales and not check.counts_what_it_sells(row.recipe):
            check.report(
                lever,
                on_sales,
                f"'{row.facility}' is counted in what it takes in, so its sales are not known",
                f"{otherwise}drop the facility",
            )


def in_place_of_others(acting: Acting, awardees: tuple[str, ...]) -> Iterator[Edit]:
    """End what other support per tonne asks of awardees while a lever is in force."""
    none = dict.fromkeys(acting.shares, 0.0)
    for name in ("payback", "purchase_price", "resale_price"):
        asked = [one for one in awardees if acting.parameters[name].sel(awardee=one).values.any()]
        yield from acting.edits(name, "set", "awardee", dict.fromkeys(asked, none))


def limited(acting: Acting, awardees: tuple[str, ...], tonnes_per_year: float) -> Iterator[Edit]:
    """Let support hold for a tonnage a year at each awardee, while a lever is in force."""
    tonnes = dict.fromkeys(acting.shares, tonnes_per_year)
    yield from acting.edits("supported_limit", "set", "awardee", dict.fromkeys(awardees, tonnes))


def capped(acting: Acting, awardees: tuple[str, ...]) -> Iterator[Edit]:
    """Hold a scheme to its `per_firm_cap` for each awardee and its `budget` for all, if any."""
    given = acting.lever.amounts
    if "per_firm_cap" in given:
        cap = acting.money("per_firm_cap")
        yield acting.edit("awardee_budget", "at_most", cap, awardee=awardees)
    if "budget" in given:
        taken = acting.numbers("scheme_member", "scheme")
        scheme = acting.free("scheme", taken, "budgets of schemes", "merge two schemes", "budget")
        yield acting.edit("scheme_member", "set", 1.0, scheme=scheme, awardee=awardees)
        yield acting.edit("scheme_budget", "set", acting.money("budget"), scheme=scheme)
