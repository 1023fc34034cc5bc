"""A stop that a question states, beside what the study says may happen: who withholds, how long."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from numbers import Real

from monazite.core.errors import FieldError, InvalidInput, Problem, Problems, name_remedy
from monazite.core.numerals import stated
from monazite.core.tables import parse_number
from monazite.core.wording import listed, lowered, place_named
from monazite.strategy.months import is_month, months_since_year_zero
from monazite.stress.draws import Asked
from monazite.stress.flows import PER_YEAR, month_named
from monazite.stress.shocks import Hit, Shock
from monazite.study import ShockRow, Study

FIELD = "stop"
"""What problems of stops are told of."""

IN_THE_QUESTION = "stated in the question"
"""What stands where a shock of the study has its source."""

IN_THE_WORLD = "stated by the world"
"""The same of a stop that the world has in which the months are played."""

FORM = "write it as in 'REGION:PRODUCT for 6 months from 2030-03 at 80 %'"
"""The remedy where a stop cannot be read."""

_PHRASE = re.compile(
    r"(?P<who>[^\s:]+)\s*(?::\s*(?P<products>[^\s,].*?))?\s+for\s+(?P<months>\S+)\s+months?"
    r"(?:\s+from\s+(?P<begins>\S+))?(?:\s+at\s+(?P<depth>\S+?)\s*(?P<hundredth>%)?)?"
)


@dataclass(frozen=True)
class Stop:
    """A seller abroad withholds, or a plant at home stands still, in every scenario."""

    who: str
    """The region that sells to home, or the plant at home, by name."""
    months: float
    """How long it lasts, which rules of release that go by usual lengths know beforehand."""
    products: tuple[str, ...] = ()
    """Materials or forms a region withholds; all that it sends home if left out."""
    begins: str = ""
    """Its first month, such as 2030-03; the first that is played if left out."""
    depth: float = 1.0
    """The part that is taken away, 0 to 1."""

    @property
    def text(self) -> str:
        """The stop as `read_stop` reads it."""
        products = f":{','.join(self.products)}" if self.products else ""
        return f"{self.who}{products} {self.course}"

    @property
    def course(self) -> str:
        """How it goes: `for 6 months from 2030-03 at 80 %`."""
        length = f"for {self.months:.12g} month{'s' * (self.months != 1)}"
        begins = f" from {self.begins}" if self.begins else ""
        return f"{length}{begins}" + (f" at {100.0 * self.depth:.12g} %" if self.depth != 1 else "")

    def title(self, study: Study) -> str:
        """Name it for people."""
        who = study.titles.get(self.who, self.who)
        if self.who in study.chain.facility:
            return f"Stop at {who}"
        forms = {name: form.plural for name, form in study.words.forms.items()}
        titles = {**study.titles, **forms}
        named = [lowered(titles.get(one, one)) for one in self.products]
        return f"Stop of {listed(named) or 'everything'} from {place_named(who)}"


def read_stop(text: str) -> Stop:
    """Read a stop such as `FOR:magnet for 6 months from 2030-03 at 80 %`; raises InvalidInput."""
    found = _PHRASE.fullmatch(text.strip())
    if found is None:
        raise InvalidInput(_problem(f"'{text}' does not say who stops what for how long", FORM))
    problems, numbers = Problems(), {"months": 0.0, "depth": 1.0}
    for name in numbers:
        try:
            numbers[name] = parse_number(found[name]) if found[name] else numbers[name]
        except FieldError as error:
            problems.extend([_problem(f"'{text}': {error.message}", error.remedy)])
    problems.raise_if_any()
    return Stop(
        found["who"],
        numbers["months"],
        tuple(dict.fromkeys(one for one in re.split(r"[\s,]+", found["products"] or "") if one)),
        found["begins"] or "",
        numbers["depth"] / 100.0 if found["hundredth"] else numbers["depth"],
    )


def read_stops(asked: Stop | str | Sequence[Stop | str]) -> tuple[Stop, ...]:
    """Read stops, each as it is or in words; raises InvalidInput, naming all that are none."""
    problems, found = Problems(), []
    for one in [asked] if isinstance(asked, str | Stop) else asked:
        try:
            found.append(read_stop(one) if isinstance(one, str) else _checked(one))
        except InvalidInput as error:
            problems.extend(error.problems)
    problems.raise_if_any()
    return tuple(found)


def check_stops(study: Study, stops: Sequence[Stop], first: int, count: int) -> None:
    """Refuse stops of what is not there, of impossible figures, and beyond the months played.

    Raises InvalidInput with all that is wrong with any of them.
    """
    problems, named = Problems(), [_named(study, stop, first) for stop in stops]
    for at, stop in enumerate(stops):
        problems.extend(_problems(study, stop, first, count))
        if named[at] in named[:at]:
            problems.extend([_problem(f"'{stop.text}' is stated twice", "state it once")])
    problems.raise_if_any()


def stated_shocks(
    study: Study, stops: Sequence[Stop], where: str = IN_THE_QUESTION
) -> tuple[Shock, ...]:
    """Give stops that were checked as shocks, each under its text as its name, stated somewhere."""
    found = []
    for stop in stops:
        materials = tuple(dict.fromkeys(m for one in stop.products for m in _materials(study, one)))
        hit = (
            Hit((), (), (stop.who,), (), 1.0)
            if stop.who in study.chain.facility
            else Hit(materials, (stop.who,), (), (), 1.0)
        )
        figures = (0.0, float(stop.months), 0.0, float(stop.depth), 0.0)
        found.append(Shock(stop.text, stop.title(study), "", *figures, "", (hit,), where))
    return tuple(found)


def stated_onsets(stops: Sequence[Stop], first: int) -> tuple[Asked, ...]:
    """When each of them begins, in months from January of the first year."""
    return tuple(
        Asked(stop.text, _since(stop.begins, first) if stop.begins else 0) for stop in stops
    )


def _named(study: Study, stop: Stop, first: int) -> Stop:
    """The stop with all it leaves out named, so that two that say the same are equal."""
    materials = tuple(sorted({m for one in stop.products for m in _materials(study, one)}))
    begins = stop.begins or month_named(first, 0)
    return replace(stop, products=materials or stop.products, begins=begins)


def _since(month: str, first: int) -> int:
    return months_since_year_zero(month) - first * PER_YEAR


def _problem(message: str, remedy: str) -> Problem:
    return Problem(field=FIELD, message=message, remedy=remedy)


def _checked(stop: Stop) -> Stop:
    """Refuse a stop whose fields are of another kind, such as a month that is a number."""
    texts = (stop.who, stop.begins, *stop.products)
    numbers = (stop.months, stop.depth)
    sound = isinstance(stop.products, tuple) and all(isinstance(one, str) for one in texts)
    if not sound or not all(isinstance(n, Real) and not isinstance(n, bool) for n in numbers):
        raise InvalidInput(
            _problem(
                f"{stop!r} has a field of a wrong kind",
                "give texts for who, products and begins, and numbers for months and depth",
            )
        )
    return stop


def _problems(study: Study, stop: Stop, first: int, count: int) -> Iterator[Problem]:
    yield from _names(study, stop)
    bounds = ShockRow.numbers()
    longest = bounds["length"].maximum or 0.0
    if not 0.0 < stop.months <= longest:
        yield _problem(
            f"a stop of {stated(stop.months)} months cannot be",
            f"give a length above 0 and up to {stated(longest)} months",
        )
    if not 0.0 <= stop.depth <= 1.0:
        yield _problem(
            f"{stated(stop.depth)} is not a part of what comes",
            "give a depth from 0 to 1, or in per cent, such as 80 %",
        )
    last = month_named(first, count - 1)
    if stop.begins and not is_month(stop.begins):
        yield _problem(f"'{stop.begins}' is not a month", "write year and month, such as 2030-03")
    elif stop.begins and not 0 <= _since(stop.begins, first) < count:
        yield _problem(
            f"{stop.begins} is not among the months that are played, {first}-01 to {last}",
            "begin it in one of them, or play from another year or for more months",
        )


def _names(study: Study, stop: Stop) -> Iterator[Problem]:
    """Problems of who stops and of what they send."""
    home, sent, plants = study.settings.home, sellers(study), plants_at_home(study)
    if stop.who in plants:
        if stop.products:
            said = f"'{stop.who}' is a plant, which stands still as a whole"
            yield _problem(said, "leave its products out")
        return
    yield from _products(study, stop, sent.get(stop.who, ()))
    if stop.who in sent:
        return
    if stop.who == home:
        said = f"'{stop.who}' is home, which sends itself nothing"
    elif stop.who in study.titles:
        said = f"'{stop.who}' sends home nothing and is no plant at home"
    else:
        said = f"no region and no plant at home is called '{stop.who}'"
    called = {study.titles[one].casefold(): one for one in (*sent, *plants)}
    meant = called.get(stop.who.casefold())
    remedy = f"write '{meant}'" if meant else name_remedy(stop.who, [*sent, *plants])
    yield _problem(said, remedy)


def _products(study: Study, stop: Stop, sent: Collection[str]) -> Iterator[Problem]:
    """Problems of what is withheld: materials or forms that are not, or that nobody sends."""
    for product in stop.products:
        materials = _materials(study, product)
        if not materials:
            known = [row.material for row in study.chain.materials]
            remedy = name_remedy(product, [*known, *study.words.forms])
            yield _problem(f"there is no material or form '{product}'", remedy)
        elif sent and not set(materials) & set(sent):
            said = f"no lane brings '{product}' home from '{stop.who}'"
            yield _problem(said, f"it sends {listed(sorted(sent))}")


def sellers(study: Study) -> dict[str, set[str]]:
    """Give the materials that lanes bring home, by region, whoever sends most of them first."""
    found: dict[str, set[str]] = {}
    for lane, _ in study.chain.lane_rows():
        if lane.leads_into(study.settings.home):
            found.setdefault(lane.origin, set()).add(lane.material)
    return dict(sorted(found.items(), key=lambda one: -len(one[1])))


def plants_at_home(study: Study) -> list[str]:
    """Plants at home, which may stand still, by name."""
    return [row.facility for row in study.chain.facilities if row.region == study.settings.home]


def _materials(study: Study, product: str) -> tuple[str, ...]:
    """The materials that are meant by the name of one, or of a form."""
    named = tuple(row.material for row in study.chain.materials if row.material == product)
    return named or tuple(row.material for row in study.chain.materials if row.form == product)
