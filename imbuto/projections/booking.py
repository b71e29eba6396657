"""How each fact that moves value is booked: what it debits, what it credits, on which day.

Milk is booked on the day it was brought, payments in and out on the day they were made, and a voucher on its
own day. Whatever changes later is booked on the day it changes, so that closed days stay closed.
"""

from __future__ import annotations

from datetime import date

from imbuto.aggregates.adjustment import Adjustment
from imbuto.aggregates.base import Fact
from imbuto.aggregates.charge import Charge
from imbuto.aggregates.chart import (
    BAD_DEBTS,
    BANK_CHARGES,
    CASH,
    CHARGES,
    CREDITORS,
    FEES,
    FLOAT,
    HELD,
    INCOME_OF,
    MEMBERS,
    MILK,
    MONEY_OF,
    ON_THE_WAY,
    OPENING,
    OTHER_INCOME,
    PREMIUMS,
    SAVINGS,
    SHARES,
    SMS,
    SMS_CREDIT,
    WORKING,
)
from imbuto.aggregates.deductions import Deduction
from imbuto.aggregates.delivery import Delivery
from imbuto.aggregates.message import Message
from imbuto.aggregates.payout import Payout
from imbuto.aggregates.remittance import Remittance
from imbuto.aggregates.statement import Statement
from imbuto.aggregates.top_up import TopUp
from imbuto.aggregates.voucher import Voucher
from imbuto.projections.posting import Pen, buy_milk, charges
from imbuto.projections.rows import Rows
from imbuto.values import business_date, centilitres


def today(fact: Fact) -> date:
    return business_date(fact.recorded_at)


# ----------------------------------------------------------------- milk


def milk_recorded(fact: Delivery.Recorded, position: int, rows: Rows) -> None:
    litres = 0 if fact.rejection_reason else centilitres(fact.litres)
    buy_milk(position, rows, fact.date, fact.value_cents, fact.member, litres, "milk recorded")


def milk_changed(
    fact: Delivery.Corrected | Delivery.Voided | Delivery.Sampled, position: int, rows: Rows
) -> None:
    text = _CHANGES[type(fact)]
    litres = centilitres(fact.change_litres)
    buy_milk(position, rows, today(fact), fact.change_cents, fact.member, litres, text)


_CHANGES: dict[type[Fact], str] = {
    Delivery.Corrected: "milk corrected",
    Delivery.Voided: "milk voided",
    Delivery.Sampled: "milk judged by a sample",
}


def dispute_raised(fact: Delivery.Disputed, position: int, rows: Rows) -> None:
    Pen(position, rows, today(fact)).transfer(
        MEMBERS,
        HELD,
        fact.held_cents,
        fact.member,
        "dispute raised",
        centilitres=centilitres(fact.held_litres),
    )


def dispute_resolved(fact: Delivery.DisputeResolved, position: int, rows: Rows) -> None:
    pen = Pen(position, rows, today(fact))
    pen.transfer(
        HELD,
        MEMBERS,
        fact.released_cents,
        fact.member,
        "dispute released",
        centilitres=centilitres(fact.released_litres),
    )
    pen.transfer(
        MILK,
        MEMBERS,
        fact.change_cents,
        fact.member,
        "dispute adjusted",
        centilitres=centilitres(fact.change_litres),
    )


def adjusted(fact: Adjustment.Approved | Adjustment.Granted, position: int, rows: Rows) -> None:
    """What a member brings along from other books is booked against the opening balances. The litres that a
    price difference is for were counted when they were weighed."""
    litres = 0 if isinstance(fact, Adjustment.Granted) else centilitres(fact.litres)
    debit, credit = {
        "retro": (PREMIUMS, MEMBERS),
        "bonus": (PREMIUMS, MEMBERS),
        "opening": (OPENING, MEMBERS),
        "savings": (SAVINGS, MEMBERS),
        "opening-savings": (OPENING, SAVINGS),
    }.get(fact.kind, (MILK, MEMBERS))
    Pen(position, rows, today(fact)).transfer(
        debit,
        credit,
        fact.cents,
        fact.member,
        f"adjustment: {fact.kind}",
        centilitres=litres,
    )


# -------------------------------------------------------------- charges


def charge_made(fact: Charge.Made, position: int, rows: Rows) -> None:
    """What is owed to a creditor, and what is open-ended, is booked when it is taken; shares too."""
    rows.table(charges).put({"id": fact.originator_id.bytes, "opening": fact.opening})
    pen = Pen(position, rows, today(fact))
    text = f"{fact.kind}: {fact.text}"
    if fact.kind == "shares":
        pen.transfer(OPENING, SHARES, fact.taken_before_cents, fact.member, text)
    elif fact.creditor is None and fact.amount_cents is not None:
        cents = fact.amount_cents - fact.taken_before_cents
        pen.transfer(CHARGES, _source_of(fact.kind, fact.opening), cents, fact.member, text)


def charge_paid(fact: Charge.Paid, position: int, rows: Rows) -> None:
    credit = SHARES if fact.kind == "shares" else CREDITORS if fact.creditor else CHARGES
    Pen(position, rows, fact.day).transfer(
        MONEY_OF[fact.how],
        credit,
        fact.cents,
        fact.member,
        f"{fact.kind} paid: {fact.reference}",
        creditor=fact.creditor,
    )


def charge_changed(fact: Charge.ChangeApproved, position: int, rows: Rows) -> None:
    """Written off, the cooperative bears it; cancelled, its making is taken back."""
    if fact.creditor is not None or fact.kind == "shares":
        return
    pen = Pen(position, rows, today(fact))
    if fact.change == "write-off":
        pen.transfer(BAD_DEBTS, CHARGES, fact.cents, fact.member, f"{fact.kind} written off")
    elif fact.change == "cancel":
        made = rows.table(charges).get(fact.originator_id.bytes)
        source = _source_of(fact.kind, made is not None and bool(made["opening"]))
        pen.transfer(source, CHARGES, fact.cents, fact.member, f"{fact.kind} cancelled")


def _source_of(kind: str, opening: bool) -> str:
    """What a charge that is owed to the cooperative itself is credited to when it is made."""
    if opening:
        return OPENING
    return CASH if kind in ("advance", "loan") else INCOME_OF.get(kind, OTHER_INCOME)


def remitted(fact: Remittance.Paid, position: int, rows: Rows) -> None:
    Pen(position, rows, fact.day).transfer(
        CREDITORS,
        MONEY_OF[fact.how],
        fact.cents,
        "",
        f"handed over to {fact.creditor}: {fact.reference}",
        creditor=fact.creditor,
    )


# ------------------------------------------------------ statements and payouts


def settled(fact: Statement.Settled, position: int, rows: Rows) -> None:
    """What the run takes and saves. What it pays is booked by the payout."""
    pen = Pen(position, rows, today(fact))
    pen.transfer(PREMIUMS, MEMBERS, fact.premium_cents, fact.member, f"volume premium {fact.period}")
    for one in fact.deductions:
        text = f"{one.kind}: {one.text}"
        pen.transfer(MEMBERS, _taken_for(one), one.taken_cents, fact.member, text, creditor=one.creditor)
    pen.transfer(MEMBERS, SAVINGS, fact.saved_cents, fact.member, f"saved {fact.period}")


def _taken_for(one: Deduction) -> str:
    """Whose it is that was taken. What has an amount was booked as owed when it was made; what has none
    (standing and open-ended charges) is earned when it is taken."""
    if one.creditor is not None:
        return CREDITORS
    if one.kind == "shares":
        return SHARES
    return INCOME_OF.get(one.kind, OTHER_INCOME) if one.remaining_cents is None else CHARGES


def payout_requested(fact: Payout.Requested, position: int, rows: Rows) -> None:
    Pen(position, rows, today(fact)).transfer(
        MEMBERS, ON_THE_WAY, fact.amount_cents, fact.member, f"payout {fact.period}"
    )


def payout_paid(fact: Payout.Paid, position: int, rows: Rows) -> None:
    pen = Pen(position, rows, today(fact))
    pen.transfer(ON_THE_WAY, FLOAT, fact.amount_cents, fact.member, f"paid {fact.receipt}")
    pen.transfer(FEES, FLOAT, fact.fee_cents, fact.member, f"fee {fact.receipt}")


def payout_outcome_approved(fact: Payout.OutcomeApproved, position: int, rows: Rows) -> None:
    """Paid by the way that two officials name. What is not paid, or stands, moves nothing."""
    if fact.outcome != "paid":
        return
    pen, money = Pen(position, rows, today(fact)), MONEY_OF[fact.pay_channel]
    fees = FEES if fact.pay_channel == "mpesa" else BANK_CHARGES
    pen.transfer(ON_THE_WAY, money, fact.amount_cents, fact.member, f"paid {fact.receipt}")
    pen.transfer(fees, money, fact.fee_cents, fact.member, f"fee {fact.receipt}")


def topped_up(fact: TopUp.Done | TopUp.OutcomeApproved, position: int, rows: Rows) -> None:
    """From the account where money lands at M-Pesa into the one that pays out."""
    cents = fact.cents if isinstance(fact, TopUp.Done) or fact.outcome == "done" else 0
    Pen(position, rows, today(fact)).transfer(FLOAT, WORKING, cents, "", "float topped up")


def message_sent(fact: Message.Sent, position: int, rows: Rows) -> None:
    Pen(position, rows, today(fact)).transfer(SMS, SMS_CREDIT, fact.cost_cents, "", "SMS sent")


# ------------------------------------------------------------- vouchers


def voucher_approved(fact: Voucher.Approved, position: int, rows: Rows) -> None:
    text = f"{fact.text} ({fact.reference})" if fact.reference else fact.text
    Pen(position, rows, fact.day).write_lines(fact.lines, text)
