"""Fills in a brief from solved runs: every figure comes from findings, every fact from evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import numpy as np

from monazite.api.comparison import Comparison
from monazite.api.inquiry import Inquiry
from monazite.api.lever_words import lever_words
from monazite.api.run import Run
from monazite.api.topics import Briefed, thin_shares, topics, wall_sentences
from monazite.charts import (
    Chart,
    binds_strip,
    calibration_dots,
    chain,
    doubt_ranges,
    fate_of_tonnes,
    headline_lines,
    supply_by_origin,
    unmet_by_use,
)
from monazite.charts.quantities import amount
from monazite.evidence import Fact
from monazite.findings import (
    Reading,
    Weighing,
    answer,
    chain_account,
    chain_headline,
    compute,
    decision_years,
    fate_of_conserved,
    headline,
    need_by_year,
    range_of,
    says_of_losses,
    says_of_sales_lost,
    says_of_schemes,
    says_what_holds,
    says_who_goes_short,
    says_who_pays,
    weigh,
)
from monazite.findings import supply_by_origin as supply_rows
from monazite.findings import unmet_by_use as unmet_rows
from monazite.parameters.audit import audit
from monazite.report import (
    BriefContent,
    ClaimLine,
    Conflict,
    FactLine,
    LeverLine,
    Rival,
    SourceLine,
    ThinFact,
)
from monazite.strategy import Lever, Strategy, World
from monazite.study import Study

THIN, FAIR = 0.5, 0.2
"""Shares of leaning on grade-C evidence above which a result is called thin, or only fair."""

LIMITS = (
    "Prices are costs of the last tonne, not quotations: the gap between what plants cost and what "
    "markets charge is not in the model, so Chinese magnets look cheaper than customs say.",
    "Single years' prices swing: capital may be earned back in one year or the next at the same "
    "total cost, so a partner's loss in one year says less than its sum over several.",
    "An oxide that nobody at home may use or sell is worth nothing more there: its price at home "
    "may fall to zero or, where it must be kept, below.",
    "What is fixed for a plant, such as the share of chloride an agreement gives it, stays fixed "
    "to the end of the horizon, also after the agreement is broken.",
    "Material can leave or reach home only along lanes the study names; what a limit on exports "
    "would divert to lanes nobody uses today is not seen.",
    "Plants abroad run where they are cheapest: those kept alive by contracts and subsidies may "
    "stand idle here, which makes the cheapest supplier look larger than it is.",
    "All owners plan together and see the whole horizon; a stop they could not have known of looks "
    "milder than it would be.",
    "Years are the smallest step: a stop of a few months shows only what it takes from its year.",
    "Magnets that arrive inside motors and compressors are outside the demand that is counted.",
    "State and private makers share one pool of oxide, so nothing here says who is given it.",
)


def brief_content(
    study: Study,
    runs: Sequence[Run],
    baseline: str,
    *,
    created: datetime,
    software: str,
    inquiry: Inquiry | None = None,
) -> BriefContent:
    """Write the content of a brief about several runs in one world; the last run is its subject.

    What an inquiry has not asked is left out.
    """
    comparison = Comparison(tuple(runs), baseline)
    solved = [run for run in runs if run.status == "optimal"]
    subject = solved[-1]
    reading = subject.reading
    asked = inquiry or Inquiry()
    briefed = Briefed(study, solved, baseline, asked)
    shown = study.settings.front_indicators or study.settings.headlines
    titles = {name: strategy.title for name, strategy in study.strategies.items()}
    thin = subject.thin_evidence_share
    word = "Thin" if thin > THIN else "Fair" if thin > FAIR else "Firm"
    years = sorted({reading.years[0], *decision_years(reading), *_shortest_year(solved)})
    binding = [row for row in subject.binds() if row["binding"]]
    calibrated = subject.calibration()
    levers = {
        lever.origin: lever.title or lever_words(lever, reading.parameters.titles, reading.home)
        for plan in (study.strategies[subject.strategy], study.worlds[subject.world])
        for lever in _levers(plan)
    }
    return BriefContent(
        title=f"{titles[subject.strategy]}: {headline(reading)}",
        question=study.settings.question,
        date=created.date().isoformat(),
        study=study.settings.title,
        data_version=created.strftime("%Y.%m"),
        data_hash=study.data_hash,
        software=software,
        strategies={run.strategy: titles[run.strategy] for run in runs},
        baseline=baseline,
        world=study.worlds[subject.world].title,
        answer=answer(
            reading,
            strategy=titles[subject.strategy],
            baseline=titles[baseline],
            limited=[(titles[run.strategy], run.reading) for run in briefed.limited],
            doubts=asked.doubts,
            walls=asked.walls,
        ),
        confidence=word,
        confidence_reason=(
            f"{100 * thin:.0f} % of what the cost of the plan leans on at home is grade-C "
            f"evidence: a single weak source or an estimate. {_reproduced(calibrated)}"
        ),
        headlines=comparison.table(years),
        subject=subject.strategy,
        front_years=decision_years(reading),
        ranges={key: found for key in shown if (found := range_of(asked.doubts, key)) is not None},
        thin_shares=thin_shares(asked.doubts),
        undetermined=[(str(row["indicator"]), int(str(row["year"]))) for row in asked.undetermined],
        holds_back=_second_page_holds(briefed),
        pays=_second_page_pays(briefed),
        topics=topics(briefed),
        charts=_charts(study, solved, baseline, titles, comparison, asked),
        binds=[
            row | {"levers": [levers.get(str(origin), origin) for origin in _texts(row["levers"])]}
            for row in binding
        ],
        binds_of=titles[subject.strategy],
        calibration=calibrated,
        conflicts=_conflicts(calibrated),
        levers=list(_lever_lines(study, subject, study.strategies[subject.strategy])),
        world_levers=list(_lever_lines(study, subject, study.worlds[subject.world])),
        facts=list(_fact_lines(study, reading, [*binding, *calibrated])),
        sources={name: _source(study, name) for name in study.sources},
        claims=[
            ClaimLine(
                claim=claim.claim,
                verdict=claim.verdict,
                finding=claim.finding,
                why=claim.why,
                source=_source(study, claim.source_id),
                facts=claim.facts,
            )
            for claim in study.evidence.claims
        ],
        limits=LIMITS,
        thin_facts=list(_thin_facts(study, reading)),
        warnings=[str(problem) for problem in audit(study, subject.parameters)],
        link=f"monazite run {study.name} {' '.join(run.strategy for run in runs)}",
    )


def _shortest_year(solved: Sequence[Run]) -> list[int]:
    """The year in which home is shortest of magnets under any of the plans, if it ever is."""
    unmet = sum(compute(run.reading, "unmet_demand") for run in solved)
    series = np.asarray(unmet)
    return [solved[0].reading.years[int(series.argmax())]] if series.max() > 0.5 else []


def _reproduced(calibrated: Sequence[Mapping[str, object]]) -> str:
    """How many of the figures that were not fitted come out within the bound."""
    free = [row for row in calibrated if row["status"] != "fitted"]
    good = sum(row["status"] == "reproduced" for row in free)
    return f"Of {len(free)} known figures nothing was fitted to, {good} come out within 5 %."


def _levers(plan: Strategy | World) -> Sequence[Lever]:
    return plan.levers


def _texts(value: object) -> list[str]:
    """The texts of a cell that holds a list."""
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def sentence(text: str) -> str:
    """A phrase with a capital, to stand alone."""
    return text[0].upper() + text[1:]


def _charts(
    study: Study,
    solved: Sequence[Run],
    baseline: str,
    titles: dict[str, str],
    comparison: Comparison,
    asked: Inquiry,
) -> list[Chart]:
    subject = solved[-1]
    reading = subject.reading
    shown = study.settings.front_indicators or study.settings.headlines
    charts = [
        supply_by_origin(
            supply_rows(reading),
            need_by_year(reading),
            baseline=_made_at_home(reading),
            baseline_title=titles[baseline],
            material="magnets",
            title=sentence(headline(reading)),
        ),
        binds_strip([row for row in subject.binds() if row["stage"] != "use"], years=reading.years),
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
        calibration_dots(subject.calibration()),
        _chain(study, subject, titles),
    ]
    unmet = unmet_rows(reading)
    if any(float(str(row["value"])) > 0.5 for row in unmet):
        charts.append(unmet_by_use(unmet, material="magnets"))
    keeping = max(
        (run for run in solved if run.reading.without_limits is not None),
        key=lambda run: _kept(run.reading),
        default=subject,
    )
    group = reading.labels.tracked_group
    fate = fate_of_conserved(keeping.reading, group)
    if any(abs(float(str(row["tonnes"]))) > 0.5 for row in fate):
        charts.append(
            fate_of_tonnes(
                fate,
                subject=f"{group} oxide",
                title=f"What becomes of the {group} oxide that “{titles[keeping.strategy]}” "
                "keeps from abroad",
            )
        )
    key = "self_sufficiency.magnet"
    doubts = [row for row in asked.doubts if row["indicator"] == key and row["swing"]]
    if doubts:
        first = doubts[0]
        charts.append(
            doubt_ranges(
                doubts,
                title=f"{comparison.title(key)} in {first['year']}: most is decided by "
                f"“{first['title']}”",
            )
        )
    return charts


def _kept(reading: Reading) -> float:
    """What a plan keeps from abroad over all years, t."""
    rows = fate_of_conserved(reading, reading.labels.tracked_group)
    return sum(float(str(row["tonnes"])) for row in rows if row["fate"] == "conserved")


def _total(reading: Reading, key: str) -> float:
    """An indicator added up over the years."""
    return float(compute(reading, key).sum())


def _second_page_holds(briefed: Briefed) -> list[str]:
    """What holds back in the years of decision, and the walls behind it."""
    return [
        *(says_what_holds(briefed.subject.reading, year) for year in briefed.years[1:]),
        *wall_sentences(briefed),
    ]


def _second_page_pays(briefed: Briefed) -> list[str]:
    """Who pays under the subject, who goes short, and who loses where exports are held back."""
    reading, near = briefed.subject.reading, briefed.years[0]
    said = [*says_who_pays(reading, near), *says_of_schemes(reading), says_who_goes_short(reading)]
    losing = briefed.limited or [briefed.subject]
    for region in briefed.partners[:1]:
        worst = max(
            losing, key=lambda run: float(compute(run.reading, f"partner_loss.{region}").sum())
        )
        between = briefed.inquiry.between.get((worst.strategy, region), {})
        said.append(
            says_of_losses(worst.reading, region, briefed.title(worst), briefed.years, between)
        )
    for run in losing[:1]:
        said += says_of_sales_lost(run.reading, briefed.title(run), near)
    return [text for text in said if text]


def _chain(study: Study, subject: Run, titles: Mapping[str, str]) -> Chart:
    """The chain in the year of decision."""
    year = decision_years(subject.reading)[0]
    account = chain_account(subject.reading, year)
    return chain(
        account.flow_rows(),
        account.node_rows(),
        year=year,
        subject=account.group,
        home=account.home,
        title=chain_headline(account),
        sources=(
            f"monazite on {study.settings.title}, strategy {titles[subject.strategy]}, "
            f"world {study.worlds[subject.world].title}",
        ),
    )


def _made_at_home(reading: Reading) -> list[dict[str, object]]:
    """What the baseline makes at home and recycles, for the ghost line; rows of year, value."""
    if reading.baseline is None:
        return []
    before = Reading(reading.study, reading.baseline)
    by_year: dict[int, float] = {}
    for row in supply_rows(before):
        if row["origin"] in ("home", "recycled"):
            year = int(str(row["year"]))
            by_year[year] = by_year.get(year, 0.0) + float(str(row["value"]))
    return [{"year": year, "value": value} for year, value in by_year.items()]


def _conflicts(calibrated: Sequence[Mapping[str, object]]) -> list[Conflict]:
    return [
        Conflict(
            quantity=f"{row['title']}, {row['year']}",
            arithmetic=(
                f"observed {amount(float(str(row['observed'])), str(row['unit']))}, modelled "
                f"{amount(float(str(row['modelled'])), str(row['unit']))}, "
                f"{100 * float(str(row['gap'])):+.0f} %"
            ),
            believed=str(row["reason"]),
        )
        for row in calibrated
        if row["status"] == "conflict"
    ]


def _lever_lines(study: Study, run: Run, course: Strategy | World) -> Iterator[LeverLine]:
    for lever in course.levers:
        yield LeverLine(
            words=lever_words(lever, run.parameters.titles, study.settings.home),
            why=lever.why,
            source=_source(study, lever.source),
            strategy=course.title,
        )


def _fact_lines(
    study: Study, reading: Reading, rows: Sequence[Mapping[str, object]]
) -> Iterator[FactLine]:
    """Facts the home result leans on, heaviest first, those of rows, then all with a rival."""
    evidence = study.evidence
    named = [fact for row in rows for fact in _texts(row["facts"])]
    leaning = [fact for row in weigh(reading) for fact in row.quantity.facts]
    used = {
        fact
        for entries in reading.parameters.lineage.values()
        for quantity in entries.values()
        for fact in quantity.facts
    }
    contested = [
        fact
        for fact in sorted(used)
        if len(evidence.quantities[evidence.fact(fact).quantity]) > 1
        or any(correction.fact == fact for correction in evidence.corrections)
    ]
    for fact_id in dict.fromkeys([*leaning, *named, *contested]):
        yield _fact_line(study, evidence.fact(fact_id))


def _fact_line(study: Study, fact: Fact) -> FactLine:
    evidence = study.evidence
    choice = evidence.quantity(fact.quantity)
    ids = {rival.fact_id for rival in evidence.quantities[fact.quantity]}
    return FactLine(
        fact_id=fact.fact_id,
        what=", ".join(value for value in fact.dimensions.values() if value) or fact.quantity,
        value=choice.value if choice.chosen.fact_id == fact.fact_id else fact.value,
        low=choice.low if choice.chosen.fact_id == fact.fact_id else fact.low,
        high=choice.high if choice.chosen.fact_id == fact.fact_id else fact.high,
        unit=fact.unit,
        grade=fact.grade,
        source=_source(study, fact.source_id),
        period=fact.period,
        note=fact.note,
        rivals=[
            Rival(
                value=rival.value,
                unit=rival.unit,
                source=_source(study, rival.source_id).title,
                reason=choice.rule,
            )
            for rival in choice.losers
        ],
        corrections=[
            f"{correction.fact} {correction.status}: {correction.reason}"
            for correction in evidence.corrections
            if correction.fact in ids
        ],
    )


def _thin_facts(study: Study, reading: Reading) -> Iterator[ThinFact]:
    """The five parameters that the plan's cost leans on most by grade-C quantities."""
    rows = weigh(reading)
    total = sum(row.leaning for row in rows) or 1.0
    titles = dict(reading.parameters.titles)
    titles |= {f"{use}@{region}": titles.get(use, use) for use, region in reading.labels.points}
    by_parameter: dict[str, list[Weighing]] = {}
    for row in rows:
        if row.grade == "C":
            by_parameter.setdefault(row.title(titles), []).append(row)
    heaviest = sorted(by_parameter.items(), key=lambda entry: -sum(row.leaning for row in entry[1]))
    for title, group in heaviest[:5]:
        first = group[0].quantity
        facts = {fact for row in group for fact in row.quantity.facts}
        ground = first.note or f"worked out from {len(facts)} facts"
        share = sum(row.leaning for row in group) / total
        yield ThinFact(
            what=f"{title}, {ground}",
            leaning=f"{100 * share:.0f} % of what the plan's cost leans on at home",
            fact_id=first.facts[0] if first.facts else "",
        )


def _source(study: Study, source_id: str) -> SourceLine:
    source = study.sources.get(source_id)
    if source is None:
        return SourceLine(title=source_id)
    return SourceLine(
        title=source.title, publisher=source.publisher, date=source.date, url=source.url
    )
