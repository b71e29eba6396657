"""The doors of the phone that dials: its page, and what a test presses."""

from __future__ import annotations

import re
from typing import Any, NoReturn

from flask import Blueprint, abort, jsonify, make_response, render_template

from imbuto.simulators.serving import sent_json

from .dialling import CODE, LONGEST_INPUT, Closed, Dialling

KENYAN = re.compile(r"(?:\+?254|0)?([17]\d{8})", re.ASCII)
MOST_TIMES = 10


def keypad(dialling: Dialling) -> Blueprint:
    doors = Blueprint("keypad", __name__)

    @doors.get("/ussd")
    def page() -> str:
        return render_template("ussd.html", code=CODE)

    @doors.post("/control/ussd/dial")
    def dial() -> dict[str, Any]:
        body = _body()
        phone, code = _phone(body.get("from")), body.get("code", CODE)
        try:
            return dialling.dial(phone, code if isinstance(code, str) else "").shown()
        except ValueError as nobody:
            _refuse(str(nobody))

    @doors.post("/control/ussd/press")
    def press() -> dict[str, Any]:
        body = _body()
        typed, times = body.get("input"), body.get("times", 1)
        if not isinstance(typed, str) or not 0 < len(typed) <= LONGEST_INPUT or not typed.isascii():
            _refuse(f"input is what was typed, of at most {LONGEST_INPUT} plain letters")
        if type(times) is not int or not 1 <= times <= MOST_TIMES:
            _refuse(f"times is a whole number from 1 to {MOST_TIMES}")
        return _in_session(lambda id: dialling.press(id, typed, times).shown(), body)

    @doors.post("/control/ussd/hang-up")
    def hang_up() -> dict[str, Any]:
        return _in_session(lambda id: dialling.hang_up(id).shown(), _body())

    return doors


def _in_session(act: Any, body: dict[str, Any]) -> dict[str, Any]:
    try:
        shown: dict[str, Any] = act(str(body.get("session", "")))
    except Closed:
        _refuse("this session is over: dial again")
    return shown


def _body() -> dict[str, Any]:
    """A JSON object. Forms are refused: a page on another site could send one here unasked."""
    body = sent_json()
    if not isinstance(body, dict):
        _refuse("a JSON object is needed, sent as application/json")
    return body


def _phone(number: Any) -> str:
    """+2547… from any of the spellings in which people write it."""
    match = KENYAN.fullmatch(re.sub(r"[\s-]", "", number)) if isinstance(number, str) else None
    if match is None:
        _refuse("from is a Kenyan number such as 0712345678")
    return f"+254{match[1]}"


def _refuse(words: str) -> NoReturn:
    abort(make_response(jsonify({"error": words}), 400))
