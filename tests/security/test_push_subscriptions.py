"""Browsers that show messages: sealed, tied to their session, ten of a member, one member's at a time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from imbuto.errors import WrongState
from imbuto.security.accounts import Accounts
from imbuto.security.keys import Keyring
from imbuto.security.push_subscriptions import MOST, PushSubscriptions
from imbuto.security.sessions import Sessions
from imbuto.security.store import PeopleStore
from imbuto.security.vapid import VapidKey
from imbuto.values import derive_id

from .conftest import NOW, SECRET
from .together import in_threads

WHO, OTHER = "member:0001", "member:0002"
ENDPOINT = "https://fcm.googleapis.com/fcm/send/one"


@pytest.fixture
def push(people: PeopleStore, key_store: PeopleStore) -> PushSubscriptions:
    return PushSubscriptions(people, Keyring(key_store), SECRET)


@pytest.fixture
def session(accounts: Accounts, people: PeopleStore) -> str:
    return signed_in(accounts, people, WHO)


def signed_in(accounts: Accounts, people: PeopleStore, who: str) -> str:
    """The id of a new session."""
    number = who.partition(":")[2]
    accounts.set_password(who, number, None, "milk in the morning")
    accounts.sign_in(number, "milk in the morning", NOW, channel="app")
    return Sessions(people).of(who, NOW)[0].session_id


def add(
    push: PushSubscriptions, session: str, endpoint: str = ENDPOINT, who: str = WHO, after: int = 0
) -> str:
    at = NOW + timedelta(seconds=after)
    return push.add(who, session, "Tecno Spark", endpoint, "a-key", "a-secret", at)


def test_a_subscription_comes_back_as_it_was_told_and_is_removed(
    push: PushSubscriptions, session: str
) -> None:
    id = add(push, session)
    (found,) = push.of(WHO, NOW)
    assert (found.id, found.device, found.endpoint) == (id, "Tecno Spark", ENDPOINT)
    assert (found.p256dh, found.auth) == ("a-key", "a-secret")
    assert ENDPOINT not in repr(found)
    assert not push.remove(OTHER, id)
    assert push.remove(WHO, id)
    assert not push.remove(WHO, id)
    assert push.of(WHO, NOW) == []


def test_the_same_address_again_is_the_same_subscription(push: PushSubscriptions, session: str) -> None:
    assert len({add(push, session, after=second) for second in range(3)}) == 1
    assert len(push.of(WHO, NOW)) == 1


def test_an_address_is_the_last_members_who_subscribed_there(
    push: PushSubscriptions, session: str, accounts: Accounts, people: PeopleStore
) -> None:
    add(push, session)
    add(push, signed_in(accounts, people, OTHER), who=OTHER)
    assert push.of(WHO, NOW) == []
    assert len(push.of(OTHER, NOW)) == 1


def test_the_eleventh_takes_the_place_of_the_oldest(push: PushSubscriptions, session: str) -> None:
    for number in range(MOST + 1):
        add(push, session, f"{ENDPOINT}/{number}", after=number)
    kept = [one.endpoint.rpartition("/")[2] for one in push.of(WHO, NOW)]
    assert kept == [str(number) for number in range(MOST, 0, -1)]


def test_it_holds_as_long_as_its_session(
    push: PushSubscriptions, session: str, accounts: Accounts, people: PeopleStore
) -> None:
    add(push, session)
    assert push.of(WHO, NOW + timedelta(days=400)) == []
    Sessions(people).end(WHO, session)
    assert push.of(WHO, NOW) == []
    assert rows(people) == 0


def test_every_way_in_which_sessions_end_takes_subscriptions_along(
    push: PushSubscriptions, session: str, accounts: Accounts, people: PeopleStore
) -> None:
    add(push, session)
    accounts.close(WHO)
    assert rows(people) == 0
    for end in (
        lambda: accounts.revoke_all(WHO),
        lambda: accounts.purge(NOW + timedelta(days=400)),
        lambda: Sessions(people).end_all(WHO),
    ):
        add(push, signed_in(accounts, people, WHO))
        assert rows(people) == 1
        end()
        assert rows(people) == 0


def test_what_was_subscribed_after_its_session_ended_is_of_no_use_and_purged(
    push: PushSubscriptions, people: PeopleStore
) -> None:
    add(push, "a session that ended")
    assert push.of(WHO, NOW) == []
    push.purge()
    assert rows(people) == 0


def test_without_its_members_key_it_cannot_be_read_nor_made(
    push: PushSubscriptions, session: str, key_store: PeopleStore
) -> None:
    add(push, session)
    Keyring(key_store).erase(derive_id("member", "0001").hex)
    fresh = PushSubscriptions(push._people, Keyring(key_store), SECRET)
    assert fresh.of(WHO, NOW) == []
    with pytest.raises(WrongState):
        add(fresh, session)


def test_neither_address_nor_keys_stand_in_the_file(tmp_path: Path, people: PeopleStore) -> None:
    if not people.is_sqlite:
        return
    push = PushSubscriptions(people, Keyring(_keys(tmp_path)), SECRET)
    add(push, "s")
    stored = b"".join(path.read_bytes() for path in (tmp_path / "data").glob("people.sqlite*"))
    assert not [word for word in (ENDPOINT, "a-secret", "a-key") if word.encode() in stored]


def test_one_key_of_the_installation_is_made_however_many_ask_at_once(key_store: PeopleStore) -> None:
    publics = set(in_threads(6, lambda _: VapidKey(key_store).public))
    assert len(publics) == 1
    assert len(publics.pop()) == 87
    assert VapidKey(key_store).secret == VapidKey(key_store).secret
    assert repr(VapidKey(key_store).secret) == "(hidden)"


def _keys(folder: Path) -> PeopleStore:
    from imbuto.security.store import open_keys

    return open_keys(folder / "data" / "keys2.sqlite")


def rows(people: PeopleStore) -> int:
    with people.reading() as connection:
        return len(connection.execute(people.table("push_subscriptions").select()).all())
