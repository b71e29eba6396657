"""What an answer tells in confidence is found by the names of its fields, whoever writes the endpoint."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from .dairy import Dairy

IN_CONFIDENCE = {
    "code",
    "device_token",
    "key",
    "link",
    "password",
    "pin",
    "recovery_code",
    "recovery_codes",
    "secret",
    "token",
    "uri",
}
CODES_OF_THINGS = {
    "Account",
    "Alarm",
    "Centre",
    "CentreMilk",
    "HomeCentre",
    "QualityOf",
    "Creditor",
    "PaymentAlarm",
    "Payout",
    "PayoutCode",
    "PayoutWithStory",
    "Route",
    "Till",
    "TopUp",
    "TopUpWithStory",
}
"""In these answers a `code` is a centre's, a creditor's, or M-Pesa's word for what happened."""


@pytest.fixture(scope="module")
def described(shared: Dairy) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shared.app.extensions["openapi"])
    return found


def told_by(described: dict[str, Any], operation: dict[str, Any]) -> set[str]:
    """`schema.field` of all that a success answers in confidence."""
    answers = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
    return {
        f"{schema}.{field}"
        for answer in answers
        for content in answer.get("content", {}).values()
        for schema, field in fields(described, content.get("schema", {}))
        if field in IN_CONFIDENCE and not (field == "code" and schema in CODES_OF_THINGS)
    }


def fields(
    described: dict[str, Any], schema: Any, name: str = "", seen: Any = ()
) -> Iterator[tuple[str, str]]:
    """Each field within a schema with the name of the schema that it stands in."""
    if isinstance(schema, list):
        for part in schema:
            yield from fields(described, part, name, seen)
    if not isinstance(schema, dict):
        return
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name not in seen:
            yield from fields(described, described["components"]["schemas"][name], name, (*seen, name))
    for field, inner in schema.get("properties", {}).items():
        yield name, field
        yield from fields(described, inner, name, seen)
    for part in ("items", "anyOf", "oneOf", "allOf", "additionalProperties"):
        yield from fields(described, schema.get(part), name, seen)


def operations(described: dict[str, Any], *methods: str) -> Iterator[dict[str, Any]]:
    for item in described["paths"].values():
        yield from (operation for method, operation in item.items() if method in methods)


def test_no_answer_that_tells_a_secret_is_kept_for_a_repeat(shared: Dairy, described: dict[str, Any]) -> None:
    views = {view.__name__: view for view in shared.app.view_functions.values()}
    told = {
        one["operationId"]: told_by(described, one) for one in operations(described, "post", "put", "delete")
    }
    kept = {
        name: found
        for name, found in told.items()
        if found and not getattr(views[name], "tells_a_secret", False)
    }
    assert not kept
    assert {"add_official", "invite_member", "sign_in", "start_second_factor"} <= {
        n for n, f in told.items() if f
    }


def test_nothing_that_is_read_tells_a_secret(described: dict[str, Any]) -> None:
    assert not {
        one["operationId"]: told_by(described, one)
        for one in operations(described, "get")
        if told_by(described, one)
    }
