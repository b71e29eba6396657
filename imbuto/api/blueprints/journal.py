"""The books in double entry: journal, trial balance, ledgers, and the books as files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import Any

from flask import Response, stream_with_context

from imbuto.api.access import permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.paging import answer_page, link_to_next
from imbuto.api.parts import ledger, views
from imbuto.api.schemas.books import (
    AccountLedger,
    AccountLedgerArgs,
    Chart,
    CreditorTotals,
    ExportArgs,
    LedgerArgs,
    MemberLedger,
    PostingArgs,
    PostingPage,
    RangeArgs,
    TrialBalance,
)
from imbuto.api.schemas.cooperative import read_code
from imbuto.papers.books import Extract, csv_lines, extract, member_lines
from imbuto.papers.books_plain import beancount_lines, hledger_lines
from imbuto.papers.books_xlsx import write_xlsx
from imbuto.projections.books import ACCOUNTS

blueprint = Blueprint("journal", "The books in double entry.")
_MEMBER = "/members/<number:number>"
_CHUNK_BYTES = 64 * 1024
_CSV, _PLAIN = "text/csv; charset=utf-8", "text/plain; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.route("/journal/postings")
@permit("journal.read")
@blueprint.arguments(PostingArgs, location="query")
@blueprint.response(200, PostingPage)
def list_postings(asked: dict[str, Any]) -> Any:
    """Postings in the order of positions; those of an account, a member or a creditor by day"""
    return answer_page(views().journal.postings(**asked))


@blueprint.route("/journal/accounts")
@permit("journal.read")
@blueprint.response(200, Chart)
def list_accounts() -> Any:
    """The chart of accounts"""
    return {"items": list(ACCOUNTS.values())}


@blueprint.route("/journal/trial-balance")
@permit("journal.read")
@blueprint.arguments(RangeArgs, location="query")
@blueprint.response(200, TrialBalance)
def see_trial_balance(asked: dict[str, Any]) -> Any:
    """Debits and credits of every account: now, up to a position or a day, or of some days"""
    accounts = views().journal.trial_balance(**asked)
    debit, credit = sum(one.debit_cents for one in accounts), sum(one.credit_cents for one in accounts)
    return {"accounts": accounts, "debit_cents": debit, "credit_cents": credit}


@blueprint.route("/journal/creditors")
@permit("journal.read")
@blueprint.arguments(RangeArgs, location="query")
@blueprint.response(200, CreditorTotals)
def see_creditor_totals(asked: dict[str, Any]) -> Any:
    """What is owed to each creditor: now, as of a position or a day, or over some days"""
    found = views().journal.creditors(**asked)
    names = ("opening_cents", "debit_cents", "credit_cents", "owed_cents")
    return {"creditors": found, **{name: sum(getattr(one, name) for one in found) for name in names}}


@blueprint.route("/ledger/<account>")
@permit("journal.read")
@blueprint.arguments(AccountLedgerArgs, location="query")
@blueprint.response(200, AccountLedger)
def see_ledger(asked: dict[str, Any], account: str) -> Any:
    """One account by day, with its opening and running balance: cash book 1030, bank 1040, float 1010 …"""
    found = views().journal.ledger(account, **asked)
    return found, 200, link_to_next(found.next)


@blueprint.route("/creditors/<code>/ledger")
@permit("journal.read")
@blueprint.arguments(LedgerArgs, location="query")
@blueprint.response(200, AccountLedger)
def see_creditor_ledger(asked: dict[str, Any], code: str) -> Any:
    """What was taken from members for a creditor, and handed over"""
    ledger().cooperative().require_creditor(read_code(code))
    found = views().journal.ledger("2300", creditor=read_code(code), **asked)
    return found, 200, link_to_next(found.next)


@blueprint.route(f"{_MEMBER}/ledger")
@permit("balances.read", own="own.read")
@blueprint.arguments(LedgerArgs, location="query")
@blueprint.response(200, MemberLedger)
def see_member_ledger(asked: dict[str, Any], number: str) -> Any:
    """The member's personal ledger: milk, charges, deductions, savings, shares and payouts, by day"""
    views().members.get(number)
    found = views().journal.member_ledger(number, **asked)
    return found, 200, link_to_next(found.next)


@blueprint.route(f"{_MEMBER}/ledger/file")
@permit("balances.read", own="own.read")
@blueprint.arguments(RangeArgs, location="query")
@blueprint.response(200, {"type": "string"}, content_type="text/csv", description="A table, with headings.")
def download_member_ledger(asked: dict[str, Any], number: str) -> Any:
    """The same, whole, as a CSV file"""
    views().members.get(number)
    lines = member_lines(views().journal, number, **asked)
    return _file(lines, f"ledger-{number.replace('/', '-')}.csv", _CSV)


@blueprint.route("/journal/export")
@permit("journal.read")
@blueprint.arguments(ExportArgs, location="query")
@blueprint.response(200, {"type": "string"}, content_type="*/*", description="The books, streamed.")
def export_books(asked: dict[str, Any]) -> Any:
    """The books as CSV, XLSX, hledger or Beancount: all, up to a day or a position, or of some days"""
    write, ending, kind = _EXPORTS[asked.pop("format")]
    books = extract(views().journal, ledger().cooperative().name, **asked)
    return _file(write(books), f"{books.name}.{ending}", kind)


def _file(parts: Iterator[str] | Iterator[bytes], name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(stream_with_context(parts), 200, headers, content_type=kind)


def _workbook(books: Extract) -> Iterator[bytes]:
    with TemporaryFile() as file:
        write_xlsx(books, file)
        file.seek(0)
        while part := file.read(_CHUNK_BYTES):
            yield part


_EXPORTS: dict[str, tuple[Callable[[Extract], Iterator[str] | Iterator[bytes]], str, str]] = {
    "csv": (csv_lines, "csv", _CSV),
    "xlsx": (_workbook, "xlsx", _XLSX),
    "hledger": (hledger_lines, "journal", _PLAIN),
    "beancount": (beancount_lines, "beancount", _PLAIN),
}
