"""The door from a list of opening balances into the ledger: each becomes an adjustment that another official
approves, all of them as one batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from imbuto.errors import DifferentContent, Refusal, Unknown
from imbuto.imports.opening import TITLES, OpeningRow
from imbuto.imports.reading import RowProblem
from imbuto.imports.save import Outcome, Result
from imbuto.ledger import AdjustmentContent, Ledger
from imbuto.ledger.rehearsal import refusals_of_adjustments
from imbuto.values import By, Money

Item = tuple[UUID, AdjustmentContent]
_CHUNK = 500
_OTHER_NAME = "Give another batch (--batch), or take the row out."


class KnownOpening(Protocol):
    """An opening balance that was proposed before and not refused."""

    @property
    def id(self) -> UUID: ...
    @property
    def batch(self) -> str | None: ...


KnownOpenings = Callable[[Sequence[str]], Mapping[tuple[str, str], KnownOpening]]
"""From members to their opening balances by (member, kind)."""


class OpeningIntoLedger:
    """One import: who does it, and which file it comes from, is in `by`."""

    def __init__(self, ledger: Ledger, by: By, day: date, batch: str, known: KnownOpenings) -> None:
        self._ledger = ledger
        self._by = by
        self._day = day
        self._batch = batch
        self._known = known

    def check(self, rows: Sequence[OpeningRow]) -> list[RowProblem]:
        """Every reason why a row could not be proposed as the ledger stands; nothing is written."""
        problems: list[RowProblem] = []
        known: dict[tuple[str, str], KnownOpening] = {}
        for start in range(0, len(rows), _CHUNK):
            known |= self._known([row.number for row in rows[start : start + _CHUNK]])
        for row, items in self._items(rows):
            refusals = refusals_of_adjustments(self._ledger, items, self._by)
            for (id, content), refusal in zip(items, refusals, strict=True):
                if refusal is not None:
                    problems.append(_refused(row, content, refusal))
                elif sentence := self._brought_in_before(id, known.get((row.number, content.kind))):
                    problems.append(_problem(row, content, sentence, _OTHER_NAME))
        return problems

    def write(self, rows: Sequence[OpeningRow]) -> list[Outcome]:
        """One outcome for each row, in order."""
        return [self._outcome(row, items) for row, items in self._items(rows)]

    def _items(self, rows: Sequence[OpeningRow]) -> list[tuple[OpeningRow, list[Item]]]:
        return [(row, row.contents(self._day, self._batch)) for row in rows]

    def _outcome(self, row: OpeningRow, items: Sequence[Item]) -> Outcome:
        saved = self._ledger.propose_adjustments(items, self._by)
        for one in saved:
            if isinstance(one, Refusal):
                return Outcome(row.row, Result.REFUSED, one.sentence, one.remedy)
        new = any(not isinstance(one, Refusal) and one.new for one in saved)
        return Outcome(row.row, Result.RECORDED if new else Result.UNCHANGED)

    def _brought_in_before(self, id: UUID, known: KnownOpening | None) -> str | None:
        """A member has one opening balance of a kind; after a refusal it may come in another batch."""
        if known is not None and known.id != id:
            return f"This member's opening balance came in batch {known.batch} already."
        try:
            state = self._ledger.adjustment(id).state
        except Unknown:
            return None
        return "This opening balance was refused." if state == "refused" else None


def _refused(row: OpeningRow, content: AdjustmentContent, refusal: Refusal) -> RowProblem:
    if isinstance(refusal, DifferentContent):
        recorded = refusal.details["differs"].get("cents", ["", ""])[0]
        said = f"Proposed already as {Money(int(recorded))}." if recorded else refusal.sentence
        return _problem(row, content, said, "Have the proposal refused, and give another batch (--batch).")
    if isinstance(refusal, Unknown):
        return RowProblem(row.row, "Member No", row.number, refusal.sentence, "Register the member first.")
    return _problem(row, content, refusal.sentence, refusal.remedy)


def _problem(row: OpeningRow, content: AdjustmentContent, sentence: str, remedy: str) -> RowProblem:
    return RowProblem(row.row, TITLES[content.kind], f"{Money(content.cents).decimal:.2f}", sentence, remedy)
