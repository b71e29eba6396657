"""What members owe, and what is taken from everybody: from the second period on, so that the run of that
period took its part, and the next one goes on from there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from imbuto.demo.diary import Diary, by, moment, require
from imbuto.demo.house import LATE_JOINERS, MANAGER, TREASURER
from imbuto.demo.parts import Parts
from imbuto.ledger import (
    ChargeChange,
    ChargePayment,
    ChargeTerms,
    DeductionRules,
    Handover,
    KindCap,
    NewCharge,
    StandingTerms,
)
from imbuto.values import Period, derive_id

CREDITORS = (
    ("SACCO", "Demo Farmers SACCO", "sacco"),
    ("BANK", "Demo Cooperative Bank", "bank"),
    ("AGROVET", "Demo Agrovet Stores", "agrovet"),
    ("VET", "Demo Vet", "vet"),
    ("INSURER", "Demo Livestock Insurance", "insurance"),
    ("KDB", "Dairy Board (demo)", "levy"),
)
REMITTED = "SACCO"
FAR_CENTRE = "C6"
"""Whose milk a lorry fetches."""
OWES_MORE_THAN_MILK = "0023"
"""Carries a debt from run to run, in sight."""
PAID_BY_HAND, EXTENDED, TO_BE_WRITTEN_OFF = "0008", "0016", "0021"


@dataclass(frozen=True)
class Due:
    """A charge of one member: what it is for, cents altogether (None: until it is stopped), and how it is
    taken."""

    member: str
    kind: str
    text: str
    cents: int | None
    basis: str = "all"
    rate: int = 0
    creditor: str | None = None
    held_before_cents: int = 0

    def of(self, starts: date) -> NewCharge:
        terms = ChargeTerms(
            kind=self.kind,
            text=self.text,
            amount_cents=self.cents,
            basis=self.basis,
            starts=starts,
            rate=self.rate,
            creditor=self.creditor,
            opening=self.held_before_cents > 0,
            taken_before_cents=self.held_before_cents,
        )
        return NewCharge(derive_id("demo-charge", self.member, self.kind), self.member, terms)


DUES = (
    Due("0005", "advance", "Advance on milk", 150_000),
    Due("0008", "loan", "Heifer loan", 1_200_000, "run", 60_000),
    Due("0011", "agrovet", "Dewormer and acaricide", 185_000, creditor="AGROVET"),
    Due("0012", "feed", "Dairy meal, 2 bags", 240_000, "run", 80_000),
    Due("0013", "ai", "Insemination, one straw", 150_000, "run", 50_000),
    Due("0014", "vet", "Treatment of mastitis", 90_000, creditor="VET"),
    Due("0015", "sacco", "SACCO savings", None, "run", 30_000, creditor="SACCO"),
    Due("0024", "sacco", "SACCO loan", 800_000, "run", 70_000, creditor="SACCO"),
    Due("0016", "bank", "Bank loan, biogas", 2_000_000, "run", 150_000, creditor="BANK"),
    Due("0017", "insurance", "Cow insurance, a year", 120_000, "run", 30_000, creditor="INSURER"),
    Due("0001", "shares", "Shares, to KES 5,000", 500_000, "share", 500, held_before_cents=300_000),
    Due("0002", "shares", "Shares, to KES 5,000", 500_000, "share", 500, held_before_cents=420_000),
    Due("0041", "transport", "Fetched from the farm", None, "litre", 100),
    Due("0021", "other", "Lost can", 120_000, "run", 20_000),
    Due(OWES_MORE_THAN_MILK, "agrovet", "Feed mixer", 6_000_000, creditor="AGROVET"),
    Due(OWES_MORE_THAN_MILK, "loan", "Chaff cutter", 900_000, "run", 100_000),
    *(Due(member, "registration", "Registration", 20_000) for member in LATE_JOINERS),
)


class Dues:
    """The officials' acts about charges, each on its day."""

    def __init__(self, parts: Parts, diary: Diary, second: Period, third: Period) -> None:
        self._parts, self._diary, self._ledger = parts, diary, diary.ledger
        self._second, self._third = second, third
        self._days = {
            second.start - timedelta(days=3): self._propose_rules,
            second.start - timedelta(days=2): self._approve_rules,
            second.start + timedelta(days=1): self._make_charges,
            third.start + timedelta(days=3): self._remit,
            third.start + timedelta(days=6): self._pay_and_change,
        }

    def on(self, day: date) -> None:
        """What is done that day, if anything."""
        if act := self._days.get(day):
            act(day)

    def _propose_rules(self, day: date) -> None:
        treasurer = by(TREASURER, moment(day, 11))
        for creditor in CREDITORS:
            self._ledger.add_creditor(*creditor, treasurer)
        for terms in self._standing():
            self._ledger.propose_standing_charge(derive_id("demo-standing", terms.kind), terms, treasurer)
        self._ledger.propose_deduction_rules(self._rules(), self._second.start, treasurer)

    def _approve_rules(self, day: date) -> None:
        manager = by(MANAGER, moment(day, 11, 5))
        for terms in self._standing():
            self._ledger.approve_standing_charge(derive_id("demo-standing", terms.kind), manager)
        self._ledger.approve_deduction_rules(self._rules().rules_id, manager)

    def _standing(self) -> tuple[StandingTerms, StandingTerms]:
        start = self._second.start
        return (
            StandingTerms(
                kind="levy",
                text="Dairy Board levy",
                basis="litre",
                rate=20,
                effective_from=start,
                creditor="KDB",
            ),
            StandingTerms(
                kind="transport",
                text="Lorry of the far centre",
                basis="litre",
                rate=150,
                effective_from=start,
                centre=FAR_CENTRE,
            ),
        )

    def _rules(self) -> DeductionRules:
        """At most 60 % of the gross, KES 200 left in any case, agrovet at most KES 10 a litre."""
        return DeductionRules(
            rules_id=derive_id("demo-rules"),
            max_share_percent=Decimal(60),
            minimum_take_home_cents=20_000,
            caps=(KindCap("agrovet", 1_000),),
        )

    def _make_charges(self, day: date) -> None:
        charges = [due.of(self._second.start) for due in DUES]
        require(self._ledger.make_charges(charges, by(TREASURER, moment(day, 11))))
        self._diary.told(charge.id for charge in charges)

    def _remit(self, day: date) -> None:
        """What the second run took for the SACCO goes to the SACCO."""
        id = derive_id("demo-remittance", REMITTED)

        def pay() -> None:
            views: Any = self._parts.views
            views.catch_up()
            run = self._ledger.cooperative().last_approved_run
            _, cents = views.charges.collected_sum(REMITTED, run.id if run else None)
            handover = Handover(
                creditor=REMITTED, cents=cents, how="bank", reference="DEMO-EFT-1", day=day,
                run=run.id if run else None,
            )  # fmt: skip
            collected = views.charges.creditor(REMITTED).collected
            self._ledger.pay_remittance(id, handover, by(TREASURER, moment(day, 11)), collected=collected)

        self._diary.once(id, pay)

    def _pay_and_change(self, day: date) -> None:
        """A loan is paid by hand in part, another is stretched, a lost can is to be forgiven."""
        treasurer, manager = by(TREASURER, moment(day, 11)), by(MANAGER, moment(day, 11, 10))
        ledger, charge = self._ledger, _charges()
        loan, bank, can = (charge[number] for number in (PAID_BY_HAND, EXTENDED, TO_BE_WRITTEN_OFF))
        payment = ChargePayment(cents=100_000, how="cash", reference="DEMO-CASH-1", day=day)
        self._diary.once(loan, lambda: ledger.pay_charge(loan, payment, treasurer))
        longer = ChargeChange(
            change="extend", reason="A cow died.", rate=100_000, basis="run", starts=self._third.start
        )
        self._diary.once(bank, lambda: ledger.propose_charge_change(bank, longer, treasurer))
        self._diary.once(bank, lambda: ledger.approve_charge_change(bank, "extend", manager))
        forgiven = ChargeChange(change="write-off", reason="The can was found in the store.")
        self._diary.once(can, lambda: ledger.propose_charge_change(can, forgiven, treasurer))


def _charges() -> dict[str, Any]:
    """The charge of each member who has one of these."""
    wanted = (PAID_BY_HAND, EXTENDED, TO_BE_WRITTEN_OFF)
    return {due.member: due.of(date.min).id for due in DUES if due.member in wanted}
