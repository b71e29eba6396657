"""A statement on paper: one A5 sheet for a usual period, more where there is more to say.

From the top: whose it is and what is paid; the milk by day; by which price and rule; what came in, what was
taken and what is left of each debt; how anyone can check it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imbuto.papers import milk_grid
from imbuto.papers.pdf import Colour, Page, fitted, largest, pdf, width, wrapped
from imbuto.papers.sheet import GREEN, GREY, INK, PALE, RED, WARM, Cell, Sheets
from imbuto.papers.statement_parts import DeductionLine, StatementDocument
from imbuto.papers.statement_words import Words, amount, litres, shillings

_STANDING_COLOURS = {
    "paid": GREEN,
    "waiting": GREEN,
    "carried": GREY,
    "draft": WARM,
    "held": WARM,
    "asking": WARM,
    "failed": RED,
    "discarded": RED,
}
_ROW = 11.5
_COLUMN = 54.0
"""Of each amount in the table of deductions."""


def statement_pdf(document: StatementDocument, language: str) -> bytes:
    """One member's statement as a file."""
    title = f"{Words(language)('title')} {document.period} {document.member}"
    return b"".join(pdf(statement_pages(document, language), title, language))


def statements_pdf(
    documents: Iterable[tuple[StatementDocument, str]], title: str, language: str
) -> Iterator[bytes]:
    """Many in one file, each in its member's language. The parts come as they are drawn."""
    pages = (page for document, chosen in documents for page in statement_pages(document, chosen))
    return pdf(pages, title, language)


def statement_pages(document: StatementDocument, language: str) -> list[Page]:
    say = Words(language)
    number = say("member", number=document.member)
    period = say.span(document.period_start, document.period_end)
    sheets = Sheets(f"{number} · {period} · {document.cooperative}")
    _head(sheets, document, say)
    milk_grid.draw(sheets, document, say)
    _prices(sheets, document, say)
    _account(sheets, document, say)
    _deductions(sheets, document, say)
    _result(sheets, document, say)
    _closing(sheets, document, say)
    foot = say("check", position=document.position, cutoff=document.cutoff_position)
    below = say("digest", digest=document.digest)
    return sheets.finish(foot, below, say("page", page="{page}", pages="{pages}"))


def _head(sheets: Sheets, document: StatementDocument, say: Words) -> None:
    page, left, right = sheets.page, sheets.left, sheets.right
    size = largest(document.cooperative, sheets.wide, (11.5, 10, 8.5), bold=True)
    name = fitted(document.cooperative, sheets.wide, size, bold=True)
    page.text(left, 36, name, size, GREEN, bold=True)
    page.line(left, 42, right, GREEN, 1.4)
    page.text(left, 54, say("title"), 8.5, INK, bold=True)
    page.text(right, 54, say.span(document.period_start, document.period_end), 8.5, INK, right=True)
    paid = shillings(document.net_cents)
    room = sheets.wide - width(paid, 16, bold=True) - 16
    whose = document.name or say("nobody")
    size = largest(whose, room, (13, 11, 9), bold=True)
    page.text(left, 75, fitted(whose, room, size, bold=True), size, INK, bold=True)
    page.text(right, 75, paid, 16, GREEN if document.net_cents else GREY, bold=True, right=True)
    colour, words = _STANDING_COLOURS[document.standing], _standing(document, say)
    page.text(right, 88, f"• {words}", 8, colour, right=True)
    about = f"{say('member', number=document.member)} · {say('centre', centre=document.centre_name)}"
    room = sheets.wide - width(words, 8) - 22
    page.text(left, 88, fitted(about, room, 8.5), 8.5, GREY)
    sheets.y = 88


def _standing(document: StatementDocument, say: Words) -> str:
    if document.standing == "paid" and document.paid_at and document.receipt:
        return say("standing-paid", day=say.on(document.paid_at), receipt=document.receipt)
    if document.standing == "paid":
        return say("paid")
    if document.standing == "carried" and not document.pays:
        return say("standing-waits")
    return say(f"standing-{document.standing}")


def _prices(sheets: Sheets, document: StatementDocument, say: Words) -> None:
    if not document.prices:
        return
    sheets.title(say("prices"))
    for group in document.prices:
        price = amount(group.price_cents_per_litre)
        rule = say.rule(group.rule.removesuffix(f" {price}").removesuffix(":"))
        words = f"KES {price}{f'  ({rule})' if rule else ''}"
        _line(sheets, words, group.cents, beside=say("litres", litres=litres(group.centilitres)))


def _account(sheets: Sheets, document: StatementDocument, say: Words) -> None:
    sheets.title(say("account"))
    lines = [(say("milk-total"), document.milk_cents)]
    for premium in document.premiums:
        price = shillings(premium.cents_per_litre)
        words = say("premium", litres=litres(premium.centilitres), price=price)
        lines.append((f"{words}{f' ({premium.text})' if premium.text else ''}", premium.cents))
    for one in document.adjustments:
        kind = say(f"adjustment-{one.kind}")
        volume = f", {say('litres', litres=litres(one.centilitres))}" if one.centilitres else ""
        lines.append((f"{kind}, {say.day(one.day)}{volume}: {one.reason}", one.cents))
    if document.carried_in_cents:
        name = "carried-in" if document.carried_in_cents > 0 else "debt-in"
        lines.append((say(name), document.carried_in_cents))
    for words, cents in lines:
        _line(sheets, words, cents)
    if len(lines) > 1:
        sheets.rule()
        _line(sheets, say("together"), document.due_cents, bold=True)


def _deductions(sheets: Sheets, document: StatementDocument, say: Words) -> None:
    if not document.deductions:
        return
    sheets.title(say("deductions"), keep=40)
    heads = [say(name) for name in ("due", "taken", "arrears", "remaining")]
    headed_on = None
    for one in document.deductions:
        names = wrapped(_charge(one, say), sheets.wide - 4 * _COLUMN - 6, 8)
        sheets.room(10 + _ROW * len(names))
        if sheets.page is not headed_on:
            sheets.row(_table_row(sheets, "", heads), size=6.8, high=10)
            headed_on = sheets.page
        remaining = "–" if one.remaining_cents is None else amount(one.remaining_cents)
        figures = [amount(one.due_cents), amount(one.taken_cents), _or_dash(one.arrears_cents), remaining]
        sheets.row(_table_row(sheets, names[0], figures), high=_ROW)
        for more in names[1:]:
            sheets.row([Cell(sheets.left, more, sheets.wide)], high=_ROW - 1.5)
    sheets.rule()


def _table_row(sheets: Sheets, name: str, figures: list[str]) -> list[Cell]:
    """The name of a charge and its four amounts, in straight columns."""
    cells = [Cell(sheets.left, name, sheets.wide - 4 * _COLUMN - 4)]
    for place, figure in enumerate(figures):
        x = sheets.right - (3 - place) * _COLUMN
        cells.append(Cell(x, figure, _COLUMN - 2, right=True, colour=INK if name else GREY))
    return cells


def _charge(one: DeductionLine, say: Words) -> str:
    """Agrovet: dairy meal (Kimende Agrovet). What is said twice is said once."""
    words = say(f"charge-{one.kind}")
    if one.text and not one.text.casefold().startswith(words.casefold()):
        words = f"{words}: {one.text}"
    elif one.text:
        words = one.text[0].upper() + one.text[1:]
    if one.creditor_name and one.creditor_name.casefold() not in words.casefold():
        words = f"{words} ({one.creditor_name})"
    return words


def _or_dash(cents: int) -> str:
    return amount(cents) if cents else "–"


def _result(sheets: Sheets, document: StatementDocument, say: Words) -> None:
    """From all that came in to what is paid: each line is what it adds, so that the column adds up."""
    sheets.room(62)
    sheets.down(4)
    is_debt = document.carried_out_cents < 0
    for name, cents in (
        ("deductions-total", -document.deductions_cents),
        ("saved", -document.saved_cents),
        ("debt-out" if is_debt else "carried-out", -document.carried_out_cents),
    ):
        if cents:
            _line(sheets, say(name), cents, colour=RED if name == "debt-out" else INK)
    sheets.page.box(sheets.left - 4, sheets.y + 3, sheets.wide + 8, 17, PALE)
    y, words = sheets.y + 15, say("paid" if document.standing == "paid" else "to-be-paid")
    sheets.page.text(sheets.left, y, words, 10, GREEN, bold=True)
    sheets.page.text(sheets.right, y, shillings(document.net_cents), 11, GREEN, bold=True, right=True)
    sheets.down(23)


def _closing(sheets: Sheets, document: StatementDocument, say: Words) -> None:
    """What waits for a decision, the fee, the savings."""
    if document.held_cents:
        sheets.note(say("held-note", amount=shillings(document.held_cents)), colour=WARM)
    if document.fee_cents:
        sheets.note(say("fee", amount=shillings(document.fee_cents)))
    elif document.net_cents and document.standing != "paid":
        sheets.note(say("fee-unknown"))
    if document.savings_cents:
        sheets.note(say("savings-held", amount=shillings(document.savings_cents)))


def _line(
    sheets: Sheets,
    words: str,
    cents: int,
    *,
    beside: str = "",
    bold: bool = False,
    colour: Colour | None = None,
) -> None:
    """A name and its amount; something may stand before the amount. A long name goes on below."""
    names = wrapped(words, sheets.wide - 64 - (84 if beside else 0), 8)
    sheets.room(_ROW * len(names))
    cells = [
        Cell(sheets.left, names[0], sheets.wide, bold=bold),
        Cell(
            sheets.right,
            amount(cents),
            62,
            right=True,
            bold=bold,
            colour=colour or (RED if cents < 0 else INK),
        ),
    ]
    if beside:
        cells.append(Cell(sheets.right - 68, beside, 80, right=True, colour=GREY))
    sheets.row(cells, high=_ROW)
    for more in names[1:]:
        sheets.row([Cell(sheets.left, more, sheets.wide, bold=bold)], high=_ROW - 1.5)
