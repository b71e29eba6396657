"""What the SMS gateway posts back: whether a text arrived, and what a farmer answers.

Source: Africa's Talking, delivery reports and incoming messages. Unsigned forms; a report or an answer may
come twice, and an answer that came twice must not confirm two weighings: the fact claims the answer.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from typing import Any

from flask import request
from werkzeug.exceptions import NotFound

from imbuto.api.access import by_gateway, open_to_all
from imbuto.api.blueprint import Blueprint
from imbuto.api.incoming import body_is
from imbuto.api.parts import ledger, now, parts, secret, views
from imbuto.api.phones import read_answer, read_question
from imbuto.api.sms_answers import answer
from imbuto.api.sms_replies import Sender, reply, write_back
from imbuto.errors import Refusal
from imbuto.gateways.africastalking_answers import Inbound, read_inbound, read_report
from imbuto.security import callbacks
from imbuto.security.idempotency import Replay

log = logging.getLogger(__name__)
blueprint = Blueprint("sms", "What the SMS gateway posts back. Not for people.")
ACCEPTED = {"status": "accepted"}


@blueprint.route("/callbacks/sms/<token>/reports", methods=["POST"])
@open_to_all
@body_is("form")
@blueprint.response(200, description="Accepted.")
def sms_report(token: str) -> Any:
    """Whether a text reached the phone"""
    return _report(token, "sms")


@blueprint.route("/callbacks/sms2/<token>/reports", methods=["POST"])
@open_to_all
@body_is("form")
@blueprint.response(200, description="Accepted.")
def second_sms_report(token: str) -> Any:
    """Whether a text that the second gateway took reached the phone"""
    return _report(token, "sms2")


def _report(token: str, gateway: str) -> Any:
    """Each gateway has its own address, and is believed about the texts that it took itself."""
    _require_token(token, gateway)
    report = read_report(request.form)
    message = views().messages.by_provider_id(report.message_id, gateway)
    if message is None:
        raise NotFound
    if report.status == "delivered":
        ledger().message_delivered(message.id, by_gateway(gateway))
    elif report.status == "undelivered":
        ledger().message_undelivered(message.id, report.reason, by_gateway(gateway))
    return ACCEPTED


@blueprint.route("/callbacks/sms/<token>/inbound", methods=["POST"])
@open_to_all
@body_is("form")
@blueprint.response(200, description="Accepted.")
def sms_answer(token: str) -> Any:
    """A text from a phone: `1` agrees with the last weighing, `2 8.5` says 8.5 litres, `SALIO` asks"""
    _require_token(token)
    inbound = read_inbound(request.form)
    members = tuple(views().members.by_phone(inbound.msisdn))
    if members:
        _once(inbound, lambda key: _hear(Sender(inbound.msisdn, members, key), inbound.text))
    else:
        # A stranger costs the cooperative nothing; that one texted is counted, who it was is not.
        log.info("sms.stranger")
    return ACCEPTED


def _hear(sender: Sender, text: str) -> None:
    given, question = read_answer(text), read_question(text)
    if given is not None:
        answer(sender, given)
    elif question is not None:
        reply(sender, question)
    else:
        write_back(sender, "not-understood")


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


def _require_token(token: str, gateway: str = "sms") -> None:
    if not callbacks.check(token, secret(), gateway):
        raise NotFound
