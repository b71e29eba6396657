from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from freezegun import freeze_time
from sqlalchemy import select, update

from imbuto.errors import NotSignedIn, TooManyTries
from imbuto.security import tables
from imbuto.security.accounts import Accounts, Principal
from imbuto.security.patience import FORGOTTEN_AFTER, wait_after
from imbuto.security.store import PeopleStore
from imbuto.values import utc_now

from .conftest import NOW
from .together import in_threads

PASSWORD = "maziwa ya asubuhi"
SECOND = timedelta(seconds=1)


@pytest.fixture
def coop(accounts: Accounts) -> Accounts:
    accounts.set_password("staff:S001", "S001", "0712345678", PASSWORD)
    accounts.set_password("member:0042", "0042", None, PASSWORD)
    return accounts


def fail(accounts: Accounts, times: int, login: str = "S001") -> None:
    for _ in range(times):
        with pytest.raises(NotSignedIn):
            accounts.sign_in(login, "not the password", NOW, "office")


def wait_told(accounts: Accounts, after: timedelta, login: str = "S001", password: str = PASSWORD) -> int:
    with pytest.raises(TooManyTries) as raised:
        accounts.sign_in(login, password, NOW + after, "office")
    assert raised.value.transient
    seconds: int = raised.value.details["retry_after_seconds"]
    return seconds


def test_a_session_says_who_through_which_channel_and_until_when(coop: Accounts) -> None:
    session = coop.sign_in("S001", PASSWORD, NOW, "office")
    assert re.fullmatch(r"imb_[\w-]{43}", session.token)
    assert coop.whoami(session.token, NOW) == Principal(
        "staff:S001", "office", session.session_id, NOW + timedelta(hours=12)
    )


@pytest.mark.parametrize(
    ("login", "lasts"), [("S001", timedelta(hours=12)), ("0042", timedelta(days=90))], ids=["staff", "member"]
)
def test_a_session_ends_by_itself(coop: Accounts, login: str, lasts: timedelta) -> None:
    with freeze_time(NOW) as clock:
        token = coop.sign_in(login, PASSWORD, utc_now(), "app").token
        clock.tick(lasts - SECOND)
        assert coop.whoami(token, utc_now()) is not None
        clock.tick(SECOND)
        assert coop.whoami(token, utc_now()) is None


def test_signing_out_ends_one_session_and_twice_is_quiet(coop: Accounts) -> None:
    here, there = (coop.sign_in("S001", PASSWORD, NOW, "office").token for _ in range(2))
    coop.sign_out(here)
    coop.sign_out(here)
    assert coop.whoami(here, NOW) is None
    assert coop.whoami(there, NOW) is not None


def test_revoking_ends_every_session_of_one_person_only(coop: Accounts) -> None:
    mine = [coop.sign_in("S001", PASSWORD, NOW, "office").token for _ in range(3)]
    others = coop.sign_in("0042", PASSWORD, NOW, "app").token
    coop.revoke_all("staff:S001")
    assert [coop.whoami(token, NOW) for token in mine] == [None] * 3
    assert coop.whoami(others, NOW) is not None


@pytest.mark.parametrize(
    "token", ["", "imb_", "imb_guess", "Bearer x", "imb_\ud800", "imb_\x00", "x" * 10_000]
)
def test_a_token_that_was_never_given_is_nobody(coop: Accounts, token: str) -> None:
    assert coop.whoami(token, NOW) is None
    coop.sign_out(token)


def test_an_unknown_login_is_refused_in_the_words_of_a_wrong_password(coop: Accounts) -> None:
    answers = set()
    for login, password in [
        ("S001", "not the password"),
        ("S001", ""),
        ("S001", "x" * 1_000_000),
        ("S999", PASSWORD),
        ("0799999999", PASSWORD),
        ("", PASSWORD),
        ("\ud800", PASSWORD),
        ("a\x00b", PASSWORD),
        ("' OR 1=1 --", PASSWORD),
    ]:
        with pytest.raises(NotSignedIn) as raised:
            coop.sign_in(login, password, NOW, "office")
        answers.add((str(raised.value), tuple(raised.value.details)))
    assert len(answers) == 1


@pytest.mark.usefixtures("dear_hashes")
def test_an_unknown_login_is_refused_after_the_time_of_a_wrong_password(coop: Accounts) -> None:
    def fastest_refusal(login: str) -> float:
        times = []
        for day in range(5):
            began = time.thread_time()
            with pytest.raises(NotSignedIn):
                coop.sign_in(login, "not the password", NOW + day * FORGOTTEN_AFTER, "office")
            times.append(time.thread_time() - began)
        return min(times)

    assert 0.5 < fastest_refusal("S999") / fastest_refusal("S001") < 2


@pytest.mark.parametrize("login", ["S001", "S999", "0712345678", "0799999999"])
def test_after_five_failures_each_try_waits_longer_known_or_not(coop: Accounts, login: str) -> None:
    fail(coop, 5, login)
    later = timedelta(0)
    for seconds in (2, 4, 8, 16, 32, 60, 60):
        assert wait_told(coop, later, login) == seconds
        later += timedelta(seconds=seconds)
        with pytest.raises(NotSignedIn):
            coop.sign_in(login, "not the password", NOW + later, "office")


def test_asking_too_early_does_not_lengthen_the_wait(coop: Accounts) -> None:
    fail(coop, 5)
    assert [wait_told(coop, timedelta(milliseconds=100 * turn)) for turn in range(12)] == [2] * 10 + [1] * 2


def test_the_right_password_after_the_wait_opens_and_forgives(coop: Accounts) -> None:
    fail(coop, 5)
    wait_told(coop, SECOND)
    assert coop.sign_in("S001", PASSWORD, NOW + 2 * SECOND, "office").principal == "staff:S001"
    fail(coop, 5)


def test_four_failures_cost_nothing(coop: Accounts) -> None:
    fail(coop, 4)
    coop.sign_in("S001", PASSWORD, NOW, "office")


def test_failures_under_one_login_do_not_delay_another(coop: Accounts) -> None:
    fail(coop, 6 - 1)
    assert coop.sign_in("0042", PASSWORD, NOW, "app").principal == "member:0042"


def test_spelling_the_phone_in_another_way_does_not_give_new_tries(coop: Accounts) -> None:
    for login in ("0712345678", "+254712345678", "254712345678", "712345678", "0712 345 678"):
        fail(coop, 1, login)
    wait_told(coop, timedelta(0), "0712-345-678")


def test_failures_of_another_day_are_forgotten(coop: Accounts) -> None:
    fail(coop, 5)
    with pytest.raises(NotSignedIn):
        coop.sign_in("S001", "not the password", NOW + FORGOTTEN_AFTER, "office")
    coop.sign_in("S001", PASSWORD, NOW + FORGOTTEN_AFTER, "office")


def test_a_new_password_ends_the_wait(coop: Accounts) -> None:
    fail(coop, 5)
    fail(coop, 5, "0712345678")
    coop.redeem(coop.invite("staff:S001", None, NOW), "another password", NOW)
    for login in ("S001", "0712345678"):
        assert coop.sign_in(login, "another password", NOW, "office").principal == "staff:S001"


def test_guesses_sent_at_once_get_no_more_than_five_answers(coop: Accounts) -> None:
    def guess(number: int) -> type[Exception]:
        try:
            coop.sign_in("S001", f"guess number {number}", NOW, "office")
        except (NotSignedIn, TooManyTries) as refusal:
            return type(refusal)
        raise AssertionError("a guess was right")

    answers = in_threads(12, guess)
    assert answers.count(NotSignedIn) == 5
    assert answers.count(TooManyTries) == 7


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 2), (6, 4), (9, 32), (10, 60), (10_000, 60)]
)
def test_the_wait_doubles_up_to_a_minute(failures: int, seconds: int) -> None:
    assert wait_after(failures) == timedelta(seconds=seconds)


def test_a_password_changed_while_the_old_one_is_checked_opens_nothing(
    coop: Accounts, people: PeopleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    found_before = coop.found_by("S001")
    coop.set_password("staff:S001", "S001", None, "another password")
    monkeypatch.setattr(coop, "found_by", lambda login: found_before)
    with pytest.raises(NotSignedIn):
        coop.sign_in("S001", PASSWORD, NOW, "office")
    with people.reading() as connection:
        assert connection.execute(select(tables.sessions)).all() == []


@pytest.mark.usefixtures("dear_hashes")
def test_signing_in_hashes_an_old_password_with_todays_profile(coop: Accounts, people: PeopleStore) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    mine = tables.accounts.c.principal == "staff:S001"
    with people.writing() as connection:
        connection.execute(update(tables.accounts).where(mine).values(password_hash=old))
    coop.sign_in("S001", PASSWORD, NOW, "office")
    with people.reading() as connection:
        stored = connection.scalar(select(tables.accounts.c.password_hash).where(mine))
    assert "m=19456,t=2,p=1" in str(stored)
    coop.sign_in("S001", PASSWORD, NOW, "office")


def test_purging_forgets_what_has_ended_and_nothing_else(coop: Accounts, people: PeopleStore) -> None:
    staff = coop.sign_in("S001", PASSWORD, NOW, "office").token
    member = coop.sign_in("0042", PASSWORD, NOW, "app").token
    coop.invite("staff:S002", None, NOW, valid=timedelta(hours=1))
    code = coop.invite("staff:S003", None, NOW)
    fail(coop, 2)
    later = NOW + timedelta(hours=24)
    coop.purge(later)
    with people.reading() as connection:
        left = {
            table.name: len(connection.execute(select(table)).all())
            for table in (tables.sessions, tables.invitations, tables.failed_sign_ins)
        }
    assert left == {"sessions": 1, "invitations": 1, "failed_sign_ins": 0}
    assert coop.whoami(staff, later) is None
    assert coop.whoami(member, later) is not None
    assert coop.redeem(code, PASSWORD, later).principal == "staff:S003"
