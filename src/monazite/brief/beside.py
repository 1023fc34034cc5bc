"""Puts beside every row of a workbook's tables what its numbers rest on, how firmly, by whom.

The tables of a run folder stay as they are; these columns are for people with a spreadsheet, who
sort and cut and must not lose where a number is from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from monazite.core.vocabulary import grade_word
from monazite.findings.bottlenecks import MONEY, SUPPLY, Carrier, Carrying, carrying, in_turn
from monazite.findings.costs import PAID_BY
from monazite.findings.solution import decision_years
from monazite.report import BESIDE
from monazite.runs.run import Run
from monazite.strategy import Lever
from monazite.study import Study

Row = Mapping[str, Any]
Ask = Callable[[Carrying, Row], Iterable[Carrier]]

_MOST = 5
"""Facts and levers named beside a row that is about several plans."""


def with_sources(
    study: Study, runs: Sequence[Run], subject: str, tables: Mapping[str, pl.DataFrame]
) -> dict[str, pl.DataFrame]:
    """Give tables with the columns of `BESIDE`; those that nothing can be said of as they are.

    Their lists are lists still: who writes them down comes after.
    """
    told = _Told(study, runs, subject)
    found = dict(tables)
    for name, ask in _ASKED.items():
        if tables.get(name, _NOTHING).height:
            found[name] = told.table(tables[name], ask)
    for name in ("sensitivity", "calibration", "draws_decide", "draws_groups", "boxes"):
        if tables.get(name, _NOTHING).height:
            found[name] = told.table(tables[name], lambda _, row: _facts(row["facts"]))
    if tables.get("binding_constraints", _NOTHING).height:
        found["binding_constraints"] = told.table(tables["binding_constraints"], _ground)
    for name in ("evidence", "levers"):
        if tables.get(name, _NOTHING).height:
            found[name] = told.with_titles(tables[name])
    return found


_NOTHING = pl.DataFrame()


class _Told:
    """Carriers in words: facts with their grades, levers by their titles, sources by theirs."""

    def __init__(self, study: Study, runs: Sequence[Run], subject: str) -> None:
        self.study = study
        solved = {run.strategy: carrying(run.solution) for run in runs}
        titles = {study.strategies[name].title: name for name in solved}
        self.plans = {**{title: solved[name] for title, name in titles.items()}, **solved}
        self.all = list(solved.values())
        self.subject = solved.get(subject, self.all[-1])
        levers: list[Lever] = [
            *(lever for course in study.strategies.values() for lever in course.levers),
            *(lever for course in study.worlds.values() for lever in course.levers),
        ]
        self.levers = {lever.origin.name: lever for lever in levers}
        self._lines: dict[tuple[Carrier, ...], tuple[str, str, str, str]] = {}

    def table(self, frame: pl.DataFrame, ask: Ask) -> pl.DataFrame:
        """Add what every row rests on; a row of no one strategy rests on what any of them does."""
        lines = []
        for row in frame.iter_rows(named=True):
            if "strategy" in row:
                plans = [self.plans.get(row["strategy"], self.subject)]
            else:
                plans = self.all if "better" in row else [self.subject]
            lines.append(self._line(in_turn((ask(plan, row) for plan in plans), _MOST)))
        columns = zip(*lines, strict=True)
        return frame.with_columns(
            pl.Series(name, list(column), dtype=pl.String)
            for name, column in zip(BESIDE, columns, strict=True)
        )

    def with_titles(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Add the title and address of the source that a row names."""
        sources = [self.study.sources.get(name) for name in frame["source_id"]]
        return frame.with_columns(
            pl.Series("source", [one.title if one else None for one in sources], dtype=pl.String),
            pl.Series("url", [(one.url or None) if one else None for one in sources]).cast(
                pl.String
            ),
        )

    def _line(self, carriers: tuple[Carrier, ...]) -> tuple[str, str, str, str]:
        if carriers not in self._lines:
            self._lines[carriers] = self._worked_out(carriers)
        return self._lines[carriers]

    def _worked_out(self, carriers: tuple[Carrier, ...]) -> tuple[str, str, str, str]:
        words, letters, sources = [], [], []
        for one in carriers:
            if one.is_lever:
                lever = self.levers.get(one.name)
                if lever is None:  # an edit of the program's own, which no file decides
                    continue
                words.append(f"{one.name}, {lever.title or lever.kind} (decided)")
                sources.append(lever.source)
            else:
                fact = self.study.evidence.fact(one.name)
                words.append(f"{one.name} ({grade_word(fact.grade)})")
                letters.append(fact.grade)
                sources.append(fact.source_id)
        there = self.study.sources
        known = [there[name] for name in dict.fromkeys(sources) if name in there]
        return (
            "; ".join(words),
            grade_word(max(letters, default="")),
            "; ".join(source.title for source in known),
            next((source.url for source in known if source.url), ""),
        )


def _facts(names: Sequence[str] | None) -> list[Carrier]:
    return [Carrier(name, False) for name in names or ()]


def _ground(_: Carrying, row: Row) -> list[Carrier]:
    """The facts and levers that set a limit."""
    return [*_facts(row["facts"]), *(Carrier(name, True) for name in row["levers"] or ())]


def _indicator(plan: Carrying, row: Row) -> Iterable[Carrier]:
    return plan.of_indicator(row["indicator"], row["year"])


def _payment(plan: Carrying, row: Row) -> Iterable[Carrier]:
    """Levers behind what the treasury spends; what home pays behind the rest."""
    item, year = row["item"], row["year"]
    upto = [one for one in plan.solution.years if one <= year]
    if item in PAID_BY:
        return plan.of_outlay((year,), (item,))
    if item.startswith("public outlay"):
        return plan.of_outlay(upto)
    return plan.of_indicator("home_cost", year)


def _commitment(plan: Carrying, row: Row) -> Iterable[Carrier]:
    return plan.of(None, (row["year"],))


def _last_year(plan: Carrying, row: Row) -> Iterable[Carrier]:
    """What carries what home makes of its need in the last year of decision."""
    return plan.of_indicator("self_sufficiency", decision_years(plan.solution)[1])


_ASKED: Mapping[str, Ask] = {
    "headlines": _indicator,
    "comparison": _indicator,
    "supply": lambda plan, row: plan.of(plan.things.of_origin(row["origin"]), (row["year"],)),
    "flows": lambda plan, row: plan.of_flow(row["label"], row["year"]),
    "stages": lambda plan, row: plan.of(plan.things.of_stage(row["stage"]), (row["year"],), SUPPLY),
    "industries": lambda plan, row: plan.of(plan.things.of_use(row["use"]), (row["year"],)),
    "costs": lambda plan, row: plan.of_indicator(row["item"], row["year"]),
    "fate": lambda plan, row: plan.of(None, (row["year"],), SUPPLY),
    "limits": _indicator,
    "payments": _payment,
    "investors": lambda plan, row: plan.of(
        frozenset({row["facility"]}), plan.solution.years, MONEY
    ),
    "evidence_share": _indicator,
    "next_bottlenecks": lambda plan, row: plan.of(
        frozenset(row["subjects"]), (row["year"],), SUPPLY
    ),
    "enlarged_limits": lambda plan, row: plan.of(
        frozenset({row["subject"]}), (row["year"],), SUPPLY
    ),
    "worlds": _last_year,
    "commitments": _commitment,
    "contributions": _indicator,
    "draws": _indicator,
    "break_even": _indicator,
    "soft_rules": lambda plan, row: plan.of_flow(row["subject"], row["year"]),
}
"""How the numbers of a table's rows are asked after."""
