"""What a push service's answer says of one message to one browser."""

from __future__ import annotations

from dataclasses import dataclass

from imbuto.gateways.redaction import shorten
from imbuto.gateways.wire import NeverSent, NoAnswer, Reply

USUAL_REST_SECONDS, LONGEST_REST_SECONDS = 60, 3600
GONE = (404, 410)


@dataclass(frozen=True)
class Taken:
    """The service has it, and brings it when the browser is there."""


@dataclass(frozen=True)
class Gone:
    """This subscription is no more, for good."""

    reason: str


@dataclass(frozen=True)
class Refused:
    """Not this message to this browser; another may go."""

    reason: str


@dataclass(frozen=True)
class Later:
    """Nothing was taken; the service asks for a rest, or cannot be reached."""

    reason: str
    seconds: int = USUAL_REST_SECONDS


@dataclass(frozen=True)
class Unknown:
    """The answer was lost: it may have been taken."""

    reason: str


PushOutcome = Taken | Gone | Refused | Later | Unknown


def read_push_reply(reply: Reply | NeverSent | NoAnswer) -> PushOutcome:
    """A redirect is a refusal: the address was checked, another is not followed."""
    match reply:
        case NeverSent(reason):
            return Later(reason)
        case NoAnswer(reason):
            return Unknown(reason)
    if reply.is_success:
        return Taken()
    reason = f"HTTP {reply.status}: {shorten(reply.text)}"
    if reply.status in GONE:
        return Gone(reason)
    if reply.status == 429 or reply.status >= 500:
        asked = reply.retry_after_seconds
        rest = USUAL_REST_SECONDS if asked is None else asked
        return Later(reason, min(max(rest, 1), LONGEST_REST_SECONDS))
    return Refused(reason)
