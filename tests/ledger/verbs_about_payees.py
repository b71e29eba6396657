"""Examples of the verbs about where a member's money goes."""

from __future__ import annotations

from typing import Any

from imbuto.errors import BadValue, SamePerson, Unknown, WrongState
from imbuto.ledger import Ledger
from tests.ledger.examples import CLERK, MANAGER, PHONES
from tests.ledger.verbs import MPESA, PAYOUT, Example

OTHER_PHONE = "254711000009"
PHONE = PHONES["0001"] or ""
ACCOUNT = {"account_bank": "EXB01", "account_number": "0110001234", "account_name": "Wanjiku Kamau"}


def propose_number(ledger: Ledger) -> None:
    ledger.propose_payout_phone("0001", OTHER_PHONE, CLERK)


def see_another_name(ledger: Ledger) -> None:
    ledger.see_payee("0001", PHONE, "JUMA BARAKA", PAYOUT, MPESA)


def propose_acceptance(ledger: Ledger) -> None:
    ledger.propose_payee_acceptance("0001", PHONE, "her husband's number", CLERK)


def propose_bank(ledger: Ledger, **changes: Any) -> None:
    ledger.propose_channel("0001", "bank", CLERK, **(ACCOUNT | changes))


PAYEES = [
    Example(
        "propose_payout_phone",
        (),
        propose_number,
        lambda ledger: ledger.propose_payout_phone("9999", OTHER_PHONE, CLERK),
        Unknown,
        ("member.payout_phone_change_proposed",),
    ),
    Example(
        "approve_payout_phone",
        (propose_number,),
        lambda ledger: ledger.approve_payout_phone("0001", OTHER_PHONE, MANAGER),
        lambda ledger: ledger.approve_payout_phone("0001", OTHER_PHONE, CLERK),
        SamePerson,
        ("member.payout_phone_change_approved",),
    ),
    Example(
        "refuse_payout_phone",
        (propose_number,),
        lambda ledger: ledger.refuse_payout_phone("0001", "she did not ask for it", MANAGER),
        lambda ledger: ledger.refuse_payout_phone("9999", "she did not ask for it", MANAGER),
        Unknown,
        ("member.payout_phone_change_refused",),
    ),
    Example(
        "see_payee",
        (),
        see_another_name,
        lambda ledger: ledger.see_payee("9999", PHONE, "JUMA BARAKA", PAYOUT, MPESA),
        Unknown,
        ("member.payee_seen",),
    ),
    Example(
        "propose_payee_acceptance",
        (see_another_name,),
        propose_acceptance,
        lambda ledger: ledger.propose_payee_acceptance("0001", OTHER_PHONE, "a slip", CLERK),
        WrongState,
        ("member.payee_acceptance_proposed",),
    ),
    Example(
        "accept_payee",
        (see_another_name, propose_acceptance),
        lambda ledger: ledger.accept_payee("0001", PHONE, MANAGER),
        lambda ledger: ledger.accept_payee("0001", PHONE, CLERK),
        SamePerson,
        ("member.payee_accepted",),
    ),
    Example(
        "propose_channel",
        (),
        propose_bank,
        lambda ledger: propose_bank(ledger, account_number="12 34"),
        BadValue,
        ("member.channel_proposed",),
    ),
    Example(
        "approve_channel",
        (propose_bank,),
        lambda ledger: ledger.approve_channel(
            "0001",
            "bank",
            MANAGER,
            account_bank=ACCOUNT["account_bank"],
            account_number=ACCOUNT["account_number"],
        ),
        lambda ledger: ledger.approve_channel("0001", "cash", MANAGER),
        WrongState,
        ("member.channel_approved",),
    ),
    Example(
        "refuse_channel",
        (propose_bank,),
        lambda ledger: ledger.refuse_channel("0001", "no such account", MANAGER),
        lambda ledger: ledger.refuse_channel("9999", "no such account", MANAGER),
        Unknown,
        ("member.channel_refused",),
    ),
]
