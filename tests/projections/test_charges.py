"""Charges follow every fact with its sign: what was taken, paid, written off, what remains, who is owed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import Charge, Remittance, Settlement, Statement
from imbuto.aggregates.charge_acts import ChargeChange, ChargePayment
from imbuto.aggregates.charge_terms import ChargeTerms
from imbuto.aggregates.cooperative import COOPERATIVE_ID
from imbuto.aggregates.deductions import Owed, Standing
from imbuto.aggregates.drawing import Drawing, draw_statement
from imbuto.aggregates.remittance import Collected, Handover
from imbuto.aggregates.settlement import RunTotals
from imbuto.aggregates.statement import Line
from imbuto.errors import Unknown
from tests.history import MANAGER, MONDAY, PERIOD, TREASURER, History, by
from tests.projections.conftest import Ask

ADVANCE, SACCO = UUID(int=21), UUID(int=22)
LEVY = Standing(UUID(int=23), "levy", "KDB", "board's levy", "litre", 20, 10, None, 1)
JOB = by("job:settle", PERIOD.ends_at)


@dataclass(frozen=True)
class Book:
    """A history in which members owe."""

    history: History

    def creditor(self, code: str = "UNITY") -> None:
        cooperative = self.history.things[COOPERATIVE_ID]
        cooperative.add_creditor(code, code.title(), "sacco" if code == "UNITY" else "levy", by(TREASURER))
        self.history.save(cooperative)

    def charge(self, id: UUID = ADVANCE, member: str = "0001", **changes: Any) -> Charge:
        """An advance of KES 1,000, at KES 200 a run."""
        usual: dict[str, Any] = {
            "kind": "advance", "text": "school fees", "amount_cents": 100_000, "basis": "run",
            "rate": 20_000, "starts": MONDAY,
        }  # fmt: skip
        charge = Charge.make(id, member, ChargeTerms(**{**usual, **changes}), by(TREASURER))
        self.history.save(charge)
        return charge

    def savings(self, member: str = "0001") -> Charge:
        """KES 2 a litre to the SACCO until it is stopped."""
        sacco = {"kind": "sacco", "creditor": "UNITY", "amount_cents": None, "basis": "litre", "rate": 200}
        return self.charge(SACCO, member, reference="AC-9", **sacco)

    def pay(self, charge: Charge, cents: int, taken: int = 0) -> None:
        charge.pay(ChargePayment(cents, "cash", f"R-{cents}", MONDAY), taken, by(TREASURER))
        self.history.save(charge)

    def change(self, charge: Charge, change: ChargeChange, taken: int = 0) -> None:
        charge.propose_change(change, by(TREASURER))
        charge.approve_change(change.change, taken, by(MANAGER))
        self.history.save(charge)

    def drawn(self, run: Settlement, cents: int, *owed: Owed, member: str = "0001") -> Statement:
        """A statement of milk at KES 45 from which these charges are asked, and the levy."""
        terms = replace(run.terms, standing=(LEVY,))
        lines = [Line(run.cutoff_position, cents // 45, cents, "KIA")] if cents else []
        figures = draw_statement(Drawing(member, lines, 0, owed), terms)
        statement = Statement.draw(run.id, member, run.period.code, run.cutoff_position, figures, JOB)
        self.history.save(statement)
        return statement

    def approve(self, run: Settlement, *statements: Statement) -> None:
        totals = RunTotals(statements=1, milk_cents=0, carried_in_cents=0, net_cents=0, carried_out_cents=0)
        self.history.prepare(run, totals, Decimal(0), "digest")
        self.history.approve(run)
        for statement in statements:
            statement.settle(run.period.end, JOB)
            self.history.save(statement)


def owed(charge: Charge, order: int = 1, arrears: int = 0, taken: int = 0) -> Owed:
    terms = charge.terms
    return Owed(
        charge.id, terms.kind, terms.creditor, terms.text, terms.basis, terms.rate, terms.priority, order,
        terms.starts, charge.outstanding_cents(taken), arrears,
    )  # fmt: skip


@pytest.fixture
def book(history: History) -> Book:
    return Book(history)


def test_a_charge_is_shown_as_it_was_made(book: Book, ask: Ask) -> None:
    book.charge()
    found = ask().charges.get(ADVANCE)
    assert (found.member, found.kind, found.text, found.state) == ("0001", "advance", "school fees", "open")
    assert (found.amount_cents, found.remaining_cents, found.arrears_cents) == (100_000, 100_000, 0)
    assert (found.priority, found.starts, found.made_by) == (60, MONDAY, TREASURER)
    with pytest.raises(Unknown):
        ask().charges.get(SACCO)


def test_what_was_taken_in_other_books_does_not_remain(book: Book, ask: Ask) -> None:
    book.charge(opening=True, taken_before_cents=40_000)
    assert ask().charges.get(ADVANCE).remaining_cents == 60_000


def test_a_run_takes_when_it_is_approved_and_settled_and_not_before(book: Book, ask: Ask) -> None:
    charge = book.charge()
    run = book.history.open_run()
    statement = book.drawn(run, 450_000, owed(charge))
    assert ask().charges.get(ADVANCE).remaining_cents == 100_000
    book.approve(run, statement)
    found = ask().charges.get(ADVANCE)
    assert (found.taken_cents, found.remaining_cents) == (20_000, 80_000)
    assert ask().charges.taken_cents(ADVANCE) == 20_000
    [taking] = ask().charges.takings(ADVANCE)
    assert (taking.source, taking.run, taking.period, taking.cents) == ("milk", run.id, "2026-11-A", 20_000)
    assert taking.day == PERIOD.end


def test_what_a_run_could_not_take_are_arrears_once_it_is_approved(book: Book, ask: Ask) -> None:
    charge = book.charge()
    run = book.history.open_run()
    statement = book.drawn(run, 4_500, owed(charge))  # 1 litre: 45.00, less 0.20 of levy
    assert ask().charges.get(ADVANCE).arrears_cents == 0
    book.approve(run, statement)
    found = ask().charges.get(ADVANCE)
    assert (found.taken_cents, found.arrears_cents) == (4_480, 20_000 - 4_480)


def test_a_discarded_run_leaves_no_arrears(book: Book, ask: Ask) -> None:
    charge = book.charge()
    run = book.history.open_run()
    book.drawn(run, 0, owed(charge))
    run.discard("wrong price", by(TREASURER, PERIOD.ends_at))
    book.history.save(run)
    assert ask().charges.get(ADVANCE).arrears_cents == 0


def test_arrears_end_with_an_extension_and_are_less_by_what_is_paid_since(book: Book, ask: Ask) -> None:
    charge = book.charge()
    run = book.history.open_run()
    book.approve(run, book.drawn(run, 0, owed(charge)))
    assert ask().charges.get(ADVANCE).arrears_cents == 20_000
    book.pay(charge, 5_000)
    assert ask().charges.get(ADVANCE).arrears_cents == 15_000  # what the next run finds, too
    book.pay(charge, 90_000)
    assert ask().charges.get(ADVANCE).arrears_cents == 0
    extension = ChargeChange(
        change="extend", reason="drought", basis="run", rate=1_000, starts=date(2026, 12, 1)
    )
    book.change(charge, extension)
    found = ask().charges.get(ADVANCE)
    assert (found.arrears_cents, found.rate, found.starts) == (0, 1_000, date(2026, 12, 1))


def test_a_payment_a_write_off_and_a_cancellation_lessen_what_remains(book: Book, ask: Ask) -> None:
    charge = book.charge()
    book.pay(charge, 10_000)
    book.change(charge, ChargeChange(change="write-off", reason="drought", cents=20_000))
    book.change(charge, ChargeChange(change="cancel", reason="counted twice", cents=30_000))
    found = ask().charges.get(ADVANCE)
    assert (found.paid_cents, found.written_off_cents, found.cancelled_cents) == (10_000, 20_000, 30_000)
    assert (found.remaining_cents, found.state) == (40_000, "open")
    book.pay(charge, 40_000)
    assert ask().charges.get(ADVANCE).state == "ended"
    assert [(one.source, one.cents, one.reference) for one in ask().charges.takings(ADVANCE)] == [
        ("direct", 10_000, "R-10000"),
        ("direct", 40_000, "R-40000"),
    ]


def test_what_was_paid_twice_over_stays_open_until_it_is_given_back(book: Book, ask: Ask) -> None:
    charge = book.charge(basis="all", rate=0)
    run = book.history.open_run()
    statement = book.drawn(run, 450_000, owed(charge))
    book.pay(charge, 100_000)
    book.approve(run, statement)
    found = ask().charges.get(ADVANCE)
    assert (found.remaining_cents, found.state) == (-100_000, "open")


def test_an_open_ended_charge_has_nothing_remaining_and_ends_when_it_is_stopped(book: Book, ask: Ask) -> None:
    book.creditor()
    savings = book.savings()
    found = ask().charges.get(SACCO)
    assert (found.amount_cents, found.remaining_cents, found.state) == (None, None, "open")
    savings.stop("left the SACCO", by(TREASURER))
    book.history.save(savings)
    found = ask().charges.get(SACCO)
    assert (found.state, found.stop_reason) == ("ended", "left the SACCO")


def test_a_proposed_change_waits_in_sight_until_it_is_decided(book: Book, ask: Ask) -> None:
    charge = book.charge()
    charge.propose_change(ChargeChange(change="write-off", reason="moved"), by(TREASURER))
    book.history.save(charge)
    found = ask().charges.get(ADVANCE)
    assert (found.proposed_change, found.proposed_reason, found.proposed_by) == (
        "write-off",
        "moved",
        TREASURER,
    )
    assert [one.id for one in ask().charges.page(proposed=True).items] == [ADVANCE]
    charge.refuse_change("he came back", by(MANAGER))
    book.history.save(charge)
    assert ask().charges.get(ADVANCE).proposed_change is None
    assert ask().charges.page(proposed=True).items == []


def test_charges_are_found_by_member_creditor_kind_and_state(book: Book, ask: Ask) -> None:
    book.creditor()
    book.history.member("0002")
    charge = book.charge()
    book.savings("0002")
    book.pay(charge, 100_000)
    page = ask().charges.page
    assert [one.id for one in page().items] == [SACCO, ADVANCE]
    assert [one.id for one in page(member="0001").items] == [ADVANCE]
    assert [one.id for one in page(creditor="UNITY").items] == [SACCO]
    assert [one.id for one in page(kind="advance").items] == [ADVANCE]
    assert [one.id for one in page(state="open").items] == [SACCO]
    first = page(limit=1)
    assert [one.id for one in page(cursor=first.next, limit=1).items] == [ADVANCE]


def test_each_kind_has_its_sums(book: Book, ask: Ask) -> None:
    book.charge()
    book.pay(book.charge(UUID(int=29), amount_cents=5_000), 5_000)
    [advance] = ask().charges.kinds("0001")
    assert (advance.kind, advance.open, advance.ended) == ("advance", 1, 1)
    assert (advance.paid_cents, advance.remaining_cents) == (5_000, 100_000)
    assert ask().charges.kinds("0009") == []


def test_a_kind_says_how_many_members_have_open_charges_and_not_how_many_charges(
    book: Book, ask: Ask
) -> None:
    book.charge()
    book.charge(UUID(int=29), amount_cents=5_000)
    book.charge(UUID(int=30), member="0002")
    book.pay(book.charge(UUID(int=31), member="0003", amount_cents=5_000), 5_000)
    [advance] = ask().charges.kinds()
    assert (advance.members, advance.open, advance.ended) == (2, 3, 1)


def test_a_creditor_is_owed_what_was_taken_and_less_what_was_handed_over(book: Book, ask: Ask) -> None:
    book.creditor()
    book.creditor("KDB")
    savings = book.savings()
    run = book.history.open_run()
    book.approve(run, book.drawn(run, 450_000, owed(savings)))  # 100 litres: 200.00 saved, 20.00 of levy
    creditor = ask().charges.creditor("UNITY")
    assert (creditor.collected_cents, creditor.remitted_cents, creditor.owed_cents) == (20_000, 0, 20_000)
    assert ask().charges.creditor("KDB").owed_cents == 2_000
    handover = Handover(creditor="UNITY", cents=15_000, how="bank", reference="EFT 1", day=MONDAY, run=run.id)
    book.history.save(Remittance.pay(UUID(int=31), handover, Collected(20_000, 0, 0), by(TREASURER)))
    assert [one.owed_cents for one in ask().charges.creditors()] == [2_000, 5_000]
    [paid] = ask().charges.remittances("UNITY", run.id).items
    assert (paid.cents, paid.how, paid.reference, paid.who) == (15_000, "bank", "EFT 1", TREASURER)
    with pytest.raises(Unknown):
        ask().charges.creditor("NOBODY")


def test_a_payment_across_the_counter_is_collected_for_the_creditor(book: Book, ask: Ask) -> None:
    book.creditor()
    loan = book.charge(kind="sacco", creditor="UNITY")
    book.pay(loan, 30_000)
    assert ask().charges.creditor("UNITY").owed_cents == 30_000


def test_the_remittance_list_of_a_run_names_each_member_and_adds_up(book: Book, ask: Ask) -> None:
    book.creditor()
    book.history.member("0002")
    first, second = book.savings(), book.charge(UUID(int=24), "0002", kind="sacco", creditor="UNITY")
    run = book.history.open_run()
    statements = book.drawn(run, 450_000, owed(first)), book.drawn(run, 450_000, owed(second), member="0002")
    book.approve(run, *statements)
    listed = ask().charges.collected("UNITY", run.id)
    assert [(one.member, one.cents, one.reference) for one in listed.items] == [
        ("0001", 20_000, "AC-9"),
        ("0002", 20_000, None),
    ]
    assert ask().charges.collected_sum("UNITY", run.id) == (2, 40_000)
    page = ask().charges.collected("UNITY", limit=1)
    assert [one.member for one in ask().charges.collected("UNITY", cursor=page.next, limit=1).items] == [
        "0002"
    ]
    assert ask().charges.collected_sum("UNITY", UUID(int=99)) == (0, 0)
