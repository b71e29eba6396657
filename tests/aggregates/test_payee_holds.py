"""What speaks against paying a member: a number that has to cool, a name that differs, a limit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from imbuto.aggregates import Member
from imbuto.aggregates.payee import hold_of
from imbuto.errors import SamePerson, WrongState
from imbuto.values import Personal
from tests.aggregates.payees import (
    ACCOUNT,
    BANK,
    OWN,
    PAYOUT,
    RULES,
    WEEK,
    cause,
    change_way,
    seen,
    with_bank,
    with_payout_phone,
)
from tests.aggregates.stories import MPESA, last, news
from tests.aggregates.test_people import NEW, PHONE, member
from tests.ledger.examples import CLERK, MANAGER, NOW, TREASURER, later


def test_a_number_given_at_registration_never_cools() -> None:
    assert cause(member()) is None
    assert cause(member(payout_phone=OWN)) is None
    assert cause(member(pay_channel="bank", **ACCOUNT)) is None


def changed_phone() -> Member:
    found = member()
    found.propose_phone(NEW, later(CLERK, days=-20))
    found.approve_phone(NEW, MANAGER)
    return found


@pytest.mark.parametrize(
    "change", [changed_phone, with_payout_phone, with_bank], ids=["phone", "payout phone", "bank"]
)
def test_a_changed_number_or_account_cools_from_its_approval_to_the_last_instant(
    change: Callable[[], Member],
) -> None:
    found = change()
    assert cause(found) == "number_changed"
    assert cause(found, after=WEEK - timedelta(microseconds=1)) == "number_changed"
    assert cause(found, after=WEEK) is None
    assert cause(found, rules=replace(RULES, cooling_days=0)) is None
    hold = hold_of(found, 1, RULES, NOW)
    assert hold is not None
    assert hold.until == NOW + WEEK
    assert "2026-11-16" in hold.words
    assert "2026-11-23" in hold.words


def test_a_first_number_that_comes_after_registration_cools_too() -> None:
    """Nobody could be told of it, so it is no safer than another."""
    assert cause(with_payout_phone(phone=None)) == "number_changed"


def test_what_leaves_money_where_it_goes_does_not_cool() -> None:
    assert cause(with_payout_phone(PHONE)) is None
    assert cause(with_payout_phone(None, payout_phone=PHONE)) is None


def test_a_number_that_was_paid_before_cools_as_any_other() -> None:
    """It may have been lost or sold in the meantime: that it was paid once proves nothing of today."""
    found = with_payout_phone()
    found.propose_payout_phone(None, CLERK)
    found.approve_payout_phone(None, later(MANAGER, days=30))
    assert cause(found, after=timedelta(days=31)) == "number_changed"


def test_each_way_cools_by_itself() -> None:
    found = with_payout_phone()
    change_way(found, "cash", days=1)
    assert cause(found) is None
    change_way(found, *BANK, days=8)
    assert cause(found, after=timedelta(days=9)) == "number_changed"
    change_way(found, "mpesa", days=9)
    assert cause(found, after=timedelta(days=9)) is None
    change_way(found, *BANK, days=10)
    assert cause(found, after=timedelta(days=15)) is None, "the account is the one of before"


@pytest.mark.parametrize(
    ("name", "match", "held"),
    [
        ("WANJIKU KAMAU", "full", None),
        ("WANJIKU BARAKA", "part", None),
        ("JUMA BARAKA", "none", "name_mismatch"),
    ],
)
def test_the_name_of_the_first_payment_is_kept_and_another_one_holds_what_follows(
    name: str, match: str, held: str | None
) -> None:
    found = member()
    found.see_payee(PHONE, f" {name} ", PAYOUT, MPESA)
    fact = last(found)
    assert (fact.name.text, fact.match, fact.payout) == (name, match, PAYOUT)
    assert cause(found) == held


def test_later_payments_names_that_say_nothing_and_forgotten_members_are_quiet() -> None:
    found = seen("WANJIKU KAMAU")
    found.see_payee(PHONE, "JUMA BARAKA", PAYOUT, MPESA)
    found.see_payee(OWN, "*** ***", PAYOUT, MPESA)
    found.see_payee(OWN, "", PAYOUT, MPESA)
    forgotten = member()
    forgotten.name = Personal(forgotten.id.hex, None)
    forgotten.see_payee(PHONE, "JUMA BARAKA", PAYOUT, MPESA)
    assert news(found) == news(forgotten) == []


def test_of_a_name_from_outside_only_what_can_be_printed_is_kept_and_not_without_end() -> None:
    found = member()
    found.see_payee(PHONE, "\u202eWANJIKU\x00\ud83d KAMAU" + " X" * 500, PAYOUT, MPESA)
    fact = last(found)
    assert fact.name.text.startswith("WANJIKU   KAMAU X X")
    assert len(fact.name.text) == 100


def test_two_officials_accept_another_name() -> None:
    found = seen("JUMA BARAKA")
    for _ in range(2):
        found.propose_payee_acceptance(PHONE, "her son's number", CLERK)
    assert cause(found) == "name_mismatch"
    with pytest.raises(SamePerson):
        found.accept_payee(PHONE, CLERK)
    for _ in range(2):
        found.accept_payee(PHONE, MANAGER)
    assert news(found) == ["payee_acceptance_proposed", "payee_accepted"]
    assert cause(found) is None
    found.propose_payee_acceptance(PHONE, "her son's number", TREASURER)
    assert news(found) == []


def test_another_reason_takes_the_place_of_the_first() -> None:
    found = seen("JUMA BARAKA")
    found.propose_payee_acceptance(PHONE, "her son's number", CLERK)
    found.propose_payee_acceptance(PHONE, "her husband's number", MANAGER)
    with pytest.raises(SamePerson):
        found.accept_payee(PHONE, MANAGER)
    found.accept_payee(PHONE, CLERK)
    assert last(found).reason == "her husband's number"


def test_only_a_name_that_differs_is_accepted_and_only_for_the_number_it_was_told_of() -> None:
    for found, number in ((seen("WANJIKU KAMAU"), PHONE), (seen("JUMA BARAKA"), OWN), (member(), PHONE)):
        with pytest.raises(WrongState):
            found.propose_payee_acceptance(number, "it is right", CLERK)
        with pytest.raises(WrongState):
            found.accept_payee(number, MANAGER)
    found = seen("JUMA BARAKA")
    found.propose_payee_acceptance(PHONE, "her son's number", CLERK)
    with pytest.raises(WrongState):
        found.accept_payee(OWN, MANAGER)


def test_another_number_ends_the_question_of_the_name_and_the_same_number_asks_it_again() -> None:
    found = seen("JUMA BARAKA")
    found.propose_payout_phone(OWN, CLERK)
    found.approve_payout_phone(OWN, MANAGER)
    assert cause(found, after=WEEK) is None
    found.propose_payout_phone(None, CLERK)
    found.approve_payout_phone(None, MANAGER)
    assert cause(found, after=WEEK) == "name_mismatch"


def test_a_number_that_was_accepted_stays_so() -> None:
    found = seen("JUMA BARAKA")
    found.propose_payee_acceptance(PHONE, "her son's number", CLERK)
    found.accept_payee(PHONE, MANAGER)
    found.propose_payout_phone(OWN, CLERK)
    found.approve_payout_phone(OWN, MANAGER)
    found.propose_payout_phone(None, CLERK)
    found.approve_payout_phone(None, MANAGER)
    assert cause(found, after=WEEK) is None


def test_nothing_speaks_against_a_usual_payment_and_the_limit_itself_is_paid() -> None:
    assert cause(member(), RULES.most_per_payment_cents) is None
    assert cause(member(), RULES.most_per_payment_cents + 1) == "over_limit"


def test_who_is_paid_by_bank_or_in_cash_needs_no_phone_and_has_no_limit_of_m_pesa() -> None:
    most = RULES.most_per_payment_cents
    assert cause(member(phone=None)) == "no_phone"
    assert cause(member(phone=None, pay_channel="cash"), most + 1) is None
    assert cause(member(phone=None, pay_channel="bank", **ACCOUNT), most + 1) is None


def test_numbers_and_accounts_that_were_erased_cannot_be_paid() -> None:
    found = member()
    found.phone = Personal(found.id.hex, None)
    assert cause(found) == "no_phone"
    at_bank = member(pay_channel="bank", **ACCOUNT)
    at_bank.way = replace(at_bank.way, number=Personal(at_bank.id.hex, None))
    assert cause(at_bank) == "no_account"


def test_the_gravest_cause_comes_first_and_only_some_are_waived() -> None:
    found = seen("JUMA BARAKA")
    found.propose_phone(NEW, CLERK)
    found.approve_phone(NEW, MANAGER)
    found.see_payee(NEW, "JUMA BARAKA", PAYOUT, MPESA)
    found.suspend("unpaid shares", MANAGER)
    all_causes = ["suspended", "number_changed", "name_mismatch", "over_limit"]
    assert cause(found, RULES.most_per_payment_cents + 1, waived=all_causes) == "suspended"
    found.reinstate(MANAGER)
    for known in range(1, 4):
        left = all_causes[known] if known < 4 else None
        assert cause(found, RULES.most_per_payment_cents + 1, waived=all_causes[:known]) == left
    assert cause(found, RULES.most_per_payment_cents + 1, waived=all_causes) is None
