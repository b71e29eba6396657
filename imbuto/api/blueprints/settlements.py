"""Pay runs: opened, prepared by a job, approved by another official, or discarded."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.api.access import by, permit
from imbuto.api.answers import made, receipt, story
from imbuto.api.blueprint import Blueprint
from imbuto.api.paging import PageArgs, answer_page
from imbuto.api.parts import ledger, views
from imbuto.api.run_groups import groups_of
from imbuto.api.schemas.base import OpenReason, Receipt
from imbuto.api.schemas.settlements import (
    NewRun,
    Preparation,
    RunPage,
    RunWithStory,
    StatementPage,
    StatementWithLines,
)
from imbuto.projections.pages import Page
from imbuto.projections.settlements import RunAnswer

blueprint = Blueprint("settlements", "Pay runs and their statements.")
_RUN = "/settlements/<uuid:id>"


@blueprint.route("/settlements")
@permit("runs.read")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, RunPage)
def list_settlements(asked: dict[str, Any]) -> Any:
    """Pay runs, the latest first"""
    page = views().settlements.page(**asked)
    return answer_page(Page([_with_payouts(run) for run in page.items], page.next))


@blueprint.route("/settlements", methods=["POST"])
@permit("runs.open")
@blueprint.arguments(NewRun)
@blueprint.already(Receipt, "Was open already.")
@blueprint.response(201, Receipt)
def open_settlement(given: dict[str, Any]) -> Any:
    """Open the pay run of a period: what is recorded from now on falls into the next. A job prepares it"""
    saved = ledger().open_settlement(given["period"], by())
    return made(saved, f"/api/v1/settlements/{saved.id}")


@blueprint.route(_RUN)
@permit("runs.read")
@blueprint.response(200, RunWithStory)
def see_settlement(id: UUID) -> Any:
    """One pay run with its story, and whether paid + failed + unknown + held + unsent = approved"""
    run = views().settlements.get(id)
    return {**_with_payouts(run), **groups_of(run), "story": story(ledger().story(id))}


@blueprint.route(f"{_RUN}/preparation", methods=["POST"])
@permit("runs.open")
@blueprint.response(202, Preparation)
def prepare_settlement(id: UUID) -> Any:
    """Ask for the statements to be drawn. Opening has asked already; a job goes on where it was"""
    run = views().settlements.get(id)
    return {"state": run.state, "drawn": run.drawn, "statements": run.statements}


@blueprint.route(f"{_RUN}/approval", methods=["POST"])
@permit("runs.approve")
@blueprint.response(200, Receipt)
def approve_settlement(id: UUID) -> Any:
    """Approve a run that another prepared: from here on money moves"""
    return receipt(ledger().approve_settlement(id, by()))


@blueprint.route(f"{_RUN}/discard", methods=["POST"])
@permit("runs.open")
@blueprint.arguments(OpenReason)
@blueprint.response(200, Receipt)
def discard_settlement(given: dict[str, Any], id: UUID) -> Any:
    """Throw a run away before its approval; the period can be opened again"""
    return receipt(ledger().discard_settlement(id, given["reason"], by()))


@blueprint.route(f"{_RUN}/statements")
@permit("runs.read")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, StatementPage)
def list_statements(asked: dict[str, Any], id: UUID) -> Any:
    """The statements of a run by member"""
    views().settlements.get(id)
    return answer_page(views().settlements.statements(id, **asked))


@blueprint.route(f"{_RUN}/statements/<number:number>")
@permit("runs.read", own="own.read")
@blueprint.response(200, StatementWithLines)
def see_statement(id: UUID, number: str) -> Any:
    """One member's statement with its lines"""
    return views().settlements.statement(id, number)


def _with_payouts(run: RunAnswer) -> dict[str, Any]:
    """The run, and how its payouts stand: as they are now while it is being paid, else as it was recorded."""
    shown = {**vars(run), "held": 0, "held_cents": 0, "on_the_way": 0, "on_the_way_cents": 0}
    if run.state != "approved":
        return shown
    shown |= {"paid": 0, "paid_cents": 0, "failed": 0, "failed_cents": 0}
    for state, found in views().payouts.summary(run.id).items():
        name = state if state in ("paid", "failed", "held") else "on_the_way"
        shown[name] += found.count
        shown[f"{name}_cents"] += found.cents
    return shown
