"""One weighing of one member's milk in one shift: recorded, then confirmed, disputed or lapsed.

Each fact that changes what the milk is worth carries the change in litres and cents, so that every
follower can book it without knowing what came before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.errors import (
    BadValue,
    DifferentContent,
    NotPermitted,
    SamePerson,
    UnusualLitres,
    WindowClosed,
    WrongState,
)
from imbuto.values import By, Personal, milk_value_cents, require_litres

DISPUTE_REASONS = ("quantity", "quality", "not-mine", "missing", "other")
DISPUTE_OUTCOMES = ("upheld", "adjusted", "withdrawn")
"""upheld: the record stands; adjusted: an official sets other litres; withdrawn: by the farmer."""
DISPUTE_DEADLINE = timedelta(days=7)
UNUSUAL_FACTOR = 3
_OPEN_STATES = ("recorded", "confirmed", "lapsed", "resolved")


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """What the clerk saw: who, where, when, how much, how good. Litres are exact to 0.01."""

    member: str
    centre: str
    date: date
    shift: str
    litres: Decimal
    kilograms: Decimal | None = None
    density: Decimal | None = None
    lactometer: Decimal | None = None
    temperature_c: Decimal | None = None
    alcohol: str | None = None
    organoleptic: str | None = None
    fat_percent: Decimal | None = None
    snf_percent: Decimal | None = None
    rejection_reason: str | None = None
    device: str | None = None
    happened_at: datetime | None = None
    another_can: bool = field(default=False, compare=False)
    meant: bool = field(default=False, compare=False)

    @property
    def accepted(self) -> bool:
        return self.rejection_reason is None


class Delivery(Aggregate):
    """The story of one weighing."""

    KIND = "delivery"

    @dataclass(frozen=True, kw_only=True)
    class Recorded(Fact):
        TOPIC = "delivery.recorded"
        member: str
        centre: str
        date: date
        shift: str
        can: int
        litres: Decimal
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
        price_id: UUID | None
        price_cents_per_litre: int
        value_cents: int
        unusual: bool
        confirm_by: datetime

        def apply(self, aggregate: Delivery) -> None:
            aggregate.member = self.member
            aggregate.centre = self.centre
            aggregate.date = self.date
            aggregate.shift = self.shift
            aggregate.litres = self.litres
            aggregate.rejection_reason = self.rejection_reason
            aggregate.price_cents_per_litre = self.price_cents_per_litre
            aggregate.value_cents = self.value_cents
            aggregate.confirm_by = self.confirm_by
            aggregate.recorded_by = self.who
            aggregate.weighed_by = frozenset({self.who})
            aggregate.recorded = self
            aggregate.state = "recorded"

    @dataclass(frozen=True, kw_only=True)
    class Confirmed(Fact):
        TOPIC = "delivery.confirmed"
        member: str

        def apply(self, aggregate: Delivery) -> None:
            aggregate.state = "confirmed"

    @dataclass(frozen=True, kw_only=True)
    class ConfirmationLapsed(Fact):
        TOPIC = "delivery.confirmation_lapsed"
        member: str

        def apply(self, aggregate: Delivery) -> None:
            aggregate.state = "lapsed"

    @dataclass(frozen=True, kw_only=True)
    class Disputed(Fact):
        TOPIC = "delivery.disputed"
        member: str
        centre: str
        date: date
        reason: str
        claimed_litres: Decimal | None
        note: Personal | None
        held_litres: Decimal
        held_cents: int
        resolve_by: datetime

        def apply(self, aggregate: Delivery) -> None:
            aggregate.state = "disputed"
            aggregate.dispute = self

    @dataclass(frozen=True, kw_only=True)
    class DisputeResolved(Fact):
        TOPIC = "delivery.dispute_resolved"
        member: str
        centre: str
        date: date
        outcome: str
        litres: Decimal
        value_cents: int
        change_litres: Decimal
        change_cents: int
        released_litres: Decimal
        released_cents: int
        explanation: str

        def apply(self, aggregate: Delivery) -> None:
            aggregate.state = "resolved"
            aggregate.litres = self.litres
            aggregate.value_cents = self.value_cents
            aggregate.resolution = self

    @dataclass(frozen=True, kw_only=True)
    class Corrected(Fact):
        TOPIC = "delivery.corrected"
        member: str
        centre: str
        date: date
        litres: Decimal
        rejection_reason: str | None
        price_cents_per_litre: int
        value_cents: int
        change_litres: Decimal
        change_cents: int
        reason: str
        confirm_by: datetime
        unusual: bool

        def apply(self, aggregate: Delivery) -> None:
            aggregate.state = "recorded"
            aggregate.litres = self.litres
            aggregate.rejection_reason = self.rejection_reason
            aggregate.price_cents_per_litre = self.price_cents_per_litre
            aggregate.value_cents = self.value_cents
            aggregate.confirm_by = self.confirm_by
            aggregate.recorded_by = self.who
            aggregate.weighed_by |= {self.who}

    @dataclass(frozen=True, kw_only=True)
    class Voided(Fact):
        TOPIC = "delivery.voided"
        member: str
        centre: str
        date: date
        change_litres: Decimal
        change_cents: int
        reason: str

        def apply(self, aggregate: Delivery) -> None:
            aggregate.state = "voided"
            aggregate.litres = Decimal(0)
            aggregate.value_cents = 0

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.state = "new"
        self.member = ""
        self.centre = ""
        self.date = date.min
        self.shift = ""
        self.litres = Decimal(0)
        self.rejection_reason: str | None = None
        self.price_cents_per_litre = 0
        self.value_cents = 0
        self.confirm_by: datetime | None = None
        self.recorded_by = ""
        self.weighed_by: frozenset[str] = frozenset()
        self.recorded: Delivery.Recorded | None = None
        self.dispute: Delivery.Disputed | None = None
        self.resolution: Delivery.DisputeResolved | None = None

    # ---------------------------------------------------------- decisions

    @classmethod
    def record(
        cls,
        id: UUID,
        weighing: Weighing,
        by: By,
        *,
        can: int,
        price_id: UUID | None,
        price_cents_per_litre: int,
        confirmation_hours: int,
        usual_litres: Decimal | None = None,
    ) -> Self:
        """Takes milk in. Rejected milk is recorded and worth nothing. `usual_litres` is what the member
        mostly brings: three times as much must be said to be meant, and is flagged."""
        require_litres(weighing.litres, "litres", allow_zero=not weighing.accepted)
        unusual = _is_unusual(weighing.member, weighing.litres, usual_litres, meant=weighing.meant)
        happened_at = weighing.happened_at or by.at
        delivery = cls(id)
        delivery._record(
            cls.Recorded,
            by,
            happened_at,
            can=can,
            price_id=price_id if weighing.accepted else None,
            price_cents_per_litre=price_cents_per_litre if weighing.accepted else 0,
            value_cents=milk_value_cents(weighing.litres, price_cents_per_litre) if weighing.accepted else 0,
            unusual=unusual,
            confirm_by=by.at + timedelta(hours=confirmation_hours),
            **_content(weighing),
        )
        return delivery

    def require_same_content(self, weighing: Weighing) -> None:
        """The same weighing again is quiet; other content under the id is refused, naming the fields."""
        assert self.recorded is not None
        differs = {
            name: [str(getattr(self.recorded, name)), str(value)]
            for name, value in _content(weighing).items()
            if getattr(self.recorded, name) != value
        }
        if differs:
            raise DifferentContent("delivery", self.id, differs)

    def confirm(self, by: By, *, closed: bool = False) -> None:
        """The farmer agrees with what was recorded."""
        if self.state == "confirmed":
            return
        self._require_answerable(by, closed)
        self._record(self.Confirmed, by, member=self.member)

    def lapse(self, by: By, *, closed: bool = False) -> None:
        """Nobody answered in time: silence is its own fact and counts as accepted."""
        assert self.confirm_by is not None
        if self.state == "recorded" and (closed or by.at >= self.confirm_by):
            self._record(self.ConfirmationLapsed, by, member=self.member)

    def raise_dispute(
        self,
        reason: str,
        claimed_litres: Decimal | None,
        note: str | None,
        subject: str,
        by: By,
        *,
        closed: bool,
    ) -> None:
        """The farmer disagrees. Only the disputed part is held, the rest is paid: of milk said to be less
        (or not delivered at all) the difference; a claim of more holds nothing."""
        if reason not in DISPUTE_REASONS:
            raise BadValue(
                "reason", reason, "There is no such reason.", f"Choose of {', '.join(DISPUTE_REASONS)}."
            )
        if reason == "quantity" and claimed_litres is None:
            raise BadValue("claimed_litres", "", "Say how many litres you brought.", "Add claimed_litres.")
        if claimed_litres is not None:
            require_litres(claimed_litres, "claimed_litres", allow_zero=True)
        if self.state == "disputed" and self._is_disputed_as(reason, claimed_litres):
            return
        self._require_answerable(by, closed)
        claimed = self.litres if claimed_litres is None else claimed_litres
        undisputed = Decimal(0) if reason == "not-mine" else min(self.litres, claimed)
        worth = 0 if self.rejection_reason else milk_value_cents(undisputed, self.price_cents_per_litre)
        self._record(
            self.Disputed,
            by,
            member=self.member,
            centre=self.centre,
            date=self.date,
            reason=reason,
            claimed_litres=claimed_litres,
            note=Personal(subject, note) if note else None,
            held_litres=self._paid_litres - (Decimal(0) if self.rejection_reason else undisputed),
            held_cents=self.value_cents - worth,
            resolve_by=by.at + DISPUTE_DEADLINE,
        )

    def resolve_dispute(self, outcome: str, litres: Decimal | None, explanation: str, by: By) -> None:
        """A manager who never recorded or corrected the delivery decides; the held part is released."""
        if outcome not in DISPUTE_OUTCOMES:
            raise BadValue(
                "outcome", outcome, "There is no such outcome.", f"Choose of {', '.join(DISPUTE_OUTCOMES)}."
            )
        if (outcome == "adjusted") != (litres is not None):
            raise BadValue(
                "litres", litres, "Litres go with the outcome 'adjusted', and only with it.", "Mend it."
            )
        if litres is not None:
            require_litres(litres, "litres", allow_zero=True)
        if self.state != "disputed" and self._is_resolved_as(outcome, litres):
            return
        if self.state != "disputed":
            raise WrongState("This delivery has no open dispute.", "Look at its story.", state=self.state)
        if outcome == "withdrawn" and by.who != f"member:{self.member}":
            raise NotPermitted("Only the farmer can withdraw a dispute.", "Resolve it as upheld or adjusted.")
        assert self.dispute is not None
        if outcome != "withdrawn" and by.who in self.weighed_by:
            raise SamePerson("resolve a dispute about", "recorded")
        final = self.litres if litres is None else litres
        adjusted_worth = milk_value_cents(final, self.price_cents_per_litre)
        worth = self.value_cents if litres is None or self.rejection_reason else adjusted_worth
        self._record(
            self.DisputeResolved,
            by,
            member=self.member,
            centre=self.centre,
            date=self.date,
            outcome=outcome,
            litres=final,
            value_cents=worth,
            change_litres=Decimal(0) if self.rejection_reason else final - self.litres,
            change_cents=worth - self.value_cents,
            released_litres=self.dispute.held_litres,
            released_cents=self.dispute.held_cents,
            explanation=explanation,
        )

    def correct(
        self,
        litres: Decimal,
        rejection_reason: str | None,
        reason: str,
        by: By,
        *,
        price_cents_per_litre: int,
        closed: bool,
        confirmation_hours: int,
        usual_litres: Decimal | None = None,
        meant: bool = False,
    ) -> None:
        """A slip is mended before the cut-off; the farmer is told and may answer again.

        `price_cents_per_litre` values milk that was rejected by mistake; accepted milk keeps its price.
        Unusual litres must be `meant`, as when they are recorded.
        """
        require_litres(litres, "litres", allow_zero=True)
        if self.state in _OPEN_STATES and (litres, rejection_reason) == (self.litres, self.rejection_reason):
            return
        self._require_changeable(closed)
        unusual = _is_unusual(self.member, litres, usual_litres, meant=meant)
        price = self.price_cents_per_litre or price_cents_per_litre
        worth = 0 if rejection_reason else milk_value_cents(litres, price)
        self._record(
            self.Corrected,
            by,
            member=self.member,
            centre=self.centre,
            date=self.date,
            litres=litres,
            rejection_reason=rejection_reason,
            price_cents_per_litre=price,
            value_cents=worth,
            change_litres=(Decimal(0) if rejection_reason else litres) - self._paid_litres,
            change_cents=worth - self.value_cents,
            reason=reason,
            confirm_by=by.at + timedelta(hours=confirmation_hours),
            unusual=unusual,
        )

    def void(self, reason: str, by: By, *, closed: bool) -> None:
        """The weighing never was: recorded twice, or for the wrong member."""
        if self.state == "voided":
            return
        self._require_changeable(closed)
        self._record(
            self.Voided,
            by,
            member=self.member,
            centre=self.centre,
            date=self.date,
            change_litres=-self._paid_litres,
            change_cents=-self.value_cents,
            reason=reason,
        )

    # -------------------------------------------------------------- rules

    @property
    def _paid_litres(self) -> Decimal:
        return Decimal(0) if self.rejection_reason else self.litres

    def _is_disputed_as(self, reason: str, claimed_litres: Decimal | None) -> bool:
        open_one = self.dispute
        return open_one is not None and (open_one.reason, open_one.claimed_litres) == (reason, claimed_litres)

    def _is_resolved_as(self, outcome: str, litres: Decimal | None) -> bool:
        resolution = self.resolution
        return resolution is not None and resolution.outcome == outcome and litres in (None, self.litres)

    def _require_answerable(self, by: By, closed: bool) -> None:
        if by.who != f"member:{self.member}":
            raise NotPermitted("Only the farmer can answer for this delivery.", "Ask the farmer to answer.")
        assert self.confirm_by is not None
        if closed or by.at > self.confirm_by or self.state == "lapsed":
            raise WindowClosed(
                "The time to answer for this delivery has passed.",
                "Speak to the office: what is wrong can be adjusted in the next pay run.",
                confirm_by=self.confirm_by.isoformat(),
            )
        if self.state not in ("recorded", "confirmed"):
            raise WrongState(
                f"This delivery is {self.state}: it cannot be answered now.",
                "Look at its story.",
                state=self.state,
            )

    def _require_changeable(self, closed: bool) -> None:
        if self.state not in _OPEN_STATES:
            remedy = "Resolve the dispute instead." if self.state == "disputed" else "Record the milk anew."
            raise WrongState(
                f"This delivery is {self.state}: it cannot be changed.", remedy, state=self.state
            )
        if closed:
            raise WindowClosed(
                "This delivery is in a pay run already.",
                "It can only be adjusted in the next run, by two officials.",
            )


def _is_unusual(member: str, litres: Decimal, usual_litres: Decimal | None, *, meant: bool) -> bool:
    """Whether it is far above what the member mostly brings. Raises UnusualLitres when it is not meant."""
    unusual = usual_litres is not None and litres > usual_litres * UNUSUAL_FACTOR
    if unusual and not meant:
        raise UnusualLitres(
            f"Member {member} usually brings {usual_litres} litres, not {litres}.",
            "Weigh again; send it with meant=true if it is right.",
            usual_litres=str(usual_litres),
            litres=str(litres),
        )
    return unusual


def _content(weighing: Weighing) -> dict[str, Any]:
    """The fields that make two weighings the same."""
    return {
        "member": weighing.member,
        "centre": weighing.centre,
        "date": weighing.date,
        "shift": weighing.shift,
        "litres": weighing.litres,
        "kilograms": weighing.kilograms,
        "density": weighing.density,
        "lactometer": weighing.lactometer,
        "temperature_c": weighing.temperature_c,
        "alcohol": weighing.alcohol,
        "organoleptic": weighing.organoleptic,
        "fat_percent": weighing.fat_percent,
        "snf_percent": weighing.snf_percent,
        "rejection_reason": weighing.rejection_reason,
        "device": weighing.device,
    }
