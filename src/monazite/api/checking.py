"""What a check of a study as a whole says: what it rests on, and what an expert should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from monazite.brief.sentences.mostly_unmet import warns_of_mostly_unmet
from monazite.brief.sentences.out_of_range import warns_of_out_of_range
from monazite.core.errors import Problem, Problems
from monazite.core.text import visible
from monazite.core.wording import counted
from monazite.findings.account import Jumped, jumps_by_strategy
from monazite.parameters import with_strategy, with_world
from monazite.parameters.audit import audit

if TYPE_CHECKING:
    from monazite.api.handle import StudyHandle

__all__ = ["StudyCheck", "checked"]


@dataclass(frozen=True, repr=False)
class StudyCheck:
    """How much a study rests on, and its warnings; what solving says only where it was solved."""

    study: str
    data_hash: str
    facts: int
    sources: int
    corrections: int
    claims: int
    grades: Mapping[str, int]
    """Facts of each grade."""
    parameters: Mapping[str, int]
    """How many numbers each parameter has."""
    strategies: tuple[str, ...]
    worlds: tuple[str, ...]
    warnings: tuple[Problem, ...]
    """What an expert should look at, in the study, its strategies and its worlds."""
    without_plan: tuple[str, ...] | None = None
    """Strategies that have no plan; None where none was solved."""
    mostly_unmet: tuple[Problem, ...] | None = None
    """Uses at home of which most demand is unmet in a plain year; None likewise."""
    out_of_range: tuple[Problem, ...] | None = None
    """Results outside the range of the study's own facts; None likewise."""
    jumps: tuple[Jumped, ...] | None = None
    """What jumps from one year to the next in strategies of the front page; None likewise."""

    def __repr__(self) -> str:
        """Say in a line how much was found."""
        what = (counted(self.facts, "fact"), counted(len(self.warnings), "warning"))
        return f"<Check of {self.study}: {', '.join(what)}>"

    def _repr_html_(self) -> str:
        """List what an expert should look at, for notebooks."""
        told = "".join(f"<li>{escape(visible(str(one)))}</li>" for one in self.warnings)
        return f"<p>{escape(repr(self))}</p>" + (f"<ul>{told}</ul>" if told else "")

    def as_data(self) -> dict[str, object]:
        """Give the same as plain values, as JSON has them."""
        data: dict[str, object] = {
            "study": self.study,
            "data_hash": self.data_hash,
            "facts": self.facts,
            "sources": self.sources,
            "corrections": self.corrections,
            "claims": self.claims,
            "grades": dict(self.grades),
            "parameters": dict(self.parameters),
            "strategies": list(self.strategies),
            "worlds": list(self.worlds),
            "warnings": [str(problem) for problem in self.warnings],
        }
        if self.without_plan is not None:
            data["without_plan"] = list(self.without_plan)
        if self.mostly_unmet is not None:
            data["mostly_unmet"] = [str(problem) for problem in self.mostly_unmet]
        if self.out_of_range is not None:
            data["out_of_range"] = [str(problem) for problem in self.out_of_range]
        if self.jumps is not None:
            data["jumps"] = [jumped.as_row() for jumped in self.jumps]
        return data


def checked(handle: StudyHandle, *, solve: bool = False) -> StudyCheck:
    """Check a study, and with `solve` each of its strategies; raises InvalidInput as `check`."""
    study, parameters, evidence = handle.study, handle.parameters, handle.study.evidence
    (warnings := Problems()).extend(audit(study, parameters))
    for name in handle.strategies:
        warnings.extend(audit(study, with_strategy(study, parameters, name)))
    for world, course in study.worlds.items():
        warnings.extend(audit(study, with_world(study, parameters, world), course.levers))
    graded = Counter(fact.grade for fact in evidence.facts.values())
    found = StudyCheck(
        study=handle.name,
        data_hash=handle.data_hash,
        facts=len(evidence.facts),
        sources=len(evidence.sources),
        corrections=len(evidence.corrections),
        claims=len(evidence.claims),
        grades=dict(sorted(graded.items())),
        parameters={name: int(array.size) for name, array in parameters.arrays.items()},
        strategies=tuple(handle.strategies),
        worlds=tuple(handle.worlds),
        warnings=tuple(warnings),
    )
    return _solved(handle, found) if solve else found


def _solved(handle: StudyHandle, found: StudyCheck) -> StudyCheck:
    """Add what solving every strategy says; jumps are of those of the front page."""
    runs = {name: handle.run(name) for name in handle.strategies}
    failed = tuple(name for name, run in runs.items() if run.status != "optimal")
    plans = {name: run.solution for name, run in runs.items() if name not in failed}
    shown = [name for name in (handle.baseline, *handle.front_page) if name not in failed]
    return replace(
        found,
        without_plan=failed,
        mostly_unmet=tuple(warns_of_mostly_unmet(plans)),
        out_of_range=tuple(warns_of_out_of_range(plans)),
        jumps=jumps_by_strategy({name: plans[name] for name in shown}),
    )
