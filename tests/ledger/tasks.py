"""What the processes of a crew do with the ledger. Kept apart from the tests, so that each starts quickly."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from imbuto.errors import WrongState
from imbuto.ledger import Ledger, Saved
from tests.ledger.examples import CLERK, DAY, JOB, MANAGER, PERIOD, found_dairy, later, weighing

SHIFTS = [(DAY - timedelta(days=n), shift) for n in range(10) for shift in ("AM", "PM")]
SHARED = [(UUID(int=n + 1), weighing(date=day, shift=shift)) for n, (day, shift) in enumerate(SHIFTS)]
ONE = UUID(int=77)


def record_own(ledger: Ledger, number: int) -> list[int]:
    return [
        ledger.record_delivery(uuid4(), weighing(another_can=True, device=f"scale {number}"), CLERK).position
        for _ in range(25)
    ]


def record_the_same(ledger: Ledger, _: int) -> list[Saved]:
    return [ledger.record_delivery(ONE, weighing(), CLERK) for _ in range(13)]


def record_the_same_batch(ledger: Ledger, number: int) -> list[Any]:
    items = SHARED[number:] + SHARED[:number]
    return sorted(ledger.record_deliveries(items, CLERK), key=lambda saved: saved.id)  # type: ignore[union-attr]


def open_the_run(ledger: Ledger, _: int) -> tuple[UUID, bool]:
    saved = ledger.open_settlement(PERIOD, JOB)
    return saved.id, saved.new


def submit_all(ledger: Ledger, _: int, payouts: list[UUID]) -> list[UUID]:
    return [id for id in payouts if ledger.submit_payout(id, JOB) is not None]


def submit_or_stop(ledger: Ledger, number: int, payouts: list[UUID]) -> int:
    """One process begins payments again and again, and takes each back; the other stops them again and
    again, and lets them go."""
    done = 0
    for _ in range(15):
        if number:
            done += ledger.stop_payments("kill", "", "wait", MANAGER).new
            ledger.resume_payments("go on", MANAGER)
            continue
        for id in payouts:
            if ledger.submit_payout(id, JOB):
                ledger.defer_payout(id, "not-sent", "nobody listens", JOB)
                done += 1
    return done


def look(ledger: Ledger, _: int) -> int:
    return ledger.position()


def found(ledger: Ledger, _: int) -> None:
    found_dairy(ledger)


def open_one_of_two_runs(ledger: Ledger, number: int) -> str:
    try:
        ledger.open_settlement((PERIOD, PERIOD.next)[number], later(JOB, days=30))
    except WrongState:
        return "refused"
    return "opened"
