"""Addresses of questions that are answered at once."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from monazite.studio.asked import Asked, StudyAsked
from monazite.studio.found import Ahead
from monazite.studio.questions import QUESTIONS, Question
from monazite.studio.routes.desk import Desk, Named
from monazite.studio.study_told import StudyView

__all__ = ["question_routes"]


def question_routes(desk: Desk) -> APIRouter:
    """Give each question an address of its own, named by its kind."""
    routes = APIRouter()

    @routes.get("/api/studies")
    async def names() -> list[str]:
        """Names of the studies that may be asked."""
        return sorted(desk.studies)

    @routes.get("/api/study/{study}", response_model=StudyView)
    async def study_view(request: Request, study: Named) -> Response:
        """All a page needs to know of a study before any lever is moved."""
        return await desk.ask_for(request, "study", StudyAsked(study=study))

    @routes.post("/api/ahead", response_model=Ahead, operation_id="ahead")
    async def ahead(asked: Asked) -> Response:
        """Say which update is likely to be asked next; it may be answered before it is."""
        return await desk.look_ahead(asked)

    def asking(kind: str, question: Question) -> None:
        async def answer(request: Request, asked: Any) -> Response:
            return await desk.ask_for(request, kind, asked)

        answer.__annotations__ |= {"request": Request, "asked": question.asked}
        routes.post(
            f"/api/{kind}",
            response_model=question.told,
            operation_id=kind,
            summary=question.said,
        )(answer)

    for kind, question in QUESTIONS.items():
        if kind != "study":  # which stands at an address of its own
            asking(kind, question)
    return routes
