"""What a later sample says of milk that was taken in: its readings are attached, and while nothing stands
against it the milk is judged and priced anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.limits import Verdict
from imbuto.aggregates.milk import Milk, measured_readings
from imbuto.aggregates.price_rules import Priced
from imbuto.aggregates.quality import Formula, Readings
from imbuto.values import By, milk_value_cents

_WITHOUT_EFFECT = ("disputed", "voided")


class SampledMilk(Milk):
    """Milk of which, or of whose can, a sample was taken."""

    @dataclass(frozen=True, kw_only=True)
    class Sampled(Fact):
        """`counted` False: the readings are attached, and acceptance and money stay as they are. `confirm_by`
        is set where acceptance or worth changed: the farmer may answer anew until then."""

        TOPIC = "delivery.sampled"
        member: str
        centre: str
        date: date
        sample: UUID
        lactometer: Decimal | None
        temperature_c: Decimal | None
        density: Decimal | None
        alcohol: str | None
        organoleptic: str | None
        fat_percent: Decimal | None
        snf_percent: Decimal | None
        protein_percent: Decimal | None
        added_water_percent: Decimal | None
        resazurin: int | None
        antibiotic: str | None
        plate_count: int | None
        corrected_lactometer: Decimal | None
        corrected_density: Decimal | None
        snf_computed: bool
        limits_id: UUID | None
        formula: Formula | None
        grade: str | None
        judged: str | None
        rejection_reason: str | None
        price_id: UUID | None
        price_cents_per_litre: int
        price_rule: str
        litres: Decimal
        value_cents: int
        change_litres: Decimal
        change_cents: int
        counted: bool
        confirm_by: datetime | None
        limits_reject: bool

        @property
        def is_news(self) -> bool:
            """Whether the farmer must hear of it: the milk's acceptance or its worth changed."""
            return self.confirm_by is not None

        def apply(self, aggregate: SampledMilk) -> None:
            aggregate.samples |= {self.sample}
            aggregate.readings = measured_readings(self)
            aggregate.grade = self.grade
            aggregate.snf_percent = self.snf_percent
            if not self.counted:
                return
            aggregate.counted_samples |= {self.sample}
            aggregate.judged = self.judged
            aggregate.limits_reject = self.limits_reject
            aggregate.rejection_reason = self.rejection_reason
            aggregate.price_id = self.price_id
            aggregate.last_price_id = self.price_id or aggregate.last_price_id
            aggregate.price_cents_per_litre = self.price_cents_per_litre
            aggregate.price_rule = self.price_rule
            aggregate.value_cents = self.value_cents
            if self.confirm_by is not None:
                aggregate.state = "recorded"
                aggregate.confirm_by = self.confirm_by
                # Whoever's sample changed what it is worth decides no dispute about it.
                aggregate.weighed_by |= {self.who}

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.samples: frozenset[UUID] = frozenset()
        self.counted_samples: frozenset[UUID] = frozenset()
        """Those that acceptance and money followed; the others are attached only."""

    @property
    def own_rejection(self) -> str | None:
        """Why the clerk rejected it, at the platform or since: that no sample takes back."""
        of_limits = self.limits_reject and self.rejection_reason == self.judged
        return None if of_limits else self.rejection_reason

    def would_count(self, *, closed: bool) -> bool:
        """Whether a sample can change its acceptance and its money now."""
        return not closed and self.state not in _WITHOUT_EFFECT

    def sample(
        self,
        sample: UUID,
        judged: Verdict,
        readings: Readings,
        priced: Priced | None,
        by: By,
        *,
        closed: bool,
        confirmation_hours: int,
    ) -> None:
        """Attaches a sample: `readings` are the milk's with those of the sample over them, `judged` what the
        limits of its day say of them, `priced` what such milk is worth (None: rejected). The same sample
        again is quiet, unless it could not count before, as in a dispute, and can now."""
        counted = self.would_count(closed=closed)
        if sample in (self.counted_samples if counted else self.samples):
            return
        stands = self._as_judged(judged, priced) if counted else self._as_it_was()
        litres = Decimal(0) if stands["rejection_reason"] else self.litres
        change_litres, change_cents = litres - self.paid_litres, stands["value_cents"] - self.value_cents
        is_news = counted and bool(change_litres or change_cents)
        self._record(
            self.Sampled,
            by,
            member=self.member,
            centre=self.centre,
            date=self.date,
            sample=sample,
            litres=self.litres,
            change_litres=change_litres if counted else Decimal(0),
            change_cents=change_cents if counted else 0,
            counted=counted,
            confirm_by=by.at + timedelta(hours=confirmation_hours) if is_news else None,
            **vars(readings) | judged.fields | stands,
        )

    def _as_judged(self, judged: Verdict, priced: Priced | None) -> dict[str, Any]:
        """Acceptance, price and worth by the readings."""
        rejection = self.own_rejection or (judged.judged if judged.rejects else None)
        if rejection or priced is None:
            return self._worth(rejection, None, 0, "")
        return self._worth(None, priced.price_id, priced.cents_per_litre, priced.rule)

    def _as_it_was(self) -> dict[str, Any]:
        return {
            "rejection_reason": self.rejection_reason,
            "price_id": self.price_id,
            "price_cents_per_litre": self.price_cents_per_litre,
            "price_rule": self.price_rule,
            "value_cents": self.value_cents,
        }

    def _worth(self, rejection: str | None, price_id: UUID | None, cents: int, rule: str) -> dict[str, Any]:
        return {
            "rejection_reason": rejection,
            "price_id": price_id,
            "price_cents_per_litre": cents,
            "price_rule": rule,
            "value_cents": milk_value_cents(self.litres, cents),
        }
