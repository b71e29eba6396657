"""A trial: the demo's centres, officials and price without members or milk, and sample files to bring in.

The files look as cooperatives keep them: own column names, all forms of phone numbers, day-first dates.
"""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from imbuto.demo import house
from imbuto.demo.diary import by
from imbuto.demo.parts import Parts
from imbuto.values import Period, derive_id, utc_now

NAME = "Imbuto Trial Dairy (fictional)"
MEMBERS = 8
DAYS = 31
PRICE_CENTS = 4550
REGISTER, DELIVERIES = "register.csv", "deliveries.xlsx"
_PHONE_FORMS = ("0{0}", "+254{0}", "254 {0}", "{0}")


def found_trial(parts: Parts) -> None:
    """An empty cooperative that talks to the simulators; the same again changes nothing."""
    ledger, now = parts.ledger, utc_now()
    founding, founder = by(house.ADMIN, now), by(house.FOUNDER, now)
    ledger.found_cooperative(NAME, founding)
    for code, name in house.CENTRES.items():
        ledger.open_centre(code, name, founding)
    for one in house.STAFF:
        ledger.join_staff(one.number, one.name, (one.role,), founder, phone=one.phone, centres=one.centres)
        parts.people.accounts.set_password(f"staff:{one.number}", one.number, one.phone, one.password)
    price = derive_id("trial-price")
    ledger.propose_price(price, None, PRICE_CENTS, date(2020, 1, 1), by(house.TREASURER, now))
    ledger.approve_price(price, by(house.MANAGER, now))


def write_samples(folder: Path, today: date) -> tuple[Path, Path]:
    """A register and the last month of deliveries up to the end of the last closed period."""
    folder.mkdir(parents=True, exist_ok=True)
    register, deliveries = folder / REGISTER, folder / DELIVERIES
    numbers = [f"{number:04d}" for number in range(1, MEMBERS + 1)]
    with register.open("w", newline="", encoding="utf-8") as file:
        book = csv.writer(file)
        book.writerow(["Member No.", "Full name", "Mobile", "Centre"])
        for index, number in enumerate(numbers):
            phone = _PHONE_FORMS[index % len(_PHONE_FORMS)].format(f"7000{int(number):05d}")
            book.writerow([number, f"Sample Farmer {number}", phone, house.centre_of(number)])
    _write_deliveries(deliveries, numbers, Period.containing(today).previous.end)
    return register, deliveries


def _write_deliveries(path: Path, numbers: list[str], end: date) -> None:
    chance = random.Random(20260101)  # noqa: S311 - made-up milk, the same each time
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Deliveries")
        sheet.write_row(0, 0, ["Date", "Shift", "Member No.", "Litres", "Centre"])
        row = 0
        for back in reversed(range(DAYS)):
            day = end - timedelta(days=back)
            for shift in ("Morning", "Evening"):
                for number in numbers:
                    row += 1
                    litres = f"{chance.randrange(40, 160) / 10:.1f}"
                    sheet.write_row(row, 0, [day.strftime("%d-%m-%y"), shift, number, litres, "C1"])
