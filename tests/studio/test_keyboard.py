"""Keys: one table that binds them and lists them."""

import re
from importlib.resources import files

from monazite.studio.keyboard import KEYS, bound, listed_keys
from monazite.studio.state import SCREENS


def test_every_key_does_one_thing_in_a_place() -> None:
    for place in (True, False):
        names = [name for key in KEYS if key.on_marks is place for name in key.verbs]
        assert len(names) == len(set(names))


def test_every_key_that_is_bound_is_listed() -> None:
    told = listed_keys()
    assert told.count("<tr>") == len(KEYS)
    for key in KEYS:
        letters = {name for name in key.verbs if len(name) == 1 and not name.isdigit()}
        for name in letters:
            said = f"Shift+{name}" if name.isupper() else name.upper()
            assert said in key.called, key
    assert all(f"<td>{key.told}</td>" in told for key in KEYS)


def test_digits_lead_to_screens_in_their_order() -> None:
    page = bound()["page"]
    assert [page[str(at)] for at in range(1, 10)] == [("go", one) for one in list(SCREENS)[:9]]


def test_the_page_knows_every_verb() -> None:
    """A verb is a method of the page or of what is chosen, which its tools name too."""
    static = files("monazite.studio").joinpath("static")
    scripts = "".join(
        static.joinpath(name).read_text(encoding="utf-8") for name in ("main.js", "state.js")
    )
    methods = set(re.findall(r"^  (?:async )?(\w+)\(.*\{", scripts, re.MULTILINE))
    verbs = {str(verb[0]) for place in bound().values() for verb in place.values()}
    assert verbs - methods == set()
