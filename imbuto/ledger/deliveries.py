"""Verbs about milk: record, answer, resolve, correct, void.

A claim per member, date, shift and can, written with the fact, keeps two devices from recording one
weighing twice: whoever comes second is told of the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import cache
from uuid import UUID

from eventsourcing.persistence import IntegrityError

from imbuto.aggregates import Cooperative, Delivery, Member
from imbuto.aggregates.member import member_id
from imbuto.aggregates.weighing import Weighing
from imbuto.errors import BadValue, Busy, ProbableDouble, Refusal, Unknown
from imbuto.ledger.book import Book, Saved, or_busy, outcomes_of
from imbuto.values import EARLIEST_DATE, By, business_date

BATCH = 500
CLOCK_SKEW = timedelta(minutes=10)


class DeliveryVerbs(Book):
    """The story of one weighing, from the platform to its last word."""

    def delivery(self, id: UUID) -> Delivery:
        """The delivery with that id. Raises Unknown."""
        return self._load(Delivery, id)

    def record_delivery(
        self, id: UUID, weighing: Weighing, by: By, *, usual_litres: Decimal | None = None
    ) -> Saved:
        """Takes milk in. The same id and content again is quiet; other content is refused by name."""

        def decision() -> Saved:
            if known := self._find(Delivery, id):
                known.require_same_content(weighing)
                return self._keep(known)
            can = self._next_can(id, weighing)
            delivery = self._weighed(id, weighing, by, can, usual_litres)
            return self._keep(delivery, claims=[(_slot(weighing, can), id)])

        return self._decide(decision)

    def record_deliveries(self, items: Sequence[tuple[UUID, Weighing]], by: By) -> list[Saved | Refusal]:
        """Records many, such as a device's queue; each has its own outcome, in the order given."""
        outcomes: list[Saved | Refusal] = []
        for start in range(0, len(items), BATCH):
            outcomes.extend(self._record_batch(items[start : start + BATCH], by))
        return outcomes

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
        self, id: UUID, outcome: str, litres: Decimal | None, explanation: str, by: By
    ) -> Saved:
        return self._change(
            Delivery, id, lambda delivery: delivery.resolve_dispute(outcome, litres, explanation, by)
        )

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
            needs_price = not rejection_reason and not delivery.price_cents_per_litre
            price = cooperative.price_on(delivery.centre, delivery.date).cents_per_litre if needs_price else 0
            delivery.correct(
                litres,
                rejection_reason,
                reason,
                by,
                price_cents_per_litre=price,
                closed=closed,
                confirmation_hours=cooperative.confirmation_hours,
                usual_litres=usual_litres,
                meant=meant,
            )

        return self._change_delivery(id, act)

    def void_delivery(self, id: UUID, reason: str, by: By) -> Saved:
        return self._change_delivery(id, lambda delivery, closed: delivery.void(reason, by, closed=closed))

    def lapse_deliveries(self, ids: Sequence[UUID], by: By) -> int:
        """Records the silence about each of these that is unanswered in time or cut off. Returns how many."""

        def decision() -> int:
            lapsed = []
            for id in ids:
                delivery = self._load(Delivery, id)
                delivery.lapse(by, closed=self._is_closed(delivery))
                if delivery.has_news:
                    lapsed.append(delivery)
            if lapsed:
                self._keep(*lapsed)
            return len(lapsed)

        return self._decide(decision)

    # -------------------------------------------------------------- parts

    def _change_delivery(self, id: UUID, act: Callable[[Delivery, bool], object]) -> Saved:
        """A change that depends on whether a pay run has taken the delivery already."""
        return self._change(Delivery, id, lambda delivery: act(delivery, self._is_closed(delivery)))

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

    def _weighed(
        self,
        id: UUID,
        weighing: Weighing,
        by: By,
        can: int,
        usual_litres: Decimal | None = None,
        *,
        cooperative: Cooperative | None = None,
        require_member: Callable[[str], None] | None = None,
    ) -> Delivery:
        """The weighing as a delivery, unsaved. A batch looks at the cooperative and each member once."""
        cooperative = cooperative or self._peek_cooperative()
        cooperative.require_centre(weighing.centre)
        (require_member or self._require_member)(weighing.member)
        _require_plausible_day(weighing, by)
        price = cooperative.price_on(weighing.centre, weighing.date) if weighing.accepted else None
        return Delivery.record(
            id,
            weighing,
            by,
            can=can,
            price_id=price.id if price else None,
            price_cents_per_litre=price.cents_per_litre if price else 0,
            confirmation_hours=cooperative.confirmation_hours,
            usual_litres=usual_litres,
        )

    def _require_member(self, number: str) -> None:
        member = self._peek(Member, member_id(number))
        if member is None:
            raise Unknown("member", number)
        member.require_active()

    def _next_can(self, id: UUID, weighing: Weighing) -> int:
        """Which can of this member, date and shift it is. A second one must be said to be one.

        The weighing itself may be among them, recorded a moment ago by the same request sent twice: then
        saving meets it, and the decision is taken anew.
        """
        first = _slot(weighing, 0)[:-4]
        cans = self.facts_recorder.claims_between(first, first + "~")
        for _, owner in cans if not weighing.another_can else []:
            if owner == id:
                continue
            earlier = self._load(Delivery, owner)
            if earlier.state != "voided":
                raise ProbableDouble(
                    f"Member {weighing.member} already has {earlier.litres} litres on "
                    f"{weighing.date:%d %b %Y} {weighing.shift}.",
                    "If this is another can, send it with another_can=true.",
                    earlier=str(owner),
                    litres=str(earlier.litres),
                    recorded_by=earlier.recorded_by,
                )
        return len(cans) + 1

    def _record_batch(self, items: Sequence[tuple[UUID, Weighing]], by: By) -> list[Saved | Refusal]:
        """One transaction for all that is plainly new; the doubtful rest one by one, so that one bad
        item never stops the others."""
        try:
            positions = self._record_plain(items, by)
        except IntegrityError:
            positions = {}
        except Busy as busy:
            return [busy for _ in items]
        singly = [item for item in items if item[0] not in positions]
        others = iter(outcomes_of(lambda item: self.record_delivery(item[0], item[1], by), singly))
        return [positions[id] if id in positions else next(others) for id, _ in items]

    @or_busy
    def _record_plain(self, items: Sequence[tuple[UUID, Weighing]], by: By) -> dict[UUID, Saved | Refusal]:
        taken = self.facts_recorder.claimed([_slot(weighing, 1) for _, weighing in items])
        known = self.facts_recorder.known_ids([id for id, _ in items])
        sent = Counter(id for id, _ in items)
        cooperative, require_member = self._peek_cooperative(), cache(self._require_member)
        deliveries: list[Delivery] = []
        claims: list[tuple[str, UUID]] = []
        for id, weighing in items:
            slot = _slot(weighing, 1)
            if id in known or slot in taken or sent[id] > 1:
                continue
            try:
                delivery = self._weighed(
                    id, weighing, by, 1, cooperative=cooperative, require_member=require_member
                )
            except Busy:
                raise  # a silent store is silent for all of them
            except Refusal:
                continue
            taken.add(slot)
            deliveries.append(delivery)
            claims.append((slot, id))
        if not deliveries:
            return {}
        recordings = self.save(*deliveries, claims=claims)
        positions = (recording.notification.id for recording in recordings)
        return {
            delivery.id: Saved(delivery.id, position, delivery.version, new=True)
            for delivery, position in zip(deliveries, positions, strict=True)
        }


def _slot(weighing: Weighing, can: int) -> str:
    return f"weighing:{weighing.member}:{weighing.date}:{weighing.shift}:{can:04d}"


def _require_plausible_day(weighing: Weighing, by: By) -> None:
    today = business_date(by.at)
    if weighing.date > today:
        raise BadValue("date", weighing.date, "Milk of a day to come cannot be recorded.", "Check the date.")
    if weighing.date < EARLIEST_DATE:
        raise BadValue("date", weighing.date, "That day is too long ago.", "Check the year.")
    if weighing.happened_at and weighing.happened_at > by.at + CLOCK_SKEW:
        raise BadValue(
            "happened_at", weighing.happened_at, "That instant is yet to come.", "Set the device's clock."
        )
