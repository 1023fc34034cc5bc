"""What holds for every test: no network, fixed random examples, a plain terminal."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import settings

from monazite.store.findings import FindingStore

from .clusters import two_workers
from .sharing_out import place_of, scope_of

settings.register_profile("monazite", derandomize=True, deadline=None)
settings.load_profile("monazite")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share tests out to processes by what they build, unless another way is asked for."""
    if config.getvalue("dist") != "load":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return scope_of(nodeid)

    config.option.loadscopereorder = False
    return Together(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the longest first where several processes share the tests."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: place_of(item.nodeid))


@pytest.fixture
def nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is worked out in a folder of the test's own, where nothing is kept yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def _refuse(*address: object, **options: object) -> NoReturn:
    raise AssertionError(f"a test tried to reach the network: {address[1:] or address}")


_getaddrinfo = socket.getaddrinfo
_HERE = ("127.0.0.1", "::1", "localhost", None)
"""This machine, by every name its own servers go by."""


def _own(found: socket.socket, address: Any) -> bool:
    """Whether an address is a process of this machine."""
    return found.family == getattr(socket, "AF_UNIX", None) or address[0] in _HERE


def _look_up(host: Any, *more: Any, **options: Any) -> Any:
    if host not in _HERE:
        _refuse(None, host)
    return _getaddrinfo(host, *more, **options)


class _LocalSocket(socket.socket):
    """A socket that talks between processes of this machine and to nothing else."""

    def connect(self, address: Any, /) -> None:
        if not _own(self, address):
            _refuse(self, address)
        super().connect(address)

    def connect_ex(self, address: Any, /) -> int:
        if not _own(self, address):
            _refuse(self, address)
        return super().connect_ex(address)


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keeps what tests work out away from what the user has kept."""
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="module")
def own_findings(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keeps what long work found away from tests of other modules, whose briefs would tell it."""
    patch = pytest.MonkeyPatch()
    patch.setattr(FindingStore, "file", f"findings-{request.node.name.replace('/', '-')}.sqlite")
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Makes every connection and every look-up of an address fail the test that tries it."""
    patch = pytest.MonkeyPatch()
    patch.setattr(socket, "socket", _LocalSocket)
    patch.setattr(socket, "getaddrinfo", _look_up)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps the width and the colours of whoever runs the tests out of the results."""
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE", "NO_COLOR", "PY_COLORS", "TERMINAL_WIDTH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("LINES", "40")
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def processes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spreads work over processes however short it is."""
    monkeypatch.setattr("monazite.runs.computing.processes.ALONE", 0.0)


@pytest.fixture(scope="session")
def scheduler() -> Iterator[str]:
    """The address of a scheduler with two workers, which serve all tests that ask for it."""
    with two_workers() as (address, _):
        yield address
