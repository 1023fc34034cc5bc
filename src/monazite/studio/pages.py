"""The one page of the studio, with what it can show before anything was asked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from string import Template

__all__ = ["page"]


def page(view: str | None, study: str, screen: str, query: str, studies: Sequence[str]) -> str:
    """Write the page of a screen; `view` is what is known of the study, where it was kept."""
    shell = files("monazite.studio").joinpath("static", "index.html").read_text(encoding="utf-8")
    known = json.loads(view) if view else None
    begun = {"study": study, "screen": screen, "query": query, "studies": list(studies)}
    data = json.dumps({**begun, "view": known}).replace("<", "\\u003c").replace("&", "\\u0026")
    title = known["title"] if known else study
    question = known["question"] if known else ""
    return Template(shell).safe_substitute(
        title=escape(title), question=escape(question), data=data, screen=escape(screen)
    )
