"""What a restriction and an erasure leave of the messages to a member."""

from __future__ import annotations

from imbuto.aggregates.member import Member
from imbuto.projections.message_due import forget_waiting
from imbuto.projections.message_tables import due, messages, people, reminders
from imbuto.projections.rows import Rows


def member_restricted(fact: Member.Restricted, position: int, rows: Rows) -> None:
    """Nothing is told any more but what is about payments."""
    _set_restricted(fact.number, rows, restricted=True)
    forget_waiting(fact.number, rows)


def member_unrestricted(fact: Member.Unrestricted, position: int, rows: Rows) -> None:
    _set_restricted(fact.number, rows, restricted=False)


def _set_restricted(member: str, rows: Rows, *, restricted: bool) -> None:
    person = rows.table(people).get(member)
    if person is not None:
        rows.table(people).put({**person, "restricted": restricted})


def member_erased(fact: Member.Erased, position: int, rows: Rows) -> None:
    """That a message went out stays; to whom, and its words, go. What still waits is told to nobody."""
    rows.table(people).delete(fact.number)
    for reminder in rows.table(reminders).where(member=fact.number):
        rows.table(reminders).delete(reminder["delivery"])
    for waiting in rows.table(due).where(member=fact.number):
        rows.table(due).delete(waiting["about"], waiting["about_version"], waiting["kind"])
    for message in rows.table(messages).where(member=fact.number):
        message.update(to=None, text=None)
        rows.table(messages).put(message)
