"""What should be in the float at the end of a day, with the sum shown, and what cannot be known."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from imbuto.projections.reconciling_rows import FloatSum, Gauge

from .comparing import BEGINS, booked, compared, gauge, kinds, later, only, sent

BEFORE = Gauge(at=BEGINS - timedelta(hours=1), available_cents=10_000_00, charges_cents=0)


def paid(n: int = 1, minutes: float = 60, **given: Any) -> Any:
    return sent(n, sent_at=later(minutes - 1), completed_at=later(minutes), **given)


def summed(**given: Any) -> FloatSum:
    found = compared(covered=((BEGINS, later(2_000)),), **given).float_sum
    assert found is not None
    return found


def float_kinds(**given: Any) -> list[str]:
    return [kind for kind in kinds(compared(**given)) if kind.startswith("float")]


def test_what_was_there_and_what_came_less_what_went() -> None:
    found = summed(
        gauges=(BEFORE, gauge(200, 13_750, charges=-5)), sent=(paid(),), booked=(booked(30, 5_000),)
    )
    assert (found.opening_cents, found.came_cents, found.paid_cents, found.fees_cents, found.payments) == (
        10_000_00, 5_000_00, 1_250_00, 5_00, 1,
    )  # fmt: skip
    assert (found.lowest_cents, found.highest_cents, found.seen_cents) == (13_745_00,) * 3
    assert found.difference_cents == 0


@pytest.mark.parametrize(
    ("shillings", "expected"), [(8_745, []), (8_744, ["float_lower"]), (8_751, ["float_higher"])]
)
def test_a_shilling_less_or_more_is_told(shillings: int, expected: list[str]) -> None:
    """The account of fees is not told: they are taken already, or not yet."""
    opening = Gauge(at=BEFORE.at, available_cents=10_000_00)
    assert float_kinds(gauges=(opening, gauge(200, shillings)), sent=(paid(),)) == expected


def test_the_sum_is_shown_to_the_treasurer() -> None:
    found = compared(gauges=(BEFORE, gauge(200, 8_000, charges=-5)), sent=(paid(),))
    [told] = [one for one in found.differences if one.kind == "float_lower"]
    assert "the float was KES 10,000.00" in told.sentence
    assert "1 payments of KES 1,250.00" in told.sentence
    assert "There should be KES 8,745.00" in told.sentence
    assert "-KES 750.00" in told.sentence
    assert (told.here_cents, told.there_cents, told.cents) == (8_745_00, 7_995_00, 750_00)


@pytest.mark.parametrize("shillings", [10_000, 8_745])
def test_an_open_payment_may_have_gone_or_not(shillings: int) -> None:
    unknown = sent(1, state="outcome_unknown", sent_at=later(60), fee_cents=5_00)
    assert float_kinds(gauges=(BEFORE, gauge(200, shillings, charges=0)), sent=(unknown,)) == []
    assert float_kinds(gauges=(BEFORE, gauge(200, shillings + 1, charges=0)), sent=(unknown,)) == (
        ["float_higher"] if shillings == 10_000 else []
    )


@pytest.mark.parametrize("shillings", [10_000, 8_745])
def test_what_was_paid_within_minutes_of_an_answer_is_in_it_or_not(shillings: int) -> None:
    gauges = (BEFORE, gauge(60, shillings, charges=0))
    assert float_kinds(gauges=gauges, sent=(paid(minutes=61),)) == []
    assert float_kinds(gauges=gauges, sent=(paid(minutes=59),)) == []


def test_what_was_paid_after_the_last_answer_is_of_the_next_day() -> None:
    assert float_kinds(gauges=(BEFORE, gauge(60, 10_000, charges=0)), sent=(paid(minutes=90),)) == []


def test_one_answer_tells_nothing() -> None:
    assert compared(gauges=(BEFORE,)).float_sum is None
    assert compared(gauges=(gauge(60, 10_000),)).float_sum is None
    assert compared().float_sum is None


def test_without_an_answer_before_the_day_its_first_one_is_where_the_sum_begins() -> None:
    found = summed(gauges=(gauge(0, 10_000, charges=0), gauge(200, 8_750, charges=-5)), sent=(paid(),))
    assert (found.from_at, found.until_at, found.difference_cents) == (later(0), later(200), 0)


def test_a_top_up_that_nobody_booked_shows_in_the_float() -> None:
    found = only(compared(gauges=(BEFORE, gauge(200, 12_000, charges=0))))
    assert (found.kind, found.cents) == ("float_higher", 2_000_00)


@pytest.mark.parametrize("shillings", [10_000, 8_745])
@pytest.mark.parametrize("minutes", [150, 60 * 48])
def test_what_people_settled_later_may_have_gone_at_any_time_since_its_sending(
    shillings: int, minutes: float
) -> None:
    """A file of the portal, or a payment in review: M-Pesa told no time, and people agree days afterwards."""
    settled = sent(1, sent_at=later(60), completed_at=None, ended_at=later(minutes))
    assert float_kinds(gauges=(BEFORE, gauge(120, shillings, charges=0)), sent=(settled,)) == []


@pytest.mark.parametrize("shillings", [10_000, 8_745])
def test_what_was_sent_before_the_last_day_and_settled_today_may_have_gone_before(shillings: int) -> None:
    settled = sent(1, sent_at=BEFORE.at - timedelta(days=1), completed_at=None, ended_at=later(30))
    assert float_kinds(gauges=(BEFORE, gauge(120, shillings, charges=0)), sent=(settled,)) == []


def test_what_people_settled_within_the_time_is_counted_for_certain() -> None:
    settled = sent(1, sent_at=later(20), completed_at=None, ended_at=later(60))
    found = summed(gauges=(BEFORE, gauge(200, 8_745, charges=0)), sent=(settled,))
    assert (found.lowest_cents, found.highest_cents) == (8_745_00, 8_745_00)
