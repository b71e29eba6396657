"""The inbox beside a real ledger: what it tells whoever compares books, and who wrote what."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from imbuto.bootstrap import Parts
from imbuto.inbox import Address, Inbox, SeenClaim
from tests.api.dairy import NOW, Dairy, found_dairy, open_dairy
from tests.api.test_payout_callbacks import failed, paid, status


@pytest.fixture(scope="module")
def dairy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dairy]:
    folder: Path = tmp_path_factory.mktemp("dairy")
    opened = open_dairy(folder, found_dairy(folder))
    yield opened
    opened.parts.close()


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
    parts, position = dairy.parts, dairy.position()
    parts.inbox.apply_waiting()
    told = {fact.request for _, fact in parts.ledger.facts(position, 100)}
    numbers = [one.number for one in parts.inbox.page(state="applied").items]
    assert told
    assert told <= {f"callback:{number}" for number in numbers}
    assert {fact.who for _, fact in parts.ledger.facts(position, 100)} == {"gateway:daraja"}
