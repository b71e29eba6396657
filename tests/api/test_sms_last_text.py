"""A bare answer is one to the last text that went out, and a yes is none to litres that nobody has told."""

from __future__ import annotations

from uuid import UUID

import pytest

from imbuto.aggregates.messaging import MessageRules
from imbuto.values import receipt_code

from .dairy import JOB, OPERATOR, Dairy
from .test_sms_callbacks import state, text


def send(dairy: Dairy, kind: str, delivery: str, version: int = 1) -> None:
    """The text about this fact goes out."""
    asked = dairy.parts.ledger.request_message(kind, UUID(delivery), version, "0001", "Maziwa", JOB)
    assert asked is not None
    dairy.parts.ledger.message_sent(asked.id, f"ATXid_{asked.id}", 80, 1, JOB)


def received(dairy: Dairy, **given: str) -> str:
    """Milk whose receipt went out."""
    id = dairy.record(**given)
    send(dairy, "receipt", id)
    return id


def corrected(dairy: Dairy, id: str, litres: str) -> None:
    body = {"litres": litres, "reason": "slip"}
    dairy.post("clerk", f"/deliveries/{id}/correction", body)


def claimed(dairy: Dairy, id: str) -> str:
    return str(dairy.get("clerk", f"/deliveries/{id}")["dispute"]["claimed_litres"])


@pytest.mark.parametrize(("words", "answered"), [("1", "confirmed"), ("2 9", "disputed")])
def test_an_answer_to_a_correction_is_about_the_corrected_milk(
    dairy: Dairy, words: str, answered: str
) -> None:
    yesterday, today = received(dairy, date="2026-11-15"), received(dairy)
    corrected(dairy, yesterday, "7")
    send(dairy, "correction", yesterday, 2)
    text(dairy, words)
    assert (state(dairy, yesterday), state(dairy, today)) == (answered, "recorded")


@pytest.mark.parametrize("code", ["", "own"])
def test_a_yes_is_none_to_a_correction_that_was_not_told_yet(dairy: Dairy, code: str) -> None:
    id = received(dairy)
    corrected(dairy, id, "3")
    words = f"1 {receipt_code(UUID(id))}" if code else "1"
    text(dairy, words)
    assert state(dairy, id) == "recorded"
    send(dairy, "correction", id, 2)
    text(dairy, words)
    assert state(dairy, id) == "confirmed"


def test_a_yes_is_none_to_a_correction_that_no_gateway_has_taken(dairy: Dairy) -> None:
    id = received(dairy)
    corrected(dairy, id, "3")
    ledger = dairy.parts.ledger
    asked = ledger.request_message("correction", UUID(id), 2, "0001", "Maziwa", JOB)
    assert asked is not None
    ledger.message_not_sent(asked.id, "no credit", JOB, may_have_gone=False)
    text(dairy, "1")
    assert state(dairy, id) == "recorded"


def test_a_no_to_an_untold_correction_is_heard(dairy: Dairy) -> None:
    id = received(dairy)
    corrected(dairy, id, "3")
    text(dairy, "2 9")
    assert (state(dairy, id), claimed(dairy, id)) == ("disputed", "9.00")


def test_the_evenings_milk_whose_receipt_waits_for_the_morning_is_not_what_is_meant(dairy: Dairy) -> None:
    dairy.parts.ledger.set_message_rules(MessageRules(quiet=True), OPERATOR)
    morning, evening = received(dairy), dairy.record(shift="PM")
    text(dairy, "2 5")
    assert (state(dairy, morning), state(dairy, evening)) == ("disputed", "recorded")


def test_a_no_that_is_sent_twice_disputes_one_weighing(dairy: Dairy) -> None:
    older, newer = received(dairy, date="2026-11-15"), received(dairy)
    for words in ("2 8.5", "2 8.5", "2 8"):
        text(dairy, words)
    assert (state(dairy, older), state(dairy, newer)) == ("recorded", "disputed")
    assert claimed(dairy, newer) == "8.50"
    last = dairy.parts.views.messages.page(member="0001").items[0]
    assert (last.kind, "yanayosubiri" in (last.text or "")) == ("kind-word", True)


def test_whoever_agreed_and_thinks_again_disputes_the_same_milk(dairy: Dairy) -> None:
    older, newer = received(dairy, date="2026-11-15"), received(dairy)
    text(dairy, "1")
    text(dairy, "2 8.5")
    assert (state(dairy, older), state(dairy, newer)) == ("recorded", "disputed")


def test_who_gets_no_receipts_answers_for_the_newest_milk(dairy: Dairy) -> None:
    told = received(dairy, date="2026-11-15")
    text(dairy, "STOP")
    untold = dairy.record()
    text(dairy, "2 8")
    assert (state(dairy, told), state(dairy, untold)) == ("recorded", "disputed")
