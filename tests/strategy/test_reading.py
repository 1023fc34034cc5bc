"""A folder of strategies is read whole: bases come first and every problem is reported."""

from pathlib import Path
from textwrap import dedent

import pytest

from monazite.core.errors import Problems
from monazite.core.origin import LEVERS, Origin
from monazite.strategy import Strategy, read_strategies, read_worlds

LIMIT = """\
  - kind: export_limit
    element: Nd
    to: FOR
    tonnes_per_year: 0
    start: 2025-01
    why: Keep it at home.
    source: est/test
"""
PERMIT = """\
  - kind: permit
    facility: mine
    multiply: 2
    start: 2025-01
    why: Dig more.
    source: est/test
"""
ENTRY = """\
  - kind: private_entry
    facility: mine
    tonnes_per_year: 20
    uptake: 0.5
    start: 2025-01
    why: Let others dig.
    source: est/test
"""
PATHS = """\
  - kind: price_path
    from: FOR
    materials: [magnet, oxide]
    change: -2 USD/kg
    start: 2025-01
    why: Cheaper.
    source: est/test
  - kind: demand_path
    uses: motors
    regions: all
    multiply: 2
    start: 2025-01
    reached: 2026-01
    foreseen: false
    why: More.
    source: est/test
"""


def read(folder: Path, **files: str) -> tuple[dict[str, Strategy], list[str]]:
    strategies = folder / "strategies"
    strategies.mkdir()
    for name, text in files.items():
        (strategies / f"{name.replace('_', '-')}.yaml").write_text(dedent(text), encoding="utf-8")
    problems = Problems()
    return read_strategies(strategies, problems, root=folder), [str(p) for p in problems]


def test_levers_of_the_base_come_first(tmp_path: Path) -> None:
    strategies, problems = read(
        tmp_path,
        as_now="title: As now\nlevers: []\n",
        halt=f"title: Halt\nextends: as-now\nlevers:\n{LIMIT}",
        both=f"title: Both\nextends: halt\nwhy: To compare.\nlevers:\n{PERMIT}",
    )
    assert problems == []
    assert list(strategies) == ["as-now", "both", "halt"]
    assert strategies["as-now"].levers == ()
    both = strategies["both"]
    assert (both.title, both.extends, both.why) == ("Both", "halt", "To compare.")
    assert [lever.origin for lever in both.levers] == [
        Origin("strategies/halt.yaml", LEVERS, 0),
        Origin("strategies/both.yaml", LEVERS, 0),
    ]
    assert [lever.line_of("start") for lever in both.levers] == [8, 8 + 0]


def test_a_world_holds_events_of_several_kinds(tmp_path: Path) -> None:
    folder = tmp_path / "worlds"
    folder.mkdir()
    (folder / "cheap.yaml").write_text(f"title: Cheap\nlevers:\n{PATHS}", encoding="utf-8")
    problems = Problems()
    cheap = read_worlds(folder, problems, root=tmp_path)["cheap"]
    assert list(problems) == []
    assert [(lever.kind, lever.is_surprise) for lever in cheap.levers] == [
        ("price_path", False),
        ("demand_path", True),
    ]
    assert [lever.line_of("start") for lever in cheap.levers] == [7, 14]


def test_a_circle_is_named_once(tmp_path: Path) -> None:
    strategies, problems = read(
        tmp_path,
        c="title: C\nextends: a\nlevers: []\n",
        a="title: A\nextends: b\nlevers: []\n",
        b="title: B\nextends: c\nlevers: []\n",
        outside="title: Outside\nextends: a\nlevers: []\n",
    )
    assert strategies == {}
    assert problems == [
        "strategies/a.yaml:2 extends: extends runs in a circle: a -> b -> c -> a; "
        "remove one of these extends."
    ]


def test_an_unknown_base_is_named_with_the_nearest(tmp_path: Path) -> None:
    strategies, problems = read(
        tmp_path,
        as_now="title: As now\nlevers: []\n",
        halt="title: Halt\nextends: as-know\nlevers: []\n",
    )
    assert list(strategies) == ["as-now"]
    assert problems == [
        "strategies/halt.yaml:2 extends: 'as-know' is not there to be extended; "
        "write 'as-now', the nearest known name."
    ]


def test_a_broken_base_is_reported_only_where_it_is_broken(tmp_path: Path) -> None:
    strategies, problems = read(
        tmp_path,
        base="title: Base\n",
        halt="title: Halt\nextends: base\nlevers: []\n",
    )
    assert strategies == {}
    assert problems == ["strategies/base.yaml:1 levers: the key is missing; add it."]


@pytest.mark.parametrize(
    ("levers", "says"),
    [
        ("levers: [halt]\n", "strategies/one.yaml:2 levers.0: the lever is not a mapping"),
        ("levers: halt\n", "strategies/one.yaml:2 levers: 'halt' is not a list"),
        ("levers:\n  - why: x\n", "strategies/one.yaml:3 levers.0.kind: the key is missing"),
        ("levers:\n  - kind: permitt\n", "the kind 'permitt' is not known; write 'permit'"),
        ("levers:\n  - kind: [permit]\n", "the kind '['permit']' is not known"),
        ("levers:\n  - kind: foreign_export_control\n", "does not belong here"),
        (
            "levers:\n" + PERMIT.replace("multiply: 2", "multiply: lots"),
            "strategies/one.yaml:5 levers.0.multiply: 'lots' is not a number; write a number.",
        ),
        (
            "levers:\n" + PERMIT.replace("2025-01", "2025-13"),
            "strategies/one.yaml:6 levers.0.start: '2025-13' names month 13; "
            "write a month from 01 to 12.",
        ),
        (
            "levers:\n" + ENTRY.replace("uptake: 0.5", "uptake: 5"),
            "strategies/one.yaml:6 levers.0.uptake: '5' is out of range",
        ),
        (
            "levers:\n" + ENTRY.replace("    tonnes_per_year: 20\n", ""),
            "strategies/one.yaml:3 levers.0.tonnes_per_year: the key is missing; add it.",
        ),
        ("levers:\n  - kind: demand_path\n", "what a country decides goes into strategies/"),
        (
            "levers:\n" + PERMIT.replace("facility", "facilty"),
            "levers.0.facilty: the key is not known",
        ),
    ],
)
def test_a_lever_that_cannot_be_read_is_reported(tmp_path: Path, levers: str, says: str) -> None:
    strategies, problems = read(tmp_path, one=f"title: One\n{levers}")
    # what is no list of levers leaves nothing to go on with
    assert list(strategies) == ([] if "is not a list" in says else ["one"])
    assert all(strategy.levers == () for strategy in strategies.values())
    assert any(says in problem for problem in problems), problems


def test_a_lever_of_the_base_written_without_its_kind_is_told_how_it_is_changed(
    tmp_path: Path,
) -> None:
    own = "title: Own\nextends: base\nlevers:\n  - title: Subsidy\n    share: 0.3\n"
    _, (problem,) = read(tmp_path, base="title: Base\nlevers: []\n", own=own)
    assert "run 'base' with --set 'LEVER.FIELD=VALUE' or --without 'LEVER'" in problem


def test_a_broken_lever_does_not_hide_what_is_wrong_with_the_next(tmp_path: Path) -> None:
    """Those that can be read are given on, so that all problems are told in one pass."""
    broken, sound = PERMIT.replace("multiply: 2", "multiply: lots"), PERMIT
    strategies, problems = read(tmp_path, one=f"title: One\nlevers:\n{broken}{sound}")
    assert [lever.origin for lever in strategies["one"].levers] == [
        Origin("strategies/one.yaml", LEVERS, 1)
    ]
    assert len(problems) == 1


def test_every_problem_of_every_file_is_reported_at_once(tmp_path: Path) -> None:
    _, problems = read(
        tmp_path,
        one="title: One\nlevers:\n" + PERMIT.replace("    why: Dig more.\n", ""),
        two="titel: Two\nlevers: []\n",
    )
    assert problems == [
        "strategies/one.yaml:3 levers.0.why: the key is missing; add it.",
        "strategies/two.yaml:1 titel: the key is not known; write 'title', the nearest known name.",
        "strategies/two.yaml:1 title: the key is missing; add it.",
    ]


def test_nothing_in_the_folder_is_silently_ignored(tmp_path: Path) -> None:
    folder = tmp_path / "worlds"
    folder.mkdir()
    (folder / "central.yml").write_text("title: Central\nlevers: []\n", encoding="utf-8")
    (folder / "EV Boom.yaml").write_text("title: Boom\nlevers: []\n", encoding="utf-8")
    (folder / "old.yaml").mkdir()
    (folder / ".hidden").write_text("", encoding="utf-8")
    problems = Problems()
    assert read_worlds(folder, problems, root=tmp_path) == {}
    assert [problem.file for problem in problems] == [
        "worlds/EV Boom.yaml",
        "worlds/central.yml",
        "worlds/old.yaml",
    ]


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    problems = Problems()
    assert read_worlds(tmp_path / "worlds", problems, root=tmp_path) == {}
    (tmp_path / "worlds").write_text("", encoding="utf-8")
    read_worlds(tmp_path / "worlds", problems, root=tmp_path)
    assert [problem.file for problem in problems] == ["worlds", "worlds"]
