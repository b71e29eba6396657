"""Verbs about remittances: what was collected for a creditor is handed over."""

from __future__ import annotations

from uuid import UUID

from imbuto.aggregates import Remittance, Settlement
from imbuto.aggregates.remittance import Collected, Handover
from imbuto.ledger.book import Book, Saved
from imbuto.values import By


class RemittanceVerbs(Book):
    """Money that was never the cooperative's own."""

    def remittance(self, id: UUID) -> Remittance:
        """The remittance with that id. Raises Unknown."""
        return self._load(Remittance, id)

    def pay_remittance(self, id: UUID, handover: Handover, by: By, *, collected: Collected) -> Saved:
        """Records a payment to a creditor, no more than is collected and not yet handed over. The same again
        is quiet, other content under the id is refused.

        `collected` is what the views know: two who hand over on the same look cannot both be saved.
        """

        def decision() -> Saved:
            if known := self._find(Remittance, id):
                known.require_same_payment(handover)
                return self._keep(known)
            self._peek_cooperative().require_creditor(handover.creditor)
            if handover.run is not None:
                self._load(Settlement, handover.run)
            remittance = Remittance.pay(id, handover, collected, by)
            claim = f"remittance:{handover.creditor}:{collected.remitted_cents:014d}"
            return self._keep(remittance, claims=[(claim, id)])

        return self._decide(decision)
