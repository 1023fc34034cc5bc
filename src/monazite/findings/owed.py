"""Contracts between owners and shares to be made at home: rules that may be broken at a price."""

from __future__ import annotations

from collections.abc import Iterator

import xarray as xr

from monazite.findings.reading import Reading
from monazite.findings.soft_rule import Ground, SoftRule, by_year, resting
from monazite.parameters.contracts import contract_due


def contracts_owed(reading: Reading) -> Iterator[SoftRule]:
    """Give what plants have sold ahead, year by year.

    Keeping a contract costs what the seller's own output and the delivery cost at the last tonne,
    the duals of both rows together; of several on one lane the cheap one is broken, whole, before
    that reaches the price of the dear one.
    """
    parameters, outcome, labels = reading.parameters, reading.outcome, reading.labels
    if "breach" not in outcome.values:
        return
    due = contract_due(parameters)
    title = {row.contract: row.title for row in reading.study.chain.contracts}
    for contract in labels.contracts:
        at = {"contract": contract.name}
        price = float(parameters["contract_price"].sel(at))
        dual = outcome.duals["sellers_make_what_is_due"].sel(at)
        if contract.buyer:
            delivery = labels.delivery_of(contract)
            dual = dual + outcome.duals["contracts_are_kept"].sel(delivery=delivery)
        yield from by_year(
            reading,
            "contracts_are_kept",
            contract.name,
            title.get(contract.name, contract.name),
            labels.material_basis[contract.material],
            due=due.sel(at),
            missing=outcome["breach"].sel(at),
            dual=dual.clip(max=price),
            price=price,
            ground=resting(
                "what a tonne not delivered costs seller and buyer",
                parameters.rests_on("contract_price", (contract.name,)),
            ),
        )


def quotas_owed(reading: Reading) -> Iterator[SoftRule]:
    """Give the shares of what home uses that are to be made at home, year by year."""
    parameters, outcome, labels = reading.parameters, reading.outcome, reading.labels
    if "quota_missed" not in outcome.values:
        return
    share = parameters["quota_share"]
    due = xr.dot(share, outcome["served"], dim="offer")
    for quota in share.coords["quota"].values.tolist():
        at = {"quota": quota}
        counts = parameters["quota_counts"].sel(at)
        counted = [str(name) for name in counts.coords["material"].values[counts.values > 0]]
        if not counted:
            continue
        edits = [
            entry.edit
            for name in ("quota_share", "quota_price")
            for entry in parameters.edits_of(name)
            if entry.edit.where.get("quota") == quota
        ]
        yield from by_year(
            reading,
            "home_content_at_least",
            str(quota),
            ", ".join(parameters.titles.get(name, name) for name in counted),
            labels.material_basis[counted[0]],
            due=due.sel(at),
            missing=outcome["quota_missed"].sel(at),
            dual=outcome.duals["home_content_at_least"].sel(at),
            price=float(parameters["quota_price"].sel(at)),
            ground=Ground(
                "; ".join(dict.fromkeys(edit.reason for edit in edits)),
                (),
                tuple(dict.fromkeys(edit.source for edit in edits if edit.source)),
            ),
        )
