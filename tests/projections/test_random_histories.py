"""Whatever happens in whatever order, the books balance and rebuilt views equal live ones."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imbuto.aggregates import Delivery, Message, Payout, Settlement
from imbuto.aggregates.quality import Readings
from imbuto.errors import Refusal
from imbuto.projections import Views
from imbuto.values import Personal, derive_id
from tests.history import MANAGER, MONDAY, NOON, PERIOD, History, by

LITRES = ("0.01", "0.5", "2.25", "8", "10", "33.33")
PHONE = Personal("aa", "254712000009")


class NothingYet(Exception):
    """There is nothing of that kind to act upon."""


class Dairy(History):
    """A history in which anything may be tried; what is refused does not happen."""

    def __init__(self) -> None:
        super().__init__()
        self.found()
        for number in ("0001", "0002", "0003"):
            self.member(number, phone=None if number == "0003" else "254712000001")
        self.period = PERIOD
        self.run: Settlement | None = None

    def attempt(self, act: str, one: int, two: int) -> None:
        with contextlib.suppress(Refusal, NothingYet):
            ACTS[act](self, one, two)

    def some(self, kind: type[Any], number: int) -> Any:
        found = [thing for thing in self.things.values() if isinstance(thing, kind)]
        if not found:
            raise NothingYet
        return found[number % len(found)]

    # ---------------------------------------------------------- milk

    def weigh(self, one: int, two: int) -> None:
        rejection = "sour" if two % 7 == 0 else None
        day = MONDAY + timedelta(days=two % 20)
        self.delivery(
            f"000{one % 3 + 1}", LITRES[two % len(LITRES)], date=day, shift="AM", rejection_reason=rejection
        )

    def answer(self, one: int, two: int) -> None:
        delivery = self.some(Delivery, one)
        if two % 3 == 0:
            self.confirm(delivery)
        elif two % 3 == 1:
            self.lapse(delivery)
        else:
            reason = ("quantity", "not-mine", "quality")[two % 9 // 3]
            self.dispute(delivery, claimed=LITRES[two % len(LITRES)], reason=reason)

    def decide(self, one: int, two: int) -> None:
        outcome = ("upheld", "adjusted", "withdrawn")[two % 3]
        self.resolve(self.some(Delivery, one), outcome, LITRES[two % 6] if outcome == "adjusted" else None)

    def mend(self, one: int, two: int) -> None:
        self.correct(self.some(Delivery, one), LITRES[two % 6], "sour" if two % 5 == 0 else None)

    def judge(self, one: int, two: int) -> None:
        read = (
            Readings(antibiotic="positive"),
            Readings(antibiotic="negative"),
            Readings(fat_percent=Decimal(3)),
            Readings(plate_count=two * 30_000),
        )[two % 4]
        self.sample(self.some(Delivery, one), read, price=4_000 + two, closed=two % 5 == 0)

    def strike(self, one: int, two: int) -> None:
        self.void(self.some(Delivery, one))

    # --------------------------------------------------------- money

    def settle(self, one: int, two: int) -> None:
        """Opens, draws, approves and requests in one go, as the jobs and officials would."""
        with tempfile.TemporaryDirectory() as folder:
            run = self.open_run(self.period)
            views = Views(Path(folder) / "views.sqlite", self)
            for drawing in views.settlements.drawable(run.id):
                self.draw_from(run, drawing)
            views.catch_up()
            drawn = views.settlements.drawn_totals(run.id)
            self.prepare(run, drawn.totals, drawn.litres, drawn.digest)
            self.approve(run)
            views.catch_up()
            for statement in views.settlements.unsettled(run.id):
                self.settle_statement(self.things[statement.id])
                if statement.net_cents:
                    self.payout(self.things[statement.id])
            views.close()
        self.period = self.period.next

    def pay(self, one: int, two: int) -> None:
        payout: Payout = self.some(Payout, one)
        at = by("job:pay", NOON + timedelta(days=30, minutes=two))
        steps: tuple[Callable[[], object], ...] = (
            lambda: payout.submit(at),
            lambda: payout.accept("AG", at),
            lambda: payout.defer("500", "throttled", at),
            lambda: payout.lose_sight("timeout", "silence", at),
            lambda: payout.ask_status(payout.questions + 1, at),
            lambda: payout.put_to_review("silence", at),
            lambda: payout.pay(payout.attempt_id, "SKB", 500, None, "callback", at),
            lambda: payout.fail(payout.attempt_id, "1", "no", at),
            lambda: payout.retry(PHONE, at),
            lambda: payout.hold("wait", at),
            lambda: payout.release(PHONE, at),
            lambda: payout.propose_outcome("paid", "CASH-1", "voucher 1", by("staff:T1", at.at)),
            lambda: payout.propose_outcome("not_paid", None, "statement", by("staff:T1", at.at)),
            lambda: (
                payout.proposed
                and payout.approve_outcome(
                    payout.proposed.outcome, payout.proposed.receipt, by(MANAGER, at.at)
                )
            ),
        )
        steps[two % len(steps)]()
        self.save(payout)

    # --------------------------------------------------------- words

    def tell(self, one: int, two: int) -> None:
        fact = self.recorded[one % len(self.recorded)]
        if isinstance(fact, Delivery.Recorded) and derive_id("told", fact.originator_id) not in self.things:
            self.message("receipt", fact, fact.member)
            self.things[derive_id("told", fact.originator_id)] = None

    def carry(self, one: int, two: int) -> None:
        message: Message = self.some(Message, one)
        if two % 4 == 0:
            message.retry(message.sends + 1, by())
            message.fail_to_send("down", by(), may_have_gone=two % 8 == 0)
        elif two % 4 == 1:
            message.send("AT1", 80, 1, by())
        elif two % 4 == 2:
            message.deliver(by())
        else:
            message.miss("off", by())
        self.save(message)

    def switch(self, one: int, two: int) -> None:
        cooperative = self.things[derive_id("cooperative")]
        cooperative.set_messaging(two % 2 == 0, by(MANAGER))
        self.save(cooperative)


ACTS: dict[str, Callable[[Dairy, int, int], None]] = {
    "weigh": Dairy.weigh,
    "answer": Dairy.answer,
    "decide": Dairy.decide,
    "mend": Dairy.mend,
    "judge": Dairy.judge,
    "strike": Dairy.strike,
    "settle": Dairy.settle,
    "pay": Dairy.pay,
    "tell": Dairy.tell,
    "carry": Dairy.carry,
    "switch": Dairy.switch,
}
WEIGHTS = (
    ["weigh"] * 6
    + ["answer", "decide", "pay"] * 3
    + ["mend", "judge", "strike", "settle", "tell", "carry", "switch"]
)
acts = st.lists(st.tuples(st.sampled_from(WEIGHTS), st.integers(0, 99), st.integers(0, 99)), max_size=60)


@pytest.mark.slow
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(acts)
def test_books_balance_and_rebuilt_views_equal_live_ones(acts: list[tuple[str, int, int]]) -> None:
    dairy = Dairy()
    with tempfile.TemporaryDirectory() as folder:
        views = Views(Path(folder) / "views.sqlite", dairy)
        for act, one, two in acts:
            dairy.attempt(act, one, two)
            if two % 3 == 0:
                views.catch_up()
        views.catch_up()
        assert {standing.state for standing in views.status()} == {"live"}
        assert all(rebuilt.differing == {} for rebuilt in views.rebuild())
        the_books_balance(dairy, views)
        the_books_and_the_balances_agree(views)
        views.close()


def the_books_balance(dairy: Dairy, views: Views) -> None:
    assert views.journal.check() is None
    for position in range(dairy.position() + 1):
        assert sum(t.balance_cents for t in views.journal.trial_balance(until_position=position)) == 0


def the_books_and_the_balances_agree(views: Views) -> None:
    """What members are owed, what is held and what is on its way: counted in two ways."""
    accounts = views.journal.account_balances()
    members = [views.balances.get(f"000{number}") for number in (1, 2, 3)]
    assert -accounts["2100"] == sum(m.owed_cents for m in members)
    assert -accounts["2150"] == sum(m.held_cents for m in members)
    assert -accounts["2200"] == sum(m.on_way_cents for m in members)
    runs = views.settlements.calendar()
    taken = sum(run.milk_cents for run in runs)
    paid_out = sum(run.net_cents for run in runs)
    last = views.settlements.last_approved()
    carried = last.carried_out_cents if last else 0
    assert taken == paid_out + carried
    assert paid_out == sum(m.on_way_cents + m.paid_cents for m in members)
    milk = views.centres.today(MONDAY).total
    assert milk.deliveries == milk.unanswered + milk.confirmed + milk.lapsed + milk.disputed + milk.resolved
    assert milk.litres == Decimal(milk.centilitres) / 100
