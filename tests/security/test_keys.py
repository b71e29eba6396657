from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event, select

from imbuto.errors import BadValue, WrongState
from imbuto.security import keys as keys_module
from imbuto.security import store
from imbuto.security.key_tables import erased_keys, erased_people, keys
from imbuto.security.keys import BrokenSeal, Keyring
from imbuto.security.store import PeopleStore, open_keys

from .together import in_processes, in_threads

SUBJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
HERE = b"member.registered:name"


@pytest.fixture
def key_store(address: str) -> Iterator[PeopleStore]:
    """Where the other processes of a test open it too."""
    store = open_keys(address)
    yield store
    store.close()


def seal_once(address: str, subject: str) -> str:
    key_store = open_keys(address)
    key_id, _ = Keyring(key_store).seal(subject, "Wanjiku", HERE)
    key_store.close()
    return key_id


def prepare_all(address: str, subjects: list[str]) -> dict[str, str]:
    key_store = open_keys(address)
    ring = Keyring(key_store)
    ring.prepare(subjects)
    found = {subject: ring.seal(subject, "x", HERE)[0] for subject in subjects}
    key_store.close()
    return found


def test_what_one_keyring_seals_another_opens(key_store: PeopleStore, address: str) -> None:
    key_id, sealed = Keyring(key_store).seal(SUBJECT, "Wanjiku wa Kamau", HERE)
    another = open_keys(address)
    assert Keyring(another).open(key_id, sealed, HERE) == "Wanjiku wa Kamau"
    another.close()
    assert b"Wanjiku" not in sealed


def test_the_same_text_twice_has_one_key_and_two_sealings(key_store: PeopleStore) -> None:
    ring = Keyring(key_store)
    (first_id, first), (second_id, second) = (ring.seal(SUBJECT, "Wanjiku", HERE) for _ in range(2))
    assert first_id == second_id
    assert first != second


def test_two_people_never_share_a_key(key_store: PeopleStore) -> None:
    ring = Keyring(key_store)
    assert ring.seal("aa", "x", HERE)[0] != ring.seal("bb", "x", HERE)[0]


@pytest.mark.parametrize("spoil", ["one bit", "cut", "empty", "elsewhere"])
def test_an_altered_or_moved_text_is_refused(key_store: PeopleStore, spoil: str) -> None:
    ring = Keyring(key_store)
    key_id, sealed = ring.seal(SUBJECT, "Wanjiku", HERE)
    spoilt = {"one bit": sealed[:-1] + bytes([sealed[-1] ^ 1]), "cut": sealed[:-1], "empty": b""}
    context = b"member.registered:next of kin" if spoil == "elsewhere" else HERE
    with pytest.raises(BrokenSeal, match=key_id):
        ring.open(key_id, spoilt.get(spoil, sealed), context)


def test_after_erasure_nothing_opens_and_the_person_is_gone(key_store: PeopleStore) -> None:
    ring = Keyring(key_store)
    key_id, sealed = ring.seal(SUBJECT, "Wanjiku", HERE)
    ring.erase(SUBJECT)
    assert ring.open(key_id, sealed, HERE) is None
    with key_store.reading() as connection:
        assert connection.execute(select(keys)).all() == []
        assert [row.key_id for row in connection.execute(select(erased_keys))] == [key_id]


def test_erasing_twice_or_nobody_is_quiet(key_store: PeopleStore) -> None:
    ring = Keyring(key_store)
    ring.seal(SUBJECT, "Wanjiku", HERE)
    for subject in (SUBJECT, SUBJECT, "nobody"):
        ring.erase(subject)
    with key_store.reading() as connection:
        assert len(connection.execute(select(erased_keys)).all()) == 1


def test_another_process_forgets_an_erased_key_too(
    key_store: PeopleStore, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys_module, "FORGET_WITHIN_SECONDS", 0.0)
    another_store = open_keys(address)
    another = Keyring(another_store)
    key_id, sealed = another.seal(SUBJECT, "Wanjiku", HERE)
    Keyring(key_store).erase(SUBJECT)
    assert another.open(key_id, sealed, HERE) is None
    another_store.close()


def test_a_key_that_is_erased_while_it_is_read_is_not_remembered(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The erasure here waits for its own reader, in vain.
    monkeypatch.setattr(store, "BUSY_TIMEOUT_SECONDS", 1)
    key_store = open_keys(address)
    key_id, sealed = Keyring(key_store).seal(SUBJECT, "Wanjiku", HERE)
    ring = Keyring(key_store)
    looks: list[int] = []

    def erase_after_the_second_look(_connection: object) -> None:
        looks.append(1)
        if len(looks) == 2:
            ring.erase(SUBJECT)

    event.listen(key_store.engine, "rollback", erase_after_the_second_look)
    assert ring.open(key_id, sealed, HERE) == "Wanjiku"
    assert ring.open(key_id, sealed, HERE) is None
    key_store.close()


def test_of_who_was_erased_nothing_is_sealed_ever_again(key_store: PeopleStore) -> None:
    ring = Keyring(key_store)
    key_id, sealed = ring.seal(SUBJECT, "Wanjiku", HERE)
    assert ring.erase(SUBJECT)
    with pytest.raises(WrongState, match="was erased"):
        ring.seal(SUBJECT, "Wanjiku again", HERE)
    ring.prepare([SUBJECT, "another"])
    with key_store.reading() as connection:
        assert list(connection.scalars(select(keys.c.subject))) == ["another"]
    assert ring.open(key_id, sealed, HERE) is None


def test_a_key_that_came_back_with_an_old_copy_is_destroyed_again(key_store: PeopleStore) -> None:
    ring = Keyring(key_store)
    key_id, sealed = ring.seal(SUBJECT, "Wanjiku", HERE)
    with key_store.reading() as connection:
        old = connection.execute(select(keys)).mappings().one()
    ring.erase(SUBJECT)
    with key_store.writing() as connection:
        connection.execute(keys.insert(), dict(old))
    assert ring.erase(SUBJECT)
    assert not ring.erase(SUBJECT)
    assert Keyring(key_store).open(key_id, sealed, HERE) is None
    with key_store.reading() as connection:
        assert len(connection.execute(select(erased_people)).all()) == 1


def test_an_erased_key_is_in_no_file(tmp_path: Path) -> None:
    key_store = open_keys(tmp_path / "keys.sqlite")
    ring = Keyring(key_store)
    ring.prepare([SUBJECT, "another"])
    with key_store.reading() as connection:
        secret = bytes(connection.scalar(select(keys.c.secret).where(keys.c.subject == SUBJECT)) or b"")
    assert any(secret in file.read_bytes() for file in tmp_path.iterdir())
    ring.erase(SUBJECT)
    assert not any(secret in file.read_bytes() for file in tmp_path.iterdir())
    key_store.close()


def test_prepare_makes_many_keys_and_keeps_the_old_ones(key_store: PeopleStore) -> None:
    ring = Keyring(key_store)
    old_id, _ = ring.seal("0007", "x", HERE)
    ring.prepare(f"{number:04}" for number in range(1_200))
    ring.prepare(["0007", "0007"])
    ring.prepare([])
    assert ring.seal("0007", "x", HERE)[0] == old_id
    with key_store.reading() as connection:
        assert len(connection.execute(select(keys.c.key_id)).all()) == 1_200


def test_processes_that_seal_for_a_new_person_at_once_end_with_one_key(address: str) -> None:
    assert len(set(in_processes(2, seal_once, address, SUBJECT))) == 1


def test_processes_that_prepare_the_same_people_at_once_agree(address: str) -> None:
    first, second = in_processes(2, prepare_all, address, [f"{number:04}" for number in range(200)])
    assert first == second


def test_threads_that_seal_for_a_new_person_at_once_end_with_one_key(key_store: PeopleStore) -> None:
    rings = [Keyring(key_store) for _ in range(8)]
    sealings = in_threads(8, lambda number: rings[number].seal(SUBJECT, str(number), HERE))
    assert len({key_id for key_id, _ in sealings}) == 1
    assert [rings[0].open(key_id, sealed, HERE) for key_id, sealed in sealings] == [
        str(number) for number in range(8)
    ]


def test_keys_dropped_from_memory_are_read_again(
    key_store: PeopleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys_module, "REMEMBERED_KEYS", 2)
    ring = Keyring(key_store)
    ring.prepare(["aa", "bb", "cc", "dd"])
    sealings = [ring.seal(subject, subject, HERE) for subject in ("aa", "bb", "cc", "dd", "aa")]
    assert [ring.open(key_id, sealed, HERE) for key_id, sealed in sealings] == ["aa", "bb", "cc", "dd", "aa"]
    with key_store.reading() as connection:
        assert len(connection.execute(select(keys)).all()) == 4


def test_a_broken_character_is_refused_without_showing_the_text(key_store: PeopleStore) -> None:
    with pytest.raises(BadValue) as raised:
        Keyring(key_store).seal(SUBJECT, "Wanjiku\ud800", HERE)
    assert "Wanjiku" not in f"{raised.value} {raised.value.details}"
