"""Sending a message once: a claim in Redis, a fact before each call, and what came of it as a fact.

Two workers never send one message, and a store that takes no facts ends the sending. The gateway takes no key
against repetition: after a lost answer the text is sent again, a few times over hours, and its code makes a
second copy harmless.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from uuid import UUID

from redis.exceptions import RedisError

from imbuto.aggregates import Message
from imbuto.aggregates.message_kinds import LETTERS, OPEN, SECRET_KINDS, SECRET_MARK, is_answer
from imbuto.bootstrap import Parts
from imbuto.errors import Busy
from imbuto.gateways import africastalking as sms
from imbuto.jobs import pushing
from imbuto.jobs.held import by_job
from imbuto.jobs.pace import Pause
from imbuto.jobs.telling_rules import is_held_back, is_unaffordable, note_costs

SENDING_SECONDS = 60
"""Longer than one call to the gateway can take: so long nobody else sends the same message."""
PAUSE_SECONDS = 60

log = logging.getLogger(__name__)


def send_now(parts: Parts, message: Message | None) -> None:
    """Sends what was just asked for, unless there is nothing to send or somebody else does. What was asked
    for without a send that began is tried by push first."""
    if message is None or not _claim(parts, message):
        return
    if message.sending:
        _send(parts, message)
    else:
        _push_or_send(parts, message)


def is_resting(parts: Parts) -> bool:
    """Whether the gateway is given a rest, after an answer that all messages would have had."""
    return bool(_pause(parts).left_seconds())


def resend(parts: Parts, message_id: str) -> None:
    """Sends a message that was requested and never left this house, or whose answer was lost. Raises Busy
    for a letter while the gateway is given a rest: a code is of no use an hour later."""
    message = parts.ledger.message(UUID(message_id))
    if message.state not in OPEN or pushing.is_waiting(parts, message):
        return
    if is_held_back(parts, message.kind, message.member) or _is_refused(parts, message):
        return
    if is_resting(parts):
        if message.kind in LETTERS:
            raise Busy("The SMS gateway is given a minute's rest.")
        return
    if _claim(parts, message):
        _push_or_send(parts, message)


def _push_or_send(parts: Parts, message: Message) -> None:
    """To the app, where that comes first and was not tried before; else the next send by SMS begins."""
    if not pushing.pushed(parts, message):
        by = by_job(parts, "tell", f"send-{message.id}")
        again = parts.ledger.retry_message(message.id, message.sends + 1, by)
        if again is not None:
            _send(parts, again)
            return
    _release(parts, message)


def _is_refused(parts: Parts, message: Message) -> bool:
    """An answer that there is no money for this month is refused: next month it is of no use."""
    if not is_answer(message.kind) or not is_unaffordable(parts, message.kind):
        return False
    by = by_job(parts, "tell", f"send-{message.id}")
    parts.ledger.message_refused(message.id, "cap", "What messages may cost this month is spent.", by)
    return True


def _send(parts: Parts, message: Message) -> None:
    """Makes the call for a send that is recorded as begun, and records what came of it."""
    by = by_job(parts, "tell", f"send-{message.id}")
    if message.to.text is None or message.text.text is None:
        parts.ledger.message_refused(message.id, "erased", "The member's personal words are erased.", by)
        return
    text = _with_secret(parts, message, message.text.text)
    if text is None:
        parts.ledger.message_refused(message.id, "too-late", "What it carried was valid no longer.", by)
    else:
        _record(parts, message, parts.sms.send(message.to.text, text))
    _release(parts, message)


def _with_secret(parts: Parts, message: Message, text: str) -> str | None:
    """The text as it goes out; None when a letter's secret has expired."""
    if message.kind not in SECRET_KINDS:
        return text
    secret = parts.people.letters.read(message.id, parts.clock())
    return None if secret is None else text.replace(SECRET_MARK, secret)


def _record(parts: Parts, message: Message, outcome: sms.SmsOutcome) -> None:
    by = by_job(parts, "tell", f"send-{message.id}")
    match outcome:
        case sms.Sent(provider_id, cost_cents, segments, provider):
            sent = provider_id, cost_cents, segments
            parts.ledger.message_sent(message.id, *sent, by, provider=provider)
            note_costs(parts)
        case sms.Refused(code, reason):
            parts.ledger.message_refused(message.id, code, reason, by)
        case sms.Unknown(reason):
            parts.ledger.message_not_sent(message.id, reason, by)
        case sms.NotSent(reason):
            parts.ledger.message_not_sent(message.id, reason, by, may_have_gone=False)
            _wait_for_gateway(parts, reason)
    if message.kind in SECRET_KINDS and isinstance(outcome, sms.Sent | sms.Refused):
        parts.people.letters.forget(message.id)


def _wait_for_gateway(parts: Parts, reason: str) -> None:
    """Nothing went out, for a cause that every message would meet: all wait, and none is given up for it."""
    log.error("no SMS goes out for %d s: %s", PAUSE_SECONDS, reason)
    _pause(parts).begin(PAUSE_SECONDS, reason)


def _pause(parts: Parts) -> Pause:
    return Pause(parts.redis, "imbuto:tell:pause", parts.clock)


def _claim(parts: Parts, message: Message) -> bool:
    """Whether nobody else is just sending it."""
    try:
        return bool(parts.redis.set(_claim_key(message), "1", nx=True, ex=SENDING_SECONDS))
    except RedisError as error:
        raise Busy("Redis, which says who sends a message, does not answer.") from error


def _release(parts: Parts, message: Message) -> None:
    with suppress(RedisError):  # it ends by itself
        parts.redis.delete(_claim_key(message))


def _claim_key(message: Message) -> str:
    return f"imbuto:tell:{message.id}"
