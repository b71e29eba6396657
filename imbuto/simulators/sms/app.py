"""The gateway's one public door: ``POST /version1/messaging``, form-encoded, answered in JSON.

The real gateway answers in XML unless JSON is asked for; this one always answers in JSON.
"""

from __future__ import annotations

import hmac
import re
import time
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from imbuto.simulators.serving import create_flask

from .control import control
from .dialling import Dialling
from .exchange import Exchange, Outgoing, recipient
from .keypad import keypad
from .segments import CENTS_PER_SEGMENT, cost

KENYAN = re.compile(r"\+254[17][0-9]{8}")
MOST_RECIPIENTS = 1_000
INVALID_NUMBER = 403


@dataclass(frozen=True)
class Credentials:
    username: str
    api_key: str


def create_app(exchange: Exchange, credentials: Credentials, dialling: Dialling) -> Flask:
    app = create_flask(__name__)
    app.register_blueprint(keypad(dialling))
    app.register_blueprint(control(exchange, KENYAN))

    @app.post("/version1/messaging")
    def messaging() -> tuple[Response | dict[str, Any], int]:
        form = request.form
        if not _known(credentials, form.get("username", ""), request.headers.get("apiKey", "")):
            return _plain("The supplied authentication is invalid"), 401
        for name, filler in (("to", " ,"), ("message", " ")):
            if not form.get(name, "").strip(filler):
                return _plain(f"Request is missing required form field '{name}'"), 400
        numbers = [number.strip() for number in form["to"].split(",") if number.strip()]
        if len(numbers) > MOST_RECIPIENTS:
            return _plain(f"At most {MOST_RECIPIENTS} recipients in one request"), 400
        if exchange.busy() or not _answers(exchange, numbers):
            return _plain("Internal Server Error"), 500
        lines = [_line(exchange, number, form.get("from", ""), form["message"]) for number in numbers]
        return {"SMSMessageData": {"Message": _summary(lines), "Recipients": lines}}, 201

    @app.errorhandler(HTTPException)
    def odd(problem: HTTPException) -> tuple[Response, int]:
        return _plain(problem.name), problem.code or 500

    return app


def _line(exchange: Exchange, number: str, sender: str, text: str) -> dict[str, Any]:
    if not KENYAN.fullmatch(number):
        return recipient(number[:40], INVALID_NUMBER, "InvalidPhoneNumber")
    return exchange.send(Outgoing(number, sender[:40] or "AFRICASTKNG", text))


def _answers(exchange: Exchange, numbers: list[str]) -> bool:
    """False for a gateway error, before anything is taken; a slow number keeps the caller waiting."""
    manners = [exchange.behaviour(number) for number in numbers]
    if any(behaviour == "gateway_error" for behaviour, _ in manners):
        return False
    time.sleep(max((delay_ms for behaviour, delay_ms in manners if behaviour == "slow"), default=0) / 1000)
    return True


def _summary(lines: list[dict[str, Any]]) -> str:
    sent = [line for line in lines if line["messageId"] != "None"]
    cents = sum(line["messageParts"] * CENTS_PER_SEGMENT for line in sent)
    return f"Sent to {len(sent)}/{len(lines)} Total Cost: {cost(cents) if cents else '0'}"


def _known(credentials: Credentials, username: str, api_key: str) -> bool:
    right_key = hmac.compare_digest(api_key.encode(errors="replace"), credentials.api_key.encode())
    return username == credentials.username and right_key


def _plain(words: str) -> Response:
    return Response(words, mimetype="text/plain")
