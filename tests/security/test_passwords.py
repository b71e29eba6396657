from __future__ import annotations

import time

import pytest
from argon2 import PasswordHasher

from imbuto.errors import BadValue
from imbuto.security.passwords import hash_password, needs_rehash, password_fits

PASSWORD = "maziwa ya asubuhi"
pytestmark = pytest.mark.usefixtures("dear_hashes")


def fastest(stored: str | None, password: str) -> float:
    """Seconds of work of the fastest of several checks, however long the machine lets it wait."""
    times = []
    for _ in range(7):
        began = time.thread_time()
        password_fits(stored, password)
        times.append(time.thread_time() - began)
    return min(times)


def test_a_password_fits_its_own_hash_and_no_other() -> None:
    stored = hash_password(PASSWORD)
    assert password_fits(stored, PASSWORD)
    assert not password_fits(stored, PASSWORD + "!")
    assert PASSWORD not in stored


def test_the_hash_is_argon2id_with_the_small_profile_and_a_salt_of_its_own() -> None:
    first, second = hash_password(PASSWORD), hash_password(PASSWORD)
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert first != second


@pytest.mark.parametrize("password", ["", "eleven char", "x" * 129, "half a pair \ud800"])
def test_a_password_that_cannot_be_one_is_refused_and_not_repeated(password: str) -> None:
    with pytest.raises(BadValue) as raised:
        hash_password(password)
    told = f"{raised.value} {raised.value.details}"
    assert "12 to 128 characters" in told
    assert not password or password not in told


@pytest.mark.parametrize("password", ["twelve chars", "x" * 128, "çok güzel ☕ süt"])
def test_a_password_of_twelve_to_128_characters_is_taken(password: str) -> None:
    assert password_fits(hash_password(password), password)


def test_letters_composed_in_another_way_are_the_same_password() -> None:
    assert password_fits(hash_password("caf\u00e9 na maziwa"), "cafe\u0301 na maziwa")


@pytest.mark.parametrize("password", [PASSWORD, "short", "x" * 1000, "half a pair \ud800"])
def test_nothing_fits_where_nothing_is_stored(password: str) -> None:
    assert not password_fits(None, password)


def test_a_damaged_hash_fits_nothing() -> None:
    assert not password_fits("not a hash", PASSWORD)


def test_an_unknown_person_takes_as_long_as_a_wrong_password() -> None:
    stored = hash_password(PASSWORD)
    wrong = fastest(stored, "quite another one")
    for unlike in (fastest(None, PASSWORD), fastest(stored, "short"), fastest(stored, "x" * 1000)):
        assert 0.5 < unlike / wrong < 2


def test_a_hash_of_another_profile_is_to_be_made_anew() -> None:
    assert needs_rehash(PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD))
    assert not needs_rehash(hash_password(PASSWORD))
