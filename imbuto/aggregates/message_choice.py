"""Which messages a member wants. Payments, changes, disputes and statements are told whatever is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.messaging import RECEIPTS
from imbuto.errors import BadValue
from imbuto.values import By


class MessageChoice(Aggregate):
    """The part of a member that says how receipts of milk come, and whether the app may show messages."""

    KIND = "member"

    @dataclass(frozen=True, kw_only=True)
    class MessagesChosen(Fact):
        """`receipts` is each, day, week or off; None: as the cooperative has it. What is not told yet when
        the member turns them off is not told any more."""

        TOPIC = "member.messages_chosen"
        number: str
        receipts: str | None
        push: bool

        @property
        def is_news(self) -> bool:
            """Whether the member must hear of it: whoever could silence receipts could hide milk."""
            return self.who.startswith("staff:")

        @property
        def silences_waiting(self) -> bool:
            """Whether what was recorded before is not told either: where it is the member's own wish."""
            return self.receipts == "off" and not self.is_news

        def apply(self, aggregate: MessageChoice) -> None:
            aggregate.receipts = self.receipts
            aggregate.push = self.push

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.number = ""
        self.receipts: str | None = None
        self.push = True

    def choose_messages(self, receipts: str | None, push: bool, by: By) -> None:
        """Holds for milk that is recorded from now on; the member's own `off` also for what is not told yet.
        The same again is quiet."""
        if receipts is not None and receipts not in RECEIPTS:
            raise BadValue("receipts", receipts, "Receipts come each, day, week or off.", "Choose one.")
        if (receipts, push) != (self.receipts, self.push):
            self._record(self.MessagesChosen, by, number=self.number, receipts=receipts, push=push)
