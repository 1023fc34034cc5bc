"""The one page of the studio, with what it can show before anything was asked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from html import escape
from importlib.metadata import version
from importlib.resources import files
from string import Template
from typing import Any
from urllib.parse import parse_qsl, quote

from monazite import __version__
from monazite.studio.asked import LinkAsked
from monazite.studio.keyboard import bound, listed_keys
from monazite.studio.state import SCREENS, made_in, state_of

__all__ = ["LIBRARY", "page", "static_mark"]

LIBRARY = "vega.js"
"""The module that draws charts, which is no file of ours."""


def page(
    kept: Mapping[str, Any],
    study: str,
    screen: str,
    query: str,
    studies: Sequence[str],
    *,
    shared: LinkAsked | None = None,
    told: str = "",
) -> str:
    """Write the page of a screen; `kept` is what was answered on the study before, if anything.

    The answer kept is that of the study's own state, so it stands on pages without a query only:
    its figures as text, there before any script runs. A page is of what was `shared` in place of
    its query; `told` stands above everything, such as that a link leads nowhere, and so does what
    of the query nobody can read.
    """
    static = files("monazite.studio").joinpath("static")
    shell = static.joinpath("index.html").read_text(encoding="utf-8")
    view, update = kept.get("view"), None if query or shared else kept.get("update")
    state, ignored = (shared.state, []) if shared else state_of(study, query)
    begun: dict[str, Any] = {
        "study": study,
        "screen": screen,
        "theme": dict(parse_qsl(query)).get("theme", ""),
        "studies": list(studies),
    }
    begun["state"] = state.model_dump(mode="json")
    begun |= {"keys": bound(), "beside": "", "made": made_in(query)}
    if shared:
        begun |= {"beside": shared.beside, "made": shared.made}
    data = json.dumps({**begun, "view": view, "update": update})
    return Template(shell).safe_substitute(
        mark=static_mark(),
        version=__version__,
        keys=listed_keys(),
        told="".join(
            f'<p class="warn" role="status">{escape(one)}</p>' for one in (told, *ignored) if one
        ),
        scripts=_scripts([one.name for one in static.iterdir()]),
        title=escape(view["title"] if view else study),
        question=escape(view["question"] if view else ""),
        data=data.replace("<", "\\u003c").replace("&", "\\u0026"),
        screen=escape(screen),
        screens="".join(
            f'<a href="/s/{quote(study, safe="")}/{name}" data-screen="{name}">{escape(title)}</a>'
            for name, title in SCREENS.items()
        ),
        figures=update["figures"] if update else "",
    )


def static_mark() -> str:
    """Give a mark of all a page loads, which is part of its address and changes with it."""
    told = sha256(version("vl-convert-python").encode())
    for one in sorted(
        files("monazite.studio").joinpath("static").iterdir(), key=lambda it: it.name
    ):
        told.update(one.read_bytes())
    return told.hexdigest()[:12]


def _scripts(names: Sequence[str]) -> str:
    """Links by which a browser asks for all modules at once, and not for each as it meets it.

    The library that draws is twenty times as large as they are together and has time: the pictures
    a page opens with come drawn.
    """
    place = f"/static/{static_mark()}"
    modules = "".join(
        f'<link rel="modulepreload" href="{place}/{name}">'
        for name in sorted(names)
        if name.endswith(".js")
    )
    return f'{modules}<link rel="prefetch" href="{place}/{LIBRARY}">'
