"""Attacks on the door, as log lines with stable names: what nobody can be named for is no fact.

docs/security.md lists the same names with what to do; a test holds the two together.
"""

from __future__ import annotations

import logging

from flask import g, request

from imbuto.api.source import source_of_request

log = logging.getLogger("imbuto.security")

EVENTS = {
    "security.cross_site": "A page of another site asked in the name of somebody who is signed in here.",
    "security.unknown_token": "A token came that never was, was revoked, or ended long ago.",
    "security.limited": "Requests came faster than the limit, and were refused.",
    "security.limits_alone": "Redis does not answer: each process counts requests for itself.",
    "security.token_beyond": "An access token was used for something that it does not carry.",
    "security.looks_wait": "Looks at members' data could not be kept yet, and are tried again.",
}


def tell(event: str, **facts: object) -> None:
    """One line. The sender's address is told, bodies and tokens never."""
    assert event in EVENTS
    rule = str(request.url_rule) if request.url_rule else None
    log.warning(
        event, extra={"source": source_of_request(), "rule": rule, "request": g.get("request_id"), **facts}
    )
