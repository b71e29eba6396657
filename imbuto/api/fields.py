"""The words of the dairy as JSON: money, litres, phones, numbers, days, shifts and periods.

Amounts and litres are texts of decimals, never JSON numbers, so that no reader rounds them. What the
domain refuses as a value becomes a sentence under the field's name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, fields, validate

from imbuto.api.plain import Schema
from imbuto.errors import BadValue
from imbuto.values import (
    CURRENCY,
    EARLIEST_DATE,
    SHIFTS,
    Period,
    parse_litres,
    parse_member_number,
    parse_msisdn,
    parse_shift,
)
from imbuto.values import (
    Money as Shillings,
)


class Text(fields.String):
    """Text without outer spaces, of bounded length. One line unless `lines`."""

    def __init__(self, longest: int, *, shortest: int = 1, lines: bool = False, **options: Any) -> None:
        super().__init__(validate=validate.Length(shortest, longest), **options)
        self.lines = lines

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs).strip()
        if not self.lines and any(unicodedata.category(letter) == "Cc" for letter in text):
            raise ValidationError("This is one line of text.")
        return text


class OpenText(Text):
    """Words that stand in the ledger in the clear, about many members or as a mark: never erased."""

    def __init__(self, longest: int, *, metadata: dict[str, Any] | None = None, **options: Any) -> None:
        known = metadata or {}
        of_its_own = known.get("description", "")
        super().__init__(
            longest, metadata={**known, "description": f"{of_its_own} {WRITE_NO_NAMES}".strip()}, **options
        )


WRITE_NO_NAMES = "Write no names of people here: it is kept in the clear, for ever."


class PersonName(Text):
    """A person's or a place's name: letters of any script, figures and a few marks; no emoji, no markup."""

    def __init__(self, **options: Any) -> None:
        super().__init__(100, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        name = super()._deserialize(value, attr, data, **kwargs)
        if not all(unicodedata.category(letter)[0] in "LMN" or letter in " .,'’-/()&" for letter in name):
            raise ValidationError("A name has letters, figures, spaces and . , ' - / ( ) &.")
        return name


class Parsed(fields.String):
    """A text that the domain reads: what it refuses becomes the field's error."""

    def __init__(self, read: Callable[[str], Any], **options: Any) -> None:
        super().__init__(**options)
        self.read = read

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        _no_number(value, str(self.metadata["example"]))
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            return self.read(text)
        except BadValue as refusal:
            raise ValidationError(str(refusal)) from refusal


class MemberNumber(Parsed):
    """As on the card, leading zeros kept."""

    def __init__(self, **options: Any) -> None:
        super().__init__(parse_member_number, **_described(options, "The number on the card.", "0042"))


class Phone(Parsed):
    """A Kenyan mobile number in any of its spellings; answered as 2547XXXXXXXX."""

    def __init__(self, **options: Any) -> None:
        super().__init__(parse_msisdn, **_described(options, "A Kenyan mobile number.", "0712345678"))


class Litres(Parsed):
    """Litres to 0.01 as the text of a decimal. In answers it is made from a decimal, or with
    `hundredths=True` from a whole number of them; then it may be negative."""

    def __init__(self, *, allow_zero: bool = False, hundredths: bool = False, **options: Any) -> None:
        super().__init__(
            lambda text: parse_litres(text, allow_zero=allow_zero),
            **_described(options, "Litres, to 0.01, in quotes: a JSON number is refused.", "8.5"),
        )
        self.hundredths = hundredths

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        if value is None:
            return None
        return f"{Decimal(value).scaleb(-2):.2f}" if self.hundredths else str(value)


class SignedLitres(Litres):
    """A change of litres to 0.01, such as "-1.5"."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.read = _signed_litres


def _signed_litres(text: str) -> Decimal:
    litres = parse_litres(text.strip().removeprefix("-"), allow_zero=True)
    return -litres if text.strip().startswith("-") else litres


class Measure(Parsed):
    """A reading of an instrument, as the text of a decimal within its possible range."""

    def __init__(self, lowest: str, highest: str, **options: Any) -> None:
        described = _described(options, f"From {lowest} to {highest}.", lowest)
        super().__init__(lambda text: _reading(text, Decimal(lowest), Decimal(highest)), **described)


def _reading(text: str, lowest: Decimal, highest: Decimal) -> Decimal:
    if not re.fullmatch(r"-?\d{1,10}(\.\d{1,4})?", text.strip(), re.ASCII):
        raise ValidationError('Write the number like "27.5".')
    reading = Decimal(text.strip())
    if not lowest <= reading <= highest:
        raise ValidationError(f"This lies between {lowest} and {highest}.")
    return reading


class Shift(Parsed):
    """AM, MID or PM; the spellings of cards and milk analysers are read too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(parse_shift, **_described(options, f"One of {', '.join(SHIFTS)}.", "AM"))


class PeriodCode(Parsed):
    """The days of a pay run: 2026-11-A is the 1st to the 15th, B the rest; 2026-11 the month; 2026-11-1 to -3
    ten days each; 2026-W45 the ISO week."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            Period.parse,
            **_described(
                options,
                "Half a month; or 2026-11 a month, 2026-11-1 to -3 ten days, 2026-W45 a week.",
                "2026-11-A",
            ),
        )


class Day(fields.Date):
    """A day on Nairobi's calendar, `2026-11-03`; not before 2000."""

    def __init__(self, **options: Any) -> None:
        super().__init__(format="iso", validate=_in_our_time, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            raise ValidationError("Write the day like 2026-11-03.")
        return super()._deserialize(value, attr, data, **kwargs)


class Instant(fields.AwareDateTime):
    """An instant with its zone, answered in UTC."""

    def __init__(self, **options: Any) -> None:
        super().__init__(format="iso", default_timezone=None, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, str):
            raise ValidationError("Write the instant like 2026-11-03T06:15:00+03:00.")
        instant: datetime = super()._deserialize(value, attr, data, **kwargs)
        try:
            utc = instant.astimezone(UTC)
        except OverflowError as error:
            raise ValidationError("That instant is not in our time.") from error
        _in_our_time(utc.date())
        return utc


class YesNo(fields.Boolean):
    """true or false, and no other spelling of them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(truthy={True}, falsy={False}, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, bool):  # 1 is equal to True
            raise ValidationError("Write true or false.")
        return value


class Exact(fields.String):
    """The text of a decimal, in an amount. A JSON number is refused, and told so."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        _no_number(value, "46.00")
        return super()._deserialize(value, attr, data, **kwargs)


class MoneySchema(Schema):
    """An exact amount of Kenyan shillings."""

    amount = Exact(
        required=True,
        metadata={"description": "Decimal shillings.", "format": "decimal", "example": "12345.50"},
    )
    currency = fields.String(
        required=True, validate=validate.Equal(CURRENCY), metadata={"example": CURRENCY, "enum": [CURRENCY]}
    )


class Money(fields.Nested):
    """Integer cents inside, {"amount": "12345.50", "currency": "KES"} outside. Read without a sign unless
    `signed`."""

    def __init__(self, *, signed: bool = False, **options: Any) -> None:
        super().__init__(MoneySchema, **options)
        self.signed = signed

    def _serialize(self, nested_obj: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        return money(nested_obj)

    def _deserialize(self, value: Any, attr: str | None, data: Any, *args: Any, **kwargs: Any) -> int:
        given = super()._deserialize(value, attr, data, *args, **kwargs)
        less = self.signed and given["amount"].startswith("-")
        try:
            cents = Shillings.parse(given["amount"].removeprefix("-") if less else given["amount"]).cents
            return -cents if less else cents
        except BadValue as refusal:
            raise ValidationError({"amount": [str(refusal)]}) from refusal


def _no_number(value: Any, example: str) -> None:
    """A reader may round a JSON number, or drop its noughts; in quotes it arrives as it was written."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        raise ValidationError(
            f'A number is not taken here, for exactness. Write it in quotes, like "{example}".'
        )


def money(cents: int | None) -> dict[str, str] | None:
    """An amount as it is answered."""
    return None if cents is None else {"amount": f"{Shillings(cents).decimal:.2f}", "currency": CURRENCY}


def _in_our_time(day: date) -> None:
    if not EARLIEST_DATE <= day < date(2100, 1, 1):
        raise ValidationError("That day is not in our time. Check the year.")


def _described(options: Mapping[str, Any], description: str, example: str) -> dict[str, Any]:
    given = {"description": description, "example": example, **options.get("metadata", {})}
    return {**options, "metadata": given}
