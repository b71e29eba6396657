"""Codes that open once, also when many bring them at the same instant, in either store."""

from __future__ import annotations

from collections.abc import Iterator

import pyotp
import pytest

from imbuto.errors import NotPermitted, WrongState
from imbuto.security.accounts import Accounts
from imbuto.security.keys import Keyring
from imbuto.security.second_factor import SecondFactors
from imbuto.security.store import PeopleStore, open_keys

from .conftest import NOW, SECRET
from .together import in_threads

ADMIN = "staff:S004"
PASSWORD = "maziwa ya asubuhi"


@pytest.fixture
def factors(people: PeopleStore, address: str) -> Iterator[SecondFactors]:
    key_store = open_keys(address)
    yield SecondFactors(people, Keyring(key_store))
    key_store.close()


def confirmed(factors: SecondFactors) -> tuple[pyotp.TOTP, list[str]]:
    totp = pyotp.TOTP(factors.start(ADMIN).secret)
    codes = factors.confirm(ADMIN, totp.at(int(NOW.timestamp()) - 30), NOW)
    assert codes is not None
    return totp, codes


def test_of_many_with_one_code_at_once_one_comes_in(factors: SecondFactors) -> None:
    totp, codes = confirmed(factors)
    code = totp.at(NOW)
    assert sorted(in_threads(6, lambda _: factors.spend(ADMIN, code, NOW)), key=str) == [None] * 5 + ["app"]
    used = in_threads(6, lambda _: factors.spend(ADMIN, codes[0], NOW))
    assert sorted(used, key=str) == [None] * 5 + ["recovery"]
    assert factors.codes_left(ADMIN) == 9


def test_of_many_with_one_link_at_once_one_comes_in(people: PeopleStore) -> None:
    accounts = Accounts(people, SECRET)
    accounts.set_password(ADMIN, "S004", None, PASSWORD)
    link = accounts.begin_recovery(ADMIN, NOW)

    def recover(number: int) -> bool:
        try:
            accounts.recover(str(link), f"four new words {number}", NOW)
        except NotPermitted:
            return False
        return True

    assert sorted(in_threads(4, recover)) == [False] * 3 + [True]


def test_who_has_no_password_has_none_to_lose(people: PeopleStore) -> None:
    assert Accounts(people, SECRET).begin_recovery(ADMIN, NOW) is None


def test_a_code_is_taken_with_the_blanks_that_an_app_shows(factors: SecondFactors) -> None:
    totp, _ = confirmed(factors)
    code = totp.at(NOW)
    assert factors.spend(ADMIN, f" {code[:3]} {code[3:]} ", NOW) == "app"


@pytest.mark.parametrize("code", ["", "12345", "1234567", "\ud800", "x" * 1000, "١" * 6])
def test_what_is_no_code_opens_nothing(factors: SecondFactors, code: str) -> None:
    confirmed(factors)
    assert factors.spend(ADMIN, code, NOW) is None


def test_one_that_was_not_begun_or_is_begun_anew_is_not_confirmed(factors: SecondFactors) -> None:
    with pytest.raises(WrongState):
        factors.confirm(ADMIN, "000000", NOW)
    first = pyotp.TOTP(factors.start(ADMIN).secret)
    second = pyotp.TOTP(factors.start(ADMIN).secret)
    assert factors.confirm(ADMIN, first.at(NOW), NOW) is None
    assert factors.confirm(ADMIN, second.at(NOW), NOW) is not None


def test_without_one_nothing_is_spent_and_no_codes_are_made(factors: SecondFactors) -> None:
    assert factors.spend(ADMIN, "000000", NOW) is None
    assert factors.remove(ADMIN) is False
    with pytest.raises(WrongState):
        factors.renew_codes(ADMIN)


def test_nothing_secret_shows_in_a_repr(factors: SecondFactors) -> None:
    started = factors.start(ADMIN)
    assert started.secret not in repr(started)
