"""Savings are released once: what was decided on an old look at them is not saved."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from imbuto.errors import Busy, Contradiction, DifferentContent
from imbuto.ledger import Ledger, Savings
from tests.ledger.examples import MANAGER, TREASURER
from tests.ledger.verbs_about_adjustments import content

FIRST, SECOND = UUID(int=701), UUID(int=702)
LOOK = Savings(10_000, 0)


def release(ledger: Ledger, id: UUID, member: str = "0001", cents: int = 10_000) -> None:
    wanted = content(member=member, kind="savings", litres=Decimal(0), cents=cents)
    ledger.propose_adjustment(id, wanted, TREASURER, savings=LOOK)


def test_of_two_releases_on_one_look_the_second_is_told_to_look_again(either_dairy: Ledger) -> None:
    release(either_dairy, FIRST)
    release(either_dairy, SECOND)
    either_dairy.approve_adjustment(FIRST, MANAGER, savings=LOOK)
    before = either_dairy.position()
    with pytest.raises(Busy):
        either_dairy.approve_adjustment(SECOND, MANAGER, savings=LOOK)
    assert either_dairy.position() == before
    again = either_dairy.approve_adjustment(FIRST, MANAGER, savings=LOOK)
    assert not again.new
    either_dairy.approve_adjustment(SECOND, MANAGER, savings=Savings(10_000, 10_000))
    assert either_dairy.adjustment(SECOND).state == "approved"


def test_the_savings_of_two_members_are_apart(dairy: Ledger) -> None:
    release(dairy, FIRST)
    release(dairy, SECOND, member="0002")
    saved = dairy.approve_adjustments([FIRST, SECOND], MANAGER, savings={FIRST: LOOK, SECOND: LOOK})
    assert [one.new for one in saved] == [True, True]


def test_a_batch_is_approved_whole_or_not_at_all(dairy: Ledger) -> None:
    dairy.propose_adjustment(FIRST, content(), TREASURER)
    parts = [UUID(int=703), UUID(int=704)]
    for id in parts:
        release(dairy, id, cents=6_000)
    before = dairy.position()
    with pytest.raises(Contradiction):
        dairy.approve_adjustments([FIRST, *parts], MANAGER, savings=dict.fromkeys(parts, LOOK))
    assert dairy.position() == before


def test_several_releases_of_one_member_in_a_batch_share_what_there_is(dairy: Ledger) -> None:
    parts = [UUID(int=703), UUID(int=704)]
    for id in parts:
        release(dairy, id, cents=5_000)
    saved = dairy.approve_adjustments(parts, MANAGER, savings=dict.fromkeys(parts, LOOK))
    assert [one.new for one in saved] == [True, True]


def test_many_proposals_have_each_its_own_outcome(dairy: Ledger) -> None:
    dairy.propose_adjustment(FIRST, content(), TREASURER)
    known, other = dairy.propose_adjustments([(FIRST, content()), (FIRST, content(cents=1))], TREASURER)
    assert not isinstance(known, DifferentContent)
    assert isinstance(other, DifferentContent)
