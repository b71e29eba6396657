"""How much may be taken from a farmer's milk: the cooperative's own rules, and the caps that the law sets.

The rules bind every run opened while they are in force. The caps of the law are dated data of which the house
warns; whether a charge breaks the law is for people to judge.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.charge_terms import MAX_CHARGE_CENTS, require_kind, require_words
from imbuto.aggregates.deductions import DeductionRules, KindCap
from imbuto.aggregates.founding import COOPERATIVE_ID
from imbuto.aggregates.standing_charges import StandingBook
from imbuto.errors import BadValue, DifferentContent, SamePerson, Unknown, WrongState
from imbuto.values import MAX_PRICE_CENTS, By, Money


@dataclass(frozen=True)
class StatutoryCap:
    """At most so many cents a litre for all charges of a kind together, from a day on, and who says so."""

    kind: str
    cents_per_litre: int
    effective_from: date
    source: str


STATUTORY_PRESET = (
    StatutoryCap(
        "transport", 200, date(2020, 2, 1), "Kenya Dairy Board, February 2020: transport 2.00; verify"
    ),
    StatutoryCap(
        "levy",
        320,
        date(2020, 2, 1),
        "Kenya Dairy Board, February 2020: administration 2.00, chilling 1.00, the farmer's 0.20 of the "
        "levy; verify",
    ),
)
"""As the press reported them: to be checked against the Board's own notice. The cooperative's own levies
(administration, chilling) are charges of kind levy, so that their caps are added up."""


@dataclass(frozen=True)
class DatedRules:
    """Deduction rules from a day on, and how they stand: proposed, approved or refused."""

    rules: DeductionRules
    effective_from: date
    proposed_by: str
    proposed_at: datetime
    state: str = "proposed"
    decided_by: str | None = None
    refusal: str | None = None

    def awaits(self, decision: str) -> bool:
        """Whether they still wait to be `approved` or `refused`; not when just that was decided before."""
        if self.state not in ("proposed", decision):
            raise WrongState(f"These rules were already {self.state}.", "Propose new ones.", state=self.state)
        return self.state == "proposed"


def require_plausible_rules(rules: DeductionRules) -> None:
    """Raises BadValue naming the field."""
    share = rules.max_share_percent
    if share is not None and not (0 < share <= 100 and share == share.quantize(Decimal("0.01"))):
        raise BadValue(
            "max_share_percent", share, "A share is more than 0 and at most 100 percent, to 0.01.",
            "Leave it out where there is no such limit.",
        )  # fmt: skip
    if not 0 <= rules.minimum_take_home_cents <= MAX_CHARGE_CENTS:
        raise BadValue(
            "minimum_take_home", rules.minimum_take_home_cents, "What must be left is KES 0 to 10,000,000.",
            "Check the amount.",
        )  # fmt: skip
    for cap in rules.caps:
        require_kind(cap.kind)
        require_cap(cap.cents_per_litre)
    if len({cap.kind for cap in rules.caps}) != len(rules.caps):
        raise BadValue("caps", "twice", "A kind has one cap.", "Leave the second one out.")


def require_cap(cents_per_litre: int) -> None:
    if not 0 <= cents_per_litre <= MAX_PRICE_CENTS:
        raise BadValue(
            "cents_per_litre", cents_per_litre, "A cap is KES 0 to 1,000 a litre.", "Check the amount."
        )


class ChargeBook(StandingBook):
    """The part of the cooperative that says what may be taken."""

    @dataclass(frozen=True, kw_only=True)
    class DeductionRulesProposed(Fact):
        TOPIC = "cooperative.deduction_rules_proposed"
        rules_id: UUID
        effective_from: date
        max_share_percent: Decimal | None
        minimum_take_home_cents: int
        caps: tuple[KindCap, ...]

        def apply(self, aggregate: ChargeBook) -> None:
            rules = DeductionRules(
                self.rules_id, self.max_share_percent, self.minimum_take_home_cents, self.caps
            )
            aggregate.deduction_rules[self.rules_id] = DatedRules(
                rules, self.effective_from, self.who, self.recorded_at
            )

    @dataclass(frozen=True, kw_only=True)
    class DeductionRulesApproved(Fact):
        TOPIC = "cooperative.deduction_rules_approved"
        rules_id: UUID

        def apply(self, aggregate: ChargeBook) -> None:
            known = aggregate.deduction_rules[self.rules_id]
            aggregate.deduction_rules[self.rules_id] = replace(known, state="approved", decided_by=self.who)

    @dataclass(frozen=True, kw_only=True)
    class DeductionRulesRefused(Fact):
        TOPIC = "cooperative.deduction_rules_refused"
        rules_id: UUID
        reason: str

        def apply(self, aggregate: ChargeBook) -> None:
            known = aggregate.deduction_rules[self.rules_id]
            aggregate.deduction_rules[self.rules_id] = replace(
                known, state="refused", decided_by=self.who, refusal=self.reason
            )

    @dataclass(frozen=True, kw_only=True)
    class StatutoryCapSet(Fact):
        TOPIC = "cooperative.statutory_cap_set"
        kind: str
        cents_per_litre: int
        effective_from: date
        source: str

        def apply(self, aggregate: ChargeBook) -> None:
            aggregate.statutory_caps.append(
                StatutoryCap(self.kind, self.cents_per_litre, self.effective_from, self.source)
            )

    def __init__(self, id: UUID = COOPERATIVE_ID) -> None:
        super().__init__(id)
        self.deduction_rules: dict[UUID, DatedRules] = {}
        self.statutory_caps: list[StatutoryCap] = list(STATUTORY_PRESET)

    def propose_deduction_rules(self, rules: DeductionRules, effective_from: date, by: By) -> None:
        """Proposes how much may be taken; the same again is quiet, another under its id is refused."""
        require_plausible_rules(rules)
        if known := self.deduction_rules.get(rules.rules_id):
            old = {**vars(known.rules), "effective_from": known.effective_from}
            new = {**vars(rules), "effective_from": effective_from}
            differs = {name: [str(old[name]), str(new[name])] for name in old if old[name] != new[name]}
            if differs:
                raise DifferentContent("deduction rules", rules.rules_id, differs)
            return
        self._record(self.DeductionRulesProposed, by, effective_from=effective_from, **vars(rules))

    def approve_deduction_rules(self, rules_id: UUID, by: By) -> None:
        """A second official puts them in force for runs of periods that end on or after their day."""
        known = self._rules(rules_id)
        if known.awaits("approved"):
            if known.proposed_by == by.who:
                raise SamePerson("approve", "proposed")
            self._record(self.DeductionRulesApproved, by, rules_id=rules_id)

    def refuse_deduction_rules(self, rules_id: UUID, reason: str, by: By) -> None:
        """The proposal is declined, with the reason."""
        require_words("reason", reason, 200)
        if self._rules(rules_id).awaits("refused"):
            self._record(self.DeductionRulesRefused, by, rules_id=rules_id, reason=reason)

    def set_statutory_cap(self, cap: StatutoryCap, by: By) -> None:
        """Enters what the law allows from a day on; the same again is quiet."""
        require_kind(cap.kind)
        require_cap(cap.cents_per_litre)
        require_words("source", cap.source, 200)
        if cap not in self.statutory_caps:
            self._record(self.StatutoryCapSet, by, **vars(cap))

    def deduction_rules_on(self, day: date) -> DeductionRules | None:
        """The approved rules in force on a day: the latest, of those of one day the last proposed."""
        in_force = [
            known
            for known in self.deduction_rules.values()
            if known.state == "approved" and known.effective_from <= day
        ]
        latest = max((known.effective_from for known in in_force), default=None)
        return next((known.rules for known in reversed(in_force) if known.effective_from == latest), None)

    def statutory_caps_on(self, day: date) -> dict[str, int]:
        """Cents a litre that the law allows on a day, by kind of charge."""
        caps: dict[str, StatutoryCap] = {}
        for cap in self.statutory_caps:
            known = caps.get(cap.kind)
            if cap.effective_from <= day and (known is None or known.effective_from <= cap.effective_from):
                caps[cap.kind] = cap
        return {kind: cap.cents_per_litre for kind, cap in caps.items()}

    def cap_warnings(
        self,
        kind: str,
        cents_per_litre: int,
        day: date,
        *,
        centre: str | None = None,
        apart_from: UUID | None = None,
    ) -> list[str]:
        """A sentence when a charge of so many cents a litre, with the standing ones of its kind and centre,
        passes what the law allows on that day. `apart_from` is the charge itself where it is standing."""
        cap = self.statutory_caps_on(day).get(kind)
        standing = sum(
            one.rate
            for one in self.standing_on(day)
            if (one.kind, one.basis) == (kind, "litre")
            and (centre is None or one.centre in (None, centre))
            and one.charge != apart_from
        )
        total = standing + cents_per_litre
        if cap is None or total <= cap:
            return []
        sentence = f"Charges of kind {kind} then take {Money(total)} a litre; the law's cap is {Money(cap)}."
        remedy = "Check the Dairy Board's notice."
        return [f"{sentence} {remedy}"]

    def _rules(self, rules_id: UUID) -> DatedRules:
        known = self.deduction_rules.get(rules_id)
        if known is None:
            raise Unknown("deduction rules", rules_id)
        return known
