"""How origins mix and what stores remember of them, on one material at home."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from monazite.findings.account.homeflows import HomeFlows, Node, Step
from monazite.findings.account.mixing import Traced, _given, _runs, follow, shares_at

OXIDE, SCRAP, PORT = ("oxide", "HOM"), ("scrap", "HOM"), ("oxide", "HOM.port")
Tonnes = Sequence[float]


def flows(
    arrivals: Mapping[tuple[Node, str], Tonnes] | None = None,
    stock: Tonnes = (),
    kept: Tonnes = (),
    *,
    regions: tuple[str, ...] = ("FOR", "THD"),
    home_made: frozenset[str] = frozenset(),
    steps: tuple[Step, ...] = (),
    collected: Mapping[Node, Tonnes] | None = None,
    transfers: Mapping[tuple[Node, Node], Tonnes] | None = None,
) -> Traced:
    """Follow what arrives and what a store of oxide takes in (above zero) and gives."""
    years = 4
    changes = np.array(kept)
    stores = {OXIDE: changes} if len(kept) else {}
    moved = {
        name: {key: np.array(tonnes) for key, tonnes in (given or {}).items()}
        for name, given in (
            ("arrivals", arrivals),
            ("collected", collected),
            ("transfers", transfers),
        )
    }
    return follow(
        HomeFlows(
            content={"oxide": 1.0, "scrap": 1.0},
            years=years,
            nodes=(OXIDE, SCRAP, PORT),
            home_made=home_made,
            regions=regions,
            steps=steps,
            **moved,  # type: ignore[arg-type]
            departures={},
            kept=stores,
            intake={node: np.maximum(tonnes, 0.0) for node, tonnes in stores.items()},
            release={node: np.maximum(-tonnes, 0.0) for node, tonnes in stores.items()},
            stock={OXIDE: np.array(stock)} if len(stock) else {},
            served={},
            short={},
            discarded={},
        )
    )


def released(traced: Traced, year: int) -> dict[str, float]:
    """What the store gives in a year by origin, t, zeros left out."""
    given = traced.released[OXIDE][year]
    return {name: float(t) for name, t in zip(traced.origins, given, strict=True) if t}


def share(traced: Traced, node: Node, year: int = 0) -> dict[str, float]:
    """The mix at a node in a year, zeros left out."""
    mix = traced.share[node][year]
    return {name: float(part) for name, part in zip(traced.origins, mix, strict=True) if part}


def mine(tonnes: float, *, recycles: bool = False) -> Step:
    """What brings up so much oxide every year, of nothing that is followed."""
    return Step("mine", "mining", np.full(4, tonnes), (), ((OXIDE, 1.0),), recycles)


def test_what_lay_there_before_is_what_the_first_year_ends_with_but_for_what_that_did() -> None:
    """8 t lie there after 3 t dug were put in, so 5 t were there, bought. Then 6 t are given.

    They are 3.75 of the 5 t and 2.25 of the 3 t. Where home could make it the 5 t were home's too.
    """
    store = ([8, 2, 2, 2], [3, -6, 0, 0])
    steps = (mine(3.0),)
    for regions in (("FOR", "THD"), ()):
        bought = flows(None, *store, steps=steps, regions=regions)
        assert released(bought, 1) == pytest.approx({"home": 2.25, "stockpile": 3.75})
    own = flows(None, *store, steps=steps, home_made=frozenset({"oxide"}))
    assert released(own, 1) == pytest.approx({"home": 6.0})


def test_what_was_given_is_no_longer_there() -> None:
    """4 t dug are put in and 2 given; then 2 t from abroad come in, and half of 4 t is home's."""
    traced = flows(
        {(OXIDE, "FOR"): [0, 0, 2, 0]},
        [4, 2, 4, 2],
        [4, -2, 2, -2],
        steps=(Step("mine", "mining", np.array([4.0, 0, 0, 0]), (), ((OXIDE, 1.0),), False),),
    )
    assert released(traced, 1) == pytest.approx({"home": 2.0})
    assert released(traced, 3) == pytest.approx({"home": 1.0, "stockpile": 1.0})


def test_what_two_countries_sold_comes_out_as_stockpile() -> None:
    """1 t of one and 3 t of the other, all given in the next year."""
    arrivals = {(OXIDE, "FOR"): [1, 0, 0, 0], (OXIDE, "THD"): [3, 0, 0, 0]}
    traced = flows(arrivals, [4, 0, 0, 0], [4, -4, 0, 0])
    assert share(traced, OXIDE) == pytest.approx({"FOR": 0.25, "THD": 0.75})
    assert released(traced, 1) == pytest.approx({"stockpile": 4.0})


def test_less_than_a_tonne_counts_as_what_it_is() -> None:
    """A quarter of a tonne dug meets as much bought, collected and handed over."""
    traced = flows(
        {(OXIDE, "FOR"): [0.25] * 4, (PORT, "THD"): [0.25] * 4},
        steps=(mine(0.25),),
        collected={OXIDE: [0.25] * 4},
        transfers={(PORT, OXIDE): [0.25] * 4},
    )
    quarters = dict.fromkeys(("home", "FOR", "THD", "recycled"), 0.25)
    assert share(traced, OXIDE) == pytest.approx(quarters)


def test_what_is_less_than_nothing_brings_nothing() -> None:
    """What a solver leaves below zero on a lane, of scrap and between owners."""
    traced = flows(
        {(OXIDE, "FOR"): [-1] * 4, (PORT, "THD"): [1] * 4},
        steps=(mine(1.0),),
        collected={OXIDE: [-1] * 4},
        transfers={(PORT, OXIDE): [-1] * 4},
    )
    assert share(traced, OXIDE) == {"home": 1.0}


def test_recycling_of_what_is_not_followed_brings_what_is_recycled() -> None:
    traced = flows(steps=(mine(3.0), mine(1.0, recycles=True)))
    assert share(traced, OXIDE) == pytest.approx({"home": 0.75, "recycled": 0.25})


def test_years_are_worked_out_at_once_until_a_store_gives_something() -> None:
    assert _runs(np.array([[0, 0.5, 0, 0], [0, 0, 0, 2.0]])) == [
        slice(0, 1),
        slice(1, 3),
        slice(3, 4),
    ]
    assert _runs(np.array([[1.0, 0, 0]])) == [slice(0, 3)]


def test_a_store_gives_its_mix_and_what_it_never_took_in() -> None:
    """Of 4 t half; of 2 t all, and 3 t beyond; nothing of what a solver left around zero."""
    held = np.array([[3.0, 1.0, 0.0], [2.0, 0.0, 0.0], [1e-9, 0.0, 0.0]])
    given = _given(held, np.array([2.0, 5.0, 1e-9]))
    assert given == pytest.approx(np.array([[1.5, 0.5, 0.0], [2.0, 0.0, 3.0], [0.0, 0.0, 1e-9]]))


def test_a_billionth_of_a_tonne_has_no_mix_and_hands_none_on() -> None:
    """Neither what arrives, nor what is handed on of something that has one."""
    nothing = np.zeros((2, 2))
    assert not shares_at(np.array([[1e-9, 0.0], [0.0, 0.0]]), nothing).any()
    handed = np.array([[0.0, 0.0], [1e-9, 0.0]])
    found = shares_at(np.array([[4.0, 0.0], [0.0, 0.0]]), handed)
    assert found.tolist() == [[1.0, 0.0], [0.0, 0.0]]
