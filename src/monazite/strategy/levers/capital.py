"""What the kinds share that pay for capital of what owners add: where it goes, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from monazite.strategy.levers.base import Lever

if TYPE_CHECKING:
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check
    from monazite.study.records import FacilityRow


def check_growing(check: Check, lever: Lever, rows: Iterable[FacilityRow]) -> None:
    """Report plants at which nothing is ever added."""
    for row in rows:
        if not row.build_rate:
            check.report(
                lever,
                "facility",
                f"nothing can be added at '{row.facility}': its build_rate is blank",
                "write a build_rate in chain/facilities.csv; 0 means that only a lever lets it "
                "grow",
            )


def years_open(acting: Acting, lever: Lever) -> dict[int, float]:
    """Share of the years of each period in any month of which a scheme is open, where any is."""
    shares = acting.means(lambda year: lever.share_of_year(year) > 0)
    return {period: share for period, share in shares.items() if share > 0}
