"""The facts of where a member's money goes by phone, and what they make of it. Decisions are in payee.py.

Each change says in its own fact which numbers are told of it, sealed as they are: the old phone, the old
payout number where it is another, and the new number. Of a fact that names none, nobody is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.values import FreeWords, Personal


@dataclass(frozen=True)
class SeenPayee:
    """What M-Pesa told of a number after the first payment to it."""

    name: Personal
    match: str


class PayeeStory(Aggregate):
    """The numbers of a member, and what was learnt of them."""

    KIND = "member"

    @dataclass(frozen=True, kw_only=True)
    class PayoutPhoneChangeProposed(Fact):
        """None: there shall be no payout number of its own, money goes to the phone."""

        TOPIC = "member.payout_phone_change_proposed"
        number: str
        payout_phone: Personal | None
        told_phone: Personal | None = None
        told_payee: Personal | None = None

        def apply(self, aggregate: PayeeStory) -> None:
            aggregate.proposed_payout_phone = self.payout_phone
            aggregate.payout_phone_proposed_by = self.who
            aggregate.payout_phone_refused = False

    @dataclass(frozen=True, kw_only=True)
    class PayoutPhoneChangeApproved(Fact):
        TOPIC = "member.payout_phone_change_approved"
        number: str
        payout_phone: Personal | None
        told_phone: Personal | None = None
        told_payee: Personal | None = None
        told_new: Personal | None = None

        def apply(self, aggregate: PayeeStory) -> None:
            aggregate._pay_to(aggregate.phone, self.payout_phone, self.recorded_at)
            aggregate.payout_phone_approved_by = self.who
            aggregate.proposed_payout_phone = None
            aggregate.payout_phone_proposed_by = None

    @dataclass(frozen=True, kw_only=True)
    class PayoutPhoneChangeRefused(Fact):
        TOPIC = "member.payout_phone_change_refused"
        number: str
        reason: FreeWords

        def apply(self, aggregate: PayeeStory) -> None:
            aggregate.proposed_payout_phone = None
            aggregate.payout_phone_proposed_by = None
            aggregate.payout_phone_refused = True

    @dataclass(frozen=True, kw_only=True)
    class PayeeSeen(Fact):
        """After the first payment to a number: the name that M-Pesa told, and how it fits the register's."""

        TOPIC = "member.payee_seen"
        number: str
        msisdn: Personal
        name: Personal
        match: str
        payout: UUID

        def apply(self, aggregate: PayeeStory) -> None:
            aggregate.seen[self.msisdn] = SeenPayee(self.name, self.match)

    @dataclass(frozen=True, kw_only=True)
    class PayeeAcceptanceProposed(Fact):
        TOPIC = "member.payee_acceptance_proposed"
        number: str
        msisdn: Personal
        reason: FreeWords

        def apply(self, aggregate: PayeeStory) -> None:
            aggregate.proposed_payee = self.msisdn
            aggregate.acceptance_reason = self.reason
            aggregate.acceptance_proposed_by = self.who

    @dataclass(frozen=True, kw_only=True)
    class PayeeAccepted(Fact):
        """Two officials know that the member is paid on this number, whatever name M-Pesa tells of it."""

        TOPIC = "member.payee_accepted"
        number: str
        msisdn: Personal
        reason: FreeWords

        def apply(self, aggregate: PayeeStory) -> None:
            aggregate.accepted[self.msisdn] = self.who
            aggregate.proposed_payee = None
            aggregate.acceptance_reason = None
            aggregate.acceptance_proposed_by = None

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.number = ""
        self.name = Personal(id.hex, None)
        self.phone: Personal | None = None
        self.payout_phone: Personal | None = None
        self.suspended = False
        self.number_changed_at: datetime | None = None
        self.proposed_payout_phone: Personal | None = None
        self.payout_phone_proposed_by: str | None = None
        self.payout_phone_approved_by: str | None = None
        self.payout_phone_refused = False
        self.seen: dict[Personal, SeenPayee] = {}
        self.accepted: dict[Personal, str] = {}
        self.proposed_payee: Personal | None = None
        self.acceptance_reason: str | None = None
        self.acceptance_proposed_by: str | None = None

    def _pay_to(self, phone: Personal | None, payout_phone: Personal | None, at: datetime) -> None:
        """Replaces the numbers; only where another number is paid from now on, it has to cool."""
        before = self.payee
        self.phone, self.payout_phone = phone, payout_phone
        if self.payee != before:
            self.number_changed_at = at

    @property
    def payee(self) -> Personal | None:
        """The number that M-Pesa pays: the payout number if there is one, else the phone."""
        return self.payout_phone or self.phone

    def _hearers(self, new: Personal | None = None) -> dict[str, Any]:
        """Who is told of a change of payment: all that could be reached until now, and the new number."""
        phone, payee = self.phone, self.payout_phone
        told = {"told_phone": phone, "told_payee": payee if payee != phone else None}
        if new is not None:
            told["told_new"] = new if new not in (phone, payee) else None
        return {field: number if number and number.text else None for field, number in told.items()}


_TOLD = {"told_phone": "", "told_payee": "-payee", "told_new": "-new"}


def hearers_of(fact: Fact) -> dict[str, Personal]:
    """By the kind of message, the numbers that are told of a change: `payment-proposed` or `payment-approved`
    to the phone until now, `…-payee` to the payout number until now, `…-new` to the new one."""
    decided = fact.TOPIC.rpartition("_")[2]
    numbers = {suffix: getattr(fact, field, None) for field, suffix in _TOLD.items()}
    return {f"payment-{decided}{suffix}": number for suffix, number in numbers.items() if number is not None}
