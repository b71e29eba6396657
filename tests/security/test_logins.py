from __future__ import annotations

import re
from datetime import timedelta

import pytest

from imbuto.errors import BadValue, NotPermitted, NotSignedIn, TooManyTries
from imbuto.security.accounts import Accounts
from imbuto.security.logins import INVITATION_VALID

from .conftest import NOW
from .together import in_threads

FARMER = "member:0042"
PASSWORD = "maziwa ya asubuhi"
OTHER_PASSWORD = "maziwa ya jioni"


def refused(accounts: Accounts, code: str, password: str = PASSWORD, later: timedelta = timedelta(0)) -> str:
    with pytest.raises(NotPermitted) as raised:
        accounts.redeem(code, password, NOW + later)
    return str(raised.value)


def signs_in(accounts: Accounts, login: str, password: str) -> str | None:
    try:
        return accounts.sign_in(login, password, NOW, "app").principal
    except NotSignedIn:
        return None


def test_an_invited_person_chooses_a_password_and_signs_in(accounts: Accounts) -> None:
    code = accounts.invite(FARMER, "0712345678", NOW)
    assert not accounts.has_password(FARMER)
    assert accounts.redeem(code, PASSWORD, NOW).principal == FARMER
    assert accounts.has_password(FARMER)
    assert signs_in(accounts, "0042", PASSWORD) == FARMER
    assert signs_in(accounts, "+254 712 345 678", PASSWORD) == FARMER


def test_a_code_has_160_bits_in_groups_and_is_never_the_same(accounts: Accounts) -> None:
    codes = {accounts.invite(f"member:{number}", None, NOW) for number in range(20)}
    assert len(codes) == 20
    assert all(re.fullmatch(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){7}", code) for code in codes)


def test_a_code_may_be_typed_in_small_letters_with_spaces_or_misread(accounts: Accounts) -> None:
    code = accounts.invite(FARMER, None, NOW)
    typed = code.lower().replace("-", " ").replace("o", "0").replace("i", "1").replace("b", "8")
    assert accounts.redeem(typed, PASSWORD, NOW).principal == FARMER


def test_unknown_used_expired_and_replaced_codes_are_refused_in_the_same_words(accounts: Accounts) -> None:
    replaced = accounts.invite(FARMER, None, NOW)
    used = accounts.invite(FARMER, None, NOW)
    accounts.redeem(used, PASSWORD, NOW)
    expired = accounts.invite("staff:S001", None, NOW)
    answers = {
        refused(accounts, replaced),
        refused(accounts, used),
        refused(accounts, expired, later=INVITATION_VALID),
        refused(accounts, "AAAA-BBBB"),
        refused(accounts, ""),
        refused(accounts, "\ud800\x00"),
    }
    assert len(answers) == 1
    assert (
        accounts.redeem(expired, PASSWORD, NOW + INVITATION_VALID - timedelta(seconds=1)).principal
        == "staff:S001"
    )


def test_a_password_that_is_too_short_does_not_spend_the_code(accounts: Accounts) -> None:
    code = accounts.invite(FARMER, None, NOW)
    with pytest.raises(BadValue):
        accounts.redeem(code, "short", NOW)
    assert accounts.redeem(code, PASSWORD, NOW).principal == FARMER


def test_a_code_redeemed_by_many_at_once_works_for_one(accounts: Accounts) -> None:
    code = accounts.invite(FARMER, None, NOW)

    def redeem(number: int) -> str | None:
        try:
            return accounts.redeem(code, f"password number {number}", NOW).principal
        except NotPermitted:
            return None

    assert sorted(in_threads(6, redeem), key=str) == [None] * 5 + [FARMER]


def test_a_new_invitation_leaves_the_phone_unless_it_names_one(accounts: Accounts) -> None:
    accounts.set_password(FARMER, "0042", "0712345678", PASSWORD)
    accounts.redeem(accounts.invite(FARMER, None, NOW), OTHER_PASSWORD, NOW)
    assert signs_in(accounts, "0712345678", OTHER_PASSWORD) == FARMER
    accounts.redeem(accounts.invite(FARMER, "0101234567", NOW), PASSWORD, NOW)
    assert signs_in(accounts, "0712345678", PASSWORD) is None
    assert signs_in(accounts, "0101234567", PASSWORD) == FARMER


def test_an_invitation_for_nobody_or_a_landline_is_refused(accounts: Accounts) -> None:
    for principal in ("", "0042", "job:settle", "member:", "member:0042 OR 1", "member:\x00"):
        with pytest.raises(BadValue, match="nobody who can sign in"):
            accounts.invite(principal, None, NOW)
    with pytest.raises(BadValue, match="not a Kenyan mobile"):
        accounts.invite(FARMER, "020 1234567", NOW)


@pytest.mark.parametrize("login", ["S001", " s001 ", "0712345678", "+254712345678", "712 345-678"])
def test_one_is_found_by_number_or_by_any_spelling_of_the_phone(accounts: Accounts, login: str) -> None:
    accounts.set_password("staff:S001", "S001", "0712 345 678", PASSWORD)
    assert signs_in(accounts, login, PASSWORD) == "staff:S001"


def test_leading_zeros_of_a_number_count(accounts: Accounts) -> None:
    accounts.set_password(FARMER, "0042", None, PASSWORD)
    assert signs_in(accounts, "42", PASSWORD) is None


def test_whoever_shares_a_phone_wins_no_new_guesses_by_signing_in(accounts: Accounts) -> None:
    accounts.set_password(FARMER, "0042", "0712345678", PASSWORD)
    accounts.set_password("member:0043", "0043", "0712345678", OTHER_PASSWORD)
    for _ in range(5):
        assert signs_in(accounts, "0712345678", PASSWORD) == FARMER
        assert signs_in(accounts, "0712345678", "a guess at the neighbour's") is None
    with pytest.raises(TooManyTries):
        accounts.sign_in("0712345678", "a guess at the neighbour's", NOW, "app")


def test_nor_by_choosing_another_password(accounts: Accounts) -> None:
    accounts.set_password(FARMER, "0042", "0712345678", PASSWORD)
    accounts.set_password("member:0043", "0043", "0712345678", OTHER_PASSWORD)
    for _ in range(5):
        assert signs_in(accounts, "0712345678", "a guess at the neighbour's") is None
    accounts.set_password(FARMER, "0042", "0712345678", "a third good password")
    with pytest.raises(TooManyTries):
        accounts.sign_in("0712345678", "a guess at the neighbour's", NOW, "app")


def test_the_password_tells_apart_two_who_share_a_phone(accounts: Accounts) -> None:
    accounts.set_password("member:0042", "0042", "0712345678", PASSWORD)
    accounts.set_password("member:0043", "0043", "0712345678", OTHER_PASSWORD)
    assert signs_in(accounts, "0712345678", PASSWORD) == "member:0042"
    assert signs_in(accounts, "0712345678", OTHER_PASSWORD) == "member:0043"


def test_setting_the_same_password_again_leaves_sessions_alone(accounts: Accounts) -> None:
    accounts.set_password(FARMER, "0042", "0712345678", PASSWORD)
    session = accounts.sign_in("0042", PASSWORD, NOW, "app")
    accounts.set_password(FARMER, "0042", "0712345678", PASSWORD)
    assert accounts.whoami(session.token, NOW) is not None


def test_another_password_ends_the_sessions_of_the_old_one(accounts: Accounts) -> None:
    accounts.set_password(FARMER, "0042", "0712345678", PASSWORD)
    session = accounts.sign_in("0042", PASSWORD, NOW, "app")
    accounts.set_password(FARMER, "0042", "0712345678", OTHER_PASSWORD)
    assert accounts.whoami(session.token, NOW) is None
    assert signs_in(accounts, "0042", PASSWORD) is None
    assert signs_in(accounts, "0042", OTHER_PASSWORD) == FARMER


def test_a_changed_phone_is_the_new_login_name(accounts: Accounts) -> None:
    accounts.set_password(FARMER, "0042", "0712345678", PASSWORD)
    accounts.change_phone(FARMER, "0101234567")
    assert signs_in(accounts, "0712345678", PASSWORD) is None
    assert signs_in(accounts, "0101234567", PASSWORD) == FARMER
    accounts.change_phone(FARMER, None)
    assert signs_in(accounts, "0101234567", PASSWORD) is None
    assert signs_in(accounts, "0042", PASSWORD) == FARMER


def test_a_closed_account_opens_only_by_a_new_invitation(accounts: Accounts) -> None:
    accounts.set_password(FARMER, "0042", None, PASSWORD)
    session = accounts.sign_in("0042", PASSWORD, NOW, "app")
    code = accounts.invite(FARMER, None, NOW)
    accounts.close(FARMER)
    accounts.close(FARMER)
    assert accounts.whoami(session.token, NOW) is None
    assert signs_in(accounts, "0042", PASSWORD) is None
    refused(accounts, code)
    accounts.redeem(accounts.invite(FARMER, None, NOW), PASSWORD, NOW)
    assert signs_in(accounts, "0042", PASSWORD) == FARMER
