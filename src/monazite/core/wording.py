"""How words are put together for people: lists, years, titles inside sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = [
    "TO_ITS_OWNER",
    "counted",
    "joined",
    "listed",
    "lowered",
    "raised",
    "span",
    "verdict_told",
    "with_year",
    "worth_to_its_owner",
    "years_in_words",
]

TO_ITS_OWNER = "worth to its owner, tolls and duty inside"
"""What the dual of a limit says, which is not what home saves; after “one tonne more is”."""


def worth_to_its_owner(figure: str) -> str:
    """The same with the figure in its place; after “one tonne more is”."""
    return f"worth {figure} to its owner, tolls and duty inside"


_VERDICTS = {
    "supported": ("✔", "Holds up"),
    "contradicted": ("✖", "Contradicted by the evidence"),
    "unverifiable": ("?", "Cannot be told"),
    "internally inconsistent": ("◐", "Contradicts itself"),
}
"""A mark and words for what evidence makes of a public claim."""


def verdict_told(verdict: str) -> tuple[str, str]:
    """Give the mark and the words of a verdict on a public claim."""
    return _VERDICTS.get(verdict, ("", verdict))


def listed(parts: Sequence[str], word: str = "and") -> str:
    """Words one after the other, the last joined by a word; those that hold commas kept apart."""
    if len(parts) < 2:
        return "".join(parts)
    between = "; " if any(", " in part for part in parts) else ", "
    return f"{between.join(parts[:-1])} {word} {parts[-1]}"


_OF_A_PEOPLE = ("ese", "ian", "ean")
_OF_NO_PEOPLE = frozenset({"these", "cheese", "median", "radian", "mean", "clean", "lean", "ocean"})
_PEOPLES = frozenset(
    {
        *("african", "american", "british", "czech", "danish", "dutch", "english", "finnish"),
        *("french", "german", "greek", "iraqi", "israeli", "kazakh", "mexican", "moroccan"),
        *("pakistani", "saudi", "spanish", "swedish", "swiss", "thai", "turkish", "uzbek"),
    }
)
"""Words for peoples that end as others do. Polish is left out, since things are polished too."""


def lowered(text: str) -> str:
    """A title inside a sentence: its first letter small, unless it begins an acronym or a name.

    >>> lowered("Sintered magnets"), lowered("Chilean ore"), lowered("NdPr oxide")
    ('sintered magnets', 'Chilean ore', 'NdPr oxide')
    >>> lowered("Mountain Pass ore"), lowered("New Chilean ore")
    ('Mountain Pass ore', 'new Chilean ore')
    """
    word = text.partition(" ")[0].partition("-")[0]
    if word[1:] != word[1:].lower() or _of_a_people(word) or _is_named(text):
        return text
    return text[:1].lower() + text[1:]


def _is_named(text: str) -> bool:
    """Say whether a title is a name of several words: the second is large, and of no people."""
    _, second, *_ = [*text.split(), "", ""]
    return len(second) > 1 and second.istitle() and not _of_a_people(second.strip(","))


def _of_a_people(word: str) -> bool:
    """Say whether a word is made of the name of a country or a people, by how it ends."""
    plain = word.lower()
    return plain in _PEOPLES or (plain.endswith(_OF_A_PEOPLE) and plain not in _OF_NO_PEOPLE)


_KINDS_OF_COUNTRIES = frozenset(
    {
        *("commonwealth", "community", "emirates", "federation", "islands", "kingdom", "union"),
        *("netherlands", "philippines", "republic", "states"),
    }
)
"""Words that make a name of a common noun, or of several places, which English gives an article."""


def place_named(title: str) -> str:
    """A region inside a sentence, with the article that English gives remainders and unions.

    >>> place_named("Rest of the world"), place_named("Chile"), place_named("European Union")
    ('the rest of the world', 'Chile', 'the European Union')
    """
    if title.startswith("Rest of "):
        return f"the {lowered(title)}"
    if title.startswith("The "):
        return f"the {title[4:]}"
    kinds = {word.lower() for word in title.partition(",")[0].split()}
    return f"the {title}" if not _KINDS_OF_COUNTRIES.isdisjoint(kinds) else title


def raised(text: str) -> str:
    """A phrase that stands alone: its first letter large."""
    return text[:1].upper() + text[1:]


def joined(parts: Iterable[str]) -> str:
    """Join sentences that are there."""
    return " ".join(part for part in parts if part)


def counted(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun, `many` where more than one is not told by an s.

    >>> counted(1, "lever"), counted(0, "lever"), counted(1200, "rule binds", "rules bind")
    ('1 lever', '0 levers', '1,200 rules bind')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def span(years: Sequence[int], dash: str = "–") -> str:
    """Write a run of years from its ends: `2024–2040`, or one year alone."""
    return str(years[0]) if years[0] == years[-1] else f"{years[0]}{dash}{years[-1]}"


def years_in_words(years: Iterable[int], dash: str = "–") -> str:
    """Write years as runs: `2026–2031, 2034`; in a terminal with the dash of a keyboard."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(span(run, dash) for run in runs)


def with_year(title: str, year: int) -> str:
    """Write a title with its year, unless it says the year itself."""
    return title if str(year) in title else f"{title}, {year}"
