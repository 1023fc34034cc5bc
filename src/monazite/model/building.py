"""Building has a supply curve: a pace that grows with what stands, or a site, and dearer steps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from monazite.core.labelled import Labelled
from monazite.model.draft import Draft
from monazite.model.expressions import Expression
from monazite.model.rule import Rule, declare
from monazite.parameters import Parameters
from monazite.parameters.building import (
    decided_by_period,
    expanding_facilities,
    expansion_room,
    pace,
    pace_per_tonne,
    parted_sites,
    reference_part,
    stands_by,
    step_parts,
    steps_of,
)
from monazite.parameters.labels import expansion_name
from monazite.parameters.positions import positions

ADDITIONS_WITHIN_PACE = declare(
    Rule(
        name="additions_within_pace",
        sentence="An industry builds at its usual pace, in proportion to what stands, or in haste.",
        limits="addition",
        subject="expanding",
        sense="ceiling",
        owner="plants",
        unit="t/yr",
        words="pace of building",
        counts="building",
    )
)
HASTENED_WITHIN_STEP = declare(
    Rule(
        name="hastened_within_step",
        sentence="Each dearer step of building in haste is a share of the usual pace.",
        limits="hastened",
        subject="expansion",
        sense="ceiling",
        owner="plants",
        unit="t/yr",
        words="haste",
        bound=True,
        counts="building",
    )
)
ADDITIONS_WITHIN_USUAL_PART = declare(
    Rule(
        name="additions_within_usual_part",
        sentence="Of a site at home only a part can be built at its usual cost.",
        limits="addition",
        subject="parted",
        sense="ceiling",
        owner="plants",
        unit="t/yr",
        words="usual part of a site",
        counts="building",
    )
)
STEPS_WITHIN_PART = declare(
    Rule(
        name="steps_within_part",
        sentence="Each dearer part of a site at home is as large as it is.",
        limits="hastened",
        subject="step",
        sense="ceiling",
        owner="plants",
        unit="t/yr",
        words="dearer part of a site",
        counts="building",
    )
)
STEPS_WITHIN_ADDITIONS = declare(
    Rule(
        name="steps_within_additions",
        sentence="A dearer part of a site is paid for in the year in which it is decided.",
        limits="hastened",
        subject="parted",
        sense="ceiling",
        owner="arithmetic",
        unit="t/yr",
        words="dearer part of a site",
        counts="building",
    )
)


def most_decided(parameters: Parameters, growing: list[str]) -> Labelled:
    """Upper bound of additions; dims facility, period; none where a row of its own bounds them."""
    labels = parameters.labels
    rate = parameters["build_rate"].transpose("facility", "period").values
    place = {name: row for row, name in enumerate(labels.facilities)}
    most = rate[[place[name] for name in growing]] * parameters["period_years"].values
    expanding = set(expanding_facilities(parameters))
    most[[name in expanding for name in growing]] = np.inf
    of = {"facility": growing, "period": labels.coordinates("period")}
    return Labelled(most, coords=of, dims=tuple(of))


def write_expansions(draft: Draft, charge: Callable[[Parameters, list[str]], Labelled]) -> None:
    """Write further steps of building where a study states them.

    additions_within_pace: addition[f,t] - sum over steps of hastened[f,k,t]
        - pace_per_tonne[f,t] * sum of addition[f,s] that stands by t <= pace[f,t]
    additions_within_usual_part: sum_t addition[f,t] - sum over steps and t of hastened[f,k,t]
        <= usual_part[f], at home
    steps_within_part: sum_t hastened[f,k,t] <= step_part[f,k], at home
    steps_within_additions: sum over steps of hastened[f,k,t] - addition[f,t] <= 0, at home

    `charge` gives what a tonne a year decided costs; a further step costs its premium of that on
    top. Usual additions come first since they are the cheapest, and steps in their order. Abroad
    a step is what is built in haste, at home it is a part of the site that costs more.
    """
    labels = draft.labels
    if not labels.expansions:
        return
    stated = list(dict.fromkeys(facility for facility, _ in labels.expansions))
    draft.variable(
        "hastened",
        {"expansion": labels.coordinates("expansion"), "decided": labels.coordinates("period")},
        upper=expansion_room,
    )
    draft.cost("hastened", lambda p: _premium(p, charge(p, stated)))
    if expanding_facilities(draft.parameters):
        _write_pace(draft)
    if parted_sites(draft.parameters):
        _write_parts(draft)


def _write_pace(draft: Draft) -> None:
    expanding = expanding_facilities(draft.parameters)
    own = draft.whole("addition").sel(investable=expanding).rename(investable="expanding")
    share = draft.coefficient("additions_within_pace", _decided_less_pace)
    hastened = _dearer(draft, "expanding", expanding).rename(decided="period")
    draft.require(
        "additions_within_pace",
        (own * share).sum("decided") - hastened,
        "<=",
        draft.limit("additions_within_pace", pace),
    )


def _write_parts(draft: Draft) -> None:
    labels, parameters = draft.labels, draft.parameters
    sites = parted_sites(parameters)
    names = [expansion_name(*labels.expansions[step]) for step in steps_of(parameters, sites)]
    own = draft.whole("addition").sel(investable=sites).rename(investable="parted")
    dearer = _dearer(draft, "parted", sites)
    draft.require(
        "additions_within_usual_part",
        own.sum("decided") - dearer.sum("decided"),
        "<=",
        draft.limit("additions_within_usual_part", reference_part),
    )
    draft.require(
        "steps_within_part",
        draft.whole("hastened").sel(expansion=names).rename(expansion="step").sum("decided"),
        "<=",
        draft.limit("steps_within_part", step_parts),
    )
    # Else what is built early would be paid for as if it were built late.
    draft.require("steps_within_additions", (dearer - own).rename(decided="period"), "<=", 0.0)


def _dearer(draft: Draft, of: str, facilities: list[str]) -> Expression:
    """All steps of some facilities, a row for each facility under the dimension named."""
    steps = steps_of(draft.parameters, facilities)
    expansions = [draft.labels.expansions[step] for step in steps]
    hastened = draft.whole("hastened").sel(expansion=[expansion_name(*one) for one in expansions])
    return hastened.grouped("expansion", **{of: [facility for facility, _ in expansions]})


def _decided_less_pace(parameters: Parameters) -> Labelled:
    """Coefficient of additions of one period in the row of another.

    Dims expanding, decided, period.
    """
    labels = parameters.labels
    earlier = stands_by(parameters).values * pace_per_tonne(parameters).values[:, None, :]
    return decided_by_period(labels, np.eye(len(labels.periods)) - earlier)


def _premium(parameters: Parameters, charge: Labelled) -> Labelled:
    """Discounted money per t/yr hastened beyond the charge on it; dims expansion, decided."""
    labels = parameters.labels
    at = positions(charge, "investable")
    usual = charge.values[[at[facility] for facility, _ in labels.expansions]]
    premium = usual * parameters["expansion_premium"].values[:, None]
    return Labelled(premium, dims=("expansion", "decided"))
