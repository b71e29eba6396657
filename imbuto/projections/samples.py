"""The samples: what each one read, of which milk, and what followed from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table, select

from imbuto.aggregates.base import Fact
from imbuto.aggregates.delivery import Delivery
from imbuto.aggregates.quality import READINGS
from imbuto.aggregates.sample import Sample
from imbuto.errors import Unknown
from imbuto.projections.columns import Day, Exact, Id, Instant, stored_decimal, stored_instant, word
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import ReadModel, codes, shaped
from imbuto.projections.rows import Row, Rows
from imbuto.values import centilitres

METADATA = MetaData()

samples = Table(
    "samples",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("container", word()),
    Column("delivery", Id),
    Column("centre", word(), nullable=False),
    Column("day", Day, nullable=False),
    Column("shift", word(), nullable=False),
    Column("lactometer", Exact),
    Column("temperature_c", Exact),
    Column("density", Exact),
    Column("alcohol", word()),
    Column("organoleptic", word()),
    Column("fat_percent", Exact),
    Column("snf_percent", Exact),
    Column("protein_percent", Exact),
    Column("added_water_percent", Exact),
    Column("resazurin", Integer),
    Column("antibiotic", word()),
    Column("plate_count", BigInteger),
    Column("reference", word()),
    Column("deliveries", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("uncounted", Integer, nullable=False),
    Column("change_centilitres", BigInteger, nullable=False),
    Column("change_cents", BigInteger, nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", word(), nullable=False),
    Index("ix_samples_day", "day", "position"),
    Index("ix_samples_centre", "centre", "day", "position"),
    Index("ix_samples_can", "container", "day", info={"where": "container IS NOT NULL"}),
    Index("ix_samples_delivery", "delivery", info={"where": "delivery IS NOT NULL"}),
)

owed = Table(
    "samples_owed",
    METADATA,
    Column("delivery", Id, primary_key=True),
    Column("sample", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("attached", Boolean, nullable=False),
    Column("since", Instant),
    Index("ix_samples_owed_since", "since", info={"where": "since IS NOT NULL"}),
)
"""Milk for which a sample about it did not count. `since` that instant, and that `version` of the milk's
story, it could; null while a dispute or a pay run is in the way. `attached`: the readings are."""


@dataclass(frozen=True)
class SampleAnswer:
    """A sample and what followed. `deliveries` are those it is attached to, `rejected` those that were
    accepted before and are not since, `uncounted` those whose money it could not change any more; the
    changes are the sums over all of them."""

    id: UUID
    position: int
    container: str | None
    delivery: UUID | None
    centre: str
    day: date
    shift: str
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
    reference: str | None
    deliveries: int
    rejected: int
    uncounted: int
    change_centilitres: int
    change_cents: int
    taken_at: datetime
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class Owed:
    """Milk for which samples can count since that version of its story, and did not yet."""

    delivery: UUID
    version: int


def _recorded(fact: Sample.Recorded, position: int, rows: Rows) -> None:
    read = {name: getattr(fact, name) for name in READINGS}
    row: Row = {
        name: stored_decimal(value) if isinstance(value, Decimal) else value for name, value in read.items()
    }
    row.update(
        id=fact.originator_id.bytes,
        position=position,
        container=fact.container,
        delivery=fact.delivery.bytes if fact.delivery else None,
        centre=fact.centre,
        day=fact.date.isoformat(),
        shift=fact.shift,
        reference=fact.reference,
        deliveries=0,
        rejected=0,
        uncounted=0,
        change_centilitres=0,
        change_cents=0,
        taken_at=stored_instant(fact.happened_at),
        recorded_at=stored_instant(fact.recorded_at),
        recorded_by=fact.who,
    )
    rows.table(samples).put(row)


def _attached(fact: Delivery.Sampled, position: int, rows: Rows) -> None:
    row = rows.table(samples).get(fact.sample.bytes)
    if row is None:
        raise LookupError(f"sample {fact.sample} was never recorded")
    before = _settle_owed(fact, rows)
    row["deliveries"] += 0 if before else 1
    row["uncounted"] += (0 if fact.counted else 1) - (1 if before else 0)
    row["rejected"] += 1 if fact.change_litres < 0 else 0
    row["change_centilitres"] += centilitres(fact.change_litres)
    row["change_cents"] += fact.change_cents
    rows.table(samples).put(row)


def _settle_owed(fact: Delivery.Sampled, rows: Rows) -> bool:
    """Whether the sample was attached before, when it did not count."""
    milk, sample = fact.originator_id.bytes, fact.sample.bytes
    known = rows.table(owed).get(milk, sample)
    if not fact.counted:
        _owe(fact, sample, rows, attached=True, since=None)
    elif known is not None:
        rows.table(owed).delete(milk, sample)
    return known is not None and known["attached"]


def _owe(fact: Fact, sample: bytes, rows: Rows, *, attached: bool, since: datetime | None) -> None:
    rows.table(owed).put(
        {
            "delivery": fact.originator_id.bytes,
            "sample": sample,
            "version": fact.originator_version,
            "attached": attached,
            "since": stored_instant(since) if since else None,
        }
    )


def _milk(fact: Delivery.Recorded, position: int, rows: Rows) -> None:
    """Milk that comes after the sample of its can."""
    if fact.container is None:
        return
    can = {"container": fact.container, "day": fact.date.isoformat()}
    for sample in rows.table(samples).where(**can, centre=fact.centre, shift=fact.shift):
        _owe(fact, sample["id"], rows, attached=False, since=fact.recorded_at)


def _disputed(fact: Delivery.Disputed, position: int, rows: Rows) -> None:
    _change_owed(fact, rows, None)


def _resolved(fact: Delivery.DisputeResolved, position: int, rows: Rows) -> None:
    _change_owed(fact, rows, fact.recorded_at)


def _voided(fact: Delivery.Voided, position: int, rows: Rows) -> None:
    _change_owed(fact, rows, None)


def _change_owed(fact: Fact, rows: Rows, since: datetime | None) -> None:
    for row in rows.table(owed).where(delivery=fact.originator_id.bytes):
        _owe(fact, row["sample"], rows, attached=row["attached"], since=since)


class Samples(ReadModel):
    """What the laboratory said."""

    NAME = "samples"
    VERSION = 2
    TABLES = (samples, owed)
    HANDLERS = {
        Sample.Recorded: _recorded,
        Delivery.Recorded: _milk,
        Delivery.Sampled: _attached,
        Delivery.Disputed: _disputed,
        Delivery.DisputeResolved: _resolved,
        Delivery.Voided: _voided,
    }

    def get(self, id: UUID) -> SampleAnswer:
        """Raises Unknown."""
        row = self._first(select(samples).where(samples.c.id == id))
        if row is None:
            raise Unknown("sample", id)
        return shaped(SampleAnswer, row)

    def about(
        self, delivery: UUID, container: str | None, centre: str, day: date, shift: str
    ) -> Sequence[UUID]:
        """The samples of this delivery, or of the can into which it was poured, as they were recorded."""
        of_it = samples.c.delivery == delivery
        if container is not None:
            of_it |= (
                (samples.c.container == container)
                & (samples.c.day == day)
                & (samples.c.centre == centre)
                & (samples.c.shift == shift)
            )
        return self._values(select(samples.c.id).where(of_it).order_by(samples.c.position))

    def owed(self, since: datetime, limit: int) -> list[Owed]:
        """Milk for which samples can count and did not yet, since that instant, the longest owed first."""
        question = select(owed.c.delivery, owed.c.version).distinct().where(owed.c.since >= since)
        columns = owed.c.since, owed.c.delivery
        found = self._all(question.add_columns(owed.c.since).order_by(*columns).limit(limit))
        return [Owed(row["delivery"], row["version"]) for row in found]

    def page(
        self,
        centre: str | Sequence[str] | None = None,
        container: str | None = None,
        day_from: date | None = None,
        day_to: date | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[SampleAnswer]:
        """The newest milk first. `centre` may be one or several; both days are included."""
        question = select(samples).order_by(samples.c.day.desc(), samples.c.position.desc())
        question = question.limit(checked_limit(limit) + 1)
        if after := read_cursor(cursor, date, int):
            day, position = after
            earlier = (samples.c.day == day) & (samples.c.position < position)
            question = question.where((samples.c.day < day) | earlier)
        if centre is not None:
            question = question.where(samples.c.centre.in_(codes(centre)))
        if container is not None:
            question = question.where(samples.c.container == container)
        if day_from is not None:
            question = question.where(samples.c.day >= day_from)
        if day_to is not None:
            question = question.where(samples.c.day <= day_to)
        found = [shaped(SampleAnswer, row) for row in self._all(question)]
        return page_of(found, limit, lambda sample: (sample.day, sample.position))
