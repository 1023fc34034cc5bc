"""Where every address asks: the studies, who solves, and what a refusal looks like."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Annotated, Any

from fastapi import Path as InPath
from fastapi import Request, Response
from fastapi.responses import JSONResponse

from monazite.studio.asked import (
    Asked,
    ExportAsked,
    OfPage,
    OfState,
    OfStudy,
    PartAsked,
    StudyAsked,
)
from monazite.studio.found import Ahead
from monazite.studio.jobs import Jobs
from monazite.studio.keeping import keep
from monazite.studio.line import Overtaken
from monazite.studio.links import Links
from monazite.studio.pool import Pool
from monazite.studio.process import signature
from monazite.studio.state import State
from monazite.studio.walk import Walk

__all__ = ["Asking", "Desk", "Named", "refused"]

logger = logging.getLogger("monazite.studio")

SECONDS_AT_MOST = 120.0

MOVE_RANGES = ("base", "world", "off", "on", "set", "facts", "year", "money", "basis")
"""What of a state decides between what its figures lie, and how that is told."""

NOBODY = Asked(state=State(study=""))
"""Who asks what is asked for its own sake, and carries no number."""

OF_A_PAGE = ("client", "seq", "known", "instead")
"""What a question says of who asks it."""

Asking = OfStudy | OfState | ExportAsked
Named = Annotated[str, InPath(max_length=200)]


def refused(status: int, *problems: str) -> JSONResponse:
    """Say what is wrong, in the same shape at every address."""
    told = [text.encode(errors="replace").decode() for text in problems]
    return JSONResponse({"error": {"text": told[0], "problems": told}}, status)


async def _left(request: Request) -> None:
    """Wait until whoever asked has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


@dataclass(frozen=True)
class Desk:
    """Studies by name, the one a visitor comes to first, and who solves and works long."""

    studies: Mapping[str, Path]
    first: str
    pool: Pool
    jobs: Jobs
    links: Links
    rests_after: float | None = None
    """Seconds without a move after which a page rests, and its next moves are answered ahead."""
    walk: Walk = field(default_factory=Walk)

    async def ask_for(self, request: Request, kind: str, asked: Asking) -> Response:
        """Put the question of a request, for as long as somebody waits for its answer."""
        answering = asyncio.ensure_future(self.ask(kind, asked))
        leaving = asyncio.ensure_future(_left(request))
        try:
            await asyncio.wait((answering, leaving), return_when=asyncio.FIRST_COMPLETED)
            if answering.done():
                return answering.result()
            return Response(status_code=499)  # which nobody reads
        finally:
            answering.cancel()
            leaving.cancel()

    async def ask(self, kind: str, asked: Asking) -> Response:
        """Put a question to whoever solves, and give the answer as it goes to the page."""
        folder = self.studies.get(asked.named)
        if folder is None:
            return refused(404, f"There is no study “{asked.named[:60]}” here.")
        said = await self._said(asked, folder)
        if isinstance(asked, PartAsked):
            made = asked.given.get("made")
            then = await asyncio.to_thread(self.links.figures, asked.state, made) if made else ()
            said["then"] = [one.model_dump() for one in then]
        page = asked if kind == "update" and isinstance(asked, Asked) else NOBODY
        try:
            async with asyncio.timeout(SECONDS_AT_MOST):
                status, body = await self.pool.ask(
                    *(kind, str(folder), self._of_nobody(said)),
                    plan=asked.plan,
                    known=frozenset(said.get("known", ())),
                    client=page.client,
                    seq=page.seq,
                    instead=page.instead,
                    lasting=page.drawn,
                )
        except Overtaken:
            return refused(409, "A newer question of this page came in.")
        except TimeoutError:
            return refused(503, "The answer takes longer than the studio waits.")
        except Exception as error:
            mark = token_hex(4)
            logger.exception("a question was not answered (%s)", mark, exc_info=error)
            told = f"The studio could not answer; the terminal says more under {mark}."
            return refused(503, told)
        if page.client and status == 200:
            self.walk.begin(self._next_moves(page, folder))
        return Response(body, status, media_type="application/json")

    async def _next_moves(self, asked: Asked, folder: Path) -> None:
        """Let all that is one press away from what a page shows be answered once it rests."""
        if self.rests_after is None:
            return
        await asyncio.sleep(self.rests_after)
        state = asked.state.model_dump(mode="json")
        status, body = await self.pool.ask("likely", str(folder), {"state": state}, ahead=True)
        if status != 200:
            return
        moves = []
        for one in json.loads(body)["states"]:
            # a page that has drawn one answer draws the next by itself
            new = {"state": State.model_validate(one), "drawn": False}
            move = asked.model_copy(update=new)
            moves.append((self._of_nobody(await self._said(move, folder)), move.plan))
        await self.pool.walk("update", str(folder), moves)

    @staticmethod
    def _of_nobody(said: Mapping[str, Any]) -> dict[str, Any]:
        """A question without who asks it, which is no part of its answer."""
        return {name: one for name, one in said.items() if name not in OF_A_PAGE}

    async def look_ahead(self, asked: Asked) -> Response:
        """Hear what a page is likely to ask next, and let it be answered while nobody waits."""
        folder = self.studies.get(asked.named)
        if folder is None:
            return refused(404, f"There is no study “{asked.named[:60]}” here.")
        said = self._of_nobody(await self._said(asked, folder))
        known = await self.pool.look_ahead("update", str(folder), said, plan=asked.plan)
        return Response(Ahead(known=known).model_dump_json(), media_type="application/json")

    async def _said(self, asked: Asking, folder: Path) -> dict[str, Any]:
        """All that a question says, with what was found of its state."""
        said = asked.model_dump(mode="json")
        if isinstance(asked, OfPage):
            state = asked.state.model_dump_json()
            said["tested"] = await asyncio.to_thread(
                self.jobs.found_of, "ranges", str(folder), state, MOVE_RANGES
            )
        return said

    async def remember(self, study: str) -> None:
        """Answer the first page of a study and keep it for the next start."""
        folder = self.studies[study]
        sign = await asyncio.to_thread(signature, str(folder))
        view = await self.ask("study", StudyAsked(study=study))
        update = await self.ask("update", Asked(state=State(study=study)))
        if view.status_code == update.status_code == 200:
            told = (bytes(one.body).decode() for one in (view, update))
            await asyncio.to_thread(keep, folder, sign, *told)
