"""Signing in and out, invitations, and patience with wrong passwords."""

from __future__ import annotations

from .dairy import PASSWORD, Dairy
from .officials import secret_of_sms


def sign_in(dairy: Dairy, login: str, password: str = PASSWORD) -> int:
    answer = dairy.ask(None, "POST", "/sessions", {"login": login, "password": password})
    return answer.status_code


def test_a_member_signs_in_with_the_number_or_the_phone_in_any_spelling(dairy: Dairy) -> None:
    for login in ("0001", "0712 000 001", "+254712000001"):
        assert sign_in(dairy, login) == 201


def test_whoever_is_signed_in_sees_who_they_are_and_what_they_may(dairy: Dairy) -> None:
    who = dairy.get("limited", "/sessions/own")
    assert (who["principal"], who["roles"], who["centres"]) == ("staff:S011", ["clerk"], ["KIA"])
    assert "deliveries.record" in who["permissions"]
    assert who["channel"] == "office"
    assert who["name"] == dairy.get("manager", "/staff/S011")["name"]
    assert who["cooperative"] == dairy.get("manager", "/cooperative")["name"]
    assert "token" not in who


def test_an_unknown_login_and_a_wrong_password_are_refused_in_the_same_words(dairy: Dairy) -> None:
    unknown = dairy.ask(None, "POST", "/sessions", {"login": "S999", "password": PASSWORD})
    wrong = dairy.ask(None, "POST", "/sessions", {"login": "S001", "password": "wrong"})
    assert (unknown.status_code, wrong.status_code) == (401, 401)
    assert unknown.json["detail"] == wrong.json["detail"]
    remedy = "Check the number or phone and the password, or ask for a new one: POST /api/v1/recoveries."
    assert (unknown.json["remedy"], wrong.json["remedy"]) == (remedy, remedy)


def test_after_five_wrong_passwords_there_is_a_wait_and_it_is_told(dairy: Dairy) -> None:
    assert [sign_in(dairy, "S001", "wrong") for _ in range(5)] == [401] * 5
    answer = dairy.ask(None, "POST", "/sessions", {"login": "S001", "password": PASSWORD})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")
    dairy.later(seconds=2)
    assert sign_in(dairy, "S001") == 201


def test_an_official_joins_chooses_a_password_and_works(dairy: Dairy) -> None:
    body = {"number": "s077", "name": "Kamau Otieno", "roles": ["clerk"], "phone": "0711 222 333"}
    answer = dairy.ask("admin", "POST", "/staff", body)
    assert (answer.status_code, answer.headers["Location"]) == (201, "/api/v1/staff/S077")
    assert dairy.get("admin", "/staff/S077")["phone"] == "254711222333"
    code = secret_of_sms(dairy, "invitation")
    redeemed = dairy.post(None, "/invitations/redemptions", {"code": code.lower(), "password": PASSWORD})
    assert redeemed == {"principal": "staff:S077"}
    assert sign_in(dairy, "S077") == 201
    assert sign_in(dairy, "254711222333") == 201
    spent = dairy.ask(None, "POST", "/invitations/redemptions", {"code": code, "password": PASSWORD})
    assert spent.status_code == 403


def test_a_member_is_invited_to_the_app(dairy: Dairy) -> None:
    member = {"number": "0077", "name": "Chebet Koech", "centre": "KIA", "phone": "0711 222 333"}
    dairy.post("clerk", "/members", member)
    dairy.post("manager", "/members/0077/invitation")
    code = secret_of_sms(dairy, "invitation")
    dairy.post(None, "/invitations/redemptions", {"code": code, "password": PASSWORD})
    assert sign_in(dairy, "0077") == 201


def test_a_password_is_long_enough_before_the_code_is_spent(dairy: Dairy) -> None:
    dairy.post("manager", "/members/0001/invitation")
    code = secret_of_sms(dairy, "invitation")
    short = dairy.ask(None, "POST", "/invitations/redemptions", {"code": code, "password": "short"})
    assert short.status_code == 422
    dairy.post(None, "/invitations/redemptions", {"code": code, "password": "another long one"})
    assert sign_in(dairy, "0001", "another long one") == 201
    assert dairy.ask("0001", "GET", "/sessions/own").status_code == 401


def test_a_new_invitation_takes_the_place_of_the_first(dairy: Dairy) -> None:
    codes = [dairy.post("admin", "/staff/S001/invitation")["code"] for _ in range(2)]
    bodies = [{"code": code, "password": "another long one"} for code in codes]
    answers = [dairy.ask(None, "POST", "/invitations/redemptions", body).status_code for body in bodies]
    assert answers == [403, 201]
    assert sign_in(dairy, "S001", "another long one") == 201


def test_who_left_is_not_invited_again(dairy: Dairy) -> None:
    dairy.post("admin", "/staff/S001/leave")
    assert dairy.ask("admin", "POST", "/staff/S001/invitation").status_code == 404
    assert sign_in(dairy, "S001") == 401
