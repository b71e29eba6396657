"""Reading while the store does not answer: a refusal that passes, not an error of the program."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from eventsourcing.persistence import InterfaceError, OperationalError

from imbuto.errors import Busy
from imbuto.ledger import Ledger
from tests.ledger.examples import CLERK, record, weighing

A, B = UUID(int=1), UUID(int=2)
READINGS: dict[str, Callable[[Ledger], object]] = {
    "position": lambda ledger: ledger.position(),
    "facts": lambda ledger: ledger.facts(0, 10),
    "story": lambda ledger: ledger.story(A),
    "bookmark": lambda ledger: ledger.bookmark("follower"),
    "advance_bookmark": lambda ledger: ledger.advance_bookmark("follower", 1),
    "cooperative": lambda ledger: ledger.cooperative(),
    "member": lambda ledger: ledger.member("0001"),
    "delivery": lambda ledger: ledger.delivery(A),
    "what was seen before": lambda ledger: ledger._peek_cooperative(),
}
QUESTIONS = (
    "max_notification_id",
    "select_notifications",
    "select_events",
    "positions_of",
    "bookmark",
    "advance_bookmark",
)


def silence(ledger: Ledger, error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the recorder answers no question, as when its file cannot be opened."""

    def silent(*_: object, **__: object) -> None:
        raise error("unable to open database file")

    for question in QUESTIONS:
        monkeypatch.setattr(ledger.recorder, question, silent)


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("reading", READINGS)
def test_a_store_that_does_not_answer_a_reader_is_busy(
    dairy: Ledger, reading: str, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    record(dairy)
    silence(dairy, error, monkeypatch)
    with pytest.raises(Busy) as refusal:
        READINGS[reading](dairy)
    assert refusal.value.transient


def test_a_batch_for_a_store_that_cannot_be_read_is_busy_for_each_and_asks_once(
    dairy: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(dairy)
    asked: list[object] = []

    def silent(*_: object, **__: object) -> None:
        asked.append(1)
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(dairy.recorder, "select_events", silent)
    outcomes = dairy.record_deliveries([(A, weighing(shift="PM")), (B, weighing(member="0002"))], CLERK)
    assert [type(outcome) for outcome in outcomes] == [Busy, Busy]
    assert len(asked) == 1
