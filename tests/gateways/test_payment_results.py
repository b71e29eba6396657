"""What a payment's callback is read to mean."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from imbuto.errors import BadValue
from imbuto.gateways.daraja_answers import read_result
from imbuto.gateways.daraja_codes import RESULT_CODES

from .bodies import CONVERSATION, ECHO, ORIGINATOR, callback, failure, success


def test_a_success_is_read_whole() -> None:
    result = read_result(success())
    assert (result.verdict, result.stops_batch, result.code) == ("paid", False, "0")
    assert (result.originator_conversation_id, result.conversation_id) == (ORIGINATOR, CONVERSATION)
    assert (result.receipt, result.amount_shillings) == ("TK34AB9XYZ", 1250)
    assert (result.party_msisdn, result.party_name) == ("254712345678", "WANJIKU KAMAU")
    assert (result.utility_funds_cents, result.charges_funds_cents) == (9_875_025, -154_000)


def test_the_completion_time_is_east_african() -> None:
    assert read_result(success()).completed_at == datetime(2026, 11, 3, 8, 45, 50, tzinfo=UTC)


def test_numbers_may_come_as_text_or_decimals() -> None:
    written = success(TransactionAmount="1250.00", B2CUtilityAccountAvailableFunds="98,750.25")
    exact = json.loads(json.dumps(success()), parse_float=Decimal)
    for body in (written, exact):
        result = read_result(body)
        assert (result.amount_shillings, result.utility_funds_cents) == (1250, 9_875_025)


def test_a_single_parameter_may_come_bare() -> None:
    body = callback({"Key": "TransactionAmount", "Value": 40})
    assert read_result(body).amount_shillings == 40


def test_the_production_spelling_of_the_party_is_normalised() -> None:
    result = read_result(success(ReceiverPartyPublicName="0112345678 - OTIENO - SON OF ACHIENG"))
    assert (result.party_msisdn, result.party_name) == ("254112345678", "OTIENO - SON OF ACHIENG")


@pytest.mark.parametrize(
    ("party", "read"),
    [
        ("2547***678 - WANJIKU", (None, "WANJIKU")),
        ("254712345678", ("254712345678", None)),
        ("WANJIKU KAMAU", (None, "WANJIKU KAMAU")),
        (None, (None, None)),
    ],
)
def test_a_party_that_is_incomplete_is_read_as_far_as_it_goes(party: str | None, read: object) -> None:
    result = read_result(success(ReceiverPartyPublicName=party))
    assert (result.party_msisdn, result.party_name) == read


@pytest.mark.parametrize(
    "changed", [{"TransactionCompletedDateTime": "yesterday"}, {"TransactionAmount": "12.50"}]
)
def test_an_unreadable_detail_does_not_hide_that_it_was_paid(changed: dict[str, Any]) -> None:
    result = read_result(success(**changed))
    assert result.verdict == "paid"
    assert None in (result.completed_at, result.amount_shillings)


def test_a_receipt_may_stand_in_either_place() -> None:
    assert (
        read_result(callback([{"Key": "TransactionReceipt", "Value": "TK1"}], TransactionID=...)).receipt
        == "TK1"
    )


def test_a_payment_without_a_receipt_is_asked_about() -> None:
    assert read_result(callback(TransactionID=...)).verdict == "unknown"


def test_a_result_that_announces_more_settles_nothing() -> None:
    assert read_result(callback(ResultType="1")).verdict == "unknown"
    assert read_result(failure(2040, ResultType=1)).verdict == "unknown"


FINAL = "2 3 4 7 8 12 14 26 2040 SFC_IC0003 100000001 100000002 100000005 100000011"
STOPPING = "1 5 6 11 13 18 20 21 22 24 25 29 2001 2006 2028 8006 100000010"
OPEN = "15 17 100000000 100000004 100000007 100000009 9 99 1037 9999 R000002"
CASES = [
    *((code, "failed", False) for code in FINAL.split()),
    *((code, "failed", True) for code in STOPPING.split()),
    *((code, "unknown", False) for code in OPEN.split()),
]


@pytest.mark.parametrize(("code", "verdict", "stops"), CASES)
def test_each_code_says_what_became_of_the_money(code: str, verdict: str, stops: bool) -> None:
    spellings: list[object] = [code, int(code)] if code.isdigit() else [code]
    for spelling in spellings:
        result = read_result(failure(spelling))
        assert (result.code, result.verdict, result.stops_batch) == (code, verdict, stops)


def test_every_listed_code_is_judged_above() -> None:
    assert set(RESULT_CODES) - {code for code, _, _ in CASES} == {"0"}


def test_only_zero_pays() -> None:
    assert [code for code, meaning in RESULT_CODES.items() if meaning.verdict == "paid"] == ["0"]


def test_a_failure_without_a_receipt_is_still_a_failure() -> None:
    result = read_result(failure("2040", TransactionID=...))
    assert (result.verdict, result.receipt, result.amount_shillings) == ("failed", None, None)


def test_a_queue_time_out_is_our_request_sent_back_and_proves_nothing() -> None:
    result = read_result(ECHO)
    assert (result.verdict, result.code, result.stops_batch) == ("unknown", "queue-timeout", False)
    assert result.originator_conversation_id == ORIGINATOR


def test_names_and_numbers_do_not_show_in_a_log() -> None:
    shown = repr(read_result(success()))
    assert "WANJIKU" not in shown
    assert "254712345678" not in shown


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (None, "Result"),
        ([], "Result"),
        ({}, "Result"),
        ({"Result": "0"}, "Result"),
        (callback(ResultCode=...), "ResultCode"),
        (callback(ResultCode=True), "ResultCode"),
        (callback(ResultCode={"code": 0}), "ResultCode"),
    ],
)
def test_a_body_that_is_no_result_is_refused_by_name(body: object, field: str) -> None:
    with pytest.raises(BadValue) as refused:
        read_result(body)
    assert refused.value.field == field


@pytest.mark.parametrize("parameters", ["none", 7, [], [None, 3, {"Value": 1}], {"Key": None}])
def test_odd_parameters_are_no_parameters(parameters: object) -> None:
    assert read_result(callback(parameters)).amount_shillings is None
