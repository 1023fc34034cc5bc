"""A connection to a Dask cluster by the address of its scheduler."""

from __future__ import annotations

import asyncio
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any

from monazite.core.errors import InvalidInput, Problem

__all__ = ["connected", "why_lost"]

CLUSTER_ANSWERS = 10
"""Seconds a cluster has to answer."""

_ADDRESS = re.compile(r":\d+$|^inproc://")
"""How the address of a scheduler ends, or begins within a process."""


def connected(address: str) -> Any:
    """Give a client of a cluster.

    Raises InvalidInput where none answers or none has workers, or Dask is not there.
    """
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
    if not address.startswith("inproc://"):
        _check_workers(distributed, address)
    try:
        return distributed.Client(address, timeout=CLUSTER_ANSWERS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise _nobody(address) from error


def why_lost(error: Exception) -> str:
    """Say in a phrase why a cluster was lost, and let its client give up in silence.

    A client whose scheduler is gone prints what it then tries in vain.
    """
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    told = str(getattr(error, "reason", "") or error) or type(error).__name__
    return told.splitlines()[0]


def _check_workers(distributed: Any, address: str) -> None:
    """Refuse an address at which no scheduler with workers answers.

    A client that gets no answer cannot be put away in silence, so that none is made of one.
    """
    try:
        # in a thread, since whoever asks may be in an event loop, as notebooks are
        with ThreadPoolExecutor(1) as aside:
            workers = aside.submit(asyncio.run, _workers(distributed, address)).result()
    except Exception as error:  # what listens there need be no scheduler, and may say anything
        raise _nobody(address) from error
    if not workers:
        raise InvalidInput(
            Problem(
                field="cluster",
                message=f"the cluster at {address} has no workers",
                remedy=f"start some with: dask worker {address}",
            )
        )


async def _workers(distributed: Any, address: str) -> Any:
    secured = distributed.Security().get_connection_args("client")
    scheduler = distributed.rpc(address, timeout=CLUSTER_ANSWERS, connection_args=secured)
    try:
        return await asyncio.wait_for(scheduler.ncores(), CLUSTER_ANSWERS)
    finally:
        await scheduler.close_rpc()


def _nobody(address: str) -> InvalidInput:
    return InvalidInput(
        Problem(
            field="cluster",
            message=f"no cluster answers at {address}",
            remedy="give the address of its scheduler, such as tcp://10.0.0.1:8786",
        )
    )
