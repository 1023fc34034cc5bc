"""One figure of a case that may be put otherwise: a field of a lever, or a fact."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from monazite.cases.case import Case
from monazite.cases.scales import scale_of
from monazite.core.errors import InvalidInput, Problem, Problems, name_remedy
from monazite.core.lever_fields import field_named
from monazite.core.money import MoneyAmount
from monazite.core.origin import Origin
from monazite.parameters import Parameters
from monazite.strategy import (
    STRATEGY_KINDS,
    WORLD_KINDS,
    Lever,
    Strategy,
    World,
    lever_from,
)
from monazite.strategy.levers.fields import bounds_of, unit_of
from monazite.strategy.months import months_since_year_zero, written_month
from monazite.study import Study, check_fits, range_of

Plan = TypeVar("Plan", Strategy, World)

ABOVE = 1e-6
"""How far above a bound that is not allowed itself a figure is tried."""

WIDER = 4.0
"""How many times its value a figure without an upper bound is tried at."""


@dataclass(frozen=True)
class Figure:
    """A figure with the value a case gives it, and the range in which it is looked at.

    Months are counted from the year zero, so that a figure is a number whatever it stands for.
    """

    name: str
    """As it is asked for: `lever.field`, or the id of a fact."""
    title: str
    unit: str
    value: float
    low: float
    high: float
    kind: Literal["number", "money", "month", "fact"]
    part: Literal["strategy", "world", "fact"]
    place: int = 0
    """Which lever of its plan."""
    field: str = ""
    """As the file writes it."""
    counted: bool = False
    """Whether it is a count, such as of months, which no part of one can be added to."""
    range_why: str = ""
    """Why it is looked at up to `high`, where it is stated as nothing and has no upper bound."""

    @property
    def whole(self) -> bool:
        """Whether only whole numbers make sense."""
        return self.kind == "month" or self.counted

    @property
    def unit_beside(self) -> str:
        """The unit that stands beside a value; blank for a month and for a plain number."""
        return "" if self.kind == "month" or self.unit == "1" else self.unit

    def said(self, value: float) -> Any:
        """Write a value as a file has it."""
        if self.kind == "month":
            return written_month(int(value))
        return round(value) if self.counted else value


def figure_of(study: Study, parameters: Parameters, case: Case, name: str) -> Figure:
    """Find the figure that goes by a name in a case.

    What is stated as nothing and has no upper bound is looked at up to what is large at home, which
    `parameters` of the study tell. A lever is named by its title or its kind, a dot and the field;
    a fact by its id or quantity.
    Raises InvalidInput for a name that is not there, or a field that is no figure.
    """
    named = field_named(name)
    if named is not None:
        lever, field = named
        parts: tuple[tuple[Literal["strategy", "world"], tuple[Lever, ...]], ...] = (
            ("strategy", case.strategy.levers),
            ("world", case.world.levers),
        )
        for part, levers in parts:
            place = _place(levers, lever)
            if place is not None:
                return _of_lever(study, parameters, name, levers[place], part, place, field)
    if named is not None and ":" not in named[0]:
        known = [one.title or one.kind for one in (*case.strategy.levers, *case.world.levers)]
        raise InvalidInput(
            Problem(
                field="figure",
                message=f"neither '{case.strategy.name}' nor '{case.world.name}' has one lever "
                f"that goes by '{named[0]}'",
                remedy=name_remedy(named[0], known),
            )
        )
    choice = study.evidence.quantity(name)
    low, high = range_of(study, choice)
    fact = choice.chosen
    value = dict(case.facts).get(fact.fact_id, choice.value)
    return Figure(
        name=fact.fact_id,
        title=fact.fact_id,
        unit=fact.unit,
        value=value,
        low=min(low, value),
        high=max(high, value),
        kind="fact",
        part="fact",
    )


def with_figure(study: Study, case: Case, figure: Figure, value: float) -> Case:
    """Give the case with a figure at another value; raises InvalidInput where it is refused."""
    if figure.part == "fact":
        return case.with_facts({figure.name: value}, f"What if: {figure.title} otherwise")
    if figure.part == "world":
        world = _changed(case.world, figure, value)
        check_fits(study, world)
        return replace(case, world=world)
    strategy = _changed(case.strategy, figure, value)
    check_fits(study, strategy)
    return case.with_strategy(strategy)


def _changed(plan: Plan, figure: Figure, value: float) -> Plan:
    old = plan.levers[figure.place]
    said = figure.said(value)
    if figure.kind == "money":
        said = str(next(_amounts(old, figure.field)).of(value))
    problems = Problems()
    new = lever_from(
        {**old.as_data(), figure.field: said},
        old.origin if old.file else Origin(plan.name),
        problems,
        kinds=WORLD_KINDS if isinstance(plan, World) else STRATEGY_KINDS,
    )
    problems.raise_if_any()
    levers = (*plan.levers[: figure.place], new, *plan.levers[figure.place + 1 :])
    return plan.model_copy(update={"levers": levers})


def _place(levers: tuple[Lever, ...], name: str) -> int | None:
    """The lever that goes by a title, or by a kind of which there is one."""
    for found in (
        [at for at, lever in enumerate(levers) if lever.title == name],
        [at for at, lever in enumerate(levers) if lever.kind == name],
    ):
        if len(found) == 1:
            return found[0]
    return None


def _of_lever(
    study: Study,
    parameters: Parameters,
    name: str,
    lever: Lever,
    part: Literal["strategy", "world"],
    place: int,
    field: str,
) -> Figure:
    named = {
        written: inner
        for inner, about in type(lever).model_fields.items()
        for written in (inner, about.alias or inner)
    }
    inner = named.get(field)
    value = getattr(lever, inner) if inner is not None else None
    title = f"{lever.title or lever.kind}, {field.replace('_', ' ')}"
    if inner in lever.dates and isinstance(value, str):
        month, years = float(months_since_year_zero(value)), study.settings.horizon
        first, last = 12.0 * years.first, 12.0 * years.last + 11.0
        return Figure(name, title, "month", month, first, last, "month", part, place, field)
    if isinstance(value, MoneyAmount):
        high, why = _most(study, parameters, value.number, value)
        fall = min(0.0, WIDER * value.number)
        return Figure(
            name, title, value.unit, value.number, fall, high,
            "money", part, place, field, range_why=why,
        )  # fmt: skip
    if isinstance(value, int | float) and not isinstance(value, bool):
        low, most, open_below = bounds_of(type(lever), str(inner))
        low = low + ABOVE if low is not None and open_below else low
        unit = unit_of(type(lever), str(inner))
        why = ""
        if most is None:
            most, why = _most(study, parameters, float(value), unit)
        low = min(0.0, float(value)) if low is None else low
        return Figure(
            name, title, unit or "1", float(value), low, most, "number", part, place, field,
            counted=isinstance(value, int), range_why=why,
        )  # fmt: skip
    figures = _fields_of(lever)
    raise InvalidInput(
        Problem(
            field=f"figure.{field}",
            message=f"'{field}' of '{lever.title or lever.kind}' is no figure that stands there",
            remedy=f"choose one of: {', '.join(figures)}",
        )
    )


def _most(
    study: Study, parameters: Parameters, value: float, of: str | MoneyAmount
) -> tuple[float, str]:
    """The most a figure without an upper bound is tried at, and why where it stands as nothing."""
    if value:
        return WIDER * max(value, 0.0), ""
    scale = scale_of(study, parameters)
    return scale.most_of(of, study) if isinstance(of, MoneyAmount) else scale.most(of)


def figures_of(
    study: Study,
    parameters: Parameters,
    part: Literal["strategy", "world"],
    place: int,
    lever: Lever,
) -> tuple[Figure, ...]:
    """List every figure of a lever, which stands at a place in its plan."""
    title = lever.title or lever.kind
    return tuple(
        _of_lever(study, parameters, f"{title}.{field}", lever, part, place, field)
        for field in _fields_of(lever)
    )


def _fields_of(lever: Lever) -> list[str]:
    """Fields of a lever that hold a figure, as a file writes them."""
    return sorted(
        about.alias or inner
        for inner, about in type(lever).model_fields.items()
        for value in [getattr(lever, inner)]
        if (isinstance(value, int | float | MoneyAmount) and not isinstance(value, bool))
        or (inner in lever.dates and isinstance(value, str))
    )


def _amounts(lever: Lever, field: str) -> Any:
    """The amount of money a field holds."""
    for inner, about in type(lever).model_fields.items():
        if field in (inner, about.alias):
            yield getattr(lever, inner)
