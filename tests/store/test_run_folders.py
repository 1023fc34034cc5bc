"""A run folder is there whole or not at all, and its manifest tells whether it changed since."""

import hashlib
import json
import os
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from monazite.core.errors import InvalidInput
from monazite.store import (
    MANIFEST_FILE,
    Manifest,
    RunRecord,
    leftovers_of,
    read_manifest,
    read_run,
    write_whole,
    writing_run,
)
from monazite.store.leftovers import remove_run

RECORD = RunRecord(
    study="toy",
    data_hash="ab" * 32,
    version="0.1.0",
    strategies=("as-now", "halt"),
    world="central",
    seeds={"draws": 7},
    created=datetime(2025, 6, 1, 12, 30, tzinfo=UTC),
)


def write(folder: Path, **files: str) -> None:
    with writing_run(folder, RECORD) as draft:
        for name, text in files.items():
            (draft / f"{name}.csv").write_bytes(text.encode())


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_run_comes_back_as_it_was_written(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "run"
    with writing_run(folder, RECORD) as draft:
        (draft / "tables").mkdir()
        (draft / "tables" / "headlines.csv").write_bytes(b"year,value\n2025,1\n")
        assert not folder.exists()
    manifest = read_run(folder)
    assert manifest == Manifest(
        **RECORD.model_dump(),
        files={"tables/headlines.csv": hashlib.sha256(b"year,value\n2025,1\n").hexdigest()},
    )
    assert [path.name for path in folder.parent.iterdir()] == ["run"]


def test_the_same_run_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name, a="1", b="2")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert json.loads((tmp_path / "one" / MANIFEST_FILE).read_text())["format"] == 2


def test_an_older_run_is_replaced_whole(tmp_path: Path) -> None:
    write(tmp_path / "run", old="1", both="1")
    write(tmp_path / "run", new="2", both="2")
    assert set(read_run(tmp_path / "run").files) == {"new.csv", "both.csv"}
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_a_failure_leaves_the_older_run_and_nothing_else(
    tmp_path: Path, failure: type[BaseException]
) -> None:
    write(tmp_path / "run", old="1")
    before = contents(tmp_path)

    def fail_halfway() -> None:
        with writing_run(tmp_path / "run", RECORD) as draft:
            (draft / "half.csv").write_text("1")
            raise failure

    with pytest.raises(failure):
        fail_halfway()
    assert contents(tmp_path) == before


def test_a_failing_disk_is_said_in_words(tmp_path: Path) -> None:
    with (
        pytest.raises(InvalidInput, match=r"cannot be written \(No space left on device\)"),
        writing_run(tmp_path / "run", RECORD),
    ):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["write_text", "rename"])
def test_a_failure_of_any_step_leaves_the_older_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    write(tmp_path / "run", old="1")
    before = contents(tmp_path)
    whole = getattr(Path, step)

    def fail(path: Path, *arguments: object, **options: object) -> object:
        if path.name == MANIFEST_FILE or path.name.endswith(".writing"):
            raise OSError(5, "Input/output error")
        return whole(path, *arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr(Path, step, fail)
        with pytest.raises(InvalidInput, match="Input/output error"):
            write(tmp_path / "run", new="2")
    assert contents(tmp_path) == before


def test_only_runs_and_empty_folders_are_replaced(tmp_path: Path) -> None:
    precious = tmp_path / "home"
    precious.mkdir()
    (precious / "letter.txt").write_text("dear")
    file = tmp_path / "file"
    file.write_text("text")
    for place in (precious, file, file / "below", tmp_path / "a\0b", Path("/")):
        with pytest.raises(InvalidInput), writing_run(place, RECORD):
            pytest.fail("nothing should be written")
    assert (precious / "letter.txt").read_text() == "dear"
    (tmp_path / "empty").mkdir()
    write(tmp_path / "empty", a="1")
    assert set(read_run(tmp_path / "empty").files) == {"a.csv"}


def test_a_link_inside_a_run_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(InvalidInput, match="plain files only"),
        writing_run(tmp_path / "run", RECORD) as draft,
    ):
        (draft / "link.csv").symlink_to("/etc/hostname")


def test_what_changed_is_named(tmp_path: Path) -> None:
    run = tmp_path / "run"
    write(run, a="1", b="2", c="3")
    (run / "a.csv").write_text("0")
    (run / "b.csv").unlink()
    (run / "d.csv").write_text("4")
    with pytest.raises(InvalidInput) as caught:
        read_run(run)
    assert [(problem.file, problem.message) for problem in caught.value.problems] == [
        ("a.csv", "the file is not as it was written"),
        ("b.csv", "the file is missing"),
        ("d.csv", "the file is not part of the run"),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "damaged"),
        ("{", "damaged"),
        ("[]", "damaged"),
        ('{"format": 2}', "damaged"),
        ("\udc80", "damaged"),
    ],
)
def test_a_damaged_manifest_is_refused(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / MANIFEST_FILE).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InvalidInput, match=says):
        read_run(tmp_path)


def test_a_manifest_cannot_point_outside_its_run(tmp_path: Path) -> None:
    outside = tmp_path / "secret"
    outside.write_text("secret")
    write(tmp_path / "run", a="1")
    manifest = read_manifest(tmp_path / "run")
    for name in ("../secret", str(outside)):
        files = {**manifest.files, name: hashlib.sha256(b"secret").hexdigest()}
        text = manifest.model_copy(update={"files": files}).text()
        (tmp_path / "run" / MANIFEST_FILE).write_text(text)
        with pytest.raises(InvalidInput, match="is not inside the run"):
            read_run(tmp_path / "run")


@pytest.mark.parametrize("name", ["nowhere", "file", "a\0b"])
def test_what_is_no_run_cannot_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("text")
    with pytest.raises(InvalidInput):
        read_run(tmp_path / name)


@pytest.mark.parametrize("killed_at", ["block", "between"])
def test_a_kill_at_any_moment_loses_nothing(tmp_path: Path, killed_at: str) -> None:
    """The process is killed while it writes, or between the two renames of the replacement."""
    write(tmp_path / "run", old="1")
    before = contents(tmp_path / "run")
    program = f"""
        import os, signal
        from datetime import UTC, datetime
        from pathlib import Path
        from monazite.store import RunRecord, writing_run

        def die(*arguments):
            os.kill(os.getpid(), signal.SIGKILL)

        record = RunRecord.model_validate_json('''{RECORD.model_dump_json()}''')
        with writing_run(Path({str(tmp_path / "run")!r}), record) as draft:
            (draft / "half.csv").write_text("1")
            if {killed_at!r} == "block":
                die()
            whole = Path.rename
            Path.rename = lambda path, to: die() if path == draft else whole(path, to)
    """
    run = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], check=False)
    assert run.returncode < 0
    assert len(list(tmp_path.iterdir())) == 2
    assert read_run(tmp_path / "run").files
    assert contents(tmp_path / "run") == before
    for leftover in tmp_path.glob(".*.writing"):
        os.utime(leftover, (0, 0))
    write(tmp_path / "run", new="2")
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_work_in_progress_is_not_taken_for_abandoned(tmp_path: Path) -> None:
    with writing_run(tmp_path / "run", RECORD) as draft:
        os.utime(draft, (0, 0))
        write(tmp_path / "run", quick="1")
        (draft / "slow.csv").write_text("2")
    assert set(read_run(tmp_path / "run").files) == {"slow.csv"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    files=some.dictionaries(
        some.from_regex(r"[a-z0-9]{1,8}\.(csv|json)", fullmatch=True).filter(
            lambda name: name != MANIFEST_FILE
        ),
        some.binary(max_size=64),
        max_size=5,
    )
)
def test_any_files_survive_a_round_trip(tmp_path: Path, files: dict[str, bytes]) -> None:
    with writing_run(tmp_path / "run", RECORD) as draft:
        for name, content in files.items():
            (draft / name).write_bytes(content)
    assert set(read_run(tmp_path / "run").files) == set(files)
    for name, content in files.items():
        assert (tmp_path / "run" / name).read_bytes() == content


def test_a_run_says_when_with_its_offset(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="timezone"):
        RunRecord.model_validate({**RECORD.model_dump(), "created": datetime(2025, 6, 1)})


@pytest.mark.parametrize("own", ["notes.txt", "keep/notes.txt", "tables/notes.txt"])
def test_a_run_with_files_of_somebodys_own_is_not_replaced(tmp_path: Path, own: str) -> None:
    folder = tmp_path / "run"
    with writing_run(folder, RECORD) as draft:
        (draft / "tables").mkdir()
        (draft / "tables" / "headlines.csv").write_bytes(b"1")
    (folder / own).parent.mkdir(exist_ok=True)
    (folder / own).write_text("mine", encoding="utf-8")
    before = contents(folder)
    with pytest.raises(InvalidInput, match="files of somebody's own"), writing_run(folder, RECORD):
        pass
    assert contents(folder) == before


def test_a_file_changed_by_hand_is_not_replaced(tmp_path: Path) -> None:
    write(tmp_path / "run", brief="as written")
    (tmp_path / "run" / "brief.csv").write_text("as edited by hand")
    with pytest.raises(InvalidInput, match=r"'brief\.csv' was changed since the run was written"):
        write(tmp_path / "run", brief="again")
    assert (tmp_path / "run" / "brief.csv").read_text() == "as edited by hand"


def test_a_manifest_deletes_nothing_that_its_hashes_do_not_prove(tmp_path: Path) -> None:
    """A manifest that lists a letter does not make the letter part of a run."""
    write(tmp_path / "run", a="1")
    letter = tmp_path / "run" / "letter.txt"
    letter.write_text("dear")
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    manifest = read_manifest(tmp_path / "run")
    true = hashlib.sha256(b"mine").hexdigest()
    for listed in ({"letter.txt": "0" * 64}, {"../outside.txt": true}, {str(outside): true}):
        text = manifest.model_copy(update={"files": {**manifest.files, **listed}}).text()
        (tmp_path / "run" / MANIFEST_FILE).write_text(text)
        with pytest.raises(InvalidInput):
            write(tmp_path / "run", a="2")
        remove_run(tmp_path / "run")
        assert (letter.read_text(), outside.read_text()) == ("dear", "mine")


def test_a_link_into_somebodys_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "run", a="1")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.csv").write_text("1")
    (tmp_path / "run" / "a.csv").unlink()
    (tmp_path / "run" / "a.csv").symlink_to(tmp_path / "mine" / "a.csv")
    with pytest.raises(InvalidInput, match="somebody's own"):
        write(tmp_path / "run", a="2")
    assert (tmp_path / "mine" / "a.csv").read_text() == "1"


def test_what_cannot_be_removed_is_named_and_stepped_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older run whose files may not be deleted blocks its folder for nobody."""
    write(tmp_path / "run", old="1")
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.parent.name.endswith(".replaced"):
            raise PermissionError(13, "Permission denied")
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        for number in ("2", "3", "4"):
            write(tmp_path / "run", new=number)
            assert (tmp_path / "run" / "new.csv").read_text() == number
        left = leftovers_of(tmp_path / "run")
        assert [path.name for path in left] == [
            ".run.2.replaced",
            ".run.3.replaced",
            ".run.replaced",
        ]
    write(tmp_path / "run", new="5")
    assert leftovers_of(tmp_path / "run") == []
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_an_empty_folder_that_was_given_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    write(tmp_path / "run", a="1")
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_whole(Path("/dev/null"), b"text")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_a_file_without_a_name_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match="cannot be written"):
        write_whole(Path(name), b"")
