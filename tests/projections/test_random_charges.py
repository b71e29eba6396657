"""Whatever becomes of charges in whatever order, what remains is what was made less all that went off it."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imbuto.aggregates import Charge
from imbuto.aggregates.charge_acts import ChargeChange, ChargePayment
from imbuto.errors import Refusal
from imbuto.projections import Views
from imbuto.values import Period
from tests.history import MANAGER, MONDAY, PERIOD, TREASURER, History, by
from tests.projections.test_charges import Book, owed

KINDS = (
    {},
    {"kind": "feed", "basis": "all", "rate": 0, "amount_cents": 35_050},
    {"kind": "sacco", "creditor": "UNITY", "amount_cents": None, "basis": "litre", "rate": 150},
    {"kind": "bank", "creditor": "KDB", "amount_cents": 80_000, "basis": "share", "rate": 1_250},
    {"kind": "shares", "opening": True, "taken_before_cents": 40_000, "basis": "share", "rate": 500},
)
MILK_CENTS = (0, 4_500, 45_000, 450_000)


class Dealings:
    """A history in which anything may be tried with charges; what is refused does not happen."""

    def __init__(self, where: Path) -> None:
        self.history = History()
        self.history.found()
        self.history.member()
        self.book = Book(self.history)
        self.book.creditor()
        self.book.creditor("KDB")
        self.views = Views(where, self.history)
        self.charges: list[Charge] = []
        self.period: Period = PERIOD

    def attempt(self, act: str, one: int, two: int) -> None:
        with contextlib.suppress(Refusal, IndexError, ZeroDivisionError):
            getattr(self, act)(one, two)
        for charge in self.charges:
            charge.collect_events()
        self.views.catch_up()

    def make(self, one: int, two: int) -> None:
        id = UUID(int=1000 + len(self.charges))
        self.charges.append(self.book.charge(id, **KINDS[one % len(KINDS)]))

    def pay(self, one: int, two: int) -> None:
        charge = self._one(one)
        charge.pay(
            ChargePayment(1 + two * 311, "cash", f"R{two}", MONDAY), self._taken(charge), by(TREASURER)
        )
        self.history.save(charge)

    def change(self, one: int, two: int) -> None:
        charge, cents = self._one(one), two * 97 or None
        extension = ChargeChange(change="extend", reason="x", basis="run", rate=1 + two, starts=MONDAY)
        changes = (
            extension,
            ChargeChange(change="write-off", reason="x", cents=cents),
            ChargeChange(change="cancel", reason="x", cents=cents),
        )
        change = changes[two % 3]
        charge.propose_change(change, by(TREASURER))
        with contextlib.suppress(Refusal):
            charge.approve_change(change.change, self._taken(charge), by(MANAGER))
        self.history.save(charge)

    def stop(self, one: int, two: int) -> None:
        charge = self._one(one)
        charge.stop("x", by(TREASURER))
        self.history.save(charge)

    def settle(self, one: int, two: int) -> None:
        """A run of the next period, approved, or with every third thrown away."""
        run = self.history.open_run(self.period, attempt=1 + self.history.position())
        asked = [
            owed(charge, number, self.views.charges.get(charge.id).arrears_cents, self._taken(charge))
            for number, charge in enumerate(self.charges)
            if self.views.charges.get(charge.id).state == "open"
        ]
        statement = self.book.drawn(run, MILK_CENTS[one % len(MILK_CENTS)], *asked)
        if two % 3 == 0:
            run.discard("x", by(TREASURER, self.period.ends_at))
            self.history.save(run)
            return
        self.book.approve(run, statement)
        self.period = self.period.next

    def _one(self, number: int) -> Charge:
        return self.charges[number % len(self.charges)]

    def _taken(self, charge: Charge) -> int:
        return self.views.charges.taken_cents(charge.id)

    def require_agreement(self) -> None:
        """The view, its parts, and the charges' own facts say the same."""
        parts = []
        for charge in self.charges:
            seen = self.views.charges.get(charge.id)
            takings = self.views.charges.takings(charge.id)
            parts += takings
            assert seen.taken_cents == sum(one.cents for one in takings if one.source == "milk")
            assert seen.paid_cents == sum(one.cents for one in takings if one.source == "direct")
            assert seen.remaining_cents == charge.outstanding_cents(seen.taken_cents)
            assert seen.arrears_cents >= 0
            assert seen.remaining_cents is None or seen.arrears_cents <= max(seen.remaining_cents, 0)
            ended = charge.state == "stopped" or seen.remaining_cents == 0
            assert seen.state == ("ended" if ended else "open")
        unity = self.views.charges.creditor("UNITY")
        assert unity.collected_cents == sum(one.cents for one in parts if one.creditor == "UNITY")
        for creditor in self.views.charges.creditors():
            assert self.views.charges.collected_sum(creditor.code)[1] == creditor.collected_cents


STEPS = st.tuples(
    st.sampled_from(["make", "pay", "change", "stop", "settle", "settle"]),
    st.integers(0, 60),
    st.integers(0, 60),
)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(STEPS, min_size=5, max_size=20))
def test_what_remains_is_what_was_made_less_all_that_went_off(steps: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        dealings = Dealings(Path(folder) / "views.sqlite")
        dealings.attempt("make", 0, 0)
        for step in steps:
            dealings.attempt(*step)
        dealings.require_agreement()
        [rebuilt] = dealings.views.rebuild(["charges"])
        assert rebuilt.differing == {}
        dealings.require_agreement()
        dealings.views.close()
