"""Verbs of top-ups: money moved from M-Pesa's working account into the float, once, by two officials."""

from __future__ import annotations

from uuid import UUID

from imbuto.aggregates.top_up import TopUp
from imbuto.ledger.book import Saved
from imbuto.ledger.till import TillVerbs
from imbuto.values import By, Money


class TopUpVerbs(TillVerbs):
    """Filling the account that pays out."""

    def top_up(self, id: UUID) -> TopUp:
        """The top-up with that id. Raises Unknown."""
        return self._load(TopUp, id, id)

    def propose_top_up(self, id: UUID, cents: int, reference: str, by: By) -> Saved:
        """Proposes to move whole shillings into the float; the same proposal again is quiet. Raises BadValue,
        DifferentContent."""

        def decision() -> Saved:
            top_up = TopUp.propose(id, cents, reference, by)
            if known := self._find(TopUp, id):
                known.require_same_proposal(top_up)
                return self._keep(known)
            return self._keep(top_up)

        return self._decide(decision)

    def approve_top_up(self, id: UUID, by: By) -> Saved:
        """Another official lets it go; it is sent once. Raises SamePerson, WrongState."""
        return self._change(TopUp, id, lambda top_up: top_up.approve(by))

    def refuse_top_up(self, id: UUID, reason: str, by: By) -> Saved:
        """It is declined, with the reason. Raises WrongState."""
        return self._change(TopUp, id, lambda top_up: top_up.refuse(reason, by))

    def submit_top_up(self, id: UUID, by: By) -> TopUp | None:
        """Saves the intent to send and returns what to send; None when it was sent before, by whomever, or
        while payments are stopped."""

        def decision() -> TopUp | None:
            top_up = self.top_up(id)
            if self.till().state == "stopped" or not top_up.submit(by):
                return None
            self._keep(top_up)
            return top_up

        return self._decide(decision)

    def accept_top_up(self, id: UUID, conversation_id: str, by: By) -> Saved:
        return self._change(TopUp, id, lambda top_up: top_up.accept(conversation_id, by))

    def lose_sight_of_top_up(self, id: UUID, code: str, reason: str, by: By) -> Saved:
        """Nobody knows whether it was made: two officials decide."""
        return self._change(TopUp, id, lambda top_up: top_up.lose_sight(code, reason, by))

    def record_top_up_result(
        self,
        id: UUID,
        verdict: str,
        code: str,
        reason: str,
        receipt: str | None,
        by: By,
        *,
        cents: int | None = None,
    ) -> Saved:
        """What M-Pesa says became of it: `verdict` is done (or paid), failed or unknown. Another amount
        than ours (`cents`, where it is told) is a contradiction. The same again is quiet."""

        def act(top_up: TopUp) -> None:
            if verdict in ("done", "paid"):
                if cents is not None and cents != top_up.cents:
                    told = f"{Money(cents)} was reported, not {Money(top_up.cents)}"
                    top_up.contradict(verdict, code, receipt, told, by)
                else:
                    top_up.finish(receipt, by)
            elif verdict == "failed":
                top_up.fail(code, reason, by)
            else:
                top_up.lose_sight(code, reason, by)

        return self._change(TopUp, id, act)

    def propose_top_up_outcome(self, id: UUID, outcome: str, evidence: str, by: By) -> Saved:
        """An official says on evidence what became of one that was sent and not answered: `done` or
        `not_done`."""
        return self._change(TopUp, id, lambda top_up: top_up.propose_outcome(outcome, evidence, by))

    def approve_top_up_outcome(self, id: UUID, outcome: str, by: By) -> Saved:
        """Another official agrees, naming the outcome; what is done is then booked. Raises SamePerson."""
        return self._change(TopUp, id, lambda top_up: top_up.approve_outcome(outcome, by))
