"""The tables of a new study, row by row: what is in the ground, who makes what, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from monazite.study.beginning.figures import (
    ABROAD_NEED,
    CHOKE,
    DISPOSAL,
    ELASTICITY,
    FREIGHT,
    GROWTH,
    HOME_NEED,
    PLACEHOLDER,
    PLANT,
    RECOVERY,
    Figures,
)
from monazite.study.beginning.outline import ABROAD, Outline

Table = tuple[Sequence[str], list[Sequence[object]]]
"""Headings, and rows under them."""

FIRST, LAST = 2024, 2035
"""Years a new study reports."""

SPREAD = {"A": 0.05, "B": 0.15, "C": 0.35}
"""How far a figure without a range may be off, by grade, as a part of it."""

WHOLE = 100
"""The most per cent a part of a whole comes to."""

_FIGURE = ("value", "low", "high", "unit", "source_id", "grade", "note")


def chain_tables(outline: Outline) -> Mapping[str, Table]:
    """The tables of `chain/` that hold rows, by name."""
    forms, last = outline.forms, outline.forms[-1]
    here, there = outline.home, ABROAD
    between = ("refined", *("worked" for _ in forms[3:])) if len(forms) > 2 else ()
    roles = ("ore", *between, "product")
    return {
        "stages": (
            ("stage", "title", "form", "role"),
            [
                ("mining", "Mining", forms[0].name, "mine"),
                *((form.name, form.title, form.name, "make") for form in forms[1:]),
            ],
        ),
        "forms": (
            ("form", "title", "plural", "role"),
            [
                (form.name, form.title, form.plural, role)
                for form, role in zip(forms, roles, strict=True)
            ],
        ),
        "bases": (
            ("basis", "title"),
            [
                *((form.name, form.title.lower()) for form in forms),
                (outline.mineral, f"contained {outline.mineral}"),
            ],
        ),
        "regions": (("region", "title"), [(here, outline.home_title), (there, "Abroad")]),
        "groups": (
            ("group", "title", "contained", "basis"),
            [(outline.mineral, outline.mineral, outline.mineral, outline.mineral)],
        ),
        "materials": (
            ("material", "title", "stage", "form", "basis", "price", "disposal_cost"),
            [
                (
                    *(form.name, form.title, stage, form.name, form.name),
                    *(f"{{prices:{_slug(form.name)}}}", f"{{costs:{_slug(form.name)}-disposal}}"),
                )
                for form, stage in zip(forms, outline.stages, strict=True)
            ],
        ),
        "contents": (
            ("material", "group", "content"),
            [
                (form.name, outline.mineral, f"{{chemistry:{_slug(form.name)}-content}}")
                for form in forms
            ],
        ),
        "recipes": (
            ("recipe", "material", "role", "reference", "amount"),
            list(_recipes(outline)),
        ),
        "facilities": (
            (
                *("facility", "title", "operator", "owner", "region", "stage", "recipe"),
                *("status", "start", "nameplate", "ramp", "operating_cost", "capital_cost"),
                *("lead_time", "lifetime", "hurdle_rate"),
            ),
            list(_facilities(outline)),
        ),
        "ramps": (
            ("ramp", "year_after_start", "share", *_FIGURE[4:]),
            [("immediate", 0, 1, PLACEHOLDER, "C", "Placeholder: plants work from the first day.")],
        ),
        "lanes": (
            ("material", "origin", "destination", "freight"),
            [
                (form.name, start, end, f"{{costs:{_slug(form.name)}-freight}}")
                for form in forms
                for start, end in ((here, there), (there, here))
            ],
        ),
        "uses": (
            ("use", "title", "tier", "basis", "reference_price", "elasticity", "choke"),
            [
                (
                    *("users", f"Users of {last.plural}", 1, last.name),
                    f"{{prices:{_slug(last.name)}}}",
                    *("{demand:elasticity}", "{demand:choke-price}"),
                )
            ],
        ),
        "options": (
            ("use", "material", "equivalence", *_FIGURE[4:]),
            [("users", last.name, 1, PLACEHOLDER, "A", "Demand is counted in the product.")],
        ),
        "demand": (
            ("use", "region", "year", "quantity"),
            [
                ("users", region, year, f"{{demand:{slug}-{year}}}")
                for region, slug in ((here, "home"), (there, "abroad"))
                for year in (FIRST, LAST)
            ],
        ),
        "currencies": (("currency", "per_dollar"), []),
    }


def evidence_tables(outline: Outline, figures: Figures) -> Mapping[str, Table]:
    """The tables of `evidence/`: one placeholder fact for every number of the chain."""
    forms, here, last = outline.forms, outline.home, outline.forms[-1]
    mineral = outline.mineral
    return {
        "chemistry": _facts(
            *(
                (f"{_slug(form.name)}-content", f"{mineral} in {form.plural}", held,
                 f"t {mineral}/t {form.name}", "")
                for form, held in zip(forms, figures.content, strict=True)
            ),
            *(
                (f"{_slug(form.name)}-recovery", f"{mineral} that passes into {form.plural}",
                 100 * RECOVERY, "%", "")
                for form in forms[1:]
            ),
            table="chemistry",
        ),
        "prices": _facts(
            *(
                (_slug(form.name), f"price of {form.plural}", price, f"USD_2024/t {form.name}",
                 FIRST)
                for form, price in zip(forms, figures.price, strict=True)
            ),
            table="prices",
        ),
        "costs": _facts(
            *(
                (f"{_slug(form.name)}-{where}", f"making {form.plural} {whose}", cost,
                 f"USD_2024/t {form.name}", FIRST)
                for form, cost in zip(forms, figures.cost, strict=True)
                for where, whose in (("home", "at home"), ("abroad", "abroad"))
            ),
            *(
                (f"{_slug(form.name)}-plant", f"plant for {form.plural}", PLANT * cost,
                 f"USD_2024 yr/t {form.name}", FIRST)
                for form, cost in zip(forms, figures.cost, strict=True)
            ),
            *(
                (f"{_slug(form.name)}-{what}", f"{said} of {form.plural}", share * price,
                 f"USD_2024/t {form.name}", FIRST)
                for form, price in zip(forms, figures.price, strict=True)
                for what, said, share in (
                    ("freight", "freight", FREIGHT), ("disposal", "disposal", DISPOSAL)
                )
            ),
            table="costs",
        ),
        "capacity": _facts(
            *(
                (f"{_slug(form.name)}-{where}", f"capacity for {form.plural} {whose}", size,
                 f"t {form.name}/yr", FIRST)
                for form, home, abroad in zip(forms, figures.home, figures.abroad, strict=True)
                for where, whose, size in (("home", "at home", home), ("abroad", "abroad", abroad))
            ),
            table="capacity",
        ),
        "demand": _facts(
            *(
                (f"{slug}-{year}", f"{last.plural} wanted {whose}", need * more,
                 f"t {last.name}/yr", year)
                for slug, whose, need in (("home", f"in {here}", HOME_NEED),
                                          ("abroad", "abroad", ABROAD_NEED))
                for year, more in ((FIRST, 1.0), (LAST, GROWTH))
            ),
            ("elasticity", "change of demand per change of price", ELASTICITY, "1", ""),
            ("choke-price", "price at which the last user gives up", CHOKE * figures.price[-1],
             f"USD_2024/t {last.name}", FIRST),
            table="demand",
        ),
        "economy": _facts(
            ("discount-rate", "discount rate", 5, "%", ""),
            ("hurdle-rate", "return an owner asks for", 12, "%", ""),
            ("lead-time", "years from decision to start", 2, "yr", ""),
            ("lifetime", "years a plant stands", 20, "yr", ""),
            table="economy",
        ),
    }  # fmt: skip


def _facts(*rows: tuple[str, str, float, str, object], table: str) -> Table:
    note = "Placeholder: replace value, range, source and grade."
    return (
        ("fact_id", "item", "period", "kind", *_FIGURE),
        [
            (f"{table}:{slug}#1", item, period, "value", f"{value:.6g}", *_ends(value, unit), unit,
             PLACEHOLDER, "C", note)
            for slug, item, value, unit, period in rows
        ],
    )  # fmt: skip


def _ends(value: float, unit: str) -> tuple[str, str]:
    """Low and high of a part of a whole, which never exceeds it; else what its grade says."""
    low = value * (1 - SPREAD["C"])
    beyond = unit == "%" and value * (1 + SPREAD["C"]) > WHOLE
    return (f"{low:.6g}", f"{WHOLE:g}") if beyond else ("", "")


def _recipes(outline: Outline) -> Iterable[Sequence[object]]:
    yield ("mining", outline.forms[0].name, "output", "yes", "")
    for feed, form in zip(outline.forms, outline.forms[1:], strict=False):
        held, wanted = (f"{{chemistry:{_slug(one.name)}-content}}" for one in (feed, form))
        amount = f"{wanted} / ({held} * {{chemistry:{_slug(form.name)}-recovery}})"
        yield (form.name, feed.name, "input", "", amount)
        yield (form.name, form.name, "output", "yes", "")


def _facilities(outline: Outline) -> Iterable[Sequence[object]]:
    places = (
        ("home", outline.home, outline.home_title, "private", "operating"),
        ("abroad", ABROAD, "Abroad", "foreign", "pool"),
    )
    for where, region, title, owner, status in places:
        for form, stage in zip(outline.forms, outline.stages, strict=True):
            does = "mines" if stage == "mining" else f"plants for {form.plural}"
            yield (
                *(f"{where}_{stage}", f"{title}, {does}", "Several", owner, region, stage, stage),
                *(status, 2015, f"{{capacity:{_slug(form.name)}-{where}}}", "immediate"),
                *(f"{{costs:{_slug(form.name)}-{where}}}", f"{{costs:{_slug(form.name)}-plant}}"),
                *("{economy:lead-time}", "{economy:lifetime}", "{economy:hurdle-rate}"),
            )


def _slug(name: str) -> str:
    """A name as part of the name of a fact."""
    return name.replace("_", "-")
