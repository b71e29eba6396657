"""Sending one statement's net to one phone. An M-Pesa payment cannot be recalled, so intent is recorded
before each call, the id of an attempt is fixed before its first send, and silence is never failure.

    requested → submitted → accepted → paid | failed
         ↑held       └→ outcome_unknown → paid | failed | needs_review
    failed → requested again (a new attempt with a new id), by an official
    held | needs_review | failed → paid | failed, by two officials on evidence
"""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from imbuto.aggregates.payout_outcome import checked_outcome
from imbuto.aggregates.payout_story import PayoutStory, attempt_id
from imbuto.errors import NotPermitted, SamePerson, WrongState
from imbuto.values import By, Personal, derive_id

IN_FLIGHT = ("submitted", "accepted", "outcome_unknown", "needs_review")
"""Money may be on its way: such a payout is asked about, never sent under a new id."""
DECIDED_BY_PEOPLE = ("held", "needs_review", "failed")
"""Nothing goes on by itself in these: two officials may say what became of the payment."""
_CONTRADICTED = "M-Pesa contradicts itself about this payout"


def payout_id(statement: UUID) -> UUID:
    """One payout per statement, whoever asks and however often."""
    return derive_id("payout", statement)


class Payout(PayoutStory):
    """One payment: what may be done about it next."""

    @classmethod
    def request(
        cls,
        statement: UUID,
        run: UUID,
        member: str,
        period: str,
        amount_cents: int,
        msisdn: Personal | None,
        hold: str | None,
        by: By,
    ) -> Self:
        """Fixes amount, payee and id before anything is sent. `hold` is the reason to wait, if any."""
        payout = cls(payout_id(statement))
        payout._record(
            cls.Requested,
            by,
            run=run,
            statement=statement,
            member=member,
            period=period,
            amount_cents=amount_cents,
            msisdn=msisdn,
            attempt=1,
            attempt_id=attempt_id(payout.id, 1),
        )
        if hold:
            payout.hold(hold, by)
        return payout

    def hold(self, reason: str, by: By) -> None:
        """Keeps an unsent payout back."""
        if self.state == "held":
            return
        if self.state != "requested":
            raise WrongState(
                f"This payout is {self.state}.", "Only an unsent payout can be held.", state=self.state
            )
        self._record(self.Held, by, member=self.member, reason=reason)

    def release(self, msisdn: Personal, by: By) -> None:
        """Lets a held payout go, to the member's number as it is now; never after M-Pesa said it may have
        been paid. The same official's release again is quiet."""
        if self.state == "requested" and self.released_by == by.who:
            return
        if self.state != "held":
            raise WrongState(
                f"This payout is {self.state}.", "Only a held payout can be released.", state=self.state
            )
        if self.may_be_paid:
            raise WrongState(
                "M-Pesa said that this payout may have been paid.",
                "Compare it with M-Pesa's own statement, and propose what became of it.",
                state=self.state,
            )
        self._require_no_proposal()
        self._record(self.Released, by, member=self.member, msisdn=msisdn)

    def submit(self, by: By) -> bool:
        """Records the intent to send, before the call. False when it is not the time to send."""
        if self.state != "requested" or self.may_be_paid:
            return False
        self._record(self.Submitted, by, member=self.member, attempt=self.attempt, attempt_id=self.attempt_id)
        return True

    def defer(self, code: str, reason: str, by: By) -> None:
        """M-Pesa certainly did not take this send. Contradicted meanwhile, it is not sent again."""
        if self.state == "submitted":
            self._record(self.Deferred, by, member=self.member, code=code, reason=reason)
            if self.may_be_paid:
                self.hold(_CONTRADICTED, by)

    def accept(self, conversation_id: str, by: By) -> None:
        """M-Pesa has queued it, which is not paid. Quiet when the result came first."""
        if self.state in ("submitted", "outcome_unknown"):
            self._record(self.Accepted, by, member=self.member, conversation_id=conversation_id)

    def lose_sight(self, code: str, reason: str, by: By) -> None:
        """Nobody knows whether it was paid: a time-out, or an answer that says nothing definite."""
        if self.state in ("submitted", "accepted"):
            self._record(self.OutcomeUnknown, by, member=self.member, code=code, reason=reason)

    def ask_status(self, question: int, by: By) -> bool:
        """Records that M-Pesa is asked the nth time what became of it. False when that question is not the
        next, or there is nothing to ask."""
        if self.state not in IN_FLIGHT or question != self.questions + 1:
            return False
        self._record(self.StatusAsked, by, member=self.member, question=question)
        return True

    def put_to_review(self, reason: str, by: By) -> None:
        """Every question stayed unanswered: two officials decide on evidence."""
        if self.state in ("submitted", "accepted", "outcome_unknown"):
            self._record(self.PutToReview, by, member=self.member, reason=reason)

    def pay(
        self,
        attempt: UUID,
        receipt: str,
        fee_cents: int,
        completed_at: datetime | None,
        evidence: str,
        by: By,
    ) -> None:
        """M-Pesa paid this attempt, also where its send was thought not taken. The same receipt again is
        quiet; anything else after an end, or for an earlier attempt, is a contradiction, which holds what is
        not yet sent."""
        if self.state == "paid" and self.receipt == receipt:
            return
        if attempt == self.attempt_id and self.state in (*IN_FLIGHT, "requested", "held"):
            self._record(
                self.Paid,
                by,
                member=self.member,
                period=self.period,
                amount_cents=self.amount_cents,
                receipt=receipt,
                fee_cents=fee_cents,
                completed_at=completed_at,
                evidence=evidence,
            )
            return
        self.contradict("paid", "0", receipt, f"paid was reported while {self.state}", by)

    def fail(self, attempt: UUID, code: str, reason: str, by: By) -> None:
        """M-Pesa definitely did not pay this attempt. News of an earlier attempt's failure is old, and a
        failure said twice, even with another code, is one failure."""
        if attempt != self.attempt_id or self.state == "failed":
            return
        if self.state in IN_FLIGHT:
            self._record(
                self.Failed, by, member=self.member, amount_cents=self.amount_cents, code=code, reason=reason
            )
            return
        self.contradict("failed", code, None, f"failure {code} was reported while {self.state}", by)

    def retry(self, msisdn: Personal, by: By) -> None:
        """A new attempt under a new id, only after a definite failure and never while a contradiction is not
        settled. The same official's request again is quiet."""
        if self.state == "requested" and self.retried_by == by.who:
            return
        if self.state != "failed" or self.doubts:
            raise WrongState(
                f"This payout is {self.state}{' and contradicted' if self.doubts else ''}.",
                "Only a definite failure can be tried again.",
                state=self.state,
            )
        self._require_no_proposal()
        self._record(
            self.Retried,
            by,
            member=self.member,
            amount_cents=self.amount_cents,
            msisdn=msisdn,
            attempt=self.attempt + 1,
            attempt_id=attempt_id(self.id, self.attempt + 1),
        )

    def contradict(self, verdict: str, code: str, receipt: str | None, reason: str, by: By) -> None:
        """A result that cannot be true beside what is recorded. The same one again is quiet."""
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
            self.hold(_CONTRADICTED, by)

    # --------------------------------------------------- decided by two officials

    def propose_outcome(self, outcome: str, receipt: str | None, evidence: str, by: By) -> None:
        """An official says on evidence what became of a payout that waits for people. Another proposal takes
        the place of the one before; the same one again is quiet. Raises BadValue."""
        _require_person(by)
        proposed = checked_outcome(outcome, receipt, evidence, by.who)
        if self.proposed == proposed:
            return
        if self.state not in DECIDED_BY_PEOPLE:
            raise WrongState(
                f"This payout is {self.state}.",
                "Only what is held, in review or failed is decided by people.",
                state=self.state,
            )
        if outcome == "not_paid" and self.state == "failed" and not self.doubts:
            raise WrongState("This payout has failed already.", "It can be tried again.", state=self.state)
        self._record(
            self.OutcomeProposed,
            by,
            member=self.member,
            attempt=self.attempt,
            outcome=proposed.outcome,
            receipt=proposed.receipt,
            evidence=proposed.evidence,
        )

    def approve_outcome(self, outcome: str, receipt: str | None, by: By) -> None:
        """A person other than the one who proposed it settles the payout, naming what was seen: a proposal
        that took its place meanwhile is not approved unseen. The same approval again is quiet."""
        if self.proposed is None and self.decided_by == by.who:
            return
        _require_person(by)
        if self.proposed is None or self.state not in DECIDED_BY_PEOPLE:
            raise WrongState(
                f"Nothing is proposed about this payout, which is {self.state}.",
                "Look at it again.",
                state=self.state,
            )
        if self.proposed.by_whom == by.who:
            raise SamePerson("approve", "proposed")
        if (self.proposed.outcome, self.proposed.receipt) != (outcome, (receipt or "").strip() or None):
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
        )

    def _require_no_proposal(self) -> None:
        """Money does not go out while an official says that it has arrived by another way."""
        if self.proposed is not None:
            raise WrongState(
                "What became of this payout is proposed and waits for approval.",
                "Approve that, or propose something else.",
                state=self.state,
            )


def _require_person(by: By) -> None:
    if not by.is_person:
        raise NotPermitted("Only people decide what became of a payout.", "Ask an official.")
