"""A study is found by name or by path, and its hash changes when any of its files does."""

import os
import shutil
import tracemalloc
from pathlib import Path

import pytest

from monazite.core.errors import InvalidInput
from monazite.store.studies import find_study
from monazite.study import list_studies, load_study
from monazite.study.folders import ANSWERS, PROSE, hash_of_data


def test_a_name_and_a_path_lead_to_the_same_study(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = load_study("toy").path
    assert find_study(folder) == find_study(str(folder)) == find_study("toy") == folder
    monkeypatch.chdir(folder.parent)
    assert find_study("./toy") == folder


def test_a_shipped_study_is_not_hidden_by_a_folder_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "toy").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find_study("toy") == load_study("toy").path
    assert find_study(Path("toy")) == tmp_path / "toy"


def test_shipped_studies_are_listed_by_name() -> None:
    assert list(list_studies()) == sorted(list_studies())


@pytest.mark.parametrize(
    ("study", "says"),
    [
        ("toyy", "no study named 'toyy' ships with the package; write 'toy'"),
        ("", "no study is named"),
        ("some/where", "there is no folder 'some/where'"),
        ("study\0", "no study named"),
        ("x" * 5000, "is not a path"),
        (__file__, "is a file and not the folder of a study"),
    ],
)
def test_what_is_no_study_is_refused(study: str, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        load_study(study)


def test_the_hash_depends_on_every_name_and_every_byte(tmp_path: Path) -> None:
    folder = shutil.copytree(load_study("toy").path, tmp_path / "toy")
    hashes = {hash_of_data(folder)}
    # what was worked out of a study is none of what it rests on
    shutil.rmtree(folder / ANSWERS)
    assert hashes == {hash_of_data(folder)}
    data = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != PROSE]
    for path in data:
        sound = path.read_bytes()
        path.write_bytes(sound + b"\n")
        hashes.add(hash_of_data(folder))
        path.write_bytes(sound)
        path.rename(path.with_name("renamed"))
        hashes.add(hash_of_data(folder))
        path.with_name("renamed").rename(path)
    assert len(hashes) == 1 + 2 * len(data)
    (folder / PROSE).write_text("What it says of itself is not what it rests on.", encoding="utf-8")
    assert hash_of_data(folder) == load_study("toy").data_hash


def test_what_an_editor_leaves_behind_is_not_part_of_a_study(tmp_path: Path) -> None:
    folder = shutil.copytree(load_study("toy").path, tmp_path / "toy")
    (folder / ".study.yaml.swp").write_bytes(b"\0")
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("ref")
    (folder / "strategies" / ".hidden.yaml").write_text("{")
    assert load_study(folder).data_hash == load_study("toy").data_hash


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    folder = shutil.copytree(load_study("toy").path, tmp_path / "toy")
    (folder / "chain" / "uses.csv").unlink()
    os.mkfifo(folder / "chain" / "uses.csv")
    with pytest.raises(InvalidInput, match=r"chain/uses\.csv: this is not a regular file"):
        load_study(folder)


def test_a_large_stray_file_is_not_held_in_memory(tmp_path: Path) -> None:
    """Half a gigabyte of nothing, which takes no room on the disk."""
    folder = shutil.copytree(load_study("toy").path, tmp_path / "toy")
    with (folder / "stray.bin").open("wb") as file:
        file.truncate(500_000_000)
    tracemalloc.start()
    try:
        hash_of_data(folder)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(load_study("toy").path, tmp_path / "toy")
    real = os.fstat

    def shorter(handle: int) -> os.stat_result:
        found = list(real(handle))
        return os.stat_result([*found[:6], found[6] + 1, *found[7:]])

    monkeypatch.setattr(os, "fstat", shorter)
    with pytest.raises(InvalidInput, match="it changed while it was read"):
        hash_of_data(folder)


@pytest.mark.parametrize("closed", ["", "chain", "evidence", "strategies", "worlds"])
def test_a_folder_that_may_not_be_looked_into_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    folder = shutil.copytree(load_study("toy").path, tmp_path / "toy")
    scan = os.scandir

    def refuse(path: Path | str = ".") -> object:
        if Path(path) == folder / closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(InvalidInput) as refused:
        load_study(folder)
    assert [str(problem) for problem in refused.value.problems] == [
        f"{closed or folder}: the folder cannot be read (Permission denied); check its permissions."
    ]


def test_files_in_place_of_folders_are_named_once_each(tmp_path: Path) -> None:
    """Not by every table that is not in them."""
    folder = shutil.copytree(load_study("toy").path, tmp_path / "toy")
    for name in ("chain", "worlds"):
        shutil.rmtree(folder / name)
        (folder / name).touch()
    with pytest.raises(InvalidInput) as refused:
        load_study(folder)
    assert sorted(str(problem) for problem in refused.value.problems) == [
        "chain: this is a file, not a folder; put a folder here.",
        "worlds: this is a file, not a folder; put a folder here.",
    ]


def test_names_of_files_that_are_not_utf8_are_hashed_and_named(tmp_path: Path) -> None:
    folder = shutil.copytree(load_study("toy").path, tmp_path / "toy")
    sound = hash_of_data(folder)
    stray = os.fsencode(folder) + b"/caf\xe9.txt"
    Path(os.fsdecode(stray)).write_text("a note")
    assert hash_of_data(folder) != sound
    load_study(folder)
    Path(os.fsdecode(stray)).rename(folder / "chain" / os.fsdecode(b"caf\xe9.csv"))
    with pytest.raises(InvalidInput, match="not a table of the chain"):
        load_study(folder)


@pytest.mark.parametrize("name", [b"t\xf6y", b"t\x1b[2Jy"])
def test_a_folder_whose_name_is_no_text_is_no_study(tmp_path: Path, name: bytes) -> None:
    folder = shutil.copytree(load_study("toy").path, tmp_path / os.fsdecode(name))
    with pytest.raises(InvalidInput, match="is no name for a study"):
        load_study(folder)


FAULTS = {
    "chain/facilities.csv": ("operating,", "running,"),
    "chain/lanes.csv": ("\noxide,", "\noxide_xx,"),
    "evidence/costs.csv": (",B,", ",Q,"),
    "strategies/build.yaml": ("kind: ", "kind: zz"),
    "worlds/control.yaml": ("kind: ", "kind: zz"),
    "claims.csv": ("\n", "\nbad,"),
}
"""A fault for each kind of file, which can be read."""


@pytest.mark.parametrize(
    ("file", "bytes_"),
    [
        ("study.yaml", b"title: [\n"),
        ("study.yaml", None),
        ("sources.csv", b"source_id,title\n\xe9,x\n"),
        ("sources.csv", None),
        ("evidence/demand.csv", b"\x00\x01\xff\xfe"),
        ("evidence/facts.xlsx", b"no workbook"),
        ("chain/regions.csv", None),
        ("chain/stages.csv", b""),
        ("chain/currencies.csv", b"\xff\xfe\x00"),
        ("strategies/halt.yaml", b"levers: [\n"),
        ("worlds/central.yaml", b"a: b: c\n"),
        ("corrections.yaml", b"]["),
    ],
)
def test_a_file_that_cannot_be_read_hides_no_fault_of_another(
    tmp_path: Path, file: str, bytes_: bytes | None
) -> None:
    folder = _with_faults(tmp_path, FAULTS)
    (folder / file).unlink(missing_ok=True)
    if bytes_ is not None:
        (folder / file).write_bytes(bytes_)
    with pytest.raises(InvalidInput) as refused:
        load_study(folder)
    found = [problem.file for problem in refused.value.problems]
    assert {file, *FAULTS} <= set(found)
    assert len(found) <= len(FAULTS) + 3, "nor does it bring forth a crowd of its own"


@pytest.mark.parametrize("closed", ["chain", "evidence", "strategies", "worlds"])
def test_a_folder_that_is_none_hides_no_fault_of_another(tmp_path: Path, closed: str) -> None:
    kept = {
        file: change
        for file, change in FAULTS.items()
        # claims are read with the facts they rest on
        if not file.startswith(closed) and (closed, file) != ("evidence", "claims.csv")
    }
    folder = _with_faults(tmp_path, kept)
    shutil.rmtree(folder / closed)
    (folder / closed).touch()
    with pytest.raises(InvalidInput) as refused:
        load_study(folder)
    # a lane from nowhere is seen by who holds tables against each other
    told = set(kept) - {"chain/lanes.csv"}
    assert {problem.file for problem in refused.value.problems} == {closed, *told}


def _with_faults(tmp_path: Path, faults: dict[str, tuple[str, str]]) -> Path:
    folder = Path(shutil.copytree(load_study("toy").path, tmp_path / "toy"))
    for name, (old, new) in faults.items():
        text = (folder / name).read_text()
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1))
    return folder
