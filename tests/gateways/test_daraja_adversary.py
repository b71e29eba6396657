"""Our client against all that the simulator can do: each code, each refusal, each shape, each silence."""

from __future__ import annotations

from typing import Any

import pytest

from imbuto.errors import BadValue
from imbuto.gateways.daraja_answers import read_balance, read_result, read_status
from imbuto.gateways.daraja_codes import (
    APIGEE_FAULTS,
    ERROR_CODES,
    ERROR_FAMILIES_BY_MESSAGE,
    QUEUE_TIMEOUT,
    RESULT_CODES,
)
from imbuto.gateways.daraja_outcomes import (
    Accepted,
    AlreadyAccepted,
    NotSent,
    Rejected,
    Stopped,
    Throttled,
    Unknown,
)
from imbuto.simulators.daraja.forgeries import FORGERIES
from imbuto.simulators.daraja.refusals import APIGEE, REFUSALS, RESPONSES
from imbuto.simulators.daraja.rules import DESCRIPTIONS, KEPT
from imbuto.simulators.daraja.shapes import SHAPES

from .inside import MSISDN, Inside

READ_AS: dict[str, type[Any]] = {
    "accepted": Accepted,
    "rejected": Rejected,
    "stopped": Stopped,
    "throttled": Throttled,
    # A token that is refused again after a fresh one was fetched is no token's fault.
    "token": Stopped,
    "unknown": Unknown,
}
BY_MESSAGE = {"duplicate": AlreadyAccepted, "merchant": Stopped, "credentials": Stopped}


def phones() -> dict[str, str]:
    return {code: f"2547{number:08d}" for number, code in enumerate(RESULT_CODES)}


@pytest.fixture(scope="module")
def answered() -> dict[str, list[dict[str, Any]]]:
    """The results of one payment for each code of the table, ordered from one gateway."""
    rules = [{"when": {"msisdn": phone}, "do": f"result:{code}"} for code, phone in phones().items()]
    gateway = Inside(script={"rules": rules})
    found = {}
    for code, phone in phones().items():
        assert isinstance(gateway.pay(f"p-{code}", phone), Accepted)
        found[code] = gateway.wait()
    return found


# ------------------------------------------------------------------ result codes


@pytest.mark.parametrize("code", RESULT_CODES)
def test_each_result_code_of_the_table_is_read_as_the_table_says(
    answered: dict[str, list[dict[str, Any]]], code: str
) -> None:
    result, meaning = read_result(answered[code][0]), RESULT_CODES[code]
    assert (result.code, result.originator_conversation_id) == (code, f"p-{code}")
    assert (result.verdict, result.stops_batch) == (meaning.verdict, meaning.stops_batch)
    assert (result.amount_shillings == 1_250) == (code == "0")


def test_the_simulator_knows_words_for_every_code_of_the_table() -> None:
    assert set(RESULT_CODES) <= set(DESCRIPTIONS)


def test_a_payment_that_m_pesa_kept_is_paid_in_the_end(answered: dict[str, list[dict[str, Any]]]) -> None:
    assert [read_result(body).verdict for body in answered[KEPT]] == ["unknown", "paid"]


@pytest.mark.parametrize("code", ["77", "R000099", "SFC_IC9999"])
def test_a_code_that_is_not_in_the_table_is_unknown(code: str) -> None:
    gateway = Inside(f"result:{code}")
    gateway.pay()
    result = read_result(gateway.wait()[0])
    assert (result.verdict, result.stops_batch) == ("unknown", False)


@pytest.mark.parametrize("code", ["15", "17", "100000004", "100000007", "100000009"])
def test_a_code_that_may_hide_a_payment_is_unknown_and_the_status_knows(code: str) -> None:
    gateway = Inside(f"result:{code}/paid")
    gateway.pay()
    assert read_result(gateway.wait()[0]).verdict == "unknown"
    gateway.ask_status()
    assert read_status(gateway.wait()[0]).verdict == "paid"
    assert gateway.wallet == 1_250


# ------------------------------------------------------------------ refusals


@pytest.mark.parametrize("code", ERROR_CODES)
def test_each_error_code_of_the_table_is_read_as_the_table_says(code: str) -> None:
    gateway = Inside(f"refusal:{code}" if code in REFUSALS else f"response:{code}")
    outcome = gateway.pay()
    assert isinstance(outcome, READ_AS[ERROR_CODES[code]])
    assert getattr(outcome, "code", code) == code
    gateway.wait()
    assert gateway.wallet == (1_250 if code == KEPT else 0)


@pytest.mark.parametrize("code", [code for code in ERROR_CODES if code in REFUSALS])
def test_an_error_under_http_200_is_the_same_error(code: str) -> None:
    assert isinstance(Inside(f"envelope:{code}").pay(), READ_AS[ERROR_CODES[code]])


@pytest.mark.parametrize("code", [code for code, treatment in ERROR_CODES.items() if treatment == "token"])
def test_a_token_that_is_refused_once_is_replaced_and_the_same_body_sent(code: str) -> None:
    gateway = Inside(script={"rules": [{"when": {"try": 1}, "do": f"refusal:{code}"}]})
    assert isinstance(gateway.pay(), Accepted)


@pytest.mark.parametrize(
    "selector", [one for one in REFUSALS if one.partition("/")[0] in ERROR_FAMILIES_BY_MESSAGE]
)
def test_one_code_with_several_meanings_is_told_apart_by_its_message(selector: str) -> None:
    wanted = BY_MESSAGE.get(selector.partition("/")[2], Unknown)
    assert isinstance(Inside(f"refusal:{selector}").pay(), wanted)


@pytest.mark.parametrize("code", sorted(ERROR_FAMILIES_BY_MESSAGE | {"500.009.77"}))
def test_a_code_without_sense_says_nothing_about_the_money(code: str) -> None:
    assert isinstance(Inside(f"refusal:{code}").pay(), Unknown)


def test_every_error_code_of_the_table_can_be_ordered() -> None:
    assert set(ERROR_CODES) <= set(REFUSALS) | set(RESPONSES)
    assert set(RESPONSES) - set(ERROR_CODES) == {"1"}


@pytest.mark.parametrize("name", APIGEE)
def test_each_fault_of_the_front_door_is_read_as_the_table_says(name: str) -> None:
    last = APIGEE[name][2].rpartition(".")[2].lower()
    assert isinstance(Inside(f"apigee:{name}").pay(), READ_AS[APIGEE_FAULTS.get(last, "unknown")])


def test_throttling_is_obeyed_as_long_as_it_asks_for() -> None:
    outcome = Inside("throttled:45").pay()
    assert isinstance(outcome, Throttled)
    assert outcome.retry_after_seconds == 45


# ------------------------------------------------------------------ silence


@pytest.mark.parametrize(
    "fault",
    [
        "timeout_before",
        "timeout_after",
        "closed_before",
        "closed_after",
        "hang_before",
        "hang_after",
        "html:200",
        "html:503",
        "html_after:502",
        "error_after",
        "garbled_after",
    ],
)
def test_whatever_is_no_answer_is_unknown_and_the_same_id_is_paid_once(fault: str) -> None:
    gateway = Inside(script={"rules": [{"when": {"try": 1}, "do": fault}]})
    assert isinstance(gateway.pay(), Unknown)
    taken = fault.partition(":")[0].endswith("after")
    assert isinstance(gateway.pay(), AlreadyAccepted if taken else Accepted)
    gateway.wait()
    assert gateway.wallet == 1_250


def test_a_token_that_does_not_come_means_that_nothing_was_sent() -> None:
    for fault in ("token.timeout_before", "token.closed_before", "token.html:503"):
        gateway = Inside(fault)
        assert isinstance(gateway.pay(), NotSent)
        assert gateway.desk.payments.counts() == {}


@pytest.mark.parametrize("fault", ["token.number", "token.short:400", "token_ended"])
def test_odd_tokens_are_good_enough(fault: str) -> None:
    gateway = Inside(script={"rules": [{"when": {"try": 1}, "do": fault}]})
    assert isinstance(gateway.pay(), Accepted)


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
