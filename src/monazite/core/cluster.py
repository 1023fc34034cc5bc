"""A connection to a Dask cluster by the address of its scheduler."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from time import monotonic
from typing import Any

from monazite.core.errors import InvalidInput, Problem

__all__ = ["ClusterLostError", "arrived", "connected", "used"]

CLUSTER_ANSWERS = 10
"""Seconds a cluster has to answer."""

WITHOUT_WORKERS = 60.0
"""Seconds a cluster may be without any worker before it counts as lost: one that was killed is
begun again within some."""

_ADDRESS = re.compile(r":\d+$|^inproc://")
"""How the address of a scheduler ends, or begins within a process."""


class ClusterLostError(Exception):
    """A cluster is gone, or cannot read what it is asked; its words are a phrase that says why."""


@contextmanager
def used(address: str) -> Iterator[Any]:
    """Give a client of a cluster for as long as it is used.

    Raises as `connected`, and ClusterLostError where the scheduler or workers are lost meanwhile or
    have other packages. What work itself raises there comes as it is.
    """
    with connected(address) as client:
        try:
            yield client
        except Exception as error:
            if not _means_lost(error, client):
                raise
            with _in_silence():  # a client whose scheduler is gone prints what it tries in vain
                client.close()
            raise ClusterLostError(_phrase(error)) from error


def arrived(client: Any, future: Any, without_workers: float = WITHOUT_WORKERS) -> Any:
    """Wait for what is under way on a cluster, however long that takes, and give it.

    What the work raises comes as it is. A scheduler that has lost its workers would keep the work
    for those to come: raises ClusterLostError where for so many seconds it has none.
    """
    since: float | None = None
    while True:
        try:
            return future.result(timeout=without_workers / 4)
        except TimeoutError:
            if future.done():  # just now, or the work itself says so
                return future.result()
        if client.ncores():
            since = None
        elif since is None:
            since = monotonic()
        elif monotonic() - since > without_workers / 2:
            raise ClusterLostError("it has no workers any more")


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


def _means_lost(error: Exception, client: Any) -> bool:
    """Whether Dask says with an error that a cluster is lost, or cannot read what it is asked."""
    comm, core, scheduler = (
        import_module(f"distributed.{name}") for name in ("comm", "core", "scheduler")
    )
    hung_up = comm.CommClosedError, core.RPCClosed, ConnectionError, TimeoutError, CancelledError
    if isinstance(error, (*hung_up, scheduler.KilledWorker, ImportError)):
        return True
    # a scheduler says like this what it could not read, and a client that it was given up
    unread = isinstance(error.__cause__, (ImportError, AttributeError))
    return isinstance(error, RuntimeError) and (unread or client.status != "running")


@contextmanager
def _in_silence() -> Iterator[None]:
    """Let Dask say nothing for a while."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    before = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for one, level in zip(loggers, before, strict=True):
            one.setLevel(level)


def _phrase(error: Exception) -> str:
    """Say why a cluster was lost, without the advice that Dask adds."""
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
