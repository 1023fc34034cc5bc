"""Text holds what XML, a terminal and a file can carry, and nothing else."""

import json
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monazite.core import FieldError
from monazite.core.text import check_characters, spelled_out, visible


@given(some.text())
def test_what_is_left_can_be_carried_by_xml_and_terminal(text: str) -> None:
    kept = visible(text)
    assert ElementTree.fromstring(f"<t>{kept.translate({60: None, 38: None})}</t>") is not None
    assert not [c for c in kept if unicodedata.category(c) == "Cc" and c not in "\t\n\r"]
    check_characters(kept)
    if kept != text:
        with pytest.raises(FieldError, match="is not allowed in text"):
            check_characters(text)


@given(some.text(some.characters(codec=None), max_size=20))
def test_json_spelled_out_says_the_same(text: str) -> None:
    written = spelled_out(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text
    assert visible(written) == written


def test_ordinary_text_of_any_script_is_left_alone() -> None:
    text = "Nd₂O₃ – मोनाज़ाइट, 独居石 \U0001f9f2\n\tend\r\n"
    assert visible(text) == text
    check_characters(text)
