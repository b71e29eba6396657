"""What the SMS gateway posts back: whether a text arrived, and what a farmer answers.

Source: Africa's Talking, delivery reports and incoming messages. Unsigned forms; a report or an answer may
come twice, and an answer that came twice must not confirm two weighings: the fact claims the answer.
"""

from __future__ import annotations

import hashlib
import logging
from typing import Any

from flask import request
from werkzeug.exceptions import NotFound

from imbuto.api.access import by_gateway, open_to_all
from imbuto.api.blueprint import Blueprint
from imbuto.api.incoming import body_is
from imbuto.api.parts import ledger, now, parts, secret, views
from imbuto.api.phones import Answer, read_answer
from imbuto.errors import Refusal
from imbuto.gateways.africastalking_answers import Inbound, read_inbound, read_report
from imbuto.security import callbacks
from imbuto.security.idempotency import Replay
from imbuto.values import By

log = logging.getLogger(__name__)
blueprint = Blueprint("sms", "What the SMS gateway posts back. Not for people.")
ACCEPTED = {"status": "accepted"}


@blueprint.route("/callbacks/sms/<token>/reports", methods=["POST"])
@open_to_all
@body_is("form")
@blueprint.response(200, description="Accepted.")
def sms_report(token: str) -> Any:
    """Whether a text reached the phone"""
    _require_token(token)
    report = read_report(request.form)
    message = views().messages.by_provider_id(report.message_id)
    if message is None:
        raise NotFound
    if report.status == "delivered":
        ledger().message_delivered(message.id, by_gateway("sms"))
    elif report.status == "undelivered":
        ledger().message_undelivered(message.id, report.reason, by_gateway("sms"))
    return ACCEPTED


@blueprint.route("/callbacks/sms/<token>/inbound", methods=["POST"])
@open_to_all
@body_is("form")
@blueprint.response(200, description="Accepted.")
def sms_answer(token: str) -> Any:
    """A text from a phone: `1` agrees with the last weighing, `2 8.5` says 8.5 litres"""
    _require_token(token)
    inbound = read_inbound(request.form)
    answer = read_answer(inbound.text)
    if answer is not None:
        _once(inbound, answer)
    return ACCEPTED


def _once(inbound: Inbound, answer: Answer) -> None:
    """Lets an answer work once, however often the gateway posts it."""
    records, key = parts().people.idempotency, hashlib.sha256(inbound.id.encode()).hexdigest()
    if isinstance(records.begin("gateway:sms", key, key, now()), Replay):
        return
    try:
        _act(inbound, answer, key)
    except Refusal as refusal:
        # The gateway has done its part; the office sees in the book that nothing was answered.
        log.info("an answer by SMS was refused: %s", refusal.code)
        if refusal.transient:
            records.abandon("gateway:sms", key)
            raise
    records.finish("gateway:sms", key, 200, {}, b"")


def _act(inbound: Inbound, answer: Answer, key: str) -> None:
    """The answer goes to the newest unanswered weighing of whoever has this phone."""
    pages = [
        views().deliveries.page(member=number, state="recorded", limit=1)
        for number in views().members.by_phone(inbound.msisdn)
    ]
    waiting = [delivery for page in pages for delivery in page.items]
    if not waiting:
        return
    newest = max(waiting, key=lambda delivery: (delivery.day, delivery.position))
    by = By(f"member:{newest.member}", "sms", f"sms:{key[:32]}", now())
    if answer.agrees:
        ledger().confirm_delivery(newest.id, by, once=f"sms:{key}")
    else:
        reason = "other" if answer.litres is None else "quantity"
        ledger().dispute_delivery(newest.id, reason, answer.litres, None, by, once=f"sms:{key}")


def _require_token(token: str) -> None:
    if not callbacks.check(token, secret(), "sms"):
        raise NotFound
