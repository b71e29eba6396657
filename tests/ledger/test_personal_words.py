"""No clear word about a person is ever in the facts; a lost key takes the person away and nothing else."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import StoredEvent

from imbuto.aggregates import Delivery, Member, Message
from imbuto.aggregates.message_kinds import message_id
from imbuto.errors import BadValue
from imbuto.ledger import Ledger
from imbuto.ledger.personal import NoKeys
from imbuto.ledger.transcoding import FactMapper
from imbuto.security.keys import BrokenSeal, Keyring
from imbuto.values import Personal
from tests.ledger.examples import CLERK, JOB, MANAGER, farmer, opened, record, registration, subject

SECRETS = {
    "name": "Nyambura Wairimu",
    "phone": "254700111222",
    "payout_phone": "254700333444",
    "national_id": "29874561",
    "next_of_kin_name": "Kipchoge Arap",
    "next_of_kin_phone": "254700555666",
}
NOTE, TEXT = "my neighbour Barasa saw the scale", "Nyambura umeleta lita 8.5"
OFFICIAL, OFFICIAL_PHONE = "Akinyi Atieno", "254700777888"
NEW_PHONE = "254700999000"


@pytest.fixture
def told(dairy: Ledger) -> Ledger:
    """A ledger in which every kind of personal word was said."""
    dairy.register_member(registration("0009", **SECRETS), CLERK)
    dairy.join_staff("S009", OFFICIAL, ["clerk"], MANAGER, phone=OFFICIAL_PHONE)
    id = record(dairy, member="0009")
    dairy.dispute_delivery(id, "quantity", Decimal(6), NOTE, farmer("0009"))
    dairy.request_message("receipt", id, 1, "0009", TEXT, JOB)
    dairy.propose_phone("0009", NEW_PHONE, CLERK)
    return dairy


def test_no_clear_word_is_in_the_bytes_of_the_store(told: Ledger, tmp_path: Path) -> None:
    words = [*SECRETS.values(), NOTE, TEXT, OFFICIAL, OFFICIAL_PHONE, NEW_PHONE, "Nyambura", "Barasa"]
    files = sorted(tmp_path.glob("events.sqlite*"))
    held = b"".join(file.read_bytes() for file in files)
    assert any(file.name.endswith("-wal") for file in files)
    assert b"member.registered" in held
    assert [word for word in words if word.encode() in held] == []
    assert told.member("0009").name.text == SECRETS["name"]


def test_a_word_reads_clear_where_the_key_is(told: Ledger) -> None:
    member = told.member("0009")
    assert member.registration is not None
    assert {name: str(getattr(member.registration, name)) for name in SECRETS} == SECRETS
    disputed = [fact for _, fact in told.facts(0, 999) if isinstance(fact, Delivery.Disputed)]
    assert [str(fact.note) for fact in disputed] == [NOTE]


def _stored(ledger: Ledger, topic: str) -> StoredEvent:
    found = ledger.recorder.select_notifications(0, 999, topics=[topic])[-1]
    return StoredEvent(found.originator_id, found.originator_version, found.topic, found.state)


def _moved(ledger: Ledger, source: str, name: str, target: str, place: str) -> StoredEvent:
    """The fact `target` with the sealed word of another fact or field in it."""
    sealed = json.loads(_stored(ledger, source).state)[name]
    into = _stored(ledger, target)
    state = {**json.loads(into.state), place: sealed}
    return StoredEvent(into.originator_id, into.originator_version, into.topic, json.dumps(state).encode())


@pytest.mark.parametrize(
    ("source", "name", "target", "place"),
    [
        ("member.registered", "phone", "member.registered", "payout_phone"),
        ("member.registered", "phone", "message.requested", "to"),
        ("member.phone_change_proposed", "phone", "member.registered", "phone"),
        ("message.requested", "text", "delivery.disputed", "note"),
        ("staff.joined", "phone", "member.registered", "phone"),
    ],
)
def test_a_sealed_word_that_was_moved_does_not_open(
    source: str, name: str, target: str, place: str, told: Ledger
) -> None:
    with pytest.raises(BrokenSeal):
        told.mapper.to_domain_event(_moved(told, source, name, target, place))


def test_an_altered_word_does_not_open(told: Ledger) -> None:
    kept = _stored(told, "message.requested")
    state = json.loads(kept.state)
    state["text"]["s"] = state["text"]["s"][:-4] + "AAA="
    changed = StoredEvent(kept.originator_id, kept.originator_version, kept.topic, json.dumps(state).encode())
    with pytest.raises(BrokenSeal):
        told.mapper.to_domain_event(changed)


def test_a_destroyed_key_takes_the_person_away_and_nothing_else(told: Ledger, tmp_path: Path) -> None:
    before = told.facts(0, 999)
    Keyring(told.keys).erase(subject("0009"))  # type: ignore[attr-defined]
    with opened(tmp_path) as ledger:
        after = ledger.facts(0, 999)
        assert [_without_persons(fact) for _, fact in after] == [_without_persons(fact) for _, fact in before]
        member = ledger.member("0009")
        assert (str(member.name), member.phone and member.phone.text) == ("(erased)", None)
        assert str(ledger.member("0001").name) == "Wanjiku Kamau"
        assert str(ledger.staff("S009").name) == OFFICIAL
        for id in {fact.originator_id for _, fact in after}:
            assert len(ledger.story(id)) > 0


def _without_persons(fact: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(fact).items() if not isinstance(value, Personal)}


def test_a_person_without_a_key_is_told_nothing_and_paid_nothing(told: Ledger, tmp_path: Path) -> None:
    Keyring(told.keys).erase(subject("0009"))  # type: ignore[attr-defined]
    with opened(tmp_path) as ledger:
        id = record(ledger, member="0009", shift="PM")
        assert ledger.request_message("receipt", id, 1, "0009", "Maziwa", JOB) is None
        assert [fact.TOPIC for _, fact in ledger.story(message_id("receipt", id, 1))] == [
            "message.unreachable"
        ]
        before = ledger.position()
        assert ledger.request_message("receipt", id, 1, "0009", "Maziwa", JOB) is None
        assert ledger.position() == before


def test_an_erased_word_cannot_be_written_again() -> None:
    erased = Message.request(
        "receipt",
        registration_id := Member.register("1", "A", "KIA", CLERK).id,
        1,
        "1",
        Personal(registration_id.hex, None),
        Personal(registration_id.hex, "text"),
        JOB,
    )
    with pytest.raises(ValueError, match="erased"):
        FactMapper(NoKeys()).to_stored_event(erased.collect_events()[0])


def test_who_holds_only_the_facts_reads_everything_but_the_persons(told: Ledger, tmp_path: Path) -> None:
    blind = FactMapper(NoKeys())
    with closing(sqlite3.connect(tmp_path / "events.sqlite")) as connection:
        count = connection.execute("SELECT COUNT(*) FROM stored_events").fetchone()[0]
    facts = [blind.to_domain_event(kept) for kept in told.recorder.select_notifications(0, 999)]
    assert len(facts) == count == told.position()
    assert {str(fact.name) for fact in facts if isinstance(fact, Member.Registered)} == {"(erased)"}
    with pytest.raises(PermissionError):
        blind.to_stored_event(told.story(told.member("0009").id)[0][1])


def test_a_broken_character_is_refused_and_nothing_is_saved(dairy: Ledger) -> None:
    before = dairy.position()
    for act in (
        lambda: dairy.suspend_member("0001", "unpaid \ud800 shares", MANAGER),
        lambda: dairy.register_member(registration("0010", name="Wan\udfffjiku"), CLERK),
    ):
        with pytest.raises(BadValue):
            act()
    assert dairy.position() == before
