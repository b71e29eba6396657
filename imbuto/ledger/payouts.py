"""Verbs of the payout: each step of sending money, recorded around the call that takes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from imbuto.aggregates import Member, Payout, Settlement, Statement
from imbuto.aggregates.member import member_id
from imbuto.aggregates.payout import payout_id
from imbuto.aggregates.statement import statement_id
from imbuto.errors import WrongState
from imbuto.ledger.book import Saved
from imbuto.ledger.members import MemberVerbs
from imbuto.ledger.settlements import SettlementVerbs
from imbuto.values import By, Personal

MAX_PAYMENT_CENTS = 250_000 * 100
"""M-Pesa's limit for one payment (Daraja B2C v3). A larger net waits for an official."""
NO_PHONE = "the member has no phone for payment"
_ANOTHERS_RECEIPT = "this receipt is of another payout"


class PayoutVerbs(SettlementVerbs, MemberVerbs):
    """Never twice: ids follow from the statement, and intent is saved before each send."""

    def payout(self, id: UUID) -> Payout:
        """The payout with that id. Raises Unknown."""
        return self._load(Payout, id)

    def settle_statements(self, run: UUID, nets: Sequence[tuple[str, int]], by: By) -> int:
        """Settles the statement of each (member, net in cents) of an approved run, and requests its payout
        where something is paid, both at once; those settled before are left as they are. Returns how many
        are new."""

        def decision() -> int:
            settlement = self.settlement(run)
            if settlement.state not in ("approved", "completed"):
                raise WrongState(
                    f"This run is {settlement.state}.",
                    "Only an approved run is paid.",
                    state=settlement.state,
                )
            settled = self._settled(settlement, dict(nets), by)
            if settled:
                self._keep(*settled, *self._requested(settlement, settled, by))
            return len(settled)

        return self._decide(decision)

    def _settled(self, settlement: Settlement, nets: Mapping[str, int], by: By) -> list[Statement]:
        """The statements that were not settled before, settled."""
        found = self._load_many(Statement, [statement_id(settlement.id, number) for number in nets])
        settled = []
        for number, (_, statement) in zip(nets, found.values(), strict=True):
            if statement.drawn is None or statement.drawn.net_cents != nets[number]:
                raise WrongState(
                    f"The statement of member {number} says another net.", "Pay exactly what was approved."
                )
            statement.settle(settlement.period.end, by)
            if statement.has_news:
                settled.append(statement)
        return settled

    def _requested(self, settlement: Settlement, statements: Sequence[Statement], by: By) -> Iterator[Payout]:
        """A payout for each statement that pays something and has none."""
        paying = {payout_id(one.id): one.drawn for one in statements if one.drawn and one.drawn.net_cents}
        known = self.facts_recorder.known_ids(list(paying))
        waiting = [drawn for id, drawn in paying.items() if id not in known]
        members = self._load_many(Member, [member_id(drawn.member) for drawn in waiting])
        for drawn, (_, member) in zip(waiting, members.values(), strict=True):
            hold = _reason_to_hold(member, drawn.net_cents)
            # Of a forgotten member there is no number left to write down.
            payee = member.payee if member.payee and member.payee.text is not None else None
            yield Payout.request(
                drawn.originator_id,
                settlement.id,
                drawn.member,
                drawn.period,
                drawn.net_cents,
                payee,
                hold,
                by,
            )

    def hold_payout(self, id: UUID, reason: str, by: By) -> Saved:
        return self._change(Payout, id, lambda payout: payout.hold(reason, by))

    def release_payout(self, id: UUID, by: By) -> Saved:
        """Lets a held payout go, to the member's number as it is now."""
        return self._change(Payout, id, lambda payout: payout.release(self._payee(payout), by))

    def retry_payout(self, id: UUID, by: By) -> Saved:
        """A new attempt after a definite failure, to the member's number as it is now."""
        return self._change(Payout, id, lambda payout: payout.retry(self._payee(payout), by))

    def _payee(self, payout: Payout) -> Personal:
        member = self._load(Member, member_id(payout.member), payout.member)
        if reason := _reason_to_hold(member, payout.amount_cents):
            raise WrongState(f"This payout stays held: {reason}.", "Mend that first.", reason=reason)
        assert member.payee is not None
        return member.payee

    def submit_payout(self, id: UUID, by: By) -> Payout | None:
        """Saves the intent to send and returns the payout to send; None when it is not to be sent now,
        because it is held, ended, or another worker has it. What speaks against paying the member at this
        moment holds it, though nothing did when it was requested."""

        def decision() -> Payout | None:
            payout = self.payout(id)
            if payout.state == "requested" and (reason := self._reason_not_to_send(payout)):
                payout.hold(reason, by)
                self._keep(payout)
                return None
            if not payout.submit(by):
                return None
            self._keep(payout)
            return payout

        return self._decide(decision)

    def _reason_not_to_send(self, payout: Payout) -> str | None:
        if payout.msisdn is None or payout.msisdn.text is None:
            return NO_PHONE
        return _reason_to_hold(self.member(payout.member), payout.amount_cents)

    def defer_payout(self, id: UUID, code: str, reason: str, by: By) -> Saved:
        return self._change(Payout, id, lambda payout: payout.defer(code, reason, by))

    def accept_payout(self, id: UUID, conversation_id: str, by: By) -> Saved:
        return self._change(Payout, id, lambda payout: payout.accept(conversation_id, by))

    def lose_sight_of_payout(self, id: UUID, code: str, reason: str, by: By) -> Saved:
        return self._change(Payout, id, lambda payout: payout.lose_sight(code, reason, by))

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

    def record_payment(
        self,
        id: UUID,
        attempt_id: UUID,
        receipt: str,
        fee_cents: int,
        completed_at: datetime | None,
        evidence: str,
        by: By,
    ) -> Saved:
        """M-Pesa says it paid. `evidence` is `callback` or `status`. A receipt stands for one payment: on a
        second payout it is a contradiction."""

        def decision() -> Saved:
            payout = self.payout(id)
            was_paid = payout.state == "paid"
            if not was_paid and self._is_taken(receipt):
                payout.contradict("paid", "0", receipt, _ANOTHERS_RECEIPT, by)
            else:
                payout.pay(attempt_id, receipt, fee_cents, completed_at, evidence, by)
            is_new = payout.state == "paid" and not was_paid
            return self._keep(payout, claims=[(_receipt_key(receipt), id)] if is_new else [])

        return self._decide(decision)

    def propose_payout_outcome(
        self, id: UUID, outcome: str, receipt: str | None, evidence: str, by: By
    ) -> Saved:
        """An official says what became of a payout that waits for people: `paid` with a receipt, or
        `not_paid`; `evidence` says where it can be looked up."""

        def act(payout: Payout) -> None:
            payout.propose_outcome(outcome, receipt, evidence, by)
            if payout.has_news:
                self._require_free(receipt)

        return self._change(Payout, id, act)

    def approve_payout_outcome(self, id: UUID, outcome: str, receipt: str | None, by: By) -> Saved:
        """A second official agrees with what is proposed, naming it, which settles it. What is settled as not
        paid may be tried again."""

        def decision() -> Saved:
            payout = self.payout(id)
            payout.approve_outcome(outcome, receipt, by)
            if not payout.has_news or payout.receipt is None:
                return self._keep(payout)
            self._require_free(payout.receipt)
            return self._keep(payout, claims=[(_receipt_key(payout.receipt), id)])

        return self._decide(decision)

    def _require_free(self, receipt: str | None) -> None:
        if receipt and self._is_taken(receipt.strip()):
            raise WrongState("This receipt is of another payout.", "Look at the receipt again.")

    def _is_taken(self, receipt: str) -> bool:
        return bool(self.facts_recorder.claimed([_receipt_key(receipt)]))

    def record_payment_failure(self, id: UUID, attempt_id: UUID, code: str, reason: str, by: By) -> Saved:
        """M-Pesa says it definitely did not pay."""
        return self._change(Payout, id, lambda payout: payout.fail(attempt_id, code, reason, by))

    def contradict_payout(
        self, id: UUID, verdict: str, code: str, receipt: str | None, reason: str, by: By
    ) -> Saved:
        """M-Pesa says something that does not fit what was sent; a person must look."""
        return self._change(Payout, id, lambda payout: payout.contradict(verdict, code, receipt, reason, by))


def _receipt_key(receipt: str) -> str:
    return f"receipt:{receipt.upper()}"


def _reason_to_hold(member: Member, amount_cents: int) -> str | None:
    if member.suspended:
        return "the member is suspended"
    if member.payee is None or member.payee.text is None:
        return NO_PHONE
    if amount_cents > MAX_PAYMENT_CENTS:
        return "the amount is over M-Pesa's limit of KES 250,000"
    return None
