"""The kinds of columns that views are made of, and how instants, days and ids lie in them.

Stored forms are plain so that they compare alike in SQLite and PostgreSQL: an instant is the whole
number of microseconds since 1970 (UTC), a day is ISO text, an id is its 16 bytes, an exact decimal is
text. Questions get them back as aware datetimes, dates, UUIDs and Decimals.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Dialect, LargeBinary, String, TypeDecorator
from sqlalchemy.types import TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def stored_instant(instant: datetime) -> int:
    """Microseconds since 1970."""
    return (instant - _EPOCH) // _MICROSECOND


def instant_of(stored: int) -> datetime:
    return _EPOCH + timedelta(microseconds=stored)


def stored_decimal(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def word() -> TypeEngine[str]:
    """Text that sorts by its bytes in every database, so that pages and digests have one order."""
    return String().with_variant(String(collation="C"), "postgresql")


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else stored_instant(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else instant_of(value)


class Day(TypeDecorator[date]):
    """A business date of Nairobi."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(String(collation="C" if dialect.name == "postgresql" else None))

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Id(TypeDecorator[UUID]):
    """The id of a delivery, a run, a payout …"""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        return None if value is None else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        return None if value is None else UUID(bytes=bytes(value))


class Exact(TypeDecorator[Decimal]):
    """A decimal as it was measured."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return stored_decimal(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)
