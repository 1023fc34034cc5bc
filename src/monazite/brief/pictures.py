"""The charts of a brief, each with its finding as a title where it has one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from monazite.brief.about import capital
from monazite.brief.analyses import BriefAnalyses
from monazite.brief.sentences.answer import headline
from monazite.charts import (
    Chart,
    bottleneck_strip,
    calibration_dots,
    fate_of_tonnes,
    headline_lines,
    supply_by_origin,
    uncertain_input_ranges,
    unmet_by_use,
)
from monazite.charts.registry import Shown, pictures
from monazite.findings.account import fate_of_conserved
from monazite.findings.evidence import FREE
from monazite.findings.indicators import Need, need_by_year, own_by_year
from monazite.findings.indicators import supply_by_origin as supply_rows
from monazite.findings.indicators import unmet_by_use as unmet_rows
from monazite.findings.solution import Solution, decision_years
from monazite.runs.comparison import Comparison
from monazite.runs.run import Run
from monazite.study import Study


def brief_charts(
    study: Study,
    solved: Sequence[Run],
    subject: Run,
    baseline: str,
    titles: dict[str, str],
    comparison: Comparison,
    asked: BriefAnalyses,
) -> list[Chart]:
    solution = subject.solution
    shown = study.settings.shown
    known = subject.records.calibration()
    charts = [
        supply_by_origin(
            supply_rows(solution),
            need_by_year(solution),
            baseline=made_at_home(solution),
            baseline_title=titles[baseline],
            material=study.words.product.plural,
            title=capital(headline(solution)),
        ),
        bottleneck_strip(
            [row for row in subject.records.binding_constraints() if row.stage != "use"],
            years=solution.years,
        ),
        headline_lines(
            [
                row
                for run in solved
                for row in run.headlines.iter_rows(named=True)
                if row["indicator"] in shown
            ],
            baseline=baseline,
            strategies={run.strategy: titles[run.strategy] for run in solved},
            titles={key: comparison.title(key) for key in shown},
        ),
        calibration_dots(free if (free := [row for row in known if row.status in FREE]) else known),
        subject.chain(decision_years(subject.solution)[0]),
    ]
    unmet = unmet_rows(solution)
    if any(row.value > 0.5 for row in unmet):
        charts.append(unmet_by_use(unmet, material=study.words.product.plural))
    keeping = max(
        (run for run in solved if run.solution.without_limits is not None),
        key=lambda run: _kept(run.solution),
        default=subject,
    )
    group = solution.labels.tracked_group
    fate = fate_of_conserved(keeping.solution, group)
    if any(abs(row.tonnes) > 0.5 for row in fate):
        charts.append(
            fate_of_tonnes(
                fate,
                unit=f"t {study.contained}/yr",
                subject=study.tracked,
                title=f"What becomes of the {study.tracked} that "
                f"“{titles[keeping.strategy]}” keeps from abroad",
            )
        )
    key = f"self_sufficiency.{study.words.product.form}"
    uncertain_inputs = [row for row in asked.uncertain_inputs if row.indicator == key and row.swing]
    if uncertain_inputs:
        first = uncertain_inputs[0]
        charts.append(
            uncertain_input_ranges(
                uncertain_inputs,
                title=f"{comparison.title(key)} in {first.year}: most is decided by "
                f"“{first.title}”",
            )
        )
    against = next((run for run in solved if run.strategy == baseline), subject)
    seen = Shown(subject, against, decision_years(solution)[0], tuple(solved))
    return [*charts, *_registered(seen)]


def _registered(seen: Shown) -> Iterator[Chart]:
    """Pictures that are registered as figures of a section of briefs."""
    for one in pictures().values():
        if one.section and (chart := one.draw(seen)) is not None:
            yield replace(chart, section=one.section, sources=())


def _kept(solution: Solution) -> float:
    """What a plan keeps from abroad over all years, t."""
    rows = fate_of_conserved(solution, solution.labels.tracked_group)
    return sum(row.tonnes for row in rows if row.fate == "conserved")


def made_at_home(solution: Solution) -> list[Need]:
    """What the baseline makes at home and recycles by year, for the ghost line."""
    if solution.baseline is None:
        return []
    return own_by_year(Solution(solution.study, solution.baseline))
