"""A callback is answered at once whatever else stands still, applied once, and held from strangers."""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from imbuto.bootstrap import EVENTS_FILE, PEOPLE_FILE
from imbuto.errors import Busy
from imbuto.inbox import Inbox, Sources
from imbuto.security.callback_book import CallbackBook
from tests.gateways import bodies

from .dairy import JOB, SECRET, Dairy, is_problem
from .test_payout_callbacks import PAYEE, attempt_of, failed, paid, post, shown, status

M_PESA, STRANGER = "196.201.214.200", "203.0.113.9"
ACCEPTED = {"ResultCode": 0, "ResultDesc": "Accepted"}


def from_there(source: str, **headers: str) -> dict[str, Any]:
    return {"environ_overrides": {"REMOTE_ADDR": source}, "headers": headers}


@pytest.fixture
def guarded(dairy: Dairy) -> Dairy:
    """A dairy that takes callbacks from M-Pesa's addresses alone, and whose inbox applies when it is told."""
    parts = dairy.parts
    book = CallbackBook(parts.people.store, parts.people.keyring, SECRET)
    inbox = Inbox(book, parts.ledger, Sources.of([M_PESA, "196.201.212.0/24"]), lambda: dairy.now)
    inbox.applies_by_itself = False
    parts.inbox = inbox
    return dairy


def kept(dairy: Dairy, **asked: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = dairy.get("auditor", "/callbacks", query_string=asked)["items"]
    return found


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


# ------------------------------------------------------------------ strangers


def test_news_from_a_stranger_is_held_and_m_pesa_asked(
    guarded: Dairy, caplog: pytest.LogCaptureFixture
) -> None:
    payout = guarded.submitted_payout()
    post(guarded, payout, paid(guarded, payout), **from_there(STRANGER))
    told = shown(guarded, payout)
    assert (told["state"], told["code"]) == ("outcome_unknown", "unknown-source")
    one = kept(guarded, state="held")[0]
    assert (one["about"], one["source"], one["trusted"]) == (str(payout), STRANGER, False)
    assert "IMBUTO_TRUSTED_PROXIES" in caplog.text


@pytest.mark.parametrize("source", [M_PESA, "196.201.212.74", f"::ffff:{M_PESA}"])
def test_news_from_m_pesas_addresses_is_applied(guarded: Dairy, source: str) -> None:
    payout = guarded.submitted_payout()
    post(guarded, payout, paid(guarded, payout), **from_there(source))
    assert shown(guarded, payout)["state"] == "paid"


@pytest.mark.parametrize(
    ("proxies", "seen", "told", "state"),
    [
        (0, M_PESA, STRANGER, "paid"),
        (0, STRANGER, M_PESA, "outcome_unknown"),
        (1, "127.0.0.1", M_PESA, "paid"),
        (1, "127.0.0.1", f"{STRANGER}, {M_PESA}", "paid"),
        (1, "127.0.0.1", f"{M_PESA}, {STRANGER}", "outcome_unknown"),
        (2, "127.0.0.1", f"{M_PESA}, 10.0.0.1", "paid"),
        (2, "127.0.0.1", M_PESA, "outcome_unknown"),
        (1, "127.0.0.1", "", "outcome_unknown"),
    ],
)
def test_only_our_own_proxies_are_believed(
    guarded: Dairy, proxies: int, seen: str, told: str, state: str
) -> None:
    guarded.parts.settings = replace(guarded.parts.settings, trusted_proxies=proxies)
    payout = guarded.submitted_payout()
    post(guarded, payout, paid(guarded, payout), **from_there(seen, **{"X-Forwarded-For": told}))
    assert shown(guarded, payout)["state"] == state


def test_a_manager_takes_a_held_one_for_m_pesas(guarded: Dairy) -> None:
    payout = guarded.submitted_payout()
    post(guarded, payout, paid(guarded, payout), **from_there(STRANGER))
    number = kept(guarded, state="held")[0]["number"]
    taken = guarded.post("manager", f"/callbacks/{number}/acceptance")
    assert (taken["state"], taken["accepted_by"]) == ("applied", "staff:S002")
    told = shown(guarded, payout)
    assert (told["state"], told["story"][-1]["who"]) == ("paid", "staff:S002")
    position = guarded.position()
    assert guarded.post("manager", f"/callbacks/{number}/acceptance")["state"] == "applied"
    assert guarded.position() == position


def test_what_is_not_held_is_not_accepted(guarded: Dairy) -> None:
    payout = guarded.submitted_payout()
    post(guarded, payout, paid(guarded, payout), **from_there(M_PESA))
    number = kept(guarded)[0]["number"]
    for path in (f"/callbacks/{number}/acceptance", "/callbacks/99/acceptance"):
        answer = guarded.ask("manager", "POST", path)
        assert is_problem(answer)
        assert answer.status_code in (404, 409)


def test_a_held_one_that_m_pesa_posts_too_is_applied(guarded: Dairy) -> None:
    payout = guarded.submitted_payout()
    post(guarded, payout, paid(guarded, payout), **from_there(STRANGER))
    post(guarded, payout, paid(guarded, payout), **from_there(M_PESA))
    assert shown(guarded, payout)["state"] == "paid"
    assert kept(guarded, state="held") == []


def test_a_stranger_cannot_tell_of_an_earlier_attempt_or_of_balances(guarded: Dairy) -> None:
    payout = guarded.submitted_payout()
    question = guarded.parts.ledger.ask_float(JOB)
    assert question is not None
    path = guarded.own(guarded.parts.float_callback(question, "result"))
    guarded.ask(None, "POST", path, balance("9000.00"), **from_there(STRANGER))
    position = guarded.position()
    guarded.parts.inbox.apply_waiting()
    assert (guarded.position(), len(kept(guarded, state="held"))) == (position, 1)
    assert shown(guarded, payout)["state"] == "submitted"


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


# ------------------------------------------------------------------ nothing told in confidence


def test_the_files_and_the_logs_hold_no_number_name_credential_or_token(
    dairy: Dairy, caplog: pytest.LogCaptureFixture
) -> None:
    payout = dairy.submitted_payout()
    token = dairy.callback(payout).split("/")[-2]
    with caplog.at_level(logging.DEBUG):
        post(dairy, payout, failed(dairy, payout, 15) | {"Note": "254799000111 - ODHIAMBO"})
        post(dairy, payout, bodies.ECHO | {"PartyB": "254799000111"}, "timeout")
        post(dairy, payout, status(dairy, payout, CreditPartyName="254712000001 - ODHIAMBO"), "status")
        dairy.ask(None, "POST", dairy.callback(payout), data=b"254799000111 ODHIAMBO {")
        dairy.parts.inbox.apply_waiting()
    assert {one["state"] for one in kept(dairy)} == {"applied", "unreadable"}
    folder = dairy.parts.settings.data
    stored = b"".join(one.read_bytes() for one in folder.iterdir() if one.name.startswith(PEOPLE_FILE))
    assert str(payout).encode() in stored
    for secret in ("254799000111", "799000111", "ODHIAMBO", "c2VhbGVk", token):
        assert secret.encode() not in stored
        assert secret not in caplog.text


def test_people_see_a_body_without_names_and_numbers(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    post(dairy, payout, paid(dairy, payout))
    post(dairy, payout, bodies.ECHO, "timeout")
    dairy.ask(None, "POST", dairy.callback(payout), data=b"no json")
    dairy.parts.inbox.apply_waiting()
    unread, echo, result = (dairy.get("auditor", f"/callbacks/{one['number']}") for one in kept(dairy))
    assert (unread["body"], echo["body"]["SecurityCredential"]) == (None, "***")
    shown_body = json.dumps([echo, result])
    assert "TK34AB9XYZ" in shown_body
    for secret in ("WANJIKU", "254712000001", "254712345678", "c2VhbGVk", "coop-api"):
        assert secret not in shown_body
    assert (result["note"], result["state"]) == ("paid (0)", "applied")


def test_callbacks_are_listed_page_by_page(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    for kind in ("result", "timeout", "status-timeout"):
        post(dairy, payout, bodies.ECHO, kind)
    first = dairy.ask("treasurer", "GET", "/callbacks?limit=2")
    second = dairy.get("treasurer", f"/callbacks?limit=2&cursor={first.json['next']}")
    kinds = [one["kind"] for one in [*first.json["items"], *second["items"]]]
    assert (kinds, second["next"]) == (["status-timeout", "timeout", "result"], None)
    assert 'rel="next"' in first.headers["Link"]
    for wrong in ("cursor=x", "cursor=-1", "state=lost", "about=x", f"cursor={'9' * 30}"):
        assert is_problem(dairy.ask("treasurer", "GET", f"/callbacks?{wrong}"))


# ------------------------------------------------------------------ balances and top-ups


def balance(available: str, **changes: Any) -> dict[str, Any]:
    accounts = f"Working Account|KES|1.00|1.00|0|0&Utility Account|KES|9|{available}|0|0"
    return bodies.callback(
        bodies.listed({"AccountBalance": f"{accounts}&Charges Paid Account|KES|-40.00|-40.00|0|0"}), **changes
    )


def test_a_balance_reaches_the_till_once(dairy: Dairy) -> None:
    question = dairy.parts.ledger.ask_float(JOB)
    assert question is not None
    path = dairy.own(dairy.parts.float_callback(question, "result"))
    for _ in range(2):
        assert dairy.ask(None, "POST", path, balance("9000.00")).json == ACCEPTED
        dairy.parts.inbox.apply_waiting()
    seen = [fact for _, fact in dairy.parts.ledger.facts(0, 1000) if type(fact).TOPIC == "till.float_seen"]
    assert [(one.available_cents, one.charges_cents, one.code) for one in seen] == [(900_000, -4_000, "0")]


def test_a_question_that_timed_out_and_one_that_nobody_put_tell_no_balance(dairy: Dairy) -> None:
    question = dairy.parts.ledger.ask_float(JOB)
    position = dairy.position()
    for number, kind in ((question, "timeout"), (99, "result")):
        path = dairy.own(dairy.parts.float_callback(number or 0, kind))
        assert dairy.ask(None, "POST", path, balance("1.00")).json == ACCEPTED
    dairy.parts.inbox.apply_waiting()
    assert [one["state"] for one in kept(dairy)] == ["held", "applied"]
    assert dairy.position() == position


def test_a_payment_tells_the_payees_name_and_the_float(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    post(dairy, payout, paid(dairy, payout, ReceiverPartyPublicName=PAYEE))
    facts = {type(fact).TOPIC: fact for _, fact in dairy.parts.ledger.facts(0, 1000)}
    assert facts["payout.paid"].float_cents == 9_875_025
    assert facts["member.payee_seen"].payout == payout
    assert attempt_of(dairy, payout)
