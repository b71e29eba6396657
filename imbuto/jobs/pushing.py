"""Pushing a message to a member's app before any SMS: the intent is a fact, then the calls are made.

An SMS follows at once when no browser's service takes it, and after the cooperative's waiting time when none
has shown it. A process that dies between the fact and the calls leaves just such a message. A push service
brings it until the SMS goes, and not after it.
"""

from __future__ import annotations

import json
import logging
from datetime import timedelta

from imbuto.aggregates import Message
from imbuto.aggregates.message_kinds import DIGEST, PUSH_KINDS, REMINDER
from imbuto.bootstrap import Parts
from imbuto.errors import BadValue
from imbuto.gateways.push_answers import Gone, Later, PushOutcome, Refused, Taken, Unknown
from imbuto.gateways.push_devices import Device
from imbuto.jobs.held import by_job
from imbuto.jobs.pace import Pause

UNHURRIED = frozenset({DIGEST, REMINDER, "statement"})
"""A sleeping phone need not be woken for these."""

log = logging.getLogger(__name__)


def comes_first(parts: Parts, kind: str, member: str) -> bool:
    """Whether a message of this kind to this member is tried by push before an SMS."""
    return kind in PUSH_KINDS and _wait(parts, member) is not None and bool(_devices(parts, member))


def is_waiting(parts: Parts, message: Message) -> bool:
    """Whether it was pushed, and its time for an SMS has not come."""
    return message.state == "pushed" and message.sms_at is not None and parts.clock() < message.sms_at


def pushed(parts: Parts, message: Message) -> bool:
    """Pushes what was not pushed before, where that comes first. True: no SMS is due now, because a browser's
    service has it or somebody else pushes it."""
    if message.state != "requested" or message.sends or message.was_pushed or message.text.text is None:
        return False
    wait = _wait(parts, message.member) if message.kind in PUSH_KINDS else None
    devices = _devices(parts, message.member) if wait else {}
    if wait is None or not devices:
        return False
    by = by_job(parts, "tell", f"push-{message.id}")
    if not parts.ledger.message_pushed(message.id, len(devices), parts.clock() + wait, by).new:
        return True
    outcomes = [_push(parts, message, id, device, wait) for id, device in devices.items()]
    if any(isinstance(outcome, Taken | Unknown) for outcome in outcomes):
        return True
    reason = "; ".join(
        dict.fromkeys(outcome.reason for outcome in outcomes if not isinstance(outcome, Taken))
    )
    parts.ledger.message_not_pushed(message.id, reason[:200], by)
    return False


def _wait(parts: Parts, member: str) -> timedelta | None:
    """How long a message to this member waits for the app; None: it goes by SMS at once."""
    rules = parts.ledger.cooperative().message_rules
    if not member or not rules.push_first or not rules.push_wait_minutes:
        return None
    return timedelta(minutes=rules.push_wait_minutes) if parts.ledger.member(member).push else None


def _devices(parts: Parts, member: str) -> dict[str, Device]:
    """The member's browsers by their ids; without those whose push service asked for a rest. One at a service
    that is not known any more is forgotten."""
    found, principal = {}, f"member:{member}"
    for one in parts.people.push.of(principal, parts.clock()):
        try:
            device = Device.read(one.endpoint, one.p256dh, one.auth, parts.push_services)
        except BadValue:
            parts.people.push.remove(principal, one.id)
            continue
        if not _rest(parts, device).left_seconds():
            found[one.id] = device
    return found


def _push(parts: Parts, message: Message, id: str, device: Device, wait: timedelta) -> PushOutcome:
    words = {"id": str(message.id), "text": message.text.text, "token": parts.push_token(message.id, id)}
    outcome = parts.push.push(
        device,
        json.dumps(words, ensure_ascii=False).encode(),
        parts.clock(),
        lasts=wait,
        topic=message.id.hex,
        urgent=message.kind not in UNHURRIED,
    )
    match outcome:
        case Gone():
            parts.people.push.remove(f"member:{message.member}", id)
        case Refused(reason):
            log.error("%s refuses a message: %s", device.origin, reason)
        case Later(reason, seconds):
            log.warning("nothing is pushed to %s for %d s: %s", device.origin, seconds, reason)
            _rest(parts, device).begin(seconds, reason)
    return outcome


def _rest(parts: Parts, device: Device) -> Pause:
    return Pause(parts.redis, f"imbuto:push:pause:{device.origin}", parts.clock)
