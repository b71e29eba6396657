"""A dairy in which anything may be tried with milk, charges, adjustments, pay terms and runs."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from imbuto.aggregates import Adjustment, Charge, Delivery, Member, Settlement, Statement
from imbuto.aggregates.adjustment import AdjustmentContent
from imbuto.aggregates.charge_acts import ChargeChange, ChargePayment
from imbuto.aggregates.charge_terms import ChargeTerms
from imbuto.aggregates.deductions import DeductionRules, KindCap, Slab, SlabPrice, Standing
from imbuto.projections import Views
from imbuto.projections.settlements import Settlements
from imbuto.values import derive_id
from tests.history import MANAGER, NOON, PERIOD, TREASURER, History, by

LATER = NOON + timedelta(days=200)
LITRES = ("0.5", "2.25", "8", "10", "33.33")
MEMBERS = ("0001", "0002", "0003")
STANDING = (
    Standing(UUID(int=71), "levy", "KDB", "levy", "litre", 21, 10, None, 2),
    Standing(UUID(int=72), "transport", None, "transport", "run", 3_050, 60, None, 3),
    Standing(UUID(int=73), "transport", None, "lorry", "litre", 150, 15, "KIA", 4),
)
RULES = (
    None,
    DeductionRules(UUID(int=81), Decimal("33.5"), 0, ()),
    DeductionRules(UUID(int=82), None, 20_000, (KindCap("feed", 250),)),
    DeductionRules(UUID(int=83), Decimal(60), 5_000, (KindCap("advance", 800), KindCap("levy", 10))),
)
SLABS = SlabPrice(UUID(int=91), None, "volume", (Slab(Decimal(10), 105), Slab(Decimal(20), 210)), "above")


class Dairy(History):
    """A history in which anything may be tried; what is refused does not happen."""

    def __init__(self) -> None:
        super().__init__()
        self.found()
        for number in MEMBERS:
            self.member(number)
        self.period = PERIOD
        self.attempts = 1
        self.since: date | None = None
        self.run: Settlement | None = None

    def some(self, kind: type[Any], number: int) -> Any:
        found = [thing for thing in self.things.values() if isinstance(thing, kind)]
        return found[number % len(found)] if found else None

    # ---------------------------------------------------------- accounts

    def weigh(self, one: int, two: int) -> None:
        day = self.period.start + timedelta(days=two % 20)
        self.delivery(MEMBERS[one % 3], LITRES[two % len(LITRES)], date=day, at=LATER)

    def object(self, one: int, two: int) -> None:
        delivery = self.some(Delivery, one)
        if delivery and delivery.state == "disputed":
            self.resolve(delivery, ("upheld", "adjusted")[two % 2], LITRES[two % 5] if two % 2 else None)
        elif delivery:
            self.dispute(delivery, claimed=LITRES[two % 5])

    def adjust(self, one: int, two: int) -> None:
        member, cents = MEMBERS[one % 3], (two - 40) * 997
        if two % 3 == 0:
            source = derive_id("difference", self.position())
            self.save(
                Adjustment.grant(source, member, "retro", Decimal(3), cents, PERIOD.end, "x", by(MANAGER))
            )
            return
        kind = ("correction", "opening-savings")[two % 3 - 1]
        content = AdjustmentContent(member, kind, Decimal(0), cents or 1, PERIOD.start, "why")
        adjustment = Adjustment.propose(derive_id("a", self.position()), content, by(TREASURER, LATER))
        adjustment.approve(by(MANAGER, LATER))
        self.save(adjustment)

    def owe(self, one: int, two: int) -> None:
        basis = ("all", "run", "litre", "share")[two % 4]
        amount = None if two % 5 == 0 and basis != "all" else 10_000 + two * 777
        terms = ChargeTerms(
            kind="feed" if amount is None else ("advance", "feed")[one % 2],
            text="charge",
            amount_cents=amount,
            basis=basis,
            rate={"all": 0, "run": 9_001, "litre": 333, "share": 1_250}[basis],
            starts=self.period.start + timedelta(days=two % 40),
            priority=1 + two % 3,
        )
        member = MEMBERS[one % 3]
        self.save(Charge.make(derive_id("charge", self.position()), member, terms, by(TREASURER)))

    def change(self, one: int, two: int) -> None:
        """Paid in cash, written off, extended or stopped; also what a run has drawn and not yet booked."""
        charge = self.some(Charge, one)
        if charge is None:
            return
        cents = 100 + two * 301
        if two % 4 == 0:
            payment = ChargePayment(cents, "cash", f"R{self.position()}", PERIOD.end)
            charge.pay(payment, 0, by(TREASURER, LATER))
        elif two % 4 == 1:
            charge.stop("enough", by(MANAGER))
        else:
            starts = self.period.start + timedelta(days=two % 40)
            extend = ChargeChange(
                change="extend", reason="drought", basis="run", rate=two * 100, starts=starts
            )
            less = ChargeChange(change="write-off", reason="lost", cents=cents)
            asked = extend if two % 4 == 2 else less
            charge.propose_change(asked, by(TREASURER))
            charge.approve_change(asked.change, 0, by(MANAGER))
        self.save(charge)

    def choose(self, one: int, two: int) -> None:
        member: Member = self.things[derive_id("member", MEMBERS[one % 3])]
        member.choose_pay(("run", "month", "quarter")[two % 3], (0, 10, 33)[two % 9 // 3], by())
        self.save(member)

    # -------------------------------------------------------------- runs

    def open(self, one: int, two: int) -> None:
        if self.run is None:
            self.run = self.open_run(
                self.period,
                self.attempts,
                minimum=(1_000, 20_000)[two % 2],
                since=self.since,
                rules=RULES[one % len(RULES)],
                standing=STANDING[: two % 4],
                slabs=(SLABS,)[: one % 2],
            )
            self.attempts += 1

    def finish(self, one: int, two: int) -> None:
        """Drawn in chunks, and approved or thrown away."""
        run, self.run = self.run, None
        if run is None:
            return
        with settlements_of(self) as views:
            after = ""
            while chunk := views.settlements.drawable(run.id, after, 1 + one % 3):
                for drawing in chunk:
                    self.draw_from(run, drawing)
                after = chunk[-1].member
            views.catch_up()
            drawn = views.settlements.drawn_totals(run.id)
        if two % 4 == 0:
            run.discard("A book came late.", by(MANAGER, LATER))
            self.save(run)
            return
        self.prepare(run, drawn.totals, drawn.litres, drawn.digest)
        self.approve(run)
        for statement in [one for one in self.things.values() if isinstance(one, Statement)]:
            if statement.drawn and statement.drawn.run == run.id:
                self.settle_statement(statement)
        self.since = self.period.end + timedelta(days=1)
        self.period = self.period.next


Act = Callable[[Dairy, int, int], None]
ACTS: tuple[Act, ...] = (
    *(Dairy.weigh,) * 6,
    *(Dairy.owe, Dairy.open) * 3,
    *(Dairy.change, Dairy.finish) * 4,
    Dairy.object,
    Dairy.adjust,
    Dairy.adjust,
    Dairy.choose,
)
acts = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 99), st.integers(0, 99)), min_size=5, max_size=70
)


@contextlib.contextmanager
def settlements_of(dairy: Dairy) -> Any:
    """The settlement sheet alone, folded anew from the facts."""
    with tempfile.TemporaryDirectory() as folder:
        views = Views(Path(folder) / "views.sqlite", dairy, projections=[Settlements])
        views.catch_up()
        yield views
        views.close()
