"""The chain a new study begins with, in the words of whoever begins it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monazite.core.errors import FieldError, InvalidInput, Problem
from monazite.core.text import check_characters
from monazite.core.units import may_be_basis
from monazite.core.wording import place_named, raised

LEAST, MOST = 2, 8
"""How many forms a chain may begin with; more are added to the tables by hand."""

_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_SYMBOL = re.compile(r"[A-Z][A-Za-z0-9]{0,9}", re.ASCII)
_REGION = re.compile(r"[A-Z]{2,6}", re.ASCII)
_MEANT = frozenset({"total", "chain", "product", "use", "mine", "scrap"})
"""Words that already mean something in a question."""


@dataclass(frozen=True)
class Word:
    """A form of matter as its tables name it, as a heading, and inside a sentence."""

    name: str
    title: str
    plural: str


@dataclass(frozen=True)
class Outline:
    """What a new study is about: one mineral, its forms from the ground to the product, and home.

    `home` is the name of the region, `home_title` what people call it; `mineral` the symbol its
    contained tonnes are counted in, such as Li.
    """

    title: str
    question: str
    mineral: str
    home: str
    home_title: str
    forms: tuple[Word, ...]

    @property
    def stages(self) -> tuple[str, ...]:
        """Stages by name: the mine, then one for each further form, called like it."""
        return ("mining", *(form.name for form in self.forms[1:]))


def outlined(chain: str, mineral: str, home: str, title: str = "", question: str = "") -> Outline:
    """Read the words of a chain: `ore, carbonate, cathode:cathodes`, from the ground up.

    Behind a colon stands what tonnes of a form are called in a sentence, where that is another
    word. `home` is a short name in capitals, and the title behind it: `CHL Chile`. Raises
    InvalidInput with every problem found.
    """
    words = tuple(_word(text) for text in chain.split(",") if text.strip())
    region, _, said = home.strip().partition(" ")
    written = (
        *(("--chain", word.plural) for word in words),
        *(("--home", home), ("--title", title), ("--question", question)),
    )
    problems = [
        *_faults_of_chain(words),
        *_faults_of_mineral(mineral, words),
        *_faults_of_characters(written),
        *_faults_of_home(region),
    ]
    if problems:
        raise InvalidInput(problems)
    home_title = said.strip() or region
    return Outline(
        title=title.strip() or f"{mineral} in {place_named(home_title)}",
        question=question.strip()
        or f"How much of the {words[-1].plural} it needs can {place_named(home_title)} make, and "
        "what is in the way?",
        mineral=mineral,
        home=region,
        home_title=home_title,
        forms=words,
    )


def _faults_of_chain(words: Sequence[Word]) -> Iterator[Problem]:
    """Say what is wrong with the number of forms, and with the name of each."""
    if not LEAST <= len(words) <= MOST:
        yield Problem(
            field="--chain",
            message=f"a chain has {LEAST} to {MOST} forms, and {len(words)} are named",
            remedy="write them from the ground to the product, as in 'ore, oxide, battery'",
        )
    names = [word.name for word in words]
    for name in dict.fromkeys(names):
        wrong = ""
        if not _NAME.fullmatch(name):
            wrong = "is not a name"
        elif name in _MEANT or name == "mining":
            wrong = "already means something in a question"
        elif not may_be_basis(name):
            wrong = "is a word of measures"
        elif names.count(name) > 1:
            wrong = "is there twice"
        if wrong:
            yield Problem(
                field="--chain",
                message=f"'{name}' {wrong}",
                remedy="choose another word of plain letters",
            )


def _faults_of_mineral(mineral: str, words: Sequence[Word]) -> Iterator[Problem]:
    symbol = _SYMBOL.fullmatch(mineral) and may_be_basis(mineral)
    if not symbol or mineral.lower() in (word.name for word in words):
        yield Problem(
            field="--mineral",
            message=f"'{mineral}' is no symbol for what the chain carries",
            remedy="write one that begins with a capital, such as Li, Ni or Co",
        )


def _faults_of_characters(written: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Say which option holds a character that no file of a study may hold."""
    for option, text in written:
        try:
            check_characters(text)
        except FieldError as error:
            yield Problem(field=option, message=error.message, remedy=error.remedy)


def _faults_of_home(region: str) -> Iterator[Problem]:
    if not _REGION.fullmatch(region) or region == ABROAD:
        yield Problem(
            field="--home",
            message=f"'{region}' is no short name of a country",
            remedy="write two to six capitals and the name, as in 'CHL Chile'",
        )


ABROAD = "ABR"
"""The region everyone else is put together in."""


def _word(text: str) -> Word:
    said, _, plural = (part.strip() for part in text.partition(":"))
    name = "_".join(said.lower().split())
    return Word(name=name, title=raised(said), plural=plural or said.lower())
