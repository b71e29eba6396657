"""Verbs of sending a payout: each step recorded around the call that takes it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from imbuto.aggregates import Payout
from imbuto.aggregates.payee import Hold
from imbuto.ledger.book import Saved
from imbuto.ledger.payout_holds import PayoutHoldVerbs
from imbuto.ledger.payout_results import PayoutResultVerbs
from imbuto.ledger.till import TillVerbs
from imbuto.values import NAIROBI, By, Money, business_date

OPENS_AT = time(6, 0)
"""In Nairobi: when what was postponed to the next day goes out."""


class PayoutVerbs(PayoutHoldVerbs, PayoutResultVerbs, TillVerbs):
    """Never twice: ids follow from the statement, and intent is saved before each send."""

    def submit_payout(
        self, id: UUID, by: By, *, member_day_cents: int = 0, run_cents: int = 0
    ) -> Payout | None:
        """Saves the intent to send and returns the payout to send; None when it is not to be sent now: it is
        held, ended or postponed, another worker has it, no payment goes out, or it is not M-Pesa's to pay.

        What speaks against paying the member at this moment holds it, though nothing did when it was
        requested. What becomes of the till or the member before it is saved counts too: behind a stop no
        payment is submitted. `member_day_cents` and `run_cents` are what else was sent today to this member,
        and of this run: beyond the member's limit of a day it waits for the next, beyond the run's for two
        officials.
        """

        def decision() -> Payout | None:
            payout, till = self.payout(id), self._till()
            if not payout.is_due(by.at) or not till.may_pay:
                return None
            member = self.member(payout.member)
            if hold := self._reason_not_to_pay(payout, by, member) or self._over_limit(payout, run_cents):
                payout.hold(hold.words, by, hold.cause)
            else:
                self._perhaps_postpone(payout, member_day_cents, by)
            submitted = payout.submit(by)
            self._keep(payout, unchanged=(till, member))
            return payout if submitted else None

        return self._decide(decision)

    def _over_limit(self, payout: Payout, run_cents: int) -> Hold | None:
        """Limits that one day's waiting does not mend; two officials may have waived them."""
        rules = self._payment_rules()
        if "over_limit" in payout.waived:
            return None
        if payout.amount_cents > rules.most_per_member_day_cents:
            most = Money(rules.most_per_member_day_cents)
            return Hold("over_limit", f"the amount is over the limit of {most} for one member in a day")
        if (
            rules.most_per_run_cents is not None
            and run_cents + payout.amount_cents > rules.most_per_run_cents
        ):
            return Hold("over_limit", f"the run's limit of {Money(rules.most_per_run_cents)} is reached")
        return None

    def _perhaps_postpone(self, payout: Payout, member_day_cents: int, by: By) -> None:
        most = self._payment_rules().most_per_member_day_cents
        if member_day_cents and member_day_cents + payout.amount_cents > most:
            reason = f"the limit of {Money(most)} for one member in a day is reached"
            payout.postpone(next_opening(by.at), "day_limit", reason, by)

    def defer_payout(self, id: UUID, code: str, reason: str, by: By) -> Saved:
        return self._change(Payout, id, lambda payout: payout.defer(code, reason, by))

    def accept_payout(self, id: UUID, conversation_id: str, by: By) -> Saved:
        return self._change(Payout, id, lambda payout: payout.accept(conversation_id, by))

    def lose_sight_of_payout(self, id: UUID, code: str, reason: str, by: By) -> Saved:
        return self._change(Payout, id, lambda payout: payout.lose_sight(code, reason, by))

    def hear_unclear_result(self, id: UUID, attempt_id: UUID, code: str, reason: str, by: By) -> Saved:
        """An unsigned result that settles nothing: a callback that says paid after it is asked about."""
        return self._change(Payout, id, lambda payout: payout.hear_unclear(attempt_id, code, reason, by))

    def ask_about_payout(self, id: UUID, question: int, by: By) -> Payout | None:
        """Records that M-Pesa is asked the nth question and returns the payout; None when that question was
        put already, by whomever, or there is nothing to ask."""

        def decision() -> Payout | None:
            payout = self.payout(id)
            if not payout.ask_status(question, by):
                return None
            self._keep(payout)
            return payout

        return self._decide(decision)

    def put_payout_to_review(self, id: UUID, reason: str, by: By) -> Saved:
        return self._change(Payout, id, lambda payout: payout.put_to_review(reason, by))


def next_opening(at: datetime) -> datetime:
    """Six in the morning in Nairobi of the day after that instant."""
    return datetime.combine(business_date(at) + timedelta(days=1), OPENS_AT, tzinfo=NAIROBI).astimezone(UTC)
