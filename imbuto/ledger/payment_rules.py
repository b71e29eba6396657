"""Verbs of the payment rules: how much may leave by M-Pesa at once, and how long a new number rests."""

from __future__ import annotations

from uuid import UUID

from imbuto.aggregates.payment_rules import PaymentRules
from imbuto.ledger.book import Book, Saved
from imbuto.values import By


class PaymentRuleVerbs(Book):
    """Limits proposed by one official and approved by another."""

    def propose_payment_rules(self, rules_id: UUID, rules: PaymentRules, by: By) -> Saved:
        """Proposes limits; the same again is quiet, another under its id is refused. Raises BadValue,
        DifferentContent."""
        return self._change_cooperative(
            lambda cooperative: cooperative.propose_payment_rules(rules_id, rules, by)
        )

    def approve_payment_rules(self, rules_id: UUID, by: By) -> Saved:
        """A second official puts them in force at once. Raises SamePerson, WrongState, Unknown."""
        return self._change_cooperative(lambda cooperative: cooperative.approve_payment_rules(rules_id, by))

    def refuse_payment_rules(self, rules_id: UUID, reason: str, by: By) -> Saved:
        """The proposal is declined, with the reason. Raises WrongState, Unknown."""
        return self._change_cooperative(
            lambda cooperative: cooperative.refuse_payment_rules(rules_id, reason, by)
        )
