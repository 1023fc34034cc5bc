"""What a debrief says was saved, by hand: 100 million are lost where nobody moves."""

import pytest

from monazite.brief.sentences.exercise import debrief_in_words
from monazite.core.numerals import Coin
from monazite.runs.disruptions.exercise import Debrief


@pytest.mark.parametrize(
    ("lost", "least", "percent"),
    [
        (80e6, 60e6, "50 %"),  # 20 of 40
        (70.5e6, 60e6, "73 %"),  # 29.5 of 40 are 73.75 in 100: at least is never told as more
        (60e6, 60e6, "100 %"),
        (100e6, 60e6, ""),  # nothing was saved
        (120e6, 60e6, ""),  # moves lost more than none would have
        (100e6, 100e6, ""),  # nothing could be saved
    ],
)
def test_what_was_saved_is_told_as_a_least_share(lost: float, least: float, percent: str) -> None:
    found = Debrief(
        lost=lost, by_rule=100e6, best=max(least, 60e6), least=least, ordered=0.0, undelivered=0.0
    )
    told = debrief_in_words(found, Coin(), sold=False)
    said = f" At least {percent} of what any play could have saved was saved."
    assert told.endswith(said) if percent else "any play" not in told
