"""The inbox beside a real ledger: what it tells whoever compares books, and who wrote what."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

from imbuto.bootstrap import Parts
from imbuto.inbox import Address, Inbox, SeenClaim

from .dairy import NOW, Dairy
from .mpesa_says import failed, paid, status


def receive(
    dairy: Dairy, payout: UUID, body: object, kind: str = "result", question: int | None = None
) -> int:
    inbox: Inbox = dairy.parts.inbox
    inbox.applies_by_itself = False
    address = Address("payout", str(payout), kind, 1, question)
    return inbox.receive(address, "127.0.0.1", json.dumps(body).encode())


def test_claims_tell_what_m_pesa_said_as_it_came(dairy: Dairy) -> None:
    parts: Parts = dairy.parts
    payout = dairy.submitted_payout()
    receive(dairy, payout, failed(dairy, payout))
    dairy.later(minutes=1)
    receive(dairy, payout, status(dairy, payout), "status", 1)
    dairy.later(minutes=1)
    receive(dairy, payout, {"no": "result"})
    receive(dairy, payout, {}, "status-timeout", 1)
    receive(dairy, payout, paid(dairy, payout))
    told = list(parts.inbox.claims(NOW, NOW + timedelta(minutes=3)))
    assert [(one.kind, one.verdict, one.code, one.shillings) for one in told] == [
        ("result", "failed", "2040", None),
        ("status", "paid", "0", 472),
        ("result", "paid", "0", 472),
    ]
    last: SeenClaim = told[-1]
    assert (last.about, last.attempt, last.receipt) == (str(payout), 1, "TK34AB9XYZ")
    assert (last.float_cents, last.state) == (9_875_025, "received")
    assert [one.number for one in parts.inbox.claims(NOW + timedelta(minutes=1), dairy.now)] == [
        told[1].number
    ]
    assert parts.inbox.counts()["received"] == 5


def test_facts_say_from_which_callback_they_come(dairy: Dairy) -> None:
    parts, payout = dairy.parts, dairy.submitted_payout()
    receive(dairy, payout, failed(dairy, payout))
    receive(dairy, payout, {"no": "result"})
    position = dairy.position()
    parts.inbox.apply_waiting()
    facts = [fact for _, fact in parts.ledger.facts(position, 100)]
    numbers = [one.number for one in parts.inbox.page(state="applied").items]
    assert [fact.request for fact in facts] == [f"callback:{number}" for number in numbers]
    assert {fact.who for fact in facts} == {"gateway:daraja"}
