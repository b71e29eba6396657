"""A small ledger whose every figure was worked out by hand, and its copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from imbuto.bootstrap import Parts, build
from imbuto.ledger import Registration, Weighing, payout_id, statement_id
from imbuto.settings import Settings
from imbuto.values import By, Period, derive_id

START = datetime(2026, 10, 1, 4, 0, tzinfo=UTC)
CLERK, MANAGER, SECOND, JOB = "staff:S001", "staff:S002", "staff:S003", "job:settle"
PERIOD = Period.parse("2026-10-A")


def by(who: str, day: int = 1, hour: int = 4) -> By:
    return By(who, "office", "test", START + timedelta(days=day - 1, hours=hour - 4))


def can(number: str, day: int, shift: str = "AM") -> UUID:
    return derive_id("test-can", number, day, shift)


def weigh(
    parts: Parts, number: str, day: int, litres: str, shift: str = "AM", rejected: str | None = None
) -> None:
    weighing = Weighing(
        member=number,
        centre="KB",
        date=date(2026, 10, day),
        shift=shift,
        litres=Decimal(litres),
        rejection_reason=rejected,
    )
    parts.ledger.record_delivery(can(number, day, shift), weighing, by(CLERK, day))


def settle(parts: Parts, day: int = 16) -> UUID:
    """The run of the first half of October, approved."""
    ledger, sheet = parts.ledger, parts.views.settlements
    run = ledger.open_settlement(PERIOD, by(JOB, day)).id
    ledger.draw_statements(run, sheet.drawable(run), by(JOB, day))
    drawn = sheet.drawn_totals(run)
    ledger.prepare_settlement(run, drawn.totals, drawn.litres, drawn.digest, by(JOB, day))
    ledger.approve_settlement(run, by(MANAGER, day, 6))
    return run


@pytest.fixture(scope="session")
def dairy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """At KES 50 a litre: 0001 brings 10 and 8.5 litres, the latter corrected to 9; 0002 brings 12, disputes 2
    of them and is right about 1, and brings 3 that are rejected. Both are paid: 950 and, with the dispute
    resolved only after the cut-off, 500."""
    folder = tmp_path_factory.mktemp("dairy")
    parts = build(Settings.from_values(folder, {"IMBUTO_SECRET": "s" * 32}))
    ledger = parts.ledger
    ledger.found_cooperative("Test Dairy", by(MANAGER))
    ledger.open_centre("KB", "Kibet", by(MANAGER))
    ledger.join_staff("S001", "A Clerk", ["clerk"], by(MANAGER))
    price = derive_id("test-price")
    ledger.propose_price(price, None, 5000, date(2026, 10, 1), by(SECOND))
    ledger.approve_price(price, by(MANAGER))
    for number in ("0001", "0002"):
        ledger.register_member(
            Registration(number=number, name=f"Farmer {number}", centre="KB", phone=f"25470000{number}"),
            by(CLERK),
        )
    weigh(parts, "0001", 2, "10")
    weigh(parts, "0002", 2, "12")
    ledger.dispute_delivery(
        can("0002", 2), "quantity", Decimal(10), "Less\nthan that", by("member:0002", 2, 6)
    )
    weigh(parts, "0001", 3, "8.5")
    ledger.correct_delivery(can("0001", 3), Decimal(9), None, "slip", by(CLERK, 3, 8))
    weigh(parts, "0002", 3, "3", rejected="sour")
    run = settle(parts)
    ledger.resolve_dispute(can("0002", 2), "adjusted", Decimal(11), "weighed again", by(MANAGER, 17))
    ledger.settle_statements(run, [("0001", 95000), ("0002", 50000)], by(JOB, 17, 7))
    first = payout_id(statement_id(run, "0001"))
    ledger.submit_payout(first, by("job:pay", 17, 8))
    attempt = ledger.payout(first).attempt_id
    ledger.record_payment(first, attempt, "RCPT1", 900, None, "callback", by("gateway:daraja", 17, 9))
    yield parts
    parts.close()


@pytest.fixture
def copy(dairy: Parts, tmp_path: Path) -> Path:
    """A folder with copies of the stores, as an auditor takes them away, in files that nobody may write."""
    parts = dairy
    for name in ("events.sqlite", "keys.sqlite"):
        for suffix in ("", "-wal"):
            path = parts.settings.data / f"{name}{suffix}"
            if path.exists():
                shutil.copy(path, tmp_path / path.name)
    return settled(tmp_path)


def settled(folder: Path) -> Path:
    """The logs written into the files, as when every process has ended; then nobody may write."""
    import sqlite3

    for name in ("events.sqlite", "keys.sqlite"):
        connection = sqlite3.connect(folder / name)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        (folder / name).chmod(0o400)
    return folder
