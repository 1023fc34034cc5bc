"""What `study.yaml` says: the question, the home region, the horizon and the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    Strict,
    StringConstraints,
    model_validator,
)

from monazite.core.documents import read_document
from monazite.core.earlier import present_path
from monazite.core.errors import FieldError, Problems
from monazite.core.money import MoneyUnit, money_unit
from monazite.core.tables import Row
from monazite.core.units import CANONICAL_CURRENCY
from monazite.core.validation import validate
from monazite.core.vocabulary import currencies, indicators
from monazite.store.studies import SETTINGS_FILE

Text = Annotated[str, Strict(), StringConstraints(strip_whitespace=True, min_length=1)]
Year = Annotated[int, Strict(), Field(ge=1900, le=2200)]
Spread = Annotated[float, Strict(), Field(ge=0, lt=1)]


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _as_cell(value: object) -> object:
    """Keep a number as the text it was written as: it is resolved like a cell of a table."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else value


Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_tuple), Field(min_length=1)]


class Horizon(BaseModel):
    """The years the study reports and the blocks of years it looks ahead."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: Year
    """The first year, which is the base year."""
    last: Year
    """The last year reported."""
    blocks: Annotated[
        tuple[Annotated[int, Strict(), Field(ge=1, le=50)], ...],
        BeforeValidator(_as_tuple),
        Field(max_length=10),
    ] = ()
    """Lengths of the blocks of years solved beyond the last year and never reported."""

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.last < self.first:
            raise FieldError(
                f"last year {self.last} is before first year {self.first}", "swap the two"
            )
        if self.last - self.first >= 100:
            raise FieldError(
                f"{self.first} to {self.last} is more than a century", "choose a shorter horizon"
            )
        return self

    @property
    def years(self) -> range:
        """The years reported."""
        return range(self.first, self.last + 1)


class GradeSpread(BaseModel):
    """How far a fact may be off, as a share of its value, where its source gives no range."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    A: Spread
    """For grade A."""
    B: Spread
    """For grade B."""
    C: Spread
    """For grade C."""


class UncertainFamily(BaseModel):
    """Facts that are doubted together, and move together when a study is put to the test."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    """Name of the family, such as magnet-ramps."""
    title: Text
    """Name for people."""
    facts: Texts
    """Quantities, `table:slug`; `*` stands for any letters, as in `ramps:magnet-*`."""


class Whole(BaseModel):
    """Facts that are shares of one thing: where one of them is larger, the others are smaller."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    """What they are shares of, such as indian-monazite."""
    facts: Texts
    """Quantities, `table:slug`; `*` stands for any letters."""


class Commitment(BaseModel):
    """One thing that was promised, which can be read in several ways, each a strategy."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Text
    """What was promised, for people."""
    strategies: Texts
    """The strategy without it, then one strategy for each way to read it."""


class StoreElsewhere(BaseModel):
    """How long another country keeps in store, to hold sizes of a store against."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Text
    """Whose store it is, for people."""
    cover: Text
    """The quantity, `table:slug`, that says how many days of use it lasts."""


class PublicMoney(BaseModel):
    """What public outlay is told in: its unit, and what people call that."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unit: Annotated[Text, AfterValidator(lambda text: str(money_unit(text)))]
    """A currency of a year and the large number it is counted in, such as `INR_2024 crore`."""
    name: Text = ""
    """What people say behind a number, such as crore rupees; made from the unit if left out."""

    @property
    def words(self) -> str:
        """What people say behind a number."""
        return self.name or self.money.words

    @property
    def money(self) -> MoneyUnit:
        """What it is counted in."""
        return money_unit(self.unit)


def _money_of_a_year(value: str) -> str:
    """Refuse what is no currency of a year, such as one with a large number behind it."""
    unit = money_unit(value)
    if unit.large:
        raise FieldError(
            f"'{value}' is more than one unit of a currency",
            f"write '{unit.currency}'; large numbers are told in millions by themselves",
        )
    return unit.currency


def _public_money_of(data: Mapping[str, Any]) -> PublicMoney:
    """Public outlay in the study's own money, in millions or what its currency is counted in."""
    currency = data.get("currency", CANONICAL_CURRENCY)
    return PublicMoney(unit=f"{currency} {currencies()[currency[:3]].large}")


class Settings(BaseModel):
    """The frame of a study, without any of its evidence."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Text
    """The name of the study for people."""
    question: Text
    """What the study is to answer, in a sentence."""
    home: Text
    """The region whose policy is studied."""
    tracked_group: Text
    """The oxide group that is followed from home ore to product, such as NdPr."""
    horizon: Horizon
    """The years covered."""
    currency: Annotated[Text, AfterValidator(_money_of_a_year)]
    """The money the study counts in, and so that of all results: a currency of a year."""
    public_money: PublicMoney = Field(default_factory=_public_money_of)
    """The money of public outlay; if left out the study's own, in its large number."""
    discount_rate: Annotated[Text, BeforeValidator(_as_cell, json_schema_input_type=Text | float)]
    """Yearly discount rate as a share: a number cell, like those of the chain tables."""
    source_id: str = ""
    """The source of the discount rate where it is a plain number."""
    grade: str = ""
    """Its grade."""
    note: str = ""
    """Its note."""
    headlines: Texts
    """Keys of the indicators every run reports."""
    front_indicators: Annotated[tuple[Text, ...], BeforeValidator(_as_tuple)] = ()
    """Those of them that tables and charts of several strategies show; all of them if blank."""
    headline: Text | None = None
    """The one of them the first sentence is about; blank: what home makes of its own need."""
    front_page: Texts
    """Strategies compared on the front page."""
    baseline: Text
    """The strategy the others are compared with."""
    subject: Text | None = None
    """The strategy a brief is about unless another is chosen; the last one shown if blank."""
    world: Text
    """The world assumed unless another is chosen."""
    decided: Annotated[Text, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")] | None = None
    """The month from which strategies are known; what came before it is the same under all."""
    grade_spread: GradeSpread
    """Ranges assumed by grade."""
    uncertain_inputs: Annotated[tuple[UncertainFamily, ...], BeforeValidator(_as_tuple)] = ()
    """Families of facts whose doubt is tested before that of any single fact."""
    wholes: Annotated[tuple[Whole, ...], BeforeValidator(_as_tuple)] = ()
    """Shares of one thing, which give way to one another when one of them is doubted."""
    stores_elsewhere: Annotated[tuple[StoreElsewhere, ...], BeforeValidator(_as_tuple)] = ()
    """How long others keep in store; these sizes are tried beside all others in a disruption."""
    commitments: Annotated[tuple[Commitment, ...], BeforeValidator(_as_tuple)] = ()
    """Promises that can be read in several ways, which briefs set side by side."""
    article: Text | dict[str, Text] | None = None
    """The claim or article that started the study, in free words."""

    _lines: Mapping[str, int] = PrivateAttr(default_factory=dict)

    def __repr__(self) -> str:
        """Say in a line what the study is about."""
        years = f"{self.horizon.first} to {self.horizon.last}"
        return f"<Settings of {self.title}: {self.home}, {self.tracked_group}, {years}>"

    @property
    def shown(self) -> tuple[str, ...]:
        """Indicators that tables and charts of several strategies show."""
        return self.front_indicators or self.headlines

    @property
    def file(self) -> str:
        """The file the settings were read from, relative to the study."""
        return SETTINGS_FILE

    @property
    def line(self) -> int:
        """The line of the discount rate, the one number cell of the settings."""
        return self.line_of("discount_rate")

    @property
    def row(self) -> Row:
        """The discount rate and what it rests on, as if it were a row of a table."""
        columns = ("discount_rate", "source_id", "grade", "note")
        values = {column: str(getattr(self, column)) for column in columns}
        return Row(values=values, file=self.file, line=self.line)

    def line_of(self, key: str) -> int:
        """Give the line on which a key stands; 0 if the settings were made in Python."""
        return self._lines.get(key, 0)

    def placed(self, lines: Mapping[str, int]) -> Self:
        """Give the same settings with the line of each key."""
        settings = self.model_copy()
        settings._lines = dict(lines)
        return settings


def read_settings(folder: Path, problems: Problems) -> Settings | None:
    """Read `study.yaml` of a study folder, or report what is wrong with it."""
    document = read_document(folder / SETTINGS_FILE, problems, root=folder)
    if document is None:
        return None
    data: dict[str, Any] = document.data
    settings = validate(Settings, data, document, problems)
    if settings is None:
        return None
    settings = settings.model_copy(
        update={
            field: tuple(
                present_path(key, indicators(), document.file) for key in getattr(settings, field)
            )
            for field in ("headlines", "front_indicators")
        }
    )
    if settings.headline is not None:
        now = present_path(settings.headline, indicators(), document.file)
        settings = settings.model_copy(update={"headline": now})
    lines = {key: document.line_of((key,)) for key in data}
    for key, listed in (
        ("uncertain_inputs", settings.uncertain_inputs),
        ("wholes", settings.wholes),
    ):
        for place in range(len(listed)):
            lines[f"{key}.{place}"] = document.line_of((key, place))
    return settings.placed(lines)
