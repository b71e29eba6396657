"""The work around payments: the float asked for and weighed, what M-Pesa said heeded, what waits sent off,
the age of our credential watched.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from imbuto.bootstrap import Parts
from imbuto.jobs import silences, specs, till_gate
from imbuto.jobs.queues import PAY, JobSpec, Queues
from imbuto.jobs.till_look import Look, look, needed_cents
from imbuto.projections.till_alarms import Alarm, alarms_of

ASK_AHEAD = timedelta(minutes=10)
"""So old may the float be before it is asked for while payments wait: before it is too old to pay by."""
DAILY = timedelta(hours=20)
A_FEW = 4
"""So many sends are queued beyond the places that are free: some may turn out to be held."""
MOST_QUEUED = 50

log = logging.getLogger(__name__)


def ask_float(parts: Parts, question: str = "") -> None:
    """Asks M-Pesa what can be paid out: because a person wants to know, or money came in."""
    till_gate.put_question(parts)


def heed_result(parts: Parts, version: str = "") -> None:
    """M-Pesa said of a payment what concerns all of them. Old news stops nobody."""
    till_gate.heed_news(parts)


def weigh_float(parts: Parts, question: str) -> None:
    """The float was seen: is it enough, and was our credential right? Then what waits may go."""
    till_gate.weigh_float(parts)
    send_due(parts)


def send_due(parts: Parts) -> None:
    """Queues as many of the payments that wait as may go now, and first what is due about those that were
    sent and of which nothing is heard."""
    queues = Queues(parts.redis)
    for spec in due(parts, queues.by_name[PAY].count):
        queues.put(spec)


def due(parts: Parts, queued: int = 0) -> list[JobSpec]:
    """What is due about payments that were sent, and the sends of as many others as there are places, and a
    few, less one for each of those: nothing new goes while much is to be asked. None while payments are
    paused or stopped, or while half as many jobs of payments are queued already."""
    if till_gate.is_braked(parts) or not (seen := look(parts)).till.may_pay:
        return []
    wanted = min(max(till_gate.free_places(parts, seen), 0) + A_FEW, MOST_QUEUED)
    if 2 * queued > wanted:
        return []
    first = silences.due(parts, seen.now, wanted)
    sends = [specs.send(id) for id in parts.views.payouts.due_ids(seen.now, wanted - len(first))]
    return first + sends


def watch_float(parts: Parts, slot: str) -> None:
    """Every few minutes: asks for the float while payments wait for it, or before it is too old to pay by;
    says again what is wrong."""
    seen = look(parts)
    if _wants_float(parts, seen):
        till_gate.put_question(parts)
    for alarm in alarms(parts, seen):
        log.error("PAYMENTS: %s %s", alarm.sentence, alarm.remedy)


def _wants_float(parts: Parts, seen: Look) -> bool:
    if seen.till.state == "paused":
        return True
    at = seen.seen.float_at
    is_old = at is None or seen.now - at > ASK_AHEAD or seen.float_cents is None
    waits = parts.views.payouts.waiting(seen.now).count or parts.views.payouts.in_flight().count
    return bool(waits) and (is_old or not seen.is_proven)


def watch_credential(parts: Parts, slot: str) -> None:
    """Daily: M-Pesa is asked for the float, so that a password that has ended is known before the pay day."""
    at = parts.ledger.till().put_at
    if at is None or parts.clock() - at > DAILY:
        till_gate.put_question(parts)
    till_gate.heed_news(parts)


def alarms(parts: Parts, seen: Look) -> list[Alarm]:
    """What people should know of now."""
    undecided = len(parts.views.top_ups.undecided())
    return alarms_of(seen.seen, seen.now, needed_cents(parts), undecided)
