"""A callback is answered at once whatever else stands still, applied once, and kept however broken."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from uuid import UUID

import pytest

from imbuto.errors import Busy
from imbuto.stores import EVENTS_FILE
from tests.gateways import bodies

from .dairy import Dairy
from .kept_callbacks import ACCEPTED, M_PESA, from_there, kept
from .mpesa_says import paid, post, shown

# ------------------------------------------------------------------ answered at once


@contextmanager
def locked_ledger(dairy: Dairy) -> Iterator[None]:
    """Somebody else writes into the ledger and does not come to an end."""
    with closing(sqlite3.connect(dairy.parts.settings.data / EVENTS_FILE)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.rollback()


def test_it_is_answered_while_another_holds_the_ledgers_lock(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    position = dairy.position()
    with locked_ledger(dairy):
        answer = dairy.ask(None, "POST", dairy.callback(payout), paid(dairy, payout))
        assert (answer.status_code, answer.json) == (200, ACCEPTED)
        assert dairy.position() == position
    dairy.parts.inbox.apply_waiting()
    assert shown(dairy, payout)["state"] == "paid"


def test_it_is_answered_while_redis_hangs(dairy: Dairy) -> None:
    """Nothing of it asks Redis: the client is not even made."""
    payout = dairy.submitted_payout()
    post(dairy, payout, paid(dairy, payout))
    assert "redis" not in vars(dairy.parts)
    assert shown(dairy, payout)["state"] == "paid"


def test_the_thread_of_the_process_applies_it_by_itself(dairy: Dairy) -> None:
    payout, seen = dairy.submitted_payout(), threading.Event()
    dairy.parts.ledger.after_save = lambda _: seen.set()
    dairy.ask(None, "POST", dairy.callback(payout), paid(dairy, payout))
    assert seen.wait(60)
    dairy.parts.inbox.close()
    assert dairy.parts.ledger.payout(payout).state == "paid"
    assert dairy.parts.inbox.counts()["applied"] == 1


def test_killed_between_answer_and_application_nothing_is_lost(guarded: Dairy) -> None:
    payout = guarded.submitted_payout()
    body = paid(guarded, payout)
    guarded.ask(None, "POST", guarded.callback(payout), body, **from_there(M_PESA))
    assert shown(guarded, payout)["state"] == "submitted"
    assert guarded.parts.inbox.waiting(for_seconds=20) == []
    guarded.later(seconds=21)
    assert len(guarded.parts.inbox.waiting(for_seconds=20)) == 1
    assert guarded.parts.inbox.apply_waiting() == 1
    assert shown(guarded, payout)["state"] == "paid"


def test_killed_between_the_fact_and_its_note_it_is_applied_again_in_silence(guarded: Dairy) -> None:
    payout = guarded.submitted_payout()
    guarded.ask(None, "POST", guarded.callback(payout), paid(guarded, payout), **from_there(M_PESA))
    number = guarded.parts.inbox.waiting()[0]

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    book = guarded.parts.inbox._book
    book.settle, settle = dies, book.settle  # type: ignore[method-assign, assignment]
    with pytest.raises(KeyboardInterrupt):
        guarded.parts.inbox.apply(number)
    position = guarded.position()
    book.settle = settle  # type: ignore[method-assign]
    guarded.parts.inbox.apply_waiting()
    assert (guarded.position(), kept(guarded)[0]["state"]) == (position, "applied")


def test_the_same_fifty_times_at_once_is_one_fact_and_fifty_answers(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    body, path = paid(dairy, payout), dairy.callback(payout)
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: dairy.ask(None, "POST", path, body).json, range(50)))
    dairy.parts.inbox.apply_waiting()
    assert answers == [ACCEPTED] * 50
    facts = [type(fact).TOPIC for _, fact in dairy.parts.ledger.facts(0, 1000)]
    assert facts.count("payout.paid") == 1
    assert [one["times"] for one in kept(dairy)] == [50]


def test_fifty_versions_of_one_payment_are_one_fact(dairy: Dairy) -> None:
    """Each differs in a detail, so that each is applied: by two hands at once."""
    payout = dairy.submitted_payout()
    for number in range(50):
        body = paid(dairy, payout, B2CUtilityAccountAvailableFunds=number)
        dairy.ask(None, "POST", dairy.callback(payout), body)
    dairy.parts.inbox.apply_waiting()
    facts = [type(fact).TOPIC for _, fact in dairy.parts.ledger.facts(0, 1000)]
    assert (facts.count("payout.paid"), facts.count("payout.contradicted")) == (1, 0)


# ------------------------------------------------------------------ forged, broken, of nobody


def test_a_wrong_token_keeps_nothing_and_is_only_counted(
    dairy: Dairy, caplog: pytest.LogCaptureFixture
) -> None:
    payout = dairy.submitted_payout()
    right = dairy.callback(payout)
    forged = right.replace(right.split("/")[-2], "f" * 32)
    with caplog.at_level(logging.DEBUG):
        for _ in range(2):
            assert dairy.ask(None, "POST", forged, paid(dairy, payout)).status_code == 404
    assert kept(dairy) == []
    assert len([one for one in caplog.messages if "wrong token" in one]) == 2
    assert "f" * 32 not in caplog.text
    assert str(payout) not in caplog.text


def test_a_callback_about_a_payout_that_is_not_known_waits_for_people(dairy: Dairy) -> None:
    """As when an older backup was restored: the address is ours, the payout is not there."""
    nobody = UUID(int=7)
    body = bodies.success(TransactionAmount=472)
    answer = dairy.ask(None, "POST", dairy.callback(nobody), body)
    dairy.parts.inbox.apply_waiting()
    assert answer.status_code == 200
    assert [one["about"] for one in kept(dairy, state="held", about=str(nobody))] == [str(nobody)]


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        (b"x" * (256 * 1024), "application/json"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "application/json"),
        (b"Result=paid&SecurityCredential=c2VhbGVk", "application/x-www-form-urlencoded"),
        (b"<html>504</html>", "text/html"),
        (b'{"Result": {"ResultCode": 0, "ResultCode": 1}}', "application/json"),
        (b'{"Result": {"ResultCode": ' + b"9" * 5000 + b"}}", "application/json"),
        (b"\x00\xff", "multipart/form-data"),
    ],
)
def test_whatever_comes_to_a_right_address_is_kept_and_asked_about(
    dairy: Dairy, raw: bytes, content_type: str
) -> None:
    payout = dairy.submitted_payout()
    answer = dairy.ask(None, "POST", dairy.callback(payout), data=raw, content_type=content_type)
    dairy.parts.inbox.apply_waiting()
    assert (answer.status_code, answer.json) == (200, ACCEPTED)
    assert shown(dairy, payout)["state"] == "outcome_unknown"
    assert kept(dairy)[0]["state"] == "unreadable"


def test_more_than_256_kb_is_too_much_for_a_callback(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    answer = dairy.ask(None, "POST", dairy.callback(payout), data=b"x" * (256 * 1024 + 1))
    assert (answer.status_code, kept(dairy)) == (413, [])


def test_a_ledger_that_is_busy_leaves_it_for_later(dairy: Dairy, monkeypatch: pytest.MonkeyPatch) -> None:
    payout = dairy.submitted_payout()
    dairy.parts.inbox.applies_by_itself = False
    dairy.ask(None, "POST", dairy.callback(payout), paid(dairy, payout))

    def busy(*_: object, **__: object) -> None:
        raise Busy("The ledger is busy.")

    with monkeypatch.context() as patch:
        patch.setattr(dairy.parts.ledger, "record_payment", busy)
        with pytest.raises(Busy):
            dairy.parts.inbox.apply_waiting()
    assert kept(dairy)[0]["state"] == "received"
    dairy.parts.inbox.apply_waiting()
    assert shown(dairy, payout)["state"] == "paid"


def test_what_nobody_thought_of_is_tried_five_times_and_stops_no_other(
    dairy: Dairy, monkeypatch: pytest.MonkeyPatch
) -> None:
    payout = dairy.submitted_payout()
    dairy.parts.inbox.applies_by_itself = False
    dairy.ask(None, "POST", dairy.callback(payout), paid(dairy, payout))
    dairy.ask(None, "POST", dairy.callback(payout, "status-timeout"), {})
    monkeypatch.setattr(dairy.parts.ledger, "record_payment", lambda *_, **__: 1 / 0)
    for _ in range(5):
        assert dairy.parts.inbox.apply_waiting() >= 1
    states = {one["kind"]: one["state"] for one in kept(dairy)}
    assert states == {"result": "held", "status-timeout": "applied"}
    monkeypatch.undo()
    dairy.post("manager", f"/callbacks/{kept(dairy, state='held')[0]['number']}/acceptance")
    assert shown(dairy, payout)["state"] == "paid"
