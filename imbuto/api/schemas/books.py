"""The books: postings, balances, ledgers, vouchers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from imbuto.api.fields import Day, Instant, Litres, MemberNumber, Money, OpenText, Text
from imbuto.api.paging import PageArgs, page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer, Chapter
from imbuto.api.schemas.cooperative import Code
from imbuto.api.schemas.payouts import LARGEST_POSITION
from imbuto.ledger import VoucherLine

FORMATS = ("csv", "xlsx", "hledger", "beancount")
STATES = ("proposed", "approved", "refused")
MOST_LINES = 100


def position(**options: Any) -> fields.Integer:
    return fields.Integer(validate=validate.Range(0, LARGEST_POSITION), **options)


class RangeArgs(Schema):
    """Days from and until, both included, as known at a position of the ledger; each may be left out."""

    from_day = Day(data_key="from")
    until_day = Day(data_key="until")
    until_position = position()

    @validates_schema
    def in_order(self, given: dict[str, Any], **_: Any) -> None:
        if "until_day" in given and "until_position" in given:
            raise ValidationError("Choose a position or a day.", "until")
        if "from_day" in given and "until_day" in given and given["from_day"] > given["until_day"]:
            raise ValidationError("From comes before until.", "from")


class PostingArgs(PageArgs):
    """Postings by account, member, creditor, days and positions."""

    account = fields.String(validate=validate.Length(1, 40))
    member = MemberNumber()
    creditor = Code("UNITY")
    day_from = Day(data_key="from")
    day_to = Day(data_key="to")
    position_from = position()
    position_to = position()

    @validates_schema
    def in_order(self, given: dict[str, Any], **_: Any) -> None:
        if "day_from" in given and "day_to" in given and given["day_from"] > given["day_to"]:
            raise ValidationError("From comes before to.", "from")


class Posting(Answer):
    """One side of an entry: a debit or a credit. A change of litres alone has neither."""

    position = fields.Integer(metadata={"description": "The fact behind it: its position in the ledger."})
    date = fields.Date(attribute="day")
    account = fields.String(metadata={"example": "2100"})
    member = fields.String(allow_none=True)
    creditor = fields.String(allow_none=True)
    debit = Money(attribute="debit_cents")
    credit = Money(attribute="credit_cents")
    litres = Litres(attribute="centilitres", hundredths=True)
    text = fields.String()


PostingPage = page_of(Posting)


class Account(Answer):
    """An account of the chart. `path` is its name in hledger and Beancount; no voucher moves a control
    account, which is the sum of what members hold. `by`: a line of a voucher says of which creditor."""

    code = fields.String(metadata={"example": "1040"})
    name = fields.String(metadata={"example": "Bank"})
    path = fields.String(metadata={"example": "Assets:Bank"})
    is_control = fields.Boolean()
    by = fields.String(allow_none=True, validate=validate.OneOf(("member", "creditor")))


class Chart(Answer):
    """The chart of accounts."""

    items = fields.List(fields.Nested(Account))


class AccountTotal(Answer):
    """Debits and credits of an account in the range asked for, and its balances before and after: debits less
    credits."""

    account = fields.String()
    name = fields.String()
    opening = Money(attribute="opening_cents")
    debit = Money(attribute="debit_cents")
    credit = Money(attribute="credit_cents")
    balance = Money(attribute="balance_cents")


class TrialBalance(Answer):
    """Every account of the chart. The totals are equal at every position."""

    accounts = fields.List(fields.Nested(AccountTotal))
    debit = Money(attribute="debit_cents")
    credit = Money(attribute="credit_cents")


class CreditorTotal(Answer):
    """What was taken for a creditor (credit) and handed over (debit) in the range asked for, and what was
    owed before and after it."""

    creditor = fields.String(metadata={"example": "UNITY"})
    opening = Money(attribute="opening_cents")
    debit = Money(attribute="debit_cents")
    credit = Money(attribute="credit_cents")
    owed = Money(attribute="owed_cents")


class CreditorTotals(Answer):
    """Every creditor that has something on account 2300. `owed` is what the balance sheet owes them all."""

    creditors = fields.List(fields.Nested(CreditorTotal))
    opening = Money(attribute="opening_cents")
    debit = Money(attribute="debit_cents")
    credit = Money(attribute="credit_cents")
    owed = Money(attribute="owed_cents")


class LedgerArgs(PageArgs, RangeArgs):
    """A page of a ledger."""


class AccountLedgerArgs(LedgerArgs):
    """A page of an account, or of one creditor on it."""

    creditor = Code("UNITY")


class LedgerLine(Answer):
    """A posting, and the balance of its account after it: debits less credits."""

    position = fields.Integer(attribute="posting.position")
    date = fields.Date(attribute="posting.day")
    account = fields.String(attribute="posting.account")
    member = fields.String(attribute="posting.member", allow_none=True)
    creditor = fields.String(attribute="posting.creditor", allow_none=True)
    debit = Money(attribute="posting.debit_cents")
    credit = Money(attribute="posting.credit_cents")
    litres = Litres(attribute="posting.centilitres", hundredths=True)
    text = fields.String(attribute="posting.text")
    balance = Money(attribute="balance_cents")


class AccountLedger(Answer):
    """A page of one account by day; `opening` is the balance before the page's first line."""

    account = fields.String()
    name = fields.String()
    creditor = fields.String(allow_none=True)
    opening = Money(attribute="opening_cents")
    items = fields.List(fields.Nested(LedgerLine))
    next = fields.String(allow_none=True)


class MemberTotal(AccountTotal):
    """One account of a member over the days asked for, with the litres delivered."""

    litres = Litres(attribute="centilitres", hundredths=True)


class MemberLedger(Answer):
    """A page of a member's personal ledger (Co-operative Societies Rules 2004): produce delivered and the
    payment for it. Balances are debits less credits: what the member is owed is negative."""

    member = fields.String(metadata={"example": "0042"})
    accounts = fields.List(fields.Nested(MemberTotal))
    items = fields.List(fields.Nested(LedgerLine))
    next = fields.String(allow_none=True)


class ExportArgs(RangeArgs):
    """Which books, as what."""

    format = fields.String(required=True, validate=validate.OneOf(FORMATS))


class VoucherArgs(PageArgs):
    """Vouchers by state."""

    state = fields.String(validate=validate.OneOf(STATES))


class VoucherLineIn(Schema):
    """One side on one account: a debit or a credit. `creditor` goes with the creditors' account alone."""

    account = fields.String(required=True, validate=validate.Length(1, 40), metadata={"example": "1010"})
    debit = Money(load_default=0)
    credit = Money(load_default=0)
    creditor = Code("UNITY", load_default=None, allow_none=True)

    @post_load
    def line(self, given: dict[str, Any], **_: Any) -> VoucherLine:
        return VoucherLine(given["account"], given["debit"], given["credit"], given["creditor"])


class VoucherIn(Schema):
    """A voucher to propose: its lines balance to the cent. The client makes the id."""

    id = fields.UUID(required=True)
    day = Day(required=True)
    text = OpenText(120, required=True, metadata={"example": "Float topped up from the bank"})
    reference = Text(40, load_default=None, allow_none=True, metadata={"example": "FT26315XKZ"})
    lines = fields.List(fields.Nested(VoucherLineIn), required=True, validate=validate.Length(2, MOST_LINES))

    @post_load
    def voucher(self, given: dict[str, Any], **_: Any) -> tuple[UUID, dict[str, Any]]:
        return given.pop("id"), given


class VoucherLineAnswer(Answer):
    """One side on one account."""

    account = fields.String()
    debit = Money(attribute="debit_cents")
    credit = Money(attribute="credit_cents")
    creditor = fields.String(allow_none=True)


class VoucherAnswer(Answer):
    """A voucher as it stands. `amount` is the sum of one side."""

    id = fields.UUID()
    day = fields.Date()
    text = fields.String()
    reference = fields.String(allow_none=True)
    lines = fields.List(fields.Nested(VoucherLineAnswer))
    amount = Money(attribute="cents")
    state = fields.String(validate=validate.OneOf(STATES))
    reason = fields.String(allow_none=True, metadata={"description": "Why it was refused."})
    proposed_by = fields.String(metadata={"example": "staff:S003"})
    proposed_at = Instant()
    decided_by = fields.String(allow_none=True)
    decided_at = Instant(allow_none=True)
    position = fields.Integer()


VoucherPage = page_of(VoucherAnswer)


class VoucherWithStory(VoucherAnswer):
    """A voucher and every fact of it."""

    story = fields.List(fields.Nested(Chapter))
