"""What M-Pesa posted, as people look at it."""

from __future__ import annotations

from marshmallow import fields, validate

from imbuto.api.fields import Instant
from imbuto.api.paging import PageArgs, page_of
from imbuto.api.schemas.base import Answer
from imbuto.api.tongues import Sentence
from imbuto.inbox import STATES

TOPICS = ("payout", "float", "top-up")
KINDS = ("result", "timeout", "status", "status-timeout")


class CallbackArgs(PageArgs):
    """Callbacks by state, and by the payout or top-up they are about."""

    state = fields.String(validate=validate.OneOf(STATES))
    about = fields.UUID()
    cursor = fields.String(
        validate=validate.Regexp(r"[0-9]{1,18}\Z"), metadata={"description": "`next` of the page before."}
    )


class Callback(Answer):
    """One callback, as it came. The same again at the same address is counted in `times`."""

    number = fields.Integer(metadata={"description": "Facts made of it say `callback:` and this number."})
    topic = fields.String(validate=validate.OneOf(TOPICS))
    about = fields.UUID(allow_none=True, metadata={"description": "The payout or top-up."})
    attempt = fields.Integer(allow_none=True)
    question = fields.Integer(allow_none=True)
    kind = fields.String(validate=validate.OneOf(KINDS))
    state = fields.String(
        validate=validate.OneOf(STATES),
        metadata={"description": "`held` waits for a person; `unreadable` was asked about instead."},
    )
    note = Sentence(metadata={"description": "What became of it, or why it is held."})
    source = fields.String(
        metadata={"description": "The IP address it came from.", "example": "196.201.214.200"}
    )
    trusted = fields.Boolean(metadata={"description": "Whether that address is known to be M-Pesa's."})
    times = fields.Integer()
    received_at = Instant()
    last_at = Instant()
    applied_at = Instant(allow_none=True)
    accepted_by = fields.String(allow_none=True, metadata={"example": "staff:S002"})
    accepted_at = Instant(allow_none=True)


CallbackPage = page_of(Callback)


class CallbackWithBody(Callback):
    """A callback and what it says, with names hidden and numbers cut short."""

    body = fields.Raw(allow_none=True, metadata={"description": "Null when it is no JSON, or was forgotten."})
