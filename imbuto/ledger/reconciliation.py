"""Verbs about M-Pesa's own statements, and about comparing a day's payments with them."""

from __future__ import annotations

from uuid import UUID

from imbuto.aggregates import PortalStatement, Reconciliation
from imbuto.aggregates.portal_statement import PortalFile, portal_statement_id
from imbuto.aggregates.reconciliation import DayFound, reconciliation_id
from imbuto.ledger.book import Book, Saved, or_busy
from imbuto.values import By


class ReconciliationVerbs(Book):
    """What M-Pesa says, beside what the ledger says."""

    def portal_statement(self, id: UUID) -> PortalStatement:
        """The statement with that id. Raises Unknown."""
        return self._load(PortalStatement, id)

    def import_portal_statement(self, file: PortalFile, by: By) -> Saved:
        """Brings in a statement of M-Pesa's portal, all its lines or none. The same file again is quiet. It
        moves nothing: it is what the payments are compared with."""

        def decision() -> Saved:
            known = self._find(PortalStatement, portal_statement_id(file.digest))
            return self._keep(known or PortalStatement.bring_in(file, by))

        return self._decide(decision)

    def make_reconciliation(self, found: DayFound, until_position: int, by: By) -> Saved:
        """Records that a day's payments were compared up to a position, and what was found, as the views know
        it. The same finding by the same person again is quiet."""

        def decision() -> Saved:
            id = reconciliation_id(found.day)
            made = self._find(Reconciliation, id) or Reconciliation(id)
            made.make(found, until_position, by)
            return self._keep(made)

        return self._decide(decision)

    @or_busy
    def position_of(self, id: UUID, version: int) -> int:
        """At which position of the ledger the fact with that version of that thing stands."""
        return self.facts_recorder.position_of(id, version)

    @or_busy
    def is_recorded(self, id: UUID, version: int, position: int) -> bool:
        """Whether the fact with that version of that thing stands at that position of the ledger. It does for
        ever, unless an older copy of the ledger was put in its place."""
        positions = self.facts_recorder.positions_of(id)
        return positions[version - 1 : version] == [position]
