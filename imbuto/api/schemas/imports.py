"""Files that are brought in: what is sent with them, what they hold, and what was recorded."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from imbuto.api.fields import Day, Litres, Money, Text
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer, RowNote
from imbuto.api.schemas.prices import File
from imbuto.api.tongues import Sentence

KINDS = ("members", "deliveries", "charges", "bulk", "opening")
_BATCH = r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}"


class FileOfBulk(Schema):
    """A file with headings, in many spellings. Bulk figures need nothing beside them."""

    file = File(required=True, metadata={"description": "CSV or XLSX, up to 5 MB and 20,000 rows."})

    @post_load
    def without_blanks(self, given: dict[str, Any], **_: Any) -> dict[str, Any]:
        """A field of a form that is left blank says nothing."""
        return {name: value for name, value in given.items() if value != ""}


class FileOfCharges(FileOfBulk):
    """A list of charges, and how long members' numbers are."""

    pad = fields.Integer(
        load_default=0,
        validate=validate.Range(0, 16),
        metadata={
            "description": "Gives shortened numbers their leading zeros back: with 4, 42 becomes 0042.",
            "example": 4,
        },
    )


class FileOfMembers(FileOfCharges):
    """A register of members, and the centre of those whose row names none."""

    centre = Text(
        60,
        shortest=0,
        metadata={
            "description": "The centre of rows that name none, by code or name.",
            "example": "KIA",
        },
    )


class FileOfDeliveries(FileOfMembers):
    """A delivery book, and whether its unusual litres are right."""

    meant = fields.Boolean(
        truthy={"true"},
        falsy={"false"},
        load_default=False,
        metadata={"description": "Unusual litres in the file are right; they are flagged."},
    )


class FileOfOpening(FileOfCharges):
    """Opening balances, the day on which they stood, and the name under which they are approved."""

    day = Day(required=True)
    batch = Text(
        60,
        shortest=0,
        metadata={"description": "Else opening- and the day.", "example": "opening-2026"},
    )

    @post_load
    def with_a_name(self, given: dict[str, Any], **_: Any) -> dict[str, Any]:
        if not re.fullmatch(_BATCH, given.get("batch") or "opening", re.ASCII):
            raise ValidationError("This is no name of a batch. Write it like opening-2026.", "batch")
        return given


_DIGEST = {"description": "That of the preview: what is recorded is what was seen.", "example": "9f86d0…"}


class Seen(Schema):
    """With the digest of the preview."""

    digest = Text(64, required=True, metadata=_DIGEST)


class BulkToRecord(Seen, FileOfBulk):
    """Bulk figures as they were seen."""


class ChargesToRecord(Seen, FileOfCharges):
    """Charges as they were seen."""


class MembersToRecord(Seen, FileOfMembers):
    """Members as they were seen."""


class DeliveriesToRecord(Seen, FileOfDeliveries):
    """Deliveries as they were seen."""


class OpeningToRecord(Seen, FileOfOpening):
    """Opening balances as they were seen."""


class ImportColumn(Answer):
    """A heading of the file, and what it is read as."""

    heading = fields.String(metadata={"example": "Mkulima No."})
    meaning = fields.String(metadata={"example": "Member No"})


class ImportProblem(Answer):
    """Why a row cannot be recorded, and what to do."""

    row = fields.Integer(metadata={"description": "As a spreadsheet counts them.", "example": 17})
    field = fields.String(attribute="column", metadata={"description": "The file's own heading."})
    value = fields.String()
    sentence = Sentence()
    remedy = Sentence()


class ImportCell(Answer):
    """A cell as it was understood."""

    heading = fields.String(metadata={"example": "litres"})
    value = fields.String(metadata={"example": "8.5"})


class ImportRow(Answer):
    """A row as it was understood."""

    row = fields.Integer(metadata={"example": 2})
    cells = fields.List(fields.Nested(ImportCell))


class ImportAmount(Answer):
    """The sum of one kind of money in the file."""

    name = fields.String(metadata={"description": "A kind of charge; owed or savings.", "example": "advance"})
    amount = Money(attribute="cents")


class ImportTotals(Answer):
    """What the rows that can be recorded come to."""

    rows = fields.Integer(metadata={"description": "Those without a fault."})
    bad_rows = fields.Integer()
    members = fields.Integer(allow_none=True)
    first_day = fields.Date(allow_none=True)
    last_day = fields.Date(allow_none=True)
    litres = Litres(allow_none=True, metadata={"description": "Of deliveries, rejected milk too."})
    rejected_litres = Litres(allow_none=True)
    amounts = fields.List(fields.Nested(ImportAmount))


class ImportPreview(Answer):
    """What a file holds, with nothing recorded, and every fault of it."""

    kind = fields.String(validate=validate.OneOf(KINDS))
    name = fields.String(metadata={"description": "The file's own name."})
    rows = fields.Integer(metadata={"description": "Read under the headings."})
    already = fields.Integer(metadata={"description": "Rows that are in the ledger."})
    digest = fields.String(metadata={"description": "Of the file and what was said beside it."})
    columns = fields.List(fields.Nested(ImportColumn))
    unread = fields.List(fields.String(), metadata={"description": "Headings that were not understood."})
    problems = fields.List(fields.Nested(ImportProblem), metadata={"description": "The first 200."})
    problem_count = fields.Integer()
    notes = fields.List(fields.Nested(RowNote), metadata={"description": "The first 200."})
    note_count = fields.Integer()
    sample = fields.List(fields.Nested(ImportRow), metadata={"description": "The first 20 rows."})
    totals = fields.Nested(ImportTotals)


class Imported(Answer):
    """What was recorded: with the file sent again, nothing."""

    recorded = fields.Integer()
    already = fields.Integer(metadata={"description": "Rows that were in the ledger before."})
    batch = fields.String(
        allow_none=True,
        metadata={"description": "Of opening balances: the name under which another official approves them."},
    )
