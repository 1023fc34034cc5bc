"""Cross checks: the parts of a study agree with each other, or every disagreement is named."""

from __future__ import annotations

from monazite.study.checking.curves import check_curves
from monazite.study.checking.disruption import (
    check_deviations,
    check_disruption,
    most_deviation,
)
from monazite.study.checking.episodes import check_episodes
from monazite.study.checking.levers import check_levers
from monazite.study.checking.matter import check_matter
from monazite.study.checking.measured import check_measured
from monazite.study.checking.names import check_names
from monazite.study.checking.places import check_places
from monazite.study.checking.settings import (
    check_settings,
    check_stores_elsewhere,
    check_uncertain_inputs,
    check_wholes,
)
from monazite.study.checking.structure import check_structure
from monazite.study.checking.words import check_bases, check_uses_have_a_product, check_words

__all__ = [
    "check_bases",
    "check_curves",
    "check_deviations",
    "check_disruption",
    "check_episodes",
    "check_levers",
    "check_matter",
    "check_measured",
    "check_names",
    "check_places",
    "check_settings",
    "check_stores_elsewhere",
    "check_structure",
    "check_uncertain_inputs",
    "check_uses_have_a_product",
    "check_wholes",
    "check_words",
    "most_deviation",
]
