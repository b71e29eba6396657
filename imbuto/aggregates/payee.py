"""Who is paid: the number or account to which a member's money goes, and what speaks against paying there.

A stolen or mistyped number is the usual way in which payments are lost. So a change takes two officials,
is told to the old number, and cools for some days; and after the first payment to a number, the name that
M-Pesa tells is held against the register.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from imbuto.aggregates.payee_names import LONGEST, NONE, match_of_names, says_something
from imbuto.aggregates.payment_channel import PaymentChannel
from imbuto.errors import SamePerson, WrongState
from imbuto.values import By, Money, Personal, business_date

BY_TWO_OFFICIALS = ("name_mismatch", "over_limit", "number_changed")
"""Holds that one official proposes to let go and another lets go."""


class LimitsOfPayment(Protocol):
    """What is needed of the cooperative's payment rules."""

    @property
    def most_per_payment_cents(self) -> int: ...

    @property
    def cooling_days(self) -> int: ...


@dataclass(frozen=True)
class Hold:
    """Why a payout waits: the cause, as the payout keeps it, and the same in words. `until`: when it ends by
    itself, if it does."""

    cause: str
    words: str
    until: datetime | None = None


class Payee(PaymentChannel):
    """The part of a member that money goes to: what may be changed about it, and by whom."""

    @property
    def name_differs(self) -> bool:
        """Whether M-Pesa told quite another name of the number that is paid, and nobody has accepted it."""
        payee = self.payee
        if payee is None or payee in self.accepted:
            return False
        seen = self.seen.get(payee)
        return seen is not None and seen.match == NONE

    @property
    def changed_at(self) -> datetime | None:
        """When the place to which money goes, by the member's way of payment, was last replaced."""
        by_channel = {"mpesa": self.number_changed_at, "bank": self.account_changed_at}
        return by_channel.get(self.way.channel)

    # ------------------------------------------------------- a payout number

    def propose_payout_phone(self, payout_phone: str | None, by: By) -> None:
        """An official proposes a number for money alone, or none. The same again is quiet."""
        proposed = self._sealed(payout_phone)
        waits = self.payout_phone_proposed_by is not None
        if proposed == (self.proposed_payout_phone if waits else self.payout_phone):
            return
        self._record(
            self.PayoutPhoneChangeProposed, by, number=self.number, payout_phone=proposed, **self._hearers()
        )

    def approve_payout_phone(self, payout_phone: str | None, by: By) -> None:
        """Another official approves, naming the number that was seen. The same approval again is quiet."""
        seen = self._sealed(payout_phone)
        if self.payout_phone_proposed_by is None:
            if (self.payout_phone, self.payout_phone_approved_by) == (seen, by.who):
                return
            raise WrongState("No payout number is proposed for this member.", "Propose one first.")
        if self.proposed_payout_phone is not None and self.proposed_payout_phone.text is None:
            raise WrongState("The proposed number was erased.", "Propose the number anew.")
        if self.proposed_payout_phone != seen:
            raise WrongState(
                "This is not the payout number that is proposed for this member.",
                "Look at the member again, and approve the number you see there.",
            )
        if self.payout_phone_proposed_by == by.who:
            raise SamePerson("approve", "proposed")
        told = self._hearers(new=seen)
        self._record(self.PayoutPhoneChangeApproved, by, number=self.number, payout_phone=seen, **told)

    def refuse_payout_phone(self, reason: str, by: By) -> None:
        """The proposal is declined or withdrawn, with the reason. Again is quiet."""
        if self.payout_phone_proposed_by is not None:
            self._record(self.PayoutPhoneChangeRefused, by, number=self.number, reason=reason)
        elif not self.payout_phone_refused:
            raise WrongState("No payout number is proposed for this member.", "There is nothing to refuse.")

    # ------------------------------------------------------- the name M-Pesa tells

    def see_payee(self, msisdn: str, name: str, payout: UUID, by: By) -> None:
        """Keeps the name that M-Pesa told after the first payment to a number. Later payments are quiet, and
        so is a name without letters, or one of a member who was forgotten."""
        number = Personal(self.id.hex, msisdn)
        name = "".join(letter if letter.isprintable() else " " for letter in name).strip()
        if number in self.seen or self.name.text is None or not says_something(name):
            return
        self._record(
            self.PayeeSeen,
            by,
            number=self.number,
            msisdn=number,
            name=Personal(self.id.hex, name[:LONGEST]),
            match=match_of_names(self.name.text, name),
            payout=payout,
        )

    def propose_payee_acceptance(self, msisdn: str, reason: str, by: By) -> None:
        """An official says why a number with another name is right: a spouse's, a child's. Again is quiet."""
        number = Personal(self.id.hex, msisdn)
        if number in self.accepted or (number, reason) == (self.proposed_payee, self.acceptance_reason):
            return
        if number != self.payee or not self.name_differs:
            raise WrongState(
                "M-Pesa told no other name of this number, or it is not the one that is paid.",
                "Look at the member again; there may be nothing to accept.",
            )
        self._record(self.PayeeAcceptanceProposed, by, number=self.number, msisdn=number, reason=reason)

    def accept_payee(self, msisdn: str, by: By) -> None:
        """Another official agrees, naming the number that was seen. The same again is quiet."""
        number = Personal(self.id.hex, msisdn)
        if self.proposed_payee is None and self.accepted.get(number) == by.who:
            return
        if self.proposed_payee is None or self.proposed_payee != number:
            raise WrongState(
                "Nothing is proposed about the name of this number.", "Look at the member again."
            )
        if self.acceptance_proposed_by == by.who:
            raise SamePerson("accept", "proposed")
        self._record(self.PayeeAccepted, by, number=self.number, msisdn=number, reason=self.acceptance_reason)

    def _sealed(self, phone: str | None) -> Personal | None:
        return Personal(self.id.hex, phone) if phone else None


def hold_of(
    member: Payee, amount_cents: int, rules: LimitsOfPayment, at: datetime, waived: Container[str] = ()
) -> Hold | None:
    """What speaks against paying this member this much at that instant, the gravest first; None: nothing.
    `waived`: causes that two officials let go for this payout to the number as it is now."""
    for hold in _holds(member, amount_cents, rules, at):
        if hold is not None and (hold.cause not in waived or hold.cause not in BY_TWO_OFFICIALS):
            return hold
    return None


def _holds(member: Payee, amount_cents: int, rules: LimitsOfPayment, at: datetime) -> Iterator[Hold | None]:
    if member.suspended:
        yield Hold("suspended", "the member is suspended")
    if member.way.channel == "mpesa" and (member.payee is None or member.payee.text is None):
        yield Hold("no_phone", "the member has no phone for payment")
    if member.way.is_erased:
        yield Hold("no_account", "the member's bank account cannot be read any more")
    yield _still_cooling(member, rules.cooling_days, at)
    if member.way.channel != "mpesa":
        return
    if member.name_differs:
        yield Hold("name_mismatch", "M-Pesa told quite another name of this number than the register has")
    if amount_cents > rules.most_per_payment_cents:
        most = Money(rules.most_per_payment_cents)
        yield Hold("over_limit", f"the amount is over the cooperative's limit of {most} for one payment")


def _still_cooling(member: Payee, cooling_days: int, at: datetime) -> Hold | None:
    if member.changed_at is None:
        return None
    until = member.changed_at + timedelta(days=cooling_days)
    if at >= until:
        return None
    place = "bank account" if member.way.channel == "bank" else "number for payment"
    changed, free = business_date(member.changed_at), business_date(until)
    return Hold("number_changed", f"the {place} was changed on {changed} and waits until {free}", until)
