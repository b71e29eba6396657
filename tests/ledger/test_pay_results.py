"""What a bank says became of a file: proposed whole or not at all, approved by another, settled in steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from imbuto.aggregates.pay_results import PayResult, ResultSums
from imbuto.errors import BadValue, Contradiction, NotPermitted, SamePerson, WrongState
from imbuto.ledger import Ledger
from tests.ledger import paying_by_file as paying
from tests.ledger.examples import JOB, MANAGER, TREASURER, by
from tests.ledger.paying_by_file import FILE, answer

ONE_PAID = ResultSums(1, 45_000, 1, 45_000)


def test_each_row_becomes_a_proposal_and_is_settled_when_another_approves_them_all(dairy: Ledger) -> None:
    payouts = paying.answered(dairy)
    assert dairy.propose_pay_results(FILE, 1, payouts, JOB) == 2
    assert dairy.propose_pay_results(FILE, 1, payouts, JOB) == 0
    proposed = [dairy.payout(id).proposed for id in payouts]
    assert [(one.outcome, one.receipt, one.by_whom, one.channel) for one in proposed if one] == [
        ("paid", "FT26320AAA", "staff:S003", "bank"),
        ("not_paid", None, "staff:S003", "bank"),
    ]
    with pytest.raises(WrongState, match="waiting"):
        dairy.settle_pay_results(FILE, 1, payouts, JOB)
    dairy.approve_pay_results(FILE, ONE_PAID, MANAGER)
    assert dairy.settle_pay_results(FILE, 1, payouts, JOB) == 2
    assert dairy.settle_pay_results(FILE, 1, payouts, JOB) == 0
    assert [dairy.payout(id).state for id in payouts] == ["paid", "failed"]
    last = dairy.story(payouts[0])[-1][1]
    assert (last.who, last.proposed_by, last.fee_cents, last.pay_channel) == (  # type: ignore[attr-defined]
        "staff:S002",
        "staff:S003",
        3_000,
        "bank",
    )
    assert dairy.close_pay_file(FILE, ONE_PAID, JOB).new
    assert dairy.pay_file(FILE).state == "closed"


def test_what_was_not_paid_goes_into_another_file_under_another_reference(dairy: Ledger) -> None:
    payouts = paying.agreed(dairy)
    before = paying.references(dairy)[1]
    dairy.settle_pay_results(FILE, 1, payouts, JOB)
    dairy.retry_payout(payouts[1], TREASURER)
    other = UUID(int=72)
    paying.opened_file(dairy, id=other)
    assert dairy.fill_pay_file(other, payouts, JOB) == 1
    assert paying.references(dairy, other) != [before]
    with pytest.raises(WrongState, match="ended since"):
        dairy.pay_file_content(FILE)
    new, faults = dairy.check_pay_results(FILE, [PayResult(2, before, "paid", "FT1")])
    assert not new
    assert "tried again since" in faults[0].sentence


def test_the_approver_is_another_person_and_names_what_was_seen(dairy: Ledger) -> None:
    paying.answered(dairy)
    with pytest.raises(SamePerson):
        dairy.approve_pay_results(FILE, ONE_PAID, TREASURER)
    with pytest.raises(NotPermitted):
        dairy.approve_pay_results(FILE, ONE_PAID, JOB)
    with pytest.raises(Contradiction, match="1 failed of"):
        dairy.approve_pay_results(FILE, replace(ONE_PAID, paid_cents=45_001), MANAGER)
    assert dairy.approve_pay_results(FILE, ONE_PAID, MANAGER).new
    assert not dairy.approve_pay_results(FILE, ONE_PAID, MANAGER).new


def test_a_machine_reads_nothing_in(dairy: Ledger) -> None:
    paying.approved(dairy)
    with pytest.raises(NotPermitted):
        dairy.read_pay_results(FILE, "r.csv", "d", answer(dairy), by("operator:root"))


def test_the_same_file_again_is_quiet_and_so_is_one_that_says_the_same(dairy: Ledger) -> None:
    payouts = paying.agreed(dairy)
    before = dairy.position()
    paying.read(dairy)
    dairy.settle_pay_results(FILE, 1, payouts, JOB)
    settled = dairy.position()
    paying.read(dairy, "d-2")
    paying.read(dairy)
    assert settled > before
    assert dairy.position() == settled


def test_results_that_wait_are_replaced_and_refused_ones_may_come_again(dairy: Ledger) -> None:
    paying.answered(dairy)
    both = [replace(row, outcome="paid", receipt=f"FT{row.row}", reason="") for row in answer(dairy)]
    dairy.read_pay_results(FILE, "second.csv", "d-2", both, TREASURER)
    assert [one.state for one in dairy.pay_file(FILE).results.values()] == ["replaced", "waiting"]
    with pytest.raises(Contradiction):
        dairy.approve_pay_results(FILE, ONE_PAID, MANAGER)
    dairy.refuse_pay_results(FILE, "the bank sent another", MANAGER)
    assert not dairy.refuse_pay_results(FILE, "the bank sent another", MANAGER).new
    with pytest.raises(WrongState):
        dairy.approve_pay_results(FILE, ResultSums(2, 90_000, 0, 0), MANAGER)
    dairy.read_pay_results(FILE, "second.csv", "d-2", both, TREASURER)
    assert dairy.pay_file(FILE).results[3].state == "waiting"


def test_a_payment_that_somebody_settles_otherwise_meanwhile_is_left_to_people(dairy: Ledger) -> None:
    payouts = paying.answered(dairy)
    dairy.propose_pay_results(FILE, 1, payouts, JOB)
    dairy.propose_payout_outcome(
        payouts[0], "not_paid", None, "the bank rang", by("staff:S006"), channel="bank"
    )
    dairy.approve_pay_results(FILE, ONE_PAID, MANAGER)
    assert dairy.settle_pay_results(FILE, 1, payouts, JOB) == 1
    assert [dairy.payout(id).state for id in payouts] == ["handed_over", "failed"]


Rows = list[PayResult]


@pytest.mark.parametrize(
    ("spoil", "row", "column", "sentence"),
    [
        (lambda rows: [replace(rows[0], reference="NOBODYS"), rows[1]], 2, "reference", "No payment of this"),
        (lambda rows: [rows[0], replace(rows[0], row=3)], 3, "reference", "in row 2 too"),
        (lambda rows: [replace(rows[0], cents=45_100), rows[1]], 2, "amount", "The file says KES 450.00"),
        (lambda rows: [replace(rows[0], receipt=None), rows[1]], 2, "receipt", "has a receipt"),
        (lambda rows: [replace(rows[0], receipt="x" * 41), rows[1]], 2, "receipt", "at most 40"),
        (lambda rows: [replace(rows[0], receipt="OLD-1"), rows[1]], 2, "receipt", "of another payout"),
        (lambda rows: [replace(rows[0], fee_cents=10**9), rows[1]], 2, "fee", "at most"),
        (
            lambda rows: [rows[0], replace(rows[1], outcome="paid", receipt="ft26320aaa")],
            3,
            "receipt",
            "in row 2 too",
        ),
    ],
    ids=["unknown", "twice", "amount", "no receipt", "long", "used before", "fee", "receipt twice"],
)
def test_a_row_that_does_not_fit_is_named_and_nothing_is_taken_over(
    dairy: Ledger, spoil: Callable[[Rows], Rows], row: int, column: str, sentence: str
) -> None:
    paying.bank(dairy)
    payouts = paying.requested(dairy, "0001", "0002", "0003")
    _pay_by_hand(dairy, payouts[2])
    paying.opened_file(dairy)
    dairy.fill_pay_file(FILE, payouts, JOB)
    dairy.seal_pay_file(FILE, JOB)
    paying.let_out(dairy)
    rows, before = spoil(answer(dairy)), dairy.position()
    _, faults = dairy.check_pay_results(FILE, rows)
    assert (faults[0].row, faults[0].column) == (row, column)
    assert sentence in faults[0].sentence
    assert faults[0].remedy
    with pytest.raises(BadValue, match=sentence.split(" of ")[0]):
        dairy.read_pay_results(FILE, "r.csv", "d", rows, TREASURER)
    assert dairy.position() == before


def _pay_by_hand(ledger: Ledger, payout: UUID) -> None:
    ledger.propose_payout_outcome(payout, "paid", "OLD-1", "slip", TREASURER, channel="bank")
    ledger.approve_payout_outcome(payout, "paid", "OLD-1", MANAGER, channel="bank")


def test_results_of_a_file_that_nobody_could_take_are_not_believed(dairy: Ledger) -> None:
    paying.sealed(dairy)
    with pytest.raises(WrongState, match="sealed"):
        paying.read(dairy)


def test_a_file_is_closed_only_when_all_of_it_has_ended(dairy: Ledger) -> None:
    paying.agreed(dairy)
    with pytest.raises(WrongState, match="Not every payment"):
        dairy.close_pay_file(FILE, ResultSums(1, 45_000, 0, 0), JOB)


def test_what_is_approved_is_settled_before_the_banks_next_file_is_read(dairy: Ledger) -> None:
    """The bank answers in two files; the second would take the place of the first, and may contradict it."""
    payouts = paying.approved(dairy)
    first, second = answer(dairy)
    dairy.read_pay_results(FILE, "one.csv", "d-1", [first], TREASURER)
    dairy.approve_pay_results(FILE, ResultSums(1, 45_000, 0, 0), MANAGER)
    before = dairy.position()
    with pytest.raises(WrongState, match="Results 1 of this file are approved and not settled"):
        dairy.read_pay_results(FILE, "two.csv", "d-2", [second], TREASURER)
    assert dairy.position() == before
    assert dairy.settle_pay_results(FILE, 1, payouts, JOB) == 1
    returned = replace(first, outcome="not_paid", receipt=None, reason="returned")
    with pytest.raises(BadValue, match="is paid, receipt FT26320AAA"):
        dairy.read_pay_results(FILE, "two.csv", "d-2", [returned, second], TREASURER)
    dairy.read_pay_results(FILE, "two.csv", "d-3", [first, second], TREASURER)
    dairy.approve_pay_results(FILE, ResultSums(0, 0, 1, 45_000), MANAGER)
    assert dairy.settle_pay_results(FILE, 2, payouts, JOB) == 1
    assert [dairy.payout(id).state for id in payouts] == ["paid", "failed"]


def test_what_mpesa_says_it_paid_too_is_left_to_people(dairy: Ledger) -> None:
    """A payment sent to M-Pesa before the member chose the bank: both may have paid it, so nobody settles it
    by the thousand."""
    payouts = paying.agreed(dairy)
    one = dairy.payout(payouts[0])
    dairy.record_payment(one.id, one.attempt_id, "SKB7LATE01", 500, None, "callback", JOB)
    assert dairy.settle_pay_results(FILE, 1, payouts, JOB) == 1
    assert dairy.payout(one.id).state == "handed_over"
    assert dairy.payout(one.id).doubts
    _pay_by_hand(dairy, one.id)
    assert dairy.payout(one.id).state == "paid"
