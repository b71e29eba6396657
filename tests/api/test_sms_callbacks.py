"""What the SMS gateway posts back: reports of our texts, and the farmers' answers."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from imbuto.api.phones import Answer, read_answer
from imbuto.security.idempotency import IdempotencyRecords

from .dairy import JOB, Dairy


def text(dairy: Dairy, words: str, phone: str = "+254712000001", id: str | None = None) -> None:
    """A farmer sends these words."""
    form = {
        "id": id or str(uuid4()),
        "from": phone,
        "to": "20880",
        "text": words,
        "date": "2026-11-16 09:00:00",
    }
    answer = dairy.ask(None, "POST", dairy.sms("inbound"), data=form)
    assert answer.status_code == 200


def state(dairy: Dairy, id: str) -> str:
    return str(dairy.get("clerk", f"/deliveries/{id}")["state"])


def test_one_confirms_the_newest_unanswered_delivery(dairy: Dairy) -> None:
    older, newer = dairy.record(date="2026-11-15"), dairy.record()
    text(dairy, " 1. ")
    assert (state(dairy, newer), state(dairy, older)) == ("confirmed", "recorded")
    fact = dairy.get("clerk", f"/deliveries/{newer}")["story"][-1]
    assert (fact["who"], fact["channel"]) == ("member:0001", "sms")
    text(dairy, "1")
    assert state(dairy, older) == "confirmed"


def test_the_same_text_posted_twice_confirms_one_delivery_only(dairy: Dairy) -> None:
    older, newer = dairy.record(date="2026-11-15"), dairy.record()
    for _ in range(3):
        text(dairy, "1", id="ATXid_1")
    assert (state(dairy, newer), state(dairy, older)) == ("confirmed", "recorded")


@pytest.mark.parametrize(("words", "answered"), [("1", "confirmed"), ("2 3", "disputed")])
def test_an_answer_is_given_once_though_the_api_was_killed_after_the_fact(
    dairy: Dairy, monkeypatch: pytest.MonkeyPatch, words: str, answered: str
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    older, newer = dairy.record(date="2026-11-15"), dairy.record()
    with monkeypatch.context() as killed:
        killed.setattr(IdempotencyRecords, "finish", die)
        with pytest.raises(Killed):
            text(dairy, words, id="ATXid_1")
    dairy.later(minutes=5)
    text(dairy, words, id="ATXid_1")
    assert (state(dairy, newer), state(dairy, older)) == (answered, "recorded")
    text(dairy, words, id="ATXid_2")
    assert state(dairy, older) == answered


def test_two_and_litres_disputes_with_what_the_farmer_claims(dairy: Dairy) -> None:
    id = dairy.record(litres="10")
    text(dairy, "2 8,5")
    shown = dairy.get("clerk", f"/deliveries/{id}")
    assert shown["state"] == "disputed"
    assert (shown["dispute"]["reason"], shown["dispute"]["claimed_litres"]) == ("quantity", "8.50")


def test_an_answer_goes_to_the_member_with_that_phone_and_to_nobody_elses_milk(dairy: Dairy) -> None:
    mine, other = dairy.record(member="0001"), dairy.record(member="0002")
    text(dairy, "1", phone="254712000002")
    assert (state(dairy, mine), state(dairy, other)) == ("recorded", "confirmed")
    text(dairy, "1", phone="0799999999")
    assert state(dairy, mine) == "recorded"


def test_an_answer_after_the_window_changes_nothing_and_is_acknowledged(dairy: Dairy) -> None:
    id = dairy.record()
    dairy.later(hours=80)
    dairy.sign_in("clerk")
    text(dairy, "1")
    assert state(dairy, id) == "recorded"


@pytest.mark.parametrize("words", ["SALIO", "habari", "", "3", "12", "28.5", "2 litres", "1 2", "2 99999"])
def test_what_is_no_answer_changes_nothing(dairy: Dairy, words: str) -> None:
    id = dairy.record()
    text(dairy, words)
    assert state(dairy, id) == "recorded"


@pytest.mark.parametrize(
    ("words", "litres"),
    [
        ("2 8.5", "8.5"),
        ("2  8,5", "8.5"),
        ("2:8.5L", "8.5"),
        ("2-8", "8"),
        ("hapana 8.5 lita", "8.5"),
        ("NO 8.5 Litres.", "8.5"),
        ("2\n8.5", "8.5"),
        ("2 0", "0"),
    ],
)
def test_a_claim_is_read_in_many_spellings(words: str, litres: str) -> None:
    assert read_answer(words) == Answer(False, Decimal(litres))


@pytest.mark.parametrize("words", ["1", " 1 ", "1.", "Ndio", "sawa!", "OK", "yes"])
def test_agreement_is_read_in_many_words(words: str) -> None:
    assert read_answer(words) == Answer(True)


def message(dairy: Dairy, delivery: str) -> UUID:
    """An SMS about a delivery that the gateway took."""
    requested = dairy.parts.ledger.request_message("receipt", UUID(delivery), 1, "0001", "Maziwa 8.5 L", JOB)
    assert requested is not None
    dairy.parts.ledger.message_sent(requested.id, "ATXid_9", 80, 1, JOB)
    return requested.id


def test_a_report_says_whether_the_phone_has_it(dairy: Dairy) -> None:
    message(dairy, dairy.record())
    for status, wanted in (("Buffered", "sent"), ("Failed", "undelivered"), ("Success", "delivered")):
        form = {"id": "ATXid_9", "status": status, "phoneNumber": "+254712000001", "failureReason": "x"}
        assert dairy.ask(None, "POST", dairy.sms("reports"), data=form).status_code == 200
        shown = dairy.get("auditor", "/messages?member=0001")["items"][0]
        assert (shown["state"], shown["cost"]["amount"]) == (wanted, "0.80")


def test_a_report_of_an_unknown_text_a_forged_address_and_half_a_form_are_refused(dairy: Dairy) -> None:
    form = {"id": "ATXid_unknown", "status": "Success"}
    assert dairy.ask(None, "POST", dairy.sms("reports"), data=form).status_code == 404
    assert dairy.ask(None, "POST", "/callbacks/sms/x/reports", data=form).status_code == 404
    assert dairy.ask(None, "POST", "/callbacks/sms/x/inbound", data=form).status_code == 404
    for kind in ("reports", "inbound"):
        for data in ({}, {"id": "1"}, {"id": "1", "from": "cow", "text": "1"}, b"\xff\xfe"):
            assert dairy.ask(None, "POST", dairy.sms(kind), data=data).status_code == 422


def test_each_gateway_reports_on_the_texts_that_it_took_itself(dairy: Dairy) -> None:
    """The ids of two gateways may be alike."""
    ledger, told = dairy.parts.ledger, []
    for place, provider in enumerate(("sms", "sms2")):
        about = UUID(dairy.record(date=f"2026-11-1{place}"))
        message = ledger.request_message("receipt", about, 1, "0001", "Maziwa", JOB)
        assert message is not None
        ledger.message_sent(message.id, "1", 80, 1, JOB, provider=provider)
        told.append(message.id)
    form = {"id": "1", "status": "Success"}
    assert dairy.ask(None, "POST", dairy.sms("reports", "sms2"), data=form).status_code == 200
    shown = dairy.parts.views.messages
    assert [shown.get(id).state for id in told] == ["sent", "delivered"]
    forged = dairy.sms("reports").replace("/sms/", "/sms2/")
    assert dairy.ask(None, "POST", forged, data=form).status_code == 404
