"""The directory says where a member's money goes, what is proposed, and what M-Pesa told of the number."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from imbuto.aggregates import Member
from imbuto.aggregates.cooperative import COOPERATIVE_ID
from imbuto.values import Personal
from tests.history import MANAGER, NOON, History, by
from tests.projections.conftest import Ask

PHONE, OWN = "254712000001", "254733000009"
ACCOUNT = {"account_bank": "EXB01", "account_number": "0110001234", "account_name": "Wanjiku 0001"}
LATER = NOON + timedelta(days=3)


def shown(ask: Ask, *fields: str) -> tuple[Any, ...]:
    member = ask().members.get("0001")
    return tuple(getattr(member, field) for field in fields)


def see(history: History, member: Member, name: str, number: str = PHONE) -> None:
    member.see_payee(number, name, UUID(int=9), by("gateway:mpesa"))
    history.save(member)


def move(history: History, member: Member, number: str | None, at: Any = NOON) -> None:
    member.propose_payout_phone(number, by())
    member.approve_payout_phone(number, by(MANAGER, at))
    history.save(member)


def test_a_payout_number_is_shown_as_proposed_refused_and_approved(history: History, ask: Ask) -> None:
    member = history.member("0001")
    proposed = ("proposed_payout_phone", "payout_phone_proposed_by", "payout_phone", "payee")
    member.propose_payout_phone(OWN, by("staff:K1"))
    history.save(member)
    assert shown(ask, *proposed) == (OWN, "staff:K1", None, PHONE)
    member.refuse_payout_phone("nobody asked", by(MANAGER))
    history.save(member)
    assert shown(ask, *proposed) == (None, None, None, PHONE)
    assert shown(ask, "payee_changed_at") == (None,)
    move(history, member, OWN)
    assert shown(ask, *proposed) == (None, None, OWN, OWN)
    assert shown(ask, "payee_changed_at", "changed_at") == (NOON, NOON)
    move(history, member, None, LATER)
    assert shown(ask, "payout_phone", "payee", "changed_at") == (None, PHONE, LATER)


def test_what_leaves_the_paid_number_the_same_is_no_change(history: History, ask: Ask) -> None:
    move(history, history.member("0001"), PHONE)
    assert shown(ask, "payout_phone", "payee_changed_at") == (PHONE, None)
    assert ask().members.payees_changed_since(NOON) == []


def test_another_way_is_shown_and_a_new_account_counts_as_changed(history: History, ask: Ask) -> None:
    member = history.member("0001")
    member.propose_channel("bank", *ACCOUNT.values(), by("staff:K1"))
    history.save(member)
    fields = ("proposed_channel", "channel_proposed_by", *(f"proposed_{name}" for name in ACCOUNT))
    assert shown(ask, *fields) == ("bank", "staff:K1", *ACCOUNT.values())
    member.approve_channel("bank", ACCOUNT["account_number"], by(MANAGER), ACCOUNT["account_bank"])
    history.save(member)
    assert shown(ask, "pay_channel", *ACCOUNT, *fields) == ("bank", *ACCOUNT.values(), *[None] * 5)
    assert shown(ask, "changed_at", "account_changed_at", "payee_changed_at") == (NOON, NOON, None)
    assert ask().members.payees_changed_since(NOON) == ["0001"]

    member.propose_channel("mpesa", None, None, None, by())
    member.refuse_channel("nobody asked", by(MANAGER))
    member.propose_channel("mpesa", None, None, None, by())
    member.approve_channel("mpesa", None, by(MANAGER, LATER))
    history.save(member)
    assert shown(ask, "pay_channel", *ACCOUNT, *fields, "changed_at") == ("mpesa", *[None] * 9)
    member.propose_channel("bank", *ACCOUNT.values(), by())
    member.approve_channel("bank", ACCOUNT["account_number"], by(MANAGER, LATER), ACCOUNT["account_bank"])
    history.save(member)
    assert shown(ask, "changed_at") == (NOON,), "the account is the one of before"


def test_the_way_of_the_registration_is_shown(history: History, ask: Ask) -> None:
    history.member("0001", phone=None, pay_channel="bank", **ACCOUNT)
    assert shown(ask, "pay_channel", *ACCOUNT, "changed_at") == ("bank", *ACCOUNT.values(), None)
    history.member("0002", phone=None, pay_channel="cash")
    assert ask().members.get("0002").pay_channel == "cash"


def test_the_name_that_was_told_belongs_to_the_number_that_is_paid(history: History, ask: Ask) -> None:
    member = history.member("0001")
    fields = ("payee_name", "payee_match", "payee_accepted", "name_differs")
    assert shown(ask, *fields) == (None, None, False, False)
    see(history, member, "JUMA BARAKA")
    assert shown(ask, *fields) == ("JUMA BARAKA", "none", False, True)
    move(history, member, OWN)
    assert shown(ask, *fields) == (None, None, False, False)
    see(history, member, "WANJIKU", OWN)
    assert shown(ask, *fields) == ("WANJIKU", "full", False, False)
    move(history, member, None)
    assert shown(ask, *fields) == ("JUMA BARAKA", "none", False, True)

    member.propose_payee_acceptance(PHONE, "her son's", by("staff:K1"))
    history.save(member)
    proposal = ("acceptance_reason", "acceptance_proposed_by")
    assert shown(ask, *proposal, *fields) == ("her son's", "staff:K1", "JUMA BARAKA", "none", False, True)
    member.accept_payee(PHONE, by(MANAGER))
    history.save(member)
    assert shown(ask, *proposal, *fields) == (None, None, "JUMA BARAKA", "none", True, False)
    move(history, member, OWN)
    move(history, member, None)
    assert shown(ask, *fields) == ("JUMA BARAKA", "none", True, False)


def test_of_the_forgotten_neither_names_nor_accounts_are_left_after_a_rebuild(
    history: History, ask: Ask
) -> None:
    member = history.member("0001", pay_channel="bank", **ACCOUNT)
    see(history, member, "JUMA BARAKA")
    member.propose_channel("bank", "EXB01", "0110009999", "Wanjiku", by())
    history.save(member)
    ask()
    nothing = Personal(member.id.hex, None)
    history.recorded[:] = [
        type(fact)(
            **{name: nothing if isinstance(value, Personal) else value for name, value in vars(fact).items()}
        )
        for fact in history.recorded
    ]
    ask().rebuild(["members", "messages"])
    assert shown(ask, "payee_name", "account_number", "account_name", "proposed_account_number") == (
        *[None] * 4,
    )
    assert shown(ask, "account_bank", "proposed_account_bank") == ("EXB01", "EXB01")


def test_a_change_is_due_to_be_told_to_each_number_once_whatever_else_is_told(
    history: History, ask: Ask
) -> None:
    cooperative = history.things[COOPERATIVE_ID]
    cooperative.set_messaging(False, by(MANAGER))
    history.save(cooperative)
    member = history.member("0001", payout_phone=OWN)
    member.propose_phone("254722000099", by())
    history.save(member)
    assert [due.kind for due in ask().messages.due()] == ["payment-proposed", "payment-proposed-payee"]
    member.approve_phone("254722000099", by(MANAGER))
    history.save(member)
    assert sorted(due.kind for due in ask().messages.due())[:3] == [
        "payment-approved",
        "payment-approved-new",
        "payment-approved-payee",
    ]


def test_many_members_are_looked_up_at_once(history: History, ask: Ask) -> None:
    history.member("0002")
    assert sorted(ask().members.many(["0001", "0002", "0404"])) == ["0001", "0002"]
