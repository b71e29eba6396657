"""The money in full, by running processes: grades, a matrix, premiums, charges, savings, adjustments,
a bonus, statements, remittances and the books. The arithmetic is written out by hand."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from imbuto.values import Period
from tests.journeys.house import House, eventually, phone_of
from tests.journeys.runs import open_run
from tests.journeys.test_a_month_from_files import cents, in_state, trial_balance_is_zero

pytestmark = pytest.mark.journey

DAYS, LITRES = 10, "10"
READINGS: dict[int, dict[str, Any]] = {
    1: {},
    2: {"resazurin": 3},
    3: {"fat_percent": "3.8", "snf_percent": "8.7", "resazurin": 5},
    4: {},
}
"""Member 2's milk is grade B, member 3's is in the matrix."""


def kes(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "KES"}


def decide_rules(house: House, period: Period) -> None:
    """Limits, a price with all its parts, charges of everybody, how much may be taken: each by two people."""
    start = period.start.isoformat()
    limits = {"reading": "resazurin", "at_least": "4", "result": "B", "reason": "resazurin disc under 4"}
    body = {"name": "House limits", "effective_from": start, "formula": {"name": "richmond-20"}}
    propose_and_approve(house, "S2", "S4", "/limits", {**body, "limits": [limits]})
    price = {
        "price_per_litre": kes("45.00"),
        "effective_from": start,
        "grades": [{"grade": "B", "amount": kes("-2.00")}],
        "matrix": [{"fat_from": "3.5", "snf_from": "8.5", "price_per_litre": kes("47.50")}],
        "slabs": [{"litres_from": "50", "amount": kes("1.00")}],
        "slab_way": "above",
        "text": "Premium above 50 l",
    }
    propose_and_approve(house, "S3", "S2", "/prices", price)
    transport = {"kind": "transport", "text": "Transport", "basis": "litre", "rate": kes("1.00")}
    propose_and_approve(house, "S3", "S2", "/standing-charges", {**transport, "effective_from": start})
    rules = {"max_share_percent": "50", "minimum_take_home": kes("0.00"), "effective_from": start}
    propose_and_approve(house, "S3", "S2", "/deduction-rules", rules)


def propose_and_approve(house: House, proposer: str, approver: str, path: str, body: dict[str, Any]) -> str:
    """One proposes and may not approve; the same proposal again is the same; another approves."""
    id = str(uuid4())
    house.post(proposer, path, {"id": id, **body})
    house.post(proposer, path, {"id": id, **body})
    refused = house.ask(proposer, "POST", f"{path}/{id}/approval", json={})
    assert refused.status_code == 403, refused.text
    house.post(approver, f"{path}/{id}/approval")
    return id


def record_milk(house: House, period: Period) -> None:
    items = [
        {
            "id": str(uuid4()),
            "member": f"{member:04d}",
            "centre": "KB",
            "date": (period.start + timedelta(days=day)).isoformat(),
            "shift": "AM",
            "litres": LITRES,
            **readings,
        }
        for day in range(DAYS)
        for member, readings in READINGS.items()
    ]
    outcomes = house.post("S1", "/deliveries/batch", {"items": items})
    assert outcomes["recorded"] == len(items), outcomes


def charge(house: House, member: str, **what: Any) -> None:
    house.post("S3", "/charges", {"id": str(uuid4()), "member": member, **what})


def owe_and_adjust(house: House, period: Period) -> None:
    """A SACCO's instalment, an advance, savings, an adjustment after the fact and a bonus for everybody."""
    start, end = period.start.isoformat(), period.end.isoformat()
    house.post("S3", "/creditors", {"code": "UNITY", "name": "Unity SACCO", "kind": "sacco"})
    loan = {"kind": "sacco", "creditor": "UNITY", "text": "Loan", "amount": kes("5000.00"), "starts": start}
    charge(house, "0002", **loan, basis="run", rate=kes("500.00"))
    charge(
        house, "0003", kind="advance", text="School fees", amount=kes("6000.00"), basis="all", starts=start
    )
    terms = {"rhythm": "run", "saved_percent": 20}
    assert house.ask("S1", "PUT", "/members/0004/pay-terms", json=terms).status_code == 200
    adjustment = {"member": "0001", "kind": "correction", "amount": kes("120.30"), "day": end}
    propose_and_approve(
        house, "S3", "S2", "/adjustments", {**adjustment, "reason": "A can was not written down."}
    )
    bonus = {"name": "Rain bonus", "kind": "bonus", "way": "per-litre", "amount_per_litre": kes("0.10")}
    id = propose_and_approve(house, "S3", "S2", "/price-differences", {**bonus, "from": start, "to": end})
    eventually(lambda: house.get("S6", f"/price-differences/{id}")["state"] == "completed")


# Each brought 100 l, of which 50 are above the step: 50 × 1.00 = 50.00 premium. The bonus is
# 100 × 0.10 = 10.00. Transport is 100 × 1.00 = 100.00. At most half of all that is taken.
STATEMENTS = {
    # 100 × 45.00 = 4,500.00; 120.30 + 10.00 adjusted; gross 4,680.30 − 100.00 = 4,580.30: the cents stay
    "0001": {"milk": 450_000, "adjustments": 13_030, "deducted": 10_000, "net": 458_000, "carried_out": 30},
    # 100 × (45.00 − 2.00) = 4,300.00; gross 4,360.00 − 100.00 − 500.00
    "0002": {"milk": 430_000, "adjustments": 1_000, "deducted": 60_000, "net": 376_000, "carried_out": 0},
    # 100 × 47.50 = 4,750.00; gross 4,810.00, of which half is 2,405.00: transport, 2,305.00 of the advance
    "0003": {"milk": 475_000, "adjustments": 1_000, "deducted": 240_500, "net": 240_500, "carried_out": 0},
    # 4,500.00; gross 4,560.00 − 100.00 = 4,460.00, of which a fifth is saved: 892.00
    "0004": {
        "milk": 450_000,
        "adjustments": 1_000,
        "deducted": 10_000,
        "saved": 89_200,
        "net": 356_800,
        "carried_out": 0,
    },
}


def test_a_full_month_is_graded_priced_charged_settled_paid_and_booked(house: House) -> None:
    house.found(len(READINGS))
    house.start()
    period = house.clock.last_period
    decide_rules(house, period)
    record_milk(house, period)
    owe_and_adjust(house, period)

    run = open_run(house, period)
    eventually(lambda: in_state(house, run, "prepared"))
    report = house.get("S2", f"/settlements/{run}/report")
    assert report, "whoever approves sees what is out of the ordinary"
    house.post("S2", f"/settlements/{run}/approval")
    eventually(lambda: in_state(house, run, "completed"))

    received = house.wallets()
    for number, expected in STATEMENTS.items():
        statement = house.get("S6", f"/settlements/{run}/statements/{number}")
        found = {name: cents(statement[name]) for name in ("milk", "adjustments", "deducted", "net")}
        found |= {name: cents(statement[name]) for name in ("carried_out", "saved", "premium")}
        assert found == {"saved": 0, "premium": 5_000, **expected}, number
        assert received[phone_of(int(number))] * 100 == expected["net"]
    advance = house.get("S6", f"/settlements/{run}/statements/0003")["deductions"][-1]
    assert (cents(advance["taken"]), cents(advance["remaining"])) == (230_500, 369_500)
    papers_agree(house, run)
    books_agree(house)


def papers_agree(house: House, run: str) -> None:
    """What is printed for the farmer and the creditor; the farmer sees no one else's."""
    paper = house.ask("0003", "GET", f"/settlements/{run}/statements/0003/document.pdf?language=sw")
    assert paper.status_code == 200
    assert paper.content.startswith(b"%PDF")
    assert house.ask("0003", "GET", f"/settlements/{run}/statements/0002/document.pdf").status_code in (
        403,
        404,
    )
    everybody = house.ask("S3", "GET", f"/settlements/{run}/statements.pdf")
    assert everybody.content.startswith(b"%PDF")
    listed = house.ask("S3", "GET", f"/creditors/UNITY/remittances?run={run}&format=csv")
    rows = list(csv.reader(io.StringIO(listed.content.decode("utf-8-sig"))))
    assert any("0002" in row and any("500.00" in cell for cell in row) for row in rows), rows
    eventually(lambda: [text for text in told(house) if "4,500" in text and "4,580" in text])


def told(house: House) -> list[str]:
    return [message["text"] for message in house.messages() if message["direction"] == "out"]


def books_agree(house: House) -> None:
    assert trial_balance_is_zero(house)
    totals = {one["account"]: one for one in house.get("S6", "/journal/trial-balance")["accounts"]}
    # Owed to members: 0001's cents. Saved: 0004's fifth. Owed to the SACCO. The advance that remains.
    expected = {"2100": -30, "2120": -89_200, "2300": -50_000, "1200": 369_500, "5050": 20_000 + 4_000}
    assert {account: cents(totals[account]["balance"]) for account in expected} == expected
    replayed = house.command("audit", "replay", "--events", str(house.data / "events.sqlite"))
    assert replayed.returncode == 0, replayed.stdout[-2000:] + replayed.stderr
