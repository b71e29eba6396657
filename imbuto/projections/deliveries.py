"""The delivery book: every weighing as it stands now, with its dispute if there was one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal_column, select, tuple_
from sqlalchemy.engine import RowMapping

from imbuto.aggregates.delivery import Delivery
from imbuto.aggregates.member import Member
from imbuto.errors import Unknown
from imbuto.projections import delivery_book
from imbuto.projections.delivered_days import DeliveredDays
from imbuto.projections.delivery_tables import book, disputes
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import codes, shaped
from imbuto.projections.usual_milk import UsualMilks
from imbuto.values import round_half_even


@dataclass(frozen=True)
class DisputeAnswer:
    """`held_cents` waited, or waits, for the decision; `outcome` is None while it is open."""

    reason: str
    claimed_centilitres: int | None
    held_centilitres: int
    held_cents: int
    disputed_at: datetime
    resolve_by: datetime
    outcome: str | None
    explanation: str | None
    resolved_by: str | None
    resolved_at: datetime | None


@dataclass(frozen=True)
class DeliveryAnswer:
    """A delivery as it stands. `centilitres` are as weighed, also of rejected milk, which is worth nothing;
    `position` and `recorded_at` are those of its first fact, `version` and `changed_reason` of its last.
    `formula` is the name of the one that figured it, `judged` why the limits gave the grade or rejected it,
    `sample` the last that was attached."""

    id: UUID
    position: int
    version: int
    member: str
    centre: str
    day: date
    shift: str
    can: int
    centilitres: int
    kilograms: Decimal | None
    density: Decimal | None
    lactometer: Decimal | None
    temperature_c: Decimal | None
    alcohol: str | None
    organoleptic: str | None
    fat_percent: Decimal | None
    snf_percent: Decimal | None
    rejection_reason: str | None
    device: str | None
    price_cents_per_litre: int
    value_cents: int
    unusual: bool
    state: str
    confirm_by: datetime
    happened_at: datetime
    recorded_at: datetime
    recorded_by: str
    channel: str
    changed_reason: str | None
    measured: str
    density_used: Decimal | None
    route: str | None
    container: str | None
    protein_percent: Decimal | None
    added_water_percent: Decimal | None
    resazurin: int | None
    antibiotic: str | None
    plate_count: int | None
    corrected_lactometer: Decimal | None
    corrected_density: Decimal | None
    snf_computed: bool
    formula: str | None
    grade: str | None
    judged: str | None
    price_id: UUID | None
    price_rule: str
    sample: UUID | None
    dispute: DisputeAnswer | None = None

    @property
    def litres(self) -> Decimal:
        return Decimal(self.centilitres).scaleb(-2)


@dataclass(frozen=True)
class DisputesStanding:
    """The open disputes; both instants are None where there is none."""

    waiting: int
    oldest_at: datetime | None
    next_lapse: datetime | None


class Deliveries(DeliveredDays, UsualMilks):
    """What was brought, and what became of it."""

    NAME = "deliveries"
    VERSION = 4
    TABLES = (book, disputes)
    HANDLERS = {
        Delivery.Recorded: delivery_book.recorded,
        Delivery.Confirmed: delivery_book.confirmed,
        Delivery.ConfirmationLapsed: delivery_book.lapsed,
        Delivery.Disputed: delivery_book.disputed,
        Delivery.DisputeResolved: delivery_book.resolved,
        Delivery.Corrected: delivery_book.corrected,
        Delivery.Voided: delivery_book.voided,
        Delivery.Sampled: delivery_book.sampled,
        Member.Erased: delivery_book.member_erased,
    }

    def get(self, id: UUID) -> DeliveryAnswer:
        """Raises Unknown."""
        row = self._first(_WHOLE.where(book.c.id == id))
        if row is None:
            raise Unknown("delivery", id)
        return _answer(row)

    def page(
        self,
        member: str | None = None,
        centre: str | Sequence[str] | None = None,
        day_from: date | None = None,
        day_to: date | None = None,
        shift: str | None = None,
        state: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
        newest_first: bool = True,
        grade: str | None = None,
        container: str | None = None,
        route: str | None = None,
        unusual: bool = False,
        rejected: bool = False,
    ) -> Page[DeliveryAnswer]:
        """In the order of days, then of recording. `centre` may be one or several. Both days are included.
        `unusual`: only milk far above what its member mostly brings; `rejected`: only milk that was."""
        key = tuple_(book.c.day, book.c.position)
        question = _WHOLE.limit(checked_limit(limit) + 1)
        question = question.order_by(
            *(c.desc() if newest_first else c for c in (book.c.day, book.c.position))
        )
        if after := read_cursor(cursor, date, int):
            question = question.where(key < after if newest_first else key > after)
        equal = {"member": member, "shift": shift, "state": state, "grade": grade}
        equal |= {"container": container, "route": route}
        for name, value in equal.items():
            if value is not None:
                question = question.where(book.c[name] == value)
        if unusual:
            question = question.where(_UNUSUAL)
        if rejected:
            question = question.where(book.c.rejection_reason.is_not(None))
        if state == "disputed":
            question = question.where(_DISPUTED)
        if centre is not None:
            question = question.where(book.c.centre.in_(codes(centre)))
        if day_from is not None:
            question = question.where(book.c.day >= day_from)
        if day_to is not None:
            question = question.where(book.c.day <= day_to)
        answers = [_answer(row) for row in self._all(question)]
        return page_of(answers, limit, lambda answer: (answer.day, answer.position))

    def disputes(
        self, cursor: str | None = None, limit: int = 50, centre: str | Sequence[str] | None = None
    ) -> Page[DeliveryAnswer]:
        """The open disputes, the oldest milk first; of one centre, of several, or of all."""
        return self.page(state="disputed", centre=centre, cursor=cursor, limit=limit, newest_first=False)

    def disputes_standing(self, centre: str | Sequence[str] | None = None) -> DisputesStanding:
        """How many disputes are open, since when the oldest is, and by when the next is to be decided."""
        question = select(
            func.count(), func.min(disputes.c.disputed_at), func.min(disputes.c.resolve_by)
        ).select_from(book.join(disputes, book.c.id == disputes.c.delivery))
        question = question.where(_DISPUTED)
        if centre is not None:
            question = question.where(book.c.centre.in_(codes(centre)))
        with self._reader.reading() as look:
            return DisputesStanding(*look.execute(question).one())

    def in_can(self, container: str, centre: str, day: date, shift: str) -> list[UUID]:
        """The deliveries that were poured into that bulk can in that shift, as they were recorded."""
        question = select(book.c.id).where(
            book.c.container == container,
            book.c.day == day,
            book.c.centre == centre,
            book.c.shift == shift,
            book.c.state != "voided",
        )
        return self._values(question.order_by(book.c.position))

    def usual_litres(self, member: str, apart_from: UUID | None = None) -> Decimal | None:
        """The mean of the last 20 accepted deliveries, to 0.01; None while there are fewer than 5.

        `apart_from` leaves out a delivery that is being corrected: its slip is nobody's usual.
        """
        question = (
            select(book.c.centilitres)
            .where(book.c.member == member, book.c.state != "voided", book.c.rejection_reason.is_(None))
            .order_by(book.c.day.desc(), book.c.position.desc())
            .limit(USUAL_OF)
        )
        if apart_from is not None:
            question = question.where(book.c.id != apart_from)
        last = self._values(question)
        if len(last) < USUAL_FROM:
            return None
        return Decimal(round_half_even(Decimal(sum(last)) / len(last))).scaleb(-2)

    def to_lapse(self, now: datetime, limit: int = 1000) -> list[UUID]:
        """Deliveries that nobody answered in time, the longest due first."""
        question = select(book.c.id).where(_UNANSWERED, book.c.confirm_by <= now)
        return self._values(question.order_by(book.c.confirm_by, book.c.id).limit(limit))

    def open_before(self, cutoff_position: int, period_end: date, limit: int = 1000) -> list[UUID]:
        """Unanswered deliveries that a run with this cut-off has closed."""
        question = select(book.c.id).where(
            _UNANSWERED, book.c.position <= cutoff_position, book.c.day <= period_end
        )
        return self._values(question.order_by(book.c.position).limit(limit))


USUAL_OF = 20
USUAL_FROM = 5
_UNANSWERED = book.c.state == literal_column("'recorded'")
_DISPUTED = book.c.state == literal_column("'disputed'")
_UNUSUAL: ColumnElement[bool] = literal_column("deliveries.unusual")
"""Written out, because an index over some rows is used only when the words are known beforehand."""
_OF_DISPUTE = [column.label(f"dispute_{column.name}") for column in disputes.columns]
_WHOLE: Select[tuple[object, ...]] = select(book, *_OF_DISPUTE).outerjoin_from(
    book, disputes, book.c.id == disputes.c.delivery
)


def _answer(row: RowMapping) -> DeliveryAnswer:
    answer = shaped(DeliveryAnswer, row)
    if row["dispute_delivery"] is None:
        return answer
    dispute = {column.name: row[f"dispute_{column.name}"] for column in disputes.columns}
    return replace(answer, dispute=shaped(DisputeAnswer, dispute))
