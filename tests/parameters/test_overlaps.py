"""Two levers that set the same numbers in the same months: the one written last holds, and why."""

import shutil
from pathlib import Path

import pytest

from monazite.parameters import parameters_of, with_strategy
from monazite.parameters.audit import audit
from monazite.study import load_study

from .. import shipped

HEAD = "title: Two\nextends: as-now\nwhy: Two of a kind.\nlevers:\n"


def lever(kind: str, start: str, end: str = "", **said: object) -> str:
    """One lever as a file writes it."""
    lines = [f"kind: {kind}", *(f"{name}: {value}" for name, value in said.items())]
    lines += [f"start: {start}", *([f"end: {end}"] if end else [])]
    lines += ["why: Shown in a test.", "source: toy/invented"]
    return "  - " + "\n    ".join(lines) + "\n"


def duty(rate: float, start: str, end: str = "", material: str = "magnet") -> str:
    return lever("import_duty", start, end, materials=material, rate=rate)


def permit(tonnes: float, start: str) -> str:
    return lever("permit", start, facility="hom_mine", tonnes_per_year=tonnes)


def warned(folder: Path, *levers: str) -> list[tuple[str, str]]:
    """Field and message of what is said of the levers of a strategy."""
    copy = shutil.copytree(shipped.folder("toy"), folder / "toy")
    file = copy / "strategies" / "two.yaml"
    file.write_text(HEAD + "".join(levers), encoding="utf-8")
    study = load_study(copy)
    found = audit(study, with_strategy(study, parameters_of(study), "two"))
    return [(one.field, one.message) for one in found if one.file == "strategies/two.yaml"]


@pytest.mark.parametrize(
    ("levers", "when"),
    [
        ((duty(0.1, "2024-01", "2026-01"), duty(0.2, "2025-01", "2026-06")), "2025-01 until 2026-"),
        ((duty(0.1, "2024-01"), duty(0.2, "2024-01")), "2024-01 on"),
        ((duty(0.2, "2025-03"), duty(0.1, "2024-01")), "2025-03 on"),
        ((permit(40, "2025-01"), permit(30, "2025-01")), "2025-01 on"),
    ],
)
def test_the_one_that_holds_says_from_when_until_when(
    tmp_path: Path, levers: tuple[str, ...], when: str
) -> None:
    ((field, message),) = warned(tmp_path, *levers)
    assert field == "levers[1]"
    assert message.startswith("it takes the place of “")
    assert f"” (levers[0]) from {when}" in message


@pytest.mark.parametrize(
    "levers",
    [
        (duty(0.1, "2024-01", "2025-07"), duty(0.2, "2025-07", "2026-06")),
        (duty(0.1, "2024-01"), duty(0.2, "2025-07")),
        (duty(0.1, "2024-01"), duty(0.2, "2024-01", material="oxide")),
        (permit(40, "2025-01"), permit(30, "2026-01")),
        (duty(0.1, "2024-01", "2026-01"), permit(40, "2024-01")),
    ],
    ids=["end to end", "said anew", "another material", "a later permit", "another thing"],
)
def test_what_follows_or_speaks_of_something_else_is_well(
    tmp_path: Path, levers: tuple[str, ...]
) -> None:
    assert warned(tmp_path, *levers) == []
