"""A small chart of each kind, with numbers one can check in one's head."""

from collections.abc import Callable, Mapping
from typing import Any

from monazite.charts import (
    Chart,
    bands_over_years,
    bottleneck_strip,
    calibration_dots,
    changed_flows,
    contributions_of_levers,
    curve_of_figure,
    dots_of_instruments,
    fan_over_months,
    fate_of_tonnes,
    headline_lines,
    indices_of_inputs,
    sankey,
    supply_by_origin,
    trade_off_dots,
    uncertain_input_ranges,
    unmet_by_use,
    world_map,
)
from monazite.findings.account import CONSERVED, Fate, Whereabouts

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


def constraint(subject: str, year: int, utilisation: float, **further: Any) -> Row:
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
        "shadow_price": 0.0,
        "unit": "USD_2024/t oxide",
        "levers": [],
        "facts": [],
    }
    row |= further
    return {"stage_title": row["stage"].capitalize(), **row}


def binding_constraints(scale: float = 1.0) -> Chart:
    return bottleneck_strip(
        [
            constraint("sand", 2024, 0.5 * scale, stage="mining"),
            constraint("aluva", 2024, 0.9 * scale),
            constraint("aluva", 2024, 0.3, rule="feed_within_permit"),
            constraint("aluva", 2025, 1.0, binding=True, shadow_price=41_000.0),
            constraint("aluva", 2026, 1.0, binding=True, shadow_price=9_000.0),
            constraint("aluva", 2026, 0.6, sense="floor", rule="output_at_least"),
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
            *by_year((0, 30 * scale, 60 * scale), use="ev_car", industry="EV motors", unit=MAGNET),
            *by_year((0, 10 * scale, 0), use="ev_two_wheeler", industry="EV motors", unit=MAGNET),
            *by_year((0, 0, 20 * scale), use="toys", unit=MAGNET),
        ]
    )


def fate(scale: float = 1.0) -> Chart:
    return fate_of_tonnes(
        [
            Fate(year, fate, tonnes, "NdPr")
            for fate, years in (
                (CONSERVED, (100, 100, 100)),
                (Whereabouts("used at home"), (0, 40, 120 * scale)),
                (Whereabouts("stocked", "oxide"), (100, 60, 0)),
                (Whereabouts("not imported"), (0, 0, -20)),
            )
            for year, tonnes in zip((2024, 2025, 2026), years, strict=True)
        ],
        unit="t oxide/yr",
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
        "measure": "quantity",
    }


def calibration(scale: float = 1.0) -> Chart:
    return calibration_dots(
        [
            observation("Ore", 4000, 4000, "fitted"),
            observation("Oxide", 100, 102 * scale, "reproduced"),
            observation("Magnets", 100, 320, "missed"),
        ]
    )


def node(name: str, lane: str, title: str, form: str = "", utilisation: float | None = None) -> Row:
    """One node of a chain."""
    lane_title = {"mixed_compound": "Mixed compound"}.get(lane, lane.capitalize()) if form else ""
    return {
        "name": name,
        "lane": lane,
        "lane_title": lane_title,
        "form": form,
        "title": title,
        "industry": "",
        "utilisation": utilisation,
    }


def flow(source: str, target: str, kind: str, region: str = "", **strands: float) -> list[Row]:
    """One flow of a chain, a row for each strand."""
    names = ("home", "recycled", "partner", "abroad", "stockpile", "short")
    return [
        {
            "source": source,
            "target": target,
            "kind": kind,
            "region": region,
            "strand": strand,
            "value": strands.get(strand, 0.0),
            "unit": "t oxide/yr",
        }
        for strand in names
    ]


CHAIN_NODES = [
    node("pit", "mine", "Old pit, North", utilisation=1.0),
    node("quarry", "mine", "Quarry", utilisation=0.4),
    node("ore", "concentrate", "Ore", "concentrate"),
    node("swarf", "scrap", "Swarf", "scrap", 0.5),
    node("crude", "oxide", "Crude cut", "mixed_compound", 0.25),
    node("oxide", "oxide", "Pure oxide", "oxide", 0.75),
    node("plain", "magnet", "Magnet, plain", "magnet", 1.0),
    node("tough", "magnet", "Magnet, tough", "magnet", 0.999),
    node("cars", "use", "Cars"),
    node("mills", "use", "Mills"),
]


def chain_flows(scale: float = 1.0) -> list[Row]:
    """Flows that balance: 100 t dug, 20 bought from a partner, 60 from elsewhere, 10 recycled.

    At oxide 60 t from home ore, 20 from the partner, 10 recycled and 10 from stock meet.
    """
    sizes = {
        ("pit", "ore", "mined", ""): {"home": 70},
        ("quarry", "ore", "mined", ""): {"home": 30},
        ("imported", "oxide", "imported", "Partnerland"): {"partner": 20},
        ("imported", "tough", "imported", "Farland"): {"abroad": 60},
        ("stock", "oxide", "released", ""): {"stockpile": 10},
        ("ore", "crude", "made", ""): {"home": 90},
        ("ore", "lost", "lost", ""): {"home": 10},
        ("crude", "oxide", "made", ""): {"home": 60},
        ("crude", "stock", "stocked", ""): {"home": 30},
        ("swarf", "oxide", "made", ""): {"recycled": 10},
        ("oxide", "exported", "exported", "Farland"): {
            "home": 12, "recycled": 2, "partner": 4, "stockpile": 2,
        },
        ("oxide", "plain", "made", ""): {"home": 36, "recycled": 6, "partner": 12, "stockpile": 6},
        ("oxide", "swarf", "made", ""): {"home": 12, "recycled": 2, "partner": 4, "stockpile": 2},
        ("swarf", "aside", "put aside", ""): {
            "home": 6, "recycled": 1, "partner": 2, "stockpile": 1,
        },
        ("plain", "tough", "made", ""): {"home": 6, "recycled": 1, "partner": 2, "stockpile": 1},
        ("plain", "cars", "served", ""): {"home": 30, "recycled": 5, "partner": 10, "stockpile": 5},
        ("tough", "mills", "served", ""): {
            "home": 6, "recycled": 1, "partner": 2, "abroad": 60, "stockpile": 1,
        },
        ("short", "cars", "short", ""): {"short": 25},
        ("short", "mills", "short", ""): {"short": 0},
    }  # fmt: skip
    return [
        row
        for (source, target, kind, region), strands in sizes.items()
        for row in flow(
            source,
            target,
            kind,
            region,
            **{strand: value * scale for strand, value in strands.items()},
        )
    ]


def chain_sample(scale: float = 1.0) -> Chart:
    return sankey(
        chain_flows(scale),
        CHAIN_NODES,
        year=2030,
        subject="NdPr",
        home="Homeland",
        sources=("Toy",),
    )


def uncertain_input(scale: float = 1.0) -> Chart:
    share = {"indicator_unit": "1", "year": 2025, "at_central": 0.2}
    return uncertain_input_ranges(
        [
            share | {"title": "Ramp of plants", "at_low": 0.1 * scale, "at_high": 0.31},
            share | {"title": "Price of oxide", "at_low": 0.22, "at_high": 0.18},
            share | {"title": "Duty", "at_low": None, "at_high": 0.2},
        ]
    )


def indices(scale: float = 1.0) -> Chart:
    columns = ("first_order", "first_order_error", "total", "total_error")
    return indices_of_inputs(
        [
            {"title": title, **dict(zip(columns, shares, strict=True))}
            for title, shares in (
                ("Ramp of plants", (0.4 * scale, 0.05, 0.63, 0.04)),
                ("Duty", (0.02, 0.03, 0.3, 0.06)),
                ("Price of oxide", (-0.01, 0.02, 0.0, 0.01)),
            )
        ]
    )


def instruments(scale: float = 1.0) -> Chart:
    return dots_of_instruments(
        [
            {"title": title, "pair": " and " in title, "made": made, "short": short}
            for title, made, short in (
                ("Subsidy", 19.5 * scale, 1.6),
                ("Stockpile", -0.2, 0.45),
                ("Subsidy and Duty", 31.0, None),
            )
        ],
        made="t for each million USD",
        short="t/yr for each million USD",
    )


def contributions(scale: float = 1.0) -> Chart:
    added = {"Plant": 0.3 * scale, "Halt": -0.1 * scale, "Duty": 0.0}
    return contributions_of_levers(
        [
            {"lever": lever, "contribution": value, "error": 0.02, "unit": "1"}
            for lever, value in added.items()
        ],
        start=0.2,
        end=0.2 + 0.2 * scale,
        start_title="As now",
        end_title="Both",
    )


def curve(scale: float = 1.0) -> Chart:
    numbers = (0.1, 0.2 * scale, None, 0.6)
    return curve_of_figure(
        [
            {"figure": at / 10, "said": f"{at} tenths", "number": value}
            for at, value in enumerate(numbers)
        ],
        figure="Share of capital",
        figure_unit="",
        unit="1",
        target=0.3,
        stated=0.1,
        reached=(0.3,),
    )


def bands(scale: float = 1.0) -> Chart:
    return bands_over_years(
        [
            {"strategy": name, "year": year, "low": low, "median": low + 0.1 * scale,
             "high": low + 0.3, "unit": "1"}
            for name, low in (("as-now", 0.1), ("both", 0.3))
            for year in (2024, 2025)
        ],
        titles={"as-now": "As now", "both": "Halt and build"},
        baseline="as-now",
    )  # fmt: skip


def fan(scale: float = 1.0) -> Chart:
    return fan_over_months(
        [
            {"month": month, "chance": 0.5, "mean": 0.1 * scale, "median": 0.0,
             "upper": 0.2 * scale, "high": high * scale, "tonnes": 3.0}
            for month, high in (("2029-01", 0.3), ("2029-02", 0.4))
        ],
    )  # fmt: skip


def map_of_makers(scale: float = 1.0) -> Chart:
    """Two neighbours whose names would stand on one another, one far away, one without a place."""
    made = [
        ("HOM", "Homeland (and isles)", 78.0, 21.0, 40.0 * scale),
        ("NEA", "Nearland", 84.0, 22.0, 0.0),
        ("FOR", "Farland", 10.0, 50.0, 900.0),
        ("ROW", "Elsewhere", None, None, 5.0),
    ]
    names = ("region", "title", "longitude", "latitude", "value")
    return world_map(
        [dict(zip(names, row, strict=True)) for row in made],
        [
            {"origin": "FOR", "destination": "HOM", "value": 100.0 * scale},
            {"origin": "ROW", "destination": "HOM", "value": 3.0},
            {"origin": "HOM", "destination": "FOR", "value": 0.1},
        ],
        home="HOM",
        material="magnets",
        unit="t magnet/yr",
        year=2030,
    )


def trade_off(scale: float = 1.0) -> Chart:
    return trade_off_dots(
        [
            {"strategy": "as-now", "across": 1e6, "upward": 0.1},
            {"strategy": "both", "across": 3e6, "upward": 0.4 * scale},
        ],
        across=("Home cost", "USD_2024/yr"),
        upward=("Made at home", "1"),
        baseline="as-now",
        strategies={"as-now": "As now", "both": "Halt and build"},
    )


def changed(scale: float = 1.0) -> Chart:
    before = [
        row if row["kind"] != "short" else {**row, "value": 4 * scale * row["value"]}
        for row in chain_flows(0.5)
    ]
    return changed_flows(chain_flows(scale), before, CHAIN_NODES, year=2030, baseline="As now")


SAMPLES: Mapping[str, Callable[[float], Chart]] = {
    "supply_by_origin": supply,
    "bottleneck_strip": binding_constraints,
    "headline_lines": headlines,
    "unmet_by_use": unmet,
    "fate_of_tonnes": fate,
    "calibration_dots": calibration,
    "chain": chain_sample,
    "uncertain_input_ranges": uncertain_input,
    "contributions_of_levers": contributions,
    "indices_of_inputs": indices,
    "dots_of_instruments": instruments,
    "bands_over_years": bands,
    "fan_over_months": fan,
    "curve_of_figure": curve,
    "world_map": map_of_makers,
    "trade_off_dots": trade_off,
    "changed_flows": changed,
}
