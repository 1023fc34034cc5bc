"""The questions a brief answers beyond its first two pages, each in words and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monazite.api.comparison import Comparison
from monazite.api.inquiry import Inquiry, Rows
from monazite.api.lever_words import lever_words
from monazite.api.run import Run
from monazite.charts.quantities import amount, change, number
from monazite.findings import (
    decision_years,
    heavy_share,
    held_rows,
    limit_effects,
    losses,
    partners_hit,
    payments,
    promise_rows,
    resting,
    sales_lost,
    says_of_limits,
    says_of_losses,
    says_of_promise,
    says_of_resting,
    says_of_schemes,
    says_of_worlds,
    says_walls,
    says_what_holds,
    says_what_is_bought,
    says_who_pays,
    still_bought,
    thin_swing,
    widest,
    world_rows,
    worst_world,
)
from monazite.report import PlainTable, Topic
from monazite.study import Study

MILESTONES = (2026, 2028, 2030, 2035)
"""Years asked about, where a study reports them."""

NUMBER, WIDE = "number", "wide"


@dataclass(frozen=True)
class Briefed:
    """What topics are written from: the runs that have a plan, the last one the subject."""

    study: Study
    solved: Sequence[Run]
    baseline: str
    inquiry: Inquiry

    @property
    def subject(self) -> Run:
        """The run the brief is about."""
        return self.solved[-1]

    @property
    def years(self) -> tuple[int, int]:
        """The years of decision."""
        return decision_years(self.subject.reading)

    @property
    def milestones(self) -> list[int]:
        """The years asked about."""
        known = self.subject.reading.years
        return [year for year in MILESTONES if year in known] or list(self.years)

    @property
    def limited(self) -> list[Run]:
        """Runs whose strategy limits exports."""
        return [run for run in self.solved if run.reading.without_limits is not None]

    @property
    def partners(self) -> list[str]:
        """Regions that get less from home under any of the plans."""
        return partners_hit([run.reading for run in self.solved])

    def title(self, run: Run) -> str:
        """Title of a run's strategy."""
        return self.study.strategies[run.strategy].title

    def name(self, key: str) -> str:
        """An indicator in words."""
        return Comparison((self.subject,), self.baseline).title(key)


def topics(briefed: Briefed) -> list[Topic]:
    """Write every topic there is something to say of, in reading order."""
    return [topic for write in _TOPICS for topic in [write(briefed)] if topic.says or topic.tables]


def _halt(briefed: Briefed) -> Topic:
    """Tell whether holding back exports helps, when and through what."""
    years = briefed.milestones
    rows = [
        [
            briefed.title(run) if place == 0 else "",
            briefed.name(str(row["indicator"])),
            str(row["year"]),
            amount(float(str(row["free"])), str(row["unit"])),
            amount(float(str(row["limited"])), str(row["unit"])),
            change(float(str(row["change"])), str(row["unit"])),
        ]
        for run in briefed.limited
        for place, row in enumerate(limit_effects(run.reading, years))
    ]
    columns = [
        ("Strategy", ""),
        ("Indicator", WIDE),
        ("Year", ""),
        ("Without its limit", NUMBER),
        ("With it", NUMBER),
        ("Difference", NUMBER),
    ]
    table = PlainTable(
        caption="What limits on exports do by themselves.",
        note="The same strategy, with and without its limits on exports; nothing else differs.",
        columns=columns,
        rows=rows,
    )
    return Topic(
        key="halt",
        title="Does holding back exports help, when and through what?",
        says=[
            says_of_limits(run.reading, briefed.title(run), briefed.years)
            for run in briefed.limited
        ],
        tables=[table] if rows else [],
    )


def _tonnes(briefed: Briefed) -> Topic:
    """Where the tonnes are that are no longer exported."""
    last = briefed.subject.reading.years[-1]
    years = list(dict.fromkeys([*briefed.years, last]))
    group = briefed.subject.reading.labels.tracked_group
    rows = []
    for run in briefed.limited:
        found = resting(run.reading, years)
        for place, fate in enumerate(dict.fromkeys(str(row["fate"]) for row in found)):
            of_fate = [row for row in found if row["fate"] == fate]
            rows.append(
                [
                    briefed.title(run) if place == 0 else "",
                    "No longer exported" if fate == "conserved" else _sentence(fate),
                    *(_part(row, whole=fate == "conserved") for row in of_fate),
                ]
            )
    table = PlainTable(
        caption=f"Where conserved {group} oxide is, t, added up to the end of each year.",
        note="Entries below the first of each strategy add up to it; a minus draws on others.",
        columns=[("Strategy", ""), ("Where", WIDE), *((f"By {year}", NUMBER) for year in years)],
        rows=rows,
    )
    return Topic(
        key="supply",
        title="Where supply comes from, and where conserved tonnes sit",
        says=[
            text
            for run in briefed.limited
            if (text := says_of_resting(run.reading, briefed.title(run), years))
        ],
        tables=[table] if rows else [],
    )


def _part(row: Mapping[str, object], *, whole: bool) -> str:
    tonnes = number(float(str(row["tonnes"])))
    share = row["share"]
    return (
        tonnes if whole or not isinstance(share, float) else f"{tonnes} ({number(100 * share)} %)"
    )


def _held(briefed: Briefed) -> Topic:
    """What binds in the years asked about, and the next wall."""
    reading = briefed.subject.reading
    rows = held_rows(reading, briefed.milestones)
    cells = [
        [
            str(row["year"]) if row["place"] == 1 else "",
            str(row["stage"]),
            f"{row['what']} ({row['rule']})",
            amount(float(str(row["room"])), str(row["unit"])),
            amount(float(str(row["worth"])), "USD_2024/yr"),
        ]
        for row in rows
    ]
    tables = []
    if cells:
        tables.append(
            PlainTable(
                caption=f"What holds home back, by year, in {briefed.title(briefed.subject)}.",
                note="Worth is what capacity twice as large would save a year at the value of its "
                "first tonne.",
                columns=[
                    ("Year", ""),
                    ("Stage", ""),
                    ("What is full", WIDE),
                    ("Room there", NUMBER),
                    ("Worth", NUMBER),
                ],
                rows=cells,
            )
        )
    walls = briefed.inquiry.walls
    if walls:
        tables.append(
            PlainTable(
                caption="Which wall stands behind which.",
                note="Each limit is taken away on top of those before it, and the plan made anew.",
                columns=[
                    ("Year", ""),
                    ("Wall", ""),
                    ("What", WIDE),
                    ("Indicator", WIDE),
                    ("Before", NUMBER),
                    ("Without it", NUMBER),
                ],
                rows=[
                    [
                        str(row["year"]) if row["step"] == 1 else "",
                        f"{row['step']}",
                        f"{row['stage_title']}: {str(row['rule']).replace('_', ' ')}",
                        briefed.name(str(row["indicator"])),
                        amount(float(str(row["before"])), str(row["unit"])),
                        amount(float(str(row["after"])), str(row["unit"])),
                    ]
                    for row in walls
                ],
            )
        )
    return Topic(
        key="holds-back",
        title="What holds us back, and the next wall",
        says=[says_what_holds(reading, year) for year in briefed.milestones],
        tables=tables,
    )


def wall_sentences(briefed: Briefed) -> list[str]:
    """The walls in each year of decision, in sentences."""
    names = {
        "self_sufficiency.chain": "the share of magnets from home ore",
        "self_sufficiency.magnet": "the share of magnets made at home",
    }
    found: dict[tuple[int, str], list[Mapping[str, object]]] = {}
    for row in briefed.inquiry.walls:
        found.setdefault((int(str(row["year"])), str(row["indicator"])), []).append(row)
    return [says_walls(rows, names.get(key, briefed.name(key))) for (_, key), rows in found.items()]


def _partner(briefed: Briefed) -> Topic:
    """What partners lose."""
    says, tables = [], []
    first = briefed.subject.reading
    years = briefed.milestones
    for region in briefed.partners[:2]:
        name = first.parameters.titles.get(region, region)
        rows = []
        for run in briefed.solved:
            if run.reading.baseline is None:
                continue
            between = briefed.inquiry.between.get((run.strategy, region), {})
            says.append(
                says_of_losses(run.reading, region, briefed.title(run), briefed.years, between)
            )
            for place, row in enumerate(losses(run.reading, region, years)):
                low, high = between.get(int(str(row["year"])), (None, None))
                rows.append(
                    [
                        briefed.title(run) if place == 0 else "",
                        str(row["year"]),
                        amount(float(str(row["loss"])), "USD_2024/yr"),
                        "–"
                        if low is None or high is None
                        else f"{number(low / 1e6)} to {number(high / 1e6)}",
                        amount(float(str(row["share"])), "1"),
                        number(float(str(row["tonnes"]))),
                    ]
                )
        tables.append(
            PlainTable(
                caption=f"What {name} loses; a negative loss is a gain.",
                note="Price times use and the value of what is missing, above the baseline. "
                "Between prices: goods it uses most at the two prices between which they jump when "
                "a hundredth more or less is there.",
                columns=[
                    ("Strategy", ""),
                    ("Year", ""),
                    ("Loss", NUMBER),
                    ("Between prices, million USD", NUMBER),
                    ("Share of its bill", NUMBER),
                    (f"Fewer t {first.labels.tracked_group} oxide", NUMBER),
                ],
                rows=rows,
            )
        )
    return Topic(key="losses", title="What partners lose", says=says, tables=tables)


def _costs(briefed: Briefed) -> Topic:
    """What it costs home, and whom."""
    subject, years = briefed.subject, briefed.milestones
    says = [*says_who_pays(subject.reading, briefed.years[0]), *says_of_schemes(subject.reading)]
    tables = [_paid(briefed, years)]
    lost = [row for run in briefed.solved for row in _lost(briefed, run, years)]
    if lost:
        tables.append(
            PlainTable(
                caption="Sales abroad that sellers at home lose against the baseline.",
                note="Tonnes a year, and their value at the border in million USD a year; a minus "
                "is a gain.",
                columns=[
                    ("Strategy", ""),
                    ("Seller", ""),
                    ("What", WIDE),
                    *((str(year), NUMBER) for year in years),
                ],
                rows=lost,
            )
        )
    invested = _invested(subject)
    if invested.rows:
        builds = sum(
            1 for row in subject.investors() if row["kind"] == "added" and not row["loses"]
        )
        short = sum(1 for row in subject.investors() if row["loses"])
        says.append(
            f"Of the plants “{briefed.title(subject)}” adds or supports, {builds} that firms "
            f"decide on earn their capital at the prices of the plan and {short} do not."
        )
        tables.append(invested)
    return Topic(key="costs", title="What it costs at home, and whom", says=says, tables=tables)


def _paid(briefed: Briefed, years: Sequence[int]) -> PlainTable:
    rows: list[list[str]] = []
    for run in briefed.solved:
        found = payments(run.reading, years)
        names = dict.fromkeys(str(row["item"]) for row in found)
        kept = [
            name
            for name in names
            if any(row["item"] == name and abs(float(str(row["value"]))) > 1e-6 for row in found)
        ]
        for place, name in enumerate(kept):
            of_item = [row for row in found if row["item"] == name]
            unit = str(of_item[0]["unit"])
            rows.append(
                [
                    briefed.title(run) if place == 0 else "",
                    _sentence(name),
                    "million USD" if unit.startswith("USD") else "crore rupees",
                    *(
                        number(float(str(row["value"])) / (1e6 if unit.startswith("USD") else 1.0))
                        for row in of_item
                    ),
                ]
            )
    return PlainTable(
        caption="Who pays, by year, in prices of 2024.",
        note="Duties are paid by users to the treasury and are no cost to home as a whole.",
        columns=[
            ("Strategy", ""),
            ("Item", WIDE),
            ("In", ""),
            *((str(year), NUMBER) for year in years),
        ],
        rows=rows,
    )


def _lost(briefed: Briefed, run: Run, years: Sequence[int]) -> Iterator[list[str]]:
    found: dict[tuple[str, ...], list[Mapping[str, object]]] = {}
    for row in sales_lost(run.reading, years):
        key = tuple(str(row[name]) for name in ("seller", "material", "destination"))
        found.setdefault(key, []).append(row)
    for place, ((seller, material, destination), rows) in enumerate(found.items()):
        yield [
            briefed.title(run) if place == 0 else "",
            seller,
            f"{material} to {destination}",
            *(
                f"{number(float(str(row['tonnes'])))} t, {number(float(str(row['value'])) / 1e6)}"
                for row in rows
            ),
        ]


def _invested(run: Run) -> PlainTable:
    kinds = {"added": "decided by firms", "programme": "ordered", "standing": "stands already"}
    rows = [
        [
            str(row["title"]),
            kinds.get(str(row["kind"]), str(row["kind"])),
            f"{float(str(row['first_online'])):.0f}",
            number(float(str(row["capacity"]))),
            number(float(str(row["npv"])) / 1e6),
            "–" if row["irr"] is None else f"{number(100 * float(str(row['irr'])))} %",
            f"{number(100 * float(str(row['hurdle_rate'])))} %",
            "loses money"
            if row["loses"]
            else "earns less than makers elsewhere"
            if row["falls_short"]
            else "worth building",
        ]
        for row in run.investors()
    ]
    return PlainTable(
        caption="Would anyone build it? Plants the plan adds or supports, at its own prices.",
        note="Value on the first day, million USD, at the return each owner asks, real.",
        columns=[
            ("Plant", WIDE),
            ("Who decides", ""),
            ("Online", ""),
            ("t/yr", NUMBER),
            ("Value", NUMBER),
            ("Return", NUMBER),
            ("Asked", NUMBER),
            ("Verdict", ""),
        ],
        rows=rows,
    )


def _doubts(briefed: Briefed) -> Topic:
    """How much of the answer each doubtful fact decides."""
    doubts, year = briefed.inquiry.doubts, briefed.years[0]
    if not doubts:
        return Topic(key="doubts", title="How much each doubtful fact decides")
    keys = [
        key
        for key in dict.fromkeys(str(row["indicator"]) for row in doubts)
        if widest(doubts, key) is not None
    ]
    says = []
    for key in keys[:4]:
        row = widest(doubts, key)
        if row is not None:
            says.append(
                f"{briefed.name(key)} in {year}: “{row['title']}” decides most, "
                f"{number(100 * float(str(row['share'])))} % of all that the doubts tried do, from "
                f"{_value(row, 'at_low')} to {_value(row, 'at_high')}."
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
            rows=[_doubt(row) for row in doubts if row["indicator"] == key],
        )
        for key in keys[:2]
    ]
    faults = [f"{row['title']}: {row['fault']}" for row in doubts if row["fault"]]
    says += [f"Not every end could be tried. {text}." for text in dict.fromkeys(faults)]
    return Topic(
        key="doubts", title="How much each doubtful fact decides", says=says, tables=tables
    )


def _value(row: Mapping[str, object], key: str) -> str:
    value = row[key]
    return amount(value if isinstance(value, float) else None, str(row["indicator_unit"]))


def _doubt(row: Mapping[str, object]) -> list[str]:
    low, high = (float(str(row[name])) for name in ("low", "high"))
    words = {"A": "Firm", "B": "Fair", "C": "Thin"}
    unit = "of central" if row["unit"] == "of central" else str(row["unit"])
    span = (
        f"{number(low)}–{number(high)} × central"
        if unit == "of central"
        else f"{number(low)}–{number(high)} {unit}"
    )
    return [
        str(row["title"]),
        span,
        words.get(str(row["grade"]), str(row["grade"])),
        _value(row, "at_low"),
        _value(row, "at_central"),
        _value(row, "at_high"),
        f"{number(100 * float(str(row['share'])))} %",
    ]


def _imports(briefed: Briefed) -> Topic:
    """What is still bought abroad."""
    subject, years = briefed.subject, briefed.milestones
    rows = still_bought(subject.reading, years)
    cells = []
    for material in dict.fromkeys(str(row["material"]) for row in rows):
        of_material = [row for row in rows if row["material"] == material]
        cells.append(
            [
                str(of_material[0]["title"]),
                *(amount(float(str(row["dependence"])), "1") for row in of_material),
                number(float(str(of_material[-1]["use"]))),
            ]
        )
    table = PlainTable(
        caption=f"Share bought abroad of what home uses, in {briefed.title(subject)}.",
        note=f"In {years[-1]} "
        f"{amount(heavy_share(subject.reading, years[-1]), '1')} of magnets used are of grades "
        "that need other groups than the one followed here.",
        columns=[
            ("Material", WIDE),
            *((str(year), NUMBER) for year in years),
            (f"Use in {years[-1]}, t", NUMBER),
        ],
        rows=cells,
    )
    return Topic(
        key="imports",
        title="What is still bought abroad",
        says=[
            text for year in briefed.years for text in says_what_is_bought(subject.reading, year)
        ],
        tables=[table] if cells else [],
    )


def rows_of_worlds(briefed: Briefed) -> list[dict[str, object]]:
    """What every strategy comes to in every world, by title."""
    return world_rows(
        {
            briefed.study.worlds[name].title: {briefed.title(run): run.reading for run in runs}
            for name, runs in briefed.inquiry.worlds.items()
        },
        briefed.study.worlds[briefed.subject.world].title,
        briefed.years,
    )


def _worlds(briefed: Briefed) -> Topic:
    """If the world turns."""
    rows = rows_of_worlds(briefed)
    usual = briefed.study.worlds[briefed.subject.world].title
    strategy = briefed.title(briefed.subject)
    near, far = briefed.years
    says = says_of_worlds(rows, usual, strategy, near) if rows else []
    worst = worst_world(rows, usual, strategy) if rows else None
    for world in briefed.study.worlds.values():
        if worst is not None and world.title == worst:
            signs = [
                lever_words(lever, briefed.subject.parameters.titles, briefed.study.settings.home)
                for lever in world.levers
            ]
            if signs:
                says.append(f"What to watch for: {' '.join(signs[-2:])}")
    cells = [
        [
            str(row["world"]) if place == 0 else "",
            str(row["strategy"]),
            amount(float(str(row[f"made_{near}"])), "1"),
            amount(float(str(row[f"made_{far}"])), "1"),
            number(float(str(row[f"unmet_{near}"]))),
            number(float(str(row[f"unmet_{far}"]))),
            f"{number(float(str(row['shock_unmet'])))} in {row['shock_year']}",
            number(float(str(row["home_cost"])) / 1e6),
        ]
        for world in dict.fromkeys(str(row["world"]) for row in rows)
        for place, row in enumerate(one for one in rows if one["world"] == world)
    ]
    table = PlainTable(
        caption="The same strategies in every world.",
        note=f"Shock year: the year in which most goes unmet above “{usual}”.",
        columns=[
            ("World", ""),
            ("Strategy", ""),
            (f"Magnets made at home, {near}", NUMBER),
            (str(far), NUMBER),
            (f"Unmet, t, {near}", NUMBER),
            (str(far), NUMBER),
            ("Unmet in the shock year, t", NUMBER),
            (f"Home cost {near}, million USD", NUMBER),
        ],
        rows=cells,
    )
    return Topic(
        key="worlds", title="If the world turns", says=says, tables=[table] if cells else []
    )


def _promises(briefed: Briefed) -> Topic:
    """Promises that can be read in several ways."""
    year = briefed.years[0]
    says, tables, titles = [], [], []
    for promise, runs in briefed.inquiry.promises:
        told = [(briefed.title(run), run.reading) for run in runs]
        titles.append(promise)
        says += says_of_promise(told, year)
        if any(run.reading.without_limits is not None for run in runs):
            says.append(
                "Where a reading also holds back exports, what it holds back swells the stock and "
                "is no part of the promise."
            )
        tables.append(_promise(promise, promise_rows(told, year), year))
    title = f"Read in every way: {'; '.join(titles)}" if titles else ""
    return Topic(key="promises", title=title, says=says, tables=tables)


def _promise(promise: str, rows: Rows, year: int) -> PlainTable:
    items = list(dict.fromkeys((str(row["item"]), str(row["unit"])) for row in rows))
    strategies = list(dict.fromkeys(str(row["strategy"]) for row in rows))
    by_cell = {(str(row["strategy"]), str(row["item"])): float(str(row["value"])) for row in rows}
    return PlainTable(
        caption=f"{promise}: what each reading comes to in {year}.",
        columns=[
            ("Reading", WIDE),
            *((f"{item}, {unit}", NUMBER) for item, unit in items),
        ],
        rows=[
            [strategy, *(number(by_cell.get((strategy, item))) for item, _ in items)]
            for strategy in strategies
        ],
    )


def _options(briefed: Briefed) -> Topic:
    """The strategies compared, in the levers that tell them apart."""
    titles = briefed.subject.parameters.titles
    home = briefed.study.settings.home
    levers = {
        run.strategy: {
            lever_words(lever, titles, home): None
            for lever in briefed.study.strategies[run.strategy].levers
        }
        for run in briefed.solved
    }
    rows = []
    for words in dict.fromkeys(word for found in levers.values() for word in found):
        having = ["●" if words in levers[run.strategy] else "–" for run in briefed.solved]
        if "–" in having:
            rows.append([words, *having])
    says = [
        f"“{briefed.title(run)}”: {briefed.study.strategies[run.strategy].why}"
        for run in briefed.solved
    ]
    table = PlainTable(
        caption="Levers that tell the strategies apart.",
        columns=[("Lever", WIDE), *((briefed.title(run), "") for run in briefed.solved)],
        rows=rows,
    )
    return Topic(
        key="options",
        title="Options, and what tells them apart",
        says=says,
        tables=[table] if rows else [],
    )


def _known(briefed: Briefed) -> Topic:
    """What the model got right outside the years it was made to fit."""
    rows = briefed.subject.calibration()
    start = briefed.subject.reading.years[0]
    later = [row for row in rows if int(str(row["year"])) > start and row["status"] != "fitted"]
    if not later:
        return Topic(key="known-years", title="Does the model get known years right?")
    years = sorted({int(str(row["year"])) for row in later})
    good = sum(row["status"] == "reproduced" for row in later)
    wide = max(later, key=lambda row: abs(float(str(row["gap"]))))
    text = (
        f"Outside its base year {start} the model is held against {len(later)} figures of "
        f"{' and '.join(map(str, years))}, of which it reproduces {good} within 5 %; it is "
        f"furthest off in {wide['title']}, {wide['year']} "
        f"({100 * float(str(wide['gap'])):+.0f} %)."
    )
    return Topic(key="known-years", title="Does the model get known years right?", says=[text])


def _soft(briefed: Briefed) -> Topic:
    """Rules that gave way at a price, and figures nothing determines."""
    rows = [row for row in briefed.subject.soft_rules() if row["warning"]]
    found: dict[tuple[str, ...], list[dict[str, object]]] = {}
    for row in rows:
        key = tuple(str(row[name]) for name in ("rule", "title", "warning"))
        found.setdefault(key, []).append(row)
    ranked = sorted(
        found.items(),
        key=lambda entry: (
            -sum(float(str(row["missing"])) * float(str(row["price"])) for row in entry[1])
        ),
    )
    cells = [
        [
            title,
            rule.replace("_", " "),
            ", ".join(str(row["year"]) for row in rows[:8]) + (" …" if len(rows) > 8 else ""),
            number(sum(float(str(row["missing"])) for row in rows)),
            amount(float(str(rows[0]["price"])), str(rows[0]["unit"])),
            warning.partition(":")[0],
        ]
        for (rule, title, warning), rows in ranked[:20]
    ]
    broken = [entry for entry in ranked if any(float(str(r["missing"])) > 0 for r in entry[1])]
    says = []
    if rows:
        says.append(
            f"{len(broken)} rules that may be broken at a price gave way in some year, and "
            f"{len(ranked) - len(broken)} more are kept at a cost so near their price that the "
            "price decides; the dearest are listed."
        )
    loose = briefed.inquiry.undetermined
    if loose:
        names = dict.fromkeys(briefed.name(str(row["indicator"])) for row in loose)
        says.append(
            f"Nothing in the study determines {', '.join(names)} in some years; they are marked "
            "“not determined”."
        )
    table = PlainTable(
        caption="Rules that gave way, and rules whose price decides.",
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


def thin_shares(doubts: Rows) -> dict[str, float]:
    """Share of what moves each indicator that is grade-C evidence."""
    keys = dict.fromkeys(str(row["indicator"]) for row in doubts)
    found = {key: thin_swing(doubts, key) for key in keys}
    return {key: share for key, share in found.items() if share is not None}


def _sentence(text: str) -> str:
    text = text.replace("_", " ")
    return text[:1].upper() + text[1:]


_TOPICS: tuple[Callable[[Briefed], Topic], ...] = (
    _halt,
    _tonnes,
    _held,
    _partner,
    _costs,
    _doubts,
    _imports,
    _worlds,
    _promises,
    _options,
    _known,
    _soft,
)
