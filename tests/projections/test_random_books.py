"""Whatever happens in whatever order, the books balance at every position, and what they say of members and
creditors is what the other views say, which count for themselves."""

from __future__ import annotations

import contextlib
import tempfile
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imbuto.aggregates import Charge, Statement
from imbuto.aggregates.charge_acts import ChargeChange
from imbuto.aggregates.charge_terms import ChargeTerms
from imbuto.aggregates.chart import MEMBER_ACCOUNTS
from imbuto.aggregates.payout import Payout
from imbuto.aggregates.remittance import Collected, Handover, Remittance
from imbuto.aggregates.voucher import Voucher, VoucherLine
from imbuto.errors import Refusal
from imbuto.projections import Views
from imbuto.projections.balances import Balances
from imbuto.projections.books import Posting
from imbuto.projections.charges import Charges
from imbuto.projections.journal import Journal
from imbuto.projections.vouchers import Vouchers
from imbuto.values import derive_id
from tests.history import MANAGER, MONDAY, NOON, TREASURER, by
from tests.projections.random_dairy import ACTS, LATER, MEMBERS, Dairy

CREDITORS = ("KDB", "UNITY")


class Books(Dairy):
    """A dairy with creditors, shares, payouts, remittances and vouchers too."""

    def __init__(self) -> None:
        super().__init__()
        cooperative = self.things[derive_id("cooperative")]
        for code in CREDITORS:
            cooperative.add_creditor(code, code, "other", by(MANAGER))
        self.save(cooperative)

    def borrow(self, one: int, two: int) -> None:
        """A charge that is a creditor's, or shares, or one brought from other books."""
        kind, creditor, opening = (
            ("loan", "UNITY", False),
            ("shares", None, two % 2 == 0),
            ("loan", None, True),
            ("levy", "KDB", False),
        )[two % 4]
        terms = ChargeTerms(
            kind=kind,
            text="charge",
            amount_cents=20_000,
            basis="run",
            rate=3_000 + two,
            starts=self.period.start,
            creditor=creditor,
            opening=opening,
            taken_before_cents=777 if opening else 0,
        )
        self.save(Charge.make(derive_id("b", self.position()), MEMBERS[one % 3], terms, by(TREASURER)))

    def cancel(self, one: int, two: int) -> None:
        """Made by mistake: taken back whole, before any run took of it."""
        self.borrow(one, two)
        charge = self.some(Charge, -1)
        charge.propose_change(ChargeChange(change="cancel", reason="another member's"), by(TREASURER))
        charge.approve_change("cancel", 0, by(MANAGER))
        self.save(charge)

    def hand_over(self, one: int, two: int) -> None:
        handover = Handover(
            creditor=CREDITORS[one % 2], cents=100 + two, how="bank", reference=f"B{two}", day=MONDAY
        )
        self.save(
            Remittance.pay(
                derive_id("remit", self.position()), handover, Collected(10**6, 0, 0), by(TREASURER, LATER)
            )
        )

    def voucher(self, one: int, two: int) -> None:
        lines = (
            VoucherLine("1010", 100 + two, 0),
            VoucherLine("2300", 50, 0, CREDITORS[one % 2]),
            VoucherLine("1040", 0, 150 + two),
        )
        voucher = Voucher.propose(
            derive_id("v", self.position()), MONDAY, "top up", None, lines, by(TREASURER, LATER)
        )
        if two % 3 == 0:
            voucher.refuse("no", by(MANAGER, LATER))
        else:
            voucher.approve(by(MANAGER, LATER))
        self.save(voucher)

    def send(self, one: int, two: int) -> None:
        """A settled statement is paid out, or its payout goes a step on."""
        for statement in [thing for thing in self.things.values() if isinstance(thing, Statement)]:
            drawn = statement.drawn
            if drawn and statement.settled and drawn.net_cents > 0 and self._unsent(statement):
                self.payout(statement)
                return
        payout = self.some(Payout, one)
        if payout is None:
            return
        at = by("job:pay", NOON + timedelta(days=220, minutes=two))
        steps = (
            lambda: payout.submit(at),
            lambda: payout.pay(payout.attempt_id, "SKB", 500, None, "callback", at),
            lambda: payout.fail(payout.attempt_id, "1", "no", at, "status"),
        )
        steps[two % 3]()
        self.save(payout)

    def _unsent(self, statement: Statement) -> bool:
        payouts = [thing for thing in self.things.values() if isinstance(thing, Payout)]
        return all(payout.statement != statement.id for payout in payouts)


MORE: tuple[Callable[[Books, int, int], None], ...] = (
    *(Books.borrow, Books.send) * 3,
    Books.cancel,
    Books.hand_over,
    Books.voucher,
)
acts = st.lists(
    st.tuples(st.sampled_from((*ACTS, *MORE)), st.integers(0, 99), st.integers(0, 99)),
    min_size=5,
    max_size=70,
)


@pytest.mark.slow
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(acts)
def test_the_books_balance_and_agree_with_every_other_view(
    acts: list[tuple[Callable[[Books, int, int], None], int, int]],
) -> None:
    dairy = Books()
    with tempfile.TemporaryDirectory() as folder:
        views = Views(
            Path(folder) / "views.sqlite", dairy, projections=(Balances, Charges, Journal, Vouchers)
        )
        for act, one, two in acts:
            with contextlib.suppress(Refusal):
                act(dairy, one, two)
            if two % 5 == 0:
                views.catch_up()
        views.catch_up()
        assert [standing.reason for standing in views.status() if standing.state != "live"] == []
        postings = views.journal.postings(limit=1000).items
        they_balance_at_every_position(dairy, views, postings)
        they_agree_about_members(views, postings)
        they_agree_about_charges(views, postings)
        they_agree_about_creditors(views)
        assert all(rebuilt.differing == {} for rebuilt in views.rebuild(["journal", "vouchers"]))
        views.close()


def they_balance_at_every_position(dairy: Books, views: Views, postings: list[Posting]) -> None:
    """Each position on its own, and members' parts against the account that is their sum."""
    assert views.journal.check() is None
    totals: dict[str, int] = defaultdict(int)
    parts: dict[tuple[str, str | None], int] = defaultdict(int)
    for posting in postings:
        totals[posting.account] += posting.cents
        if posting.account in MEMBER_ACCOUNTS:
            assert posting.member in MEMBERS
            parts[posting.account, posting.member] += posting.cents
    for account in MEMBER_ACCOUNTS:
        assert totals[account] == sum(parts[account, member] for member in MEMBERS)
    for position in range(0, dairy.position() + 1, 3):
        owed = sum(one.owed_cents for one in views.journal.creditors(until_position=position))
        at = views.journal.trial_balance(until_position=position)
        assert sum(total.balance_cents for total in at) == 0
        assert owed == -next(total.balance_cents for total in at if total.account == "2300")
        for total in at:
            known = [p.cents for p in postings if p.position <= position and p.account == total.account]
            assert total.balance_cents == sum(known)
    assert dict(totals) == {
        code: cents for code, cents in views.journal.account_balances().items() if code in totals
    }


def they_agree_about_members(views: Views, postings: list[Posting]) -> None:
    for member in MEMBERS:
        balance = views.balances.get(member)
        book = {one.account: one for one in views.journal.member_ledger(member, limit=1000).accounts}
        assert -book["2100"].balance_cents == balance.owed_cents
        assert -book["2120"].balance_cents == balance.saved_cents
        assert -book["2150"].balance_cents == balance.held_cents
        assert -book["2200"].balance_cents == balance.on_way_cents
        assert book["2100"].centilitres == balance.centilitres


def they_agree_about_charges(views: Views, postings: list[Posting]) -> None:
    """The cooperative's own charges with an amount stand as owed; shares as what was taken and paid."""
    remaining: dict[str, int] = defaultdict(int)
    shares: dict[str, int] = defaultdict(int)
    for charge in views.charges.page(limit=1000).items:
        if charge.kind == "shares":
            shares[charge.member] += charge.taken_before_cents + charge.taken_cents + charge.paid_cents
        elif charge.creditor is None and charge.amount_cents is not None:
            assert charge.remaining_cents is not None
            remaining[charge.member] += charge.remaining_cents
    for member in MEMBERS:
        book = {one.account: one for one in views.journal.member_ledger(member).accounts}
        assert book["1200"].balance_cents == remaining[member]
        assert -book["3100"].balance_cents == shares[member]


def they_agree_about_creditors(views: Views) -> None:
    owed = {one.creditor: one.owed_cents for one in views.journal.creditors()}
    for creditor in views.charges.creditors():
        assert owed.get(creditor.code, 0) == creditor.owed_cents
