"""Members whose numbers or accounts were changed, and of whose numbers M-Pesa told a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from imbuto.aggregates import Member
from imbuto.aggregates.payee import hold_of
from imbuto.aggregates.payment_rules import PaymentRules
from imbuto.values import Personal
from tests.aggregates.stories import MPESA
from tests.aggregates.test_people import PHONE, member
from tests.ledger.examples import CLERK, MANAGER, NOW, later

OWN, PAYOUT = "254733000009", UUID(int=9)
RULES = PaymentRules()
WEEK = timedelta(days=7)
BANK = ("bank", "EXB01", "0110001234", "Wanjiku Kamau")
ACCOUNT = dict(zip(("account_bank", "account_number", "account_name"), BANK[1:], strict=True))


def sealed(found: Member, text: str) -> Personal:
    return Personal(found.id.hex, text)


def with_payout_phone(number: str | None = OWN, at: timedelta = timedelta(), **changes: Any) -> Member:
    """A member whose payout number was replaced."""
    found = member(**changes)
    found.propose_payout_phone(number, CLERK)
    found.approve_payout_phone(number, replace(MANAGER, at=NOW + at))
    found.collect_events()
    return found


def with_bank(*account: str | None, **changes: Any) -> Member:
    found = member(**changes)
    change_way(found, *(account or BANK))
    found.collect_events()
    return found


def change_way(found: Member, channel: str, *account: str | None, days: int = 0) -> None:
    bank, number, name = account or (None, None, None)
    found.propose_channel(channel, bank, number, name, CLERK)
    found.approve_channel(channel, number, later(MANAGER, days=days), bank)


def seen(name: str, **changes: Any) -> Member:
    found = member(**changes)
    found.see_payee(PHONE, name, PAYOUT, MPESA)
    found.collect_events()
    return found


def cause(found: Member, cents: int = 100_000, after: timedelta = timedelta(), **how: Any) -> str | None:
    hold = hold_of(found, cents, how.pop("rules", RULES), NOW + after, **how)
    return hold and hold.cause
