"""The simulators' time: aware UTC inside, East Africa Time in the forms that the real gateways print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

EAST_AFRICA = timezone(timedelta(hours=3), "EAT")

Clock = Callable[[], datetime]
"""Whoever needs the time is given one of these, so that a month can pass in a second."""


def now() -> datetime:
    """The present instant, aware and in UTC."""
    return datetime.now(UTC)


def day(moment: datetime) -> date:
    """The calendar day in East Africa."""
    return moment.astimezone(EAST_AFRICA).date()


def dotted(moment: datetime) -> str:
    """``19.12.2026 11:45:50``, as in a B2C result."""
    return moment.astimezone(EAST_AFRICA).strftime("%d.%m.%Y %H:%M:%S")


def packed(moment: datetime) -> int:
    """``20261219114550``, as in a status or balance result."""
    return int(moment.astimezone(EAST_AFRICA).strftime("%Y%m%d%H%M%S"))


def dashed(moment: datetime) -> str:
    """``2026-12-19 11:45:50``, as in an inbound SMS."""
    return moment.astimezone(EAST_AFRICA).strftime("%Y-%m-%d %H:%M:%S")


def dashed_day(moment: datetime) -> str:
    """``19-12-2026 11:45:50``, as in an organisation's statement."""
    return moment.astimezone(EAST_AFRICA).strftime("%d-%m-%Y %H:%M:%S")
