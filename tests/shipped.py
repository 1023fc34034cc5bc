"""The studies that ship, each read, built and solved once for all tests of a process.

A study is frozen, and what a handle has solved stays solved; a test that changes either takes a
copy of the folder or a handle of its own.
"""

from functools import cache
from pathlib import Path

from monazite.api import StudyHandle, load
from monazite.parameters import Parameters
from monazite.study import Study, list_studies


@cache
def handle(name: str) -> StudyHandle:
    """A study that can be asked."""
    return load(name)


def loaded(study: str | Path) -> StudyHandle:
    """What stands for `load` in tests of what is said: of a study that ships, the one handle."""
    return handle(study) if isinstance(study, str) and study in list_studies() else load(study)


def study(name: str) -> Study:
    """What stands in its folder."""
    return handle(name).study


def parameters(name: str) -> Parameters:
    """The same as arrays, before any lever."""
    return handle(name).worker.base.parameters


def folder(name: str) -> Path:
    """Where it lies, to be copied and never written to."""
    return study(name).path


def india() -> StudyHandle:
    """The study whose solves cost most."""
    return handle("india")
