"""Spreads independent work on one study over a Dask cluster, whose machines need not have it.

The folder of the study travels once to each process, which loads it and keeps a worker for it. A
process that is lost costs the tasks it was at: the scheduler gives them to others.
"""

from __future__ import annotations

import atexit
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import Lock
from typing import Any, TypeVar
from zipfile import ZipFile

from monazite.cases import Worker
from monazite.core.cluster import ClusterLostError, arrived, used
from monazite.core.errors import Problem, SolveFailed
from monazite.study import load_study

Task = TypeVar("Task")
Result = TypeVar("Result")

AT_ONCE = 64
"""Tasks that are on a cluster at a time; more would only wait, and all results with them."""

_lock = Lock()
_own: dict[str, Worker] = {}
"""The worker of this process by the state of its study, where it is one of a cluster."""


def on_cluster(
    work: Callable[[Worker, Task], Result], tasks: Iterable[Task], worker: Worker, address: str
) -> Iterator[Result]:
    """Do work on every task on a cluster, with results in the order of the tasks.

    `work` is a function of a module, which processes find by its name. Raises InvalidInput where no
    cluster answers, and SolveFailed where a task is lost again and again; what the work raises
    comes as it is.
    """
    waiting = iter(tasks)
    study = worker.study
    try:
        with used(address) as client:
            there = client.scatter(_packed(study.path), broadcast=True)

            def begun(count: int) -> list[Any]:
                return [
                    client.submit(_work, work, there, study.data_hash, task, pure=False)
                    for task in islice(waiting, count)
                ]

            under_way = deque(begun(AT_ONCE))
            while under_way:
                result = arrived(client, under_way.popleft())
                under_way.extend(begun(1))
                yield result
    except ClusterLostError as why:
        raise SolveFailed(
            Problem(
                message=f"a task was lost on the cluster: {why}",
                remedy="look at the workers of the cluster: they need the same monazite, "
                "and memory for a study each",
            )
        ) from why


def _packed(folder: Path) -> bytes:
    """All files of a study, as one archive in memory."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder).as_posix())
    return packed.getvalue()


def _work(
    work: Callable[[Worker, Task], Result], packed: bytes, data_hash: str, task: Task
) -> Result:
    with _lock:  # threads of one process share a worker, and only one may load it
        if data_hash not in _own:
            place = mkdtemp(prefix="monazite-")
            atexit.register(rmtree, place, ignore_errors=True)
            folder = Path(place) / "study"
            with ZipFile(BytesIO(packed)) as archive:
                archive.extractall(folder)
            study = load_study(folder)
            if study.data_hash != data_hash:
                raise ValueError(f"this process reads another study than {data_hash[:12]}")
            _own[data_hash] = Worker(study)
    return work(_own[data_hash], task)
