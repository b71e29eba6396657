"""Milk after the scale: figures of cooler and processor, differences, alarms, shared cans, routes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from imbuto.api.fields import Day, Instant, Litres, Measure, OpenText, PersonName, Shift, Text, YesNo
from imbuto.api.paging import PageArgs, page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer
from imbuto.api.schemas.cooperative import Code
from imbuto.api.schemas.quality import Sample
from imbuto.ledger import BULK_KINDS
from imbuto.ledger import BulkFigure as Figure

LONGEST_DAYS = 92
ALARM_KINDS = ("cooler", "processor", "spilled", "can", "no-cooler-figure")


class Container(Text):
    """The label on a can or a tank's compartment."""

    def __init__(self, **options: Any) -> None:
        super().__init__(30, metadata={"example": "K7"}, **options)


class Amount(Litres):
    """Litres kept as a whole number of hundredths; a difference may be negative."""

    def __init__(self, attribute: str | None = None, **options: Any) -> None:
        super().__init__(hundredths=True, attribute=attribute, **options)


def _percent(**options: Any) -> fields.String:
    described = {"description": "Of the collected litres; null when none were.", "example": "1.25"}
    return fields.String(allow_none=True, metadata=described, **options)


class NewRoute(Schema):
    """A collector's round to open."""

    code = Code("R1", required=True)
    name = PersonName(required=True, metadata={"example": "Gitaru round"})
    centre = Code(load_default=None, allow_none=True)


class Route(Answer):
    """A collector's round, and the centre its milk goes to."""

    code = fields.String(metadata={"example": "R1"})
    name = fields.String()
    centre = fields.String(allow_none=True)


class Routes(Answer):
    """All routes."""

    items = fields.List(fields.Nested(Route))


class VarianceLimit(Schema):
    """From which difference on there is an alarm, in percent of the collected litres."""

    percent = Measure("0.01", "20", required=True, metadata={"example": "2"})


class NewBulkFigure(Schema):
    """A measurement. The client makes the id. Litres, or kilograms of which litres follow by the density
    (1.03 where none was measured). Without a centre it is its route's; without both, the cooperative's."""

    id = fields.UUID(required=True)
    what = fields.String(required=True, validate=validate.OneOf(BULK_KINDS))
    day = Day(required=True)
    centre = Code(load_default=None, allow_none=True)
    route = Code("R1", load_default=None, allow_none=True)
    shift = Shift(load_default=None, allow_none=True)
    litres = Measure("0", "60000", load_default=None, allow_none=True, metadata={"example": "980.5"})
    kilograms = Measure("0", "120000", load_default=None, allow_none=True, metadata={"example": "1010.2"})
    density = Measure("0.9", "1.1", load_default=None, allow_none=True, metadata={"example": "1.029"})
    container = Container(load_default=None, allow_none=True)
    reference = Text(60, load_default=None, allow_none=True)
    reason = OpenText(500, load_default=None, allow_none=True, lines=True)
    another = YesNo(load_default=False, metadata={"description": "A second figure of the same content."})

    @post_load
    def measured(self, given: dict[str, Any], **_: Any) -> tuple[UUID, Figure, bool]:
        id, another = given.pop("id"), given.pop("another")
        return id, Figure(**given), another


class BulkFigure(Answer):
    """A measurement as it was recorded; a voided one counts no longer."""

    id = fields.UUID()
    position = fields.Integer()
    what = fields.String(validate=validate.OneOf(BULK_KINDS))
    centre = fields.String(allow_none=True)
    route = fields.String(allow_none=True)
    day = fields.Date()
    shift = fields.String(allow_none=True)
    litres = Amount("centilitres")
    kilograms = fields.String(allow_none=True)
    density = fields.String(allow_none=True)
    container = fields.String(allow_none=True)
    reference = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    who = fields.String(metadata={"example": "staff:S001"})
    recorded_at = Instant()
    voided_by = fields.String(allow_none=True)
    void_reason = fields.String(allow_none=True)


BulkPage = page_of(BulkFigure)


class BulkArgs(PageArgs):
    """Which figures, the latest first."""

    what = fields.String(validate=validate.OneOf(BULK_KINDS))
    centre = Code()
    route = Code("R1")
    day_from = Day(data_key="from")
    day_to = Day(data_key="to")

    @validates_schema
    def in_order(self, given: dict[str, Any], **_: Any) -> None:
        if "day_from" in given and "day_to" in given and given["day_from"] > given["day_to"]:
            raise ValidationError("From comes before to.", "to")


class VarianceArgs(Schema):
    """Some days, both included, at most 92; of one centre or route, or all."""

    day_from = Day(data_key="from", required=True)
    day_to = Day(data_key="to", required=True)
    centre = Code()
    route = Code("R1")

    @validates_schema
    def in_order(self, given: dict[str, Any], **_: Any) -> None:
        if not timedelta(0) <= given["day_to"] - given["day_from"] < timedelta(days=LONGEST_DAYS):
            raise ValidationError(f"From comes before to, at most {LONGEST_DAYS} days in all.", "to")


class VarianceFileArgs(VarianceArgs):
    """Which days and places, and as which file."""

    format = fields.String(load_default="csv", validate=validate.OneOf(["csv", "xlsx"]))


class AlarmArgs(VarianceArgs):
    """Which alarms."""

    state = fields.String(validate=validate.OneOf(["open", "explained"]))


class Flow(Answer):
    """Milk from the farmers' cans to the processor. Figures that nobody measured are null; a negative
    difference is too much milk. The unexplained part is what is left when recorded rejections, spills and
    milk kept are taken off."""

    deliveries = fields.Integer()
    collected = Amount()
    refused = Amount(metadata={"description": "Rejected at the platform: not collected."})
    condemned = Amount(metadata={"description": "Rejected by a later sample: on its way like the rest."})
    cooler = Amount(allow_none=True)
    processor = Amount(allow_none=True)
    rejected = Amount()
    spilled = Amount()
    kept = Amount()
    cooler_loss = Amount(allow_none=True)
    cooler_loss_percent = _percent()
    cooler_unexplained = Amount("cooler_rest", allow_none=True)
    processor_loss = Amount(allow_none=True)
    processor_loss_percent = _percent()
    processor_unexplained = Amount("processor_rest", allow_none=True)


class Alarm(Answer):
    """A difference that an official must explain, or did. Its code names it when it is explained."""

    code = fields.String(attribute="alarm.code", metadata={"example": "cooler:AM:12.50"})
    kind = fields.String(attribute="alarm.kind", validate=validate.OneOf(ALARM_KINDS))
    litres = Amount("alarm.centilitres")
    percent = _percent(attribute="alarm.percent")
    container = fields.String(attribute="alarm.container", allow_none=True)
    shift = fields.String(
        attribute="alarm.shift", metadata={"description": "AM, MID or PM; empty: of the whole day."}
    )
    day = fields.Date()
    centre = fields.String(allow_none=True)
    route = fields.String(allow_none=True)
    state = fields.String(validate=validate.OneOf(["open", "explained"]))
    reason = fields.String(allow_none=True)
    who = fields.String(allow_none=True)
    explained_at = Instant(allow_none=True)


class PlaceDay(Answer):
    """The milk of a centre, a route, or (both null) the whole cooperative on one day."""

    day = fields.Date()
    centre = fields.String(allow_none=True)
    route = fields.String(allow_none=True)
    limit_percent = fields.String(metadata={"example": "2"})
    total = fields.Nested(Flow)
    shifts = fields.Dict(keys=fields.String(), values=fields.Nested(Flow))
    alarms = fields.List(fields.Nested(Alarm))


class Variance(Answer):
    """Days and places in order."""

    items = fields.List(fields.Nested(PlaceDay))


class Alarms(Answer):
    """Alarms, the newest day first."""

    items = fields.List(fields.Nested(Alarm))


class Explanation(Schema):
    """Why milk is missing, or too much: of a centre, a route, or (neither) the whole cooperative."""

    day = Day(required=True)
    centre = Code(load_default=None, allow_none=True)
    route = Code("R1", load_default=None, allow_none=True)
    alarms = fields.List(
        fields.String(validate=validate.Length(1, 100), metadata={"example": "cooler:AM:12.50"}),
        required=True,
        validate=validate.Length(1, 20),
        metadata={"description": "The codes of the alarms that this explains."},
    )
    reason = OpenText(500, required=True, lines=True, metadata={"example": "A can fell at the bridge."})

    @validates_schema
    def one_place(self, given: dict[str, Any], **_: Any) -> None:
        if given["centre"] and given["route"]:
            raise ValidationError("Name the centre or the route, not both.", "route")


class CanArgs(Schema):
    """Whose cans."""

    centre = Code(required=True)
    day = Day(data_key="date", required=True)
    shift = Shift()


class Pour(Answer):
    """One member's milk in a can."""

    delivery = fields.UUID()
    member = fields.String(metadata={"example": "0042"})
    litres = Amount("collected")
    refused = Amount()
    condemned = Amount()


class Can(Answer):
    """A container that members shared, what came out of it at the cooler, and the samples of it or of milk in
    it."""

    container = fields.String(metadata={"example": "K7"})
    centre = fields.String()
    date = fields.Date(attribute="day")
    shift = fields.String()
    litres = Amount("poured")
    measured = Amount(allow_none=True)
    pours = fields.List(fields.Nested(Pour))
    samples = fields.List(fields.Nested(Sample))


class Cans(Answer):
    """The cans of a centre and day."""

    items = fields.List(fields.Nested(Can))
