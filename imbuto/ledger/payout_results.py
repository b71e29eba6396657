"""Verbs about what became of a payout: what M-Pesa says, and what two officials settle."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from imbuto.aggregates import Payout
from imbuto.errors import WrongState
from imbuto.ledger.book import Saved
from imbuto.ledger.payout_requests import PayoutRequestVerbs
from imbuto.values import By

_ANOTHERS_RECEIPT = "this receipt is of another payout"


class PayoutResultVerbs(PayoutRequestVerbs):
    """A receipt stands for one payment."""

    def answer_status(
        self, id: UUID, attempt_id: UUID, question: int, code: str, status: str | None, reason: str, by: By
    ) -> Saved:
        """M-Pesa answered the nth question without an end: the payment is under way (`code` 0), or it could
        not answer (another `code`, which says nothing about the payment). Each question is answered once."""
        return self._change(
            Payout,
            id,
            lambda payout: payout.answer_status(attempt_id, question, code, status, reason, by),
        )

    def record_payment(
        self,
        id: UUID,
        attempt_id: UUID,
        receipt: str,
        fee_cents: int,
        completed_at: datetime | None,
        evidence: str,
        by: By,
        *,
        float_cents: int | None = None,
    ) -> Saved:
        """M-Pesa says it paid. `evidence` is `callback` or `status`; `float_cents` what is left for others. A
        receipt stands for one payment: on a second payout it is a contradiction."""

        def decision() -> Saved:
            payout = self.payout(id)
            was_paid = payout.state == "paid"
            if not was_paid and self._is_taken(receipt, id):
                payout.contradict("paid", "0", receipt, _ANOTHERS_RECEIPT, by)
            else:
                payout.pay(
                    attempt_id, receipt, fee_cents, completed_at, evidence, by, float_cents=float_cents
                )
            is_new = payout.state == "paid" and not was_paid
            return self._keep(payout, claims=[(_receipt_key(receipt), id)] if is_new else [])

        return self._decide(decision)

    def record_payment_failure(
        self, id: UUID, attempt_id: UUID, code: str, reason: str, by: By, *, evidence: str = "callback"
    ) -> Saved:
        """M-Pesa says that it did not pay: at once on our own request (`reply`), in answer to our question
        (`status`), or in a callback, which is not signed and so only a report that is asked about."""
        return self._change(Payout, id, lambda payout: payout.fail(attempt_id, code, reason, by, evidence))

    def contradict_payout(
        self, id: UUID, verdict: str, code: str, receipt: str | None, reason: str, by: By
    ) -> Saved:
        """M-Pesa says something that cannot be of this payment (another amount, another number)."""
        return self._change(Payout, id, lambda payout: payout.contradict(verdict, code, receipt, reason, by))

    # --------------------------------------------------- settled by two officials

    def propose_payout_outcome(
        self,
        id: UUID,
        outcome: str,
        receipt: str | None,
        evidence: str,
        by: By,
        *,
        channel: str = "mpesa",
        signature: str | None = None,
        fee_cents: int = 0,
    ) -> Saved:
        """An official says what became of a payout that waits for people: `paid` with a receipt, by `channel`
        (mpesa, bank, cash) for a fee, and how the member signed for cash; `not_paid`; or `stands`, when
        M-Pesa contradicted what is paid. `evidence` says where it can be looked up."""

        def act(payout: Payout) -> None:
            payout.propose_outcome(outcome, receipt, evidence, by, channel, signature, fee_cents)
            if payout.has_news:
                self._require_free(receipt, channel, id)

        return self._change(Payout, id, act)

    def approve_payout_outcome(
        self,
        id: UUID,
        outcome: str,
        receipt: str | None,
        by: By,
        *,
        channel: str = "mpesa",
        fee_cents: int = 0,
    ) -> Saved:
        """A second official agrees with what is proposed, naming it, which settles it: of what was paid also
        the channel and the fee. What is settled as not paid may be tried again."""

        def decision() -> Saved:
            payout = self.payout(id)
            payout.approve_outcome(outcome, receipt, by, channel, fee_cents)
            if not payout.has_news or outcome != "paid" or payout.receipt is None:
                return self._keep(payout)
            self._require_free(payout.receipt, channel, id)
            return self._keep(payout, claims=[(_receipt_key(payout.receipt, channel), id)])

        return self._decide(decision)

    def _require_free(self, receipt: str | None, channel: str, id: UUID) -> None:
        if receipt and self._is_taken(receipt.strip(), id, channel):
            raise WrongState("This receipt is of another payout.", "Look at the receipt again.")

    def _is_taken(self, receipt: str, id: UUID, channel: str = "mpesa") -> bool:
        """Whether it is of another payout than this. That it is of this one, by now, is met on saving."""
        key = _receipt_key(receipt, channel)
        known = self.facts_recorder.claims_between(key, f"{key} ")
        return any(taken == key and owner != id for taken, owner in known)


def _receipt_key(receipt: str, channel: str = "mpesa") -> str:
    """A bank's reference or a voucher's number may look like another channel's. Spaces tell nothing apart."""
    plain = "".join(receipt.upper().split())
    return f"receipt:{plain}" if channel == "mpesa" else f"receipt:{channel}:{plain}"
