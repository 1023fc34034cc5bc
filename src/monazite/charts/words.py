"""The words on charts and pages, in one place, so that another language is one more table."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "BASELINE",
    "BINDS_NOTE",
    "BINDS_STEPS",
    "CALIBRATION_NOTE",
    "CHAIN_ENDS",
    "CHAIN_ENTRIES",
    "CHAIN_EXITS",
    "CHAIN_NOTE",
    "CHANGE",
    "CHANGE_NOTE",
    "CONSERVED",
    "EVIDENCE_STATUS",
    "FLOOR",
    "GLOSSARY",
    "LINES_NOTE",
    "NEED",
    "NOTHING_SHORT",
    "NO_BORDERS",
    "ORIGIN",
    "OTHER",
    "STRAND",
    "TITLES",
    "plain_name",
]

ORIGIN: Mapping[str, str] = {
    "home": "Made at home",
    "recycled": "Recycled",
    "partner": "Partner supply",
    "abroad": "Bought from abroad",
    "stockpile": "From a stockpile",
    "short": "Unmet demand",
}

STRAND: Mapping[str, str] = {**ORIGIN, "home": "From home ore"}
"""Where what flows through the chain is from; what is bought in is not home's for being worked."""

OTHER = "Other"
"""Uses that are put with no industry, and industries for which no colour is left."""

CONSERVED = "No longer exported"

EVIDENCE_STATUS: Mapping[str, str] = {
    "reproduced": "Reproduced: free in the model, within 5 %",
    "near": "Near: free in the model, within 10 %",
    "missed": "Missed: free in the model, further than 10 % off",
    "determined": "Determined: follows from what the study was given, so it proves nothing",
    "fitted": "Fitted: the study is made to match it, so it proves nothing",
    "untestable": "Untestable: not the same thing as what the model works out",
}
CALIBRATION_NOTE = (
    "Gap of the model from what was observed, in per cent; at the right observed → model. "
    "The bands are 5 and 10 % either side."
)

BINDS_STEPS: tuple[str, ...] = ("under 25", "25 to 49", "50 to 74", "75 to 94", "95 to 100")

NO_BORDERS = "Schematic; no boundaries shown."

NEED = "Need"
BASELINE = "Home and recycled in {name}"
LINES_NOTE = "The dashed grey line is {name}, in the same world."
FLOOR = "Forced: {name}"
BINDS_NOTE = (
    "Per cent of the limit in use; outlined where the limit binds. What is forced stays pale: the "
    "part of what runs that must run, where less would be better."
)
NOTHING_SHORT = "No demand is unmet."
CHAIN_NOTE = (
    "Bars under names: home plants in use, red when full. What is exported, stocked, put aside or "
    "lost leaves the flow."
)
CHAIN_EXITS: Mapping[str, str] = {
    "exported": "Exported",
    "stocked": "To stock",
    "put aside": "Put aside",
    "swarf": "Swarf",
    "lost": "Lost",
}
CHANGE: Mapping[str, str] = {"more": "More", "less": "Less"}
CHANGE_NOTE = "A band is as wide as the difference: full where there is more, open where less."
CHAIN_ENDS: Mapping[str, str] = {"mine": "Mine", "use": "Use"}
CHAIN_ENTRIES: Mapping[str, str] = {
    "partner": "From partners",
    "abroad": "From abroad",
    "stockpile": "From stock",
    "recycled": "Recycled",
    "short": "Unmet demand",
}

TITLES: Mapping[str, str] = {
    "world_map": "Who makes it and where it goes",
    "bands_over_years": "How sure it is",
    "fan_over_months": "Who goes short in a disruption",
    "contributions_of_levers": "What each lever adds",
    "curve_of_figure": "What it would take",
    "dots_of_instruments": "What the same public money buys",
    "indices_of_inputs": "What each input decides of the answer",
    "uncertain_input_ranges": "How much of the answer each doubt decides",
    "supply_by_origin": "Where supply comes from",
    "bottleneck_strip": "What holds us back",
    "headline_lines": "What changes",
    "unmet_by_use": "Unmet demand by use",
    "fate_of_tonnes": "What becomes of the tonnes",
    "calibration_dots": "What the model says of years that are known",
    "chain": "From mine to use",
    "changed_flows": "What changes in the chain",
    "trade_off_dots": "What is paid, and what is reached",
}

GLOSSARY: Mapping[str, str] = {
    "Made at home": "Supply that became what it is inside the country; what is bought and only "
    "finished there is none.",
    "From a stockpile": "Supply out of a stock at home that was bought abroad or lay there at the "
    "start; what was dug or made at home stays home's in a stock.",
    "Bought from abroad": "Supply that arrives from other countries outside any partnership.",
    "Partner supply": "Supply that arrives under a partnership the strategy names.",
    "Need": "What users would take at the reference price.",
    "Price response": "What users buy less because the price is above the observed.",
    "Shortage": "What a crisis takes away: what users get less than by the last plan made before "
    "its news.",
    "Unmet demand": "Need that is not met: price response and shortage together.",
    "What holds us back": "A limit that is fully used, where one more tonne would be worth "
    "paying for to its owner.",
    "Strategy": "What the country chooses.",
    "World": "What the country does not choose; the same in every comparison.",
    "Baseline": "The strategy every difference is measured against, in the same world.",
    "Firm, Fair, Thin": "How strong the evidence is: an official or primary source, a reputable "
    "second-hand one, or a single weak source or estimate.",
}


def plain_name(key: str) -> str:
    """Turn a key such as `mixed_compound` into words for want of a title."""
    return key.replace("_", " ").strip().capitalize()
