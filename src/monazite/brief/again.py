"""The command that gives the same results again: strategies, world and facts as solved."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monazite.brief.changed import begun_from
from monazite.cases import Case
from monazite.cases.coalitions import levers_apart
from monazite.cases.nearest import does
from monazite.cases.pools import WITHOUT_STRATEGY
from monazite.core.documents import plain_value
from monazite.core.wording import listed
from monazite.runs.run import Run
from monazite.strategy import Lever, Strategy
from monazite.study import Study

__all__ = ["command_about", "command_again", "strategy_files"]

Options = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """A command, and the files it needs."""

    command: str
    files: Sequence[str]
    world: str = ""
    """The file of a world that the study does not have; blank for one it has."""

    @property
    def opens(self) -> str:
        """The words before the command."""
        if self.world:
            files = listed([*self.files, self.world])
            return f"The same results again, with {files} at hand as saved:"
        if not self.files:
            return "The same results again:"
        return (
            f"The same results again, with {listed(list(self.files))} at hand, which "
            f"{'is the strategy' if len(self.files) == 1 else 'are the strategies'} as saved:"
        )


def strategy_files(runs: Sequence[Run]) -> dict[str, str]:
    """Names of files for the strategies that the study does not have as they were solved."""
    known = runs[0].worker.study.strategies
    return {
        run.strategy: f"{run.strategy}.yaml"
        for run in runs
        if known.get(run.strategy) != run.case.strategy
    }


def command_again(runs: Sequence[Run], baseline: str, files: Mapping[str, str]) -> Again:
    """Give the command that solves the same again.

    Where the strategies differ from those of the study in levers that were left out or given other
    values, it says so by options; else it names `files` by strategy, which have to be at hand.
    """
    study, case = runs[0].worker.study, runs[0].case
    begun = {run.strategy: begun_from(study, run.case.strategy) for run in runs}
    asked = {
        _options(start, run.case.strategy) if (start := begun[run.strategy]) is not None else None
        for run in runs
        if run.strategy != baseline
    }
    names = [files.get(run.strategy, run.strategy) for run in runs]
    options: Options = ()
    if files and len(asked) == 1 and (found := next(iter(asked))) is not None:
        starts = [begun[run.strategy] for run in runs]
        names, options = [start.name for start in starts if start is not None], found
    words = ["monazite", "run", study.name, *names, *options, *_otherwise(study, case)]
    needed = [file for file in files.values() if file in names]
    return Again(shlex.join(words), needed, _own_world(study, case))


def command_about(run: Run, verb: str, *asked: str, strategy_by: str = "") -> str:
    """Give the command that asks a verb about the strategy of a run, in its world and facts.

    `asked` are the verb's own words behind the strategy, which stands behind the option
    `strategy_by` where the verb wants it so. A strategy the study has not is named by its file.
    """
    study, case = run.worker.study, run.case
    begun = begun_from(study, case.strategy)
    options = None if begun is None else _options(begun, case.strategy)
    known = study.strategies.get(run.strategy) == case.strategy
    if known or begun is None or options is None:
        name, options = run.strategy if known else f"{run.strategy}.yaml", ()
    else:
        name = begun.name
    named = [strategy_by, name] if strategy_by else [name]
    words = ["monazite", verb, study.name, *named, *asked, *options, *_otherwise(study, case)]
    return shlex.join(words)


def _own_world(study: Study, case: Case) -> str:
    """The file of a world the study does not have; blank for one it has."""
    own = study.worlds.get(case.world.name) != case.world
    return f"{case.world.name}.yaml" if own else ""


def _otherwise(study: Study, case: Case) -> Options:
    """Options of the shell for world, facts and where pools begin, as far as they are not usual."""
    options: list[str] = []
    if case.world.name != study.settings.world:
        options += ["--world", _own_world(study, case) or case.world.name]
    for name, value in case.facts:
        options += ["--fact", f"{name}={value!r}"]
    if case.pools_begin != WITHOUT_STRATEGY:
        options += ["--pools-begin", case.pools_begin]
    return tuple(options)


def _options(before: Strategy, after: Strategy) -> Options | None:
    """Options of the shell that make one strategy of another; None where no options can."""
    options: list[str] = []
    reached: list[Lever | None] = list(before.levers)
    for one in levers_apart(before.levers, after.levers):
        name = None if one.before is None else _name(one.before, before.levers)
        if one.before is None or name is None:
            return None
        reached[next(at for at, lever in enumerate(reached) if lever is one.before)] = one.after
        if one.after is None:
            options += ["--without", name]
            continue
        was, now = (each.as_data(titles=False) for each in (one.before, one.after))
        for key in dict.fromkeys((*was, *now)):
            if was.get(key) != now.get(key):
                text = _written(now.get(key))
                if plain_value(text) != now.get(key):
                    return None
                options += ["--set", f"{name}.{key}={text}"]
    same = [does(one) for one in reached if one is not None] == [does(one) for one in after.levers]
    return tuple(options) if same else None


def _name(lever: Lever, levers: Sequence[Lever]) -> str | None:
    """What a lever goes by alone among all: its title, or else its kind."""
    titles, kinds = [one.title for one in levers], [one.kind for one in levers]
    if lever.title is not None and titles.count(lever.title) == 1:
        return lever.title
    return lever.kind if kinds.count(lever.kind) == 1 and lever.kind not in titles else None


def _written(value: Any) -> str:
    """A value as a file and the shell read it."""
    if isinstance(value, str) and plain_value(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)
