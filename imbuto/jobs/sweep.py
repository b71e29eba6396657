"""What is still to be done, asked of the views each minute and queued under the same ids as ever.

Redis may lose everything it held, a worker may be killed between taking a job and doing it, a partner may be
silent for hours. The views know what is outstanding from the facts alone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from imbuto.bootstrap import Parts
from imbuto.gateways.daraja_codes import AGAIN_CODES
from imbuto.jobs import cooled, settle, silences, specs, telling_rules, till, top_up
from imbuto.jobs.queues import JobSpec, Queues
from imbuto.ledger import MOST_ATTEMPTS_BY_ITSELF

AT_ONCE = 500
"""Of each kind and minute, oldest first: more than the workers do in a minute, and less than floods Redis."""

CALLBACK_SECONDS = 20
"""A callback that was acknowledged so long ago is not in its process's hands any more."""

OWED_FOR = timedelta(days=3)
"""So long a sample that can count is looked for: of milk that a pay run closed meanwhile it never will."""

log = logging.getLogger(__name__)


def sweep(parts: Parts, slot: str) -> None:
    """Queues whatever is outstanding and in nobody's hands."""
    parts.views.catch_up()
    now = parts.clock()
    found = Queues(parts.redis).put_missing(outstanding(parts, now))
    if found:
        log.info("the sweep queued %d jobs", found)


def outstanding(parts: Parts, now: datetime) -> Iterator[JobSpec]:
    """The work that the facts leave open at this instant."""
    yield from _runs(parts)
    for difference in parts.views.price_differences.unfinished():
        yield specs.grant_difference(difference)
    for owed in parts.views.samples.owed(now - OWED_FOR, AT_ONCE):
        yield specs.count_samples(owed.delivery, owed.version)
    for file in parts.views.pay_files.unfinished():
        yield specs.pay_file(file.id, file.version)
    for payout in cooled.to_let_go(parts, now):
        yield specs.cooled(payout)
    yield from _payouts(parts, now)
    yield from _top_ups(parts, now)
    yield from _messages(parts, now)
    if parts.views.deliveries.to_lapse(now, 1):
        yield specs.lapse(now.strftime("%Y%m%dT%H%MZ"))
    # Of what goes to the front of its queue the last is done first: what M-Pesa said, before it is asked.
    if parts.inbox.waiting(1, for_seconds=CALLBACK_SECONDS):
        yield specs.apply_callbacks(now.strftime("%Y%m%dT%H%MZ"))


def _runs(parts: Parts) -> Iterator[JobSpec]:
    settlements = parts.views.settlements
    for run in settlements.in_state("opened"):
        yield specs.prepare(run.id)
    for run in settlements.in_state("approved"):
        if settlements.unsettled(run.id, limit=1):
            yield specs.settle_statements(run.id)
        elif settle.is_paid_out(parts, run.id):
            yield specs.complete(run.id)
    for run in settlements.in_state("completed"):
        # A payout that had failed may have been tried again since.
        if run.failed and settle.is_paid_out(parts, run.id):
            paid = parts.views.payouts.summary(run.id).get("paid")
            if paid is not None and paid.count != run.paid:
                yield specs.complete(run.id)


def _payouts(parts: Parts, now: datetime) -> Iterator[JobSpec]:
    yield from silences.due(parts, now, AT_ONCE)
    yield from till.due(parts)
    for failed in parts.views.payouts.to_try_again(AGAIN_CODES, MOST_ATTEMPTS_BY_ITSELF, AT_ONCE):
        yield specs.again(failed.id, failed.attempt)


def _top_ups(parts: Parts, now: datetime) -> Iterator[JobSpec]:
    for id in parts.views.top_ups.approved():
        yield specs.top_up(id)
    for id in parts.views.top_ups.silent(top_up.silent_since(now)):
        yield specs.top_up_silent(id)


def _messages(parts: Parts, now: datetime) -> Iterator[JobSpec]:
    messages, hour, dear = parts.views.messages, telling_rules.hour(parts), telling_rules.too_dear(parts)
    for due in messages.due(AT_ONCE, but=dear, hour=hour):
        yield specs.tell(due.kind, due.about, due.about_version, due.member)
    for message in messages.stuck(now, AT_ONCE, but=dear, hour=hour):
        yield specs.resend(message)
    if not dear:
        for together in messages.due_together(now, AT_ONCE, hour=hour):
            yield specs.tell_together(together.member, together.position)
        for member in messages.to_remind(now, AT_ONCE, hour=hour):
            yield specs.remind(member)
