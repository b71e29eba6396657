"""Readings of milk, the limits that judge them, and samples."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from imbuto.api.fields import Day, Instant, Litres, Measure, Money, OpenText, PersonName, Shift, Text
from imbuto.api.paging import PageArgs, page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer
from imbuto.api.schemas.cooperative import Code
from imbuto.api.tongues import Sentence
from imbuto.ledger import FORMULAS, GRADES, LIMITED, READINGS, REJECT, Formula, Limit, Readings

MOST_LIMITS = 60
SIGNS = ("negative", "positive")


class ReadingsIn(Schema):
    """What was read; what was not measured is left out."""

    lactometer = Measure("0", "50", metadata={"description": "As read.", "example": "27.5"})
    temperature_c = Measure("-5", "60", metadata={"example": "18.0"})
    density = Measure(
        "0.9", "1.2", metadata={"description": "Kilograms per litre, as read.", "example": "1.029"}
    )
    alcohol = fields.String(validate=validate.OneOf(SIGNS))
    organoleptic = fields.String(validate=validate.OneOf(["good", "bad"]))
    fat_percent = Measure("0", "15", metadata={"example": "3.8"})
    snf_percent = Measure(
        "0",
        "20",
        metadata={
            "description": "Measured; else it follows from fat and lactometer by the formula of the limits.",
            "example": "8.5",
        },
    )
    protein_percent = Measure("0", "15", metadata={"example": "3.2"})
    added_water_percent = Measure("0", "100", metadata={"example": "0"})
    resazurin = fields.Integer(
        strict=True,
        validate=validate.Range(0, 6),
        metadata={"description": "The disc: 0 white to 6 blue.", "example": 5},
    )
    antibiotic = fields.String(validate=validate.OneOf(SIGNS))
    plate_count = fields.Integer(
        strict=True,
        validate=validate.Range(0, 1_000_000_000),
        metadata={"description": "Colony-forming units per millilitre.", "example": 150000},
    )


class ReadingsOut(Answer):
    """What was read; null is not measured."""

    lactometer = fields.String(allow_none=True, metadata={"description": "The reading.", "example": "27.5"})
    temperature_c = fields.String(
        allow_none=True, metadata={"description": "Degrees Celsius.", "example": "18.0"}
    )
    density = fields.String(
        allow_none=True, metadata={"description": "Kilograms per litre, as read.", "example": "1.029"}
    )
    alcohol = fields.String(allow_none=True)
    organoleptic = fields.String(allow_none=True)
    fat_percent = fields.String(allow_none=True, metadata={"description": "Per cent.", "example": "3.8"})
    snf_percent = fields.String(allow_none=True, metadata={"description": "Per cent.", "example": "8.5"})
    protein_percent = fields.String(allow_none=True, metadata={"description": "Per cent."})
    added_water_percent = fields.String(allow_none=True, metadata={"description": "Per cent."})
    resazurin = fields.Integer(allow_none=True, metadata={"example": 5})
    antibiotic = fields.String(allow_none=True)
    plate_count = fields.Integer(allow_none=True, metadata={"description": "Per millilitre."})


class FormulaIn(Schema):
    """How the lactometer is corrected and SNF is computed: a name that is known here, or all constants.

    CLR = reading + per_degree × (temperature − calibration_c); SNF = clr_factor × CLR + fat_factor × fat +
    constant.
    """

    name = Text(60, required=True, metadata={"example": "richmond-20"})
    calibration_c = Measure("0", "40", metadata={"example": "20"})
    per_degree = Measure("0", "1", metadata={"example": "0.2"})
    clr_factor = Measure("0", "1", metadata={"example": "0.25"})
    fat_factor = Measure("0", "2", metadata={"example": "0.2"})
    constant = Measure("-2", "2", metadata={"example": "0.36"})

    @post_load
    def formula(self, given: dict[str, Any], **_: Any) -> Formula:
        if given.keys() == {"name"}:
            if known := FORMULAS.get(given["name"]):
                return known
            raise ValidationError(f"Known are {', '.join(FORMULAS)}; else give all constants.", "name")
        if lacking := {"calibration_c", "per_degree", "clr_factor", "fat_factor", "constant"} - given.keys():
            raise ValidationError({name: ["Give all constants, or only a known name."] for name in lacking})
        return Formula(**given)


class LimitIn(Schema):
    """One line that milk must keep: at least, at most (both included), or a word."""

    reading = fields.String(required=True, validate=validate.OneOf(LIMITED), metadata={"example": "density"})
    at_least = Measure("-5", "1000000000", load_default=None, allow_none=True, metadata={"example": "1.026"})
    at_most = Measure("-5", "1000000000", load_default=None, allow_none=True)
    is_word = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(["good", "bad", *SIGNS])
    )
    result = fields.String(
        required=True,
        validate=validate.OneOf([REJECT, *GRADES]),
        metadata={"description": "What milk gets that does not keep it."},
    )
    reason = OpenText(100, required=True, metadata={"example": "density under 1.026, water added"})

    @post_load
    def limit(self, given: dict[str, Any], **_: Any) -> Limit:
        return Limit(**given)


class NewLimits(Schema):
    """Limits to propose. The client makes the id."""

    id = fields.UUID(required=True)
    name = PersonName(required=True, metadata={"example": "KS EAS 67, verified"})
    effective_from = Day(required=True)
    formula = fields.Nested(FormulaIn, required=True)
    limits = fields.List(fields.Nested(LimitIn), required=True, validate=validate.Length(1, MOST_LIMITS))


class FormulaOut(Answer):
    """The constants by which readings are figured."""

    name = fields.String(metadata={"example": "richmond-20"})
    calibration_c = fields.String(metadata={"example": "20"})
    per_degree = fields.String(metadata={"example": "0.2"})
    clr_factor = fields.String(metadata={"example": "0.25"})
    fat_factor = fields.String(metadata={"example": "0.2"})
    constant = fields.String(metadata={"example": "0.36"})


class LimitOut(Answer):
    """One line that milk must keep."""

    reading = fields.String(metadata={"example": "density"})
    at_least = fields.String(allow_none=True, metadata={"example": "1.026"})
    at_most = fields.String(allow_none=True)
    is_word = fields.String(allow_none=True)
    result = fields.String(metadata={"example": "reject"})
    reason = Sentence(metadata={"example": "density under 1.026, water added"})


class Limits(Answer):
    """A set of limits and how it stands."""

    id = fields.UUID()
    name = fields.String()
    effective_from = fields.Date()
    formula = fields.Nested(FormulaOut)
    limits = fields.List(fields.Nested(LimitOut))
    state = fields.String(validate=validate.OneOf(["proposed", "approved", "refused"]))
    proposed_by = fields.String(metadata={"example": "staff:S002"})
    decided_by = fields.String(allow_none=True)


class LimitSets(Answer):
    """All sets of limits, the latest first."""

    items = fields.List(fields.Nested(Limits))


class Preset(Answer):
    """Limits to begin with: verify each figure, then propose them."""

    name = fields.String()
    text = Sentence(metadata={"description": "How certain the figures are."})
    formula = fields.Nested(FormulaOut)
    limits = fields.List(fields.Nested(LimitOut))
    formulas = fields.List(fields.Nested(FormulaOut), metadata={"description": "All formulas known here."})


class SampleIn(ReadingsIn):
    """A sample of one delivery, or of a bulk can at a centre in one shift, and what was read."""

    id = fields.UUID(required=True, metadata={"description": "The client makes the id."})
    delivery = fields.UUID(metadata={"description": "Of this delivery; or name the can."})
    container = Text(40, metadata={"description": "The can's label.", "example": "C-07"})
    centre = Code()
    date = Day(metadata={"description": "With the can: the milk's day."})
    shift = Shift()
    reference = Text(
        60, load_default=None, allow_none=True, metadata={"description": "The laboratory's number."}
    )
    taken_at = Instant(load_default=None, allow_none=True)

    @validates_schema
    def of_one_thing(self, given: dict[str, Any], **_: Any) -> None:
        of_can = given.keys() & {"container", "centre", "date", "shift"}
        if "delivery" in given and of_can:
            raise ValidationError("A sample is of a delivery or of a can.", sorted(of_can)[0])
        if "delivery" not in given and len(of_can) < 4:
            lacking = sorted({"container", "centre", "date", "shift"} - of_can)
            raise ValidationError(f"Give delivery, or {', '.join(lacking)} too.", lacking[0])

    @post_load
    def read(self, given: dict[str, Any], **_: Any) -> tuple[UUID, dict[str, Any], Readings]:
        readings = Readings(**{name: given.pop(name) for name in READINGS if name in given})
        return given.pop("id"), given, readings


class Sample(ReadingsOut):
    """A sample and what followed for the milk it is attached to."""

    id = fields.UUID()
    position = fields.Integer()
    container = fields.String(allow_none=True, metadata={"example": "C-07"})
    delivery = fields.UUID(allow_none=True)
    centre = fields.String(metadata={"example": "KIM"})
    date = fields.Date(attribute="day")
    shift = fields.String(metadata={"example": "AM"})
    reference = fields.String(allow_none=True)
    deliveries = fields.Integer(metadata={"description": "To how many it is attached."})
    rejected = fields.Integer(metadata={"description": "Accepted before, and not since."})
    uncounted = fields.Integer(
        metadata={"description": "In a pay run, in dispute or voided: nothing changed for them."}
    )
    change_litres = Litres(attribute="change_centilitres", hundredths=True)
    change = Money(attribute="change_cents")
    taken_at = Instant()
    recorded_at = Instant()
    recorded_by = fields.String(metadata={"example": "staff:S001"})


SamplePage = page_of(Sample)


class SampleArgs(PageArgs):
    """The samples: by days, centre and can."""

    day_from = Day(data_key="from")
    day_to = Day(data_key="to")
    centre = Code()
    container = Text(40)

    @validates_schema
    def in_order(self, given: dict[str, Any], **_: Any) -> None:
        if "day_from" in given and "day_to" in given and given["day_from"] > given["day_to"]:
            raise ValidationError("From comes before to.", "from")
