"""What is wrong, where, and what to do about it: problems are collected and raised once.

The exception tree:

    MonaziteError
    ├── InvalidInput       a study, strategy or request is malformed or inconsistent (exit code 1)
    ├── RulesContradict    hard rules leave no plan, or a target cannot be met (exit code 2)
    └── SolveFailed        the solver stopped without an answer (exit code 1)

`FieldError` is not part of the tree: it says what is wrong with one value before anyone knows
in which file that value stands, and whoever knows turns it into a `Problem`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, Protocol

from monazite.core.earlier import EARLIER, EARLIER_UNITS

if TYPE_CHECKING:
    from monazite.core.phrases import Phrase

__all__ = [
    "FieldError",
    "InvalidInput",
    "MonaziteError",
    "Problem",
    "Problems",
    "RulesContradict",
    "SolveFailed",
    "check_all",
    "check_name",
    "name_remedy",
]

_NAMES_LISTED_AT_MOST = 12
_HOLDING_AT_MOST = 3
_PART_AT_LEAST = 4
"""Letters from which a part of a name says something of it."""
_LONG_QUOTATION = re.compile(r"'([^']{120})[^']{40,}'")
"""What a cell may hold is quoted as far as anybody reads it."""


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Problem:
    """One thing that is wrong: the place, the field, what is wrong and what to do."""

    file: str = ""
    """Path relative to the study, with forward slashes; blank when no file is concerned."""
    line: int = 0
    """Physical line number counted from 1; 0 when the whole file is meant."""
    field: str = ""
    """Column or key; a dotted path for nested keys."""
    message: str
    """What is wrong, without a full stop."""
    remedy: str
    """What to do about it, without a full stop."""
    titled: str = dataclasses.field(default="", compare=False)
    """The message with titles in place of names, where it names things; blank where it does not."""

    @property
    def for_readers(self) -> Problem:
        """The same for who reads of a study and mends no file: things go by their titles."""
        return replace(self, message=self.titled or self.message)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.file and self.line else self.file
        where = " ".join(part for part in (place, self.field) if part)
        what = "; ".join(part for part in (self.message, self.remedy) if part)
        return _on_one_line(f"{where}: {what}." if where else f"{what}.")


def _on_one_line(text: str) -> str:
    """Keep a problem a line of its own, whatever stands in the cells it quotes."""
    told = " ".join(text.splitlines())
    return _LONG_QUOTATION.sub(lambda found: f"'{found[1]}…'", told)


class MonaziteError(Exception):
    """Anything this package refuses to do, with every problem that was found."""

    exit_code: ClassVar[int] = 1
    problems: tuple[Problem, ...]

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)

    def _render_traceback_(self) -> list[str]:
        """Say in a notebook what is wrong and no more; IPython asks for these lines."""
        return [f"{type(self).__name__}: {problem}" for problem in self.problems]


class InvalidInput(MonaziteError):  # noqa: N818 - named for what is wrong
    """A study, strategy or request is malformed or inconsistent."""

    exit_code = 1


class RulesContradict(MonaziteError):  # noqa: N818
    """Hard rules leave no plan, or a target cannot be met."""

    exit_code = 2


class SolveFailed(MonaziteError):  # noqa: N818
    """The solver stopped without an answer."""

    exit_code = 1


class FieldError(ValueError):
    """One value is wrong; the place is added by whoever knows the file."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}; {self.remedy}."


class Placed(Protocol):
    """What knows the file it was read from, and its line there."""

    @property
    def file(self) -> str:
        """The file, relative to the study."""

    @property
    def line(self) -> int:
        """The line, counted from 1."""


class Problems:
    """A collector of problems, in file and line order, that is raised once at the end."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}

    def add(
        self, message: str | Phrase, *, remedy: str, file: str = "", line: int = 0, field: str = ""
    ) -> None:
        """Note one problem; the same problem noted twice counts once."""
        said, titled = (message, "") if isinstance(message, str) else (message.name, message.titled)
        self.extend(
            (
                Problem(
                    file=file, line=line, field=field, message=said, remedy=remedy, titled=titled
                ),
            )
        )

    def at(self, row: Placed, field: str, message: str | Phrase, remedy: str) -> None:
        """Note a problem with a cell of a row; of the whole row where `field` is blank."""
        self.add(message, remedy=remedy, file=row.file, line=row.line, field=field)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note problems that were found elsewhere."""
        self._found.update(dict.fromkeys(problems))

    @contextmanager
    def caught(self) -> Iterator[None]:
        """Note what is wrong with what a block asks for, and go on behind it."""
        try:
            yield
        except InvalidInput as wrong:
            self.extend(wrong.problems)

    def raise_if_any(self, error: type[MonaziteError] = InvalidInput) -> None:
        """Raise `error` with every problem found so far, or do nothing when there is none."""
        if self._found:
            raise error(self)

    def __bool__(self) -> bool:
        return bool(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found))


def check_all(*checks: Callable[[], object]) -> None:
    """Make checks one after the other; raises InvalidInput with what all of them find wrong."""
    problems = Problems()
    for check in checks:
        with problems.caught():
            check()
    problems.raise_if_any()


def check_name(what: str, name: str, known: Iterable[str]) -> None:
    """Raise InvalidInput unless a name is known; `what` it names is the field."""
    known = tuple(known)
    if name not in known:
        raise InvalidInput(
            Problem(
                field=what,
                message=f"there is no {what} '{name}'",
                remedy=name_remedy(str(name), known),
            )
        )


def name_remedy(name: str, known: Iterable[str]) -> str:
    """Say which known name was probably meant, or list the known names when they are few."""
    return _remedy(name, tuple(sorted(set(known))))


@lru_cache(maxsize=1024)
def _remedy(name: str, names: tuple[str, ...]) -> str:
    # The same wrong name tends to stand in many rows, and likeness is slow to measure.
    now = EARLIER.get(name) or EARLIER_UNITS.get(name, ("",))[0]
    if now in names:
        return f"write '{now}', as it is called now"
    by_lower_case = {known_name.casefold(): known_name for known_name in names}
    turned = next((known for known in names if _words(known) == _words(name)), None)
    if turned is not None and name.casefold() not in by_lower_case:
        return f"write '{turned}', which has the same words"
    near = get_close_matches(name.casefold(), by_lower_case, n=1)
    holding = _holding(name, names)
    if near and (not holding or by_lower_case[near[0]] in holding):
        return f"write '{by_lower_case[near[0]]}', the nearest known name"
    if not names:
        return "there is no name to choose from yet; add it first"
    if len(names) <= _NAMES_LISTED_AT_MOST:
        return f"write one of: {', '.join(names)}"
    if holding:
        first = ", ".join(holding[:_HOLDING_AT_MOST])
        if len(holding) <= _HOLDING_AT_MOST:
            return f"write {'one of: ' if len(holding) > 1 else ''}{first}"
        return f"write one of the {len(holding)} that hold '{name}', such as {first}"
    return f"write one of {len(names)} known names, such as {', '.join(names[:3])}"


def _holding(name: str, names: tuple[str, ...]) -> list[str]:
    """Names of a long list in which a name stands that is written out, as part of theirs."""
    if len(names) <= _NAMES_LISTED_AT_MOST or len(name) < _PART_AT_LEAST:
        return []
    return [known for known in names if name.casefold() in known.casefold()]


def _words(name: str) -> list[str]:
    """The words of a name in no order: people turn them round, as in `ndpr_oxide`."""
    return sorted(re.split(r"[\s_.:-]+", name.casefold()))
