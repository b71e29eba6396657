"""Verbs about milk that is taken in: answer, resolve, correct, void, lapse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from uuid import UUID

from imbuto.aggregates import Cooperative, Delivery
from imbuto.aggregates.member import member_id
from imbuto.aggregates.price_rules import Priced
from imbuto.ledger.book import Book, Saved
from imbuto.values import By


class AnswerVerbs(Book):
    """What is said of a weighing afterwards, by the farmer and by officials."""

    def delivery(self, id: UUID) -> Delivery:
        """The delivery with that id. Raises Unknown."""
        return self._load(Delivery, id)

    def confirm_delivery(self, id: UUID, by: By, *, once: str | None = None) -> Saved:
        """The farmer agrees. `once` names the answer, such as an SMS: it answers one delivery, and is quiet
        when it comes again about another."""
        return self._answer(id, lambda delivery, closed: delivery.confirm(by, closed=closed), once)

    def dispute_delivery(
        self,
        id: UUID,
        reason: str,
        claimed_litres: Decimal | None,
        note: str | None,
        by: By,
        *,
        once: str | None = None,
    ) -> Saved:
        """The farmer disagrees; the note is sealed with the farmer's key. `once` as in confirm_delivery."""

        def act(delivery: Delivery, closed: bool) -> None:
            subject = member_id(delivery.member).hex
            delivery.raise_dispute(reason, claimed_litres, note, subject, by, closed=closed)

        return self._answer(id, act, once)

    def resolve_dispute(
        self,
        id: UUID,
        outcome: str,
        litres: Decimal | None,
        explanation: str,
        by: By,
        *,
        usual_litres: Decimal | None = None,
        meant: bool = False,
    ) -> Saved:
        """Ends a dispute. Litres that an official sets must be meant where they are unusual."""

        def act(delivery: Delivery) -> None:
            delivery.resolve_dispute(outcome, litres, explanation, by, usual_litres=usual_litres, meant=meant)

        return self._change(Delivery, id, act)

    def correct_delivery(
        self,
        id: UUID,
        litres: Decimal,
        rejection_reason: str | None,
        reason: str,
        by: By,
        *,
        usual_litres: Decimal | None = None,
        meant: bool = False,
    ) -> Saved:
        """Mends a slip before the cut-off; the farmer is told. Unusual litres must be meant."""
        cooperative = self._peek_cooperative()

        def act(delivery: Delivery, closed: bool) -> None:
            needs_price = not rejection_reason and not delivery.has_price
            known = delivery.grade, *delivery.fat_and_snf
            priced = priced_as_before(delivery, cooperative, *known) if needs_price else None
            delivery.correct(
                litres,
                rejection_reason,
                reason,
                by,
                price_id=priced.price_id if priced else None,
                price_cents_per_litre=priced.cents_per_litre if priced else 0,
                price_rule=priced.rule if priced else "",
                closed=closed,
                confirmation_hours=cooperative.confirmation_hours,
                usual_litres=usual_litres,
                meant=meant,
            )

        return self._change_delivery(id, act)

    def void_delivery(self, id: UUID, reason: str, by: By) -> Saved:
        """Takes a weighing back that never was, before the cut-off; the farmer is told."""
        return self._change_delivery(id, lambda delivery, closed: delivery.void(reason, by, closed=closed))

    def lapse_deliveries(self, ids: Sequence[UUID], by: By) -> int:
        """Records the silence about each of these that is unanswered in time or cut off. Returns how many."""

        def decision() -> int:
            cooperative, lapsed = self._peek_cooperative(), []
            for position, delivery in self._load_many(Delivery, ids).values():
                delivery.lapse(by, closed=cooperative.has_closed(delivery.date, position))
                if delivery.has_news:
                    lapsed.append(delivery)
            if lapsed:
                self._keep(*lapsed)
            return len(lapsed)

        return self._decide(decision)

    # -------------------------------------------------------------- parts

    def _change_delivery(self, id: UUID, act: Callable[[Delivery, bool], object]) -> Saved:
        """A change that depends on whether a pay run has taken the delivery already, also one that was opened
        since it was asked: what is in a run is changed by two officials."""

        def decision() -> Saved:
            delivery, cooperative = self._load(Delivery, id), self._peek_cooperative()
            act(delivery, self._is_closed(delivery))
            return self._keep(delivery, unchanged=(cooperative,))

        return self._decide(decision)

    def _answer(self, id: UUID, act: Callable[[Delivery, bool], object], once: str | None) -> Saved:
        """The farmer's answer, with a claim saved beside the fact when it may work once only."""
        key = f"answer:{once}"

        def decision() -> Saved:
            delivery = self._load(Delivery, id)
            if once is None or not self.facts_recorder.claimed([key]):
                act(delivery, self._is_closed(delivery))
            return self._keep(delivery, claims=[(key, id)] if once and delivery.has_news else ())

        return self._decide(decision)

    def _is_closed(self, delivery: Delivery) -> bool:
        cooperative = self._peek_cooperative()
        if not cooperative.may_have_closed(delivery.date):
            return False
        return cooperative.has_closed(delivery.date, self.facts_recorder.position_of(delivery.id, 1))


def priced_as_before(
    delivery: Delivery,
    cooperative: Cooperative,
    grade: str | None,
    fat_percent: Decimal | None,
    snf_percent: Decimal | None,
) -> Priced:
    """What milk of this grade and with these readings is worth by the price that the delivery has, or had
    before it was rejected, so that a later price never changes it; without one by its day's. Raises
    NoPrice."""
    price = cooperative.prices.get(delivery.last_price_id) if delivery.last_price_id else None
    price = price or cooperative.price_on(delivery.centre, delivery.date)
    return price.of(grade, fat_percent, snf_percent)
