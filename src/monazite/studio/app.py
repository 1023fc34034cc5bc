"""The studio's server: pages, questions and long jobs, over one address of this machine."""

from __future__ import annotations

import asyncio
import json
import logging
from base64 import b64decode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import quote

from fastapi import FastAPI, Query, Request, Response
from fastapi import Path as InPath
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, StreamingResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from monazite import __version__
from monazite.store import cache_folder
from monazite.studio.asked import (
    Asked,
    ChartAsked,
    ExportAsked,
    JobAsked,
    OfState,
    OfStudy,
    StudyAsked,
    Want,
)
from monazite.studio.bundle import library
from monazite.studio.found import JobView
from monazite.studio.guard import Guard
from monazite.studio.jobs import Full, Jobs
from monazite.studio.keeping import keep, kept
from monazite.studio.pages import LIBRARY, page, static_mark
from monazite.studio.pool import Overtaken, Pool
from monazite.studio.process import signature
from monazite.studio.questions import QUESTIONS, Question
from monazite.studio.state import SCREENS, State, state_of
from monazite.studio.told import Begun, Refused, StudyView

if TYPE_CHECKING:
    from monazite.charts.worldmap import Ground

__all__ = ["create_app"]

logger = logging.getLogger("monazite.studio")

STATIC = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
LASTING = "max-age=31536000, immutable"
"""What a browser need not ask for again, since its address changes with it."""
SECONDS_AT_MOST = 120.0


REFUSALS: dict[int | str, dict[str, Any]] = {
    code: {"model": Refused, "description": said}
    for code, said in {
        400: "The body is no JSON.",
        401: "The token is missing.",
        403: "Another site asked.",
        404: "What is named is not there.",
        405: "The address takes no such method.",
        409: "The same page asked something newer.",
        413: "The body is larger than the studio takes.",
        421: "The address is not one the studio answers to.",
        422: "The body is no such question, or the study refuses what it says.",
        429: "Too much work waits.",
        503: "The answer takes too long, or could not be given.",
    }.items()
}
CHART: dict[str, Any] = {
    "image/svg+xml": {"schema": {"type": "string"}},
    "image/png": {"schema": {"type": "string", "format": "binary"}},
    "text/csv": {"schema": {"type": "string"}},
}
Asking = OfStudy | OfState | ExportAsked
Named = Annotated[str, InPath(max_length=200)]


def create_app(
    studies: Mapping[str, Path],
    first: str,
    *,
    workers: int = 1,
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]"),
    token: str = "",
    jobs_file: Path | None = None,
    ground: Ground | None = None,
) -> FastAPI:
    """Make the studio over some studies by name, warmed with the first one asked for."""
    pool = Pool(workers, str(studies[first]), ground)
    jobs = Jobs(jobs_file or cache_folder() / "studio-jobs.sqlite")

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        pool.begin()
        jobs.go_on()
        first_page = asyncio.create_task(remember(first))
        yield
        first_page.cancel()
        jobs.close()
        pool.close()

    app = FastAPI(
        title="monazite studio",
        version=__version__,
        description="Questions on a study: a strategy in a world, what it comes to and why.",
        lifespan=living,
        docs_url=None,
        redoc_url=None,
        responses=REFUSALS,
    )
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)
    app.add_middleware(Guard, hosts=hosts, token=token)

    def refused(status: int, *problems: str) -> JSONResponse:
        told = [text.encode(errors="replace").decode() for text in problems]
        return JSONResponse({"error": {"text": told[0], "problems": told}}, status)

    @app.exception_handler(RequestValidationError)
    async def _malformed(request: Request, error: RequestValidationError) -> JSONResponse:
        return refused(422, *(_problem(one) for one in error.errors()))

    @app.exception_handler(HTTPException)
    async def _nowhere(request: Request, error: HTTPException) -> JSONResponse:
        said = {404: "There is nothing at this address.", 405: "This address is not asked so."}
        return refused(error.status_code, said.get(error.status_code, str(error.detail)))

    async def ask(kind: str, asked: Asking) -> Response:
        folder = studies.get(asked.named)
        if folder is None:
            return refused(404, f"There is no study “{asked.named[:60]}” here.")
        said = asked.model_dump(mode="json")
        client, seq = said.pop("client", ""), said.pop("seq", 0)
        if kind != "update":  # others are asked for their own sake, and carry no number
            client, seq = "", 0
        text = json.dumps(said, sort_keys=True)
        lasting = kind == "update" and isinstance(asked, Asked) and asked.drawn
        try:
            async with asyncio.timeout(SECONDS_AT_MOST):
                status, body = await pool.ask(
                    kind, str(folder), text, client=client, seq=seq, lasting=lasting
                )
        except Overtaken:
            return refused(409, "A newer question of this page came in.")
        except TimeoutError:
            return refused(503, "The answer takes longer than the studio waits.")
        except Exception as error:
            logger.exception("a question was not answered", exc_info=error)
            return refused(503, "The studio could not answer; the terminal says more.")
        if seq and status == 200:
            body = f'{{"seq":{seq},{body.partition(",")[2]}'
        return Response(body, status, media_type="application/json")

    async def remember(study: str) -> None:
        """Answer the first page of a study and keep it for the next start."""
        folder = studies[study]
        sign = await asyncio.to_thread(signature, str(folder))
        view = await ask("study", StudyAsked(study=study))
        update = await ask("update", Asked(state=State(study=study)))
        if view.status_code == update.status_code == 200:
            told = (bytes(one.body).decode() for one in (view, update))
            await asyncio.to_thread(keep, folder, sign, *told)

    @app.get("/", include_in_schema=False)
    async def start() -> Response:
        return RedirectResponse(f"/s/{first}/start", 307)

    @app.get("/s/{study}/{screen}", include_in_schema=False)
    async def screen(request: Request, study: str, screen: str) -> Response:
        if study not in studies or screen not in SCREENS:
            return Response(page({}, first, "start", "", []), 404, media_type="text/html")
        folder = studies[study]
        sign = await asyncio.to_thread(signature, str(folder))
        known = await asyncio.to_thread(kept, folder, sign)
        text = page(known, study, screen, request.url.query, sorted(studies))
        return Response(text, media_type="text/html")

    @app.get("/static/{name}", include_in_schema=False)
    @app.get("/static/{mark}/{name}", include_in_schema=False)
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

    @app.get("/api/studies")
    async def names() -> list[str]:
        """Names of the studies that may be asked."""
        return sorted(studies)

    @app.get("/api/study/{study}", response_model=StudyView)
    async def study_view(study: Named) -> Response:
        """All a page needs to know of a study before any lever is moved."""
        return await ask("study", StudyAsked(study=study))

    def asking(kind: str, question: Question) -> None:
        async def answer(asked: Any) -> Response:
            return await ask(kind, asked)

        answer.__annotations__ = {"asked": question.asked, "return": Response}
        app.post(
            f"/api/{kind}",
            response_model=question.told,
            operation_id=kind,
            summary=question.said,
        )(answer)

    for kind, question in QUESTIONS.items():
        if kind != "study":  # which stands at an address of its own
            asking(kind, question)

    @app.get(
        "/c/{study}/{name}.{form}",
        operation_id="chart",
        response_class=Response,
        responses={200: {"description": "The chart.", "content": CHART}},
    )
    async def chart(
        request: Request,
        study: Named,
        name: Annotated[str, InPath(max_length=60)],
        form: Literal["svg", "png", "csv"],
        width: Annotated[int, Query(ge=1, le=10_000)] = 900,
        theme: Literal["light", "dark"] = "light",
        of: Annotated[str, Query(alias="form", max_length=200)] = "",
        key: Annotated[str, Query(max_length=200)] = "",
    ) -> Response:
        """Give a chart of a state as a file.

        The state stands in the query as it does in the link of a page; what of it is not known is
        refused, since a picture could not say that it was left out. A map is of the form of the
        material named by `form`, a why of the number named by `key`.
        """
        state, ignored = state_of(study, request.url.query)
        if ignored:
            return refused(422, *(one.replace(" and was left out.", ".") for one in ignored))
        want = (Want(chart=name, width=width),)
        wanted = ChartAsked(state=state, want=want, theme=theme, form=of, key=key)
        found = await ask("export", ExportAsked(form=form, asked=wanted, strict=True))
        if found.status_code != 200:
            return found
        file = json.loads(bytes(found.body))
        headers = {"content-disposition": f"inline; filename*=UTF-8''{quote(file['name'])}"}
        return Response(b64decode(file["data"]), media_type=file["media"], headers=headers)

    @app.post("/api/jobs", status_code=202, response_model=Begun)
    async def begin(asked: JobAsked) -> Response:
        """Begin long work on a state; how far it is can be asked by its id."""
        folder = studies.get(asked.named)
        if folder is None:
            return refused(404, "There is no such study here.")
        try:
            job = jobs.begin(asked.kind, str(folder), asked.model_dump_json(exclude={"kind"}))
        except Full:
            return refused(429, "Too much work waits already; cancel some of it first.")
        return JSONResponse({"id": job}, 202)

    @app.get("/api/jobs/{job}", response_model=JobView)
    async def see(job: Named) -> Response:
        """Say how far a job is and what it has found."""
        found = await asyncio.to_thread(jobs.see, job)
        if found is None:
            return refused(404, "There is no such job.")
        return Response(found.model_dump_json(), media_type="application/json")

    @app.delete("/api/jobs/{job}", status_code=204)
    async def cancel(job: Named) -> Response:
        """Stop a job; what it has found stays."""
        if not await asyncio.to_thread(jobs.cancel, job):
            return refused(404, "There is no such job.")
        return Response(status_code=204)

    @app.get(
        "/api/jobs/{job}/events",
        response_class=Response,
        responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
    )
    async def events(request: Request, job: Named) -> Response:
        """Send every step of a job as it comes, until it ends."""
        if await asyncio.to_thread(jobs.see, job) is None:
            return refused(404, "There is no such job.")

        async def sent() -> AsyncIterator[str]:
            before = ""
            while not await request.is_disconnected():
                found: JobView | None = await asyncio.to_thread(jobs.see, job)
                if found is None:
                    return
                text = found.model_dump_json(exclude={"seconds_left"})
                if text != before:
                    before = text
                    yield f"data: {found.model_dump_json()}\n\n"
                if found.status in ("done", "failed", "cancelled"):
                    return
                await asyncio.sleep(0.2)

        return StreamingResponse(sent(), media_type="text/event-stream")

    return app


def _problem(one: Mapping[str, Any]) -> str:
    """Say what is wrong with a part of a body, where it stands and what it should be."""
    place = ".".join(str(part) for part in one["loc"][1:])
    told = str(one["msg"]).rstrip(".") + "."
    return f"{place}: {told}" if place else told
