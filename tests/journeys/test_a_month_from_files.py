"""A register and a month of deliveries from files become money on phones, by running processes."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from imbuto.values import Period, business_date, utc_now
from tests.journeys.house import PRICE_CENTS, House, days_back, eventually, phone_of
from tests.journeys.runs import clock_has_struck, open_run

MEMBERS = 5
LITRES = Decimal("8.5")

pytestmark = pytest.mark.journey


def write_register(path: Path) -> None:
    """As a cooperative keeps it: its own column names, all forms of phone numbers."""
    forms = ["0{0}", "+254{0}", "254 {0}", "0{0}", "{0}"]
    with path.open("w", newline="", encoding="utf-8") as file:
        book = csv.writer(file)
        book.writerow(["Member No.", "Full name", "Mobile", "Centre"])
        for index in range(1, MEMBERS + 1):
            short = phone_of(index)[3:]
            book.writerow([f"{index:04d}", f"Farmer {index}", forms[index - 1].format(short), "KB"])


def write_deliveries(path: Path, days: list[date]) -> None:
    """A spreadsheet of a month, mornings and evenings, with day-first dates."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["Date", "Shift", "Member no", "Litres", "Centre"])
        rows = [
            (day, shift, index) for day in days for shift in ("MR", "ER") for index in range(1, MEMBERS + 1)
        ]
        for row, (day, shift, index) in enumerate(rows, start=1):
            sheet.write_row(row, 0, [day.strftime("%d-%m-%y"), shift, f"{index:04d}", str(LITRES), "KB"])


def test_a_month_from_files_is_told_answered_settled_approved_and_paid(house: House, tmp_path: Path) -> None:
    house.found()
    house.start()
    clock_has_struck(house)
    period = house.clock.last_period
    days = days_back(31, period.end)
    register, book = tmp_path / "register.csv", tmp_path / "october.xlsx"
    write_register(register)
    write_deliveries(book, days)

    imported = house.command("import", "members", str(register), "--yes")
    assert imported.returncode == 0, imported.stdout + imported.stderr
    imported = house.command("import", "deliveries", str(book), "--yes")
    assert imported.returncode == 0, imported.stdout + imported.stderr
    recorded = house.every("S6", "/deliveries?limit=200")
    assert len(recorded) == MEMBERS * len(days) * 2

    again = house.command("import", "deliveries", str(book), "--yes")
    assert again.returncode == 0, again.stdout + again.stderr
    assert len(house.every("S6", "/deliveries?limit=200")) == len(recorded)

    # Each delivery is told once.
    eventually(lambda: len(receipts(house)) >= len(recorded))
    assert len(receipts(house)) == len(recorded)

    # Farmer 1 says yes, farmer 2 says less, by SMS; the manager agrees with farmer 2.
    house.answer_sms(phone_of(1), "1")
    eventually(lambda: house.get("S6", "/deliveries?member=0001&state=confirmed")["items"])
    house.answer_sms(phone_of(2), "2 6,5")
    disputed = eventually(lambda: house.get("S6", "/deliveries?member=0002&state=disputed")["items"])
    house.post(
        "S2",
        f"/deliveries/{disputed[0]['id']}/dispute/resolution",
        {"outcome": "adjusted", "litres": "6.5", "explanation": "The can was weighed again."},
    )

    # The run of the period is opened by the treasurer unless the clock was faster; a manager approves.
    run = open_run(house, period)
    prepared = eventually(lambda: in_state(house, run, "prepared"))
    each = PRICE_CENTS * len(days) * 2 * LITRES
    expected = int(each) * MEMBERS - int(PRICE_CENTS * 2)
    assert cents(prepared["milk"]) == expected
    refused = house.ask("S3", "POST", f"/settlements/{run}/approval", json={})
    assert refused.status_code == 403
    house.post("S2", f"/settlements/{run}/approval")
    eventually(lambda: in_state(house, run, "completed"))

    # What each phone received is what its statement said, to the shilling; the rest is carried.
    statements = house.every("S6", f"/settlements/{run}/statements")
    received = house.wallets()
    assert len(statements) == MEMBERS
    for statement in statements:
        phone = phone_of(int(statement["member"]))
        assert received[phone] * 100 == cents(statement["net"])
        balance = house.get("S6", f"/members/{statement['member']}/balance")
        assert cents(balance["owed"]) == cents(statement["carried_out"]) < 100
        assert cents(balance["on_way"]) == 0
    payouts = house.every("S6", f"/payouts?run={run}")
    assert {payout["state"] for payout in payouts} == {"paid"}
    assert all(payout["receipt"] for payout in payouts)
    assert trial_balance_is_zero(house)
    told = eventually(lambda: [m for m in out(house) if "M-Pesa" in m["text"]])
    eventually(lambda: len([m for m in out(house) if "M-Pesa" in m["text"]]) == MEMBERS)
    assert told


def out(house: House) -> list[dict[str, Any]]:
    return [message for message in house.messages() if message["direction"] == "out"]


def receipts(house: House) -> list[dict[str, Any]]:
    return [message for message in out(house) if str(LITRES) in message["text"]]


def in_state(house: House, run: str, state: str) -> dict[str, Any] | None:
    settlement: dict[str, Any] = house.get("S6", f"/settlements/{run}")
    return settlement if settlement["state"] == state else None


def cents(money: dict[str, str]) -> int:
    assert money["currency"] == "KES"
    return int(Decimal(money["amount"]) * 100)


def trial_balance_is_zero(house: House) -> bool:
    balance = house.get("S6", "/journal/trial-balance")
    debits = sum(cents(account["debit"]) for account in balance["accounts"])
    credits = sum(cents(account["credit"]) for account in balance["accounts"])
    return debits == credits > 0


def test_the_sample_days_lie_in_one_run() -> None:
    """The journey above relies on one run taking the month: older milk is within or before its period."""
    period = Period.containing(business_date(utc_now())).previous
    assert days_back(31, period.end)[0] < period.start - timedelta(days=10)
