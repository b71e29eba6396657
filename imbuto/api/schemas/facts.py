"""Facts as they are told to whoever watches over the ledger: lists, stories, states of a day, proofs."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from imbuto.api.fields import Day, Instant, Text
from imbuto.api.paging import LARGEST_PAGE, PageArgs
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer
from imbuto.api.tongues import Sentence

FURTHEST = 2**62
_TEXTS = fields.String(allow_none=True)


class Cursor(fields.String):
    """A position as the text that the page before answered."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=validate.Regexp(r"^[0-9]{1,18}$"), **options)


class FactArgs(PageArgs):
    """Which facts. `before` is a position, or `cursor` the `next` of the page before."""

    cursor = Cursor(metadata={"description": "`next` of the page before.", "example": "4711"})
    topic = Text(80, metadata={"description": "A topic, or a kind of thing.", "example": "delivery.recorded"})
    about = Text(40, metadata={"description": "A member's number, or a thing's id.", "example": "0042"})
    who = Text(80, metadata={"description": "Who did it.", "example": "staff:S001"})
    first_day = Day(data_key="from", metadata={"description": "Recorded on this day or later."})
    last_day = Day(data_key="to", metadata={"description": "Recorded on this day or before."})
    before = fields.Integer(
        validate=validate.Range(1, FURTHEST), metadata={"description": "Before this position."}
    )


class StoryArgs(PageArgs):
    """Which part of a story; usually all of it is one page."""

    cursor = Cursor(metadata={"description": "`next` of the page before.", "example": "4711"})
    limit = fields.Integer(
        load_default=LARGEST_PAGE,
        validate=validate.Range(1, LARGEST_PAGE),
        metadata={"description": f"How many facts, at most {LARGEST_PAGE}."},
    )


class AsOfArgs(Schema):
    """The end of a day in Nairobi, or a position of the ledger: one of them."""

    day = Day(metadata={"example": "2026-11-15"})
    position = fields.Integer(validate=validate.Range(1, FURTHEST), metadata={"example": 4711})

    @validates_schema
    def _one_of_them(self, given: dict[str, Any], **_: Any) -> None:
        if len(given) != 1:
            raise ValidationError("Give a day or a position, one of them.", "day")


class ChangesArgs(Schema):
    """What the screen knows already."""

    after = fields.Integer(
        validate=validate.Range(0, FURTHEST),
        metadata={"description": "The position answered last; left out by who only begins.", "example": 4711},
    )


class Author(Answer):
    """Who recorded a fact."""

    principal = fields.String(metadata={"example": "staff:S001"})
    name = fields.String(
        allow_none=True, metadata={"description": "Of an official, or of a member who may be seen."}
    )


class FactItem(Answer):
    """One fact in words."""

    position = fields.Integer(metadata={"example": 4711})
    at = Instant(metadata={"description": "When the ledger heard of it."})
    topic = fields.String(metadata={"example": "delivery.recorded"})
    kind = fields.String(metadata={"description": "The thing that has it.", "example": "delivery"})
    id = fields.UUID(metadata={"description": "The thing's id."})
    version = fields.Integer(metadata={"description": "Which fact of the thing it is.", "example": 1})
    words = Sentence(metadata={"example": "milk 16 Nov 2026 AM at KIA: 8.5 l at KES 45.00"})
    who = fields.Nested(Author)
    channel = fields.String(metadata={"example": "office"})
    request = fields.String(metadata={"description": "The request that caused it."})
    member = fields.String(allow_none=True, metadata={"description": "Whom it is about.", "example": "0042"})


class FactPage(Answer):
    """Facts, the newest first. With `next` and fewer facts than asked for, the search was ended early: ask
    on."""

    items = fields.List(fields.Nested(FactItem))
    next = fields.String(allow_none=True, metadata={"description": "The next page's cursor, if any."})
    scanned_to = fields.Integer(
        metadata={"description": "Every fact from this position on was looked at.", "example": 4200}
    )


class FactInFull(FactItem):
    """One fact with all it says, and as it is stored."""

    happened_at = Instant()
    stored = fields.String(
        metadata={"description": "The JSON as it is stored; a word about a person is sealed: {p, k, s}."}
    )
    fields_ = fields.Dict(
        attribute="fields",
        data_key="fields",
        keys=fields.String(),
        values=_TEXTS,
        metadata={"description": "Each field by a plain name, as a text.", "example": {"litres": "8.5 l"}},
    )
    previous = fields.Integer(
        allow_none=True, metadata={"description": "Where the thing's fact before stands."}
    )
    next = fields.Integer(allow_none=True, metadata={"description": "Where the thing's next fact stands."})


class Change(Answer):
    """A field that a fact changed."""

    field = fields.String(metadata={"example": "litres"})
    before = fields.String(allow_none=True, metadata={"example": "8.5 l"})
    after = fields.String(allow_none=True, metadata={"example": "9 l"})


class StoryFact(FactItem):
    """One fact of a story, and what it changed."""

    changed = fields.List(fields.Nested(Change))


class StoryPage(Answer):
    """The story of one thing, the oldest fact first."""

    kind = fields.String(metadata={"example": "delivery"})
    id = fields.String(metadata={"description": "As it was asked for."})
    items = fields.List(fields.Nested(StoryFact))
    next = fields.String(allow_none=True, metadata={"description": "The next page's cursor, if any."})


class Since(Answer):
    """A field that is not any more what it was."""

    field = fields.String(metadata={"example": "phone"})
    then = fields.String(allow_none=True)
    now = fields.String(allow_none=True)


class AsOf(Answer):
    """How a thing stood, and what has changed since."""

    kind = fields.String(metadata={"example": "member"})
    id = fields.String(metadata={"description": "As it was asked for."})
    as_of = fields.String(metadata={"description": "The day or position asked for.", "example": "2026-11-15"})
    position = fields.Integer(metadata={"description": "The thing's last fact by then."})
    at = Instant(metadata={"description": "When that was recorded."})
    fields_ = fields.Dict(
        attribute="fields", data_key="fields", keys=fields.String(), values=_TEXTS,
        metadata={"description": "Each field by a plain name, as a text.", "example": {"state": "confirmed"}},
    )  # fmt: skip
    since = fields.List(fields.Nested(Since))


class Gap(Answer):
    """Positions at which no fact stands, both included."""

    first = fields.Integer(data_key="from")
    last = fields.Integer(data_key="to")


class VerifiedView(Answer):
    """How far a view has followed. `state` is live, behind, stopped or absent."""

    name = fields.String(metadata={"example": "balances"})
    position = fields.Integer()
    lag = fields.Integer()
    state = fields.String(metadata={"example": "live"})
    version = fields.Integer()


class Verification(Answer):
    """Whether the ledger is whole, and how to check that without us."""

    facts = fields.Integer(metadata={"example": 4711})
    last_position = fields.Integer(metadata={"example": 4711})
    gaps = fields.List(
        fields.Nested(Gap),
        metadata={"description": "Where positions are missing. PostgreSQL skips one for a refused write."},
    )
    views = fields.List(fields.Nested(VerifiedView))
    triggers = fields.Boolean(
        metadata={"description": "Whether the store itself refuses to change or lose a fact."}
    )
    trial_balance_zero = fields.Boolean()
    checked_at = Instant()
    how = fields.List(Sentence())


class Changes(Answer):
    """Where the ledger stands now, and what has changed since."""

    position = fields.Integer(metadata={"example": 4711})
    families = fields.List(
        fields.String(),
        metadata={
            "description": "Words for what to load again; `all` when too much happened.",
            "example": ["delivery", "dispute"],
        },
    )
