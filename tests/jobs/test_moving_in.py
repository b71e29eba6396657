"""A cooperative that moves in amid the year: its register, what it owes and is owed, then milk and pay runs.

The arithmetic, in shillings, milk at 50 a litre:

            milk  brought along  gross  deducted  saved 10 %    net  carried
    0001    1500           1000   2500      1000      150.00   1350     0.00   still owes 2000 of 3000
    0002     100           -200   -100         0           -      0  -100.00   still owes all 500
then, with 1000 of 0001's savings released:
    0001     500           1000   1500      1000       50.00    450     0.00   still owes 1000
    0002    1000              -   1000-100   500           -    400     0.00   owes nothing
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from imbuto.imports import (
    ChargesIntoLedger,
    IntoLedger,
    OpeningIntoLedger,
    read_charges,
    read_members,
    read_opening,
    read_table,
    save,
)
from imbuto.ledger import AdjustmentContent, Savings
from imbuto.values import By, Period

from .house import PERIOD, House, by

MOVED_IN = date(2026, 9, 30)
OPERATOR = By("operator:test", "import", "sha256:0", datetime(2026, 10, 1, 5, tzinfo=UTC))
REGISTER = "Member No,Name,Phone,Centre\n0001,Wanjiku,0712000001,KIA\n0002,Otieno,0712000002,KIA\n"
BALANCES = "Member No,Owed,Savings\n0001,1000,5000\n0002,(200),\n"
CHARGES = (
    "Member No,Kind,Amount,Instalment,Opening,Starts\n"
    "0001,advance,3000,1000,yes,2026-10-01\n"
    "0002,feed,500,,yes,2026-10-01\n"
)


def table(folder: Path, text: str) -> Any:
    path = folder / "list.csv"
    path.write_text(text)
    return read_table(path)


def move_in(house: House, folder: Path) -> None:
    """The three lists, each twice; another official approves the balances."""
    ledger, views = house.parts.ledger, house.parts.views
    batch = "opening-2026-09-30"
    for first in (True, False):
        members = IntoLedger(ledger, OPERATOR, house.parts.people.keyring.prepare)
        balances = OpeningIntoLedger(ledger, OPERATOR, MOVED_IN, batch, views.adjustments.opening_of)
        saved = [
            save(read_members(table(folder, REGISTER)), members),
            save(read_opening(table(folder, BALANCES)), balances),
            save(read_charges(table(folder, CHARGES)), ChargesIntoLedger(ledger, OPERATOR)),
        ]
        assert [one.problems for one in saved] == [[], [], []]
        assert [one.recorded for one in saved] == ([2, 2, 2] if first else [0, 0, 0])
    waiting = [one.id for one in views.adjustments.waiting_in(batch)]
    ledger.approve_adjustments(waiting, by("staff:M1", OPERATOR.at))


def paid(house: House, period: Period) -> dict[str, Sequence[int]]:
    """The run of the period, from the clock to the payouts; what each statement says."""
    house.now = period.ends_at.replace(hour=22)
    house.do("open-due-run", house.now.isoformat())
    house.work()
    (run,) = house.parts.views.settlements.in_state("prepared")
    house.parts.ledger.approve_settlement(run.id, by("staff:M1", house.now))
    house.work()
    statements = house.parts.views.settlements.statements(run.id).items
    return {
        one.member: (
            one.milk_cents,
            one.adjustments_cents,
            one.deductions_cents,
            one.saved_cents,
            one.net_cents,
            one.carried_out_cents,
        )
        for one in statements
    }


def accounts_agree(house: House) -> None:
    """What the balances say is what the journal's accounts of members and savings hold."""
    views = house.parts.views
    found = [views.balances.get(number) for number in ("0001", "0002")]
    journal = views.journal.account_balances()
    assert -journal["2100"] == sum(one.owed_cents for one in found)
    assert -journal["2120"] == sum(one.saved_cents for one in found)
    assert -journal["2200"] == sum(one.on_way_cents for one in found)
    for one in found:
        totals = {total.account: total for total in views.journal.member_ledger(one.member).accounts}
        assert -totals["2100"].balance_cents == one.owed_cents
        assert -totals["2120"].balance_cents == one.saved_cents


def release(house: House, member: str, cents: int) -> UUID:
    """Savings go back to the milk account, by two officials."""
    balance, id = house.parts.views.balances.get(member), uuid4()
    look = Savings(balance.saved_cents, balance.released_cents)
    day = PERIOD.next.start
    content = AdjustmentContent(member, "savings", balance.litres * 0, cents, day, "School fees")
    house.parts.ledger.propose_adjustment(id, content, by("staff:T1", house.now), savings=look)
    house.parts.ledger.approve_adjustment(id, by("staff:M1", house.now), savings=look)
    return id


def test_a_cooperative_moves_in_amid_the_year(house: House, tmp_path: Path) -> None:
    house.now = OPERATOR.at
    move_in(house, tmp_path)
    views, ledger = house.parts.views, house.parts.ledger
    jane = views.balances.get("0001")
    assert (jane.owed_cents, jane.saved_cents, jane.paid_cents) == (100_000, 500_000, 0)
    assert views.balances.get("0002").owed_cents == -20_000
    ledger.choose_pay("0001", "run", 10, by("member:0001", house.now))
    accounts_agree(house)

    for day in (1, 2, 3):
        house.deliver("0001", "10", date(2026, 10, day))
    house.deliver("0002", "2", date(2026, 10, 2))
    assert paid(house, PERIOD) == {
        "0001": (150_000, 100_000, 100_000, 15_000, 135_000, 0),
        "0002": (10_000, -20_000, 0, 0, 0, -10_000),
    }
    jane = views.balances.get("0001")
    assert (jane.owed_cents, jane.saved_cents) == (0, 515_000)
    assert views.balances.get("0002").owed_cents == -10_000
    accounts_agree(house)

    release(house, "0001", 100_000)
    house.deliver("0001", "10", date(2026, 10, 20))
    house.deliver("0002", "20", date(2026, 10, 20))
    assert paid(house, PERIOD.next) == {
        "0001": (50_000, 100_000, 100_000, 5_000, 45_000, 0),
        "0002": (100_000, 0, 50_000, 0, 40_000, 0),
    }
    jane = views.balances.get("0001")
    assert (jane.owed_cents, jane.saved_cents, jane.released_cents) == (0, 420_000, 100_000)
    accounts_agree(house)
    lines = [(line.part, line.cents) for line in views.balances.account("0001", account="savings").items]
    assert lines == [("opening-savings", 500_000), ("saved", 15_000), ("savings", -100_000), ("saved", 5_000)]
