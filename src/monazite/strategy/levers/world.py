"""What the country does not choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from monazite.strategy.levers.base import Lever, Names, Share, Text, spelled_out
from monazite.strategy.months import Month


class ForeignExportControl(Lever):
    """Another country withholds part of what it sells: licences, quotas or a stop."""

    kind: Literal["foreign_export_control"] = "foreign_export_control"
    exporter: Text = Field(alias="from")
    """The region that withholds."""
    importers: Names = Field(alias="to")
    """The regions that go short; `all` means every other region."""
    materials: Names
    """What is withheld."""
    share_withheld: Share
    """The part of the usual trade that is withheld, 0 (nothing) to 1 (a stop)."""
    start: Month
    """The first month of the control."""
    end: Month
    """The first month without it."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    def destinations(self, regions: Sequence[str]) -> tuple[str, ...]:
        """Spell out the regions that go short, given all regions of the study."""
        return spelled_out(self.importers, regions, self.exporter)
