"""What the SMS gateway posts back: whether a text arrived, and what a farmer answers.

Source: Africa's Talking, delivery reports and incoming messages. Unsigned forms; a report or an answer may
come twice, and an answer that came twice must not confirm two weighings: the fact claims the answer.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import request
from werkzeug.exceptions import NotFound

from imbuto.api.access import by_gateway, open_to_all
from imbuto.api.blueprint import Blueprint
from imbuto.api.incoming import body_is
from imbuto.api.parts import ledger, now, parts, secret, views
from imbuto.api.phones import Answer, read_answer, read_question
from imbuto.errors import Refusal
from imbuto.gateways.africastalking_answers import Inbound, read_inbound, read_report
from imbuto.ledger import member_id
from imbuto.projections.deliveries import DeliveryAnswer
from imbuto.security import callbacks
from imbuto.security.idempotency import Replay
from imbuto.values import By, business_date, receipt_code
from imbuto.words import answers

log = logging.getLogger(__name__)
blueprint = Blueprint("sms", "What the SMS gateway posts back. Not for people.")
ACCEPTED = {"status": "accepted"}
RECENT = 100
"""So many of a member's weighings an answer may mean: several weeks of them."""
MEMBERS_TOLD = 4
"""So many balances are told to one phone: each is an SMS that the cooperative pays for."""


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
    """A text from a phone: `1` agrees with the last weighing, `2 8.5` says 8.5 litres, `SALIO` asks"""
    _require_token(token)
    inbound = read_inbound(request.form)
    answer, question = read_answer(inbound.text), read_question(inbound.text)
    if answer is not None:
        _once(inbound, lambda key: _act(inbound, answer, key))
    elif question is not None:
        _once(inbound, lambda key: _inform(inbound, question, key))
    return ACCEPTED


def _once(inbound: Inbound, act: Callable[[str], None]) -> None:
    """Lets a text work once, however often the gateway posts it."""
    records, key = parts().people.idempotency, hashlib.sha256(inbound.id.encode()).hexdigest()
    if isinstance(records.begin("gateway:sms", key, key, now()), Replay):
        return
    try:
        act(key)
    except Refusal as refusal:
        # The gateway has done its part; the office sees in the book that nothing was answered.
        log.info("an answer by SMS was refused: %s", refusal.code)
        if refusal.transient:
            records.abandon("gateway:sms", key)
            raise
    records.finish("gateway:sms", key, 200, {}, b"")


def _act(inbound: Inbound, answer: Answer, key: str) -> None:
    """The answer goes to the weighing whose code it names, else to the newest unanswered one of the member
    with this phone. Where several have it, nobody's milk is answered by a guess: we ask which is meant."""
    members = views().members.by_phone(inbound.msisdn)
    if answer.code is not None:
        meant = [found for number in members if (found := _with_code(number, answer.code))]
    else:
        meant = [found for number in members if (found := _newest_open(number))]
    if len(meant) > 1:
        _ask_which(meant, key)
    elif meant:
        _answer(meant[0], answer, key)


def _answer(delivery: DeliveryAnswer, answer: Answer, key: str) -> None:
    by, once = _by(delivery.member, key), f"sms:{key}"
    if answer.agrees:
        ledger().confirm_delivery(delivery.id, by, once=once)
    else:
        reason = "other" if answer.litres is None else "quantity"
        ledger().dispute_delivery(delivery.id, reason, answer.litres, None, by, once=once)


def _with_code(member: str, code: str) -> DeliveryAnswer | None:
    recent = views().deliveries.page(member=member, limit=RECENT).items
    return next((delivery for delivery in recent if receipt_code(delivery.id) == code), None)


def _newest_open(member: str) -> DeliveryAnswer | None:
    recent = views().deliveries.page(member=member, state="recorded", limit=RECENT).items
    return next((delivery for delivery in recent if delivery.confirm_by >= now()), None)


def _ask_which(meant: list[DeliveryAnswer], key: str) -> None:
    """One SMS about the newest of them, and no second one until something changes."""
    newest = max(meant, key=lambda delivery: (delivery.day, delivery.position))
    words = answers.which_milk(_language(newest.member), [(one.member, one.id) for one in meant])
    _tell("which-milk", newest.id, newest.version, newest.member, words, key)


def _inform(inbound: Inbound, question: str, key: str) -> None:
    """Answers a question by SMS. The message's id is made of the text's, so that it is answered once."""
    members, version = views().members.by_phone(inbound.msisdn), int(key[:7], 16)
    for number in members[:MEMBERS_TOLD] if question == "balance" else members[:1]:
        if question == "balance":
            balance = views().balances.get(number)
            words = answers.balance(
                _language(number),
                business_date(now()),
                number,
                owed_cents=balance.owed_cents,
                held_cents=balance.held_cents,
                on_way_cents=balance.on_way_cents,
            )
        else:
            words = answers.how_to_answer(_language(number))
        _tell(question, member_id(number), version, number, words, key)


def _tell(kind: str, about: UUID, version: int, member: str, words: str, key: str) -> None:
    if ledger().cooperative().sms_receipts:
        ledger().request_message(kind, about, version, member, words, _by(member, key))


def _language(member: str) -> str:
    return views().members.get(member).language


def _by(member: str, key: str) -> By:
    return By(f"member:{member}", "sms", f"sms:{key[:32]}", now())


def _require_token(token: str) -> None:
    if not callbacks.check(token, secret(), "sms"):
        raise NotFound
