"""Officials at the door: links read from the SMS, and an authenticator app."""

from __future__ import annotations

import re
from typing import Any

import pyotp
from werkzeug.test import TestResponse

from .dairy import PASSWORD, STAFF, Dairy
from .doorstep import letters, sms

PHONE = "0711 222 333"
NEW_PASSWORD = "four quite new words"


def secret_of_sms(dairy: Dairy, kind: str) -> str:
    """What stands behind the # of the last link of that kind."""
    found = re.search(rf"#{kind}=(\S+)", sms(dairy, kind)[-1])
    assert found is not None
    return found[1]


def join(dairy: Dairy, number: str = "S077", **more: Any) -> Any:
    """An official joins, with a phone; the invitation."""
    body = {"number": number, "name": "Kamau Otieno", "roles": ["clerk"], "phone": PHONE, **more}
    return dairy.post("admin", "/staff", body)["invitation"]


def enter(dairy: Dairy, code: str, password: str = PASSWORD) -> TestResponse:
    return dairy.ask(None, "POST", "/invitations/redemptions", {"code": code, "password": password})


def come_in(dairy: Dairy, number: str = "S077", **more: Any) -> None:
    """Joins with a phone, enters by the link of the SMS and signs in."""
    join(dairy, number, **more)
    assert enter(dairy, secret_of_sms(dairy, "invitation")).status_code == 201
    dairy.tokens[number] = sign_in(dairy, number).json["token"]


def sign_in(
    dairy: Dairy, login: str, password: str = PASSWORD, *, source: str = "", **more: Any
) -> TestResponse:
    """From an address of its own when one is given."""
    options: dict[str, Any] = {"environ_base": {"REMOTE_ADDR": source}} if source else {}
    body = {"login": STAFF[login][0] if login in STAFF else login, "password": password, **more}
    return dairy.ask(None, "POST", "/sessions", body, **options)


def ask_recovery(dairy: Dairy, login: str) -> TestResponse:
    answer = dairy.ask(None, "POST", "/recoveries", {"login": login})
    dairy.parts.errands.drain()
    return answer


def new_link(dairy: Dairy, login: str = "S077") -> str:
    """Asks for a link and reads it in the SMS."""
    before = len(letters(dairy, "recovery"))
    assert ask_recovery(dairy, login).status_code == 202
    assert len(letters(dairy, "recovery")) == before + 1
    return secret_of_sms(dairy, "recovery")


def recover(dairy: Dairy, code: str, password: str = NEW_PASSWORD, **more: Any) -> TestResponse:
    return dairy.ask(None, "POST", "/recoveries/redemptions", {"code": code, "password": password, **more})


class App:
    """An authenticator app on the phone of an official."""

    def __init__(self, dairy: Dairy, who: str) -> None:
        self._dairy = dairy
        started = dairy.post(who, "/second-factor", {"password": PASSWORD})
        self.uri = started["uri"]
        self._totp = pyotp.TOTP(started["secret"])
        self.recovery_codes: list[str] = []

    def code(self, steps: int = 0) -> str:
        """What it shows now, or some half minutes away."""
        return self._totp.at(int(self._dairy.now.timestamp()) + 30 * steps)


def set_up_app(dairy: Dairy, who: str) -> App:
    """An app whose code has confirmed it; half a minute later, when it shows another."""
    app = App(dairy, who)
    confirmed = dairy.post(who, "/second-factor/confirmation", {"code": app.code()})
    app.recovery_codes = confirmed["recovery_codes"]
    dairy.later(seconds=30)
    return app
