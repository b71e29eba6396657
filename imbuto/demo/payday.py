"""The pay runs of the first two periods: opened by the clock, approved by a manager, paid as M-Pesa would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from imbuto.demo.diary import Diary, by, moment
from imbuto.demo.house import MANAGER, NOT_ON_MPESA
from imbuto.demo.parts import Parts
from imbuto.demo.quarrels import Answers
from imbuto.ledger import Drawing, payout_id, statement_id
from imbuto.values import By, Period

CHUNK = 200
FEE_CENTS = 1100
"""What M-Pesa takes for most half-months' milk (KES 5,001 to 20,000)."""
NOT_REGISTERED = ("2040", "The receiver is not registered with M-Pesa.")


class Payday:
    """One run, in two steps of the day after its period: prepared before the milk comes, paid after."""

    def __init__(self, parts: Parts, diary: Diary, answers: Answers, period: Period, number: int) -> None:
        self._views = parts.views
        self._ledger = parts.ledger
        self._diary = diary
        self._answers = answers
        self._period = period
        self._number = number

    @property
    def day(self) -> date:
        return self._period.end + timedelta(days=1)

    def prepare(self) -> None:
        """Cut off, silence recorded, statements drawn, totals put together."""
        at = moment(self.day, 5)
        run = self._ledger.open_settlement(self._period, by("job:clock", at)).id
        self._answers.lapse(at, taken_until=self._period.end)
        if self._ledger.settlement(run).state != "opened":
            return
        self._views.catch_up()
        for drawings in self._drawings(run):
            self._ledger.draw_statements(run, drawings, by("job:settle", at))
        self._views.catch_up()
        drawn = self._views.settlements.drawn_totals(run)
        self._ledger.prepare_settlement(run, drawn.totals, drawn.litres, drawn.digest, by("job:settle", at))

    def pay(self) -> None:
        """A manager approves; every payout is sent and answered for. In the second run M-Pesa refuses one,
        and one has no phone to go to."""
        run = self._ledger.open_settlement(self._period, by("job:clock", moment(self.day, 5))).id
        self._ledger.approve_settlement(run, by(MANAGER, moment(self.day, 10)))
        self._views.catch_up()
        paid = failed = held = paid_cents = failed_cents = 0
        at = moment(self.day, 10, 5)
        statements = list(self._statements(run))
        for start in range(0, len(statements), CHUNK):
            self._ledger.settle_statements(run, statements[start : start + CHUNK], by("job:settle", at))
        for place, (member, net_cents) in enumerate((one for one in statements if one[1]), start=1):
            payout = payout_id(statement_id(run, member))
            if self._is_held(payout):
                held += 1
            elif self._send(payout, member, place, at + timedelta(minutes=1)):
                paid, paid_cents = paid + 1, paid_cents + net_cents
            else:
                failed, failed_cents = failed + 1, failed_cents + net_cents
        if not held:
            self._ledger.complete_settlement(
                run, paid, paid_cents, failed, failed_cents, by("job:settle", at + timedelta(minutes=30))
            )

    def _drawings(self, run: UUID) -> Iterator[list[Drawing]]:
        after = ""
        while drawable := self._views.settlements.drawable(run, after, CHUNK):
            yield drawable
            after = drawable[-1].member

    def _statements(self, run: UUID) -> Iterator[tuple[str, int]]:
        cursor = None
        while True:
            page = self._views.settlements.statements(run, cursor, CHUNK)
            yield from ((one.member, one.net_cents) for one in page.items)
            if (cursor := page.next) is None:
                return

    def _is_held(self, payout: UUID) -> bool:
        return self._ledger.payout(payout).state == "held"

    def _send(self, id: UUID, member: str, place: int, at: datetime) -> bool:
        """Intent, acceptance, outcome. False when M-Pesa refuses for good."""
        ledger, attempt = self._ledger, self._ledger.payout(id).attempt_id
        self._diary.told([id])
        self._diary.once(id, lambda: ledger.submit_payout(id, by("job:pay", at)))
        accepted = by("job:pay", at + timedelta(seconds=1))
        self._diary.once(id, lambda: ledger.accept_payout(id, f"DEMO-{self._number}-{place:04d}", accepted))
        answered = by("gateway:daraja", at + timedelta(seconds=5))
        if self._number == 2 and member == NOT_ON_MPESA:
            self._fail(id, attempt, answered)
            return False
        receipt = f"DEMO{self._number:01d}{place:05d}"
        self._diary.once(
            id,
            lambda: ledger.record_payment(id, attempt, receipt, FEE_CENTS, answered.at, "callback", answered),
        )
        return True

    def _fail(self, id: UUID, attempt: UUID, reported: By) -> None:
        """M-Pesa's callback reports it, and M-Pesa confirms it when it is asked."""
        ledger, told = self._ledger, replace(reported, at=reported.at + timedelta(minutes=1))
        failed = partial(ledger.record_payment_failure, id, attempt)
        self._diary.once(id, lambda: failed(*NOT_REGISTERED, reported))
        asked = by("job:pay", reported.at + timedelta(seconds=30))
        self._diary.once(id, lambda: ledger.ask_about_payout(id, 1, asked))
        self._diary.once(id, lambda: failed("Cancelled", NOT_REGISTERED[1], told, evidence="status"))
