"""Housekeeping of the people store: what has served its time goes (ended sessions, spent invitations, answers
to repeated requests, old callbacks), erasures that were cut short are ended, and what came in and was left
lying is applied."""

from __future__ import annotations

from imbuto.bootstrap import Parts


def purge(parts: Parts, slot: str) -> None:
    """Throws away what has served its time in the people store. Quiet when done before."""
    now = parts.clock()
    parts.people.accounts.purge(now)
    parts.people.tokens.purge(now)
    parts.people.looks.purge(now)
    parts.people.idempotency.purge(now)
    parts.people.letters.purge(now)
    parts.people.codes.purge(now)
    parts.people.devices.purge(now)
    parts.people.ussd.purge(now)
    parts.people.push.purge()
    parts.inbox.purge(now)
    parts.privacy.reapply()
    parts.privacy.scrub()


def apply_callbacks(parts: Parts) -> None:
    """Applies the callbacks that are kept and were not applied yet, oldest first."""
    parts.inbox.apply_waiting()
