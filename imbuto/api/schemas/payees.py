"""Where a member's money goes: the number or account, what is proposed, and what M-Pesa told."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from imbuto.api.fields import Instant, PersonName, Phone
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer, Reason
from imbuto.api.tongues import Sentence
from imbuto.ledger import MATCHES, PAY_CHANNELS

CHANNEL: dict[str, Any] = {
    "validate": validate.OneOf(PAY_CHANNELS),
    "metadata": {"description": "By which way the member is paid: M-Pesa, a bank account, or cash."},
}


def account_bank() -> fields.String:
    """The field of a bank's code."""
    return fields.String(
        validate=validate.Regexp(r"^[A-Za-z0-9]{1,20}\Z"),
        metadata={"description": "The bank's code. Only for the channel bank.", "example": "EXB01"},
    )


def account_number() -> fields.String:
    """The field of an account's number."""
    return fields.String(
        validate=validate.Regexp(r"^[A-Za-z0-9]{4,20}\Z"),
        metadata={"description": "Without spaces. Only for the channel bank.", "example": "0110001234"},
    )


class PayoutPhone(Schema):
    """A number for money alone; null: money goes to the phone. To approve, as it was seen."""

    payout_phone = Phone(required=True, allow_none=True)


class Channel(Schema):
    """A way of payment. A bank needs its code, the account's number and the name it stands in."""

    pay_channel = fields.String(required=True, **CHANNEL)
    account_bank = account_bank()
    account_number = account_number()
    account_name = PersonName(metadata={"description": "The name in which the bank has the account."})


class SeenChannel(Schema):
    """The proposed way of payment as it was seen; of a bank also its code and the account's number."""

    pay_channel = fields.String(required=True, **CHANNEL)
    account_bank = account_bank()
    account_number = account_number()


class AcceptedPayee(Reason):
    """A number of which M-Pesa told another name, and why it is right all the same."""

    phone = Phone(required=True)


class SeenPayee(Schema):
    """The number as it was seen."""

    phone = Phone(required=True)


class HoldAnswer(Answer):
    """Why nothing is paid to this member at this moment."""

    cause = fields.String(metadata={"example": "number_changed"})
    words = Sentence(
        metadata={"example": "the number for payment was changed on 2026-11-16 and waits until 2026-11-23"}
    )
    until = Instant(allow_none=True, metadata={"description": "When it ends by itself; null: people decide."})


class PayeeAnswer(Answer):
    """Where a member's money goes; personal words are null where unknown or erased."""

    number = fields.String(metadata={"example": "0042"})
    pay_channel = fields.String(**CHANNEL)
    phone = fields.String(allow_none=True, metadata={"example": "254712345678"})
    payout_phone = fields.String(allow_none=True)
    payee = fields.String(allow_none=True, metadata={"description": "The number that M-Pesa pays."})
    account_bank = fields.String(allow_none=True)
    account_number = fields.String(
        allow_none=True,
        metadata={
            "description": "The last three figures without `members.read_private`.",
            "example": "•••234",
        },
    )
    account_name = fields.String(allow_none=True)
    changed_at = Instant(
        allow_none=True, metadata={"description": "When the number or account that is paid was replaced."}
    )
    payee_name = fields.String(
        allow_none=True, metadata={"description": "The name that M-Pesa told after the first payment."}
    )
    payee_match = fields.String(
        allow_none=True,
        validate=validate.OneOf(MATCHES),
        metadata={"description": "How that name fits the register's. After `none` payouts are held."},
    )
    payee_accepted = fields.Boolean(metadata={"description": "Two officials accepted that name."})
    acceptance_reason = fields.String(allow_none=True)
    acceptance_proposed_by = fields.String(allow_none=True)
    proposed_phone = fields.String(allow_none=True)
    phone_proposed_by = fields.String(allow_none=True)
    proposed_payout_phone = fields.String(
        allow_none=True, metadata={"description": "Null beside a proposer: money shall go to the phone."}
    )
    payout_phone_proposed_by = fields.String(allow_none=True)
    proposed_channel = fields.String(allow_none=True)
    proposed_account_bank = fields.String(allow_none=True)
    proposed_account_number = fields.String(allow_none=True)
    proposed_account_name = fields.String(allow_none=True)
    channel_proposed_by = fields.String(allow_none=True)
    hold = fields.Nested(HoldAnswer, allow_none=True)
