"""Runs tests on a broken module: those that run the broken line first, and none after a failure.

Tests are collected once, in a process in which nothing is broken. One that it begins notes how
long each test takes and which lines of the module it runs; then each mutant has a process of its
own, which takes the broken functions in place of the real ones and runs the tests. What is read
while a module is imported, such as a record of a rule or a default of an argument, is broken by
importing all of it anew. Nothing on disk changes.
"""

import ast
import gc
import importlib.abc
import importlib.machinery
import inspect
import os
import pickle
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

LONGEST = 300
"""Seconds after which a mutant of any module goes round in circles, and is noticed by that."""
SLOWER = 10.0
"""How much longer than without any change tests of a mutant may take before it does, times."""
AT_LEAST = 20
"""Seconds any mutant has."""
NOT_ALONE = 3
"""What a process ends with that found it cannot tell; others end with 0, nobody noticed, or 1."""
OPTIONS = ("-x", "-q", "-s", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist")


@dataclass(frozen=True)
class Broken:
    """A module with one change: its lines, and whether these run only when a function is called."""

    path: Path
    tree: ast.Module
    lines: range
    when_called: bool


@dataclass(frozen=True)
class Told:
    """What a test is like: which it is, its file, its seconds, and the lines it runs."""

    name: str
    file: str
    seconds: float
    lines: frozenset[int]


def noticed(
    path: Path, tests: Sequence[str], broken: Sequence[Broken], module: str
) -> Iterator[bool]:
    """Say of each change whether a test notices it; the first is told of no change at all."""
    with tempfile.TemporaryDirectory() as folder:
        asking, telling = os.pipe()
        if (child := os.fork()) == 0:
            os.close(asking)
            _silent()
            with _Ending(), os.fdopen(telling, "w") as out:
                _pytest(tests, _Bench(path, broken, Path(folder), out))
        os.close(telling)
        with os.fdopen(asking) as answers:
            told, number, code = Path(folder) / "told", 0, 1
            for number, line in enumerate(answers):
                code = int(line)
                if code == NOT_ALONE:
                    code = _imported_anew(module, broken[number - 1], tests, told)
                yield code != 0
        os.waitpid(child, 0)
        if number < len(broken) and (number or not code):
            raise ChildProcessError(f"{path.name}: tests ended before mutant {number + 1}")


def ordered(told: Sequence[Told], lines: Collection[int]) -> list[str]:
    """Names of tests: those that run some of the lines first, file by file, the fastest first."""
    runs = [one for one in told if not one.lines.isdisjoint(lines)]
    rest = [one for one in told if one.lines.isdisjoint(lines)]
    names: list[str] = []
    for some in (runs, rest):
        files: dict[str, list[Told]] = {}
        for one in some:
            files.setdefault(one.file, []).append(one)
        for group in sorted(files.values(), key=lambda group: sum(one.seconds for one in group)):
            names += [one.name for one in group]
    return names


class _Bench:
    """Collects tests, and in place of running them once runs them for each mutant."""

    def __init__(self, path: Path, broken: Sequence[Broken], folder: Path, out: Any) -> None:
        self.path, self.broken, self.folder, self.out = path, broken, folder, out
        self.early: set[int] = set()
        sys.settrace(_tracer(path, self.early))

    def pytest_collection_finish(self) -> None:
        sys.settrace(None)

    def pytest_runtestloop(self, session: Any) -> bool:
        if session.testsfailed or not session.items:
            self._tell(1)
            return True
        began = time.monotonic()
        code = _apart(self.folder, LONGEST, lambda: self._recorded(session))
        took = time.monotonic() - began
        self._tell(code)
        if code:
            return True
        functions = _functions(str(self.path))
        gc.freeze()  # what is never looked at again is not copied into each process either
        told: list[Told] = pickle.loads((self.folder / "told").read_bytes())
        items = {item.nodeid: item for item in session.items}
        seconds = min(LONGEST, max(AT_LEAST, round(SLOWER * took)))
        for one in self.broken:
            # what ran while tests were collected may have been kept, and is not told by these tests
            if not one.when_called or not self.early.isdisjoint(one.lines):
                self._tell(NOT_ALONE)
                continue
            order = [items[name] for name in ordered(told, one.lines)]
            self._tell(
                _apart(
                    self.folder,
                    seconds,
                    lambda one=one, order=order: _swapped(one, functions) or _run(session, order),
                )
            )
        return True

    def _tell(self, code: int) -> None:
        self.out.write(f"{code}\n")
        self.out.flush()

    def _recorded(self, session: Any) -> int:
        told: list[Told] = []
        for item, after in zip(session.items, [*session.items[1:], None], strict=True):
            lines: set[int] = set()
            began = time.monotonic()
            sys.settrace(_tracer(self.path, lines))
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            sys.settrace(None)
            told.append(
                Told(item.nodeid, str(item.path), time.monotonic() - began, frozenset(lines))
            )
        (self.folder / "told").write_bytes(pickle.dumps(told))
        return int(session.testsfailed > 0)


class _InOrder:
    """Puts collected tests in the order of their names."""

    def __init__(self, names: Sequence[str]) -> None:
        self.place = {name: place for place, name in enumerate(names)}

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items.sort(key=lambda item: self.place.get(item.nodeid, 0))


def _run(session: Any, items: Sequence[Any]) -> int:
    """Run tests until one fails: 1 if one does."""
    for item, after in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if session.testsfailed:
            return 1
    return 0


def _functions(file: str) -> list[FunctionType]:
    """All functions there are of a file."""
    found = [one for one in gc.get_objects() if isinstance(one, FunctionType)]
    return [one for one in found if one.__code__.co_filename == file]


def _swapped(broken: Broken, functions: Sequence[FunctionType]) -> int:
    """Put broken functions in the place of the real ones: 0, or `NOT_ALONE` where one will not."""
    code = compile(broken.tree, str(broken.path), "exec")
    new = {(one.co_qualname, one.co_firstlineno): one for one in _codes(code)}
    for function in functions:
        old = function.__code__
        try:
            function.__code__ = new[old.co_qualname, old.co_firstlineno]
        except (KeyError, ValueError):  # a name more or less is taken from around it
            return NOT_ALONE
    return 0


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


def _tracer(path: Path, lines: set[int]) -> Callable[[FrameType, str, Any], Any]:
    """Note lines of functions of one file as they run, but none of modules and classes."""
    name = str(path)

    def inside(frame: FrameType, event: str, arg: Any) -> Any:
        lines.add(frame.f_lineno)
        return inside

    def tracer(frame: FrameType, event: str, arg: Any) -> Any:
        code = frame.f_code
        if code.co_filename == name and code.co_flags & inspect.CO_OPTIMIZED:
            return inside
        return None

    return tracer


class _Changed(importlib.abc.MetaPathFinder, importlib.machinery.SourceFileLoader):
    """Reads one module from a tree and all others from where they are."""

    def __init__(self, name: str, broken: Broken) -> None:
        super().__init__(name, str(broken.path))
        self.tree = broken.tree

    def find_spec(self, fullname, path=None, target=None):  # type: ignore[no-untyped-def]
        """Step in for the one module alone."""
        if fullname == self.name:
            return importlib.machinery.ModuleSpec(fullname, self, origin=self.path)
        return None

    def get_code(self, fullname):  # type: ignore[no-untyped-def]
        """Compile the tree; nothing is kept on disk."""
        return compile(self.tree, self.path, "exec")


def _imported_anew(module: str, broken: Broken, tests: Sequence[str], told: Path) -> int:
    """Run all tests with everything imported anew: 0 if they pass."""
    names = ordered(pickle.loads(told.read_bytes()), broken.lines)

    def run() -> int:
        sys.meta_path.insert(0, _Changed(module, broken))
        return int(_pytest(tests, _InOrder(names)))

    return _apart(told.parent, LONGEST, run)


def _pytest(tests: Sequence[str], plugin: object) -> int:
    import pytest

    return int(pytest.main([*OPTIONS, "-m", "not slow", *tests], plugins=[plugin]))


def _apart(folder: Path, seconds: int, what: Callable[[], int]) -> int:
    """Do something in a process of its own, which may write to a folder: what it ends with."""
    kept = tempfile.mkdtemp(dir=folder)
    if (child := os.fork()) == 0:
        with _Ending() as end:
            signal.alarm(seconds)
            _silent()
            os.environ["PYTEST_DEBUG_TEMPROOT"] = kept
            end.append(what())
    _, status = os.waitpid(child, 0)
    shutil.rmtree(kept, ignore_errors=True)
    return os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 1


class _Ending:
    """Ends this process, with what was put into it or 1, whatever happens within."""

    def __enter__(self) -> list[int]:
        self.code: list[int] = []
        return self.code

    def __exit__(self, *what: object) -> None:
        os._exit(self.code[0] if self.code else 1)


def _silent() -> None:
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
