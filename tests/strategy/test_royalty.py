"""What mines pay the treasury, from file to finding, with figures worked out by hand.

The toy's home mine digs 50 t of ore a year at 1,000 dollars a tonne. They become 25 t of oxide, 10
of which home's magnets take and 15 go abroad, where oxide costs 5,000 dollars a tonne and getting
it there 1,000: at home it is worth 4,000. Half a tonne of oxide to the tonne of ore, less 500 for
separating it, makes ore worth 1,500, so that 500 a tonne are the most a royalty can take before
less is dug. A hundred rupees are a dollar and a crore is 100,000 dollars.
"""

from pathlib import Path

import pytest

from monazite.api import Run, StudyHandle
from monazite.cli import main
from monazite.core.errors import InvalidInput
from monazite.findings.costs import outlay_items
from monazite.model.running import RunningCosts
from monazite.parameters import committed_capacity
from monazite.strategy.levers.royalty import Royalty

from .. import shipped
from ..figures import numbers

SAID = {"kind": "royalty", "title": "Ore due", "facility": "hom_mine", "start": "2024-01"}
OWN = {"why": "Whoever owns the ore is paid.", "source": "own"}


def toy() -> StudyHandle:
    return shipped.handle("toy")


def run(**fields: object) -> Run:
    """The baseline with a royalty."""
    return toy().run(toy().strategy("as-now").with_lever({**SAID, **OWN, **fields}))


def test_it_moves_money_and_nothing_else_up_to_what_a_tonne_earns() -> None:
    """50 t at 400 dollars are 20,000 dollars, a fifth of a crore."""
    found, before = run(rate="0.4 USD/kg"), toy().run("as-now")
    assert numbers(found, "public_outlay") == pytest.approx([-0.2] * 3)
    for key in ("output.ore", "home_cost", "world_cost", "self_sufficiency.magnet"):
        assert numbers(found, key) == pytest.approx(numbers(before, key))


def test_it_is_due_from_a_month_until_a_month() -> None:
    """From July 2024 until October 2026: half of 2024, three quarters of 2026."""
    found = run(rate="0.4 USD/kg", start="2024-07", end="2026-10")
    assert numbers(found, "public_outlay") == pytest.approx([-0.1, -0.2, -0.15])


def test_a_share_of_the_price_follows_the_stated_price() -> None:
    """Ore is stated to fetch 2,000 dollars: a tenth of it on 50 t is a tenth of a crore."""
    found = run(share_of_price=0.1)
    assert numbers(found, "public_outlay") == pytest.approx([-0.1] * 3)
    assert found.parameters.at("levy", "hom_mine", 2025) == pytest.approx(200.0)


def test_two_on_one_mine_add_up() -> None:
    first = toy().strategy("as-now").with_lever({**SAID, **OWN, "rate": "0.1 USD/kg"})
    second = {**SAID, **OWN, "title": "For the district", "share_of_price": 0.1}
    assert numbers(toy().run(first.with_lever(second)), "public_outlay") == pytest.approx(
        [-0.15] * 3
    )


def test_above_what_a_tonne_earns_ore_stays_in_the_ground_and_abroad_pays_more() -> None:
    """At 600 dollars 30 t are dug: 20 for home and 10 for abroad, which digs 120 t and needs 130.

    Their oxide costs (1,000 + 600 + 500) / 0.5 and 1,000 to ship, 5,200 in place of 5,000. The
    world loses 10,000 dollars on the 20 t: 10 t of oxide cost abroad 5,000, and here 3,000 with
    1,000 of freight. Home loses that too, pays 200 more on the oxide of 80 t of magnets and gets
    200 more for 5 t: 10,000 + 8,000 - 1,000.
    """
    found, before = run(rate="0.6 USD/kg"), toy().run("as-now")
    assert numbers(found, "output.ore") == pytest.approx([30.0] * 3)
    assert numbers(found, "public_outlay") == pytest.approx([-0.18] * 3)
    for key, lost in (("world_cost", 10_000.0), ("home_cost", 17_000.0)):
        now, was = numbers(found, key), numbers(before, key)
        assert [b - a for a, b in zip(was, now, strict=True)] == pytest.approx([lost] * 3)


def test_it_is_a_cost_to_whoever_runs_the_mine() -> None:
    """A tonne of ore costs its owner 1,400, and one of oxide out of it (1,400 + 500) / 0.5."""
    parameters = run(rate="0.4 USD/kg").parameters
    costs = RunningCosts(parameters, committed_capacity(parameters).values)
    assert costs.at("ore", "HOM") == pytest.approx([1400.0] * 3)
    assert costs.at("oxide", "HOM") == pytest.approx([3800.0] * 3)


def test_it_is_traced_and_explained() -> None:
    found = run(rate="0.6 USD/kg")
    told = found.trace_text("public_outlay", 2025)
    assert "levies on output: −0.18 INR_2024 crore/yr\n    lever: Whoever owns the ore" in told
    assert outlay_items(found.solution)["levies on output"].tolist() == pytest.approx([-18_000] * 3)
    for key, effect in (("public_outlay", -0.18), ("output.ore", -20.0)):
        (row,) = found.why(key, 2025).contributions.to_dicts()
        assert (row["lever"], row["contribution"]) == ("Ore due", pytest.approx(effect))


def test_it_can_be_written_in_a_file_and_moved_in_the_shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [f"{key}: {value}" for key, value in {**SAID, **OWN, "rate": "0.4 USD/kg"}.items()]
    (tmp_path / "due.yaml").write_text("\n".join(lines), "utf-8")
    moved = ["--lever", f"{tmp_path / 'due.yaml'}", "--set", "Ore due.rate=0.2 USD/kg"]
    assert main(["explain", "toy", "halt", "public_outlay@2025", *moved]) == 0
    page = capsys.readouterr().out
    assert "levies on output" in page
    assert "lever: Whoever owns the ore is paid.  due.yaml" in page


def test_it_says_itself() -> None:
    said = toy().strategy("as-now").with_lever({**SAID, **OWN, "rate": "0.4 USD/kg"}).in_words()
    assert said.endswith(
        "Home mine pays the state a royalty of 0.4 dollars per kg on what is dug, from 2024-01. "
        "Whoever owns the ore is paid."
    )
    several = Royalty(
        facilities=("one", "two"), share_of_price=0.02, start="2024-01", end="2030-01", **OWN
    )
    assert several.in_words(lambda *names: " and ".join(names)) == (  # type: ignore[arg-type]
        "one and two pay the state a royalty of 2 % of what a tonne is stated to fetch on what is "
        "dug, from 2024-01 until 2030-01"
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "neither rate nor share_of_price is given"),
        ({"rate": "1 USD/kg", "share_of_price": 0.1}, "both rate and share_of_price are given"),
        ({"rate": "1 USD/kg", "facility": "for_mine"}, "'for_mine' stands in FOR and not at home"),
        ({"rate": "1 USD/kg", "facility": "hom_magnets"}, "'hom_magnets' digs nothing"),
        ({"rate": "1 USD/kg", "facility": ["hom_mine", "hom_mine"]}, "is named twice"),
        ({"rate": "1 crore INR"}, "does not say per what mass"),
        ({"share_of_price": 1.5}, "share_of_price"),
    ],
)
def test_what_cannot_be_is_refused(fields: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        run(**fields)
    assert said in str(refused.value)
