"""A day's payments beside what M-Pesa says: statements of its portal, and each difference with what to do."""

from __future__ import annotations

from datetime import date
from typing import Any

from imbuto.api import portal
from imbuto.api.access import by, permit
from imbuto.api.answers import made, receipt
from imbuto.api.blueprint import Blueprint
from imbuto.api.paging import PageArgs, answer_page
from imbuto.api.parts import ledger, parts, views
from imbuto.api.schemas.base import Receipt
from imbuto.api.schemas.reconciliation import (
    NewReconciliation,
    NewStatement,
    PortalStatementPage,
    ReconciledDayPage,
    Reconciliation,
    StatementPreview,
)
from imbuto.errors import Unknown

blueprint = Blueprint("reconciliation", "Payments beside what M-Pesa says.")
LARGEST_STATEMENT_BYTES = 20_000_000
"""Some 60,000 lines; a larger one is brought in by `imbuto reconcile --statement`."""
SHOWN = 1_000
"""So many differences of a day are told, the gravest first; all of them are counted."""


@blueprint.route("/portal-statements")
@permit("reconciliation.read")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, PortalStatementPage)
def list_portal_statements(asked: dict[str, Any]) -> Any:
    """Statements of M-Pesa that were brought in, the latest first"""
    return answer_page(views().reconciliations.statements(**asked))


@blueprint.route("/portal-statements/preview", methods=["POST"])
@permit("reconciliation.make")
@blueprint.arguments(NewStatement, location="upload", largest_bytes=LARGEST_STATEMENT_BYTES)
@blueprint.response(200, StatementPreview)
def preview_portal_statement(given: dict[str, Any]) -> Any:
    """See what a statement of M-Pesa's portal holds and every fault of it; nothing is recorded"""
    return portal.preview(given["file"], given["headings"])


@blueprint.route("/portal-statements", methods=["POST"])
@permit("reconciliation.make")
@blueprint.arguments(NewStatement, location="upload", largest_bytes=LARGEST_STATEMENT_BYTES)
@blueprint.already(Receipt, "Was brought in already.")
@blueprint.response(201, Receipt)
def import_portal_statement(given: dict[str, Any]) -> Any:
    """Bring in a statement of M-Pesa's portal; its days are compared. One bad row refuses all of it"""
    return made(portal.bring_in(given["file"], given["headings"]), "/api/v1/portal-statements")


@blueprint.route("/reconciliations")
@permit("reconciliation.read")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, ReconciledDayPage)
def list_reconciliations(asked: dict[str, Any]) -> Any:
    """The days that were compared, the latest first"""
    return answer_page(views().reconciliations.page(**asked))


@blueprint.route("/reconciliations", methods=["POST"])
@permit("reconciliation.make")
@blueprint.arguments(NewReconciliation)
@blueprint.response(200, Receipt)
def make_reconciliation(given: dict[str, Any]) -> Any:
    """Compare a day now, and record what was found"""
    position = ledger().position()
    return receipt(ledger().make_reconciliation(parts().compare(given["day"]).found, position, by()))


@blueprint.route("/reconciliations/<day>")
@permit("reconciliation.read")
@blueprint.response(200, Reconciliation)
def see_reconciliation(day: str) -> Any:
    """A day beside M-Pesa as it stands now: every difference, by how much, and what to do"""
    on = _day(day)
    found = parts().compare(on)
    return {
        **vars(found),
        "counts": found.counts,
        "differences": found.differences[:SHOWN],
        "shown": len(found.differences[:SHOWN]),
        "made": views().reconciliations.made(on),
    }


def _day(text: str) -> date:
    """A day in an address; anything else is at no address. Raises Unknown."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Unknown("day", text[:20]) from None
    if day.isoformat() != text or not 2000 <= day.year < 2100:
        raise Unknown("day", text[:20])
    return day
