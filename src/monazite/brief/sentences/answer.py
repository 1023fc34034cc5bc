"""Answers a study's question in a few sentences, from numbers alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from monazite.brief.sentences.bottlenecks import GAINS, says_what_holds
from monazite.brief.sentences.holding_back import OnTop, says_of_limits, what_limits_bring
from monazite.brief.sentences.losses import Between, says_in_all, says_of_replacing
from monazite.brief.sentences.money import more_or_less, spends
from monazite.brief.sentences.worlds import says_what_stops_take
from monazite.core.keys import key_named
from monazite.core.numerals import SHOWS, amount, in_all, percent, points, ranged
from monazite.core.wording import listed, lowered, place_named, raised
from monazite.findings.bottlenecks import EasedBottleneck
from monazite.findings.comparison import StopYear
from monazite.findings.evidence import Answers, UncertainInputEffect, hinge, range_of, widest
from monazite.findings.indicators import (
    as_headlines_write,
    compute,
    measure_and_subject,
    over_time,
    spelled_out,
    title_of,
    unit_of,
)
from monazite.findings.money import losses, outlay_until, partners_hit
from monazite.findings.solution import Solution, at, decision_years
from monazite.runs.plan.coin import amount_of, coin_of, public_money_of
from monazite.runs.plan.masses import mass_of_product, told_by

SELF_RELIANT, IN_PART = 0.9, 0.5
"""Shares of the product it needs from which home counts as self-reliant, or so in part."""

OUTLAY = "to_date.public_outlay"
"""What the treasury pays up to a year."""

UncertainInputs = Sequence[UncertainInputEffect]

NextBottlenecks = Sequence[EasedBottleneck]

Stops = Sequence[StopYear]

Told = tuple[str, Solution]
"""Title of a strategy, and its reading."""


def answer(
    solution: Solution,
    *,
    strategy: str,
    baseline: str,
    limited: Sequence[Told] = (),
    deliveries: Sequence[Told] = (),
    stops: Mapping[str, Mapping[str, Stops]] | None = None,
    uncertain_inputs: UncertainInputs = (),
    next_bottlenecks: NextBottlenecks = (),
    between: Mapping[tuple[str, str], Between] | None = None,
    loose: Collection[tuple[str, int]] = (),
    kept: Answers | None = None,
    on_top: OnTop | None = None,
) -> list[str]:
    """Answer in three to six sentences, each of which names its strategy.

    How self-reliant home becomes under a strategy, what limits on exports do, what a stop abroad
    takes away, what holds home back and which bottleneck is next, what it costs and who loses, and
    which doubt decides most. `limited` are strategies with limits on exports, `deliveries` the
    strategy by title of the worlds that differ in delivery alone, its own first, `stops` years of
    stops by world and strategy, `uncertain_inputs` what each doubt does, `next_bottlenecks` what
    stands in the way of the strategy, `between` the ends a partner's loss lies between, by
    strategy and region, `loose` the indicators and years of the strategy that are not determined,
    of which sentences say so, and `on_top` the strategy with limits on exports that it lacks.
    Ranges take in what the `kept` verdicts say of where else pools may begin; what was not asked is
    left out.
    """
    sentences = [
        _reach(solution, strategy, baseline, deliveries, _Ranges(uncertain_inputs, loose, kept)),
        says_of_limits(limited, strategy, decision_years(solution), on_top),
        says_what_stops_take(stops or {}, baseline, strategy, mass_of_product(solution)),
        _holds_back(solution, strategy, next_bottlenecks),
        _price(solution, [(strategy, solution), *limited], baseline, between or {}, loose),
        _decides(solution, uncertain_inputs),
    ]
    return [sentence for sentence in sentences if sentence]


def headline(solution: Solution) -> str:
    """The finding in a phrase: how much of the product home makes in the decision year."""
    near = decision_years(solution)[0]
    if (key := solution.study.settings.headline) is not None:
        return f"{_figure(solution, key, near)} of {spoken(solution, key)} in {near}"
    return (
        f"{raised(solution.study.home_said)} makes {_made(solution, near)} of the "
        f"{_goods(solution)} its users want in {near}"
    )


def finding(
    solution: Solution,
    strategy: str,
    limited: Sequence[Told],
    between: Mapping[int, tuple[float, float]] | None = None,
    on_top: OnTop | None = None,
) -> str:
    """The finding as a title: what limits on exports bring, and how much home makes.

    `between` are the least and the most of years whose share is not determined, and `on_top` is the
    strategy with limits that it does not have itself.
    """
    near, far = decision_years(solution)
    spans = between or {}
    shares = [
        ranged(_made(solution, year), *map(percent, spans[year]))
        if year in spans
        else _made(solution, year)
        for year in (near, far)
    ]
    made = (
        f"“{strategy}”: {solution.study.home_said} makes {shares[0]} of the {_goods(solution)} "
        f"its users want in {near}, {shares[1]} in {far}"
    )
    if (key := solution.study.settings.headline) is not None:
        made = (
            f"“{strategy}”: {spoken(solution, key)} is "
            f"{_figure(solution, key, near)} in {near}, {_figure(solution, key, far)} in {far}"
        )
    bring = what_limits_bring(solution, limited, on_top)
    return f"{bring}; {made}" if bring else made


def _made(solution: Solution, year: int) -> str:
    return percent(at(solution, compute(solution, "self_sufficiency"), year))


def _goods(solution: Solution) -> str:
    """What the study calls tonnes of its product."""
    return solution.study.words.product.plural


@dataclass(frozen=True)
class _Ranges:
    """What shares come to otherwise: doubts, what is not determined, and what is kept of it."""

    uncertain_inputs: UncertainInputs
    loose: Collection[tuple[str, int]]
    kept: Answers | None

    def told(self, solution: Solution, key: str, year: int) -> str:
        """Write a share with its range, and whether it is not determined."""
        central = percent(at(solution, compute(solution, key), year))
        doubts = [row for row in self.uncertain_inputs if row.year == year]
        found = range_of(doubts, key, self.kept)
        text = ranged(central, *map(percent, found)) if found else central
        if (key, year) not in self.loose:
            return text
        if text.endswith(")"):
            return f"{text[:-1]}, not determined)"
        return f"{text} (not determined)"


def _reach(
    solution: Solution,
    strategy: str,
    baseline: str,
    deliveries: Sequence[Told],
    ranges: _Ranges,
) -> str:
    near, far = decision_years(solution)
    if solution.study.settings.headline is not None:
        return _comes_to(solution, strategy, baseline, solution.study.settings.headline)
    key = as_headlines_write(solution, "self_sufficiency")
    own_ore = "self_sufficiency.chain"
    goods = _goods(solution)
    share = compute(solution, key)
    verdict = _verdict(at(solution, share, far))
    world = f" in “{deliveries[0][0]}”" if len(deliveries) > 1 else ""
    text = (
        f"Under “{strategy}” {solution.study.home_said} {verdict} in {goods} by {far}: it makes "
        f"{ranges.told(solution, key, near)} of the {goods} its users "
        f"want in {near} and "
        f"{ranges.told(solution, key, far)} in {far}{world}"
    )
    if solution.baseline_solution is not None:
        before = compute(solution.baseline_solution, key)
        gaps = [at(solution, share, year) - at(solution, before, year) for year in (near, far)]
        text += (
            f" (percentage points against “{baseline}”: {points(gaps[0])} and {points(gaps[1])})"
        )
    for title, other in deliveries[1:]:
        words = _verdict(at(other, compute(other, key), far))
        text += f", {_made(other, near)} and {_made(other, far)} in “{title}”"
        text += f", where it {words}" if words != verdict else ""
    return text + (
        ". The part made from home ore is "
        f"{ranges.told(solution, own_ore, near)} and "
        f"{ranges.told(solution, own_ore, far)} of what users want{world}."
    )


def _comes_to(solution: Solution, strategy: str, baseline: str, key: str) -> str:
    """What the indicator a study is about comes to, with and without the strategy."""
    near, far = decision_years(solution)
    text = (
        f"Under “{strategy}” {spoken(solution, key)} is "
        f"{_figure(solution, key, near)} in {near} and {_figure(solution, key, far)} in {far}"
    )
    before = solution.baseline_solution
    if before is not None:
        text += (
            f"; under “{baseline}” it is {_figure(before, key, near)} and "
            f"{_figure(before, key, far)}"
        )
    return f"{text}."


def spoken(solution: Solution, key: str) -> str:
    """An indicator inside a sentence: what it measures, of what."""
    measure, subject = measure_and_subject(solution, key)
    if not subject or over_time(key_named(key).indicator):
        return lowered(title_of(solution, key))
    return f"{lowered(measure)} of {lowered(subject)}"


def _figure(solution: Solution, key: str, year: int) -> str:
    series, unit = told_by(solution).told(solution, key)
    return amount(at(solution, series, year), unit)


def _verdict(share: float) -> str:
    if share >= SELF_RELIANT:
        return "becomes self-reliant"
    return "becomes self-reliant in part" if share >= IN_PART else "does not become self-reliant"


def called(solution: Solution, key: str) -> str:
    """What sentences call an indicator whose bottlenecks are told; its title else."""
    goods = _goods(solution)
    known = {
        "self_sufficiency.chain": f"the share of {goods} made from home ore",
        spelled_out(solution.study, "self_sufficiency"): f"the share of {goods} made at home",
    }
    return known.get(spelled_out(solution.study, key)) or spoken(solution, key)


def _holds_back(solution: Solution, strategy: str, next_bottlenecks: NextBottlenecks) -> str:
    near = decision_years(solution)[0]
    text = says_what_holds(solution, strategy, near, brief=True)
    first = next((row for row in next_bottlenecks if row.year == near), None)
    if first is None or abs(first.gain) < GAINS:
        return text
    key = first.indicator
    return (
        f"{text[:-1]}; without its first bottleneck {called(solution, key)} would be "
        f"{percent(first.after)} instead of {percent(first.before)}."
    )


def _price(
    solution: Solution,
    told: Sequence[Told],
    baseline: str,
    between: Mapping[tuple[str, str], Between],
    loose: Collection[tuple[str, int]],
) -> str:
    near, far = decision_years(solution)
    (strategy, _), *others = told
    paid = {title: _outlays(one, (near, far)) for title, one in told}
    text = f"Under “{strategy}” the treasury pays {paid[strategy]}"
    unsure = [str(year) for year in (near, far) if (OUTLAY, year) in loose]
    if unsure:
        text += f", not determined in {listed(unsure)}"
    rest = [f"“{title}”: {paid[title]}" for title, _ in others if title != strategy]
    text += f" ({'; '.join(rest)})" if rest else ""
    before = solution.baseline_solution
    if before is not None:
        cost, usual = (at(one, compute(one, "home_cost"), near) for one in (solution, before))
        text += (
            f"; home {spends(cost, coin_of(solution))} at border prices in {near}, "
            f"{more_or_less(cost - usual, cost, coin_of(solution))} under “{baseline}”"
        )
    coin = coin_of(solution)
    for region in partners_hit([one for _, one in told])[:1]:
        found = {title: losses(one, region, [near]) for title, one in told}
        title, rows = max(
            ((title, rows) for title, rows in found.items() if rows),
            key=lambda entry: (entry[1][0].tonnes, entry[1][0].mean),
        )
        name = place_named(solution.parameters.titles.get(region, region))
        row = rows[0]
        ends = between.get((title, region), {}).get(near, (0.0, 0.0))
        text += (
            f". Under “{title}” {name} gets goods worth {coin.said(row.trade)} a year less from "
            f"{solution.study.home_said} around {near}; "
            f"{says_of_replacing(row.mean_replacing, row.trade, coin_of(solution))}; "
            f"{says_in_all(row, coin_of(solution), *ends)}"
        )
    return f"{text}."


def _outlays(solution: Solution, years: Sequence[int]) -> str:
    """What the treasury pays up to each of some years, in words."""
    paid = [sum(outlay_until(solution, year).values()) for year in years]
    if max(paid) < SHOWS:
        return "nothing"
    rate, name = public_money_of(solution)
    return listed(
        [f"{in_all(rate * one, name)} up to {year}" for one, year in zip(paid, years, strict=True)]
    )


def _decides(solution: Solution, uncertain_inputs: UncertainInputs) -> str:
    key = as_headlines_write(solution, "self_sufficiency")
    told = solution.study.settings.headline
    found = (
        widest([one for one in uncertain_inputs if one.year == year], told or key)
        for year in reversed(decision_years(solution))
    )
    row = next((one for one in found if one is not None), None)
    if row is None:
        return "How far facts in doubt would move these figures was not worked out."
    ends = [end for end in (row.at_low, row.at_high) if end is not None]
    unit = unit_of(solution, told or key)
    low, high = (
        amount_of(solution, end, unit, told) if told is not None else percent(end)
        for end in (min(ends), max(ends))
    )
    text = (
        f"The doubt that moves the figure for {row.year} most is "
        f"“{lowered(str(row.title))}”: it alone takes it from {low} to {high}."
    )
    if hinge([row], row.indicator) is None:
        return text
    return f"{text} Its evidence is thin, and the figure hinges on it."
