"""What the simulator posts of payments and answers to questions: in any shape, forged, late or empty."""

from __future__ import annotations

import pytest

from imbuto.errors import BadValue
from imbuto.gateways.daraja_answers import read_balance, read_result, read_status
from imbuto.gateways.daraja_codes import (
    QUEUE_TIMEOUT,
)
from imbuto.gateways.daraja_outcomes import (
    Accepted,
    Unknown,
)
from imbuto.simulators.daraja.forgeries import FORGERIES
from imbuto.simulators.daraja.shapes import SHAPES

from .inside import MSISDN, Inside

# ------------------------------------------------------------------ shapes of what is posted


@pytest.mark.parametrize("shape", SHAPES)
def test_a_result_in_any_shape_is_read(shape: str) -> None:
    gateway = Inside(f"shape:{shape}")
    gateway.pay()
    result = read_result(gateway.wait()[0])
    assert result.verdict == ("unknown" if shape == "more" else "paid")
    assert (result.originator_conversation_id, bool(result.receipt)) == ("p-1", True)
    assert result.amount_shillings in (1_250, None)
    assert result.party_msisdn in (MSISDN, None)


@pytest.mark.parametrize("shape", SHAPES)
def test_an_answer_about_a_payment_in_any_shape_is_read(shape: str) -> None:
    gateway = Inside("lost", f"status.shape:{shape}")
    gateway.pay()
    gateway.wait()
    gateway.ask_status()
    answer = read_status(gateway.wait()[0])
    # A status without its receipt, or with more to come, settles nothing.
    assert answer.verdict == ("unknown" if shape in ("bare", "more") else "paid")
    assert answer.status == "Completed"
    assert answer.party_msisdn in (MSISDN, None)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_balance_in_any_shape_is_read(shape: str) -> None:
    gateway = Inside(f"balance.shape:{shape}")
    gateway.ask_balance()
    assert read_balance(gateway.wait()[0]).utility_available_cents == 500_000_000


@pytest.mark.parametrize("kind", ["plain", "wrapped"])
def test_a_notice_of_the_queue_says_nothing_or_is_not_read(kind: str) -> None:
    gateway = Inside(f"queue_timeout:{kind}")
    gateway.pay()
    notice = gateway.wait()[0]
    if kind == "wrapped":
        with pytest.raises(BadValue):
            read_result(notice)
    else:
        assert (read_result(notice).verdict, read_result(notice).code) == ("unknown", QUEUE_TIMEOUT)


@pytest.mark.parametrize("kind", FORGERIES)
def test_a_forgery_is_readable_and_differs_from_what_was_asked(kind: str) -> None:
    gateway = Inside(f"forged:{kind}", "result:2040")
    gateway.pay()
    forged = gateway.wait()[0]
    if kind == "garbage":
        with pytest.raises(BadValue):
            read_result(forged)
        return
    claim = read_result(forged)
    assert claim.verdict == {"failure": "failed"}.get(kind, "paid" if claim.receipt else "unknown")
    right = (claim.originator_conversation_id, claim.amount_shillings, claim.party_msisdn)
    assert (right == ("p-1", 1_250, MSISDN)) == (kind in ("token", "receipt"))


# ------------------------------------------------------------------ questions, top-ups, and who is paid


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        ("Initiated", "unknown"),
        ("Authorized", "unknown"),
        ("Pending Authorized", "unknown"),
        ("Cancelled", "failed"),
        ("Declined", "failed"),
        ("Expired", "failed"),
        ("Completed", "paid"),
    ],
)
def test_each_status_is_read_for_what_it_says(status: str, verdict: str) -> None:
    gateway = Inside("lost", f"status.says:{status}")
    gateway.pay()
    gateway.wait()
    gateway.ask_status()
    assert read_status(gateway.wait()[0]).verdict == verdict


@pytest.mark.parametrize("code", ["SFC_IC0003", "17", "2001"])
def test_a_question_that_fails_says_nothing_about_the_payment(code: str) -> None:
    gateway = Inside("lost", f"status.result:{code}")
    gateway.pay()
    gateway.wait()
    gateway.ask_status()
    answer = read_status(gateway.wait()[0])
    assert (answer.verdict, answer.code) == ("unknown", code)


def test_a_top_up_is_made_once_for_each_time_it_is_sent() -> None:
    gateway = Inside("top_up.timeout_after")
    for expected in (500_000_000, 500_700_000):
        outcome = gateway.client.top_up(7_000, "October", "Float for October", *gateway.urls)
        assert isinstance(outcome, Unknown)
        assert gateway.desk.accounts.float_cents == expected
        assert read_result(gateway.wait()[0]).code == "0"
    assert gateway.desk.accounts.working_cents == 200_000_000 - 1_400_000


@pytest.mark.parametrize(("id_number", "code"), [("11223344", "0"), ("99999999", "SFC_IC0003")])
def test_a_payment_that_is_checked_against_the_national_id(id_number: str, code: str) -> None:
    gateway = Inside(id_checked_path="/mpesa/b2cvalidate/v2/paymentrequest")
    gateway.desk.accounts.set_identity(MSISDN, "11223344")
    assert isinstance(gateway.pay(id_number=id_number), Accepted)
    assert read_result(gateway.wait()[0]).code == code
