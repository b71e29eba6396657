"""Sending one SMS through Africa's Talking, and the closed list of what that can come to.

There is no key against repetition on their side: after a lost answer the text may arrive twice, so every
text carries its short receipt code and a second copy does no harm.
Source: Africa's Talking SMS, `version1/messaging`.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import requests

from imbuto.errors import BadValue
from imbuto.gateways.gsm7 import segments
from imbuto.gateways.redaction import mask_phones, shorten
from imbuto.gateways.wire import Header, Limits, NeverSent, NoAnswer, Reply, SessionFactory, exchange
from imbuto.values import parse_msisdn, round_half_even

SEND_PATH = "/version1/messaging"
_COST = re.compile(r"KES\s*(\d{1,9}(?:\.\d{1,6})?)", re.ASCII)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sent:
    """Taken by the gateway. `cost_cents` is 0 where it names no cost in shillings. `provider` is our name of
    the gateway, which knows the text by `message_id`."""

    message_id: str
    cost_cents: int
    parts: int
    provider: str = "sms"


@dataclass(frozen=True)
class Refused:
    """This text will never reach this number: final."""

    code: str
    reason: str


@dataclass(frozen=True)
class NotSent:
    """Nothing went out, and the cause can pass (no connection, credit or right key): safe to send again."""

    reason: str


@dataclass(frozen=True)
class Unknown:
    """The answer was lost or says nothing: the text may have gone out."""

    reason: str


NOT_TAKEN = (401, 403, 404, 405, 429, 502, 503, 504)
"""Answers of a door that did not take the text: our key or address is wrong, there is too much, or the
gateway is down behind its front. A 504 may hide a text that went out; the waits between sends keep that
rare."""

SmsOutcome = Sent | Refused | NotSent | Unknown
Treatment = Literal["sent", "refused", "not sent", "unknown"]

RECIPIENT_CODES: dict[int, tuple[str, Treatment]] = {
    100: ("Processed", "sent"),
    101: ("Sent", "sent"),
    102: ("Queued", "sent"),
    # Held for their review: it may still go out.
    401: ("RiskHold", "unknown"),
    402: ("InvalidSenderId", "not sent"),
    403: ("InvalidPhoneNumber", "refused"),
    404: ("UnsupportedNumberType", "refused"),
    405: ("InsufficientBalance", "not sent"),
    406: ("UserInBlacklist", "refused"),
    407: ("CouldNotRoute", "refused"),
    409: ("DoNotDisturbRejection", "refused"),
    500: ("InternalServerError", "unknown"),
    501: ("GatewayError", "unknown"),
    502: ("RejectedByGateway", "refused"),
}
"""The gateway's status of one recipient. A wrong sender or an empty account is ours to mend; then it goes."""

_BY_NAME = {name.lower(): treatment for name, treatment in RECIPIENT_CODES.values()}


class SmsClient:
    """Speaks to one Africa's Talking account. `sender` is the registered sender id or shortcode, or empty."""

    def __init__(
        self,
        base_url: str,
        username: str,
        api_key: str,
        sender: str = "",
        session: SessionFactory = requests.Session,
        limits: Limits | None = None,
    ) -> None:
        self._url = base_url.rstrip("/") + SEND_PATH
        self._username, self._sender = username, sender
        self._key = Header("apiKey", api_key)
        self._session = session
        self._limits = limits or Limits()

    def send(self, to_msisdn: str, text: str) -> SmsOutcome:
        """Sends one text to one Kenyan number. Never raises for what the gateway does."""
        try:
            number = "+" + parse_msisdn(to_msisdn, "to_msisdn")
        except BadValue as refusal:
            return Refused(refusal.code, refusal.sentence)
        outcome = self._post(number, text)
        log.info("sms to %s in %d part(s): %s", mask_phones(number), segments(text), outcome)
        return outcome

    def _post(self, number: str, text: str) -> SmsOutcome:
        form = {"username": self._username, "to": number, "message": text, "bulkSMSMode": "1", "enqueue": "1"}
        if self._sender:
            form["from"] = self._sender
        accept = {"Accept": "application/json"}
        match exchange(self._session, "POST", self._url, self._limits, self._key, data=form, headers=accept):
            case NeverSent(reason):
                return NotSent(reason)
            case NoAnswer(reason):
                return Unknown(reason)
            case reply:
                return read_send_reply(reply, text)


def read_send_reply(reply: Reply, text: str) -> SmsOutcome:
    """Reads the gateway's answer to one text for one number."""
    if not reply.is_success:
        return _http_refusal(reply)
    data = reply.body.get("SMSMessageData") if isinstance(reply.body, dict) else None
    if not isinstance(data, dict):
        return Unknown(f"HTTP {reply.status} without a readable answer")
    recipients = data.get("Recipients")
    if isinstance(recipients, list) and recipients and isinstance(recipients[0], dict):
        return _recipient(recipients[0], text)
    # With nobody to send to, the message itself is the name of the cause, such as InvalidSenderId.
    message = shorten(data.get("Message", ""))
    return _outcome(_BY_NAME.get(message.lower(), "unknown"), message, message)


def _http_refusal(reply: Reply) -> SmsOutcome:
    reason = f"HTTP {reply.status}: {shorten(reply.text)}"
    if reply.status in NOT_TAKEN:
        return NotSent(reason)
    if reply.status in (400, 413, 422):
        return Refused(f"http-{reply.status}", reason)
    return Unknown(reason)


def _recipient(recipient: dict[str, object], text: str) -> SmsOutcome:
    code, name = str(recipient.get("statusCode", "")), shorten(recipient.get("status", ""))
    known = RECIPIENT_CODES.get(int(code)) if code.isascii() and code.isdigit() and len(code) < 4 else None
    treatment = known[1] if known else "unknown"
    if treatment == "sent":
        return _sent(recipient, text)
    return _outcome(treatment, code, name or (known[0] if known else f"status {code}"))


def _sent(recipient: dict[str, object], text: str) -> SmsOutcome:
    message_id = str(recipient.get("messageId") or "").strip()
    if not message_id or message_id == "None":
        return Unknown("taken without a message id")
    cost = _COST.fullmatch(str(recipient.get("cost", "")).strip())
    cents = round_half_even(Decimal(cost[1]) * 100) if cost else 0
    parts = recipient.get("messageParts")
    counted = isinstance(parts, int) and parts > 0
    return Sent(message_id, cents, parts if isinstance(parts, int) and counted else segments(text))


def _outcome(treatment: Treatment, code: str, reason: str) -> SmsOutcome:
    match treatment:
        case "refused":
            return Refused(code, reason)
        case "not sent":
            return NotSent(reason)
        case _:
            return Unknown(reason)
