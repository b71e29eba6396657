"""When something around the ledger fails: nothing acknowledged is lost, and nothing is done twice."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import IntegrityError

from imbuto.aggregates import Cooperative
from imbuto.errors import Busy
from imbuto.ledger import Ledger, Saved, postgres, sqlite
from tests.ledger.examples import CLERK, JOB, TREASURER, approve_run, found_dairy, opened, record, weighing
from tests.ledger.lost_answers import ForgetfulRecorder
from tests.ledger.verbs import FIRST, PAYOUT, fail, request

A, B = UUID(int=1), UUID(int=2)


# ---------------------------------------------------------------- a busy store


@contextmanager
def somebody_else_writing(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_store_that_does_not_answer_is_busy_and_later_takes_the_same_request(
    dairy: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "LOCK_TIMEOUT_SECONDS", 0.05)
    with opened(tmp_path) as impatient:
        before = impatient.position()
        with somebody_else_writing(tmp_path / "events.sqlite"):
            with pytest.raises(Busy) as refusal:
                impatient.record_delivery(A, weighing(), CLERK)
            outcomes = impatient.record_deliveries([(A, weighing()), (B, weighing(shift="PM"))], CLERK)
            assert impatient.position() == before, "readers do not wait for a writer"
        assert refusal.value.transient
        assert [type(outcome) for outcome in outcomes] == [Busy, Busy]
        assert impatient.record_delivery(A, weighing(), CLERK).new


@pytest.mark.parametrize("saves_before", range(3, 9))
def test_a_claim_that_was_lost_leaves_the_connection_ready_for_the_next_save(
    saves_before: int, postgresql_schema: str, tmp_path: Path
) -> None:
    """Whichever save it is: psycopg prepares a statement when it sees it for the sixth time, and a lost
    claim keeps it from being prepared."""
    with opened(tmp_path, {**postgres.environment(postgresql_schema), "POSTGRES_POOL_SIZE": "2"}) as ledger:
        fact = next(iter(Cooperative.found("Kiambaa Dairy", CLERK).collect_events()))

        def save(claim: str) -> None:
            anew = ledger.mapper.to_stored_event(replace(fact, originator_id=uuid4()))
            ledger.facts_recorder.insert_events([anew], claims=[(claim, A)])

        with ledger.facts_recorder.datastore.get_connection():  # so that all saves use the other one
            save("taken")
            for n in range(saves_before):
                save(f"before {n}")
            with pytest.raises(IntegrityError):
                save("taken")
            for n in range(3):
                save(f"after {n}")
        assert ledger.position() >= saves_before + 4


# ------------------------------------------------------- views that fall behind


def test_the_views_hear_of_the_last_position_of_each_save(dairy: Ledger) -> None:
    heard: list[int] = []
    dairy.after_save = heard.append
    saved = dairy.record_delivery(A, weighing(), CLERK)
    dairy.record_delivery(A, weighing(), CLERK)
    batch = dairy.record_deliveries(
        [(B, weighing(shift="PM")), (UUID(int=3), weighing(member="0002"))], CLERK
    )
    last = batch[-1]
    assert isinstance(last, Saved)
    assert heard == [saved.position, last.position]


def test_views_that_fail_do_not_lose_the_acknowledgement(
    dairy: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(position: int) -> None:
        raise RuntimeError("the disk of the views is full")

    dairy.after_save = broken
    with caplog.at_level(logging.ERROR):
        saved = dairy.record_delivery(A, weighing(), CLERK)
        batch = dairy.record_deliveries([(B, weighing(shift="PM"))], CLERK)
    assert saved.new
    assert isinstance(batch[0], Saved)
    assert f"saved up to {saved.position}" in caplog.text
    assert "the disk of the views is full" in caplog.text


# ----------------------------------- an answer of PostgreSQL that never arrived


@pytest.fixture
def forgetful(postgresql_schema: str, tmp_path: Path) -> Iterator[Ledger]:
    where = {
        **postgres.environment(postgresql_schema),
        "PERSISTENCE_MODULE": "tests.ledger.lost_answers:Factory",
    }
    with opened(tmp_path, where) as ledger:
        yield found_dairy(ledger)


def lose_the_next_answer(ledger: Ledger) -> None:
    assert isinstance(ledger.recorder, ForgetfulRecorder)
    ledger.recorder.loses_the_next_answer = True


def test_a_delivery_whose_answer_was_lost_is_one_fact_and_is_acknowledged(forgetful: Ledger) -> None:
    lose_the_next_answer(forgetful)
    saved = forgetful.record_delivery(A, weighing(), CLERK)
    assert [position for position, _ in forgetful.story(A)] == [saved.position]


def test_a_batch_whose_answer_was_lost_is_recorded_once(forgetful: Ledger) -> None:
    lose_the_next_answer(forgetful)
    outcomes = forgetful.record_deliveries([(A, weighing()), (B, weighing(shift="PM"))], CLERK)
    assert all(isinstance(outcome, Saved) for outcome in outcomes)
    assert (len(forgetful.story(A)), len(forgetful.story(B))) == (1, 1)


def test_a_run_whose_answer_was_lost_is_opened_and_approved_once(forgetful: Ledger) -> None:
    record(forgetful)
    lose_the_next_answer(forgetful)
    run = approve_run(forgetful)
    assert [fact.TOPIC for _, fact in forgetful.story(run)].count("settlement.opened") == 1
    lose_the_next_answer(forgetful)
    assert request(forgetful) + request(forgetful) == 0
    assert len(forgetful.story(PAYOUT)) == 1


def test_a_payout_whose_answer_was_lost_is_not_sent_by_this_worker_and_asked_for_later(
    forgetful: Ledger,
) -> None:
    record(forgetful)
    approve_run(forgetful)
    request(forgetful)
    lose_the_next_answer(forgetful)
    assert forgetful.submit_payout(PAYOUT, JOB) is None
    assert (forgetful.payout(PAYOUT).state, forgetful.payout(PAYOUT).attempt_id) == ("submitted", FIRST)


def test_a_new_attempt_whose_answer_was_lost_is_one_new_attempt(forgetful: Ledger) -> None:
    record(forgetful)
    approve_run(forgetful)
    request(forgetful)
    forgetful.submit_payout(PAYOUT, JOB)
    fail(forgetful)
    lose_the_next_answer(forgetful)
    forgetful.retry_payout(PAYOUT, TREASURER)
    assert forgetful.payout(PAYOUT).attempt == 2
