"""The charts of a brief, each with its finding as a title where it has one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from monazite.brief.about import capital
from monazite.brief.analyses import BriefAnalyses
from monazite.brief.sentences.answer import headline
from monazite.brief.topics.break_even import break_even_charts
from monazite.brief.topics.disruption import disruption_charts
from monazite.brief.topics.draws import bands_chart
from monazite.brief.topics.instruments import bench_charts
from monazite.brief.topics.why import why_charts
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
from monazite.findings.account import CONSERVED, Contained, fate_told
from monazite.findings.comparison import AS_IT_STANDS, Telling
from monazite.findings.evidence import FREE
from monazite.findings.indicators import Need, need_by_year, own_by_year
from monazite.findings.indicators import supply_by_origin as supply_rows
from monazite.findings.indicators import unmet_by_use as unmet_rows
from monazite.findings.solution import Solution, decision_years
from monazite.runs.comparison import Comparison
from monazite.runs.run import Run
from monazite.study import Study

NOTEWORTHY = 0.5
"""Tonnes a year below which a chart of them would be blank."""


def brief_charts(
    study: Study,
    solved: Sequence[Run],
    subject: Run,
    baseline: str,
    titles: dict[str, str],
    comparison: Comparison,
    asked: BriefAnalyses,
    telling: Telling = AS_IT_STANDS,
) -> list[Chart]:
    """Draw what is to be seen, in any order: each chart goes to the section of its kind."""
    against = next((run for run in solved if run.strategy == baseline), subject)
    year = decision_years(subject.solution)[0]
    return [
        *_of_plan(study, subject, titles[baseline], telling),
        _of_headlines(study, solved, baseline, titles, comparison, telling),
        *_of_known_years(subject),
        subject.chain(year, telling.of),
        *_of_unmet(study, subject.solution, telling),
        *_of_fate(study, solved, subject, titles, telling),
        *_of_uncertain_inputs(study, comparison, asked),
        *_of_worked_out(asked, subject, telling),
        *disruption_charts(asked.disrupted, titles[subject.strategy]),
        *_registered(Shown(subject, against, year, tuple(solved), telling)),
    ]


def _of_plan(study: Study, subject: Run, baseline_title: str, telling: Telling) -> list[Chart]:
    """Where the product of the subject comes from, and what holds it back."""
    solution, of = subject.solution, telling.of
    return [
        supply_by_origin(
            supply_rows(solution, of=of),
            need_by_year(solution, of=of),
            baseline=made_at_home(solution, of),
            baseline_title=baseline_title,
            material=study.words.product.plural,
            title=capital(headline(solution)),
        ),
        bottleneck_strip(
            [row for row in subject.records.binding_constraints() if row.stage != "use"],
            years=solution.years,
        ),
    ]


def _of_headlines(
    study: Study,
    solved: Sequence[Run],
    baseline: str,
    titles: dict[str, str],
    comparison: Comparison,
    telling: Telling,
) -> Chart:
    shown = study.settings.shown
    return headline_lines(
        [
            {"indicator": key, "unit": unit, "year": year}
            | {"strategy": run.strategy, "value": float(value)}
            for run in solved
            for key in study.settings.headlines
            if key in shown
            for values, unit in [telling.told(run.solution, key)]
            for year, value in zip(run.solution.years, values, strict=True)
            if np.isfinite(value)
        ],
        baseline=baseline,
        strategies={run.strategy: titles[run.strategy] for run in solved},
        titles={key: comparison.title(key) for key in shown},
    )


def _of_known_years(subject: Run) -> list[Chart]:
    """Known figures: those that are free where any is, since only they prove anything."""
    known = subject.records.calibration()
    return [
        calibration_dots(free if (free := [row for row in known if row.status in FREE]) else known)
    ]


def _of_unmet(study: Study, solution: Solution, telling: Telling) -> list[Chart]:
    if not any(row.value > NOTEWORTHY for row in unmet_rows(solution)):
        return []
    unmet = unmet_rows(solution, of=telling.of)
    return [unmet_by_use(unmet, material=study.words.product.plural)]


def _of_fate(
    study: Study, solved: Sequence[Run], subject: Run, titles: dict[str, str], telling: Telling
) -> list[Chart]:
    """Where tonnes go that the strategy keeps from abroad that keeps most."""
    keeping = max(
        (run for run in solved if run.solution.without_limits is not None),
        key=lambda run: _kept(run.solution),
        default=subject,
    )
    fate = fate_told(keeping.solution, telling.of)
    what = study.tracked if telling.of is None else telling.of.words
    if not any(abs(row.tonnes) > NOTEWORTHY for row in fate):
        return []
    return [
        fate_of_tonnes(
            fate,
            unit=f"t {study.contained if telling.of is None else telling.of.basis}/yr",
            subject=what,
            title=f"What becomes of the {what} that “{titles[keeping.strategy]}” keeps from abroad",
        )
    ]


def _of_uncertain_inputs(study: Study, comparison: Comparison, asked: BriefAnalyses) -> list[Chart]:
    """What doubtful facts do to the share home makes of its need."""
    key = f"self_sufficiency.{study.words.product.form}"
    moving = [row for row in asked.uncertain_inputs if row.indicator == key and row.swing]
    if not moving:
        return []
    first = moving[0]
    title = f"{comparison.title(key)} in {first.year}: most is decided by “{first.title}”"
    return [uncertain_input_ranges(moving, title=title)]


def _of_worked_out(asked: BriefAnalyses, subject: Run, telling: Telling) -> list[Chart]:
    """What levers do, draws of the first headline, instruments, and what figures would take."""
    known = asked.worked_out
    if known is None:
        return []
    return [
        *why_charts(known.whys, subject, telling),
        *bands_chart(known.sureness, subject, telling),
        *bench_charts(known.bench, subject, telling),
        *break_even_charts(known.break_evens),
    ]


def _registered(seen: Shown) -> Iterator[Chart]:
    """Pictures that are registered as figures of a section of briefs."""
    for one in pictures().values():
        if one.section and (chart := one.draw(seen)) is not None:
            yield replace(chart, section=one.section, sources=())


def _kept(solution: Solution) -> float:
    """What a plan keeps from abroad over all years, t."""
    rows = fate_told(solution)
    return sum(row.tonnes for row in rows if row.fate == CONSERVED)


def made_at_home(solution: Solution, of: Contained | None = None) -> list[Need]:
    """What the baseline makes at home and recycles by year, for the ghost line."""
    before = solution.baseline_solution
    return [] if before is None else own_by_year(before, of=of)
