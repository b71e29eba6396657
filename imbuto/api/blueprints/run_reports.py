"""A pay run beside the run before, and what is out of the ordinary in it, before it is approved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.api.access import permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.paging import LARGEST_PAGE, PageArgs, answer_page
from imbuto.api.parts import ledger, views
from imbuto.api.schemas.run_reports import ItemPage
from imbuto.api.schemas.run_reports import RunReport as RunReportSchema
from imbuto.errors import Unknown
from imbuto.papers.run_report import FINDINGS, Compared, RunReport, run_report
from imbuto.projections.pages import page_of, read_cursor

blueprint = Blueprint("run reports", "Pay runs, read before they are approved.")
_REPORT = "/settlements/<uuid:id>/report"


@blueprint.route(_REPORT)
@permit("runs.read")
@blueprint.response(200, RunReportSchema)
def see_run_report(id: UUID) -> Any:
    """The run beside the one before, and what is unusual in it: the first 200 of each kind"""
    report = _report(id)
    return {
        **vars(report),
        "figures": [_shown(one) for one in report.figures],
        "findings": [
            {**vars(one), "count": one.count, "items": one.items[:LARGEST_PAGE]} for one in report.findings
        ],
    }


@blueprint.route(f"{_REPORT}/<finding>")
@permit("runs.read")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, ItemPage)
def list_run_findings(asked: dict[str, Any], id: UUID, finding: str) -> Any:
    """All that is unusual of one kind, by member"""
    if finding not in FINDINGS:
        raise Unknown("finding", finding)
    items = _report(id).finding(finding).items
    if after := read_cursor(asked.get("cursor"), str, str):
        items = [item for item in items if item.key > after]
    return answer_page(page_of(items[: asked["limit"] + 1], asked["limit"], lambda item: item.key))


def _report(id: UUID) -> RunReport:
    run = views().settlements.get(id)
    return run_report(views(), id, ledger().cooperative().statutory_caps_on(run.period_end))


def _shown(compared: Compared) -> dict[str, Any]:
    figures = {name: compared.shown(getattr(compared, name)) for name in ("now", "before")}
    return {**vars(compared), **figures, "change_percent": compared.change_percent}
