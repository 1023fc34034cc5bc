"""Fills in a brief from solved runs: every figure comes from findings, every fact from evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

import numpy as np

from monazite.brief.about import Briefed, capital
from monazite.brief.again import command_again, strategy_files
from monazite.brief.analyses import BriefAnalyses, subject_of
from monazite.brief.changed import change_lines
from monazite.brief.evidence import fact_lines, thin_facts
from monazite.brief.front import front
from monazite.brief.pictures import brief_charts
from monazite.brief.planless import says_of_planless
from monazite.brief.sentences.answer import answer, finding
from monazite.brief.sentences.cautions import cautions
from monazite.brief.sentences.money import says_of_unsettled
from monazite.brief.sentences.of_plans import warns_of_plans
from monazite.brief.telling import told_analyses, told_as, told_ranges, told_rows, told_runs
from monazite.brief.topics import topics
from monazite.brief.topics.uncertain_input import thin_shares
from monazite.core.numerals import amount, whole_percent
from monazite.core.vocabulary import grade_word
from monazite.core.wording import listed, lowered
from monazite.findings.comparison import AS_IT_STANDS, LOOSE_BECAUSE, SideBySide, Telling, firmness
from monazite.findings.evidence import FREE, Compared, grade_of, nil_between, range_of
from monazite.findings.indicators import as_headlines_write, compute, figures_alike
from monazite.findings.solution import Solution
from monazite.parameters.audit import audit
from monazite.report import BriefContent, ClaimLine, Disagreement, LeverLine
from monazite.runs.comparison import Comparison
from monazite.runs.plan.packaging import source_line
from monazite.runs.run import Run
from monazite.strategy import Lever, Strategy, World
from monazite.strategy.levers.naming import lever_words
from monazite.study import Study

MEASURES = {"quantity": ("quantity", "quantities"), "price": ("price", "prices")}
"""What known figures measure, one and many."""


def brief_content(
    study: Study,
    runs: Sequence[Run],
    baseline: str,
    *,
    created: datetime,
    software: str,
    analyses: BriefAnalyses | None = None,
    subject: str | None = None,
    files: Mapping[str, str] | None = None,
    telling: Telling = AS_IT_STANDS,
) -> BriefContent:
    """Write the content of a brief about several runs in one world.

    It is about the run named as its `subject`, else about the subject the study names, else about
    the last of the runs. What an inquiry has not asked is left out. At least one run has a plan.
    `files` are where strategies are saved that the study does not have so. Money and
    mass are told by `telling`.
    """
    runs = told_runs(runs, telling)
    comparison = Comparison(tuple(runs), baseline)
    solved = [run for run in runs if run.status == "optimal"]
    about = subject_of(study, solved, subject)
    assert about is not None, "some run has a plan"
    asked = told_analyses(analyses or BriefAnalyses(), telling)
    briefed = Briefed(study, solved, about, baseline, asked)
    shown = study.settings.shown
    titles = {name: strategy.title for name, strategy in study.strategies.items()}
    front_years = briefed.front_years
    rows = comparison.numbers(
        sorted({about.solution.years[0], *front_years, *_shortest_year(solved)})
    )
    again = command_again(runs, baseline, strategy_files(runs) if files is None else files)
    ranges = _ranges(asked, shown)
    content = _opening(briefed, rows, ranges, created)
    content = replace(content, answer=[*content.answer, *says_of_planless(runs)])
    return replace(
        _with_evidence(content, briefed),
        software=software,
        strategies={run.strategy: titles[run.strategy] for run in runs},
        headlines=told_rows(rows, runs, telling),
        ranges=told_ranges(ranges, about.solution, telling),
        told=told_as(telling),
        front_years=front_years,
        thin_shares=thin_shares(asked.uncertain_inputs),
        undetermined=[(row.indicator, row.year) for row in asked.undetermined],
        determined=says_what_is_determined(rows, shown, front_years, briefed),
        front=front(briefed),
        topics=topics(briefed),
        charts=brief_charts(study, solved, about, baseline, titles, comparison, asked, telling),
        changed=change_lines(runs),
        left_out=left_out(study, again.command) if analyses is None else "",
        link=again.command,
        link_opens=again.opens,
    )


def _opening(
    briefed: Briefed,
    rows: Sequence[SideBySide],
    ranges: Mapping[tuple[str, int], tuple[float, float]],
    created: datetime,
) -> BriefContent:
    """What a brief is about and what it answers, with nothing behind it yet."""
    study, about = briefed.study, briefed.subject
    solution = about.solution
    title = briefed.title(about)
    limited = [(briefed.title(run), run.solution) for run in briefed.limited]
    word, reason = _confidence(about)
    return BriefContent(
        title=finding(
            solution, title, limited, _not_determined(rows, about, ranges), briefed.on_top
        ),
        question=study.settings.question,
        goods=study.words.product.plural,
        money=solution.money,
        goods_unit=figures_alike((solution,), "output", solution.of)[1],
        contained_unit=f"t {study.contained if solution.of is None else solution.of.words}/yr",
        date=created.date().isoformat(),
        study=study.settings.title,
        data_version=created.strftime("%Y.%m"),
        data_hash=study.data_hash,
        software="",
        strategies={},
        baseline=briefed.baseline,
        world=study.worlds[about.world].title,
        answer=_answer(briefed, limited, rows),
        confidence=word,
        confidence_reason=reason,
        subject=about.strategy,
        ranges=ranges,
        ranges_of_prices=_moved_by_prices(briefed.analyses, ranges),
        nil_ranges=frozenset(
            (key, year)
            for (key, year), ends in ranges.items()
            if nil_between(solution, key, year, ends)
        ),
    )


def _answer(
    briefed: Briefed, limited: Sequence[tuple[str, Solution]], rows: Sequence[SideBySide]
) -> list[str]:
    """The answer in sentences."""
    study, about, asked = briefed.study, briefed.subject, briefed.analyses
    titles = study.strategies
    return answer(
        about.solution,
        strategy=briefed.title(about),
        baseline=titles[briefed.baseline].title,
        limited=limited,
        deliveries=[(study.worlds[run.world].title, run.solution) for run in briefed.deliveries],
        stops=briefed.front_stops,
        uncertain_inputs=asked.every_effect,
        next_bottlenecks=asked.next_bottlenecks,
        between={
            (titles[name].title, region): ends for (name, region), ends in asked.between.items()
        },
        loose=_loose(rows, about, asked),
        kept=asked.kept,
        on_top=briefed.on_top,
    )


def _confidence(about: Run) -> tuple[str, str]:
    """How firm the evidence under a plan is, in a word, and why."""
    thin = about.thin_evidence_share
    return grade_word(grade_of(thin)), (
        f"{whole_percent(thin)} of what the cost of the plan leans on at home is grade-C "
        f"evidence: a single weak source or an estimate. {_reproduced(about.records.calibration())}"
    )


def _ranges(
    asked: BriefAnalyses, shown: Sequence[str]
) -> dict[tuple[str, int], tuple[float, float]]:
    """Least and most of headlines of the subject, by indicator and year."""
    return {
        (key, year): found
        for year, effects in asked.uncertain.items()
        for key in shown
        if (found := range_of(effects, key, asked.kept)) is not None
    }


def _moved_by_prices(
    asked: BriefAnalyses, ranges: Mapping[tuple[str, int], tuple[float, float]]
) -> bool:
    """Whether any of the ranges takes in where else owners may begin to ask."""
    verdicts = asked.kept or {}
    return any(place in verdicts and verdicts[place].between is not None for place in ranges)


def _with_evidence(content: BriefContent, briefed: Briefed) -> BriefContent:
    """Put behind a brief what its subject rests on: limits, levers, known figures, facts."""
    study, about = briefed.study, briefed.subject
    solution, records = about.solution, about.records
    strategy, world = study.strategies[about.strategy], study.worlds[about.world]
    binding = [row for row in records.binding_constraints() if row.binding]
    calibrated = records.calibration()
    levers = {
        lever.origin: lever.title or lever_words(lever, solution.parameters.titles, solution.home)
        for plan in (strategy, world)
        for lever in _levers(plan)
    }
    rests_on = [row.facts for row in binding] + [row.facts for row in calibrated]
    return replace(
        content,
        binding_constraints=binding,
        lever_titles=levers,
        binding_constraints_of=briefed.title(about),
        calibration=calibrated,
        disagreements=_disagreements(calibrated),
        levers=list(_lever_lines(study, about, strategy)),
        world_levers=list(_lever_lines(study, about, world)),
        facts=list(fact_lines(study, solution, list(chain.from_iterable(rests_on)))),
        sources={name: source_line(study, name) for name in study.sources},
        claims=list(_claims(study)),
        limits=cautions(solution, world),
        thin_facts=list(thin_facts(solution)),
        warnings=[
            *(str(problem.for_readers) for problem in audit(study, about.parameters, world.levers)),
            *(str(one.for_readers) for one in warns_of_plans({briefed.title(about): solution})),
            *says_of_unsettled(solution, briefed.title(about)),
        ],
    )


def _claims(study: Study) -> Iterator[ClaimLine]:
    for claim in study.evidence.claims:
        yield ClaimLine(
            claim=claim.claim,
            verdict=claim.verdict,
            finding=claim.found,
            why=claim.why,
            source=source_line(study, claim.source_id),
            facts=claim.facts,
        )


def left_out(study: Study, command: str) -> str:
    """What a brief that was made at once does not work out, and the command that does."""
    worlds = [] if len(study.worlds) < 2 else ["what other worlds of the study bring"]
    missing = ["how far doubtful facts move these figures", "which bottleneck is next", *worlds]
    return f"Not worked out here: {listed(missing)}; that takes minutes: {command} --output brief"


def _shortest_year(solved: Sequence[Run]) -> list[int]:
    """The year in which home is shortest of the product under any of the plans, if it ever is."""
    unmet = sum(compute(run.solution, "unmet_demand") for run in solved)
    series = np.asarray(unmet)
    return [solved[0].solution.years[int(series.argmax())]] if series.max() > 0.5 else []


def _reproduced(calibrated: Sequence[Compared]) -> str:
    """How many of the known figures that nothing given determines come out within the bounds."""
    said = []
    for measure, (one, many) in MEASURES.items():
        free = [row for row in calibrated if row.measure == measure and row.status in FREE]
        if free:
            good, near = (
                sum(row.status == status for row in free) for status in ("reproduced", "near")
            )
            comes = "comes" if good <= 1 else "come"
            said.append(
                f"of {len(free)} known {one if len(free) == 1 else many} "
                + (
                    f"{good or 'none'} {comes} out within 5 % and {near}"
                    f"{' more' if good else ''} within 10 %"
                    if good or near
                    else "none comes out within 10 %"
                )
            )
    if not said:
        return "Nothing known is free to be held against the plan."
    text = "; ".join(said)
    return f"{capital(text)}; none of these is fitted or follows from what the study was given."


def _levers(plan: Strategy | World) -> Sequence[Lever]:
    return plan.levers


def _not_determined(
    rows: Sequence[SideBySide], about: Run, ranges: Mapping[tuple[str, int], tuple[float, float]]
) -> dict[int, tuple[float, float]]:
    """Ranges of the share home makes, by year, where its number is not determined."""
    key = as_headlines_write(about.solution, "self_sufficiency")
    return {
        row.year: ranges[key, row.year]
        for row in rows
        if row.indicator == key
        and row.standings.get(about.strategy) == "number not determined"
        and (key, row.year) in ranges
    }


def _loose(
    rows: Sequence[SideBySide], about: Run, asked: BriefAnalyses
) -> frozenset[tuple[str, int]]:
    """Indicators and years of the subject whose number is not determined."""
    kept = {
        (row.indicator, row.year)
        for row in rows
        if row.standings.get(about.strategy) == "number not determined"
    }
    return frozenset({*kept, *((row.indicator, row.year) for row in asked.undetermined)})


def says_what_is_determined(
    rows: Sequence[SideBySide],
    keys: Sequence[str],
    years: Sequence[int],
    briefed: Briefed,
) -> str:
    """How many front headlines stand firm under each strategy, and which do not, in a sentence."""
    near = [row for row in rows if row.indicator in keys and row.year in years]
    titles = {row.indicator: lowered(row.title) for row in near}

    def but(loose: Mapping[str, Sequence[int]]) -> str:
        parts = [f"{titles[key]} {' and '.join(map(str, at))}" for key, at in loose.items()]
        return f" (not {'; '.join(parts)})" if parts else ""

    said, untested = [], []
    for run in briefed.solved:
        title, found = briefed.title(run), firmness(near, run.strategy)
        if found is None:
            untested.append(f"“{title}”")
            continue
        told = f"{found.firm} under “{title}”{but(found.figures)}"
        if found.differences != found.figures:
            apart = {k: at for k, at in found.differences.items() if at != found.figures.get(k)}
            told += f", {found.firm_differences} in what it changes{but(apart)}"
        said.append(told)
    if not said:
        return (
            "Not yet tested: whether facts that set prices, a little off, would move these figures "
            f"or turn them (monazite determine {briefed.study.name} tells)."
        )
    text = f"Front headlines determined: {'; '.join(said)}."
    if "(not " in text:
        text = (
            f"“Not determined” means that {LOOSE_BECAUSE} move the figure by more than a tenth or "
            f"turn its difference. {text}"
        )
    return text + (f" Not yet tested under {listed(untested)}." if untested else "")


def _disagreements(calibrated: Sequence[Compared]) -> list[Disagreement]:
    return [
        Disagreement(
            quantity=f"{row.title}, {row.year}",
            arithmetic=(
                f"observed {amount(row.observed, row.unit)}, modelled "
                f"{amount(row.modelled, row.unit)}, {whole_percent(row.gap, signed=True)}"
            ),
            believed=row.reason,
        )
        for row in calibrated
        if row.status in ("missed", "untestable")
    ]


def _lever_lines(study: Study, run: Run, course: Strategy | World) -> Iterator[LeverLine]:
    for lever in course.levers:
        yield LeverLine(
            words=lever_words(lever, run.parameters.titles, study.settings.home),
            why=lever.why,
            source=source_line(study, lever.source),
            strategy=course.title,
        )
