"""Codes and PINs, in short, on either kind of people store."""

from __future__ import annotations

from datetime import timedelta

import pytest

from imbuto.errors import TooManyTries
from imbuto.security.accounts import Accounts
from imbuto.security.codes import Codes
from imbuto.security.pins import Pins, Try
from imbuto.security.store import PeopleStore

from .conftest import NOW, SECRET
from .together import in_threads

PHONE, WHO = "254712000001", "member:0001"


def test_a_code_is_asked_for_tried_and_used_once(people: PeopleStore, accounts: Accounts) -> None:
    codes = Codes(people, SECRET)
    made = [codes.make(PHONE, NOW + timedelta(minutes=minute)) for minute in range(4)]
    assert [code is None for code in made] == [False, False, False, True]
    code, then = str(made[2]), NOW + timedelta(minutes=5)
    assert not codes.fits(PHONE, "no code", then)
    assert codes.fits(PHONE, code, then)
    entered = in_threads(4, lambda _: codes.enter(PHONE, code, WHO, then, device="Tecno"))
    (session,) = [one for one in entered if one is not None]
    assert accounts.whoami(session.token, then) is not None
    codes.purge(NOW + timedelta(days=1))
    assert codes.make(PHONE, NOW + timedelta(days=1)) is not None


def test_a_pin_is_chosen_guessed_blocked_and_removed(people: PeopleStore) -> None:
    pins = Pins(people, SECRET)
    pins.choose(WHO, "4071")
    assert pins.is_set(WHO)
    tried = [pins.check(WHO, "9173", NOW) for _ in range(5)]
    assert tried == [Try(False)] * 4 + [Try(False, timedelta(hours=1))]
    with pytest.raises(TooManyTries):
        pins.check(WHO, "4071", NOW)
    assert pins.check(WHO, "4071", NOW + timedelta(hours=1)) == Try(True)
    assert pins.remove(WHO)
