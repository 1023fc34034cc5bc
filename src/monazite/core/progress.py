"""How far long work is: a share of the whole, and the time it will still take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import monotonic

__all__ = ["News", "Steps", "within"]

TOLD_FROM = 0.05
"""Share of the whole from which on the time left is told; before, it would be a guess."""


class News(str):
    """What is being done, as it is printed, with the figures in it for whoever draws them.

    `said` is the same without how far the work is, `share` how much of the whole is behind it, 0 to
    1, and `done` of `of` count what is being done, where it is counted.
    """

    said: str
    share: float
    done: int
    of: int

    def __new__(
        cls, text: str, *, said: str = "", share: float = 0.0, done: int = 0, of: int = 0
    ) -> News:
        made = super().__new__(cls, text)
        made.said, made.share, made.done, made.of = said or text, share, done, of
        return made


class Steps:
    """Says what is done with how much of the whole is behind it.

    `parts` are the parts of the work, in order, with the time each takes relative to the others. A
    part that has begun is told of so many times; each time, another such share of it is taken to
    be behind. Call it with the news, as anything that works calls whoever wants to know.
    """

    def __init__(
        self,
        say: Callable[[str], None] | None,
        parts: Mapping[str, float],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.say = say
        self.parts = parts
        self.clock = clock
        self.began = clock()
        self._part = ""
        self._times = 1
        self._told = 0

    def begin(self, part: str, times: int = 1) -> None:
        """Enter a part of the work, of which there will be news so many times."""
        self._part, self._times, self._told = part, max(times, 1), 0

    @property
    def share(self) -> float:
        """Share of the whole that is behind, 0 to 1."""
        names = list(self.parts)
        before = names[: names.index(self._part)] if self._part else []
        inside = max(self._told - 1, 0) / self._times * self.parts.get(self._part, 0.0)
        done = sum(self.parts[name] for name in before) + min(
            inside, self.parts.get(self._part, 0.0)
        )
        return done / sum(self.parts.values())

    def __call__(self, news: str) -> None:
        """Pass the news on, with how far the work is."""
        self._told += 1
        if self.say is None:
            return
        share = self.share
        told = f"{100 * share:.0f} %"
        if share >= TOLD_FROM:
            left = (self.clock() - self.began) * (1.0 - share) / share
            told += f", {_span(left)} left"
        done, of = (news.done, news.of) if isinstance(news, News) else (0, 0)
        self.say(News(f"{news} ({told})", said=news, share=share, done=done, of=of))


def within(say: Callable[[str], None], begins: float, ends: float) -> Callable[[str], None]:
    """Give who says the news of a part of longer work, which takes up these shares of it."""

    def told(news: str) -> None:
        if isinstance(news, News):
            share = begins + (ends - begins) * news.share
            news = News(news, said=news.said, share=share, done=news.done, of=news.of)
        say(news)

    return told


def _span(seconds: float) -> str:
    """A span of time as people say it."""
    if seconds < 90:
        return f"about {max(round(seconds / 5) * 5, 5)} s"
    return f"about {round(seconds / 60)} min"
