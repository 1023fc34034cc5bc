"""Names that files of the version before used: they are still read, with a hint to rename them.

A name stands here for one version after it was given up, and then goes.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import BaseModel

__all__ = [
    "EARLIER",
    "EARLIER_UNITS",
    "EarlierName",
    "present_keys",
    "present_name",
    "present_path",
]

EARLIER: Mapping[str, str] = {
    "--walls": "--next-bottlenecks",
    "binds": "bottlenecks",
    "doubtful": "uncertain_inputs",
    "import_dependence": "net_import_reliance",
    "import_dependence_with_goods": "net_import_reliance_with_goods",
    "oxide": "contained",
    "partner_loss_unserved": "partner_loss_unmet",
    "pool": "ownership_account",
    "pool_prices": "ownership_account_prices",
    "pools": "ownership_accounts",
    "promises": "commitments",
    "wedge": "price_cost_margin",
    "winner": "awardee",
}
"""Name of today of every command, option, table, column, key and indicator that had another."""

EARLIER_UNITS: Mapping[str, tuple[str, str]] = {
    "breach_usd_per_kg": ("breach", "USD/kg"),
    "budget_crore": ("budget", "crore INR"),
    "change_usd_per_kg": ("change", "USD/kg"),
    "per_firm_cap_crore": ("per_firm_cap", "crore INR"),
    "rate_falls_to_inr_per_kg": ("rate_falls_to", "INR/kg"),
    "rate_inr_per_kg": ("rate", "INR/kg"),
}
"""Name of today of every key that once had its unit in its name, and that unit."""


class EarlierName(FutureWarning):
    """A file uses a name that was given up; it is read today and refused by the next version."""


def present_name(name: str, known: Collection[str], place: str) -> str:
    """Give today's name of what a file calls `name`, and say at which `place` to rename it.

    A name that is `known`, or that was never another's, comes back as it is.
    """
    now = EARLIER.get(name)
    if now is None or name in known or now not in known:
        return name
    warnings.warn(
        f"{place}: '{name}' is now called '{now}'; rename it, since the next version will not "
        "read it.",
        EarlierName,
        stacklevel=2,
    )
    return now


def present_path(path: str, known: Collection[str], place: str) -> str:
    """Give today's name of each part of a dotted name, such as an indicator with its qualifier."""
    return ".".join(present_name(part, known, place) for part in path.split("."))


def present_keys(data: Any, model: type[BaseModel], place: str) -> Any:
    """Give a mapping with today's names of the keys of a record; anything else as it is."""
    if not isinstance(data, dict):
        return data
    known = {field.alias or name for name, field in model.model_fields.items()}
    data = _with_units(data, known, place)
    renamed = {
        key: present_name(key, known, place) if isinstance(key, str) and key in EARLIER else key
        for key in data
    }
    if all(key == now for key, now in renamed.items()) or len(set(renamed.values())) < len(data):
        return data
    return {renamed[key]: value for key, value in data.items()}


def _with_units(data: dict[Any, Any], known: Collection[str], place: str) -> dict[Any, Any]:
    """Move units that once stood in a key into its value, unless today's key is there too."""
    present: dict[Any, Any] = {}
    for key, value in data.items():
        now, unit = EARLIER_UNITS.get(key, ("", "")) if isinstance(key, str) else ("", "")
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if key in known or now not in known or now in data or not is_number:
            present[key] = value
            continue
        present[now] = f"{value} {unit}"
        warnings.warn(
            f"{place}: '{key}' is now written '{now}: {present[now]}'; write it so, since the "
            "next version will not read it.",
            EarlierName,
            stacklevel=4,
        )
    return present
