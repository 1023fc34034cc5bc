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
    RECOVERED,
    RECOVERY,
    Figures,
)
from monazite.study.beginning.outline import ABROAD, Outline

Table = tuple[Sequence[str], list[Sequence[object]]]
"""Headings, and rows under them."""

Placeholder = (
    tuple[str, str, float, str, object] | tuple[str, str, float, str, object, tuple[float, float]]
)
"""Slug, item, value, unit and period of a fact, and its range where it states one."""

FIRST, LAST = 2024, 2035
"""Years a new study reports."""

SPREAD = {"A": 0.05, "B": 0.15, "C": 0.35}
"""How far a figure without a range may be off, by grade, as a part of it."""

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
            ("basis", "title", "of", "amount", *_FIGURE[4:]),
            [
                (name, title, *("" for _ in ("of", "amount", *_FIGURE[4:])))
                for name, title in (
                    *((form.name, form.title.lower()) for form in forms),
                    (outline.mineral, f"contained {outline.mineral}"),
                )
            ],
        ),
        "regions": (
            ("region", "title"),
            [(here, outline.home_title), (there, "Rest of the world")],
        ),
        "groups": (
            ("group", "title", "contained", "basis"),
            [(outline.mineral, outline.mineral, outline.mineral, outline.mineral)],
        ),
        "materials": (
            ("material", "title", "stage", "form", "basis", "price", "disposal_cost"),
            [
                (
                    *(form.name, form.title, stage, form.name, form.name),
                    *(
                        f"{{prices:price-of-{_slug(form.name)}}}",
                        f"{{costs:disposal-of-{_slug(form.name)}}}",
                    ),
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
                *("lead_time", "build_rate", "lifetime", "hurdle_rate"),
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
                (form.name, start, end, f"{{costs:freight-of-{_slug(form.name)}}}")
                for form in forms
                for start, end in ((here, there), (there, here))
            ],
        ),
        "uses": (
            ("use", "title", "tier", "basis", "reference_price", "elasticity", "choke"),
            [
                (
                    *("users", f"Users of {last.plural}", 1, last.name),
                    f"{{prices:price-of-{_slug(last.name)}}}",
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
                for region, slug in ((here, "demand-at-home"), (there, "demand-abroad"))
                for year in (FIRST, LAST)
            ],
        ),
    }


def evidence_tables(outline: Outline, figures: Figures) -> Mapping[str, Table]:
    """The tables of `evidence/`: one placeholder fact for every number of the chain."""
    forms, last = outline.forms, outline.forms[-1]
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
                 100 * RECOVERY, "%", "", RECOVERED)
                for form in forms[1:]
            ),
            table="chemistry",
        ),
        "prices": _facts(
            *(
                (f"price-of-{_slug(form.name)}", f"price of {form.plural}", price,
                 f"USD_2024/t {form.name}", FIRST)
                for form, price in zip(forms, figures.price, strict=True)
            ),
            table="prices",
        ),
        "costs": _facts(
            *(
                (f"making-{_slug(form.name)}-{_slug(whose)}", f"making {form.plural} {whose}", cost,
                 f"USD_2024/t {form.name}", FIRST)
                for form, cost in zip(forms, figures.cost, strict=True)
                for whose in ("at home", "abroad")
            ),
            *(
                (f"plant-for-{_slug(form.name)}", f"plant for {form.plural}", PLANT * cost,
                 f"USD_2024 yr/t {form.name}", FIRST)
                for form, cost in zip(forms, figures.cost, strict=True)
            ),
            *(
                (f"{what}-of-{_slug(form.name)}", f"{what} of {form.plural}", share * price,
                 f"USD_2024/t {form.name}", FIRST)
                for form, price in zip(forms, figures.price, strict=True)
                for what, share in (("freight", FREIGHT), ("disposal", DISPOSAL))
            ),
            table="costs",
        ),
        "capacity": _facts(
            *(
                (f"{_slug(form.name)}-capacity-{_slug(whose)}",
                 f"capacity for {form.plural} {whose}",
                 size, f"t {form.name}/yr", FIRST)
                for form, home, abroad in zip(forms, figures.home, figures.abroad, strict=True)
                for whose, size in (("at home", home), ("abroad", abroad))
            ),
            *(
                (f"{_slug(form.name)}-build-rate",
                 f"plants for {form.plural} added a year before a lever gives leave to", 0,
                 f"t {form.name}/yr/yr", FIRST)
                for form in forms
            ),
            table="capacity",
        ),
        "demand": _facts(
            *(
                (f"{slug}-{year}", f"{last.plural} wanted {whose}", need * more,
                 f"t {last.name}/yr", year)
                for slug, whose, need in (
                    ("demand-at-home", f"in {outline.home_title}", HOME_NEED),
                    ("demand-abroad", "abroad", ABROAD_NEED),
                )
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


def _facts(*rows: Placeholder, table: str) -> Table:
    note = "Placeholder: replace value, range, source and grade."
    return (
        ("fact_id", "item", "period", "kind", *_FIGURE),
        [
            (f"{table}:{slug}#1", item, period, "value", f"{value:.6g}",
             *((f"{end:.6g}" for end in ends[0]) if ends else ("", "")), unit,
             PLACEHOLDER, "C", note)
            for slug, item, value, unit, period, *ends in rows
        ],
    )  # fmt: skip


def _recipes(outline: Outline) -> Iterable[Sequence[object]]:
    yield ("mining", outline.forms[0].name, "output", "yes", "")
    for feed, form in zip(outline.forms, outline.forms[1:], strict=False):
        held, wanted = (f"{{chemistry:{_slug(one.name)}-content}}" for one in (feed, form))
        amount = f"{wanted} / ({held} * {{chemistry:{_slug(form.name)}-recovery}})"
        yield (form.name, feed.name, "input", "", amount)
        yield (form.name, form.name, "output", "yes", "")


def _facilities(outline: Outline) -> Iterable[Sequence[object]]:
    places = (
        ("home", "at-home", outline.home, outline.home_title, "private", "operating"),
        ("abroad", "abroad", ABROAD, "Rest of the world", "foreign", "pool"),
    )
    for where, whose, region, title, owner, status in places:
        for form, stage in zip(outline.forms, outline.stages, strict=True):
            does = "mines" if stage == "mining" else f"plants for {form.plural}"
            yield (
                *(f"{where}_{stage}", f"{title}, {does}", "Several", owner, region, stage, stage),
                *(status, 2015, f"{{capacity:{_slug(form.name)}-capacity-{whose}}}", "immediate"),
                f"{{costs:making-{_slug(form.name)}-{whose}}}",
                f"{{costs:plant-for-{_slug(form.name)}}}",
                "{economy:lead-time}",
                f"{{capacity:{_slug(form.name)}-build-rate}}" if where == "home" else "",
                *("{economy:lifetime}", "{economy:hurdle-rate}"),
            )


def _slug(name: str) -> str:
    """A name as part of the name of a fact."""
    return name.replace("_", "-").replace(" ", "-")
