"""Work spread over processes comes back in order, whatever happens to one of them."""

import os
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from monazite.cases import Worker
from monazite.core.errors import SolveFailed
from monazite.runs.computing.execution import Execution
from monazite.runs.computing.processes import each

from .. import shipped

DYING = '''"""Work at which a process dies: once, or whenever it is asked."""
import os
from pathlib import Path


def work(worker, task):
    number, flag = task
    if number == 3 and (flag == "always" or not Path(flag).exists()):
        if flag != "always":
            Path(flag).write_text("died")
        os._exit(1)
    return number * 10, os.getpid()
'''


@pytest.fixture
def dying(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    (tmp_path / "dying_work.py").write_text(DYING, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    sys.modules.pop("dying_work", None)
    import dying_work  # type: ignore[import-not-found]

    return dying_work.work


WORKER = Worker(shipped.study("toy"))
TWO = Execution(workers=2)


@pytest.mark.slow
@pytest.mark.usefixtures("processes_at_once")
def test_a_process_that_dies_costs_its_own_tasks_only(dying: object, tmp_path: Path) -> None:
    flag = str(tmp_path / "flag")
    found = list(each(dying, [(number, flag) for number in range(12)], WORKER, TWO))  # type: ignore[arg-type]
    assert [value for value, _ in found] == [number * 10 for number in range(12)]
    assert len({process for _, process in found}) >= 2
    assert Path(flag).exists()


@pytest.mark.slow
@pytest.mark.usefixtures("processes_at_once")
def test_processes_that_die_before_they_take_a_task_are_followed_by_others(
    dying: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit, asked = ProcessPoolExecutor.submit, []

    def dead_at_first(self: ProcessPoolExecutor, *task: object, **more: object) -> object:
        asked.append(task)
        if len(asked) in (2, 3):
            raise BrokenProcessPool("a process ended abruptly")
        return submit(self, *task, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(ProcessPoolExecutor, "submit", dead_at_first)
    tasks = [(number, str(tmp_path)) for number in range(7)]
    found = list(each(dying, tasks, WORKER, TWO))  # type: ignore[arg-type]
    assert [value for value, _ in found] == [number * 10 for number in range(7)]
    assert len(asked) > 7


@pytest.mark.slow
@pytest.mark.usefixtures("processes_at_once")
def test_a_task_at_which_processes_always_die_is_named(dying: object) -> None:
    work = each(dying, [(number, "always") for number in range(6)], WORKER, TWO)  # type: ignore[arg-type]
    with pytest.raises(SolveFailed, match=r"processes died 3 times at \(3, 'always'\)"):
        list(work)


def here(worker: Worker, task: int) -> tuple[int, int]:
    """Say which process did a task."""
    return task, os.getpid()


def test_what_takes_less_than_beginning_processes_is_done_here() -> None:
    assert list(each(here, range(20), WORKER, TWO)) == [(task, os.getpid()) for task in range(20)]


WAITING = '''"""Work that takes for ever; says which process it is in."""
import os
import sys
import time

from monazite.cases import Worker
from monazite.runs.computing.execution import Execution
from monazite.runs.computing.processes import each
from monazite.study import load_study


def work(worker, task):
    print(os.getpid(), flush=True)
    time.sleep(600)


if __name__ == "__main__":
    import waiting_work

    from monazite.runs.computing import processes

    processes.ALONE = 0.0
    list(each(waiting_work.work, range(2), Worker(load_study("toy")), Execution(2)))
'''


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="processes are told apart by their parents")
def test_processes_end_with_the_one_that_began_them(tmp_path: Path) -> None:
    """Killed outright, it has no time to stop them."""
    script = tmp_path / "waiting_work.py"
    script.write_text(WAITING, "utf-8")
    begun = subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, text=True, cwd=tmp_path
    )
    assert begun.stdout is not None
    children = [int(begun.stdout.readline()) for _ in range(2)]
    begun.kill()
    begun.wait()
    begun.stdout.close()
    left = time.monotonic() + 30
    while any(map(_runs, children)) and time.monotonic() < left:
        time.sleep(0.2)
    assert not any(map(_runs, children))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_with_one_worker_the_work_is_done_here() -> None:
    found = each(lambda worker, task: (worker is WORKER, task), [1, 2], WORKER, Execution())
    assert list(found) == [(True, 1), (True, 2)]
