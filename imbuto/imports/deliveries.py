"""A delivery book or an analyser's export, read into weighings that can be recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from imbuto.errors import BadValue
from imbuto.imports.columns import DELIVERY_COLUMNS
from imbuto.imports.days import day, moment
from imbuto.imports.members import member_number
from imbuto.imports.numbers import number, within
from imbuto.imports.reading import Cells, NumberLookUp, Reader, Reading
from imbuto.imports.tables import Table
from imbuto.imports.weighings import Cans, DeliveryRow
from imbuto.imports.weights import read_weight
from imbuto.imports.words import is_good, is_positive, is_rejected, plain_words, status_is_rejected
from imbuto.values import business_date, parse_shift, utc_now

_MOST = {
    "fat": "15", "snf": "20", "lactometer": "50", "clr": "50", "temperature": "60", "protein": "15",
    "water": "100",
}  # fmt: skip
"""Beyond these the instrument, or the column, is wrong."""
_SHARES = ("fat", "snf", "protein")
_LEAST_SHARE = Decimal("0.2")
"""In percent. What is less was a percentage in the spreadsheet: 20% is kept as 0.2."""
NO_REASON = "not stated"
"""Milk that was rejected has a reason always, so that nobody takes it for accepted where none was written."""
_UNITS = frozenset(("%", "c", "°c"))


def read_deliveries(
    table: Table,
    *,
    default_centre: str | None = None,
    known: NumberLookUp | None = None,
    pad: int = 0,
    today: date | None = None,
) -> Reading[DeliveryRow]:
    """Reads every row and tells every fault.

    `known` turns 42 into 0042 where the members are known (see `known_numbers`), `pad` where they are not.
    Raises BadValue when the table lacks the number, the date, the shift, or litres and kilograms both.
    """
    reader = Reader(table, DELIVERY_COLUMNS)
    today = today or business_date(utc_now())
    cans = Cans(reader)
    rows = []
    for line in table.rows:
        read = _delivery(reader.cells(line), _recorded(known, pad), today, default_centre)
        placed = cans.placed(read) if read else None
        if placed:
            rows.append(placed)
    return reader.finished(rows)


def _recorded(known: NumberLookUp | None, pad: int) -> Callable[[str], str]:
    """From the number as written to the one on record; one that is not on record stays as written."""

    def recorded(text: str) -> str:
        written = member_number(text, pad)
        return (known(written) if known else None) or written

    return recorded


def _delivery(
    cells: Cells, recorded: Callable[[str], str], today: date, default_centre: str | None
) -> DeliveryRow | None:
    member = cells.need("number", recorded)
    on = cells.need("date", lambda text: day(text, "date", today))
    shift = cells.need("shift", parse_shift)
    weight = read_weight(cells)
    at = cells.read("time", moment)
    centre = cells.read("centre", lambda text: plain_words(text, "centre", 60))
    read: dict[str, Any] = {name: _measure(cells, name) for name in _MOST}
    quality = _quality(cells)
    rejected, reason = _verdict(cells)
    can = cells.read("can", lambda text: plain_words(text, "can", 40))
    reference = cells.read("reference", lambda text: plain_words(text, "reference", 80))
    if not cells.ok or member is None or on is None or shift is None or weight is None:
        return None
    clr = read.pop("clr")
    return DeliveryRow(
        cells.row, member, on[0], shift, weight.litres, kilograms=weight.kilograms, measured=weight.measured,
        density=weight.density or _density_of(clr), at=at or on[1], centre=centre or default_centre,
        rejected=rejected, reason=reason, can=can, reference=reference, **read, **quality,
    )  # fmt: skip


def _density_of(clr: Decimal | None) -> Decimal | None:
    """An analyser's CLR is corrected for warmth already: it says the density, and must not be corrected
    again."""
    return None if clr is None else 1 + clr / 1000


def _quality(cells: Cells) -> dict[str, Any]:
    """The tests of platform and laboratory that are no measures, and whose can and round it was."""
    return {
        "alcohol": cells.read("alcohol", is_positive),
        "antibiotic": cells.read("antibiotic", is_positive),
        "organoleptic": cells.read("organoleptic", is_good),
        "resazurin": cells.read("resazurin", lambda text: _count(text, "resazurin", "6")),
        "plate_count": cells.read("plate_count", lambda text: _count(text, "plate_count", "1000000000")),
        "route": cells.read("route", lambda text: plain_words(text, "route", 16).upper()),
        "container": cells.read("container", lambda text: plain_words(text, "container", 40)),
    }


def _count(text: str, name: str, most: str) -> int:
    """A whole number."""
    found = within(number(text, name), "0", most, text, name)
    if found != found.to_integral_value():
        raise BadValue(name, text, "This is a whole number.", "Write it without decimals.")
    return int(found)


def _measure(cells: Cells, name: str) -> Decimal | None:
    """What an instrument showed; analysers print 0 for what they did not measure."""
    found = cells.read(name, lambda text: within(number(text, name, _UNITS), "0", _MOST[name], text, name))
    if found and name in _SHARES and found < _LEAST_SHARE:
        sentence = f"No milk has {found} percent: a spreadsheet keeps 3.5% as 0.035."
        cells.fault(name, cells.text(name), sentence, "Write it without the percent format, as 3.5.")
    return found or None


def _verdict(cells: Cells) -> tuple[bool, str | None]:
    """Whether the milk was refused at the platform, and why. Two columns that disagree are a fault."""
    verdicts = [cells.read("status", status_is_rejected), cells.read("rejected", is_rejected)]
    told = {verdict for verdict in verdicts if verdict is not None}
    if len(told) == 2:
        remedy = "Make them agree."
        cells.fault("rejected", cells.text("rejected"), "Status and Rejected contradict each other.", remedy)
    reason = cells.read("reason", lambda text: plain_words(text, "reason", 200))
    if True not in told:
        return False, None
    if not reason:
        cells.note("The milk was rejected; no reason is written.")
    return True, reason or NO_REASON
