"""The chain of a study: every table of `chain/` as typed rows, and the names they define."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import TypeVar

from monazite.core.documents import Document
from monazite.core.earlier import EARLIER, present_name
from monazite.core.errors import Problems, name_remedy
from monazite.core.files import file_name
from monazite.core.tables import read_table
from monazite.core.units import CANONICAL_CURRENCY
from monazite.core.validation import validate
from monazite.study.cells import ChainRow
from monazite.study.lanes import Lane, lane_between
from monazite.study.records import (
    BandRow,
    BasisRow,
    BufferRow,
    ContentRow,
    ContractRow,
    CurrencyRow,
    DemandRow,
    EmbodiedRow,
    EpisodeAmountRow,
    EpisodeObservationRow,
    EpisodeRow,
    ExpansionRow,
    ExpectationRow,
    FacilityRow,
    FloorRow,
    ForecastRow,
    FormRow,
    FractionRow,
    GroupRow,
    HitRow,
    LaneRow,
    MaterialRow,
    MixtureRow,
    ObservationRow,
    OptionRow,
    OwnershipAccountPriceRow,
    OwnershipAccountRow,
    PriceRow,
    RampRow,
    RecipeRow,
    RecyclingRow,
    RegionRow,
    ShockRow,
    StageRow,
    StockRow,
    UseRow,
)
from monazite.study.wordless import report_missing_words

Record = TypeVar("Record", bound=ChainRow)

TABLES: Mapping[str, type[ChainRow]] = {
    record.table: record
    for record in (
        StageRow,
        FormRow,
        BasisRow,
        RegionRow,
        OwnershipAccountRow,
        GroupRow,
        FractionRow,
        MaterialRow,
        PriceRow,
        ContentRow,
        RecipeRow,
        FacilityRow,
        FloorRow,
        ExpansionRow,
        RampRow,
        LaneRow,
        OwnershipAccountPriceRow,
        ContractRow,
        BandRow,
        StockRow,
        UseRow,
        MixtureRow,
        OptionRow,
        DemandRow,
        EmbodiedRow,
        RecyclingRow,
        CurrencyRow,
        ObservationRow,
        ExpectationRow,
        ForecastRow,
        ShockRow,
        HitRow,
        BufferRow,
        EpisodeRow,
        EpisodeAmountRow,
        EpisodeObservationRow,
    )
}
"""The record of each chain table by the name of the table."""

OPTIONAL_TABLES = frozenset(
    {
        "ownership_accounts",
        "ownership_account_prices",
        "prices",
        "floors",
        "expansions",
        "contracts",
        "bands",
        "mixtures",
        "embodied",
        "fractions",
        "stocks",
        "recycling",
        "currencies",
        "observations",
        "expectations",
        "forecasts",
        "shocks",
        "hits",
        "buffers",
        "episodes",
        "episode_amounts",
        "episode_observations",
    }
)
"""Tables a chain may do without."""


@dataclass(frozen=True)
class Chain:
    """Every chain table of a study; rows keep the order of the file."""

    stages: tuple[StageRow, ...] = ()
    forms: tuple[FormRow, ...] = ()
    bases: tuple[BasisRow, ...] = ()
    regions: tuple[RegionRow, ...] = ()
    groups: tuple[GroupRow, ...] = ()
    fractions: tuple[FractionRow, ...] = ()
    materials: tuple[MaterialRow, ...] = ()
    contents: tuple[ContentRow, ...] = ()
    recipes: tuple[RecipeRow, ...] = ()
    facilities: tuple[FacilityRow, ...] = ()
    ramps: tuple[RampRow, ...] = ()
    lanes: tuple[LaneRow, ...] = ()
    stocks: tuple[StockRow, ...] = ()
    uses: tuple[UseRow, ...] = ()
    options: tuple[OptionRow, ...] = ()
    demand: tuple[DemandRow, ...] = ()
    recycling: tuple[RecyclingRow, ...] = ()
    currencies: tuple[CurrencyRow, ...] = ()
    observations: tuple[ObservationRow, ...] = ()
    ownership_accounts: tuple[OwnershipAccountRow, ...] = ()
    ownership_account_prices: tuple[OwnershipAccountPriceRow, ...] = ()
    prices: tuple[PriceRow, ...] = ()
    floors: tuple[FloorRow, ...] = ()
    contracts: tuple[ContractRow, ...] = ()
    bands: tuple[BandRow, ...] = ()
    mixtures: tuple[MixtureRow, ...] = ()
    expansions: tuple[ExpansionRow, ...] = ()
    embodied: tuple[EmbodiedRow, ...] = ()
    expectations: tuple[ExpectationRow, ...] = ()
    forecasts: tuple[ForecastRow, ...] = ()
    shocks: tuple[ShockRow, ...] = ()
    hits: tuple[HitRow, ...] = ()
    buffers: tuple[BufferRow, ...] = ()
    episodes: tuple[EpisodeRow, ...] = ()
    episode_amounts: tuple[EpisodeAmountRow, ...] = ()
    episode_observations: tuple[EpisodeObservationRow, ...] = ()
    money: str = CANONICAL_CURRENCY
    """The money the study counts in, which the unit of a cell calls `{money}`."""
    dollar: float = 1.0
    """What a dollar of 2024 is in it, as the study states it; not moved with facts in doubt."""

    def __repr__(self) -> str:
        """Say in a line how many rows of what there are."""
        tables = {each.name: getattr(self, each.name) for each in fields(self)}
        counts = {name: len(rows) for name, rows in tables.items() if isinstance(rows, tuple)}
        told = (f"{count} {name.replace('_', ' ')}" for name, count in counts.items() if count)
        return f"<Chain: {', '.join(told)}>"

    def rows(self) -> Iterator[ChainRow]:
        """Yield every row of every table."""
        for table in TABLES:
            yield from getattr(self, table)

    def names(self, table: str) -> frozenset[str]:
        """Give the names a table defines in its first column."""
        return self.places if table == "places" else self._names[table]

    @cached_property
    def by_recipe(self) -> Mapping[str, tuple[RecipeRow, ...]]:
        """What each recipe takes and gives, by its name, in the order of the file."""
        rows: dict[str, list[RecipeRow]] = {}
        for row in self.recipes:
            rows.setdefault(row.recipe, []).append(row)
        return {recipe: tuple(own) for recipe, own in rows.items()}

    @cached_property
    def by_line(self) -> Mapping[tuple[str, int], ChainRow]:
        """Every row of every table by the file and the line it stands in."""
        return {(row.file, row.line): row for row in self.rows()}

    @cached_property
    def units_known(self) -> dict[tuple[str, int, str], tuple[ChainRow, str]]:
        """Canonical units worked out before, by file, line and column, each with its row."""
        return {}

    @cached_property
    def places(self) -> frozenset[str]:
        """Regions and the pools inside them, as lanes and stocks name them."""
        return self.names("regions") | {
            f"{row.region}.{row.ownership_account}" for row in self.ownership_accounts
        }

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        return {
            table: frozenset(str(getattr(row, record.key[0])) for row in getattr(self, table))
            for table, record in TABLES.items()
            if record.key
        }

    @cached_property
    def basis(self) -> Mapping[str, str]:
        """What the tonnes of each material are tonnes of."""
        return {row.material: row.basis for row in self.materials}

    @cached_property
    def price_until(self) -> Mapping[str, int]:
        """The last year in which facts support a price, for materials whose row names one."""
        return {row.material: row.price_until for row in self.materials if row.price_until}

    @cached_property
    def group_basis(self) -> Mapping[str, str]:
        """What the contained tonnes of each group are tonnes of."""
        return {row.group: row.basis for row in self.groups}

    @cached_property
    def use_basis(self) -> Mapping[str, str]:
        """What the tonnes of each use are tonnes of."""
        return {row.use: row.basis for row in self.uses}

    @cached_property
    def reference(self) -> Mapping[str, str]:
        """The material that measures the activity of each recipe."""
        return {row.recipe: row.material for row in self.recipes if row.reference}

    @cached_property
    def facility(self) -> Mapping[str, FacilityRow]:
        """Facilities by name."""
        return {row.facility: row for row in self.facilities}

    @cached_property
    def episode(self) -> Mapping[str, EpisodeRow]:
        """Past episodes by name."""
        return {row.episode: row for row in self.episodes}

    def known_past(self, row: ForecastRow) -> tuple[ObservationRow, ...]:
        """Give the observations of what is forecast, from the first to the last year known."""
        return tuple(
            observed
            for observed in self.observations
            if observed.of == row.of
            and row.first <= observed.year <= row.last
            and observed.status != "untestable"
        )

    def lane_rows(self) -> Iterator[tuple[Lane, LaneRow]]:
        """Yield every lane with the row it stands in."""
        for row in self.lanes:
            for material, origin, destination in product(
                row.materials, row.origins, row.destinations
            ):
                if origin != destination:
                    yield lane_between(material, origin, destination), row


def read_chain(folder: Path, problems: Problems, *, root: Path) -> Chain:
    """Read every chain table; what cannot be read is reported and left out."""
    _report_strays(folder, problems, root)
    wordless = report_missing_words(folder, problems, root=root)

    def read(record: type[Record]) -> tuple[Record, ...]:
        if record.table in wordless:
            return ()
        return _read_table(folder, record, problems, root)

    return Chain(
        stages=read(StageRow),
        forms=read(FormRow),
        bases=read(BasisRow),
        regions=read(RegionRow),
        groups=read(GroupRow),
        fractions=read(FractionRow),
        materials=read(MaterialRow),
        contents=read(ContentRow),
        recipes=read(RecipeRow),
        facilities=read(FacilityRow),
        ramps=read(RampRow),
        lanes=read(LaneRow),
        stocks=read(StockRow),
        uses=read(UseRow),
        options=read(OptionRow),
        demand=read(DemandRow),
        recycling=read(RecyclingRow),
        currencies=read(CurrencyRow),
        observations=read(ObservationRow),
        ownership_accounts=read(OwnershipAccountRow),
        ownership_account_prices=read(OwnershipAccountPriceRow),
        prices=read(PriceRow),
        floors=read(FloorRow),
        contracts=read(ContractRow),
        bands=read(BandRow),
        mixtures=read(MixtureRow),
        expansions=read(ExpansionRow),
        embodied=read(EmbodiedRow),
        expectations=read(ExpectationRow),
        forecasts=read(ForecastRow),
        shocks=read(ShockRow),
        hits=read(HitRow),
        buffers=read(BufferRow),
        episodes=read(EpisodeRow),
        episode_amounts=read(EpisodeAmountRow),
        episode_observations=read(EpisodeObservationRow),
    )


def _read_table(
    folder: Path, record: type[Record], problems: Problems, root: Path
) -> tuple[Record, ...]:
    columns, required = record.columns(), record.required_columns()
    path = _path_of(folder, record.table)
    if record.table in OPTIONAL_TABLES and not path.exists():
        return ()
    if path.stem != record.table:
        present_name(path.stem, TABLES, file_name(path, root))
    rows = read_table(
        path,
        problems,
        root=root,
        required=required,
        optional=[column for column in columns if column not in required],
    )
    records = []
    for row in rows:
        known = {column: cell for column, cell in row.values.items() if column in columns}
        # A row is to its cells what a document is to its keys, all of them on one line.
        place = Document(data=known, file=row.file, lines={(): row.line})
        read = validate(record, known, place, problems)
        if read is not None:
            records.append(read.placed(row))
    return tuple(records)


def _path_of(folder: Path, table: str) -> Path:
    """The file of a table, or the one it was once called where only that is there."""
    path = folder / f"{table}.csv"
    earlier = [folder / f"{name}.csv" for name, now in EARLIER.items() if now == table]
    return next((old for old in earlier if old.exists() and not path.exists()), path)


def _report_strays(folder: Path, problems: Problems, root: Path) -> None:
    """Report files that look like chain tables but would never be read."""
    read = {_path_of(folder, table).name for table in TABLES}
    try:
        strays = [
            path
            for path in sorted(folder.iterdir())
            if not path.name.startswith(".") and path.name not in read
        ]
    except OSError:
        return  # every table will be reported missing
    for path in strays:
        problems.add(
            "this is not a table of the chain",
            remedy=f"if a table is meant, {name_remedy(path.stem, TABLES)}; otherwise move it away",
            file=file_name(path, root),
        )
