"""Other sets of levers that reach as much, as a page shows them, each to be opened."""

from __future__ import annotations

from collections.abc import Sequence

from monazite.report.html import Child, Html, element, joined
from monazite.studio.found import OtherSets, Otherwise
from monazite.studio.views.pieces import button, plain, table

__all__ = ["other_sets"]


def other_sets(rows: Sequence[OtherSets]) -> Html:
    """What each set has in place of what, what it comes to, and what is worse with it."""
    found = rows[-1]
    lines: list[Sequence[Child]] = [("As chosen", *found.now)]
    lines += [(f"Set {number}", *one.comes_to) for number, one in enumerate(found.sets, start=1)]
    return element(
        "div",
        plain("p", found.sentence),
        table(("", *found.columns), lines) if found.sets else None,
        [_set(number, one) for number, one in enumerate(found.sets, start=1)],
        class_="whole",
    )


def _set(number: int, one: Otherwise) -> Html:
    told = [("Adds", one.adds), ("Leaves out", one.leaves_out), ("Keeps", one.keeps)]
    told.append(("Worse with it", one.worse))
    return joined(
        (
            plain("h3", f"Set {number}"),
            element(
                "ul",
                [plain("li", f"{said}: {'; '.join(titles)}.") for said, titles in told if titles],
            ),
            button("Open it", "state", {"off": one.off, "on": one.on}),
        )
    )
