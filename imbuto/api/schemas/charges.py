"""Charges of one member, and what becomes of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields, post_load, validate

from imbuto.api.fields import Day, Instant, Measure, MemberNumber, Money, OpenText, Text, YesNo
from imbuto.api.paging import PageArgs, page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer, Chapter, Receipt
from imbuto.api.schemas.cooperative import Code
from imbuto.api.schemas.deliveries import LARGEST_BATCH, Each
from imbuto.api.tongues import Sentence
from imbuto.ledger import (
    BASES,
    CHARGE_CHANGES,
    CHARGE_KINDS,
    HOWS,
    ChargeChange,
    ChargePayment,
    ChargeTerms,
    NewCharge,
)

STATES = ("open", "ended")
_BASIS = (
    "all: the whole rest at once. run: `rate` in each run. litre: `rate` a litre. share: `share_percent`."
)


class Taking(Schema):
    """How a charge is taken."""

    basis = fields.String(
        required=True, validate=validate.OneOf(BASES), metadata={"description": _BASIS, "example": "run"}
    )
    rate = Money(load_default=None, allow_none=True)
    share_percent = Measure("0.01", "100", load_default=None, allow_none=True, metadata={"example": "10"})


def rate_of(given: dict[str, Any]) -> int:
    """Takes `rate` and `share_percent` out of a body: cents, or hundredths of a percent, or 0."""
    rate, share = given.pop("rate"), given.pop("share_percent")
    if given["basis"] != "share":
        _require(share is None, "share_percent", "Only a share of the milk's worth is in percent. Give rate.")
        return 0 if rate is None else int(rate)
    _require(share is not None, "share_percent", "A share is given in percent. Give share_percent.")
    _require(rate is None, "rate", "A share is given in percent. Leave rate out.")
    return int((share * 100).to_integral_value())


def _require(holds: bool, field: str, sentence: str) -> None:
    if not holds:
        raise ValidationError({field: [sentence]})


class ChargeIn(Taking):
    """A charge to make. The client makes the id. Without an amount it goes on until it is stopped."""

    id = fields.UUID(required=True)
    member = MemberNumber(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(CHARGE_KINDS))
    creditor = Code(
        "UNITY", load_default=None, allow_none=True, metadata={"description": "Null: the cooperative itself."}
    )
    text = Text(120, required=True, metadata={"example": "Dairy meal, 2 bags"})
    reference = OpenText(60, load_default=None, allow_none=True, metadata={"example": "INV 311"})
    amount = Money(load_default=None, allow_none=True)
    priority = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=validate.Range(1, 99),
        metadata={"description": "Lower ones are taken first. Left out: the kind's own place."},
    )
    starts = Day(required=True, metadata={"description": "Taken by runs whose period ends on or after it."})
    opening = YesNo(load_default=False, metadata={"description": "Brought in from other books."})
    taken_before = Money(load_default=0, metadata={"description": "Of an opening charge: already taken."})

    @post_load
    def charge(self, given: dict[str, Any], **_: Any) -> tuple[UUID, NewCharge]:
        id, member = given.pop("id"), given.pop("member")
        rate = rate_of(given)
        amount, before = given.pop("amount"), given.pop("taken_before")
        terms = ChargeTerms(rate=rate, amount_cents=amount, taken_before_cents=before, **given)
        return id, NewCharge(id, member, terms)


class ChargeBatch(Schema):
    """Charges that stand or fall one by one."""

    items = fields.List(Each(ChargeIn), required=True, validate=validate.Length(1, LARGEST_BATCH))


class ReceiptWithWarnings(Receipt):
    """What a verb did, and what an official may want to look at."""

    warnings = fields.List(Sentence(), metadata={"example": []})


class PaymentIn(Schema):
    """Money that the member brought, beside the milk. The reference tells payments apart."""

    amount = Money(required=True)
    how = fields.String(required=True, validate=validate.OneOf(HOWS))
    reference = OpenText(60, required=True, metadata={"example": "RCT 0917"})
    day = Day(required=True)

    @post_load
    def payment(self, given: dict[str, Any], **_: Any) -> ChargePayment:
        return ChargePayment(given["amount"], given["how"], given["reference"], given["day"])


class ChangeTerms(Schema):
    """What is to change."""

    change = fields.String(required=True, validate=validate.OneOf(CHARGE_CHANGES))
    amount = Money(load_default=None, allow_none=True)
    basis = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(BASES))
    rate = Money(load_default=None, allow_none=True)
    share_percent = Measure("0.01", "100", load_default=None, allow_none=True, metadata={"example": "10"})
    starts = Day(load_default=None, allow_none=True)

    @post_load
    def changed(self, given: dict[str, Any], **_: Any) -> ChargeChange:
        for name in ("basis", "rate", "share_percent", "starts"):
            is_apt = given["change"] == "extend" or given[name] is None
            _require(is_apt, name, "Only an extension says how the rest is taken. Leave this out.")
        rate = rate_of(given) if given["basis"] is not None else None
        return ChargeChange(
            change=given["change"],
            reason=given.get("reason", ""),
            cents=given["amount"],
            rate=rate,
            basis=given["basis"],
            starts=given["starts"],
        )


class ChangeIn(ChangeTerms):
    """An extension (basis, rate and starts), or a write-off or cancellation of an amount, or of all."""

    reason = Text(200, required=True)


class SeenChange(ChangeTerms):
    """The change that was seen, as it was proposed, so that no other is approved in its place."""


class ChargeArgs(PageArgs):
    """Which charges, the latest first."""

    member = MemberNumber()
    creditor = Code("UNITY")
    kind = fields.String(validate=validate.OneOf(CHARGE_KINDS))
    state = fields.String(validate=validate.OneOf(STATES))
    proposed = fields.Boolean(
        truthy={"true"}, falsy={"false"}, metadata={"description": "A change waits for another official."}
    )


class StateArgs(PageArgs):
    """Open charges, ended ones, or all."""

    state = fields.String(validate=validate.OneOf(STATES))


class MemberArg(Schema):
    """Whose charges are summed; left out: everybody's."""

    member = MemberNumber()


class Charge(Answer):
    """A charge as it stands. `remaining` is null where the charge has no end, and below 0 where the next run
    gives something back; `arrears` is what earlier runs asked for and could not take."""

    id = fields.UUID()
    member = fields.String(metadata={"example": "0042"})
    kind = fields.String(validate=validate.OneOf(CHARGE_KINDS))
    creditor = fields.String(allow_none=True)
    text = fields.String()
    reference = fields.String(allow_none=True)
    amount = Money(attribute="amount_cents", allow_none=True)
    basis = fields.String(validate=validate.OneOf(BASES))
    rate = Money(attribute="rate_cents", allow_none=True)
    share_percent = fields.Decimal(places=2, as_string=True, allow_none=True)
    priority = fields.Integer()
    starts = fields.Date()
    opening = fields.Boolean()
    taken_before = Money(attribute="taken_before_cents")
    taken = Money(attribute="taken_cents")
    paid = Money(attribute="paid_cents")
    written_off = Money(attribute="written_off_cents")
    cancelled = Money(attribute="cancelled_cents")
    remaining = Money(attribute="remaining_cents", allow_none=True)
    arrears = Money(attribute="arrears_cents")
    state = fields.String(validate=validate.OneOf(STATES))
    stop_reason = fields.String(allow_none=True)
    proposed_change = fields.String(allow_none=True, validate=validate.OneOf([*CHARGE_CHANGES, None]))
    proposed_amount = Money(attribute="proposed_cents", allow_none=True)
    proposed_basis = fields.String(allow_none=True, validate=validate.OneOf([*BASES, None]))
    proposed_rate = Money(attribute="proposed_rate_cents", allow_none=True)
    proposed_share_percent = fields.Decimal(places=2, as_string=True, allow_none=True)
    proposed_starts = fields.Date(allow_none=True)
    proposed_reason = fields.String(allow_none=True)
    proposed_by = fields.String(allow_none=True, metadata={"example": "staff:S003"})
    made_by = fields.String(metadata={"example": "staff:S003"})
    made_at = Instant()
    position = fields.Integer()


ChargePage = page_of(Charge)


class TakingAnswer(Answer):
    """A part that a pay run took, or that was paid directly. Below 0 it was given back."""

    position = fields.Integer()
    charge = fields.UUID()
    member = fields.String()
    kind = fields.String()
    text = fields.String()
    source = fields.String(validate=validate.OneOf(["milk", "direct"]))
    run = fields.UUID(allow_none=True)
    period = fields.String(allow_none=True)
    day = fields.Date()
    amount = Money(attribute="cents")
    reference = fields.String(allow_none=True)


class ChargeWithStory(Charge):
    """A charge, each part taken of it, and every fact of it."""

    takings = fields.List(fields.Nested(TakingAnswer))
    story = fields.List(fields.Nested(Chapter))


class KindSum(Answer):
    """All charges of one kind; `members` have open ones."""

    kind = fields.String(validate=validate.OneOf(CHARGE_KINDS))
    open = fields.Integer()
    ended = fields.Integer()
    members = fields.Integer()
    taken = Money(attribute="taken_cents")
    paid = Money(attribute="paid_cents")
    written_off = Money(attribute="written_off_cents")
    remaining = Money(attribute="remaining_cents")


class KindSums(Answer):
    """Each kind that there are charges of."""

    items = fields.List(fields.Nested(KindSum))
