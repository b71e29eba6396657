"""Another number for money takes two officials, and all numbers hear of it, the old ones as well."""

from __future__ import annotations

from typing import Any

import pytest

from imbuto.aggregates.payee_story import hearers_of
from imbuto.errors import SamePerson, WrongState
from imbuto.values import Personal
from tests.aggregates.payees import (
    BANK,
    OWN,
    sealed,
    with_payout_phone,
)
from tests.aggregates.stories import last, news
from tests.aggregates.test_people import NEW, PHONE, member
from tests.ledger.examples import CLERK, MANAGER


def test_a_payout_number_counts_when_another_official_has_approved_it() -> None:
    found = member()
    found.propose_payout_phone(OWN, CLERK)
    assert found.payee == sealed(found, PHONE)
    found.approve_payout_phone(OWN, MANAGER)
    assert found.payee == sealed(found, OWN)
    assert found.phone == sealed(found, PHONE)
    assert news(found) == ["payout_phone_change_proposed", "payout_phone_change_approved"]


def test_money_goes_to_the_phone_again_when_the_payout_number_is_taken_away() -> None:
    found = with_payout_phone()
    found.propose_payout_phone(None, CLERK)
    found.approve_payout_phone(None, MANAGER)
    assert found.payee == sealed(found, PHONE)


def test_the_same_proposal_approval_and_refusal_again_are_quiet() -> None:
    found = member()
    for _ in range(2):
        found.propose_payout_phone(OWN, CLERK)
    assert news(found) == ["payout_phone_change_proposed"]
    for _ in range(2):
        found.approve_payout_phone(OWN, MANAGER)
    assert news(found) == ["payout_phone_change_approved"]
    found.propose_payout_phone(OWN, CLERK)
    assert news(found) == []
    found.propose_payout_phone(NEW, CLERK)
    for _ in range(2):
        found.refuse_payout_phone("nobody asked for it", MANAGER)
    assert news(found) == ["payout_phone_change_proposed", "payout_phone_change_refused"]
    assert found.payee == sealed(found, OWN)


def test_who_proposed_a_payout_number_does_not_approve_it() -> None:
    found = member()
    found.propose_payout_phone(OWN, CLERK)
    with pytest.raises(SamePerson):
        found.approve_payout_phone(OWN, CLERK)


@pytest.mark.parametrize(
    ("proposed", "approved"), [(None, OWN), (OWN, NEW), (OWN, None)], ids=["none", "another", "no number"]
)
def test_only_the_payout_number_that_is_proposed_is_approved(
    proposed: str | None, approved: str | None
) -> None:
    found = member()
    found.propose_payout_phone(proposed, CLERK)
    with pytest.raises(WrongState):
        found.approve_payout_phone(approved, MANAGER)
    assert found.payee == sealed(found, PHONE)


def test_a_refused_payout_number_is_not_approved_later_and_nothing_is_refused_where_nothing_waits() -> None:
    found = member()
    with pytest.raises(WrongState):
        found.refuse_payout_phone("nobody asked for it", MANAGER)
    found.propose_payout_phone(OWN, CLERK)
    found.refuse_payout_phone("nobody asked for it", MANAGER)
    with pytest.raises(WrongState):
        found.approve_payout_phone(OWN, MANAGER)


def test_a_payout_number_that_was_erased_is_not_approved() -> None:
    found = member()
    found.propose_payout_phone(OWN, CLERK)
    found.proposed_payout_phone = Personal(found.id.hex, None)
    with pytest.raises(WrongState):
        found.approve_payout_phone(OWN, MANAGER)


def told(fact: Any) -> dict[str, str | None]:
    return {kind: number.text for kind, number in hearers_of(fact).items()}


def test_a_new_phone_is_told_to_the_old_phone_the_old_payout_number_and_the_new_one() -> None:
    found = member(payout_phone=OWN)
    found.propose_phone(NEW, CLERK)
    assert told(last(found)) == {"payment-proposed": PHONE, "payment-proposed-payee": OWN}
    found.approve_phone(NEW, MANAGER)
    assert told(last(found)) == {
        "payment-approved": PHONE,
        "payment-approved-payee": OWN,
        "payment-approved-new": NEW,
    }


def test_each_number_is_told_once() -> None:
    found = member(payout_phone=PHONE)
    found.propose_payout_phone(OWN, CLERK)
    assert told(last(found)) == {"payment-proposed": PHONE}
    found.approve_payout_phone(OWN, MANAGER)
    assert told(last(found)) == {"payment-approved": PHONE, "payment-approved-new": OWN}
    found.propose_payout_phone(None, CLERK)
    found.approve_payout_phone(None, MANAGER)
    assert told(last(found)) == {"payment-approved": PHONE, "payment-approved-payee": OWN}


def test_another_way_is_told_to_the_numbers_and_nobody_is_told_who_has_none() -> None:
    found = member(payout_phone=OWN)
    found.propose_channel(*BANK, CLERK)
    assert told(last(found)) == {"payment-proposed": PHONE, "payment-proposed-payee": OWN}
    found.approve_channel("bank", BANK[2], MANAGER, BANK[1])
    assert told(last(found)) == {"payment-approved": PHONE, "payment-approved-payee": OWN}
    without = member(phone=None)
    without.propose_channel("cash", None, None, None, CLERK)
    assert told(last(without)) == {}


def test_a_change_says_whom_it_tells_without_showing_the_number() -> None:
    found = member()
    found.propose_phone(NEW, CLERK)
    assert PHONE not in repr(last(found))
