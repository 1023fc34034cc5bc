"""Topics on doubt: doubtful facts, other worlds, readings of a promise, rules that gave way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monazite.brief.about import NUMBER, WIDE, Briefed
from monazite.brief.sentences.worlds import says_of_commitment, says_of_stops, says_of_worlds
from monazite.core.numerals import Coin, number, whole_percent
from monazite.core.vocabulary import grade_word
from monazite.core.wording import counted, listed
from monazite.findings.bottlenecks import SoftRule, Strain
from monazite.findings.comparison import (
    CommitmentItem,
    StopYear,
    WorldResult,
    commitment_items,
    in_worlds,
    worst_world,
)
from monazite.findings.evidence import FREE, UncertainInputEffect, thin_swing, widest
from monazite.findings.solution import Solution
from monazite.report import PlainTable, Topic
from monazite.runs.plan.coin import amount_of
from monazite.runs.plan.masses import Mass
from monazite.strategy.levers.naming import lever_words

ON_PAPER = 8
"""Doubts printed of a table; all stand on screen, those that decide most first."""


def uncertain_inputs(briefed: Briefed) -> Topic:
    """How much of the answer each doubtful fact decides."""
    uncertain_inputs, year = briefed.analyses.uncertain_inputs, briefed.years[0]
    solution = briefed.subject.solution
    if not uncertain_inputs:
        return Topic(key="uncertain_inputs", title="How much each doubtful fact decides")
    keys = [
        key
        for key in dict.fromkeys(row.indicator for row in uncertain_inputs)
        if widest(uncertain_inputs, key) is not None
    ]
    says = []
    for key in keys[:4]:
        row = widest(uncertain_inputs, key)
        if row is not None:
            says.append(
                f"Of “{briefed.name(key)}” in {year} “{row.title}” decides most: it alone takes "
                f"it from {amount_of(solution, row.at_low, row.indicator_unit, key)} to "
                f"{amount_of(solution, row.at_high, row.indicator_unit, key)}, which is "
                f"{number(100 * row.share)} % of all that the doubts tried do."
            )
    tables = [
        PlainTable(
            caption=f"{briefed.name(key)} in {year} when each doubt is at its low and at its high.",
            note="A family moves all its facts at once, to the low or high end of each; its range "
            "is the mean of theirs over the central value.",
            columns=[
                ("Doubt", WIDE),
                ("Range of the doubt", NUMBER),
                ("Evidence", ""),
                ("At its low", NUMBER),
                ("Central", NUMBER),
                ("At its high", NUMBER),
                ("Share of all swings", NUMBER),
            ],
            rows=[
                _uncertain_input(solution, row) for row in uncertain_inputs if row.indicator == key
            ],
            on_paper=ON_PAPER,
        )
        for key in keys[:2]
    ]
    faults = [f"{row.title}: {row.fault}" for row in uncertain_inputs if row.fault]
    says += [f"Not every end could be tried. {text}." for text in dict.fromkeys(faults)]
    return Topic(
        key="uncertain_inputs",
        title="How much each doubtful fact decides",
        says=says,
        tables=tables,
    )


def _uncertain_input(solution: Solution, row: UncertainInputEffect) -> list[str]:
    span = f"{number(row.low)}–{number(row.high)}"
    return [
        row.title,
        f"{span} × central" if row.unit == "of central" else f"{span} {row.unit}",
        grade_word(row.grade),
        *(
            amount_of(solution, value, row.indicator_unit, row.indicator)
            for value in (row.at_low, row.at_central, row.at_high)
        ),
        f"{number(100 * row.share)} %",
    ]


def thin_shares(uncertain_inputs: Sequence[UncertainInputEffect]) -> dict[str, float]:
    """Share of what moves each indicator that is grade-C evidence."""
    keys = dict.fromkeys(row.indicator for row in uncertain_inputs)
    found = {key: thin_swing(uncertain_inputs, key) for key in keys}
    return {key: share for key, share in found.items() if share is not None}


def results_in_worlds(briefed: Briefed) -> list[WorldResult]:
    """What every strategy comes to in every world, by title."""
    return in_worlds(
        {
            briefed.study.worlds[name].title: {briefed.title(run): run.solution for run in runs}
            for name, runs in briefed.analyses.worlds.items()
        },
        briefed.study.worlds[briefed.subject.world].title,
        briefed.years,
        briefed.of,
    )


def worlds(briefed: Briefed) -> Topic:
    """If the world turns."""
    rows = results_in_worlds(briefed)
    usual = briefed.study.worlds[briefed.subject.world].title
    strategy = briefed.title(briefed.subject)
    near, far = briefed.years
    goods = briefed.study.words.product.plural
    says = says_of_worlds(rows, usual, strategy, near, goods, briefed.goods) if rows else []
    worst = worst_world(rows, usual, strategy) if rows else None
    for world in briefed.study.worlds.values():
        if worst is not None and world.title == worst:
            known = {one.origin for one in briefed.study.worlds[briefed.subject.world].levers}
            signs = [
                lever_words(lever, briefed.subject.parameters.titles, briefed.study.settings.home)
                for lever in world.levers
                if lever.origin not in known
            ]
            if signs:
                says.append(f"What to watch for in “{worst}”: {'; '.join(signs[:2])}.")
    for name, lacking in briefed.analyses.planless.items():
        without = [f"“{briefed.study.strategies[strategy].title}”" for strategy in lacking]
        left_out = briefed.study.worlds[name].title
        says.append(f"“{left_out}” is left out, since {listed(without)} found no plan there.")
    by_world: dict[str, dict[str, WorldResult]] = {}
    for row in rows:
        by_world.setdefault(row.world, {})[row.strategy] = row
    titles = [briefed.title(run) for run in briefed.solved]
    table = PlainTable(
        caption="The same strategies in every world.",
        note=f"Share of the {goods} users want that home makes, {near} → {far}; and the shortage "
        f"of the year in which a crisis takes most above “{usual}”, {briefed.goods.unit}.",
        columns=[
            ("World", WIDE),
            *((f"{title}: made at home", NUMBER) for title in titles),
            *((f"{title}: shortage", NUMBER) for title in titles),
        ],
        rows=[
            [
                world,
                *(
                    f"{number(_percent(found[title], near))} → "
                    f"{number(_percent(found[title], far))} %"
                    for title in titles
                ),
                *(_taken(found[title], briefed.goods.grain) for title in titles),
            ]
            for world, found in by_world.items()
        ],
    )
    stops = stops_table(briefed.stops, briefed.coin, briefed.goods)
    return Topic(
        key="worlds",
        title="If the world turns",
        says=[*says, *says_of_every_stop(briefed, briefed.stops)],
        tables=[*([table] if rows else []), *([stops] if stops.rows else [])],
    )


def _percent(row: WorldResult, year: int) -> float:
    return round(100.0 * row.made(year), 1)


def _taken(row: WorldResult, grain: float) -> str:
    """The shortage of the year in which a crisis takes most, with the year."""
    tonnes = _shown(row.shortage, grain)
    return f"{number(tonnes)} in {row.shock_year}" if tonnes else "0"


def says_of_every_stop(
    briefed: Briefed, stops: Mapping[str, Mapping[str, Sequence[StopYear]]]
) -> list[str]:
    """How far the plants of each strategy help in each year of stops, by world."""
    baseline = briefed.study.strategies[briefed.baseline].title
    return [
        sentence
        for world, rows in stops.items()
        for sentence in says_of_stops(world, rows, baseline, briefed.goods)
    ]


def stops_table(
    stops: Mapping[str, Mapping[str, Sequence[StopYear]]], coin: Coin, goods: Mass
) -> PlainTable:
    """Where what home needs comes from in every year of stops, by world and strategy."""
    told = [
        (world, strategy, row)
        for world, rows in stops.items()
        for year in dict.fromkeys(row.year for found in rows.values() for row in found)
        for strategy, found in rows.items()
        for row in found
        if row.year == year
    ]
    served = f"Tonnes of {goods.basis}" if goods.basis else "Tonnes"
    return PlainTable(
        caption="What carries home through a stop that nobody saw coming.",
        note=(
            f"{served} a year of what serves uses at home. Price response: users who buy less at a "
            "higher price. Shortage: what the stop takes. Together they are unmet demand."
        ),
        columns=[
            ("World", ""),
            ("Year", NUMBER),
            ("Strategy", ""),
            ("Need", NUMBER),
            ("Home plants", NUMBER),
            ("Stocks", NUMBER),
            ("From who withholds", NUMBER),
            ("Other suppliers", NUMBER),
            ("Price response", NUMBER),
            ("Shortage", NUMBER),
            (f"Value lost by shortage, {coin.large}", NUMBER),
        ],
        rows=[
            [
                *(("", "") if place and told[place - 1][0] == world else (world, str(row.year))),
                strategy,
                *(
                    number(_shown(tonnes, goods.grain))
                    for tonnes in (
                        *(row.need, row.home_plants, row.stocks, row.withheld_from),
                        *(row.other_lanes, row.price_response, row.shortage),
                    )
                ),
                number(round(coin.in_large(row.shortage_value), 1)),
            ]
            for place, (world, strategy, row) in enumerate(told)
        ],
    )


def _shown(tonnes: float, grain: float) -> float:
    """Tonnes that show: less than half a tonne of the goods is none."""
    return tonnes if abs(tonnes) >= 0.5 * grain else 0.0


def commitments(briefed: Briefed) -> Topic:
    """Promises that can be read in several ways."""
    year = briefed.years[0]
    says, tables, titles = [], [], []
    for commitment, runs in briefed.analyses.commitments:
        told = [(briefed.title(run), run.solution) for run in runs]
        titles.append(commitment)
        says += says_of_commitment(told, year)
        if any(run.solution.without_limits is not None for run in runs):
            says.append(
                "Where a reading also holds back exports, what it holds back swells the stock and "
                "is no part of the promise."
            )
        tables.append(_commitment(commitment, commitment_items(told, year, briefed.of), year))
    title = f"Read in every way: {'; '.join(titles)}" if titles else ""
    return Topic(key="commitments", title=title, says=says, tables=tables)


def _commitment(commitment: str, rows: Sequence[CommitmentItem], year: int) -> PlainTable:
    items = list(dict.fromkeys((row.item, row.unit.name) for row in rows))
    strategies = list(dict.fromkeys(row.strategy for row in rows))
    by_cell = {(row.strategy, row.item): row.value for row in rows}
    return PlainTable(
        caption=f"{commitment}: what each reading comes to in {year}.",
        columns=[
            ("Reading", WIDE),
            *((f"{item}, {unit}", NUMBER) for item, unit in items),
        ],
        rows=[
            [strategy, *(number(by_cell.get((strategy, item))) for item, _ in items)]
            for strategy in strategies
        ],
    )


def known_years(briefed: Briefed) -> Topic:
    """What the model got right outside the years it was made to fit."""
    rows = briefed.subject.records.calibration()
    start = briefed.subject.solution.years[0]
    later = [row for row in rows if row.year > start and row.status in FREE]
    if not later:
        return Topic(key="known-years", title="Does the model get known years right?")
    years = sorted({row.year for row in later})
    good = sum(row.status == "reproduced" for row in later)
    near = sum(row.status == "near" for row in later)
    wide = max(later, key=lambda row: abs(row.gap))
    of = f"“{wide.title}”" + ("" if str(wide.year) in wide.title else f" in {wide.year}")
    text = (
        f"Outside its base year {start} the model is held against {len(later)} figures of "
        f"{' and '.join(map(str, years))} that nothing it was given determines; it reproduces "
        f"{good} within 5 % and {near} more within 10 %. It is furthest off in {of} "
        f"({whole_percent(wide.gap, signed=True)})."
    )
    return Topic(key="known-years", title="Does the model get known years right?", says=[text])


def _gave_way(broken: int, near: int) -> str:
    """How many rules gave way in some year, and of how many the price decides."""
    may = "that may be broken at a price gave way in"
    text = f"{counted(broken, 'rule')} {may} some year" if broken else f"No rule {may} any year"
    if near:
        more = " more" if broken else ""
        are, its = ("is", "its") if near == 1 else ("are", "their")
        text += f", and {near}{more} {are} kept at a cost so near {its} price that it decides"
    return f"{text}; the dearest are listed."


def soft_rules_broken(briefed: Briefed) -> Topic:
    """Rules that gave way at a price, and figures nothing determines."""
    rows = [row for row in briefed.subject.records.soft_rules() if row.warning.state]
    found: dict[tuple[str, str, Strain], list[SoftRule]] = {}
    for row in rows:
        key = (row.rule, row.title, row.warning)
        found.setdefault(key, []).append(row)
    ranked = sorted(
        found.items(),
        key=lambda entry: -sum(row.missing * row.price for row in entry[1]),
    )
    cells = [
        [
            title,
            rule.replace("_", " "),
            ", ".join(str(row.year) for row in rows[:8]) + (" …" if len(rows) > 8 else ""),
            number(sum(row.missing for row in rows)) + _of_what(rows[0], briefed),
            amount_of(briefed.subject.solution, rows[0].price, rows[0].unit.name),
            warning.state,
        ]
        for (rule, title, warning), rows in ranked[:20]
    ]
    broken = [entry for entry in ranked if any(r.missing > 0 for r in entry[1])]
    says = []
    if rows:
        says.append(_gave_way(len(broken), len(ranked) - len(broken)))
    loose = briefed.analyses.undetermined
    if loose:
        names = dict.fromkeys(briefed.name(row.indicator) for row in loose)
        says.append(
            f"Nothing in the study determines {', '.join(names)} in some years; they are marked "
            "“not determined”."
        )
    table = PlainTable(
        caption="Rules that gave way, and rules whose price decides.",
        on_paper=ON_PAPER,
        columns=[
            ("What", WIDE),
            ("Rule", WIDE),
            ("Years", ""),
            ("Missing in all, t", NUMBER),
            ("Price of breaking it", NUMBER),
            ("State", ""),
        ],
        rows=cells,
    )
    return Topic(
        key="soft", title="Rules that gave way", says=says, tables=[table] if cells else []
    )


def _of_what(rule: SoftRule, briefed: Briefed) -> str:
    """What missing tonnes of a rule are of, where other masses of the brief are of something else.

    A rule may be on several goods, so that what it misses stays in its own tonnes.
    """
    return "" if briefed.of is None else f" {rule.unit.mass}"
