"""Where a course starts from, in every round in which pools meet prices, changes no answer."""

import numpy as np
import pytest

from monazite.model import LikeCourses, Outcome, Session, build_programme, solve_stages, staged
from monazite.parameters import InformationStage

from .miniature import Changes, miniature
from .test_rules_owners import TO_MAKERS, state_owned


@pytest.mark.parametrize(
    ("close", "shared", "from_like", "news_from_like"),
    [(1000, 0, True, True), (-1, 0, False, False), (-1, 1, False, True)],
)
def test_a_round_starts_where_a_like_course_stood_in_it(
    close: int,
    shared: int,
    from_like: bool,
    news_from_like: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One that lay close to a like course goes on as that did; one that lay far off, as it did.

    A stage after one that lay far off starts from where that stood, unless the like course shares
    it. Wherever it starts from, a course ends the same.
    """
    terms: Changes = {"freight": {TO_MAKERS: 0.0}, "lane_limit": {"oxide:HOM>FOR": 0.0}}

    def asked(price: float, need: float = 60.0) -> tuple[InformationStage, ...]:
        market: Changes = {"demand": {("motors@HOM", 2026): need}}
        # another price is news in the second year, so that pools meet imports anew
        now, then = (
            miniature(
                {**terms, **market, "transfer_price": {TO_MAKERS: stated}}, labels=state_owned()
            )
            for stated in (price, price + 5.0)
        )
        return InformationStage(2024, now, ()), InformationStage(2025, then, ())

    session = Session(build_programme(asked(850.0)[0].parameters))
    likes = solve_stages(session, asked(850.0))
    alone = solve_stages(session, asked(860.0, 70.0))
    starts: list[tuple[Outcome, ...]] = []
    ours = Session.solve

    def solve(self: Session, *given: object, **named: object) -> Outcome:
        starts.append(tuple(named["near"]))  # type: ignore[arg-type]
        return ours(self, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Session, "solve", solve)
    monkeypatch.setattr(staged, "CLOSE", close)
    like = LikeCourses(near=[((2024, False), likes[0]), ((2025, False), likes[1])], shared=shared)
    found = solve_stages(session, asked(860.0, 70.0), like=like)
    assert [len(outcome.rounds) for outcome in found] == [1, 1]
    first, second, news, last = starts
    assert first == (likes[0],)
    assert (second == (likes[0],)) == from_like
    assert (news == (likes[1],)) == news_from_like
    assert news_from_like or news[0].opens == 2024
    assert (last == (likes[1],)) == from_like
    for one, other in zip(found, alone, strict=True):
        assert one.objective == pytest.approx(other.objective, rel=1e-12)
        for name, values in other.values.items():
            np.testing.assert_allclose(one[name].values, values.values, atol=1e-8)
