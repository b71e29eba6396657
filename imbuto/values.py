"""The small exact words of the ledger: money, litres, phone numbers, periods, people and instants.

Everything here is immutable and knows nothing of storage or HTTP. Money is integer cents of a Kenyan
shilling, litres are decimals, instants are aware UTC, business dates are Nairobi's.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Annotated
from uuid import UUID, uuid5

from imbuto.errors import BadValue
from imbuto.periods import NAIROBI as NAIROBI
from imbuto.periods import PAY_RHYTHMS as PAY_RHYTHMS
from imbuto.periods import RHYTHMS as RHYTHMS
from imbuto.periods import Period as Period
from imbuto.periods import business_date as business_date
from imbuto.periods import in_year as in_year
from imbuto.periods import nairobi_midnight as nairobi_midnight
from imbuto.periods import utc_now as utc_now

CURRENCY = "KES"
CENTS_PER_SHILLING = 100
MAX_LITRES = Decimal(2000)
"""More than any can, or any morning of one member, holds: beyond it the number is a slip of the finger."""
MAX_PRICE_CENTS = 1000 * CENTS_PER_SHILLING
EARLIEST_DATE = date(2000, 1, 1)

_NAMESPACE = UUID("1b671a64-40d5-491e-99b0-da01ff1f3341")
_PLAIN_NUMBER = re.compile(r"\d{1,12}(\.\d{1,6})?", re.ASCII)
_KENYAN_MOBILE = re.compile(r"(?:\+?254|0)?([17]\d{8})", re.ASCII)
_MEMBER_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9/-]{0,15}", re.ASCII | re.IGNORECASE)


CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 letters and digits that cannot be mistaken for one another on a small screen."""
CODE_LENGTH = 6


# ------------------------------------------------------------------ ids


def derive_id(kind: str, *natural_key: object) -> UUID:
    """The id of a thing that has a natural key, such as a member's number: the same key is the same id."""
    return uuid5(_NAMESPACE, ":".join([kind, *map(str, natural_key)]))


def receipt_code(id: UUID) -> str:
    """Six letters and digits that stand for a delivery or a payout: the same id gives the same code."""
    number = int.from_bytes(hashlib.sha256(id.bytes).digest()[:8])
    return "".join(CODE_LETTERS[number >> 5 * place & 31] for place in range(CODE_LENGTH))


# ------------------------------------------------------------------ money


def round_half_even(amount: Decimal) -> int:
    """The one rounding of the house: to the nearest whole unit, ties to the even one."""
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def milk_value_cents(litres: Decimal, price_cents_per_litre: int) -> int:
    """What `litres` are worth, in cents, rounded once."""
    return round_half_even(litres * price_cents_per_litre)


def whole_shillings(cents: int) -> int:
    """The part of a non-negative amount that M-Pesa can carry: whole shillings, in cents, rounded down.

    The rest stays on the member's account. A negative amount pays nothing.
    """
    return max(cents, 0) // CENTS_PER_SHILLING * CENTS_PER_SHILLING


@dataclass(frozen=True, order=True)
class Money:
    """An exact amount of Kenyan shillings, held as integer cents."""

    cents: int

    @classmethod
    def parse(cls, text: str, field: str = "amount") -> Money:
        """Reads a decimal such as `45.50`; refuses more than two decimals, signs, NaN and exponents."""
        amount = plain_decimal(text, field)
        cents = amount * CENTS_PER_SHILLING
        if cents != cents.to_integral_value():
            raise BadValue(field, text, "An amount has at most two decimals.", "Round it to whole cents.")
        return cls(int(cents))

    @property
    def decimal(self) -> Decimal:
        """The amount in shillings with two decimals."""
        return Decimal(self.cents).scaleb(-2)

    def __str__(self) -> str:
        sign = "-" if self.cents < 0 else ""
        return f"{sign}{CURRENCY} {abs(self.decimal):,.2f}"


def plain_decimal(text: object, field: str) -> Decimal:
    """A plain non-negative decimal number as people type it; a thousands comma or an exponent is refused."""
    words = str(text).strip()
    if not _PLAIN_NUMBER.fullmatch(words):
        raise BadValue(
            field, text, "This is not a plain number.", "Write it like 8.5, without signs or letters."
        )
    try:
        return Decimal(words)
    except InvalidOperation as error:  # pragma: no cover - the pattern admits nothing that Decimal refuses
        raise BadValue(field, text, "This is not a number.", "Write it like 8.5.") from error


# ------------------------------------------------------------------ milk


def parse_litres(text: object, field: str = "litres", *, allow_zero: bool = False) -> Decimal:
    """Litres of one weighing: more than 0 (or 0 where allowed), at most 2,000, to 0.01.

    Raises BadValue naming the field.
    """
    litres = plain_decimal(text, field)
    if litres != litres.quantize(Decimal("0.01")):
        raise BadValue(field, text, "Litres have at most two decimals.", "Give what the scale shows.")
    if litres == 0 and not allow_zero:
        raise BadValue(field, text, "Litres must be more than zero.", "Give what the scale shows.")
    if litres > MAX_LITRES:
        raise BadValue(field, text, f"One weighing is at most {MAX_LITRES} litres.", "Check the number.")
    return litres


def require_litres(litres: Decimal, field: str, *, allow_zero: bool = False) -> None:
    """Refuses what no weighing can be, as `parse_litres` does: the ledger takes nobody's word for it."""
    parse_litres(f"{litres:f}", field, allow_zero=allow_zero)


def centilitres(litres: Decimal) -> int:
    """Litres as a whole number of hundredths, for exact sums in the views."""
    return int(litres * 100)


SHIFTS = ("AM", "MID", "PM")
"""Morning, midday (where a cooperative has it) and evening."""


def parse_shift(text: object, field: str = "shift") -> str:
    """AM, MID or PM from the spellings of cards and milk analysers: MR/ER, Morning/Evening, M/E."""
    word = str(text).strip().upper()
    for shift, spellings in _SHIFT_SPELLINGS.items():
        if word in spellings:
            return shift
    raise BadValue(field, text, "This is not a shift.", "Write AM or PM.")


_SHIFT_SPELLINGS = {
    "AM": ("AM", "A.M.", "MR", "M", "MOR", "MORN", "MORNING", "ASUBUHI"),
    "MID": ("MID", "MIDDAY", "NOON", "MCHANA"),
    "PM": ("PM", "P.M.", "ER", "E", "EVE", "EVENING", "AFTERNOON", "JIONI"),
}


# ------------------------------------------------------------------ people


def parse_msisdn(text: object, field: str = "phone") -> str:
    """A Kenyan mobile number as Daraja wants it: 2547XXXXXXXX or 2541XXXXXXXX.

    Takes +254…, 254…, 07…, 01… and bare 7…/1…, with spaces, dots, dashes or brackets.
    Source of the rule: Daraja B2C v3, field PartyB.
    """
    digits = re.sub(r"[\s().-]", "", str(text))
    match = _KENYAN_MOBILE.fullmatch(digits)
    if match is None:
        raise BadValue(
            field, text, "This is not a Kenyan mobile number.", "Write it like 0712345678 or +254712345678."
        )
    return "254" + match[1]


def parse_member_number(text: object, field: str = "member") -> str:
    """A member's number as printed on the card: letters, digits, / and -, leading zeros kept."""
    number = str(text).strip()
    if not _MEMBER_NUMBER.fullmatch(number):
        raise BadValue(field, text, "This is not a member number.", "Give it as on the card, such as 0042.")
    return number.upper()


ERASED = "(erased)"
"""What is read where a word about a person was, once the person's key is destroyed."""
FreeWords = Annotated[str, "sealed with the member's key"]
"""What somebody typed about one member, in a fact of that member's: a reason, an explanation, what a charge
is for. Text to everybody who uses it; sealed in the store (ledger/free_words.py). Codes are plain `str`."""


@dataclass(frozen=True)
class Personal:
    """A clear word about a person, sealed with that person's own key wherever it is stored.

    `subject` is the hex id of the member or staff whose key seals it. `text` is None once the key
    has been destroyed: the fact stays, the person is gone.
    """

    subject: str
    text: str | None

    def __repr__(self) -> str:
        return "Personal(…)"

    def __str__(self) -> str:
        return ERASED if self.text is None else self.text


@dataclass(frozen=True)
class By:
    """Who acts, through which channel, because of which request, and when the ledger hears of it.

    `who` is `staff:<number>`, `member:<number>`, `job:<name>`, `gateway:<name>`, `operator:<login>`, or
    `unproven:<principal>` for somebody at the door who only says to be that person.
    `channel` is `office`, `app`, `sms`, `ussd`, `api`, `import`, `cli`, `job`, `callback` or `demo`.
    `at` is an aware UTC instant: the domain has no clock of its own.
    """

    who: str
    channel: str
    request: str
    at: datetime

    @property
    def is_person(self) -> bool:
        return self.who.startswith(("staff:", "member:"))
