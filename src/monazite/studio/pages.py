"""The one page of the studio, with what it can show before anything was asked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from monazite.studio.state import SCREENS, state_of

__all__ = ["page"]


def page(
    kept: Mapping[str, Any], study: str, screen: str, query: str, studies: Sequence[str]
) -> str:
    """Write the page of a screen; `kept` is what was answered on the study before, if anything.

    The answer kept is that of the study's own state, so it stands on pages without a query only:
    its figures as text, there before any script runs.
    """
    shell = files("monazite.studio").joinpath("static", "index.html").read_text(encoding="utf-8")
    view, update = kept.get("view"), None if query else kept.get("update")
    state, _ = state_of(study, query)
    begun: dict[str, Any] = {
        "study": study,
        "screen": screen,
        "query": query,
        "studies": list(studies),
    }
    begun["screens"] = list(SCREENS.items())
    begun["state"] = state.model_dump(mode="json")
    data = json.dumps({**begun, "view": view, "update": update})
    return Template(shell).safe_substitute(
        title=escape(view["title"] if view else study),
        question=escape(view["question"] if view else ""),
        data=data.replace("<", "\\u003c").replace("&", "\\u0026"),
        screen=escape(screen),
        figures=update["figures"] if update else "",
    )
