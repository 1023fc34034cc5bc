"""Small edits that break a copy of the toy study, and what the refusal must say.

Each case takes the path of a sound copy of the toy study and breaks it in one way a person might.
Loading the copy must then raise InvalidInput, and every text in `says` must stand in its message:
the file, the line where there is one, the field, what is wrong and what to do.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Breaks = Callable[[Path], None]


@dataclass(frozen=True)
class Case:
    """One way to break a study."""

    name: str
    breaks: Breaks
    says: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


def replace(file: str, old: str, new: str) -> Breaks:
    """Replace a piece of a file that stands there exactly once."""

    def breaks(study: Path) -> None:
        path = study / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"'{old}' stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")

    return breaks


def append(file: str, text: str) -> Breaks:
    """Write something at the end of a file."""

    def breaks(study: Path) -> None:
        with (study / file).open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(text)

    return breaks


def write(file: str, content: bytes) -> Breaks:
    """Put a file there, in place of another if there is one."""

    def breaks(study: Path) -> None:
        (study / file).write_bytes(content)

    return breaks


def remove(place: str) -> Breaks:
    """Take a file or folder away."""

    def breaks(study: Path) -> None:
        path = study / place
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()

    return breaks


def folder_instead(file: str) -> Breaks:
    """Put a folder where a file should be."""

    def breaks(study: Path) -> None:
        (study / file).unlink()
        (study / file).mkdir()

    return breaks


def both(*edits: Breaks) -> Breaks:
    """Break a study in several ways at once."""

    def breaks(study: Path) -> None:
        for edit in edits:
            edit(study)

    return breaks


def state(facilities: str = "hom_mine hom_separation", materials: str = "oxide") -> Breaks:
    """Write a pool of the state at home; without one of the faults below it is sound."""
    row = f"state,State makers,HOM,{facilities},{materials}\n"
    return write(
        "chain/ownership_accounts.csv",
        f"ownership_account,title,region,facilities,materials\n{row}".encode(),
    )


def mixture(*rows: str) -> Breaks:
    """Let motors stand for pumps and drones, which give up at 30,000 and 4,000 dollars a tonne."""
    uses = "".join(
        f"{name},{name},1,magnet,3000,0,{choke},toy/invented,C,Invented.\n"
        for name, choke in (("pumps", 30_000), ("drones", 4_000))
    )
    options = "".join(f"{name},magnet,1,,toy/invented,A,\n" for name in ("pumps", "drones"))
    header = "use,component,share,source_id,grade,note\n"
    return both(
        append("chain/uses.csv", uses),
        append("chain/options.csv", options),
        write("chain/mixtures.csv", "".join([header, *(f"{row}\n" for row in rows)]).encode()),
    )


def bands(*rows: str) -> Breaks:
    """Hold trade near its history."""
    header = "years_ahead,below,above,entry,switching_cost,source_id,grade,note\n"
    lines = (f"{row},toy/invented,C,Invented.\n" for row in rows)
    return write("chain/bands.csv", "".join([header, *lines]).encode())


def contracts(*rows: str) -> Breaks:
    """Let plants sell ahead."""
    columns = "contract,title,seller,material,buyer,share,tonnes,start,end,breach_cost"
    header = f"{columns},source_id,grade,note\n"
    lines = (f"{row},toy/invented,C,Invented.\n" for row in rows)
    return write("chain/contracts.csv", "".join([header, *lines]).encode())


SOUND = [
    Case(
        "ownership_account",
        both(state(), append("chain/lanes.csv", "oxide,HOM.state,HOM,{costs:oxide-freight},,\n")),
        (),
    ),
    Case("mixture", mixture("motors,pumps,1,toy/invented,C,Invented."), ()),
    Case("decided-before-the-first-year", append("study.yaml", "decided: 2019-06\n"), ()),
    Case("bands", bands("0,0.5,1,0.1,0.2", "10,0.8,2,0.2,0.2"), ()),
    Case(
        "contracts",
        contracts(
            "abroad,Abroad,for_magnets,magnet,HOM,0.5,10,2024,2026-07,900",
            "own,Own,for_magnets,magnet,FOR,0.2,,2024,,900",
            "anyone,Support,for_magnets,magnet,,,,2024,,900",
        ),
        (),
    ),
]
"""Edits that break nothing, so that what is refused beside them is refused for one reason."""

BUILD, HALT, CONTROL = "strategies/build.yaml", "strategies/halt.yaml", "worlds/control.yaml"

FILES = [
    Case(
        "doubts-name-no-fact",
        append(
            "study.yaml",
            "uncertain_inputs:\n  - {name: mines, title: Mines, facts: ['capacity:hom-mine']}\n"
            "  - {name: mines, title: More mines, facts: ['capacity:mine-*', 'capacities:*']}\n",
        ),
        (
            "study.yaml:17 uncertain_inputs.1.name: the family 'mines' is there twice",
            "the first stands on line 16",
            "study.yaml:17 uncertain_inputs.1.facts: no fact with a number is named "
            "'capacity:mine-*'",
            "begin with a table of evidence",
        ),
    ),
    Case(
        "wholes-of-unlike-things",
        append(
            "study.yaml",
            "wholes:\n  - {name: ore, facts: ['chemistry:ore-*', 'chemistry:nd-share']}\n"
            "  - {name: more, facts: ['chemistry:ore-content', 'chemistry:sand-*']}\n",
        ),
        (
            "study.yaml:16 wholes.0.facts: its shares stand in % and t oxide/t ore; use one unit",
            "study.yaml:17 wholes.1.facts: no fact with a number is named 'chemistry:sand-*'",
            "'chemistry:ore-content' is a share of 'ore' already; name it in one whole only",
        ),
    ),
    Case(
        "an-estimate-graded-firm",
        replace(
            "evidence/chemistry.csv",
            "toy/invented,A,Invented.\n",
            "toy/invented,A,Estimated from the grade.\n",
        ),
        (
            "evidence/chemistry.csv:5 grade: a figure of grade A is 'estimated' by its own note",
            "give it a lower grade",
        ),
    ),
    Case("no-study-yaml", remove("study.yaml"), ("study.yaml", "no such file", "is not a study")),
    Case(
        "missing-table",
        remove("chain/ramps.csv"),
        ("chain/ramps.csv: there is no such file", "create it"),
    ),
    Case("missing-folder", remove("strategies"), ("strategies", "cannot be read", "create it")),
    Case("missing-chain", remove("chain"), ("chain/facilities.csv: there is no such file",)),
    Case(
        "empty-table",
        write("chain/lanes.csv", b""),
        ("chain/lanes.csv: the file is empty", "header row"),
    ),
    Case(
        "empty-settings",
        write("study.yaml", b" \n"),
        ("study.yaml: the file is empty", "write 'key: value' lines"),
    ),
    Case(
        "not-utf-8",
        write("chain/regions.csv", "region,title,members\nHOM,Pa\xeds,\n".encode("latin-1")),
        ("chain/regions.csv:2: byte 0xed is not UTF-8 text", "save the file again as UTF-8"),
    ),
    Case(
        "folder-for-a-file",
        folder_instead("chain/uses.csv"),
        ("chain/uses.csv: this is a folder, not a file",),
    ),
    Case(
        "folder-for-a-strategy",
        folder_instead("strategies/both.yaml"),
        ("strategies/both.yaml: this is a folder, not a file",),
    ),
    Case(
        "unterminated-quote",
        append("chain/observations.csv", 'open,"never closed,price,,,,,,,2024,1,free,,,,\n'),
        ("chain/observations.csv:12", "is never closed", 'write the closing "'),
    ),
    Case(
        "nul-character",
        append("evidence/trade.csv", "\0"),
        ("evidence/trade.csv:4", "NUL character", "remove it"),
    ),
    Case(
        "control-character-in-a-title",
        replace("chain/materials.csv", "ore,Ore,", "ore,O\x07re,"),
        ("chain/materials.csv:2 title: character U+0007 is not allowed in text; remove it.",),
    ),
    Case(
        "terminal-escape-in-a-title",
        replace("chain/materials.csv", "ore,Ore,", "ore,\x1b]0;Ore,"),
        ("chain/materials.csv:2 title: character U+001B is not allowed in text; remove it.",),
    ),
    Case(
        "control-character-in-a-strategy",
        replace("strategies/both.yaml", "Halt and build", r'"Bo\x9bth"'),
        ("strategies/both.yaml:1 title: character U+009B is not allowed in text; remove it.",),
    ),
    Case(
        "no-character-in-a-strategy",
        replace("strategies/both.yaml", "Halt and build", r'"Bo\uffffth"'),
        ("strategies/both.yaml:1 title: character U+FFFF is not allowed in text; remove it.",),
    ),
    Case(
        "half-a-character-in-a-strategy",
        replace("strategies/both.yaml", "Halt and build", r'"Bo\ud800th"'),
        ("strategies/both.yaml:1 title: character U+D800 is not allowed in text; remove it.",),
    ),
    Case(
        "cell-too-long",
        append("chain/regions.csv", "x," + "x" * 200_000 + "\n"),
        ("chain/regions.csv:", "longer than 131,072 characters", "shorten it"),
    ),
    Case(
        "unknown-column",
        replace("chain/ramps.csv", "ramp,year_after_start,share", "ramp,year_after_start,shares"),
        (
            "chain/ramps.csv:1 share: the column is missing",
            "chain/ramps.csv:1 shares: the column is not known",
        ),
    ),
    Case(
        "too-many-cells",
        replace("chain/demand.csv", "motors,HOM,2024,", "motors,HOM,2024,,"),
        ("chain/demand.csv:2", "5 cells where the header has 4", "add or remove commas"),
    ),
    Case(
        "stray-table",
        write("chain/facility.csv", b"facility\n"),
        ("chain/facility.csv: this is not a table of the chain", "'facilities'"),
    ),
    Case(
        "stray-strategy",
        write("strategies/new.yml", b"title: New\nlevers: []\n"),
        ("strategies/new.yml: only files that end in .yaml are read here", "rename it"),
    ),
]

DOCUMENTS = [
    Case(
        "unknown-key",
        append("study.yaml", "colour: blue\n"),
        ("study.yaml:15 colour: the key is not known",),
    ),
    Case(
        "misspelt-key",
        replace("study.yaml", "last: 2026", "lasst: 2026"),
        ("study.yaml:6 horizon.lasst: the key is not known; write 'last'",),
    ),
    Case(
        "duplicate-key",
        append("study.yaml", "home: FOR\n"),
        ("study.yaml:15 home: the key appears twice", "the first stands on line 4"),
    ),
    Case(
        "tab-in-yaml",
        replace("strategies/halt.yaml", "    element: Nd", "\telement: Nd"),
        ("strategies/halt.yaml:7: a tab stands where spaces are needed", "indent with spaces"),
    ),
    Case(
        "alias-in-yaml",
        append("study.yaml", "article: &a [*a]\n"),
        ("study.yaml:15",),
    ),
    Case(
        "list-for-a-mapping",
        write("worlds/central.yaml", b"- title: Central\n"),
        ("worlds/central.yaml:1: the file is not a mapping",),
    ),
    Case(
        "horizon-backwards",
        replace("study.yaml", "first: 2024, last: 2026", "first: 2026, last: 2024"),
        ("study.yaml:6 horizon: last year 2024 is before first year 2026; swap the two",),
    ),
    Case(
        "horizon-without-end",
        replace("study.yaml", "last: 2026", "last: 2199"),
        ("study.yaml:6 horizon", "more than a century", "choose a shorter horizon"),
    ),
    Case(
        "decided-after-the-last-year",
        append("study.yaml", "decided: 2027-01\n"),
        (
            "study.yaml:15 decided: strategies decided in 2027-01 change nothing until 2026",
            "name a month of 2024 to 2026, or leave the key out",
        ),
    ),
    Case(
        "decided-in-no-month",
        append("study.yaml", "decided: 2025\n"),
        ("study.yaml:15 decided",),
    ),
    Case(
        "promise-nobody-wrote-down",
        append("study.yaml", "commitments: [{title: Doubling, strategies: [as-now, double]}]\n"),
        ("study.yaml:15 commitments: strategy 'double' is not known",),
    ),
    Case(
        "doubts-about-nothing",
        append("study.yaml", 'uncertain_inputs: [{name: y, title: Y, facts: ["costs:yield-*"]}]\n'),
        ("study.yaml:15 uncertain_inputs.0.facts: no fact with a number is named 'costs:yield-*'",),
    ),
    Case(
        "home-not-a-region",
        replace("study.yaml", "home: HOM", "home: HOME"),
        ("study.yaml:4 home: region 'HOME' is not known; write 'HOM'",),
    ),
    Case(
        "unknown-headline",
        replace("study.yaml", "net_import_reliance.magnet", "import_dependance.magnet"),
        (
            "study.yaml:9 headlines: indicator 'import_dependance' is not known",
            "write 'net_import_reliance'",
        ),
    ),
    Case(
        "unknown-qualifier",
        replace("study.yaml", "net_import_reliance.magnet", "net_import_reliance.magnets"),
        ("study.yaml:9 headlines: qualifier 'magnets' is not known; write 'magnet'",),
    ),
    Case(
        "unknown-baseline",
        replace("study.yaml", "baseline: as-now", "baseline: as-new"),
        ("study.yaml:11 baseline: strategy 'as-new' is not known; write 'as-now'",),
    ),
]

EVIDENCE = [
    Case(
        "unknown-source",
        replace(
            "evidence/economy.csv",
            "INR_2024/USD_2024,toy/invented",
            "INR_2024/USD_2024,toy/invnted",
        ),
        ("evidence/economy.csv:3 source_id", "'toy/invnted'", "write 'toy/invented'"),
    ),
    Case(
        "mass-of-nothing",
        replace("evidence/demand.csv", "100,90,110,t magnet/yr", "100,90,110,t/yr"),
        ("evidence/demand.csv:2 unit: unit 't/yr' does not say of what", "'t ore/yr'"),
    ),
    Case(
        "undated-currency",
        replace("evidence/costs.csv", "100000,,,INR_2024/t ore", "100000,,,INR/t ore"),
        ("evidence/costs.csv:2 unit: currency 'INR'", "does not say of which year", "INR_2024"),
    ),
    Case(
        "text-in-a-figure",
        replace("evidence/demand.csv", "value,50,,,t magnet/yr", "value,many,,,t magnet/yr"),
        ("evidence/demand.csv:4 value: 'many' is not a number", "plain decimal number"),
    ),
    Case(
        "infinite-figure",
        replace("evidence/demand.csv", "value,50,,,t magnet/yr", "value,1e999,,,t magnet/yr"),
        ("evidence/demand.csv:4 value: '1e999' is too large a number",),
    ),
    Case(
        "range-beside-its-value",
        replace("evidence/demand.csv", "100,90,110,t magnet/yr", "100,101,110,t magnet/yr"),
        ("evidence/demand.csv:2",),
    ),
    Case(
        "duplicate-fact",
        replace("evidence/demand.csv", "demand:motors-hom#2", "demand:motors-hom#1"),
        ("evidence/demand.csv:3 fact_id", "demand:motors-hom#1"),
    ),
    Case(
        "weak-fact-without-note",
        replace("evidence/demand.csv", "C,Invented as a rival that loses by its grade.", "C,"),
        ("evidence/demand.csv:3 note: a fact of grade C has no note", "how it was estimated"),
    ),
    Case(
        "correction-of-nothing",
        replace("corrections.yaml", "capacity:for-mine#2", "capacity:for-mine#3"),
        ("corrections.yaml:1", "capacity:for-mine#3"),
    ),
]

CHAIN = [
    Case(
        "number-without-source",
        replace("chain/facilities.csv", "{capacity:hom-mine}", "50"),
        (
            "chain/facilities.csv:2 nameplate: the number '50' rests on nothing",
            "give the row a source_id and a grade",
        ),
    ),
    Case(
        "unknown-fact",
        replace("chain/facilities.csv", "{capacity:hom-mine}", "{capacity:hom-mines}"),
        (
            "chain/facilities.csv:2 nameplate: the quantity 'capacity:hom-mines' is not known",
            "write 'capacity:hom-mine'",
        ),
    ),
    Case(
        "wrong-unit",
        replace("chain/facilities.csv", "{capacity:hom-mine}", "{capacity:oxide-store}"),
        (
            "chain/facilities.csv:2 nameplate: unit 't oxide' cannot become 't ore/yr'",
            "measure different things",
        ),
    ),
    Case(
        "program-in-a-cell",
        replace("chain/facilities.csv", "{capacity:hom-mine}", "__import__('os').getcwd()"),
        ("chain/facilities.csv:2 nameplate",),
    ),
    Case(
        "division-by-zero",
        replace("chain/facilities.csv", "{capacity:hom-mine}", "{capacity:hom-mine} / 0"),
        ("chain/facilities.csv:2 nameplate", "zero"),
    ),
    Case(
        "blank-number",
        replace("chain/facilities.csv", "{capacity:hom-mine}", ""),
        ("chain/facilities.csv:2 nameplate: the cell is blank", "write a number"),
    ),
    Case(
        "duplicate-facility",
        replace("chain/facilities.csv", "hom_separation,", "hom_mine,"),
        (
            "chain/facilities.csv:3 facility: facility hom_mine is there twice",
            "the first stands on line 2",
        ),
    ),
    Case(
        "name-with-spaces",
        replace("chain/materials.csv", "ore,Ore,", "raw ore,Ore,"),
        ("chain/materials.csv:2 material: 'raw ore' is not a name", "without spaces"),
    ),
    Case(
        "unknown-word",
        replace("chain/facilities.csv", "magnet_making,operating", "magnet_making,working"),
        ("chain/facilities.csv:4 status: 'working' is not allowed here",),
    ),
    Case(
        "unknown-stage",
        replace("chain/materials.csv", "Ore,mining,", "Ore,minning,"),
        ("chain/materials.csv:2 stage: stage 'minning' is not known; write 'mining'",),
    ),
    Case(
        "unknown-basis",
        replace("chain/uses.csv", "Motors,1,magnet,", "Motors,1,magnets,"),
        ("chain/uses.csv:2 basis: basis 'magnets' is not known; write 'magnet'",),
    ),
    Case(
        "unknown-region-in-a-lane",
        replace("chain/lanes.csv", "oxide,FOR,HOM,", "oxide,FOR,HOMM,"),
        ("chain/lanes.csv:3 destination: place 'HOMM' is not known; write 'HOM'",),
    ),
    Case(
        "lane-that-ends-before-it-starts",
        write(
            "chain/lanes.csv",
            b"material,origin,destination,freight,start,end\n"
            b"oxide magnet,HOM FOR,HOM FOR,{costs:oxide-freight},2027-03,2027\n",
        ),
        ("chain/lanes.csv:2 end: end 2027 is not after start 2027-03", "closed again"),
    ),
    Case(
        "lane-observed-before-it-starts",
        write(
            "chain/lanes.csv",
            b"material,origin,destination,freight,reference_flow,start\n"
            b"oxide magnet,HOM FOR,HOM FOR,{costs:oxide-freight},{trade:oxide-hom-for},2027\n",
        ),
        ("chain/lanes.csv:2 start: a lane with a reference_flow was open in the base year",),
    ),
    Case(
        "unknown-pool-in-a-lane",
        both(state(), replace("chain/lanes.csv", "oxide,FOR,HOM,", "oxide,FOR,HOM.stat,")),
        ("chain/lanes.csv:3 destination: place 'HOM.stat' is not known; write 'HOM.state'",),
    ),
    Case(
        "pool-without-a-pools-table",
        replace("chain/lanes.csv", "oxide,FOR,HOM,", "oxide,FOR,HOM.state,"),
        ("chain/lanes.csv:3 destination: place 'HOM.state' is not known", "write one of: FOR, HOM"),
    ),
    Case(
        "pool-that-shares-what-is-shipped",
        both(state(), replace("chain/lanes.csv", "magnet,FOR,HOM,", "magnet,FOR,HOM.state,")),
        (
            "chain/lanes.csv:5 destination: ownership account 'state' keeps no magnet of its own",
            "write 'HOM', or add magnet to the materials of the account in "
            "chain/ownership_accounts.csv",
        ),
    ),
    Case(
        "pool-that-shares-what-is-kept",
        both(state(), append("chain/stocks.csv", "magnet,HOM.state,,{costs:oxide-storage},,\n")),
        (
            "chain/stocks.csv:3 region: ownership account 'state' keeps no magnet of its own",
            "write 'HOM'",
        ),
    ),
    Case(
        "pool-with-an-unknown-plant",
        state("hom_mine hom_mill"),
        ("chain/ownership_accounts.csv:2 facilities: facility 'hom_mill' is not known", "hom_mine"),
    ),
    Case(
        "pool-with-a-plant-abroad",
        state("hom_mine for_mine"),
        (
            "chain/ownership_accounts.csv:2 facilities: 'for_mine' stands in FOR and not in HOM",
            "name a facility of HOM",
        ),
    ),
    Case(
        "plant-in-two-pools",
        both(state(), append("chain/ownership_accounts.csv", "army,Army,HOM,hom_mine,oxide\n")),
        (
            "chain/ownership_accounts.csv:3 facilities: 'hom_mine' belongs to ownership "
            "account 'state' already",
            "leave it in one of the two",
        ),
    ),
    Case(
        "pool-with-a-dot",
        both(state(), replace("chain/ownership_accounts.csv", "state,State", "state.one,State")),
        (
            "chain/ownership_accounts.csv:2 ownership_account: ownership account 'state.one' "
            "has a dot",
            "write 'state_one'",
        ),
    ),
    Case(
        "region-with-a-dot",
        append("chain/regions.csv", "THD.x,Thirdland,\n"),
        (
            "chain/regions.csv:4 region: region 'THD.x' has a dot, which parts a region from a "
            "pool inside it; write 'THD_x'.",
        ),
    ),
    Case(
        "reserve-that-is-neither-yes-nor-blank",
        replace("chain/stocks.csv", ",yes", ",no"),
        ("chain/stocks.csv:2 reserve: 'no' is not allowed here", "write 'yes' or leave the cell"),
    ),
    Case(
        "mixture-of-an-unknown-use",
        mixture("motors,pumps,1,toy/invented,C,Invented.", "motors,pump,1,toy/invented,C,No."),
        ("chain/mixtures.csv:3 component: use 'pump' is not known; write 'pumps'",),
    ),
    Case(
        "mixture-of-a-use-without-a-choke",
        both(
            mixture("motors,pumps,1,toy/invented,C,Invented."),
            replace("chain/uses.csv", ",0,30000,", ",0,,"),
        ),
        ("chain/uses.csv:3 choke: the cell is blank", "write a number"),
    ),
    Case(
        "mixture-of-a-use-that-would-not-pay",
        mixture("motors,pumps,1,toy/invented,C,Invented.", "motors,drones,1,toy/invented,C,No."),
        (
            "chain/mixtures.csv:3 component: use 'drones' gives up at 4,000, not above the price "
            "of 5,000 at which 'motors' was observed",
            "correct the choke or the reference_price",
        ),
    ),
    Case(
        "mixture-without-shares",
        mixture("motors,pumps,0,toy/invented,C,Invented."),
        ("chain/mixtures.csv:2 share: the parts of use 'motors' add up to nothing",),
    ),
    Case(
        "mixture-with-more-than-all",
        mixture("motors,pumps,1.5,toy/invented,C,Invented."),
        ("chain/mixtures.csv:2 share: 1.5 is above 1; give a number from 0 to 1",),
    ),
    Case(
        "mixture-of-mixtures",
        mixture(
            "motors,pumps,1,toy/invented,C,Invented.", "pumps,drones,1,toy/invented,C,Invented."
        ),
        ("chain/mixtures.csv:2 component: use 'pumps' stands for several itself",),
    ),
    Case(
        "bands-that-begin-late",
        bands("2,0.5,1,0.1,0.2"),
        ("chain/bands.csv:2 years_ahead: the bands do not begin in the base year", "year 0"),
    ),
    Case(
        "bands-that-switch-at-two-costs",
        bands("0,0.5,1,0.1,0.2", "10,0.8,2,0.2,0.3"),
        (
            "chain/bands.csv:3 switching_cost: switching costs 0.3 here and 0.2 in year 0",
            "write the same figure in every row",
        ),
    ),
    Case(
        "band-below-nothing",
        bands("0,1.5,1,0.1,0.2"),
        ("chain/bands.csv:2 below: 1.5 is above 1",),
    ),
    Case(
        "contract-on-what-is-not-made",
        contracts("wrong,Wrong,for_magnets,oxide,HOM,,,2024,,900"),
        ("chain/contracts.csv:2 material: 'for_magnets' does not make oxide",),
    ),
    Case(
        "contract-without-a-lane",
        contracts("wrong,Wrong,for_mine,ore,HOM,,,2024,,900"),
        ("chain/contracts.csv:2 buyer: there is no lane for ore from FOR to HOM",),
    ),
    Case(
        "contract-that-ends-before-it-begins",
        contracts("wrong,Wrong,for_magnets,magnet,HOM,,,2025-03,2025,900"),
        ("chain/contracts.csv:2 end: end 2025 is not after start 2025-03",),
    ),
    Case(
        "user-price-of-nobody",
        append(
            "chain/observations.csv",
            "paid,Paid,user_price,,,,,HOM,,2024,{costs:oxide-freight},free,,,,\n",
        ),
        ("chain/observations.csv:12 use: an observation of kind 'user_price' needs this cell",),
    ),
    Case(
        "output-share-of-nowhere",
        append("chain/observations.csv", "share,Share,output_share,,oxide,,,,,2024,0.5,free,,,,\n"),
        ("chain/observations.csv:12 region: an observation of kind 'output_share' needs this",),
    ),
    Case(
        "margin-at-home",
        both(
            replace(
                "chain/facilities.csv",
                "lifetime,hurdle_rate,",
                "lifetime,price_cost_margin,hurdle_rate,",
            ),
            replace(
                "chain/facilities.csv",
                "two_steps,{costs:hom-magnet-making},{costs:magnet-plant},,,,",
                "two_steps,{costs:hom-magnet-making},{costs:magnet-plant},,,,600,",
            ),
        ),
        (
            "chain/facilities.csv:4 price_cost_margin: a margin is what plants abroad earn, "
            "and 'hom_magnets'",
        ),
    ),
    Case(
        "lane-to-itself",
        replace("chain/lanes.csv", "oxide,FOR,HOM,", "oxide,FOR,FOR,"),
        ("chain/lanes.csv:3 destination: region 'FOR' cannot ship to itself",),
    ),
    Case(
        "duplicate-lane",
        replace("chain/lanes.csv", "oxide,FOR,HOM,", "oxide,FOR HOM,FOR HOM,"),
        ("chain/lanes.csv:3 material: lane oxide HOM FOR is there twice",),
    ),
    Case(
        "missing-ramp",
        replace("chain/facilities.csv", ",two_steps,", ",three_steps,"),
        ("chain/facilities.csv:4 ramp: ramp 'three_steps' is not known; write 'two_steps'",),
    ),
    Case(
        "ramp-without-beginning",
        replace("chain/ramps.csv", "two_steps,0,", "two_steps,2,"),
        ("chain/ramps.csv:3 year_after_start: ramp 'two_steps' does not begin in year 0",),
    ),
    Case(
        "year-in-words",
        replace("chain/demand.csv", "motors,HOM,2024", "motors,HOM,now"),
        ("chain/demand.csv:2 year: 'now' is not a whole number",),
    ),
    Case(
        "use-nobody-serves",
        replace(
            "chain/options.csv",
            "motors,magnet,1,,toy/invented,A,Demand is counted in magnets.\n",
            "",
        ),
        ("chain/uses.csv:2 use: no material serves use 'motors'", "chain/options.csv"),
    ),
    Case(
        "a-contract-without-a-floor",
        write(
            "chain/floors.csv",
            b"facility,until,why,source_id,grade,note\nhom_mine,2030,A contract.,,,\n",
        ),
        ("chain/floors.csv:2 facility: 'hom_mine' has no floor",),
    ),
    Case(
        "growth-without-cost",
        both(
            append(
                "evidence/capacity.csv",
                "capacity:growth#1,hom_mine,HOM,2024,value,5,,,t ore/yr/yr,toy/invented,A,\n",
            ),
            replace(
                "chain/facilities.csv",
                "{costs:hom-mining},,,,",
                "{costs:hom-mining},,,{capacity:growth},",
            ),
        ),
        (
            "chain/facilities.csv:2 capital_cost: the cell is blank although build_rate",
            "chain/facilities.csv:2 hurdle_rate: the cell is blank although build_rate",
        ),
    ),
    Case(
        "free-exchange",
        replace(
            "chain/currencies.csv", "{economy:rupees-per-dollar}", "{economy:rupees-per-dollar} * 0"
        ),
        ("chain/currencies.csv:2 per_dollar: an exchange rate cannot be zero",),
    ),
    Case(
        "observation-of-nothing",
        replace(
            "chain/observations.csv",
            "Farland,imports,,magnet,,,HOM",
            "Farland,imports,,magnet,,,",
        ),
        ("chain/observations.csv:4 region", "an observation of kind 'imports' needs this cell"),
    ),
    Case(
        "expectation-of-nothing",
        write(
            "chain/expectations.csv",
            b"expectation,title,kind,material,year,expected,source_id,grade\n"
            b"later,Later,output,magnet,2026,{capacity:hom-magnets},,\n",
        ),
        (
            "chain/expectations.csv:2 region",
            "an expectation of kind 'output' needs this cell",
        ),
    ),
    Case(
        "forecast-of-nothing",
        replace("chain/forecasts.csv", "imports,,magnet,,,HOM", "imports,,magnet,,,"),
        ("chain/forecasts.csv:2 region", "a forecast of kind 'imports' needs this cell"),
    ),
    Case(
        "forecast-without-a-past",
        replace(
            "chain/forecasts.csv",
            "imports,,magnet,,,HOM,,2020,2023",
            "imports,,magnet,,,HOM,,2010,2013",
        ),
        ("chain/forecasts.csv:2 first: nothing the same was observed from 2010 to 2013",),
    ),
    Case(
        "forecast-of-a-past-that-ends-before-it-begins",
        replace(
            "chain/forecasts.csv",
            "imports,,magnet,,,HOM,,2020,2023",
            "imports,,magnet,,,HOM,,2024,2023",
        ),
        ("chain/forecasts.csv:2 last: the past ends in 2023 before it begins",),
    ),
    Case(
        "forecast-of-no-year",
        replace(
            "chain/forecasts.csv",
            "imports,,magnet,,,HOM,,2020,2023",
            "imports,,magnet,,,HOM,,2020,2026",
        ),
        ("chain/forecasts.csv:2 last: no reported year lies after 2026",),
    ),
    Case(
        "forecast-with-two-pasts",
        append(
            "chain/observations.csv",
            "again,Again,imports,,magnet,,,HOM,,2022,71,free,,toy/older,C,Invented.\n",
        ),
        ("chain/forecasts.csv:2 series: 2 observations speak of it in 2022",),
    ),
    Case(
        "shock-that-strikes-nothing",
        append(
            "chain/shocks.csv",
            "storm,Storm,,0.1,1,,0.5,,toy/invented,C,Invented.\n",
        ),
        ("chain/shocks.csv:6 shock: 'storm' strikes nothing", "add a row to chain/hits.csv"),
    ),
    Case(
        "shock-deeper-than-everything",
        replace(
            "chain/shocks.csv",
            "stop,Farland stops magnets,,0.25,6,0.5,0.8",
            "stop,Farland stops magnets,,0.25,6,0.5,1.8",
        ),
        ("chain/shocks.csv:3 depth: 1.8 is above 1", "give a number from 0 to 1"),
    ),
    Case(
        "shock-whose-depth-deviates-too-far",
        replace(
            "chain/shocks.csv",
            "stop,Farland stops magnets,,0.25,6,0.5,0.8,0.12",
            "stop,Farland stops magnets,,0.25,6,0.5,0.8,0.41",
        ),
        (
            "chain/shocks.csv:3 depth_spread: no share of mean 0.8 deviates by 0.41",
            "give less than 0.4",
        ),
    ),
    Case(
        "shock-less-often-than-never",
        replace("chain/shocks.csv", "Farland stops magnets,,0.25", "Farland stops magnets,,-0.25"),
        ("chain/shocks.csv:3 frequency: -0.25 1/yr is negative",),
    ),
    Case(
        "shock-more-often-than-each-month",
        replace("chain/shocks.csv", "Farland stops magnets,,0.25", "Farland stops magnets,,12.5"),
        ("chain/shocks.csv:3 frequency: 12.5 1/yr is above 12",),
    ),
    Case(
        "episode-that-is-drawn",
        replace(
            "chain/shocks.csv", "The hold of 2020,2020-03,,3", "The hold of 2020,2020-03,0.1,3"
        ),
        ("chain/shocks.csv:2 frequency: an episode of the past cannot be drawn as well",),
    ),
    Case(
        "hit-of-nothing",
        append("chain/hits.csv", "stop,,,,,1,toy/invented,C,Invented.\n"),
        ("chain/hits.csv:6 shock: a row strikes nothing",),
    ),
    Case(
        "hit-of-a-lane-that-is-not-there",
        replace("chain/hits.csv", "stop,magnet oxide,FOR", "stop,ore,FOR"),
        ("chain/hits.csv:3 origin: no such lane leads into home", "add it to chain/lanes.csv"),
    ),
    Case(
        "hit-of-a-lane-that-takes-more-than-all",
        replace("chain/hits.csv", "stop,magnet oxide,FOR,,,1,", "stop,magnet oxide,FOR,,,1.4,"),
        ("chain/hits.csv:3 share: 1.4 is above 1", "give a number from 0 to 1"),
    ),
    Case(
        "hit-of-a-plant-abroad",
        replace("chain/hits.csv", "fire,,,hom_magnets", "fire,,,for_magnets"),
        ("chain/hits.csv:4 facility: 'for_magnets' stands abroad",),
    ),
    Case(
        "hit-of-plants-and-uses",
        replace("chain/hits.csv", "fire,,,hom_magnets,,", "fire,,,hom_magnets,motors,"),
        ("chain/hits.csv:4 shock: a row strikes things of several kinds",),
    ),
    Case(
        "hit-of-an-unknown-shock",
        replace("chain/hits.csv", "fire,,,hom_magnets", "fir,,,hom_magnets"),
        ("chain/hits.csv:4 shock", "write 'fire'"),
    ),
]

MAGNITUDES = [
    Case(
        "stages-swapped",
        both(
            replace("chain/materials.csv", "NdPr oxide,separation,", "NdPr oxide,magnet,"),
            replace("chain/materials.csv", ",magnet,magnet,magnet,", ",separation,magnet,magnet,"),
        ),
        (
            "chain/recipes.csv:5 material: recipe 'magnet_making' makes 'magnet' of stage "
            "separation out of 'oxide' of the later stage magnet; take the row out, or correct the "
            "stages in chain/materials.csv, lines 4 and 3",
        ),
    ),
    Case(
        "a-product-that-goes-back-into-the-ore",
        replace(
            "chain/recipes.csv",
            "separation,ore,input,yes,,\n",
            "separation,ore,input,yes,,\nseparation,magnet,input,,1,\n",
        ),
        (
            "chain/recipes.csv:4 material: recipe 'separation' makes 'oxide' of stage separation "
            "out of 'magnet' of the later stage magnet; take the row out, or correct the stages in "
            "chain/materials.csv, lines 3 and 4",
        ),
    ),
    Case(
        "lever-that-means-no-limit",
        replace("strategies/build.yaml", "add: 40", "add: 1.0e+9"),
        (
            "strategies/build.yaml:8 levers.0.add: 1,000,000,000 is more than can be calculated "
            "with; give a number below 1,000,000,000.",
        ),
    ),
    Case(
        "lever-of-three-hundred-digits",
        replace("strategies/build.yaml", "add: 40", "add: 1" + "0" * 299),
        ("strategies/build.yaml:8 levers.0.add", "more than can be calculated with"),
    ),
    Case(
        "lever-below-everything",
        replace("strategies/build.yaml", "add: 40", "add: 1.0e-320"),
        ("strategies/build.yaml:8 levers.0.add", "less than can be told from nothing; write 0"),
    ),
    Case(
        "equivalence-beyond-numbers",
        replace("chain/options.csv", "motors,magnet,1,", "motors,magnet,1e15,"),
        ("chain/options.csv:2 equivalence: 1e+15 t magnet/t magnet is more than can be",),
    ),
    Case(
        "cost-below-numbers",
        replace("evidence/costs.csv", "value,2000,,,", "value,-1e308,,,"),
        ("operating_cost: -1e+308 USD_2024/t ore is more than can be calculated with",),
    ),
    Case(
        "rate-of-one-in-1e320",
        replace("evidence/economy.csv", "value,100,,,", "value,1e-320,,,"),
        ("chain/currencies.csv:2 per_dollar", "less than can be told from nothing"),
    ),
    Case(
        "rate-without-end",
        replace("evidence/economy.csv", "value,100,,,", "value,1e400,,,"),
        ("evidence/economy.csv:3 value: '1e400' is too large a number",),
    ),
    Case(
        "mine-of-less-than-nothing",
        replace("evidence/capacity.csv", "50,45,55", "50,-45,55"),
        (
            "chain/facilities.csv:2 nameplate: the low of capacity:hom-mine#1, -45 t ore/yr is "
            "negative; give a number of at least 0.",
        ),
    ),
    Case(
        "recovery-of-more-than-there-is",
        replace(
            "evidence/chemistry.csv",
            "80,75,85,%,toy/invented,B,Invented.",
            "80,75,850,%,toy/invented,B,Invented.",
        ),
        (
            "chain/recipes.csv:4 recovery: the high of chemistry:oxide-recovery#1, 8.5 is above 1; "
            "give a number from 0 to 1.",
        ),
    ),
]

MATTER = [
    Case(
        "negative-yield",
        replace(
            "chain/recipes.csv", "{chemistry:oxide-recovery}", "0 - {chemistry:oxide-recovery}"
        ),
        ("chain/recipes.csv:4 recovery: -0.8 is negative", "give a number from 0 to 1"),
    ),
    Case(
        "recovery-above-one",
        replace(
            "chain/recipes.csv", "{chemistry:oxide-recovery}", "{chemistry:oxide-recovery} * 2"
        ),
        ("chain/recipes.csv:4 recovery: 1.6 is above 1", "give a number from 0 to 1"),
    ),
    Case(
        "matter-from-nothing",
        replace("chain/recipes.csv", "{chemistry:magnet-feed}", "{chemistry:magnet-feed} / 2"),
        (
            "chain/recipes.csv:6 amount: recipe 'magnet_making' makes NdPr",
            "0.4 t of it come out and 0.25 t go in per tonne of magnet",
            "lower an output or raise an input",
        ),
    ),
    Case(
        "mine-at-the-wrong-stage",
        replace("chain/facilities.csv", "FOR,mining,mining,", "FOR,separation,mining,"),
        ("chain/facilities.csv:5 recipe: recipe 'mining' has no input, so only a mine can run it",),
    ),
    Case(
        "more-than-itself",
        replace("chain/contents.csv", "{chemistry:ore-content}", "{chemistry:ore-content} * 2"),
        ("chain/contents.csv:2 content: a tonne of ore holds 1.25 t of its groups in all",),
    ),
    Case(
        "two-references",
        replace(
            "chain/recipes.csv", "magnet_making,oxide,input,,", "magnet_making,oxide,input,yes,"
        ),
        ("chain/recipes.csv:6 reference: recipe 'magnet_making' has several reference rows",),
    ),
    Case(
        "amount-and-recovery",
        replace(
            "chain/recipes.csv",
            ",,,{chemistry:oxide-recovery}",
            ",,{chemistry:ore-content},{chemistry:oxide-recovery}",
        ),
        ("chain/recipes.csv:4 amount: both amount and recovery are given; keep one",),
    ),
]

LEVERS = [
    Case(
        "before-the-base-year",
        replace(HALT, "start: 2025-01", "start: 2023-06"),
        (
            "strategies/halt.yaml:10 levers.0.start: 2023-06 is outside the years 2024 to 2026",
            "write a month from 2024-01 to 2026-12",
        ),
    ),
    Case(
        "month-13",
        replace(HALT, "start: 2025-01", "start: 2025-13"),
        ("strategies/halt.yaml:10 levers.0.start: '2025-13' names month 13", "01 to 12"),
    ),
    Case(
        "year-for-a-month",
        replace(HALT, "start: 2025-01", "start: 2025"),
        ("strategies/halt.yaml:10 levers.0.start: '2025' is not a month", "such as 2025-06"),
    ),
    Case(
        "unknown-facility",
        replace(BUILD, "facility: hom_magnets", "facility: hom_magnet"),
        (
            "strategies/build.yaml:7 levers.0.facility: facility 'hom_magnet' is not known",
            "write 'hom_magnets'",
        ),
    ),
    Case(
        "unknown-element",
        replace(HALT, "element: Nd", "element: Ndd"),
        ("strategies/halt.yaml:7 levers.0.element: element or group 'Ndd' is not known",),
    ),
    Case(
        "unknown-lever-source",
        replace(HALT, "source: toy/invented", "source: toy/article"),
        ("strategies/halt.yaml:12 levers.0.source: source 'toy/article' is not known",),
    ),
    Case(
        "cyclic-extends",
        append("strategies/as-now.yaml", "extends: both\n"),
        (
            "strategies/as-now.yaml:4 extends: extends runs in a circle: ",
            "as-now -> both -> build -> as-now",
            "remove one of these extends",
        ),
    ),
    Case(
        "unknown-base",
        replace(BUILD, "extends: as-now", "extends: as-noww"),
        ("strategies/build.yaml:2 extends: 'as-noww' is not there to be extended",),
    ),
    Case(
        "text-in-a-number",
        replace(BUILD, "add: 40", "add: forty"),
        ("strategies/build.yaml:8 levers.0.add: 'forty' is not a number; write a number",),
    ),
    Case(
        "share-above-one",
        replace(BUILD, "public_share: 0.5", "public_share: 50"),
        ("strategies/build.yaml:10 levers.0.public_share: '50' is out of range", "at most 1"),
    ),
    Case(
        "lever-without-why",
        replace(
            BUILD,
            "why: Make at home what is imported, and pay half of the plant from public money.",
            "",
        ),
        ("strategies/build.yaml:5 levers.0.why: the key is missing; add it",),
    ),
    Case(
        "both-add-and-multiply",
        replace(BUILD, "add: 40", "add: 40\n    multiply: 3"),
        ("strategies/build.yaml:5 levers.0: both add and multiply are given; keep one of them",),
    ),
    Case(
        "unknown-kind",
        replace(BUILD, "kind: capacity_programme", "kind: capacity_program"),
        (
            "strategies/build.yaml:5 levers.0.kind: the kind 'capacity_program' is not known",
            "write 'capacity_programme'",
        ),
    ),
    Case(
        "lever-on-the-wrong-side",
        replace(CONTROL, "kind: foreign_export_control", "kind: export_limit"),
        ("worlds/control.yaml:5 levers.0.kind", "does not belong here", "strategies/"),
    ),
    Case(
        "ends-before-it-starts",
        replace(CONTROL, "end: 2026-01", "end: 2025-01"),
        ("worlds/control.yaml:5 levers.0: end 2025-01 is not after start 2025-01",),
    ),
    Case(
        "ships-to-itself",
        replace(CONTROL, "to: HOM", "to: [HOM, FOR]"),
        ("worlds/control.yaml:8 levers.0.to: 'FOR' cannot ship to itself",),
    ),
    Case(
        "partner-at-home",
        append(
            HALT,
            "  - {kind: partnership, region: HOM, facility: hom_magnets, material: magnet,\n"
            "    tonnes_per_year: 5, start: 2025-01, take_or_pay: 1, why: x, source: toy/older}\n",
        ),
        (
            "strategies/halt.yaml:13 levers.1.facility: 'hom_magnets' stands at home",
            "name a facility abroad",
        ),
    ),
    Case(
        "partner-who-makes-something-else",
        append(
            HALT,
            "  - {kind: partnership, region: FOR, facility: for_mine, material: magnet,\n"
            "    tonnes_per_year: 5, start: 2025-01, take_or_pay: 1, why: x, source: toy/older}\n",
        ),
        (
            "strategies/halt.yaml:13 levers.1.material: 'for_mine' does not make magnet",
            "write one of: ore",
        ),
    ),
    Case(
        "stockpile-nowhere-to-be-kept",
        append(
            HALT,
            "  - {kind: stockpile, material: magnet, tonnes: 5, by: 2025-01, release: never,\n"
            "     why: No, source: toy/older}\n",
        ),
        (
            "strategies/halt.yaml:13 levers.1.material: magnet cannot be kept in HOM",
            "chain/stocks.csv",
        ),
    ),
]

SEVERAL = [
    Case(
        "problems-in-two-files",
        both(
            replace(HALT, "tonnes_per_year: 0", "tonnes_per_year: -1"),
            replace("chain/lanes.csv", "oxide,HOM,FOR,", "oxide,HOM,HOM,"),
        ),
        (
            "strategies/halt.yaml:9 levers.0.tonnes_per_year: '-1' is out of range",
            "chain/lanes.csv:2 destination: region 'HOM' cannot ship to itself",
        ),
    ),
    Case(
        "contradiction-between-files",
        both(
            replace("chain/fractions.csv", "Nd,NdPr,FOR", "Nd,Heavy,FOR"),
            append("chain/groups.csv", "Heavy,Heavy elements,Dy2O3,oxide\n"),
            replace("study.yaml", "tracked_group: NdPr", "tracked_group: Nd"),
        ),
        (
            "chain/fractions.csv:3 group: element 'Nd' is in group 'NdPr' elsewhere",
            "study.yaml:5 tracked_group: group 'Nd' is not known; write 'NdPr'",
        ),
    ),
]

CASES: list[Case] = [
    *FILES,
    *DOCUMENTS,
    *EVIDENCE,
    *CHAIN,
    *MAGNITUDES,
    *MATTER,
    *LEVERS,
    *SEVERAL,
]
"""Every way to break a study; names are unique."""
