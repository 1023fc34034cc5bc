"""Answers a study's question in a few sentences, from numbers alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from monazite.findings.holding import says_walls, says_what_holds
from monazite.findings.indicators import compute
from monazite.findings.limits import conserved, first_year_of_gain, in_words, shares_of
from monazite.findings.payments import losses, lost, outlay_until, partners_hit
from monazite.findings.ranges import range_of, widest
from monazite.findings.reading import Reading
from monazite.findings.saying import (
    at,
    crore,
    dollars,
    listed,
    lowered,
    percent,
    points,
    ranged,
    tonnes,
)

DECISION_YEARS = (2030, 2035)
"""Years sentences speak of when a study reports them; else its middle and last year."""

SELF_RELIANT, IN_PART = 0.9, 0.5
"""Shares of the magnets it needs from which home counts as self-reliant, or so in part."""

Rows = Sequence[Mapping[str, Any]]
Told = tuple[str, Reading]
"""Title of a strategy, and its reading."""


def decision_years(reading: Reading) -> tuple[int, int]:
    """The two years an answer speaks of."""
    first, last = DECISION_YEARS
    if first in reading.years and last in reading.years:
        return first, last
    return reading.years[len(reading.years) // 2], reading.years[-1]


def answer(
    reading: Reading,
    *,
    strategy: str,
    baseline: str,
    limited: Sequence[Told] = (),
    doubts: Rows = (),
    walls: Rows = (),
) -> list[str]:
    """Answer in three to five sentences.

    How self-reliant home becomes under a strategy, what limits on exports do, what holds home back
    and which wall is next, what it costs and who loses, and which doubt decides most. `limited`
    are strategies with limits on exports, `doubts` rows of `sensitivity_rows` and `walls` rows of
    `wall_rows` for the strategy; what was not asked is left out.
    """
    sentences = [
        _reach(reading, strategy, baseline, doubts),
        _limits(limited, decision_years(reading)[0]),
        _holds_back(reading, walls),
        _price(reading, [(strategy, reading), *limited], baseline),
        _decides(reading, doubts),
    ]
    return [sentence for sentence in sentences if sentence]


def headline(reading: Reading) -> str:
    """The finding in a phrase: how much of its magnets home makes in the decision year."""
    near = decision_years(reading)[0]
    share = compute(reading, "self_sufficiency.magnet")
    made = percent(at(reading, share, near))
    return f"{_home(reading)} makes {made} of the magnets it needs in {near}"


def finding(reading: Reading, strategy: str, limited: Sequence[Told]) -> str:
    """The finding as a title: what limits on exports bring, and how much home makes."""
    told = [one for _, one in limited if one.without_limits is not None]
    if told and all(first_year_of_gain(one) is None for one in told):
        return f"Holding back exports brings no magnets; “{strategy}”: {headline(reading)}"
    return f"{strategy}: {headline(reading)}"


def _reach(reading: Reading, strategy: str, baseline: str, doubts: Rows) -> str:
    near, far = decision_years(reading)
    share = compute(reading, "self_sufficiency.magnet")
    own = compute(reading, "self_sufficiency.chain")
    text = (
        f"{_home(reading)} {_verdict(at(reading, share, far))} in magnets by {far}: under "
        f"“{strategy}” it makes {_with_range(reading, 'self_sufficiency.magnet', near, doubts)} of "
        f"those it needs in {near} and {percent(at(reading, share, far))} in {far}"
    )
    if reading.baseline is not None:
        before = compute(Reading(reading.study, reading.baseline), "self_sufficiency.magnet")
        gaps = [at(reading, share, year) - at(reading, before, year) for year in (near, far)]
        text += f", {points(gaps[0])} and {points(gaps[1])} percentage points against “{baseline}”"
    return text + (
        f"; counted back to home ore it is "
        f"{_with_range(reading, 'self_sufficiency.chain', near, doubts)} and "
        f"{percent(at(reading, own, far))}."
    )


def _verdict(share: float) -> str:
    if share >= SELF_RELIANT:
        return "becomes self-reliant"
    return "becomes self-reliant in part" if share >= IN_PART else "does not become self-reliant"


def _with_range(reading: Reading, key: str, year: int, doubts: Rows) -> str:
    central = percent(at(reading, compute(reading, key), year))
    found = range_of([row for row in doubts if row["year"] == year], key)
    return ranged(central, *map(percent, found)) if found else central


def _limits(limited: Sequence[Told], year: int) -> str:
    """What limits on exports bring in magnets, and where what they keep is."""
    told = [(title, one) for title, one in limited if one.without_limits is not None]
    if not told:
        return ""
    firsts = [(title, one, first_year_of_gain(one)) for title, one in told]
    idle = [f"“{title}”" for title, _, first in firsts if first is None]
    parts = []
    if idle:
        parts.append(f"Holding back exports brings no magnet in any year under {listed(idle)}")
    for title, one, first in firsts:
        if first is not None:
            other = Reading(one.study, one.without_limits)  # type: ignore[arg-type]
            gain = at(one, compute(one, "output.magnet") - compute(other, "output.magnet"), year)
            words = f"{tonnes(gain, signed=True)} in {year}"
            lead = "under" if parts else "Holding back exports first brings magnets under"
            parts.append(
                f"{lead} “{title}” "
                + (f"it first does in {first}" if parts else f"in {first}")
                + f" ({words})"
            )
    title, one = max(told, key=lambda entry: conserved(entry[1], year).get("conserved", 0.0))
    totals = conserved(one, year)
    whole = totals.get("conserved", 0.0)
    group = one.labels.tracked_group
    if whole >= 1.0:
        fate, share = next(iter(shares_of(totals).items()))
        parts.append(
            f"of the {tonnes(whole, f'{group} oxide')} that “{title}” keeps from abroad by {year}, "
            f"{percent(share)} is {in_words(fate)}"
        )
    return "; ".join(parts) + "."


def _holds_back(reading: Reading, walls: Rows) -> str:
    near = decision_years(reading)[0]
    text = says_what_holds(reading, near, brief=True)
    here = [row for row in walls if row["year"] == near]
    keys = dict.fromkeys(str(row["indicator"]) for row in here)
    for key in list(keys)[:1]:
        name = {
            "self_sufficiency.chain": "the share of magnets from home ore",
            "self_sufficiency.magnet": "the share of magnets made at home",
        }.get(key, key)
        text += " " + says_walls([row for row in here if row["indicator"] == key], name)
    return text


def _price(reading: Reading, told: Sequence[Told], baseline: str) -> str:
    near = decision_years(reading)[0]
    outlay = sum(outlay_until(reading, near).values())
    parts = [f"to {near} the treasury pays {crore(outlay)}"]
    if reading.baseline is not None:
        before = Reading(reading.study, reading.baseline)
        cost, usual = (at(one, compute(one, "home_cost"), near) for one in (reading, before))
        parts.append(
            f"in {near} home spends {dollars(cost)} at border prices, "
            f"{dollars(cost - usual, signed=True)} against “{baseline}”"
        )
    for region in partners_hit([one for _, one in told])[:1]:
        found = {title: losses(one, region, [near]) for title, one in told}
        title, rows = max(
            ((title, rows) for title, rows in found.items() if rows),
            key=lambda entry: (float(str(entry[1][0]["tonnes"])), float(str(entry[1][0]["mean"]))),
        )
        name = reading.parameters.titles.get(region, region)
        row = {key: float(str(rows[0][key])) for key in ("trade", "replacing", "mean", "share")}
        parts.append(
            f"under “{title}” {name} goes without goods from home worth {dollars(row['trade'])} in "
            f"{near}; replacing them costs it {dollars(row['replacing'])} more, and with what "
            f"prices do to all else it {lost(row['mean'])} a year in the mean of three years, "
            f"{percent(abs(row['share']))} of its bill for these goods"
        )
    text = "; ".join(parts) + "."
    return text[0].upper() + text[1:]


def _decides(reading: Reading, doubts: Rows) -> str:
    near = decision_years(reading)[0]
    row = widest([row for row in doubts if row["year"] == near], "self_sufficiency.magnet")
    if row is None:
        return "How far facts in doubt would move these figures was not worked out."
    ends = [float(row[name]) for name in ("at_low", "at_high") if row[name] is not None]
    return (
        f"What decides most of the figure for {near} is a doubt, "
        f"“{lowered(str(row['title']))}”: it alone takes it from {percent(min(ends))} to "
        f"{percent(max(ends))}."
    )


def _home(reading: Reading) -> str:
    return reading.parameters.titles.get(reading.home, reading.home)
