"""The address that makes a link to hand on; where short ones lead is a page."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from fastapi import APIRouter, Request, Response

from monazite.studio.asked import Asked, HeadlineThen, LinkAsked
from monazite.studio.file import NotKept
from monazite.studio.links import LONG, Shared, TooLong, told_of
from monazite.studio.routes.desk import Desk, refused
from monazite.studio.state import SCREENS, with_made
from monazite.studio.told import Update

__all__ = ["link_routes"]


def link_routes(desk: Desk) -> APIRouter:
    """Give what was chosen a link that is short."""
    routes = APIRouter()

    @routes.post("/api/links", response_model=Shared, operation_id="share")
    async def share(request: Request, asked: LinkAsked) -> Response:
        """Give a link to what was chosen: the address of the page unless that is long.

        It is that address, however long, where no short one can be kept.
        """
        if asked.named not in desk.studies:
            return refused(404, "There is no such study here.")
        if asked.screen not in SCREENS:
            return refused(422, "There is no such screen.")
        await _keep_figures(desk, asked)
        whole = with_made(asked.link, asked.made)
        if asked.link and len(asked.link) <= LONG:
            return _given(whole, short=False)
        try:
            mark = await asyncio.to_thread(desk.links.keep, asked)
        except TooLong:
            return refused(422, "More was chosen than a short link keeps; save it as a file.")
        except NotKept:
            if not asked.link:
                raise
            return _given(whole, short=False)
        return _given(f"{request.base_url}p/{mark}", short=True)

    return routes


async def _keep_figures(desk: Desk, asked: LinkAsked) -> None:
    """Keep what headlines say as a link is copied, if the study holds the data it names."""
    answer = await desk.ask("update", Asked(state=asked.state, screen=asked.screen))
    if answer.status_code != 200:
        return
    found = Update.model_validate_json(bytes(answer.body))
    if found.data_hash != asked.made:
        return
    then = [
        HeadlineThen(key=one.key, title=one.title, year=one.year, text=one.text)
        for one in found.headlines
    ]
    with suppress(NotKept):  # then whoever opens the link is told that they are not known
        await asyncio.to_thread(desk.links.keep_figures, asked.state, asked.made, then)


def _given(link: str, *, short: bool) -> Response:
    told = Shared(link=link, html=told_of(link, short=short))
    return Response(told.model_dump_json(), media_type="application/json")
