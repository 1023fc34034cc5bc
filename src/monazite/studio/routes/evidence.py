"""The address of facts as a file to keep."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from monazite.core.tables import csv_text
from monazite.studio.asked import FactsAsked
from monazite.studio.facts_told import FactRow, FactsFound
from monazite.studio.routes.desk import Desk, Named

__all__ = ["evidence_routes"]

AT_ONCE = 500
"""Facts a file is put together from at a time."""

Facet = Annotated[str, Query(max_length=200)]


def evidence_routes(desk: Desk) -> APIRouter:
    """Give the address at which facts are had as CSV."""
    routes = APIRouter()

    @routes.get("/e/{study}/facts.csv", operation_id="facts_file")
    async def facts_file(
        request: Request,
        study: Named,
        text: Facet = "",
        table: Facet = "",
        grade: Annotated[str, Query(max_length=10)] = "",
        place: Facet = "",
    ) -> Response:
        """Give the facts that words and facets find as a CSV file, in the order of the study."""
        rows: list[FactRow] = []
        asked = FactsAsked(
            study=study, text=text, table=table, grade=grade, place=place, limit=AT_ONCE
        )
        while True:
            found = await desk.ask_for(
                request, "facts", asked.model_copy(update={"offset": len(rows)})
            )
            if found.status_code != 200:
                return found
            page = FactsFound.model_validate_json(bytes(found.body))
            rows += page.rows
            if not page.rows or len(rows) >= page.count:
                break
        heads = list(FactRow.model_fields)
        told = csv_text(heads, [[getattr(row, name) for name in heads] for row in rows])
        headers = {"content-disposition": 'attachment; filename="monazite_facts.csv"'}
        return Response(told, media_type="text/csv", headers=headers)

    return routes
