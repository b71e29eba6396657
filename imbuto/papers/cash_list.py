"""Payment in cash on paper: the list by which it is paid, and a receipt for each member to sign.

What was paid is then recorded by two officials: the treasurer proposes it with the voucher's number and how
the member signed, and another, who stood by as the witness, approves it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from imbuto.papers.pdf import Page, fitted, largest, pdf
from imbuto.papers.sheet import A4, GREEN, GREY, INK, RULE, Cell, Sheets
from imbuto.papers.statement_words import amount, shillings
from imbuto.projections import Views
from imbuto.values import receipt_code

OPEN_STATES = ("requested", "held")
_ROW, _SIZE = 26.0, 9.0
_RECEIPTS = 3
"""On one A4 page."""
_ASKED_AT_ONCE = 500
_LINES = (
    ("Voucher no. / Namba ya vocha", "Date / Tarehe"),
    ("Received: signature or thumb mark / Mpokeaji: sahihi au dole gumba", "National ID / Kitambulisho"),
    ("Paid by / Mlipaji", "Witness / Shahidi"),
)


@dataclass(frozen=True)
class CashRow:
    """One payment in cash that is still open. `code` stands for the payout where it is recorded."""

    payout: UUID
    member: str
    name: str
    cents: int
    held: bool

    @property
    def code(self) -> str:
        return receipt_code(self.payout)


@dataclass(frozen=True)
class CashList:
    """What one run pays in cash and has not paid yet, by member."""

    cooperative: str
    period: str
    rows: tuple[CashRow, ...]

    @property
    def payable(self) -> list[CashRow]:
        """Those that may be handed out; what is held waits."""
        return [row for row in self.rows if not row.held]

    @property
    def total_cents(self) -> int:
        return sum(row.cents for row in self.payable)


def cash_list_of(views: Views, cooperative: str, run: UUID) -> CashList:
    """The open payments in cash of a run. Raises Unknown."""
    period = views.settlements.get(run).period
    found = []
    for state in OPEN_STATES:
        cursor: str | None = None
        while True:
            page = views.payouts.page(
                run=run, state=state, channel="cash", cursor=cursor, limit=_ASKED_AT_ONCE
            )
            found += page.items
            cursor = page.next
            if cursor is None:
                break
    names = _names(views, sorted({payout.member for payout in found}))
    rows = [
        CashRow(one.id, one.member, names.get(one.member) or "", one.amount_cents, one.state == "held")
        for one in found
    ]
    return CashList(cooperative, period, tuple(sorted(rows, key=lambda row: (row.member, row.code))))


def _names(views: Views, members: list[str]) -> dict[str, str | None]:
    names: dict[str, str | None] = {}
    for start in range(0, len(members), _ASKED_AT_ONCE):
        names |= views.members.names(members[start : start + _ASKED_AT_ONCE])
    return names


# ----------------------------------------------------------------- the list


def cash_list_pdf(listed: CashList) -> bytes:
    """A4 pages: a line for each member, with room to sign; the total, and who paid and who watched."""
    title = f"Cash list {listed.period}"
    sheets = Sheets(f"{listed.cooperative} · {title}", A4)
    _head(sheets.page, sheets, listed.cooperative, title)
    table = _Table(sheets)
    for number, row in enumerate(listed.rows, start=1):
        table.row(number, row)
    sheets.room(170)
    sheets.row(
        [
            Cell(sheets.left, "Total to hand out", 200, bold=True),
            Cell(sheets.left + 300, shillings(listed.total_cents), 150, right=True, bold=True),
        ],
        _SIZE,
        22,
    )
    held = len(listed.rows) - len(listed.payable)
    if held:
        sheets.note(f"{held} held back: not to be handed out before they are let go.", 8)
    if not listed.rows:
        sheets.note("Nobody waits for cash of this pay run.", 9)
    for title_of_line in ("Handed out by (treasurer)", "Witness (another official)"):
        sheets.y += 44
        sheets.page.line(sheets.left, sheets.y, sheets.left + 240, RULE, 0.8)
        sheets.page.line(sheets.left + 270, sheets.y, sheets.right, RULE, 0.8)
        sheets.page.text(sheets.left, sheets.y + 11, title_of_line, 8, GREY)
        sheets.page.text(sheets.left + 270, sheets.y + 11, "Name and date", 8, GREY)
    pages = sheets.finish(title, listed.cooperative, "page {page} of {pages}")
    return b"".join(pdf(pages, f"{listed.cooperative}: {title}", "en"))


def _head(page: Page, sheets: Sheets, cooperative: str, title: str) -> None:
    size = largest(cooperative, sheets.wide, (14, 12, 10), bold=True)
    page.text(sheets.left, 40, fitted(cooperative, sheets.wide, size, bold=True), size, GREEN, bold=True)
    page.line(sheets.left, 47, sheets.right, GREEN, 1.4)
    page.text(sheets.left, 62, title, 11, INK, bold=True)
    sheets.y = 68


class _Table:
    """A line for each member, whose heads stand on each page that the list goes on to."""

    HEADS = ("No.", "Member", "Name", "Code", "KES", "Voucher no.", "Signature or thumb mark", "Witness")
    PLACES = (0, 26, 74, 206, 304, 314, 372, 482)

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets
        self._headed_on: Page | None = None

    def row(self, number: int, row: CashRow) -> None:
        sheets = self._sheets
        sheets.room(_ROW + (0 if sheets.page is self._headed_on else _ROW))
        if sheets.page is not self._headed_on:
            self._headed_on = sheets.page
            self._draw([*self.HEADS], GREY, 16)
        held = "held back" if row.held else ""
        said = [str(number), row.member, row.name, row.code, amount(row.cents), held, "", ""]
        self._draw(said, GREY if row.held else INK, _ROW)

    def _draw(self, words: list[str], colour: tuple[float, float, float], high: float) -> None:
        sheets = self._sheets
        cells = []
        for column, (place, text) in enumerate(zip(self.PLACES, words, strict=True)):
            room = [*self.PLACES[1:], sheets.wide][column] - place - 6
            is_amount = column == 4
            x = sheets.left + place
            cells.append(Cell(x, text, 70 if is_amount else room, right=is_amount, colour=colour))
        sheets.row(cells, 8 if high < _ROW else _SIZE, high)
        sheets.rule()


# ----------------------------------------------------------------- receipts


def cash_receipts_pdf(listed: CashList) -> bytes:
    """A4 pages with three receipts each, of those who may be paid; one page that says so where nobody is."""
    title = f"Cash receipts {listed.period}"
    pages = list(_receipts(listed, listed.payable)) or [_nobody(listed)]
    return b"".join(pdf(pages, f"{listed.cooperative}: {title}", "sw"))


def _receipts(listed: CashList, rows: Iterable[CashRow]) -> Iterable[Page]:
    page = Page(*A4)
    slot = 0
    for row in rows:
        if slot == _RECEIPTS:
            yield page
            page, slot = Page(*A4), 0
        _receipt(page, slot * A4[1] / _RECEIPTS, listed, row)
        slot += 1
    if slot:
        yield page


def _receipt(page: Page, top: float, listed: CashList, row: CashRow) -> None:
    left, right = 40.0, A4[0] - 40
    room = right - left
    page.text(left, top + 36, fitted(listed.cooperative, room - 130, 12, bold=True), 12, GREEN, bold=True)
    page.text(right, top + 36, f"{listed.period} · {row.code}", 9, GREY, right=True)
    page.line(left, top + 43, right, GREEN, 1.0)
    page.text(left, top + 62, "Cash receipt / Stakabadhi ya malipo", 10, INK, bold=True)
    whose = f"{row.member}  {row.name}"
    page.text(left, top + 84, fitted(whose, room - 150, 13, bold=True), 13, INK, bold=True)
    page.text(right, top + 84, shillings(row.cents), 14, INK, bold=True, right=True)
    y = top + 84
    for first, second in _LINES:
        y += 50
        page.line(left, y, left + 300, RULE, 0.8)
        page.line(left + 330, y, right, RULE, 0.8)
        page.text(left, y + 10, fitted(first, 300, 7.5), 7.5, GREY)
        page.text(left + 330, y + 10, fitted(second, right - left - 330, 7.5), 7.5, GREY)
    if top:
        page.line(20, top, A4[0] - 20, RULE, 0.3)


def _nobody(listed: CashList) -> Page:
    page = Page(*A4)
    words = f"{listed.cooperative}, {listed.period}: nobody waits for cash."
    page.text(40, 60, fitted(words, A4[0] - 80, 11), 11, INK)
    return page
