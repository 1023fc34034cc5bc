"""Opens the studio in a browser."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monazite.cli.terminal import screen
from monazite.core.circles import have_settled
from monazite.core.errors import InvalidInput, Problem

if TYPE_CHECKING:
    from monazite.charts.worldmap import Ground

__all__ = ["studio"]

PORT = 8765

RESTS_AFTER = 1.0
"""Seconds without a move after which the studio looks ahead."""


def studio(
    study: Annotated[str, typer.Argument(help="A study that ships, or a folder.")] = "",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = PORT,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that solve.")] = 1,
    host: Annotated[str, typer.Option(help="Address to listen at; others need a token.")] = "",
    token: Annotated[str, typer.Option(help="What a visitor from elsewhere has to know.")] = "",
    basemap: Annotated[
        Path | None,
        typer.Option(help="GeoJSON or TopoJSON to draw maps over.", show_default=False),
    ] = None,
    ahead: Annotated[
        bool, typer.Option(help="Answer what is one press away while nobody asks.")
    ] = True,
) -> None:
    """Open the studio: move a lever and see the country change, in a browser."""
    _has_what_it_needs()
    import uvicorn

    from monazite.store.studies import bundled_studies, find_study
    from monazite.studio.app import create_app

    folder = find_study(study or _largest(bundled_studies()))
    if host and not token:
        raise InvalidInput(
            Problem(
                field="--host",
                message="whoever reaches this address could use the studio",
                remedy="give a --token that visitors have to know",
            )
        )
    studies = {**bundled_studies(), folder.name: folder}
    at, free = _bound(host or "127.0.0.1", port)
    address = f"http://{host or '127.0.0.1'}:{free}/"
    hosts = ("127.0.0.1", "localhost", "[::1]", *([host] if host else ()))
    app = create_app(
        studies,
        folder.name,
        workers=workers,
        hosts=hosts,
        token=token,
        ground=None if basemap is None else _ground(basemap),
        rests_after=RESTS_AFTER if ahead else None,
    )
    entry = f"{address}s/{folder.name}/start" + (f"?token={token}" if token else "")
    screen().print(f"monazite studio: {entry}  (Ctrl-C ends it)")
    if host:
        screen().print("Anyone who knows the token may use it; the network between can read it.")
    if browser:
        import threading
        import webbrowser

        threading.Timer(0.8, webbrowser.open, (entry,)).start()
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    have_settled()
    server.run(sockets=[at])


def _ground(basemap: Path) -> Ground:
    from monazite.studio.basemap import read_basemap

    return read_basemap(basemap)


def _has_what_it_needs() -> None:
    try:
        import uvicorn  # noqa: F401

        import monazite.studio.app  # noqa: F401
    except ModuleNotFoundError as error:
        raise InvalidInput(
            Problem(
                message=f"the studio needs {error.name}, which is not installed",
                remedy='install it with: pip install "monazite[studio]"',
            )
        ) from None


def _largest(studies: Mapping[str, Path]) -> str:
    """The study that holds most, which is the one to look at first."""
    return max(
        studies,
        key=lambda name: sum(file.stat().st_size for file in studies[name].rglob("*.csv")),
    )


def _bound(host: str, port: int) -> tuple[socket.socket, int]:
    """Take the port before anything is loaded, so that a taken one is told at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    at = socket.socket(family, socket.SOCK_STREAM)
    at.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        at.bind((host.strip("[]"), port))
    except OSError as error:
        raise InvalidInput(
            Problem(
                field="--port",
                message=f"cannot listen at {host}:{port}, {error.strerror}",
                remedy="write another --port, or 0 for any that is free",
            )
        ) from None
    return at, int(at.getsockname()[1])
