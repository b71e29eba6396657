"""What a call to Daraja can come to: a closed list, and the reading of an answer into it.

An answer is judged by its code and its message together, because Daraja gives one code several meanings.
Whatever is not listed is Unknown: the payment may or may not have been taken.
"""

from __future__ import annotations

from dataclasses import dataclass

from imbuto.gateways.daraja_codes import (
    APIGEE_FAULTS,
    CONFIGURATION_MESSAGES,
    DUPLICATE_MESSAGE,
    ERROR_CODES,
    ERROR_FAMILIES_BY_MESSAGE,
    QUOTA_CODES,
    QUOTA_SECONDS,
    REJECTION_MESSAGES,
    THROTTLE_SECONDS,
    Treatment,
)
from imbuto.gateways.redaction import shorten
from imbuto.gateways.wire import Reply


@dataclass(frozen=True)
class Accepted:
    """Queued by M-Pesa, which is not paid. The result comes later, if at all."""

    conversation_id: str


@dataclass(frozen=True)
class AlreadyAccepted:
    """M-Pesa has this id already: an earlier send arrived. Wait for its result or ask for its status."""


@dataclass(frozen=True)
class Rejected:
    """Refused for good: our data or program is wrong. Nothing was queued; a new attempt needs a new id."""

    code: str
    reason: str


@dataclass(frozen=True)
class Stopped:
    """Our credential or our set-up is wrong. Nothing was queued; every further call would meet the same."""

    code: str
    reason: str


@dataclass(frozen=True)
class Throttled:
    """Turned away before M-Pesa. Nothing was queued; send the same id again after this many seconds."""

    code: str
    reason: str
    retry_after_seconds: int


@dataclass(frozen=True)
class NotSent:
    """The request never left. Nothing was queued; send the same id again."""

    reason: str


@dataclass(frozen=True)
class Unknown:
    """Nobody knows whether it was queued: ask for the status, or send the same id again. Never a new id."""

    code: str
    reason: str


SendOutcome = Accepted | AlreadyAccepted | Rejected | Stopped | Throttled | NotSent | Unknown


@dataclass(frozen=True)
class TokenRefused:
    """Not an outcome yet: the access token was refused, so a fresh one is tried once with the same body."""

    code: str
    reason: str


def read_reply(reply: Reply) -> SendOutcome | TokenRefused:
    """Reads the answer to a request: an acknowledgement, Daraja's error body, or the fault of its front door.

    An error body under HTTP 200 is still an error, and a page of HTML says nothing.
    """
    body = reply.body if isinstance(reply.body, dict) else {}
    fault = body.get("fault")
    if "errorCode" in body:
        return _refusal(_word(body["errorCode"]), _word(body.get("errorMessage")), reply)
    if isinstance(fault, dict):
        return _fault(fault, reply)
    if reply.is_success and "ResponseCode" in body:
        return _acknowledgement(body, reply)
    return Unknown(f"http-{reply.status}", shorten(f"Daraja answered HTTP {reply.status} without a code."))


def _acknowledgement(body: dict[str, object], reply: Reply) -> SendOutcome | TokenRefused:
    code, conversation_id = _word(body["ResponseCode"]), _word(body.get("ConversationID"))
    if code == "0" or ERROR_CODES.get(code) == "accepted":
        return Accepted(conversation_id)
    return _refusal(code, _word(body.get("ResponseDescription")), reply)


def _refusal(code: str, message: str, reply: Reply) -> SendOutcome | TokenRefused:
    said = " ".join(message.lower().split())
    if code in ERROR_FAMILIES_BY_MESSAGE:
        return _by_message(code, message, said)
    treatment = ERROR_CODES.get(code, "unknown")
    if treatment == "unknown" and "invalid access token" in said:
        treatment = "token"
    return _outcome(treatment, code, message, reply)


def _by_message(code: str, message: str, said: str) -> SendOutcome:
    if DUPLICATE_MESSAGE in said:
        return AlreadyAccepted()
    if any(words in said for words in CONFIGURATION_MESSAGES):
        return Stopped(code, shorten(message))
    if said.startswith(REJECTION_MESSAGES):
        return Rejected(code, shorten(message))
    return Unknown(code, shorten(message))


def _fault(fault: dict[str, object], reply: Reply) -> SendOutcome | TokenRefused:
    detail = fault.get("detail")
    code = _word(detail.get("errorcode")) if isinstance(detail, dict) else ""
    last = code.rpartition(".")[2].lower()
    treatment = APIGEE_FAULTS.get(last, "unknown")
    return _outcome(treatment, code or "fault", _word(fault.get("faultstring")), reply)


def _outcome(treatment: Treatment, code: str, message: str, reply: Reply) -> SendOutcome | TokenRefused:
    reason = shorten(message)
    match treatment:
        case "rejected":
            return Rejected(code, reason)
        case "stopped":
            return Stopped(code, reason)
        case "throttled":
            return Throttled(code, reason, reply.retry_after_seconds or _pause(code))
        case "token":
            return TokenRefused(code, reason)
        case _:
            return Unknown(code or f"http-{reply.status}", reason)


def _pause(code: str) -> int:
    """A quota takes longer to come back than a spike takes to pass."""
    last = code.rpartition(".")[2].lower()
    return QUOTA_SECONDS if QUOTA_CODES & {code, last} else THROTTLE_SECONDS


def _word(value: object) -> str:
    return "" if value is None else str(value).strip()
