"""Verbs about the limits of good milk."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from imbuto.aggregates.limits import Limit
from imbuto.aggregates.quality import Formula
from imbuto.ledger.book import Book, Saved
from imbuto.values import By


class LimitVerbs(Book):
    """What officials say good milk is, dated."""

    def propose_limits(
        self,
        limits_id: UUID,
        name: str,
        effective_from: date,
        formula: Formula,
        limits: tuple[Limit, ...],
        by: By,
    ) -> Saved:
        """Proposes a set of limits from a day on; the same again is quiet, another under its id refused."""
        return self._change_cooperative(
            lambda cooperative: cooperative.propose_limits(
                limits_id, name, effective_from, formula, limits, by
            )
        )

    def approve_limits(self, limits_id: UUID, by: By) -> Saved:
        """Another official puts the limits in force from their day on. Recorded milk keeps its grade."""
        return self._change_cooperative(lambda cooperative: cooperative.approve_limits(limits_id, by))

    def refuse_limits(self, limits_id: UUID, reason: str, by: By) -> Saved:
        """Declines a proposal, with the reason."""
        return self._change_cooperative(lambda cooperative: cooperative.refuse_limits(limits_id, reason, by))
