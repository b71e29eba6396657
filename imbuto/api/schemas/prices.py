"""Prices: what is proposed, how it stands, what a litre of some milk is worth and why."""

from __future__ import annotations

from typing import Any

from flask_smorest.fields import Upload  # type: ignore[import-untyped]
from marshmallow import ValidationError, fields, post_load, validate
from werkzeug.datastructures import FileStorage

from imbuto.api.fields import Day, Instant, Litres, Measure, Money, OpenText, Parsed, Text
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer
from imbuto.api.schemas.cooperative import Code
from imbuto.ledger import MAX_CELLS, SLAB_WAYS, GradeStep, MatrixCell, PriceRules, Slab
from imbuto.values import Money as Shillings

STATES = ("proposed", "approved", "refused")


class Grade(Text):
    """The grade of milk, such as B."""

    def __init__(self, **options: Any) -> None:
        super().__init__(10, metadata={"example": "B"}, **options)


class GradeIn(Schema):
    """A premium, or a penalty (below zero), per litre of milk of a grade."""

    grade = Grade(required=True)
    amount = Money(required=True, signed=True)

    @post_load
    def step(self, given: dict[str, Any], **_: Any) -> GradeStep:
        return GradeStep(given["grade"], given["amount"])


class CellIn(Schema):
    """The price of a litre from these readings up, until the next cell begins."""

    fat_from = Measure("0", "20", required=True)
    snf_from = Measure("0", "20", required=True)
    price_per_litre = Money(required=True)

    @post_load
    def cell(self, given: dict[str, Any], **_: Any) -> MatrixCell:
        return MatrixCell(given["fat_from"], given["snf_from"], given["price_per_litre"])


class SlabIn(Schema):
    """From so many litres in a run on, so much more per litre."""

    litres_from = Measure("0", "999999", required=True)
    amount = Money(required=True)

    @post_load
    def slab(self, given: dict[str, Any], **_: Any) -> Slab:
        return Slab(given["litres_from"], given["amount"])


class NewPrice(Schema):
    """A price to propose. The client makes the id. Without rules each litre has the flat price."""

    id = fields.UUID(required=True)
    centre = Code(load_default=None, allow_none=True)
    price_per_litre = Money(
        required=True, metadata={"description": "Flat; with a matrix, of milk that it does not reach."}
    )
    effective_from = Day(required=True)
    grades = fields.List(fields.Nested(GradeIn), load_default=list, validate=validate.Length(0, 20))
    matrix = fields.List(fields.Nested(CellIn), load_default=list, validate=validate.Length(0, MAX_CELLS))
    slabs = fields.List(fields.Nested(SlabIn), load_default=list, validate=validate.Length(0, 20))
    slab_way = fields.String(
        load_default="above",
        validate=validate.OneOf(SLAB_WAYS),
        metadata={"description": "Only the litres above each step, or all litres at the step reached."},
    )
    text = OpenText(100, shortest=0, load_default="", metadata={"example": "Volume premium"})

    @post_load
    def proposal(self, given: dict[str, Any], **_: Any) -> dict[str, Any]:
        rules = (given[name] for name in ("grades", "matrix", "slabs", "slab_way", "text"))
        return proposal_of(given, PriceRules.of(*rules))


class File(Upload):  # type: ignore[misc]
    """A file, not words under its name."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> FileStorage:
        if not isinstance(value, FileStorage):
            raise ValidationError("This is a file. Send it as one, with its name.")
        return value


class NewMatrixPrice(Schema):
    """A price to propose with the matrix of an uploaded file."""

    id = fields.UUID(required=True)
    centre = Code(load_default=None, allow_none=True)
    price_per_litre = Parsed(
        lambda text: Shillings.parse(text, "price_per_litre").cents,
        required=True,
        metadata={"description": "Flat, in shillings: of milk below the matrix.", "example": "45.00"},
    )
    effective_from = Day(required=True)
    text = OpenText(100, shortest=0, load_default="", metadata={"example": "Matrix of November"})
    file = File(
        required=True,
        metadata={
            "description": "CSV or XLSX: SNF steps in the first row, fat steps in the first column; or "
            "a list with the headings fat, snf and price."
        },
    )


class MatrixArgs(Schema):
    """How the matrix is wanted."""

    format = fields.String(
        validate=validate.OneOf(("csv", "xlsx")), metadata={"description": "Else by the Accept header."}
    )


class GradeOut(Answer):
    """A premium or penalty per litre."""

    grade = fields.String(metadata={"example": "B"})
    amount = Money(attribute="cents")


class SlabOut(Answer):
    """From so many litres on, so much more per litre."""

    litres_from = fields.String(metadata={"example": "500"})
    amount = Money(attribute="cents_per_litre")


class Price(Answer):
    """A price per litre with its rules, for one centre or all, from a day on."""

    id = fields.UUID()
    centre = fields.String(allow_none=True, metadata={"description": "Null: for all centres."})
    price_per_litre = Money(attribute="cents_per_litre")
    effective_from = fields.Date()
    text = fields.String(attribute="rules.text")
    grades = fields.List(fields.Nested(GradeOut), attribute="rules.grades")
    slabs = fields.List(fields.Nested(SlabOut), attribute="rules.slabs")
    slab_way = fields.String(attribute="rules.slab_way", validate=validate.OneOf(SLAB_WAYS))
    cells = fields.Function(
        lambda price: len(price.rules.matrix),
        metadata={"type": "integer", "description": "How many cells its fat × SNF matrix has."},
    )
    state = fields.String(validate=validate.OneOf(STATES))
    proposed_by = fields.String(metadata={"example": "staff:S002"})
    proposed_at = Instant(allow_none=True)
    decided_by = fields.String(allow_none=True)
    decided_at = Instant(allow_none=True)
    refusal = fields.String(allow_none=True, metadata={"description": "Why it was refused."})
    warning = fields.String(
        allow_none=True, metadata={"description": "A litre can be worth less than the legal floor."}
    )


class Prices(Answer):
    """All prices, proposed, approved and refused."""

    items = fields.List(fields.Nested(Price))


class CellOut(Answer):
    """One cell of the matrix."""

    fat_from = fields.String(metadata={"example": "3.5"})
    snf_from = fields.String(metadata={"example": "8.5"})
    price_per_litre = Money(attribute="cents_per_litre")


class PriceWithMatrix(Price):
    """A price with the cells of its matrix."""

    matrix = fields.List(fields.Nested(CellOut), attribute="rules.matrix")


class QuoteArgs(Schema):
    """Which milk, and as of when."""

    centre = Code(required=True)
    date = Day(required=True)
    grade = Grade(load_default=None)
    fat = Measure("0", "20", load_default=None)
    snf = Measure("0", "20", load_default=None)
    as_of_position = fields.Integer(
        load_default=None,
        validate=validate.Range(1, 2**53),
        metadata={"description": "As the ledger knew it at that position."},
    )
    as_of = Instant(load_default=None, metadata={"description": "As the ledger knew it at that instant."})


class Quote(Answer):
    """What a litre of such milk is worth on that day, by which rule of which price, and who set it."""

    centre = fields.String(metadata={"example": "KIM"})
    date = fields.Date()
    price_per_litre = Money(attribute="cents_per_litre")
    rule = fields.String(metadata={"example": "flat 45.00; grade B -2.00"})
    parts = fields.List(fields.String(), metadata={"description": "The rule's parts, in order."})
    price = fields.Nested(Price)


class DifferenceOnDelivery(Answer):
    """What a price difference added to the delivery, as it stood when that was approved."""

    id = fields.UUID()
    name = fields.String(metadata={"example": "Half-year bonus"})
    kind = fields.String(metadata={"example": "bonus"})
    amount = Money(attribute="cents")
    approved_by = fields.String(attribute="decided_by")
    approved_at = Instant(attribute="decided_at")


class PriceOfDelivery(Answer):
    """The price that was fixed with the delivery, the rule that gave it, and what was added since."""

    delivery = fields.UUID()
    member = fields.String(metadata={"example": "0042"})
    centre = fields.String(metadata={"example": "KIM"})
    date = fields.Date()
    state = fields.String()
    litres = Litres(hundredths=True, metadata={"description": "Those that count: without what is held."})
    grade = fields.String(allow_none=True)
    fat_percent = fields.String(allow_none=True)
    snf_percent = fields.String(allow_none=True)
    rejection_reason = fields.String(allow_none=True)
    price_per_litre = Money(attribute="cents_per_litre")
    value = Money(attribute="value_cents")
    rule = fields.String(metadata={"example": "flat 45.00; grade B -2.00"})
    parts = fields.List(fields.String())
    price = fields.Nested(Price, allow_none=True, metadata={"description": "Null: rejected milk has none."})
    differences = fields.List(fields.Nested(DifferenceOnDelivery))


def proposal_of(given: dict[str, Any], rules: PriceRules) -> dict[str, Any]:
    """What is proposed, as the verb takes it."""
    return {
        "price_id": given["id"],
        "centre": given["centre"],
        "cents_per_litre": given["price_per_litre"],
        "effective_from": given["effective_from"],
        "rules": rules,
    }
