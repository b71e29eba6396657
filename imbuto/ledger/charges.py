"""Verbs about charges: make one or a batch, pay beside the milk, change by two officials, stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from imbuto.aggregates import Charge, Cooperative, Member, Statement
from imbuto.aggregates.charge_acts import ChargeChange, ChargePayment
from imbuto.aggregates.charge_terms import ChargeTerms
from imbuto.aggregates.member import member_id
from imbuto.aggregates.statement import statement_id
from imbuto.errors import Contradiction, Refusal, Unknown, WrongState
from imbuto.ledger.book import Book, Saved, outcomes_of
from imbuto.values import By


@dataclass(frozen=True)
class NewCharge:
    """A charge to be made: its id, whose it is, and its terms."""

    id: UUID
    member: str
    terms: ChargeTerms


class ChargeVerbs(Book):
    """What is owed by one member. What approved runs took of it is asked of the facts, not of the views."""

    def charge(self, id: UUID) -> Charge:
        """The charge with that id. Raises Unknown."""
        return self._load(Charge, id)

    def make_charge(self, new: NewCharge, by: By) -> Saved:
        """A member owes something from now on; the same charge again is quiet, other content is refused.

        Raises Unknown for the member and the creditor, NotPermitted for a suspended member (unless it is
        brought in from other books), BadValue.
        """

        def decision() -> Saved:
            charge = Charge.make(new.id, new.member, new.terms, by)
            if known := self._find(Charge, new.id):
                known.require_same_making(charge)
                return self._keep(known)
            self._require_may_owe(new)
            return self._keep(charge)

        return self._decide(decision)

    def make_charges(self, charges: Sequence[NewCharge], by: By) -> list[Saved | Refusal]:
        """Makes many; each has its own outcome, in the order given."""
        return outcomes_of(lambda new: self.make_charge(new, by), charges)

    def pay_charge(self, id: UUID, payment: ChargePayment, by: By) -> Saved:
        """The member pays directly, no more than what is outstanding. The same reference again is quiet.

        A pay run that was cut off before takes its part all the same; the next one gives back what was then
        paid twice. Who stands at the counter with money is not sent away until a run is approved.
        """
        return self._change(Charge, id, lambda charge: charge.pay(payment, self._taken_cents(charge), by))

    def propose_charge_change(self, id: UUID, change: ChargeChange, by: By) -> Saved:
        """Proposes an extension, a write-off or a cancellation; another official approves it."""
        return self._change(Charge, id, lambda charge: charge.propose_change(change, by))

    def approve_charge_change(
        self, id: UUID, change: str, by: By, *, seen: ChargeChange | None = None
    ) -> Saved:
        """A second official approves the change as it was `seen`. Raises SamePerson, WrongState, BadValue.

        A write-off and a cancellation wait for a pay run that is not yet approved: it may be taking what
        would be written off.
        """

        def decision() -> Saved:
            charge, cooperative = self.charge(id), self._peek_cooperative()
            charge.approve_change(change, self._taken_cents(charge), by, seen)
            if charge.has_news and change != "extend":
                _require_no_run_under_way(cooperative)
            return self._keep(charge, unchanged=(cooperative,))

        return self._decide(decision)

    def refuse_charge_change(self, id: UUID, reason: str, by: By) -> Saved:
        """Declines the proposed change, with the reason."""
        return self._change(Charge, id, lambda charge: charge.refuse_change(reason, by))

    def stop_charge(self, id: UUID, reason: str, by: By) -> Saved:
        """Ends an open-ended charge, with the reason. Raises WrongState for one with an amount."""
        return self._change(Charge, id, lambda charge: charge.stop(reason, by))

    def _taken_cents(self, charge: Charge) -> int:
        """What approved runs took of a charge with an amount, also what is not booked yet.

        The statement of the run approved last says what remained at its cut-off; a charge that it does not
        list was made later, or nothing remained of it.
        """
        last = self.cooperative().last_approved_run
        if last is None:
            return 0
        cutoff = last.cutoff_position
        facts = [fact for position, fact in self.story(charge.id) if position <= cutoff]
        owed = Charge.from_facts(charge.id, facts).outstanding_cents(0) if facts else None
        if owed is None:
            return 0
        statement = self._find(Statement, statement_id(last.id, charge.terms.member))
        listed = statement.drawn.deductions if statement and statement.drawn else ()
        return owed - next((one.remaining_cents or 0 for one in listed if one.charge == charge.id), 0)

    def _require_may_owe(self, new: NewCharge) -> None:
        member = self._peek(Member, member_id(new.member))
        if member is None:
            raise Unknown("member", new.member)
        if not new.terms.opening:
            member.require_active()
        cooperative = self._peek_cooperative()
        cooperative.require_creditor(new.terms.creditor)
        if new.id in cooperative.standing_charges:
            # What runs took of everybody would count as taken of this member's.
            raise Contradiction(f"The id {new.id} is a standing charge's.", "Make the charge with a new id.")


def _require_no_run_under_way(cooperative: Cooperative) -> None:
    if run := cooperative.unfinished_run:
        raise WrongState(
            f"The pay run of {run.period.code} is not yet approved and may take from this charge.",
            "Approve or discard the run first.",
            run=str(run.id),
        )
