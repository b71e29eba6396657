"""National ids, next of kin and account numbers: whole for the member, the manager and the auditor, and for
nobody else. And whose phone is an official's."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .dairy import JOB, OPERATOR, PASSWORD, Dairy

PRIVATE = {"national_id": "12345678", "account_number": "0110009876"}
KIN = {"next_of_kin_name": "Otieno Odhiambo", "next_of_kin_phone": "254733000777"}
MEMBER = {
    "number": "0077",
    "name": "Achieng Odhiambo",
    "centre": "KIA",
    "phone": "254712000077",
    "pay_channel": "bank",
    "account_bank": "EXB01",
    "account_name": "Achieng Odhiambo",
    **PRIVATE,
    **KIN,
}
WHOLE, MASKED = ("manager", "auditor", "0077"), ("clerk", "limited", "treasurer", "admin")


@pytest.fixture
def dairy(dairy: Dairy) -> Dairy:
    dairy.post("clerk", "/members", MEMBER)
    dairy.parts.people.accounts.set_password("member:0077", "0077", MEMBER["phone"], PASSWORD)
    dairy.sign_in("0077")
    return dairy


def says_nothing_private(text: str) -> bool:
    plain = json.dumps(json.loads(text), ensure_ascii=False)
    return not any(word in plain for word in (*PRIVATE.values(), *KIN.values()))


@pytest.mark.parametrize("who", WHOLE)
def test_who_needs_them_sees_them_whole(dairy: Dairy, who: str) -> None:
    entry = dairy.get(who, "/members/0077")
    assert {name: entry[name] for name in ("national_id", *KIN)} == {"national_id": "12345678", **KIN}
    assert dairy.get(who, "/members/0077/payee")["account_number"] == "0110009876"


@pytest.mark.parametrize("who", MASKED)
def test_others_see_the_last_three_figures_and_nothing_of_the_next_of_kin(dairy: Dairy, who: str) -> None:
    answer = dairy.ask(who, "GET", "/members/0077")
    assert answer.json["national_id"] == "•••678"
    assert (answer.json["next_of_kin_name"], answer.json["next_of_kin_phone"]) == (None, None)
    assert says_nothing_private(answer.text)
    if who != "admin":
        payee = dairy.ask(who, "GET", "/members/0077/payee")
        assert payee.json["account_number"] == "•••876"
        assert says_nothing_private(payee.text)


def test_what_is_proposed_is_masked_as_well(dairy: Dairy) -> None:
    change = {"pay_channel": "bank", "account_bank": "EXB01", "account_number": "5550009111"}
    dairy.post("clerk", "/members/0077/channel", {**change, "account_name": "Achieng"})
    shown = {
        who: dairy.get(who, "/members/0077/payee")["proposed_account_number"] for who in ("clerk", "manager")
    }
    assert shown == {"clerk": "•••111", "manager": "5550009111"}


def test_a_payouts_story_masks_the_account(dairy: Dairy) -> None:
    dairy.record(member="0077", litres="10.5", date="2026-11-10")
    run = dairy.prepared_run()
    dairy.post("manager", f"/settlements/{run}/approval")
    unpaid = dairy.parts.views.settlements.unsettled(run)
    dairy.parts.ledger.settle_statements(run, [(one.member, one.net_cents) for one in unpaid], JOB)
    payout = dairy.parts.views.payouts.page(run=run).items[0].id
    numbers = {
        who: [one["details"].get("account_number") for one in dairy.get(who, f"/payouts/{payout}")["story"]]
        for who in ("treasurer", "manager")
    }
    assert "•••876" in numbers["treasurer"]
    assert "0110009876" not in numbers["treasurer"]
    assert "0110009876" in numbers["manager"]


@pytest.mark.parametrize("path", ["/members", "/members?centre=KIA"])
def test_the_directory_has_none_of_them_for_anybody(dairy: Dairy, path: str) -> None:
    for who in ("manager", "auditor", "clerk"):
        assert says_nothing_private(dairy.ask(who, "GET", path).text)


def test_of_a_short_number_nothing_is_shown(dairy: Dairy) -> None:
    dairy.post("clerk", "/members", {**MEMBER, "number": "0078", "national_id": "4321"})
    assert dairy.get("clerk", "/members/0078")["national_id"] == "•••"
    assert dairy.get("clerk", "/members/0001")["national_id"] is None


def test_who_lost_the_role_sees_the_mask_at_once(dairy: Dairy) -> None:
    assert dairy.get("manager", "/members/0077")["national_id"] == "12345678"
    assert dairy.ask("admin", "PUT", "/staff/S002/roles", {"roles": ["clerk"]}).status_code == 200
    assert dairy.get("manager", "/members/0077")["national_id"] == "•••678"


# ---------------------------------------------- members whom nobody has seen


def entries(dairy: Dairy) -> dict[str, bool]:
    found: list[dict[str, Any]] = dairy.get("manager", "/members")["items"]
    return {one["number"]: one["phone_of_official"] for one in found}


def test_a_member_with_an_officials_phone_is_pointed_out_in_the_register_and_in_the_run(dairy: Dairy) -> None:
    ghost = {"number": "0079", "name": "Nobody Known", "centre": "KIA", "phone": "254722000009"}
    dairy.post("clerk", "/members", ghost)
    assert entries(dairy)["0079"] is False
    dairy.parts.ledger.join_staff("S099", "Otieno", ["clerk"], OPERATOR, phone="254722000009")
    assert [number for number, flagged in entries(dairy).items() if flagged] == ["0079"]
    assert dairy.get("auditor", "/members/0079")["phone_of_official"] is True
    dairy.record(member="0079", date="2026-11-10")
    dairy.record(member="0001", date="2026-11-10")
    run = dairy.prepared_run()
    items = dairy.get("manager", f"/settlements/{run}/report/phone-of-official")["items"]
    assert [item["member"] for item in items] == ["0079"]


def test_a_number_for_money_alone_counts_too_and_who_left_does_not(dairy: Dairy) -> None:
    ghost = {"number": "0079", "name": "Nobody Known", "centre": "KIA", "phone": "254712000079"}
    dairy.post("clerk", "/members", {**ghost, "payout_phone": "254722000009"})
    dairy.parts.ledger.join_staff("S099", "Otieno", ["clerk"], OPERATOR, phone="254722000009")
    assert entries(dairy)["0079"] is True
    dairy.parts.ledger.leave_staff("S099", OPERATOR)
    assert entries(dairy)["0079"] is False
