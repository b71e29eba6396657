"""A day's payments laid beside M-Pesa's statement: every kind of difference, with what to do about it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from imbuto.projections.reconciling_words import GRAVITY, KINDS

from .comparing import AT, BEGINS, ENDS, WHOLE, compared, kinds, later, line, only, sent

OPEN = ("submitted", "accepted", "outcome_unknown", "failure_reported", "needs_review", "handed_over")


def test_what_is_paid_here_and_there_is_no_difference() -> None:
    found = compared(sent=(sent(1), sent(2)), lines=(line(1), line(2)))
    assert found.differences == ()
    assert (found.payments, found.payments_cents, found.matched, found.lines) == (2, 2_500_00, 2, 2)
    assert found.covered


def test_every_kind_has_a_meaning_and_something_to_do() -> None:
    for meaning, todo in KINDS.values():
        assert meaning.endswith(".")
        assert todo.endswith(".")
        assert len(todo) > 30
    assert list(GRAVITY.values()) == list(range(len(KINDS)))


# ------------------------------------------------------------------ paid here


def test_paid_here_and_not_there() -> None:
    found = only(compared(sent=(sent(1),), lines=()))
    assert (found.kind, found.payout, found.member) == ("not_on_statement", UUID(int=1), "0001")
    assert (found.receipt, found.here_cents, found.cents) == ("SKG0000001", 1_250_00, 1_250_00)
    assert "SKG0000001" in found.sentence
    assert "without a filter" in found.todo


def test_a_statement_says_nothing_about_the_time_that_it_does_not_cover() -> None:
    until_then = ((BEGINS, later(-10)),)
    assert kinds(compared(sent=(sent(1),), covered=until_then)) == ["statement_short"]
    assert kinds(compared(sent=(sent(1),), covered=())) == ["statement_missing"]
    assert kinds(compared(sent=(sent(1),), covered=(), now=ENDS - timedelta(hours=2))) == []
    assert kinds(compared(covered=())) == []


def test_two_statements_may_cover_one_day() -> None:
    noon = later(180)
    halves = ((noon + timedelta(seconds=1), WHOLE[0][1]), (BEGINS, noon))
    assert compared(covered=halves).covered
    gap = ((noon + timedelta(minutes=5), WHOLE[0][1]), (BEGINS, noon))
    assert not compared(covered=gap).covered


def test_other_amount() -> None:
    found = only(compared(sent=(sent(1),), lines=(line(1, withdrawn_cents=1_200_00),)))
    assert (found.kind, found.here_cents, found.there_cents) == ("other_amount", 1_250_00, 1_200_00)
    assert found.cents == 50_00


def test_paid_here_and_failed_there() -> None:
    assert only(compared(sent=(sent(1),), lines=(line(1, status="failed"),))).kind == "paid_here_failed_there"


def test_a_newer_statement_replaces_what_an_older_one_said_of_a_receipt() -> None:
    old, new = UUID(int=1), UUID(int=2)
    lines = (line(1, statement=old, status="pending"), line(1, statement=new))
    assert compared(sent=(sent(1),), lines=lines).differences == ()
    assert kinds(compared(sent=(sent(1),), lines=(line(1, statement=old), line(1, statement=new)))) == []


def test_a_payment_taken_back() -> None:
    back = line(2, kind="reversal", paid_in_cents=1_250_00, withdrawn_cents=0, linked="SKG0000001")
    found = only(compared(sent=(sent(1),), lines=(line(1), back)))
    assert (found.kind, found.payout) == ("taken_back", UUID(int=1))


def test_one_receipt_for_two_payments() -> None:
    here = compared(sent=(sent(1), sent(2, receipt="SKG0000001")), lines=(line(1),))
    assert kinds(here) == ["receipt_twice"]
    assert "0002" in here.differences[0].sentence
    there = compared(sent=(sent(1),), lines=(line(1, row=11), line(1, row=12)))
    assert kinds(there) == ["receipt_twice"]
    assert "row 11" in there.differences[0].sentence
    assert "row 12" in there.differences[0].sentence


@pytest.mark.parametrize(("fee", "expected"), [(5_00, []), (9_00, ["other_fee"])])
def test_a_fee_is_compared_where_the_statement_has_one(fee: int, expected: list[str]) -> None:
    lines = (line(1), line(1, kind="fee", withdrawn_cents=fee, row=99))
    assert kinds(compared(sent=(sent(1),), lines=lines)) == expected


def test_a_fee_that_names_its_payment_belongs_to_it() -> None:
    fee = line(7, kind="fee", withdrawn_cents=9_00, linked="SKG0000001")
    found = only(compared(sent=(sent(1),), lines=(line(1), fee)))
    assert (found.kind, found.here_cents, found.there_cents, found.cents) == ("other_fee", 5_00, 9_00, 4_00)


# ------------------------------------------------------------------ only there


def test_a_payment_that_fits_nothing_of_ours() -> None:
    found = only(compared(lines=(line(1),)))
    assert (found.kind, found.payout, found.there_cents) == ("not_paid_here", None, 1_250_00)
    assert "row 11 of 'november.csv'" in found.sentence


@pytest.mark.parametrize("state", OPEN)
def test_unknown_here_and_completed_there_is_offered_as_evidence(state: str) -> None:
    found = only(compared(sent=(sent(1, state=state),), lines=(line(5),)))
    assert (found.kind, found.payout) == ("unknown_here_completed_there", UUID(int=1))
    assert found.offer == {
        "outcome": "paid",
        "receipt": "SKG0000005",
        "evidence": "M-Pesa statement november.csv, row 15, 16 Nov 2026 09:01:00, SKG0000005: completed",
    }
    assert found.offer_now is (state in ("needs_review", "handed_over"))


@pytest.mark.parametrize("state", ["needs_review", "failed"])
def test_the_fee_that_the_statement_tells_is_offered_with_the_payment(state: str) -> None:
    """Else nobody would book it."""
    fee = line(5, row=16, kind="fee", withdrawn_cents=5_00, last_digits=None)
    [found] = compared(sent=(sent(1, state=state),), lines=(line(5), fee)).differences
    assert found.offer is not None
    assert found.offer["fee_cents"] == 5_00


def test_unknown_here_and_failed_there_is_offered_as_evidence() -> None:
    found = only(compared(sent=(sent(1, state="needs_review"),), lines=(line(5, status="failed"),)))
    assert (found.kind, found.offer_now) == ("unknown_here_failed_there", True)
    assert found.offer is not None
    assert found.offer["outcome"] == "not_paid"


def test_unknown_here_and_on_no_statement_a_day_long() -> None:
    two_days = ((BEGINS, ENDS + timedelta(days=1)),)
    found = only(compared(sent=(sent(1, state="needs_review"),), covered=two_days))
    assert (found.kind, found.offer) == ("unknown_here_absent_there", None)
    assert kinds(compared(sent=(sent(1, state="needs_review"),))) == []
    tomorrow = line(5, at=AT + timedelta(hours=30))
    assert kinds(compared(sent=(sent(1, state="needs_review"),), covered=two_days, lines=(tomorrow,))) == []


def test_failed_here_and_completed_there() -> None:
    found = only(compared(sent=(sent(1, state="failed"),), lines=(line(5),)))
    assert (found.kind, found.offer_now) == ("failed_here_completed_there", True)
    assert found.offer is not None
    assert found.offer["receipt"] == "SKG0000005"


def test_failed_there_as_here_is_no_difference() -> None:
    assert kinds(compared(sent=(sent(1, state="failed"),), lines=(line(5, status="failed"),))) == []
    assert kinds(compared(lines=(line(5, status="failed"), line(6, status="pending")))) == []


def test_a_failed_payment_that_waits_to_be_sent_again_is_to_be_held_at_once() -> None:
    again = sent(1, state="failed", payout_state="requested")
    found = only(
        compared(sent=(again, sent(1, attempt=2, state="requested", sent_at=None)), lines=(line(5),))
    )
    assert found.kind == "failed_here_completed_there"
    assert "HOLD IT NOW" in found.sentence
    assert not found.offer_now


def test_paid_by_hand_while_it_waits_here() -> None:
    found = only(compared(sent=(sent(1, state="held", sent_at=None),), lines=(line(5),)))
    assert (found.kind, found.offer_now) == ("unsent_here_completed_there", True)


def test_two_payments_for_one_payout() -> None:
    first = sent(1, state="failed", payout_state="paid")
    second = sent(1, attempt=2, receipt="SKG0000002", sent_at=later(30), completed_at=later(31))
    found = only(compared(sent=(first, second), lines=(line(1), line(2, at=later(31)))))
    assert (found.kind, found.receipt, found.payout) == ("paid_twice", "SKG0000001", UUID(int=1))


def test_paid_in_cash_and_by_m_pesa_too() -> None:
    found = only(compared(sent=(sent(1, state="elsewhere", payout_state="paid"),), lines=(line(1),)))
    assert found.kind == "paid_twice"


def test_a_receipt_typed_wrongly_is_one_difference_and_not_two() -> None:
    found = only(compared(sent=(sent(1, receipt="SKG000OOO1"),), lines=(line(1),)))
    assert (found.kind, found.receipt) == ("other_receipt", "SKG0000001")


def test_the_gravest_come_first() -> None:
    found = compared(
        sent=(
            sent(1),
            sent(2, state="failed", last_digits="111"),
            sent(3, state="needs_review", last_digits="222"),
        ),
        lines=(line(8, last_digits="222"), line(9, last_digits="111"), line(7, last_digits="000")),
    )
    assert kinds(found) == [
        "failed_here_completed_there",
        "unknown_here_completed_there",
        "not_on_statement",
        "not_paid_here",
    ]
