"""Addresses of long work: begin it, see how far it is, follow it, cancel it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from monazite.studio.asked import JobAsked
from monazite.studio.found import Begun, JobView
from monazite.studio.jobs import Full, Jobs
from monazite.studio.routes.desk import Desk, Named, refused

__all__ = ["job_routes"]

ENDED = ("done", "failed", "cancelled")


def job_routes(desk: Desk) -> APIRouter:
    """Give each piece of long work an address by its id."""
    routes = APIRouter(prefix="/api/jobs")
    jobs = desk.jobs

    @routes.post("", status_code=202, response_model=Begun)
    async def begin(asked: JobAsked) -> Response:
        """Begin long work on a state; how far it is can be asked by its id."""
        return _begun(desk, asked)

    @routes.get("/{job}", response_model=JobView)
    async def see(job: Named) -> Response:
        """Say how far a job is and what it has found."""
        found = await asyncio.to_thread(jobs.see, job)
        if found is None:
            return refused(404, "There is no such job.")
        return Response(found.model_dump_json(), media_type="application/json")

    @routes.delete("/{job}", status_code=204)
    async def cancel(job: Named) -> Response:
        """Cancel a job; what it has found stays."""
        if not await asyncio.to_thread(jobs.cancel, job):
            return refused(404, "There is no such job.")
        return Response(status_code=204)

    @routes.get(
        "/{job}/events",
        response_class=Response,
        responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
    )
    async def events(request: Request, job: Named) -> Response:
        """Send every step of a job as it comes, until it ends."""
        if await asyncio.to_thread(jobs.see, job) is None:
            return refused(404, "There is no such job.")
        return StreamingResponse(_steps(request, jobs, job), media_type="text/event-stream")

    return routes


def _begun(desk: Desk, asked: JobAsked) -> Response:
    """Begin work if the study is there and not too much waits already."""
    folder = desk.studies.get(asked.named)
    if folder is None:
        return refused(404, "There is no such study here.")
    try:
        job = desk.jobs.begin(asked.kind, str(folder), asked.model_dump_json(exclude={"kind"}))
    except Full:
        return refused(429, "Too much work waits already; cancel some of it first.")
    return JSONResponse({"id": job}, 202)


async def _steps(request: Request, jobs: Jobs, job: str) -> AsyncIterator[str]:
    """What a job has found, each time that it has found more."""
    before = ""
    while not await request.is_disconnected():
        found: JobView | None = await asyncio.to_thread(jobs.see, job)
        if found is None:
            return
        text = found.model_dump_json(exclude={"seconds_left"})
        if text != before:
            before = text
            yield f"data: {found.model_dump_json()}\n\n"
        if found.status in ENDED:
            return
        await asyncio.sleep(0.2)
