"""Which messages a member wants, and when. Payments, changes, disputes and statements are told whatever is
chosen; what may wait for the morning waits as the member says."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.messaging import RECEIPTS
from imbuto.aggregates.quiet_hours import QuietChoice
from imbuto.errors import BadValue
from imbuto.values import By


class MessageChoice(Aggregate):
    """The part of a member that says how receipts of milk come, whether the app may show messages, and at
    which hours the phone is left in peace."""

    KIND = "member"

    @dataclass(frozen=True, kw_only=True)
    class MessagesChosen(Fact):
        """`receipts` is each, day, week or off; None: as the cooperative has it. What is not told yet when
        the member turns them off is not told any more. The last three are a QuietChoice."""

        TOPIC = "member.messages_chosen"
        number: str
        receipts: str | None
        push: bool
        quiet: bool | None = None
        quiet_from: str | None = None
        quiet_until: str | None = None

        @property
        def is_news(self) -> bool:
            """Whether the member must hear of it: whoever could silence receipts could hide milk."""
            return self.who.startswith("staff:")

        @property
        def nights(self) -> QuietChoice:
            return QuietChoice(self.quiet, self.quiet_from, self.quiet_until)

        @property
        def silences_waiting(self) -> bool:
            """Whether what was recorded before is not told either: where it is the member's own wish."""
            return self.receipts == "off" and not self.is_news

        def apply(self, aggregate: MessageChoice) -> None:
            aggregate.receipts = self.receipts
            aggregate.push = self.push
            aggregate.nights = self.nights

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.number = ""
        self.receipts: str | None = None
        self.push = True
        self.nights = QuietChoice()

    def choose_messages(
        self, receipts: str | None, push: bool, by: By, nights: QuietChoice | None = None
    ) -> None:
        """Holds for milk that is recorded from now on; the member's own `off` also for what is not told yet,
        and `nights` (None: as they were) at once. The same again is quiet."""
        nights = self.nights if nights is None else nights
        if receipts is not None and receipts not in RECEIPTS:
            raise BadValue("receipts", receipts, "Receipts come each, day, week or off.", "Choose one.")
        nights.check()
        if (receipts, push, nights) != (self.receipts, self.push, self.nights):
            chosen: dict[str, Any] = {"receipts": receipts, "push": push, **asdict(nights)}
            self._record(self.MessagesChosen, by, number=self.number, **chosen)
