"""How facts become things to tell: to whom, and whether at once or together with others."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TypeAlias

from imbuto.aggregates.base import Fact
from imbuto.aggregates.cooperative import Cooperative
from imbuto.aggregates.delivery import Delivery
from imbuto.aggregates.member import Member
from imbuto.aggregates.message_kinds import is_about_payment
from imbuto.aggregates.messaging import ALARM_PERCENTS, MessageRules, month_of, receipt_way
from imbuto.aggregates.payee_story import hearers_of
from imbuto.aggregates.payout import Payout
from imbuto.aggregates.quiet_hours import QuietChoice
from imbuto.aggregates.statement import Statement
from imbuto.projections.columns import stored_instant
from imbuto.projections.message_tables import alarms, due, people, reminders, rules, telling
from imbuto.projections.rows import Row, Rows
from imbuto.values import Personal

AT_FIRST: Row = {
    "name": "now",
    "receipts": "each",
    "digest_at": "19:00",
    "reminder_hours": 0,
    "money_spent_in": "",
}

# ------------------------------------------------------------------ what decides about it


def messaging_set(fact: Cooperative.Founded | Cooperative.MessagingSet, position: int, rows: Rows) -> None:
    for name in ("sms_receipts", "sms_statements"):
        rows.table(telling).put({"name": name, "is_on": getattr(fact, name)})


def rules_set(fact: Cooperative.MessageRulesSet, position: int, rows: Rows) -> None:
    """Other rules give the month's money a new start."""
    chosen = {name: getattr(fact, name) for name in ("receipts", "digest_at", "reminder_hours")}
    rows.table(rules).put({**AT_FIRST, **chosen})


def money_spent(fact: Cooperative.MessageMoneySpent, position: int, rows: Rows) -> None:
    told = {name: getattr(fact, name) for name in ("month", "percent", "spent_cents", "cap_cents")}
    rows.table(alarms).put({**told, "at": stored_instant(fact.recorded_at)})
    if fact.percent >= ALARM_PERCENTS[-1]:
        rows.table(rules).put({**_rules(rows), "money_spent_in": fact.month})


def member_registered(fact: Member.Registered, position: int, rows: Rows) -> None:
    has_phone = _is_phone(fact.phone)
    rows.table(people).put(
        {"member": fact.number, "has_phone": has_phone, "receipts": None, "restricted": False}
        | asdict(QuietChoice())
    )


def messages_chosen(fact: Member.MessagesChosen, position: int, rows: Rows) -> None:
    """Receipts that the member turns off are not told any more, also those of milk that was recorded before.
    An official silences none of what is recorded: whoever could, would hide milk."""
    person = rows.table(people).get(fact.number)
    if person is not None:
        rows.table(people).put({**person, "receipts": fact.receipts} | asdict(fact.nights))
    if fact.silences_waiting:
        forget_waiting(fact.number, rows, kinds=("receipt",))
    if fact.is_news:
        _tell("messages-chosen", fact, fact.number, position, rows)


def forget_waiting(member: str, rows: Rows, kinds: tuple[str, ...] | None = None) -> None:
    """What was to be told to a member is told no more: of these kinds, or all but what is about payments. The
    fact that this follows from says why."""
    for row in rows.table(due).where(member=member):
        if row["kind"] in kinds if kinds is not None else not is_about_payment(row["kind"]):
            rows.table(due).delete(row["about"], row["about_version"], row["kind"])
    for row in rows.table(reminders).where(member=member):
        rows.table(reminders).delete(row["delivery"])


def phone_changed(fact: Member.PhoneChangeApproved, position: int, rows: Rows) -> None:
    person = rows.table(people).get(fact.number)
    if person is not None:
        rows.table(people).put({**person, "has_phone": _is_phone(fact.phone)})
    payment_changed(fact, position, rows)


def _is_phone(phone: Personal | None) -> bool:
    return phone is not None and phone.text is not None


def _rules(rows: Rows) -> Row:
    return rows.table(rules).get("now") or AT_FIRST


# ------------------------------------------------------------------ what is told of money

PaymentChange: TypeAlias = (
    Member.PhoneChangeProposed
    | Member.PhoneChangeApproved
    | Member.PayoutPhoneChangeProposed
    | Member.PayoutPhoneChangeApproved
    | Member.ChannelProposed
    | Member.ChannelApproved
)


def payment_changed(fact: PaymentChange, position: int, rows: Rows) -> None:
    """Where money goes is told whatever else the cooperative sends: it is how a theft is noticed."""
    for kind in hearers_of(fact):
        _put_due(kind, fact, fact.number, position, rows)


def pay_chosen(fact: Member.PayChosen, position: int, rows: Rows) -> None:
    if fact.is_news:
        _tell("pay-terms", fact, fact.number, position, rows)


def payout_paid(fact: Payout.Paid, position: int, rows: Rows) -> None:
    _tell("payment", fact, fact.member, position, rows)


def outcome_approved(fact: Payout.OutcomeApproved, position: int, rows: Rows) -> None:
    if fact.outcome == "paid":
        _tell("payment", fact, fact.member, position, rows)


def statement_settled(fact: Statement.Settled, position: int, rows: Rows) -> None:
    if fact.moves_money:
        _tell("statement", fact, fact.member, position, rows, setting="sms_statements")


# ------------------------------------------------------------------ what is told of milk


def delivery_recorded(fact: Delivery.Recorded, position: int, rows: Rows) -> None:
    """By the way that is in force now; nothing where the member wants no receipts."""
    if not _may_tell("receipt", fact.member, rows):
        return
    now, person = _rules(rows), rows.table(people).get(fact.member)
    spent = bool(now["money_spent_in"]) and now["money_spent_in"] == month_of(fact.recorded_at)
    in_force = MessageRules(receipts=now["receipts"], digest_at=now["digest_at"])
    way = receipt_way(in_force, person["receipts"] if person else None, money_is_spent=spent)
    if way != "off":
        goes_at = in_force.receipt_goes_at(way, fact.recorded_at, fact.confirm_by)
        together, at = way != "each", stored_instant(goes_at)
        _put_due("receipt", fact, fact.member, position, rows, together=together, goes_at=at)
        _remind(fact, rows)


def delivery_corrected(fact: Delivery.Corrected, position: int, rows: Rows) -> None:
    _tell("correction", fact, fact.member, position, rows)
    _remind(fact, rows)


def delivery_voided(fact: Delivery.Voided, position: int, rows: Rows) -> None:
    """Milk that never was is not told among others any more; that it is gone is told."""
    receipt = rows.table(due).get(fact.originator_id.bytes, 1, "receipt")
    if receipt is not None and receipt["together"]:
        rows.table(due).delete(fact.originator_id.bytes, 1, "receipt")
    _forget_reminder(fact, rows)
    _tell("void", fact, fact.member, position, rows)


def delivery_sampled(fact: Delivery.Sampled, position: int, rows: Rows) -> None:
    if fact.is_news:
        _tell("sample", fact, fact.member, position, rows)
        _remind(fact, rows)


def answered(
    fact: Delivery.Confirmed | Delivery.Disputed | Delivery.ConfirmationLapsed, position: int, rows: Rows
) -> None:
    """There is nothing to remind of."""
    _forget_reminder(fact, rows)


def dispute_resolved(fact: Delivery.DisputeResolved, position: int, rows: Rows) -> None:
    _tell("dispute-outcome", fact, fact.member, position, rows)


def _forget_reminder(fact: Fact, rows: Rows) -> None:
    if rows.table(rules).get("now") is not None:  # before any rules are set nobody is reminded
        rows.table(reminders).delete(fact.originator_id.bytes)


def _remind(fact: Delivery.Recorded | Delivery.Corrected | Delivery.Sampled, rows: Rows) -> None:
    """Some hours before the window closes, where the cooperative reminds."""
    hours, person = _rules(rows)["reminder_hours"], rows.table(people).get(fact.member)
    if not hours or fact.confirm_by is None or (person and person["receipts"] == "off"):
        return
    if _may_tell("reminder", fact.member, rows):
        rows.table(reminders).put(
            {
                "delivery": fact.originator_id.bytes,
                "member": fact.member,
                "confirm_by": stored_instant(fact.confirm_by),
                "remind_at": stored_instant(fact.confirm_by - timedelta(hours=hours)),
            }
        )


# ------------------------------------------------------------------ to whom


def _may_tell(kind: str, member: str, rows: Rows, setting: str = "sms_receipts") -> bool:
    """Whether the cooperative sends such messages, and the member can be told, as of this fact."""
    chosen, person = rows.table(telling).get(setting), rows.table(people).get(member)
    if chosen is None or not chosen["is_on"] or person is None or not person["has_phone"]:
        return False
    return not person["restricted"] or is_about_payment(kind)


def _tell(
    kind: str, fact: Fact, member: str, position: int, rows: Rows, setting: str = "sms_receipts"
) -> None:
    if _may_tell(kind, member, rows, setting):
        _put_due(kind, fact, member, position, rows)


def _put_due(
    kind: str,
    fact: Fact,
    member: str,
    position: int,
    rows: Rows,
    *,
    together: bool = False,
    goes_at: int | None = None,
) -> None:
    rows.table(due).put(
        {
            "about": fact.originator_id.bytes,
            "about_version": fact.originator_version,
            "kind": kind,
            "member": member,
            "position": position,
            "together": together,
            "goes_at": stored_instant(fact.recorded_at) if goes_at is None else goes_at,
        }
    )
