"""What partners posted: kept once, sealed, found again in order, and forgotten in time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from imbuto.errors import Unknown, WrongState
from imbuto.security.callback_book import KEPT, CallbackBook, without_secrets
from imbuto.security.kept_callback import Address, Settled
from imbuto.security.keys import Keyring
from imbuto.security.store import PeopleStore, open_people

from .conftest import NOW, SECRET

HERE = Address("payout", "0a1b", "result", 1)
BODY = b'{"Result": {"ReceiverPartyPublicName": "254712345678 - WANJIKU KAMAU"}}'
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def book(people: PeopleStore, key_store: PeopleStore) -> CallbackBook:
    return CallbackBook(people, Keyring(key_store), SECRET)


def keep(book: CallbackBook, body: bytes = BODY, address: Address = HERE, trusted: bool = True) -> int:
    return book.keep(address, "196.201.214.200", trusted, body, NOW)


def test_a_callback_comes_back_as_it_came(book: CallbackBook) -> None:
    kept = book.open(keep(book))
    assert (kept.address, kept.body, kept.state, kept.times) == (HERE, BODY, "received", 1)
    assert (kept.source, kept.trusted, kept.received_at) == ("196.201.214.200", True, NOW)
    assert book.waiting(NOW, 10) == [kept.number]
    assert "WANJIKU" not in repr(kept)


def test_the_same_fifty_times_at_once_is_one_that_came_fifty_times(book: CallbackBook) -> None:
    with ThreadPoolExecutor(10) as pool:
        numbers = set(pool.map(lambda _: keep(book), range(50)))
    assert len(numbers) == 1
    assert book.open(numbers.pop()).times == 50


@pytest.mark.parametrize(
    "elsewhere",
    [
        Address("payout", "0a1b", "status", 1),
        Address("payout", "0a1b", "result", 2),
        Address("payout", "0a1b", "result", 1, 1),
        Address("payout", "0a1c", "result", 1),
        Address("top-up", "0a1b", "result", 1),
    ],
)
def test_the_same_body_at_another_address_is_another(book: CallbackBook, elsewhere: Address) -> None:
    assert keep(book) != keep(book, address=elsewhere)


def test_what_is_settled_waits_no_more_and_only_what_waits_is_settled(book: CallbackBook) -> None:
    kept = book.open(keep(book))
    book.settle([Settled(kept, "applied", "paid")], LATER)
    book.settle([Settled(kept, "held", "too late")], LATER)
    seen = book.open(kept.number)
    assert (seen.state, seen.note, seen.applied_at) == ("applied", "paid", LATER)
    assert book.waiting(LATER, 10) == []
    assert book.counts() == {"received": 0, "applied": 1, "held": 0, "unreadable": 0}


def test_a_body_is_forgotten_with_the_person_it_is_about(
    people: PeopleStore, key_store: PeopleStore, book: CallbackBook
) -> None:
    kept = book.open(keep(book))
    book.settle([Settled(kept, "applied", "paid", subject="0c0d")], LATER)
    assert book.open(kept.number).body == BODY
    Keyring(key_store).erase("0c0d")
    again = CallbackBook(people, Keyring(key_store), SECRET)
    assert again.open(kept.number).body is None


def test_a_held_one_that_comes_from_a_trusted_source_is_received(book: CallbackBook) -> None:
    number = keep(book, trusted=False)
    book.settle([Settled(book.open(number), "held", "a stranger")], LATER)
    assert keep(book, trusted=False) == number
    assert book.open(number).state == "held"
    assert keep(book) == number
    seen = book.open(number)
    assert (seen.state, seen.trusted, seen.note, seen.times) == ("received", True, "", 3)


def test_a_person_takes_a_held_one_once(book: CallbackBook) -> None:
    number = keep(book, trusted=False)
    with pytest.raises(WrongState):
        book.accept(number, "staff:S002", NOW)
    book.settle([Settled(book.open(number), "held", "a stranger")], LATER)
    accepted = book.accept(number, "staff:S002", LATER)
    assert (accepted.state, accepted.accepted_by, accepted.accepted_at) == ("received", "staff:S002", LATER)
    assert book.accept(number, "staff:S002", LATER) == accepted
    with pytest.raises(WrongState):
        book.accept(number, "staff:S001", LATER)
    with pytest.raises(Unknown):
        book.accept(99, "staff:S002", LATER)


def test_pages_go_back_in_time_without_gaps(book: CallbackBook) -> None:
    numbers = [keep(book, body=b"%d" % number) for number in range(5)]
    book.settle([Settled(book.open(numbers[0]), "held", "a stranger")], LATER)
    first = book.page(limit=2)
    second = book.page(limit=2, cursor=int(first.next or 0))
    third = book.page(limit=2, cursor=int(second.next or 0))
    seen = [one.number for page in (first, second, third) for one in page.items]
    assert (seen, third.next) == (numbers[::-1], None)
    assert [one.number for one in book.page(state="held").items] == numbers[:1]
    assert book.page(about="nothing").items == []


def test_a_stretch_of_time_is_read_in_order(book: CallbackBook) -> None:
    for minute in range(4):
        book.keep(HERE, "", True, b"%d" % minute, NOW + timedelta(minutes=minute))
    found = book.between(NOW + timedelta(minutes=1), NOW + timedelta(minutes=3))
    assert [one.body for one in found] == [b"1", b"2"]


def test_what_is_too_old_goes_and_the_rest_stays(book: CallbackBook) -> None:
    old = keep(book)
    young = book.keep(HERE, "", True, b"young", NOW + timedelta(days=1))
    book.purge(NOW + KEPT)
    with pytest.raises(Unknown):
        book.open(old)
    assert book.open(young).body == b"young"


def test_an_installation_of_an_earlier_version_gains_the_table(address: str, people: PeopleStore) -> None:
    table = "callbacks" if people.is_sqlite else "people.callbacks"
    with people.writing() as connection:
        connection.execute(text(f"DROP TABLE {table}"))
    open_people(address).close()
    with people.reading() as connection:
        assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (b'{"SecurityCredential": "c2Vh\\"bGVk", "A": 1}', b'{"SecurityCredential": "***", "A": 1}'),
        (
            b'{"securitycredential":"x","IDNumber":"1"}',
            b'{"securitycredential":"***","IDNumber":"***"}',
        ),
        (b"SecurityCredential=c2Vh&Amount=10", b"SecurityCredential=***&Amount=10"),
        (b'{"Amount": 10}', b'{"Amount": 10}'),
    ],
)
def test_a_credential_is_not_even_sealed(body: bytes, kept: bytes) -> None:
    assert without_secrets(body) == kept
