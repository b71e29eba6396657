"""The register: registering, searching, the changes by two officials, and a member's own account."""

from __future__ import annotations

from .dairy import Dairy, weighing

MEMBER = {
    "number": "0077",
    "name": "Chebet Koech",
    "centre": "KIA",
    "phone": "0712 345 678",
    "national_id": "12345678",
    "joined": "2026-01-05",
}


def test_a_member_is_registered_once_and_found(dairy: Dairy) -> None:
    answer = dairy.ask("clerk", "POST", "/members", MEMBER)
    assert (answer.status_code, answer.headers["Location"]) == (201, "/api/v1/members/0077")
    assert dairy.ask("clerk", "POST", "/members", MEMBER).status_code == 200
    other = dairy.ask("clerk", "POST", "/members", {**MEMBER, "name": "Another"})
    assert (other.status_code, other.json["details"]["differs"]) == (409, {"name": ["(personal)"] * 2})
    shown = dairy.get("clerk", "/members/0077")
    assert (shown["name"], shown["phone"], shown["language"]) == ("Chebet Koech", "254712345678", "sw")
    for query in ("koech", "0077", "0712345"):
        found = dairy.post("clerk", "/members/search", {"query": query})
        assert ([one["number"] for one in found["items"]], found["next"]) == (["0077"], None)


def test_what_is_masked_is_not_guessed_by_registering_again(dairy: Dairy) -> None:
    """Of a national id five figures are hidden: a hundred thousand tries, were they answered."""
    dairy.post("clerk", "/members", MEMBER)
    guesses = [{**MEMBER, "national_id": f"12345{last:03}"} for last in range(10)]
    assert {dairy.ask("clerk", "POST", "/members", guess).status_code for guess in guesses} == {409}
    right = dairy.ask("clerk", "POST", "/members", MEMBER)
    assert (right.status_code, "Retry-After" in right.headers) == (429, True)
    assert dairy.ask("clerk", "POST", "/members", {**MEMBER, "number": "0078"}).status_code == 201
    dairy.later(days=3)
    dairy.sign_in("clerk")
    assert dairy.ask("clerk", "POST", "/members", MEMBER).status_code == 200


def test_the_next_number_is_one_more_than_the_highest_of_figures_alone(dairy: Dairy) -> None:
    assert dairy.get("clerk", "/member-numbers/next") == {"number": "0004"}
    for number in ("0999", "M7777", "12/345"):
        dairy.post("clerk", "/members", {**MEMBER, "number": number})
    assert dairy.get("clerk", "/member-numbers/next") == {"number": "1000"}
    dairy.post("clerk", "/members", {**MEMBER, "number": "9999"})
    assert dairy.get("clerk", "/member-numbers/next") == {"number": "10000"}


def test_a_number_with_a_slash_is_reached(dairy: Dairy) -> None:
    dairy.post("clerk", "/members", {**MEMBER, "number": "12/345"})
    assert dairy.get("manager", "/members/12/345/balance")["owed"]["amount"] == "0.00"
    assert dairy.get("manager", "/members/12%2F345")["number"] == "12/345"


def test_a_new_phone_needs_two_officials_and_becomes_the_login(dairy: Dairy) -> None:
    dairy.give_roles("S001", "clerk", "manager")
    dairy.post("clerk", "/members/0001/phone-change", {"phone": "0799 000 111"})
    assert dairy.get("manager", "/members/0001")["proposed_phone"] == "254799000111"
    seen = {"phone": "0799 000 111"}
    own = dairy.ask("clerk", "POST", "/members/0001/phone-change/approval", seen)
    assert (own.status_code, own.json["type"]) == (403, "/problems/same-person")
    dairy.post("manager", "/members/0001/phone-change/approval", seen)
    assert dairy.get("manager", "/members/0001")["phone"] == "254799000111"
    body = {"login": "0799000111", "password": "milk in the morning"}
    assert dairy.ask(None, "POST", "/sessions", body).status_code == 201


def test_a_new_phone_is_approved_of_a_member_who_never_signed_in(dairy: Dairy) -> None:
    dairy.post("clerk", "/members", MEMBER)
    dairy.post("clerk", "/members/0077/phone-change", {"phone": "0799000112"})
    dairy.post("manager", "/members/0077/phone-change/approval", {"phone": "0799000112"})
    assert dairy.get("manager", "/members/0077")["phone"] == "254799000112"


def test_a_phone_put_in_place_of_the_one_that_was_seen_is_not_approved(dairy: Dairy) -> None:
    dairy.post("clerk", "/members/0001/phone-change", {"phone": "0712111111"})
    seen = {"phone": dairy.get("manager", "/members/0001")["proposed_phone"]}
    dairy.post("limited", "/members/0001/phone-change", {"phone": "0712666666"})
    refused = dairy.ask("manager", "POST", "/members/0001/phone-change/approval", seen)
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/wrong-state")
    assert dairy.get("manager", "/members/0001")["phone"] == "254712000001"


def test_a_clerk_with_centres_keeps_the_register_of_them_only(dairy: Dairy) -> None:
    elsewhere = {**MEMBER, "number": "0088", "centre": "MUG"}
    assert dairy.ask("limited", "POST", "/members", elsewhere).status_code == 403
    assert dairy.ask("limited", "POST", "/members", MEMBER).status_code == 201
    dairy.post("clerk", "/members", elsewhere)
    listed = dairy.get("limited", "/members")["items"]
    assert {one["centre"] for one in listed} == {"KIA"}
    assert dairy.post("limited", "/members/search", {"query": "0088"})["items"] == []
    elsewhere_too = dairy.ask("limited", "POST", "/members/search", {"query": "0088", "centre": "MUG"})
    assert elsewhere_too.status_code == 403
    for method, part, body in (
        ("GET", "", None),
        ("PUT", "/language", {"language": "en"}),
        ("POST", "/phone-change", {"phone": "0712666666"}),
    ):
        refused = dairy.ask("limited", method, f"/members/0088{part}", body)
        assert (refused.status_code, refused.json["details"]["centre"]) == (403, "MUG")
        assert dairy.ask("limited", method, f"/members/0077{part}", body).status_code == 200
        assert dairy.ask("clerk", method, f"/members/0088{part}", body).status_code == 200
    assert dairy.ask("limited", "GET", "/members?centre=MUG").status_code == 403


def test_another_role_that_may_it_everywhere_lifts_the_limit_for_that_and_no_more(dairy: Dairy) -> None:
    dairy.post("clerk", "/members", {**MEMBER, "centre": "MUG"})
    dairy.give_roles("S011", "clerk", "treasurer", centres=["KIA"])
    assert dairy.ask("limited", "GET", "/members/0077").status_code == 200
    change = dairy.ask("limited", "PUT", "/members/0077/language", {"language": "en"})
    assert change.status_code == 403


def test_no_milk_is_taken_of_a_suspended_member(dairy: Dairy) -> None:
    dairy.post("manager", "/members/0001/suspension", {"reason": "Water in the milk."})
    assert dairy.ask("clerk", "POST", "/deliveries", weighing()).status_code == 403
    assert dairy.get("clerk", "/members/0001")["suspended_reason"] == "Water in the milk."
    dairy.post("manager", "/members/0001/reinstatement")
    assert dairy.ask("clerk", "POST", "/deliveries", weighing()).status_code == 201


def test_a_member_chooses_the_language(dairy: Dairy) -> None:
    assert dairy.ask("0001", "PUT", "/members/0001/language", {"language": "en"}).status_code == 200
    assert dairy.get("0001", "/members/0001")["language"] == "en"
    assert dairy.ask("0001", "PUT", "/members/0002/language", {"language": "en"}).status_code == 404


def test_the_account_adds_up_line_by_line(dairy: Dairy) -> None:
    id = dairy.record(litres="10", date="2026-11-10")
    dairy.record(litres="4", date="2026-11-11")
    dairy.post("0001", f"/deliveries/{id}/dispute", {"reason": "not-mine"})
    lines = dairy.get("0001", "/members/0001/account")["items"]
    assert [(one["amount"]["amount"], one["balance"]["amount"]) for one in lines] == [
        ("450.00", "450.00"),
        ("180.00", "630.00"),
        ("-450.00", "180.00"),
    ]
    newest = dairy.get("0001", "/members/0001/account?newest_first=true&limit=1")["items"]
    assert newest == lines[-1:]
    assert dairy.get("0001", "/members/0001/balance")["owed"]["amount"] == "180.00"


def test_the_own_deliveries_are_listed_by_days(dairy: Dairy) -> None:
    for day in (1, 2, 3):
        dairy.record(date=f"2026-11-0{day}")
    dairy.record(member="0002", date="2026-11-02")
    listed = dairy.get("0001", "/members/0001/deliveries?from=2026-11-02&to=2026-11-03")["items"]
    assert [(one["date"], one["member"]) for one in listed] == [
        ("2026-11-03", "0001"),
        ("2026-11-02", "0001"),
    ]


def test_centres_prices_and_messaging_are_kept_by_officials(dairy: Dairy) -> None:
    assert dairy.ask("admin", "POST", "/centres", {"code": "lar", "name": "Lari"}).status_code == 201
    assert {"code": "LAR", "name": "Lari", "readings": []} in dairy.get("clerk", "/centres")["items"]
    taken = dairy.ask("admin", "POST", "/centres", {"code": "LAR", "name": "Other"})
    assert (taken.status_code, taken.json["type"]) == (409, "/problems/contradiction")
    assert dairy.ask("admin", "PUT", "/cooperative/messaging", {"sms_receipts": False}).status_code == 200
    assert dairy.get("0001", "/cooperative")["sms_receipts"] is False
    assert dairy.get("0001", "/cooperative")["sms_statements"] is True
    both = {"sms_receipts": True, "sms_statements": False}
    assert dairy.ask("admin", "PUT", "/cooperative/messaging", both).json["status"] == "recorded"
    assert dairy.get("0001", "/cooperative")["sms_statements"] is False
    price = {"id": "6f1f4e0e-9f0c-4a36-8c0b-111111111111", "effective_from": "2026-12-01"}
    given = {**price, "centre": "LAR", "price_per_litre": {"amount": "47.5", "currency": "KES"}}
    dairy.post("treasurer", "/prices", given)
    dairy.post("manager", f"/prices/{price['id']}/refusal", {"reason": "Too high."})
    shown = next(one for one in dairy.get("clerk", "/prices")["items"] if one["id"] == price["id"])
    assert (shown["state"], shown["decided_by"]) == ("refused", "staff:S002")
    assert shown["price_per_litre"] == {"amount": "47.50", "currency": "KES"}
