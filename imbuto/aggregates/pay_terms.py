"""How a member wants to be paid: at each run or when a longer span has ended, and how much is saved of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.errors import BadValue
from imbuto.periods import require_pay_rhythm
from imbuto.values import By

MAX_SAVED_PERCENT = 90


class PayTerms(Aggregate):
    """The part of a member that says when milk is paid, and what part of it is kept as savings."""

    KIND = "member"

    @dataclass(frozen=True, kw_only=True)
    class PayChosen(Fact):
        TOPIC = "member.pay_chosen"
        number: str
        rhythm: str
        saved_percent: int

        @property
        def is_news(self) -> bool:
            """Whether the member must hear of it: an official chose, not the member."""
            return self.who.startswith("staff:")

        def apply(self, aggregate: PayTerms) -> None:
            aggregate.pay_rhythm = self.rhythm
            aggregate.saved_percent = self.saved_percent

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.number = ""
        self.pay_rhythm = "run"
        self.saved_percent = 0

    def choose_pay(self, rhythm: str, saved_percent: int, by: By) -> None:
        """Valid from the next run that is opened. The same terms again are quiet."""
        require_pay_rhythm(rhythm)
        if not 0 <= saved_percent <= MAX_SAVED_PERCENT:
            raise BadValue(
                "saved_percent",
                saved_percent,
                f"Between 0 and {MAX_SAVED_PERCENT} percent can be saved.",
                "Choose a whole number in between.",
            )
        if (rhythm, saved_percent) != (self.pay_rhythm, self.saved_percent):
            self._record(self.PayChosen, by, number=self.number, rhythm=rhythm, saved_percent=saved_percent)
