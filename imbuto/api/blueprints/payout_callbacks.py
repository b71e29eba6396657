"""What M-Pesa posts back about payouts. It is a claim by whoever knows the address: amount and payee must fit
what was sent, and what does not fit becomes a fact of its own for a person to look at, never a payment.

Source: Daraja B2C v3 and Transaction Status v1. Unsigned; never, twice, late or early; no retry.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import request
from werkzeug.exceptions import NotFound

from imbuto.api.access import by_gateway, open_to_all
from imbuto.api.blueprint import Blueprint
from imbuto.api.incoming import body_is, parse_json
from imbuto.api.parts import ledger, secret
from imbuto.inbox.claims import Claim, record_claim
from imbuto.gateways.daraja_answers import ACKNOWLEDGEMENT, read_balance, read_result, read_status
from imbuto.security import callbacks

log = logging.getLogger(__name__)
blueprint = Blueprint("callbacks", "What M-Pesa and the SMS gateway post back. Not for people.")
_PAYOUT = "/callbacks/payouts/<uuid:id>/<attempt>/<token>"


@blueprint.route(f"{_PAYOUT}/result", methods=["POST"])
@open_to_all
@body_is("anything")
@blueprint.response(200, description="Accepted.")
def payout_result(id: UUID, attempt: str, token: str) -> Any:
    """The result of a payment"""
    return _take(id, attempt, token, lambda body: Claim.of_result(read_result(body)))


@blueprint.route(f"{_PAYOUT}/timeout", methods=["POST"])
@open_to_all
@body_is("anything")
@blueprint.response(200, description="Accepted.")
def payout_timeout(id: UUID, attempt: str, token: str) -> Any:
    """M-Pesa's queue gave up: which says nothing about the payment"""
    return _take(id, attempt, token, lambda body: Claim.of_timeout(read_result(body)))


@blueprint.route(f"{_PAYOUT}/status", methods=["POST"])
@open_to_all
@body_is("anything")
@blueprint.response(200, description="Accepted.")
def payout_status(id: UUID, attempt: str, token: str) -> Any:
    """The answer to our question what became of a payment"""
    return _take(id, attempt, token, lambda body: Claim.of_status(read_status(body)))


@blueprint.route(f"{_PAYOUT}/status-timeout", methods=["POST"])
@open_to_all
@body_is("anything")
@blueprint.response(200, description="Accepted.")
def payout_status_timeout(id: UUID, attempt: str, token: str) -> Any:
    """Our question itself timed out: the next one is asked by the clock"""
    _require_token(token, "payout", str(id), attempt)
    log.info("the question about attempt %s of payout %s timed out", attempt, id)
    return ACKNOWLEDGEMENT


@blueprint.route("/callbacks/balance/<token>/<any(result, timeout):kind>", methods=["POST"])
@open_to_all
@body_is("anything")
@blueprint.response(200, description="Accepted.")
def balance_result(token: str, kind: str) -> Any:
    """The balance of our shortcode's accounts"""
    _require_token(token, "balance")
    balance = read_balance(parse_json(request.get_data()))
    log.info(
        "utility account: %s cents available (%s, %s)", balance.utility_available_cents, balance.code, kind
    )
    return ACKNOWLEDGEMENT


def _take(id: UUID, attempt: str, token: str, read: Callable[[object], Claim]) -> Any:
    """Checks the address, which stands for one attempt, reads the body, lets the ledger decide, and answers
    what M-Pesa wants to hear."""
    _require_token(token, "payout", str(id), attempt)
    claim = read(parse_json(request.get_data()))
    record_claim(ledger(), id, int(attempt), claim, by_gateway("daraja"))
    return ACKNOWLEDGEMENT


def _require_token(token: str, *parts: str) -> None:
    if not callbacks.check(token, secret(), *parts):
        raise NotFound
