"""Known devices: each for its person, as long as it is used."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from imbuto.security.devices import REMEMBERED, Devices
from imbuto.security.store import PeopleStore
from imbuto.security.tables import known_devices

from .conftest import NOW

WHO, OTHER = "member:0001", "member:0002"


@pytest.fixture
def devices(people: PeopleStore) -> Devices:
    return Devices(people)


def test_a_device_is_known_for_its_person_alone(devices: Devices) -> None:
    secret = devices.remember(WHO, NOW)
    assert devices.knows(WHO, secret, NOW)
    assert not devices.knows(OTHER, secret, NOW)
    assert not devices.knows(WHO, "imd_forged", NOW)
    assert not devices.knows(WHO, None, NOW)


def test_it_is_known_as_long_as_it_is_used(devices: Devices) -> None:
    secret, last = devices.remember(WHO, NOW), REMEMBERED - timedelta(seconds=1)
    assert devices.knows(WHO, secret, NOW + last)
    assert devices.knows(WHO, secret, NOW + 2 * last)
    assert not devices.knows(WHO, secret, NOW + 2 * last + REMEMBERED)


def test_a_person_whose_devices_are_forgotten_has_none(devices: Devices) -> None:
    mine, theirs = devices.remember(WHO, NOW), devices.remember(OTHER, NOW)
    devices.forget(WHO)
    assert not devices.knows(WHO, mine, NOW)
    assert devices.knows(OTHER, theirs, NOW)


def test_what_is_kept_is_a_hash_and_goes_with_time(devices: Devices, people: PeopleStore) -> None:
    secret = devices.remember(WHO, NOW)
    with people.reading() as connection:
        assert secret not in str(connection.execute(select(known_devices)).all())
    devices.purge(NOW + REMEMBERED)
    with people.reading() as connection:
        assert not connection.execute(select(known_devices)).all()
