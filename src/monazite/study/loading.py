"""Reads a whole study folder, checks that its parts agree, and reports every problem at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path

from monazite.core.errors import InvalidInput, Problem, Problems
from monazite.core.units import Money
from monazite.core.vocabulary import grades
from monazite.core.workbooks import is_workbook, table_in
from monazite.evidence import Evidence, read_evidence
from monazite.store.studies import SETTINGS_FILE, bundled_studies, find_study
from monazite.strategy import Strategy, World, read_strategies, read_worlds
from monazite.study.chain import Chain, read_chain
from monazite.study.checking import (
    check_bases,
    check_curves,
    check_deviations,
    check_disruption,
    check_episodes,
    check_levers,
    check_matter,
    check_measured,
    check_names,
    check_places,
    check_settings,
    check_stores_elsewhere,
    check_structure,
    check_uncertain_inputs,
    check_uses_have_a_product,
    check_wholes,
    check_words,
)
from monazite.study.folders import FOLDERS, closed_folders, hash_of_data
from monazite.study.numbers import Numbers, check_discount_rate, check_numbers, read_money
from monazite.study.settings import Settings, read_settings
from monazite.study.study import Study


def list_studies() -> tuple[str, ...]:
    """List the names of the studies that ship with the package."""
    return tuple(bundled_studies())


def load_study(study: str | Path) -> Study:
    """Load a study that ships with the package, by name, or any study folder, by path.

    A bare name means the shipped study where there is one; write `./name` for a folder of that
    name. Raises InvalidInput with every problem found in any of the files.
    """
    folder = find_study(study)
    closed = {problem.file: problem for problem in closed_folders(folder)}
    if folder.as_posix() in closed:
        raise InvalidInput(closed.values())
    if not any((folder / name).exists() for name in (SETTINGS_FILE, *FOLDERS)):
        raise InvalidInput(_no_settings(folder))
    problems = Problems()
    if closed:
        problems.extend(closed.values())
        _read_apart(folder, closed, problems)
        problems.raise_if_any()
    settings = _settings(folder, problems)
    evidence = read_evidence(folder, problems)
    chain = read_chain(folder / "chain", problems, root=folder)
    if settings is not None:
        chain = replace(chain, money=settings.currency)
    strategies = read_strategies(folder / "strategies", problems, root=folder)
    worlds = read_worlds(folder / "worlds", problems, root=folder)
    troubled = {problem.file for problem in problems}

    _check_chain(chain, settings, evidence, troubled, problems)
    spread = _spread(settings)
    unread = _Unread(
        frozenset(table_in(file) for file in troubled if file.startswith("evidence/")),
        frozenset(fact.table for fact in evidence.facts.values()),
        any(is_workbook(Path(file)) for file in troubled),
    )
    money = read_money(chain, Numbers(evidence, Money(), spread, unread), problems)
    chain = replace(chain, dollar=money.dollar)
    numbers = Numbers(evidence, money, spread, unread)
    check_numbers(chain, numbers, problems)
    check_matter(chain, numbers, problems)
    check_curves(chain, numbers, problems)
    check_deviations(chain, numbers, problems)
    if settings is not None:
        names = (_written(folder / "strategies"), _written(folder / "worlds"))
        _check_settings(settings, chain, numbers, names, troubled, problems)
        courses: list[Strategy | World] = [*strategies.values(), *worlds.values()]
        check_levers(courses, chain, settings, numbers, troubled, problems)
    problems.raise_if_any()
    assert settings is not None, "settings that cannot be read are a problem"
    return Study(
        name=folder.name,
        path=folder,
        settings=settings,
        chain=chain,
        strategies=strategies,
        worlds=worlds,
        numbers=numbers,
        data_hash=hash_of_data(folder),
    )


def _settings(folder: Path, problems: Problems) -> Settings | None:
    """Read what the study says of itself; where it says nothing, all else can still be read."""
    if (folder / SETTINGS_FILE).exists():
        return read_settings(folder, problems)
    problems.extend([_no_settings(folder)])
    return None


def _no_settings(folder: Path) -> Problem:
    return Problem(
        file=SETTINGS_FILE,
        message=f"there is no such file, so '{folder.name}' is not a study",
        remedy="create it, or give the folder of a study",
    )


def _read_apart(folder: Path, closed: Collection[str], problems: Problems) -> None:
    """Report what is wrong with each part by itself, where a folder of the study is closed.

    What parts say of one another would complain of all that is in the closed one.
    """
    _settings(folder, problems)
    if "evidence" not in closed:
        read_evidence(folder, problems)
    if "chain" not in closed:
        read_chain(folder / "chain", problems, root=folder)
    if "strategies" not in closed:
        read_strategies(folder / "strategies", problems, root=folder)
    if "worlds" not in closed:
        read_worlds(folder / "worlds", problems, root=folder)


def _check_chain(
    chain: Chain,
    settings: Settings | None,
    evidence: Evidence,
    troubled: Set[str],
    problems: Problems,
) -> None:
    """Check what the tables of the chain say of one another, before any number is read."""
    check_names(chain, evidence.sources, troubled, problems)
    check_words(chain, troubled, problems)
    check_uses_have_a_product(chain, troubled, problems)
    check_bases(chain, evidence, troubled, problems)
    check_structure(chain, problems)
    check_measured(chain, settings, troubled, problems)
    check_disruption(chain, settings, troubled, problems)
    check_places(chain, problems)


def _check_settings(
    settings: Settings,
    chain: Chain,
    numbers: Numbers,
    names: tuple[list[str], list[str]],
    troubled: Set[str],
    problems: Problems,
) -> None:
    """Check what the settings say of chain and evidence, and episodes of the years they report.

    `names` are those of strategies and worlds.
    """
    check_discount_rate(settings, numbers, problems)
    check_settings(settings, chain, *names, troubled, problems)
    check_episodes(chain, numbers, settings, names[0], troubled, problems)
    check_uncertain_inputs(settings, numbers.evidence, numbers.unread, problems)
    check_wholes(settings, numbers.evidence, numbers.unread, problems)
    check_stores_elsewhere(settings, numbers.evidence, numbers.unread, problems)


@dataclass(frozen=True, slots=True)
class _Unread:
    """Tables of facts with problems, in which something may be missing for that reason."""

    troubled: frozenset[str]
    read: frozenset[str]
    workbooks: bool
    """Whether a workbook could not be opened: any table that was not read may be in it."""

    def __contains__(self, table: object) -> bool:
        return table in self.troubled or (self.workbooks and table not in self.read)


def _spread(settings: Settings | None) -> Mapping[str, float]:
    """Give the assumed range by grade; without settings no range is needed to find problems."""
    if settings is None:
        return dict.fromkeys(grades(), 0.0)
    return settings.grade_spread.model_dump()


def _written(folder: Path) -> list[str]:
    """List what a folder of strategies or worlds holds, whether or not it could be read."""
    return sorted(path.stem for path in folder.glob("*.yaml"))
