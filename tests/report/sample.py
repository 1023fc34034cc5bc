"""A brief about an imagined run, as rich as a real one; its figures are made up."""

from collections.abc import Callable
from typing import Any

from monazite.charts import (
    Chart,
    bottleneck_strip,
    calibration_dots,
    fate_of_tonnes,
    headline_lines,
    supply_by_origin,
    unmet_by_use,
)
from monazite.core.money import PriceUnit
from monazite.core.origin import LEVERS, Origin
from monazite.core.phrases import Phrase
from monazite.findings.account import CONSERVED, Fate, Whereabouts
from monazite.findings.bottlenecks import BindingConstraint
from monazite.findings.comparison import SideBySide
from monazite.findings.evidence import Compared
from monazite.report import (
    BriefContent,
    ClaimLine,
    Disagreement,
    FactLine,
    LeverLine,
    Rival,
    SourceLine,
    ThinFact,
)

Row = dict[str, Any]
YEARS = range(2024, 2041)
MAGNET = "t magnet/yr"
STRATEGIES = {
    "as-now": "As now",
    "halt-only": "Halt only",
    "build-only": "Build only",
    "article": "What the article says",
}

_WithLevers = Callable[[int, int], float]
_INDICATORS: dict[str, tuple[str, str, str, _WithLevers]] = {
    "self_sufficiency.magnet": (
        "Self-sufficiency in magnets",
        "1",
        "up",
        lambda year, k: min(0.62, 0.01 + 0.011 * k * max(0, year - 2026)),
    ),
    "net_import_reliance.magnet": (
        "Import dependence in magnets",
        "1",
        "down",
        lambda year, k: 1 - min(0.62, 0.01 + 0.011 * k * max(0, year - 2026)),
    ),
    "unmet_demand": (
        "Unmet demand at home",
        MAGNET,
        "down",
        lambda year, k: max(0.0, (year - 2028) * (95.0 - 24 * k)),
    ),
    "home_cost": (
        "Home cost at border prices",
        "USD_2024/yr",
        "down",
        lambda year, k: 4.1e8 * 1.06 ** (year - 2024) * (1 + 0.012 * k),
    ),
    "price.ndpr_oxide": (
        "Price at home, NdPr oxide",
        "USD_2024/kg",
        "neither",
        lambda year, k: 58 + 2.2 * (year - 2024) ** 0.7 - 0.9 * k,
    ),
    "public_outlay": (
        "Public outlay",
        "INR_2024 crore/yr",
        "down",
        lambda year, k: 410.0 * k if 2027 <= year <= 2031 and k > 1 else 0.0,
    ),
}

SOURCES = {
    "india/irel_ar": SourceLine(
        title="Annual report 2023-24",
        publisher="IREL (India) Limited",
        date="2024-09",
        url="https://example.org/irel/annual-report.pdf",
    ),
    "world/mcs2026": SourceLine(
        title="Mineral commodity summaries 2026: rare earths",
        publisher="U.S. Geological Survey",
        date="2026-01",
        url="https://example.org/usgs/mcs2026-rare-earths.pdf",
    ),
    "india/seed_article": SourceLine(title="The article this study starts from", date="2025-06"),
    "techno/est": SourceLine(title="Estimate made for this study", date="2026-11"),
    "india/newswire": SourceLine(
        title="India asks state miner to suspend exports",
        publisher="A news agency",
        date="2025-06-13",
        url="https://example.org/news/2025/06/13",
    ),
}


def headlines() -> list[SideBySide]:
    """Numbers as a comparison gives them, two years for each indicator."""
    return [
        SideBySide(
            indicator=key,
            title=title,
            unit=unit,
            better=better,
            year=year,
            baseline="as-now",
            values={name: course(year, k) for k, name in enumerate(STRATEGIES)},
        )
        for key, (title, unit, better, course) in _INDICATORS.items()
        for year in (2030, 2035)
    ]


def long_rows() -> list[Row]:
    """Rows of the long findings table for all strategies."""
    return [
        {
            "study": "india",
            "strategy": name,
            "world": "central",
            "draw": 0,
            "region": "IND",
            "indicator": key,
            "unit": unit,
            "year": year,
            "value": course(year, k),
        }
        for key, (_, unit, _, course) in _INDICATORS.items()
        for k, name in enumerate(STRATEGIES)
        for year in YEARS
    ]


def _constraint(
    stage: str,
    subject: str,
    title: str,
    course: Callable[[int], float],
    *,
    rule: str = "output_within_capacity",
    shadow_price: float = 0.0,
    basis: str = "oxide",
    start: int = 2024,
    sense: str = "ceiling",
    levers: tuple[str, ...] = (),
    facts: tuple[str, ...] = (),
) -> list[BindingConstraint]:
    rows = []
    for year in range(start, 2041):
        share = min(1.0, course(year))
        binding = share >= 1 and shadow_price > 0
        rows.append(
            BindingConstraint(
                stage=stage,
                stage_title=stage.capitalize(),
                subject=subject,
                title=title,
                rule=rule,
                year=year,
                utilisation=share,
                binding=binding,
                sense=sense,
                shadow_price=shadow_price * (1 - 0.02 * (year - 2024)) if binding else 0.0,
                unit=PriceUnit("USD_2024", f"t {basis}"),
                levers=levers,
                facts=facts,
                size=100.0,
            )
        )
    return rows


def binding_constraints() -> list[BindingConstraint]:
    """What binds, as findings give it."""
    return [
        *_constraint(
            "mining", "oscom", "IREL OSCOM, Chatrapur", lambda year: 0.6 + 0.02 * (year - 2024)
        ),
        *_constraint("mining", "chavara", "IREL Chavara", lambda year: 0.45),
        *_constraint(
            "mining",
            "chavara",
            "IREL Chavara",
            lambda year: 0.9,
            rule="output_at_least",
            sense="floor",
        ),
        *_constraint(
            "cracking",
            "reep",
            "IREL rare earths extraction plant, OSCOM",
            lambda year: 0.71 + 0.06 * (year - 2024),
            shadow_price=11_800,
            rule="feed_within_permit",
            basis="REO",
            levers=(Origin("strategies/article.yaml", LEVERS, 2),),
            facts=("facilities:oscom-permit#1", "production:irel-reo-2024#1"),
        ),
        *_constraint(
            "separation",
            "aluva",
            "IREL Rare Earths Division, Aluva",
            lambda year: 1.0 if year < 2032 else 0.84,
            shadow_price=41_300,
            facts=("facilities:aluva-nameplate#1",),
        ),
        *_constraint(
            "metal",
            "bhopal",
            "Rare Earth and Titanium Theme Park, Bhopal",
            lambda year: 0.2 * (year - 2026),
            shadow_price=15_200,
            basis="metal",
            start=2027,
        ),
        *_constraint(
            "magnet", "vizag", "IREL SmCo plant, Visakhapatnam", lambda year: 0.3, start=2025
        ),
        *_constraint(
            "magnet",
            "scheme",
            "Winners of the sintered magnet scheme",
            lambda year: 1.0 if year <= 2033 else 0.9,
            shadow_price=55_700,
            basis="magnet",
            start=2028,
            levers=(Origin("strategies/build-only.yaml", LEVERS, 1),),
            facts=("policy:magnet-scheme-capacity#1",),
        ),
    ]


def supply_chart() -> Chart:
    need = {year: 4200 * 1.1 ** (year - 2024) for year in YEARS}
    rows: list[Row] = []
    for year in YEARS:
        home = max(0.0, min(7000.0, 900.0 * (year - 2027)))
        parts = {
            "home": home,
            "recycled": 45.0 * (year - 2024),
            "partner": 600.0 if year >= 2029 else 0.0,
            "stockpile": 350.0 if year in (2030, 2031) else 0.0,
            "short": max(0.0, 0.4 * (year - 2028) * 95),
        }
        abroad = max(0.0, need[year] - sum(parts.values()))
        rows += [
            {"origin": origin, "year": year, "value": value, "unit": MAGNET}
            for origin, value in (parts | {"abroad": abroad}).items()
        ]
    return supply_by_origin(
        rows,
        [{"year": year, "value": value} for year, value in need.items()],
        baseline=[{"year": year, "value": 30.0 * (year - 2024)} for year in YEARS],
        baseline_title="As now",
        material="NdFeB magnets",
        title="Home plants come late: until 2030 nearly all magnets are bought abroad",
        sources=("monazite, strategy What the article says, world Central",),
    )


def unmet_chart() -> Chart:
    weights = {
        "ev_car": 40,
        "wind": 14,
        "aviation_defence": 2,
        "appliances": 12,
        "industrial_motors_robots": 16,
        "ice_auto_parts": 9,
    }
    return unmet_by_use(
        [
            {"use": use, "year": year, "value": max(0.0, 0.4 * k * (year - 2028)), "unit": MAGNET}
            for use, k in weights.items()
            for year in YEARS
        ],
        title="Electric cars bear two fifths of the shortage",
    )


def fate_chart() -> Chart:
    rows: list[Fate] = []
    for year in YEARS:
        kept = 0.0 if year < 2025 else 390.0
        used = max(0.0, min(kept - 20, 60.0 * (year - 2029)))
        stocked = 120.0 if 2025 <= year <= 2027 else 0.0
        fates = {
            Whereabouts("used at home"): used,
            Whereabouts("stocked", "oxide"): stocked,
            Whereabouts("put aside", "concentrate"): max(0.0, kept - used - stocked - 20),
            Whereabouts("lost in processing"): 20.0 if kept else 0.0,
            CONSERVED: kept,
        }
        rows += [Fate(year, fate, tonnes, "NdPr") for fate, tonnes in fates.items()]
    return fate_of_tonnes(
        rows,
        unit="t oxide/yr",
        subject="Neodymium and praseodymium",
        title="What is kept from Japan is mostly left as concentrate until metal plants run",
    )


def _observed(
    title: str, year: int, observed: float, modelled: float, unit: str, status: str, reason: str
) -> Compared:
    return Compared(
        quantity=title.lower().replace(" ", "_"),
        title=title,
        year=year,
        measure="quantity",
        observed=observed,
        modelled=modelled,
        gap=(modelled - observed) / observed,
        unit=unit,
        status=status,
        determined_by=Phrase(),
        reason=reason,
        facts=("production:irel-reo-2024#1",),
        sources=("world/mcs2026", "india/irel_ar"),
    )


def calibration() -> list[Compared]:
    """Observed against modelled quantities, as findings give them."""
    return [
        _observed(
            "Monazite processed",
            2024,
            4000,
            4000,
            "t monazite/yr",
            "fitted",
            "Feed is set to the permit.",
        ),
        _observed(
            "REO output of IREL",
            2024,
            2900,
            2300,
            "t REO/yr",
            "missed",
            "4,000 t of monazite times 0.575 is 2,300 t REO; the permit figure is believed.",
        ),
        _observed(
            "NdPr oxide exported to Japan",
            2024,
            400,
            410,
            "t oxide/yr",
            "reproduced",
            "Neither pinned nor fitted.",
        ),
        _observed(
            "Magnets imported",
            2024,
            53_748,
            12_100,
            MAGNET,
            "missed",
            "The customs line covers all metal magnets, not only rare-earth ones.",
        ),
        _observed(
            "Share of magnets that come from China",
            2025,
            0.93,
            0.91,
            "1",
            "reproduced",
            "Neither pinned nor fitted.",
        ),
    ]


def _facts() -> list[FactLine]:
    return [
        FactLine(
            fact_id="production:irel-reo-2024#1",
            what="Rare-earth oxide output of IREL",
            value=2900,
            low=2700,
            high=3000,
            unit="t REO/yr",
            period="2024",
            grade="A",
            source=SOURCES["world/mcs2026"],
            note="Mine output as oxide contained; not what leaves the separation plant.",
            rivals=[
                Rival(
                    value=2300,
                    unit="t REO/yr",
                    source="own arithmetic from monazite processed",
                    reason="lower grade: an estimate",
                ),
                Rival(
                    value=3100,
                    unit="t REO/yr",
                    source="Mineral commodity summaries 2024",
                    reason="earlier edition of the same source",
                ),
            ],
            corrections=["Value for FY2023-24 moved to 2024: a quarter belongs to the next year."],
        ),
        FactLine(
            fact_id="facilities:oscom-permit#1",
            what="Monazite that OSCOM may process",
            value=4000,
            unit="t monazite/yr",
            period="2024",
            grade="A",
            source=SOURCES["india/irel_ar"],
        ),
        FactLine(
            fact_id="facilities:aluva-nameplate#1",
            what="Separation capacity at Aluva, NdPr oxide",
            value=500,
            low=400,
            high=500,
            unit="t oxide/yr",
            period="2024",
            grade="B",
            source=SOURCES["india/irel_ar"],
        ),
        FactLine(
            fact_id="policy:magnet-scheme-capacity#1",
            what="Magnet capacity supported by the scheme",
            value=6000,
            unit="t magnet/yr",
            period="2025-11",
            grade="A",
            source=SOURCES["india/newswire"],
        ),
        FactLine(
            fact_id="intensities:e2w-magnet#2",
            what="Magnet in an electric two-wheeler",
            value=0.35,
            low=0.2,
            high=0.75,
            unit="kg magnet/vehicle",
            grade="C",
            source=SOURCES["techno/est"],
            note="Between a teardown of one hub motor and a maker's statement.",
            rivals=[
                Rival(
                    value=0.75,
                    unit="kg magnet/vehicle",
                    source="a consultancy's slide, 2021",
                    reason="same grade, earlier date",
                )
            ],
        ),
        FactLine(
            fact_id="facilities:chinese-licence#1",
            what="Licences for magnet exports to India, number granted",
            value=None,
            unit="",
            period="2025-04",
            grade="B",
            source=SOURCES["india/newswire"],
            note="Undisclosed.",
        ),
    ]


def content(**changes: Any) -> BriefContent:
    """Return the brief; `changes` replace its fields."""
    binding = binding_constraints()
    titles = {key: title for key, (title, *_) in _INDICATORS.items()}
    fields: dict[str, Any] = {
        "title": "Holding back exports alone makes no magnet; plants do, from 2028",
        "question": (
            "Does holding back rare-earth exports to Japan while building capacity at home make "
            "India self-reliant in magnets, what does it cost, and what stands in the way?"
        ),
        "date": "2026-11-22",
        "study": "India rare earths, mine to magnet",
        "data_version": "2026.11",
        "data_hash": "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90",
        "software": "monazite 0.1.0",
        "strategies": STRATEGIES,
        "baseline": "as-now",
        "world": "Central: history as it happened up to 2026",
        "answer": [
            "No: in 2030 home plants cover 14 % (9–19 %) of the need for magnets under what the "
            "article says, against 1 % as things stand, and 31 % (22–38 %) in 2035.",
            "The halt by itself adds nothing, because separation at Aluva is full until 2031 and "
            "390 t of NdPr oxide a year wait as concentrate for metal plants.",
            "It costs Japan's users 7 million USD a year and India's treasury INR 1,230 crore a "
            "year in 2027–2031; doubling separation first would free more than the halt.",
        ],
        "confidence": "Fair",
        "confidence_reason": (
            "18 % of the result leans on single weak sources, above all the weight of magnets in "
            "electric two-wheelers."
        ),
        "headlines": headlines(),
        "charts": [
            headline_lines(
                long_rows(),
                baseline="as-now",
                strategies=STRATEGIES,
                titles=titles,
                title="Only strategies that build plants move self-sufficiency",
            ),
            supply_chart(),
            fate_chart(),
            bottleneck_strip(
                binding, title="Separation is full until 2031, then metal and magnets are"
            ),
            unmet_chart(),
            calibration_dots(calibration()),
        ],
        "binding_constraints": binding,
        "binding_constraints_of": "What the article says",
        "calibration": calibration(),
        "disagreements": [
            Disagreement(
                quantity="Neodymium exported to Japan",
                arithmetic="1,000 t for 7 million USD is 7 USD/kg; the oxide cost 56 USD/kg.",
                believed="About 1,000 t of mixed material, of which neodymium is a part.",
            )
        ],
        "levers": [
            LeverLine(
                words="No neodymium from India to Japan, in any form but magnets, from June 2025.",
                why="Keep neodymium for Indian makers.",
                source=SOURCES["india/seed_article"],
                strategy="What the article says",
            ),
            LeverLine(
                words="Double processing at IREL by March 2026, all of it publicly paid.",
                why="The article says capacity is to double.",
                source=SOURCES["india/seed_article"],
                strategy="What the article says",
            ),
        ],
        "world_levers": [
            LeverLine(
                words="China withholds 80 % of magnets from April to September 2025.",
                why="Licences were stopped and then granted again.",
                source=SOURCES["india/newswire"],
                strategy="Central",
            )
        ],
        "facts": _facts(),
        "sources": SOURCES,
        "claims": [
            ClaimLine(
                claim="India at once stopped rare-earth exports to Japan.",
                verdict="contradicted",
                finding="The minister asked the state miner to suspend; there was no public order.",
                why="Sources describe a request, not an immediate halt.",
                source=SOURCES["india/newswire"],
                facts=["policy:magnet-scheme-capacity#1"],
            ),
            ClaimLine(
                claim="About 1,000 t a year, mainly neodymium, for about 7 million USD.",
                verdict="internally inconsistent",
                finding="7 USD/kg is an eighth of the price of neodymium oxide.",
                why="The figure fits mixed rare-earth material.",
                source=SOURCES["india/seed_article"],
            ),
            ClaimLine(
                claim="India holds the third-largest reserves, 6.9 million t.",
                verdict="supported",
                finding="6.9 million t REO, third or fifth by edition of the source.",
                why="Same figure in the primary source.",
                source=SOURCES["world/mcs2026"],
            ),
        ],
        "goods": "magnets",
        "money": "USD_2024",
        "goods_unit": "t magnet/yr",
        "contained_unit": "t oxide/yr",
        "limits": [
            "Prices abroad do not react to what India does beyond the trade lanes in the model.",
            "Plants are planned by a single planner who knows all but sudden shocks.",
            "Thorium and uranium are counted, not valued.",
        ],
        "thin_facts": [
            ThinFact(
                what="Magnet in an electric two-wheeler",
                leaning="9 % of the result",
                fact_id="intensities:e2w-magnet#2",
            ),
            ThinFact(what="Cost of sintering in a first Indian plant", leaning="5 %"),
        ],
        "warnings": [
            "Doubling by March 2026 is faster than any plant in the evidence (4 sources, Firm)."
        ],
        "link": "monazite run india as-now halt-only build-only article --world central",
    }
    return BriefContent(**(fields | changes))
