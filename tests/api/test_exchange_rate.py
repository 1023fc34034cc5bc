"""A cheaper currency at home, from file to finding, with figures worked out by hand.

The toy with a magnet plant that investors may double, which costs 300,000 dollars; what home makes
costs 125,000 dollars a year to run.
"""

import pytest

from monazite.api import Run, StudyHandle, load
from monazite.findings.bottlenecks.carriers import carrying

from .copies import open_plant

WORLDS = {
    "cheap-to-run": {"change": -0.2, "running_share": 0.5, "capital_share": 0, "start": "2025-01"},
    "cheap-to-build": {"change": -0.5, "running_share": 0, "capital_share": 1, "start": "2024-01"},
    "cheap": {"change": -0.9, "running_share": 1, "capital_share": 1, "start": "2024-01"},
    "abroad": {
        "region": "FOR",
        "change": 0.5,
        "running_share": 0.2,
        "capital_share": 0,
        "start": "2024-01",
    },
}


@pytest.fixture(scope="module")
def handle(tmp_path_factory: pytest.TempPathFactory) -> StudyHandle:
    """The toy with an open plant and a few currencies."""
    folder = open_plant(tmp_path_factory.mktemp("currency"))
    for name, fields in WORLDS.items():
        lines = {"region": "HOM", "foreseen": "true", **fields}
        written = "".join(f"    {key}: {value}\n" for key, value in lines.items())
        (folder / "worlds" / f"{name}.yaml").write_text(
            f"title: {name}\nextends: central\nwhy: Shown in a test.\nlevers:\n"
            f"  - kind: exchange_rate\n{written}    why: Invented.\n    source: toy/invented\n",
            encoding="utf-8",
        )
    return load(folder)


def numbers(found: Run, indicator: str) -> list[float]:
    """One indicator by year."""
    return [float(one) for one in found.indicators([indicator]).sort("year")["value"]]


def the_plant(found: Run) -> tuple[float, float]:
    """The capital of the plant, and what it misses per kilogram."""
    (plant,) = found.records.investors()
    assert plant.misses_per_kg is not None
    return plant.capital, plant.misses_per_kg


def test_half_of_a_fifth_is_saved_on_what_runs(handle: StudyHandle) -> None:
    """A tenth of 125,000 dollars, from the year it is cheaper."""
    usual, cheap = handle.run("open"), handle.run("open", world="cheap-to-run")
    costs = zip(numbers(usual, "home_cost"), numbers(cheap, "home_cost"), strict=True)
    saved = [before - now for before, now in costs]
    assert saved == pytest.approx([0.0, 12_500.0, 12_500.0])


def test_what_is_built_costs_half(handle: StudyHandle) -> None:
    """The plant then misses less by 150,000 dollars on what it would make in its life."""
    usual = the_plant(handle.run("open"))
    cheap = the_plant(handle.run("open", world="cheap-to-build"))
    assert (usual[0], cheap[0]) == pytest.approx((300_000.0, 150_000.0))
    assert usual[1] / cheap[1] == pytest.approx(179_114.7 / 29_114.7, rel=1e-5)


def test_cheap_enough_it_is_built(handle: StudyHandle) -> None:
    cheap = handle.run("open", world="cheap")
    assert numbers(handle.run("open"), "self_sufficiency.magnet") == pytest.approx([0.2] * 3)
    assert numbers(cheap, "self_sufficiency.magnet") == pytest.approx([0.35, 0.5, 0.5])
    assert the_plant(cheap)[0] == pytest.approx(30_000.0)


def test_a_cap_is_reached_and_not_passed_at_what_building_then_costs(handle: StudyHandle) -> None:
    """A tenth of a crore is 10,000 dollars: a third of 30,000, and a thirtieth of 300,000."""
    capped = handle.strategy("open").with_lever(
        {
            "kind": "capital_subsidy",
            "facility": "hom_magnets",
            "share": 0.5,
            "per_firm_cap": "0.1 crore INR",
            "start": "2024-01",
            "end": "2025-01",
            "why": "Shown in a test.",
            "source": "own",
        }
    )
    for world, share in (("cheap", 1 / 3), ("central", 1 / 30)):
        found = handle.run(capped, world=world)
        paid = found.solution.parameters["subsidy_share"].sel(facility="hom_magnets", period=2024)
        assert float(paid) == pytest.approx(share), world
    assert sum(numbers(handle.run(capped, world="cheap"), "public_outlay")) == pytest.approx(0.1)


def test_a_dearer_currency_abroad_costs_home(handle: StudyHandle) -> None:
    dear = handle.run("open", world="abroad")
    assert all(
        more > before
        for more, before in zip(
            numbers(dear, "home_cost"), numbers(handle.run("open"), "home_cost"), strict=True
        )
    )


def test_the_currency_carries_what_it_makes_cheaper(handle: StudyHandle) -> None:
    """What a plant costs to run names the lever of the world; elsewhere nothing does."""
    cheap, usual = handle.run("open", world="cheap"), handle.run("open")
    assert _levers_of(cheap) == {"worlds/cheap.yaml#levers[0]"}
    assert not _levers_of(usual)


def _levers_of(found: Run) -> set[str]:
    carriers = carrying(found.solution).of_indicator("home_cost", 2025)
    return {one.name for one in carriers if one.is_lever}
