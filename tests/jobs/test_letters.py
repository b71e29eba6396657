"""Letters about the way in, and answers that the api asks for: sent in seconds, or refused when too late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from imbuto.aggregates.member import member_id
from imbuto.aggregates.message_kinds import SECRET_KINDS, SECRET_MARK
from imbuto.aggregates.staff import staff_id
from imbuto.api.letters import send_letter
from imbuto.gateways.africastalking import NotSent
from imbuto.ledger import message_id
from imbuto.words import letters

from .house import House, by

PHONE, OFFICIAL = "254712345678", "254733000004"
SECRET = "qZ7c0vK2m9w1xYt5"
KINDS = {
    "invitation": letters.invitation("en", "https://imara.example/enter"),
    "recovery": letters.recovery("sw", "https://imara.example/enter"),
    "sign-in-code": letters.sign_in_code("sw"),
}


@pytest.fixture(autouse=True)
def people(house: House) -> None:
    house.register("0042", PHONE)
    house.parts.ledger.join_staff("S004", "Mary", ["manager"], by("operator:root"), phone=OFFICIAL)
    house.now = datetime(2026, 10, 2, 20, 0, tzinfo=UTC)


def write(house: House, kind: str, principal: str = "staff:S004", seconds: int = 180, **more: Any) -> bool:
    about = staff_id("S004") if principal.startswith("staff") else member_id("0042")
    who = by("staff:A1", house.now)
    expires = house.now + timedelta(seconds=seconds)
    told = {"secret": SECRET, "expires_at": expires} if kind in SECRET_KINDS else {}
    text = KINDS.get(kind, "PIN blocked")
    return send_letter(house.parts, kind, principal, about, 1, text, who, **told, **more)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("principal", ["staff:S004", "member:0042"])
def test_the_phone_gets_the_secret_and_no_fact_has_it(house: House, kind: str, principal: str) -> None:
    assert write(house, kind, principal)

    house.work()

    (text,) = house.texts(OFFICIAL if principal == "staff:S004" else PHONE)
    assert text == KINDS[kind].replace(SECRET_MARK, SECRET)
    requested, begun, sent = house.facts("message.")
    assert SECRET not in f"{requested}{begun}{sent}{requested.text.text}"
    assert house.parts.people.letters.read(requested.originator_id, house.now) is None
    assert house.sweep() == []


def test_it_goes_out_though_the_cooperative_sends_no_receipts(house: House) -> None:
    house.parts.ledger.set_messaging(False, by("staff:A1"), sms_statements=False)
    write(house, "pin-blocked", "member:0042")
    house.work()
    assert house.texts(PHONE) == ["PIN blocked"]


@pytest.mark.parametrize(("seconds", "goes"), [(179, True), (180, False), (181, False)])
def test_a_letter_whose_secret_has_expired_is_refused(house: House, seconds: int, goes: bool) -> None:
    write(house, "recovery")
    house.later(seconds=seconds)
    house.work()
    assert len(house.texts(OFFICIAL)) == goes
    assert [fact.code for fact in house.facts("message.refused")] == ([] if goes else ["too-late"])
    house.later(hours=1)
    assert house.sweep() == []


def test_a_letter_that_could_not_go_is_tried_again_with_its_secret(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(house, "invitation", seconds=86_400)
    with monkeypatch.context() as outage:
        outage.setattr(house.parts.sms, "send", lambda to, text: NotSent("no line"))
        house.work()
    house.later(minutes=6)
    assert house.sweep() != []
    house.work()
    assert SECRET in house.texts(OFFICIAL)[0]


def test_who_has_no_phone_gets_no_letter_and_an_unknown_official_is_named(house: House) -> None:
    house.parts.ledger.join_staff("S009", "Otieno", ["clerk"], by("staff:A1"))
    about, who = staff_id("S009"), by("staff:A1", house.now)
    assert not send_letter(house.parts, "pin-blocked", "staff:S009", about, 1, "x", who)
    assert house.facts("message.") == []


def test_an_answer_to_a_text_is_sent_without_waiting_for_a_sweep(house: House) -> None:
    house.parts.ledger.request_message(
        "balance", member_id("0042"), 7, "0042", "Salio", by("member:0042", house.now)
    )
    house.work()
    assert house.texts(PHONE) == ["Salio"]
    assert [fact.TOPIC for fact in house.facts("message.")] == [
        "message.requested",
        "message.retried",
        "message.sent",
    ]
    assert house.parts.views.messages.get(message_id("balance", member_id("0042"), 7)).state == "sent"
