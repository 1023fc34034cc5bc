"""The command as a whole: exit codes, refusals, pipes and colours."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monazite import __version__
from monazite.cli import main
from monazite.core.errors import InvalidInput, Problem

Say = Callable[..., Any]


def _raise(error: BaseException) -> Callable[..., None]:
    def refuse(*given: object, **options: object) -> None:
        raise error

    return refuse


VERBS = ("run", "compare", "binds", "explain", "facts", "check", "export")


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
    said = say("run")
    assert said.code == 1
    assert said.err.endswith("Try `monazite run --help`.\n")


def test_cancelling_ends_with_code_3(say: Say, toy: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(toy), "run", _raise(KeyboardInterrupt()))
    said = say("run", "toy")
    assert (said.code, said.out, said.err) == (3, "", "Cancelled.\n")


def test_a_fault_of_ours_is_one_sentence(
    say: Say, toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(toy), "run", _raise(KeyError("inner")))
    said = say("binds", "toy", "halt")
    assert (said.code, said.out) == (1, "")
    assert "monazite stumbled: KeyError: 'inner'" in said.err
    assert "Traceback" not in said.err
    monkeypatch.setenv("MONAZITE_TRACEBACK", "1")
    with pytest.raises(KeyError):
        main(["binds", "toy", "halt"])


def test_a_file_that_cannot_be_written_is_named(say: Say, tmp_path: Path) -> None:
    said = say("facts", "toy", "-o", tmp_path / "nowhere" / "facts.csv")
    assert (said.code, said.out) == (1, "")
    assert said.err == f"{tmp_path / 'nowhere' / 'facts.csv'}: No such file or directory\n"
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


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_describes_itself(say: Say, verb: str) -> None:
    said = say(verb, "--help")
    assert said.code == 0
    assert "--json" in said.out
    assert "--output" in said.out


def test_help_and_version_need_no_model() -> None:
    script = (
        "import sys\n"
        "from monazite.cli import main\n"
        "codes = main([]), main(['--help']), main(['--version'])\n"
        "assert codes == (0, 0, 0), codes\n"
        "heavy = {'linopy', 'highspy', 'xarray', 'polars', 'pint'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(f"monazite {__version__}\n")


def test_the_module_runs_as_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "monazite", "nonsense"], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "No such command 'nonsense'" in done.stderr
