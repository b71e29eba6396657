"""One weighing of one member's milk in one shift: recorded, then confirmed, disputed or lapsed.

weighing    what the clerk saw, and how much is unusual; quality    the readings, and what follows from them
milk        the fact that it was recorded, and what is known of it since
disputes    the farmer disagrees, an official decides; corrections    a slip is mended or voided
sampling    a later sample of the milk, or of its can, is attached
delivery    the whole, with the farmer's yes and the farmer's silence

Each fact that changes what the milk is worth carries the change in litres and cents, so that every
follower can book it without knowing what came before.
"""

from __future__ import annotations

from dataclasses import dataclass

from imbuto.aggregates.base import Fact
from imbuto.aggregates.corrections import CorrectableMilk
from imbuto.aggregates.disputes import DisputableMilk
from imbuto.aggregates.sampling import SampledMilk
from imbuto.values import By


class Delivery(DisputableMilk, CorrectableMilk, SampledMilk):
    """The story of one weighing."""

    @dataclass(frozen=True, kw_only=True)
    class Confirmed(Fact):
        TOPIC = "delivery.confirmed"
        member: str

        def apply(self, aggregate: Delivery) -> None:
            aggregate.state = "confirmed"

    @dataclass(frozen=True, kw_only=True)
    class ConfirmationLapsed(Fact):
        TOPIC = "delivery.confirmation_lapsed"
        member: str

        def apply(self, aggregate: Delivery) -> None:
            aggregate.state = "lapsed"

    def confirm(self, by: By, *, closed: bool = False) -> None:
        """The farmer agrees with what was recorded."""
        if self.state == "confirmed":
            return
        self._require_answerable(by, closed)
        self._record(self.Confirmed, by, member=self.member)

    def lapse(self, by: By, *, closed: bool = False) -> None:
        """Nobody answered in time: silence is its own fact and counts as accepted."""
        assert self.confirm_by is not None
        if self.state == "recorded" and (closed or by.at >= self.confirm_by):
            self._record(self.ConfirmationLapsed, by, member=self.member)
