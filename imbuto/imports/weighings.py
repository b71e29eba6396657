"""One weighing from a delivery book, its id, and whether a second one is another can or a slip."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

from imbuto.imports.reading import Reader
from imbuto.values import NAIROBI, derive_id


@dataclass(frozen=True)
class DeliveryRow:
    """One weighing. `nth` counts the weighings of the same member, date and shift in the file, from 1.

    Where `measured` is "kg" the book has kilograms alone: litres are their quotient by the density of the
    book or 1.03, to 0.01. `centre` is as written, None where neither file nor caller names one. Fat, SNF,
    protein and added water in percent, temperature in °C; None is not measured. `container` is the bulk can
    it was poured into, `can` what tells two weighings apart.
    """

    row: int
    number: str
    on: date
    shift: str
    litres: Decimal
    nth: int = 1
    kilograms: Decimal | None = None
    density: Decimal | None = None
    at: time | None = None
    centre: str | None = None
    fat: Decimal | None = None
    snf: Decimal | None = None
    lactometer: Decimal | None = None
    temperature: Decimal | None = None
    rejected: bool = False
    reason: str | None = None
    can: str | None = None
    reference: str | None = None
    measured: str = "litres"
    protein: Decimal | None = None
    water: Decimal | None = None
    resazurin: int | None = None
    plate_count: int | None = None
    alcohol: str | None = None
    organoleptic: str | None = None
    antibiotic: str | None = None
    route: str | None = None
    container: str | None = None

    @property
    def happened_at(self) -> datetime | None:
        """The instant of the weighing in UTC, where the book has the time."""
        return datetime.combine(self.on, self.at, NAIROBI).astimezone(UTC) if self.at else None

    @property
    def another_can(self) -> bool:
        """Whether the ledger must be told that this second weighing is meant."""
        return self.nth > 1


def id_for(row: DeliveryRow) -> UUID:
    """The id under which the weighing is recorded: the same file, or one that overlaps it, gives it again.

    The book's own reference takes part where there is one, else the place among the weighings of that shift.
    """
    mark = f"reference {row.reference}" if row.reference else row.nth
    return derive_id("import", row.number, row.on.isoformat(), row.shift, mark)


MOST_CANS = 50
"""Of one member in one shift. Each is held against all before it: a file of one member's alone would take
minutes."""


class Cans:
    """Counts the weighings of each member, date and shift, and refuses one that stands in the file twice."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._weighings: dict[tuple[str, date, str], list[DeliveryRow]] = {}

    def placed(self, row: DeliveryRow) -> DeliveryRow | None:
        """The weighing with its place in the shift; None, and a fault, when it is an earlier one again."""
        earlier = self._weighings.setdefault((row.number, row.on, row.shift), [])
        twin = next((other for other in earlier if _is_twin(other, row)), None)
        if twin is not None or len(earlier) == MOST_CANS:
            self._refuse(twin, row)
            return None
        if earlier:
            row = replace(row, nth=len(earlier) + 1)
            self._say(earlier[0], row)
        earlier.append(row)
        return row

    def _refuse(self, twin: DeliveryRow | None, row: DeliveryRow) -> None:
        said = (
            f"There are more than {MOST_CANS} weighings of this member in one shift.",
            "Check the number; milk of many people is recorded for each of them.",
        )
        if twin is not None:
            said = (
                f"This weighing is twice in this file: the other is in row {twin.row}.",
                "Take one of them out, or tell two cans apart by their time or in a column Can.",
            )
        self._reader.fault(row.row, "number", row.number, *said)

    def _say(self, first: DeliveryRow, row: DeliveryRow) -> None:
        self._reader.note(
            row.row,
            f"Another can of member {row.number} on {row.on.isoformat()} {row.shift}: "
            f"{row.litres} litres beside {first.litres} in row {first.row}.",
        )


def _is_twin(one: DeliveryRow, other: DeliveryRow) -> bool:
    """Equal references are one weighing, others are two; without them equal litres at the same time."""
    if one.reference and other.reference:
        return one.reference == other.reference
    told_apart = any(mine and its and mine != its for mine, its in ((one.at, other.at), (one.can, other.can)))
    return one.litres == other.litres and not told_apart
