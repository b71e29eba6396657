"""The messages' tables, and how facts become things to tell and things told."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeAlias

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    Table,
)

from imbuto.aggregates.base import Fact
from imbuto.aggregates.cooperative import Cooperative
from imbuto.aggregates.delivery import Delivery
from imbuto.aggregates.member import Member
from imbuto.aggregates.message import Message
from imbuto.aggregates.payee_story import hearers_of
from imbuto.aggregates.payout import Payout
from imbuto.aggregates.statement import Statement
from imbuto.projections.columns import Id, Instant, stored_instant, word
from imbuto.projections.rows import Row, Rows
from imbuto.values import Personal

METADATA = MetaData()
WAITS = (
    timedelta(minutes=2),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=6),
)
"""How long a message waits for its next send, by the sends that failed. The first is longer than a send
takes; the last is for all that follow: a gateway that is down for a night loses nothing."""

telling = Table(
    "message_settings",
    METADATA,
    Column("name", word(), primary_key=True),
    Column("is_on", Boolean, nullable=False),
)
"""Which SMS the cooperative sends at this point of the history: `sms_receipts` of milk and payments,
`sms_statements`."""

reachable = Table(
    "message_members",
    METADATA,
    Column("member", word(), primary_key=True),
)
"""The members who have a phone at this point of the history."""

due = Table(
    "messages_due",
    METADATA,
    Column("about", Id, primary_key=True),
    Column("about_version", Integer, primary_key=True),
    Column("kind", word(), primary_key=True),
    Column("member", word(), nullable=False),
    Column("position", BigInteger, nullable=False),
    Index("ix_messages_due_position", "position"),
    Index("ix_messages_due_member", "member"),
)
"""Facts of which the member is to be told and no message was requested yet."""

messages = Table(
    "messages",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("kind", word(), nullable=False),
    Column("about", Id, nullable=False),
    Column("about_version", Integer, nullable=False),
    Column("member", word(), nullable=False),
    Column("to", word()),
    Column("text", word()),
    Column("state", word(), nullable=False),
    Column("reason", word()),
    Column("failed_sends", Integer, nullable=False),
    Column("sending", Boolean, nullable=False),
    Column("provider_id", word()),
    Column("parts", Integer, nullable=False),
    Column("cost_cents", BigInteger, nullable=False),
    Column("requested_at", Instant, nullable=False),
    Column("tried_at", Instant, nullable=False),
    Column("sent_at", Instant),
    Column("delivered_at", Instant),
    Column("staff", word()),
    Column("provider", word(), nullable=False),
    Column("sms_at", Instant),
    Column("shown_at", Instant),
    Column("position", BigInteger, nullable=False),
    Index("ix_messages_position", "position"),
    Index("ix_messages_member", "member", "position"),
    Index("ix_messages_provider", "provider_id"),
    Index("ix_messages_sent", "sent_at"),
    Index("ix_messages_waiting", "tried_at", info={"where": "state = 'requested'"}),
    Index("ix_messages_pushed", "sms_at", info={"where": "state = 'pushed'"}),
)


# ----------------------------------------------------------------- fold


def messaging_set(fact: Cooperative.Founded | Cooperative.MessagingSet, position: int, rows: Rows) -> None:
    for name in ("sms_receipts", "sms_statements"):
        rows.table(telling).put({"name": name, "is_on": getattr(fact, name)})


def member_registered(fact: Member.Registered, position: int, rows: Rows) -> None:
    _set_reachable(fact.number, fact.phone, rows)


def phone_changed(fact: Member.PhoneChangeApproved, position: int, rows: Rows) -> None:
    _set_reachable(fact.number, fact.phone, rows)
    payment_changed(fact, position, rows)


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


def _set_reachable(member: str, phone: Personal | None, rows: Rows) -> None:
    if phone is not None and phone.text is not None:
        rows.table(reachable).put({"member": member})
    else:
        rows.table(reachable).delete(member)


def delivery_recorded(fact: Delivery.Recorded, position: int, rows: Rows) -> None:
    _tell("receipt", fact, fact.member, position, rows)


def delivery_corrected(fact: Delivery.Corrected, position: int, rows: Rows) -> None:
    _tell("correction", fact, fact.member, position, rows)


def delivery_voided(fact: Delivery.Voided, position: int, rows: Rows) -> None:
    _tell("void", fact, fact.member, position, rows)


def delivery_sampled(fact: Delivery.Sampled, position: int, rows: Rows) -> None:
    if fact.is_news:
        _tell("sample", fact, fact.member, position, rows)


def dispute_resolved(fact: Delivery.DisputeResolved, position: int, rows: Rows) -> None:
    _tell("dispute-outcome", fact, fact.member, position, rows)


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


def _tell(
    kind: str, fact: Fact, member: str, position: int, rows: Rows, setting: str = "sms_receipts"
) -> None:
    chosen = rows.table(telling).get(setting)
    if chosen is None or not chosen["is_on"] or rows.table(reachable).get(member) is None:
        return
    _put_due(kind, fact, member, position, rows)


def _put_due(kind: str, fact: Fact, member: str, position: int, rows: Rows) -> None:
    rows.table(due).put(
        {
            "about": fact.originator_id.bytes,
            "about_version": fact.originator_version,
            "kind": kind,
            "member": member,
            "position": position,
        }
    )


def requested(fact: Message.Requested, position: int, rows: Rows) -> None:
    rows.table(due).delete(fact.about.bytes, fact.about_version, fact.kind)
    words = {"to": fact.to.text, "text": fact.text.text}
    rows.table(messages).put(_message(fact, position, **words, state="requested", reason=None))


def _message(fact: Message.Requested | Message.Unreachable, position: int, **words: str | None) -> Row:
    asked_at = stored_instant(fact.recorded_at)
    return {
        "id": fact.originator_id.bytes,
        "kind": fact.kind,
        "about": fact.about.bytes,
        "about_version": fact.about_version,
        "member": fact.member,
        **words,
        "failed_sends": 0,
        "sending": isinstance(fact, Message.Requested) and fact.begun,
        "provider_id": None,
        "parts": 0,
        "cost_cents": 0,
        "requested_at": asked_at,
        "tried_at": asked_at,
        "sent_at": None,
        "delivered_at": None,
        "staff": fact.staff,
        "provider": "",
        "sms_at": None,
        "shown_at": None,
        "position": position,
    }


def unreachable(fact: Message.Unreachable, position: int, rows: Rows) -> None:
    rows.table(due).delete(fact.about.bytes, fact.about_version, fact.kind)
    rows.table(messages).put(_message(fact, position, to=None, text=None, state="refused", reason="no-phone"))


def pushed(fact: Message.Pushed, position: int, rows: Rows) -> None:
    _known(fact, rows).update(state="pushed", sms_at=stored_instant(fact.sms_at))


def not_pushed(fact: Message.NotPushed, position: int, rows: Rows) -> None:
    _known(fact, rows).update(state="requested", reason=fact.reason)


def shown(fact: Message.Shown, position: int, rows: Rows) -> None:
    """Unless an SMS is on its way or has gone, that is how the person was told."""
    row = _known(fact, rows)
    row["shown_at"] = stored_instant(fact.recorded_at)
    if row["state"] not in ("sent", "delivered") and not row["sending"]:
        row["state"] = "shown"


def retried(fact: Message.Retried, position: int, rows: Rows) -> None:
    _known(fact, rows).update(state="requested", sending=True, tried_at=stored_instant(fact.recorded_at))


def not_sent(fact: Message.NotSent, position: int, rows: Rows) -> None:
    row = _known(fact, rows)
    row["failed_sends"] += 1
    row["tried_at"] = stored_instant(fact.recorded_at)
    row["reason"] = fact.reason
    row["sending"] = False
    if row["shown_at"] is not None:
        row["state"] = "shown"


def sent(fact: Message.Sent, position: int, rows: Rows) -> None:
    _known(fact, rows).update(
        state="sent",
        sending=False,
        provider=fact.provider,
        provider_id=fact.provider_id,
        cost_cents=fact.cost_cents,
        parts=fact.parts,
        sent_at=stored_instant(fact.recorded_at),
    )


def refused(fact: Message.Refused, position: int, rows: Rows) -> None:
    row = _known(fact, rows)
    state = "refused" if row["shown_at"] is None else "shown"
    row.update(state=state, sending=False, reason=f"{fact.code}: {fact.reason}")


def delivered(fact: Message.Delivered, position: int, rows: Rows) -> None:
    _known(fact, rows).update(state="delivered", delivered_at=stored_instant(fact.recorded_at))


def undelivered(fact: Message.Undelivered, position: int, rows: Rows) -> None:
    _known(fact, rows).update(state="undelivered", reason=fact.reason)


def _known(fact: Fact, rows: Rows) -> Row:
    """The message's row, about to be changed."""
    row = rows.table(messages).get(fact.originator_id.bytes)
    if row is None:
        raise LookupError(f"message {fact.originator_id} was never requested")
    rows.table(messages).put(row)
    return row
