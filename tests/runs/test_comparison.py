"""How firm figures side by side stand where no verdict is kept."""

from monazite.findings.costs import SMALL, burden
from monazite.findings.indicators import compute

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
