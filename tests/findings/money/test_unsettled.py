"""Prices that had not come to rest, in plans that came one after another."""

from dataclasses import replace
from types import SimpleNamespace

from monazite.findings.money import unsettled_prices

from ..by_hand import written


def test_each_plan_tells_when_it_was_made_and_what_would_have_moved() -> None:
    """All years were planned at once, or from 2025 on after a plan for all of them."""

    def asked(material: str, period: int, asked: float, wanted: float) -> SimpleNamespace:
        return SimpleNamespace(material=material, period=period, asked=asked, next=wanted)

    plan = written()
    first = replace(plan.outcome, unsettled=(asked("oxide", 2026, 80, 100),))
    later = replace(
        plan.outcome,
        opens=2025,
        before=first,
        unsettled=(asked("magnet", 2026, 100, 60), asked("magnet", 2025, 100, 90)),
    )
    rows = unsettled_prices(replace(plan, outcome=later))
    titles = plan.parameters.titles
    assert [(row.material, row.planned, row.years, row.off) for row in rows] == [
        (titles["oxide"], 2024, (2026,), 0.2),
        (titles["magnet"], 2025, (2025, 2026), 0.4),
    ]
