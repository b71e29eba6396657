"""Where a member's money goes, over the API: two officials, what is seen, and by whom."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from imbuto.values import By

from .dairy import Dairy

PHONE, OTHER = "254712000001", "254733000009"
ACCOUNT = {
    "pay_channel": "bank",
    "account_bank": "EXB01",
    "account_number": "0110001234",
    "account_name": "Wanjiku Kamau",
}
SEEN = {"pay_channel": "bank", "account_bank": "EXB01", "account_number": "0110001234"}
CHANGES = {
    "payout-phone-change": ({"payout_phone": "0733 000 009"}, {"payout_phone": OTHER}),
    "channel": (ACCOUNT, SEEN),
    "phone-change": ({"phone": "0733 000 009"}, {"phone": OTHER}),
    "payee-acceptance": ({"phone": PHONE, "reason": "her son's"}, {"phone": PHONE}),
}


def tell_another_name(dairy: Dairy) -> None:
    by = By("gateway:mpesa", "callback", "r", dairy.now)
    dairy.parts.ledger.see_payee("0001", PHONE, "JUMA BARAKA", UUID(int=9), by)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_takes_two_officials_and_a_second_click_is_quiet(dairy: Dairy, change: str) -> None:
    tell_another_name(dairy)
    dairy.give_roles("S001", "clerk", "manager")
    proposed, seen = CHANGES[change]
    path = f"/members/0001/{change}"
    assert [dairy.post("clerk", path, proposed)["status"] for _ in range(2)] == [
        "recorded",
        "already-recorded",
    ]
    own = dairy.ask("clerk", "POST", f"{path}/approval", seen)
    assert (own.status_code, own.json["type"]) == (403, "/problems/same-person")
    assert [dairy.post("manager", f"{path}/approval", seen)["status"] for _ in range(2)] == [
        "recorded",
        "already-recorded",
    ]


@pytest.mark.parametrize("change", ["phone-change", "payout-phone-change", "channel"])
def test_a_change_is_refused_with_a_reason_and_then_cannot_be_approved(dairy: Dairy, change: str) -> None:
    proposed, seen = CHANGES[change]
    path, reason = f"/members/0001/{change}", {"reason": "She did not ask for it."}
    nothing = dairy.ask("manager", "POST", f"{path}/refusal", reason)
    assert (nothing.status_code, nothing.json["type"]) == (409, "/problems/wrong-state")
    dairy.post("clerk", path, proposed)
    assert [dairy.post("manager", f"{path}/refusal", reason)["status"] for _ in range(2)] == [
        "recorded",
        "already-recorded",
    ]
    late = dairy.ask("manager", "POST", f"{path}/approval", seen)
    assert (late.status_code, late.json["type"]) == (409, "/problems/wrong-state")


@pytest.mark.parametrize("change", CHANGES)
def test_of_a_member_who_is_not_there_nothing_is_changed(dairy: Dairy, change: str) -> None:
    proposed, seen = CHANGES[change]
    for who, path, body in (("clerk", change, proposed), ("manager", f"{change}/approval", seen)):
        assert dairy.ask(who, "POST", f"/members/9999/{path}", body).status_code == 404
    assert dairy.ask("manager", "GET", "/members/9999/payee").status_code == 404


def test_the_place_is_seen_with_what_is_proposed_and_why_nothing_is_paid_there(dairy: Dairy) -> None:
    before = dairy.get("0001", "/members/0001/payee")
    assert (before["payee"], before["pay_channel"], before["hold"]) == (PHONE, "mpesa", None)
    dairy.post("clerk", "/members/0001/payout-phone-change", {"payout_phone": "0733000009"})
    proposed = dairy.get("manager", "/members/0001/payee")
    assert proposed["proposed_payout_phone"] == OTHER
    assert proposed["payout_phone_proposed_by"] == "staff:S001"
    dairy.post("manager", "/members/0001/payout-phone-change/approval", {"payout_phone": OTHER})
    shown = dairy.get("treasurer", "/members/0001/payee")
    assert (shown["payee"], shown["changed_at"]) == (OTHER, "2026-11-16T06:00:00+00:00")
    assert shown["hold"] == {
        "cause": "number_changed",
        "words": "the number for payment was changed on 2026-11-16 and waits until 2026-11-23",
        "until": "2026-11-23T06:00:00+00:00",
    }
    dairy.later(days=7)
    dairy.sign_in("treasurer")
    assert dairy.get("treasurer", "/members/0001/payee")["hold"] is None


def test_the_own_number_is_taken_away_by_null(dairy: Dairy) -> None:
    for number in (OTHER, None):
        dairy.post("clerk", "/members/0001/payout-phone-change", {"payout_phone": number})
        dairy.post("manager", "/members/0001/payout-phone-change/approval", {"payout_phone": number})
    assert dairy.get("manager", "/members/0001/payee")["payee"] == PHONE


def test_a_name_that_differs_is_seen_and_accepted(dairy: Dairy) -> None:
    tell_another_name(dairy)
    shown = dairy.get("auditor", "/members/0001/payee")
    assert (shown["payee_name"], shown["payee_match"], shown["payee_accepted"]) == (
        "JUMA BARAKA",
        "none",
        False,
    )
    assert shown["hold"]["cause"] == "name_mismatch"
    dairy.post("clerk", "/members/0001/payee-acceptance", {"phone": PHONE, "reason": "her son's"})
    dairy.post("manager", "/members/0001/payee-acceptance/approval", {"phone": PHONE})
    shown = dairy.get("auditor", "/members/0001/payee")
    assert (shown["payee_accepted"], shown["hold"]) == (True, None)


def test_officials_find_the_members_that_wait_for_them(dairy: Dairy) -> None:
    def listed(attention: str) -> list[str]:
        return [one["number"] for one in dairy.get("manager", f"/members?attention={attention}")["items"]]

    assert listed("proposed") == listed("name-differs") == []
    tell_another_name(dairy)
    for change, (proposed, _) in CHANGES.items():
        number = "0001" if change == "payee-acceptance" else "0002"
        dairy.post("clerk", f"/members/{number}/{change}", proposed)
    assert listed("proposed") == ["0001", "0002"]
    assert listed("name-differs") == ["0001"]
    for change, (_, seen) in CHANGES.items():
        number = "0001" if change == "payee-acceptance" else "0002"
        dairy.post("manager", f"/members/{number}/{change}/approval", seen)
    assert listed("proposed") == listed("name-differs") == []
    assert dairy.ask("manager", "GET", "/members?attention=all").status_code == 422


def test_an_account_is_seen_by_who_approves_it_and_not_in_the_directory(dairy: Dairy) -> None:
    dairy.post("clerk", "/members/0001/channel", ACCOUNT)
    dairy.post("manager", "/members/0001/channel/approval", SEEN)
    shown = dairy.get("manager", "/members/0001/payee")
    assert {name: shown[name] for name in ACCOUNT} == ACCOUNT
    for path in ("/members/0001", "/members"):
        assert ACCOUNT["account_number"] not in dairy.ask("admin", "GET", path).text
    assert dairy.get("admin", "/members/0001")["pay_channel"] == "bank"
    assert dairy.ask("admin", "GET", "/members/0001/payee").status_code == 403
    assert dairy.ask("0002", "GET", "/members/0001/payee").status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"pay_channel": "cash"},
        {"account_number": None},
        {"account_number": "0110 001234"},
        {"account_bank": "Example & Sons"},
        {"account_name": "=HYPERLINK"},
        {"pay_channel": "cheque"},
    ],
)
def test_an_account_that_no_bank_could_pay_is_refused(dairy: Dairy, changes: dict[str, Any]) -> None:
    body = {name: value for name, value in {**ACCOUNT, **changes}.items() if value is not None}
    assert dairy.ask("clerk", "POST", "/members/0001/channel", body).status_code == 422


def test_who_has_no_phone_is_registered_to_be_paid_by_bank_or_in_cash(dairy: Dairy) -> None:
    member = {"number": "0077", "name": "Chebet Koech", "centre": "KIA"}
    dairy.post("clerk", "/members", {**member, **ACCOUNT})
    shown = dairy.get("manager", "/members/0077/payee")
    assert (shown["payee"], shown["pay_channel"], shown["hold"]) == (None, "bank", None)
    dairy.post("clerk", "/members", {**member, "number": "0078", "pay_channel": "cash"})
    dairy.post("clerk", "/members", {**member, "number": "0079"})
    assert dairy.get("manager", "/members/0078/payee")["hold"] is None
    assert dairy.get("manager", "/members/0079/payee")["hold"]["cause"] == "no_phone"


def test_a_clerk_with_centres_changes_only_the_members_of_them(dairy: Dairy) -> None:
    dairy.post("clerk", "/members", {"number": "0088", "name": "Chebet Koech", "centre": "MUG"})
    for change, (proposed, _) in CHANGES.items():
        refused = dairy.ask("limited", "POST", f"/members/0088/{change}", proposed)
        assert (refused.status_code, refused.json["details"]["centre"]) == (403, "MUG")
    assert dairy.ask("limited", "GET", "/members/0088/payee").status_code == 403
