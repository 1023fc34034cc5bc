"""Addresses of charts as files."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi import Path as InPath

from monazite.studio.asked import ChartAsked, ExportAsked, Want
from monazite.studio.routes.desk import Desk, Named, refused
from monazite.studio.state import state_of

__all__ = ["chart_routes"]

CHART: dict[str, Any] = {
    "image/svg+xml": {"schema": {"type": "string"}},
    "image/png": {"schema": {"type": "string", "format": "binary"}},
    "text/csv": {"schema": {"type": "string"}},
}


def chart_routes(desk: Desk) -> APIRouter:
    """Give charts of a state to whoever puts them into a page of their own."""
    routes = APIRouter()

    @routes.get(
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
        target: Annotated[str, Query(max_length=60)] = "",
        figure: Annotated[str, Query(max_length=200)] = "",
        budget: Annotated[str, Query(max_length=60)] = "",
        chances: Annotated[str, Query(max_length=200)] = "",
        use: Annotated[str, Query(max_length=200)] = "",
        release: Annotated[str, Query(max_length=60)] = "",
    ) -> Response:
        """Give a chart of a state as a file.

        The state stands in the query as in the link of a page; what of it is not known is refused,
        since a picture could not say that it was left out. `form` is that of a map, `key` the
        number of a why, which a break-even brings to its `target` by the `figure` of a lever.
        Instruments are sized to the money in `budget`, over worlds with `chances` if any; a stress
        shows what a `use`, or all, go without where stores are let go as `release` says.
        """
        state, ignored = state_of(study, request.url.query)
        if ignored:
            return refused(422, *(one.replace(" and was left out.", ".") for one in ignored))
        wanted = ChartAsked(
            state=state,
            want=(Want(chart=name, width=width),),
            theme=theme,
            form=of,
            key=key,
            target=target,
            figure=figure,
            budget=budget,
            chances=chances,
            use=use,
            release=release,
        )
        found = await desk.ask_for(
            request, "export", ExportAsked(form=form, asked=wanted, strict=True)
        )
        if found.status_code != 200:
            return found
        file = json.loads(bytes(found.body))
        headers = {"content-disposition": f"inline; filename*=UTF-8''{quote(file['name'])}"}
        return Response(b64decode(file["data"]), media_type=file["media"], headers=headers)

    return routes
