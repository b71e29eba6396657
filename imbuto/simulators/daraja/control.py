"""The simulator's own doors, which the real Daraja has not: the page, and what tests steer with."""

from __future__ import annotations

from typing import Any, NoReturn

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request

from imbuto.simulators.serving import sent_json

from .desk import Desk
from .fields import MSISDN
from .rules import BEHAVIOURS, FULL_WALLET_SHILLINGS

MOST_SHOWN = 10_000
LATE_MS = 5_000
MOST_FLOAT_CENTS = 10**14


def control(desk: Desk) -> Blueprint:
    doors = Blueprint("control", __name__)

    @doors.get("/")
    def page() -> str:
        return render_template("daraja.html", behaviours=BEHAVIOURS)

    @doors.get("/control/state")
    def state() -> dict[str, Any]:
        return _state(desk, min(request.args.get("limit", MOST_SHOWN, type=int), MOST_SHOWN))

    @doors.post("/control/behaviours")
    def behaviours() -> dict[str, Any]:
        body = _body()
        behaviour = body.get("behaviour")
        if not isinstance(behaviour, str) or behaviour not in BEHAVIOURS:
            _refuse(f"behaviour is one of {', '.join(BEHAVIOURS)}")
        msisdn, delay_ms = _msisdn(body), _whole(body, "delay_ms", 600_000, LATE_MS)
        desk.accounts.behave(msisdn, behaviour, delay_ms)
        return {"msisdn": msisdn, "behaviour": behaviour}

    @doors.post("/control/wallets")
    def wallets() -> dict[str, Any]:
        body = _body()
        msisdn, name = _msisdn(body), body.get("name", "")
        if not isinstance(name, str) or len(name) > 100 or not name.isprintable():
            _refuse("name is text of at most 100 characters")
        shillings = _whole(body, "shillings", FULL_WALLET_SHILLINGS, desk.accounts.wallet(msisdn))
        desk.accounts.set_wallet(msisdn, desk.clock(), shillings, name)
        return {"msisdn": msisdn, "name": desk.accounts.name(msisdn), "shillings": shillings}

    @doors.post("/control/float")
    def top_up() -> dict[str, Any]:
        desk.accounts.float_cents = _whole(_body(), "float_cents", MOST_FLOAT_CENTS)
        return {"float_cents": desk.accounts.float_cents}

    @doors.post("/control/unlock")
    def unlock() -> dict[str, Any]:
        _body()
        desk.initiator.unlock()
        return {"initiator_locked": False}

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
        "initiator_locked": desk.initiator.locked,
        "wallets": wallets,
        "names": {msisdn: desk.accounts.name(msisdn) for msisdn in wallets},
        "behaviours": desk.accounts.behaviours(),
        "counts": desk.payments.counts(),
        "payments": desk.payments.newest(max(limit, 0)),
        "turned_away": desk.payments.turned_away(max(limit, 0)),
    }


def _body() -> dict[str, Any]:
    """A JSON object. Forms are refused: a page on another site could send one here unasked."""
    body = sent_json()
    if not isinstance(body, dict):
        _refuse("a JSON object is needed, sent as application/json")
    return body


def _msisdn(body: dict[str, Any]) -> str:
    msisdn = body.get("msisdn")
    if not isinstance(msisdn, str) or not MSISDN.fullmatch(msisdn):
        _refuse("msisdn is a Kenyan number such as 254712345678")
    return msisdn


def _whole(body: dict[str, Any], name: str, most: int, otherwise: int | None = None) -> int:
    value = body.get(name, otherwise)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        _refuse(f"{name} is a whole number from 0 to {most}")
    return value


def _refuse(words: str) -> NoReturn:
    response: Response = make_response(jsonify({"error": words}), 400)
    abort(response)
