"""Ways to break the record of a past episode, on a copy of the toy study that has one."""

from __future__ import annotations

from pathlib import Path

from ..hold import write_hold
from .cases import Case, append, both, replace

EPISODES = "chain/episodes.csv"
AMOUNTS = "chain/episode_amounts.csv"
OBSERVED = "chain/episode_observations.csv"


def hold(study: Path) -> None:
    """Give the toy study its episode."""
    write_hold(study)


def broken(name: str, file: str, old: str, new: str, *says: str) -> Case:
    """Exchange a piece of one of its tables."""
    return Case(name, both(hold, replace(file, old, new)), says)


SOUND = Case("sound-episode", hold, ())

CASES = [
    broken(
        "episode-of-a-shock-that-is-drawn",
        EPISODES,
        "hold_2024,as-now",
        "stop,as-now",
        "chain/episodes.csv:2 shock: 'stop' is no episode of the past",
        "name one with a month under begins",
    ),
    broken(
        "episode-that-begins-when-nothing-is-played",
        EPISODES,
        "hold_2024,as-now",
        "hold_2020,as-now",
        "chain/episodes.csv:2 shock: 'hold_2020' begins in 2020-03, which is not played",
    ),
    broken(
        "episode-on-no-plan",
        EPISODES,
        "hold_2024,as-now",
        "hold_2024,as-new",
        "chain/episodes.csv:2 strategy: strategy 'as-new' is not known; write 'as-now'",
    ),
    broken(
        "episode-beyond-the-years-reported",
        EPISODES,
        "as-now,2024,6",
        "as-now,2024,48",
        "chain/episodes.csv:2 year: 2024 to 2027-12 is not all reported",
        "play months from 2024 to 2026",
    ),
    broken(
        "episode-of-no-months",
        EPISODES,
        "as-now,2024,6",
        "as-now,2024,0",
        "chain/episodes.csv:2 months",
    ),
    broken(
        "episode-of-nothing-usual",
        EPISODES,
        "magnet,30,",
        "magnet,0,",
        "chain/episodes.csv:2 usual: of nothing in a usual month nothing can be withheld",
    ),
    broken(
        "episode-of-an-unknown-basis",
        EPISODES,
        "magnet,30,",
        "magnets,30,",
        "chain/episodes.csv:2 basis: basis 'magnets' is not known; write 'magnet'",
    ),
    Case(
        "episode-of-which-nothing-is-known",
        both(
            hold,
            append(
                EPISODES, "again,Again,hold_2024,as-now,2024,6,Given,magnet,30,toy/invented,C,No.\n"
            ),
        ),
        (
            "chain/episodes.csv:3 episode: no month of it is given; add a row to "
            "chain/episode_amounts.csv",
            "chain/episodes.csv:3 episode: it is held against nothing; add a row to "
            "chain/episode_observations.csv",
        ),
    ),
    broken(
        "amount-of-a-month-that-is-not-played",
        AMOUNTS,
        "2024-05",
        "2024-07",
        "chain/episode_amounts.csv:4 month: 2024-07 is not played; keep to 2024-01 to 2024-06",
    ),
    broken(
        "amount-of-a-year",
        AMOUNTS,
        "2024-05",
        "2024",
        "chain/episode_amounts.csv:4 month: '2024' is not a month",
    ),
    broken(
        "amount-given-twice",
        AMOUNTS,
        "2024-05",
        "2024-04",
        "chain/episode_amounts.csv:4 episode: episode_amount hold 2024-04 is there twice",
    ),
    broken(
        "amount-below-nothing",
        AMOUNTS,
        "2024-05,33.0",
        "2024-05,-33",
        "chain/episode_amounts.csv:4 amount: -33 t magnet/month is negative",
    ),
    broken(
        "observation-of-a-year-half-played",
        OBSERVED,
        "2024-05,10",
        "2024,10",
        "chain/episode_observations.csv:4 period: 2024 is not played",
    ),
    broken(
        "observation-of-no-figure",
        OBSERVED,
        "2024-05,10",
        "2024-05,",
        "chain/episode_observations.csv:4 observed: the cell is blank",
        "write a figure, or call it untestable and say why",
    ),
    broken(
        "observation-untestable-for-no-reason",
        OBSERVED,
        "Nobody counts it.",
        "",
        "chain/episode_observations.csv:6 reason: it is untestable and does not say why",
    ),
    broken(
        "price-a-play-should-match",
        OBSERVED,
        "9000,untestable",
        "9000,free",
        "chain/episode_observations.csv:7 status: a play of months has no price",
    ),
    broken(
        "observation-abroad-a-play-should-match",
        OBSERVED,
        "magnet,,FOR,2024-04,,untestable",
        "magnet,,FOR,2024-04,5,free",
        "chain/episode_observations.csv:8 status: only home's months are played",
    ),
    broken(
        "arrivals-on-no-lane",
        OBSERVED,
        "Farland to home,arrivals,magnet,FOR,,2024-05",
        "Farland to home,arrivals,ore,FOR,,2024-05",
        "chain/episode_observations.csv:4 origin: no such lane leads into home",
    ),
    broken(
        "stock-from-somewhere",
        OBSERVED,
        "In store,stock,magnet,,",
        "In store,stock,magnet,FOR,",
        "chain/episode_observations.csv:6 origin: 'stock' has no origin; leave it blank",
    ),
    broken(
        "observations-of-one-title-and-two-things",
        OBSERVED,
        "may,hold,Farland to home,arrivals,magnet,FOR",
        "may,hold,Farland to home,arrivals,magnet,",
        "chain/episode_observations.csv:4 title: 'Farland to home' is something else on line 2",
        "write the same kind, material, origin and region, or another title",
    ),
    broken(
        "observation-told-twice",
        OBSERVED,
        "2024-05,10",
        "2024-04,10",
        "chain/episode_observations.csv:4 period: the same stands on line 3; leave one of the two",
    ),
    broken(
        "observation-of-unlike-tonnes",
        OBSERVED,
        "In store,stock,magnet,,",
        "In store,stock,magnet oxide,,",
        "chain/episode_observations.csv:6 material: tonnes of magnet and of oxide cannot be added",
    ),
]
