"""How the facts of messages become what was told, and what it cost."""

from __future__ import annotations

from datetime import timedelta

from imbuto.aggregates.base import Fact
from imbuto.aggregates.message import Message
from imbuto.aggregates.message_kinds import DIGEST, REMINDER
from imbuto.aggregates.messaging import month_of
from imbuto.projections.columns import stored_instant
from imbuto.projections.message_tables import covers, due, messages, months, reminders
from imbuto.projections.rows import Row, Rows

NOT_SO_SOON = timedelta(hours=6)
"""So long after a text that told of milk nobody is reminded of it."""


def requested(fact: Message.Requested, position: int, rows: Rows) -> None:
    _no_longer_due(fact, position, rows)
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
    _no_longer_due(fact, position, rows)
    rows.table(messages).put(_message(fact, position, to=None, text=None, state="refused", reason="no-phone"))


def _no_longer_due(fact: Message.Requested | Message.Unreachable, position: int, rows: Rows) -> None:
    """What one text tells of several is not told of each again, and whoever was just told or reminded of milk
    is not reminded of it within hours."""
    rows.table(due).delete(fact.about.bytes, fact.about_version, fact.kind)
    soon = stored_instant(fact.recorded_at + NOT_SO_SOON)
    for delivery in fact.covers:
        rows.table(covers).put({"message": fact.originator_id.bytes, "delivery": delivery.bytes})
        if fact.kind == DIGEST:
            rows.table(due).delete(delivery.bytes, 1, "receipt")
        _no_reminder(fact.kind, delivery.bytes, soon, rows)


def _no_reminder(kind: str, delivery: bytes, soon: int, rows: Rows) -> None:
    reminder = rows.table(reminders).get(delivery)
    if reminder is None or reminder["remind_at"] is None:
        return
    if kind == REMINDER or reminder["remind_at"] <= soon:
        rows.table(reminders).put({**reminder, "remind_at": None})


def pushed(fact: Message.Pushed, position: int, rows: Rows) -> None:
    _known(fact, rows).update(state="pushed", sms_at=stored_instant(fact.sms_at))


def not_pushed(fact: Message.NotPushed, position: int, rows: Rows) -> None:
    _known(fact, rows).update(state="requested", reason=fact.reason)


def shown(fact: Message.Shown, position: int, rows: Rows) -> None:
    """Unless an SMS is on its way or has gone, that is how the person was told."""
    row = _known(fact, rows)
    row["shown_at"] = stored_instant(fact.recorded_at)
    if row["state"] not in ("sent", "delivered") and not row["sending"]:
        _needs_no_sms(fact, row, rows)


def _needs_no_sms(fact: Fact, row: Row, rows: Rows) -> None:
    row["state"] = "shown"
    _count(fact, row["kind"], rows, shown=1)


def _count(fact: Fact, kind: str, rows: Rows, **news: int) -> None:
    """Adds to the sums of the month."""
    month, table = month_of(fact.recorded_at), rows.table(months)
    nothing: Row = {"month": month, "kind": kind, "messages": 0, "parts": 0, "cost_cents": 0, "shown": 0}
    sums = table.get(month, kind) or nothing
    table.put({**sums, **{name: sums[name] + more for name, more in news.items()}})


def retried(fact: Message.Retried, position: int, rows: Rows) -> None:
    _known(fact, rows).update(state="requested", sending=True, tried_at=stored_instant(fact.recorded_at))


def not_sent(fact: Message.NotSent, position: int, rows: Rows) -> None:
    row = _known(fact, rows)
    row["failed_sends"] += 1
    row["tried_at"] = stored_instant(fact.recorded_at)
    row["reason"] = fact.reason
    row["sending"] = False
    if row["shown_at"] is not None:
        _needs_no_sms(fact, row, rows)


def sent(fact: Message.Sent, position: int, rows: Rows) -> None:
    row = _known(fact, rows)
    _count(fact, row["kind"], rows, messages=1, parts=fact.parts, cost_cents=fact.cost_cents)
    row.update(
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
    if row["shown_at"] is None:
        row["state"] = "refused"
    elif row["state"] != "shown":
        _needs_no_sms(fact, row, rows)
    row.update(sending=False, reason=f"{fact.code}: {fact.reason}")


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
