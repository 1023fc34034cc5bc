"""Names that files of the version before used: they are still read, with a hint to rename them.

A name stands here for one version after it was given up, and then goes.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import BaseModel

__all__ = ["EARLIER", "EarlierName", "present_keys", "present_name", "present_path"]

EARLIER: Mapping[str, str] = {
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
"""Name of today of every command, table, column, key and indicator that once had another."""


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
    renamed = {
        key: present_name(key, known, place) if isinstance(key, str) and key in EARLIER else key
        for key in data
    }
    if all(key == now for key, now in renamed.items()) or len(set(renamed.values())) < len(data):
        return data
    return {renamed[key]: value for key, value in data.items()}
