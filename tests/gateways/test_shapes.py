"""One result in every shape that M-Pesa, its gateways and its stand-ins have been seen to send."""

from __future__ import annotations

import json
from typing import Any

import pytest

from imbuto.errors import BadValue
from imbuto.gateways.daraja_answers import StatusResult, read_balance, read_result, read_status
from imbuto.gateways.daraja_fields import body_of, word
from imbuto.gateways.redaction import redact

from .bodies import ECHO, ORIGINATOR, SUCCESS, callback, listed, status, success


def bare() -> dict[str, Any]:
    inner: dict[str, Any] = success()["Result"]
    return inner


def without_inner_holder() -> dict[str, Any]:
    return {"Result": {**bare(), "ResultParameters": listed(SUCCESS)}}


def in_small_letters(value: Any) -> Any:
    if isinstance(value, dict):
        return {key.lower(): in_small_letters(inner) for key, inner in value.items()}
    return [in_small_letters(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "body",
    [
        success(),
        bare(),
        without_inner_holder(),
        in_small_letters(success()),
        {**success(), "Envelope": None},
        callback(listed(SUCCESS), ResultCode="0", ResultType="0"),
        callback(listed(SUCCESS), ResultCode=0.0),
        callback(listed(SUCCESS), ReferenceData=None),
        callback(listed(SUCCESS), ReferenceData={"ReferenceItem": []}),
        callback([*listed(SUCCESS), {"Key": "Later", "Value": {"deep": [1]}}, {"Value": 1}, 7, None]),
        success(B2CChargesPaidAccountAvailableFunds=None),
    ],
)
def test_it_is_the_same_payment(body: Any) -> None:
    result = read_result(body_of(json.dumps(body).encode()))
    told = (result.verdict, result.receipt, result.amount_shillings, result.party_msisdn)
    assert told == ("paid", "TK34AB9XYZ", 1250, "254712345678")
    assert result.originator_conversation_id == ORIGINATOR


def test_a_result_that_names_no_payment_leaves_that_to_its_address() -> None:
    for missing in (..., None, " ", {}):
        body = callback(listed(SUCCESS), OriginatorConversationID=missing)
        assert read_result(body).originator_conversation_id == ""


@pytest.mark.parametrize("value", [[], {}, None, True, "", "a lot", "1e3", "-"])
def test_an_amount_that_is_none_is_not_told(value: Any) -> None:
    body = success(TransactionAmount=1)
    body["Result"]["ResultParameters"]["ResultParameter"][0]["Value"] = value
    assert read_result(body).amount_shillings is None


def test_the_echo_of_a_request_is_known_in_any_spelling() -> None:
    assert read_result(in_small_letters(ECHO)).originator_conversation_id == ORIGINATOR


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf", b"\r\n "])
def test_a_name_in_an_odd_encoding_does_not_hide_a_payment(prefix: bytes) -> None:
    raw = json.dumps(success(ReceiverPartyPublicName="254712345678 - NG?ANG?A")).encode()
    result = read_result(body_of(prefix + raw.replace(b"?", b"\xe3")))
    assert (result.verdict, result.party_msisdn) == ("paid", "254712345678")


def test_control_characters_are_left_out() -> None:
    raw = json.dumps(callback(ResultCode="2040", ResultDesc="No\x00 such\nnumber\ud800\u202e")).encode()
    result = read_result(body_of(raw))
    assert (result.code, result.description) == ("2040", "No such number")
    assert word("\x07") == ""


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"paid",
        b"{",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"Result": 1, "Result": 2}',
        b"[" * 100_000,
        b'{"a":' * 17 + b"1" + b"}" * 17,
        b'{"a": ' + b"9" * 5_000 + b"}",
    ],
)
def test_what_is_no_json_is_refused(raw: bytes) -> None:
    with pytest.raises(BadValue):
        body_of(raw)


def test_sixteen_levels_are_read() -> None:
    assert body_of(b'{"a":' * 16 + b"1" + b"}" * 16)


@pytest.mark.parametrize("body", [[], "0", 7, None, {"Result": []}, {"Result": None, "ResultDesc": "?"}])
def test_what_is_no_result_is_refused(body: Any) -> None:
    for read in (read_result, read_status, read_balance):
        with pytest.raises(BadValue):
            read(body)


@pytest.mark.parametrize(
    ("code", "is_answer"),
    [
        ("0", True),
        ("SFC_IC0003", True),
        ("R000002", True),
        ("2032", True),
        ("queue-timeout", False),
        ("26", False),
        ("17", False),
        ("2001", False),
        ("8006", False),
        ("100000002", False),
    ],
)
def test_a_question_is_answered_when_m_pesa_looked_for_the_payment(code: str, is_answer: bool) -> None:
    assert StatusResult(None, code, "", "unknown").is_answer == is_answer
    assert read_status(status()).is_answer


def test_what_fees_have_gathered_is_told_with_the_balance() -> None:
    accounts = "Utility Account|KES|5|4.00|1|0&Charges Paid Account|KES|-15.40|-15.40|0|0"
    answer = read_balance(callback(listed({"AccountBalance": accounts})))
    assert (answer.utility_available_cents, answer.charges_cents) == (400, -1540)
    assert read_balance(callback()).charges_cents is None


def test_a_top_up_s_amount_and_time_have_other_names() -> None:
    result = read_result(callback(listed({"Amount": "190.00", "TransCompletedTime": "20261103114550"})))
    assert (result.amount_shillings, result.completed_at is None) == (190, False)


def test_names_are_hidden_in_any_spelling() -> None:
    shown = json.dumps(redact(in_small_letters(success())))
    assert "WANJIKU" not in shown
    assert "254712345678" not in shown
