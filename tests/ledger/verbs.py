"""The grain of the verbs' examples: what must be so before, the act, and an act that is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from imbuto.aggregates.message_kinds import message_id
from imbuto.aggregates.payout import attempt_id, payout_id
from imbuto.aggregates.settlement import RunTotals, settlement_id
from imbuto.aggregates.statement import Line, statement_id
from imbuto.errors import (
    Refusal,
)
from imbuto.ledger import Drawing, Ledger
from tests.ledger.examples import (
    CLERK,
    DAY,
    JOB,
    MANAGER,
    PERIOD,
    TREASURER,
    by,
    farmer,
    later,
    weighing,
)

Act = Callable[[Ledger], Any]

MILK, OTHER, NOBODYS, P2 = UUID(int=1), UUID(int=2), UUID(int=404), UUID(int=46)
RUN = settlement_id(PERIOD, 1)
PAYOUT = payout_id(statement_id(RUN, "0001"))
FIRST = attempt_id(PAYOUT, 1)
MESSAGE = message_id("receipt", MILK, 1)
LETTER = message_id("balance", MILK, 1)
MPESA = by("gateway:mpesa", channel="callback")
NET = 38_200
TOTALS = RunTotals(statements=1, milk_cents=38_250, carried_in_cents=0, net_cents=NET, carried_out_cents=50)


@dataclass(frozen=True)
class Example:
    """`does` may be repeated; `refuses` is tried in the same ledger before `does`, and raises `with_`."""

    verb: str
    given: tuple[Act, ...]
    does: Act
    refuses: Act
    with_: type[Refusal]
    news: tuple[str, ...]


def milk(ledger: Ledger, id: UUID = MILK, **changes: Any) -> None:
    ledger.record_delivery(id, weighing(**changes), CLERK)


def dispute(ledger: Ledger) -> None:
    ledger.dispute_delivery(MILK, "quantity", Decimal(6), "a note", farmer())


def propose(ledger: Ledger) -> None:
    ledger.propose_price(P2, None, 4600, DAY, CLERK)


def propose_phone(ledger: Ledger) -> None:
    ledger.propose_phone("0001", "254712999999", CLERK)


def suspend(ledger: Ledger) -> None:
    ledger.suspend_member("0001", "unpaid shares", MANAGER)


def join(ledger: Ledger, number: str = "S009", roles: tuple[str, ...] = ("clerk",)) -> None:
    ledger.join_staff(number, "Akinyi Atieno", roles, MANAGER)


def open_run(ledger: Ledger) -> None:
    ledger.open_settlement(PERIOD, JOB)


def draw(ledger: Ledger, position: int | None = None) -> int:
    line = Line(position or ledger.settlement(RUN).cutoff_position, 850, 38_250)
    return ledger.draw_statements(RUN, [Drawing("0001", [line], 0)], JOB)


def prepare(ledger: Ledger, digest: str = "d") -> None:
    ledger.prepare_settlement(RUN, TOTALS, Decimal("8.5"), digest, JOB)


def approve(ledger: Ledger) -> None:
    ledger.approve_settlement(RUN, TREASURER)


def request(ledger: Ledger, net: int = NET) -> int:
    return ledger.settle_statements(RUN, [("0001", net)], JOB)


def submit(ledger: Ledger) -> None:
    ledger.submit_payout(PAYOUT, JOB)


def pay(ledger: Ledger, id: UUID = PAYOUT) -> None:
    ledger.record_payment(id, FIRST, "SKX1", 1300, None, "callback", MPESA)


def fail(ledger: Ledger, id: UUID = PAYOUT) -> None:
    """M-Pesa refuses our request at once."""
    reason = "the initiator is invalid"
    ledger.record_payment_failure(id, FIRST, "2001", reason, JOB, evidence="reply")


def hold(ledger: Ledger) -> None:
    ledger.hold_payout(PAYOUT, "the member asked", TREASURER)


def change_phone(ledger: Ledger) -> None:
    """Another number since the payout was requested: the payout waits until it has cooled."""
    ledger.propose_phone("0001", "254712999999", CLERK)
    ledger.approve_phone("0001", "254712999999", MANAGER)
    ledger.submit_payout(PAYOUT, JOB)


def ask(ledger: Ledger) -> None:
    ledger.ask_about_payout(PAYOUT, 1, JOB)


def propose_cash(ledger: Ledger) -> None:
    ledger.propose_payout_outcome(PAYOUT, "paid", "CASH-1", "voucher 1", TREASURER)


def tell(ledger: Ledger, member: str = "0001") -> Any:
    return ledger.request_message("receipt", MILK, 1, member, "Maziwa 8.5 L", JOB)


def ask_for_letter(ledger: Ledger) -> Any:
    """A message that nobody sends at once: the api asked for it."""
    return ledger.request_message("balance", MILK, 1, "0001", "Salio", farmer())


def push(ledger: Ledger) -> Any:
    return ledger.message_pushed(LETTER, 2, later(JOB, hours=1).at, JOB)


def sent(ledger: Ledger) -> None:
    ledger.message_sent(MESSAGE, "ATX1", 80, 1, JOB)


APPROVED = (milk, open_run, draw, prepare, approve)
REQUESTED = (*APPROVED, request)
SENT = (*REQUESTED, submit)
