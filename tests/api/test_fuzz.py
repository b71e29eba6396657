"""Requests made from the API's own description, a bounded number per endpoint: no answer is a 5xx, every
refusal is a problem, and every success is what the description promises."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from .dairy import OPERATOR, Dairy

EXAMPLES = 2
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EVERY_ROLE = ["clerk", "manager", "treasurer", "admin", "auditor"]
LEFT_OUT = "DELETE /api/v1/sessions/own"
"""It would sign out the one who asks."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("who", "mode"),
    [
        ("clerk", GenerationMode.POSITIVE),
        ("clerk", GenerationMode.NEGATIVE),
        ("0001", GenerationMode.POSITIVE),
    ],
)
def test_whatever_is_sent_is_answered_as_described(dairy: Dairy, who: str, mode: GenerationMode) -> None:
    dairy.parts.ledger.set_roles("S001", EVERY_ROLE, [], OPERATOR)
    dairy.record()
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", dairy.app)
    headers = {"Authorization": f"Bearer {dairy.tokens[who]}"}
    tried = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.label != LEFT_OUT:
            tried += _try(operation, mode, headers)
    assert tried > 100


def _try(operation: Any, mode: GenerationMode, headers: dict[str, str]) -> int:
    tried = 0

    @seed(20261121)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        nonlocal tried
        tried += 1
        response = case.call(headers=headers)
        case.validate_response(response, checks=CHECKS)

    try:
        ask()
    except Exception as error:
        if type(error).__name__ in ("Unsatisfiable", "Skipped"):
            return tried
        raise
    return tried
