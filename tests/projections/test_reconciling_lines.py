"""Which payment a line of M-Pesa's statement is of, and lines of money that was no payment of ours."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from .comparing import AT, BEGINS, booked, compared, kinds, line, only, sent

# --------------------------------------------------------- which attempt a line is of


def test_the_id_of_the_conversation_is_stronger_than_how_a_line_looks() -> None:
    alike = (sent(1, state="needs_review"), sent(2, state="needs_review"))
    found = compared(sent=alike, lines=(line(5, conversation="AG_20261116_0002"),))
    assert [one.payout for one in found.differences] == [UUID(int=2)]
    other_amount = (sent(3, state="needs_review", amount_cents=99_00),)
    assert only(
        compared(sent=other_amount, lines=(line(5, conversation="ag_20261116_0003"),))
    ).payout == UUID(int=3)


def test_of_those_that_look_alike_each_line_takes_another() -> None:
    alike = (sent(1, state="needs_review"), sent(2, state="failed"))
    found = compared(sent=alike, lines=(line(5), line(6), line(7)))
    assert {(one.kind, one.payout) for one in found.differences} == {
        ("unknown_here_completed_there", UUID(int=1)),
        ("failed_here_completed_there", UUID(int=2)),
        ("not_paid_here", None),
    }


@pytest.mark.parametrize(
    "given",
    [
        {"last_digits": "679"},
        {"last_digits": None},
        {"withdrawn_cents": 1_251_00},
        {"at": AT - timedelta(minutes=30)},
    ],
)
def test_what_differs_in_amount_digits_or_time_is_another_payment(given: dict[str, object]) -> None:
    found = compared(sent=(sent(1, state="needs_review"),), lines=(line(5, **given),))
    assert kinds(found) == ["not_paid_here"]


# ------------------------------------------------------------------ no payments


@pytest.mark.parametrize("kind", ["top_up", "withdrawal", "fee", "other", "reversal"])
def test_money_that_came_or_went_and_is_not_in_the_books(kind: str) -> None:
    one = line(9, kind=kind, paid_in_cents=5_000_00, withdrawn_cents=0, last_digits=None)
    found = only(compared(lines=(one,)))
    assert (found.kind, found.receipt, found.there_cents) == ("unbooked_line", "SKG0000009", 5_000_00)


def test_what_is_in_the_books_by_its_receipt_or_its_amount_is_no_difference() -> None:
    came = line(9, kind="top_up", paid_in_cents=5_000_00, withdrawn_cents=0)
    assert kinds(compared(lines=(came,), booked=(booked(60, 5_000),))) == []
    assert kinds(compared(lines=(came,), booked=(booked(9_000, 4_000, receipt="skg0000009"),))) == []
    assert kinds(compared(lines=(came,), booked=(booked(60, 4_999),))) == ["unbooked_line"]
    assert kinds(compared(lines=(came,), booked=(booked(60 * 30, 5_000),))) == ["unbooked_line"]


def test_one_entry_in_the_books_serves_one_line() -> None:
    came = [line(n, kind="top_up", paid_in_cents=5_000_00, withdrawn_cents=0) for n in (8, 9)]
    assert kinds(compared(lines=tuple(came), booked=(booked(60, 5_000),))) == ["unbooked_line"]


def test_lines_of_other_days_are_looked_at_on_theirs() -> None:
    before = line(9, at=BEGINS - timedelta(minutes=1))
    assert kinds(compared(lines=(before,))) == []
    assert compared(lines=(before,)).lines == 0
