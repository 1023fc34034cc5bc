"""The charts of a brief, each with its finding as a title where it has one."""

from __future__ import annotations

from collections.abc import Sequence

from monazite.brief.about import capital
from monazite.brief.inquiry import Inquiry
from monazite.brief.sentences.answer import headline
from monazite.charts import (
    Chart,
    binds_strip,
    calibration_dots,
    doubt_ranges,
    fate_of_tonnes,
    headline_lines,
    supply_by_origin,
    unmet_by_use,
)
from monazite.findings.account import fate_of_conserved
from monazite.findings.evidence import FREE
from monazite.findings.indicators import Need, need_by_year
from monazite.findings.indicators import supply_by_origin as supply_rows
from monazite.findings.indicators import unmet_by_use as unmet_rows
from monazite.findings.solution import Reading, decision_years
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
    asked: Inquiry,
) -> list[Chart]:
    reading = subject.reading
    shown = study.settings.front_indicators or study.settings.headlines
    known = subject.records.calibration()
    charts = [
        supply_by_origin(
            supply_rows(reading),
            need_by_year(reading),
            baseline=_made_at_home(reading),
            baseline_title=titles[baseline],
            material="magnets",
            title=capital(headline(reading)),
        ),
        binds_strip(
            [row for row in subject.records.binds() if row.stage != "use"], years=reading.years
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
        subject.chain(decision_years(subject.reading)[0]),
    ]
    unmet = unmet_rows(reading)
    if any(row.value > 0.5 for row in unmet):
        charts.append(unmet_by_use(unmet, material="magnets"))
    keeping = max(
        (run for run in solved if run.reading.without_limits is not None),
        key=lambda run: _kept(run.reading),
        default=subject,
    )
    group = reading.labels.tracked_group
    fate = fate_of_conserved(keeping.reading, group)
    if any(abs(row.tonnes) > 0.5 for row in fate):
        charts.append(
            fate_of_tonnes(
                fate,
                subject=f"{group} oxide",
                title=f"What becomes of the {group} oxide that “{titles[keeping.strategy]}” "
                "keeps from abroad",
            )
        )
    key = "self_sufficiency.magnet"
    doubts = [row for row in asked.doubts if row.indicator == key and row.swing]
    if doubts:
        first = doubts[0]
        charts.append(
            doubt_ranges(
                doubts,
                title=f"{comparison.title(key)} in {first.year}: most is decided by "
                f"“{first.title}”",
            )
        )
    return charts


def _kept(reading: Reading) -> float:
    """What a plan keeps from abroad over all years, t."""
    rows = fate_of_conserved(reading, reading.labels.tracked_group)
    return sum(row.tonnes for row in rows if row.fate == "conserved")


def _made_at_home(reading: Reading) -> list[Need]:
    """What the baseline makes at home and recycles by year, for the ghost line."""
    if reading.baseline is None:
        return []
    before = Reading(reading.study, reading.baseline)
    by_year: dict[int, float] = {}
    unit = ""
    for row in supply_rows(before):
        if row.origin in ("home", "recycled"):
            by_year[row.year] = by_year.get(row.year, 0.0) + row.value
            unit = row.unit
    return [Need(year, value, unit) for year, value in by_year.items()]
