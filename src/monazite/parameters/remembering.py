"""Remembers what a lever made of the arrays it looked at, so that it is asked only once.

Levers are applied in order and most look at few arrays. Moving one of them leaves what the others
see as it was, and then what they did last time stands: the same arrays, so that whoever compares
arrays by identity, as the solver's session does, finds nothing to send either. What pools ask is
edited in on top of the levers, the same edits move after move, and remembered likewise.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from monazite.core.edit import Edit, LedgerEntry
from monazite.core.labelled import Labelled
from monazite.parameters.apply import apply_edits
from monazite.parameters.arrays import Cell, Parameters, frozen
from monazite.parameters.labels import Labels
from monazite.parameters.positions import once_for_each
from monazite.strategy import Lever
from monazite.study import Study

LEVERS_AT_MOST = 128
"""Levers remembered, the latest asked; strategies have some twenty."""

WAYS_AT_MOST = 6
"""Steps remembered of one lever: a few stages each of a case, of the one it is near to and of the
baseline, which are asked for in turn."""


@dataclass(frozen=True)
class Watched(Parameters):
    """Parameters that note which of them were looked at, also by what is made of them."""

    seen: set[str] = field(default_factory=set)
    told: dict[str, tuple[LedgerEntry, ...]] = field(default_factory=dict)
    """What changed those it was asked of: the same numbers may have come about in other ways."""

    def __getitem__(self, name: str) -> Labelled:
        """Give one parameter and note its name."""
        self.seen.add(name)
        return self.arrays[name]

    def edits_of(self, name: str, cell: Cell = ()) -> tuple[LedgerEntry, ...]:
        """Give what changed a parameter, and note its name and all that changed it."""
        self.seen.add(name)
        self.told[name] = super().edits_of(name)
        return super().edits_of(name, cell)


def watching(parameters: Parameters) -> Watched:
    """Give the same parameters as ones that note which of them are looked at."""
    return Watched(
        parameters.labels,
        parameters.arrays,
        parameters.lineage,
        parameters.ledger,
        parameters.titles,
    )


EDITS_AT_MOST = 32
"""Edits made for the sake of all levers that are remembered: two kinds in a stage or a round."""


def apply_edits_once(parameters: Parameters, edits: tuple[Edit, ...]) -> Parameters:
    """Apply edits, or do what the very same ones did before to the very same arrays.

    Raises InvalidInput when an edit names an unknown parameter, dimension or label.
    """
    if not edits:
        return parameters
    arrays = [parameters[name] for name in _edited_by(edits)]
    done = _applied(parameters.labels, edits, *arrays)
    return parameters.replaced(done.arrays, done.ledger)


@once_for_each(EDITS_AT_MOST)
def _applied(labels: Labels, edits: tuple[Edit, ...], *arrays: Labelled) -> Parameters:
    return apply_edits(
        Parameters(labels, dict(zip(_edited_by(edits), arrays, strict=True)), {}), edits
    )


def _edited_by(edits: tuple[Edit, ...]) -> dict[str, None]:
    return dict.fromkeys(edit.parameter for edit in edits)


Worked = TypeVar("Worked")
Beside = ParamSpec("Beside")


def once_for_what_it_reads(
    kept_at_most: int,
) -> Callable[
    [Callable[Concatenate[Parameters, Beside], Worked]],
    Callable[Concatenate[Parameters, Beside], Worked],
]:
    """Keep what is worked out of parameters for as long as all it looked at is the same.

    What it is given `beside` them counts too, by position and identity.
    Nobody may change what is given, and nobody can where that is an array; whoever watches the
    parameters is told what it looked at.
    """

    def keeping(
        work_out: Callable[Concatenate[Parameters, Beside], Worked],
    ) -> Callable[Concatenate[Parameters, Beside], Worked]:
        known: list[tuple[tuple[object, ...], Mapping[str, Labelled], Worked]] = []

        @wraps(work_out)
        def of(parameters: Parameters, /, *beside: Beside.args, **named: Beside.kwargs) -> Worked:
            assert not named, f"{work_out.__name__} goes by what it is given by position"
            arrays, given = parameters.arrays, (parameters.labels, *beside)
            found = next(
                (
                    one
                    for one in tuple(known)
                    if all(thing is other for thing, other in zip(one[0], given, strict=True))
                    and all(arrays[name] is array for name, array in one[1].items())
                ),
                None,
            )
            if found is None:
                watched = watching(parameters)
                worked = work_out(watched, *beside, **named)
                if isinstance(worked, Labelled):
                    frozen(worked)
                assert not watched.told, "what is kept goes by numbers, not by what changed them"
                found = (given, {name: arrays[name] for name in watched.seen}, worked)
            # the latest asked stays, so that what is moved does not drive out what never moves
            known[:] = [found, *(one for one in known if one is not found)][:kept_at_most]
            if isinstance(parameters, Watched):
                parameters.seen.update(found[1])
            return found[2]

        return of

    return keeping


@dataclass(frozen=True)
class _Step:
    """What one lever did, and all it depended on.

    The objects themselves are kept, so that their identity stays theirs.
    """

    study: Study
    labels: Labels
    read: Mapping[str, Labelled]
    told: Mapping[str, tuple[LedgerEntry, ...]]
    arrays: Mapping[str, Labelled]
    entries: tuple[LedgerEntry, ...]

    def fits(self, study: Study, parameters: Parameters) -> bool:
        """Say whether the lever would do the same again."""
        arrays = parameters.arrays
        return (
            self.study is study
            and self.labels is parameters.labels
            and all(arrays[name] is array for name, array in self.read.items())
            and all(parameters.edits_of(name) == told for name, told in self.told.items())
        )


_steps: OrderedDict[tuple[Lever, Hashable], tuple[_Step, ...]] = OrderedDict()


def apply_once(
    make: Callable[[Lever, Study, Parameters], Iterable[Edit]],
    lever: Lever,
    study: Study,
    parameters: Parameters,
    beside: Hashable = None,
) -> Parameters:
    """Apply the edits a lever makes, or what it did before when all it looks at is the same.

    `beside` is what `make` goes by beside the lever itself, such as the plants it speaks of.
    `make` may look at parameters only by name, as in `parameters["permit"]`, and at what changed
    them with `edits_of`; never at the ledger as a whole, of which nothing is noted.
    """
    known = _steps.get((lever, beside), ())
    step = next((one for one in known if one.fits(study, parameters)), None)
    if step is None:
        step = _taken(make, lever, study, parameters)
        _steps[lever, beside] = (step, *known[: WAYS_AT_MOST - 1])
        _steps.move_to_end((lever, beside))
        while len(_steps) > LEVERS_AT_MOST:
            _steps.popitem(last=False)
    return parameters.replaced(step.arrays, step.entries)


def _taken(
    make: Callable[[Lever, Study, Parameters], Iterable[Edit]],
    lever: Lever,
    study: Study,
    parameters: Parameters,
) -> _Step:
    watched = watching(parameters)
    edits = list(make(lever, study, watched))
    applied = apply_edits(parameters, edits)
    changed = {edit.parameter for edit in edits}
    return _Step(
        study,
        parameters.labels,
        {name: parameters.arrays[name] for name in sorted(watched.seen | changed)},
        watched.told,
        {name: applied.arrays[name] for name in changed},
        applied.ledger[len(parameters.ledger) :],
    )
