"""The study of India, loaded and built once for all tests of a process that ask it."""

from functools import cache

from monazite.api import StudyHandle, load


@cache
def india() -> StudyHandle:
    """The handle; what it has solved stays solved."""
    return load("india")
