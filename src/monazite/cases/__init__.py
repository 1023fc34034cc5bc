"""Whatever varies is a case; a worker answers cases with the one solver it owns."""

from monazite.cases.answer import Answer
from monazite.cases.case import Case
from monazite.cases.doubts import (
    Doubt,
    doubt_about_fact,
    doubt_about_family,
    doubt_about_several,
)
from monazite.cases.prices import PriceInterval, price_interval
from monazite.cases.sensitivity import Swing, Varied, swings
from monazite.cases.ties import nearly_the_same
from monazite.cases.walls import Hold, Wall, holds, walls
from monazite.cases.worker import Solved, Worker

__all__ = [
    "Answer",
    "Case",
    "Doubt",
    "Hold",
    "PriceInterval",
    "Solved",
    "Swing",
    "Varied",
    "Wall",
    "Worker",
    "doubt_about_fact",
    "doubt_about_family",
    "doubt_about_several",
    "holds",
    "nearly_the_same",
    "price_interval",
    "swings",
    "walls",
]
