"""The figures that never leave the screen, and what stands above the charts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from monazite.core.vocabulary import grade_word
from monazite.core.wording import lowered, raised
from monazite.findings.evidence import ABOUT_NIL, UNTESTED
from monazite.report.html import Html, element, joined
from monazite.studio.headlines import Headline
from monazite.studio.told import HeadlineView, OpposedRule, Warned
from monazite.studio.views.pieces import button, plain

__all__ = ["absent", "figures", "notes", "older_link", "ranging"]

_WIDE, _HIGH = 100, 22
"""Size of the small lines, in pixels of their own."""


def figures(headlines: Sequence[Headline]) -> Html:
    """Write the headlines as buttons that open what they are made of."""
    return joined(_figure(one) for one in headlines)


def _figure(headline: Headline) -> Html:
    one, (number, unit), sureness = headline.view, headline.value, _sureness(headline)
    loose = one.standing not in ("determined", UNTESTED, one.text)
    unsure = "not determined" in one.standing
    percent = one.unit == "%"
    return element(
        "button",
        plain("span", one.title, "name"),
        element("span", number, plain("small", " %" if percent else ""), class_="value"),
        plain("span", f"{one.year}" if percent or not unit else f"{one.year}, {unit}", "unit"),
        plain("span", _gap(headline), f"gap {one.mark}"),
        _spark(one),
        plain("span", one.standing, "standing") if loose else None,
        plain("span", sureness, f"standing {one.grade}".rstrip()),
        class_=f"headline{' loose' if unsure else ''}",
        data_key=one.key,
        data_do=json.dumps(["sheet", "number", {"key": one.key, "year": str(one.year)}]),
        title=f"{one.sentence}. {one.standing}; range: {sureness}",
        type="button",
    )


def ranging(text: str) -> Html:
    """A button that works out between what doubtful facts put the headlines."""
    return button(text, "job", "ranges", class_="small")


def _sureness(headline: Headline) -> str:
    one = headline.view
    told = one.range if one.unit == "%" or not headline.range else headline.range
    told = told or UNTESTED
    return f"{told}, {lowered(grade_word(one.grade))} evidence" if one.grade else told


def _gap(headline: Headline) -> str:
    one = headline.view
    if one.difference in ("", "0"):
        return "no change" if one.difference else ""
    if one.difference == ABOUT_NIL:  # of which the sign is no finding
        return f"change {ABOUT_NIL}"
    arrow = "▼" if one.difference.startswith("−") else "▲"
    gap = headline.gap.figure + (" points" if one.unit == "%" else "")
    return f"{arrow} {gap}" + ("" if one.mark == "neither" else f", {one.mark}")


def _spark(one: HeadlineView) -> Html:
    known = [value for value in (*one.series, *one.ghost) if value is not None]
    low = min(0.0, *known) if known else 0.0
    high = max(*known, low + 1e-9) if known else 1.0

    def line(series: Sequence[float | None], look: str) -> Html:
        steps = max(1, len(series) - 1)
        points = " ".join(
            f"{_WIDE * at / steps:g},{_HIGH - 2 - (_HIGH - 4) * (value - low) / (high - low):.4g}"
            for at, value in enumerate(series)
            if value is not None
        )
        return element("polyline", class_=look, points=points, vector_effect="non-scaling-stroke")

    return element(
        "svg",
        line(one.ghost, "spark ghost"),
        line(one.series, "spark"),
        viewBox=f"0 0 {_WIDE} {_HIGH}",
        preserveAspectRatio="none",
        aria_hidden="true",
    )


def notes(
    title: str,
    words: Sequence[str],
    ignored: Sequence[str],
    torn: str,
    conflict: Sequence[OpposedRule],
) -> Html:
    """Write what was left out, how the strategy differs, and why one has no plan, if `torn` has."""
    return joined(
        [
            *(element("p", one, class_="warn", role="status") for one in ignored),
            plain("p", f"{title}: {'; '.join(words)}.", "small quiet") if words else None,
            planless(torn, conflict) if torn else None,
        ]
    )


def absent(why: Mapping[str, Sequence[str]]) -> Html:
    """Write which pictures a screen has not, by why it has not."""
    told = [f"Not shown here, since {one}: {'; '.join(what)}." for one, what in why.items()]
    return joined(plain("p", one, "small quiet") for one in told)


def planless(
    title: str, conflict: Sequence[OpposedRule], changes: Sequence[str] | None = None
) -> Html:
    """Write which rules leave a strategy no plan, and which changes leave one, if looked for."""
    rules = [
        element("li", " – ".join(filter(None, (one.text, ", ".join(one.levers)))))
        for one in conflict
    ]
    if changes is None:
        had: list[Html | None] = []
    elif changes:
        head = plain("p", "Any of these alone leaves a plan:")
        had = [head, element("ul", [element("li", one) for one in changes])]
    else:
        had = [plain("p", "No change of one lever leaves a plan.")]
    return element(
        "div",
        plain("h2", f"No plan keeps all rules of “{title}” together."),
        plain("p", "What stands against one another:"),
        element("ul", rules),
        *had,
        class_="card",
        role="alert",
    )


def older_link(made: str, now: str) -> Html:
    """Write that a link was made with other data, and a button that sets then beside now."""
    told = f"This link was made with data {made}; the study now holds {now}, so figures may differ."
    see = button("See what changed", "sheet", "since", {"made": made}, class_="small")
    return element("p", told, " ", see, class_="warn", role="status")


def warned(one: Warned) -> Html:
    """Write a warning with the levers that mend it and the facts to look at."""
    return element(
        "div",
        f"{raised(one.text)}; {one.remedy}. ",
        [
            button(
                f"{'Pull' if fix.pull else 'Leave out'} “{fix.title}”",
                *("flip", fix.lever),
                class_="small",
            )
            for fix in one.fixes
        ],
        [
            button(f"Look at “{fact.title}”", "sheet", "fact", {"id": fact.name}, class_="small")
            for fact in one.facts
        ],
        class_="warn small",
    )
