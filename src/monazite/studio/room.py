"""A study as the studio holds it in a process with a solver: its handle, its levers, its runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from monazite.api import KnownFact, Proposal, StudyHandle, load
from monazite.brief.changed import changes, facts_changed
from monazite.cases import Case
from monazite.charts.registry import cards
from monazite.charts.worldmap import Ground
from monazite.core.errors import InvalidInput, check_name
from monazite.core.kept import Kept
from monazite.core.wording import raised
from monazite.findings.account import Contained
from monazite.findings.comparison import Telling, bases, moneys
from monazite.findings.indicators import entry_of, title_of, unit_of
from monazite.findings.solution import decision_years
from monazite.runs.run import Run
from monazite.strategy import Strategy, World
from monazite.studio.catalogue import Catalogue
from monazite.studio.events import with_events
from monazite.studio.state import SCREENS, Defaults, State
from monazite.studio.study_told import (
    FormView,
    HeadlineKey,
    Named,
    PlanView,
    StudyView,
    Switch,
    WorldView,
)
from monazite.study import Study, with_values

__all__ = ["REASON", "Room"]

REASON = "put otherwise in the studio"
_VALUES = 64
"""Sets of values of facts, and worlds with events of a file, that are known to be possible."""
MASS, MONEY = "Tonnes as given", "Money as given"


class Room:
    """A study with its solver, and what the studio asks of it."""

    def __init__(self, study: str | Path, ground: Ground | None = None) -> None:
        self.handle: StudyHandle = load(study)
        self.ground = ground
        self._values: Kept[frozenset[tuple[str, float]], bool] = Kept(_VALUES)
        self._worlds: Kept[tuple[str, str], World] = Kept(_VALUES)

    @property
    def study(self) -> Study:
        """The study as its files say."""
        return self.handle.study

    @cached_property
    def catalogue(self) -> Catalogue:
        """The levers of all strategies."""
        return Catalogue(self.study)

    @cached_property
    def defaults(self) -> Defaults:
        """What the study chooses where a visitor has not."""
        settings = self.study.settings
        return Defaults(
            study=self.study.name,
            base=settings.subject or settings.baseline,
            world=settings.world,
            ghost=settings.baseline,
            year=self.decision_years[0],
        )

    @cached_property
    def known_facts(self) -> dict[str, KnownFact]:
        """All facts with what is known of them, by id."""
        return {one.fact_id: one for one in self.handle.records.facts()}

    @cached_property
    def used_in(self) -> dict[str, list[str]]:
        """Cells of the study that rest on a fact: of what they are and where, by its id."""
        _ = self.handle.parameters  # which facts cells rest on is known once they are gathered
        found: dict[str, dict[str, None]] = {}
        for (file, line, column, _), quantity in self.study.numbers.resolved_cells().items():
            for fact in quantity.facts:
                of, place, told = (
                    self._of_row(file, line),
                    f"{file}:{line}",
                    column.replace("_", " "),
                )
                cell = f"{of}: {told} ({place})" if of else f"{place} {told}"
                found.setdefault(fact, {})[cell] = None
        return {fact: list(cells) for fact, cells in found.items()}

    def _of_row(self, file: str, line: int) -> str:
        """The first thing with a title that a row of the chain names; blank where there is none."""
        row, titles = self.study.chain.by_line.get((file, line)), self.study.titles
        named = () if row is None else row.model_dump().values()
        return next((titles[one] for one in named if isinstance(one, str) and one in titles), "")

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that are reported."""
        return self.handle.run(self.handle.baseline).solution.years

    @cached_property
    def decision_years(self) -> tuple[int, ...]:
        """The years a strategy is judged by."""
        return tuple(decision_years(self.handle.run(self.handle.baseline).solution))

    @cached_property
    def grades(self) -> dict[str, int]:
        """How many facts there are of each grade."""
        return dict(
            sorted(Counter(one.grade for one in self.study.evidence.facts.values()).items())
        )

    @cached_property
    def foot(self) -> str:
        """The data a study holds in a line: their hash, how many facts, how firm they are."""
        count = sum(self.grades.values()) or 1
        shares = ", ".join(
            f"{one} {100 * of / count:.0f}\u00a0%" for one, of in self.grades.items()
        )
        return f"Data {self.study.data_hash[:12]} · {sum(self.grades.values()):,} facts · {shares}"

    def view(self) -> StudyView:
        """Everything a page needs before any lever is moved."""
        study, settings = self.study, self.study.settings
        base = self.handle.run(self.handle.baseline)
        keys = dict.fromkeys((*settings.front_indicators, *settings.headlines))
        home = raised(study.home_said)
        return StudyView(
            name=study.name,
            title=settings.title,
            question=settings.question or "",
            home=home,
            world_note=f"{home} does not choose these. A change moves the strategy and what it is "
            "held against alike.",
            product=study.words.product.plural,
            data_hash=study.data_hash,
            facts=len(study.evidence.facts),
            grades=self.grades,
            baseline=settings.baseline,
            defaults=self.defaults,
            years=list(self.years),
            decision_years=list(dict.fromkeys(self.decision_years)),
            strategies=[
                PlanView(
                    name=name,
                    title=one.title,
                    why=one.why or "",
                    levers=self.catalogue.levers_of(name),
                )
                for name in self.catalogue.strategies
                for one in (study.strategies[name],)
            ],
            worlds=[self._world(one) for one in study.worlds.values()],
            levers=list(self.catalogue.views.values()),
            indicators=[
                HeadlineKey(
                    key=key,
                    title=title_of(base.solution, key),
                    unit=unit_of(base.solution, key),
                    better=entry_of(key).better,
                )
                for key in keys
            ],
            forms=self.forms,
            switches=self.switches,
            cards={screen: cards(screen) for screen in SCREENS},
        )

    @property
    def forms(self) -> list[FormView]:
        """Forms of the material for a list to choose from."""
        product = self.study.words.product.form
        return [
            FormView(name=one.form, title=raised(one.plural), product=one.form == product)
            for one in self.study.words.forms.values()
        ]

    @cached_property
    def bases(self) -> Mapping[str, Contained]:
        """What mass may be told as, by name."""
        return bases(self.study)

    def telling(self, state: State) -> Telling:
        """How figures of a state are told."""
        return Telling(state.money, self.bases.get(state.basis))

    @cached_property
    def switches(self) -> list[Switch]:
        """Whatever figures may be told in, each with a way to leave it as it stands."""
        money = [Named(name=one, title=f"All in {one}") for one in moneys(self.study)]
        mass = [
            Named(name=name, title=f"Contained {one.title}, t {one.basis}")
            for name, one in self.bases.items()
        ]
        both = (
            Switch(name="basis", title="Basis", options=[Named(name="", title=MASS), *mass]),
            Switch(name="money", title="Money", options=[Named(name="", title=MONEY), *money]),
        )
        return [one for one in both if len(one.options) > 1]

    def _world(self, world: World) -> WorldView:
        return WorldView(
            name=world.name,
            title=world.title,
            why=world.why or "",
            events=[lever.title or lever.kind.replace("_", " ") for lever in world.levers],
            shock_years=list(self.handle.shock_years(world.name)),
        )

    def understood(self, state: State) -> tuple[State, list[str]]:
        """Leave out what the study does not know, with a sentence on each part left out.

        Raises InvalidInput for a fact at a value no study can have.
        """
        ignored: list[str] = []
        filled = self.defaults.fill(state)
        given: dict[str, Any] = {}
        for name, known in (
            ("base", self.study.strategies),
            ("ghost", self.study.strategies),
            ("world", self.study.worlds),
        ):
            if (value := getattr(filled, name)) not in known:
                what = "world" if name == "world" else "strategy"
                ignored.append(f"Unknown {what} “{value}” ignored.")
                given[name] = getattr(self.defaults, name)
        for name in ("off", "on"):
            given[name] = tuple(self._known(getattr(filled, name), ignored))
        given["set"] = {
            lever: fields
            for lever, fields in filled.set.items()
            if fields and self._known((lever,), ignored)
        }
        facts = self.study.evidence.facts
        given["facts"] = {name: value for name, value in filled.facts.items() if name in facts}
        ignored += [f"Unknown fact “{one}” ignored." for one in filled.facts if one not in facts]
        self._check_values(given["facts"])
        known = self.study.strategies
        given["compare"] = tuple(one for one in filled.compare if one in known)
        ignored += [
            f"Unknown strategy “{one}” ignored." for one in filled.compare if one not in known
        ]
        if filled.money and filled.money not in moneys(self.study):
            ignored.append(f"Unknown money “{filled.money}” ignored.")
            given["money"] = ""
        if filled.basis and filled.basis not in self.bases:
            ignored.append(f"Unknown basis “{filled.basis}” ignored.")
            given["basis"] = ""
        if filled.events:
            try:
                self.world(filled.model_copy(update=given))
            except InvalidInput as error:
                ignored.append(f"Events of a world ignored: {error.problems[0].message}.")
                given["events"] = ""
        given["year"] = min(max(filled.year, self.years[0]), self.years[-1])
        return filled.model_copy(update=given), ignored

    def _check_values(self, facts: Mapping[str, float]) -> None:
        """Refuse facts at values no study can have; what was tried of late is known."""
        values = frozenset(facts.items())
        if values and self._values.get(values) is None:
            with_values(self.study, facts, REASON, stated=True)
            self._values.put(values, True)

    def _known(self, names: tuple[str, ...], ignored: list[str]) -> list[str]:
        known = self.catalogue.entries
        ignored += [f"Unknown lever “{name}” ignored." for name in names if name not in known]
        return [name for name in names if name in known]

    def proposal(self, state: State) -> Proposal:
        """The strategy of a state; raises InvalidInput when a value is refused."""
        found = self.catalogue.proposal(state.base, state.off, state.on, state.set)
        title = " ".join(state.title.split())
        return found.named(found.name, title) if title else found

    def run(self, state: State) -> Run:
        """Solve a state; raises InvalidInput when a value of it is refused."""
        return self._solved(self.proposal(state).strategy, state)

    def ghost(self, state: State) -> Run:
        """Solve what a state is held against, in the same world with the same facts."""
        return self._solved(self.study.strategies[state.ghost], state)

    def baseline(self, state: State) -> Run:
        """Solve the baseline of the study in the same world with the same facts."""
        return self._solved(self.study.strategies[self.study.settings.baseline], state)

    def other(self, name: str, state: State) -> Run:
        """Solve another strategy of the study in the world of a state."""
        check_name("strategy", name, self.study.strategies)
        return self._solved(self.study.strategies[name], state)

    def _solved(self, strategy: Strategy, state: State) -> Run:
        case = Case(strategy, self.world(state))
        if state.facts:
            case = case.with_facts(state.facts, REASON)
        return self.handle.runs.run(case)  # what makes proposals has looked at each lever

    def world(self, state: State) -> World:
        """The world of a state, with the events of a file that was brought along."""
        key = (state.world, state.events)
        known = self._worlds.get(key)
        return known or self._worlds.put(key, with_events(self.study, *key))

    def differences(self, state: State, own: Strategy) -> list[str]:
        """How a state, and the own strategy of it, differs from what it began from, in words."""
        study = self.study
        base = study.strategies[state.base]
        found = [one.phrase for one in changes(base, own, study.titles, study.settings.home)]
        if state.events:
            found.append(f"with the events of “{self.world(state).title}”")
        return found + facts_changed(study, state.facts)
