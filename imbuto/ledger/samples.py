"""The verb about samples: what the laboratory found is attached to all milk it speaks of, at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from imbuto.aggregates import Cooperative, Delivery, Sample
from imbuto.aggregates.limits import LimitSet, verdict
from imbuto.aggregates.milk import measured_readings
from imbuto.aggregates.quality import Readings
from imbuto.aggregates.sample import MOST_DELIVERIES, SampleOf
from imbuto.errors import BadValue, Unknown
from imbuto.ledger.answers import AnswerVerbs, priced_as_before
from imbuto.ledger.book import Saved
from imbuto.values import By

_LAST = 2**63


class SampleVerbs(AnswerVerbs):
    """Samples of a delivery or of a can."""

    def record_sample(
        self,
        id: UUID,
        about: SampleOf,
        readings: Readings,
        deliveries: Sequence[UUID],
        by: By,
        *,
        reference: str | None = None,
        taken_at: datetime | None = None,
    ) -> Saved:
        """Records a sample and attaches it to each of the deliveries, in one transaction.

        Each is judged by the limits and priced by the price of its day; nothing changes for milk in a pay
        run, in dispute or voided. The same sample again is quiet, is attached to deliveries that came since
        and counts where a dispute kept it from counting.
        """

        def decision() -> Saved:
            cooperative = self._peek_cooperative()
            milk = self._sampled_milk(about, deliveries)
            sample = self._find(Sample, id)
            if sample is None:
                count = len(milk)
                sample = Sample.record(id, about, readings, count, by, reference=reference, taken_at=taken_at)
            else:
                sample.require_same_content(about, readings, reference)
            for delivery in milk:
                self._attach(sample, delivery, cooperative, by)
            return self._keep(sample, *milk, unchanged=(cooperative,))

        return self._decide(decision)

    def count_samples(self, delivery: UUID, samples: Sequence[UUID], by: By) -> Saved:
        """Lets the samples of this milk, or of its can, count for it that did not yet: milk that was recorded
        after them, or was in dispute. Each once, in the order they were recorded; quiet when there is none,
        and for milk in a pay run, in dispute or voided. Raises Unknown and BadValue as record_sample."""

        def decision() -> Saved:
            milk, cooperative = self._load(Delivery, delivery), self._peek_cooperative()
            found = self._load_many(Sample, samples)
            for _, sample in sorted(found.values(), key=lambda one: one[0]):
                _require_about(_about(sample), milk)
                if milk.would_count(closed=self._is_closed(milk)):
                    self._attach(sample, milk, cooperative, by)
            return self._keep(milk, unchanged=(cooperative,))

        return self._decide(decision)

    def _sampled_milk(self, about: SampleOf, ids: Sequence[UUID]) -> list[Delivery]:
        """The deliveries, each of that can or that one. Raises Unknown when there is none."""
        about.require_one()
        if not ids:
            raise Unknown("can", f"{about.container} of {about.centre} on {about.date} {about.shift}")
        if len(ids) > MOST_DELIVERIES:
            raise BadValue(
                "deliveries",
                len(ids),
                f"A sample is of at most {MOST_DELIVERIES} deliveries.",
                "Record it in several parts.",
            )
        milk = [self._load(Delivery, id) for id in dict.fromkeys(ids)]
        for delivery in milk:
            _require_about(about, delivery)
        return milk

    def _attach(self, sample: Sample, delivery: Delivery, cooperative: Cooperative, by: By) -> None:
        readings = self._readings_of(delivery, sample)
        judged = verdict(readings, _limits_of(delivery, cooperative))
        rejected = judged.rejects or delivery.own_rejection is not None
        figures = readings.fat_percent, judged.figures.snf_percent
        delivery.sample(
            sample.id,
            judged,
            readings,
            None if rejected else priced_as_before(delivery, cooperative, judged.grade, *figures),
            by,
            closed=self._is_closed(delivery),
            confirmation_hours=cooperative.confirmation_hours,
        )

    def _readings_of(self, delivery: Delivery, sample: Sample) -> Readings:
        """What was read of the milk with this sample: the later sample over the earlier one, by the order in
        which they were recorded, in whatever order they reached the milk."""
        if not delivery.samples:
            return delivery.readings.with_later(sample.readings)
        assert delivery.recorded is not None
        attached = self._load_many(Sample, list(delivery.samples - {sample.id}))
        known = {position: one.readings for position, one in attached.values()}
        known[self._place_of(sample)] = sample.readings
        readings = measured_readings(delivery.recorded)
        for place in sorted(known):
            readings = readings.with_later(known[place])
        return readings

    def _place_of(self, sample: Sample) -> int:
        """Its position; one that is recorded just now comes after all."""
        return _LAST if sample.has_news else self.facts_recorder.position_of(sample.id, 1)


def _about(sample: Sample) -> SampleOf:
    fact = sample.recorded
    assert fact is not None
    return SampleOf(fact.centre, fact.date, fact.shift, fact.container, fact.delivery)


def _require_about(about: SampleOf, delivery: Delivery) -> None:
    recorded = delivery.recorded
    assert recorded is not None
    where = (about.centre, about.date, about.shift)
    is_it = (recorded.centre, recorded.date, recorded.shift) == where and (
        about.delivery == delivery.id if about.container is None else about.container == recorded.container
    )
    if not is_it:
        raise BadValue("deliveries", delivery.id, "The sample is not of this delivery.", "Leave it out.")


def _limits_of(delivery: Delivery, cooperative: Cooperative) -> LimitSet | None:
    """The limits by which the milk was judged when it was recorded; where there were none, those in force on
    its day."""
    assert delivery.recorded is not None
    judged_by = delivery.recorded.limits_id
    return cooperative.limit_sets[judged_by] if judged_by else cooperative.limits_on(delivery.date)
