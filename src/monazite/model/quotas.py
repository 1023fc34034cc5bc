"""Part of what home uses take is to be made at home, or somebody pays for what is missing."""

from __future__ import annotations

from monazite.core.labelled import Labelled
from monazite.model.counted import counted_made, counted_on
from monazite.model.draft import Draft, discounted
from monazite.model.outcome import Outcome
from monazite.model.rule import Penalty, Rule, declare
from monazite.parameters import Parameters
from monazite.parameters.labels import Labels

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


def write_quotas(draft: Draft) -> None:
    """Write the shares of home use that are to be made at home.

    home_content_at_least, by quota: sum over home plants and materials that count of amount *
    activity, less what of them is exported, + quota_missed >= sum over home offers of quota_share *
    served. Amounts are net: a step that turns one material that counts into another adds nothing.

    A tonne missing costs quota_price, which steers and is in nobody's cost.
    """
    labels = draft.labels
    use_options = _home_use_options(labels)
    if not use_options:
        return
    of = draft.coordinates("quota", "period")
    missed = draft.variable("quota_missed", of)
    draft.cost("quota_missed", lambda p: discounted(p, p["quota_price"], *of))
    makers, outward = _home_makers(labels), _exports(labels)
    counted = missed
    for variable, dimension, names, compute in (
        ("activity", "facility", makers, lambda p: _made(p, makers)),
        ("shipment", "lane", outward, lambda p: -_counted(p, outward)),
        (
            "served",
            "use_option",
            use_options,
            lambda p: -p["quota_share"].sel(use_option=use_options),
        ),
    ):
        if not names:
            continue
        amount = draft.coefficient("home_content_at_least", compute)
        flow = draft.whole(variable).sel(**{dimension: names})
        counted = counted + (flow * amount).sum(dimension)
    draft.require("home_content_at_least", counted, ">=", 0.0)


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


def _made(parameters: Parameters, makers: list[str]) -> Labelled:
    return counted_made(parameters, "quota_counts", makers)


def _counted(parameters: Parameters, lanes: list[str]) -> Labelled:
    return counted_on(parameters, "quota_counts", lanes)


def _asked(outcome: Outcome) -> Labelled:
    """Tonnes that every quota asks for of what is served; dims quota, period; t/yr."""
    use_options = _home_use_options(outcome.labels)
    share = outcome.parameters["quota_share"].sel(use_option=use_options)
    return (share * outcome["served"].sel(use_option=use_options)).sum("use_option")


def _made_at_home(outcome: Outcome) -> Labelled:
    """Tonnes made at home and kept there of what counts; dims quota, period; t/yr."""
    parameters, labels = outcome.parameters, outcome.labels
    makers, outward = _home_makers(labels), _exports(labels)
    made = _made(parameters, makers) * outcome["activity"].sel(facility=makers)
    sent = _counted(parameters, outward) * outcome["shipment"].sel(lane=outward)
    return made.sum("facility") - sent.sum("lane")
