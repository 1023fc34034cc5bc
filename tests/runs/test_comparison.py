"""How firm figures side by side stand where no verdict is kept, and what of them differs."""

from monazite.charts.registry import Shown
from monazite.findings.costs import SMALL, burden
from monazite.findings.indicators import compute
from monazite.studio.headlines import headlines
from monazite.studio.state import State

from .. import shipped


def test_a_loss_too_small_to_tell_is_about_nil_without_a_verdict() -> None:
    """The halt costs Farland much more than a two-hundredth of what it pays, presses nothing."""
    toy = shipped.handle("toy")
    key, year = "partner_loss.FOR", 2026
    (row,) = toy.compare("as-now", "halt", "build").numbers([year], [key])
    before = toy.run("as-now").solution
    paid = float(burden(before, "FOR")[before.years.index(year)])
    for name in ("halt", "build"):
        plan = toy.run(name).solution
        small = abs(float(compute(plan, key)[plan.years.index(year)])) <= SMALL * paid
        assert row.standings[name] == ("about nil" if small else "not yet tested")
    assert (row.standings["as-now"], row.marks["halt"]) == ("not yet tested", "worse")
    assert (row.standings["build"], row.marks["build"]) == ("about nil", "neither")


def test_what_a_solver_leaves_is_nothing_in_the_shell_and_in_the_studio_alike() -> None:
    """A halt moves what India makes of its magnets in 2035 by a hundred-millionth of it."""
    india, key, year = shipped.india(), "self_sufficiency.magnet", 2035
    (row,) = india.compare("as-now", "halt-only").numbers([year], [key])
    assert row.differences == {"halt-only": 0.0}
    state = State(study="india", base="halt-only", year=year)
    told = headlines(Shown(india.run("halt-only"), india.run("as-now"), year), state)
    one = next(one.view for one in told if one.view.key == key)
    assert (one.difference, one.mark) == ("0", "neither")
