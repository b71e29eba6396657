"""Verbs about prices, and the cooperative's prices as they were at any time."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from imbuto.aggregates import Cooperative
from imbuto.aggregates.cooperative import COOPERATIVE_ID
from imbuto.aggregates.price_rules import FLAT, PriceRules
from imbuto.ledger.book import Book, Saved, or_busy
from imbuto.values import By


class PriceVerbs(Book):
    """What a litre is worth: proposed by one official, approved by another."""

    def propose_price(
        self,
        price_id: UUID,
        centre: str | None,
        cents_per_litre: int,
        effective_from: date,
        by: By,
        rules: PriceRules = FLAT,
    ) -> Saved:
        """Proposes a price with its rules from a day on; the same proposal again is quiet."""
        return self._change_cooperative(
            lambda cooperative: cooperative.propose_price(
                price_id, centre, cents_per_litre, effective_from, by, rules
            )
        )

    def approve_price(self, price_id: UUID, by: By) -> Saved:
        """Another official than its proposer puts it in force from its day on."""
        return self._change_cooperative(lambda cooperative: cooperative.approve_price(price_id, by))

    def refuse_price(self, price_id: UUID, reason: str, by: By) -> Saved:
        """Declines a proposed price, with the reason."""
        return self._change_cooperative(lambda cooperative: cooperative.refuse_price(price_id, reason, by))

    @or_busy
    def cooperative_as_of(self, position: int | None = None, instant: datetime | None = None) -> Cooperative:
        """The cooperative as the facts up to that position and that instant tell; as it stands for None.

        Before it was founded it has no centre and no price. It is to look at, and not to decide on.
        """
        if position is None and instant is None:
            return self._peek_cooperative()
        known = [
            fact
            for place, fact in self.story(COOPERATIVE_ID)
            if (position is None or place <= position) and (instant is None or fact.recorded_at <= instant)
        ]
        return Cooperative.from_facts(COOPERATIVE_ID, known)
