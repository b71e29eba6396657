"""What is stored of a callback shows no credential, no name and no whole phone number."""

from __future__ import annotations

import json
from typing import Any

import pytest

from imbuto.gateways.redaction import HIDDEN, mask_phones, redact

from .bodies import CONVERSATION, ECHO, ORIGINATOR, status, success


@pytest.mark.parametrize("body", [success(), status(), ECHO])
def test_no_secret_is_left_in_a_callback(body: dict[str, Any]) -> None:
    kept = json.dumps(redact(body))
    for secret in ("WANJIKU", "712345678", "c2VhbGVk", "coop-api"):
        assert secret not in kept


def test_what_identifies_the_payment_stays() -> None:
    kept = json.dumps(redact(success()))
    for word in (ORIGINATOR, CONVERSATION, "TK34AB9XYZ", "1250", "03.11.2026 11:45:50", "254******678"):
        assert word in kept


def test_the_body_itself_is_left_as_it_was() -> None:
    body = success()
    redact(body)
    assert body == success()


def test_a_number_that_is_a_phone_is_masked_and_another_is_not() -> None:
    kept = redact(
        {"PartyB": 254712345678, "Amount": 1250, "FinalisedTime": 20261103114550, "Ok": True, "No": None}
    )
    assert kept == {
        "PartyB": "254******678", "Amount": 1250, "FinalisedTime": 20261103114550, "Ok": True, "No": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("0712345678", "0******678"),
        ("paid to +254112345678.", "paid to +254******678."),
        ("20261103114550", "20261103114550"),
        ("29115-34620561-1", "29115-34620561-1"),
        ("AG_0712345678", "AG_0712345678"),
        ("9254712345678", "9254712345678"),
    ],
)
def test_only_whole_phone_numbers_are_masked(text: str, masked: str) -> None:
    assert mask_phones(text) == masked


def test_keys_are_known_in_any_spelling() -> None:
    assert redact({"securityCredential": "x", "Credit Party Name": "NJERI"}) == {
        "securityCredential": HIDDEN,
        "Credit Party Name": HIDDEN,
    }


def test_a_body_nested_beyond_reason_is_hidden_and_does_not_break() -> None:
    deep: object = "0712345678"
    for _ in range(900):
        deep = [deep]
    assert "0712345678" not in json.dumps(redact({"Result": deep}))
