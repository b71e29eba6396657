"""No secret and nothing personal in an address or in the log, whoever asks and whatever goes wrong."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from imbuto.security.callbacks import callback_token

from .browser import Browser
from .dairy import PASSWORD, SECRET, Dairy

PERSONAL = {
    "code",
    "email",
    "id_number",
    "identity",
    "msisdn",
    "name",
    "national_id",
    "password",
    "phone",
    "pin",
    "query",
    "q",
    "search",
    "secret",
    "session",
    "token",
}
HARMLESS = {
    "GET /problems/<code>": "the code of a problem",
    "GET /creditors/<code>/remittances": "a creditor's code",
    "GET /creditors/<code>/ledger": "a creditor's code",
    "GET /api/docs/<path:name>": "a file of the documentation",
    "GET /enter/<path:name>": "a file of the page",
    "GET /office/<path:name>": "a file or a screen of the door",
    "GET /farmer/<path:name>": "a file or a screen of the door",
    "GET /centres/<code>/roster": "a centre's code",
    "PUT /centres/<code>/readings": "a centre's code",
    "GET /recording/<code>/today": "a centre's code",
}
"""Names that mean something else here."""


def test_no_address_has_a_place_for_a_secret_or_a_person(shared: Dairy) -> None:
    found = set()
    for rule in shared.app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            name = f"{method} {rule.rule.removeprefix('/api/v1')}"
            if rule.arguments & PERSONAL and name not in HARMLESS:
                found.add(name)
    # What a partner calls back carries its own proof in the address: Daraja and the SMS gateway sign nothing.
    # It opens one callback, is never logged, and is known to them anyway.
    assert not {name for name in found if "/callbacks/" not in name or "<token>" not in name}


def test_no_query_has_a_place_for_a_secret_or_a_person(shared: Dairy) -> None:
    described = json.loads(shared.app.extensions["openapi"])
    found = set()
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            if method in ("get", "post", "put", "delete"):
                named = {one["name"] for one in operation.get("parameters", []) if one.get("in") == "query"}
                found |= {f"{method} {path} {name}" for name in named & PERSONAL}
    assert not found


def test_the_log_of_a_day_at_the_door_holds_no_secret_and_nobodys_words(
    dairy: Dairy, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said = _a_day_at_the_door(dairy)
    logged = "\n".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    assert "security.unknown_token" in logged
    assert "security.cross_site" in logged
    for word in said:
        assert word not in logged, word


def _a_day_at_the_door(dairy: Dairy) -> set[str]:
    """All that was said in confidence."""
    said = {
        PASSWORD,
        SECRET,
        "a wrong password",
        "Chebet",
        "254712345678",
        "0712345678",
        "28765432",
        "imb_forged",
    }
    browser = Browser(dairy)
    browser.sign_in()
    said.add(browser.cookie or "")
    browser.ask("DELETE", "/sessions", Sec_Fetch_Site="cross-site")
    wanted: dict[str, Any] = {"name": "Lab", "permissions": ["deliveries.read"], "password": PASSWORD}
    made = dairy.post("clerk", "/access-tokens", {**wanted, "expires_at": "2027-01-01T00:00:00Z"})
    said.add(made["token"])
    dairy.tokens |= {"system": made["token"], "forged": "imb_forged"}
    for who in ("system", "forged"):
        dairy.ask(who, "GET", "/members")
    dairy.ask(None, "POST", "/sessions", {"login": "0712345678", "password": "a wrong password"})
    dairy.ask(None, "POST", "/sessions", {"login": "S001", "password": ["a wrong password"]})
    dairy.ask(None, "POST", "/sessions", data=b'{"login": "0712345678", "password": "a wrong password"')
    dairy.ask(None, "POST", "/sign-in-codes", {"phone": "0712345678"})
    dairy.ask(None, "POST", "/recoveries", {"login": "0712345678"})
    dairy.parts.errands.drain()
    member = {"number": "0077", "name": "Chebet Koech", "centre": "KIA", "phone": "0712345678"}
    dairy.post("clerk", "/members", {**member, "national_id": "28765432"})
    dairy.ask("clerk", "POST", "/members", {**member, "name": "Chebet", "surprise": "28765432"})
    dairy.post("clerk", "/members/search", {"query": "Chebet"})
    dairy.ask("clerk", "GET", "/members?surprise=Chebet")
    for token in (callback_token(SECRET, "sms"), "imb_forged"):
        said.add(token)
        dairy.ask(
            None, "POST", f"/callbacks/sms/{token}/replies", data={"from": "+254712345678", "text": "1"}
        )
    return said - {""}
