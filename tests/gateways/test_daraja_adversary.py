"""Our client against all that the simulator can answer: each code, each refusal, each silence."""

from __future__ import annotations

from typing import Any

import pytest

from imbuto.gateways.daraja_answers import read_result, read_status
from imbuto.gateways.daraja_codes import (
    APIGEE_FAULTS,
    ERROR_CODES,
    ERROR_FAMILIES_BY_MESSAGE,
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
from imbuto.simulators.daraja.refusals import APIGEE, REFUSALS, RESPONSES
from imbuto.simulators.daraja.rules import DESCRIPTIONS, KEPT

from .inside import Inside

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
