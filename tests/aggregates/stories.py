"""Given, when, then: an aggregate with a past, and what a decision adds to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from imbuto.aggregates import Aggregate, Delivery, Payout
from imbuto.aggregates.limits import LimitSet, verdict
from imbuto.aggregates.limits_preset import KS_EAS_67, KS_EAS_67_FORMULA, KS_EAS_67_NAME
from imbuto.aggregates.payment_channel import BY_MPESA, PayWay
from imbuto.aggregates.price_rules import Priced
from imbuto.aggregates.quality import Readings
from imbuto.values import Personal
from tests.ledger.examples import CLERK, DAY, JOB, PRICE, PRICE_CENTS, TREASURER, by, subject, weighing

DELIVERY = UUID(int=1)
SAMPLE = UUID(int=10)
STATEMENT, RUN, FILE = UUID(int=7), UUID(int=8), UUID(int=9)
MPESA = by("gateway:mpesa", channel="callback")
PHONE = Personal(subject("0001"), "254712000001")
NEW_PHONE = Personal(subject("0001"), "254712999999")
BANK = PayWay(
    "bank", "KCB", Personal(subject("0001"), "1234567890"), Personal(subject("0001"), "Wanjiku Kamau")
)
CASH = PayWay("cash")


def news(aggregate: Aggregate) -> list[str]:
    """What was decided since the last look, as topics without the aggregate's kind."""
    return [fact.TOPIC.removeprefix(f"{aggregate.KIND}.") for fact in aggregate.collect_events()]


def last(aggregate: Aggregate) -> Any:
    """The last of the facts just decided."""
    return aggregate.collect_events()[-1]


# ------------------------------------------------------------------ a delivery


def delivery(litres: str = "8.5", *, price: int = PRICE_CENTS, **changes: Any) -> Delivery:
    """A weighing as it stands right after it was recorded."""
    found = recorded(litres, price=price, **changes)
    found.collect_events()
    return found


def recorded(
    litres: str | None = "8.5",
    *,
    price: int = PRICE_CENTS,
    usual: str | None = None,
    limits: LimitSet | None = None,
    **changes: Any,
) -> Delivery:
    milk = weighing(litres, **changes)
    return Delivery.record(
        DELIVERY,
        milk,
        CLERK,
        can=1,
        price_id=PRICE,
        price_cents_per_litre=price,
        confirmation_hours=72,
        usual_litres=Decimal(usual) if usual else None,
        price_rule="flat",
        judged=verdict(milk.readings, limits),
    )


LIMITS = LimitSet(UUID(int=9), KS_EAS_67_NAME, DAY, KS_EAS_67_FORMULA, KS_EAS_67, "staff:S001", "approved")


def sample(
    of: Delivery,
    readings: Readings,
    *,
    id: UUID = SAMPLE,
    limits: LimitSet | None = LIMITS,
    price: int = PRICE_CENTS,
    closed: bool = False,
) -> None:
    """A sample with its readings over those of the milk, judged by the limits; such milk costs `price`."""
    read = of.readings.with_later(readings)
    judged = verdict(read, limits)
    rejected = judged.rejects or of.own_rejection is not None
    priced = None if rejected else Priced(PRICE, price, f"flat {price}")
    of.sample(id, judged, read, priced, CLERK, closed=closed, confirmation_hours=72)


def dispute(
    of: Delivery,
    reason: str = "quantity",
    claimed: str | None = "6",
    who: Any = None,
    *,
    note: str | None = None,
    closed: bool = False,
) -> None:
    claimed_litres = Decimal(claimed) if claimed is not None else None
    of.raise_dispute(
        reason,
        claimed_litres,
        note,
        subject(of.member),
        who or by(f"member:{of.member}", channel="app"),
        closed=closed,
    )


def disputed(litres: str = "8.5", claimed: str = "6", **changes: object) -> Delivery:
    found = delivery(litres, **changes)
    dispute(found, "quantity", claimed)
    found.collect_events()
    return found


def correct(
    of: Delivery,
    litres: str,
    rejection: str | None = None,
    who: Any = CLERK,
    *,
    closed: bool = False,
    usual: str | None = None,
    meant: bool = False,
) -> None:
    of.correct(
        Decimal(litres),
        rejection,
        "slip of the pen",
        who,
        price_cents_per_litre=PRICE_CENTS,
        closed=closed,
        confirmation_hours=72,
        usual_litres=Decimal(usual) if usual else None,
        meant=meant,
    )


# -------------------------------------------------------------------- a payout

STATES = (
    "requested",
    "held",
    "submitted",
    "accepted",
    "outcome_unknown",
    "failure_reported",
    "needs_review",
    "handed_over",
    "paid",
    "failed",
)


def payout(state: str = "requested", attempt: int = 1) -> Payout:
    """A payout of KES 1,250 in that state, in its first or a later attempt."""
    way = BANK if state == "handed_over" else BY_MPESA
    found = Payout.request(STATEMENT, RUN, "0001", "2026-11-A", 125_000, PHONE, None, JOB, way=way)
    for _ in range(attempt - 1):
        found.submit(JOB)
        refuse(found)
        found.retry(PHONE, TREASURER)
    _bring(found, state)
    assert found.state == state
    found.collect_events()
    return found


def held(cause: str = "number_changed") -> Payout:
    """A payout that is held for that cause before it was ever sent."""
    found = payout("requested")
    found.hold("a reason", JOB, cause)
    found.collect_events()
    return found


def _bring(found: Payout, state: str) -> None:
    if state == "held":
        found.hold("the member asked", TREASURER)
    if state == "handed_over":
        found.hand_over(FILE, "bank", "0001-A", TREASURER)
    elif state not in ("requested", "held"):
        found.submit(JOB)
    if state == "accepted":
        found.accept("AG_1", JOB)
    if state in ("outcome_unknown", "needs_review"):
        found.lose_sight("timeout", "no answer", JOB)
    if state == "needs_review":
        found.put_to_review("a day of silence", JOB)
    if state == "paid":
        pay(found)
    if state == "failure_reported":
        fail(found)
    if state == "failed":
        refuse(found)


def pay(
    found: Payout, receipt: str = "SKX1", attempt: UUID | None = None, evidence: str = "callback"
) -> None:
    found.pay(attempt or found.attempt_id, receipt, 1300, None, evidence, MPESA)


def fail(found: Payout, code: str = "2001", attempt: UUID | None = None, evidence: str = "callback") -> None:
    """What M-Pesa says of a failure: by a callback, which nobody signed, if nothing else is said."""
    found.fail(attempt or found.attempt_id, code, "the initiator is invalid", MPESA, evidence)


def refuse(found: Payout, code: str = "2001") -> None:
    """M-Pesa refuses our own request at once."""
    fail(found, code, evidence="reply")


def answer(
    found: Payout,
    code: str = "2032",
    status: str | None = None,
    question: int | None = None,
    minutes: float | None = None,
) -> None:
    """M-Pesa is asked once more, so many minutes after everything else (a quarter of an hour after the
    question before, if nothing is said), and answers without an end."""
    if question is None:
        question = found.questions + 1
        later = timedelta(minutes=question * 15 if minutes is None else minutes)
        found.ask_status(question, replace(JOB, at=JOB.at + later))
    found.answer_status(found.attempt_id, question, code, status, status or "no such payment", MPESA)
