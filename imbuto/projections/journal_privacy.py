"""What an erasure leaves in the books: every posting as it was, without what a member's charges were for."""

from __future__ import annotations

from imbuto.aggregates.charge_terms import CHARGE_KINDS
from imbuto.aggregates.member import Member
from imbuto.projections.posting import PER_POSITION, postings
from imbuto.projections.rows import Row, Rows
from imbuto.values import ERASED


def member_erased(fact: Member.Erased, position: int, rows: Rows) -> None:
    """The text stands on both sides of a transfer, and only one of them says whose it is."""
    changed: list[int] = []

    def change(row: Row) -> Row:
        text = _without_words(row["text"])
        if text == row["text"]:
            return {}
        changed.append(row["id"])
        return {"text": text}

    table = rows.table(postings)
    table.rewrite(change, member=fact.number)
    for id in tuple(changed):
        for other in (id - 1, id + 1):
            if other // PER_POSITION == id // PER_POSITION:
                table.rewrite(change, id=other)


def _without_words(text: str) -> str:
    """The text of a charge is its kind and what it was for; every other text is the house's own."""
    kind, _, words = text.partition(": ")
    return f"{kind}: {ERASED}" if words and kind in CHARGE_KINDS else text
