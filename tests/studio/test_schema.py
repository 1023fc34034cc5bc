"""The API asked with whatever its schema allows, and with what it does not."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks

from .served import studio

CHECKED = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
KNOWN = {
    "base": ("", "as-now", "halt"),
    "ghost": ("", "as-now"),
    "world": ("",),
    "year": (0, 2025, 2030),
    "key": ("self_sufficiency", "home_cost"),
    "chart": ("supply", "chain", "headlines"),
}
"""Names the toy study knows, put into some of the questions so that they reach the solver."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with (
        studio(tmp_path_factory.mktemp("fuzzed")) as (address, _),
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        yield client


def operations(served: httpx.Client) -> Iterator[schemathesis.APIOperation]:
    schema = schemathesis.openapi.from_dict(served.get("/openapi.json").json())
    for found in schema.get_all_operations():
        yield found.ok()


def quick(count: int) -> settings:
    return settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def at_home(body: Any, draw: Any) -> Any:
    """A body that asks the toy study, now and then with names it knows."""
    if isinstance(body, list):
        return [at_home(one, draw) for one in body]
    if not isinstance(body, dict):
        return body
    made = {name: at_home(value, draw) for name, value in body.items()}
    if "study" in made:
        made["study"] = "toy"
    for name, known in KNOWN.items():
        if name in made and draw(st.booleans()):
            made[name] = draw(st.sampled_from(known))
    return made


def sent(served: httpx.Client, case: schemathesis.Case, body: Any) -> httpx.Response:
    content, headers = None, {}
    if case.method == "POST":
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"content-type": "application/json"}
    answer = served.request(case.method, case.formatted_path, content=content, headers=headers)
    case.validate_response(answer, checks=CHECKED)
    if answer.status_code == 202:
        served.delete(f"/api/jobs/{answer.json()['id']}")
    if answer.status_code >= 400:
        told = answer.json()["error"]
        assert told["text"].strip(), told
        assert told["text"] == told["problems"][0]
    return answer


def test_every_question_is_documented_with_its_body_and_its_answer(served: httpx.Client) -> None:
    paths = served.get("/openapi.json").json()["paths"]
    asked = {path: one["post"] for path, one in paths.items() if "post" in one}
    assert asked
    for path, one in asked.items():
        for schema in (
            one["requestBody"]["content"]["application/json"]["schema"],
            next(iter(one["responses"].values()))["content"]["application/json"]["schema"],
        ):
            assert schema.keys() == {"$ref"}, path
        assert one["summary"], path


@pytest.mark.slow
def test_what_the_schema_allows_is_answered_as_documented(served: httpx.Client) -> None:
    for operation in operations(served):
        statuses = set()

        @quick(10)
        @given(case=operation.as_strategy(), data=st.data())
        def ask(case: schemathesis.Case, data: st.DataObject) -> None:
            body = at_home(case.body, data.draw)
            statuses.add(sent(served, case, body).status_code)  # noqa: B023 - asked at once

        ask()
        if operation.method == "post":
            assert statuses & {200, 202, 422}, (operation.label, statuses)


BODIES: dict[str, Any] = {
    "facts": {"study": "toy"},
    "fact": {"study": "toy", "id": "x"},
    "open": {"state": {"study": "toy"}, "text": ""},
    "export": {"form": "yaml", "asked": {"state": {"study": "toy"}}},
    "explain": {"state": {"study": "toy"}, "key": "home_cost"},
    "jobs": {"state": {"study": "toy"}, "kind": "why"},
}


def test_a_body_that_says_more_than_its_record_is_refused(served: httpx.Client) -> None:
    for operation in operations(served):
        if operation.method == "post":
            kind = operation.path.rpartition("/")[2]
            body = BODIES.get(kind, {"state": {"study": "toy"}})
            answer = served.post(operation.path, json={**body, "more": 1})
            assert (answer.status_code, "more: " in answer.text) == (422, True), operation.label


@pytest.mark.slow
def test_what_the_schema_does_not_allow_is_refused_in_plain_words(served: httpx.Client) -> None:
    for operation in operations(served):
        if operation.method != "post":
            continue

        @quick(20)
        @given(case=operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
        def ask(case: schemathesis.Case) -> None:
            answer = sent(served, case, case.body)
            assert 400 <= answer.status_code < 500, (case.operation.label, case.body)

        ask()
