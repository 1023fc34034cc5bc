"""A state and its link say the same, whatever a visitor chose."""

from hypothesis import given
from hypothesis import strategies as st

from monazite.studio.state import Defaults, State, link_of, state_of

DEFAULTS = Defaults(study="toy", base="halt", world="central", ghost="as-now", year=2030)
NAMES = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True)
FIELDS = st.from_regex(r"[a-z]+(_[a-z]+){0,2}", fullmatch=True)
NUMBERS = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)
VALUES = st.one_of(NUMBERS, st.from_regex(r"20[0-9]{2}-(0[1-9]|1[0-2])", fullmatch=True))
STATES = st.builds(
    State,
    study=st.just("toy"),
    base=NAMES,
    world=NAMES,
    ghost=NAMES,
    off=st.lists(NAMES, unique=True, max_size=4).map(tuple),
    on=st.lists(NAMES, unique=True, max_size=4).map(tuple),
    set=st.dictionaries(NAMES, st.dictionaries(FIELDS, VALUES, min_size=1, max_size=3), max_size=3),
    facts=st.dictionaries(NAMES.map(lambda name: f"table:{name}#1"), NUMBERS, max_size=3),
    year=st.integers(min_value=1, max_value=2999),
    compare=st.lists(NAMES, unique=True, max_size=3).map(tuple),
)


def again(link: str) -> State:
    state, ignored = state_of("toy", link.partition("?")[2])
    assert ignored == []
    return DEFAULTS.fill(state)


@given(STATES)
def test_a_link_gives_the_same_state_again(state: State) -> None:
    found = again(link_of(state, "levers", DEFAULTS))
    sorted_names = {"off": tuple(sorted(state.off)), "on": tuple(sorted(state.on))}
    assert found == state.model_copy(update=sorted_names)


@given(STATES)
def test_equal_states_have_equal_links(state: State) -> None:
    turned = state.model_copy(
        update={
            "off": state.off[::-1],
            "set": dict(reversed(state.set.items())),
            "facts": dict(reversed(state.facts.items())),
        }
    )
    link = link_of(state, "chain", DEFAULTS)
    assert link_of(turned, "chain", DEFAULTS) == link
    assert link_of(again(link), "chain", DEFAULTS) == link


def test_what_a_study_chooses_itself_stands_in_no_link() -> None:
    plain = State(study="toy")
    assert link_of(plain, "start", DEFAULTS) == "/s/toy/start"
    assert link_of(DEFAULTS.fill(plain), "start", DEFAULTS) == "/s/toy/start"


@given(st.text(max_size=200))
def test_no_link_is_fatal(query: str) -> None:
    state, ignored = state_of("toy", query)
    assert state.study == "toy"
    assert all(isinstance(one, str) for one in ignored)


def test_parts_nobody_can_read_are_told() -> None:
    state, ignored = state_of("toy", "year=soon&set=nothing&base=halt&x=1")
    assert state.base == "halt"
    assert len(ignored) == 3
    assert ignored[0].startswith("“year=soon” of the link says nothing")
