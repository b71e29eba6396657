"""What a session held of a device is gone when it ends, from the rows and from the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from imbuto.security.accounts import MEMBER_SESSION, Accounts, Where
from imbuto.security.store import PeopleStore
from imbuto.security.tables import sessions

from .conftest import NOW

WHO, NAME = "member:0001", "Tecno of Kamau"
ENDS: dict[str, Callable[[Accounts, str], None]] = {
    "signed out": lambda accounts, token: accounts.sign_out(token),
    "ended everywhere": lambda accounts, token: accounts.revoke_all(WHO),
    "expired, by the night's work": lambda accounts, token: accounts.purge(NOW + MEMBER_SESSION),
}


@pytest.mark.parametrize("end", ENDS)
def test_the_name_of_its_device_ends_with_a_session(
    accounts: Accounts, people: PeopleStore, address: str, end: str
) -> None:
    accounts.set_password(WHO, "0001", None, "milk in the morning")
    token = accounts.sign_in(
        "0001", "milk in the morning", NOW, channel="app", where=Where(device=NAME)
    ).token
    with people.reading() as connection:
        assert connection.scalars(select(sessions.c.device)).all() == [NAME]
    ENDS[end](accounts, token)
    with people.reading() as connection:
        assert connection.scalars(select(sessions.c.device)).all() == []
    if "://" not in address:
        assert people.scrub()
        assert NAME.encode() not in Path(address).read_bytes()
