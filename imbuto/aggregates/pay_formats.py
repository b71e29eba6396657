"""How a file of payments looks to the bank, the SACCO or the M-Pesa portal that takes it, as dated data.

Each of them wants columns of its own in an order of its own, and changes them. So a cooperative writes down
what its bank wants, from a day on; a file that is made keeps the format with it. The presets are guesses:
no public page tells the portal's columns, and each bank has others. Verify them with a real operator.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.founding import COOPERATIVE_ID, Founding
from imbuto.errors import BadValue, Unknown
from imbuto.values import EARLIEST_DATE, By

FILE_KINDS = ("bank", "sacco", "mpesa-bulk")
CHANNEL_OF = {"bank": "bank", "sacco": "bank", "mpesa-bulk": "mpesa"}
"""Which payouts go into a file of each kind: a SACCO's account is an account too."""
PAY_FIELDS = ("reference", "amount", "account", "phone", "name", "bank", "member", "period", "row", "fixed")
"""What a column may show. `name` is the account's, of M-Pesa the member's; `fixed` the same words in each
row, such as the account that pays."""
NEEDED = {
    "bank": ("reference", "amount", "account"),
    "sacco": ("reference", "amount", "account"),
    "mpesa-bulk": ("reference", "amount", "phone"),
}
"""Without these nobody can pay, or say afterwards what was paid."""
PAY_DELIMITERS = (",", ";", "\t", "|")
PAY_AMOUNTS = ("shillings", "whole", "cents")
"""1234.00, 1234, 123400."""
PAY_PHONES = ("254", "0")
"""254712345678 or 0712345678."""
MOST_COLUMNS, LONGEST_HEADING, LONGEST_NAME, LONGEST_NOTE = 30, 60, 30, 200
MOST_WORDS = 30
VERIFY = "Verify the columns with the {}'s own example before the first file."


@dataclass(frozen=True)
class PayColumn:
    """One column: its heading, what it shows, and the words of a `fixed` one."""

    heading: str
    field: str
    fixed: str = ""


@dataclass(frozen=True)
class PayFormat:
    """The format of that name from a day on. `paid_words`, `failed_words`, `pending_words`: how the result
    file says what became of a payment, in lower case."""

    name: str
    kind: str
    columns: tuple[PayColumn, ...]
    effective_from: date = EARLIEST_DATE
    delimiter: str = ","
    headings: bool = True
    amounts: str = "shillings"
    phones: str = "254"
    paid_words: tuple[str, ...] = (
        "paid", "success", "successful", "succeeded", "completed", "processed", "credited", "ok", "imelipwa",
    )  # fmt: skip
    failed_words: tuple[str, ...] = (
        "failed", "failure", "rejected", "returned", "declined", "cancelled", "unsuccessful", "error",
        "not paid", "unpaid", "imeshindikana",
    )  # fmt: skip
    pending_words: tuple[str, ...] = ("pending", "processing", "in progress", "queued", "initiated")
    note: str = ""
    set_by: str | None = None

    @property
    def channel(self) -> str:
        """The channel of the payouts that go into such a file."""
        return CHANNEL_OF[self.kind]

    def outcome_of(self, status: str) -> str | None:
        """`paid`, `not_paid`, `pending`, or None for a word that the format does not know."""
        word = " ".join(status.casefold().split())
        found = {"paid": self.paid_words, "not_paid": self.failed_words, "pending": self.pending_words}
        return next((outcome for outcome, words in found.items() if word in words), None)


def _columns(*pairs: tuple[str, str]) -> tuple[PayColumn, ...]:
    return tuple(PayColumn(heading, field) for heading, field in pairs)


PAY_PRESETS: dict[str, PayFormat] = {
    "bank": PayFormat(
        "bank",
        "bank",
        _columns(
            ("Reference", "reference"),
            ("Bank Code", "bank"),
            ("Account Number", "account"),
            ("Account Name", "name"),
            ("Amount", "amount"),
            ("Narration", "period"),
        ),
        note=VERIFY.format("bank"),
    ),
    "sacco": PayFormat(
        "sacco",
        "sacco",
        _columns(
            ("No", "row"),
            ("Member No", "member"),
            ("Account No", "account"),
            ("Name", "name"),
            ("Amount", "amount"),
            ("Reference", "reference"),
        ),
        note=VERIFY.format("SACCO"),
    ),
    "mpesa-bulk": PayFormat(
        "mpesa-bulk",
        "mpesa-bulk",
        _columns(
            ("MSISDN", "phone"),
            ("Amount", "amount"),
            ("Name", "name"),
            ("Reference", "reference"),
        ),
        amounts="whole",
        note=VERIFY.format("M-Pesa portal"),
    ),
}
"""What is used until the cooperative has its own format of that name."""


def require_plausible_format(form: PayFormat) -> None:
    """Raises BadValue for a format by which nobody could pay, or nobody could tell what was paid."""
    _choice("kind", form.kind, FILE_KINDS)
    _choice("delimiter", form.delimiter, PAY_DELIMITERS)
    _choice("amounts", form.amounts, PAY_AMOUNTS)
    _choice("phones", form.phones, PAY_PHONES)
    _words("name", form.name, LONGEST_NAME)
    if not form.effective_from >= EARLIEST_DATE:
        raise BadValue("effective_from", form.effective_from, "That day is not in our time.", "Check it.")
    if len(form.note) > LONGEST_NOTE:
        raise BadValue("note", form.note, f"A note has at most {LONGEST_NOTE} characters.", "Shorten it.")
    _require_columns(form)
    _require_status_words(form)


def _require_columns(form: PayFormat) -> None:
    if not 1 <= len(form.columns) <= MOST_COLUMNS:
        raise BadValue(
            "columns", len(form.columns), f"A format has 1 to {MOST_COLUMNS} columns.", "Give those."
        )
    for column in form.columns:
        _choice("columns", column.field, PAY_FIELDS)
        _words("columns", column.heading, LONGEST_HEADING)
        if (column.field == "fixed") != bool(column.fixed):
            raise BadValue(
                "columns",
                column.heading,
                "A fixed column has its words, and no other column has any.",
                "Give the words, or choose what the column shows.",
            )
        if len(column.fixed) > LONGEST_HEADING or not column.fixed.isprintable():
            raise BadValue("columns", column.fixed, "These words are too long or odd.", "Shorten them.")
    shown = Counter(column.field for column in form.columns)
    for field in NEEDED[form.kind]:
        if shown[field] != 1:
            raise BadValue(
                "columns", field, f"A file of this kind shows the {field} in one column.", "Add it, once."
            )


def _require_status_words(form: PayFormat) -> None:
    said = [*form.paid_words, *form.failed_words, *form.pending_words]
    if not form.paid_words or not form.failed_words or len(said) > MOST_WORDS * 3:
        raise BadValue("paid_words", len(said), "The words for paid and for failed are needed.", "Give them.")
    for word in said:
        if word != " ".join(word.casefold().split()) or not 1 <= len(word) <= LONGEST_NAME:
            raise BadValue("paid_words", word, "A status is a few words in lower case.", "Write it so.")
    if len(set(said)) != len(said):
        raise BadValue("paid_words", said, "One word cannot mean two things.", "Keep it in one list.")


def _choice(field: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        known = ", ".join("tab" if one == "\t" else one for one in choices)
        raise BadValue(field, value, f"There is no such {field}.", f"Choose one of: {known}")


def _words(field: str, words: str, longest: int) -> None:
    if words != words.strip() or not words.isprintable() or not 1 <= len(words) <= longest:
        raise BadValue(field, words, f"This has 1 to {longest} characters in one line.", "Shorten it.")


class PayFormatBook(Founding):
    """The part of the cooperative that knows what its banks want."""

    @dataclass(frozen=True, kw_only=True)
    class PayFormatSet(Fact):
        """`form` holds from its `effective_from` on, until another of its name."""

        TOPIC = "cooperative.pay_format_set"
        form: PayFormat

        def apply(self, aggregate: PayFormatBook) -> None:
            aggregate.pay_formats.append(replace(self.form, set_by=self.who))

    def __init__(self, id: UUID = COOPERATIVE_ID) -> None:
        super().__init__(id)
        self.pay_formats: list[PayFormat] = []
        """As they were set, the latest last."""

    def set_pay_format(self, form: PayFormat, by: By) -> None:
        """Writes down a format; the same again is quiet. Files that are made already keep theirs. Raises
        BadValue."""
        form = replace(form, set_by=None)
        require_plausible_format(form)
        preset = PAY_PRESETS.get(form.name)
        if preset is not None and preset.kind != form.kind:
            raise BadValue("name", form.name, f"This is the name of a {preset.kind} format.", "Use another.")
        known = [one for one in self.pay_formats if one.name == form.name]
        if known and replace(known[-1], set_by=None) == form:
            return
        if known and known[-1].kind != form.kind:
            raise BadValue("name", form.name, f"This is a {known[-1].kind} format.", "Use another name.")
        self._record(self.PayFormatSet, by, form=form)

    def pay_format(self, name: str, day: date) -> PayFormat:
        """The format of that name in force on a day: the cooperative's own, else the preset. Raises
        Unknown."""
        found = PAY_PRESETS.get(name)
        for form in self.pay_formats:
            is_later = found is None or form.effective_from >= found.effective_from
            if form.name == name and form.effective_from <= day and is_later:
                found = form
        if found is None:
            raise Unknown("pay format", name)
        return found

    def pay_formats_on(self, day: date) -> list[PayFormat]:
        """Every format in force on a day, by name."""
        names = {*PAY_PRESETS, *(form.name for form in self.pay_formats if form.effective_from <= day)}
        return [self.pay_format(name, day) for name in sorted(names)]

    def pay_formats_after(self, day: date) -> list[PayFormat]:
        """What was written down and holds from a later day on, the next first; of one name and day what was
        written last."""
        coming = {
            (form.effective_from, form.name): form for form in self.pay_formats if form.effective_from > day
        }
        return [coming[key] for key in sorted(coming)]
