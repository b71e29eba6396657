"""What M-Pesa's answers to our questions are read to mean."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from imbuto.errors import BadValue
from imbuto.gateways.daraja_answers import read_balance, read_status

from .bodies import ECHO, ORIGINATOR, STATUS, callback, listed, status


def test_a_completed_payment_is_read_whole() -> None:
    answer = read_status(status())
    assert (answer.verdict, answer.status, answer.receipt) == ("paid", "Completed", "TK34AB9XYZ")
    assert (answer.amount_shillings, answer.fee_cents) == (1250, 500)
    assert (answer.party_msisdn, answer.party_name) == ("254712345678", "WANJIKU KAMAU")
    assert answer.completed_at == datetime(2026, 11, 3, 8, 45, 50, tzinfo=UTC)


def test_the_answer_belongs_to_the_payment_and_not_to_the_question() -> None:
    assert read_status(status()).originator_conversation_id == ORIGINATOR


@pytest.mark.parametrize(
    ("word", "verdict"),
    [
        ("Completed", "paid"),
        ("COMPLETED", "paid"),
        ("Cancelled", "failed"),
        ("Declined", "failed"),
        ("Expired", "failed"),
        ("Initiated", "unknown"),
        ("Authorized", "unknown"),
        ("Pending Authorized", "unknown"),
        ("Reversed", "unknown"),
        (None, "unknown"),
    ],
)
def test_the_status_of_the_transaction_decides(word: str | None, verdict: str) -> None:
    assert read_status(status(TransactionStatus=word)).verdict == verdict


@pytest.mark.parametrize("code", [1, "2001", "SFC_IC0003", "R000002", 2040])
def test_a_question_that_failed_says_nothing_about_the_payment(code: object) -> None:
    bare = read_status(callback(ResultCode=code))
    filled = read_status(callback(listed(STATUS), ResultCode=code))
    assert (bare.verdict, filled.verdict) == ("unknown", "unknown")


def test_a_completed_payment_without_a_receipt_is_asked_about_again() -> None:
    assert read_status(status(ReceiptNo=None)).verdict == "unknown"


def test_the_query_s_own_transaction_id_is_not_taken_for_the_receipt() -> None:
    assert read_status(status(ReceiptNo=None)).receipt is None


def test_keys_with_spaces_are_the_same_keys() -> None:
    body = callback(listed({"Originator Conversation ID": ORIGINATOR, "TransactionStatus": "Declined"}))
    assert read_status(body).originator_conversation_id == ORIGINATOR


def test_the_receiver_may_be_misprinted_as_a_second_debit_party() -> None:
    pairs = [{"Key": "DebitPartyName", "Value": v} for v in ("600000 - Coop", "0712345678 - NJERI")]
    assert read_status(callback(pairs)).party_msisdn == "254712345678"
    assert read_status(callback(pairs[:1])).party_name is None


@pytest.mark.parametrize(
    ("charges", "cents"),
    [
        ("Fee For B2C Payment|KES|22.40", 2240),
        ("Fee|KES|22.40&Excise|KES|3.36", 2576),
        ("Fee|KES|0", 0),
        ("Fee|KES", None),
        ("Fee|KES|5&Levy|KES|?", None),
        ("", None),
        (None, None),
    ],
)
def test_the_fee_is_read_in_cents(charges: str | None, cents: int | None) -> None:
    assert read_status(status(DebitPartyCharges=charges)).fee_cents == cents


def test_a_status_query_that_timed_out_leaves_everything_open() -> None:
    echo = {"CommandID": "TransactionStatusQuery", "OriginalConversationID": ORIGINATOR}
    answer = read_status(echo)
    assert (answer.verdict, answer.code) == ("unknown", "queue-timeout")
    assert answer.originator_conversation_id == ORIGINATOR


ACCOUNTS = (
    "Working Account|KES|700.00|700.00|0.00|0.00"
    "&Utility Account|KES|346568.83|6186.83|340382.00|0.00"
    "&Charges Paid Account|KES|-1540.00|-1540.00|0.00|0.00"
)


def test_the_available_funds_stand_in_the_fourth_place() -> None:
    answer = read_balance(callback(listed({"AccountBalance": ACCOUNTS, "BOCompletedTime": "20261103114550"})))
    assert answer.utility_available_cents == 618_683
    assert answer.available_cents["Charges Paid Account"] == -154_000
    assert answer.completed_at == datetime(2026, 11, 3, 8, 45, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    "body",
    [
        callback(listed({"AccountBalance": ACCOUNTS}), ResultCode="18"),
        callback(),
        callback(listed({"AccountBalance": "Utility Account|KES|1.00"})),
        callback(listed({"AccountBalance": "Utility Account|KES|1.00|much|0|0"})),
        {k: v for k, v in ECHO.items() if k != "OriginatorConversationID"},
    ],
)
def test_a_balance_that_is_not_told_is_not_zero(body: dict[str, Any]) -> None:
    assert read_balance(body).utility_available_cents is None


@pytest.mark.parametrize("read", [read_status, read_balance])
@pytest.mark.parametrize("body", [None, "ok", {"Body": {}}, {"Result": {"ResultDesc": "?"}}])
def test_a_body_that_is_no_answer_is_refused(read: Any, body: object) -> None:
    with pytest.raises(BadValue):
        read(body)
