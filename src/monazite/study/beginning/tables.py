"""The tables of a new study, row by row: what is in the ground, who makes what, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from monazite.core.wording import place_named
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
    return {**_named(outline), **_made(outline), **_moved_and_used(outline)}


def _named(outline: Outline) -> Mapping[str, Table]:
    """Names of all there is: stages, forms, what tonnes are of, regions and groups."""
    forms = outline.forms
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
            [(outline.home, outline.home_title), (ABROAD, "Rest of the world")],
        ),
        "groups": (
            ("group", "title", "contained", "basis"),
            [(outline.mineral, outline.mineral, outline.mineral, outline.mineral)],
        ),
    }


def _made(outline: Outline) -> Mapping[str, Table]:
    """Materials with what they hold, and who makes them how."""
    forms = outline.forms
    return {
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
    }


def _moved_and_used(outline: Outline) -> Mapping[str, Table]:
    """Where materials may be shipped, and who wants how much of the last."""
    last, here, there = outline.forms[-1], outline.home, ABROAD
    return {
        "lanes": (
            ("material", "origin", "destination", "freight", "reference_flow"),
            [
                (
                    *(form.name, start, end, f"{{costs:freight-of-{_slug(form.name)}}}"),
                    # what a stop abroad withholds is a share of the trade that is known
                    "{trade:usual-imports}" if form == last and end == here else "",
                )
                for form in outline.forms
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
    rows = {
        "chemistry": _contents(outline, figures),
        "prices": _prices(outline, figures),
        "costs": _costs(outline, figures),
        "capacity": _capacities(outline, figures),
        "demand": _wanted(outline, figures),
        "trade": _traded(outline, figures),
        "economy": (
            ("discount-rate", "discount rate", 5, "%", ""),
            ("hurdle-rate", "return an owner asks for", 12, "%", ""),
            ("lead-time", "years from decision to start", 2, "yr", ""),
            ("lifetime", "years a plant stands", 20, "yr", ""),
        ),
    }
    return {table: _facts(*facts, table=table) for table, facts in rows.items()}


def _contents(outline: Outline, figures: Figures) -> Iterator[Placeholder]:
    """How much of the mineral each form holds, and how much passes into it."""
    mineral = outline.mineral
    for form, held in zip(outline.forms, figures.content, strict=True):
        item, unit = f"{mineral} in {form.plural}", f"t {mineral}/t {form.name}"
        yield f"{_slug(form.name)}-content", item, held, unit, ""
    for form in outline.forms[1:]:
        item = f"{mineral} that passes into {form.plural}"
        yield f"{_slug(form.name)}-recovery", item, 100 * RECOVERY, "%", "", RECOVERED


def _prices(outline: Outline, figures: Figures) -> Iterator[Placeholder]:
    for form, price in zip(outline.forms, figures.price, strict=True):
        item, unit = f"price of {form.plural}", f"USD_2024/t {form.name}"
        yield f"price-of-{_slug(form.name)}", item, price, unit, FIRST


def _costs(outline: Outline, figures: Figures) -> Iterator[Placeholder]:
    """What it costs to make each form, to build a plant for it, to ship it and to throw it away."""
    for form, cost in zip(outline.forms, figures.cost, strict=True):
        for whose in ("at home", "abroad"):
            slug = f"making-{_slug(form.name)}-{_slug(whose)}"
            yield slug, f"making {form.plural} {whose}", cost, f"USD_2024/t {form.name}", FIRST
    for form, cost in zip(outline.forms, figures.cost, strict=True):
        item, unit = f"plant for {form.plural}", f"USD_2024 yr/t {form.name}"
        yield f"plant-for-{_slug(form.name)}", item, PLANT * cost, unit, FIRST
    for form, price in zip(outline.forms, figures.price, strict=True):
        for what, share in (("freight", FREIGHT), ("disposal", DISPOSAL)):
            slug, item = f"{what}-of-{_slug(form.name)}", f"{what} of {form.plural}"
            yield slug, item, share * price, f"USD_2024/t {form.name}", FIRST


def _capacities(outline: Outline, figures: Figures) -> Iterator[Placeholder]:
    """What plants can make, and that none is added before a lever gives leave to."""
    for form, home, abroad in zip(outline.forms, figures.home, figures.abroad, strict=True):
        for whose, size in (("at home", home), ("abroad", abroad)):
            slug = f"{_slug(form.name)}-capacity-{_slug(whose)}"
            yield slug, f"capacity for {form.plural} {whose}", size, f"t {form.name}/yr", FIRST
    for form in outline.forms:
        item = f"plants for {form.plural} added a year before a lever gives leave to"
        yield f"{_slug(form.name)}-build-rate", item, 0, f"t {form.name}/yr/yr", FIRST


def _wanted(outline: Outline, figures: Figures) -> Iterator[Placeholder]:
    """How much of the last form is wanted, and at which price no more."""
    last = outline.forms[-1]
    places = (
        ("demand-at-home", f"in {place_named(outline.home_title)}", HOME_NEED),
        ("demand-abroad", "abroad", ABROAD_NEED),
    )
    for slug, whose, need in places:
        for year, more in ((FIRST, 1.0), (LAST, GROWTH)):
            item, unit = f"{last.plural} wanted {whose}", f"t {last.name}/yr"
            yield f"{slug}-{year}", item, need * more, unit, year
    yield "elasticity", "change of demand per change of price", ELASTICITY, "1", ""
    choke, unit = CHOKE * figures.price[-1], f"USD_2024/t {last.name}"
    yield "choke-price", "price at which the last user gives up", choke, unit, FIRST


def _traded(outline: Outline, figures: Figures) -> Iterator[Placeholder]:
    """What home usually buys of the last form: what it needs and does not make."""
    last = outline.forms[-1]
    item, bought = f"{last.plural} that usually arrive from abroad", HOME_NEED - figures.home[-1]
    yield "usual-imports", item, bought, f"t {last.name}/yr", FIRST


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
