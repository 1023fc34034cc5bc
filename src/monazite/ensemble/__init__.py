"""One strategy solved many times: doubts, prices, ties and walls, each from where it ended."""

from monazite.ensemble.course import Course
from monazite.ensemble.doubts import (
    Doubt,
    doubt_about_fact,
    doubt_about_family,
    doubt_about_several,
)
from monazite.ensemble.prices import PriceInterval, price_interval
from monazite.ensemble.sensitivity import Swing, Varied, swings
from monazite.ensemble.ties import nearly_the_same
from monazite.ensemble.walls import Hold, Wall, holds, walls

__all__ = [
    "Course",
    "Doubt",
    "Hold",
    "PriceInterval",
    "Swing",
    "Varied",
    "Wall",
    "doubt_about_fact",
    "doubt_about_family",
    "doubt_about_several",
    "holds",
    "nearly_the_same",
    "price_interval",
    "swings",
    "walls",
]
