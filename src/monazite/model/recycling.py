"""Products that reach the end of their life come back as scrap, as far as they are collected."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from monazite.core.labelled import Labelled
from monazite.model.draft import Draft
from monazite.model.rule import Rule, declare
from monazite.parameters import Labels, Parameters
from monazite.parameters.labels import node_name
from monazite.parameters.positions import once_for_each, positions

SCRAP_WITHIN_END_OF_LIFE = declare(
    Rule(
        name="scrap_within_end_of_life",
        sentence="No more scrap comes back than what fails, is collected and yields.",
        limits="collected",
        subject="end_of_life_stream",
        sense="ceiling",
        owner="nature",
        unit="t/yr",
        words="scrap",
    )
)


def write_recycling(draft: Draft) -> None:
    """Write end-of-life scrap.

    scrap_within_end_of_life: collected[c,t] - sum over cohorts s of share[c,s,t] * equivalence *
    served[s] <= legacy[c,t]; share is the part of what was served in period s that fails in t, is
    collected and yields scrap. What is collected arrives at the scrap's node.
    """
    labels = draft.labels
    if not labels.end_of_life_streams:
        return
    names = labels.coordinates("end_of_life_stream")
    collected = draft.variable("collected", draft.coordinates("end_of_life_stream", "period"))
    pairs = [
        (str(name), option.name)
        for name, stream in zip(names, labels.end_of_life_streams, strict=True)
        for option in labels.use_options
        if option.point == stream.point
    ]
    share = draft.coefficient("scrap_within_end_of_life", lambda p: -_returned(p, pairs))
    cohorts = draft.whole("served").sel(use_option=[use_option for _, use_option in pairs])
    failed = (cohorts.rename(use_option="cohort", period="made") * share).sum("made")
    draft.require(
        "scrap_within_end_of_life",
        collected + failed.grouped("cohort", end_of_life_stream=[name for name, _ in pairs]),
        "<=",
        draft.limit("scrap_within_end_of_life", lambda p: p["legacy_scrap"]),
    )
    nodes = [node_name(scrap, region) for _, region, scrap in labels.end_of_life_streams]
    draft.move(collected, end_of_life_stream=nodes)


@once_for_each(8)
def _lived(labels: Labels) -> npt.NDArray[np.float64]:
    """Part of what was served in a period that has an age in a year of another.

    Shape (made, period, age); per tonne a year served over the whole block and per year of the
    period.
    """
    weights = np.zeros((len(labels.periods), len(labels.periods), len(labels.cohort_ages)))
    for m, made in enumerate(labels.periods):
        for p, period in enumerate(labels.periods):
            years = labels.years_of(period)
            for start in labels.years_of(made):
                for age in (year - start for year in years):
                    if 0 <= age < weights.shape[2]:
                        weights[m, p, age] += 1.0 / len(years)
    return weights


def _returned(parameters: Parameters, pairs: list[tuple[str, str]]) -> Labelled:
    """Scrap per tonne served, by cohort of a collection and an offer; dims cohort, made, period."""
    labels = parameters.labels
    share, weights = parameters["scrap_share"].transpose("end_of_life_stream", ...), _lived(labels)
    rows = positions(share, "end_of_life_stream")
    values = np.stack(
        [
            np.tensordot(weights, share.values[rows[name]], axes=(2, 0))
            * parameters.at("equivalence", use_option)
            for name, use_option in pairs
        ]
    )
    return Labelled(
        values,
        coords={"made": labels.coordinates("period"), "period": labels.coordinates("period")},
        dims=("cohort", "made", "period"),
    )
