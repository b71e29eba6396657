"""Housekeeping of what may be forgotten: ended sessions, spent invitations, answers to repeated requests."""

from __future__ import annotations

from imbuto.bootstrap import Parts


def purge(parts: Parts, slot: str) -> None:
    """Throws away what has served its time in the people store. Quiet when done before."""
    now = parts.clock()
    parts.people.accounts.purge(now)
    parts.people.idempotency.purge(now)
