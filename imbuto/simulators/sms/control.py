"""The simulator's own doors, which the real gateway has not: the page of phones, and what steers tests."""

from __future__ import annotations

import re
from typing import Any, NoReturn

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request

from imbuto.simulators.posting import is_web_address
from imbuto.simulators.serving import sent_json

from .exchange import BEHAVIOURS, SHORTCODE, URLS, Exchange

MOST_SHOWN = 10_000
CONVERSATIONS_SHOWN = 40
MESSAGES_SHOWN = 20
SLOW_MS = 3_000
LONGEST_TEXT = 1_600


def control(exchange: Exchange, kenyan: re.Pattern[str]) -> Blueprint:
    doors = Blueprint("control", __name__)

    @doors.get("/")
    def page() -> str:
        return render_template("sms.html", behaviours=BEHAVIOURS)

    @doors.get("/control/messages")
    def messages() -> dict[str, Any]:
        # A plus in a query string arrives as a space, so only the digits are looked at.
        digits = re.sub(r"[^0-9]", "", request.args.get("to", ""))
        limit = max(0, min(request.args.get("limit", MOST_SHOWN, type=int), MOST_SHOWN))
        return {"messages": exchange.messages(f"+{digits}" if digits else "", limit)}

    @doors.get("/control/conversations")
    def conversations() -> dict[str, Any]:
        part = re.sub(r"[^0-9]", "", request.args.get("number", ""))
        shown = exchange.conversations(part, CONVERSATIONS_SHOWN, MESSAGES_SHOWN)
        return {"conversations": shown} | exchange.urls()

    @doors.post("/control/answer")
    def answer() -> tuple[dict[str, Any], int]:
        body = _body()
        text, shortcode = body.get("text"), body.get("to", SHORTCODE)
        if not isinstance(text, str) or len(text) > LONGEST_TEXT or not _writable(text):
            _refuse(f"text is needed, of at most {LONGEST_TEXT} characters")
        if not isinstance(shortcode, str) or not re.fullmatch(r"[0-9]{3,12}", shortcode):
            _refuse("to is a shortcode")
        return {"id": exchange.answer(_phone(body, "from", kenyan), text, shortcode)}, 202

    @doors.post("/control/behaviours")
    def behaviours() -> dict[str, Any]:
        body = _body()
        behaviour, delay_ms = body.get("behaviour"), body.get("delay_ms", SLOW_MS)
        if not isinstance(behaviour, str) or behaviour not in BEHAVIOURS:
            _refuse(f"behaviour is one of {', '.join(BEHAVIOURS)}")
        if type(delay_ms) is not int or not 0 <= delay_ms <= 30_000:
            _refuse("delay_ms is a whole number from 0 to 30000")
        phone = _phone(body, "msisdn", kenyan)
        exchange.behave(phone, behaviour, delay_ms)
        return {"msisdn": phone, "behaviour": behaviour}

    @doors.post("/control/urls")
    def urls() -> dict[str, Any]:
        body = _body()
        given = {name: body[name] for name in URLS if name in body}
        for name, url in given.items():
            if not isinstance(url, str) or (url and not is_web_address(url)):
                _refuse(f"{name} is an http address, or empty for nowhere")
        for name, url in given.items():
            exchange.set_url(name, url)
        return dict(exchange.urls())

    @doors.post("/control/reset")
    def reset() -> dict[str, Any]:
        exchange.reset()
        return {"messages": []}

    return doors


def _body() -> dict[str, Any]:
    """A JSON object. Forms are refused: a page on another site could send one here unasked."""
    body = sent_json()
    if not isinstance(body, dict):
        _refuse("a JSON object is needed, sent as application/json")
    return body


def _phone(body: dict[str, Any], name: str, kenyan: re.Pattern[str]) -> str:
    """The number in international form; a missing plus is forgiven."""
    number = body.get(name)
    phone = f"+{number.strip().removeprefix('+')}" if isinstance(number, str) else ""
    if not kenyan.fullmatch(phone):
        _refuse(f"{name} is a Kenyan number such as +254712345678")
    return phone


def _writable(text: str) -> bool:
    """False for half a character (a lone surrogate), which cannot be written down or sent on."""
    return not any(0xD800 <= ord(letter) <= 0xDFFF for letter in text)


def _refuse(words: str) -> NoReturn:
    response: Response = make_response(jsonify({"error": words}), 400)
    abort(response)
