"""Files that use the names of the version before are read as if they used today's, with a hint."""

import re
import shutil
from pathlib import Path

import pytest

from monazite.core.earlier import EARLIER, EarlierName
from monazite.core.errors import name_remedy
from monazite.store.studies import find_study
from monazite.study import load_study

from .. import shipped

FILES = ("chain/*.csv", "strategies/*.yaml", "worlds/*.yaml", "study.yaml")


def as_before(text: str) -> str:
    """Write the given-up name wherever today's stands as a column, a key or an indicator."""
    for earlier, now in EARLIER.items():
        text = re.sub(rf"(?<![\w:]){now}(?=[\s,:.\]]|$)", earlier, text)
    return text


@pytest.fixture
def written_before(tmp_path: Path) -> Path:
    folder = tmp_path / "india"
    shutil.copytree(find_study("india"), folder)
    for pattern in FILES:
        for path in folder.glob(pattern):
            text = path.read_text(encoding="utf-8")
            head, rest = text.split("\n", 1) if path.suffix == ".csv" else (text, "")
            path.write_text(f"{as_before(head)}\n{rest}", encoding="utf-8")
    for earlier in ("pools", "pool_prices"):
        (folder / "chain" / f"{EARLIER[earlier]}.csv").rename(folder / "chain" / f"{earlier}.csv")
    return folder


def test_a_study_of_the_version_before_is_read_with_hints(written_before: Path) -> None:
    with pytest.warns(EarlierName) as hints:
        found = load_study(written_before)
    today = shipped.study("india")
    assert [row.model_dump() for row in found.chain.ownership_accounts] == [
        row.model_dump() for row in today.chain.ownership_accounts
    ]
    assert [row.price_cost_margin for row in found.chain.lanes] == [
        row.price_cost_margin for row in today.chain.lanes
    ]
    assert found.settings.headlines == today.settings.headlines
    assert found.settings.commitments == today.settings.commitments
    assert found.strategies.keys() == today.strategies.keys()
    said = {str(hint.message) for hint in hints}
    assert (
        "chain/lanes.csv: 'wedge' is now called 'price_cost_margin'; rename it, since the next "
        "version will not read it."
    ) in said
    assert any(text.startswith("chain/pools.csv: 'pools' is now called") for text in said)
    assert any(text.startswith("strategies/announced.yaml: 'pool' is now called") for text in said)
    assert any("'promises' is now called 'commitments'" in text for text in said)


def test_a_name_given_up_is_answered_with_the_present_one() -> None:
    known = ["net_import_reliance", "price"]
    assert name_remedy("import_dependence", known) == (
        "write 'net_import_reliance', as it is called now"
    )
