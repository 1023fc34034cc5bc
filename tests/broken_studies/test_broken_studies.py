"""A broken study is refused with a message that says where, what and what to do."""

import shutil
from pathlib import Path

import pytest

from monazite.core.errors import InvalidInput
from monazite.study import load_study

from .. import shipped
from . import cases, episodes
from .cases import Case

CASES = [*cases.CASES, *episodes.CASES]
SOUND = [*cases.SOUND, episodes.SOUND]


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A copy of the toy study that may be broken."""
    return shutil.copytree(shipped.folder("toy"), tmp_path / "toy")


def test_the_copy_is_sound_before_it_is_broken(toy: Path) -> None:
    load_study(toy)


def test_names_of_cases_are_unique() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("case", SOUND, ids=str)
def test_what_cases_rest_on_is_sound(toy: Path, case: Case) -> None:
    case.breaks(toy)
    load_study(toy)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_broken_study_is_refused_in_words(toy: Path, case: Case) -> None:
    case.breaks(toy)
    with pytest.raises(InvalidInput) as caught:
        load_study(toy)
    message = str(caught.value)
    for text in case.says:
        assert text in message, message
    for problem in caught.value.problems:
        assert problem.file, problem
        assert problem.message, problem
        assert problem.remedy, problem
