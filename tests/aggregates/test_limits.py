"""Limits of good milk: each at its boundary, worked by hand; proposed by one, approved by another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import Cooperative
from imbuto.aggregates.limits import REJECT, Limit, assess, verdict
from imbuto.aggregates.limits_preset import KS_EAS_67, KS_EAS_67_FORMULA, KS_EAS_67_NAME, KS_EAS_67_TEXT
from imbuto.aggregates.quality import Figured, Readings, figured
from imbuto.errors import BadValue, DifferentContent, SamePerson, Unknown, WrongState
from tests.aggregates.stories import LIMITS, news, recorded
from tests.ledger.examples import CLERK, DAY, MANAGER, by, weighing

SET, OTHER = UUID(int=21), UUID(int=22)

BOUNDARIES: list[tuple[dict[str, Any], str, str | None]] = [
    # readings                                                          grade, rejected because
    ({}, "A", None),
    ({"organoleptic": "good", "alcohol": "negative", "antibiotic": "negative"}, "A", None),
    ({"organoleptic": "bad"}, "A", "bad smell, look or taste"),
    ({"alcohol": "positive"}, "A", "alcohol test positive"),
    ({"antibiotic": "positive"}, "A", "antibiotics found"),
    ({"density": Decimal("1.026")}, "A", None),
    ({"density": Decimal("1.0259")}, "A", "density under 1.026, water added"),
    ({"density": Decimal("1.032")}, "A", None),
    ({"density": Decimal("1.0321")}, "A", "density over 1.032"),
    ({"lactometer": Decimal("26"), "temperature_c": Decimal("20")}, "A", None),  # CLR 26.00, density 1.0260
    (
        {"lactometer": Decimal("26"), "temperature_c": Decimal("19.5")},
        "A",
        "density under 1.026, water added",
    ),
    # 26 − 0.2 × 0.5 = 25.9; 1.0259
    ({"lactometer": Decimal("24.9"), "temperature_c": Decimal("26"), "density": Decimal("1.02")}, "A", None),
    # 24.9 + 1.2 = 26.1; 1.0261: the corrected density counts, not the one that was given
    ({"lactometer": Decimal("24.9")}, "A", None),  # without a temperature nothing is known
    ({"fat_percent": Decimal("3.25")}, "A", None),
    ({"fat_percent": Decimal("3.24")}, "B", None),
    ({"snf_percent": Decimal("8.5")}, "A", None),
    ({"snf_percent": Decimal("8.49")}, "B", None),
    (
        {"lactometer": Decimal("30"), "temperature_c": Decimal("20"), "fat_percent": Decimal("3.5")},
        "A",
        None,
    ),  # SNF 8.56
    (
        {"lactometer": Decimal("29.7"), "temperature_c": Decimal("20"), "fat_percent": Decimal("3.5")},
        "B",
        None,
    ),
    # SNF 7.425 + 0.7 + 0.36 = 8.485 → 8.48
    ({"resazurin": 4}, "A", None),
    ({"resazurin": 3}, "B", None),
    ({"resazurin": 1}, "B", None),
    ({"resazurin": 0}, "B", "resazurin 0"),
    ({"plate_count": 200_000}, "A", None),
    ({"plate_count": 200_001}, "B", None),
    ({"plate_count": 1_000_000}, "B", None),
    ({"plate_count": 1_000_001}, "C", None),
    ({"plate_count": 2_000_000}, "C", None),
    ({"plate_count": 2_000_001}, "C", "plate count over 2,000,000"),
    ({"fat_percent": Decimal("3"), "plate_count": 1_500_000}, "C", None),  # the worst grade of all that fail
    ({"alcohol": "positive", "organoleptic": "bad"}, "A", "bad smell, look or taste; alcohol test positive"),
]


@pytest.mark.parametrize(("read", "grade", "rejected"), BOUNDARIES)
def test_the_preset_at_each_of_its_boundaries(read: dict[str, Any], grade: str, rejected: str | None) -> None:
    readings = Readings(**read)
    found = assess(readings, figured(readings, KS_EAS_67_FORMULA), KS_EAS_67)
    assert (found.grade, found.rejection_reason) == (grade, rejected)


def test_the_reason_of_a_grade_names_what_earned_it_and_not_what_was_less_bad() -> None:
    readings = Readings(fat_percent=Decimal(3), plate_count=1_500_000)
    assert verdict(readings, LIMITS).judged == "plate count over 1,000,000"
    assert (
        verdict(Readings(fat_percent=Decimal(3), resazurin=2), LIMITS).judged
        == "fat under 3.25%; resazurin under 4"
    )
    assert verdict(Readings(fat_percent=Decimal(4)), LIMITS).judged is None


def test_a_limit_has_two_bounds_or_one() -> None:
    between = Limit("temperature_c", Decimal(2), Decimal(10), None, "D", "too warm or frozen")
    assert [between.fails(Decimal(value)) for value in ("1.99", "2", "10", "10.01")] == [
        True,
        False,
        False,
        True,
    ]
    assert assess(Readings(temperature_c=Decimal(11)), Figured(), (between,)).grade == "D"


def test_the_preset_says_that_it_must_be_verified() -> None:
    assert "verify" in KS_EAS_67_NAME
    assert KS_EAS_67_TEXT.startswith("Verify each figure")
    for limit in KS_EAS_67:
        limit.require_plausible()


# ------------------------------------------------------------------ what it makes of milk


def test_milk_that_the_limits_reject_is_recorded_and_worth_nothing() -> None:
    (fact,) = recorded("8.5", limits=LIMITS, alcohol="positive").collect_events()
    assert (fact.litres, fact.value_cents, fact.price_id, fact.price_rule) == (Decimal("8.5"), 0, None, "")
    assert fact.rejection_reason == fact.judged == "alcohol test positive"
    assert (fact.limits_id, fact.limits_reject, fact.grade) == (LIMITS.id, True, "A")


def test_a_lower_grade_is_accepted_with_its_reason() -> None:
    (fact,) = recorded("8.5", limits=LIMITS, fat_percent=Decimal("3.1")).collect_events()
    assert (fact.grade, fact.judged, fact.rejection_reason) == ("B", "fat under 3.25%", None)
    assert (fact.value_cents, fact.price_rule) == (38_250, "flat")


def test_the_clerk_s_own_rejection_stands_beside_the_limits() -> None:
    (fact,) = recorded("8.5", limits=LIMITS, rejection_reason="dirty can").collect_events()
    assert (fact.rejection_reason, fact.judged, fact.grade) == ("dirty can", None, "A")
    (fact,) = recorded("8.5", limits=LIMITS, rejection_reason="sour", alcohol="positive").collect_events()
    assert (fact.rejection_reason, fact.judged) == ("sour", "alcohol test positive")


def test_without_limits_there_is_no_grade_and_nothing_is_computed() -> None:
    (fact,) = recorded(
        "8.5", lactometer=Decimal(20), temperature_c=Decimal(20), alcohol="positive"
    ).collect_events()
    assert (fact.grade, fact.limits_id, fact.formula, fact.corrected_density) == (None, None, None, None)
    assert (fact.rejection_reason, fact.value_cents) == (None, 38_250)


def test_kilograms_become_litres_by_the_corrected_density_before_the_one_given() -> None:
    read = {"lactometer": Decimal("27.5"), "temperature_c": Decimal(26), "density": Decimal("1.02")}
    (fact,) = recorded(None, limits=LIMITS, kilograms=Decimal("8.74"), **read).collect_events()
    # 1.0287, see the lactometer's table; 8.74 / 1.0287 = 8.4961… → 8.50
    assert (fact.density_used, fact.litres, fact.density) == (
        Decimal("1.0287"),
        Decimal("8.50"),
        Decimal("1.02"),
    )
    assert fact.formula == KS_EAS_67_FORMULA


def test_the_same_weighing_again_is_quiet_whatever_the_limits_made_of_it() -> None:
    changes = {
        "lactometer": Decimal("27.5"),
        "temperature_c": Decimal(26),
        "fat_percent": Decimal(4),
        "alcohol": "positive",
    }
    found = recorded(None, limits=LIMITS, kilograms=Decimal("8.74"), **changes)
    found.require_same_content(weighing(None, kilograms=Decimal("8.74"), **changes))
    for other in ({"rejection_reason": "sour"}, {"snf_percent": Decimal("8.4")}):
        with pytest.raises(DifferentContent):
            found.require_same_content(weighing(None, kilograms=Decimal("8.74"), **changes, **other))


# ------------------------------------------------------------------ proposed and approved


def cooperative() -> Cooperative:
    found = Cooperative.found("Kiambaa Dairy", CLERK)
    found.collect_events()
    return found


def propose(of: Cooperative, id: UUID = SET, day: date = DAY, **changes: Any) -> None:
    usual = {"name": "Ours", "formula": KS_EAS_67_FORMULA, "limits": KS_EAS_67}
    given = {**usual, **changes}
    of.propose_limits(id, given["name"], day, given["formula"], given["limits"], CLERK)


def test_limits_hold_from_their_day_on_once_another_approved_them() -> None:
    found = cooperative()
    propose(found)
    assert found.limits_on(DAY) is None
    found.approve_limits(SET, MANAGER)
    assert news(found) == ["limits_proposed", "limits_approved"]
    assert found.limits_on(DAY) == found.limit_set(SET)
    assert found.limits_on(date(2026, 1, 1)) is None


def test_nobody_approves_the_limits_they_proposed() -> None:
    found = cooperative()
    propose(found)
    with pytest.raises(SamePerson):
        found.approve_limits(SET, CLERK)


def test_of_two_sets_from_one_day_the_one_approved_last_holds_and_a_later_day_comes_first() -> None:
    found = cooperative()
    propose(found)
    propose(found, OTHER, name="Stricter")
    found.approve_limits(OTHER, MANAGER)
    found.approve_limits(SET, MANAGER)
    in_force = found.limits_on(DAY)
    assert in_force is not None
    assert in_force.id == SET
    propose(found, UUID(int=23), date(2026, 1, 1), name="Older")
    found.approve_limits(UUID(int=23), MANAGER)
    assert found.limits_on(DAY) == in_force


def test_a_repeated_proposal_approval_or_refusal_is_quiet_and_the_contrary_refused() -> None:
    found = cooperative()
    propose(found)
    propose(found)
    with pytest.raises(DifferentContent):
        propose(found, name="Others")
    found.refuse_limits(SET, "too strict", MANAGER)
    found.refuse_limits(SET, "too strict", MANAGER)
    assert news(found) == ["limits_proposed", "limits_refused"]
    with pytest.raises(WrongState):
        found.approve_limits(SET, MANAGER)
    with pytest.raises(Unknown):
        found.approve_limits(OTHER, by("staff:S009"))


@pytest.mark.parametrize(
    "limit",
    [
        Limit("colour", Decimal(1), None, None, REJECT, "why"),
        Limit("fat_percent", None, None, None, REJECT, "why"),
        Limit("fat_percent", Decimal(3), Decimal(2), None, REJECT, "why"),
        Limit("fat_percent", Decimal(3), None, "good", REJECT, "why"),
        Limit("alcohol", None, None, "good", REJECT, "why"),
        Limit("alcohol", Decimal(1), None, "negative", REJECT, "why"),
        Limit("alcohol", None, None, None, REJECT, "why"),
        Limit("fat_percent", Decimal(3), None, None, "A", "why"),
        Limit("fat_percent", Decimal(3), None, None, "perhaps", "why"),
        Limit("fat_percent", Decimal(3), None, None, "B", " "),
    ],
)
def test_a_limit_that_says_nothing_or_two_things_is_refused(limit: Limit) -> None:
    with pytest.raises(BadValue):
        propose(cooperative(), limits=(limit,))


@pytest.mark.parametrize("changes", [{"name": " "}, {"limits": ()}])
def test_a_set_without_a_name_or_limits_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        propose(cooperative(), **changes)
