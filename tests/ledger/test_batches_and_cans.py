"""A device's queue, and the claim that keeps one can from being recorded twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from imbuto.errors import (
    BadValue,
    DifferentContent,
    NoPrice,
    NotPermitted,
    ProbableDouble,
    Refusal,
    Unknown,
    UnusualLitres,
)
from imbuto.ledger import Ledger, Saved
from tests.ledger.examples import CLERK, DAY, MANAGER, NOW, by, opened, record, weighing

A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)


def kinds(outcomes: list[Saved | Refusal]) -> list[object]:
    """Per item: new, quiet, or the refusal's class."""
    return [("new" if o.new else "quiet") if isinstance(o, Saved) else type(o) for o in outcomes]


# ----------------------------------------------------------------------- cans


def test_a_second_weighing_of_member_date_and_shift_is_refused_and_names_the_first(
    either_dairy: Ledger,
) -> None:
    first = record(either_dairy, "8.5")
    with pytest.raises(ProbableDouble) as refusal:
        record(either_dairy, "8.5")
    assert refusal.value.details == {"earlier": str(first), "litres": "8.5", "recorded_by": "staff:S001"}


def test_another_can_is_allowed_when_it_is_said_to_be_one(either_dairy: Ledger) -> None:
    record(either_dairy)
    second = record(either_dairy, "4", another_can=True)
    third = record(either_dairy, "5", another_can=True)
    facts = [either_dairy.delivery(id).recorded for id in (second, third)]
    assert [fact.can for fact in facts if fact] == [2, 3]


def test_after_a_void_the_milk_is_recorded_anew(either_dairy: Ledger) -> None:
    either_dairy.void_delivery(record(either_dairy), "wrong litres", CLERK)
    assert either_dairy.delivery(record(either_dairy, "9")).litres == 9


@pytest.mark.parametrize("other", [{"shift": "PM"}, {"date": DAY - timedelta(days=1)}, {"member": "0002"}])
def test_another_shift_day_or_member_is_another_weighing(other: dict[str, object], dairy: Ledger) -> None:
    record(dairy)
    record(dairy, **other)  # type: ignore[arg-type]


def test_the_same_id_with_other_content_is_refused_by_the_name_of_the_field(either_dairy: Ledger) -> None:
    either_dairy.record_delivery(A, weighing("8.5"), CLERK)
    with pytest.raises(DifferentContent) as refusal:
        either_dairy.record_delivery(A, weighing("9.5", shift="PM"), CLERK)
    assert refusal.value.details["differs"] == {"litres": ["8.5", "9.5"], "shift": ["AM", "PM"]}
    assert "litres, shift" in refusal.value.sentence


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"member": "9999"}, Unknown),
        ({"centre": "NYE"}, Unknown),
        ({"date": date(2026, 11, 17)}, BadValue),
        ({"date": date(1999, 12, 31)}, BadValue),
        ({"date": date(2025, 12, 31)}, NoPrice),
        ({"happened_at": NOW + timedelta(minutes=11)}, BadValue),
        ({"litres": Decimal("NaN")}, BadValue),
    ],
)
def test_a_weighing_that_cannot_be_is_refused(
    changes: dict[str, object], refusal: type[Refusal], dairy: Ledger
) -> None:
    before = dairy.position()
    wrong = weighing(**{"litres": "8.5", **changes})  # type: ignore[arg-type]
    with pytest.raises(refusal):
        dairy.record_delivery(A, wrong, CLERK)
    assert kinds(dairy.record_deliveries([(A, wrong)], CLERK)) == [refusal]
    assert dairy.position() == before


def test_milk_of_this_nairobi_day_is_taken_while_it_is_still_yesterday_in_london(dairy: Ledger) -> None:
    just_after_midnight = by(at=datetime(2026, 11, 19, 21, 30, tzinfo=UTC))
    dairy.record_delivery(A, weighing(date=date(2026, 11, 20)), just_after_midnight)
    with pytest.raises(BadValue):
        dairy.record_delivery(B, weighing(date=date(2026, 11, 21)), just_after_midnight)


def test_rejected_milk_needs_no_price(dairy: Ledger) -> None:
    id = record(dairy, date=date(2025, 12, 31), rejection_reason="sour")
    assert dairy.delivery(id).value_cents == 0


def test_unusual_litres_must_be_meant(dairy: Ledger) -> None:
    with pytest.raises(UnusualLitres):
        dairy.record_delivery(A, weighing("85"), CLERK, usual_litres=Decimal("8.5"))
    dairy.record_delivery(A, weighing("85", meant=True), CLERK, usual_litres=Decimal("8.5"))


def test_a_suspended_members_milk_is_not_taken(dairy: Ledger) -> None:
    record(dairy)
    dairy.suspend_member("0001", "unpaid shares", MANAGER)
    with pytest.raises(NotPermitted):
        record(dairy, shift="PM")


def test_a_correction_of_rejected_milk_takes_the_price_of_the_day(dairy: Ledger) -> None:
    id = record(dairy, "8.5", rejection_reason="sour")
    dairy.correct_delivery(id, Decimal("8.5"), None, "the test was wrong", CLERK)
    assert dairy.delivery(id).value_cents == 38_250


# -------------------------------------------------------------------- batches


def test_each_item_of_a_batch_has_its_own_outcome_in_the_order_given(either_dairy: Ledger) -> None:
    known = record(either_dairy, shift="PM")
    outcomes = either_dairy.record_deliveries(
        [
            (A, weighing()),
            (B, weighing(member="9999")),
            (known, weighing(shift="PM")),
            (C, weighing(member="0002")),
            (uuid4(), weighing(shift="PM")),
            (A, weighing("9")),
        ],
        CLERK,
    )
    assert kinds(outcomes) == ["new", Unknown, "quiet", "new", ProbableDouble, DifferentContent]
    assert [o.id for o in outcomes if isinstance(o, Saved)] == [A, known, C]
    for outcome in outcomes:
        if isinstance(outcome, Saved):
            assert either_dairy.story(outcome.id)[-1][0] == outcome.position


def test_the_same_id_twice_in_a_batch_is_one_fact(either_dairy: Ledger) -> None:
    outcomes = either_dairy.record_deliveries(
        [(A, weighing()), (B, weighing(shift="PM")), (A, weighing())], CLERK
    )
    assert kinds(outcomes) == ["new", "new", "quiet"]
    assert len(either_dairy.story(A)) == 1


def test_the_same_can_twice_in_a_batch_is_recorded_once(either_dairy: Ledger) -> None:
    outcomes = either_dairy.record_deliveries(
        [(A, weighing()), (B, weighing()), (C, weighing("3", another_can=True))], CLERK
    )
    assert kinds(outcomes) == ["new", ProbableDouble, "new"]


def test_a_whole_batch_repeated_changes_nothing(either_dairy: Ledger) -> None:
    batch = [(uuid4(), weighing(date=DAY - timedelta(days=n))) for n in range(30)]
    first = either_dairy.record_deliveries(batch, CLERK)
    before = either_dairy.position()
    again = either_dairy.record_deliveries(batch, CLERK)
    assert (kinds(first), kinds(again)) == (["new"] * 30, ["quiet"] * 30)
    assert [(o.id, o.position) for o in again if isinstance(o, Saved)] == [
        (o.id, o.position) for o in first if isinstance(o, Saved)
    ]
    assert either_dairy.position() == before


def test_a_long_queue_is_taken_in_whole(dairy: Ledger) -> None:
    batch = [
        (uuid4(), weighing(date=DAY - timedelta(days=n // 2), shift=("AM", "PM")[n % 2])) for n in range(401)
    ]
    outcomes = dairy.record_deliveries(batch, CLERK)
    assert kinds(outcomes) == ["new"] * 401
    assert [o.id for o in outcomes if isinstance(o, Saved)] == [id for id, _ in batch]


def test_an_empty_queue_is_nothing(dairy: Ledger) -> None:
    assert dairy.record_deliveries([], CLERK) == []


def test_a_batch_of_which_another_wrote_a_part_is_taken_in_whole(
    either_dairy: Ledger, either: dict[str, str], tmp_path: object
) -> None:
    """Another process records between this one's look and its save."""

    class Overtaken(Ledger):
        def _record_plain(self, items, by, usual):  # type: ignore[no-untyped-def]
            taken = self.facts_recorder.claimed

            def look_and_be_overtaken(keys):  # type: ignore[no-untyped-def]
                found = taken(keys)
                self.facts_recorder.claimed = taken
                either_dairy.record_delivery(B, weighing(shift="PM"), CLERK)
                either_dairy.record_delivery(uuid4(), weighing(member="0002"), CLERK)
                return found

            self.facts_recorder.claimed = look_and_be_overtaken
            return super()._record_plain(items, by, usual)

    with opened(tmp_path, either, Overtaken) as slower:  # type: ignore[arg-type]
        batch = [(A, weighing()), (B, weighing(shift="PM")), (C, weighing(member="0002"))]
        assert kinds(slower.record_deliveries(batch, CLERK)) == ["new", "quiet", ProbableDouble]
