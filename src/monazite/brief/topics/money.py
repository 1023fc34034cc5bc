"""Topics on plants and money: what holds back, who pays, who would build, what tells apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monazite.brief.about import NUMBER, WIDE, Briefed, capital, large
from monazite.brief.sentences.answer import called
from monazite.brief.sentences.bottlenecks import (
    says_next_bottlenecks,
    says_what_holds,
    says_what_is_saved,
    says_what_larger_costs,
)
from monazite.brief.sentences.money import (
    says_feed_prices,
    says_of_schemes,
    says_of_stores,
    says_who_pays,
)
from monazite.core.numerals import Coin, amount, number
from monazite.core.rates import added_up, is_a_year
from monazite.core.wording import TO_ITS_OWNER, raised
from monazite.findings.bottlenecks import EasedBottleneck, bottlenecks_by_year
from monazite.findings.money import Investment, SaleLost, payments, sales_lost
from monazite.findings.solution import Solution
from monazite.report import PlainTable, Topic
from monazite.runs.plan.coin import amount_of, coin_of, public_money_of
from monazite.runs.plan.masses import mass_of, mass_of_plant, standing_of, tonnes_of
from monazite.runs.run import Run
from monazite.strategy.levers.naming import lever_words


def held_back(briefed: Briefed) -> Topic:
    """What binds in the years asked about, and the next bottleneck."""
    title = briefed.title(briefed.subject)
    return Topic(
        key="holds-back",
        title="What holds us back, and what would next",
        says=holding_sentences(
            briefed, [year for year in briefed.milestones if year not in briefed.years]
        ),
        tables=[
            *_enlarged(briefed, title),
            *_full_by_year(briefed, title),
            *_one_behind_the_other(briefed),
        ],
    )


def holding_sentences(briefed: Briefed, years: Sequence[int]) -> list[str]:
    """What holds home back in years: by what it saves where that was tried, else by worth.

    What it would cost home to have one larger counts all years, and is said once.
    """
    solution, title = briefed.subject.solution, briefed.title(briefed.subject)
    said, costly = [], set[str]()
    for year in years:
        rows = briefed.analyses.enlarged.get(year)
        if not rows:
            said.append(says_what_holds(solution, title, year))
            continue
        saved, cost = says_what_is_saved(solution, rows, title, year), ""
        if (larger := says_what_larger_costs(solution, rows)) and larger not in costly:
            costly.add(larger)
            cost = f" {larger}"
        said.append(f"{saved}{cost}")
    return said


def _enlarged(briefed: Briefed, title: str) -> list[PlainTable]:
    """What home saves where one limit alone is a tenth larger, what saves most first."""
    coin = coin_of(briefed.subject.solution)
    cells = [
        [
            str(year) if place == 0 else "",
            f"{row.title} ({row.words})",
            coin.said(row.saved),
            coin.said(row.saved_in_all),
            coin.said(row.saved_per_tonne),
            coin.said(row.to_owner),
        ]
        for year, rows in briefed.analyses.enlarged.items()
        for place, row in enumerate(rows)
    ]
    if not cells:
        return []
    return [
        PlainTable(
            caption=f"Limits that cost most, by what home saves where one is larger, “{title}”.",
            note="Each limit alone is a tenth larger in every year, for nothing, and the plan made "
            "anew: home cost at border prices falls by this. Beside it stands what one tonne more "
            f"is {TO_ITS_OWNER}, which goes by another order.",
            columns=[
                ("Year", ""),
                ("Limit", WIDE),
                ("Home saves a year", NUMBER),
                ("In all years", NUMBER),
                ("By the tonne of the limit", NUMBER),
                ("To its owner", NUMBER),
            ],
            rows=cells,
        )
    ]


def _full_by_year(briefed: Briefed, title: str) -> list[PlainTable]:
    solution = briefed.subject.solution
    cells = [
        [
            str(row.year) if row.place == 1 else "",
            row.stage,
            f"{row.what} ({row.rule})",
            amount(row.room, row.unit),
            amount_of(solution, row.annual_value, f"{solution.money}/yr"),
        ]
        for row in bottlenecks_by_year(solution, briefed.milestones, of=solution.of)
    ]
    if not cells:
        return []
    return [
        PlainTable(
            caption=f"What holds home back, by year, under “{title}”.",
            note="Worth is that of capacity twice as large, each tonne a year taken as what the "
            f"first is {TO_ITS_OWNER}.",
            columns=[
                ("Year", ""),
                ("Stage", ""),
                ("What is full", WIDE),
                ("Room there", NUMBER),
                ("Worth to its owner", NUMBER),
            ],
            rows=cells,
        )
    ]


def _one_behind_the_other(briefed: Briefed) -> list[PlainTable]:
    solution = briefed.subject.solution
    cells = [
        [
            str(row.year) if row.step == 1 else "",
            f"{row.step}",
            f"{row.stage_title}: {row.rule.replace('_', ' ')}",
            f"{standing_of(solution, row)}/yr",
            briefed.name(row.indicator),
            amount_of(solution, row.before, row.unit, row.indicator),
            amount_of(solution, row.after, row.unit, row.indicator),
        ]
        for row in briefed.analyses.next_bottlenecks
    ]
    if not cells:
        return []
    return [
        PlainTable(
            caption="Which bottleneck stands behind which.",
            note="Each limit is taken away on top of those before it, and the plan made anew.",
            columns=[
                ("Year", ""),
                ("Bottleneck", ""),
                ("What", WIDE),
                ("Stands", NUMBER),
                ("Indicator", WIDE),
                ("Before", NUMBER),
                ("Without it", NUMBER),
            ],
            rows=cells,
        )
    ]


def next_bottleneck_sentences(briefed: Briefed) -> list[str]:
    """The bottlenecks in each year of decision, in sentences."""
    found: dict[tuple[int, str], list[EasedBottleneck]] = {}
    for row in briefed.analyses.next_bottlenecks:
        found.setdefault((row.year, row.indicator), []).append(row)
    title, solution = briefed.title(briefed.subject), briefed.subject.solution
    return [
        says_next_bottlenecks(rows, called(solution, key), title, solution)
        for (_, key), rows in found.items()
    ]


def costs(briefed: Briefed) -> Topic:
    """What it costs home, and whom."""
    subject, years = briefed.subject, briefed.milestones
    says = [
        *says_who_pays(subject.solution, briefed.title(subject), briefed.years),
        *says_of_schemes(subject.solution, briefed.title(subject)),
        *says_feed_prices(subject.solution, briefed.title(subject), briefed.years[0]),
        *says_of_stores(subject.solution, briefed.title(subject)),
    ]
    tables = [_paid(briefed, years)]
    lost = [row for run in briefed.solved for row in _lost(briefed, run, years)]
    if lost:
        tables.append(
            PlainTable(
                caption="Sales abroad that sellers at home lose against the baseline.",
                note=f"{raised(tonnes_of(subject.solution, 'tonnes'))} a year, and their value at "
                f"the border in {briefed.coin.large} a year; a minus is a gain.",
                columns=[
                    ("Strategy", ""),
                    ("Seller", ""),
                    ("What", WIDE),
                    *((str(year), NUMBER) for year in years),
                ],
                rows=lost,
            )
        )
    invested = subject.records.investors()
    if invested:
        builds = sum(1 for row in invested if row.kind == "added" and not row.loses)
        short = sum(1 for row in invested if row.loses and row.kind != "open")
        says.append(
            f"At the prices of the plan {builds or 'none'} of the plants that firms decide on "
            f"under “{briefed.title(subject)}” {'earns its' if builds < 2 else 'earn their'} "
            f"capital, and {short or 'none'} of all it adds or supports "
            f"{'does' if short < 2 else 'do'} not."
        )
        tables.append(_invested(invested, briefed.coin, subject.solution))
    return Topic(key="costs", title="What it costs at home, and whom", says=says, tables=tables)


def _paid(briefed: Briefed, years: Sequence[int]) -> PlainTable:
    rows: list[list[str]] = []
    public = briefed.study.settings.public_money
    rate, words = public_money_of(briefed.subject.solution)
    for run in briefed.solved:
        found = payments(run.solution, years)
        names = dict.fromkeys(row.item for row in found)
        kept = [
            name
            for name in names
            if any(row.item == name and abs(row.value) > 1e-6 for row in found)
        ]
        for place, name in enumerate(kept):
            of_item = [row for row in found if row.item == name]
            unit = of_item[0].unit
            is_public = added_up(unit) == public.unit
            rows.append(
                [
                    briefed.title(run) if place == 0 else "",
                    capital(name),
                    (words if is_public else briefed.coin.large)
                    + (" a year" if is_a_year(unit) else ""),
                    *(
                        number(rate * row.value if is_public else briefed.coin.in_large(row.value))
                        for row in of_item
                    ),
                ]
            )
    return PlainTable(
        caption="Who pays, by year, in prices of 2024.",
        note="Duties are paid by users to the treasury and are no cost to home as a whole. What "
        "the state sets aside from its own tonnes is a transfer and no outlay.",
        columns=[
            ("Strategy", ""),
            ("Item", WIDE),
            ("In", ""),
            *((str(year), NUMBER) for year in years),
        ],
        rows=rows,
    )


def _lost(briefed: Briefed, run: Run, years: Sequence[int]) -> Iterator[list[str]]:
    found: dict[tuple[str, ...], list[SaleLost]] = {}
    for row in sales_lost(run.solution, years):
        key = (row.seller, row.material, row.destination, row.good)
        found.setdefault(key, []).append(row)
    for place, ((seller, material, destination, good), rows) in enumerate(found.items()):
        mass = mass_of(run.solution, good)
        yield [
            briefed.title(run) if place == 0 else "",
            seller,
            f"{material} to {destination}",
            *(
                f"{number(mass.times * row.tonnes)} {mass.unit}, {large(row.value, briefed.coin)}"
                for row in rows
            ),
        ]


def _invested(plants: Sequence[Investment], coin: Coin, solution: Solution) -> PlainTable:
    kinds = {
        "added": "decided by firms",
        "programme": "ordered",
        "standing": "stands already",
        "open": "left unbuilt",
    }
    rows = [
        [
            row.title,
            kinds.get(row.kind, row.kind),
            f"{row.first_online:.0f}",
            mass_of_plant(solution, row.facility).cell(row.capacity),
            coin.told(row.npv),
            "–" if row.irr is None else f"{number(100 * row.irr)} %",
            f"{number(100 * row.hurdle_rate)} %",
            ("would not pay" if row.kind == "open" else "loses money")
            if row.loses
            else "worth building",
        ]
        for row in plants
    ]
    return PlainTable(
        caption="Would anyone build it? Plants added, supported or left unbuilt, at plan prices.",
        note=f"Value on the first day, {coin.large}, at the return each owner asks, real.",
        columns=[
            ("Plant", WIDE),
            ("Who decides", ""),
            ("Online", ""),
            (f"{tonnes_of(solution)}/yr", NUMBER),
            ("Value", NUMBER),
            ("Return", NUMBER),
            ("Asked", NUMBER),
            ("Verdict", ""),
        ],
        rows=rows,
    )


def options(briefed: Briefed) -> Topic:
    """The strategies compared, in the levers that tell them apart."""
    titles = briefed.subject.parameters.titles
    home = briefed.study.settings.home
    levers = {
        run.strategy: {
            lever.title or lever_words(lever, titles, home): None
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
