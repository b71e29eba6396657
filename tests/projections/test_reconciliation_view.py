"""What is compared is folded from the facts alone: attempts, doubts, statements, the float, the books."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from imbuto.aggregates import Payout, PortalStatement, Reconciliation
from imbuto.aggregates.payment_channel import PayWay
from imbuto.aggregates.portal_statement import PortalFile, PortalLine
from imbuto.aggregates.reconciliation import DayFound, KindCount, reconciliation_id
from imbuto.aggregates.till import Till
from imbuto.aggregates.top_up import TopUp
from imbuto.aggregates.voucher import Voucher, VoucherLine
from imbuto.errors import Unknown
from imbuto.projections.reconciliation import Reconciliations
from imbuto.projections.reconciling_rows import Sent, Told
from imbuto.values import Personal
from tests.history import MANAGER, MONDAY, NOON, TREASURER, History, by
from tests.projections.conftest import Ask, asking

JOB = "job:pay"
PHONE = Personal("aa", "254712000678")
NOW = NOON + timedelta(days=2)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


@pytest.fixture
def ask(where: str, history: History) -> Iterator[Ask]:
    """This view alone: its payouts are of no statement."""
    yield from asking(where, history, [Reconciliations])


def request(n: int = 1, way: str = "mpesa", minutes: float = 0) -> Payout:
    id = UUID(int=n)
    return Payout.request(
        id, id, f"{n:04d}", "2026-11-A", 1_250_00, PHONE, None, by(JOB, at(minutes)), way=PayWay(way)
    )


def send(payout: Payout, minutes: float = 1) -> None:
    payout.submit(by(JOB, at(minutes)))


def pay(payout: Payout, receipt: str = "skg0000001", minutes: float = 2, evidence: str = "callback") -> None:
    told = at(minutes), evidence, by("gateway:daraja", at(minutes + 1))
    payout.pay(payout.attempt_id, receipt, 5_00, *told)


def rows(ask: Ask, history: History, *payouts: Payout) -> list[Sent]:
    history.save(*payouts)
    return list(ask().reconciliations.day_rows(MONDAY, NOW).sent)


def line(n: int = 1, **given: object) -> PortalLine:
    known = {
        "row": 10 + n, "receipt": f"SKG000{n:04d}", "completed_at": at(2), "kind": "payment",
        "paid_in_cents": 0, "withdrawn_cents": 1_250_00, "last_digits": "678",
    }  # fmt: skip
    return PortalLine(**{**known, **given})  # type: ignore[arg-type]


def bring_in(history: History, *lines: PortalLine, digest: str = "d" * 64) -> PortalStatement:
    whole = NOON - timedelta(hours=12), NOON + timedelta(hours=12) - timedelta(seconds=1)
    file = PortalFile(name="nov.csv", digest=digest, first=whole[0], last=whole[1], lines=lines)
    statement = PortalStatement.bring_in(file, by(TREASURER, NOW))
    history.save(statement)
    return statement


def test_an_attempt_is_as_the_facts_tell(history: History, ask: Ask) -> None:
    payout = request()
    [one] = rows(ask, history, payout)
    assert (one.state, one.sent_at, one.last_digits, one.amount_cents) == ("requested", None, "678", 1_250_00)
    send(payout)
    payout.accept("AG_20261102_000C0FFEE", by(JOB, at(1)))
    [one] = rows(ask, history, payout)
    assert (one.state, one.payout_state, one.sent_at) == ("accepted", "accepted", at(1))
    assert one.ids == {str(payout.attempt_id), "ag_20261102_000c0ffee"}
    pay(payout)
    [one] = rows(ask, history, payout)
    assert (one.state, one.receipt, one.fee_cents, one.paid_at) == ("paid", "SKG0000001", 5_00, at(2))


def test_each_attempt_has_a_row_and_the_payout_its_state_now(history: History, ask: Ask) -> None:
    payout = request()
    send(payout)
    payout.fail(payout.attempt_id, "2001", "wrong initiator", by(JOB, at(2)), evidence="reply")
    payout.retry(PHONE, by(TREASURER, at(10)))
    send(payout, 11)
    payout.lose_sight("", "time-out", by(JOB, at(12)))
    first, second = rows(ask, history, payout)
    assert (first.attempt, first.state, first.payout_state) == (1, "failed", "outcome_unknown")
    assert (second.attempt, second.state, second.sent_at) == (2, "outcome_unknown", at(11))


def test_what_was_not_taken_or_is_held_was_not_sent(history: History, ask: Ask) -> None:
    payout = request()
    send(payout)
    payout.defer("500.003.02", "busy", by(JOB, at(2)))
    [one] = rows(ask, history, payout)
    assert (one.state, one.sent_at) == ("requested", None)
    payout.hold("by hand", by(TREASURER, at(3)))
    assert [one.state for one in rows(ask, history, payout)] == ["held"]
    payout.release(PHONE, by(MANAGER, at(4)))
    assert [one.state for one in rows(ask, history, payout)] == ["requested"]
    send(payout, 5)
    payout.fail(payout.attempt_id, "1", "short", by(JOB, at(6)), evidence="callback")
    assert [one.state for one in rows(ask, history, payout)] == ["failure_reported"]
    payout.put_to_review("silence", by(JOB, at(7)))
    assert [one.state for one in rows(ask, history, payout)] == ["needs_review"]


def test_money_that_goes_by_bank_or_cash_is_none_of_m_pesas(history: History, ask: Ask) -> None:
    assert rows(ask, history, request(way="cash")) == []


def test_a_payment_settled_in_cash_is_elsewhere(history: History, ask: Ask) -> None:
    payout = request()
    payout.hold("no phone", by(TREASURER, at(1)))
    payout.propose_outcome("paid", "CV-1", "signed", by(TREASURER, at(2)), channel="cash", signature="signed")
    payout.approve_outcome("paid", "CV-1", by(MANAGER, at(3)), "cash")
    [one] = rows(ask, history, payout)
    assert (one.state, one.payout_state, one.receipt) == ("elsewhere", "paid", None)


def test_two_officials_may_settle_it_as_paid_or_not(history: History, ask: Ask) -> None:
    for n, outcome, receipt in ((1, "paid", "SKG0000009"), (2, "not_paid", None)):
        payout = request(n)
        send(payout)
        payout.put_to_review("silence", by(JOB, at(3)))
        payout.propose_outcome(outcome, receipt, "row 12", by(TREASURER, at(4)))
        payout.approve_outcome(outcome, receipt, by(MANAGER, at(5)))
        history.save(payout)
    first, second = ask().reconciliations.day_rows(MONDAY, NOW).sent
    assert (first.state, first.receipt, first.paid_at) == ("paid", "SKG0000009", at(5))
    assert (second.state, second.receipt, second.ended_at) == ("failed", None, at(5))


def test_a_doubt_is_open_until_people_settle_it(history: History, ask: Ask) -> None:
    payout = request()
    send(payout)
    pay(payout)
    payout.fail(payout.attempt_id, "1", "short", by(JOB, at(9)), evidence="status")
    history.save(payout)

    def doubts() -> list[bool]:
        return [one.is_open for one in ask().reconciliations.day_rows(MONDAY, NOW).contradictions]

    assert doubts() == [True]
    payout.propose_outcome("stands", None, "asked M-Pesa", by(TREASURER, at(10)))
    payout.approve_outcome("stands", None, by(MANAGER, at(11)))
    history.save(payout)
    assert doubts() == [False]


def test_statements_and_their_lines(history: History, ask: Ask) -> None:
    statement = bring_in(history, line(1), line(2, kind="fee", withdrawn_cents=5_00, linked="SKG0000001"))
    view = ask().reconciliations
    seen = view.statement(statement.id)
    assert (seen.name, seen.lines, seen.in_cents, seen.out_cents) == ("nov.csv", 2, 0, 1_255_00)
    assert [one.id for one in view.statements().items] == [statement.id]
    found = view.day_rows(MONDAY, NOW).lines
    assert [(one.source, one.row, one.kind, one.linked) for one in found] == [
        ("nov.csv", 11, "payment", None),
        ("nov.csv", 12, "fee", "SKG0000001"),
    ]
    with pytest.raises(Unknown):
        view.statement(UUID(int=404))


def test_a_day_is_compared_from_the_views_alone(history: History, ask: Ask) -> None:
    paid, open_one = request(1), request(2)
    for payout in (paid, open_one):
        send(payout)
    pay(paid)
    history.save(paid, open_one)
    bring_in(history, line(1), line(2))
    found = ask().reconciliations.compare(MONDAY, NOW)
    assert (found.payments, found.matched, found.covered) == (1, 1, True)
    assert [one.kind for one in found.differences] == ["unknown_here_completed_there"]
    told = Told(number=1, at=at(3), state="held", payout=paid.id)
    assert "callback_held" in [
        one.kind for one in ask().reconciliations.compare(MONDAY, NOW, [told]).differences
    ]


def test_a_line_of_another_day_finds_its_payment_by_the_receipt(history: History, ask: Ask) -> None:
    """Two officials settled it a week later: the ledger's time is theirs, the statement's is M-Pesa's."""
    payout = request()
    send(payout)
    payout.put_to_review("silence", by(JOB, at(3)))
    week = 7 * 24 * 60
    payout.propose_outcome("paid", "SKG0000001", "row 11", by(TREASURER, at(week)))
    payout.approve_outcome("paid", "SKG0000001", by(MANAGER, at(week + 1)))
    history.save(payout)
    bring_in(history, line(1))
    late = NOW + timedelta(days=9)
    for day in (MONDAY, MONDAY + timedelta(days=7)):
        assert [one.kind for one in ask().reconciliations.compare(day, late).differences] in (
            [],
            ["statement_missing"],
        )


def test_the_float_and_what_the_books_moved(history: History, ask: Ask) -> None:
    till = Till()
    till.ask_float(by("job:ask-float", at(-5)))
    till.see_float(1, 10_000_00, -5_00, "0", by("gateway:daraja", at(-4)))
    history.save(till)
    top_up = TopUp.propose(UUID(int=5), 5_000_00, "Nov", by(TREASURER))
    top_up.approve(by(MANAGER))
    top_up.submit(by(JOB))
    top_up.finish("SKT0000001", by("gateway:daraja", at(1)))
    sides = (VoucherLine("1010", 70_00, 0), VoucherLine("1040", 0, 70_00))
    voucher = Voucher.propose(UUID(int=6), MONDAY, "by hand", "SKV1", sides, by(TREASURER))
    voucher.approve(by(MANAGER, at(2)))
    other = (VoucherLine("1030", 70_00, 0), VoucherLine("1040", 0, 70_00))
    none_of_ours = Voucher.propose(UUID(int=7), MONDAY, "cash", None, other, by(TREASURER))
    none_of_ours.approve(by(MANAGER, at(2)))
    history.save(top_up, voucher, none_of_ours)
    found = ask().reconciliations.day_rows(MONDAY, NOW)
    assert [(one.at, one.available_cents, one.charges_cents) for one in found.gauges] == [
        (at(-4), 10_000_00, -5_00)
    ]
    assert [(one.cents, one.receipt) for one in found.booked] == [(5_000_00, "SKT0000001"), (70_00, "SKV1")]


def found(day: date, payments: int, *, covered: bool = False, counts: tuple[KindCount, ...] = ()) -> DayFound:
    cents = payments * 1_250_00
    return DayFound(
        day=day, payments=payments, payments_cents=cents, lines=payments, covered=covered, counts=counts
    )


def test_the_latest_comparison_of_each_day_is_kept(history: History, ask: Ask) -> None:
    made = Reconciliation(reconciliation_id(MONDAY))
    counts = (KindCount(kind="not_on_statement", count=2, cents=2_500_00),)
    made.make(found(MONDAY, 3, counts=counts), 10, by(TREASURER, NOW))
    made.make(found(MONDAY, 3, covered=True), 20, by(TREASURER, NOW))
    other = Reconciliation(reconciliation_id(date(2026, 11, 1)))
    other.make(found(date(2026, 11, 1), 0, counts=counts), 10, by(TREASURER, NOW))
    history.save(made, other)
    view = ask().reconciliations
    first = view.page(limit=1)
    assert [(one.day, one.until_position, one.covered, one.counts) for one in first.items] == [
        (MONDAY, 20, True, [])
    ]
    [rest] = view.page(cursor=first.next).items
    assert [(one.kind, one.count, one.cents) for one in rest.counts] == [("not_on_statement", 2, 2_500_00)]
    assert view.made(MONDAY) == first.items[0]
    assert view.made(date(2026, 10, 1)) is None
