"""Addresses of pages and of what they are made of."""

from __future__ import annotations

import asyncio
from importlib.resources import files

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from monazite.studio.asked import LinkAsked
from monazite.studio.bundle import library
from monazite.studio.file import NotKept
from monazite.studio.keeping import kept
from monazite.studio.pages import LIBRARY, page, static_mark
from monazite.studio.process import signature
from monazite.studio.routes.desk import Desk, refused
from monazite.studio.state import SCREENS

__all__ = ["page_routes"]

STATIC = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
NO_LINK = (
    "This studio keeps no link of that name: it was made on another machine, or long ago. Ask "
    "whoever gave it to you for the address of the page in full."
)
LASTING = "max-age=31536000, immutable"
"""What a browser need not ask for again, since its address changes with it."""


def page_routes(desk: Desk) -> APIRouter:
    """Give pages, each with the last answer to its first question, and their parts."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/")
    async def start() -> Response:
        return RedirectResponse(f"/s/{desk.first}/start", 307)

    @routes.get("/s/{study}/{screen}")
    async def screen(request: Request, study: str, screen: str) -> Response:
        return await _opened(desk, study, screen, request.url.query)

    @routes.get("/p/{mark}")
    async def short(mark: str) -> Response:
        try:
            shared = await asyncio.to_thread(desk.links.see, mark)
        except NotKept as error:
            return _nowhere(desk, str(error), 503)
        if shared is None:
            return _nowhere(desk, NO_LINK)
        return await _opened(desk, shared.named, shared.screen, shared=shared)

    @routes.get("/static/{name}")
    @routes.get("/static/{mark}/{name}")
    async def static(request: Request, name: str, mark: str = "") -> Response:
        headers = {"cache-control": LASTING if mark == static_mark() else "no-cache"}
        if name == LIBRARY:
            made = await asyncio.to_thread(library)
            headers["content-encoding"] = "gzip"
            return Response(made, media_type="text/javascript", headers=headers)
        media = STATIC.get(name.rpartition(".")[2])
        file = files("monazite.studio").joinpath("static", name)
        if media is None or "/" in name or "\\" in name or not file.is_file():
            return refused(404, "There is no such file.")
        return Response(file.read_bytes(), media_type=media, headers=headers)

    return routes


async def _opened(
    desk: Desk, study: str, screen: str, query: str = "", shared: LinkAsked | None = None
) -> Response:
    """Give the page of a screen, or the first page with a word on what is not there."""
    if study not in desk.studies or screen not in SCREENS:
        return _nowhere(desk, f"This studio has no study “{study[:60]}”, or no such screen of it.")
    folder = desk.studies[study]
    sign = await asyncio.to_thread(signature, str(folder))
    known = await asyncio.to_thread(kept, folder, sign)
    text = page(known, study, screen, query, sorted(desk.studies), shared=shared)
    return Response(text, media_type="text/html")


def _nowhere(desk: Desk, told: str, status: int = 404) -> Response:
    text = page({}, desk.first, "start", "", [], told=told)
    return Response(text, status, media_type="text/html")
