"""Codes by SMS: how long, how often, how many, and for whose phone they hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select

from imbuto.errors import BadValue
from imbuto.security.accounts import Accounts
from imbuto.security.codes import Codes
from imbuto.security.store import PeopleStore
from imbuto.security.tables import codes_asked, sign_in_codes

from .conftest import NOW, SECRET
from .together import in_threads

PHONE, OTHER = "254712000001", "254712000002"


@pytest.fixture
def address(tmp_path: Path) -> str:
    """A file: that PostgreSQL does the same is shown in test_doors_on_both_stores."""
    return str(tmp_path / "data" / "people.sqlite")


@pytest.fixture
def codes(people: PeopleStore) -> Codes:
    return Codes(people, SECRET)


def made(codes: Codes, phone: str = PHONE, minutes: float = 0) -> str:
    code = codes.make(phone, NOW + timedelta(minutes=minutes))
    assert code is not None
    return code


def opens(codes: Codes, code: str, at: datetime = NOW, phone: str = PHONE) -> bool:
    return codes.enter(phone, code, "member:0001", at) is not None


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_a_code_has_six_digits_and_fits_in_every_spelling(codes: Codes) -> None:
    code = made(codes)
    assert len(code) == 6
    assert code.isdecimal()
    assert codes.fits("0712 000 001", f" {code[:3]}-{code[3:]} ", NOW)
    assert opens(codes, code, phone="+254712000001")


@pytest.mark.parametrize(("seconds", "holds"), [(0, True), (599, True), (600, False), (601, False)])
def test_a_code_holds_for_ten_minutes(codes: Codes, seconds: int, holds: bool) -> None:
    code, then = made(codes), NOW + timedelta(seconds=seconds)
    assert codes.fits(PHONE, code, then) is holds
    assert opens(codes, code, then) is holds


def test_a_code_is_used_once(codes: Codes) -> None:
    code = made(codes)
    assert opens(codes, code)
    assert not codes.fits(PHONE, code, NOW)
    assert not opens(codes, code)


def test_the_fifth_wrong_try_makes_the_code_void(codes: Codes) -> None:
    code = made(codes)
    for _ in range(4):
        assert not codes.fits(PHONE, other_than(code), NOW)
    assert codes.fits(PHONE, code, NOW)
    assert not codes.fits(PHONE, other_than(code), NOW)
    assert not codes.fits(PHONE, code, NOW)
    assert not opens(codes, code)


def test_the_code_of_one_phone_opens_nothing_at_another(codes: Codes, people: PeopleStore) -> None:
    mine, theirs = made(codes, PHONE), made(codes, OTHER)
    assert codes.fits(OTHER, mine, NOW) is (mine == theirs)
    with people.writing() as connection:
        hashes = connection.execute(select(sign_in_codes.c.code_hash)).scalars().all()
    assert len(set(hashes)) == 2


def test_a_new_code_makes_the_one_before_void(codes: Codes) -> None:
    first = second = made(codes)
    while second == first:
        codes.purge(NOW + timedelta(days=1))
        second = made(codes, minutes=1)
    assert not codes.fits(PHONE, first, NOW + timedelta(minutes=2))
    assert codes.fits(PHONE, second, NOW + timedelta(minutes=2))


def test_three_codes_an_hour_and_the_last_goes_on_holding(codes: Codes) -> None:
    made(codes)
    made(codes, minutes=20)
    last = made(codes, minutes=55)
    assert codes.make(PHONE, NOW + timedelta(minutes=59, seconds=59)) is None
    assert codes.fits(PHONE, last, NOW + timedelta(minutes=60))
    assert codes.make(PHONE, NOW + timedelta(minutes=60)) is not None
    assert codes.make(PHONE, NOW + timedelta(minutes=61)) is None
    assert codes.make(OTHER, NOW + timedelta(minutes=61)) is not None


def test_a_code_that_was_used_counts_among_the_three(codes: Codes) -> None:
    for minute in range(3):
        assert opens(codes, made(codes, minutes=minute), NOW + timedelta(minutes=minute))
    assert codes.make(PHONE, NOW + timedelta(minutes=5)) is None


def test_a_voided_code_no_longer_holds(codes: Codes) -> None:
    code = made(codes)
    codes.void(PHONE)
    assert not codes.fits(PHONE, code, NOW)


def test_what_cannot_be_a_phone_is_refused(codes: Codes) -> None:
    with pytest.raises(BadValue):
        codes.make("12345", NOW)


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "abcdef", "\u0661\u0662\u0663\u0664\u0665\u0666", "\ud800"]
)
def test_what_is_no_code_does_not_fit(codes: Codes, code: str) -> None:
    made(codes)
    assert not codes.fits(PHONE, code, NOW)


def test_a_try_at_a_phone_without_a_code_asks_the_store_the_same(codes: Codes, people: PeopleStore) -> None:
    said: list[str] = []
    made(codes)
    event.listen(people.engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    assert not codes.fits(PHONE, "no code", NOW)
    with_a_code, said[:] = list(said), []
    assert not codes.fits(OTHER, "no code", NOW)
    assert said == with_a_code


def test_neither_phone_nor_code_is_kept(codes: Codes, people: PeopleStore) -> None:
    code = made(codes)
    with people.reading() as connection:
        kept = [*connection.execute(select(sign_in_codes)), *connection.execute(select(codes_asked))]
    assert code not in str(kept)
    assert PHONE[-9:] not in str(kept)


def test_what_has_served_its_time_is_forgotten(codes: Codes, people: PeopleStore) -> None:
    made(codes)
    codes.purge(NOW + timedelta(minutes=10))
    with people.reading() as connection:
        assert not connection.execute(select(sign_in_codes)).all()
        assert connection.execute(select(codes_asked)).all()
    codes.purge(NOW + timedelta(hours=1))
    with people.reading() as connection:
        assert not connection.execute(select(codes_asked)).all()


def test_another_installation_cannot_use_what_is_kept(codes: Codes, people: PeopleStore) -> None:
    code = made(codes)
    assert not Codes(people, SECRET + "!").fits(PHONE, code, NOW)


def test_a_code_opens_one_session_of_half_a_year(codes: Codes, accounts: Accounts) -> None:
    session = codes.enter(PHONE, made(codes), "member:0001", NOW, device="Tecno of Kamau")
    assert session is not None
    assert session.token not in repr(session)
    last_second = NOW + timedelta(days=180) - timedelta(seconds=1)
    assert accounts.whoami(session.token, last_second) is not None
    assert accounts.whoami(session.token, NOW + timedelta(days=180)) is None


def test_of_two_at_once_with_one_code_one_gets_in(codes: Codes) -> None:
    code = made(codes)
    got = in_threads(8, lambda _: opens(codes, code))
    assert sorted(got) == [False] * 7 + [True]
