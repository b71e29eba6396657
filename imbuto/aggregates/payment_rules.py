"""How much money may leave by M-Pesa: the most in one payment, for one member in a day and in one pay run,
and how long a new payout number rests before it is paid.

Proposed by one official and approved by another, as everything that binds all. Until then what M-Pesa itself
allows is in force. Source of the two first limits: Daraja B2C v3 (a payment, and a customer's day).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.founding import COOPERATIVE_ID, Founding
from imbuto.errors import BadValue, DifferentContent, SamePerson, Unknown, WrongState
from imbuto.values import CENTS_PER_SHILLING, By

LEAST_PAYMENT_CENTS = 10 * CENTS_PER_SHILLING
LARGEST_PAYMENT_CENTS = 250_000 * CENTS_PER_SHILLING
"""M-Pesa takes no smaller and no larger payment."""
LARGEST_MEMBER_DAY_CENTS = 500_000 * CENTS_PER_SHILLING
"""What a customer of M-Pesa may receive in a day."""
LARGEST_RUN_CENTS = 10_000_000_000 * CENTS_PER_SHILLING
MOST_COOLING_DAYS = 60
USUAL_COOLING_DAYS = 7


@dataclass(frozen=True)
class PaymentRules:
    """The limits in force, in cents, and the days that a changed payout number rests. A run has no limit
    while `most_per_run_cents` is None."""

    most_per_payment_cents: int = LARGEST_PAYMENT_CENTS
    most_per_member_day_cents: int = LARGEST_MEMBER_DAY_CENTS
    most_per_run_cents: int | None = None
    cooling_days: int = USUAL_COOLING_DAYS


@dataclass(frozen=True)
class ProposedPaymentRules:
    """Rules under an id, and how they stand: proposed, approved or refused."""

    id: UUID
    rules: PaymentRules
    proposed_by: str
    proposed_at: datetime
    state: str = "proposed"
    decided_by: str | None = None
    decided_at: datetime | None = None
    refusal: str | None = None

    def awaits(self, decision: str) -> bool:
        """Whether they still wait to be `approved` or `refused`; not when just that was decided before."""
        if self.state not in ("proposed", decision):
            raise WrongState(f"These rules were already {self.state}.", "Propose new ones.", state=self.state)
        return self.state == "proposed"


def require_plausible_payment_rules(rules: PaymentRules) -> None:
    """Raises BadValue naming the field."""
    if not LEAST_PAYMENT_CENTS <= rules.most_per_payment_cents <= LARGEST_PAYMENT_CENTS:
        raise BadValue(
            "most_per_payment", rules.most_per_payment_cents, "M-Pesa pays KES 10 to 250,000 at a time.",
            "Choose an amount between them.",
        )  # fmt: skip
    if not LEAST_PAYMENT_CENTS <= rules.most_per_member_day_cents <= LARGEST_MEMBER_DAY_CENTS:
        raise BadValue(
            "most_per_member_day", rules.most_per_member_day_cents,
            "A customer of M-Pesa receives at most KES 500,000 a day.", "Choose KES 10 to 500,000.",
        )  # fmt: skip
    if rules.most_per_run_cents is not None and not (
        LEAST_PAYMENT_CENTS <= rules.most_per_run_cents <= LARGEST_RUN_CENTS
    ):
        raise BadValue(
            "most_per_run", rules.most_per_run_cents, "A run's limit is KES 10 to 10,000,000,000.",
            "Leave it out where there is no such limit.",
        )  # fmt: skip
    if not 0 <= rules.cooling_days <= MOST_COOLING_DAYS:
        raise BadValue(
            "cooling_days", rules.cooling_days, f"A new number rests 0 to {MOST_COOLING_DAYS} days.",
            f"{USUAL_COOLING_DAYS} is usual.",
        )  # fmt: skip


class PaymentRuleBook(Founding):
    """The part of the cooperative that says how much may be paid at once."""

    @dataclass(frozen=True, kw_only=True)
    class PaymentRulesProposed(Fact):
        TOPIC = "cooperative.payment_rules_proposed"
        rules_id: UUID
        most_per_payment_cents: int
        most_per_member_day_cents: int
        most_per_run_cents: int | None
        cooling_days: int

        def apply(self, aggregate: PaymentRuleBook) -> None:
            rules = PaymentRules(
                self.most_per_payment_cents,
                self.most_per_member_day_cents,
                self.most_per_run_cents,
                self.cooling_days,
            )
            aggregate.proposed_payment_rules[self.rules_id] = ProposedPaymentRules(
                self.rules_id, rules, self.who, self.recorded_at
            )

    @dataclass(frozen=True, kw_only=True)
    class PaymentRulesApproved(Fact):
        TOPIC = "cooperative.payment_rules_approved"
        rules_id: UUID

        def apply(self, aggregate: PaymentRuleBook) -> None:
            known = aggregate.proposed_payment_rules[self.rules_id]
            aggregate.payment_rules = known.rules
            aggregate.proposed_payment_rules[self.rules_id] = replace(
                known, state="approved", decided_by=self.who, decided_at=self.recorded_at
            )

    @dataclass(frozen=True, kw_only=True)
    class PaymentRulesRefused(Fact):
        TOPIC = "cooperative.payment_rules_refused"
        rules_id: UUID
        reason: str

        def apply(self, aggregate: PaymentRuleBook) -> None:
            known = aggregate.proposed_payment_rules[self.rules_id]
            aggregate.proposed_payment_rules[self.rules_id] = replace(
                known,
                state="refused",
                decided_by=self.who,
                decided_at=self.recorded_at,
                refusal=self.reason,
            )

    def __init__(self, id: UUID = COOPERATIVE_ID) -> None:
        super().__init__(id)
        self.payment_rules = PaymentRules()
        """The rules in force: those approved last, else what M-Pesa allows."""
        self.proposed_payment_rules: dict[UUID, ProposedPaymentRules] = {}

    def propose_payment_rules(self, rules_id: UUID, rules: PaymentRules, by: By) -> None:
        """Proposes limits; the same again is quiet, another under its id is refused."""
        require_plausible_payment_rules(rules)
        if known := self.proposed_payment_rules.get(rules_id):
            old, new = vars(known.rules), vars(rules)
            differs = {name: [str(old[name]), str(new[name])] for name in old if old[name] != new[name]}
            if differs:
                raise DifferentContent("payment rules", rules_id, differs)
            return
        self._record(self.PaymentRulesProposed, by, rules_id=rules_id, **vars(rules))

    def approve_payment_rules(self, rules_id: UUID, by: By) -> None:
        """A second official puts them in force at once."""
        known = self._proposed_payment_rules(rules_id)
        if known.awaits("approved"):
            if known.proposed_by == by.who:
                raise SamePerson("approve", "proposed")
            self._record(self.PaymentRulesApproved, by, rules_id=rules_id)

    def refuse_payment_rules(self, rules_id: UUID, reason: str, by: By) -> None:
        """The proposal is declined, with the reason."""
        if self._proposed_payment_rules(rules_id).awaits("refused"):
            self._record(self.PaymentRulesRefused, by, rules_id=rules_id, reason=reason)

    def _proposed_payment_rules(self, rules_id: UUID) -> ProposedPaymentRules:
        known = self.proposed_payment_rules.get(rules_id)
        if known is None:
            raise Unknown("payment rules", rules_id)
        return known
