"""A weighing, what is said about it, and how it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from imbuto.api.fields import Day, Instant, Litres, Measure, MemberNumber, Money, OpenText, Shift, Text, YesNo
from imbuto.api.paging import PageArgs, page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer, Chapter
from imbuto.api.schemas.cooperative import Code
from imbuto.api.schemas.quality import ReadingsIn, ReadingsOut
from imbuto.api.tongues import Sentence
from imbuto.ledger import DISPUTE_OUTCOMES, DISPUTE_REASONS, Weighing

LARGEST_BATCH = 1000
STATES = ("recorded", "confirmed", "lapsed", "disputed", "resolved", "voided")


class WeighingIn(ReadingsIn):
    """What the clerk saw. The device makes the id; the same id and content again is one delivery. Litres, or
    kilograms which become litres by the density: the corrected one, the one given, or 1.03."""

    id = fields.UUID(required=True, metadata={"example": "0a6f3c1e-6f0b-4a53-8f43-6d1a0d6c7c11"})
    member = MemberNumber(required=True)
    centre = Code(required=True)
    date = Day(required=True, metadata={"example": "2026-11-03"})
    shift = Shift(required=True)
    litres = Litres(metadata={"description": "As measured. Without them kilograms are needed."})
    kilograms = Measure("0", "3000", metadata={"description": "As weighed.", "example": "8.74"})
    rejection_reason = OpenText(
        100, metadata={"description": "Given: the milk was rejected and is worth nothing."}
    )
    route = Code("R1")
    container = Text(
        40,
        metadata={"description": "The label of the bulk can it was poured into.", "example": "C-07"},
    )
    device = OpenText(60)
    happened_at = Instant(metadata={"description": "When it was weighed, if not now."})
    another_can = YesNo(load_default=False, metadata={"description": "A second can of this shift."})
    meant = YesNo(load_default=False, metadata={"description": "The unusual litres are right."})

    @validates_schema
    def is_measured(self, given: dict[str, Any], **_: Any) -> None:
        if "litres" not in given and "kilograms" not in given:
            raise ValidationError("Give litres, or kilograms.", "litres")

    @post_load
    def weighed(self, given: dict[str, Any], **_: Any) -> tuple[Any, Weighing]:
        return given.pop("id"), Weighing(**given)


class Each(fields.Nested):
    """Items that stand or fall one by one: each is (loaded, None) or (None, the messages about it)."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return self.schema.load(value), None
        except ValidationError as error:
            return (value.get("id") if isinstance(value, Mapping) else None), error.messages


class Batch(Schema):
    """What a device kept while it was offline. Each item has its own outcome."""

    items = fields.List(Each(WeighingIn), required=True, validate=validate.Length(1, LARGEST_BATCH))


class Outcome(Answer):
    """What became of one item, in the order sent."""

    id = fields.String(allow_none=True, metadata={"description": "As sent; null if there was none."})
    status = fields.String(validate=validate.OneOf(["recorded", "already-recorded", "refused"]))
    position = fields.Integer(allow_none=True)
    problem = fields.Dict(allow_none=True, metadata={"description": "The problem of a refused item."})


class Outcomes(Answer):
    """What became of a batch."""

    outcomes = fields.List(fields.Nested(Outcome))
    recorded = fields.Integer()
    already_recorded = fields.Integer()
    refused = fields.Integer()


class DisputeIn(Schema):
    """What the farmer says instead."""

    reason = fields.String(
        required=True, validate=validate.OneOf(DISPUTE_REASONS), metadata={"example": "quantity"}
    )
    claimed_litres = Litres(load_default=None, allow_none=True, allow_zero=True)
    note = Text(500, load_default=None, allow_none=True, lines=True)


class Resolution(Schema):
    """How a dispute ends. Litres go with `adjusted`; only the farmer withdraws."""

    outcome = fields.String(required=True, validate=validate.OneOf(DISPUTE_OUTCOMES))
    litres = Litres(load_default=None, allow_none=True, allow_zero=True)
    explanation = Text(
        500, required=True, lines=True, metadata={"example": "The can was weighed again: 8.5 litres."}
    )
    meant = YesNo(load_default=False, metadata={"description": "The unusual litres are right."})


class CorrectionIn(Schema):
    """What the record should have said, and why it did not."""

    litres = Litres(required=True)
    rejection_reason = OpenText(100, load_default=None, allow_none=True)
    reason = Text(500, required=True, lines=True, metadata={"example": "The scale was read wrong."})
    meant = YesNo(load_default=False, metadata={"description": "The unusual litres are right."})


class Dispute(Answer):
    """The last dispute about a delivery. The farmer's note is in the story."""

    reason = fields.String()
    claimed_litres = Litres(attribute="claimed_centilitres", hundredths=True, allow_none=True)
    held_litres = Litres(attribute="held_centilitres", hundredths=True)
    held = Money(attribute="held_cents")
    disputed_at = Instant()
    resolve_by = Instant()
    outcome = fields.String(allow_none=True)
    explanation = fields.String(allow_none=True)
    resolved_by = fields.String(allow_none=True)
    resolved_at = Instant(allow_none=True)


class Delivery(ReadingsOut):
    """A delivery as it stands. Rejected milk keeps its litres and is worth nothing."""

    id = fields.UUID()
    position = fields.Integer()
    version = fields.Integer()
    member = fields.String(metadata={"example": "0042"})
    centre = fields.String(metadata={"example": "KIM"})
    date = fields.Date(attribute="day")
    shift = fields.String(metadata={"example": "AM"})
    can = fields.Integer(metadata={"example": 1})
    litres = Litres(attribute="centilitres", hundredths=True)
    kilograms = fields.String(allow_none=True, metadata={"description": "As weighed.", "example": "8.74"})
    measured = fields.String(
        validate=validate.OneOf(["litres", "kg"]), metadata={"description": "What the scale showed."}
    )
    density_used = fields.String(
        allow_none=True, metadata={"description": "What turned kilograms into litres.", "example": "1.03"}
    )
    corrected_lactometer = fields.String(
        allow_none=True, metadata={"description": "Corrected for warmth (CLR).", "example": "28.70"}
    )
    corrected_density = fields.String(
        allow_none=True, metadata={"description": "By the corrected lactometer.", "example": "1.0287"}
    )
    snf_computed = fields.Boolean(metadata={"description": "SNF follows from fat and lactometer."})
    formula = fields.String(
        allow_none=True, metadata={"description": "Which formula.", "example": "richmond-20"}
    )
    grade = fields.String(allow_none=True, metadata={"description": "By the limits.", "example": "A"})
    judged = Sentence(
        allow_none=True, metadata={"description": "Why the limits gave the grade, or rejected it."}
    )
    sample = fields.UUID(allow_none=True, metadata={"description": "The last sample attached."})
    rejection_reason = fields.String(allow_none=True)
    route = fields.String(allow_none=True, metadata={"example": "R1"})
    container = fields.String(allow_none=True, metadata={"example": "C-07"})
    device = fields.String(allow_none=True)
    price_rule = fields.String(metadata={"description": "By which rule.", "example": "flat 45.00"})
    price_per_litre = Money(attribute="price_cents_per_litre")
    value = Money(attribute="value_cents")
    unusual = fields.Boolean(metadata={"description": "Far from the member's usual, and said to be meant."})
    state = fields.String(validate=validate.OneOf(STATES))
    confirm_by = Instant()
    happened_at = Instant()
    recorded_at = Instant()
    recorded_by = fields.String(metadata={"example": "staff:S001"})
    channel = fields.String()
    changed_reason = fields.String(allow_none=True)
    dispute = fields.Nested(Dispute, allow_none=True)


DeliveryPage = page_of(Delivery)


class BookDelivery(Delivery):
    """A delivery in a list of many members' milk."""

    member_name = fields.String(
        allow_none=True,
        metadata={
            "description": "Null where whoever asks may not see it, and where the person was forgotten.",
            "example": "Wanjiku Kamau",
        },
    )


BookPage = page_of(BookDelivery)


class DeliveryWithStory(Delivery):
    """A delivery and every fact of it."""

    story = fields.List(fields.Nested(Chapter))


class DaysArgs(PageArgs):
    """A list of deliveries: by days, shift and state."""

    day_from = Day(data_key="from")
    day_to = Day(data_key="to")
    shift = Shift()
    state = fields.String(validate=validate.OneOf(STATES))

    @validates_schema
    def in_order(self, given: dict[str, Any], **_: Any) -> None:
        if "day_from" in given and "day_to" in given and given["day_from"] > given["day_to"]:
            raise ValidationError("From comes before to.", "from")


class DeliveryArgs(DaysArgs):
    """The delivery book: by member, centre, round, can and grade too."""

    member = MemberNumber()
    centre = Code()
    container = Text(40)
    route = Code(metadata={"description": "Only milk that was collected on that round."})
    grade = Text(1, metadata={"example": "B"})
    unusual = fields.String(
        validate=validate.Equal("yes"), metadata={"description": "Only milk far above the member's usual."}
    )
    rejected = fields.String(
        validate=validate.Equal("yes"), metadata={"description": "Only milk that was rejected."}
    )
