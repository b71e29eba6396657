from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import event, select

from imbuto.errors import BadValue
from imbuto.security import keys as keys_module
from imbuto.security import store
from imbuto.security.keys import BrokenSeal, Keyring
from imbuto.security.store import PeopleStore, open_people
from imbuto.security.tables import erased_keys, keys

from .together import in_processes, in_threads

SUBJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
HERE = b"member.registered:name"


def seal_once(address: str, subject: str) -> str:
    people = open_people(address)
    key_id, _ = Keyring(people).seal(subject, "Wanjiku", HERE)
    people.close()
    return key_id


def prepare_all(address: str, subjects: list[str]) -> dict[str, str]:
    people = open_people(address)
    ring = Keyring(people)
    ring.prepare(subjects)
    found = {subject: ring.seal(subject, "x", HERE)[0] for subject in subjects}
    people.close()
    return found


def test_what_one_keyring_seals_another_opens(people: PeopleStore, address: str) -> None:
    key_id, sealed = Keyring(people).seal(SUBJECT, "Wanjiku wa Kamau", HERE)
    another = open_people(address)
    assert Keyring(another).open(key_id, sealed, HERE) == "Wanjiku wa Kamau"
    another.close()
    assert b"Wanjiku" not in sealed


def test_the_same_text_twice_has_one_key_and_two_sealings(people: PeopleStore) -> None:
    ring = Keyring(people)
    (first_id, first), (second_id, second) = (ring.seal(SUBJECT, "Wanjiku", HERE) for _ in range(2))
    assert first_id == second_id
    assert first != second


def test_two_people_never_share_a_key(people: PeopleStore) -> None:
    ring = Keyring(people)
    assert ring.seal("aa", "x", HERE)[0] != ring.seal("bb", "x", HERE)[0]


@pytest.mark.parametrize("spoil", ["one bit", "cut", "empty", "elsewhere"])
def test_an_altered_or_moved_text_is_refused(people: PeopleStore, spoil: str) -> None:
    ring = Keyring(people)
    key_id, sealed = ring.seal(SUBJECT, "Wanjiku", HERE)
    spoilt = {"one bit": sealed[:-1] + bytes([sealed[-1] ^ 1]), "cut": sealed[:-1], "empty": b""}
    context = b"member.registered:next of kin" if spoil == "elsewhere" else HERE
    with pytest.raises(BrokenSeal, match=key_id):
        ring.open(key_id, spoilt.get(spoil, sealed), context)


def test_after_erasure_nothing_opens_and_the_person_is_gone(people: PeopleStore) -> None:
    ring = Keyring(people)
    key_id, sealed = ring.seal(SUBJECT, "Wanjiku", HERE)
    ring.erase(SUBJECT)
    assert ring.open(key_id, sealed, HERE) is None
    with people.reading() as connection:
        assert connection.execute(select(keys)).all() == []
        assert [row.key_id for row in connection.execute(select(erased_keys))] == [key_id]


def test_erasing_twice_or_nobody_is_quiet(people: PeopleStore) -> None:
    ring = Keyring(people)
    ring.seal(SUBJECT, "Wanjiku", HERE)
    for subject in (SUBJECT, SUBJECT, "nobody"):
        ring.erase(subject)
    with people.reading() as connection:
        assert len(connection.execute(select(erased_keys)).all()) == 1


def test_another_process_forgets_an_erased_key_too(
    people: PeopleStore, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys_module, "FORGET_WITHIN_SECONDS", 0.0)
    another_store = open_people(address)
    another = Keyring(another_store)
    key_id, sealed = another.seal(SUBJECT, "Wanjiku", HERE)
    Keyring(people).erase(SUBJECT)
    assert another.open(key_id, sealed, HERE) is None
    another_store.close()


def test_a_key_that_is_erased_while_it_is_read_is_not_remembered(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The erasure here waits for its own reader, in vain.
    monkeypatch.setattr(store, "BUSY_TIMEOUT_SECONDS", 1)
    people = open_people(address)
    key_id, sealed = Keyring(people).seal(SUBJECT, "Wanjiku", HERE)
    ring = Keyring(people)
    looks: list[int] = []

    def erase_after_the_second_look(_connection: object) -> None:
        looks.append(1)
        if len(looks) == 2:
            ring.erase(SUBJECT)

    event.listen(people.engine, "rollback", erase_after_the_second_look)
    assert ring.open(key_id, sealed, HERE) == "Wanjiku"
    assert ring.open(key_id, sealed, HERE) is None
    people.close()


def test_a_key_made_after_erasure_does_not_open_the_past(people: PeopleStore) -> None:
    ring = Keyring(people)
    old_id, old = ring.seal(SUBJECT, "Wanjiku", HERE)
    ring.erase(SUBJECT)
    new_id, new = ring.seal(SUBJECT, "Wanjiku again", HERE)
    assert new_id != old_id
    assert ring.open(old_id, old, HERE) is None
    assert ring.open(new_id, new, HERE) == "Wanjiku again"


def test_an_erased_key_is_in_no_file(tmp_path: Path) -> None:
    people = open_people(tmp_path / "people.sqlite")
    ring = Keyring(people)
    ring.prepare([SUBJECT, "another"])
    with people.reading() as connection:
        secret = bytes(connection.scalar(select(keys.c.secret).where(keys.c.subject == SUBJECT)) or b"")
    assert any(secret in file.read_bytes() for file in tmp_path.iterdir())
    ring.erase(SUBJECT)
    assert not any(secret in file.read_bytes() for file in tmp_path.iterdir())
    people.close()


def test_prepare_makes_many_keys_and_keeps_the_old_ones(people: PeopleStore) -> None:
    ring = Keyring(people)
    old_id, _ = ring.seal("0007", "x", HERE)
    ring.prepare(f"{number:04}" for number in range(1_200))
    ring.prepare(["0007", "0007"])
    ring.prepare([])
    assert ring.seal("0007", "x", HERE)[0] == old_id
    with people.reading() as connection:
        assert len(connection.execute(select(keys.c.key_id)).all()) == 1_200


def test_processes_that_seal_for_a_new_person_at_once_end_with_one_key(address: str) -> None:
    assert len(set(in_processes(2, seal_once, address, SUBJECT))) == 1


def test_processes_that_prepare_the_same_people_at_once_agree(address: str) -> None:
    first, second = in_processes(2, prepare_all, address, [f"{number:04}" for number in range(200)])
    assert first == second


def test_threads_that_seal_for_a_new_person_at_once_end_with_one_key(people: PeopleStore) -> None:
    rings = [Keyring(people) for _ in range(8)]
    sealings = in_threads(8, lambda number: rings[number].seal(SUBJECT, str(number), HERE))
    assert len({key_id for key_id, _ in sealings}) == 1
    assert [rings[0].open(key_id, sealed, HERE) for key_id, sealed in sealings] == [
        str(number) for number in range(8)
    ]


def test_keys_dropped_from_memory_are_read_again(
    people: PeopleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys_module, "REMEMBERED_KEYS", 2)
    ring = Keyring(people)
    ring.prepare(["aa", "bb", "cc", "dd"])
    sealings = [ring.seal(subject, subject, HERE) for subject in ("aa", "bb", "cc", "dd", "aa")]
    assert [ring.open(key_id, sealed, HERE) for key_id, sealed in sealings] == ["aa", "bb", "cc", "dd", "aa"]
    with people.reading() as connection:
        assert len(connection.execute(select(keys)).all()) == 4


def test_a_broken_character_is_refused_without_showing_the_text(people: PeopleStore) -> None:
    with pytest.raises(BadValue) as raised:
        Keyring(people).seal(SUBJECT, "Wanjiku\ud800", HERE)
    assert "Wanjiku" not in f"{raised.value} {raised.value.details}"
