"""What is kept of callbacks and shown to people tells no number, name, credential or token."""

from __future__ import annotations

import json
import logging

import pytest

from imbuto.stores import PEOPLE_FILE
from tests.gateways import bodies

from .dairy import Dairy, is_problem
from .kept_callbacks import kept
from .mpesa_says import failed, paid, post, status


def test_the_files_and_the_logs_hold_no_number_name_credential_or_token(
    dairy: Dairy, caplog: pytest.LogCaptureFixture
) -> None:
    payout = dairy.submitted_payout()
    token = dairy.callback(payout).split("/")[-2]
    with caplog.at_level(logging.DEBUG):
        post(dairy, payout, failed(dairy, payout, 15) | {"Note": "254799000111 - ODHIAMBO"})
        post(dairy, payout, bodies.ECHO | {"PartyB": "254799000111"}, "timeout")
        post(dairy, payout, status(dairy, payout, CreditPartyName="254712000001 - ODHIAMBO"), "status")
        dairy.ask(None, "POST", dairy.callback(payout), data=b"254799000111 ODHIAMBO {")
        dairy.parts.inbox.apply_waiting()
    assert {one["state"] for one in kept(dairy)} == {"applied", "unreadable"}
    folder = dairy.parts.settings.data
    stored = b"".join(one.read_bytes() for one in folder.iterdir() if one.name.startswith(PEOPLE_FILE))
    assert str(payout).encode() in stored
    for secret in ("254799000111", "799000111", "ODHIAMBO", "c2VhbGVk", token):
        assert secret.encode() not in stored
        assert secret not in caplog.text


def test_people_see_a_body_without_names_and_numbers(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    post(dairy, payout, paid(dairy, payout))
    post(dairy, payout, bodies.ECHO, "timeout")
    dairy.ask(None, "POST", dairy.callback(payout), data=b"no json")
    dairy.parts.inbox.apply_waiting()
    unread, echo, result = (dairy.get("auditor", f"/callbacks/{one['number']}") for one in kept(dairy))
    assert (unread["body"], echo["body"]["SecurityCredential"]) == (None, "***")
    shown_body = json.dumps([echo, result])
    assert "TK34AB9XYZ" in shown_body
    for secret in ("WANJIKU", "254712000001", "254712345678", "c2VhbGVk", "coop-api"):
        assert secret not in shown_body
    assert (result["note"], result["state"]) == ("paid (0)", "applied")


def test_callbacks_are_listed_page_by_page(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    for kind in ("result", "timeout", "status-timeout"):
        post(dairy, payout, bodies.ECHO, kind)
    first = dairy.ask("treasurer", "GET", "/callbacks?limit=2")
    second = dairy.get("treasurer", f"/callbacks?limit=2&cursor={first.json['next']}")
    kinds = [one["kind"] for one in [*first.json["items"], *second["items"]]]
    assert (kinds, second["next"]) == (["status-timeout", "timeout", "result"], None)
    assert 'rel="next"' in first.headers["Link"]
    for wrong in ("cursor=x", "cursor=-1", "state=lost", "about=x", f"cursor={'9' * 30}"):
        assert is_problem(dairy.ask("treasurer", "GET", f"/callbacks?{wrong}"))
