"""A stand-in for the Python interface, so that the command line is tested by itself."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from monazite.cli import main
from monazite.core.errors import InvalidInput, Problem, RulesContradict, name_remedy

YEARS = (2024, 2025, 2026)
UNITS = {"self_sufficiency.magnet": "%", "unmet_demand": "t magnet/yr"}
TITLES = {"self_sufficiency.magnet": "Magnets made at home", "unmet_demand": "Short of magnets"}
NAN = float("nan")
VALUES = {
    "as-now": {"self_sufficiency.magnet": (10.0, 10.0, 10.0), "unmet_demand": (0.0, 5.0, 1234.5)},
    "article": {"self_sufficiency.magnet": (10.0, 20.0, 40.0), "unmet_demand": (0.0, 0.0, 1000.0)},
    "no-plan": {"self_sufficiency.magnet": (NAN, NAN, NAN), "unmet_demand": (NAN, NAN, NAN)},
}
STEPS = [
    {
        "depth": 0,
        "kind": "indicator",
        "text": "Self-sufficiency (magnet), 2026",
        "value": 0.4,
        "unit": "1",
        "where": "self_sufficiency.magnet",
    },
    {
        "depth": 1,
        "kind": "rule",
        "text": "Magnet plant [1]: output within capacity",
        "value": 12000.0,
        "unit": "USD_2024/t magnet",
        "where": "",
    },
    {
        "depth": 2,
        "kind": "source",
        "text": "By hand",
        "value": None,
        "unit": "",
        "where": "toy/plants",
    },
]


@dataclass
class FakeFrame:
    """Rows that can be walked like a long table."""

    rows: list[dict[str, Any]]

    def iter_rows(self, *, named: bool) -> Iterable[Mapping[str, object]]:
        return iter(self.rows)


@dataclass
class FakeRun:
    """One solved strategy."""

    strategy: str
    world: str
    status: str = "optimal"
    residual: float = 1e-12
    seconds: dict[str, float] = field(default_factory=lambda: {"build": 0.1, "solve": 0.2})
    units: dict[str, str] = field(default_factory=lambda: dict(UNITS))

    @property
    def headlines(self) -> FakeFrame:
        return FakeFrame(
            [
                {"indicator": key, "unit": UNITS[key], "year": year, "value": value}
                for key, values in VALUES[self.strategy].items()
                for year, value in zip(YEARS, values, strict=True)
            ]
        )

    def binds(self) -> list[dict[str, object]]:
        common = {"stage": "magnet", "sense": "ceiling", "unit": "USD_2024/t magnet"}
        plant = {"subject": "plant", "title": "Magnet plant", "rule": "output_within_capacity"}
        idle = {"subject": "spare", "title": "Spare plant", "rule": "output_within_capacity"}
        tail = {"levers": ["strategies/article.yaml#levers[0]"], "facts": ["plants:magnet#1"]}
        full = [
            {**common, **plant, "year": year, "utilisation": 1.0, "binding": True, "worth": worth}
            for year, worth in ((2024, 9000.0), (2025, 12000.0))
        ]
        spare = {**common, **idle, "year": 2024, "utilisation": 0.4, "binding": False, "worth": 0.0}
        return [{**row, **tail} for row in (*full, spare)]

    def calibration(self) -> list[dict[str, object]]:
        return [
            {
                "quantity": "mine output",
                "observed": 100.0,
                "modelled": float("nan"),
                "gap": None,
                "status": "conflict",
                "reason": "two reports disagree",
                "source": "left out",
            }
        ]

    def trace(self, indicator: str, year: int) -> list[dict[str, object]]:
        if indicator not in UNITS:
            raise InvalidInput(
                Problem(
                    field=indicator,
                    message=f"there is no indicator '{indicator}'",
                    remedy=name_remedy(indicator, UNITS),
                )
            )
        return STEPS

    def conflict(self) -> list[dict[str, Any]]:
        lever = "strategies/no-plan.yaml#levers[0]"
        return [{"rule": "output_at_least", "where": "plant, 2024", "levers": [lever]}]

    def export(self, folder: Path, formats: Sequence[str]) -> None:
        folder.mkdir(parents=True)
        for suffix in formats:
            (folder / f"headlines.{suffix}").write_text("x", encoding="utf-8")


@dataclass
class FakeComparison:
    """Solved strategies side by side."""

    runs: list[FakeRun]

    def table(self, years: Sequence[int]) -> list[dict[str, object]]:
        return [
            {
                "indicator": key,
                "title": TITLES[key],
                "unit": UNITS[key],
                "year": year,
                **{run.strategy: VALUES[run.strategy][key][YEARS.index(year)] for run in self.runs},
            }
            for key in UNITS
            for year in years
        ]


@dataclass
class FakeStudy:
    """A loaded study."""

    name: str = "toy"
    title: str = "Toy chain"
    data_hash: str = "0123456789abcdef0123"
    strategies: tuple[str, ...] = ("as-now", "article", "no-plan", "stuck")
    worlds: tuple[str, ...] = ("central", "stop")
    default_world: str = "central"
    baseline: str = "as-now"
    front_page: tuple[str, ...] = ("as-now", "article")
    written: list[tuple[Path, tuple[str, ...]]] = field(default_factory=list)

    def facts(self, text: str = "", **filters: str) -> list[dict[str, object]]:
        fact = {
            "fact_id": "plants:magnet#1",
            "dimensions": {"stage": "magnet", "region": "IND"},
            "period": "FY2024-25",
            "kind": "value",
            "value": 1500.0,
            "low": 1200.0,
            "high": 1800.0,
            "unit": "t magnet/yr",
            "source_id": "toy/plants",
            "grade": "C",
            "note": "read off a chart",
        }
        silent = {**fact, "fact_id": "plants:metal#1", "kind": "undisclosed", "value": None}
        keep = filters.get("stage", "magnet") == "magnet"
        return [each for each in (fact, silent) if keep and text in str(each["fact_id"])]

    def check(self) -> dict[str, object]:
        return {
            "facts": 12,
            "grade_shares": {"A": 0.5, "B": 0.25, "C": 0.25},
            "audit_warnings": [{"where": "magnet", "what": "no sink"}],
        }

    def run(
        self,
        strategy: str,
        world: str | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> FakeRun:
        if progress is not None:
            progress(f"Solving {strategy}")
        if strategy == "stuck":
            raise RulesContradict(
                Problem(message="the halt and the contract cannot both be kept", remedy="drop one")
            )
        if strategy == "interrupted":
            raise KeyboardInterrupt
        if strategy == "faulty":
            raise KeyError("inner")
        if strategy not in VALUES:
            raise InvalidInput(
                [
                    Problem(
                        field="strategy",
                        message=f"there is no strategy '{strategy}'",
                        remedy=name_remedy(strategy, VALUES),
                    ),
                    Problem(field="study", message="second [problem]", remedy="see above"),
                ]
            )
        status = "infeasible" if strategy == "no-plan" else "optimal"
        return FakeRun(strategy, world or self.default_world, status)

    def compare(self, *strategies: str, world: str | None = None) -> FakeComparison:
        return FakeComparison([self.run(strategy, world) for strategy in strategies])

    def write_run(self, folder: Path, runs: Sequence[FakeRun]) -> None:
        self.written.append((folder, tuple(run.strategy for run in runs)))


@dataclass
class Said:
    """What one command did."""

    code: int
    out: str
    err: str


@pytest.fixture
def study(monkeypatch: pytest.MonkeyPatch) -> FakeStudy:
    """The stand-in study, in place of the Python interface."""
    handle = FakeStudy()
    api = ModuleType("monazite.api")
    api.load = lambda name: handle  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "monazite.api", api)
    return handle


@pytest.fixture
def say(study: FakeStudy, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Runs one command and returns its exit code and what it said."""

    def command(*words: object) -> Said:
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return command
