"""A payday of seven members on which nothing was sent yet, and its clock: each try is made a while later, and
what the ledger refuses does not happen."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

from imbuto.aggregates import Payout
from imbuto.aggregates.adjustment import AdjustmentContent
from imbuto.aggregates.payout import parts_of, payout_id
from imbuto.aggregates.statement import statement_id
from imbuto.errors import Refusal
from imbuto.ledger import Ledger
from imbuto.values import By, derive_id
from tests.ledger.examples import (
    CLERK,
    JOB,
    MANAGER,
    NAMES,
    PERIOD,
    TREASURER,
    approve_run,
    found_dairy,
    later,
    registration,
)

OTHERS = ("0004", "0005", "0006", "0007")
MEMBERS = (*NAMES, *OTHERS)
CENTS = {
    "0001": 60_000_900,
    "0002": 30_000_000,
    "0003": 45_000,
    "0004": 25_000_100,
    "0005": 99_900,
    "0006": 10_000,
    "0007": 20_100,
}
"""Three parts; a whole one for the bank; cash; a shilling above what one payment carries; small ones, of
which the bank has two."""
OFFICIALS = (TREASURER, MANAGER, CLERK)
Step = Callable[["Payday", int, int], object]


def begin(ledger: Ledger) -> None:
    """Seven members and an approved run, of which nothing is settled yet."""
    found_dairy(ledger)
    for member in OTHERS:
        ledger.register_member(registration(member, phone=f"25471200000{member[-1]}"), CLERK)
    for member, channel in (("0002", "bank"), ("0003", "cash"), ("0006", "bank"), ("0007", "bank")):
        choose(ledger, member, channel, -30)
    for member, cents in CENTS.items():
        content = AdjustmentContent(member, "correction", Decimal(0), cents, PERIOD.start, "Old milk.")
        ledger.propose_adjustment(derive_id("adjustment", member), content, TREASURER)
        ledger.approve_adjustment(derive_id("adjustment", member), MANAGER)
    run = approve_run(ledger)
    ledger.settle_statements(run, list(CENTS.items()), JOB)


def choose(ledger: Ledger, member: str, channel: str, days: float) -> None:
    """How a member is paid from now on: proposed by one, approved by another."""
    bank, number = ("KCB", f"0110{member}") if channel == "bank" else (None, None)
    name = f"Account {member}" if bank else None
    ledger.propose_channel(
        member, channel, later(CLERK, days=days), account_bank=bank, account_number=number, account_name=name
    )
    ledger.approve_channel(
        member, channel, later(MANAGER, days=days), account_bank=bank, account_number=number
    )


class Payday:
    """What there is to try things with, and the clock, which goes on with each try."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.run: UUID = ledger.cooperative().last_approved_run.id  # type: ignore[union-attr]
        self.payouts = [
            payout_id(statement_id(self.run, member), part)
            for member, cents in CENTS.items()
            for part in range(1, len(parts_of(cents, self._channel(member))) + 1)
        ]
        self.files: list[UUID] = []
        self.top_ups: list[UUID] = []
        self.tries = 0

    def _channel(self, member: str) -> str:
        return self.ledger.member(member).way.channel

    def attempt(self, step: Step, one: int, two: int) -> None:
        self.tries += 1
        with contextlib.suppress(Refusal):
            step(self, one, two)

    def by(self, who: By = JOB) -> By:
        return later(who, minutes=11 * self.tries)

    def official(self, number: int) -> By:
        return self.by(OFFICIALS[number % 3])

    def payout(self, number: int) -> Payout:
        return self.ledger.payout(self.payouts[number % len(self.payouts)])
