"""What a case comes to, as it travels: plain arrays and a status, without labels or a solver."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from monazite.core.edit import Edit
from monazite.core.wording import counted
from monazite.model import Basis, Broken, Families, Layout, Outcome, Status, Unsettled
from monazite.parameters import InformationStage, apply_edits

if TYPE_CHECKING:
    from monazite.cases.solved import Solved

Numbers = npt.NDArray[np.float64]
FAMILIES = ("values", "bound_duals", "duals")
"""Arrays of an outcome: over columns, over columns, over rows."""


@dataclass(frozen=True, eq=False)
class StageAnswer:
    """What one stage came to: the numbers of an outcome in the solver's order.

    `adjusted` are the edits the solve made itself: prices of pools that met imports, and what a
    stop abroad asks of trade.
    """

    opens: int
    status: Status
    objective: float
    residual: float
    arrays: tuple[Numbers, ...]
    adjusted: tuple[Edit, ...]
    basis: Basis | None
    rounds: tuple[Basis, ...] = ()
    pivots: int = 0
    unsettled: tuple[Unsettled, ...] = ()
    conflict: tuple[Broken, ...] = ()

    def __repr__(self) -> str:
        """Say in a line how a stage ended."""
        return f"<Stage from {self.opens}: {self.status}, objective {self.objective:.6g}>"

    def __getstate__(self) -> dict[str, Any]:
        """Travel small: most columns are at zero."""
        state = dict(self.__dict__)
        state["arrays"] = tuple(
            (array.size, zlib.compress(array.tobytes(), level=1)) for array in self.arrays
        )
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Unfold what travelled."""
        arrays = tuple(
            np.frombuffer(zlib.decompress(packed), dtype=np.float64, count=size)
            for size, packed in state["arrays"]
        )
        self.__dict__.update({**state, "arrays": arrays})


@dataclass(frozen=True, eq=False)
class Answer:
    """What a case came to in every stage; knows which case of which state of a study it answers."""

    case: str
    data_hash: str
    stages: tuple[StageAnswer, ...]

    @property
    def status(self) -> Status:
        """`optimal`, `infeasible`, `time_limit` or `error`."""
        return self.stages[-1].status

    @property
    def objective(self) -> float:
        """What the plan costs, discounted money."""
        return self.stages[-1].objective

    def must_be_of(self, case: str, data_hash: str) -> None:
        """Raise ValueError unless the answer is of a case and of a state of the study."""
        if case != self.case:
            raise ValueError("the answer is of another case; ask a worker for this one's.")
        if data_hash != self.data_hash:
            raise ValueError("the study has changed since the answer; solve the case again.")

    def __repr__(self) -> str:
        """Say in a line what the answer is."""
        stages = counted(len(self.stages), "stage")
        return f"<Answer to case {self.case[:12]}: {self.status}, {stages}>"


def packed(solved: Solved, data_hash: str) -> Answer:
    """Take the labels off what a case came to."""
    found = []
    for stage, outcome in zip(solved.stages, solved.outcomes, strict=False):
        families = [getattr(outcome, name) for name in FAMILIES]
        known = len(stage.parameters.ledger)
        found.append(
            StageAnswer(
                opens=stage.opens,
                status=outcome.status,
                objective=outcome.objective,
                residual=outcome.residual,
                arrays=tuple(family.numbers for family in families if isinstance(family, Families)),
                adjusted=tuple(entry.edit for entry in outcome.parameters.ledger[known:]),
                basis=outcome.basis,
                rounds=outcome.rounds,
                pivots=outcome.pivots,
                unsettled=outcome.unsettled,
                conflict=outcome.conflict,
            )
        )
    return Answer(solved.case.hash, data_hash, tuple(found))


def unpacked(
    answer: Answer,
    course: Sequence[InformationStage],
    layout: Layout,
    reads: Mapping[str, tuple[str, ...]],
) -> tuple[Outcome, ...]:
    """Put the labels back on: the same outcomes as were packed."""
    outcomes: list[Outcome] = []
    for stage, known in zip(course, answer.stages, strict=False):
        families = {}
        if known.arrays:
            sides = (layout.columns, layout.columns, layout.rows)
            families = {
                name: Families(side, numbers)
                for name, side, numbers in zip(FAMILIES, sides, known.arrays, strict=True)
            }
        outcomes.append(
            Outcome(
                status=known.status,
                objective=known.objective,
                values=families.get("values", {}),
                duals=families.get("duals", {}),
                bound_duals=families.get("bound_duals", {}),
                residual=known.residual,
                parameters=apply_edits(stage.parameters, known.adjusted)
                if known.adjusted
                else stage.parameters,
                seconds={},
                conflict=known.conflict,
                reads=reads,
                basis=known.basis,
                rounds=known.rounds,
                pivots=known.pivots,
                unsettled=known.unsettled,
                opens=stage.opens,
                before=outcomes[-1] if outcomes else None,
            )
        )
    return tuple(outcomes)
