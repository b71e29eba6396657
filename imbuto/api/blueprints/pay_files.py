"""Files of payments for banks, SACCOs and the M-Pesa portal: made by one official, let out by another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from imbuto.api import pay_results
from imbuto.api.access import by, permit
from imbuto.api.answers import made, receipt, story
from imbuto.api.blueprint import Blueprint
from imbuto.api.incoming import LARGEST_BATCH_BYTES
from imbuto.api.paging import answer_page
from imbuto.api.parts import ledger, now, views
from imbuto.api.schemas.base import OpenReason, Receipt
from imbuto.api.schemas.pay_files import (
    FileFormArgs,
    NewPayFile,
    NewPayFormat,
    PayFileArgs,
    PayFileLineArgs,
    PayFileLinePage,
    PayFilePage,
    PayFileWithStory,
    PayFormats,
    ResultFile,
    ResultPreview,
    SeenPayFile,
    SeenResults,
)
from imbuto.ledger import PayFormat, ResultSums, digest_of
from imbuto.papers.cash_list import cash_list_of, cash_list_pdf, cash_receipts_pdf
from imbuto.papers.pay_file import WRITERS, letter_of, letter_pdf
from imbuto.values import business_date

blueprint = Blueprint("pay-files", "Payments that leave by a file, and payments in cash.")
_ONE = "/pay-files/<uuid:id>"
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_FILE = {
    "description": "The file, as it was approved.",
    "content": {content_type.partition(";")[0]: _BINARY for content_type, _ in WRITERS.values()},
}
_A_PDF = {"type": "string", "format": "binary"}
PDF = "application/pdf"


@blueprint.route("/pay-formats")
@permit("payouts.read")
@blueprint.response(200, PayFormats)
def list_pay_formats() -> Any:
    """The formats of payment files in force today, and those to come; presets are to be verified with the
    bank"""
    day, cooperative = business_date(now()), ledger().cooperative()
    coming = cooperative.pay_formats_after(day)
    return {"day": day, "items": cooperative.pay_formats_on(day), "to_come": coming}


@blueprint.route("/pay-formats", methods=["POST"])
@permit("pay_files.make")
@blueprint.arguments(NewPayFormat)
@blueprint.response(200, Receipt)
def set_pay_format(form: PayFormat) -> Any:
    """Write down how a bank wants its files, from a day on; who does may not approve a file in that format"""
    return receipt(ledger().set_pay_format(form, by()))


@blueprint.route("/pay-files")
@permit("payouts.read")
@blueprint.arguments(PayFileArgs, location="query")
@blueprint.response(200, PayFilePage)
def list_pay_files(asked: dict[str, Any]) -> Any:
    """Files of payments, the latest first"""
    return answer_page(views().pay_files.page(**asked))


@blueprint.route("/pay-files", methods=["POST"])
@permit("pay_files.make")
@blueprint.arguments(NewPayFile)
@blueprint.already(Receipt, "Was asked for already.")
@blueprint.response(201, Receipt)
def make_pay_file(given: dict[str, Any]) -> Any:
    """Make a file of all payouts that wait for it; another official approves it once it is sealed"""
    return made(ledger().open_pay_file(**given, by=by()), f"/api/v1/pay-files/{given['id']}")


@blueprint.route(_ONE)
@permit("payouts.read")
@blueprint.response(200, PayFileWithStory)
def see_pay_file(id: UUID) -> Any:
    """One file with its story"""
    columns = ledger().pay_file(id).form.columns
    told = {"columns": columns, "story": _short(story(ledger().story(id)))}
    return {**vars(views().pay_files.get(id)), **told}


@blueprint.route(f"{_ONE}/payouts")
@permit("payouts.read")
@blueprint.arguments(PayFileLineArgs, location="query")
@blueprint.response(200, PayFileLinePage)
def list_payouts_in_file(asked: dict[str, Any], id: UUID) -> Any:
    """The payments in a file, in its order, and what became of each"""
    views().pay_files.get(id)
    return answer_page(views().pay_files.lines(id, **asked))


@blueprint.route(f"{_ONE}/approval", methods=["POST"])
@permit("pay_files.approve")
@blueprint.arguments(SeenPayFile)
@blueprint.response(200, Receipt)
def approve_pay_file(given: dict[str, Any], id: UUID) -> Any:
    """Let a file out, naming its count, amount and digest as seen; it cannot be cancelled afterwards"""
    seen = given["count"], given["amount"], given["digest"]
    return receipt(ledger().approve_pay_file(id, *seen, by(), fixed=given["fixed"]))


@blueprint.route(f"{_ONE}/cancellation", methods=["POST"])
@permit("pay_files.make")
@blueprint.arguments(OpenReason)
@blueprint.response(200, Receipt)
def cancel_pay_file(given: dict[str, Any], id: UUID) -> Any:
    """Cancel a file before it is approved: its payouts go back"""
    return receipt(ledger().cancel_pay_file(id, given["reason"], by()))


@blueprint.route(f"{_ONE}/file")
@permit("pay_files.make")
@blueprint.arguments(FileFormArgs, location="query")
@blueprint.doc(responses={200: _FILE, 409: "CONFLICT"})
def take_pay_file(asked: dict[str, Any], id: UUID) -> Any:
    """Take an approved file to the bank, as CSV or XLSX; who takes it, and when, is recorded each time"""
    form = asked["form"]
    content_type, write = WRITERS[form]
    content = write(ledger().pay_file_content(id))
    ledger().download_pay_file(id, form, digest_of(content), by())
    headers = {"Content-Disposition": f'attachment; filename="payments-{id}.{form}"'}
    return Response(content, headers=headers, content_type=content_type)


@blueprint.route(f"{_ONE}/letter.pdf")
@permit("payouts.read")
@blueprint.response(200, _A_PDF, content_type=PDF, description="A4, to sign and to hand in.")
def print_letter(id: UUID) -> Any:
    """The letter that goes with a file: count, amount, digest, who made and who approved it; to be signed"""
    letter = letter_of(views(), ledger().cooperative().name, id)
    return _pdf(letter_pdf(letter), f"payments-{id}.pdf")


@blueprint.route(f"{_ONE}/results/preview", methods=["POST"])
@permit("pay_files.make")
@blueprint.arguments(ResultFile, location="upload", largest_bytes=LARGEST_BATCH_BYTES)
@blueprint.response(200, ResultPreview)
def preview_results(given: dict[str, Any], id: UUID) -> Any:
    """See what a bank's result file says and every fault of it; nothing is recorded"""
    return pay_results.preview(id, given["file"])


@blueprint.route(f"{_ONE}/results", methods=["POST"])
@permit("pay_files.make")
@blueprint.arguments(ResultFile, location="upload", largest_bytes=LARGEST_BATCH_BYTES)
@blueprint.response(200, Receipt)
def read_results(given: dict[str, Any], id: UUID) -> Any:
    """Propose what a bank's result file says of each payment; one bad row refuses all of it"""
    return receipt(pay_results.read_in(id, given["file"]))


@blueprint.route(f"{_ONE}/results/approval", methods=["POST"])
@permit("pay_files.approve")
@blueprint.arguments(SeenResults)
@blueprint.response(200, Receipt)
def approve_results(seen: tuple[int, ResultSums], id: UUID) -> Any:
    """Approve all results that another official read in, naming their number, count and sums"""
    results, sums = seen
    return receipt(ledger().approve_pay_results(id, sums, by(), results=results))


@blueprint.route(f"{_ONE}/results/refusal", methods=["POST"])
@permit("pay_files.approve")
@blueprint.arguments(OpenReason)
@blueprint.response(200, Receipt)
def refuse_results(given: dict[str, Any], id: UUID) -> Any:
    """Decline the results that wait, with the reason"""
    return receipt(ledger().refuse_pay_results(id, given["reason"], by()))


@blueprint.route("/settlements/<uuid:id>/cash-list.pdf")
@permit("payouts.read")
@blueprint.response(200, _A_PDF, content_type=PDF, description="A4 pages.")
def print_cash_list(id: UUID) -> Any:
    """The members of a run who are paid in cash, with room for voucher numbers, signatures and witnesses"""
    listed = cash_list_of(views(), ledger().cooperative().name, id)
    return _pdf(cash_list_pdf(listed), f"cash-list-{listed.period}.pdf")


@blueprint.route("/settlements/<uuid:id>/cash-receipts.pdf")
@permit("payouts.read")
@blueprint.response(200, _A_PDF, content_type=PDF, description="A4 pages, three receipts each.")
def print_cash_receipts(id: UUID) -> Any:
    """A receipt to sign for each member of a run who is paid in cash"""
    listed = cash_list_of(views(), ledger().cooperative().name, id)
    return _pdf(cash_receipts_pdf(listed), f"cash-receipts-{listed.period}.pdf")


def _pdf(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=headers, content_type=PDF)


def _short(chapters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A file may have thousands of lines: the story tells how many, the list of its payments which."""
    for chapter in chapters:
        if "lines" in chapter["details"]:
            chapter["details"]["lines"] = len(chapter["details"]["lines"])
    return chapters
