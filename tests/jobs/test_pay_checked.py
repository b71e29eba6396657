"""Where it is switched on, M-Pesa checks that a number belongs to the member's national ID."""

from __future__ import annotations

from dataclasses import replace

import pytest
import requests

from imbuto.ledger import Registration

from .house import Door, House, by
from .money import PHONE, state, wallet

OWN = "12345678"


@pytest.fixture
def checking(house: House) -> House:
    house.parts.settings = replace(house.parts.settings, daraja_id_checked="on")
    told = {"msisdn": PHONE, "name": "OTIENO", "id_number": OWN}
    requests.post(f"{house.daraja_url}/control/wallets", json=told, timeout=60).raise_for_status()
    return house


def register(house: House, national_id: str, payout_phone: str | None = None) -> None:
    given = Registration(
        number="1", name="Otieno", centre="KIA", phone="254733000001" if payout_phone else PHONE,
        payout_phone=payout_phone, national_id=national_id, language="en",
    )  # fmt: skip
    house.parts.ledger.register_member(given, by("staff:C1"))


def sent(house: House, door: Door) -> str:
    payout = house.payout()
    house.do("send", payout)
    door.wait_for(1)
    return state(house, payout)


def test_a_number_of_the_members_own_id_is_paid(checking: House, door: Door) -> None:
    register(checking, OWN)
    assert (sent(checking, door), wallet(checking)) == ("paid", 425)


def test_a_number_of_another_id_is_not(checking: House, door: Door) -> None:
    register(checking, "87654321")
    assert (sent(checking, door), wallet(checking)) == ("failure_reported", 0)


def test_a_number_of_the_household_is_another_persons_and_is_not_checked(checking: House, door: Door) -> None:
    register(checking, "87654321", payout_phone=PHONE)
    assert (sent(checking, door), wallet(checking)) == ("paid", 425)
