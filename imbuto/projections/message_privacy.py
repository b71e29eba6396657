"""What an erasure leaves of the messages to a member."""

from __future__ import annotations

from imbuto.aggregates.member import Member
from imbuto.projections.message_book import due, messages, reachable
from imbuto.projections.rows import Rows


def member_erased(fact: Member.Erased, position: int, rows: Rows) -> None:
    """That a message went out stays; to whom, and its words, go. What still waits is told to nobody."""
    rows.table(reachable).delete(fact.number)
    for waiting in rows.table(due).where(member=fact.number):
        rows.table(due).delete(waiting["about"], waiting["about_version"], waiting["kind"])
    for message in rows.table(messages).where(member=fact.number):
        message.update(to=None, text=None)
        rows.table(messages).put(message)
