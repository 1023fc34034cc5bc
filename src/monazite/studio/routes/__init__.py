"""Addresses of the studio by what is asked there: pages, questions, charts, links, long work."""

from monazite.studio.routes.charts import chart_routes
from monazite.studio.routes.desk import Desk, refused
from monazite.studio.routes.evidence import evidence_routes
from monazite.studio.routes.jobs import job_routes
from monazite.studio.routes.links import link_routes
from monazite.studio.routes.pages import page_routes
from monazite.studio.routes.questions import question_routes

__all__ = [
    "Desk",
    "chart_routes",
    "evidence_routes",
    "job_routes",
    "link_routes",
    "page_routes",
    "question_routes",
    "refused",
]
