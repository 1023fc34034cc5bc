"""How far long work is, by a clock that a test winds on."""

from monazite.core.progress import News, Steps


class Clock:
    """A clock that shows what it is set to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_shares_follow_the_parts_and_what_was_told_of_them() -> None:
    """Two parts, one three times as long; the longer tells four times, when each step begins."""
    heard: list[str] = []
    clock = Clock()
    steps = Steps(heard.append, {"short": 1, "long": 3}, clock)
    steps.begin("short")
    steps("Reading")
    steps.begin("long", 4)
    for at in (10.0, 20.0, 30.0, 40.0, 50.0):
        clock.now = at
        steps("Solving")
    assert heard == [
        "Reading (0 %)",
        "Solving (25 %, about 30 s left)",  # a quarter took 10 s
        "Solving (44 %, about 25 s left)",
        "Solving (62 %, about 20 s left)",
        "Solving (81 %, about 10 s left)",
        "Solving (100 %, about 5 s left)",
    ]


def test_long_times_are_told_in_minutes_and_early_ones_not_at_all() -> None:
    heard: list[str] = []
    clock = Clock()
    steps = Steps(heard.append, {"one": 1}, clock)
    steps.begin("one", 100)
    for _ in range(5):
        steps("First")
    clock.now = 60.0
    for _ in range(6):
        steps("Later")
    assert heard[4] == "First (4 %)"
    assert heard[-1] == "Later (10 %, about 9 min left)"


def test_more_news_than_expected_stays_inside_the_part() -> None:
    steps = Steps(None, {"one": 1, "two": 1}, Clock())
    steps.begin("one", 2)
    for _ in range(9):
        steps("News")
    assert steps.share == 0.5


def test_figures_stand_beside_the_words_they_are_printed_in() -> None:
    heard: list[str] = []
    clock = Clock()
    steps = Steps(heard.append, {"one": 1}, clock)
    steps.begin("one", 4)
    clock.now = 10.0
    for at in (1, 2):
        steps(News(f"Case {at} of 4", done=at, of=4))
    steps("Writing")
    case, writing = heard[1:]
    assert isinstance(case, News)
    assert isinstance(writing, News)
    assert case == "Case 2 of 4 (25 %, about 30 s left)"
    assert (case.said, case.share, case.done, case.of) == ("Case 2 of 4", 0.25, 2, 4)
    assert (writing.said, writing.share, writing.of) == ("Writing", 0.5, 0)
