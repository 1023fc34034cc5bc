"""Questions are shared between processes, with the same answers whoever gives them."""

import os
import sys
from pathlib import Path
from time import sleep
from types import ModuleType

import pytest

from monazite.cases import Worker
from monazite.runs.computing import sharing as module
from monazite.runs.computing.sharing import Shared, sharing

from .. import shipped

ASKED = '''"""Questions to a study: a number, one that ends other processes, one that is refused."""
import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    number: int

    def answer(self, worker):
        return 2 * self.number, worker.study.name, os.getpid()


@dataclass(frozen=True)
class Fatal:
    parent: int

    def answer(self, worker):
        if os.getpid() != self.parent:
            os._exit(3)
        return self.parent


@dataclass(frozen=True)
class Refused:
    def answer(self, worker):
        raise ValueError("no answer")
'''

WORKER = Worker(shipped.study("toy"))


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Questions that another process finds by the name of their module."""
    (tmp_path / "asked_of_toy.py").write_text(ASKED, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    sys.modules.pop("asked_of_toy", None)
    import asked_of_toy  # type: ignore[import-not-found]

    return asked_of_toy  # type: ignore[no-any-return]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin other processes however little there is to do."""
    monkeypatch.setattr(module, "ALONE", 0.0)


def wait_until_under_way(shared: Shared, place: int) -> None:
    """Wait until another process was given the question that stands at a place."""
    while place not in shared._elsewhere:
        sleep(0.01)


@pytest.mark.parametrize("workers", [1, 2])
def test_little_work_begins_no_other_process(asked: ModuleType, workers: int) -> None:
    questions = [asked.Number(number) for number in range(4)]
    with sharing(questions, WORKER, workers) as shared:
        told = [shared.answer(one) for one in questions]
    assert told == [(2 * number, "toy", os.getpid()) for number in range(4)]


@pytest.mark.slow
def test_much_to_do_begins_another_process_at_once(asked: ModuleType) -> None:
    questions = [asked.Number(number) for number in range(2)]
    with sharing(questions, WORKER, 2, expected=module.ALONE) as shared:
        wait_until_under_way(shared, len(questions) - 1)
        _, _, process = shared.answer(questions[-1])
    assert process != os.getpid()


@pytest.mark.parametrize(("left", "waiting", "given"), [(5, 1, True), (4, 1, False), (1, 0, True)])
def test_the_last_questions_are_given_out_one_by_one(
    asked: ModuleType, left: int, waiting: int, given: bool
) -> None:
    """Else this process would wait for two of another while it has nothing to do."""
    shared = Shared([asked.Number(number) for number in range(left)], WORKER)
    assert (shared._from_back(waiting) is not None) == given


@pytest.mark.slow
@pytest.mark.usefixtures("at_once")
def test_another_process_takes_the_last_and_answers_alike(asked: ModuleType) -> None:
    questions = [asked.Number(number) for number in range(4)]
    with sharing(questions, WORKER, 2) as shared:
        wait_until_under_way(shared, len(questions) - 1)
        told = [shared.answer(one) for one in questions]
    assert [(number, name) for number, name, _ in told] == [(2 * n, "toy") for n in range(4)]
    assert told[0][2] == os.getpid() != told[-1][2]


@pytest.mark.slow
@pytest.mark.usefixtures("at_once")
def test_what_a_process_died_at_is_answered_here(asked: ModuleType) -> None:
    questions = [asked.Fatal(os.getpid()) for _ in range(4)]
    with sharing(questions, WORKER, 2) as shared:
        wait_until_under_way(shared, len(questions) - 1)
        assert [shared.answer(one) for one in questions] == [os.getpid()] * 4


@pytest.mark.slow
@pytest.mark.usefixtures("at_once")
def test_a_refusal_reaches_who_asked(asked: ModuleType) -> None:
    questions = [asked.Refused()]
    with sharing(questions, WORKER, 2) as shared:
        wait_until_under_way(shared, len(questions) - 1)
        with pytest.raises(ValueError, match="no answer"):
            shared.answer(questions[-1])
