"""A strategy as a value: change it, run it, say it in words, write it down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from monazite.core.border import told_at_the_border
from monazite.core.documents import document_text
from monazite.core.earlier import present_keys
from monazite.core.errors import InvalidInput, Problem, Problems, check_name, name_remedy
from monazite.core.origin import Origin
from monazite.core.wording import counted, raised
from monazite.store import write_whole
from monazite.strategy import (
    OWN,
    Lever,
    Strategy,
    changed_name,
    changed_title,
    lever_from,
    name_refused,
    read_levers,
    read_strategy,
    unchanged_name,
)
from monazite.study import Study, check_fits

Levers = tuple[Lever, ...]

FieldValue = str | float | bool | Sequence["FieldValue"] | Mapping[str, "FieldValue"] | None
"""What a field of a lever may be given: what a file could say there; None leaves it out."""


@told_at_the_border
@dataclass(frozen=True)
class Proposal:
    """A strategy of a study, shipped or one's own; every change gives another proposal.

    Levers are known by their title, or by their kind where only one of that kind is there.
    """

    study: Study
    strategy: Strategy

    @property
    def name(self) -> str:
        """The name tables use."""
        return self.strategy.name

    @property
    def levers(self) -> Levers:
        """The levers in the order they are applied."""
        return self.strategy.levers

    def with_lever(self, lever: Lever | Mapping[str, Any]) -> Proposal:
        """Add a lever, given as a record or as the plain data a file would hold.

        `why` and `source` may be left out. Raises InvalidInput with everything that is wrong.
        """
        return self._changed((*self.levers, *self._read([lever], len(self.levers))))

    def having(self, levers: Iterable[Lever | Mapping[str, Any]]) -> Proposal:
        """Put other levers in place of all of its own, given as for `with_lever`.

        Raises InvalidInput with everything that is wrong.
        """
        return self._changed(self._read(levers))

    def with_levers_of(self, path: str | Path) -> Proposal:
        """Add the levers of a file: one lever, or several under `levers`.

        Raises InvalidInput with everything that is wrong.
        """
        problems = Problems()
        found = read_levers(Path(path), problems)
        problems.raise_if_any()
        return self._changed((*self.levers, *found))

    def without(self, *levers: str) -> Proposal:
        """Leave out levers, by title or kind.

        Raises InvalidInput for all that are not there.
        """
        problems, left_out = Problems(), set[int]()
        for name in levers:
            with problems.caught():
                left_out.add(self.place_of(name))
        problems.raise_if_any()
        return self._changed(
            tuple(lever for at, lever in enumerate(self.levers) if at not in left_out)
        )

    def place_of(self, name: str) -> int:
        """Say at which place the lever of a title, or of a kind, stands, counted from 0.

        Raises InvalidInput where none goes by the name, or several do.
        """
        by_title = [at for at, lever in enumerate(self.levers) if lever.title == name]
        by_kind = [at for at, lever in enumerate(self.levers) if lever.kind == name]
        for found in (by_title, by_kind):
            if len(found) == 1:
                return found[0]
        several = bool(by_title or by_kind)
        known = [lever.title or lever.kind for lever in self.levers]
        raise InvalidInput(
            Problem(
                field="lever",
                message=f"{len(by_title or by_kind)} levers of '{self.name}' go by '{name}'"
                if several
                else f"'{self.name}' has no lever '{name}'",
                remedy=f"say which by its title: {'; '.join(known)}"
                if several
                else name_remedy(name, known),
            )
        )

    def change(self, lever: str, **fields: FieldValue) -> Proposal:
        """Give fields of a lever other values.

        Raises InvalidInput for a lever or a field that is not there, or a value it refuses.
        """
        at = self.place_of(lever)
        old = self.levers[at]
        known = {field.alias or name for name, field in type(old).model_fields.items()}
        fields = present_keys(fields, type(old), lever)
        problems = Problems()
        for field in fields:
            if field not in known:
                problems.add(
                    f"a lever of kind '{old.kind}' has no field '{field}'",
                    remedy=name_remedy(field, known),
                    field=f"{lever}.{field}",
                )
        given = {**old.as_data(), **{name: fields[name] for name in fields if name in known}}
        data = {key: value for key, value in given.items() if value is not None}
        new = lever_from(
            data, old.origin if old.file else Origin(self.name, "changed", at), problems
        )
        problems.raise_if_any()
        assert new is not None
        return self._changed((*self.levers[:at], new, *self.levers[at + 1 :]))

    def named(self, name: str, title: str | None = None) -> Proposal:
        """Go by another name, and title where one is given.

        Raises InvalidInput for a name that no file of a strategy may have.
        """
        refused = name_refused(name) if name != self.name else None
        if refused is not None:
            raise InvalidInput(
                Problem(field="name", message=refused.message, remedy=refused.remedy)
            )
        about = {"name": name, "title": title or self.strategy.title}
        return replace(self, strategy=self.strategy.model_copy(update=about))

    def in_words(self) -> str:
        """Say every lever in a sentence, with its reason."""
        from monazite.strategy.levers.naming import lever_words

        titles = self.study.titles
        lines = [f"{self.strategy.title} ({self.name})"]
        for lever in self.levers:
            sentence = lever_words(lever, titles, self.study.settings.home)
            lines.append(f"- {raised(sentence)}. {lever.why}")
        return "\n".join(lines)

    def changes(self) -> list[str]:
        """Say in phrases how it differs from the strategy of the study that it began from."""
        from monazite.brief.changed import begun_from, changes

        start = begun_from(self.study, self.strategy)
        titles, home = self.study.titles, self.study.settings.home
        found = () if start is None else changes(start, self.strategy, titles, home)
        return [one.in_full for one in found]

    def save(self, path: str | Path) -> Path:
        """Write the strategy as a file that `run` reads, with the levers of what it extends.

        Raises InvalidInput when the file cannot be written.
        """
        path = Path(path)
        if path.suffix != ".yaml":
            raise InvalidInput(
                Problem(
                    file=str(path),
                    message="a strategy is a file that ends in .yaml",
                    remedy=f"write {path.with_suffix('.yaml').name}",
                )
            )
        return write_whole(path, self.as_text().encode())

    def as_text(self) -> str:
        """Give the strategy as the text of a file, with the levers of what it extends."""
        return document_text(self.strategy.as_document())

    def checked(self) -> Proposal:
        """Hold every lever against the study; raises InvalidInput with all that does not fit."""
        check_fits(self.study, self.strategy)
        return self

    def __repr__(self) -> str:
        """Say in a line what it is."""
        levers = counted(len(self.levers), "lever")
        return f"<Strategy {self.name}: {self.strategy.title}, {levers}>"

    def _repr_html_(self) -> str:
        from html import escape

        from monazite.strategy.levers.naming import lever_words

        titles, home = self.study.titles, self.study.settings.home
        items = "".join(
            f"<li>{escape(lever_words(lever, titles, home))}</li>" for lever in self.levers
        )
        return f"<p><b>{escape(self.strategy.title)}</b></p><ul>{items}</ul>"

    def _changed(self, levers: Levers) -> Proposal:
        name = self.name
        if name in self.study.strategies and name == unchanged_name(name):
            name, title = changed_name(name), changed_title(self.strategy.title)
        else:
            title = self.strategy.title
        about = {"name": name, "title": title, "levers": levers, "extends": None}
        return replace(self, strategy=self.strategy.model_copy(update=about)).checked()

    def _read(self, levers: Iterable[Lever | Mapping[str, Any]], first: int = 0) -> Levers:
        """Make records of levers given as plain data; raises InvalidInput with all refused."""
        problems, read = Problems(), []
        for at, lever in enumerate(levers, start=first):
            if not isinstance(lever, Lever):
                data = {"why": "Asked for.", "source": OWN, **lever}
                made = lever_from(data, Origin(self.name, "added", at), problems)
                if made is None:
                    continue
                lever = made
            read.append(lever)
        problems.raise_if_any()
        return tuple(read)


AnyStrategy = str | Path | Strategy | Proposal
"""A strategy of the study by name, a file by path, or a value."""


def proposal(study: Study, strategy: AnyStrategy) -> Proposal:
    """Give a strategy as a value: one of the study by name, of a file by path, or as it is.

    Text that ends in .yaml is the path of a file. Raises InvalidInput for a name that is not
    there, or a file that does not fit the study.
    """
    if isinstance(strategy, Proposal):
        return strategy
    if isinstance(strategy, Strategy):
        return Proposal(study, strategy).checked()
    if not isinstance(strategy, str | Path):
        raise InvalidInput(
            Problem(
                field="strategy",
                message=f"{strategy!r} is no strategy",
                remedy="give the name of one, the path of a file, or what `strategy` gave",
            )
        )
    if isinstance(strategy, Path) or strategy.endswith(".yaml"):
        return _of_file(study, Path(strategy))
    check_name("strategy", strategy, study.strategies)
    return Proposal(study, study.strategies[strategy])


def apart(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Give each strategy once; raises InvalidInput where two that differ go by one name.

    Whatever stands side by side is told apart by name: files of two folders may share theirs.
    """
    found: dict[str, Proposal] = {}
    for one in proposals:
        if found.setdefault(one.name, one).strategy != one.strategy:
            raise InvalidInput(
                Problem(
                    field="strategy",
                    message=f"two strategies that differ go by the name '{one.name}'",
                    remedy="give the file of one of them another name",
                )
            )
    return tuple(found.values())


def _of_file(study: Study, path: Path) -> Proposal:
    problems = Problems()
    read = read_strategy(path, problems, study.strategies)
    problems.raise_if_any()
    assert read is not None
    known = study.strategies.get(read.name)
    if known is not None and known.levers != read.levers:
        read = read.model_copy(update={"name": changed_name(read.name)})
    return Proposal(study, read).checked()
