"""A file that is sent to the server: what it holds, every fault of it, and all of it or nothing recorded.

The digest is of the file and of what is said beside it: whoever records names the digest of the preview, so
that what is recorded is what was seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from imbuto.errors import Contradiction
from imbuto.imports.charges import ChargeRow
from imbuto.imports.kinds import KINDS, Beside, House
from imbuto.imports.opening import OpeningRow
from imbuto.imports.packed import UPLOADED
from imbuto.imports.reading import Reading, RowProblem
from imbuto.imports.save import AnyPort, Saved, checked, save
from imbuto.imports.show import headings_of, values_of
from imbuto.imports.tables import Note, table_of
from imbuto.imports.weighings import DeliveryRow
from imbuto.ledger.rehearsal import known_among
from imbuto.values import By

_SAMPLE = 20


@dataclass(frozen=True)
class Sent:
    """A file of some kind, with what was said beside it."""

    kind: str
    name: str
    content: bytes
    beside: Beside = field(default_factory=Beside)

    @property
    def digest(self) -> str:
        said = f"{self.kind}\n{self.beside}\n".encode()
        return hashlib.sha256(said + self.content).hexdigest()

    @property
    def source(self) -> str:
        """By which request each fact says from what file it comes, as on the command line."""
        return f"sha256:{hashlib.sha256(self.content).hexdigest()}"


@dataclass(frozen=True)
class Totals:
    """What the rows to record come to; None where a file of that kind has no such thing."""

    rows: int
    bad_rows: int
    members: int | None
    first_day: object
    last_day: object
    litres: Decimal | None
    rejected_litres: Decimal | None
    amounts: dict[str, int]


@dataclass(frozen=True)
class Preview:
    """What a file holds, with nothing recorded."""

    kind: str
    name: str
    digest: str
    rows: int
    already: int
    columns: list[tuple[str, str]]
    """(the file's heading, what it is read as)"""
    unread: tuple[str, ...]
    problems: tuple[RowProblem, ...]
    notes: tuple[Note, ...]
    sample: list[tuple[int, list[tuple[str, str]]]]
    """(row in the file, its cells as they were understood)"""
    totals: Totals


def preview(sent: Sent, house: House, by: By) -> Preview:
    """Reads the file and holds all of it against the ledger. Raises BadValue where it is no such file."""
    reading, _ = _checked(sent, house, by)
    return Preview(
        kind=sent.kind,
        name=sent.name,
        digest=sent.digest,
        rows=reading.rows_read,
        already=_already(sent, house, reading),
        columns=[(heading, title) for title, heading in reading.columns.items()],
        unread=reading.unread,
        problems=reading.problems,
        notes=reading.notes,
        sample=[(row.row, _understood(row)) for row in reading.rows[:_SAMPLE]],
        totals=_totals(sent.kind, reading),
    )


def bring_in(sent: Sent, digest: str, house: House, by: By) -> Saved:
    """Records all rows; none, with every fault among `problems`, when one cannot be recorded. Raises
    Contradiction when this is not what was seen, BadValue where it is no such file."""
    if digest != sent.digest:
        raise Contradiction(
            "This is not what the preview showed: the file, or what is said beside it, was changed.",
            "Look at a preview of this file, and send its digest.",
        )
    reading, port = _checked(sent, house, by)
    return save(reading, port, is_checked=True)


def _checked(sent: Sent, house: House, by: By) -> tuple[Reading[Any], AnyPort]:
    kind = KINDS[sent.kind]
    port = kind.door(house, replace(by, request=sent.source), sent.beside)
    table = table_of(sent.name, sent.content, UPLOADED)
    return checked(kind.read(table, house, sent.beside), port), port


def _already(sent: Sent, house: House, reading: Reading[Any]) -> int:
    ids = [KINDS[sent.kind].ids(row, sent.beside) for row in reading.rows]
    known = known_among(house.ledger, [id for of_row in ids for id in of_row])
    return sum(known.issuperset(of_row) for of_row in ids)


def _understood(row: Any) -> list[tuple[str, str]]:
    """The row's cells without its number, which stands beside them."""
    cells = zip(headings_of(row), values_of(row), strict=True)
    return [(heading, "" if value is None else str(value)) for heading, value in cells if heading != "row"]


def _totals(kind: str, reading: Reading[Any]) -> Totals:
    rows = reading.rows
    litres = [row.litres for row in rows if isinstance(row, DeliveryRow)]
    rejected = [row.litres for row in rows if isinstance(row, DeliveryRow) and row.rejected]
    is_milk = kind == "deliveries"
    return Totals(
        rows=len(rows),
        bad_rows=reading.bad_rows,
        members=None if kind == "bulk" else reading.members,
        first_day=reading.first_date,
        last_day=reading.last_date,
        litres=sum(litres, Decimal(0)) if is_milk else None,
        rejected_litres=sum(rejected, Decimal(0)) if is_milk else None,
        amounts=_amounts(rows),
    )


def _amounts(rows: Sequence[Any]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for name, cents in (one for row in rows for one in _amounts_of(row)):
        sums[name] = sums.get(name, 0) + cents
    return sums


def _amounts_of(row: Any) -> Iterator[tuple[str, int]]:
    if isinstance(row, ChargeRow) and row.amount_cents is not None:
        yield row.kind, row.amount_cents
    if isinstance(row, OpeningRow):
        yield "owed", row.owed_cents
        yield "savings", row.savings_cents
