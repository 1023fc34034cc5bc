"""A connection to a Dask cluster by the address of its scheduler."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from monazite.core.errors import InvalidInput, Problem

__all__ = ["connected"]

CLUSTER_ANSWERS = 10
"""Seconds a cluster has to answer."""

_ADDRESS = re.compile(r":\d+$|^inproc://")
"""How the address of a scheduler ends, or begins within a process."""


def connected(address: str) -> Any:
    """Give a client of a cluster; raises InvalidInput where none answers, or Dask is not there."""
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise InvalidInput(
            Problem(
                field="cluster",
                message="a cluster needs the package distributed, which is not installed",
                remedy='install it with: pip install "monazite[cluster]"',
            )
        ) from error
    if not _ADDRESS.search(address):
        raise _nobody(address)  # Dask would take half a minute to say so
    try:
        return distributed.Client(address, timeout=CLUSTER_ANSWERS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise _nobody(address) from error


def _nobody(address: str) -> InvalidInput:
    return InvalidInput(
        Problem(
            field="cluster",
            message=f"no cluster answers at {address}",
            remedy="give the address of its scheduler, such as tcp://10.0.0.1:8786",
        )
    )
