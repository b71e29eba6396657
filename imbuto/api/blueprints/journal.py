"""The books in double entry."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.paging import answer_page
from imbuto.api.parts import views
from imbuto.api.schemas.payouts import PostingArgs, PostingPage, TrialArgs, TrialBalance

blueprint = Blueprint("journal", "The books in double entry.")


@blueprint.route("/journal/postings")
@permit("journal.read")
@blueprint.arguments(PostingArgs, location="query")
@blueprint.response(200, PostingPage)
def list_postings(asked: dict[str, Any]) -> Any:
    """Postings in the order of the ledger's positions"""
    return answer_page(views().journal.postings(**asked))


@blueprint.route("/journal/trial-balance")
@permit("journal.read")
@blueprint.arguments(TrialArgs, location="query")
@blueprint.response(200, TrialBalance)
def see_trial_balance(asked: dict[str, Any]) -> Any:
    """Debits and credits of every account, now or up to a position or a day"""
    accounts = views().journal.trial_balance(**asked)
    debit, credit = sum(one.debit_cents for one in accounts), sum(one.credit_cents for one in accounts)
    return {"accounts": accounts, "debit_cents": debit, "credit_cents": credit}
