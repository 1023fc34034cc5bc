"""What the command line asks of the Python interface, and the one place that loads it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from monazite.cli.terminal import working

__all__ = ["Comparison", "Run", "StudyHandle", "open_study"]


class Frame(Protocol):
    """A long table that can be walked row by row."""

    def iter_rows(self, *, named: bool) -> Iterable[Mapping[str, object]]: ...


class Run(Protocol):
    """One strategy, solved in one world."""

    strategy: str
    world: str
    status: str
    headlines: Frame
    residual: float
    seconds: Mapping[str, float]
    units: Mapping[str, str]

    def binds(self) -> list[dict[str, object]]: ...
    def calibration(self) -> list[dict[str, object]]: ...
    def trace(self, indicator: str, year: int) -> list[dict[str, object]]: ...
    def export(self, folder: Path, formats: Sequence[str]) -> object: ...


class Comparison(Protocol):
    """Several strategies in the same world, side by side."""

    runs: Sequence[Run]

    def table(self, years: Sequence[int]) -> list[dict[str, object]]: ...


class StudyHandle(Protocol):
    """A loaded study."""

    name: str
    title: str
    data_hash: str
    strategies: Sequence[str]
    worlds: Sequence[str]
    default_world: str
    baseline: str
    front_page: Sequence[str]

    def facts(self, text: str = "", **filters: str) -> list[dict[str, object]]: ...
    def check(self) -> dict[str, object]: ...
    def run(
        self,
        strategy: str,
        world: str | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> Run: ...
    def compare(self, *strategies: str, world: str | None = None) -> Comparison: ...
    def write_run(self, folder: Path, runs: Sequence[Run]) -> object: ...


def open_study(name: str) -> StudyHandle:
    """Load a study that ships with monazite, by name, or any study folder, by path."""
    with working(f"Reading the study {name}"):
        # Imported by name and late: the model and its solver take seconds that --help must not.
        return cast(StudyHandle, import_module("monazite.api").load(name))
