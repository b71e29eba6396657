"""Verbs of vouchers: entries put into the books by hand, by two people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from imbuto.aggregates.voucher import Voucher, VoucherLine
from imbuto.ledger.book import Book, Saved
from imbuto.values import By


class VoucherVerbs(Book):
    """What an official books by hand."""

    def voucher(self, id: UUID) -> Voucher:
        """The voucher with that id. Raises Unknown."""
        return self._load(Voucher, id)

    def propose_voucher(
        self, id: UUID, day: date, text: str, reference: str | None, lines: Sequence[VoucherLine], by: By
    ) -> Saved:
        """Proposes balanced entries of a day; nothing is booked yet. The same proposal again is quiet.

        Raises BadValue for unbalanced lines and for accounts that members hold, Unknown, DifferentContent.
        """

        def decision() -> Saved:
            voucher = Voucher.propose(id, day, text, reference, lines, by)
            cooperative = self._peek_cooperative()
            for line in lines:
                cooperative.require_creditor(line.creditor)
            if known := self._find(Voucher, id):
                known.require_same_proposal(voucher)
                return self._keep(known)
            return self._keep(voucher)

        return self._decide(decision)

    def approve_voucher(self, id: UUID, by: By) -> Saved:
        """A second official puts the voucher into the books. Raises SamePerson, WrongState."""
        return self._change(Voucher, id, lambda voucher: voucher.approve(by))

    def refuse_voucher(self, id: UUID, reason: str, by: By) -> Saved:
        """The voucher is declined, with the reason. Raises WrongState."""
        return self._change(Voucher, id, lambda voucher: voucher.refuse(reason, by))
