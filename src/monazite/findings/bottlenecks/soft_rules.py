"""Rules that may be broken at a price: how far they are, what the price is, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from monazite.core.edit import Edit
from monazite.core.labelled import Labelled
from monazite.core.money import PriceUnit
from monazite.core.records import Label, Record
from monazite.evidence import Quantity
from monazite.findings.evidence import inside, resting
from monazite.findings.solution import Solution, once_for_a_plan, title_of
from monazite.model import RULES, Rule
from monazite.parameters.relations import related
from monazite.parameters.remembering import watching
from monazite.parameters.sizes import TIERS

Table = npt.NDArray[np.float64]
Labels = Mapping[str, str | int]

NEAR = 2.0
"""Factor between the price of a rule and what keeping it costs below which the price decides."""

BROKEN = 1e-6
"""Share of what is due from which a missing tonne counts."""


@dataclass(frozen=True)
class Strain(Label):
    """How a soft rule stands where its price decides, and why; both blank where it is well kept."""

    state: str = ""
    why: str = ""

    @property
    def name(self) -> str:
        """Both in words."""
        return f"{self.state}: {self.why}" if self.why else self.state


@dataclass(frozen=True)
class SoftRule(Record):
    """One soft rule in one year.

    `due` and `missing` are tonnes a year (tonnes for a stock), `price` is what each missing tonne
    costs by the rule and `alternative` what keeping the rule costs at the last tonne, money/t;
    it never exceeds the price, since from there on the rule is broken. `warning` says when the two
    are so near that the price, and not the study, decides.
    """

    rule: str
    subject: str
    title: str
    year: int
    due: float
    missing: float
    price: float
    alternative: float
    unit: PriceUnit
    ground: str
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    warning: Strain


@once_for_a_plan
def soft_rules(solution: Solution) -> tuple[SoftRule, ...]:
    """List every soft rule that asks for something, year by year.

    Whatever has a penalty in its record: bands around usual trade (abroad too, since they shape
    prices everywhere), what sellers owe their buyers in a crisis, reserves by tier, agreed
    deliveries, contracts, shares to be made at home, and largest shares of one origin.
    """
    return tuple(row for rule in RULES.values() for row in _rows(solution, rule))


def _rows(solution: Solution, rule: Rule) -> Iterator[SoftRule]:
    outcome, penalty = solution.outcome, rule.penalty
    dual = rule.dual(outcome)
    if penalty is None or dual is None:
        return
    watched = watching(solution.parameters)
    price = penalty.price(watched)
    over = [str(name) for name in dual.dims if name != "period"]
    due, missing, worth = (
        _aligned(array, dual, over, len(solution.years))
        for array in (penalty.due(outcome), penalty.missing(outcome), rule.dual_sign * dual)
    )
    known = [dual.coords[name].values.tolist() for name in over]
    price = price.sel({name: dual.coords[name] for name in over if name in price.dims})
    prices = price.broadcast_like(dual.isel(period=0)).transpose(*over).values
    for cell in np.argwhere((due > 1e-9).any(axis=-1) & (prices > 0)).tolist():
        at = tuple(cell)
        labels = {name: of[row] for name, of, row in zip(over, known, at, strict=True)}
        if not _asks(solution, rule, labels):
            continue
        each = float(prices[at])
        made = partial(
            _row,
            rule=rule.name,
            subject=str(labels[rule.subject]),
            title=_title(solution, rule, labels),
            price=each,
            unit=_unit(solution, labels),
            ground=_ground(solution, rule, labels, each, watched.seen),
        )
        for year, asked, short, alternative in zip(
            solution.years, due[at], missing[at], worth[at], strict=True
        ):
            if asked > 1e-9:
                yield made(year=year, due=asked, missing=short, alternative=alternative)


def _aligned(array: Labelled, like: Labelled, over: list[str], years: int) -> Table:
    """Give an array over the labels of rows and the reported years."""
    wanted = {name: like.coords[name].values for name in over}
    aligned = array.sel(wanted).transpose(*over, "period")
    return np.asarray(aligned.values)[..., :years]


def _asks(solution: Solution, rule: Rule, labels: Labels) -> bool:
    """Whether a row asks for something of its own: a tier adds to what those before it ask."""
    if "tier" not in labels:
        return True
    own = solution.parameters["stock_target"].sel({rule.subject: labels[rule.subject]})
    return bool((own.sel(tier=labels["tier"]) > 0).any())


def _row(
    *,
    rule: str,
    subject: str,
    title: str,
    price: float,
    unit: PriceUnit,
    ground: _Ground,
    year: int,
    due: float,
    missing: float,
    alternative: float,
) -> SoftRule:
    # of two rules that share what is missing, the one that holds nothing back is not broken
    broken = missing > BROKEN * max(due, 1.0) and alternative > BROKEN * price
    warning = Strain()
    if broken:
        warning = Strain("broken", "keeping it would cost more than its price")
    elif alternative * NEAR >= price:
        warning = Strain("kept, at a cost within a factor of two of its price")
    return SoftRule(
        rule=rule,
        subject=subject,
        title=title,
        year=year,
        due=float(due),
        missing=float(missing) if broken else 0.0,
        price=price,
        alternative=max(float(alternative), 0.0),
        unit=unit,
        ground=ground.text,
        facts=ground.facts,
        sources=ground.sources,
        warning=warning,
    )


@dataclass(frozen=True)
class _Ground:
    text: str
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def _title(solution: Solution, rule: Rule, labels: Labels) -> str:
    named = title_of(solution, rule.subject, str(labels[rule.subject]))
    if rule.subject == "store":
        material = solution.labels.node[str(labels["store"])].material
        named = f"Reserve of {solution.parameters.titles.get(material, material)}"
    if "origin" in labels:
        origin = str(labels["origin"])
        named = f"{named}: {solution.parameters.titles.get(origin, origin)}"
    if "tier" not in labels:
        return named
    return f"{named}, tier {TIERS[solution.labels.tiers.index(str(labels['tier']))]}"


def _unit(solution: Solution, labels: Labels) -> PriceUnit:
    basis = solution.labels.material_basis
    materials = _materials(solution, labels)
    return PriceUnit(solution.money, f"t {basis[materials[0]]}" if materials else "t")


def _materials(solution: Solution, labels: Labels) -> list[str]:
    return sorted(map(str, related(solution.parameters, labels).get("material", ())))


def _ground(
    solution: Solution, rule: Rule, labels: Labels, price: float, read: Iterable[str]
) -> _Ground:
    """What the price of a rule rests on: the levers that set it, else the facts below it.

    A price that nobody states is said as a multiple of the reference price of the material.
    """
    slices = related(solution.parameters, labels)
    stated, asked = _edits_behind(solution, rule, read)
    for some in (stated, asked if rule.subject == "agreement" else []):
        here = [edit for edit in some if inside(edit.where, slices)]
        if here:
            return _Ground(
                "; ".join(dict.fromkeys(edit.reason for edit in here)),
                (),
                tuple(dict.fromkeys(edit.source for edit in here if edit.source)),
            )
    text, quantities = _facts_below(solution, rule, labels, price, read)
    sources = [source for quantity in quantities for source in quantity.sources]
    sources += [edit.source for edit in asked if edit.source and inside(edit.where, slices)]
    return _Ground(
        text,
        tuple(dict.fromkeys(fact for quantity in quantities for fact in quantity.facts)),
        tuple(dict.fromkeys(sources)),
    )


def _edits_behind(
    solution: Solution, rule: Rule, read: Iterable[str]
) -> tuple[list[Edit], list[Edit]]:
    """What edited the numbers a price is made of, and what edited the rule itself."""
    parameters = solution.parameters
    stated = [entry.edit for name in sorted(read) for entry in parameters.edits_of(name)]
    asked = [
        entry.edit
        for name in solution.outcome.reads.get(rule.name, ())
        if rule.subject in parameters[name].dims
        for entry in parameters.edits_of(name)
    ]
    return stated, asked


def _facts_below(
    solution: Solution, rule: Rule, labels: Labels, price: float, read: Iterable[str]
) -> tuple[str, list[Quantity]]:
    """What a price is said to be, and the quantities it rests on, else those of the reference."""
    parameters, penalty = solution.parameters, rule.penalty
    assert penalty is not None
    slices = related(parameters, labels)
    quantities = [found for name in sorted(read) for found in resting(parameters, name, slices)]
    materials = _materials(solution, labels)
    if quantities or not materials:
        return penalty.why, quantities
    reference = parameters.at("price", materials[0])
    multiple = price / reference if reference > 0 else 0.0
    text = f"{multiple:g} times the reference price: {penalty.why}"
    return text, list(parameters.rests_on("price", (materials[0],)))
