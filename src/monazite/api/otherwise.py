"""What everything asked of a study is asked under, beside the study itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from monazite.cases import Case
from monazite.cases.case import WHAT_IF
from monazite.cases.pools import WITHOUT_STRATEGY, PoolsBegin, pools_begin_named


@dataclass(frozen=True)
class Otherwise:
    """Facts put otherwise, and why; and where owners at home begin to ask."""

    facts: Mapping[str, float] = field(default_factory=dict)
    reason: str = WHAT_IF
    pools_begin: PoolsBegin = WITHOUT_STRATEGY

    def with_facts(self, values: Mapping[str, float], reason: str) -> Otherwise:
        """Put more facts otherwise, all for the reason given last."""
        return replace(self, facts={**self.facts, **values}, reason=reason)

    def with_pools_begin(self, way: str) -> Otherwise:
        """Let owners at home first ask something else; raises InvalidInput for no such way."""
        return replace(self, pools_begin=pools_begin_named(way))

    def of(self, case: Case) -> Case:
        """Give a case of the study under all this."""
        case = case.with_facts(self.facts, self.reason) if self.facts else case
        return case.with_pools_begin(self.pools_begin)
