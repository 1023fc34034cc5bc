"""A small chart of each kind, with numbers one can check in one's head."""

from collections.abc import Callable, Mapping
from typing import Any

from monazite.charts import (
    Chart,
    binds_strip,
    calibration_dots,
    fate_of_tonnes,
    headline_lines,
    supply_by_origin,
    unmet_by_use,
)

Row = dict[str, Any]
MAGNET = "t magnet/yr"
YEARS = (2024, 2025, 2026)


def by_year(values: tuple[float, ...], **labels: Any) -> list[Row]:
    """Spread values over the years, one row each."""
    return [
        labels | {"year": year, "value": value} for year, value in zip(YEARS, values, strict=True)
    ]


def supply(scale: float = 1.0) -> Chart:
    return supply_by_origin(
        [
            *by_year((10 * scale, 40, 70), origin="home", unit=MAGNET),
            *by_year((90, 60, 20), origin="abroad", unit=MAGNET),
            *by_year((0, 0, 10), origin="short", unit=MAGNET),
        ],
        by_year((100, 100, 100)),
        baseline=by_year((100, 90, 80)),
        baseline_title="As now",
        material="NdFeB magnets",
        sources=("Statistics office, 2024",),
    )


def bind(subject: str, year: int, utilisation: float, **further: Any) -> Row:
    """One row of what holds back, at a separation plant unless said otherwise."""
    row: Row = {
        "stage": "separation",
        "subject": subject,
        "title": f"Plant {subject}",
        "rule": "output_within_capacity",
        "year": year,
        "utilisation": utilisation,
        "binding": False,
        "sense": "ceiling",
        "worth": 0.0,
        "unit": "USD_2024/t oxide",
        "levers": [],
        "facts": [],
    }
    return row | further


def binds(scale: float = 1.0) -> Chart:
    return binds_strip(
        [
            bind("sand", 2024, 0.5 * scale, stage="mining"),
            bind("aluva", 2024, 0.9 * scale),
            bind("aluva", 2024, 0.3, rule="feed_within_permit"),
            bind("aluva", 2025, 1.0, binding=True, worth=41_000.0),
            bind("aluva", 2026, 1.0, binding=True, worth=9_000.0),
            bind("aluva", 2026, 0.6, sense="floor", rule="output_at_least"),
        ]
    )


def headlines(scale: float = 1.0) -> Chart:
    share = {"indicator": "self_sufficiency.magnet", "unit": "1"}
    cost = {"indicator": "home_cost", "unit": "USD_2024/yr"}
    return headline_lines(
        [
            *by_year((0.1, 0.1, 0.1), strategy="as-now", **share),
            *by_year((0.1, 0.2, 0.3 * scale), strategy="article", **share),
            *by_year((2e8, 2e8, 3e8), strategy="as-now", **cost),
            *by_year((2e8, 2e8, 3.5e8), strategy="article", **cost),
        ],
        baseline="as-now",
        strategies={"as-now": "As now", "article": "What the article says"},
        titles={"self_sufficiency.magnet": "Magnets made at home", "home_cost": "Home cost"},
    )


def unmet(scale: float = 1.0) -> Chart:
    return unmet_by_use(
        [
            *by_year((0, 30 * scale, 60 * scale), use="ev_car", unit=MAGNET),
            *by_year((0, 10 * scale, 0), use="ev_two_wheeler", unit=MAGNET),
            *by_year((0, 0, 20 * scale), use="toys", unit=MAGNET),
        ]
    )


def fate(scale: float = 1.0) -> Chart:
    return fate_of_tonnes(
        [
            row | {"tonnes": row["value"]}
            for row in (
                *by_year((100, 100, 100), fate="conserved"),
                *by_year((0, 40, 120 * scale), fate="used at home"),
                *by_year((100, 60, 0), fate="stocked as oxide"),
                *by_year((0, 0, -20), fate="not imported"),
            )
        ],
        subject="Neodymium and praseodymium",
    )


def observation(title: str, observed: float, modelled: float, status: str) -> Row:
    return {
        "title": title,
        "year": 2024,
        "observed": observed,
        "modelled": modelled,
        "gap": (modelled - observed) / observed,
        "unit": "t REO/yr",
        "status": status,
    }


def calibration(scale: float = 1.0) -> Chart:
    return calibration_dots(
        [
            observation("Ore", 4000, 4000, "fitted"),
            observation("Oxide", 100, 102 * scale, "reproduced"),
            observation("Magnets", 100, 320, "conflict"),
        ]
    )


SAMPLES: Mapping[str, Callable[[float], Chart]] = {
    "supply_by_origin": supply,
    "binds_strip": binds,
    "headline_lines": headlines,
    "unmet_by_use": unmet,
    "fate_of_tonnes": fate,
    "calibration_dots": calibration,
}
