"""The office's papers: how members want to be paid, vouchers, an adjustment, a bonus, the limits of milk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from imbuto.demo.diary import Diary, by, moment
from imbuto.demo.house import MANAGER, SECOND_MANAGER, TREASURER
from imbuto.demo.parts import Parts
from imbuto.ledger import (
    KS_EAS_67,
    KS_EAS_67_FORMULA,
    KS_EAS_67_NAME,
    AdjustmentContent,
    Difference,
    Grant,
    VoucherLine,
)
from imbuto.values import Period, derive_id

PAY_TERMS = (("0002", "run", 10), ("0003", "month", 0), ("0004", "month", 20))
"""Member, rhythm, percent saved."""
LIMITS = derive_id("demo-limits")
BONUS = derive_id("demo-bonus")
BONUS_CENTRE, BONUS_CENTS = "C5", 50
BANK, FLOAT, CASH, OPENING = "1040", "1010", "1030", "3900"
CHARGES_OF_BANK, PROCESSORS, SALES = "5600", "1100", "4000"


class Desk:
    """Each paper on its day: proposed by one official, approved by another the same day."""

    def __init__(self, parts: Parts, diary: Diary, periods: tuple[Period, Period, Period]) -> None:
        self._parts, self._diary, self._ledger = parts, diary, diary.ledger
        first, second, third = periods
        self._second, self._third = second, third
        self._days: dict[date, tuple[Callable[[date], None], ...]] = {
            first.start - timedelta(days=1): (self._open_the_books,),
            first.end: (self._top_up,),
            second.start + timedelta(days=4): (self._choose_pay,),
            second.end: (self._top_up,),
            third.start - timedelta(days=2): (self._set_limits,),
            third.start + timedelta(days=5): (self._sell, self._adjust),
            third.start + timedelta(days=8): (self._give_bonus,),
            third.end: (self._be_paid, self._top_up, self._leave_open),
        }

    def on(self, day: date) -> None:
        """What is done that day, if anything."""
        for act in self._days.get(day, ()):
            act(day)

    # ---------------------------------------------------------------- members and milk

    def _choose_pay(self, day: date) -> None:
        for number, rhythm, percent in PAY_TERMS:
            self._ledger.choose_pay(number, rhythm, percent, by(f"member:{number}", moment(day, 13)))

    def _set_limits(self, day: date) -> None:
        limits = (LIMITS, KS_EAS_67_NAME, self._third.start, KS_EAS_67_FORMULA, KS_EAS_67)
        self._ledger.propose_limits(*limits, by(SECOND_MANAGER, moment(day, 11, 20)))
        self._ledger.approve_limits(LIMITS, by(MANAGER, moment(day, 11, 25)))

    # ---------------------------------------------------------------- vouchers

    def _open_the_books(self, day: date) -> None:
        self._book("opening", day, "Bank balance at the beginning", (BANK, OPENING, 500_000_000))
        self._book("cash", day, "Cash drawn for advances", (CASH, BANK, 5_000_000))

    def _top_up(self, day: date) -> None:
        self._book(f"float-{day}", day, "Float for the pay run", (FLOAT, BANK, 120_000_000))

    def _sell(self, day: date) -> None:
        self._book("milk-sold", day, "Milk of the half month", (PROCESSORS, SALES, 135_000_000))

    def _be_paid(self, day: date) -> None:
        self._book("milk-paid", day, "Processor's payment", (BANK, PROCESSORS, 130_000_000))

    def _leave_open(self, day: date) -> None:
        """One voucher and one adjustment wait for a manager."""
        self._book("bank-charges", day, "Bank charges", (CHARGES_OF_BANK, BANK, 85_000), approve=False)
        reason = "Her evening milk of the 3rd was written under a neighbour."
        self._put_right("0009", "3.0", 14_400, day, reason, approve=False)

    def _book(
        self, name: str, day: date, text: str, entry: tuple[str, str, int], *, approve: bool = True
    ) -> None:
        debit, credit, cents = entry
        lines = (VoucherLine(debit, cents, 0), VoucherLine(credit, 0, cents))
        id, treasurer = derive_id("demo-voucher", name), by(TREASURER, moment(day, 12))
        self._diary.once(id, lambda: self._ledger.propose_voucher(id, day, text, None, lines, treasurer))
        if approve:
            manager = by(MANAGER, moment(day, 12, 5))
            self._diary.once(id, lambda: self._ledger.approve_voucher(id, manager))

    # ---------------------------------------------------------------- what puts right

    def _adjust(self, day: date) -> None:
        reason = "The scale of the 20th was read 2 litres too low; both clerks say so."
        self._put_right("0007", "2.0", 9_000, day, reason)

    def _put_right(
        self, member: str, litres: str, cents: int, day: date, reason: str, *, approve: bool = True
    ) -> None:
        id, treasurer = derive_id("demo-adjustment", member), by(TREASURER, moment(day, 12, 10))
        content = AdjustmentContent(member, "correction", Decimal(litres), cents, day, reason)
        self._diary.once(id, lambda: self._ledger.propose_adjustment(id, content, treasurer))
        if approve:
            manager = by(MANAGER, moment(day, 12, 15))
            self._diary.once(id, lambda: self._ledger.approve_adjustment(id, manager))

    def _give_bonus(self, day: date) -> None:
        """Half a shilling a litre more for one centre's milk of the second period."""
        terms = Difference(
            name="Thanks for cool milk",
            way="per-litre",
            kind="bonus",
            date_from=self._second.start,
            date_to=self._second.end,
            cents_per_litre=BONUS_CENTS,
            centre=BONUS_CENTRE,
        )
        treasurer, manager = by(TREASURER, moment(day, 12, 20)), by(MANAGER, moment(day, 12, 25))
        self._diary.once(BONUS, lambda: self._ledger.propose_price_difference(BONUS, terms, treasurer))
        self._diary.once(BONUS, lambda: self._ledger.approve_price_difference(BONUS, manager))
        job = by("job:differences", moment(day, 12, 30))
        self._diary.once(BONUS, lambda: self._grant(terms, job))

    def _grant(self, terms: Difference, job: Any) -> None:
        """As the job does: a member's grant is the sum over the member's deliveries."""
        views: Any = self._parts.views
        views.catch_up()
        brought = views.deliveries.brought(terms.date_from, terms.date_to, terms.centre, "", 200)
        grants, litres = [], Decimal(0)
        for one in brought:
            added = self._ledger.differences_of(BONUS, one.deliveries)
            own = sum((each.litres for each in added), Decimal(0))
            cents = sum(each.cents for each in added)
            text = f"{terms.name}: {own} l"
            grants.append(Grant(one.member, terms.kind, Decimal(0), cents, terms.date_to, text))
            litres += own
        self._ledger.grant_adjustments(BONUS, grants, job)
        cents = sum(grant.cents for grant in grants)
        self._ledger.complete_price_difference(BONUS, len(grants), litres, cents, job)
