"""What a line of M-Pesa's portal is about, in the words that the portal and its users write."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from imbuto.errors import BadValue
from imbuto.imports.days import day
from imbuto.imports.headings import spellings
from imbuto.imports.numbers import number
from imbuto.values import NAIROBI, Money

_CURRENCY = frozenset(("kes", "ksh", "kshs", "sh", "shs"))
_STATES = {
    **dict.fromkeys(
        spellings("completed complete success successful done processed paid imekamilika"), "completed"
    ),
    **dict.fromkeys(
        spellings("failed declined cancelled canceled expired rejected reversed imeshindikana"), "failed"
    ),
    **dict.fromkeys(
        spellings("pending initiated authorized authorised processing queued inasubiri"), "pending"
    ),
}
_DENIALS = frozenset(("not", "no", "never", "un", "non", "haija", "si"))
_REVERSAL = re.compile(r"revers", re.IGNORECASE)
_FEE = re.compile(r"\b(fees?|charges?|tariff|excise|commission)\b", re.IGNORECASE)
_PAYMENT = re.compile(
    r"business payment|salary payment|promotion payment|\bb2c\b|payment to customer|b2pochi|pochi la",
    re.IGNORECASE,
)
_MOVED_OUT = re.compile(r"withdraw|transfer|settlement|to bank|utility to|move funds", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w*])\+?(?:254|0)?[17][\dxX*]{5,9}(?P<last>\d{3})(?!\d)")
_CONVERSATION = re.compile(
    r"AG_\d{8}_\w+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE
)
_WHEN = re.compile(
    r"(?:\d{4}-\d\d?-\d\d?|\d\d?[-/.]\d\d?[-/.]\d{4})(?:[T ,]+\d\d?:\d\d(?::\d\d)?(?: ?[ap]m)?)?",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"\b(from|start|begin\w*|opening date)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(to|until|end\w*|till)\b", re.IGNORECASE)
_LAST_SECOND = time(23, 59, 59)


def kind_of(words: str, paid_in_cents: int, withdrawn_cents: int) -> str:
    """One of LINE_KINDS, by what the portal says and where the money went."""
    if _REVERSAL.search(words):
        return "reversal"
    if _FEE.search(words):
        return "fee"
    if paid_in_cents:
        return "top_up"
    if _PAYMENT.search(words):
        return "payment"
    return "withdrawal" if withdrawn_cents and _MOVED_OUT.search(words) else "other"


def state_of(text: str) -> str:
    """completed, failed or pending. Raises BadValue for a word that is not known, and for words that say two
    things: taken for completed it would be evidence that somebody has the money."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    found = {_STATES[word] for word in words if word in _STATES}
    if len(found) != 1 or _DENIALS.intersection(words):
        raise BadValue(
            "status", text, "This state of a payment is not known.", "Completed, Failed or Pending."
        )
    return found.pop()


def last_digits(*texts: str) -> str | None:
    """The last three digits of the first phone number in these texts; no more is kept of anybody."""
    found = next(filter(None, map(_PHONE.search, texts)), None)
    return found["last"] if found else None


def conversation(*texts: str) -> str | None:
    """The id under which M-Pesa, or we, spoke of the payment, where one is named."""
    found = next(filter(None, map(_CONVERSATION.search, texts)), None)
    return found[0] if found else None


def cents(text: str, field: str) -> int:
    """An amount in cents, with the sign that it carries: `-1,000.00`, `(1,000.00)`, `KES 22.40`."""
    found = re.fullmatch(r"-\s*(?P<minus>.+)|\((?P<brackets>.+)\)|\+?\s*(?P<plain>.+)", text)
    assert found is not None, "the last alternative takes any text"
    words = found["minus"] or found["brackets"] or found["plain"]
    words = re.sub(r"^(kes|kshs?|shs?)\.? ?-? ?", "", words, flags=re.IGNORECASE)
    amount = Money.parse(f"{number(words, field, _CURRENCY):f}", field).cents
    return amount if found["plain"] and not re.match(r"^[a-z. ]+-", text, re.IGNORECASE) else -amount


def instant(text: str, field: str, today: date) -> datetime:
    """A time on Nairobi's clock, as an instant. Raises BadValue, also for a day without its time."""
    on, at = day(text, field, today)
    if at is None:
        remedy = "Export it with times: without them a payment is not found again."
        raise BadValue(field, text, "The time of day is missing.", remedy)
    return datetime.combine(on, at, NAIROBI).astimezone(UTC)


def period_of(above: Iterable[tuple[str, ...]], today: date) -> tuple[datetime | None, datetime | None]:
    """From when to when the statement says that it covers the account; None where it does not say."""
    begins = ends = None
    for cells in above:
        line = " ".join(filter(None, cells))
        whens = _WHEN.findall(line)
        if len(whens) == 2 and begins is None and ends is None:
            begins, ends = _edge(whens[0], time.min, today), _edge(whens[1], _LAST_SECOND, today)
        elif len(whens) == 1 and _BEGINS.search(line):
            begins = begins or _edge(whens[0], time.min, today)
        elif len(whens) == 1 and _ENDS.search(line):
            ends = ends or _edge(whens[0], _LAST_SECOND, today)
    return begins, ends


def _edge(text: str, without_time: time, today: date) -> datetime | None:
    try:
        on, at = day(text, "period", date(today.year + 1, 12, 31))
    except BadValue:
        return None
    return datetime.combine(on, at or without_time, NAIROBI).astimezone(UTC)
