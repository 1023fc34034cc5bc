"""News of long work become steps with how far it is, whoever tells them."""

import pytest

from monazite.core.progress import News
from monazite.studio.hearing import heard, shared


def test_news_become_steps_and_what_was_made_is_returned() -> None:
    def work(say):  # type: ignore[no-untyped-def]
        say(News("Drawing (45 %, about 10 s left)", said="Drawing", share=0.45))
        say("Telling (it)")
        return 7

    steps = heard(work, shared)
    assert [next(steps), next(steps)] == [
        (45, 100, "Drawing", None),
        (0, 100, "Telling (it)", None),
    ]
    with pytest.raises(StopIteration) as ended:
        next(steps)
    assert ended.value.value == 7
