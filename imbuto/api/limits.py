"""How fast one may ask: strictly at the doors that need no session, generously behind them.

Doors are counted for all processes together. A person's ordinary requests are counted in each process: a
device that sends a season of weighings never meets that limit, a program that ran wild does. What gateways
post is not limited: it is kept and acknowledged, or refused by its address alone.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, current_app, g, request

from imbuto.api.alerts import tell
from imbuto.api.parts import now, parts
from imbuto.api.source import source_of_request
from imbuto.errors import BadValue, TooManyTries
from imbuto.security.limits import Limit
from imbuto.values import parse_msisdn

LONGEST_NAME = 100


@dataclass(frozen=True)
class Rule:
    """A limit, and who is counted: an `address`, a `person`, or the one named in a `field` of the body."""

    limit: Limit
    counts: str = "address"


SIGN_INS = (Rule(Limit("sign-in", 60, 60)), Rule(Limit("sign-in-hour", 600, 3600)))
"""An office, or thousands of phones behind one operator, share an address. Guessing under one name is slowed
by `security.patience`, which knows whom not to lock out."""
CODES = (
    Rule(Limit("codes", 30, 60)),
    Rule(Limit("codes-hour", 300, 3600)),
    Rule(Limit("codes-phone", 6, 3600), "phone"),
)
RECOVERIES = (
    Rule(Limit("recoveries", 10, 60)),
    Rule(Limit("recoveries-hour", 100, 3600)),
    Rule(Limit("recoveries-login", 5, 3600), "login"),
)
REDEMPTIONS = (Rule(Limit("redemptions", 20, 60)), Rule(Limit("redemptions-hour", 200, 3600)))
SMALL_CODES = (
    Rule(Limit("small-codes", 10, 60), "person"),
    Rule(Limit("small-codes-hour", 60, 3600), "person"),
)
"""Six digits are a million: nobody tries many."""
INVITATIONS = (Rule(Limit("invitations", 300, 3600), "person"),)
TOKENS = (Rule(Limit("tokens", 30, 3600), "person"),)
BROWSERS = (Rule(Limit("browsers", 30, 3600), "person"),)
"""The app subscribes again at each start; each that is new is an SMS to the member."""
PAPERS = (Rule(Limit("papers", 60, 60), "person"),)
"""Papers of a whole run, and exports of the books: each is seconds of work."""
FILES = (
    Rule(Limit("files", 30, 60), "person"),
    Rule(Limit("files-hour", 300, 3600), "person"),
    Rule(Limit("files-day", 600, 86_400), "person"),
)
"""A register or a book that is uploaded is read and checked row by row: seconds of work, seen or recorded."""
REGISTERED_AGAIN = Limit("registered-again", 10, 86_400)
"""Of one member, by one person. It is answered whether the same is on file, also of a national id of which
whoever asks is shown three figures: the others could be tried one after the other."""
WHAT_IFS = (Rule(Limit("what-ifs", 60, 60), "person"),)
"""Each prices a month of milk anew."""
SHOWN = (Rule(Limit("shown", 6_000, 60)),)
"""Thousands of phones behind one operator show a day's messages in the same minute."""
PACE = Limit("pace", 20_000, 60)
"""Of one person, in each process."""

LIMITS: Mapping[str, tuple[Rule, ...]] = {
    "sign_in": SIGN_INS,
    "sign_in_by_code": SIGN_INS,
    "ask_sign_in_code": CODES,
    "ask_recovery": RECOVERIES,
    "redeem_recovery": REDEMPTIONS,
    "redeem_invitation": REDEMPTIONS,
    "show_pushed": SHOWN,
    "subscribe": BROWSERS,
    "make_access_token": TOKENS,
    "invite_official": INVITATIONS,
    "change_password": SMALL_CODES,
    "start_second_factor": SMALL_CODES,
    "confirm_second_factor": SMALL_CODES,
    "remove_second_factor": SMALL_CODES,
    "renew_recovery_codes": SMALL_CODES,
    "invite_member": INVITATIONS,
    "print_statements": PAPERS,
    "print_cash_list": PAPERS,
    "print_cash_receipts": PAPERS,
    "export_books": PAPERS,
    "export_member": PAPERS,
    "download_variance": PAPERS,
    "ask_what_if": WHAT_IFS,
    **{
        f"{step}_{kind}": FILES
        for kind in ("members", "deliveries", "charges", "bulk", "opening")
        for step in ("preview", "import")
    },
}
"""By the operation's id. Each door that needs no session has its line; a test says so."""


def require_pace() -> None:
    """Raises TooManyTries where the view's limits are passed."""
    view = current_app.view_functions.get(request.endpoint or "")
    for rule in LIMITS.get(view.__name__, ()) if view else ():
        who = _who(rule.counts)
        if who and (seconds := parts().limits.wait(rule.limit, who, now())):
            _refuse(rule.limit, seconds)


def require_pace_of_person(principal: str) -> None:
    """Raises TooManyTries for a person who asks without end."""
    if seconds := parts().limits.wait_here(PACE, principal, now()):
        _refuse(PACE, seconds)


def require_no_guessing(principal: str, number: str) -> None:
    """Raises TooManyTries for who registers the same known member again and again."""
    if seconds := parts().limits.wait(REGISTERED_AGAIN, f"{principal} {number}", now()):
        _refuse(REGISTERED_AGAIN, seconds)


def register(app: Flask) -> None:
    app.before_request(require_pace)


def _who(counts: str) -> str:
    if counts == "address":
        return network_of(source_of_request() or request.remote_addr or "")
    if counts == "person":
        return str(g.caller.principal) if "caller" in g else ""
    given = g.payload.get(counts) if isinstance(g.payload, dict) else None
    return _one_spelling(given) if isinstance(given, str) else ""


def _one_spelling(login: str) -> str:
    """A phone is one caller however it is written."""
    try:
        return parse_msisdn(login)
    except BadValue:
        return login.strip().upper()[:LONGEST_NAME]


def network_of(address: str) -> str:
    """Whom an address stands for: itself, or its whole household (/64) where it is IPv6."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address[:LONGEST_NAME]
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)


def network_of_request() -> str:
    """The sender's address, as a sender is counted; empty where it cannot be told."""
    return network_of(source_of_request())


def _refuse(limit: Limit, seconds: int) -> None:
    tell("security.limited", limit=limit.name)
    raise TooManyTries(
        "There were too many requests in a short time.",
        f"Wait {seconds} second{'s' if seconds > 1 else ''} and try again.",
        retry_after_seconds=seconds,
    )
