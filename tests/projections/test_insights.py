"""Whom the books of the centres expect, how good the milk was, and whose milk grows: whatever is recorded,
voided, corrected or sampled later is in the next answer."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from imbuto.aggregates.quality import Readings
from imbuto.projections.centre_insights import Grown, Quality
from tests.history import MONDAY, History
from tests.projections.conftest import Ask

SPAN = MONDAY, MONDAY + timedelta(days=6)


def come(history: History, days: int, member: str = "0001", **changes: object) -> None:
    for back in range(1, days + 1):
        history.delivery(member, date=MONDAY - timedelta(days=back), **changes)  # type: ignore[arg-type]


def test_ten_of_fourteen_days_make_a_member_expected(history: History, ask: Ask) -> None:
    come(history, 10)
    come(history, 9, "0002")
    assert ask().centres.usual(MONDAY) == {"0001"}
    assert ask().centres.usual(MONDAY + timedelta(days=4)) == {"0001"}
    assert ask().centres.usual(MONDAY + timedelta(days=5)) == frozenset()


def test_two_shifts_of_a_day_are_one_day(history: History, ask: Ask) -> None:
    come(history, 9)
    come(history, 9, shift="PM")
    assert ask().centres.usual(MONDAY) == frozenset()
    history.delivery(date=MONDAY - timedelta(days=10))
    assert ask().centres.usual(MONDAY) == {"0001"}
    assert ask().centres.usual(MONDAY, shift="PM") == frozenset()
    assert ask().centres.usual(MONDAY, ["KIA"], "AM") == {"0001"}
    assert ask().centres.usual(MONDAY, "LIM") == frozenset()


def test_what_is_voided_or_recorded_late_is_in_the_next_answer(history: History, ask: Ask) -> None:
    come(history, 9)
    assert ask().centres.usual(MONDAY) == frozenset()
    late = history.delivery(date=MONDAY - timedelta(days=14))
    assert ask().centres.usual(MONDAY) == {"0001"}
    history.void(late)
    assert ask().centres.usual(MONDAY) == frozenset()


def test_who_brought_milk_is_known_until_it_is_voided(history: History, ask: Ask) -> None:
    given = history.delivery(shift="PM")
    assert ask().centres.brought_on(MONDAY) == {"0001"}
    assert (ask().centres.brought_on(MONDAY, "AM"), ask().centres.members_in(*SPAN)) == (frozenset(), 1)
    history.void(given)
    assert (ask().centres.brought_on(MONDAY), ask().centres.members_in(*SPAN)) == (frozenset(), 0)


def test_a_day_without_milk_is_nothing(ask: Ask) -> None:
    assert ask().centres.milk_of(MONDAY, MONDAY).deliveries == 0
    assert (ask().centres.produced(*SPAN), ask().centres.litres_by_centre(MONDAY)) == ([], {})


def test_quality_follows_each_sample_and_leaves_with_the_milk(history: History, ask: Ask) -> None:
    given = history.delivery(litres="10", fat_percent=Decimal("4.00"))
    history.delivery("0002", litres="30", fat_percent=Decimal("3.60"), snf_percent=Decimal("8.5"))
    (before,) = ask().centres.quality("centre", *SPAN)
    assert before == Quality("KIA", 4000, 0, 2, 0, Decimal("3.70"), Decimal("8.50"))
    history.sample(given, Readings(antibiotic="positive", fat_percent=Decimal("3.8")))
    (sampled,) = ask().centres.quality("centre", *SPAN)
    assert sampled == Quality("KIA", 3000, 1000, 2, 1, Decimal("3.60"), Decimal("8.50"))
    assert sampled.rejected_share == Decimal("25.00")
    history.void(given)
    (after,) = ask().centres.quality("centre", *SPAN)
    assert (after.tested, after.failed_tests, after.rejected_centilitres) == (1, 0, 0)


def test_quality_of_routes_knows_only_the_milk_on_them(history: History, ask: Ask) -> None:
    history.delivery(litres="10", route="R1", alcohol="negative")
    history.delivery("0002", litres="30")
    assert ask().centres.quality("route", *SPAN) == [Quality("R1", 1000, 0, 1, 0, None, None)]
    assert ask().centres.quality("route", *SPAN, "LIM") == []


def test_growth_is_against_as_many_days_before(history: History, ask: Ask) -> None:
    history.delivery(litres="10", date=MONDAY - timedelta(days=8))
    history.delivery(litres="4", date=MONDAY - timedelta(days=7))
    history.delivery(litres="6")
    history.delivery("0002", litres="5", rejection_reason="sour")
    assert ask().centres.grown(*SPAN) == [Grown("0001", 600, 400)]
    assert ask().centres.grown(*SPAN)[0].change_percent == Decimal("50.00")


def test_growth_follows_what_two_corrections_leave_equal_in_sum(history: History, ask: Ask) -> None:
    first, second = history.delivery(litres="10"), history.delivery("0002", litres="10")
    assert {one.centilitres for one in ask().centres.grown(*SPAN)} == {1000}
    history.correct(first, "11")
    history.correct(second, "9")
    assert [one.centilitres for one in ask().centres.grown(*SPAN)] == [1100, 900]


def test_what_is_usual_is_the_mean_of_the_last_fourteen_days_with_accepted_milk(
    history: History, ask: Ask
) -> None:
    come(history, 14, litres="8.5")
    history.delivery(litres="99", date=MONDAY - timedelta(days=15))
    history.delivery(litres="3", shift="PM", date=MONDAY - timedelta(days=1))
    history.delivery(litres="50", date=MONDAY)
    milk = ask().deliveries.usual_milk(["0001", "0002"], MONDAY)
    assert list(milk) == ["0001"]
    usual = milk["0001"]
    assert (usual.usual_of("AM"), usual.usual_of("PM"), usual.usual_of("MID")) == (
        Decimal("8.5"),
        Decimal("3.0"),
        None,
    )
    # (13 × 8.5 + 11.5) ÷ 14 = 8.714…
    assert (usual.usual, usual.last_day, usual.days_since(MONDAY - timedelta(days=10))) == (
        Decimal("8.7"),
        date(2026, 11, 1),
        10,
    )


def test_voided_and_rejected_milk_is_nobodys_usual(history: History, ask: Ask) -> None:
    history.void(history.delivery(date=MONDAY - timedelta(days=1)))
    assert ask().deliveries.usual_milk(["0001"], MONDAY) == {}
    history.delivery(date=MONDAY - timedelta(days=2), rejection_reason="sour")
    usual = ask().deliveries.usual_milk(["0001"], MONDAY)["0001"]
    assert (usual.usual, usual.last_day) == (None, MONDAY - timedelta(days=2))


def test_nothing_is_forgotten_of_the_sixty_days_before_and_nothing_older_is_known(
    history: History, ask: Ask
) -> None:
    history.delivery(date=MONDAY - timedelta(days=61))
    assert ask().deliveries.usual_milk(["0001"], MONDAY) == {}
    history.delivery(date=MONDAY - timedelta(days=60))
    assert ask().deliveries.usual_milk(["0001"], MONDAY)["0001"].last_day == MONDAY - timedelta(days=60)


def test_open_disputes_are_counted_until_they_are_decided(history: History, ask: Ask) -> None:
    assert ask().deliveries.disputes_standing().waiting == 0
    given = history.delivery()
    history.dispute(given)
    standing = ask().deliveries.disputes_standing("KIA")
    assert (standing.waiting, standing.next_lapse) == (1, ask().deliveries.get(given.id).dispute.resolve_by)  # type: ignore[union-attr]
    assert ask().deliveries.disputes_standing(["LIM"]).waiting == 0
    history.resolve(given, "adjusted", "12")
    assert ask().deliveries.disputes_standing().oldest_at is None
