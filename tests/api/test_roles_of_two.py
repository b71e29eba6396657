"""Roles given by two officials, over HTTP; and two accounts on one phone, which count as one person."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from .dairy import OPERATOR, PASSWORD, STAFF, Dairy
from .officials import secret_of_sms

NEW = {"number": "S077", "name": "Kamau Otieno", "roles": ["manager"], "phone": "0722000077"}
SEEN = {"roles": ["manager"]}


def joined(dairy: Dairy, **changes: Any) -> dict[str, Any]:
    """Official S077, whom the admin brought in, with a password and signed in as `new`."""
    answer: dict[str, Any] = dairy.post("admin", "/staff", {**NEW, **changes})
    dairy.parts.people.accounts.set_password("staff:S077", "S077", None, PASSWORD)
    signs_in(dairy, "new", "S077")
    return answer


def signs_in(dairy: Dairy, who: str, login: str) -> None:
    body = {"login": login, "password": PASSWORD, "channel": "office"}
    dairy.tokens[who] = dairy.post(None, "/sessions", body)["token"]


def status(dairy: Dairy, who: str, path: str, body: Any) -> tuple[int, str]:
    answer = dairy.ask(who, "POST", path, body)
    return answer.status_code, answer.json.get("type", "").removeprefix("/problems/")


def test_a_new_manager_may_nothing_until_another_official_agrees(dairy: Dairy) -> None:
    assert joined(dairy)["waiting_roles"] == ["manager"]
    assert dairy.get("new", "/sessions/own")["roles"] == []
    permissions = dairy.get("new", "/sessions/own")["permissions"]
    assert permissions == ["sessions.own"]
    assert dairy.ask("new", "GET", "/members").status_code == 403
    assert status(dairy, "admin", "/staff/S077/roles/approval", SEEN) == (403, "same-person")
    assert status(dairy, "auditor", "/staff/S077/roles/approval", SEEN)[0] == 403
    assert status(dairy, "treasurer", "/staff/S077/roles/approval", SEEN)[0] == 403
    assert dairy.post("manager", "/staff/S077/roles/approval", SEEN)["status"] == "recorded"
    assert dairy.post("manager", "/staff/S077/roles/approval", SEEN)["status"] == "already-recorded"
    assert dairy.ask("new", "GET", "/members").status_code == 200
    shown = dairy.get("auditor", "/staff/S077")
    assert (shown["roles"], shown["proposed_roles"]) == (["manager"], [])
    assert (shown["roles_given_by"], shown["roles_approved_by"]) == ("staff:S004", "staff:S002")
    assert [one["fact"] for one in shown["story"]] == [
        "staff.joined",
        "staff.roles_proposed",
        "staff.roles_approved",
    ]


def test_a_clerk_needs_one_admin_and_no_second(dairy: Dairy) -> None:
    assert joined(dairy, roles=["clerk"])["waiting_roles"] == []
    assert dairy.ask("new", "GET", "/members").status_code == 200


def test_the_founding_by_the_operator_is_seen(dairy: Dairy) -> None:
    shown = dairy.get("auditor", "/staff/S004")
    assert (shown["roles_given_by"], shown["roles_approved_by"]) == ("operator:test", None)
    assert [(one["fact"], one["who"], one["channel"]) for one in shown["story"]] == [
        ("staff.joined", "operator:test", "cli")
    ]


def test_the_same_joining_again_is_quiet_and_invites_nobody_anew(dairy: Dairy) -> None:
    joined(dairy)
    again = dairy.ask("admin", "POST", "/staff", NEW)
    assert (again.status_code, again.json["status"], again.json["invitation"]) == (
        200,
        "already-recorded",
        None,
    )
    assert again.json["waiting_roles"] == ["manager"]


def test_a_refused_proposal_gives_nothing(dairy: Dairy) -> None:
    joined(dairy, roles=["clerk", "manager"])
    dairy.post("manager", "/staff/S077/roles/refusal", {"reason": "two are enough"})
    assert status(dairy, "manager", "/staff/S077/roles/approval", SEEN) == (409, "wrong-state")
    assert dairy.get("admin", "/staff/S077")["roles"] == ["clerk"]


def test_nobody_approves_for_themselves_whatever_their_roles(dairy: Dairy) -> None:
    body = {"roles": ["admin", "manager"]}
    assert dairy.ask("admin", "PUT", "/staff/S002/roles", body).json["waiting_roles"] == ["admin"]
    own = dairy.ask("manager", "POST", "/staff/S002/roles/approval", {"roles": ["admin"]})
    assert own.status_code == 403
    assert "imbuto staff approve S002" in own.json["remedy"]


def test_a_role_that_is_taken_away_ends_at_once_in_every_session(dairy: Dairy) -> None:
    price = {"id": str(uuid4()), "effective_from": "2026-12-01"}
    price["price_per_litre"] = {"amount": "46.00", "currency": "KES"}  # type: ignore[assignment]
    dairy.post("treasurer", "/prices", price)
    signs_in(dairy, "manager on another device", "S002")
    body = {"roles": ["clerk"]}
    assert dairy.ask("admin", "PUT", "/staff/S002/roles", body).json["waiting_roles"] == []
    for who in ("manager", "manager on another device"):
        assert status(dairy, who, f"/prices/{price['id']}/approval", {})[0] == 403
        assert dairy.get(who, "/sessions/own")["roles"] == ["clerk"]


def test_who_left_comes_back_and_nothing_of_before_opens(dairy: Dairy) -> None:
    made = {"name": "Scale", "permissions": ["deliveries.read"], "expires_at": "2026-12-01T00:00:00Z"}
    dairy.tokens["scale"] = dairy.post("clerk", "/access-tokens", {**made, "password": PASSWORD})["token"]
    assert dairy.ask("scale", "GET", "/deliveries").status_code == 200
    back = {"roles": ["clerk", "manager"], "centres": ["KIA"], "phone": "0722000001"}
    assert status(dairy, "admin", "/staff/S001/readmission", back) == (409, "wrong-state")
    dairy.post("admin", "/staff/S001/leave")
    assert dairy.ask("admin", "POST", "/staff", _first("clerk")).status_code == 409
    # As if the machine had stopped before the sessions were ended.
    told = dairy.post("admin", "/staff/S001/readmission", back)
    assert (told["waiting_roles"], told["invitation"]["principal"]) == (["manager"], "staff:S001")
    assert dairy.post("admin", "/staff/S001/readmission", back)["invitation"] is None
    for who in ("clerk", "scale"):
        assert dairy.ask(who, "GET", "/deliveries").status_code == 401
    assert dairy.ask(None, "POST", "/sessions", {"login": "S001", "password": PASSWORD}).status_code == 401
    entering = {"code": secret_of_sms(dairy, "invitation"), "password": "four new words here"}
    assert dairy.ask(None, "POST", "/invitations/redemptions", entering).status_code < 300
    shown = dairy.get("auditor", "/staff/S001")
    assert (shown["active"], shown["roles"], shown["proposed_roles"]) == (True, ["clerk"], ["manager"])


def test_what_was_left_open_when_the_machine_stopped_is_ended_before_somebody_comes_back(
    dairy: Dairy,
) -> None:
    dairy.parts.ledger.leave_staff("S001", OPERATOR)
    dairy.post("admin", "/staff/S001/readmission", {"roles": ["clerk"]})
    assert dairy.ask("clerk", "GET", "/deliveries").status_code == 401
    assert dairy.ask(None, "POST", "/sessions", {"login": "S001", "password": PASSWORD}).status_code == 401


def _first(who: str) -> dict[str, Any]:
    number, roles, centres = STAFF[who]
    return {"number": number, "name": "Njeri Mwangi", "roles": roles, "centres": centres}


# ------------------------------------------------- two accounts, one phone

PHONE = "0722000009"


def test_two_officials_in_service_never_have_one_phone(dairy: Dairy) -> None:
    joined(dairy, phone=PHONE)
    other = {**NEW, "number": "S078", "phone": PHONE}
    assert status(dairy, "admin", "/staff", other) == (409, "wrong-state")
    assert dairy.ask("admin", "POST", "/staff", {**NEW, "phone": PHONE}).status_code == 200
    dairy.post("admin", "/staff/S001/leave")
    back = {"roles": ["clerk"], "phone": PHONE}
    assert status(dairy, "admin", "/staff/S001/readmission", back) == (409, "wrong-state")


@pytest.fixture
def twins(dairy: Dairy) -> Dairy:
    """A treasurer and a manager of old who have one phone: `one` and `two`."""
    for number, role in (("S101", "treasurer"), ("S102", "manager")):
        dairy.parts.ledger.join_staff(number, "Njeri Mwangi", [role], OPERATOR, phone="254722000009")
        dairy.parts.people.accounts.set_password(f"staff:{number}", number, None, PASSWORD)
    signs_in(dairy, "one", "S101")
    signs_in(dairy, "two", "S102")
    return dairy


def test_two_accounts_on_one_phone_approve_nothing(twins: Dairy) -> None:
    price = {"id": str(uuid4()), "effective_from": "2026-12-01"}
    twins.post("one", "/prices", {**price, "price_per_litre": {"amount": "46.00", "currency": "KES"}})
    refused = twins.ask("two", "POST", f"/prices/{price['id']}/approval", {})
    assert refused.status_code == 403
    assert "same phone as official S101" in refused.json["detail"]
    assert twins.post("manager", f"/prices/{price['id']}/approval")["status"] == "recorded"
    assert twins.ask("two", "GET", "/prices").status_code == 200


def test_the_code_of_who_approves_is_never_shown_to_another(dairy: Dairy) -> None:
    refused = dairy.ask("admin", "POST", "/staff/S002/invitation")
    assert (refused.status_code, "imbuto invite S002" in refused.json["remedy"]) == (403, True)
    assert dairy.post("admin", "/staff/S001/invitation")["code"]


def test_whoever_brings_in_a_future_manager_never_holds_the_code(dairy: Dairy) -> None:
    puppet = dairy.post("admin", "/staff", {**NEW, "phone": None})
    assert (puppet["waiting_roles"], puppet["invitation"]) == (["manager"], None)
    assert dairy.ask("admin", "POST", "/staff/S077/invitation").status_code == 403
    dairy.post("admin", "/staff/S077/leave")
    assert dairy.post("admin", "/staff/S077/readmission", {"roles": ["manager"]})["invitation"] is None


def test_a_clerk_whose_code_was_shown_is_made_no_manager_over_http(dairy: Dairy) -> None:
    assert dairy.post("admin", "/staff", {**NEW, "phone": None, "roles": ["clerk"]})["invitation"]["code"]
    dairy.ask("admin", "PUT", "/staff/S077/roles", {"roles": ["clerk", "manager"]})
    refused = dairy.ask("manager", "POST", "/staff/S077/roles/approval", SEEN)
    assert (refused.status_code, "imbuto staff approve S077" in refused.json["remedy"]) == (403, True)
    dairy.post("admin", "/staff/S077/leave")
    back = {"roles": ["manager"], "phone": "0722000077"}
    told = dairy.post("admin", "/staff/S077/readmission", back)["invitation"]
    assert (told["by_sms"], told["code"]) == (True, None)
    assert dairy.post("manager", "/staff/S077/roles/approval", SEEN)["status"] == "recorded"
