"""Topics on trade: limits on exports, where kept tonnes sit, partners, what is still bought."""

from __future__ import annotations

from monazite.brief.about import NUMBER, WIDE, Briefed, capital, large
from monazite.brief.sentences.imports import says_what_is_imported
from monazite.brief.sentences.limits import in_words, says_of_limits, says_of_resting
from monazite.brief.sentences.losses import says_of_losses
from monazite.core.numerals import amount, number, shown
from monazite.core.wording import place_named
from monazite.findings.account import CONSERVED
from monazite.findings.bottlenecks import heavy_share, imported_shares
from monazite.findings.comparison import limit_effects, resting
from monazite.findings.money import losses
from monazite.report import PlainTable, Topic
from monazite.runs.plan.masses import mass_of, mass_of_followed, mass_of_kept, tonnes_of


def halt(briefed: Briefed) -> Topic:
    """Tell whether holding back exports helps, when and through what."""
    years = briefed.milestones
    rows = []
    for run in briefed.limited:
        effects = limit_effects(run.solution, years, of=run.solution.of)
        for place, key in enumerate(dict.fromkeys(row.indicator for row in effects)):
            of_key = [row for row in effects if row.indicator == key]
            way = shown(of_key[0].unit)
            rows.append(
                [
                    briefed.title(run) if place == 0 else "",
                    f"{briefed.name(key)}, {way.label}",
                    *(
                        f"{number(row.free * way.factor)} → {number(row.limited * way.factor)}"
                        for row in of_key
                    ),
                ]
            )
    columns = [("Strategy", ""), ("Indicator", WIDE), *((str(year), NUMBER) for year in years)]
    table = PlainTable(
        caption="What limits on exports do by themselves.",
        note="The same strategy without its limits on exports → with them; nothing else differs.",
        columns=columns,
        rows=rows,
    )
    return Topic(
        key="halt",
        title="Does holding back exports help, when and through what?",
        says=[
            says_of_limits(run.solution, briefed.title(run), briefed.years)
            for run in briefed.limited
        ],
        tables=[table] if rows else [],
    )


def kept_tonnes(briefed: Briefed) -> Topic:
    """Where the tonnes are that are no longer exported."""
    last = briefed.subject.solution.years[-1]
    kept = mass_of_kept(briefed.subject.solution).basis or briefed.study.tracked
    years = list(dict.fromkeys([*briefed.years, last]))
    rows = []
    for run in briefed.limited:
        found = resting(run.solution, years, run.solution.of)
        for place, fate in enumerate(dict.fromkeys(row.fate for row in found)):
            of_fate = [row for row in found if row.fate == fate]
            rows.append(
                [
                    briefed.title(run) if place == 0 else "",
                    "No longer exported" if fate == CONSERVED else capital(in_words(fate)),
                    *(_shown(row.tonnes) for row in of_fate),
                ]
            )
    table = PlainTable(
        caption=f"Where conserved {kept} is, t, added up to the end of each year.",
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
            if (text := says_of_resting(run.solution, briefed.title(run), years))
        ],
        tables=[table] if rows else [],
    )


def _shown(tonnes: float) -> str:
    """Tonnes that show: less than half a tonne is none."""
    return number(tonnes if abs(tonnes) >= 0.5 else 0.0)


def partners(briefed: Briefed) -> Topic:
    """What partners lose."""
    says, tables, coin = [], [], briefed.coin
    first = briefed.subject.solution
    mass = mass_of_followed(first)

    def told(value: float) -> str:
        return large(value, coin)

    years = briefed.milestones
    for region in briefed.partners[:2]:
        name = place_named(first.parameters.titles.get(region, region))
        rows = []
        for run in briefed.solved:
            if run.solution.baseline is None:
                continue
            between = briefed.analyses.between.get((run.strategy, region), {})
            says.append(
                says_of_losses(run.solution, region, briefed.title(run), briefed.years[:1], between)
            )
            for place, row in enumerate(losses(run.solution, region, years)):
                low, high = between.get(row.year, (None, None))
                rows.append(
                    [
                        briefed.title(run) if place == 0 else "",
                        str(row.year),
                        _shown(mass.times * row.tonnes),
                        *map(
                            told,
                            (row.trade, row.replacing, row.prices, row.unmet_demand, row.loss),
                        ),
                        "–" if low is None or high is None else f"{told(low)} to {told(high)}",
                        told(row.mean),
                    ]
                )
        tables.append(
            PlainTable(
                caption=f"What {name} loses, {coin.large} a year; a negative loss is a gain.",
                note="Price times use and the value of unmet demand, above the baseline. "
                "Replacing: tonnes home no longer delivers, times what each costs above what it "
                "cost before; prices: what their change does to all else it uses; unmet: "
                "the unmet demand of its users. The mean is over three years. Between prices: "
                "goods it uses most at the two prices between which they jump when a hundredth "
                "more or less is there.",
                columns=[
                    ("Strategy", ""),
                    ("Year", ""),
                    (f"Fewer t {mass.basis or first.study.tracked}", NUMBER),
                    ("Worth of these goods", NUMBER),
                    ("Replacing", NUMBER),
                    ("Prices", NUMBER),
                    ("Unmet", NUMBER),
                    ("Loss", NUMBER),
                    ("Between prices", NUMBER),
                    ("Mean", NUMBER),
                ],
                rows=rows,
            )
        )
    return Topic(key="losses", title="What partners lose", says=says, tables=tables)


def imports(briefed: Briefed) -> Topic:
    """What is still bought abroad."""
    subject, years = briefed.subject, briefed.milestones
    rows = imported_shares(subject.solution, years)
    cells = []
    for material in dict.fromkeys(row.material for row in rows):
        of_material = [row for row in rows if row.material == material]
        cells.append(
            [
                of_material[0].title,
                *(amount(row.share, "1") for row in of_material),
                mass_of(subject.solution, material).cell(of_material[-1].use),
            ]
        )
    table = PlainTable(
        caption="What arrives from abroad as a share of what home uses under "
        f"“{briefed.title(subject)}”.",
        note=f"{amount(heavy_share(subject.solution, years[-1]), '1')} of the "
        f"{briefed.study.words.product.plural} used in {years[-1]} are of grades that need other "
        "groups than the one followed here."
        if len(subject.solution.labels.groups) > 1
        else "",
        columns=[
            ("Material", WIDE),
            *((str(year), NUMBER) for year in years),
            (f"Use in {years[-1]}, {tonnes_of(subject.solution)}", NUMBER),
        ],
        rows=cells,
    )
    return Topic(
        key="imports",
        title="What is still bought abroad",
        says=[
            text
            for year in briefed.years
            for text in says_what_is_imported(subject.solution, briefed.title(subject), year)
        ],
        tables=[table] if cells else [],
    )
