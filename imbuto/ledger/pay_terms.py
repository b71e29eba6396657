"""Verbs about when there is a pay run, and when and how a member is paid by it."""

from __future__ import annotations

from imbuto.aggregates import Member
from imbuto.aggregates.member import member_id
from imbuto.ledger.book import Book, Saved
from imbuto.values import By


class PayTermsVerbs(Book):
    """The rhythm of everybody, and the terms of one."""

    def set_rhythm(self, rhythm: str, by: By) -> Saved:
        """How often the cooperative makes a pay run, from the next one on."""
        return self._change_cooperative(lambda cooperative: cooperative.set_rhythm(rhythm, by))

    def choose_pay(self, number: str, rhythm: str, saved_percent: int, by: By) -> Saved:
        """When a member is paid, and how many percent of it are saved, from the next run on."""
        return self._change(
            Member, member_id(number), lambda member: member.choose_pay(rhythm, saved_percent, by), number
        )
