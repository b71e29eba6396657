"""Where money goes, in a real store: races end in one fact, accounts are sealed, the forgotten are quiet."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from imbuto.errors import NotPermitted, Refusal, WrongState
from imbuto.ledger import Ledger
from imbuto.values import By
from tests.ledger.examples import CLERK, JOB, MANAGER, TREASURER, later, subject
from tests.ledger.verbs import MPESA, PAYOUT, REQUESTED
from tests.ledger.verbs_about_payees import (
    ACCOUNT,
    OTHER_PHONE,
    PHONE,
    propose_acceptance,
    propose_bank,
    propose_number,
    see_another_name,
)


def topics(ledger: Ledger, topic: str) -> int:
    return sum(f"member.{topic}" == fact.TOPIC for _, fact in ledger.facts(0, 10_000))


def at_once(act: Callable[[By], object], *who: By) -> list[type[Refusal] | None]:
    """Each does the same at the same time; the refusals they hear."""

    def tried(by: By) -> type[Refusal] | None:
        try:
            act(by)
        except Refusal as refusal:
            return type(refusal)
        return None

    with ThreadPoolExecutor(len(who)) as threads:
        return list(threads.map(tried, who))


def test_two_approvals_at_once_are_one_fact(either_dairy: Ledger) -> None:
    ledger = either_dairy
    propose_number(ledger)
    heard = at_once(
        lambda by: ledger.approve_payout_phone("0001", OTHER_PHONE, by), *[MANAGER, TREASURER] * 4
    )
    assert topics(ledger, "payout_phone_change_approved") == 1
    assert set(heard) == {None, WrongState}, "who came second approved nothing and is told so"
    propose_bank(ledger)
    seen = {name: ACCOUNT[name] for name in ("account_bank", "account_number")}
    at_once(lambda by: ledger.approve_channel("0001", "bank", by, **seen), *[MANAGER] * 8)
    assert topics(ledger, "channel_approved") == 1


def test_the_same_name_told_many_times_at_once_is_one_fact(either_dairy: Ledger) -> None:
    at_once(lambda by: either_dairy.see_payee("0001", PHONE, "JUMA BARAKA", PAYOUT, by), *[MPESA] * 16)
    assert topics(either_dairy, "payee_seen") == 1


def test_an_approval_and_a_refusal_at_once_end_in_one_of_them(either_dairy: Ledger) -> None:
    ledger = either_dairy
    for _ in range(5):
        propose_number(ledger)
        before = topics(ledger, "payout_phone_change_approved"), topics(ledger, "payout_phone_change_refused")
        with ThreadPoolExecutor(2) as threads:
            done = [
                threads.submit(ledger.approve_payout_phone, "0001", OTHER_PHONE, MANAGER),
                threads.submit(ledger.refuse_payout_phone, "0001", "nobody asked", TREASURER),
            ]
        after = topics(ledger, "payout_phone_change_approved"), topics(ledger, "payout_phone_change_refused")
        assert sum(after) - sum(before) == 1
        assert sum(one.exception() is not None for one in done) <= 1
        if after[0]:
            break


def test_names_numbers_and_accounts_are_sealed_in_the_store(dairy: Ledger) -> None:
    for act in (propose_number, see_another_name, propose_acceptance, propose_bank):
        act(dairy)
    stored = b"".join(
        bytes(notification.state) for notification in dairy.recorder.select_notifications(0, 1_000)
    )
    for secret in (OTHER_PHONE, "JUMA BARAKA", ACCOUNT["account_number"], ACCOUNT["account_name"]):
        assert secret.encode() not in stored
    assert ACCOUNT["account_bank"].encode() in stored
    account = dairy.member("0001").proposed_way
    assert account is not None
    assert account.number is not None
    assert account.number.text == ACCOUNT["account_number"]


def test_a_forgotten_member_is_not_paid_and_of_the_number_nothing_is_kept(dairy: Ledger) -> None:
    propose_bank(dairy)
    propose_number(dairy)
    dairy._keyring.erase(subject("0001"))  # type: ignore[attr-defined]
    position = dairy.position()
    dairy.see_payee("0001", PHONE, "JUMA BARAKA", PAYOUT, MPESA)
    assert dairy.position() == position
    for approve in (
        lambda: dairy.approve_payout_phone("0001", OTHER_PHONE, MANAGER),
        lambda: approve_bank(dairy, propose=False),
    ):
        try:
            approve()
        except WrongState:
            continue
        raise AssertionError("an erased number was approved")
    hold = dairy.hold_on("0001", MANAGER)
    assert hold is not None
    assert hold.cause == "no_phone"


def test_what_speaks_against_paying_is_told_of_the_instant_that_is_asked(dairy: Ledger) -> None:
    assert dairy.hold_on("0001", MANAGER) is None
    propose_number(dairy)
    dairy.approve_payout_phone("0001", OTHER_PHONE, MANAGER)
    hold = dairy.hold_on("0001", CLERK)
    assert hold is not None
    assert (hold.cause, hold.until) == ("number_changed", later(MANAGER, days=7).at)
    assert dairy.hold_on("0001", later(CLERK, days=7)) is None
    assert getattr(dairy.hold_on("0003", CLERK), "cause", None) == "no_phone"


# ------------------------------------------------------------- a payout to an account


def held_for_account(ledger: Ledger) -> None:
    """A payout to a bank account that was approved just now."""
    approve_bank(ledger)
    for act in REQUESTED:
        act(ledger)
    assert (ledger.payout(PAYOUT).state, ledger.payout(PAYOUT).cause) == ("held", "number_changed")


def approve_bank(ledger: Ledger, account: str = ACCOUNT["account_number"], *, propose: bool = True) -> None:
    if propose:
        propose_bank(ledger, account_number=account)
    ledger.approve_channel(
        "0001", "bank", MANAGER, account_bank=ACCOUNT["account_bank"], account_number=account
    )


def test_what_two_officials_let_go_to_one_account_is_not_let_go_to_the_next(dairy: Ledger) -> None:
    held_for_account(dairy)
    dairy.propose_release(PAYOUT, TREASURER)
    dairy.release_payout(PAYOUT, MANAGER)
    approve_bank(dairy, "0220009999")
    dairy.hold_payout(PAYOUT, "the bank asked", TREASURER)
    with pytest.raises(NotPermitted):
        dairy.release_payout(PAYOUT, JOB)
    with pytest.raises(WrongState):
        dairy.release_payout(PAYOUT, MANAGER)


def test_a_release_that_was_proposed_for_one_account_does_not_let_money_go_to_another(
    dairy: Ledger,
) -> None:
    held_for_account(dairy)
    dairy.propose_release(PAYOUT, TREASURER)
    approve_bank(dairy, "0220009999")
    with pytest.raises(WrongState):
        dairy.release_payout(PAYOUT, MANAGER)
    dairy.propose_release(PAYOUT, TREASURER)
    dairy.release_payout(PAYOUT, MANAGER)
    account = dairy.payout(PAYOUT).way.number
    assert account is not None
    assert account.text == "0220009999"
