"""Another way of payment takes two officials, and nobody proposes one that cannot pay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from imbuto.errors import BadValue, SamePerson, WrongState
from imbuto.values import Personal
from tests.aggregates.payees import (
    BANK,
)
from tests.aggregates.stories import last, news
from tests.aggregates.test_people import member
from tests.ledger.examples import CLERK, MANAGER


def test_another_way_counts_when_another_official_has_approved_it() -> None:
    found = member()
    found.propose_channel(*BANK, CLERK)
    assert found.way.channel == "mpesa"
    with pytest.raises(SamePerson):
        found.approve_channel("bank", BANK[2], CLERK, BANK[1])
    found.approve_channel("bank", BANK[2], MANAGER, BANK[1])
    way = found.way
    assert way.number is not None
    assert way.name is not None
    assert (way.channel, way.bank, way.number.text, way.name.text) == BANK
    assert "0110001234" not in repr(last(found))


def test_the_same_way_again_is_quiet_at_each_step() -> None:
    found = member()
    found.propose_channel("mpesa", None, None, None, CLERK)
    assert news(found) == []
    for _ in range(2):
        found.propose_channel(*BANK, CLERK)
    for _ in range(2):
        found.approve_channel("bank", BANK[2], MANAGER, BANK[1])
    found.propose_channel(*BANK, CLERK)
    assert news(found) == ["channel_proposed", "channel_approved"]
    found.propose_channel("cash", None, None, None, CLERK)
    for _ in range(2):
        found.refuse_channel("nobody asked for it", MANAGER)
    assert news(found) == ["channel_proposed", "channel_refused"]
    assert found.way.channel == "bank"


def test_to_propose_what_is_in_force_takes_the_place_of_what_waits() -> None:
    found = member()
    found.propose_channel(*BANK, CLERK)
    found.propose_channel("mpesa", None, None, None, CLERK)
    with pytest.raises(WrongState):
        found.approve_channel("bank", BANK[2], MANAGER, BANK[1])
    found.approve_channel("mpesa", None, MANAGER)
    assert found.way.channel == "mpesa"


@pytest.mark.parametrize(
    ("channel", "bank", "number"),
    [
        ("cash", None, None),
        ("bank", BANK[1], "0110009999"),
        ("bank", "EXB68", BANK[2]),
        ("bank", None, BANK[2]),
        ("bank", BANK[1], None),
        ("mpesa", None, None),
    ],
)
def test_only_the_way_that_is_proposed_is_approved(
    channel: str, bank: str | None, number: str | None
) -> None:
    found = member()
    with pytest.raises(WrongState):
        found.approve_channel(channel, number, MANAGER, bank)
    found.propose_channel(*BANK, CLERK)
    with pytest.raises(WrongState):
        found.approve_channel(channel, number, MANAGER, bank)


def test_nothing_is_refused_where_nothing_waits_and_an_erased_account_is_not_approved() -> None:
    found = member()
    with pytest.raises(WrongState):
        found.refuse_channel("nobody asked for it", MANAGER)
    found.propose_channel(*BANK, CLERK)
    assert found.proposed_way is not None
    found.proposed_way = replace(found.proposed_way, number=Personal(found.id.hex, None))
    with pytest.raises(WrongState):
        found.approve_channel("bank", BANK[2], MANAGER, BANK[1])


@pytest.mark.parametrize(
    ("way", "field"),
    [
        (("cheque", None, None, None), "channel"),
        (("cash", "EXB01", None, None), "account_number"),
        (("mpesa", None, "0110001234", None), "account_number"),
        (("bank", None, *BANK[2:]), "account_bank"),
        (("bank", "EXB 01", *BANK[2:]), "account_bank"),
        (("bank", "X" * 21, *BANK[2:]), "account_bank"),
        (("bank", "EXB01\n", *BANK[2:]), "account_bank"),
        (("bank", "EXB01", None, "Wanjiku"), "account_number"),
        (("bank", "EXB01", "123", "Wanjiku"), "account_number"),
        (("bank", "EXB01", "1" * 21, "Wanjiku"), "account_number"),
        (("bank", "EXB01", "=1+1+1", "Wanjiku"), "account_number"),
        (("bank", "EXB01", "\u0661\u0661\u0661\u0661", "Wanjiku"), "account_number"),
        (("bank", "EXB01", "0110001234", None), "account_name"),
        (("bank", "EXB01", "0110001234", "  "), "account_name"),
        (("bank", "EXB01", "0110001234", "x" * 101), "account_name"),
    ],
)
def test_a_way_that_nobody_can_pay_by_is_refused_without_repeating_the_account(
    way: tuple[Any, ...], field: str
) -> None:
    with pytest.raises(BadValue) as refusal:
        member().propose_channel(*way, CLERK)
    assert refusal.value.field == field
    assert way[2] is None or way[2] not in str(refusal.value.details)
    with pytest.raises(BadValue):
        member(pay_channel=way[0], account_bank=way[1], account_number=way[2], account_name=way[3])
