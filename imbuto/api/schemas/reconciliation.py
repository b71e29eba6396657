"""M-Pesa's statements, the comparison of a day, the work list and the table of codes."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from imbuto.api.fields import Day, Instant, Money, Text
from imbuto.api.paging import page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer, RowFault, RowNote
from imbuto.api.schemas.payouts import Payout
from imbuto.api.schemas.prices import File
from imbuto.api.tongues import Sentence

_HEADINGS = "Receipt No=Namba; Details=Maelezo"


class NewStatement(Schema):
    """A statement that the M-Pesa organisation portal exported, CSV or XLSX."""

    file = File(required=True, metadata={"description": "All transactions of the account, whole days."})
    headings = Text(
        400,
        shortest=0,
        load_default="",
        metadata={
            "description": "Which heading of the file is which column, where it is not known.",
            "example": _HEADINGS,
        },
    )

    @post_load
    def split(self, given: dict[str, Any], **_: Any) -> dict[str, Any]:
        pairs = (pair.partition("=") for pair in given["headings"].split(";") if "=" in pair)
        return {**given, "headings": {title.strip(): heading.strip() for title, _, heading in pairs}}


class StatementPreview(Answer):
    """What a statement holds, with nothing recorded, and every fault of it."""

    name = fields.String()
    digest = fields.String(metadata={"description": "SHA-256 of the file."})
    known = fields.Boolean(metadata={"description": "Whether this very file was brought in before."})
    rows = fields.Integer()
    first = Instant(allow_none=True, metadata={"description": "From when it covers the account."})
    last = Instant(allow_none=True, metadata={"description": "Until when it covers the account."})
    kinds = fields.Dict(
        keys=fields.String(), values=fields.Integer(), metadata={"example": {"payment": 120, "fee": 120}}
    )
    came = Money(attribute="in_cents")
    went = Money(attribute="out_cents")
    faults = fields.List(fields.Nested(RowFault))
    notes = fields.List(fields.Nested(RowNote))


class PortalStatement(Answer):
    """A statement that was brought in."""

    id = fields.UUID()
    name = fields.String()
    digest = fields.String()
    first = Instant()
    last = Instant()
    lines = fields.Integer()
    came = Money(attribute="in_cents")
    went = Money(attribute="out_cents")
    imported_by = fields.String(metadata={"example": "staff:S006"})
    imported_at = Instant()
    position = fields.Integer()


PortalStatementPage = page_of(PortalStatement)


class NewReconciliation(Schema):
    """Which day is to be compared."""

    day = Day(required=True)


class DifferenceSum(Answer):
    """So many differences of one kind, and the money in them."""

    kind = fields.String(metadata={"example": "not_on_statement"})
    count = fields.Integer()
    amount = Money(attribute="cents")


class ReconciledDay(Answer):
    """The latest comparison of a day, as it was recorded."""

    day = fields.Date()
    until_position = fields.Integer(metadata={"description": "The ledger was compared up to there."})
    payments = fields.Integer()
    payments_amount = Money(attribute="payments_cents")
    lines = fields.Integer(metadata={"description": "Payments on M-Pesa's statement."})
    covered = fields.Boolean(metadata={"description": "Whether statements cover the whole day."})
    counts = fields.List(fields.Nested(DifferenceSum))
    made_by = fields.String()
    made_at = Instant()
    position = fields.Integer()


ReconciledDayPage = page_of(ReconciledDay)


class OutcomeBody(Answer):
    """A ready body for POST /payouts/{id}/outcome."""

    outcome = fields.String()
    receipt = fields.String()
    evidence = fields.String()
    fee = Money(attribute="fee_cents")


class Difference(Answer):
    """One thing that does not fit between us and M-Pesa: what it is, by how much, and what to do."""

    kind = fields.String(metadata={"example": "unknown_here_completed_there"})
    sentence = Sentence()
    todo = Sentence()
    payout = fields.UUID(allow_none=True)
    member = fields.String(allow_none=True)
    receipt = fields.String(allow_none=True)
    at = Instant(allow_none=True)
    here = Money(attribute="here_cents", allow_none=True)
    there = Money(attribute="there_cents", allow_none=True)
    source = fields.String(allow_none=True, metadata={"description": "The statement's name."})
    row = fields.Integer(allow_none=True, metadata={"description": "The row in it."})
    offer = fields.Nested(OutcomeBody, allow_none=True)
    offer_now = fields.Boolean(
        metadata={"description": "Whether the offered body is taken at once; else once it is in review."}
    )


class FloatSum(Answer):
    """How much should be in the float, with the sum shown. What may or may not have gone yet makes it a
    span."""

    from_at = Instant()
    until_at = Instant()
    opening = Money(attribute="opening_cents")
    came = Money(attribute="came_cents")
    payments = fields.Integer()
    paid = Money(attribute="paid_cents")
    fees = Money(attribute="fees_cents")
    open = Money(
        attribute="open_cents", metadata={"description": "Sent, and nobody knows what became of it."}
    )
    lowest = Money(attribute="lowest_cents")
    highest = Money(attribute="highest_cents")
    seen = Money(attribute="seen_cents", metadata={"description": "What M-Pesa said."})
    difference = Money(attribute="difference_cents")


class Reconciliation(Answer):
    """A day beside M-Pesa as it stands now, every difference, the gravest first; and when it was last
    recorded."""

    day = fields.Date()
    payments = fields.Integer()
    payments_amount = Money(attribute="payments_cents")
    matched = fields.Integer(metadata={"description": "Lines that are payments of ours by their receipt."})
    lines = fields.Integer()
    covered = fields.Boolean()
    counts = fields.List(fields.Nested(DifferenceSum))
    differences = fields.List(fields.Nested(Difference))
    shown = fields.Integer(metadata={"description": "How many differences are told here."})
    float_sum = fields.Nested(FloatSum, allow_none=True)
    made = fields.Nested(ReconciledDay, allow_none=True)


class CauseSum(Answer):
    """What is held for one cause, and what to do about it."""

    cause = fields.String()
    todo = Sentence()
    count = fields.Integer()
    amount = Money(attribute="cents")


class WorkList(Answer):
    """One list of what waits for people."""

    name = fields.String(metadata={"example": "review"})
    means = Sentence()
    todo = Sentence()
    count = fields.Integer()
    amount = Money(attribute="cents")
    causes = fields.List(fields.Nested(CauseSum))
    payouts = fields.List(fields.Nested(Payout), metadata={"description": "At most 50, the oldest first."})


class PayoutWork(Answer):
    """What waits for people, the most pressing list first; lists in which nothing waits are left out."""

    items = fields.List(fields.Nested(WorkList))


class PayoutCode(Answer):
    """One code of M-Pesa. `of`: payment (what became of one) or request (the answer when it was sent)."""

    code = fields.String()
    of = fields.String()
    meaning = Sentence()
    verdict = fields.String(metadata={"example": "failed"})
    stops = fields.Boolean(metadata={"description": "Whether all payments stop."})
    again = Sentence(metadata={"description": "When it is tried again by itself."})
    sees = Sentence()
    do = Sentence()


class PayoutCodes(Answer):
    """All codes that are known, and what is done about any other."""

    items = fields.List(fields.Nested(PayoutCode))
