"""A member's personal ledger on paper: A4, one table for each account, pages numbered by member.

From the top: whose it is and of which days; what every account held before and after; then each account line
by line, with its own running balance, opening and closing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from imbuto.papers.ledger import AccountPart, LedgerDocument
from imbuto.papers.ledger_words import LedgerWords
from imbuto.papers.pdf import Page, fitted, largest, pdf, width, wrapped
from imbuto.papers.sheet import A4, GREEN, GREY, INK, PALE, RED, RULE, Cell, Sheets
from imbuto.papers.statement_words import amount, litres
from imbuto.projections.books import LedgerLine

_ROW, _MORE, _HEAD, _SIZE = 11.5, 9.5, 12.0, 8.0
_WHAT = 96.0
"""Where the words begin, behind the day and the event."""
_AMOUNT, _LITRES = 64.0, 48.0
"""Widths of the columns of amounts and of litres."""


def ledger_pdf(document: LedgerDocument, language: str) -> Iterator[bytes]:
    """One member's ledger as a file."""
    title = f"{LedgerWords(language)('ledger')} {document.member}"
    return pdf(ledger_pages(document, language), title, language)


def ledgers_pdf(
    documents: Iterable[tuple[LedgerDocument, str]], title: str, language: str
) -> Iterator[bytes]:
    """Many in one file, each in its member's language. The parts come as they are drawn."""
    pages = (page for document, chosen in documents for page in ledger_pages(document, chosen))
    return pdf(pages, title, language)


def ledger_pages(document: LedgerDocument, language: str) -> list[Page]:
    """One member's pages, numbered from 1."""
    say = LedgerWords(language)
    number, span = say("member", number=document.member), say.days(document.from_day, document.until_day)
    whose = document.name or say("nobody")
    sheets = Sheets(f"{number} · {say('ledger')} · {span} · {whose} · {document.cooperative}", A4)
    _head(sheets, document, say)
    if document.accounts:
        _summary(sheets, document.accounts, say)
        for part in document.accounts:
            _account(sheets, part, say)
    else:
        sheets.down(14)
        sheets.note(say("nothing"), _SIZE)
    sheets.down(8)
    sheets.note(say("meaning"))
    below = f"{say('law')} {document.cooperative}"
    return sheets.finish(
        say("books-at", position=document.position), below, say("page", page="{page}", pages="{pages}")
    )


def _head(sheets: Sheets, document: LedgerDocument, say: LedgerWords) -> None:
    page, left, right = sheets.page, sheets.left, sheets.right
    size = largest(document.cooperative, sheets.wide, (14, 12, 10), bold=True)
    page.text(left, 40, fitted(document.cooperative, sheets.wide, size, bold=True), size, GREEN, bold=True)
    page.line(left, 47, right, GREEN, 1.4)
    span = say.days(document.from_day, document.until_day)
    page.text(left, 60, say("ledger"), 9.5, INK, bold=True)
    page.text(right, 60, span, 9.5, INK, right=True)
    whose = document.name or say("nobody")
    size = largest(whose, sheets.wide, (15, 13, 11, 9), bold=True)
    page.text(left, 82, fitted(whose, sheets.wide, size, bold=True), size, INK, bold=True)
    about = f"{say('member', number=document.member)} · {say('centre', centre=document.centre)}"
    page.text(left, 95, fitted(about, sheets.wide, 9), 9, GREY)
    sheets.y = 98


# ---------------------------------------------------------------- tables


class _Table:
    """Rows of the six columns, whose heads stand on each page that the table goes on to."""

    def __init__(self, sheets: Sheets, heads: Sequence[str]) -> None:
        self._sheets = sheets
        self._heads = heads
        self._headed_on: Page | None = None

    def row(
        self,
        first: str,
        event: str,
        what: str,
        figures: Sequence[str],
        *,
        bold: bool = False,
        owes: bool = False,
        shaded: bool = False,
    ) -> None:
        """Litres, debit, credit, balance in `figures`. Words that are too long go on below."""
        sheets = self._sheets
        begin = sheets.left if not (first or event) else sheets.left + _WHAT
        words = wrapped(what, sheets.right - 3 * _AMOUNT - _LITRES - 8 - begin, _SIZE) or [""]
        sheets.room(_ROW + _MORE * (len(words) - 1) + (0 if sheets.page is self._headed_on else _HEAD))
        self._head()
        if shaded:
            sheets.page.box(sheets.left - 4, sheets.y + 0.5, sheets.wide + 8, _ROW + 1, PALE)
        cells = [
            Cell(sheets.left, first, 52, bold=bold),
            Cell(sheets.left + _WHAT - 6, event, max(44, width(event, _SIZE)), right=True, colour=GREY),
            Cell(begin, words[0], sheets.wide, bold=bold),
            *self._figures(figures, bold=bold, owes=owes),
        ]
        sheets.row(cells, _SIZE, _ROW)
        for more in words[1:]:
            sheets.row([Cell(begin, more, sheets.wide, bold=bold)], _SIZE, _MORE)

    def _head(self) -> None:
        sheets = self._sheets
        if sheets.page is self._headed_on:
            return
        self._headed_on = sheets.page
        day, event, what, *figures = self._heads
        begin = sheets.left if not day else sheets.left + _WHAT
        cells = [
            Cell(sheets.left, day, 52, colour=GREY),
            Cell(sheets.left + _WHAT - 6, event, 40, right=True, colour=GREY),
            Cell(begin, what, 200, colour=GREY),
            *(
                Cell(x, name, max(room, 64), right=True, colour=GREY)
                for x, room, name in self._columns(figures)
            ),
        ]
        sheets.row(cells, 7, _HEAD)
        sheets.rule()

    def _columns(self, figures: Sequence[str]) -> list[tuple[float, float, str]]:
        """Where each figure ends, and its room."""
        right = self._sheets.right
        ends = [right - 3 * _AMOUNT, right - 2 * _AMOUNT, right - _AMOUNT, right]
        rooms = [_LITRES - 2, *[_AMOUNT - 2] * 3]
        return list(zip(ends, rooms, figures, strict=True))

    def _figures(self, figures: Sequence[str], *, bold: bool, owes: bool) -> Iterator[Cell]:
        for place, (x, room, words) in enumerate(self._columns(figures)):
            colour = RED if owes and place == 3 else INK
            # A figure is never shortened: a long one takes from the free room before it.
            room = max(room, width(words, _SIZE, bold=bold))
            yield Cell(x, words, room, right=True, bold=bold, colour=colour)


def _summary(sheets: Sheets, parts: Sequence[AccountPart], say: LedgerWords) -> None:
    """Every account with what it held before and after the days."""
    sheets.title(say("accounts"))
    heads = ("", "", say("account-name"), say("opening"), say("debit"), say("credit"), say("closing"))
    table = _Table(sheets, heads)
    totals = [part.total for part in parts]
    for one in totals:
        figures = (-one.opening_cents, one.debit_cents, one.credit_cents, -one.balance_cents)
        owes = one.balance_cents > 0
        table.row("", "", _named(one.account, one.name, say), [amount(cents) for cents in figures], owes=owes)
    if len(totals) > 1:
        sheets.rule(RULE)
        opening, balance = (
            -sum(one.opening_cents for one in totals),
            -sum(one.balance_cents for one in totals),
        )
        moved = sum(one.debit_cents for one in totals), sum(one.credit_cents for one in totals)
        figures = (opening, *moved, balance)
        shown = [amount(cents) for cents in figures]
        table.row("", "", say("together"), shown, bold=True, owes=balance < 0)


def _account(sheets: Sheets, part: AccountPart, say: LedgerWords) -> None:
    """One account: its opening balance, every line, and its closing balance with the sums."""
    total = part.total
    delivered = say("litres", litres=litres(total.centilitres)) if total.centilitres else ""
    sheets.title(_named(total.account, total.name, say), delivered, keep=4 * _ROW)
    names = ("day", "event", "what", "litres-head", "debit", "credit", "balance")
    table = _Table(sheets, [say(name) for name in names])
    opening, closing = -total.opening_cents, -total.balance_cents
    table.row("", "", say("opening"), ["", "", "", amount(opening)], bold=True, owes=opening < 0)
    for line in part.lines:
        _line(table, line, say)
    sums = [_litres(total.centilitres), amount(total.debit_cents), amount(total.credit_cents)]
    closed = [*sums, amount(closing)]
    table.row("", "", say("closing"), closed, bold=True, owes=closing < 0, shaded=True)


def _line(table: _Table, line: LedgerLine, say: LedgerWords) -> None:
    one, balance = line.posting, -line.balance_cents
    day = f"{say.day(one.day)} {one.day.year}"
    sides = [amount(cents) if cents else "" for cents in (one.debit_cents, one.credit_cents)]
    figures = [_litres(one.centilitres), *sides, amount(balance)]
    table.row(day, str(one.position), say.what(one.text), figures, owes=balance < 0)


def _litres(centilitres: int) -> str:
    return litres(centilitres) if centilitres else ""


def _named(account: str, name: str, say: LedgerWords) -> str:
    """The account's name as a member reads it, with its number in the books."""
    return f"{say.account(account, name)} ({account})"
