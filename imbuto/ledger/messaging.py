"""Verbs about what decides about messages: the cooperative's rules, and each member's choice."""

from __future__ import annotations

from imbuto.aggregates import Member
from imbuto.aggregates.member import member_id
from imbuto.aggregates.messaging import MessageRules
from imbuto.aggregates.quiet_hours import QuietChoice
from imbuto.ledger.book import Book, Saved
from imbuto.values import By


class MessagingVerbs(Book):
    """Who gets which messages, how and when, and what they may cost."""

    def set_message_rules(self, rules: MessageRules, by: By) -> Saved:
        """How receipts come, quiet hours, what a month may cost; in force at once. Raises BadValue."""
        return self._change_cooperative(lambda cooperative: cooperative.set_message_rules(rules, by))

    def note_message_costs(self, month: str, spent_cents: int, by: By) -> Saved:
        """What the month's messages cost so far: a fact when a step towards the limit is passed."""
        return self._change_cooperative(
            lambda cooperative: cooperative.note_message_costs(month, spent_cents, by)
        )

    def choose_messages(
        self, number: str, receipts: str | None, push: bool, by: By, nights: QuietChoice | None = None
    ) -> Saved:
        """How a member's receipts come (None: as the cooperative has it), whether the app may show messages,
        and at which hours the phone is left in peace (None: as it was). Raises BadValue."""
        return self._change(
            Member,
            member_id(number),
            lambda member: member.choose_messages(receipts, push, by, nights),
            number,
        )
