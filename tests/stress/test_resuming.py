"""Long runs that are killed go on where they were, whoever plays the months."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from monazite.api import StudyHandle
from monazite.core.errors import InvalidInput
from monazite.runs.disruptions.stress import Stress
from monazite.store import ChunkStore
from monazite.stress import Tally, Task, simulated
from monazite.stress import simulation as simulating
from monazite.stress.draws import BLOCK

from .. import shipped

SCENARIOS = 9 * BLOCK + 100
"""Five chunks of two blocks, the last one of a hundred scenarios beside none."""


@pytest.fixture(scope="module")
def toy() -> StudyHandle:
    return shipped.handle("toy")


@pytest.fixture(scope="module")
def whole(toy: StudyHandle) -> Stress:
    return toy.stress("both", year=2025, months=12, n=SCENARIOS)


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulating, "CHUNK", 2)


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[range]:
    """What this process plays of what is asked."""
    found: list[range] = []
    real = simulating.played_blocks

    def counted(task: Task, blocks: range) -> Tally:
        found.append(blocks)
        return real(task, blocks)

    monkeypatch.setattr(simulating, "played_blocks", counted)
    return found


def _names(store: ChunkStore) -> dict[str, bytes]:
    return dict(store._base.execute("SELECT name, made FROM chunks ORDER BY name").fetchall())


KILLED = """
import sys
from pathlib import Path
import monazite as mz
from monazite.store import ChunkStore
from monazite.stress import simulation

def told(done, of):
    if done > 3000:
        print("under way", flush=True)
        sys.stdin.read()  # until somebody kills it

if __name__ == "__main__":
    simulation.CHUNK = 2
    cluster = sys.argv[3] or None
    mz.load("toy").stress(
        "both", year=2025, months=12, n=int(sys.argv[2]), cluster=cluster,
        store=ChunkStore(Path(sys.argv[1])), told=told,
    )
"""


def killed_half_way(folder: Path, cluster: str = "") -> None:
    """Begin a run in a process of its own and kill it without warning after two chunks."""
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(folder), str(SCENARIOS), cluster],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "under way"
        os.kill(process.pid, signal.SIGKILL)
        process.wait()


def test_a_killed_run_goes_on_with_what_is_missing(
    whole: Stress, played: list[range], tmp_path: Path
) -> None:
    killed_half_way(tmp_path)
    store = ChunkStore(tmp_path)
    before = _names(store)
    assert len(before) == 2
    tally, complete = simulated(whole._task, store=store)
    assert complete
    assert tally.as_bytes() == whole.tally.as_bytes()
    assert played == [range(4, 6), range(6, 8), range(8, 10)]
    after = _names(store)
    assert {name: after[name] for name in before} == before
    del played[:]
    again, _ = simulated(whole._task, store=store)
    assert again.as_bytes() == whole.tally.as_bytes()
    assert played == []


def test_a_run_killed_on_a_cluster_goes_on_there(
    whole: Stress, scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_half_way(tmp_path, scheduler)
    store = ChunkStore(tmp_path)
    before = _names(store)
    assert len(before) == 2
    played_before = _times_played(scheduler)
    tally, complete = simulated(whole._task, cluster=scheduler, store=store)
    assert complete
    assert tally.as_bytes() == whole.tally.as_bytes()
    assert _times_played(scheduler) - played_before == 3
    assert before.items() <= _names(store).items()

    # What the cluster has counted serves whoever plays alone.
    def nobody(*_: object) -> Tally:
        raise AssertionError("a chunk that is kept is played again")

    monkeypatch.setattr(simulating, "played_blocks", nobody)
    assert simulated(whole._task, store=store)[0].as_bytes() == whole.tally.as_bytes()


def _times_played(address: str) -> int:
    """How many chunks the workers of a cluster have been asked for in all."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        return int(client.run_on_scheduler(_transitions))


def _transitions(dask_scheduler: object) -> int:
    groups = dask_scheduler.task_prefixes  # type: ignore[attr-defined]
    found = groups.get("played_blocks")
    return 0 if found is None else int(found.state_counts["memory"])


def test_workers_keep_the_same_chunks(whole: Stress, tmp_path: Path) -> None:
    alone, several = ChunkStore(tmp_path / "alone"), ChunkStore(tmp_path / "several")
    simulated(whole._task, store=alone)
    tally, _ = simulated(whole._task, store=several, workers=2)
    assert tally.as_bytes() == whole.tally.as_bytes()
    assert _names(alone) == _names(several)


def test_more_scenarios_play_only_those_beyond(
    whole: Stress, played: list[range], tmp_path: Path
) -> None:
    store = ChunkStore(tmp_path)
    simulated(replace(whole._task, scenarios=6 * BLOCK), store=store)
    del played[:]
    tally, _ = simulated(whole._task, store=store)
    assert tally.as_bytes() == whole.tally.as_bytes()
    assert played == [range(6, 8), range(8, 10)]


@pytest.mark.parametrize("otherwise", ["seed", "system", "without"])
def test_what_is_kept_serves_nothing_else(
    otherwise: str, whole: Stress, played: list[range], tmp_path: Path
) -> None:
    store = ChunkStore(tmp_path)
    few = replace(whole._task, scenarios=2 * BLOCK)
    simulated(few, store=store)
    other = {
        "seed": replace(few, seed=8),
        "system": replace(few, system=few.system._replace(public=few.system.public + 1.0)),
        "without": replace(few, plan=replace(few.plan, without=frozenset({"fire"}))),
    }[otherwise]
    del played[:]
    tally, _ = simulated(other, store=store)
    assert played == [range(2)]
    assert tally.as_bytes() == simulated(other)[0].as_bytes()


def test_a_chunk_that_cannot_be_read_is_played_again(whole: Stress, tmp_path: Path) -> None:
    store = ChunkStore(tmp_path)
    simulated(whole._task, store=store)
    store._base.execute("UPDATE chunks SET made = substr(made, 1, 200)")
    tally, complete = simulated(whole._task, store=store)
    assert complete
    assert tally.as_bytes() == whole.tally.as_bytes()


def test_where_nothing_can_be_kept_is_named(tmp_path: Path) -> None:
    (tmp_path / "here").write_text("a file")
    with pytest.raises(InvalidInput, match="cannot be kept here"):
        ChunkStore(tmp_path / "here")


def test_a_stop_while_chunks_are_played_keeps_the_first(
    whole: Stress, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def told(done: int, of: int) -> None:
        if done > 3 * BLOCK:
            raise KeyboardInterrupt

    tally, complete = simulated(whole._task, store=ChunkStore(tmp_path), told=told)
    assert not complete
    assert tally.scenarios == 4 * BLOCK


def test_what_is_counted_takes_no_more_room_for_more_scenarios(whole: Stress) -> None:
    """Nothing of a scenario is kept but the worst few, so that memory does not grow with them."""
    few, _ = simulated(replace(whole._task, scenarios=BLOCK))
    assert few.scenarios < whole.tally.scenarios
    assert _arrays(few)
    assert sum(one.nbytes for one in _arrays(few)) == sum(
        one.nbytes for one in _arrays(whole.tally)
    )
    assert len(few.worst) == len(whole.tally.worst)


def _arrays(tally: Tally) -> list[np.ndarray]:
    return [one for one in vars(tally).values() if isinstance(one, np.ndarray)]
