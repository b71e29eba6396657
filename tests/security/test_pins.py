"""PINs: which are taken, and what happens to whoever guesses."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from imbuto.errors import BadValue, TooManyTries
from imbuto.security import tables
from imbuto.security.pins import Pins, Try, require_good_pin
from imbuto.security.store import PeopleStore

from .conftest import NOW, SECRET

WHO, OTHER = "member:0001", "member:0002"
RIGHT, WRONG = "4071", "9999"

EASY = """407 4071934 40a1 0000 777777 1234 4321 0987 123456 1212 123123 1122 112233 2580 147258
1985 2003 198507 071985"""


@pytest.fixture
def address(tmp_path: Path) -> str:
    """A file: that PostgreSQL does the same is shown in test_doors_on_both_stores."""
    return str(tmp_path / "data" / "people.sqlite")


@pytest.fixture
def pins(people: PeopleStore) -> Pins:
    pins = Pins(people, SECRET)
    pins.choose(WHO, RIGHT)
    return pins


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing as it is, with less memory: the tries are counted here, not timed."""
    from argon2 import PasswordHasher

    monkeypatch.setattr("imbuto.security.passwords._HASHER", PasswordHasher(1, 8, 1))


@pytest.mark.parametrize("pin", ["4071", "40719", "407193"])
def test_four_to_six_digits_are_a_pin(pin: str) -> None:
    require_good_pin(pin)


@pytest.mark.parametrize("pin", ["", " 4071", "\u0664\u0660\u0667\u0661", *EASY.split()])
def test_what_anybody_would_guess_is_no_pin(pin: str) -> None:
    with pytest.raises(BadValue) as refused:
        require_good_pin(pin)
    assert "(not shown)" in str(refused.value.details)


@pytest.mark.parametrize("pin", ["5739", "665739", "0712", "071264", "0381"])
def test_nothing_of_the_persons_own_numbers_is_a_pin(pin: str) -> None:
    require_good_pin(pin)
    with pytest.raises(BadValue):
        require_good_pin(pin, ("254712665739", "254712640000", None, "0381"))


def test_the_right_pin_is_right_and_another_wrong(pins: Pins) -> None:
    assert pins.is_set(WHO)
    assert pins.check(WHO, RIGHT, NOW) == Try(True)
    assert pins.check(WHO, WRONG, NOW) == Try(False)


def test_who_has_no_pin_has_no_right_one(pins: Pins) -> None:
    assert not pins.is_set(OTHER)
    assert pins.check(OTHER, RIGHT, NOW) == Try(False)


@pytest.mark.usefixtures("cheap")
def test_five_wrong_ones_block_for_an_hour_then_for_two(pins: Pins) -> None:
    last = Try(False, timedelta(hours=1))
    assert [pins.check(WHO, WRONG, NOW) for _ in range(5)] == [Try(False)] * 4 + [last]
    with pytest.raises(TooManyTries) as refused:
        pins.check(WHO, RIGHT, NOW)
    assert refused.value.details["retry_after_seconds"] == 3600
    with pytest.raises(TooManyTries):
        pins.check(WHO, RIGHT, NOW + timedelta(seconds=3599))
    later = NOW + timedelta(hours=1)
    last = Try(False, timedelta(hours=2))
    assert [pins.check(WHO, WRONG, later) for _ in range(5)] == [Try(False)] * 4 + [last]
    with pytest.raises(TooManyTries) as refused:
        pins.check(WHO, RIGHT, later)
    assert refused.value.details["retry_after_seconds"] == 7200
    assert pins.check(WHO, RIGHT, later + timedelta(hours=2)).is_right


@pytest.mark.usefixtures("cheap")
def test_a_block_lasts_a_week_at_most(pins: Pins) -> None:
    then = NOW
    for _ in range(12):
        for _ in range(5):
            pins.check(WHO, WRONG, then)
        then += timedelta(days=7)
    assert pins.check(WHO, RIGHT, then).is_right


@pytest.mark.usefixtures("cheap")
def test_a_right_one_forgives_the_wrong_ones_before(pins: Pins) -> None:
    for _ in range(2):
        assert [pins.check(WHO, WRONG, NOW) for _ in range(4)] == [Try(False)] * 4
        assert pins.check(WHO, RIGHT, NOW) == Try(True)


def test_a_new_pin_takes_the_place_of_the_old_and_ends_a_block(pins: Pins, cheap: None) -> None:
    for _ in range(5):
        pins.check(WHO, WRONG, NOW)
    pins.choose(WHO, "60372")
    assert pins.check(WHO, RIGHT, NOW) == Try(False)
    assert pins.check(WHO, "60372", NOW).is_right


def test_a_removed_pin_is_gone(pins: Pins) -> None:
    assert pins.remove(WHO)
    assert not pins.remove(WHO)
    assert not pins.is_set(WHO)


def test_what_is_kept_is_neither_the_pin_nor_its_plain_hash(pins: Pins, people: PeopleStore) -> None:
    pins.choose(OTHER, RIGHT)
    with people.reading() as connection:
        kept = [row.pin_hash for row in connection.execute(select(tables.pins))]
    assert all(one.startswith("$argon2id$") for one in kept)
    assert len(set(kept)) == 2
    assert Pins(people, SECRET + "!").check(WHO, RIGHT, NOW) == Try(False)
