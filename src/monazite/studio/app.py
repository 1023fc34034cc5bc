"""The studio's server: pages, questions and long jobs, over one address of this machine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from monazite import __version__
from monazite.store import cache_folder
from monazite.studio.file import NotKept
from monazite.studio.guard import Guard
from monazite.studio.jobs import Jobs
from monazite.studio.links import Links
from monazite.studio.pool import Pool
from monazite.studio.routes import (
    Desk,
    chart_routes,
    evidence_routes,
    job_routes,
    link_routes,
    page_routes,
    question_routes,
    refused,
)
from monazite.studio.told import Refused

if TYPE_CHECKING:
    from monazite.charts.worldmap import Ground

__all__ = ["create_app"]

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
        503: "The answer takes too long, could not be given, or cannot be kept.",
    }.items()
}


def create_app(
    studies: Mapping[str, Path],
    first: str,
    *,
    workers: int = 1,
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]"),
    token: str = "",
    jobs_file: Path | None = None,
    ground: Ground | None = None,
    rests_after: float | None = None,
) -> FastAPI:
    """Make the studio over some studies by name, warmed with the first one asked for.

    Once a page rests for some seconds, what is one press away from it is answered ahead; never
    without them.
    """
    pool = Pool(workers, str(studies[first]), ground)
    file = jobs_file or cache_folder() / "studio-jobs.sqlite"
    jobs = Jobs(file)
    desk = Desk(studies, first, pool, jobs, Links(file), rests_after)

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        pool.begin()
        jobs.go_on()
        first_page = asyncio.create_task(desk.remember(first))
        yield
        first_page.cancel()
        desk.walk.end()
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
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _nowhere)
    app.add_exception_handler(NotKept, _not_kept)
    for routes in (
        *(page_routes, question_routes, chart_routes),
        *(evidence_routes, job_routes, link_routes),
    ):
        app.include_router(routes(desk))
    return app


async def _malformed(request: Request, error: Exception) -> JSONResponse:
    """Answer a body or an address that is not as the schema has it."""
    told = error.errors() if isinstance(error, RequestValidationError) else ()
    return refused(422, *(_problem(one) for one in told))


async def _nowhere(request: Request, error: Exception) -> JSONResponse:
    """Answer at an address where nothing stands, or that is not asked so."""
    said = {404: "There is nothing at this address.", 405: "This address is not asked so."}
    status = error.status_code if isinstance(error, HTTPException) else 500
    return refused(status, said.get(status, str(getattr(error, "detail", error))))


async def _not_kept(request: Request, error: Exception) -> JSONResponse:
    """Answer what needs the file of the studio while that cannot be used."""
    return refused(503, str(error))


def _problem(one: Mapping[str, Any]) -> str:
    """Say what is wrong with a part of a body, where it stands and what it should be."""
    place = ".".join(str(part) for part in one["loc"][1:])
    told = str(one["msg"]).rstrip(".") + "."
    return f"{place}: {told}" if place else told
