"""Moving money from M-Pesa's working account into the float that pays out: proposed by one official, approved
by another, sent once.

M-Pesa takes no id of ours with it, so a second send would be a second transfer: it is never sent again by
itself, and what nobody answered is decided by two officials on evidence.
Source: Daraja, B2C Account Top Up (BusinessPayToBulk).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.states import in_words
from imbuto.errors import BadValue, DifferentContent, NotPermitted, SamePerson, WrongState
from imbuto.values import CENTS_PER_SHILLING, By

LEAST_TOP_UP_CENTS = 10 * CENTS_PER_SHILLING
LARGEST_TOP_UP_CENTS = 500_000_000 * CENTS_PER_SHILLING
LONGEST_REFERENCE, LONGEST_EVIDENCE = 20, 500
OUTCOMES = ("done", "not_done")
UNDER_WAY = ("submitted", "accepted", "outcome_unknown")
"""Money may be on its way: two officials may say what became of it."""


class TopUp(Aggregate):
    """proposed → approved → submitted → accepted → done | failed; unknown until M-Pesa or people say."""

    KIND = "top_up"

    @dataclass(frozen=True, kw_only=True)
    class Proposed(Fact):
        TOPIC = "top_up.proposed"
        cents: int
        reference: str

        def apply(self, aggregate: TopUp) -> None:
            aggregate.state = "proposed"
            aggregate.proposed_by = self.who
            aggregate.cents, aggregate.reference = self.cents, self.reference

    @dataclass(frozen=True, kw_only=True)
    class Approved(Fact):
        TOPIC = "top_up.approved"
        cents: int

        def apply(self, aggregate: TopUp) -> None:
            aggregate.state = "approved"
            aggregate.approved_by = self.who

    @dataclass(frozen=True, kw_only=True)
    class Refused(Fact):
        TOPIC = "top_up.refused"
        reason: str

        def apply(self, aggregate: TopUp) -> None:
            aggregate.state = "refused"

    @dataclass(frozen=True, kw_only=True)
    class Submitted(Fact):
        TOPIC = "top_up.submitted"

        def apply(self, aggregate: TopUp) -> None:
            aggregate.state = "submitted"

    @dataclass(frozen=True, kw_only=True)
    class Accepted(Fact):
        TOPIC = "top_up.accepted"
        conversation_id: str

        def apply(self, aggregate: TopUp) -> None:
            aggregate.state = "accepted"

    @dataclass(frozen=True, kw_only=True)
    class Done(Fact):
        TOPIC = "top_up.done"
        cents: int
        receipt: str | None

        def apply(self, aggregate: TopUp) -> None:
            aggregate.state, aggregate.receipt = "done", self.receipt

    @dataclass(frozen=True, kw_only=True)
    class Failed(Fact):
        TOPIC = "top_up.failed"
        code: str
        reason: str

        def apply(self, aggregate: TopUp) -> None:
            aggregate.state = "failed"

    @dataclass(frozen=True, kw_only=True)
    class OutcomeUnknown(Fact):
        TOPIC = "top_up.outcome_unknown"
        code: str
        reason: str

        def apply(self, aggregate: TopUp) -> None:
            aggregate.state = "outcome_unknown"

    @dataclass(frozen=True, kw_only=True)
    class Contradicted(Fact):
        TOPIC = "top_up.contradicted"
        verdict: str
        code: str
        receipt: str | None
        reason: str

        def apply(self, aggregate: TopUp) -> None:
            aggregate.contradictions |= {(self.verdict, self.code, self.receipt)}

    @dataclass(frozen=True, kw_only=True)
    class OutcomeProposed(Fact):
        TOPIC = "top_up.outcome_proposed"
        outcome: str
        evidence: str

        def apply(self, aggregate: TopUp) -> None:
            aggregate.outcome = (self.outcome, self.evidence, self.who)

    @dataclass(frozen=True, kw_only=True)
    class OutcomeApproved(Fact):
        TOPIC = "top_up.outcome_approved"
        cents: int
        outcome: str
        evidence: str

        def apply(self, aggregate: TopUp) -> None:
            aggregate.state = "done" if self.outcome == "done" else "failed"
            aggregate.outcome, aggregate.decided_by = None, self.who

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.state = ""
        self.cents = 0
        self.reference = ""
        self.proposed_by = ""
        self.approved_by = ""
        self.receipt: str | None = None
        self.outcome: tuple[str, str, str] | None = None
        """What is proposed: the outcome, its evidence and by whom."""
        self.decided_by = ""
        self.contradictions: frozenset[tuple[str, str, str | None]] = frozenset()

    @classmethod
    def propose(cls, id: UUID, cents: int, reference: str, by: By) -> Self:
        """Whole shillings, KES 10 to 500,000,000. Raises BadValue."""
        reference = reference.strip()
        if not LEAST_TOP_UP_CENTS <= cents <= LARGEST_TOP_UP_CENTS or cents % CENTS_PER_SHILLING:
            raise BadValue(
                "amount", cents, "A top-up is KES 10 to 500,000,000, in whole shillings.", "Check the amount."
            )
        if not 1 <= len(reference) <= LONGEST_REFERENCE:
            raise BadValue(
                "reference", reference, f"A reference has 1 to {LONGEST_REFERENCE} characters.", "Shorten it."
            )
        top_up = cls(id)
        top_up._record(cls.Proposed, by, cents=cents, reference=reference)
        return top_up

    def require_same_proposal(self, other: TopUp) -> None:
        differs = {
            name: [str(getattr(self, name)), str(getattr(other, name))]
            for name in ("cents", "reference")
            if getattr(self, name) != getattr(other, name)
        }
        if differs:
            raise DifferentContent("top-up", self.id, differs)

    def approve(self, by: By) -> None:
        """A second person lets it go. The same approval again is quiet, however far it has gone."""
        if self.approved_by == by.who:
            return
        self._require("proposed", "Only a proposed top-up can be approved.")
        if self.proposed_by == by.who:
            raise SamePerson("approve", "proposed")
        self._record(self.Approved, by, cents=self.cents)

    def refuse(self, reason: str, by: By) -> None:
        """It is declined, with the reason; a second time is quiet."""
        if self.state != "refused":
            self._require("proposed", "Only a proposed top-up can be declined.")
            self._record(self.Refused, by, reason=reason)

    def submit(self, by: By) -> bool:
        """Records the intent to send, before the one call. False when it was submitted before."""
        if self.state != "approved":
            return False
        self._record(self.Submitted, by)
        return True

    def accept(self, conversation_id: str, by: By) -> None:
        """M-Pesa has queued it, which is not done. Quiet when the result came first."""
        if self.state in ("submitted", "outcome_unknown"):
            self._record(self.Accepted, by, conversation_id=conversation_id)

    def finish(self, receipt: str | None, by: By) -> None:
        """M-Pesa moved the money. Again is quiet; after another end it is a contradiction."""
        if self.state in UNDER_WAY:
            self._record(self.Done, by, cents=self.cents, receipt=receipt)
        elif self.state != "done":
            self.contradict("done", "0", receipt, f"done was reported while {self.state}", by)

    def fail(self, code: str, reason: str, by: By) -> None:
        """M-Pesa did not move it, and says so. Again is quiet; after another end it is a contradiction."""
        if self.state in UNDER_WAY:
            self._record(self.Failed, by, code=code, reason=reason)
        elif self.state != "failed":
            self.contradict("failed", code, None, f"failure {code} was reported while {self.state}", by)

    def lose_sight(self, code: str, reason: str, by: By) -> None:
        """Nobody knows whether it was made. It is not sent again."""
        if self.state in ("submitted", "accepted"):
            self._record(self.OutcomeUnknown, by, code=code, reason=reason)

    def contradict(self, verdict: str, code: str, receipt: str | None, reason: str, by: By) -> None:
        """M-Pesa says what cannot be true beside what is recorded: people look. The same again is quiet."""
        if (verdict, code, receipt) not in self.contradictions:
            self._record(self.Contradicted, by, verdict=verdict, code=code, receipt=receipt, reason=reason)

    def propose_outcome(self, outcome: str, evidence: str, by: By) -> None:
        """A person says on evidence what became of it: `done` or `not_done`. Raises BadValue, WrongState."""
        _require_person(by)
        evidence = evidence.strip()
        if outcome not in OUTCOMES:
            raise BadValue("outcome", outcome, "This is no outcome.", "Write done or not_done.")
        if not 1 <= len(evidence) <= LONGEST_EVIDENCE:
            raise BadValue(
                "evidence", evidence, "Say where it can be looked up.", "Name the line of M-Pesa's statement."
            )
        if self.outcome == (outcome, evidence, by.who):
            return
        self._require_under_way()
        self._record(self.OutcomeProposed, by, outcome=outcome, evidence=evidence)

    def approve_outcome(self, outcome: str, by: By) -> None:
        """Another person agrees, naming the outcome. The same approval again is quiet. Raises SamePerson."""
        if self.outcome is None and self.decided_by == by.who:
            return
        _require_person(by)
        self._require_under_way()
        if self.outcome is None or self.outcome[0] != outcome:
            raise WrongState(
                "That is not what is proposed about this top-up.", "Look at it again.", state=self.state
            )
        if self.outcome[2] == by.who:
            raise SamePerson("approve", "proposed")
        self._record(self.OutcomeApproved, by, cents=self.cents, outcome=outcome, evidence=self.outcome[1])

    def _require(self, state: str, remedy: str) -> None:
        if self.state != state:
            raise WrongState(f"This top-up is {in_words(self.state)}.", remedy, state=self.state)

    def _require_under_way(self) -> None:
        if self.state not in UNDER_WAY:
            raise WrongState(
                f"This top-up is {in_words(self.state)}.",
                "People decide only about one that was sent and not answered.",
                state=self.state,
            )


def _require_person(by: By) -> None:
    if not by.is_person:
        raise NotPermitted("Only people decide what became of a top-up.", "Ask an official.")
