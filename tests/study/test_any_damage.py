"""However a study folder is damaged, it loads or is refused in words; nothing else happens."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from monazite.core.errors import InvalidInput, Problem
from monazite.study import load_study

from .. import shipped

ODD = (
    *("", '"', "'", ",", ",,", "\n", "\r", "\t", "\0", "\ufeff", "\x85", "{", "}", "{a:b}", "{:}"),
    *("-1", "0", "1e400", "nan", "inf", "9" * 5000, "2024-13", "-", "---", "!!python/x", "&a [*a]"),
    *("(" * 2000, "1" + "+1" * 3000, "toy/invented", "NdPr", "HOM", "magnet", "yes", "null", "~"),
    *("[" * 3000, "a: " * 500, "{x: y}", "/", "//", "t", "USD", "%", "٣", "²", "é", "\u202e", "#"),
)

FILES = sorted(
    path.relative_to(shipped.folder("toy")).as_posix()
    for pattern in ("*.csv", "*.yaml", "*/*.csv", "*/*.yaml")
    for path in shipped.folder("toy").glob(pattern)
)


def cut(data: bytes, start: int, length: int, odd: bytes) -> bytes:
    return data[:start] + data[start + length :]


def insert(data: bytes, start: int, length: int, odd: bytes) -> bytes:
    return data[:start] + odd + data[start:]


def overwrite(data: bytes, start: int, length: int, odd: bytes) -> bytes:
    return data[:start] + odd + data[start + length :]


def change_cell(data: bytes, start: int, length: int, odd: bytes) -> bytes:
    """Put something odd in place of one cell, key or value."""
    after = min((i for i in (data.find(b, start) for b in (b",", b"\n")) if i >= 0), default=start)
    end = min(
        (i for i in (data.find(b, after + 1) for b in (b",", b"\n")) if i >= 0), default=after
    )
    return data[: after + 1] + odd + data[end:]


def repeat_line(data: bytes, start: int, length: int, odd: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join([*lines, lines[start % len(lines)]]) if lines else data


def problems_of(study: Path) -> tuple[Problem, ...]:
    try:
        load_study(study)
    except InvalidInput as refusal:
        return refusal.problems
    return ()


Damage = Callable[[bytes, int, int, bytes], bytes]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(shipped.folder("toy"), tmp_path_factory.mktemp("damage") / "toy")


@pytest.mark.filterwarnings("ignore::monazite.core.earlier.EarlierName")
@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(
    file=some.sampled_from(FILES),
    damage=some.sampled_from([cut, insert, overwrite, change_cell, repeat_line]),
    place=some.floats(0, 1),
    length=some.integers(1, 40),
    odd=some.sampled_from(ODD).map(lambda text: text.encode("utf-8"))
    | some.binary(min_size=1, max_size=4),
)
def test_any_damage_is_refused_in_words_or_harmless(
    copy: Path, file: str, damage: Damage, place: float, length: int, odd: bytes
) -> None:
    path = copy / file
    sound = path.read_bytes()
    path.write_bytes(damage(sound, int(place * len(sound)), length, odd))
    try:
        problems = problems_of(copy)
    finally:
        path.write_bytes(sound)
    assert all(problem.message and problem.remedy for problem in problems)
