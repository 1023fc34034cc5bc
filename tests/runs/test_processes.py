"""Work spread over processes comes back in order, whatever happens to one of them."""

import sys
from pathlib import Path

import pytest

from monazite.cases import Worker
from monazite.core.errors import SolveFailed
from monazite.runs.processes import each
from monazite.study import load_study

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


WORKER = Worker(load_study("toy"))


@pytest.mark.slow
def test_a_process_that_dies_costs_its_own_tasks_only(dying: object, tmp_path: Path) -> None:
    flag = str(tmp_path / "flag")
    found = list(each(dying, [(number, flag) for number in range(12)], WORKER, 2))  # type: ignore[arg-type]
    assert [value for value, _ in found] == [number * 10 for number in range(12)]
    assert len({process for _, process in found}) >= 2
    assert Path(flag).exists()


@pytest.mark.slow
def test_a_task_at_which_processes_always_die_is_named(dying: object) -> None:
    work = each(dying, [(number, "always") for number in range(6)], WORKER, 2)  # type: ignore[arg-type]
    with pytest.raises(SolveFailed, match=r"processes died 3 times at \(3, 'always'\)"):
        list(work)


def test_with_one_worker_the_work_is_done_here() -> None:
    found = each(lambda worker, task: (worker is WORKER, task), [1, 2], WORKER, 1)
    assert list(found) == [(True, 1), (True, 2)]
