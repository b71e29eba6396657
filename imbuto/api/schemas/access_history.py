"""How people got in."""

from __future__ import annotations

from marshmallow import fields

from imbuto.api.fields import Instant
from imbuto.api.paging import page_of
from imbuto.api.schemas.base import Answer


class AccessFact(Answer):
    """One fact of a person's access."""

    position = fields.Integer(metadata={"example": 4711})
    principal = fields.String(metadata={"example": "staff:S004"})
    version = fields.Integer()
    fact = fields.String(metadata={"description": "The fact's topic.", "example": "access.session_opened"})
    who = fields.String(
        metadata={"description": "`unproven:` before somebody who only said to be this person."}
    )
    channel = fields.String(metadata={"example": "app"})
    request = fields.String()
    at = Instant()
    details = fields.Dict(metadata={"description": "The fact's own fields: device, way, reason …"})


class OpenRecovery(Answer):
    """A member's access that is proposed to be given back."""

    member = fields.String(attribute="number", metadata={"example": "0042"})
    reason = fields.String(allow_none=True)
    proposed_by = fields.String(metadata={"example": "staff:S001"})
    proposed_at = Instant()


class OpenRemoval(Answer):
    """An official's second factor that is proposed to be removed."""

    number = fields.String(metadata={"example": "S004"})
    reason = fields.String(allow_none=True)
    proposed_by = fields.String(metadata={"example": "staff:S001"})
    proposed_at = Instant()


AccessPage = page_of(AccessFact)
OpenRecoveryPage = page_of(OpenRecovery)
OpenRemovalPage = page_of(OpenRemoval)
