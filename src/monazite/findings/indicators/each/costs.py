"""What a year costs: home, the whole chain, the treasury."""

from __future__ import annotations

import numpy as np

from monazite.findings.costs import (
    duty_paid,
    in_public_money,
    outlay_items,
    spent_at_home,
    spent_by_all,
)
from monazite.findings.indicators import apart
from monazite.findings.indicators.asked import OF_THE_WHOLE
from monazite.findings.indicators.registry import indicator
from monazite.findings.solution import Series, Solution


def _paid(solution: Solution, qualifier: str) -> list[Series]:
    return [in_public_money(solution, paid) for paid in outlay_items(solution).values()]


@indicator(
    "home_cost",
    unit="<money>/yr",
    title="Home cost at border prices",
    says="Plants at home whoever owns them, imports less exports at border prices, what sellers "
    "abroad are paid for holding back, agreed tonnes not taken, storage, disposal, savings of "
    "need, exploration and value lost at home.",
    better="down",
    asked=OF_THE_WHOLE,
    alone="total",
    feed=lambda solution, of: list(spent_at_home(solution).values()),
    apart=apart.items(spent_at_home),
)
def home_cost(*parts: Series) -> Series:
    """What home spends and loses, with trade at border prices; money a year.

    Plants at home with annuities, whoever owns them: what foreign owners earn there above the
    return they ask counts as earned at home. Imports at the price of origin plus freight and the
    margin on the lane less exports at the price of destination less freight, payments for what is
    not delivered, storage, disposal, second-best materials, savings of need, exploration and value
    lost at home.
    What a limit on exports makes scarce abroad is earned by home as long as it may sell, and is
    gone when it may not. What a seller abroad makes scarce by holding back is earned by that
    seller: home pays the price at home less duty for all that still arrives.
    """
    return np.asarray(np.sum(parts, axis=0))


@indicator(
    "world_cost",
    unit="<money>/yr",
    title="World cost",
    says="Everything the whole chain spends and loses in a year; premiums for priority, missed "
    "stock targets and payments between countries are left out.",
    better="down",
    asked=OF_THE_WHOLE,
    alone="total",
    feed=lambda solution, of: list(spent_by_all(solution).values()),
    apart=apart.items(spent_by_all),
)
def world_cost(*parts: Series) -> Series:
    """What the whole chain spends and loses, money a year.

    Plants, annuities on what is added, freight, storage, disposal, second-best materials, savings
    of need, exploration and value lost. What only steers is left out: premiums for priority,
    missed stock targets, and payments for what is not delivered, which the other side receives.
    """
    return np.asarray(np.sum(parts, axis=0))


@indicator(
    "public_outlay",
    unit="<public money>/yr",
    title="Public outlay",
    says="Public share of the capital of programmes and additions while they are built, public "
    "equity less its returns, exploration, support per tonne less what is handed over above caps "
    "and levied on output, purchases from makers less what they are sold on for, savings of need, "
    "stock bought from others for public targets less what is let go of it again, both at "
    "reference prices, and keeping it.",
    better="down",
    asked=OF_THE_WHOLE,
    alone="total",
    feed=_paid,
    apart=apart.items(apart.outlay),
)
def public_outlay(*items: Series) -> Series:
    """What the treasury pays for programmes, support and stocks, in public money a year.

    The public share of programmes and the subsidised share of additions, in equal parts over the
    time they are built; the state's share of additions less what is paid on it; exploration;
    support per tonne of supported output less what is handed over above caps and levied on all
    output; what is bought from makers less what it is sold on for; savings of need; a stock target
    when it rises, at the reference price, as far as the stock really rises to it and was not the
    state's own before; and what it costs a year to keep all that lies there for a target.
    """
    return np.asarray(np.sum(items, axis=0))


@indicator(
    "duties",
    unit="<public money>/yr",
    title="Import duties",
    says="Customs duty that users at home pay the treasury on what arrives from abroad; neither in "
    "public outlay nor in home cost.",
    better="neither",
    asked=OF_THE_WHOLE,
    alone="total",
    feed=lambda solution, of: {"duty": in_public_money(solution, duty_paid(solution))},
    apart=apart.dutied,
)
def duties(duty: Series) -> Series:
    """Duty on the reference price of what arrives at home, in public money a year.

    To home as a whole it is money that changes hands, so that it is part of no other figure.
    """
    return duty
