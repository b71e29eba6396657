"""Telling members by SMS: whether a fact is told, and that it is told once."""

from __future__ import annotations

from uuid import UUID

from imbuto.aggregates import Cooperative
from imbuto.aggregates.cooperative import COOPERATIVE_ID
from imbuto.aggregates.payee_story import hearers_of
from imbuto.bootstrap import Parts
from imbuto.jobs import sending, wording
from imbuto.jobs.held import by_job


def tell(parts: Parts, kind: str, about: str, about_version: str, member: str) -> None:
    """Tells a member of one fact, unless it was told before or the member has no phone."""
    if sending.is_resting(parts):
        return
    id, version = UUID(about), int(about_version)
    position, fact = wording.fact_of(parts, id, version)
    to = hearers_of(fact).get(kind)
    if to is None and not _messages_were_on(parts, position, kind):
        return
    text = wording.text_of(parts, kind, fact, parts.ledger.member(member).language)
    if text is None:
        return
    by = by_job(parts, "tell", f"tell-{kind}-{about}-{about_version}")
    sending.send_now(parts, parts.ledger.request_message(kind, id, version, member, text, by, to=to))


def _messages_were_on(parts: Parts, position: int, kind: str) -> bool:
    """Whether the cooperative sent such messages when the fact was recorded, which is what the views go by
    too."""
    on = False
    for at, fact in parts.ledger.story(COOPERATIVE_ID):
        if at <= position and isinstance(fact, Cooperative.Founded | Cooperative.MessagingSet):
            on = fact.sms_statements if kind == "statement" else fact.sms_receipts
    return on
