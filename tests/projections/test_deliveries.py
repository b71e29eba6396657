"""The delivery book shows each weighing as it stands."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from imbuto.aggregates.quality import Readings
from imbuto.errors import Unknown
from imbuto.values import derive_id
from tests.history import MANAGER, MONDAY, NOON, History, by
from tests.projections.conftest import Ask


def test_a_recorded_delivery_is_in_the_book_as_it_was_weighed(history: History, ask: Ask) -> None:
    delivery = history.delivery(
        litres="8.55", lactometer=Decimal("28.5"), fat_percent=Decimal("3.90"), device="scale-1"
    )
    found = ask().deliveries.get(delivery.id)
    assert (found.member, found.centre, found.day, found.shift) == ("0001", "KIA", MONDAY, "AM")
    assert (found.centilitres, found.litres, found.value_cents) == (855, Decimal("8.55"), 38_475)
    assert (found.lactometer, found.fat_percent, found.device) == (
        Decimal("28.5"),
        Decimal("3.90"),
        "scale-1",
    )
    assert (found.state, found.position, found.version) == ("recorded", history.position(), 1)
    assert (found.happened_at, found.confirm_by) == (NOON, NOON + timedelta(hours=72))
    assert found.dispute is None


def test_a_sample_shows_its_readings_grade_and_worth_and_asks_the_farmer_anew(
    history: History, ask: Ask
) -> None:
    read = {"lactometer": Decimal(30), "temperature_c": Decimal(20)}
    delivery = history.delivery(litres="10", container="C-1", **read)
    history.confirm(delivery)
    sample = history.sample(delivery, Readings(fat_percent=Decimal("3.1")), price=4_300)
    found = ask().deliveries.get(delivery.id)
    assert (found.grade, found.judged) == ("B", "fat under 3.25%; SNF under 8.5%")
    assert (found.fat_percent, found.snf_percent) == (Decimal("3.1"), Decimal("8.48"))
    assert (found.snf_computed, found.formula) == (True, "richmond-20")
    assert (found.corrected_lactometer, found.corrected_density) == (Decimal(30), Decimal("1.0300"))
    assert (found.value_cents, found.price_rule, found.sample) == (43_000, "by the sample", sample.id)
    assert (found.state, found.changed_reason, found.version) == ("recorded", found.judged, 3)
    history.sample(delivery, Readings(antibiotic="positive"))
    found = ask().deliveries.get(delivery.id)
    assert (found.value_cents, found.rejection_reason, found.centilitres) == (0, "antibiotics found", 1_000)
    assert (found.price_id, found.price_cents_per_litre, found.price_rule) == (None, 0, "")


def test_a_sample_after_the_cut_off_shows_its_readings_only(history: History, ask: Ask) -> None:
    delivery = history.delivery(litres="10", container="C-1")
    history.confirm(delivery)
    history.sample(delivery, Readings(antibiotic="positive"), closed=True)
    found = ask().deliveries.get(delivery.id)
    assert (found.antibiotic, found.judged, found.value_cents) == ("positive", "antibiotics found", 45_000)
    assert (found.state, found.rejection_reason, found.price_cents_per_litre) == ("confirmed", None, 4_500)


def test_the_book_is_read_by_grade_by_can_and_by_what_is_unusual_or_rejected(
    history: History, ask: Ask
) -> None:
    graded = history.delivery(container="C-1")
    history.sample(graded, Readings(fat_percent=Decimal(3)))
    other, plain = history.delivery(container="C-2"), history.delivery()
    history.correct(plain, "99", usual="10", meant=True)
    book = ask().deliveries
    assert [one.id for one in book.page(grade="B").items] == [graded.id]
    assert [one.id for one in book.page(container="C-2").items] == [other.id]
    assert [one.id for one in book.page(unusual=True).items] == [plain.id]
    assert book.page(rejected=True).items == []
    sour = history.delivery(rejection_reason="sour")
    assert [one.id for one in ask().deliveries.page(rejected=True).items] == [sour.id]
    assert book.in_can("C-1", "KIA", MONDAY, "AM") == [graded.id]
    assert book.in_can("C-1", "KIA", MONDAY, "PM") == []
    history.void(graded)
    assert ask().deliveries.in_can("C-1", "KIA", MONDAY, "AM") == []


def test_kilograms_are_shown_as_weighed_with_the_density_that_was_used(history: History, ask: Ask) -> None:
    weighed = history.delivery(litres=None, kilograms=Decimal("10.3"), route="R1")
    found = ask().deliveries.get(weighed.id)
    assert (found.measured, found.kilograms, found.density_used) == ("kg", Decimal("10.3"), Decimal("1.03"))
    assert (found.centilitres, found.route, found.grade, found.sample) == (1_000, "R1", None, None)


def test_an_unknown_delivery_is_refused_by_name(ask: Ask) -> None:
    with pytest.raises(Unknown):
        ask().deliveries.get(derive_id("nothing"))


def test_an_answer_changes_the_state_and_keeps_the_milk(history: History, ask: Ask) -> None:
    confirmed, lapsed = history.delivery(), history.delivery(shift="PM")
    history.confirm(confirmed)
    history.lapse(lapsed)
    book = ask().deliveries
    assert book.get(confirmed.id).state == "confirmed"
    assert book.get(lapsed.id).state == "lapsed"
    assert book.get(lapsed.id).centilitres == 1000


def test_a_dispute_is_shown_with_what_is_held_and_then_with_its_outcome(history: History, ask: Ask) -> None:
    delivery = history.delivery(litres="10")
    history.dispute(delivery, claimed="8")
    open_dispute = ask().deliveries.get(delivery.id).dispute
    assert open_dispute is not None
    assert (open_dispute.claimed_centilitres, open_dispute.held_centilitres) == (800, 200)
    assert (open_dispute.held_cents, open_dispute.outcome) == (9_000, None)
    history.resolve(delivery, "adjusted", "9")
    found = ask().deliveries.get(delivery.id)
    assert (found.state, found.centilitres, found.value_cents) == ("resolved", 900, 40_500)
    assert found.dispute is not None
    assert (found.dispute.outcome, found.dispute.resolved_by) == ("adjusted", MANAGER)


def test_a_correction_and_a_void_change_the_litres_and_say_why(history: History, ask: Ask) -> None:
    delivery = history.delivery(litres="10")
    history.confirm(delivery)
    history.correct(delivery, "7.5", rejection_reason=None)
    found = ask().deliveries.get(delivery.id)
    assert (found.state, found.centilitres, found.value_cents) == ("recorded", 750, 33_750)
    assert found.changed_reason == "A slip of the finger."
    history.void(delivery)
    found = ask().deliveries.get(delivery.id)
    assert (found.state, found.centilitres, found.value_cents) == ("voided", 0, 0)


def test_pages_filter_by_every_column_and_run_in_both_directions(history: History, ask: Ask) -> None:
    history.member("0002")
    first = history.delivery("0001", date=date(2026, 11, 1))
    second = history.delivery("0002", centre="LIM", shift="PM")
    history.confirm(second)
    book = ask().deliveries
    assert [d.id for d in book.page().items] == [second.id, first.id]
    assert [d.id for d in book.page(newest_first=False).items] == [first.id, second.id]
    for only_second in (
        {"member": "0002"},
        {"centre": "LIM"},
        {"centre": ["LIM", "NYE"]},
        {"day_from": MONDAY},
        {"shift": "PM"},
        {"state": "confirmed"},
    ):
        assert [d.id for d in book.page(**only_second).items] == [second.id]  # type: ignore[arg-type]
    assert [d.id for d in book.page(day_to=date(2026, 11, 1)).items] == [first.id]
    assert book.page(centre=[]).items == []


@pytest.mark.parametrize("newest_first", [True, False])
def test_pages_neither_repeat_nor_skip(history: History, ask: Ask, newest_first: bool) -> None:
    made = [history.delivery(date=MONDAY + timedelta(days=n % 3), shift="AM").id for n in range(11)]
    book, seen, cursor = ask().deliveries, [], None
    while True:
        page = book.page(cursor=cursor, limit=3, newest_first=newest_first)
        seen += [d.id for d in page.items]
        cursor = page.next
        if cursor is None:
            break
        if len(seen) == 3:
            history.delivery(
                date=MONDAY - timedelta(days=9) if not newest_first else MONDAY + timedelta(days=9)
            )
            ask()
    assert sorted(seen) == sorted(made)


def test_usual_litres_need_five_accepted_deliveries_and_take_the_last_twenty(
    history: History, ask: Ask
) -> None:
    for number in range(4):
        history.delivery(litres="10", date=MONDAY + timedelta(days=number))
    history.delivery(litres="99", rejection_reason="sour", date=MONDAY + timedelta(days=5))
    voided = history.delivery(litres="99", date=MONDAY + timedelta(days=5))
    history.void(voided)
    assert ask().deliveries.usual_litres("0001") is None
    history.delivery(litres="20", date=MONDAY + timedelta(days=6))
    assert ask().deliveries.usual_litres("0001") == Decimal("12.00")
    for number in range(20):
        history.delivery(litres="5.01", date=MONDAY + timedelta(days=7 + number))
    assert ask().deliveries.usual_litres("0001") == Decimal("5.01")


def test_what_nobody_answered_in_time_is_listed_to_lapse(history: History, ask: Ask) -> None:
    late, answered = history.delivery(), history.delivery(shift="PM")
    history.confirm(answered)
    book = ask().deliveries
    assert book.to_lapse(NOON + timedelta(hours=71)) == []
    assert book.to_lapse(NOON + timedelta(hours=72)) == [late.id]
    history.lapse(late)
    assert ask().deliveries.to_lapse(NOON + timedelta(days=30)) == []


def test_only_unanswered_milk_before_the_cut_off_is_closed_by_a_run(history: History, ask: Ask) -> None:
    inside = history.delivery()
    later_day = history.delivery(date=date(2026, 11, 16))
    cutoff = history.position()
    after = history.delivery(shift="PM")
    assert ask().deliveries.open_before(cutoff, date(2026, 11, 15)) == [inside.id]
    assert ask().deliveries.open_before(history.position(), date(2026, 11, 30)) == [
        inside.id,
        later_day.id,
        after.id,
    ]


def test_open_disputes_are_listed_with_the_oldest_milk_first(history: History, ask: Ask) -> None:
    newer = history.delivery(date=MONDAY)
    older = history.delivery(date=MONDAY - timedelta(days=1))
    for delivery in (newer, older):
        history.dispute(delivery)
    assert [d.id for d in ask().deliveries.disputes().items] == [older.id, newer.id]
    history.resolve(older)
    assert [d.id for d in ask().deliveries.disputes().items] == [newer.id]


def test_the_farmers_note_is_nowhere_in_the_views(history: History, ask: Ask, tmp_path: object) -> None:
    history.dispute(history.delivery())
    views = ask()
    with views._store.reading() as look:
        rows = look.exec_driver_sql("SELECT * FROM delivery_disputes").fetchall()
    assert rows
    assert "The scale was wrong." not in str(rows)
    assert by().who in str(views.deliveries.page().items[0])


def test_milk_that_was_rejected_by_mistake_shows_its_price_once_corrected(history: History, ask: Ask) -> None:
    delivery = history.delivery(litres="10", rejection_reason="sour")
    history.correct(delivery, "10")
    found = ask().deliveries.get(delivery.id)
    assert (found.price_cents_per_litre, found.value_cents, found.unusual) == (4_500, 45_000, False)


def test_a_correction_to_litres_that_are_unusual_and_meant_is_flagged(history: History, ask: Ask) -> None:
    delivery = history.delivery(litres="10")
    history.correct(delivery, "100", usual="10", meant=True)
    assert ask().deliveries.get(delivery.id).unusual is True


def test_the_usual_litres_leave_out_the_delivery_that_is_being_corrected(history: History, ask: Ask) -> None:
    for number in range(5):
        history.delivery(litres="8", date=MONDAY - timedelta(days=number + 1))
    slip = history.delivery(litres="800")
    book = ask().deliveries
    assert book.usual_litres("0001", apart_from=slip.id) == 8
    assert book.usual_litres("0001") == 140
