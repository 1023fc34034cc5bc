"""One self-contained page that answers a question: no script, no other host, prints on A4."""

from __future__ import annotations

from monazite.report.annexes import ON_SCREEN, annexes
from monazite.report.body import Figures, first_page, second_page, sections, warnings
from monazite.report.content import BriefContent
from monazite.report.html import Child, Html, element, joined
from monazite.report.parts import References
from monazite.report.style import style_sheet

__all__ = ["brief_html"]

# The page may carry its own styles and nothing else: no script, and nothing from elsewhere.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def brief_html(content: BriefContent) -> str:
    """Return a brief as one HTML page."""
    references = References(content.facts)
    figures = Figures(content.charts)
    front = [first_page(content), second_page(content)]
    body = sections(content, figures, references)
    annex = {
        key: (f"Annex {letter}. {title}", inner)
        for letter, (key, (title, inner)) in zip(
            "ABCDEFGHIJ", annexes(content, references).items(), strict=False
        )
    }
    return f"<!doctype html>\n{_page(content, front, body, annex)}\n"


def _page(
    content: BriefContent,
    front: list[Html],
    body: dict[str, tuple[str, Child]],
    annex: dict[str, tuple[str, Child]],
) -> Html:
    return element(
        "html",
        _head(content),
        element(
            "body",
            element("a", "Skip to the answer", href="#answer", class_="skip"),
            element(
                "div",
                element(
                    "main",
                    front,
                    _contents({**body, **annex}),
                    warnings(content),
                    [_section(key, title, inner) for key, (title, inner) in body.items()],
                    [
                        _section(
                            key,
                            title,
                            inner,
                            "annex" if place == 0 else "on-screen" if key in ON_SCREEN else None,
                        )
                        for place, (key, (title, inner)) in enumerate(annex.items())
                    ],
                ),
                _footer(content),
                class_="page",
            ),
        ),
        lang=content.language,
    )


def _head(content: BriefContent) -> Html:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="description", content=" ".join(content.answer)),
        element("meta", name="generator", content=content.software),
        element("title", f"{content.title}: {content.study}"),
        element("style", Html(style_sheet())),
    )


def _contents(parts: dict[str, tuple[str, Child]]) -> Html:
    return element(
        "nav",
        element(
            "ol",
            [
                element("li", element("a", title, href=f"#{key}"))
                for key, (title, _) in parts.items()
            ],
        ),
        aria_label="Contents",
    )


def _section(key: str, title: str, inner: Child, look: str | None = None) -> Html:
    return element(
        "section",
        element("h2", title, id=key),
        inner,
        aria_labelledby=key,
        class_=look,
    )


def _footer(content: BriefContent) -> Html:
    return element(
        "footer",
        element(
            "p",
            joined(
                [
                    f"Made with {content.software} on {content.date} from data "
                    f"{content.data_version}, SHA-256 ",
                    element("span", content.data_hash, class_="hash"),
                    ". Every figure can be followed to its facts and sources above.",
                ]
            ),
        ),
    )
