"""In which order a month goes: upstream to downstream, each material shared out once."""

from __future__ import annotations

from collections.abc import Sequence

from monazite.stress.system import RUN, SHARE_OUT


def month_order(
    materials: int, inputs: Sequence[Sequence[int]], outputs: Sequence[Sequence[int]]
) -> tuple[tuple[int, int], ...]:
    """Order sharing out and running so that what is made in a month is used in it.

    Of `materials` numbered from 0, each plant takes some (`inputs`) and gives some (`outputs`). A
    material waits for all plants that make it, a plant for all it takes. Where matter turns in a
    circle, as scrap does, the material with the fewest makers still to run goes first, and what
    they make of it later lies in store for the next month.
    """
    makers = [{p for p, made in enumerate(outputs) if k in made} for k in range(materials)]
    left, idle = set(range(materials)), set(range(len(inputs)))
    found: list[tuple[int, int]] = []
    while left or idle:
        ready = sorted(p for p in idle if not left.intersection(inputs[p]))
        if ready:
            found += [(RUN, p) for p in ready]
            idle.difference_update(ready)
            continue
        waiting = {k: len(makers[k] & idle) for k in left}
        fewest = min(waiting.values())
        chosen = sorted(k for k in left if waiting[k] == fewest)
        if fewest:
            chosen = chosen[:1]
        found += [(SHARE_OUT, k) for k in chosen]
        left.difference_update(chosen)
    return tuple(found)
