"""Callbacks that somebody made up who knows more than a stranger: an address, a question, a manager."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from imbuto.inbox import Inbox, Sources
from imbuto.security.callback_book import CallbackBook
from imbuto.security.callbacks import callback_token

from .dairy import JOB, NOW, SECRET, Dairy
from .kept_callbacks import M_PESA, STRANGER, from_there, kept
from .mpesa_says import paid, post, shown, status


def asked(dairy: Dairy) -> UUID:
    payout = dairy.submitted_payout()
    assert dairy.parts.ledger.ask_about_payout(payout, 1, JOB) is not None
    return payout


def test_a_strangers_answer_that_one_manager_accepts_is_no_proof_of_a_failure(
    guarded: Dairy,
) -> None:
    """Else whoever knows an address and one manager could have a payment made twice."""
    payout = asked(guarded)
    forged = status(guarded, payout, TransactionStatus="Cancelled")
    post(guarded, payout, forged, "status", 1, 1, **from_there(STRANGER))
    number = kept(guarded, state="held")[0]["number"]
    guarded.post("manager", f"/callbacks/{number}/acceptance")
    assert shown(guarded, payout)["state"] == "failure_reported"
    assert guarded.ask("treasurer", "POST", f"/payouts/{payout}/retry").status_code == 409
    post(guarded, payout, status(guarded, payout), "status", 1, 1, **from_there(M_PESA))
    assert shown(guarded, payout)["state"] == "paid"


def test_the_token_of_a_question_opens_no_address_of_an_attempt(dairy: Dairy) -> None:
    payout = asked(dairy)
    token = callback_token(SECRET, "payout", str(payout), "1", "1")
    path = f"/callbacks/payouts/{payout}/1:1/{token}/result"
    assert dairy.ask(None, "POST", path, paid(dairy, payout)).status_code == 404
    assert kept(dairy) == []


@pytest.mark.parametrize("attempt", ["01", "1 ", "+1", "１", "1.0", "-1", "1e0"])
def test_an_attempt_in_another_spelling_is_at_no_address(dairy: Dairy, attempt: str) -> None:
    payout = dairy.submitted_payout()
    right = dairy.callback(payout)
    assert dairy.ask(None, "POST", right.replace("/1/", f"/{attempt}/"), {}).status_code == 404


def test_two_amounts_that_differ_settle_nothing(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    body: Any = paid(dairy, payout)
    body["Result"]["ResultParameters"]["ResultParameter"].append({"Key": "TransactionAmount", "Value": 1})
    post(dairy, payout, body)
    assert shown(dairy, payout)["state"] == "outcome_unknown"


def test_after_another_secret_old_callbacks_stand_in_nobodys_way(guarded: Dairy) -> None:
    """Addresses and seals hang on IMBUTO_SECRET: what was given and kept with the old one is lost, and M-Pesa
    is asked; what comes with the new one is applied."""
    first = guarded.submitted_payout()
    old = guarded.callback(first)
    guarded.ask(None, "POST", old, paid(guarded, first), **from_there(M_PESA))
    parts, secret = guarded.parts, "another secret of thirty-two letters or more"
    object.__setattr__(parts.settings, "secret", secret)
    book = CallbackBook(parts.people.store, parts.people.keyring, secret)
    parts.inbox = Inbox(book, parts.ledger, Sources.of([M_PESA]), lambda: guarded.now)
    parts.inbox.applies_by_itself = False
    try:
        parts.inbox.apply_waiting()
        assert shown(guarded, first)["state"] == "outcome_unknown", "M-Pesa is asked"
        [lost] = kept(guarded)
        assert lost["state"] == "unreadable"
        assert guarded.get("auditor", f"/callbacks/{lost['number']}")["body"] is None
        assert list(parts.inbox.claims(NOW - timedelta(days=9), NOW + timedelta(days=9))) == []
        guarded.ask(None, "POST", guarded.callback(first), paid(guarded, first), **from_there(M_PESA))
        parts.inbox.apply_waiting()
        assert shown(guarded, first)["state"] == "paid"
    finally:
        object.__setattr__(parts.settings, "secret", SECRET)


@pytest.mark.parametrize("words", ["9" * 5_000, "254712345678 is WANJIKU's"], ids=["long", "number"])
def test_what_is_kept_of_a_code_or_a_status_is_short_and_names_nobody(dairy: Dairy, words: str) -> None:
    """A fact is for ever, and whoever is forgotten is not forgotten in it."""
    told = asked(dairy)
    body: Any = paid(dairy, told)
    body["Result"]["ResultCode"] = words
    post(dairy, told, body)
    post(dairy, told, status(dairy, told, TransactionStatus=words), "status", 1, 1)
    story = json.dumps(shown(dairy, told)["story"])
    assert "254712345678" not in story
    assert "9" * 50 not in story


def test_a_comma_stands_between_thousands_only(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    post(dairy, payout, paid(dairy, payout, TransactionAmount="4,72"))
    assert shown(dairy, payout)["state"] == "outcome_unknown"
