"""The form of the screen Stress: what happens month by month, a shock of the study or a stop."""

from __future__ import annotations

from collections.abc import Mapping

from monazite.core.errors import InvalidInput
from monazite.core.wording import raised
from monazite.report.html import Html, element
from monazite.runs.disruptions.terms import ABROAD, NOBODY_SHORT
from monazite.stress import Stop, check_stops, plants_at_home, read_stop, sellers
from monazite.studio.asked import PartAsked
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.stressing import months_from
from monazite.studio.study_told import Named
from monazite.studio.views.pieces import button, card, choice, field, plain, row
from monazite.studio.views.screens import job_place
from monazite.studio.views.written import Written
from monazite.study import Study

__all__ = ["stress", "unplayable"]

SAID = (
    "The plan from the chosen year on, month by month, under disruptions nobody foresaw: stores, "
    "rationing and late suppliers."
)
BUDGET = "any sum"
"""What stands in the field of a budget that nobody has named."""
RELEASE = "at once, for all"
"""What stands in the field of a rule of release that nobody has named."""

RULE = (
    "Parts, separated by commas: cover=50 % of what is missing in a month; rate=25 % of what was "
    "held leaves in a month at most; tier=1 for plants and the first tier of uses alone; "
    "remaining=100 % spreads stores over the months a shock usually has left; by-value serves "
    "users by what they would lose."
)
"""What a rule of release may say."""

USUAL = {"months": "6", "from": "", "depth": "100"}
"""What stands in the fields of a stop that nobody has stated yet: half a year, all of it."""


def stress(room: Room, state: State, asked: PartAsked) -> Written:
    """The form that plays a plan month by month, and plays at once where a stop was stated."""
    study, given = room.study, asked.given
    if told := unplayable(study):
        return Written(card("Stress", SAID, plain("p", told)))
    shocks = [Named(name=one.shock, title=one.title) for one in study.chain.shocks]
    anything = [Named(name="", title="Anything, at random")] if shocks else []
    stop = _stated(room, state, given)
    if stop is not None:
        title = f"{stop.title(study)} {stop.course}"
        anything.append(Named(name=stop.text, title=title))
    options = [*anything, *shocks]
    chosen = given.get("key", "") if stop is None else stop.text
    play = button("Play it", "job", "stress", class_="main", data_auto=bool(given.get("play")))
    known = row(choice("What happens", "key", options, chosen), play) if options else None
    stating = _fields(study, given, months_from(room, state)[0])
    return Written(card("Stress", SAID, known, _shown(study, given), *stating, job_place()))


def _shown(study: Study, given: Mapping[str, str]) -> Html | None:
    """Whose fan is drawn, and what a stockpile may cost; nothing where home uses nothing."""
    home = study.settings.home
    used = {demand.use for demand in study.chain.demand if demand.region == home}
    rows = [one for one in study.chain.uses if one.use in used]
    if not rows:
        return None
    whose = [Named(name="", title="all uses together")]
    whose += [Named(name=one.use, title=one.title) for one in rows]
    release = field(
        "Release", "release", given.get("release", ""), placeholder=RELEASE, size="24", title=RULE
    )
    budget = field("Budget", "budget", given.get("budget", ""), placeholder=BUDGET, size="16")
    return row(
        element("label", "Shortage of ", choice("Shortage of", "use", whose, given.get("use", ""))),
        element("label", "Budget for a stockpile ", budget),
        element("label", "Stores are let go ", release),
    )


def unplayable(study: Study) -> str:
    """Say why no months of a study are played; nothing where they are."""
    home = study.settings.home
    lanes = (lane for lane, _ in study.chain.lane_rows())
    sells = any(lane.origin == home and not lane.is_transfer for lane in lanes)
    if sells or any(row.region == home for row in study.chain.demand):
        return ""
    return f"{raised(NOBODY_SHORT)}. {raised(ABROAD)}."


def _stated(room: Room, state: State, given: Mapping[str, str]) -> Stop | None:
    """The stop that is asked for, if it is one; raises InvalidInput for what cannot be played."""
    if not given.get("play"):
        try:
            return read_stop(given.get("key", ""))
        except InvalidInput:
            return None  # the name of a shock, or nothing yet
    who, product = given.get("who", ""), given.get("product", "")
    months, begins, depth = (given.get(name, "").strip() or usual for name, usual in USUAL.items())
    of = f":{product}" if product and who not in room.study.chain.facility else ""
    since = f" from {begins}" if begins else ""
    stop = read_stop(f"{who}{of} for {months} months{since} at {depth} %")
    check_stops(room.study, [stop], *months_from(room, state))
    return stop


def _fields(study: Study, given: Mapping[str, str], year: int) -> tuple[Html, ...]:
    """Fields of a stop; none for a study in which nothing comes from abroad or from a plant."""
    sent, titles = sellers(study), study.titles
    who = [Named(name=one, title=titles[one]) for one in (*sent, *plants_at_home(study))]
    if not who:
        return ()
    materials = {material for one in sent.values() for material in one}
    rows = [one for one in study.chain.materials if one.material in materials]
    forms = dict.fromkeys(one.form for one in rows)
    products = [Named(name="", title="everything it sends")]
    products += [Named(name=one, title=study.words.forms[one].plural) for one in forms]
    products += [Named(name=one.material, title=one.title) for one in rows]

    def number(label: str, name: str, unit: str, **bounds: str) -> Html:
        value = given.get(name, USUAL[name])
        box = field(label, name, value, "number", min="0", **bounds)
        return element("label", f"{label} ", box, f" {unit}")

    begins = field("From", "from", given.get("from", ""), placeholder=f"{year}-03", size="7")
    return (
        plain("p", "Or state a stop, whatever the study says may happen:", "small"),
        row(
            choice("Who stops", "who", who, given.get("who", "")),
            choice("What does not come", "product", products, given.get("product", "")),
        ),
        row(
            number("for", "months", "months", step="any"),
            element("label", "from ", begins),
            number("by", "depth", "%", max="100", step="any"),
            button("Play this stop", "part", {"play": "yes"}),
        ),
    )
