"""What a rule is stands beside its equation, and what it reads is noted while that is written."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from monazite.core.labelled import Labelled
from monazite.model import RULES, Session, build_programme
from monazite.model.draft import Draft
from monazite.model.entries import Entry
from monazite.parameters import Parameters

from .wide import wide, wide_session


def test_every_row_and_every_bound_has_a_record() -> None:
    programme = wide_session().programme
    bounds = {rule.limits for rule in RULES.values() if rule.bound}
    assert set(programme.constraints) <= set(RULES)
    assert {place.target for place in programme.places if place.kind == "upper"} <= bounds
    assert {rule.limits for rule in RULES.values()} <= set(programme.variables)


@pytest.mark.parametrize(
    ("rule", "parameters"),
    [
        ("output_at_least", {"floor", "host_output", "byproduct_rate", "must_run_share"}),
        ("output_at_least", {"floor_share", "nameplate", "ramp", "availability"}),
        ("output_within_capacity", {"nameplate", "programme", "ramp", "lead_time"}),
        ("exports_within_limit", {"export_limit", "export_content"}),
        ("shipments_within_lane", {"lane_limit"}),
    ],
)
def test_what_a_rule_reads_is_noted(rule: str, parameters: set[str]) -> None:
    assert parameters <= set(wide_session().programme.reads[rule])


def test_an_equation_without_a_record_or_with_another_sign_is_refused() -> None:
    programme = wide_session().programme
    draft = Draft(programme.parameters)
    activity = draft.variable("activity", draft.coordinates("facility", "period"))
    with pytest.raises(KeyError, match="nameless"):
        draft.require("nameless", activity, "<=", 0.0)
    with pytest.raises(AssertionError, match="another sign"):
        draft.require("feed_within_permit", activity, ">=", 0.0)


def test_records_say_of_a_plan_what_its_duals_say() -> None:
    """No limit is exceeded, and what a rule is worth anything for is in use to the last gram."""
    outcome = wide_session().solve()
    binding = set()
    for rule in RULES.values():
        dual = rule.dual(outcome)
        if dual is None or rule.used is None or rule.limit is None or rule.penalty is not None:
            continue
        slack = rule.dual_sign * (rule.used(outcome) - rule.limit(outcome))
        dated = {"decided": "period"} if "decided" in dual.dims else {}
        worth = rule.dual_sign * dual.rename(**dated)
        if "period" not in worth.dims and "period" in slack.dims:
            slack = slack.isel(period=-1)
        slack = slack.broadcast_like(worth).reindex_like(worth, np.nan).transpose(*worth.dims)
        assert slack.values.min() > -1e-6, rule.name
        assert np.abs(slack.values[worth.values > 1e-3]).max(initial=0.0) < 1e-6, rule.name
        if (worth.values > 1e-3).any():
            binding.add(rule.name)
    assert len(binding) >= 4, binding


def test_what_is_read_may_depend_on_what_is_found() -> None:
    """Costs look at permits only where a price is asked: not noted at first, it still counts later.

    Had only the first reading been kept, the last permit would have changed nothing.
    """

    def toll(parameters: Parameters) -> Labelled:
        freight = parameters["freight"]
        asked = bool((parameters["transfer_price"] > 0).any())
        return freight + (parameters["permit"].min() if asked else 0.0)

    base = wide()
    session = Session(build_programme(base))
    cost = next(place for place in session.programme.places if place.kind == "cost")
    lanes = base["freight"]
    place = replace(cost, compute=toll, dims=("lane",), shape=lanes.shape)
    entry = Entry(place, np.zeros(1), frozenset({"freight"}), [])
    asked = {
        "transfer_price": base["transfer_price"] + 1.0,
        "permit": base["permit"].clip(max=1e3),
    }
    priced = base.replaced(asked, ())
    entry.numbers_under(priced)
    assert {"permit", "transfer_price"} <= entry.reads
    looser = priced.replaced({"permit": priced["permit"] + 7.0}, ())
    gained = entry.numbers_under(looser) - entry.numbers_under(priced)
    assert gained == pytest.approx(7.0 / 1e3)
