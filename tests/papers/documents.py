"""Statements as documents, each made so that its figures add up: a test names only what matters."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from pypdf import PdfReader

from imbuto.papers.statement_parts import (
    AdjustmentLine,
    DeductionLine,
    MilkLine,
    PremiumLine,
    PriceLine,
    StatementDocument,
)
from imbuto.papers.statement_pdf import statement_pdf
from imbuto.values import derive_id

START, END = date(2026, 11, 1), date(2026, 11, 15)
PRICE_CENTS = 4_500
LONG_NAME = "Hon. Bartholomew Nyakerario wa Kipkemboi-arap-Lokichoggio Nyamweya Omwenga " * 2


def weighing(day: date = START, shift: str = "AM", litres: str = "8.5", **changes: Any) -> MilkLine:
    hundredths = int(Decimal(litres) * 100)
    usual = MilkLine(
        delivery=derive_id("delivery", day, shift, changes.get("positions", ())),
        day=day,
        shift=shift,
        weighed_centilitres=hundredths,
        centilitres=hundredths,
        cents=hundredths * PRICE_CENTS // 100,
        price_cents_per_litre=PRICE_CENTS,
        rule="flat 45.00",
        grade=None,
        rejection_reason=None,
        held_centilitres=0,
        held_cents=0,
        marks=(),
        positions=(100,),
    )
    return replace(usual, **changes)


def half_month(days: int = 15, shifts: Sequence[str] = ("AM", "PM")) -> tuple[MilkLine, ...]:
    return tuple(
        weighing(START + timedelta(days=day), shift, f"{4 + day % 5}.{day % 10}")
        for day in range(days)
        for shift in shifts
    )


AGROVET = DeductionLine(
    derive_id("charge", 1), "agrovet", "AGV", "Kimende Agrovet", "dairy meal, 3 bags", 120_000, 120_000, 0, 0
)
SACCO = DeductionLine(
    derive_id("charge", 2),
    "sacco",
    "SAC",
    "Kiambu SACCO",
    "school fees loan",
    250_000,
    50_000,
    200_000,
    1_250_000,
)
TRANSPORT = DeductionLine(
    derive_id("charge", 3), "transport", None, None, "transport per litre", 8_450, 8_450, 0, None
)
CORRECTION = AdjustmentLine(
    derive_id("adjustment", 1), "correction", date(2026, 10, 28), "misread scale", 300, 13_500, 77
)
PREMIUM = PremiumLine("from 50 litres", 2_500, 100, 2_500)


def document(milk: tuple[MilkLine, ...] = (), **changes: Any) -> StatementDocument:
    """The sums follow from the lines; what is paid are the whole shillings of what is left."""
    given: dict[str, Any] = {"premiums": (), "adjustments": (), "deductions": (), "carried_in_cents": 0}
    given |= {"saved_cents": 0} | changes
    sums = {
        "centilitres": sum(line.centilitres for line in milk),
        "milk_cents": sum(line.cents for line in milk),
        "premium_cents": sum(one.cents for one in given["premiums"]),
        "adjustments_cents": sum(one.cents for one in given["adjustments"]),
        "deductions_cents": sum(one.taken_cents for one in given["deductions"]),
    }
    came_in = sums["milk_cents"] + sums["premium_cents"] + sums["adjustments_cents"]
    left = came_in + given["carried_in_cents"] - sums["deductions_cents"] - given["saved_cents"]
    net = max(left, 0) // 100 * 100
    usual = {
        "id": derive_id("statement"),
        "cooperative": "Kimende Dairy Farmers",
        "member": "0042",
        "name": "Wanjiku Kamau",
        "language": "sw",
        "centre": "KIM",
        "centre_name": "Kimende",
        "run": derive_id("run"),
        "period": "2026-11-A",
        "period_start": START,
        "period_end": END,
        "run_state": "completed",
        "approved_at": datetime(2026, 11, 16, 7, tzinfo=UTC),
        "prices": _prices(milk),
        "net_cents": net,
        "carried_out_cents": left - net,
        "pays": True,
        "standing": "paid" if net else "carried",
        "receipt": "SJ12ABC3DE" if net else None,
        "paid_at": datetime(2026, 11, 16, 9, tzinfo=UTC) if net else None,
        "fee_cents": 500 if net else 0,
        "savings_cents": 0,
        "digest": "a3f1" * 16,
        "cutoff_position": 48_211,
        "position": 48_999,
    }
    return StatementDocument(milk=milk, **{**usual, **sums, **given})


def _prices(milk: tuple[MilkLine, ...]) -> tuple[PriceLine, ...]:
    if not milk:
        return ()
    litres, cents = sum(line.centilitres for line in milk), sum(line.cents for line in milk)
    return (PriceLine(PRICE_CENTS, "flat 45.00", len(milk), litres, cents),)


def rich(**changes: Any) -> StatementDocument:
    """Everything that a statement can have."""
    usual: dict[str, Any] = {
        "premiums": (PREMIUM,),
        "adjustments": (CORRECTION,),
        "deductions": (AGROVET, SACCO, TRANSPORT),
        "carried_in_cents": 63,
        "saved_cents": 30_000,
        "savings_cents": 150_000,
    }
    return document(half_month(), **usual | changes)


def read(printed: bytes) -> list[str]:
    """The text of each page, spaces and lines as one space."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(printed)).pages]


def pages_of(shown: StatementDocument, language: str = "en") -> list[str]:
    return read(statement_pdf(shown, language))
