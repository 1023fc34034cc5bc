"""Whatever varies is a case; a worker answers cases with the one solver it owns."""

from monazite.cases.answer import Answer
from monazite.cases.case import Case
from monazite.cases.enlarging import LARGER, Enlarged, can_be_enlarged, enlarged
from monazite.cases.next_bottlenecks import Hold, NextBottleneck, holds, next_bottlenecks
from monazite.cases.prices import PriceInterval, price_interval
from monazite.cases.refuting import refutes
from monazite.cases.sensitivity import Swing, Varied, swings
from monazite.cases.solved import Solved
from monazite.cases.ties import nearly_the_same
from monazite.cases.uncertain_inputs import (
    UncertainInput,
    uncertain_fact,
    uncertain_facts,
    uncertain_family,
)
from monazite.cases.worker import Worker

__all__ = [
    "LARGER",
    "Answer",
    "Case",
    "Enlarged",
    "Hold",
    "NextBottleneck",
    "PriceInterval",
    "Solved",
    "Swing",
    "UncertainInput",
    "Varied",
    "Worker",
    "can_be_enlarged",
    "enlarged",
    "holds",
    "nearly_the_same",
    "next_bottlenecks",
    "price_interval",
    "refutes",
    "swings",
    "uncertain_fact",
    "uncertain_facts",
    "uncertain_family",
]
