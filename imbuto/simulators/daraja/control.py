"""The simulator's own doors, which the real Daraja has not: the page, and what tests steer with."""

from __future__ import annotations

from typing import Any, NoReturn

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request

from imbuto.simulators.serving import sent_json

from .accounts import UTILITY, WORKING
from .desk import Desk
from .explain import MOMENTS, vocabulary
from .faults import ScriptError, read_faults
from .fields import MSISDN
from .rules import BEHAVIOURS, DESCRIPTIONS, FULL_WALLET_SHILLINGS

MOST_SHOWN = 10_000
LATE_MS = 5_000
MOST_FLOAT_CENTS = 10**14


def control(desk: Desk) -> Blueprint:
    doors = Blueprint("control", __name__)

    @doors.get("/")
    def page() -> str:
        return render_template(
            "daraja.html",
            behaviours=BEHAVIOURS,
            kinds=vocabulary(),
            moments=list(MOMENTS.items()),
            codes=DESCRIPTIONS,
        )

    @doors.get("/control/state")
    def state() -> dict[str, Any]:
        return _state(desk, min(request.args.get("limit", MOST_SHOWN, type=int), MOST_SHOWN))

    @doors.post("/control/behaviours")
    def behaviours() -> dict[str, Any]:
        body = sent_object()
        behaviour = body.get("behaviour")
        if not isinstance(behaviour, str):
            refuse(f"behaviour is one of {', '.join(BEHAVIOURS)}, or a fault of the script's vocabulary")
        try:
            read_faults(behaviour)
        except ScriptError as wrong:
            refuse(str(wrong))
        msisdn, delay_ms = given_msisdn(body), whole(body, "delay_ms", 600_000, LATE_MS)
        desk.accounts.behave(msisdn, behaviour, delay_ms)
        return {"msisdn": msisdn, "behaviour": behaviour}

    @doors.post("/control/wallets")
    def wallets() -> dict[str, Any]:
        body = sent_object()
        msisdn, name = given_msisdn(body), body.get("name", "")
        if not isinstance(name, str) or len(name) > 100 or not name.isprintable():
            refuse("name is text of at most 100 characters")
        id_number = body.get("id_number", "")
        if not isinstance(id_number, str) or len(id_number) > 20:
            refuse("id_number is text of at most 20 characters")
        if id_number:
            desk.accounts.set_identity(msisdn, id_number)
        shillings = whole(body, "shillings", FULL_WALLET_SHILLINGS, desk.accounts.wallet(msisdn))
        desk.accounts.set_wallet(msisdn, desk.clock(), shillings, name)
        return {"msisdn": msisdn, "name": desk.accounts.name(msisdn), "shillings": shillings}

    @doors.get("/control/wallets")
    def phones() -> dict[str, Any]:
        after, limit = (
            request.args.get(name, most, type=int) for name, most in (("after", 0), ("limit", 1_000))
        )
        found = list(
            desk.payments.paid(max(after, 0), min(max(limit, 1), MOST_SHOWN), request.args.get("msisdn", ""))
        )
        return {
            "received": [vars(one) for one in found],
            "next": found[-1].number if len(found) == min(max(limit, 1), MOST_SHOWN) else None,
        }

    @doors.post("/control/float")
    def float_() -> dict[str, Any]:
        body = sent_object()
        desk.accounts.set_balance(UTILITY, whole(body, "float_cents", MOST_FLOAT_CENTS), desk.clock())
        return {"float_cents": desk.accounts.float_cents}

    @doors.post("/control/working")
    def working() -> dict[str, Any]:
        body = sent_object()
        desk.accounts.set_balance(WORKING, whole(body, "working_cents", MOST_FLOAT_CENTS), desk.clock())
        return {"working_cents": desk.accounts.working_cents}

    @doors.post("/control/lock")
    def lock() -> dict[str, Any]:
        sent_object()
        desk.initiator.lock()
        return {"initiator_locked": True}

    @doors.post("/control/unlock")
    def unlock() -> dict[str, Any]:
        sent_object()
        desk.initiator.unlock()
        return {"initiator_locked": False}

    @doors.post("/control/password")
    def password() -> dict[str, Any]:
        body = sent_object()
        word, expired = body.get("password"), body.get("expired")
        if not (isinstance(word, str) and 0 < len(word) <= 100) and not isinstance(expired, bool):
            refuse("password is the operator's new password; or expired is true or false")
        if isinstance(word, str):
            desk.initiator.change_password(word)
        if isinstance(expired, bool):
            desk.initiator.expire(expired)
        return {"expired": desk.initiator.expired}

    @doors.post("/control/token")
    def token() -> dict[str, Any]:
        sent_object()
        desk.adversary.end_token()
        return {"token": "ended"}

    @doors.post("/control/reset")
    def reset() -> dict[str, Any]:
        desk.reset()
        return {"float_cents": desk.accounts.float_cents}

    return doors


def _state(desk: Desk, limit: int) -> dict[str, Any]:
    wallets = desk.accounts.wallets(max(limit, 0))
    return {
        "float_cents": desk.accounts.float_cents,
        "charges_cents": desk.accounts.charges_cents,
        "working_cents": desk.accounts.working_cents,
        "initiator_locked": desk.initiator.locked,
        "password_expired": desk.initiator.expired,
        "wallets": wallets,
        "names": {msisdn: desk.accounts.name(msisdn) for msisdn in wallets},
        "behaviours": desk.accounts.behaviours(),
        "counts": desk.payments.counts(),
        "payments": [
            one | {"story": desk.story.of(one["originator_id"])}
            for one in desk.payments.newest(max(limit, 0))
        ],
        "top_ups": desk.top_ups.newest(max(limit, 0)),
        "turned_away": desk.story.turned_away(max(limit, 0)),
        "script": desk.adversary.script.source,
    }


def sent_object() -> dict[str, Any]:
    """A JSON object. Forms are refused: a page on another site could send one here unasked."""
    body = sent_json()
    if not isinstance(body, dict):
        refuse("a JSON object is needed, sent as application/json")
    return body


def given_msisdn(body: dict[str, Any]) -> str:
    msisdn = body.get("msisdn")
    if not isinstance(msisdn, str) or not MSISDN.fullmatch(msisdn):
        refuse("msisdn is a Kenyan number such as 254712345678")
    return msisdn


def whole(body: dict[str, Any], name: str, most: int, otherwise: int | None = None) -> int:
    value = body.get(name, otherwise)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        refuse(f"{name} is a whole number from 0 to {most}")
    return value


def refuse(words: str) -> NoReturn:
    response: Response = make_response(jsonify({"error": words}), 400)
    abort(response)
