"""The door from a list of charges into the ledger: rows become charges, refusals become problems."""

from __future__ import annotations

from collections.abc import Sequence

from imbuto.errors import Refusal
from imbuto.imports.charges import ChargeRow, charge_id
from imbuto.imports.objections import in_one_sentence, objections
from imbuto.imports.reading import RowProblem
from imbuto.imports.save import Outcome, Result
from imbuto.ledger import ChargeTerms, Ledger, NewCharge, Saved
from imbuto.ledger.rehearsal import refusals_of_charges
from imbuto.values import By


class ChargesIntoLedger:
    """One import: who does it, and which file it comes from, is in `by`."""

    def __init__(self, ledger: Ledger, by: By) -> None:
        self._ledger = ledger
        self._by = by

    def check(self, rows: Sequence[ChargeRow]) -> list[RowProblem]:
        """Every reason why a row could not be written as the ledger stands; nothing is written."""
        problems: list[RowProblem] = []
        refusals = refusals_of_charges(self._ledger, [new_charge(row) for row in rows], self._by)
        for row, refusal in zip(rows, refusals, strict=True):
            problems += objections(row, refusal) if refusal else []
        return problems

    def write(self, rows: Sequence[ChargeRow]) -> list[Outcome]:
        """One outcome for each row, in order; each under the id that `charge_id` gives."""
        saved = self._ledger.make_charges([new_charge(row) for row in rows], self._by)
        return [_outcome(row, one) for row, one in zip(rows, saved, strict=True)]


def new_charge(row: ChargeRow) -> NewCharge:
    """The charge that a row asks for."""
    terms = ChargeTerms(
        kind=row.kind,
        text=row.text,
        amount_cents=row.amount_cents,
        basis=row.basis,
        starts=row.starts,
        rate=row.rate,
        creditor=row.creditor,
        reference=row.reference,
        priority=row.priority,
        opening=row.opening,
        taken_before_cents=row.taken_before_cents,
    )
    return NewCharge(charge_id(row), row.number, terms)


def _outcome(row: ChargeRow, saved: Saved | Refusal) -> Outcome:
    if isinstance(saved, Refusal):
        told = objections(row, saved)
        return Outcome(row.row, Result.REFUSED, in_one_sentence(told), told[0].remedy)
    return Outcome(row.row, Result.RECORDED if saved.new else Result.UNCHANGED)
