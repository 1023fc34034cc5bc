"""Part of what home uses take is to be made at home, or somebody pays for what is missing."""

from __future__ import annotations

import numpy as np

from monazite.core.labelled import Labelled, dot
from monazite.model.draft import PREFERENCE, Draft, discounted
from monazite.model.expressions import Expression
from monazite.model.outcome import Outcome
from monazite.model.rule import Penalty, Rule, declare
from monazite.parameters import Parameters
from monazite.parameters.labels import Labels
from monazite.parameters.positions import with_numbers
from monazite.parameters.recipes import recipes_of

HOME_CONTENT_AT_LEAST = declare(
    Rule(
        name="home_content_at_least",
        sentence="A share of what home uses take is made at home, or what is missing is paid for.",
        limits="served",
        subject="quota",
        sense="floor",
        owner="state",
        unit="t/yr",
        words="shares to be made at home",
        used=lambda outcome: _made_at_home(outcome),
        limit=lambda outcome: _asked(outcome),
        penalty=Penalty(
            slack="quota_missed",
            due=lambda outcome: _asked(outcome),
            missing=lambda outcome: outcome["quota_missed"],
            price=lambda p: p["quota_price"],
            why="what a tonne that is not made at home costs",
        ),
    )
)


HOME_SOLD_WITHIN_USE = declare(
    Rule(
        name="home_sold_within_use",
        sentence="What is made at home counts as far as the uses that a share is asked of take it.",
        limits="home_sold",
        subject="quota",
        sense="ceiling",
        owner="arithmetic",
        unit="t/yr",
        words="what uses take of a material",
    )
)
HOME_SOLD_WITHIN_MADE = declare(
    Rule(
        name="home_sold_within_made",
        sentence="No more of a material counts as made at home than is made there and kept.",
        limits="home_sold",
        subject="material",
        sense="ceiling",
        owner="arithmetic",
        unit="t/yr",
        words="what is made at home of a material",
    )
)


def write_quotas(draft: Draft) -> None:
    """Write the shares of home use that are to be made at home.

    home_content_at_least, by quota: sum over materials of counts * home_sold + quota_missed >=
        sum over home offers of quota_share * served
    home_sold_within_use, by quota and material: home_sold <= what its uses take of the material
    home_sold_within_made, by material: sum over quotas of home_sold <= amount * activity of home
        plants, net, less what is exported, + beyond_made

    So a magnet of one kind that is sold elsewhere does not stand for one of another kind that a
    car takes from abroad. A step that turns one material that counts into another adds nothing:
    what it takes beyond what is made at home of it is beyond_made, which costs as much as what is
    missing. A tonne missing costs quota_price, which steers and is in nobody's cost.
    """
    labels = draft.labels
    use_options = _home_use_options(labels)
    if not use_options:
        return
    of = draft.coordinates("quota", "period")
    offered = sorted(_offered(labels), key=labels.materials.index)
    by_material = {"quota": of["quota"], "material": offered, "period": of["period"]}
    missed = draft.variable("quota_missed", of)
    draft.cost("quota_missed", lambda p: discounted(p, p["quota_price"], *of))
    sold = draft.variable("home_sold", by_material)
    beyond = draft.variable("beyond_made", {"material": offered, "period": of["period"]})
    draft.cost("beyond_made", lambda p: discounted(p, _dearest(p, offered), "material", "period"))
    _write_asked(draft, sold, missed, use_options)
    kind = {one.name: one.material for one in labels.use_options}
    served = draft.whole("served").sel(use_option=use_options)
    bound = draft.coefficient("home_sold_within_use", lambda p: -_bound(p, use_options))
    taken = (served * bound).grouped("use_option", material=[kind[one] for one in use_options])
    draft.require("home_sold_within_use", sold + taken, "<=", 0.0)
    _write_made(draft, sold.sum("quota") - beyond, offered)


def paid_to_buy_at_home(outcome: Outcome) -> Labelled:
    """What users who have to buy at home pay above the price for what a tonne of activity makes.

    Less than nothing where a plant takes up what counts. Dims facility, period; money/t; plants
    that make or take nothing home uses are served with are left out.
    """
    makers = _home_makers(outcome.labels)
    worth = -outcome.duals["home_sold_within_made"]
    offered = [str(name) for name in worth.coords["material"].values]
    return dot(_made(outcome.parameters, makers, offered), worth, "material")


def _write_asked(
    draft: Draft, sold: Expression, missed: Expression, use_options: list[str]
) -> None:
    offered = list(sold.labels("material"))
    counts = draft.coefficient(
        "home_content_at_least", lambda p: p["quota_counts"].sel(material=offered)
    )
    asked = draft.coefficient(
        "home_content_at_least", lambda p: -p["quota_share"].sel(use_option=use_options)
    )
    served = draft.whole("served").sel(use_option=use_options)
    held = missed + (sold * counts).sum("material") + (served * asked).sum("use_option")
    draft.require("home_content_at_least", held, ">=", 0.0)


def _write_made(draft: Draft, sold: Expression, offered: list[str]) -> None:
    labels = draft.labels
    makers, outward = _home_makers(labels), _exports(labels)
    if makers:
        made = draft.coefficient("home_sold_within_made", lambda p: -_made(p, makers, offered))
        sold = sold + (draft.whole("activity").sel(facility=makers) * made).sum("facility")
    if outward:
        kept = draft.whole("shipment").sel(lane=outward)
        sold = sold + kept.grouped("lane", material=[labels.lane[one].material for one in outward])
    draft.require("home_sold_within_made", sold, "<=", 0.0)


def _home_use_options(labels: Labels) -> list[str]:
    return [
        str(name)
        for name, (_, region, _) in zip(
            labels.coordinates("use_option"), labels.use_options, strict=True
        )
        if region == labels.home
    ]


def _offered(labels: Labels) -> set[str]:
    return {material for _, region, material in labels.use_options if region == labels.home}


def _home_makers(labels: Labels) -> list[str]:
    """Plants at home that make or take anything home uses are served with."""
    touching = {recipe for recipe, material in labels.flows if material in _offered(labels)}
    return [
        name
        for name in labels.facilities
        if labels.facility_region[name] == labels.home and labels.facility_recipe[name] in touching
    ]


def _exports(labels: Labels) -> list[str]:
    return [
        lane.name
        for lane in labels.lanes
        if lane.origin == labels.home and not lane.is_transfer and lane.material in _offered(labels)
    ]


def _made(parameters: Parameters, makers: list[str], offered: list[str]) -> Labelled:
    """Tonnes that a tonne of activity makes of each material, net; dims material, facility."""
    labels, recipes = parameters.labels, recipes_of(parameters)
    amounts = [
        [recipes.get(labels.facility_recipe[maker], {}).get(material, 0.0) for maker in makers]
        for material in offered
    ]
    of = {"material": offered, "facility": makers}
    return Labelled(np.array(amounts), coords=of, dims=tuple(of))


def _bound(parameters: Parameters, use_options: list[str]) -> Labelled:
    """1 where a share is asked of a use, else 0; dims those of `quota_share`."""
    share = parameters["quota_share"].sel(use_option=use_options)
    return with_numbers(share, (share.values > 0).astype(float))


def _dearest(parameters: Parameters, offered: list[str]) -> Labelled:
    """The most a tonne of a material that is missing costs under any quota; dims material.

    A trace more, so that what is missing of a quota is said to be missing there.
    """
    counts = parameters["quota_counts"].transpose("quota", "material").sel(material=offered)
    worth = counts.values * parameters["quota_price"].values[:, None]
    most = worth.max(axis=0)
    most = most + PREFERENCE * parameters.labels.dollar * (most > 0)
    return Labelled(most, coords={"material": offered}, dims="material")


def _asked(outcome: Outcome) -> Labelled:
    """Tonnes that every quota asks for of what is served; dims quota, period; t/yr."""
    use_options = _home_use_options(outcome.labels)
    share = outcome.parameters["quota_share"].sel(use_option=use_options)
    return (share * outcome["served"].sel(use_option=use_options)).sum("use_option")


def _made_at_home(outcome: Outcome) -> Labelled:
    """Tonnes made at home that the uses of a quota take; dims quota, period; t/yr."""
    sold = outcome["home_sold"]
    counts = outcome.parameters["quota_counts"].sel(material=sold.coords["material"].values)
    return (counts * sold).sum("material")
