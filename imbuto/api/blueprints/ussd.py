"""The steps of the menu on any phone, as the USSD gateway posts them.

Source: Africa's Talking, USSD: a form per step, answered in plain text that begins with CON or END; any other
answer ends the session. Unsigned: whoever does not know the address cannot post to it.
"""

from __future__ import annotations

import logging
from typing import Any

from flask import Response, request
from werkzeug.exceptions import NotFound

from imbuto.api.access import open_to_all
from imbuto.api.blueprint import Blueprint
from imbuto.api.incoming import body_is
from imbuto.api.parts import parts, secret
from imbuto.api.ussd import stepping
from imbuto.gateways.africastalking_answers import read_ussd, read_ussd_end
from imbuto.security import callbacks

log = logging.getLogger(__name__)
blueprint = Blueprint("ussd", "The menu on any phone, as the USSD gateway posts it. Not for people.")


@blueprint.route("/callbacks/ussd/<token>", methods=["POST"])
@open_to_all
@body_is("form")
@blueprint.response(200, description="What the phone shows, as plain text.", content_type="text/plain")
def ussd_step(token: str) -> Any:
    """One step of a session: what the phone shows next, beginning with CON or END"""
    _require_token(token)
    return Response(stepping.answer(parts(), read_ussd(request.form)), mimetype="text/plain")


@blueprint.route("/callbacks/ussd/<token>/ended", methods=["POST"])
@open_to_all
@body_is("form")
@blueprint.response(200, description="Accepted.")
def ussd_ended(token: str) -> Any:
    """How a session ended: counted, and nothing kept of who it was or what was typed"""
    _require_token(token)
    ended = read_ussd_end(request.form)
    log.info("ussd.ended", extra=vars(ended))
    return {"status": "accepted"}


def _require_token(token: str) -> None:
    if not callbacks.check(token, secret(), "ussd"):
        raise NotFound
