"""The studio's server: pages, questions and long jobs, over one address of this machine."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from fastapi import Body, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, StreamingResponse
from pydantic import BaseModel, Field
from starlette.middleware.gzip import GZipMiddleware

from monazite import __version__
from monazite.store import cache_folder
from monazite.studio.bundle import library
from monazite.studio.guard import Guard
from monazite.studio.jobs import Full, Jobs, JobView
from monazite.studio.keeping import keep, kept
from monazite.studio.pages import page
from monazite.studio.pool import Overtaken, Pool
from monazite.studio.process import ASKED, signature
from monazite.studio.state import SCREENS, State
from monazite.studio.work import JOBS

__all__ = ["create_app"]

logger = logging.getLogger("monazite.studio")

STATIC = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
SECONDS_AT_MOST = 120.0


class JobAsked(BaseModel):
    """Long work on a state: what levers do, what stands behind a bottleneck, a fact's ends."""

    kind: Annotated[str, Field(pattern=f"^({'|'.join(JOBS)})$")]
    state: State
    lever: Annotated[str, Field(max_length=200)] = ""
    fact: Annotated[str, Field(max_length=200)] = ""
    key: Annotated[str, Field(max_length=200)] = ""


class Begun(BaseModel):
    """The id of a job that was begun."""

    id: str


class Refusal(BaseModel):
    """A plain sentence on what is wrong, and all problems where there are several."""

    text: str
    problems: list[str] = []


class Refused(BaseModel):
    """What stands in an answer that is none."""

    error: Refusal


REFUSALS: dict[int | str, dict[str, Any]] = {
    code: {"model": Refused} for code in (400, 401, 403, 404, 409, 413, 421, 422, 429, 503)
}


def create_app(
    studies: Mapping[str, Path],
    first: str,
    *,
    workers: int = 1,
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]"),
    token: str = "",
    jobs_file: Path | None = None,
) -> FastAPI:
    """Make the studio over some studies by name, warmed with the first one asked for."""
    pool = Pool(workers, str(studies[first]))
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

    def refused(status: int, text: str) -> JSONResponse:
        return JSONResponse({"error": {"text": text, "problems": [text]}}, status)

    @app.exception_handler(RequestValidationError)
    async def _malformed(request: Request, error: RequestValidationError) -> JSONResponse:
        problems = [
            f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}"
            for one in error.errors()
        ]
        return JSONResponse({"error": {"text": problems[0], "problems": problems}}, 422)

    async def ask(
        kind: str, study: str, question: Mapping[str, Any], *, client: str = "", seq: int = 0
    ) -> Response:
        folder = studies.get(study)
        if folder is None:
            return refused(404, f"There is no study “{study[:60]}” here.")
        text = json.dumps(question, sort_keys=True)
        try:
            async with asyncio.timeout(SECONDS_AT_MOST):
                status, body = await pool.ask(kind, str(folder), text, client=client, seq=seq)
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
        view = await ask("study", study, {})
        update = await ask("update", study, {"state": {"study": study}})
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
    async def static(request: Request, name: str) -> Response:
        if name == "vega.js":
            made = await asyncio.to_thread(library)
            headers = {"content-encoding": "gzip", "cache-control": "max-age=86400"}
            return Response(made, media_type="text/javascript", headers=headers)
        media = STATIC.get(name.rpartition(".")[2])
        file = files("monazite.studio").joinpath("static", name)
        if media is None or "/" in name or "\\" in name or not file.is_file():
            return refused(404, "There is no such file.")
        return Response(file.read_bytes(), media_type=media, headers={"cache-control": "no-cache"})

    @app.get("/api/studies")
    async def names() -> list[str]:
        """Names of the studies that may be asked."""
        return sorted(studies)

    @app.get("/api/study/{study}")
    async def study_view(study: str) -> Response:
        """All a page needs to know of a study before any lever is moved."""
        return await ask("study", study, {})

    @app.post("/api/update")
    async def update(asked: Annotated[dict[str, Any], Body()]) -> Response:
        """Answer a state: headlines and charts; of one client only the newest."""
        question = {**asked}
        client, seq = str(question.pop("client", ""))[:64], question.pop("seq", 0)
        seq = seq if isinstance(seq, int) and 0 <= seq < 2**53 else 0
        return await ask("update", _study_of(asked), question, client=client, seq=seq)

    @app.post("/api/jobs", status_code=202, response_model=Begun)
    async def begin(asked: JobAsked) -> Response:
        """Begin long work on a state; how far it is can be asked by its id."""
        folder = studies.get(asked.state.study)
        if folder is None:
            return refused(404, "There is no such study here.")
        try:
            job = jobs.begin(asked.kind, str(folder), asked.model_dump_json(exclude={"kind"}))
        except Full:
            return refused(429, "Too much work waits already; cancel some of it first.")
        return JSONResponse({"id": job}, 202)

    @app.post("/api/{kind}")
    async def question(kind: str, asked: Annotated[dict[str, Any], Body()]) -> Response:
        """Ask for compare, map, explain, facts, fact, export, open or warnings."""
        if kind not in ASKED:
            return refused(404, "There is no such question.")
        study = _study_of(asked)
        return await ask(kind, study, {key: one for key, one in asked.items() if key != "study"})

    @app.get("/api/jobs/{job}")
    async def see(job: str) -> Response:
        """Say how far a job is and what it has found."""
        found = await asyncio.to_thread(jobs.see, job)
        if found is None:
            return refused(404, "There is no such job.")
        return Response(found.model_dump_json(), media_type="application/json")

    @app.delete("/api/jobs/{job}")
    async def cancel(job: str) -> Response:
        """Stop a job; what it has found stays."""
        if not await asyncio.to_thread(jobs.cancel, job):
            return refused(404, "There is no such job.")
        return Response(status_code=204)

    @app.get("/api/jobs/{job}/events")
    async def events(request: Request, job: str) -> Response:
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


def _study_of(asked: Mapping[str, Any]) -> str:
    for place in (asked, asked.get("asked")):
        if isinstance(place, Mapping):
            state = place.get("state")
            if isinstance(state, Mapping):
                return str(state.get("study", ""))
            if "study" in place:
                return str(place["study"])
    return ""
