"""A cluster of two workers, in processes of its own that hardly run while nobody asks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

CODE = """
import dask
from distributed import LocalCluster
dask.config.set(
    {'distributed.worker.profile.enabled': False, 'distributed.admin.tick.interval': '1s'}
)
if __name__ == '__main__':
    with LocalCluster(n_workers=2, dashboard_address=None) as here:
        print(here.scheduler_address, flush=True)
        while input() == 'without workers':
            here.scale(0)
"""


@contextmanager
def two_workers(*, says: int | None = None) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Give the address of its scheduler, and the process that holds it and `says` what it does."""
    with subprocess.Popen(
        [sys.executable, "-c", CODE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=says,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
        if process.poll() is None:
            process.communicate("\n")
