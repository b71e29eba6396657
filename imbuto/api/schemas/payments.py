"""Payments as a whole: the till, the float, what is wrong; payment rules; top-ups of the float."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import fields, post_load, validate

from imbuto.api.fields import Instant, Money, OpenText, Text, YesNo
from imbuto.api.paging import PageArgs, page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer, Chapter, OpenReason
from imbuto.api.tongues import Sentence
from imbuto.ledger import STOP_CAUSES, PaymentRules

TILL_STATES = ("open", "paused", "stopped")
STATES = ("proposed", "approved", "refused")
TOP_UP_STATES = (*STATES, "submitted", "accepted", "done", "failed", "outcome_unknown")
OUTCOMES = ("done", "not_done")


class PaymentAlarm(Answer):
    """Something that people should know of: what it means, and what to do."""

    code = fields.String(metadata={"example": "float-short"})
    sentence = Sentence()
    remedy = Sentence()


class Till(Answer):
    """Whether payments go out, and why not."""

    state = fields.String(validate=validate.OneOf(TILL_STATES))
    cause = fields.String(metadata={"description": "`float`, `kill` (a person), `credential` or `restored`."})
    code = fields.String(metadata={"description": "M-Pesa's code, where it stopped them."})
    reason = Sentence()
    anyway = fields.Boolean(metadata={"description": "People let them go though the float is short."})
    since = Instant(allow_none=True)
    by_whom = fields.String(allow_none=True, metadata={"example": "staff:S003"})


class Float(Answer):
    """What can be paid out, and what waits to be."""

    available = Money(attribute="float_cents", allow_none=True)
    charges = Money(attribute="charges_cents", allow_none=True)
    as_of = Instant(attribute="float_at", allow_none=True)
    waiting = fields.Integer(metadata={"description": "How many payments wait to be sent."})
    needed = Money(attribute="needed_cents", metadata={"description": "For these, with M-Pesa's fees."})
    under_way = fields.Integer(metadata={"description": "Sent, and not settled."})
    asked = fields.Integer(metadata={"description": "How often M-Pesa was asked for the float."})
    unanswered = fields.Integer(metadata={"description": "The latest questions without an answer."})


class Credential(Answer):
    """The initiator's password and the certificate that seals it. A password is valid for 90 days."""

    since = Instant(allow_none=True, metadata={"description": "Since when it is in use here."})
    days = fields.Integer(allow_none=True)
    confirmed_at = Instant(
        allow_none=True, metadata={"description": "When that call was made which last showed it is right."}
    )
    certificate_ends_at = Instant(allow_none=True, metadata={"description": "Shown, not obeyed."})


class Payments(Answer):
    """How payments stand."""

    till = fields.Nested(Till)
    float = fields.Nested(Float)
    credential = fields.Nested(Credential)
    calls_per_second = fields.String(metadata={"description": "At present.", "example": "5.00"})
    most_calls_per_second = fields.String(metadata={"description": "As set.", "example": "5.00"})
    alarms = fields.List(fields.Nested(PaymentAlarm))


class ResumeIn(OpenReason):
    """Why payments may go again; `anyway` though the float does not cover them all."""

    anyway = YesNo(load_default=False)
    seen = fields.String(
        load_default="",
        validate=validate.OneOf(["", *STOP_CAUSES]),
        metadata={
            "description": "What stopped them. Needed where it is `restored`: each day since the copy was"
            " compared with M-Pesa and the bank.",
            "example": "restored",
        },
    )


class AskFloatIn(Schema):
    """Ask only if what is known is older than this."""

    older_than_seconds = fields.Integer(
        required=True, strict=True, validate=validate.Range(0, 86_400), metadata={"example": 60}
    )


class FloatAsked(Answer):
    """The question that was put; null when what is known is young enough, or one was put within a minute."""

    question = fields.Integer(allow_none=True)


class PaymentRulesIn(Schema):
    """Limits to propose. The client makes the id."""

    id = fields.UUID(required=True)
    most_per_payment = Money(required=True)
    most_per_member_day = Money(required=True)
    most_per_run = Money(load_default=None, allow_none=True)
    cooling_days = fields.Integer(required=True, strict=True, validate=validate.Range(0, 60))

    @post_load
    def rules(self, given: dict[str, Any], **_: Any) -> tuple[UUID, PaymentRules]:
        rules = PaymentRules(
            given["most_per_payment"],
            given["most_per_member_day"],
            given["most_per_run"],
            given["cooling_days"],
        )
        return given["id"], rules


class PaymentLimits(Answer):
    """How much may leave at once, and how long a new payout number rests."""

    most_per_payment = Money(attribute="most_per_payment_cents")
    most_per_member_day = Money(attribute="most_per_member_day_cents")
    most_per_run = Money(attribute="most_per_run_cents", allow_none=True)
    cooling_days = fields.Integer(metadata={"example": 7})


class ProposedPaymentRules(Answer):
    """Limits, and how the proposal stands."""

    id = fields.UUID()
    rules = fields.Nested(PaymentLimits)
    state = fields.String(validate=validate.OneOf(STATES))
    refusal = fields.String(allow_none=True)
    proposed_by = fields.String(metadata={"example": "staff:S003"})
    proposed_at = Instant()
    decided_by = fields.String(allow_none=True)
    decided_at = Instant(allow_none=True)


class PaymentRulesList(Answer):
    """The limits in force, and all that were ever proposed, the latest first."""

    in_force = fields.Nested(PaymentLimits)
    items = fields.List(fields.Nested(ProposedPaymentRules))


class TopUpIn(Schema):
    """Whole shillings to move into the float. The client makes the id."""

    id = fields.UUID(required=True)
    amount = Money(required=True)
    reference = Text(20, required=True, metadata={"example": "TOP-2026-11"})


class TopUpOutcomeIn(Schema):
    """What became of a top-up, and where that can be looked up."""

    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    evidence = OpenText(500, required=True, metadata={"example": "M-Pesa statement of 21 Nov, line 14"})


class TopUpOutcome(Schema):
    """The proposed outcome that is approved, so that none is approved unseen."""

    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))


class TopUpArgs(PageArgs):
    """Which top-ups, the latest first."""

    state = fields.String(validate=validate.OneOf(TOP_UP_STATES))


class TopUp(Answer):
    """A top-up as it stands."""

    id = fields.UUID()
    amount = Money(attribute="cents")
    reference = fields.String()
    state = fields.String(validate=validate.OneOf(TOP_UP_STATES))
    proposed_by = fields.String(metadata={"example": "staff:S003"})
    proposed_at = Instant()
    decided_by = fields.String(allow_none=True)
    decided_at = Instant(allow_none=True)
    submitted_at = Instant(allow_none=True)
    receipt = fields.String(allow_none=True)
    code = fields.String(allow_none=True)
    reason = Sentence(allow_none=True)
    outcome = fields.String(allow_none=True)
    evidence = fields.String(allow_none=True)
    outcome_by = fields.String(allow_none=True)
    contradictions = fields.Integer()


class TopUpWithStory(TopUp):
    """A top-up and everything that happened to it."""

    story = fields.List(fields.Nested(Chapter))


TopUpPage = page_of(TopUp)
