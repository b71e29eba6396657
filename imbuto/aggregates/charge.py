"""One charge of one member: anything that is owed by the member and taken from the milk.

made → (taken, run by run) → nothing remains; on the way it may be paid directly, extended, written off or
cancelled by two officials, and an open-ended one is stopped.

What pay runs took stands in the statements (statement.settled), not here: whoever decides says how much it
was.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.charge_acts import ChargeChange, ChargePayment
from imbuto.aggregates.charge_terms import ChargeTerms, require_not_ahead, require_words
from imbuto.errors import BadValue, DifferentContent, SamePerson, WrongState
from imbuto.values import By, FreeWords, Money

_SEEN = ("cents", "rate", "basis", "starts")


class Charge(Aggregate):
    """Made by one official; each run's approval is the second person who sees what is taken."""

    KIND = "charge"

    @dataclass(frozen=True, kw_only=True)
    class Made(Fact):
        TOPIC = "charge.made"
        member: str
        kind: str
        creditor: str | None
        text: FreeWords
        reference: str | None
        amount_cents: int | None
        basis: str
        rate: int
        priority: int
        starts: date
        opening: bool
        taken_before_cents: int

        def apply(self, aggregate: Charge) -> None:
            aggregate.made = self
            aggregate.state = "open"
            aggregate.settled_cents = self.taken_before_cents

    @dataclass(frozen=True, kw_only=True)
    class Paid(Fact):
        TOPIC = "charge.paid"
        member: str
        kind: str
        creditor: str | None
        cents: int
        how: str
        reference: str
        day: date

        def apply(self, aggregate: Charge) -> None:
            aggregate.payments[self.reference] = ChargePayment(self.cents, self.how, self.reference, self.day)
            aggregate.settled_cents += self.cents

    @dataclass(frozen=True, kw_only=True)
    class ChangeProposed(Fact):
        TOPIC = "charge.change_proposed"
        member: str
        change: str
        cents: int | None
        rate: int | None
        basis: str | None
        starts: date | None
        reason: FreeWords

        def apply(self, aggregate: Charge) -> None:
            aggregate.proposal = self

    @dataclass(frozen=True, kw_only=True)
    class ChangeApproved(Fact):
        TOPIC = "charge.change_approved"
        member: str
        kind: str
        creditor: str | None
        change: str
        cents: int
        rate: int | None
        basis: str | None
        starts: date | None
        reason: FreeWords

        def apply(self, aggregate: Charge) -> None:
            aggregate.proposal = None
            aggregate.decided = self
            aggregate.settled_cents += self.cents

    @dataclass(frozen=True, kw_only=True)
    class ChangeRefused(Fact):
        TOPIC = "charge.change_refused"
        member: str
        reason: FreeWords

        def apply(self, aggregate: Charge) -> None:
            aggregate.proposal = None
            aggregate.decided = self

    @dataclass(frozen=True, kw_only=True)
    class Stopped(Fact):
        TOPIC = "charge.stopped"
        member: str
        reason: FreeWords

        def apply(self, aggregate: Charge) -> None:
            aggregate.state = "stopped"
            aggregate.proposal = None

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.state = "new"
        self.made: Charge.Made | None = None
        self.payments: dict[str, ChargePayment] = {}
        self.settled_cents = 0
        self.proposal: Charge.ChangeProposed | None = None
        self.decided: Charge.ChangeApproved | Charge.ChangeRefused | None = None

    @property
    def terms(self) -> Charge.Made:
        assert self.made is not None
        return self.made

    def outstanding_cents(self, taken_cents: int) -> int | None:
        """What is still owed when pay runs took so much; None for an open-ended charge, below 0 when it was
        paid twice over."""
        amount = self.terms.amount_cents
        return None if amount is None else amount - self.settled_cents - taken_cents

    @classmethod
    def make(cls, id: UUID, member: str, terms: ChargeTerms, by: By) -> Self:
        """A member owes something from now on. Amounts and rates are cents."""
        terms.require_plausible()
        charge = cls(id)
        charge._record(
            cls.Made,
            by,
            member=member,
            **{**vars(terms), "priority": terms.order, "text": terms.text.strip()},
        )
        return charge

    def require_same_making(self, other: Charge) -> None:
        """The same charge again is quiet; other content under its id is refused, naming the fields."""
        own = {field.name for field in fields(self.Made)} - {field.name for field in fields(Fact)}
        differs = {
            name: [_told(name, getattr(self.terms, name)), _told(name, getattr(other.terms, name))]
            for name in sorted(own)
            if getattr(self.terms, name) != getattr(other.terms, name)
        }
        if differs:
            raise DifferentContent("charge", self.id, differs)

    def pay(self, payment: ChargePayment, taken_cents: int, by: By) -> None:
        """The member pays directly, outside the milk: no more than what is outstanding.

        The same reference again is quiet. A pay run that was cut off before takes its part all the same, and
        the next one gives back what was then paid twice.
        """
        payment.require_plausible()
        known = self.payments.get(payment.reference)
        if known == payment:
            return
        if known is not None:
            differs = {
                name: [str(value), str(getattr(payment, name))]
                for name, value in vars(known).items()
                if value != getattr(payment, name)
            }
            raise DifferentContent("payment", payment.reference, differs)
        require_not_ahead("day", payment.day, by)
        outstanding = self.outstanding_cents(taken_cents)
        if outstanding is None:
            raise WrongState(
                "This charge has no amount that could be paid off.",
                "Stop it when it is no longer to be taken.",
            )
        _require_within(payment.cents, outstanding)
        self._record(self.Paid, by, **self._whose(), **vars(payment))

    def propose_change(self, change: ChargeChange, by: By) -> None:
        """One official proposes an extension, a write-off or a cancellation. The same again is quiet, another
        takes the place of the one that waits."""
        change.require_plausible()
        self._require_open()
        if change.change != "extend" and self.terms.amount_cents is None:
            raise WrongState("This charge has no amount that could be written off.", "Stop it instead.")
        if change.basis == "all" and self.terms.amount_cents is None:
            raise BadValue(
                "basis", "all", "This charge has no amount to take whole.", "Choose another basis."
            )
        waits = self.proposal
        if waits and all(getattr(waits, name) == value for name, value in vars(change).items()):
            return
        self._record(self.ChangeProposed, by, member=self.terms.member, **vars(change))

    def approve_change(self, change: str, taken_cents: int, by: By, seen: ChargeChange | None = None) -> None:
        """Another official approves the proposed change, naming it: one that took its place since it was
        `seen` is refused. A write-off or a cancellation takes no more than what is outstanding. The same
        approval again is quiet."""
        decided = self.decided
        if (
            self.proposal is None
            and isinstance(decided, self.ChangeApproved)
            and (decided.change, decided.who) == (change, by.who)
        ):
            return
        proposal = self._waiting()
        if proposal.change != change:
            raise WrongState(f"What is proposed is to {proposal.change}.", "Look at the charge again.")
        if seen and any(getattr(proposal, name) != getattr(seen, name) for name in _SEEN):
            raise WrongState(
                "The change is not the one you saw.", "Look at it again, and approve what you see."
            )
        if proposal.who == by.who:
            raise SamePerson("approve", "proposed")
        self._record(
            self.ChangeApproved,
            by,
            **self._whose(),
            change=change,
            cents=self._cents_of(proposal, taken_cents),
            rate=proposal.rate,
            basis=proposal.basis,
            starts=proposal.starts,
            reason=proposal.reason,
        )

    def refuse_change(self, reason: str, by: By) -> None:
        """The proposed change is declined, with the reason. The same refusal again is quiet."""
        decided = self.decided
        if (
            self.proposal is None
            and isinstance(decided, self.ChangeRefused)
            and (decided.reason, decided.who) == (reason, by.who)
        ):
            return
        self._waiting()
        require_words("reason", reason, 200)
        self._record(self.ChangeRefused, by, member=self.terms.member, reason=reason)

    def stop(self, reason: str, by: By) -> None:
        """Ends an open-ended charge: nothing more is taken, also no arrears."""
        if self.state == "stopped":
            return
        require_words("reason", reason, 200)
        if self.terms.amount_cents is not None:
            raise WrongState(
                "This charge has an amount and ends when nothing remains of it.",
                "Propose to cancel it or to write it off; another official approves.",
            )
        self._record(self.Stopped, by, member=self.terms.member, reason=reason)

    def _waiting(self) -> Charge.ChangeProposed:
        if self.proposal is None:
            raise WrongState("No change of this charge is proposed.", "Propose one first.")
        return self.proposal

    def _require_open(self) -> None:
        if self.state != "open":
            raise WrongState(f"This charge is {self.state}.", "Make a new one.", state=self.state)

    def _cents_of(self, proposal: Charge.ChangeProposed, taken_cents: int) -> int:
        if proposal.change == "extend":
            return 0
        outstanding = self.outstanding_cents(taken_cents) or 0
        cents = outstanding if proposal.cents is None else proposal.cents
        _require_within(cents, outstanding)
        return cents

    def _whose(self) -> dict[str, Any]:
        return {"member": self.terms.member, "kind": self.terms.kind, "creditor": self.terms.creditor}


def _told(name: str, value: Any) -> str:
    """A field in a refusal; amounts and rates with two decimals, as people write them."""
    is_hundredths = value is not None and name in ("amount_cents", "rate", "taken_before_cents")
    return str(Decimal(value).scaleb(-2)) if is_hundredths else str(value)


def _require_within(cents: int, outstanding_cents: int) -> None:
    if outstanding_cents <= 0:
        raise WrongState("Nothing of this charge is outstanding.", "Look at the charge again.")
    if cents > outstanding_cents:
        raise BadValue(
            "amount", str(Money(cents)), f"Only {Money(outstanding_cents)} of this charge is outstanding.",
            "Give no more than that.",
        )  # fmt: skip
