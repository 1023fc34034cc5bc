"""The command as a whole: exit codes, refusals, pipes and colours."""

import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.text import Text

from monazite import __version__
from monazite.api import StudyHandle
from monazite.cli import main
from monazite.cli.output import plain_json
from monazite.cli.terminal import page_of, screen
from monazite.cli.verbs import VERBS, Verb
from monazite.core.errors import InvalidInput, Problem
from monazite.store.studies import find_study

from .. import shipped

Say = Callable[..., Any]


def _raise(error: BaseException) -> Callable[..., None]:
    def refuse(*given: object, **options: object) -> None:
        raise error

    return refuse


WITH_JSON = ("run", "compare", "bottlenecks", "explain", "facts", "check", "export")


def test_every_problem_is_listed_on_standard_error(
    say: Say, toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = say("run", "toy", "hlt")
    assert (said.code, said.out) == (1, "")
    assert (
        said.err == "strategy: there is no strategy 'hlt'; write 'halt', the nearest known name.\n"
    )
    first = Problem(file="a.csv", line=2, field="unit", message="wrong [unit]", remedy="mend it")
    second = Problem(message="also wrong", remedy="mend that too")
    monkeypatch.setattr(type(toy), "run", _raise(InvalidInput([first, second])))
    said = say("run", "toy", "halt")
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines() == [
        "2 problems:",
        "a.csv:2 unit: wrong [unit]; mend it.",
        "also wrong; mend that too.",
    ]


def test_a_command_that_is_wrong_ends_with_code_1(say: Say) -> None:
    said = say("rnu")
    assert (said.code, said.out) == (1, "")
    assert "Did you mean 'run'?" in said.err
    said = say("list", "toy")
    assert said.code == 1
    assert said.err.startswith("Invalid value for 'what': 'toy' is not one of 'studies', ")
    said = say("run")
    assert said.code == 1
    assert said.err.endswith("Try `monazite run --help`.\n")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ("-n", "1e3"),
            "--scenarios: '1e3' is not a whole number; write a whole number, such as 10000.",
        ),
        (("--seed", "1.5"), "--seed: '1.5' is not a whole number; write a whole number, such as 7"),
        (("--workers", "-1"), "--workers: '-1' is out of range; write a number at least 0."),
    ],
)
def test_what_is_no_number_is_told_in_plain_words(
    say: Say, words: tuple[str, ...], says: str
) -> None:
    said = say("stress", "toy", "both", *words)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(says)
    assert said.err.endswith("Try `monazite stress --help`.\n")


def test_cancelling_ends_with_code_3(say: Say, toy: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(toy), "run", _raise(KeyboardInterrupt()))
    said = say("run", "toy")
    assert (said.code, said.out, said.err) == (3, "", "Cancelled.\n")


def test_a_fault_of_ours_is_one_sentence(
    say: Say, toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(toy), "run", _raise(KeyError("inner")))
    said = say("bottlenecks", "toy", "halt")
    assert (said.code, said.out) == (1, "")
    assert "monazite stumbled: KeyError: 'inner'" in said.err
    assert "Traceback" not in said.err
    monkeypatch.setenv("MONAZITE_TRACEBACK", "1")
    with pytest.raises(KeyError):
        main(["bottlenecks", "toy", "halt"])


def test_a_file_that_cannot_be_written_is_named(say: Say, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    place = tmp_path / "file" / "facts.csv"
    said = say("facts", "toy", "-o", place)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"{place}: the file cannot be written ({tmp_path / 'file'} is not a")
    said = say("facts", "toy", "-o", tmp_path / "facts.xls")
    assert "'facts.xls' does not say in which shape to write; end the name in" in said.err


def test_piped_output_is_plain_and_a_terminal_is_coloured(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b" not in say("run", "toy").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in say("run", "toy").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in say("run", "toy").out


@pytest.mark.parametrize("verb", WITH_JSON)
def test_every_verb_describes_itself(say: Say, verb: str) -> None:
    said = say(verb, "--help")
    assert said.code == 0
    assert "--json" in said.out
    assert "--output" in said.out


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_a_verb_is_listed_as_its_function_says(verb: Verb) -> None:
    """Help lists verbs without importing them, and says of each what its own help begins with."""
    command = verb.command()
    assert command.name == verb.name
    assert " ".join(command.help.split("\n\n")[0].split()) == verb.summary


def test_every_verb_is_listed_and_completed(
    say: Say, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = " ".join(say("--help").out.replace("│", " ").split())
    for verb in VERBS:
        assert f" {verb.name} {verb.summary} " in listed
    monkeypatch.setenv("_MONAZITE_COMPLETE", "complete_bash")
    for words, offered in {
        "monazite ": [verb.name for verb in VERBS],
        "monazite ex": ["explain", "exercise", "export"],
        "monazite run in": ["india", "indonesia"],
        "monazite run toy --wor": ["--world", "--workers"],
        "monazite run toy both --world c": ["central", "control"],
        "monazite run --world c": [],
        "monazite list levers sto": ["stockpile"],
        "monazite explain toy both self": ["self_sufficiency.magnet", "self_sufficiency"],
        "monazite why nowhere both home_c": ["home_cost"],
        "monazite sensitivity toy both --indicators home_cost,unm": [
            f"home_cost,{name}"
            for name in ("unmet_demand", "unmet_demand_share", "unmet_demand_value")
        ],
    }.items():
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", str(len(words.split(" ")) - 1))
        with pytest.raises(SystemExit):
            main([])
        assert capsys.readouterr().out.split() == offered


def test_help_and_version_need_no_model() -> None:
    script = (
        "import sys\n"
        "from monazite.cli import main\n"
        "from monazite.cli.verbs import VERBS\n"
        "codes = main([]), main(['--help']), main(['--version'])\n"
        "assert codes == (0, 0, 0), codes\n"
        "heavy = {'linopy', 'highspy', 'xarray', 'polars'} & set(sys.modules)\n"
        "heavy |= {f'monazite.cli.{verb.module}' for verb in VERBS} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(f"monazite {__version__}\n")


def test_a_run_loads_no_machine_code_and_nothing_that_draws_or_writes() -> None:
    """Together they cost seconds, and what is printed needs none of them."""
    script = (
        "import sys\n"
        "from monazite.__main__ import main\n"
        "sys.argv = ['monazite', 'run', 'toy']\n"
        "assert main() == 0\n"
        "heavy = {'numba', 'altair', 'vl_convert', 'typst', 'polars', 'xlsxwriter', 'openpyxl'}\n"
        "heavy |= {'dask', 'distributed', 'pandas', 'scipy', 'xarray'}\n"
        "heavy |= {f'monazite.{room}' for room in ('brief', 'charts', 'report', 'stress')}\n"
        "heavy &= set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_process_that_answers_for_a_brief_loads_nothing_that_draws_or_writes() -> None:
    """Several are begun for one brief, and one of them writes."""
    script = (
        "import sys\n"
        "import monazite.brief.asking\n"
        "import monazite.runs.computing.processes, monazite.runs.computing.sharing\n"
        "heavy = {'vl_convert', 'typst', 'polars', 'xlsxwriter'}\n"
        "heavy |= {f'monazite.{room}' for room in ('charts', 'report', 'stress')}\n"
        "heavy &= set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_module_runs_as_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "monazite", "nonsense"], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "No such command 'nonsense'" in done.stderr


def test_cancelling_in_the_first_moment_ends_with_code_3() -> None:
    """Ctrl-C while the command is still being imported."""
    script = (
        "import sys\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'typer':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupt())\n"
        "from monazite.__main__ import main\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "Cancelled.\n")


GOING = "object.__del__ = lambda self: signal.raise_signal(signal.SIGINT)"
SLOWLY = (
    "begin = _thread.start_new_thread; slow = lambda *asked: (begin(*asked), time.sleep(0.2))[0]; "
    "_thread.start_new_thread = threading._start_new_thread = slow"
)
"""A busy machine: whoever begins a thread comes back when that has long had its turn."""


@pytest.mark.parametrize(
    "moment",
    [
        "exec('import signal; signal.raise_signal(signal.SIGINT)')",
        f"{GOING}; object()",
        f"{GOING}; {SLOWLY}; object()",
    ],
    ids=["as a record is made of text", "as an object goes", "while it is heard"],
)
def test_cancelling_is_heard_at_every_moment(moment: str, tmp_path: Path) -> None:
    """Python drops Ctrl-C, or ends with the code of a signal, where it comes at a bad moment."""
    script = (
        "import _thread, signal, sys, threading, time, monazite.cli, monazite.__main__\n"
        "class object(object): pass\n"
        "def command():\n"
        f"    {moment}\n"
        "    time.sleep(60)\n"
        "    return 0\n"
        "monazite.cli.main = command\n"
        "sys.exit(monazite.__main__.main())\n"
    )
    (tmp_path / "cancelled.py").write_text(script, "utf-8")
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "cancelled"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "Cancelled.\n")
    assert time.monotonic() - began < 50, "it sleeps on"


def test_a_terminal_is_not_commanded_by_a_title(
    say: Say, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Escapes that rename a window or clear the screen, from a folder's name and in an answer."""
    said = say("facts", "no\x1b]0;owned\x07\x1b[2J\x9b2J\x7fstudy")
    assert said.code == 1
    assert "no]0;owned[2J2Jstudy" in said.err
    for character in "\x1b\x07\x9b\x7f":
        assert character not in said.err
    assert page_of(Text("a\x1b[2Jb")) == "a[2Jb\n"
    monkeypatch.setenv("FORCE_COLOR", "1")
    screen().print(Text("a\x1b[2Jb", style="bold"))
    assert capsys.readouterr().out == "\x1b[1ma[2Jb\x1b[0m\n"


def test_json_holds_no_control_characters() -> None:
    data = {"title": "a\x1b]0;b\x07c\x9bd\x7f\udc80–"}
    text = plain_json(data)
    assert text.replace("\n", "").isprintable()
    assert "\\u009b" in text
    assert "–" in text
    assert json.loads(text) == data
    assert plain_json(data, ascii_only=True).isascii()
    assert json.loads(plain_json(data, ascii_only=True)) == data


@pytest.mark.parametrize(
    "words",
    [("check", "toy"), ("check", "toy", "--json"), ("run", "toy"), ("bottlenecks", "toy", "halt")],
)
def test_streams_of_any_encoding_are_written_to(
    say: Say, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    stream = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(stream, encoding="ascii"))
    said = say(*words)
    sys.stdout.flush()
    assert (said.code, said.err) == (0, "")
    written = stream.getvalue()
    assert written
    assert written.isascii()
    if "--json" in words:
        assert json.loads(written)["study"] == "toy"


def test_a_process_whose_streams_know_ascii_alone_ends_well() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "monazite", "run", "toy"], capture_output=True, env=environment
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Toy chain" in done.stdout
    assert done.stdout.isascii()


@pytest.mark.parametrize("columns", ["0", "3", "many"])
def test_a_width_nothing_fits_on_is_not_believed(
    say: Say, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    usual = say("run", "toy").out
    monkeypatch.setenv("COLUMNS", columns)
    assert say("run", "toy").out == usual


def place_in_a_loop(folder: Path) -> Path:
    (folder / "one").symlink_to(folder / "two")
    (folder / "two").symlink_to(folder / "one")
    return folder / "one" / "out"


def place_with_a_long_name(folder: Path) -> Path:
    return folder / ("x" * 300) / "out"


def place_in_the_study(folder: Path) -> Path:
    return shipped.folder("toy") / "chain" / "out"


def place_below_a_file(folder: Path) -> Path:
    (folder / "file").write_text("a file")
    return folder / "file" / "deeper" / "out"


def place_the_system_makes_up(folder: Path) -> Path:
    if not Path("/proc/self").is_dir():
        pytest.skip("only Linux has such a place")
    return Path("/proc/out")


def place_that_is_closed(folder: Path) -> Path:
    return folder / "closed" / "out"


@pytest.mark.parametrize(
    "words",
    [
        ("run", "toy", "halt", "-o", "PLACE"),
        ("export", "toy", "halt", "-o", "PLACE"),
        ("compare", "toy", "halt", "build", "-o", "PLACE.csv"),
        ("bottlenecks", "toy", "halt", "-o", "PLACE.csv"),
        ("facts", "toy", "-o", "PLACE.csv"),
    ],
    ids=lambda words: words[0],
)
@pytest.mark.parametrize(
    ("place", "says"),
    [
        (place_in_a_loop, "ymlink loop"),
        (place_with_a_long_name, "File name too long"),
        (place_in_the_study, "inside the study, where everything is data"),
        (place_below_a_file, "is not a folder"),
        (place_that_is_closed, "nothing may be written to"),
        (place_the_system_makes_up, "the file cannot be written"),
    ],
)
def test_a_place_nothing_can_be_written_to_is_refused_before_any_work(
    say: Say,
    toy: StudyHandle,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    words: tuple[str, ...],
    place: Callable[[Path], Path],
    says: str,
) -> None:
    def access(path: Path, mode: int) -> bool:
        return "closed" not in str(path)

    (tmp_path / "closed").mkdir()
    monkeypatch.setattr(os, "access", access)  # whoever may do everything is refused nothing
    monkeypatch.setattr(type(toy), "run", _raise(AssertionError("it was solved all the same")))
    where = place(tmp_path)
    said = say(*(word.replace("PLACE", str(where)) for word in words))
    assert (said.code, said.out) == (1, "")
    assert says in said.err.replace("\n", " ")


def test_a_full_disk_leaves_the_file_that_was_there(
    say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place = tmp_path / "facts.csv"
    say("facts", "toy", "-o", place)
    before = place.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for words in (("facts", "toy", "motors"), ("compare", "toy", "halt", "build")):
        said = say(*words, "-o", place)
        assert (said.code, said.out) == (1, "")
        assert "No space left on device" in said.err
    assert place.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["facts.csv"]


def test_a_name_that_is_not_utf8_can_be_told_of(say: Say, toy: StudyHandle, tmp_path: Path) -> None:
    folder = shutil.copytree(toy.study.path, tmp_path / "copy")
    (folder / "chain" / os.fsdecode(b"caf\xe9.csv")).write_text("a note")
    said = say("check", folder)
    assert said.code == 1
    assert said.err.startswith("chain/caf.csv: this is not a table of the chain")


def test_a_command_that_was_called_otherwise_is_named(say: Say) -> None:
    said = say("binds", "toy", "halt")
    assert said.code == 1
    assert "`binds` is now called `bottlenecks`." in said.err
    assert "hindcast" not in said.err, "another verb that is spelled a little like it"


def test_names_of_the_version_before_are_read_with_a_line_of_advice(
    say: Say, tmp_path: Path
) -> None:
    folder = tmp_path / "study"
    shutil.copytree(find_study("toy"), folder)
    settings = folder / "study.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("net_import_reliance", "import_dependence"), "utf-8"
    )
    said = say("check", str(folder))
    assert said.code == 0
    assert said.err.split() == [
        "study.yaml:",
        "'import_dependence'",
        "is",
        "now",
        "called",
        "'net_import_reliance';",
        "rename",
        "it,",
        "since",
        "the",
        "next",
        "version",
        "will",
        "not",
        "read",
        "it.",
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("run", "toy", "halt", "--years", "2024,2099"),
        ("run", "toy", "halt", "--years", "2099", "--json"),
        ("compare", "toy", "halt", "build", "--years", "2099"),
        ("bottlenecks", "toy", "halt", "--year", "2099"),
        ("explain", "toy", "halt", "unmet_demand@2099"),
        ("why", "toy", "halt", "unmet_demand@2099"),
        ("why", "toy", "halt", "unmet_demand", "--year", "2099"),
        ("ensemble", "toy", "halt", "-n", "3000000", "--year", "2099"),
        ("sensitivity", "toy", "halt", "--year", "2099"),
        ("breakeven", "toy", "build", "capacity:hom-mine", "--reach", "home_cost=5", "--year=2099"),
    ],
)
def test_a_year_that_is_not_reported_is_refused(say: Say, words: tuple[str, ...]) -> None:
    """It has no figures, so that a table would be blank and nothing would seem to hold back."""
    said = say(*words)
    assert (said.code, said.out) == (1, "")
    assert said.err == "year: 2099 is not reported; choose a year from 2024 to 2026.\n"


def test_a_year_of_nought_is_a_year_nobody_reports(say: Say) -> None:
    assert "year: 0 is not reported" in say("sensitivity", "toy", "halt", "--year", "0").err


@pytest.mark.parametrize(
    "number", ["unmet_demand@", "unmet_demand@soon", "unmet_demand@" + 5000 * "9"]
)
def test_what_follows_the_at_sign_is_a_year(say: Say, number: str) -> None:
    for verb in ("why", "explain"):
        said = say(verb, "toy", "halt", number)
        assert said.code == 1
        assert "does not name an indicator and a year" in said.err


@pytest.mark.parametrize(
    "words",
    [
        ("run",),
        ("compare",),
        ("ensemble", "-n", "2", "--workers", "1", "--no-keep"),
        ("hindcast", "--draws", "2"),
        ("determine", "--workers", "1", "--no-keep"),
    ],
)
def test_two_strategies_of_one_name_do_not_stand_side_by_side(
    say: Say, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """Files of two folders may share a name, under which only one of them would be shown."""
    verb, *options = words
    files = []
    for name in ("build", "halt"):
        (folder := tmp_path / name).mkdir()
        files.append(folder / "mine.yaml")
        shutil.copyfile(shipped.folder("toy") / "strategies" / f"{name}.yaml", files[-1])
    said = say(verb, "toy", *files, *options)
    assert (said.code, said.out) == (1, "")
    assert "two strategies that differ go by the name 'mine'" in said.err


def test_a_strategy_named_twice_stands_there_once(say: Say, tmp_path: Path) -> None:
    said = say("run", "toy", "halt", "halt", "--quick", "-o", tmp_path / "run")
    assert said.code == 0
    assert sum(line.startswith("What holds halt back") for line in said.lines) == 1


def test_circles_are_looked_for_again_once_a_study_is_there() -> None:
    """A command puts that off while it begins; whoever calls from Python keeps their own ways."""
    script = (
        "import gc, sys\n"
        "from monazite.__main__ import BEGINNING, main\n"
        "from monazite.core.circles import RARELY, have_settled\n"
        "usual = gc.get_threshold()\n"
        "have_settled()\n"
        "assert gc.get_threshold() == usual and gc.get_freeze_count() == 0\n"
        "sys.argv = ['monazite', '--version']\n"
        "assert main() == 0 and gc.get_threshold()[0] == BEGINNING\n"
        "sys.argv = ['monazite', 'facts', 'toy']\n"
        "assert main() == 0 and gc.get_threshold() == RARELY\n"
        "assert gc.get_freeze_count() > 50_000\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
