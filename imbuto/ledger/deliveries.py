"""Verbs about milk: record, one by one or many at once.

A claim per member, date, shift and can, written with the fact, keeps two devices from recording one
weighing twice: whoever comes second is told of the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import cache
from uuid import UUID

from eventsourcing.persistence import IntegrityError

from imbuto.aggregates import Cooperative, Delivery, Member
from imbuto.aggregates.limits import verdict
from imbuto.aggregates.member import member_id
from imbuto.aggregates.weighing import Weighing
from imbuto.errors import BadValue, Busy, ProbableDouble, Refusal, Unknown
from imbuto.ledger.answers import AnswerVerbs
from imbuto.ledger.book import Saved, or_busy, outcomes_of
from imbuto.values import EARLIEST_DATE, By, business_date

BATCH = 500
CLOCK_SKEW = timedelta(minutes=10)


NOTHING_USUAL: Mapping[str, Decimal | None] = {}


class DeliveryVerbs(AnswerVerbs):
    """The story of one weighing, from the platform to its last word."""

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

    def record_deliveries(
        self,
        items: Sequence[tuple[UUID, Weighing]],
        by: By,
        *,
        usual_litres: Mapping[str, Decimal | None] = NOTHING_USUAL,
    ) -> list[Saved | Refusal]:
        """Records many, such as a device's queue; each has its own outcome, in the order given. Unusual
        litres of a member in `usual_litres` must be meant."""
        outcomes: list[Saved | Refusal] = []
        for start in range(0, len(items), BATCH):
            outcomes.extend(self._record_batch(items[start : start + BATCH], by, usual_litres))
        return outcomes

    # -------------------------------------------------------------- parts

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
        if weighing.route is not None:
            cooperative.require_route(weighing.route)
        (require_member or self._require_member)(weighing.member)
        _require_plausible_day(weighing, by)
        judged = verdict(weighing.readings, cooperative.limits_on(weighing.date))
        priced = None
        if weighing.accepted and not judged.rejects:
            snf = judged.figures.snf_percent
            where = weighing.centre, weighing.date
            priced = cooperative.priced(*where, judged.grade, weighing.fat_percent, snf)
        return Delivery.record(
            id,
            weighing,
            by,
            can=can,
            price_id=priced.price_id if priced else None,
            price_cents_per_litre=priced.cents_per_litre if priced else 0,
            price_rule=priced.rule if priced else "",
            confirmation_hours=cooperative.confirmation_hours,
            usual_litres=usual_litres,
            judged=judged,
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
                    f"{weighing.date:%d %b %Y}, {weighing.shift}.",
                    "If this is another can, send it with another_can=true.",
                    earlier=str(owner),
                    litres=str(earlier.litres),
                    recorded_by=earlier.recorded_by,
                )
        return len(cans) + 1

    def _record_batch(
        self, items: Sequence[tuple[UUID, Weighing]], by: By, usual: Mapping[str, Decimal | None]
    ) -> list[Saved | Refusal]:
        """One transaction for all that is plainly new; the doubtful rest one by one, so that one bad
        item never stops the others."""
        try:
            positions = self._record_plain(items, by, usual)
        except IntegrityError:
            positions = {}
        except Busy as busy:
            return [busy for _ in items]
        singly = [item for item in items if item[0] not in positions]

        def record(item: tuple[UUID, Weighing]) -> Saved:
            return self.record_delivery(*item, by, usual_litres=usual.get(item[1].member))

        others = iter(outcomes_of(record, singly))
        return [positions[id] if id in positions else next(others) for id, _ in items]

    @or_busy
    def _record_plain(
        self, items: Sequence[tuple[UUID, Weighing]], by: By, usual: Mapping[str, Decimal | None]
    ) -> dict[UUID, Saved | Refusal]:
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
                mean = usual.get(weighing.member)
                delivery = self._weighed(
                    id, weighing, by, 1, mean, cooperative=cooperative, require_member=require_member
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
