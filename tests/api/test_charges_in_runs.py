"""Charges through whole pay runs, over HTTP and the real stores: taken, carried, given back, handed over.

The view, the statement and the journal each follow the facts for themselves; here they must agree.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from .dairy import JOB, Dairy
from .test_charges import ADVANCE, charge, kes

SHOP = "11111111-0000-4000-8000-000000000002"


def settle(dairy: Dairy, run: UUID) -> None:
    """Approves a prepared run and books its statements, as the job does."""
    dairy.post("manager", f"/settlements/{run}/approval")
    unsettled = dairy.parts.views.settlements.unsettled(run)
    dairy.parts.ledger.settle_statements(run, [(one.member, one.net_cents) for one in unsettled], JOB)


def next_run(dairy: Dairy, period: str, days: int) -> UUID:
    dairy.later(days=days)
    for who in ("clerk", "manager", "treasurer", "auditor"):
        dairy.sign_in(who)
    return dairy.prepared_run(period)


def seen(dairy: Dairy, id: str = ADVANCE) -> dict[str, Any]:
    found: dict[str, Any] = dairy.get("treasurer", f"/charges/{id}")
    return found


def deducted(dairy: Dairy, run: UUID, member: str = "0001") -> list[tuple[str, str, str | None]]:
    """Text, what was taken, and what remains, of each deduction on the statement."""
    statement = dairy.get("treasurer", f"/settlements/{run}/statements/{member}")
    return [
        (one["text"], one["taken"]["amount"], one["remaining"] and one["remaining"]["amount"])
        for one in statement["deductions"]
    ]


def receivable(dairy: Dairy) -> int:
    """Account 1200 of the journal, in cents."""
    return sum(
        one.debit_cents - one.credit_cents
        for one in dairy.parts.views.journal.postings(account="1200", limit=1000).items
    )


def open_charges(dairy: Dairy) -> int:
    """What the view says remains of all charges that are owed to the cooperative itself, in cents."""
    return sum(one.remaining_cents or 0 for one in dairy.parts.views.charges.page(limit=1000).items)


def test_an_instalment_is_taken_run_by_run_until_nothing_remains(dairy: Dairy) -> None:
    """500.00 at 200.00 a run: 200.00, 200.00, 100.00."""
    dairy.post("treasurer", "/charges", charge(amount=kes("500.00"), starts="2026-11-01"))
    dairy.record(litres="10", date="2026-11-10")
    taken = []
    for period, days in (("2026-11-A", 0), ("2026-11-B", 15), ("2026-12-A", 15)):
        run = next_run(dairy, period, days)
        taken.append(deducted(dairy, run))
        settle(dairy, run)
        assert receivable(dairy) == open_charges(dairy)
        dairy.record(litres="10", date=dairy.now.date().isoformat())
    assert taken == [
        [("school fees", "200.00", "300.00")],
        [("school fees", "200.00", "100.00")],
        [("school fees", "100.00", "0.00")],
    ]
    assert (seen(dairy)["state"], seen(dairy)["taken"]) == ("ended", kes("500.00"))
    assert [one["period"] for one in seen(dairy)["takings"]] == ["2026-11-A", "2026-11-B", "2026-12-A"]


def test_what_the_milk_did_not_cover_is_asked_again_in_sight(dairy: Dairy) -> None:
    """1 litre is 45.00 of the 200.00 asked; the arrears of 155.00 come on top of the next 200.00."""
    dairy.post("treasurer", "/charges", charge(starts="2026-11-01"))
    dairy.record(litres="1", date="2026-11-10")
    run = dairy.prepared_run()
    assert seen(dairy)["arrears"] == kes("0.00")
    settle(dairy, run)
    assert (seen(dairy)["taken"], seen(dairy)["arrears"]) == (kes("45.00"), kes("155.00"))
    dairy.record(litres="100", date="2026-11-16")
    run = next_run(dairy, "2026-11-B", 15)
    assert deducted(dairy, run) == [("school fees", "355.00", "600.00")]
    settle(dairy, run)
    assert (seen(dairy)["arrears"], seen(dairy)["remaining"]) == (kes("0.00"), kes("600.00"))


def test_what_was_paid_in_cash_during_a_run_is_given_back_by_the_next(dairy: Dairy) -> None:
    """The run takes 200.00 of 200.00 that the member paid at the counter meanwhile: 200.00 come back."""
    dairy.post("treasurer", "/charges", charge(amount=kes("200.00"), starts="2026-11-01"))
    dairy.record(litres="10", date="2026-11-10")
    run = dairy.prepared_run()
    paid = {"amount": kes("200.00"), "how": "cash", "reference": "R 1", "day": "2026-11-16"}
    assert len(dairy.post("treasurer", f"/charges/{ADVANCE}/payment", paid)["warnings"]) == 1
    settle(dairy, run)
    assert (seen(dairy)["remaining"], seen(dairy)["state"]) == (kes("-200.00"), "open")
    run = next_run(dairy, "2026-11-B", 15)
    assert deducted(dairy, run) == [("school fees", "-200.00", "0.00")]
    settle(dairy, run)
    assert (seen(dairy)["remaining"], seen(dairy)["state"]) == (kes("0.00"), "ended")
    assert receivable(dairy) == open_charges(dairy) == 0


def test_rules_and_standing_charges_in_force_bind_the_run(dairy: Dairy) -> None:
    """100 litres are 4,500.00. Half may go: 2,250.00. The levy of 0.20 takes 20.00 first, transport of 1.50
    takes 150.00, and of the 5,000.00 at the shop 2,080.00 are left room for."""
    rules = {"id": str(uuid4()), "effective_from": "2026-11-01", "max_share_percent": "50"}
    dairy.post("treasurer", "/deduction-rules", rules)
    dairy.post("manager", f"/deduction-rules/{rules['id']}/approval")
    dairy.post("treasurer", "/creditors", {"code": "KDB", "name": "Dairy Board", "kind": "levy"})
    for kind, creditor, rate in (("transport", None, "1.50"), ("levy", "KDB", "0.20")):
        standing = {
            "id": str(uuid4()), "kind": kind, "text": kind, "creditor": creditor, "basis": "litre",
            "rate": kes(rate), "effective_from": "2026-11-01",
        }  # fmt: skip
        dairy.post("treasurer", "/standing-charges", standing)
        dairy.post("manager", f"/standing-charges/{standing['id']}/approval")
    shop = {"kind": "agrovet", "text": "salts", "amount": kes("5000.00"), "basis": "all", "rate": None}
    dairy.post("treasurer", "/charges", charge(**shop, id=SHOP, starts="2026-11-01"))
    dairy.record(litres="100", date="2026-11-10")
    run = dairy.prepared_run()
    assert deducted(dairy, run) == [
        ("levy", "20.00", None),
        ("transport", "150.00", None),
        ("salts", "2080.00", "2920.00"),
    ]
    settle(dairy, run)
    assert seen(dairy, SHOP)["arrears"] == kes("2920.00")
    [board] = dairy.get("treasurer", "/creditors")["items"]
    assert board["owed"] == kes("20.00")
    listed = dairy.get("treasurer", f"/creditors/KDB/remittances?run={run}")
    assert [(one["member"], one["text"], one["amount"]) for one in listed["items"]] == [
        ("0001", "levy", kes("20.00"))
    ]
    assert receivable(dairy) == open_charges(dairy)


def test_a_discarded_run_takes_nothing(dairy: Dairy) -> None:
    dairy.post("treasurer", "/charges", charge(starts="2026-11-01"))
    dairy.record(litres="1", date="2026-11-10")
    run = dairy.prepared_run()
    dairy.post("treasurer", f"/settlements/{run}/discard", {"reason": "the price was wrong"})
    found = seen(dairy)
    assert (found["taken"], found["arrears"], found["remaining"]) == (
        kes("0.00"), kes("0.00"), kes("1000.00"),
    )  # fmt: skip
