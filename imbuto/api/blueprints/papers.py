"""What can be printed: statements as documents and as PDFs, all of a run in one file; personal ledgers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request, stream_with_context

from imbuto.api.access import permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.parts import ledger, views
from imbuto.api.schemas.papers import LanguageArgs, LedgerPaperArgs, StatementPaper
from imbuto.papers.books import extract
from imbuto.papers.ledger import LedgerPapers
from imbuto.papers.ledger_pdf import ledger_pdf
from imbuto.papers.statement_pdf import statement_pdf, statements_pdf
from imbuto.papers.statements import StatementPapers, chosen_language

blueprint = Blueprint("papers", "Statements and personal ledgers to read and to print.")
_STATEMENT = "/settlements/<uuid:id>/statements/<number:number>"
_A_PDF = {"type": "string", "format": "binary"}
PDF = "application/pdf"


@blueprint.route(f"{_STATEMENT}/document")
@permit("runs.read", own="own.read")
@blueprint.response(200, StatementPaper)
def see_statement_document(id: UUID, number: str) -> Any:
    """All that a member's statement says: milk, prices, deductions, what is paid and what remains"""
    return _papers().document(id, number)


@blueprint.route(f"{_STATEMENT}/document.pdf")
@permit("runs.read", own="own.read")
@blueprint.arguments(LanguageArgs, location="query")
@blueprint.response(200, _A_PDF, content_type=PDF, description="A5 pages, in the language chosen.")
def print_statement(asked: dict[str, Any], id: UUID, number: str) -> Any:
    """A member's statement to print, in the language asked for, the browser's or the member's"""
    document = _papers().document(id, number)
    language = chosen_language(asked["language"], request.accept_languages.values(), document.language)
    name = f"statement-{document.period}-{document.member.replace('/', '-')}-{language}.pdf"
    return Response(statement_pdf(document, language), headers=_named(name), content_type=PDF)


@blueprint.route("/settlements/<uuid:id>/statements.pdf")
@permit("runs.read")
@blueprint.arguments(LanguageArgs, location="query")
@blueprint.response(200, _A_PDF, content_type=PDF, description="Pages follow as they are drawn.")
def print_statements(asked: dict[str, Any], id: UUID) -> Any:
    """All statements of a run in one file, each in its member's language unless one is asked for"""
    papers, chosen = _papers(), asked["language"]
    run = papers.drawn_run(str(id))
    documents = ((document, chosen or document.language) for document in papers.documents(id))
    parts = statements_pdf(documents, f"{ledger().cooperative().name}, {run.period}", chosen or "sw")
    headers = _named(f"statements-{run.period}.pdf")
    return Response(stream_with_context(parts), headers=headers, content_type=PDF)


@blueprint.route("/members/<number:number>/ledger.pdf")
@permit("balances.read", own="own.read")
@blueprint.arguments(LedgerPaperArgs, location="query")
@blueprint.response(200, _A_PDF, content_type=PDF, description="A4 pages, in the language chosen.")
def print_ledger(asked: dict[str, Any], number: str) -> Any:
    """A member's personal ledger to print: produce delivered and the payment for it, account by account"""
    chosen = asked.pop("language")
    books = extract(views().journal, ledger().cooperative().name, **asked)
    document = LedgerPapers(views(), books).document(number)
    language = chosen_language(chosen, request.accept_languages.values(), document.language)
    name = f"ledger-{document.member.replace('/', '-')}-{language}.pdf"
    return Response(ledger_pdf(document, language), headers=_named(name), content_type=PDF)


def _papers() -> StatementPapers:
    return StatementPapers(views(), ledger().cooperative())


def _named(name: str) -> dict[str, str]:
    """Under what name a browser saves the answer."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}
