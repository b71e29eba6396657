"""Creditors: what is collected for them from members, and what is handed over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request

from imbuto.api.access import by, permit
from imbuto.api.answers import made
from imbuto.api.blueprint import Blueprint
from imbuto.api.paging import answer_page, link_to_next
from imbuto.api.parts import ledger, views
from imbuto.api.schemas.base import Receipt
from imbuto.api.schemas.charge_rules import (
    CreditorIn,
    Creditors,
    RemittanceArgs,
    RemittanceIn,
    RemittanceList,
    RemittanceListArgs,
    RemittancePage,
)
from imbuto.api.schemas.cooperative import read_code
from imbuto.ledger import Handover
from imbuto.papers import remittance
from imbuto.projections.charge_answers import Taking

blueprint = Blueprint("creditors", "Creditors, and the money that is theirs.")
_ALL_AT_ONCE = 1000
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = {
    "csv": (remittance.remittance_csv, "text/csv; charset=utf-8"),
    "xlsx": (remittance.remittance_xlsx, XLSX),
}
_IN_FILES: dict[str, Any] = {
    "responses": {
        200: {
            "content": {
                kind: {"schema": {"type": "string", "contentMediaType": kind}} for kind in (CSV, XLSX)
            }
        }
    }
}


@blueprint.route("/creditors")
@permit("charges.read")
@blueprint.response(200, Creditors)
def list_creditors() -> Any:
    """All creditors, and what each is still to get"""
    return {"items": views().charges.creditors()}


@blueprint.route("/creditors", methods=["POST"])
@permit("creditors.manage")
@blueprint.arguments(CreditorIn)
@blueprint.already(Receipt, "Was entered already.")
@blueprint.response(201, Receipt)
def add_creditor(given: dict[str, Any]) -> Any:
    """Enter a creditor: a SACCO, a bank, an agrovet's shop"""
    saved = ledger().add_creditor(given["code"], given["name"], given["kind"], by())
    return made(saved, "/api/v1/creditors")


@blueprint.route("/creditors/<code>/remittances")
@permit("charges.read")
@blueprint.arguments(RemittanceListArgs, location="query")
@blueprint.doc(**_IN_FILES)
@blueprint.response(200, RemittanceList)
def see_remittance_list(asked: dict[str, Any], code: str) -> Any:
    """The remittance list of a creditor: what was taken of each member, as JSON, CSV or XLSX"""
    creditor, run = views().charges.creditor(read_code(code)), asked.pop("run", None)
    form = asked.pop("format", None) or _accepted()
    if form in FILES:
        return _file(form, remittance.RemittanceList(creditor, *_whole(creditor.code, run)))
    count, cents = views().charges.collected_sum(creditor.code, run)
    page = views().charges.collected(creditor.code, run, **asked)
    names = views().members.names([taking.member for taking in page.items])
    items = [{**vars(taking), "name": names.get(taking.member)} for taking in page.items]
    told = {"creditor": creditor, "run": run, "count": count, "cents": cents}
    return {**told, "items": items, "next": page.next}, 200, link_to_next(page.next)


@blueprint.route("/remittances")
@permit("charges.read")
@blueprint.arguments(RemittanceArgs, location="query")
@blueprint.response(200, RemittancePage)
def list_remittances(asked: dict[str, Any]) -> Any:
    """Payments to creditors, the latest first"""
    return answer_page(views().charges.remittances(**asked))


@blueprint.route("/remittances", methods=["POST"])
@permit("remittances.record")
@blueprint.arguments(RemittanceIn)
@blueprint.already(Receipt, "Was recorded already.")
@blueprint.response(201, Receipt)
def pay_remittance(given: tuple[UUID, Handover]) -> Any:
    """Record a payment to a creditor, of no more than is collected and not yet handed over"""
    id, handover = given
    collected = views().charges.creditor(handover.creditor).collected
    return made(ledger().pay_remittance(id, handover, by(), collected=collected), "/api/v1/remittances")


def _accepted() -> str:
    best = request.accept_mimetypes.best_match(["application/json", CSV, XLSX], "application/json")
    return {CSV: "csv", XLSX: "xlsx"}.get(best or "", "json")


def _whole(creditor: str, run: UUID | None) -> tuple[str | None, list[Taking], dict[str, str | None]]:
    """The run's period, all that was taken, and the members' names."""
    takings: list[Taking] = []
    cursor = None
    while True:
        page = views().charges.collected(creditor, run, cursor, _ALL_AT_ONCE)
        takings += page.items
        cursor = page.next
        if cursor is None:
            break
    period = None if run is None else views().settlements.get(run).period
    return period, takings, views().members.names(sorted({taking.member for taking in takings}))


def _file(form: str, listed: remittance.RemittanceList) -> Response:
    write, kind = FILES[form]
    disposition = f'attachment; filename="{listed.file_name}.{form}"'
    return Response(write(listed), content_type=kind, headers={"Content-Disposition": disposition})
