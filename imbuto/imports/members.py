"""A register of members, read into rows that can be registered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from imbuto.imports.columns import MEMBER_COLUMNS
from imbuto.imports.days import day
from imbuto.imports.payees import Way, way
from imbuto.imports.reading import Cells, Reader, Reading, bare
from imbuto.imports.tables import Table
from imbuto.imports.words import language, national_id, person_name, plain_words, refuse_shortened
from imbuto.values import business_date, parse_member_number, parse_msisdn, utc_now

BY_MPESA = Way()
EARLIEST_JOINED = date(1925, 1, 1)
"""Members of old cooperatives joined long before 2000; before the first creamery in Kenya nobody did."""


@dataclass(frozen=True)
class MemberRow:
    """One member as the register tells. Phones are 2547…/2541…; what the register does not tell is None."""

    row: int
    number: str
    name: str
    phone: str | None = None
    payout_phone: str | None = None
    national_id: str | None = None
    centre: str | None = None
    language: str | None = None
    kin_name: str | None = None
    kin_phone: str | None = None
    joined: date | None = None
    way: Way = BY_MPESA

    @property
    def on(self) -> date | None:
        return self.joined


def read_members(
    table: Table, *, default_centre: str | None = None, pad: int = 0, today: date | None = None
) -> Reading[MemberRow]:
    """Reads every row and tells every fault. `pad` gives numbers of digits their leading zeros back;
    `default_centre` is that of the rows that name none.

    Raises BadValue when the table has no column for the number or the name.
    """
    reader = Reader(table, MEMBER_COLUMNS)
    today = today or business_date(utc_now())
    rows: dict[str, MemberRow] = {}
    for line in table.rows:
        member = _member(reader.cells(line), pad, today, default_centre)
        if member is None:
            continue
        earlier = rows.get(member.number)
        if earlier is None:
            rows[member.number] = member
        else:
            _twice(reader, earlier, member)
    _alike_but_for_zeros(reader, rows)
    _shared(reader, rows, "phone", "The phone")
    _shared(reader, rows, "national_id", "The identity number")
    return reader.finished(rows.values())


def member_number(text: str, pad: int = 0) -> str:
    """A member's number in capitals; digits alone are filled with leading zeros up to `pad`."""
    number = parse_member_number(refuse_shortened(text, "number").replace(" ", ""))
    return number.zfill(pad) if number.isdigit() else number


def _member(cells: Cells, pad: int, today: date, default_centre: str | None) -> MemberRow | None:
    number = cells.need("number", lambda text: member_number(text, pad))
    name = _name(cells)
    member = MemberRow(
        row=cells.row,
        number=number or "",
        name=name or "",
        phone=cells.read("phone", _phone),
        payout_phone=cells.read("payout_phone", _phone),
        national_id=cells.read(
            "national_id", lambda text: national_id(refuse_shortened(text, "national_id"))
        ),
        centre=cells.read("centre", lambda text: plain_words(text, "centre", 60)) or default_centre,
        language=cells.read("language", language),
        kin_name=cells.read("kin_name", person_name),
        kin_phone=cells.read("kin_phone", _phone),
        joined=cells.read("joined", lambda text: _joined(text, today)),
        way=way(cells, name),
    )
    return member if cells.ok else None


def _phone(text: str) -> str:
    return parse_msisdn(refuse_shortened(text, "phone"))


def _joined(text: str, today: date) -> date:
    return day(text, "joined", today, earliest=EARLIEST_JOINED, past_century=True)[0]


def _name(cells: Cells) -> str | None:
    """The full name, or first and last name put together."""
    if cells.text("name") or not (cells.text("first_name") or cells.text("last_name")):
        return cells.need("name", person_name)
    first, last = cells.read("first_name", person_name), cells.read("last_name", person_name)
    return " ".join(filter(None, (first, last)))


def _twice(reader: Reader, earlier: MemberRow, later: MemberRow) -> None:
    if replace(later, row=earlier.row) == earlier:
        reader.note(
            later.row, f"Member {later.number} stands in row {earlier.row} with the same content; read once."
        )
        return
    reader.fault(
        later.row, "number", later.number,
        f"Member {later.number} stands in row {earlier.row} and in row {later.row} with other content.",
        "Keep the row that is right, or correct the number.",
    )  # fmt: skip


def _alike_but_for_zeros(reader: Reader, rows: dict[str, MemberRow]) -> None:
    """42 and 0042 in one register are one member of whom a spreadsheet took the zeros, or a slip."""
    first: dict[str, MemberRow] = {}
    for member in list(rows.values()):
        earlier = first.setdefault(bare(member.number), member)
        if earlier is not member:
            del rows[member.number]
            reader.fault(
                member.row, "number", member.number,
                f"{member.number} and {earlier.number} in row {earlier.row} differ by leading zeros alone.",
                "Keep one of them, or give all numbers the same length.",
            )  # fmt: skip


def _shared(reader: Reader, rows: dict[str, MemberRow], name: str, words: str) -> None:
    """Families share a phone, so it is only said; one identity number for two members is worth a look."""
    first: dict[str, MemberRow] = {}
    for member in rows.values():
        value = getattr(member, name)
        earlier = first.setdefault(value, member) if value else member
        if earlier is not member:
            reader.note(member.row, f"{words} of member {member.number} is also that of {earlier.number}.")
