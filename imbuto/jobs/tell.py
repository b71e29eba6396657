"""Telling members, by the app or by SMS: each fact once, alone or together, when the rules let it go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from imbuto.aggregates.message_kinds import DIGEST, REMINDER, receipt_claim, reminder_claim
from imbuto.aggregates.payee_story import hearers_of
from imbuto.bootstrap import Parts
from imbuto.jobs import sending, wording
from imbuto.jobs.held import by_job
from imbuto.jobs.pushing import comes_first
from imbuto.jobs.telling_rules import is_held_back, is_told

ONE_REMINDER = timedelta(hours=12)
"""Windows that close within so long are reminded of in one text."""


def tell(parts: Parts, kind: str, about: str, about_version: str, member: str) -> None:
    """Tells a member of one fact, unless it was told before, is told together with others, or there is no
    phone. What may not go now stays due."""
    if sending.is_resting(parts) or is_held_back(parts, kind, member):
        return
    id, version = UUID(about), int(about_version)
    position, fact = wording.fact_of(parts, id, version)
    to, told = hearers_of(fact).get(kind), parts.ledger.member(member)
    if to is None and not is_told(parts, position, kind, fact, told):
        return
    text = wording.text_of(parts, kind, fact, told.language)
    if text is None:
        return
    by = by_job(parts, "tell", f"tell-{kind}-{about}-{about_version}")
    begun = to is not None or not comes_first(parts, kind, member)
    asked = parts.ledger.request_message(kind, id, version, member, text, by, to=to, begun=begun)
    sending.send_now(parts, asked)


def tell_together(parts: Parts, member: str) -> None:
    """Tells a member in one text of all receipts that wait, once the time of the first has come."""
    if sending.is_resting(parts) or is_held_back(parts, DIGEST, member):
        return
    parts.views.catch_up()
    waiting = parts.views.messages.waiting(member)
    if not waiting or min(one.goes_at for one in waiting) > parts.clock():
        return
    version = waiting[-1].position
    by = by_job(parts, "tell", f"tell-together-{member}-{version}")
    told = [(one.delivery, receipt_claim(one.delivery)) for one in waiting]

    def words(left: Sequence[UUID]) -> str:
        return wording.digest(parts, member, version, left)

    begun = not comes_first(parts, DIGEST, member)
    asked = parts.ledger.request_together(DIGEST, member, version, told, words, by, begun=begun)
    sending.send_now(parts, asked)


def remind(parts: Parts, member: str) -> None:
    """Reminds a member in one text of the milk that waits for an answer and whose window closes soon."""
    if sending.is_resting(parts) or is_held_back(parts, REMINDER, member):
        return
    parts.views.catch_up()
    now = parts.clock()
    soon = parts.views.messages.unanswered(member, now + ONE_REMINDER)
    still_open = [one for one in soon if one.confirm_by > now]
    if not still_open:
        return
    version = parts.views.deliveries.get(still_open[-1].delivery).position
    by = by_job(parts, "tell", f"remind-{member}-{version}")
    told = [(one.delivery, reminder_claim(one.delivery, one.confirm_by)) for one in still_open]
    until = still_open[0].confirm_by

    def words(left: Sequence[UUID]) -> str:
        return wording.reminder(parts, member, version, left, until)

    begun = not comes_first(parts, REMINDER, member)
    asked = parts.ledger.request_together(REMINDER, member, version, told, words, by, begun=begun)
    sending.send_now(parts, asked)
