"""Open sessions, access tokens and looks, in SQLite and in PostgreSQL."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from imbuto.errors import BadValue, Contradiction
from imbuto.security.accounts import Accounts
from imbuto.security.looks import Look, Looks
from imbuto.security.sessions import Hours, Sessions
from imbuto.security.store import PeopleStore, open_people
from imbuto.security.tokens import LONGEST, AccessTokens

from .conftest import NOW

CLERK = "staff:S001"
HOUR = timedelta(hours=1)


def test_sessions_are_seen_used_and_ended(accounts: Accounts, people: PeopleStore) -> None:
    accounts.set_password(CLERK, "S001", None, "four words of milk")
    first, second = (accounts.sign_in("S001", "four words of milk", NOW, "office") for _ in "ab")
    book = Sessions(people)
    assert {one.session_id for one in book.of(CLERK, NOW)} == {first.session_id, second.session_id}
    book.seen(first.session_id, NOW + timedelta(minutes=90))
    seen = {one.session_id: one.seen_at for one in book.of(CLERK, NOW)}
    assert (seen[first.session_id], seen[second.session_id]) == (NOW + HOUR, NOW)
    assert book.end("staff:S002", first.session_id) == ()
    assert book.end(CLERK, first.session_id) == (first.session_id,)
    assert book.end_all(CLERK, but=second.session_id) == ()
    assert book.end_all(CLERK) == (second.session_id,)
    assert accounts.whoami(second.token, NOW) is None


def test_a_use_is_noted_once_an_hour_and_memory_is_bounded() -> None:
    hours = Hours(most=3)
    assert hours.is_new("a", None, NOW)
    assert not hours.is_new("a", None, NOW + HOUR / 2)
    assert hours.is_new("a", NOW, NOW + HOUR)
    assert not hours.is_new("b", NOW, NOW)
    assert [hours.is_new(str(number), None, NOW) for number in range(9)] == [True] * 9
    assert len(hours._noted) <= 3


def test_a_token_is_made_known_and_revoked(people: PeopleStore) -> None:
    book = AccessTokens(people)
    made = book.make(CLERK, "Scale", ["deliveries.record", "centres.read"], NOW + LONGEST, NOW)
    assert made.token not in repr(made)
    found = book.whose(made.token, NOW)
    assert found is not None
    assert (found.principal, found.permissions) == (CLERK, {"deliveries.record", "centres.read"})
    assert book.whose(made.token + "x", NOW) is None
    assert book.whose(made.token[5:], NOW) is None
    assert book.whose(made.token, NOW + LONGEST) is None
    with pytest.raises(Contradiction, match="already"):
        book.make(CLERK, "Scale", ["centres.read"], NOW + HOUR, NOW)
    assert book.revoke("staff:S002", made.token_id) == ()
    assert book.revoke_all(CLERK) == (made.token_id,)
    assert book.whose(made.token, NOW) is None


@pytest.mark.parametrize("span", [timedelta(0), -HOUR, LONGEST + timedelta(seconds=1)])
def test_a_token_holds_for_a_year_at_most(people: PeopleStore, span: timedelta) -> None:
    with pytest.raises(BadValue, match="a year at most"):
        AccessTokens(people).make(CLERK, "Scale", ["centres.read"], NOW + span, NOW)


def test_an_expired_token_gives_its_name_free_and_is_forgotten(people: PeopleStore) -> None:
    book = AccessTokens(people)
    book.make(CLERK, "Scale", ["centres.read"], NOW + HOUR, NOW)
    later = NOW + 2 * HOUR
    book.make(CLERK, "Scale", ["centres.read"], later + HOUR, later)
    book.purge(later + HOUR)
    assert book.revoke_all(CLERK) == ()


def test_one_name_asked_for_by_many_at_once_is_one_token(people: PeopleStore) -> None:
    book, made, refused = AccessTokens(people), [], []
    gate = threading.Barrier(4)

    def ask() -> None:
        gate.wait()
        try:
            made.append(book.make(CLERK, "Scale", ["centres.read"], NOW + HOUR, NOW))
        except Contradiction as refusal:
            refused.append(refusal)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), len(refused)) == (1, 3)


def test_looks_are_kept_in_their_order(people: PeopleStore) -> None:
    book = Looks(people)
    for number in range(2_500):
        book.note(Look(NOW, CLERK, "0042", f"see_{number}", "r"))
    book.close()
    page = Looks(people).of("0042", limit=2)
    assert [look.what for look in page.items] == ["see_2499", "see_2498"]
    assert Looks(people).of("0042", page.next, 1).items[0].what == "see_2497"


def test_a_store_of_an_earlier_version_gets_the_new_columns(tmp_path: Path) -> None:
    path = tmp_path / "people.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TABLE sessions (token_hash VARCHAR(64) PRIMARY KEY, session_id VARCHAR(32), "
                "principal VARCHAR(64), channel VARCHAR(32), expires_at DATETIME)"
            )
        )
        row = {"h": "x" * 64, "i": "old", "p": CLERK, "c": "office", "e": (NOW + HOUR).strftime("%F %T.%f")}
        connection.execute(text("INSERT INTO sessions VALUES (:h, :i, :p, :c, :e)"), row)
    engine.dispose()
    for _ in "ab":
        people = open_people(path)
        (old,) = Sessions(people).of(CLERK, NOW)
        assert (old.session_id, old.way, old.since, old.seen_at) == ("old", None, None, None)
        people.close()
