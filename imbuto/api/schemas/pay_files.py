"""Files of payments, their formats, and what banks say became of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshmallow import fields, post_load, validate

from imbuto.api.fields import Day, Instant, Money, OpenText, Text, YesNo
from imbuto.api.paging import PageArgs, page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer, Chapter, RowFault, RowNote
from imbuto.api.schemas.prices import File
from imbuto.api.tongues import Sentence
from imbuto.ledger import (
    FILE_FORMS,
    FILE_KINDS,
    PAY_AMOUNTS,
    PAY_DELIMITERS,
    PAY_FIELDS,
    PAY_PHONES,
    PayColumn,
    PayFormat,
    ResultSums,
)

STATES = ("opened", "sealed", "approved", "cancelled", "closed")
LINE_STATES = ("in_file", "paid", "not_paid")
RESULT_STATES = ("waiting", "approved", "refused")
_NAME = validate.Regexp(r"[a-z0-9][a-z0-9-]{0,29}\Z")
_BANK = validate.Regexp(r"[A-Za-z0-9]{1,20}\Z")
_DIGEST = validate.Regexp(r"[0-9a-f]{64}\Z")
_SHA = {"description": "SHA-256 of the CSV: what the bank reads out when it calls back."}


class PayColumnSchema(Schema):
    """One column of a format."""

    heading = Text(60, required=True, metadata={"example": "Account Number"})
    field = fields.String(required=True, validate=validate.OneOf(PAY_FIELDS))
    fixed = Text(60, shortest=0, load_default="", metadata={"description": "The words of a fixed column."})

    @post_load
    def make(self, given: dict[str, Any], **_: Any) -> PayColumn:
        return PayColumn(**given)


def _words() -> Any:
    told = {"description": "Words for this in a result file, in lower case; usual ones when left out."}
    return fields.List(Text(30), validate=validate.Length(0, 30), metadata=told)


class NewPayFormat(Schema):
    """How a bank wants its files, from a day on."""

    name = fields.String(required=True, validate=_NAME, metadata={"example": "kcb"})
    kind = fields.String(required=True, validate=validate.OneOf(FILE_KINDS))
    effective_from = Day(required=True)
    columns = fields.List(fields.Nested(PayColumnSchema), required=True, validate=validate.Length(1, 30))
    delimiter = fields.String(load_default=",", validate=validate.OneOf(PAY_DELIMITERS))
    headings = YesNo(load_default=True)
    amounts = fields.String(load_default="shillings", validate=validate.OneOf(PAY_AMOUNTS))
    phones = fields.String(load_default="254", validate=validate.OneOf(PAY_PHONES))
    paid_words = _words()
    failed_words = _words()
    pending_words = _words()
    note = OpenText(200, shortest=0, load_default="")

    @post_load
    def make(self, given: dict[str, Any], **_: Any) -> PayFormat:
        whole: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in given.items()
        }
        return PayFormat(**whole)


class PayColumnAnswer(Answer):
    """One column of a format."""

    heading = fields.String()
    field = fields.String(validate=validate.OneOf(PAY_FIELDS))
    fixed = fields.String()


class PayFormatAnswer(Answer):
    """A format in force. `set_by` is null for a preset, which is to be verified before the first file."""

    name = fields.String()
    kind = fields.String(validate=validate.OneOf(FILE_KINDS))
    effective_from = fields.Date()
    columns = fields.List(fields.Nested(PayColumnAnswer))
    delimiter = fields.String(validate=validate.OneOf(PAY_DELIMITERS))
    headings = fields.Boolean()
    amounts = fields.String(validate=validate.OneOf(PAY_AMOUNTS))
    phones = fields.String(validate=validate.OneOf(PAY_PHONES))
    paid_words = fields.List(fields.String())
    failed_words = fields.List(fields.String())
    pending_words = fields.List(fields.String())
    note = Sentence()
    set_by = fields.String(allow_none=True)


class PayFormats(Answer):
    """Every format in force on a day, and what comes after it."""

    day = fields.Date(metadata={"example": date(2026, 11, 16).isoformat()})
    items = fields.List(fields.Nested(PayFormatAnswer))
    to_come = fields.List(fields.Nested(PayFormatAnswer))


class PayFileArgs(PageArgs):
    """Files by run, state and kind."""

    run = fields.UUID()
    state = fields.String(validate=validate.OneOf(STATES))
    kind = fields.String(validate=validate.OneOf(FILE_KINDS))


class NewPayFile(Schema):
    """A file to make. Without a run, of all runs; without a bank, to all banks."""

    id = fields.UUID(required=True)
    format = fields.String(required=True, validate=_NAME, metadata={"example": "bank"})
    run = fields.UUID(load_default=None, allow_none=True)
    bank = fields.String(load_default=None, allow_none=True, validate=_BANK, metadata={"example": "KCB"})


class PayFile(Answer):
    """A file of payments as it stands. `left`: payments in it that have not ended."""

    id = fields.UUID()
    kind = fields.String(validate=validate.OneOf(FILE_KINDS))
    pay_channel = fields.String(metadata={"example": "bank"})
    run = fields.UUID(allow_none=True)
    bank = fields.String(allow_none=True)
    format = fields.String()
    state = fields.String(validate=validate.OneOf(STATES))
    count = fields.Integer()
    amount = Money(attribute="cents")
    digest = fields.String(allow_none=True, metadata=_SHA)
    reason = fields.String(allow_none=True, metadata={"description": "Why it was cancelled."})
    opened_by = fields.String(metadata={"example": "staff:S003"})
    opened_at = Instant()
    sealed_at = Instant(allow_none=True)
    decided_by = fields.String(allow_none=True)
    decided_at = Instant(allow_none=True)
    downloads = fields.Integer()
    downloaded_by = fields.String(allow_none=True)
    downloaded_at = Instant(allow_none=True)
    left = fields.Integer()
    paid = fields.Integer()
    paid_amount = Money(attribute="paid_cents")
    failed = fields.Integer()
    failed_amount = Money(attribute="failed_cents")
    results = fields.Integer(metadata={"description": "How many result files were read in."})
    results_name = fields.String(allow_none=True)
    results_state = fields.String(allow_none=True, validate=validate.OneOf([*RESULT_STATES, None]))
    results_read_by = fields.String(allow_none=True)
    results_paid = fields.Integer(allow_none=True)
    results_paid_amount = Money(attribute="results_paid_cents", allow_none=True)
    results_failed = fields.Integer(allow_none=True)
    results_failed_amount = Money(attribute="results_failed_cents", allow_none=True)
    results_unmatched = fields.Integer(
        allow_none=True, metadata={"description": "Payments of the file that the results do not mention."}
    )
    results_left = fields.Integer(metadata={"description": "Of the last results, not yet settled."})
    position = fields.Integer()
    version = fields.Integer()


PayFilePage = page_of(PayFile)


class PayFileWithStory(PayFile):
    """A file, what stands in its columns, and every fact of it; of its lines only how many."""

    columns = fields.List(fields.Nested(PayColumnAnswer))
    story = fields.List(fields.Nested(Chapter))


class PayFileLineArgs(PageArgs):
    """The payments in a file, by how they stand."""

    state = fields.String(validate=validate.OneOf(LINE_STATES))


class PayFileLine(Answer):
    """One payment in a file."""

    payout = fields.UUID()
    attempt = fields.Integer()
    member = fields.String(metadata={"example": "0042"})
    reference = fields.String(metadata={"example": "7KQ2M9XWRT"})
    amount = Money(attribute="cents")
    state = fields.String(validate=validate.OneOf(LINE_STATES))
    receipt = fields.String(allow_none=True)


PayFileLinePage = page_of(PayFileLine)


class SeenPayFile(Schema):
    """What was seen of a file that is to be approved."""

    count = fields.Integer(required=True, strict=True, validate=validate.Range(1, 1_000_000))
    amount = Money(required=True)
    digest = fields.String(required=True, validate=_DIGEST, metadata=_SHA)
    fixed = fields.List(
        fields.String(validate=validate.Length(1, 60)),
        load_default=list,
        validate=validate.Length(max=30),
        metadata={
            "description": "The words that its format puts into every row, in their order: see that nobody's"
            " own account is among them.",
            "example": [],
        },
    )


class FileFormArgs(Schema):
    """As what the file is wanted."""

    form = fields.String(load_default="csv", validate=validate.OneOf(FILE_FORMS))


class ResultFile(Schema):
    """A bank's answer: CSV or XLSX with the headings Reference and Status, and Receipt, Reason, Amount and
    Fee where it has them."""

    file = File(required=True)


class ResultPreview(Answer):
    """What a result file says, with nothing recorded: what is new in it, and every fault."""

    name = fields.String()
    digest = fields.String(metadata={"description": "SHA-256 of the result file."})
    rows = fields.Integer()
    new = fields.Integer()
    paid = fields.Integer()
    paid_amount = Money(attribute="paid_cents")
    failed = fields.Integer()
    failed_amount = Money(attribute="failed_cents")
    faults = fields.List(fields.Nested(RowFault))
    notes = fields.List(fields.Nested(RowNote))


class SeenResults(Schema):
    """What was seen of results that are to be approved: their number, counts and sums."""

    results = fields.Integer(required=True, strict=True, validate=validate.Range(1, 1_000_000))
    paid = fields.Integer(required=True, strict=True, validate=validate.Range(0, 1_000_000))
    paid_amount = Money(required=True)
    failed = fields.Integer(required=True, strict=True, validate=validate.Range(0, 1_000_000))
    failed_amount = Money(required=True)

    @post_load
    def make(self, given: dict[str, Any], **_: Any) -> tuple[int, ResultSums]:
        sums = ResultSums(given["paid"], given["paid_amount"], given["failed"], given["failed_amount"])
        return given["results"], sums
