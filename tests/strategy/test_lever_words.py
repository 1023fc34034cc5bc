"""Every kind of lever can be read out in one sentence."""

from pathlib import Path
from typing import Any

import pytest

from monazite.strategy import STRATEGY_KINDS, WORLD_KINDS
from monazite.strategy.levers.naming import lever_words

RECORDS = {**STRATEGY_KINDS, **WORLD_KINDS}
TITLES = {
    "IND": "India",
    "CHN": "China",
    "JPN": "Japan",
    "one": "Maker one",
    "two": "Maker two",
    "state": "State makers",
    "north": "Line, north",
    "south": "Line, south",
    "slot_one": "Plant one",
    "slot_two": "Plant two",
    "oxide": "NdPr oxide",
    "magnet": "magnets",
    "cars": "Electric cars",
    "wind": "Wind turbines",
}
BOTH = ["slot_one", "slot_two"]

SAID: list[tuple[str, dict[str, Any], str]] = [
    (
        "export_limit",
        {
            "element": "Nd",
            "to": "JPN",
            "tonnes_per_year": 0,
            "start": "2025-06",
            "ends_must_run_at": "slot_one",
        },
        "India stops exports of Nd in every form to Japan from 2025-06; "
        "Plant one need not run for it",
    ),
    (
        "export_limit",
        {"material": "magnet", "to": "all", "tonnes_per_year": 1500, "start": "2025-06"},
        "India limits exports of magnets to anyone to 1,500 t a year from 2025-06",
    ),
    (
        "capacity_programme",
        {"facility": "slot_one", "multiply": 2, "online": "2026-03", "public_share": 1},
        "Plant one grows 2-fold, online 2026-03, 100 % of the capital from public money",
    ),
    (
        "capacity_programme",
        {
            "facility": ["north", "south", "slot_one"],
            "add": 40,
            "online": "2026-03",
            "public_share": 0,
        },
        "Line, north; Line, south and Plant one each gain 40 t a year, online 2026-03, 0 % of the "
        "capital from public money",
    ),
    (
        "permit",
        {"facility": BOTH, "multiply": 2, "start": "2026-03"},
        "Plant one and Plant two are each permitted 2 times as much from 2026-03",
    ),
    (
        "permit",
        {"facility": "slot_one", "tonnes_per_year": 8000, "start": "2026-03"},
        "Plant one is permitted 8,000 t a year from 2026-03",
    ),
    (
        "private_entry",
        {
            "facility": BOTH,
            "tonnes_per_year": 1200,
            "per_year": 600,
            "uptake": 0.6,
            "start": "2026-01",
            "end": "2032-01",
        },
        "investors may build up to 1,200 t a year each at Plant one and Plant two from 2026-01 "
        "until 2032-01, at most 600 t a year decided in any year; investors are expected to take "
        "up 60 % of it",
    ),
    (
        "private_entry",
        {"facility": "slot_one", "tonnes_per_year": 50, "uptake": 1, "start": "2026-01"},
        "investors may build up to 50 t a year at Plant one from 2026-01",
    ),
    (
        "capital_subsidy",
        {
            "facility": BOTH,
            "share": 0.3,
            "per_firm_cap": "150 crore INR",
            "budget": "1750 crore INR",
            "start": "2026-01",
        },
        "30 % of the capital of what owners add at Plant one and Plant two is paid from public "
        "money from 2026-01, at most 150 crore rupees for any one firm and 1,750 crore rupees "
        "in all",
    ),
    (
        "output_incentive",
        {
            "facility": "slot_one",
            "rate": "2000 INR/kg",
            "rate_falls_to": "1200 INR/kg",
            "tonnes_per_year": 1200,
            "budget": "6450 crore INR",
            "start": "2028-04",
            "end": "2033-04",
        },
        "2,000 rupees per kg, falling to 1,200, are paid to Plant one on up to 1,200 t a year from "
        "2028-04 until 2033-04, at most 6,450 crore rupees in all",
    ),
    (
        "output_incentive",
        {
            "facility": "slot_one",
            "rate": "2000 INR/kg",
            "rate_falls_to": "1200 INR/kg",
            "share_of_sales": 0.4,
            "tonnes_per_year": 1200,
            "budget": "6450 crore INR",
            "start": "2028-04",
            "end": "2033-04",
        },
        "2,000 rupees per kg, falling to 1,200, but no more than 40 % of sales in any year, are "
        "paid to Plant one on up to 1,200 t a year from 2028-04 until 2033-04, at most 6,450 crore "
        "rupees in all",
    ),
    (
        "price_guarantee",
        {
            "facility": BOTH,
            "price": "60 USD/kg",
            "tonnes_per_year": 1200,
            "per_firm_cap": "100 crore INR",
            "start": "2028-04",
            "end": "2038-04",
        },
        "what Plant one and Plant two are paid less than 60 dollars per kg is made up to them on "
        "up to 1,200 t a year each from 2028-04 until 2038-04, at most 100 crore rupees for any "
        "one awardee",
    ),
    (
        "public_equity",
        {"facility": BOTH, "share": 0.4, "return": 0.04, "start": "2026-01"},
        "the state pays 40 % of the capital of what is added at Plant one and Plant two for a "
        "return of 4 % a year, from 2026-01",
    ),
    (
        "exploration",
        {
            "facility": "slot_one",
            "resource": 40000,
            "odds": 0.3,
            "cost": "200 crore INR",
            "add": 2000,
            "start": "2026-04",
            "found": "2029-04",
            "online": "2033-01",
        },
        "200 crore rupees are spent from 2026-04 until 2029-04 to look for 40,000 t more at Plant "
        "one, with odds of 30 %; a find opens 2,000 t a year from 2033-01",
    ),
    (
        "cap_and_floor",
        {
            "facility": BOTH,
            "floor": "60 USD/kg",
            "cap": "80 USD/kg",
            "tonnes_per_year": 1200,
            "budget": "100 crore INR",
            "start": "2028-04",
            "end": "2038-04",
        },
        "what Plant one and Plant two are paid is made up to 60 dollars per kg on up to 1,200 t a "
        "year each and handed over above 80 dollars per kg, from 2028-04 until 2038-04, at most "
        "100 crore rupees in all",
    ),
    (
        "offtake",
        {
            "material": "magnet",
            "price": "60 USD/kg",
            "resale": "50 USD/kg",
            "tonnes_per_year": 1200,
            "start": "2028-04",
            "end": "2038-04",
        },
        "the state buys up to 1,200 t a year each from every maker of magnets at 60 dollars per "
        "kg and sells it on at 50 dollars per kg, from 2028-04 until 2038-04",
    ),
    (
        "feed_allocation",
        {
            "material": "oxide",
            "ownership_account": "state",
            "makers": ["one", "two"],
            "tonnes_per_year": 500,
            "price_basis": "export_parity",
            "start": "2027-01",
        },
        "500 t a year of NdPr oxide of State makers are set aside for Maker one and Maker two, in "
        "equal parts, at what exports would bring from 2027-01",
    ),
    (
        "state_sales",
        {
            "material": "oxide",
            "ownership_account": "state",
            "to": ["JPN", "IND"],
            "tonnes_per_year": 200,
            "start": "2026-01",
        },
        "State makers may sell up to 200 t a year of NdPr oxide to Japan and India each from "
        "2026-01; a higher limit stays",
    ),
    (
        "partnership",
        {
            "region": "JPN",
            "facility": "slot_one",
            "material": "oxide",
            "tonnes_per_year": 100,
            "start": "2028-01",
            "take_or_pay": 0.5,
        },
        "Japan delivers 100 t a year of NdPr oxide from 2028-01; 50 % is paid for whether taken "
        "or not",
    ),
    (
        "stockpile",
        {
            "material": "magnet",
            "days_of_cover": 60,
            "tiers": [2, 1],
            "ownership_account": "state",
            "by": "2027-01",
            "budget": "500 crore INR",
            "release": "never",
        },
        "a public stock of 60 days of all magnets in what users want for uses in tier 1 and "
        "tier 2, kept by State makers, by 2027-01, for at most 500 crore rupees",
    ),
    (
        "priority",
        {"tiers": [["cars"], ["wind"]], "start": "2025-06"},
        "in a shortage home serves first Electric cars; then Wind turbines, from 2025-06",
    ),
    (
        "recycling",
        {
            "uses": ["cars", "wind"],
            "collection": 0.4,
            "facility": "slot_one",
            "add": 300,
            "public_share": 0.25,
            "start": "2027-01",
        },
        "40 % of worn-out products of Electric cars and Wind turbines are collected from 2027-01; "
        "Plant one gains 300 t a year, online 2027-01, 25 % of the capital from public money",
    ),
    (
        "recycling",
        {"multiply": 3, "start": "2027-01"},
        "3 times as many worn-out products are collected from 2027-01",
    ),
    (
        "import_duty",
        {"materials": "magnet", "rate": 0.07, "exempt_from": "JPN", "start": "2027-04"},
        "India charges a duty of 7 % on imports of magnets, except from Japan, from 2027-04",
    ),
    (
        "demand_programme",
        {
            "uses": "cars",
            "share": 0.2,
            "cost": "12 USD/kg",
            "public_share": 0.5,
            "start": "2028-01",
            "reached": "2031-01",
        },
        "Electric cars in India need 20 % less, step by step from 2028-01 to 2031-01, at 12 "
        "dollars per kg saved, 50 % of it from public money",
    ),
    (
        "diversification",
        {"materials": "magnet", "share": 0.65, "breach": "10 USD/kg", "start": "2030-01"},
        "no more than 65 % of the magnets that India takes in may be from one country, or 10 "
        "dollars are due per kg too many, from 2030-01",
    ),
    (
        "domestic_content",
        {"uses": "cars", "share": 0.3, "breach": "20 USD/kg", "start": "2030-01"},
        "at least 30 % of what Electric cars take must be made in India, or 20 dollars are due per "
        "kg missing, from 2030-01",
    ),
    (
        "foreign_export_control",
        {
            "from": "CHN",
            "to": "all",
            "materials": "magnet",
            "share_withheld": 0.8,
            "recoverable": 0.25,
            "home_keeps": True,
            "foreseen": True,
            "start": "2025-04",
            "end": "2025-08",
        },
        "China withholds 80 % of its usual exports of magnets to everybody else, 2025-04 to "
        "2025-08, of which 25 % is made up for, which everyone sees coming; India keeps what it "
        "has",
    ),
    (
        "foreign_export_control",
        {
            "from": "CHN",
            "to": "IND",
            "materials": ["magnet", "oxide"],
            "share_withheld": 1,
            "start": "2025-04",
            "end": "2025-08",
        },
        "China withholds 100 % of its usual exports of magnets and NdPr oxide to India, 2025-04 to "
        "2025-08",
    ),
    (
        "foreign_export_control",
        {
            "from": "CHN",
            "to": "IND",
            "materials": ["magnet", "oxide"],
            "share_withheld": 1,
            "start": "2025-04",
        },
        "China withholds 100 % of its usual exports of magnets and NdPr oxide to India, from "
        "2025-04 on",
    ),
    (
        "stockpile",
        {"material": "oxide", "tonnes": 1200, "by": "2027-01", "release": "never"},
        "a public stock of 1,200 t of NdPr oxide by 2027-01",
    ),
    (
        "recycling",
        {"facility": "slot_one", "add": 300, "public_share": 0, "start": "2027-01"},
        "Plant one gains 300 t a year, online 2027-01, 0 % of the capital from public money",
    ),
    (
        "feed_allocation",
        {
            "material": "oxide",
            "ownership_account": "state",
            "makers": "one",
            "tonnes_per_year": 500,
            "price_basis": "cost",
            "start": "2027-01",
            "end": "2030-01",
        },
        "500 t a year of NdPr oxide of State makers are set aside for Maker one at cost from "
        "2027-01 until 2030-01",
    ),
    (
        "price_path",
        {
            "from": "CHN",
            "materials": "magnet",
            "change": "4 USD/kg",
            "start": "2027-01",
            "reached": "2029-01",
            "end": "2031-01",
        },
        "China sells magnets 4 dollars per kg dearer, step by step from 2027-01 to 2029-01 until "
        "2031-01",
    ),
    (
        "price_path",
        {
            "from": "CHN",
            "to": ["JPN"],
            "materials": "magnet",
            "change": "4 USD/kg",
            "start": "2027-01",
        },
        "China sells magnets 4 dollars per kg dearer to Japan, from 2027-01",
    ),
    (
        "exchange_rate",
        {
            "region": "IND",
            "change": -0.1,
            "running_share": 0.6,
            "capital_share": 0.4,
            "start": "2027-04",
            "foreseen": True,
        },
        "the currency of India becomes 10 % cheaper in real terms, from 2027-04, in which plants "
        "there pay 60 % of what they cost to run and 40 % of what they cost to build, which "
        "everyone sees coming",
    ),
    (
        "supply_loss",
        {
            "facility": ["north", "south"],
            "share_lost": 0.4,
            "start": "2027-01",
            "reached": "2027-07",
            "end": "2028-01",
        },
        "40 % of what Line, north and Line, south could make is lost, step by step from 2027-01 to "
        "2027-07 until 2028-01",
    ),
    (
        "supply_loss",
        {"facility": "north", "share_lost": 1.0, "start": "2027-01"},
        "all of what Line, north could make is lost, from 2027-01 for good",
    ),
    (
        "delivery",
        {"facility": "all", "share_built": 0.5, "delay_months": 13, "start": "2025-06"},
        "50 % of what India adds to its plants is built, 13 months late",
    ),
    (
        "delivery",
        {"facility": "slot_one", "share_built": 1.0, "delay_months": 0, "start": "2025-06"},
        "100 % of what is added to Plant one is built, on time",
    ),
    (
        "demand_path",
        {
            "uses": ["cars", "wind"],
            "regions": "all",
            "multiply": 1.5,
            "start": "2026-01",
            "reached": "2030-01",
        },
        "demand for Electric cars and Wind turbines everywhere becomes 1.5 times what is expected, "
        "step by step from 2026-01 to 2030-01",
    ),
    (
        "price_path",
        {
            "from": "CHN",
            "materials": "magnet",
            "change": "-10 USD/kg",
            "start": "2027-01",
            "foreseen": False,
        },
        "China sells magnets 10 dollars per kg cheaper, from 2027-01, which nobody sees coming",
    ),
    (
        "price_path",
        {
            "from": "CHN",
            "materials": "magnet",
            "change": "10 USD/kg",
            "stated_only": True,
            "start": "2027-01",
        },
        "stated prices of magnets at the border of China are 10 dollars per kg higher, "
        "from 2027-01",
    ),
]


def test_every_kind_is_said() -> None:
    alone = {kind for kind in RECORDS if Path(__file__).with_name(f"test_{kind}.py").is_file()}
    assert {kind for kind, _, _ in SAID} == set(RECORDS) - alone, "those have tests of their own"


@pytest.mark.parametrize(("kind", "fields", "sentence"), SAID)
def test_a_lever_in_words(kind: str, fields: dict[str, Any], sentence: str) -> None:
    common = {"kind": kind, "why": "Shown in a test.", "source": "est/test"}
    lever = RECORDS[kind].model_validate({**common, **fields})
    assert lever_words(lever, TITLES, "IND") == sentence
    titled = lever.model_copy(update={"title": "A name"})
    assert lever_words(titled, TITLES, "IND") == f"A name: {sentence}"
