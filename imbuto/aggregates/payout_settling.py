"""What people decide about a payout that M-Pesa leaves open: one official says on evidence what became of it,
another agrees. And the contradictions that make them look."""

from __future__ import annotations

from imbuto.aggregates.payout_outcome import Outcome, checked_outcome
from imbuto.aggregates.payout_story import PayoutStory
from imbuto.aggregates.states import in_words
from imbuto.errors import NotPermitted, SamePerson, WrongState
from imbuto.values import By

DECIDED_BY_PEOPLE = ("held", "needs_review", "failed", "handed_over")
"""Nothing goes on by itself in these: two officials may say what became of the payment. So they may of what
is to be paid by a bank or in cash, and of a contradiction of what is paid."""
_CONTRADICTED = "M-Pesa contradicts itself about this payout"


class PayoutSettling(PayoutStory):
    """A payment as people settle it."""

    @property
    def is_decided_by_people(self) -> bool:
        """Whether two officials may say that it was paid, or was not."""
        return self.state in DECIDED_BY_PEOPLE or (self.state == "requested" and self.channel != "mpesa")

    def contradict(self, verdict: str, code: str, receipt: str | None, reason: str, by: By) -> None:
        """A result that cannot be true beside what is recorded. The same one again is quiet. What is not yet
        sent is held."""
        if (verdict, code, receipt) in self.contradictions:
            return
        self._record(
            self.Contradicted,
            by,
            member=self.member,
            verdict=verdict,
            code=code,
            receipt=receipt,
            reason=reason,
        )
        if self.state == "requested":
            self.hold_contradicted(by)

    def hold_contradicted(self, by: By) -> None:
        """It waits, because M-Pesa may have paid it already."""
        self._record(self.Held, by, member=self.member, reason=_CONTRADICTED, cause="contradicted")

    def propose_outcome(
        self,
        outcome: str,
        receipt: str | None,
        evidence: str,
        by: By,
        channel: str = "mpesa",
        signature: str | None = None,
        fee_cents: int = 0,
    ) -> None:
        """An official says on evidence what became of a payout that waits for people: `paid`, by that
        channel; `not_paid`; or `stands`, when M-Pesa contradicted what is paid. Another proposal takes the
        place of the one before; the same one again is quiet. Raises BadValue."""
        require_person(by)
        proposed = checked_outcome(Outcome(outcome, receipt, evidence, by.who, channel, signature, fee_cents))
        if self.proposed == proposed:
            return
        self._require_open_to(proposed.outcome)
        self._record(
            self.OutcomeProposed,
            by,
            member=self.member,
            attempt=self.attempt,
            outcome=proposed.outcome,
            receipt=proposed.receipt,
            evidence=proposed.evidence,
            pay_channel=proposed.channel,
            signature=proposed.signature,
            fee_cents=proposed.fee_cents,
        )

    def _require_open_to(self, outcome: str) -> None:
        if outcome == "stands":
            if self.state != "paid" or not self.doubts:
                raise WrongState(
                    self._how_it_stands(),
                    "Only what is paid and contradicted can be said to stand.",
                    state=self.state,
                )
        elif not self.is_decided_by_people:
            raise WrongState(
                self._how_it_stands(),
                "People decide what is held, in review, failed, in a pay file, or not paid by M-Pesa.",
                state=self.state,
            )
        if outcome == "not_paid" and self.state == "failed" and not self.doubts:
            raise WrongState("This payout has failed already.", "It can be tried again.", state=self.state)

    def _how_it_stands(self) -> str:
        if self.doubts:
            return f"This payout is {in_words(self.state)} and contradicted."
        return f"This payout is {in_words(self.state)}."

    def approve_outcome(
        self, outcome: str, receipt: str | None, by: By, channel: str = "mpesa", fee_cents: int = 0
    ) -> None:
        """A person other than the one who proposed it settles the payout, naming what was seen, of what was
        paid also by which channel and for which fee: a proposal that took its place meanwhile is not approved
        unseen. The same approval again is quiet."""
        if self.proposed is None and self.decided_by == by.who:
            return
        require_person(by)
        if self.proposed is None:
            raise WrongState(
                f"Nothing is proposed about this payout, which is {in_words(self.state)}.",
                "Look at it again.",
                state=self.state,
            )
        self._require_open_to(self.proposed.outcome)
        if self.proposed.by_whom == by.who:
            raise SamePerson("approve", "proposed")
        if not self.proposed.is_seen_as(outcome, (receipt or "").strip() or None, channel, fee_cents):
            raise WrongState(
                "Something else is proposed about this payout by now.", "Look at it again.", state=self.state
            )
        self._record(
            self.OutcomeApproved,
            by,
            member=self.member,
            period=self.period,
            amount_cents=self.amount_cents,
            attempt=self.attempt,
            outcome=self.proposed.outcome,
            receipt=self.proposed.receipt,
            evidence=self.proposed.evidence,
            proposed_by=self.proposed.by_whom,
            pay_channel=self.proposed.channel,
            signature=self.proposed.signature,
            fee_cents=self.proposed.fee_cents,
        )

    def _require_no_proposal(self) -> None:
        """Money does not go out while an official says that it has arrived by another way."""
        if self.proposed is not None:
            raise WrongState(
                "What became of this payout is proposed and waits for approval.",
                "Approve that, or propose something else.",
                state=self.state,
            )


def require_person(by: By) -> None:
    """Raises NotPermitted when nobody in person decides."""
    if not by.is_person:
        raise NotPermitted("Only people decide what becomes of a payout.", "Ask an official.")
