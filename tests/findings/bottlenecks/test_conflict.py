"""A contradiction as far as a screen holds it."""

from monazite.core.origin import LEVERS, Origin
from monazite.findings.bottlenecks import Contradiction, Opposed, conflict_told
from monazite.findings.bottlenecks.conflict import TOLD_AT_MOST
from monazite.runs.plan.contradicted import FACTS_AT_MOST, at_in_words, facts_in_words

LEVER = Origin("strategies/torn.yaml", LEVERS, 0)


def row(
    rule: str, title: str, year: int | None, *levers: Origin, facts: tuple[str, ...] = ()
) -> Contradiction:
    return Contradiction(rule, f"What {rule} says.", "", title, year, levers, facts)


def test_what_somebody_can_change_stands_first_and_the_rest_is_counted() -> None:
    conflict = conflict_told(
        [
            row("materials_balance", "Ore", 2025),
            row("materials_balance", "Ore", 2026),
            row("output_within_capacity", "Mine", 2025, facts=("a#1",)),
            row("output_at_least", "Plant", 2025, facts=("b#1",)),
            row("feed_within_permit", "Mine", 2026, LEVER, facts=("a#1",)),
            row("feed_within_permit", "Mine", 2025, LEVER),
            row("feed_within_permit", "Pit", 2025, LEVER),
            row("feed_within_permit", "Pit", 2026, LEVER, facts=("c#1",)),
        ]
    )
    assert [(one.rule, at_in_words(one)) for one in conflict.told] == [
        ("feed_within_permit", "Mine and Pit, 2025–2026"),
        ("output_at_least", "Plant, 2025"),
        ("output_within_capacity", "Mine, 2025"),
    ]
    assert conflict.told[0].facts == ("a#1", "c#1")
    assert conflict.more == 2


def test_where_nothing_is_set_by_anybody_the_rules_are_told_themselves() -> None:
    rows = [row("materials_balance", "Ore", 2025), row("extraction_within_reserves", "Mine", None)]
    conflict = conflict_told(rows)
    assert [at_in_words(one) for one in conflict.told] == ["Ore, 2025", "Mine"]
    assert conflict.more == 0
    assert conflict_told([]).told == ()


def test_a_screen_holds_no_more_than_it_does() -> None:
    """Of plants in as many years apart, each a line of its own."""
    rows = [
        row("output_within_capacity", f"Plant {number}", 2025 + number, facts=("a#1",))
        for number in range(TOLD_AT_MOST + 5)
    ]
    conflict = conflict_told(rows)
    assert (len(conflict.told), conflict.more) == (TOLD_AT_MOST, 5)


def test_facts_behind_a_rule_are_named_as_far_as_anybody_reads() -> None:
    def told(count: int) -> str:
        facts = tuple(f"f{number}#1" for number in range(count))
        return facts_in_words(Opposed("output_at_least", "", ("Plant",), (), (), facts))

    assert told(0) == ""
    assert told(1) == "the fact f0#1"
    assert told(2) == "the facts f0#1 and f1#1"
    assert told(FACTS_AT_MOST + 2) == "the facts f0#1, f1#1, f2#1 and 2 more"
