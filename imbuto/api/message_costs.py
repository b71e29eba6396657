"""What the messages of a month cost, beside what they may, and what they will if it goes on so."""

from __future__ import annotations

from calendar import monthrange
from decimal import Decimal
from typing import Any

from imbuto.api.parts import ledger, now, views
from imbuto.ledger import month_of
from imbuto.values import business_date, round_half_even


def costs_of(month: str) -> dict[str, Any]:
    """The answer for a calendar month such as 2026-11."""
    messages, cap_cents = views().messages, ledger().cooperative().message_rules.cap_cents
    kinds = messages.costs_by_kind(month)
    spent_cents, sent = sum(kind.cost_cents for kind in kinds), sum(kind.messages for kind in kinds)
    shown = sum(kind.shown for kind in kinds)
    return {
        "month": month,
        "messages": sent,
        "shown": shown,
        "saved_cents": round_half_even(Decimal(spent_cents * shown) / sent) if sent else None,
        "parts": sum(kind.parts for kind in kinds),
        "cost_cents": spent_cents,
        "forecast_cents": forecast_cents(month, spent_cents),
        "cap_cents": cap_cents or None,
        "spent": bool(cap_cents) and spent_cents >= cap_cents,
        "kinds": kinds,
        "alarms": messages.cost_alarms(month),
    }


def forecast_cents(month: str, spent_cents: int) -> int | None:
    """What the present month will have cost at its end, if each of its days costs what those until today,
    today included, did; None for another month."""
    if month != month_of(now()):
        return None
    today = business_date(now())
    days = monthrange(today.year, today.month)[1]
    return round_half_even(Decimal(spent_cents * days) / today.day)
