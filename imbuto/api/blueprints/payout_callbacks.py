"""What M-Pesa posts back. Each is kept and acknowledged at once; the inbox applies it afterwards.

It is a claim by whoever knows the address: a token in it stands for one payment, balance or top-up. Source:
Daraja B2C v3, Transaction Status v1 and Account Balance v1. Unsigned; never, twice, late or early; no retry.
"""

from __future__ import annotations

import itertools
import logging
from typing import Any
from uuid import UUID

from flask import request
from werkzeug.exceptions import NotFound

from imbuto.api.access import open_to_all
from imbuto.api.blueprint import Blueprint
from imbuto.api.incoming import body_is
from imbuto.api.parts import parts, secret
from imbuto.api.source import source_of_request
from imbuto.gateways.daraja_answers import ACKNOWLEDGEMENT
from imbuto.inbox import Address
from imbuto.security import callbacks

LARGEST_BYTES = 256 * 1024
"""Many times the largest callback that anybody has seen."""

log = logging.getLogger(__name__)
blueprint = Blueprint("callbacks", "What M-Pesa and the SMS gateway post back. Not for people.")
_refused = itertools.count(1)
_OUTCOME = "<any(result, timeout):kind>"
_ANSWER = '<any(status, "status-timeout"):kind>'
_NEWS = '<any(result, timeout, status, "status-timeout"):kind>'


@blueprint.route(f"/callbacks/payouts/<uuid:id>/<attempt>/<token>/{_NEWS}", methods=["POST"])
@open_to_all
@body_is("anything", largest_bytes=LARGEST_BYTES)
@blueprint.response(200, description="Accepted.")
def payout_news(id: UUID, attempt: str, token: str, kind: str) -> Any:
    """What became of a payment: its result, or the answer to a question about it"""
    _require_token(token, "payout", str(id), attempt)
    return _keep(Address("payout", str(id), kind, _number(attempt)))


@blueprint.route(f"/callbacks/payouts/<uuid:id>/<attempt>/<question>/<token>/{_ANSWER}", methods=["POST"])
@open_to_all
@body_is("anything", largest_bytes=LARGEST_BYTES)
@blueprint.response(200, description="Accepted.")
def payout_answer(id: UUID, attempt: str, question: str, token: str, kind: str) -> Any:
    """The answer to our nth question what became of a payment"""
    _require_token(token, "payout", str(id), attempt, question)
    return _keep(Address("payout", str(id), kind, _number(attempt), _number(question)))


@blueprint.route(f"/callbacks/floats/<question>/<token>/{_OUTCOME}", methods=["POST"])
@open_to_all
@body_is("anything", largest_bytes=LARGEST_BYTES)
@blueprint.response(200, description="Accepted.")
def float_answer(question: str, token: str, kind: str) -> Any:
    """The answer to our nth question for the balance of our shortcode's accounts"""
    _require_token(token, "float", question)
    return _keep(Address("float", "", kind, question=_number(question)))


@blueprint.route(f"/callbacks/top-ups/<uuid:id>/<token>/{_OUTCOME}", methods=["POST"])
@open_to_all
@body_is("anything", largest_bytes=LARGEST_BYTES)
@blueprint.response(200, description="Accepted.")
def top_up_news(id: UUID, token: str, kind: str) -> Any:
    """What became of a top-up of the account that pays out"""
    _require_token(token, "top-up", str(id))
    return _keep(Address("top-up", str(id), kind))


@blueprint.route(f"/callbacks/balance/<token>/{_OUTCOME}", methods=["POST"])
@open_to_all
@body_is("anything", largest_bytes=LARGEST_BYTES)
@blueprint.response(200, description="Accepted.")
def balance_result(token: str, kind: str) -> Any:
    """The balance of our shortcode's accounts, at the address that earlier versions gave"""
    _require_token(token, "balance")
    return _keep(Address("float", "", kind))


def _keep(address: Address) -> Any:
    """Keeps what came and answers what M-Pesa wants to hear, before anything is made of it."""
    parts().inbox.receive(address, source_of_request(), request.get_data())
    return ACKNOWLEDGEMENT


def _number(text: str) -> int:
    """A number in an address. The token of an answer, whose parts are joined, is not one of an attempt."""
    if not text.isdecimal():
        raise NotFound
    return int(text)


def _require_token(token: str, *about: str) -> None:
    """An address that we did not give is no address. It is counted, and written nowhere."""
    if not callbacks.check(token, secret(), *about):
        log.warning("a callback with a wrong token was turned away (%d since the start)", next(_refused))
        raise NotFound
