"""What one person alone would try with other people's money: every approval is of what was seen."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from imbuto.aggregates.pay_formats import PAY_PRESETS, PayColumn
from imbuto.aggregates.pay_results import PayResult
from imbuto.errors import BadValue, Contradiction, WrongState
from imbuto.ledger import Ledger
from imbuto.values import By
from tests.ledger import paying_by_file as paying
from tests.ledger.examples import CLERK, JOB, MANAGER, TREASURER
from tests.ledger.test_payments import pay, payouts_of

NUMBER, BANK, OTHER_BANK, ACCOUNT = "254722000099", "EXB01", "EXB68", "0110001234"


def change_number(ledger: Ledger, number: str = NUMBER) -> None:
    ledger.propose_phone("0001", number, CLERK)
    ledger.approve_phone("0001", number, MANAGER)


def change_to_bank(ledger: Ledger) -> None:
    account = {"account_bank": BANK, "account_number": ACCOUNT, "account_name": "Anna Wanjiku"}
    ledger.propose_channel("0001", "bank", CLERK, **account)
    ledger.approve_channel("0001", "bank", MANAGER, account_bank=BANK, account_number=ACCOUNT)


def failed_after_two_let_it_go(ledger: Ledger) -> UUID:
    """Two officials let it go to a number that had not cooled; M-Pesa refused it."""
    change_number(ledger)
    (payout,) = payouts_of(ledger, "0001")
    assert ledger.payout(payout).cause == "number_changed"
    ledger.propose_release(payout, TREASURER)
    ledger.release_payout(payout, MANAGER)
    assert ledger.submit_payout(payout, JOB) is not None
    attempt = ledger.payout(payout).attempt_id
    ledger.record_payment_failure(payout, attempt, "7", "not known", JOB, evidence="reply")
    return payout


def test_what_two_let_go_to_a_number_is_not_let_go_to_an_account_by_one(dairy: Ledger) -> None:
    payout = failed_after_two_let_it_go(dairy)
    change_to_bank(dairy)
    dairy.retry_payout(payout, TREASURER)
    assert (dairy.payout(payout).state, dairy.payout(payout).cause) == ("held", "number_changed")
    with pytest.raises(WrongState, match="Two officials"):
        dairy.release_payout(payout, TREASURER)
    dairy.propose_release(payout, TREASURER)
    dairy.release_payout(payout, MANAGER)
    assert dairy.payout(payout).state == "requested"


def test_a_bank_that_was_changed_between_look_and_approval_is_not_approved(dairy: Ledger) -> None:
    account = {"account_number": ACCOUNT, "account_name": "Anna Wanjiku"}
    dairy.propose_channel("0001", "bank", CLERK, account_bank=BANK, **account)
    dairy.propose_channel("0001", "bank", CLERK, account_bank=OTHER_BANK, **account)
    with pytest.raises(WrongState, match="not the way of payment"):
        dairy.approve_channel("0001", "bank", MANAGER, account_bank=BANK, account_number=ACCOUNT)
    dairy.approve_channel("0001", "bank", MANAGER, account_bank=OTHER_BANK, account_number=ACCOUNT)
    assert dairy.member("0001").way.bank == OTHER_BANK


def in_review(ledger: Ledger) -> UUID:
    (payout,) = payouts_of(ledger, "0001")
    ledger.submit_payout(payout, JOB)
    ledger.put_payout_to_review(payout, "silence", JOB)
    return payout


@pytest.mark.parametrize(
    "swapped",
    [{"channel": "cash", "signature": "signed"}, {"channel": "bank"}, {"fee_cents": 900_000}],
    ids=str,
)
def test_a_way_or_a_fee_that_was_changed_between_look_and_approval_is_not_approved(
    swapped: dict[str, object], dairy: Ledger
) -> None:
    payout = in_review(dairy)

    def propose(by: By, **more: object) -> None:
        dairy.propose_payout_outcome(payout, "paid", "SKX9", "statement, line 4", by, **more)  # type: ignore[arg-type]

    propose(TREASURER)
    propose(TREASURER, **swapped)
    with pytest.raises(WrongState, match="Something else is proposed"):
        dairy.approve_payout_outcome(payout, "paid", "SKX9", MANAGER)
    assert dairy.payout(payout).state == "needs_review"


def test_cash_is_approved_as_cash(dairy: Ledger) -> None:
    payout = in_review(dairy)
    dairy.propose_payout_outcome(
        payout, "paid", "V-12", "voucher", TREASURER, channel="cash", signature="thumb mark"
    )
    dairy.approve_payout_outcome(payout, "paid", "V-12", MANAGER, channel="cash")
    assert dairy.payout(payout).paid_channel == "cash"


def test_results_that_were_changed_between_look_and_approval_are_not_approved(dairy: Ledger) -> None:
    """As many and as much, and yet of other members."""
    paying.approved(dairy)
    first, second = paying.references(dairy)
    rows = [
        PayResult(2, first, "paid", "FT1", "", 45_000),
        PayResult(3, second, "not_paid", None, "closed", 45_000),
    ]
    dairy.read_pay_results(paying.FILE, "results.csv", "d-1", rows, TREASURER)
    seen = dairy.pay_file(paying.FILE).waiting_results
    assert seen is not None
    swapped = [replace(rows[0], reference=second), replace(rows[1], reference=first)]
    dairy.read_pay_results(paying.FILE, "results.csv", "d-2", swapped, TREASURER)
    with pytest.raises(Contradiction, match="other results"):
        dairy.approve_pay_results(paying.FILE, seen.sums, MANAGER, results=seen.number)
    assert dairy.approve_pay_results(paying.FILE, seen.sums, MANAGER, results=2).new
    assert not dairy.approve_pay_results(paying.FILE, seen.sums, MANAGER, results=2).new


def test_a_release_to_another_place_than_was_seen_is_not_approved(dairy: Ledger) -> None:
    """The clerk and another manager change the number while one looks at what is to be let go."""
    change_number(dairy)
    (payout,) = payouts_of(dairy, "0001")
    dairy.propose_release(payout, TREASURER)
    seen = dairy.payout(payout).version
    change_number(dairy, "254733000077")
    dairy.propose_release(payout, TREASURER)
    with pytest.raises(WrongState, match="Look at it again"):
        dairy.release_payout(payout, MANAGER, seen=seen)
    dairy.release_payout(payout, MANAGER, seen=dairy.payout(payout).version)
    assert dairy.payout(payout).state == "requested"


def test_an_account_that_a_format_puts_into_every_row_is_named_by_who_lets_the_file_out(
    dairy: Ledger,
) -> None:
    """The treasurer's own account under the heading by which the bank pays, the members' under another."""
    own = (PayColumn("Account Number", "fixed", "0110666"), PayColumn("Remarks", "account"))
    preset = PAY_PRESETS["bank"].columns
    columns = tuple(one for one in preset if one.field != "account") + own
    dairy.set_pay_format(replace(PAY_PRESETS["bank"], columns=columns), TREASURER)
    paying.sealed(dairy)
    file = dairy.pay_file(paying.FILE)
    seen = file.count, file.total_cents, file.digest
    with pytest.raises(Contradiction, match="Account Number: 0110666"):
        dairy.approve_pay_file(paying.FILE, *seen, MANAGER)
    with pytest.raises(Contradiction):
        dairy.approve_pay_file(paying.FILE, *seen, MANAGER, fixed=("KES",))
    assert dairy.approve_pay_file(paying.FILE, *seen, MANAGER, fixed=("0110666",)).new


@pytest.mark.parametrize("receipt", ["SKX1\u200b", "ＳＫＸ１", "SK X1", "SK\u04251", "SKX1\u202e"])
def test_a_receipt_that_only_looks_like_another_is_none(dairy: Ledger, receipt: str) -> None:
    """A receipt stands for one payment, and not for a second one by a letter that nobody sees."""
    first, second = payouts_of(dairy, "0001", "0002")
    pay(dairy, first, "SKX1")
    dairy.hold_payout(second, "the member asked", TREASURER)
    with pytest.raises((BadValue, WrongState), match="receipt"):
        dairy.propose_payout_outcome(second, "paid", receipt, "statement, line 4", TREASURER)


def test_such_a_receipt_in_a_banks_answer_is_a_fault_of_its_row(dairy: Ledger) -> None:
    paying.approved(dairy)
    row = replace(paying.answer(dairy)[0], receipt="FT1\u200b")
    _, faults = dairy.check_pay_results(paying.FILE, [row])
    assert [(one.row, one.column) for one in faults] == [(2, "receipt")]
