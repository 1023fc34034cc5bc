"""What flows into a node of the chain and what flows on, as the picture puts flows together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monazite.charts.chain.graph import by_form, merged
from monazite.charts.chain.rows import Told
from monazite.charts.chain.sankey import read
from monazite.charts.rows import Row, Rows, one_unit

__all__ = ["Balance", "balance"]


@dataclass(frozen=True)
class Balance:
    """A node with all that comes in and all that goes on, by the name of the other end, in unit."""

    title: str
    unit: str
    utilisation: float | None
    """How much of what home plants may do they do; None for what no plant of home makes."""
    comes: tuple[tuple[str, float], ...]
    goes: tuple[tuple[str, float], ...]


def balance(flows: Rows, nodes: Rows, *, year: int, node: str) -> Balance | None:
    """Balance a node of a wide or a narrow picture; None for one that is in neither.

    Columns as those of `sankey`.
    """
    given, stands = read(flows, nodes)
    wide = by_form(given, stands)
    for moved, placed in (wide, merged(*wide)):
        titles = {str(row["name"]): str(row["title"]) for row in placed}
        if node in titles:
            told = Told(year, one_unit(moved), titles)
            used = next(row["utilisation"] for row in placed if row["name"] == node)
            return Balance(
                title=titles[node],
                unit=told.unit,
                utilisation=None if used is None else float(used),
                comes=_summed(moved, told, "target", node, 0),
                goes=_summed(moved, told, "source", node, 1),
            )
    return None


def _summed(
    flows: Sequence[Row], told: Told, side: str, node: str, other: int
) -> tuple[tuple[str, float], ...]:
    """Flows of a node by the name of their other end, the largest first."""
    found: dict[str, float] = {}
    for row in flows:
        if row[side] == node:
            ends = told.ends(*(str(row[part]) for part in ("source", "target", "kind", "region")))
            found[ends[other]] = found.get(ends[other], 0.0) + float(row["value"])
    return tuple(_flowing(found.items()))


def _flowing(flows: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    return sorted(((name, value) for name, value in flows if value > 0), key=lambda one: -one[1])
