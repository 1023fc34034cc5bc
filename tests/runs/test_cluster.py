"""The same cases on a cluster of two workers as in this process."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from monazite.api import StudyHandle
from monazite.cases import Worker
from monazite.core import cluster as connecting
from monazite.core.errors import InvalidInput, SolveFailed
from monazite.runs.computing import cluster

from .. import shipped
from ..clusters import two_workers

MAGNETS = "self_sufficiency.magnet"


@pytest.fixture(scope="module")
def toy() -> StudyHandle:
    return shipped.handle("toy")


def test_an_ensemble_is_the_same_to_the_byte(toy: StudyHandle, scheduler: str) -> None:
    here = toy.ensemble("halt", "both", draws=6, seed=3)
    there = toy.ensemble("halt", "both", draws=6, seed=3, cluster=scheduler)
    assert there.strategies == here.strategies
    for name in here.strategies:
        assert there.numbers[name].tobytes() == here.numbers[name].tobytes()
    assert there.solved == here.solved


def test_contributions_are_the_same_to_the_byte(toy: StudyHandle, scheduler: str) -> None:
    run = toy.run("both")
    here = run.why(MAGNETS, 2026)
    there = run.why(MAGNETS, 2026, cluster=scheduler)
    assert there.found == here.found


def test_what_else_is_solved_many_times_is_the_same(toy: StudyHandle, scheduler: str) -> None:
    """A value searched for, what makes a number true, and what facts do together."""
    run = toy.run("build")
    ask = ("Three times the magnets.add", MAGNETS, 0.5, 2026)
    assert run.break_even(*ask, cluster=scheduler).points == run.break_even(*ask).points
    there, here = (
        run.make_true(indicator=MAGNETS, target=0.7, year=2026, cluster=address)
        for address in (scheduler, None)
    )
    assert there.equals(here)
    there, here = (
        toy.total_order("build", MAGNETS, 2026, draws=4, seed=3, cluster=address).table
        for address in (scheduler, None)
    )
    assert there.equals(here)


def test_a_worker_that_is_lost_costs_its_own_cases(toy: StudyHandle, scheduler: str) -> None:
    """One of two is killed after the first draw; what is left does the rest, to the same byte."""
    here = toy.ensemble("halt", "both", draws=8, seed=5)
    killed: list[int] = []
    with Client(scheduler) as client:

        def kill(*_: object) -> None:
            if not killed:
                killed.extend(list(client.run(os.getpid).values())[:1])
                os.kill(killed[0], signal.SIGKILL)

        there = toy.ensemble("halt", "both", draws=8, seed=5, cluster=scheduler, progress=kill)
    assert killed
    for name in here.strategies:
        assert there.numbers[name].tobytes() == here.numbers[name].tobytes()


def test_workers_read_the_study_that_was_sent(toy: StudyHandle) -> None:
    """And not one on a disk they may not share; a study that came otherwise is refused."""
    packed = cluster._packed(toy.study.path)
    place, number = cluster._work(_where, packed, toy.data_hash, 3)
    assert number == 3
    assert place != toy.study.path
    assert place.name == "study"
    with pytest.raises(ValueError, match="reads another study"):
        cluster._work(_where, packed, "0" * 64, 3)


def _where(worker: Worker, number: int) -> tuple[Path, int]:
    return worker.study.path, number


def test_a_cluster_that_does_not_answer_is_named(
    toy: StudyHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "CLUSTER_ANSWERS", 1)
    with pytest.raises(InvalidInput, match="no cluster answers at tcp"):
        toy.ensemble("both", draws=2, cluster="tcp://127.0.0.1:9")


def test_a_task_at_which_worker_after_worker_dies_is_told(toy: StudyHandle) -> None:
    def dies(worker: Worker, task: int) -> int:
        os.kill(os.getpid(), signal.SIGKILL)
        return task

    with (
        two_workers(says=subprocess.DEVNULL) as (address, _),
        pytest.raises(SolveFailed, match=r"a task was lost on the cluster: .*memory for a study"),
    ):
        list(cluster.on_cluster(dies, [1], toy.worker, address))


@pytest.mark.parametrize("error", [ValueError, RuntimeError, FileNotFoundError])
def test_what_is_wrong_with_the_work_comes_as_it_is(
    toy: StudyHandle, scheduler: str, error: type[Exception]
) -> None:
    def wrong(worker: Worker, task: int) -> int:
        raise error(f"task {task} is wrong")

    with pytest.raises(error, match="task 1 is wrong"):
        list(cluster.on_cluster(wrong, [1], toy.worker, scheduler))


def test_workers_without_a_package_are_lost_in_a_phrase(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands on this machine alone cannot be read there; who asks is told why in a line."""
    (tmp_path / "on_this_machine_alone.py").write_text("def one(given):\n    return given\n")
    monkeypatch.syspath_prepend(tmp_path)
    here = import_module("on_this_machine_alone")
    with (
        pytest.raises(connecting.ClusterLostError, match=r"^Error during deserialization[^\n]*$"),
        connecting.used(scheduler) as client,
    ):
        client.submit(here.one, 1).result()


def test_a_cluster_whose_workers_are_all_gone_is_lost_and_slow_work_is_not() -> None:
    """A scheduler that lives on keeps work for workers to come, which may be never."""
    with (
        two_workers(says=subprocess.DEVNULL) as (address, process),
        connecting.used(address) as client,
    ):
        slow = client.submit(time.sleep, 1.5)
        assert connecting.arrived(client, slow, without_workers=0.4) is None, "it has workers"
        assert process.stdin is not None
        process.stdin.write("without workers\n")
        process.stdin.flush()
        while client.ncores():
            time.sleep(0.1)
        began = time.monotonic()
        with pytest.raises(connecting.ClusterLostError, match="it has no workers any more"):
            connecting.arrived(client, client.submit(abs, -1), without_workers=0.4)
        assert time.monotonic() - began < 30


def test_what_work_waited_for_in_vain_comes_as_it_is(scheduler: str) -> None:
    def waits() -> None:
        raise TimeoutError("the work waited")

    with connecting.connected(scheduler) as client, pytest.raises(TimeoutError, match="the work"):
        connecting.arrived(client, client.submit(waits, pure=False), without_workers=0.4)


def test_a_wait_that_is_over_loses_a_cluster(scheduler: str) -> None:
    with (
        pytest.raises(connecting.ClusterLostError, match=r"^TimeoutError$"),
        connecting.used(scheduler),
    ):
        raise TimeoutError


def _said(address: str) -> subprocess.CompletedProcess[str]:
    command = ["ensemble", "toy", "both", "-n", "2", "--no-keep", "--cluster", address]
    return subprocess.run(
        [sys.executable, "-m", "monazite", *command], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "answer",
    [b"HTTP/1.0 400 Bad Request\r\n\r\n", b"", b"\xff" * 64],
    ids=["a web server", "nothing", "noise"],
)
def test_what_is_no_scheduler_is_told_in_one_line(answer: bytes) -> None:
    """A web server and the like, whatever they say, leave no word of Dask's behind."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        threading.Thread(target=_answering, args=(server, answer), daemon=True).start()
        there = _said(address)
    assert there.returncode == 1
    assert there.stderr == (
        f"cluster: no cluster answers at {address}; give the address of its scheduler, such as "
        "tcp://10.0.0.1:8786.\n"
    )


def _answering(server: socket.socket, answer: bytes) -> None:
    with suppress(OSError):  # the server is closed when the test is over
        while True:
            caller, _ = server.accept()
            with caller:
                caller.sendall(answer)


def test_a_cluster_without_workers_is_told_so() -> None:
    with LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0") as bare:
        there = _said(bare.scheduler_address)
    assert there.returncode == 1
    assert "has no workers; start some with: dask worker tcp://" in there.stderr


def test_a_command_reaches_a_cluster(scheduler: str) -> None:
    """A command loads nothing of Dask until a cluster is asked for."""
    script = (
        "import sys\n"
        "from monazite.__main__ import _load_less\n"
        "_load_less()\n"
        "from monazite.core.cluster import connected\n"
        "assert 'distributed' not in sys.modules\n"
        "print(connected(sys.argv[1]).submit(pow, 2, 10).result())\n"
    )
    there = subprocess.run([sys.executable, "-c", script, scheduler], capture_output=True)
    assert (there.returncode, there.stdout) == (0, b"1024\n")
