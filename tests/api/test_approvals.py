"""What waits for a second official, counted on the home of whoever may be the second."""

from __future__ import annotations

from uuid import uuid4

import pytest

from .bodies import BODIES
from .dairy import OPERATOR, PASSWORD, Dairy
from .officials import set_up_app

PROPOSALS = {
    "propose price": "prices",
    "propose difference": "differences",
    "standing charge": "standing-charges",
    "change charge": "charges",
    "propose voucher": "vouchers",
    "phone change": "phones",
    "payout phone": "phones",
    "pay channel": "channels",
    "propose recovery": "access",
}


def counted(dairy: Dairy, who: str) -> dict[str, int]:
    return {one["kind"]: one["count"] for one in dairy.get(who, "/dashboard/home")["approvals"]}


def propose(dairy: Dairy, name: str) -> None:
    who, method, path, body = BODIES[name]
    answer = dairy.ask(who, method, path, body)
    assert answer.status_code < 300, answer.text


@pytest.mark.parametrize("name", PROPOSALS)
def test_a_proposal_waits_for_the_manager_and_not_for_whoever_made_it(dairy: Dairy, name: str) -> None:
    if name == "change charge":
        propose(dairy, "charges")
    propose(dairy, name)
    assert counted(dairy, "manager") == {PROPOSALS[name]: 1}
    assert counted(dairy, "treasurer") == counted(dairy, "clerk") == {}


def test_rules_and_top_ups_wait_as_well(dairy: Dairy) -> None:
    kes = {"amount": "50.00", "currency": "KES"}
    dairy.post("treasurer", "/deduction-rules", {"id": str(uuid4()), "effective_from": "2026-12-01"})
    rules = {"most_per_payment": kes, "most_per_member_day": kes, "cooling_days": 7}
    dairy.post("treasurer", "/payment-rules", {"id": str(uuid4()), **rules})
    dairy.post("treasurer", "/top-ups", {"id": str(uuid4()), "amount": kes, "reference": "TOP-1"})
    assert counted(dairy, "manager") == {"deduction-rules": 1, "payment-rules": 1, "top-ups": 1}


def test_what_the_manager_proposes_waits_for_another(dairy: Dairy) -> None:
    propose(dairy, "restrict")
    dairy.post("manager", "/members/0001/restriction/end")
    assert counted(dairy, "manager") == {}
    assert counted(dairy, "admin") == {"privacy": 1}


def test_a_lost_second_factor_waits_for_a_third_until_its_owner_has_another(dairy: Dairy) -> None:
    set_up_app(dairy, "manager")
    set_up_app(dairy, "treasurer")
    for number in ("S002", "S003"):
        dairy.ask("admin", "DELETE", f"/staff/{number}/second-factor", {"reason": "her phone was stolen"})
    assert counted(dairy, "manager") == {"second-factors": 1}, "her own is not hers to decide"
    assert counted(dairy, "admin") == {}
    (own, other) = dairy.get("manager", "/second-factor-removals")["items"]
    assert (own["number"], own["reason"], own["proposed_by"]) == (
        "S002",
        "her phone was stolen",
        "staff:S004",
    )
    removal = f"/staff/{other['number']}/second-factor/removal"
    dairy.post("manager", f"{removal}/refusal", {"reason": "she has it in her hand"})
    assert counted(dairy, "manager") == {}
    assert [one["number"] for one in dairy.get("auditor", "/second-factor-removals")["items"]] == ["S002"]


def test_the_list_of_officials_is_asked_for_those_whose_roles_wait(dairy: Dairy) -> None:
    dairy.ask("admin", "PUT", "/staff/S003/roles", {"roles": ["treasurer", "manager"]})

    def numbers(query: str) -> list[str]:
        return [one["number"] for one in dairy.get("manager", f"/staff?{query}")["items"]]

    assert numbers("proposed=true") == ["S003"]
    assert sorted([*numbers("proposed=false"), "S003"]) == numbers("limit=200")


def test_nobody_is_shown_their_own_roles(dairy: Dairy) -> None:
    dairy.ask("admin", "PUT", "/staff/S002/roles", {"roles": ["manager", "clerk", "treasurer"]})
    assert counted(dairy, "manager") == {}
    dairy.ask("admin", "PUT", "/staff/S003/roles", {"roles": ["treasurer", "manager"]})
    assert counted(dairy, "manager") == {"roles": 1}
    assert counted(dairy, "admin") == {}


def test_two_accounts_with_one_phone_approve_nothing_and_are_told_of_nothing(dairy: Dairy) -> None:
    propose(dairy, "propose price")
    for number in ("S021", "S022"):
        dairy.parts.ledger.join_staff(number, "Njeri Mwangi", ["manager"], OPERATOR, phone="254700000021")
    dairy.parts.people.accounts.set_password("staff:S021", "S021", None, PASSWORD)
    login = {"login": "S021", "password": PASSWORD, "channel": "office"}
    dairy.tokens["twin"] = dairy.post(None, "/sessions", login)["token"]
    assert counted(dairy, "twin") == {}
    assert counted(dairy, "manager") == {"prices": 1}
