"""What the second page of a brief answers: the ladder, stops, what holds back, who pays."""

from __future__ import annotations

from monazite.brief.about import NUMBER, Briefed
from monazite.brief.sentences.losses import says_of_losses
from monazite.brief.sentences.money import (
    says_of_sales_lost,
    says_of_schemes,
    says_who_goes_short,
    says_who_pays,
)
from monazite.brief.topics.commitment import ladder_table, said_of, says_of_ladder
from monazite.brief.topics.money import holding_sentences, next_bottleneck_sentences
from monazite.core.wording import with_year
from monazite.findings.indicators import compute
from monazite.report import PlainTable, Topic


def front(briefed: Briefed) -> list[Topic]:
    """The topics of the second page, in order; those without an answer say nothing."""
    return [_ladder(briefed), _stops(briefed), _holds(briefed), _pays(briefed)]


def _ladder(briefed: Briefed) -> Topic:
    table = ladder_table(briefed)
    return Topic(
        key="ladder",
        title=f"From {said_of(briefed)} to what is to be expected",
        says=says_of_ladder(briefed)[:1] if table is not None else (),
        tables=[table] if table is not None else (),
    )


def _stops(briefed: Briefed) -> Topic:
    stops, whole = briefed.front_stops, briefed.goods.whole
    rows = []
    for world, by_strategy in stops.items():
        years = dict.fromkeys(row.year for found in by_strategy.values() for row in found)
        for year in years:
            of_year = {
                title: row
                for title, found in by_strategy.items()
                for row in found
                if row.year == year
            }
            told = {
                "Unmet": {
                    title: f"{whole(row.shortage)} + {whole(row.price_response)}"
                    for title, row in of_year.items()
                },
                "Made": {title: whole(row.home_plants) for title, row in of_year.items()},
            }
            for place, (name, tonnes) in enumerate(told.items()):
                rows.append(
                    [
                        with_year(world, year) if place == 0 else "",
                        name,
                        *(tonnes.get(title, "–") for title in by_strategy),
                    ]
                )
    titles = list(next(iter(stops.values()), {}))
    table = PlainTable(
        caption=f"A stop nobody saw coming, {briefed.goods.unit} a year.",
        note="Unmet demand at home: the shortage, which the stop takes, + the price response, "
        "users who buy less at a higher price. Made: what plants at home give.",
        columns=[("Stop", "wide"), ("What", ""), *((title, NUMBER) for title in titles)],
        rows=rows,
    )
    return Topic(
        key="stops",
        title="What a stop abroad does, and how far plants that run help",
        tables=[table] if rows else (),
    )


def _holds(briefed: Briefed) -> Topic:
    return Topic(
        key="next-bottleneck",
        title="What holds us back, and what would next",
        says=[
            *holding_sentences(briefed, briefed.years),
            *next_bottleneck_sentences(briefed),
        ],
    )


def _pays(briefed: Briefed) -> Topic:
    """Who pays under the subject, who goes short, and who loses where exports are held back."""
    solution, near = briefed.subject.solution, briefed.years[0]
    title = briefed.title(briefed.subject)
    said = [
        *says_who_pays(solution, title, briefed.years),
        *says_of_schemes(solution, title),
        says_who_goes_short(solution, title),
    ]
    losing = briefed.limited or [briefed.subject]
    for region in briefed.partners[:1]:
        worst = max(
            losing, key=lambda run: float(compute(run.solution, f"partner_loss.{region}").sum())
        )
        between = briefed.analyses.between.get((worst.strategy, region), {})
        said.append(says_of_losses(worst.solution, region, briefed.title(worst), [near], between))
    for run in losing[:1]:
        said += says_of_sales_lost(run.solution, briefed.title(run), near)
    return Topic(
        key="who-pays", title="Who pays, and who loses", says=[text for text in said if text]
    )
