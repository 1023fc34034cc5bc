"""The screen of the table-top exercise: for a room with one projector, so its letters are large."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from monazite.brief.sentences.exercise import NO_TEAM, best_play_in_words, debrief_in_words
from monazite.core.errors import InvalidInput, Problem
from monazite.core.numerals import number
from monazite.core.usual import GAME_MONTHS, SEED
from monazite.core.wording import raised
from monazite.findings.comparison import Telling
from monazite.report.html import Child, Html, element, joined
from monazite.runs.disruptions.exercise import Exercise
from monazite.stress import ACTIONS, plants_at_home, sellers
from monazite.studio.asked import PartAsked
from monazite.studio.gaming import GameInPlay, begun, resumed
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.telling import coin_told
from monazite.studio.views.pieces import button, card, field, plain, row, table
from monazite.studio.views.stopping import unplayable
from monazite.studio.views.written import Written

__all__ = ["exercised"]

MOVE = "move."
SAID = (
    "A disruption that nobody knows is drawn. Month by month every team says what it does, or "
    "leaves it to the rules; at the end the same months are played again without each move."
)


def exercised(room: Room, state: State, asked: PartAsked) -> Written:
    """The game as it stands, after the month that was just played."""
    given = asked.given
    if told := unplayable(room.study):
        return Written(card("Exercise", "", plain("p", told)))
    text = given.get("game", "")
    if not text and not given.get("begin"):
        return Written(_begin(room))
    if text:
        played = resumed(room, state, text)
    else:
        months, seed = (
            _whole(given.get(name, ""), name, usual)
            for name, usual in (("months", GAME_MONTHS), ("seed", SEED))
        )
        stops = [stop] if (stop := given.get("stop", "").strip()) else []
        played = begun(room, state, _first(room, state, months), months, seed, stops)
    if given.get("turn") and not played.game.over:
        played.turn(_moves(given))
    while given.get("rest") and not played.game.over:
        played.turn(iter(()))
    shown = _over if played.game.over else _under_way
    return Written(shown(played, room.telling(state)))


def _first(room: Room, state: State, months: int) -> int:
    """The year looked at, or an earlier one from which all months are reported."""
    last = room.years[-1] - (max(months, 1) - 1) // 12
    return max(min(state.year, last), room.years[0])


def _whole(text: str, name: str, usual: int) -> int:
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InvalidInput(
            Problem(field=name, message=f"'{text[:20]}' is no whole number", remedy="give one")
        )
    return int(text)


def _moves(given: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    for name in ACTIONS:
        if text := given.get(f"{MOVE}{name}", "").strip():
            try:
                yield name, float(text) / (1.0 if ACTIONS[name].whole else 100.0)
            except ValueError:
                raise InvalidInput(
                    Problem(field=name, message=f"'{text[:20]}' is no number", remedy="give one")
                ) from None


def _begin(room: Room) -> Html:
    load = element("input", type="file", accept=".json", data_read="game")
    who = next(iter((*sellers(room.study), *plants_at_home(room.study))), "REGION")
    such = f"a draw, or {who} for 6 months"
    comes = field("What comes", "stop", "", placeholder=such, size="34")
    return card(
        "Exercise",
        SAID,
        row(
            element(
                "label", "Months ", field("Months", "months", str(GAME_MONTHS), "number", min="1")
            ),
            element("label", "Seed ", field("Seed", "seed", str(SEED), "number", min="0")),
            element("label", "What comes ", comes),
            button("Begin in January of the year above", "part", {"begin": "yes"}, class_="main"),
        ),
        element("p", element("label", "Open a saved game ", load)),
    )


def _kept(played: GameInPlay) -> list[Html]:
    """What the page keeps of a game, and the buttons that save or leave it."""
    run = played.game.run
    name = f"game_{run.solution.study.name}_{run.strategy}_{played.game.seed}.json"
    return [
        field("", "game", played.text, "hidden"),
        button("Save the game", "keep", name, played.text),
        button("Leave it", "part", {"game": ""}),
    ]


def _under_way(played: GameInPlay, telling: Telling) -> Html:
    game, solution = played.game, played.game.run.solution
    title = f"{game.month}, month {game.game.at + 1} of {game.game.months}"
    teams: dict[str, list[Html]] = {}
    for action in game.actions():
        high = action.most if action.whole else 100.0 * action.most
        box = field(
            f"{raised(action.team)}: {action.says}",
            f"{MOVE}{action.name}",
            "",
            "number",
            **{"min": f"{action.least:g}", "max": f"{high:g}", "step": "1"},
            placeholder="rule",
        )
        says = action.says if action.whole else f"{action.says}, %"
        teams.setdefault(action.team, []).append(element("label", plain("span", raised(says)), box))
    stands = [
        (one.title, *(number(held * tonnes) for tonnes in (one.private, one.public, one.missing)))
        for one in game.stores()
        if one.public > 0.0 or one.missing > 0.0
        if (held := telling.in_a_tonne(solution, one.material)) > 0.0
    ]
    return card(
        title,
        "",
        element("ul", [plain("li", one) for one in game.news()], class_="news"),
        table((f"In store, {telling.tonnes}", "With users", "Public", "Still missing"), stands)
        if stands
        else None,
        element(
            "div",
            [
                element("fieldset", element("legend", raised(team)), boxes)
                for team, boxes in teams.items()
            ],
            class_="teams",
        )
        if teams
        else plain("p", NO_TEAM),
        row(
            button("Play the month", "part", {"turn": "yes"}, class_="main"),
            button("Leave the rest to the rules", "part", {"rest": "yes"}),
            _kept(played),
        ),
        _past(played),
        look="big",
    )


def _past(played: GameInPlay) -> Child:
    """The months played, each with what was done and what was seen."""
    if not played.news:
        return None
    rows = [
        (month, _done(played.game, at), " ".join(said))
        for at, (month, said) in enumerate(played.news)
    ]
    return element(
        "details",
        element("summary", f"Months played ({len(rows)})"),
        table(("Month", "Moves", "What was seen"), rows, numbers=False),
        open=played.game.over,
    )


def _done(game: Exercise, at: int) -> str:
    return "; ".join(
        f"{ACTIONS[one.action].team}: {one.action} {_value(one.action, one.value)}"
        for one in game.moves
        if one.month == at
    )


def _value(action: str, value: float) -> str:
    return f"{value:g}" if ACTIONS[action].whole else f"{100.0 * value:.0f} %"


def _over(played: GameInPlay, telling: Telling) -> Html:
    game = played.game
    found, mattered, coin = game.debrief(), game.mattered(), coin_told(telling, game.run.solution)
    rows = [
        (one.month, one.team, f"{one.action} {_value(one.action, one.value)}", coin.told(one.saved))
        for one in mattered
    ]
    told = debrief_in_words(found, coin, sold=game.months.sold, own=game.own)
    moved = table(("Month", "Team", "Move", f"Saved, {coin.large}"), rows)
    saved = "Saved: what the same game loses without this one move, more than it did."
    best = [
        (one.first, one.last, one.team, f"{one.action} {_value(one.action, one.value)}")
        for one in game.best()
    ]
    return card(
        "Debrief",
        "",
        element("ul", [plain("li", f"What came: {one}.") for one in game.shocks()], class_="news"),
        plain("p", told),
        joined((moved, plain("p", saved, "small quiet"))) if rows else plain("p", "Nobody moved."),
        plain("p", best_play_in_words(found, coin)),
        table(("From", "To", "Team", "Move"), best, numbers=False) if best else None,
        row(_kept(played)),
        _past(played),
        look="big",
    )
