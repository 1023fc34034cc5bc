"""The words of a study hang together: stages and forms are used, and every basis is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from monazite.core.errors import Problems, name_remedy
from monazite.core.units import UnitError, bases_in, may_be_basis
from monazite.evidence import Evidence
from monazite.study.chain import Chain

STAGES, FORMS, BASES = "chain/stages.csv", "chain/forms.csv", "chain/bases.csv"


def check_words(chain: Chain, troubled: Collection[str], problems: Problems) -> None:
    """Report stages and forms that nothing makes or uses, and a product that is not one.

    Tables among the `troubled` ones were reported by themselves.
    """
    if {STAGES, FORMS, "chain/materials.csv"} & set(troubled):
        return
    _check_product(chain, problems)
    made = {row.form for row in chain.materials}
    for form in chain.forms:
        if form.form not in made:
            problems.at(
                form,
                "form",
                f"no material of chain/materials.csv has the form '{form.form}'",
                "give a material this form, or take the row out",
            )
    staged = {row.stage for row in chain.materials} | {row.stage for row in chain.facilities}
    for stage in chain.stages:
        if stage.stage not in staged:
            problems.at(
                stage,
                "stage",
                f"no material is made and no facility stands at the stage '{stage.stage}'",
                "put one there, or take the row out",
            )
    if chain.stages and not any(stage.role == "mine" for stage in chain.stages):
        problems.at(
            chain.stages[0],
            "role",
            "no stage is a mine, so that nothing enters the chain",
            "write 'mine' where the chain begins",
        )


def _check_product(chain: Chain, problems: Problems) -> None:
    products = [form for form in chain.forms if form.role == "product"]
    if not products and chain.forms:
        problems.at(
            chain.forms[-1],
            "role",
            "no form is the product, so that nothing is there for headlines to count",
            "write 'product' as the role of the form the study asks about",
        )
    for form in products[1:]:
        problems.at(
            form,
            "role",
            f"'{form.form}' is a product beside '{products[0].form}'",
            "keep the one the headlines are to count, and call the other 'worked'",
        )


def check_uses_have_a_product(chain: Chain, troubled: Collection[str], problems: Problems) -> None:
    """Report uses for which nothing that could serve them is made, collected or in store."""
    files = ("recipes", "facilities", "options", "stocks", "recycling", "uses")
    if {f"chain/{name}.csv" for name in files} & set(troubled):
        return
    run = {row.recipe for row in chain.facilities}
    there = {row.material for row in chain.recipes if row.role == "output" and row.recipe in run}
    there |= {row.material for row in chain.stocks}
    there |= {row.material for row in chain.recycling}
    for use in chain.uses:
        options = [row for row in chain.options if row.use == use.use]
        if options and not any(row.material in there for row in options):
            names = ", ".join(dict.fromkeys(row.material for row in options))
            problems.at(
                options[0],
                "material",
                f"nothing makes what use '{use.use}' can take: {names}",
                "add a recipe that makes it and a facility that runs it, or name another material",
            )


def check_bases(
    chain: Chain, evidence: Evidence, troubled: Collection[str], problems: Problems
) -> None:
    """Report masses of facts and claims whose basis the study does not declare."""
    if BASES in troubled:
        return
    known = chain.names("bases")
    for row in chain.bases:
        if not may_be_basis(row.basis):
            problems.at(
                row,
                "basis",
                f"'{row.basis}' is a word of measures or money, and no mass can be of it",
                "choose another word",
            )
    if not known:
        return  # that the table has no rows is told by every name it should define
    for fact in evidence.facts.values():
        _check_unit(fact.unit, known, fact.file, fact.line, "unit", problems)
    for claim in evidence.claims:
        _check_unit(claim.claimed_unit, known, claim.file, claim.line, "claimed_unit", problems)


def _check_unit(
    unit: str, known: Iterable[str], file: str, line: int, field: str, problems: Problems
) -> None:
    try:
        bases = bases_in(unit) if unit else ()
    except UnitError:
        return  # reported where the unit was read
    for basis in bases:
        if basis not in known:
            problems.add(
                f"'{basis}' in unit '{unit}' is no basis of this study",
                remedy=f"{name_remedy(basis, known)}, or add it to {BASES}",
                file=file,
                line=line,
                field=field,
            )
