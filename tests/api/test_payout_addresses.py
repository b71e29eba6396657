"""A callback's address names one attempt of one payout; whatever is posted there is kept."""

from __future__ import annotations

import json
from uuid import UUID

import pytest

from imbuto.security.callbacks import callback_token
from tests.gateways import bodies

from .dairy import SECRET, Dairy
from .mpesa_says import answered, failed, fails, paid, post, retried, shown, status


def test_news_of_an_earlier_attempt_never_settles_the_present_one(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    first_paid, first_failed = paid(dairy, payout), failed(dairy, payout)
    fails(dairy, payout)
    dairy.post("treasurer", f"/payouts/{payout}/retry")
    post(dairy, payout, first_failed)
    assert shown(dairy, payout)["state"] == "requested"
    post(dairy, payout, first_paid)
    told = shown(dairy, payout)
    assert (told["state"], told["contradictions"]) == ("held", 1)


def test_a_late_answer_about_the_first_attempt_says_nothing_of_the_second(dairy: Dairy) -> None:
    """Also when it names no attempt: it came to the address of the first."""
    payout = retried(dairy)
    position = dairy.position()
    late = status(dairy, payout, TransactionStatus="Declined", OriginatorConversationID="")
    post(dairy, payout, late, "status", attempt=1, question=1)
    post(dairy, payout, {"CommandID": "BusinessPayment"}, "timeout", attempt=1)
    assert (shown(dairy, payout)["state"], dairy.position()) == ("submitted", position)
    answered(dairy, payout, TransactionStatus="Declined", OriginatorConversationID="")
    assert shown(dairy, payout)["state"] == "failed"


def test_a_body_that_names_another_attempt_than_its_address_is_a_contradiction(dairy: Dairy) -> None:
    payout = retried(dairy)
    post(dairy, payout, paid(dairy, payout), attempt=1)
    told = shown(dairy, payout)
    assert (told["state"], told["contradictions"]) == ("submitted", 1)
    assert dairy.get("0001", "/members/0001/balance")["paid"]["amount"] == "0.00"


def test_a_token_opens_one_attempt_only(dairy: Dairy) -> None:
    payout = retried(dairy)
    for other in ("2", "01", "", "x", "9" * 5000):
        path = dairy.callback(payout, attempt=1).replace(f"{payout}/1/", f"{payout}/{other}/")
        assert dairy.ask(None, "POST", path, failed(dairy, payout)).status_code == 404


@pytest.mark.parametrize("kind", ["result", "timeout", "status", "status-timeout"])
def test_a_forged_address_is_no_address(dairy: Dairy, kind: str) -> None:
    payout = dairy.submitted_payout()
    position = dairy.position()
    for token in ("0" * 32, callback_token("another secret", "payout", str(payout), "1"), "x", "é"):
        path = f"/callbacks/payouts/{payout}/1/{token}/{kind}"
        assert dairy.ask(None, "POST", path, paid(dairy, payout)).status_code == 404
    assert dairy.position() == position


def test_a_token_opens_one_payout_only(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    other = UUID(int=7)
    path = dairy.callback(payout).replace(str(payout), str(other))
    assert dairy.ask(None, "POST", path, paid(dairy, payout)).status_code == 404


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b"{}", b'{"Result": {}}', b'{"Result": {"ResultCode": NaN}}', b"\xff", b"[" * 9999],
)
def test_what_is_no_callback_is_kept_and_the_payment_asked_about(dairy: Dairy, raw: bytes) -> None:
    payout = dairy.submitted_payout()
    answer = dairy.ask(None, "POST", dairy.callback(payout), data=raw)
    dairy.parts.inbox.apply_waiting()
    assert answer.status_code == 200
    assert shown(dairy, payout)["state"] == "outcome_unknown"
    assert dairy.get("manager", "/callbacks?state=unreadable")["items"][0]["about"] == str(payout)


def test_a_callback_of_any_content_type_is_read(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    raw = json.dumps(paid(dairy, payout)).encode()
    answer = dairy.ask(None, "POST", dairy.callback(payout), data=raw, content_type="text/plain")
    dairy.parts.inbox.apply_waiting()
    assert answer.status_code == 200
    assert shown(dairy, payout)["state"] == "paid"


def test_the_balance_is_acknowledged(dairy: Dairy) -> None:
    token = callback_token(SECRET, "balance")
    accounts = "Utility Account|KES|1000.00|1000.00|0.00|0.00"
    body = bodies.callback(bodies.listed({"AccountBalance": accounts}))
    assert dairy.ask(None, "POST", f"/callbacks/balance/{token}/result", body).status_code == 200
    assert dairy.ask(None, "POST", "/callbacks/balance/x/result", body).status_code == 404
