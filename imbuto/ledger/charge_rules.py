"""Verbs about what is taken from everybody: creditors, standing charges, deduction rules, the law's caps."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from imbuto.aggregates import Cooperative
from imbuto.aggregates.charge_rules import StatutoryCap
from imbuto.aggregates.deductions import DeductionRules
from imbuto.aggregates.standing_charges import StandingTerms
from imbuto.errors import Contradiction
from imbuto.ledger.book import Book, Saved
from imbuto.values import By


class ChargeRuleVerbs(Book):
    """One official proposes, another approves; runs opened from then on find it in force."""

    def add_creditor(self, code: str, name: str, kind: str, by: By) -> Saved:
        """Enters somebody to whom members owe; the same again is quiet. Raises BadValue, Contradiction."""
        return self._change_cooperative(lambda cooperative: cooperative.add_creditor(code, name, kind, by))

    def propose_standing_charge(self, charge_id: UUID, terms: StandingTerms, by: By) -> Saved:
        """Proposes a charge of everybody, by the litre or by the run. Raises BadValue, Unknown, and
        Contradiction for the id of something else: of one member's charge each would count as the other."""

        def act(cooperative: Cooperative) -> None:
            is_new = charge_id not in cooperative.standing_charges
            if is_new and self.facts_recorder.known_ids([charge_id]):
                raise Contradiction(f"The id {charge_id} is taken.", "Propose the charge with a new id.")
            cooperative.propose_standing_charge(charge_id, terms, by)

        return self._change_cooperative(act)

    def approve_standing_charge(self, charge_id: UUID, by: By) -> Saved:
        """A second official puts it in force. Raises SamePerson, WrongState."""
        return self._change_cooperative(
            lambda cooperative: cooperative.approve_standing_charge(charge_id, by)
        )

    def refuse_standing_charge(self, charge_id: UUID, reason: str, by: By) -> Saved:
        """Declines the proposal, with the reason."""
        return self._change_cooperative(
            lambda cooperative: cooperative.refuse_standing_charge(charge_id, reason, by)
        )

    def end_standing_charge(self, charge_id: UUID, last_day: date, reason: str, by: By) -> Saved:
        """Ends it with a day: periods that end later are free of it. Raises WrongState."""
        return self._change_cooperative(
            lambda cooperative: cooperative.end_standing_charge(charge_id, last_day, reason, by)
        )

    def propose_deduction_rules(self, rules: DeductionRules, effective_from: date, by: By) -> Saved:
        """Proposes how much may be taken in one run. Raises BadValue, DifferentContent."""
        return self._change_cooperative(
            lambda cooperative: cooperative.propose_deduction_rules(rules, effective_from, by)
        )

    def approve_deduction_rules(self, rules_id: UUID, by: By) -> Saved:
        """A second official puts the rules in force. Raises SamePerson, WrongState."""
        return self._change_cooperative(lambda cooperative: cooperative.approve_deduction_rules(rules_id, by))

    def refuse_deduction_rules(self, rules_id: UUID, reason: str, by: By) -> Saved:
        """Declines the proposal, with the reason."""
        return self._change_cooperative(
            lambda cooperative: cooperative.refuse_deduction_rules(rules_id, reason, by)
        )

    def set_statutory_cap(self, cap: StatutoryCap, by: By) -> Saved:
        """Enters what the law allows a litre from a day on, with its source. The house only warns."""
        return self._change_cooperative(lambda cooperative: cooperative.set_statutory_cap(cap, by))
