"""Invitations: by SMS to the phone on file, and only where there is none told to whoever invites."""

from __future__ import annotations

import pytest

from imbuto.security.logins import INVITATION_VALID

from .dairy import PASSWORD, Dairy
from .doorstep import facts_of, sms
from .officials import NEW_PASSWORD, enter, join, secret_of_sms, sign_in


def test_with_a_phone_on_file_the_link_goes_there_and_the_inviter_sees_no_code(dairy: Dairy) -> None:
    invitation = join(dairy)
    assert (invitation["by_sms"], invitation["code"], invitation["link"]) == (True, None, None)
    text = sms(dairy, "invitation")[-1]
    assert "http://127.0.0.1:8000/enter#invitation=" in text
    assert len(text) <= 160
    assert enter(dairy, secret_of_sms(dairy, "invitation")).status_code == 201
    assert sign_in(dairy, "S077").status_code == 201


def test_without_a_phone_the_code_and_the_link_are_told_once(dairy: Dairy) -> None:
    invitation = join(dairy, phone=None)
    assert invitation["by_sms"] is False
    page, _, secret = invitation["link"].partition("#invitation=")
    assert page == "http://127.0.0.1:8000/enter"
    assert secret == invitation["code"].replace("-", "")
    assert enter(dairy, invitation["code"].lower()).status_code == 201


def test_the_code_of_a_member_goes_to_the_member(dairy: Dairy) -> None:
    invitation = dairy.post("manager", "/members/0001/invitation")
    assert (invitation["by_sms"], invitation["code"]) == (True, None)
    assert enter(dairy, secret_of_sms(dairy, "invitation"), NEW_PASSWORD).json == {"principal": "member:0001"}


def test_nobody_is_shown_the_code_of_a_member_without_a_phone(dairy: Dairy) -> None:
    before = dairy.position()
    for who in ("manager", "admin"):
        refused = dairy.ask(who, "POST", "/members/0003/invitation")
        assert (refused.status_code, "phone first" in refused.json["remedy"]) == (409, True)
    assert dairy.position() == before
    dairy.post("clerk", "/members/0003/phone-change", {"phone": "0712000003"})
    dairy.post("manager", "/members/0003/phone-change/approval", {"phone": "0712000003"})
    assert dairy.post("manager", "/members/0003/invitation")["code"] is None


def test_no_fact_holds_the_secret(dairy: Dairy) -> None:
    join(dairy)
    secret = secret_of_sms(dairy, "invitation")
    assert all(secret not in repr(vars(fact)) for _, fact in dairy.parts.ledger.facts(0, 1000))
    stored = dairy.parts.settings.data / "events.sqlite"
    assert secret.encode() not in stored.read_bytes()


def test_a_new_password_by_an_invitation_ends_the_access_tokens_of_before(dairy: Dairy) -> None:
    wanted = {"name": "Scale", "permissions": ["deliveries.read"], "expires_at": "2026-12-01T00:00:00Z"}
    dairy.tokens["scale"] = dairy.post("clerk", "/access-tokens", {**wanted, "password": PASSWORD})["token"]
    code = dairy.post("admin", "/staff/S001/invitation")["code"]
    assert dairy.ask("scale", "GET", "/deliveries").status_code == 200
    assert enter(dairy, code, NEW_PASSWORD).status_code == 201
    assert dairy.ask("scale", "GET", "/deliveries").status_code == 401
    assert len(facts_of(dairy, "access.token_revoked")) == 1


def test_what_happens_is_told_as_facts(dairy: Dairy) -> None:
    join(dairy)
    enter(dairy, secret_of_sms(dairy, "invitation"))
    (invited,) = facts_of(dairy, "access.invited")
    (entered,) = facts_of(dairy, "access.entered")
    assert (invited.principal, invited.by_sms, invited.who) == ("staff:S077", True, "staff:S004")
    assert (entered.principal, entered.who) == ("staff:S077", "staff:S077")


def test_a_code_opens_once_and_not_after_seven_days(dairy: Dairy) -> None:
    join(dairy)
    used = secret_of_sms(dairy, "invitation")
    assert [enter(dairy, used).status_code for _ in range(2)] == [201, 403]
    dairy.post("admin", "/staff/S077/invitation")
    old = secret_of_sms(dairy, "invitation")
    dairy.later(seconds=INVITATION_VALID.total_seconds())
    replayed, expired, forged = enter(dairy, used), enter(dairy, old), enter(dairy, "AAAA-BBBB")
    assert len({answer.json["detail"] for answer in (replayed, expired, forged)}) == 1


def test_the_sessions_of_the_old_password_end_and_are_told(dairy: Dairy) -> None:
    code = dairy.post("admin", "/staff/S001/invitation")["code"]
    enter(dairy, code, NEW_PASSWORD)
    assert dairy.ask("clerk", "GET", "/sessions/own").status_code == 401
    (ended,) = facts_of(dairy, "access.sessions_ended")
    assert (ended.principal, ended.reason, len(ended.sessions)) == ("staff:S001", "password-changed", 1)


@pytest.mark.parametrize(
    "password",
    [
        "eleven char",
        "Password1234",
        "123456789012",
        "qwertyuiop12",
        "S077S077S077",
        "Kiambaa Dairy 1",
        "0711222333!!",
    ],
)
def test_a_password_that_is_guessed_first_is_refused_and_does_not_spend_the_code(
    dairy: Dairy, password: str
) -> None:
    join(dairy)
    code = secret_of_sms(dairy, "invitation")
    refused = enter(dairy, code, password)
    assert refused.status_code == 422
    assert password not in refused.text
    assert enter(dairy, code).status_code == 201
