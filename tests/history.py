"""A small cooperative in memory, made by the aggregates' own decisions: canonical facts for tests.

A test names only what matters to it; everything else has a usual value here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from imbuto.aggregates import (
    Cooperative,
    Delivery,
    Fact,
    Member,
    Message,
    Payout,
    Sample,
    Settlement,
    Staff,
    Statement,
)
from imbuto.aggregates.base import Aggregate
from imbuto.aggregates.drawing import Drawing, RunTerms, draw_statement
from imbuto.aggregates.limits import LimitSet, verdict
from imbuto.aggregates.limits_preset import KS_EAS_67, KS_EAS_67_FORMULA
from imbuto.aggregates.payee import Hold
from imbuto.aggregates.price_rules import Priced
from imbuto.aggregates.quality import Readings
from imbuto.aggregates.sample import SampleOf
from imbuto.aggregates.settlement import RunTotals, settlement_id
from imbuto.aggregates.statement import Line
from imbuto.aggregates.weighing import Weighing
from imbuto.values import By, Period, Personal, derive_id

NOON = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
"""Noon in Nairobi, Monday 2 November 2026."""
MONDAY = date(2026, 11, 2)
PERIOD = Period.parse("2026-11-A")
AFTER_PERIOD = PERIOD.ends_at + timedelta(hours=1)
PRICE_CENTS = 4_500
LIMITS_ID = derive_id("limits")
CLERK, MANAGER, TREASURER = "staff:K1", "staff:M1", "staff:T1"


def by(who: str = CLERK, at: datetime = NOON, channel: str = "office") -> By:
    return By(who=who, channel=channel, request="r", at=at)


def delivery_id(number: int) -> UUID:
    return derive_id("test-delivery", number)


class History:
    """Facts in order, numbered from 1: what the views read."""

    def __init__(self) -> None:
        self.recorded: list[Fact] = []
        self.things: dict[UUID, Any] = {}
        self._deliveries = 0

    # -------------------------------------------------- the views' source

    def facts(self, after: int, limit: int) -> Sequence[tuple[int, Fact]]:
        return list(enumerate(self.recorded[after : after + limit], start=after + 1))

    def position(self) -> int:
        return len(self.recorded)

    # ------------------------------------------------------ saving

    def save(self, *aggregates: Aggregate) -> int:
        for aggregate in aggregates:
            self.things[aggregate.id] = aggregate
            self.recorded.extend(aggregate.collect_events())
        return self.position()

    # ------------------------------------------------------ usual things

    def found(self, **changes: Any) -> Cooperative:
        cooperative = Cooperative.found("Maziwa Bora", by(MANAGER), **changes)
        cooperative.open_centre("KIA", "Kiambu", by(MANAGER))
        self.save(cooperative)
        return cooperative

    def member(self, number: str = "0001", **changes: Any) -> Member:
        usual: dict[str, Any] = {"name": f"Wanjiku {number}", "centre": "KIA", "phone": "254712000001"}
        member = Member.register(number, by=by(), **usual | changes)
        self.save(member)
        return member

    def official(self, number: str = "K1", **changes: Any) -> Staff:
        usual: dict[str, Any] = {"name": "Otieno", "roles": ["clerk"], "phone": "254722000001"}
        staff = Staff.join(number, by=by("operator:root"), **usual | changes)
        self.save(staff)
        return staff

    def delivery(
        self,
        member: str = "0001",
        litres: str | None = "10",
        *,
        at: datetime = NOON,
        who: str = CLERK,
        **changes: Any,
    ) -> Delivery:
        """Ten litres on Monday morning at KES 45."""
        self._deliveries += 1
        usual: dict[str, Any] = {"centre": "KIA", "date": MONDAY, "shift": "AM"}
        delivery = Delivery.record(
            changes.pop("id", delivery_id(self._deliveries)),
            Weighing(member=member, litres=Decimal(litres) if litres else None, **usual | changes),
            by(who, at),
            can=1,
            price_id=derive_id("price"),
            price_cents_per_litre=PRICE_CENTS,
            confirmation_hours=72,
        )
        self.save(delivery)
        return delivery

    def confirm(self, delivery: Delivery) -> int:
        delivery.confirm(by(f"member:{delivery.member}"))
        return self.save(delivery)

    def lapse(self, delivery: Delivery) -> int:
        delivery.lapse(by("job:lapse"), closed=True)
        return self.save(delivery)

    def dispute(self, delivery: Delivery, claimed: str | None = "8", reason: str = "quantity") -> int:
        litres = None if claimed is None else Decimal(claimed)
        delivery.raise_dispute(
            reason,
            litres,
            "The scale was wrong.",
            derive_id("member", delivery.member).hex,
            by(f"member:{delivery.member}"),
            closed=False,
        )
        return self.save(delivery)

    def resolve(self, delivery: Delivery, outcome: str = "upheld", litres: str | None = None) -> int:
        who = f"member:{delivery.member}" if outcome == "withdrawn" else MANAGER
        delivery.resolve_dispute(
            outcome, None if litres is None else Decimal(litres), "Weighed again.", by(who)
        )
        return self.save(delivery)

    def correct(
        self,
        delivery: Delivery,
        litres: str,
        rejection_reason: str | None = None,
        *,
        usual: str | None = None,
        meant: bool = False,
    ) -> int:
        delivery.correct(
            Decimal(litres),
            rejection_reason,
            "A slip of the finger.",
            by(),
            price_cents_per_litre=PRICE_CENTS,
            closed=False,
            confirmation_hours=72,
            usual_litres=Decimal(usual) if usual else None,
            meant=meant,
        )
        return self.save(delivery)

    def sample(
        self,
        delivery: Delivery,
        readings: Readings,
        *,
        price: int = PRICE_CENTS,
        closed: bool = False,
        container: str = "C-1",
    ) -> Sample:
        """A sample of the can, judged by the preset, attached to this delivery; such milk costs `price`."""
        limits = LimitSet(LIMITS_ID, "Preset", MONDAY, KS_EAS_67_FORMULA, KS_EAS_67, MANAGER, "approved")
        about = SampleOf(delivery.centre, delivery.date, delivery.shift, container)
        sample = Sample.record(derive_id("sample", self.position()), about, readings, 1, by())
        read = delivery.readings.with_later(readings)
        judged = verdict(read, limits)
        rejected = judged.rejects or delivery.own_rejection is not None
        priced = None if rejected else Priced(derive_id("price"), price, "by the sample")
        delivery.sample(sample.id, judged, read, priced, by(), closed=closed, confirmation_hours=72)
        self.save(sample, delivery)
        return sample

    def void(self, delivery: Delivery) -> int:
        delivery.void("Recorded twice.", by(), closed=False)
        return self.save(delivery)

    # ------------------------------------------------------ pay runs

    def open_run(
        self,
        period: Period = PERIOD,
        attempt: int = 1,
        cutoff: int | None = None,
        minimum: int = 1000,
        **terms: Any,
    ) -> Settlement:
        run = Settlement.open(
            settlement_id(period, attempt),
            RunTerms(period, minimum, **terms),
            self.position() if cutoff is None else cutoff,
            by(TREASURER, period.ends_at),
        )
        self.save(run)
        return run

    def draw(
        self, run: Settlement, member: str, lines: Sequence[Line], carried_in_cents: int = 0
    ) -> Statement:
        return self.draw_from(run, Drawing(member, lines, carried_in_cents))

    def draw_from(self, run: Settlement, drawing: Drawing) -> Statement:
        figures = draw_statement(drawing, run.terms)
        statement = Statement.draw(
            run.id,
            drawing.member,
            run.period.code,
            run.cutoff_position,
            figures,
            by("job:settle", run.period.ends_at),
        )
        self.save(statement)
        return statement

    def prepare(self, run: Settlement, totals: RunTotals, litres: Decimal, digest: str) -> int:
        run.prepare(totals, litres, digest, by("job:settle", run.period.ends_at))
        return self.save(run)

    def settle_statement(self, statement: Statement) -> int:
        drawn = statement.drawn
        assert drawn is not None
        statement.settle(Period.parse(drawn.period).end, by("job:settle", drawn.recorded_at))
        return self.save(statement)

    def approve(self, run: Settlement) -> int:
        run.approve(by(MANAGER, run.period.ends_at))
        return self.save(run)

    def payout(
        self,
        statement: Statement,
        msisdn: str | None = "254712000001",
        hold: str | None = None,
        **more: Any,
    ) -> Payout:
        drawn = statement.drawn
        assert drawn is not None
        phone = None if msisdn is None else Personal(derive_id("member", drawn.member).hex, msisdn)
        who = by("job:pay", drawn.recorded_at)
        waits = Hold("by_hand", hold) if hold else None
        payout = Payout.request(
            statement.id, drawn.run, drawn.member, drawn.period, drawn.net_cents, phone, waits, who, **more
        )
        self.save(payout)
        return payout

    # ------------------------------------------------------ messages

    def message(self, kind: str, fact: Fact, member: str = "0001", at: datetime = NOON) -> Message:
        subject = derive_id("member", member).hex
        message = Message.request(
            kind,
            fact.originator_id,
            fact.originator_version,
            member,
            Personal(subject, "254712000001"),
            Personal(subject, "Umeleta lita 10."),
            by("job:tell", at),
        )
        self.save(message)
        return message
