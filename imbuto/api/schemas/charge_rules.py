"""Creditors and remittances, standing charges, deduction rules, the law's caps."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import fields, post_load, validate

from imbuto.api.fields import Day, Instant, Measure, Money, OpenText, PersonName, Text
from imbuto.api.paging import PageArgs, page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer
from imbuto.api.schemas.charges import TakingAnswer
from imbuto.api.schemas.cooperative import Code
from imbuto.ledger import (
    CHARGE_KINDS,
    CREDITOR_KINDS,
    HOWS,
    STANDING_BASES,
    DeductionRules,
    Handover,
    KindCap,
    StandingTerms,
    StatutoryCap,
)

STATES = ("proposed", "approved", "refused")
FORMATS = ("json", "csv", "xlsx")


class CreditorIn(Schema):
    """Somebody to whom members owe."""

    code = Code("UNITY", required=True)
    name = PersonName(required=True, metadata={"example": "Unity SACCO"})
    kind = fields.String(required=True, validate=validate.OneOf(CREDITOR_KINDS))


class Creditor(Answer):
    """A creditor: what was collected from members, what approved vouchers added (below 0: took away), what
    was handed over, and what is still to be handed over."""

    code = fields.String(metadata={"example": "UNITY"})
    name = fields.String()
    kind = fields.String(validate=validate.OneOf(CREDITOR_KINDS))
    collected = Money(attribute="collected_cents")
    vouchers = Money(attribute="vouchers_cents")
    remitted = Money(attribute="remitted_cents")
    owed = Money(attribute="owed_cents")


class Creditors(Answer):
    """All creditors."""

    items = fields.List(fields.Nested(Creditor))


class RemittanceListArgs(PageArgs):
    """The list of one pay run, or of everything. A file has all of it, JSON has pages."""

    run = fields.UUID()
    format = fields.String(
        validate=validate.OneOf(FORMATS), metadata={"description": "Left out: as the Accept header asks."}
    )


class RemittanceLine(TakingAnswer):
    """What was taken of one member for a creditor."""

    name = fields.String(allow_none=True)


class RemittanceList(Answer):
    """What was taken for a creditor, by member; `count` and `amount` are of all pages."""

    creditor = fields.Nested(Creditor)
    run = fields.UUID(allow_none=True)
    count = fields.Integer()
    amount = Money(attribute="cents")
    items = fields.List(fields.Nested(RemittanceLine))
    next = fields.String(allow_none=True)


class RemittanceIn(Schema):
    """A payment to a creditor. The client makes the id."""

    id = fields.UUID(required=True)
    creditor = Code("UNITY", required=True)
    amount = Money(required=True)
    how = fields.String(required=True, validate=validate.OneOf(HOWS))
    reference = Text(60, required=True, metadata={"example": "EFT 2026-117"})
    day = Day(required=True)
    run = fields.UUID(load_default=None, allow_none=True)

    @post_load
    def handover(self, given: dict[str, Any], **_: Any) -> tuple[UUID, Handover]:
        return given.pop("id"), Handover(cents=given.pop("amount"), **given)


class RemittanceArgs(PageArgs):
    """Which payments to creditors, the latest first."""

    creditor = Code("UNITY")
    run = fields.UUID()


class Remittance(Answer):
    """A payment to a creditor."""

    id = fields.UUID()
    creditor = fields.String()
    amount = Money(attribute="cents")
    how = fields.String(validate=validate.OneOf(HOWS))
    reference = fields.String()
    day = fields.Date()
    run = fields.UUID(allow_none=True)
    who = fields.String(metadata={"example": "staff:S003"})
    recorded_at = Instant()
    position = fields.Integer()


RemittancePage = page_of(Remittance)


class StandingIn(Schema):
    """A charge of everybody to propose. The client makes the id."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(CHARGE_KINDS))
    creditor = Code("KDB", load_default=None, allow_none=True)
    text = OpenText(120, required=True, metadata={"example": "Transport"})
    basis = fields.String(required=True, validate=validate.OneOf(STANDING_BASES))
    rate = Money(required=True)
    priority = fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(1, 99))
    centre = Code(load_default=None, allow_none=True, metadata={"description": "Null: milk of all centres."})
    effective_from = Day(required=True)

    @post_load
    def standing(self, given: dict[str, Any], **_: Any) -> tuple[UUID, StandingTerms]:
        return given.pop("id"), StandingTerms(**given)


class EndIn(Schema):
    """The last day, and why."""

    last_day = Day(required=True)
    reason = OpenText(200, required=True)


class StandingCharge(Answer):
    """A charge of everybody, and how it stands."""

    id = fields.UUID()
    kind = fields.String(attribute="terms.kind")
    creditor = fields.String(attribute="terms.creditor", allow_none=True)
    text = fields.String(attribute="terms.text")
    basis = fields.String(attribute="terms.basis", validate=validate.OneOf(STANDING_BASES))
    rate = Money(attribute="terms.rate")
    priority = fields.Integer(attribute="terms.order")
    centre = fields.String(attribute="terms.centre", allow_none=True)
    effective_from = fields.Date(attribute="terms.effective_from")
    last_day = fields.Date(allow_none=True)
    state = fields.String(validate=validate.OneOf(STATES))
    refusal = fields.String(allow_none=True)
    proposed_by = fields.String(metadata={"example": "staff:S003"})
    proposed_at = Instant()
    decided_by = fields.String(allow_none=True)


class StandingCharges(Answer):
    """All standing charges, the latest first."""

    items = fields.List(fields.Nested(StandingCharge))


class KindCapIn(Schema):
    """At most so much a litre for all charges of a kind together."""

    kind = fields.String(required=True, validate=validate.OneOf(CHARGE_KINDS))
    per_litre = Money(required=True)

    @post_load
    def cap(self, given: dict[str, Any], **_: Any) -> KindCap:
        return KindCap(given["kind"], given["per_litre"])


class RulesIn(Schema):
    """How much one run may take, to propose. The client makes the id."""

    id = fields.UUID(required=True)
    effective_from = Day(required=True)
    max_share_percent = Measure("0.01", "100", load_default=None, allow_none=True, metadata={"example": "60"})
    minimum_take_home = Money(load_default=0)
    caps = fields.List(fields.Nested(KindCapIn), load_default=list, validate=validate.Length(0, 20))

    @post_load
    def rules(self, given: dict[str, Any], **_: Any) -> tuple[UUID, tuple[DeductionRules, Any]]:
        share = given["max_share_percent"]
        rules = DeductionRules(given["id"], share, given["minimum_take_home"], tuple(given["caps"]))
        return given["id"], (rules, given["effective_from"])


class Cap(Answer):
    """At most so much a litre for all charges of a kind together."""

    kind = fields.String(validate=validate.OneOf(CHARGE_KINDS))
    per_litre = Money(attribute="cents_per_litre")


class Rules(Answer):
    """How much one run may take, and how the proposal stands."""

    id = fields.UUID(attribute="rules.rules_id")
    effective_from = fields.Date()
    max_share_percent = fields.Decimal(attribute="rules.max_share_percent", as_string=True, allow_none=True)
    minimum_take_home = Money(attribute="rules.minimum_take_home_cents")
    caps = fields.List(fields.Nested(Cap), attribute="rules.caps")
    state = fields.String(validate=validate.OneOf(STATES))
    refusal = fields.String(allow_none=True)
    proposed_by = fields.String(metadata={"example": "staff:S003"})
    proposed_at = Instant()
    decided_by = fields.String(allow_none=True)


class RulesList(Answer):
    """All deduction rules, the latest first."""

    items = fields.List(fields.Nested(Rules))


class StatutoryCapIn(Schema):
    """What the law allows a litre from a day on, and who says so."""

    kind = fields.String(required=True, validate=validate.OneOf(CHARGE_KINDS))
    per_litre = Money(required=True)
    effective_from = Day(required=True)
    source = Text(200, required=True, metadata={"example": "Kenya Dairy Board notice of 3 Feb 2020"})

    @post_load
    def cap(self, given: dict[str, Any], **_: Any) -> StatutoryCap:
        return StatutoryCap(given["kind"], given["per_litre"], given["effective_from"], given["source"])


class StatutoryCapAnswer(Cap):
    """A cap of the law. Those that came with Imbuto are to be verified."""

    effective_from = fields.Date()
    source = fields.String()


class StatutoryCaps(Answer):
    """All caps of the law, the latest first."""

    items = fields.List(fields.Nested(StatutoryCapAnswer))
