"""A day to compare, with what is usual filled in: a test names only what matters to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from imbuto.projections.reconciling import compare
from imbuto.projections.reconciling_rows import Booked, Comparison, DayRows, Difference, Gauge, Line, Sent

DAY = date(2026, 11, 16)
BEGINS = datetime(2026, 11, 15, 21, 0, tzinfo=UTC)
ENDS = BEGINS + timedelta(days=1)
AT = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
WHOLE = ((BEGINS, ENDS - timedelta(seconds=1)),)
NAME = "november.csv"


def later(minutes: float = 0, *, at: datetime = AT) -> datetime:
    return at + timedelta(minutes=minutes)


def sent(n: int = 1, **given: Any) -> Sent:
    """The nth payout: KES 1,250.00 to …678, paid with receipt SKG…n a minute after its sending."""
    known: dict[str, Any] = {
        "payout": UUID(int=n),
        "attempt": 1,
        "member": f"{n:04d}",
        "amount_cents": 1_250_00,
        "state": "paid",
        "last_digits": "678",
        "ids": frozenset({f"ag_20261116_{n:04d}"}),
        "sent_at": AT,
    }
    if given.get("state", "paid") == "paid":
        known |= {
            "receipt": f"SKG000{n:04d}",
            "completed_at": later(1),
            "ended_at": later(2),
            "fee_cents": 5_00,
        }
    known |= given
    return Sent(**{"payout_state": known["state"], **known})


def line(n: int = 1, **given: Any) -> Line:
    """The nth payment on the statement, as `sent` has it."""
    known: dict[str, Any] = {
        "statement": UUID(int=1_000),
        "source": NAME,
        "row": 10 + n,
        "receipt": f"SKG000{n:04d}",
        "at": later(1),
        "kind": "payment",
        "withdrawn_cents": 1_250_00,
        "last_digits": "678",
    }
    return Line(**{**known, **given})


def compared(**given: Any) -> Comparison:
    """The day, covered by its statement and looked at two days later."""
    known: dict[str, Any] = {
        "day": DAY, "begins": BEGINS, "ends": ENDS, "now": ENDS + timedelta(days=2), "covered": WHOLE,
    }  # fmt: skip
    return compare(DayRows(**{**known, **given}))


def kinds(found: Comparison) -> list[str]:
    return [one.kind for one in found.differences]


def only(found: Comparison) -> Difference:
    [one] = found.differences
    return one


def gauge(minutes: float, shillings: int, charges: int | None = None) -> Gauge:
    return Gauge(
        at=later(minutes),
        available_cents=shillings * 100,
        charges_cents=None if charges is None else charges * 100,
    )


def booked(minutes: float, shillings: int, **given: Any) -> Booked:
    return Booked(at=later(minutes), cents=shillings * 100, text="Float", **given)
