"""The register of members, and a member's account."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from imbuto.api.fields import Day, Instant, Litres, MemberNumber, Money, PersonName, Phone, Text
from imbuto.api.paging import PageArgs, page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer
from imbuto.api.schemas.cooperative import Code
from imbuto.api.schemas.payees import CHANNEL, account_bank, account_number
from imbuto.ledger import MAX_SAVED_PERCENT, Registration
from imbuto.projections.members import ATTENTION
from imbuto.values import PAY_RHYTHMS

LANGUAGES = ("sw", "en")
ACCOUNTS = ("milk", "savings")


class NewMember(Schema):
    """What the register says of a new member. Personal words are sealed with the member's own key."""

    number = MemberNumber(required=True)
    name = PersonName(required=True, metadata={"example": "Achieng Odhiambo"})
    centre = Code(required=True)
    phone = Phone()
    payout_phone = Phone(metadata={"description": "Where money goes, if not to the phone."})
    national_id = fields.String(
        validate=validate.Regexp(r"^[A-Za-z0-9]{4,20}\Z"), metadata={"example": "12345678"}
    )
    next_of_kin_name = PersonName(metadata={"example": "Otieno Odhiambo"})
    next_of_kin_phone = Phone()
    language = fields.String(load_default="sw", validate=validate.OneOf(LANGUAGES))
    joined = Day()
    pay_channel = fields.String(load_default="mpesa", **CHANNEL)
    account_bank = account_bank()
    account_number = account_number()
    account_name = PersonName(metadata={"description": "The name in which the bank has the account."})

    @post_load
    def registration(self, given: dict[str, Any], **_: Any) -> Registration:
        return Registration(**given)


class Language(Schema):
    """The language of messages."""

    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))


class PayTerms(Schema):
    """When a member is paid, and what part of it is saved."""

    rhythm = fields.String(
        required=True,
        validate=validate.OneOf(PAY_RHYTHMS),
        metadata={"description": "At each run, or at the run in which such a span ends."},
    )
    saved_percent = fields.Integer(
        required=True, strict=True, validate=validate.Range(0, MAX_SAVED_PERCENT), metadata={"example": 10}
    )


class NewPhone(Schema):
    """Another number for messages and money."""

    phone = Phone(required=True)


class SeenPhone(Schema):
    """The proposed number as it was seen: another that was put in its place meanwhile is not approved."""

    phone = Phone(required=True)


class MemberArgs(PageArgs):
    """The directory: by centre, and what needs attention."""

    centre = Code()
    attention = fields.String(
        validate=validate.OneOf(ATTENTION),
        metadata={
            "description": "`proposed`: where a change of number or payment waits for approval; "
            "`name-differs`: of whose number M-Pesa told quite another name."
        },
    )


class MemberSearch(MemberArgs):
    """Whom one looks for."""

    query = Text(60, required=True, metadata={"description": "The beginning of a number, a name or a phone."})


class MemberAnswer(Answer):
    """A member as the directory has it; personal words are null where unknown or erased."""

    number = fields.String(metadata={"example": "0042"})
    name = fields.String(allow_none=True)
    centre = fields.String(metadata={"example": "KIM"})
    language = fields.String(validate=validate.OneOf(LANGUAGES))
    phone = fields.String(allow_none=True, metadata={"example": "254712345678"})
    payout_phone = fields.String(allow_none=True)
    proposed_phone = fields.String(allow_none=True)
    phone_proposed_by = fields.String(allow_none=True)
    suspended = fields.Boolean()
    suspended_reason = fields.String(allow_none=True)
    joined = fields.Date(allow_none=True)
    pay_rhythm = fields.String(validate=validate.OneOf(PAY_RHYTHMS))
    saved_percent = fields.Integer()
    pay_channel = fields.String(**CHANNEL)
    left_on = Day(allow_none=True)
    restricted = fields.Boolean(
        metadata={"description": "Personal words are then null for who may not read restricted data."}
    )
    erased = fields.Boolean()
    erasure_proposed_by = fields.String(allow_none=True)
    lift_proposed_by = fields.String(
        allow_none=True, metadata={"description": "Who wants the restriction to end."}
    )
    phone_of_official = fields.Boolean(
        metadata={
            "description": "An official in service has this member's phone: look whether both are real."
        }
    )
    registered_at = Instant()


class MemberEntry(MemberAnswer):
    """A member's own entry. Without `members.read_private` the national id shows its last three figures, and
    the next of kin nothing."""

    national_id = fields.String(allow_none=True, metadata={"example": "•••678"})
    next_of_kin_name = fields.String(allow_none=True)
    next_of_kin_phone = fields.String(allow_none=True)


MemberPage = page_of(MemberAnswer)


class NextNumber(Answer):
    """A number for the next member. It is nobody's until it is registered."""

    number = fields.String(
        allow_none=True,
        metadata={"description": "Null where no number is figures alone.", "example": "0043"},
    )


class MilkOfMonth(Answer):
    """A member's accepted milk of one month."""

    month = fields.String(metadata={"example": "2026-11"})
    litres = Litres(attribute="centilitres", hundredths=True)


class MilkByMonth(Answer):
    """A member's months with milk, the oldest first: this one and the 23 before it."""

    items = fields.List(fields.Nested(MilkOfMonth))


class BalanceAnswer(Answer):
    """What a member has coming, up to a position of the ledger."""

    member = fields.String(metadata={"example": "0042"})
    owed = Money(
        attribute="owed_cents", metadata={"description": "What coming runs pay, less what is deducted then."}
    )
    saved = Money(attribute="saved_cents", metadata={"description": "Saved, until it is released."})
    held = Money(attribute="held_cents", metadata={"description": "Disputed, and waiting for a decision."})
    on_way = Money(attribute="on_way_cents", metadata={"description": "Requested, and not paid yet."})
    paid = Money(attribute="paid_cents")
    litres = Litres(attribute="centilitres", hundredths=True)
    held_litres = Litres(attribute="held_centilitres", hundredths=True)
    position = fields.Integer()


class AccountLine(Answer):
    """One line of a statement of account, with the balance after it."""

    position = fields.Integer()
    number = fields.Integer(metadata={"description": "Which line of its fact this is, from 0."})
    account = fields.String(validate=validate.OneOf(ACCOUNTS))
    date = fields.Date(attribute="day")
    kind = fields.String(metadata={"example": "delivery.recorded"})
    part = fields.String(
        metadata={"description": "Which of several lines: premium, saved, or the deduction's kind."}
    )
    about = fields.UUID(metadata={"description": "The delivery, adjustment, charge or payout."})
    text = fields.String()
    litres = Litres(attribute="centilitres", hundredths=True)
    amount = Money(attribute="cents")
    balance = Money(attribute="balance_cents")
    who = fields.String(metadata={"example": "staff:S001"})
    recorded_at = Instant()


AccountPage = page_of(AccountLine)


class AccountArgs(PageArgs):
    """The statement of account, the oldest line first unless said otherwise."""

    account = fields.String(
        validate=validate.OneOf(ACCOUNTS), metadata={"description": "One of them, each with its own balance."}
    )
    newest_first = fields.Boolean(load_default=False, truthy={"true"}, falsy={"false"})
