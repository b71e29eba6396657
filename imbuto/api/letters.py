"""Telling a person something secret by SMS: the secret is kept aside first, then the message is asked for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from imbuto.api.parts import Parts
from imbuto.ledger import message_id
from imbuto.values import By


def send_letter(
    parts: Parts,
    kind: str,
    principal: str,
    about: UUID,
    version: int,
    text: str,
    by: By,
    *,
    secret: str | None = None,
    expires_at: datetime | None = None,
) -> bool:
    """Asks for a letter of that kind (imbuto.words.letters has the texts) to `staff:S004` or `member:0042`,
    about the fact of Access with that version; it goes out within seconds, or not at all once it has
    expired. False when there is no phone to tell, or it was asked for before. Raises Unknown, Busy."""
    role, _, number = principal.partition(":")
    staff, member = (number, "") if role == "staff" else (None, number)
    id = message_id(kind, about, version)
    if secret is not None and expires_at is not None:
        parts.people.letters.keep(id, secret, expires_at)
    return parts.ledger.request_message(kind, about, version, member, text, by, staff=staff) is not None
