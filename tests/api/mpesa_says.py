"""What M-Pesa posts about a dairy's payouts, in its own words, and what is to be seen of it then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.gateways import bodies

from .dairy import JOB, Dairy

PAYEE = "254712000001 - WANJIKU KAMAU"


def attempt_of(dairy: Dairy, payout: UUID) -> str:
    return str(dairy.parts.ledger.payout(payout).attempt_id)


def paid(dairy: Dairy, payout: UUID, **changes: Any) -> dict[str, Any]:
    """M-Pesa's own words: this payout's amount of 472 shillings reached this payout's number."""
    body = bodies.success(**{"TransactionAmount": 472, "ReceiverPartyPublicName": PAYEE, **changes})
    body["Result"]["OriginatorConversationID"] = attempt_of(dairy, payout)
    return body


def failed(dairy: Dairy, payout: UUID, code: object = 2040) -> dict[str, Any]:
    return bodies.failure(code, OriginatorConversationID=attempt_of(dairy, payout))


def status(dairy: Dairy, payout: UUID, **changes: Any) -> dict[str, Any]:
    usual = {"Amount": 472, "CreditPartyName": PAYEE, "OriginatorConversationID": attempt_of(dairy, payout)}
    return bodies.status(**{**usual, **changes})


def post(
    dairy: Dairy,
    payout: UUID,
    body: Any,
    kind: str = "result",
    attempt: int = 1,
    question: int | None = None,
    **options: Any,
) -> None:
    """A callback to a right address is always acknowledged; then it is applied."""
    answer = dairy.ask(None, "POST", dairy.callback(payout, kind, attempt, question), body, **options)
    assert (answer.status_code, answer.json) == (200, {"ResultCode": 0, "ResultDesc": "Accepted"})
    dairy.parts.inbox.apply_waiting()


def answered(dairy: Dairy, payout: UUID, **changes: Any) -> None:
    """M-Pesa is asked about the payout the next time, and answers."""
    now = dairy.parts.ledger.payout(payout)
    assert dairy.parts.ledger.ask_about_payout(payout, now.questions + 1, JOB) is not None
    body = status(dairy, payout, **changes)
    post(dairy, payout, body, "status", now.attempt, now.questions + 1)


def fails(dairy: Dairy, payout: UUID, code: object = 2040) -> None:
    """M-Pesa tells a failure, and says so again when it is asked."""
    post(dairy, payout, failed(dairy, payout, code))
    answered(dairy, payout, TransactionStatus="Declined")


def shown(dairy: Dairy, payout: UUID) -> dict[str, Any]:
    found: dict[str, Any] = dairy.get("treasurer", f"/payouts/{payout}")
    return found


def retried(dairy: Dairy) -> UUID:
    """A payout whose first attempt failed and whose second is under way."""
    payout = dairy.submitted_payout()
    fails(dairy, payout)
    dairy.post("treasurer", f"/payouts/{payout}/retry")
    assert dairy.parts.ledger.submit_payout(payout, JOB) is not None
    return payout


def answers_with(dairy: Dairy, payout: UUID, code: object) -> None:
    """M-Pesa is asked the next question, minutes after the one before, and answers with this code of it."""
    question = dairy.parts.ledger.payout(payout).questions + 1
    later = replace(JOB, at=dairy.now + timedelta(minutes=6 * question))
    dairy.parts.ledger.ask_about_payout(payout, question, later)
    post(dairy, payout, bodies.failure(code), "status", question=question)
