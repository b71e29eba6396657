"""Answers to a text that told of several weighings together."""

from __future__ import annotations

from uuid import UUID

from imbuto.aggregates.message_kinds import receipt_claim
from imbuto.values import By, receipt_code

from .dairy import JOB, Dairy
from .test_sms_callbacks import state, text


def daily(dairy: Dairy) -> None:
    who = By("member:0001", "app", "choice", dairy.now)
    dairy.parts.ledger.choose_messages("0001", "day", True, who)


def tell(dairy: Dairy, *deliveries: str) -> str:
    """One text about these; its code."""
    told = [(UUID(id), receipt_claim(UUID(id))) for id in deliveries]
    ledger = dairy.parts.ledger
    version = ledger.position()
    message = ledger.request_together("digest", "0001", version, told, lambda left: "Maziwa", JOB)
    assert message is not None
    return receipt_code(message.id)


def test_one_confirms_all_that_the_last_text_told_of(dairy: Dairy) -> None:
    daily(dairy)
    before, morning, evening = dairy.record(date="2026-11-15"), dairy.record(), dairy.record(shift="PM")
    tell(dairy, morning, evening)
    text(dairy, "1")
    assert [state(dairy, id) for id in (morning, evening, before)] == ["confirmed", "confirmed", "recorded"]


def test_the_texts_own_code_confirms_all_of_it_and_a_weighings_code_disputes_one(dairy: Dairy) -> None:
    daily(dairy)
    morning, evening = dairy.record(), dairy.record(shift="PM")
    code = tell(dairy, morning, evening)
    text(dairy, f"2 5 {receipt_code(UUID(evening))}")
    text(dairy, f"1 {code}")
    assert [state(dairy, id) for id in (morning, evening)] == ["confirmed", "disputed"]


def test_a_no_to_several_disputes_none_and_is_asked_which(dairy: Dairy) -> None:
    daily(dairy)
    morning, evening = dairy.record(), dairy.record(shift="PM")
    tell(dairy, morning, evening)
    text(dairy, "2 5")
    assert [state(dairy, id) for id in (morning, evening)] == ["recorded", "recorded"]
    asked = dairy.parts.views.messages.page(member="0001").items[0]
    assert asked.kind == "which-milk"
    assert receipt_code(UUID(evening)) in (asked.text or "")


def test_an_answer_is_never_about_milk_that_the_evenings_text_has_yet_to_tell(dairy: Dairy) -> None:
    daily(dairy)
    yesterday = dairy.record(date="2026-11-15")
    tell(dairy, yesterday)
    text(dairy, "1")
    today = dairy.record()
    text(dairy, "1")
    assert [state(dairy, id) for id in (yesterday, today)] == ["confirmed", "recorded"]
