"""Standing charges, deduction rules and the law's caps: by two officials, and in force from day to day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import Cooperative
from imbuto.aggregates.charge_rules import StatutoryCap
from imbuto.aggregates.deductions import DeductionRules, KindCap
from imbuto.aggregates.standing_charges import StandingTerms
from imbuto.errors import BadValue, Contradiction, DifferentContent, SamePerson, Unknown, WrongState
from tests.aggregates.stories import news
from tests.ledger.examples import MANAGER, TREASURER

LORRY, LEVY, SOFT, HARD = (UUID(int=number) for number in (1, 2, 3, 4))
NOV, DEC = date(2026, 11, 1), date(2026, 12, 1)
RULES = DeductionRules(SOFT, Decimal(60), 50_000, (KindCap("transport", 200),))


def terms(**changes: Any) -> StandingTerms:
    usual: dict[str, Any] = {"kind": "transport", "text": "lorry", "basis": "litre", "rate": 150}
    return StandingTerms(**{**usual, "effective_from": NOV, **changes})


@pytest.fixture
def dairy() -> Cooperative:
    cooperative = Cooperative.found("Kiambaa Dairy", MANAGER)
    cooperative.open_centre("KIA", "Kiambaa", MANAGER)
    cooperative.add_creditor("KDB", "Dairy Board", "levy", TREASURER)
    cooperative.collect_events()
    return cooperative


def in_force(dairy: Cooperative, id: UUID = LORRY, **changes: Any) -> None:
    dairy.propose_standing_charge(id, terms(**changes), TREASURER)
    dairy.approve_standing_charge(id, MANAGER)


def test_a_standing_charge_holds_from_its_day_to_its_last(dairy: Cooperative) -> None:
    in_force(dairy)
    dairy.end_standing_charge(LORRY, date(2026, 12, 15), "own lorry", MANAGER)
    held = [bool(dairy.standing_on(day)) for day in (date(2026, 10, 31), NOV, date(2026, 12, 15))]
    assert held == [False, True, True]
    assert dairy.standing_on(date(2026, 12, 16)) == ()


def test_what_is_only_proposed_or_was_refused_is_not_in_force(dairy: Cooperative) -> None:
    dairy.propose_standing_charge(LORRY, terms(), TREASURER)
    assert dairy.standing_on(DEC) == ()
    dairy.refuse_standing_charge(LORRY, "too much", MANAGER)
    dairy.refuse_standing_charge(LORRY, "too much", MANAGER)
    assert dairy.standing_on(DEC) == ()
    with pytest.raises(WrongState, match="already refused"):
        dairy.approve_standing_charge(LORRY, MANAGER)
    with pytest.raises(WrongState, match="This standing charge is refused"):
        dairy.end_standing_charge(LORRY, DEC, "x", MANAGER)
    assert news(dairy) == ["standing_charge_proposed", "standing_charge_refused"]


def test_standing_charges_are_taken_in_order_with_all_their_terms(dairy: Cooperative) -> None:
    in_force(dairy, centre="KIA")
    in_force(dairy, LEVY, kind="levy", creditor="KDB", text="board", rate=20)
    first, second = dairy.standing_on(NOV)
    assert (first.kind, first.creditor, first.priority, first.centre) == ("levy", "KDB", 10, None)
    assert (second.kind, second.rate, second.basis, second.centre) == ("transport", 150, "litre", "KIA")
    assert second.position_order < first.position_order


@pytest.mark.parametrize(
    ("change", "kind", "sentence"),
    [
        ({"kind": "loan"}, BadValue, "Nobody lends to everybody."),
        ({"kind": "sacco"}, BadValue, "A charge of kind sacco is owed to somebody."),
        ({"basis": "share"}, BadValue, "A standing charge is taken by the litre or by the run."),
        ({"rate": 0}, BadValue, "This rate cannot be meant."),
        ({"creditor": "NOBODY"}, Unknown, "There is no creditor NOBODY."),
        ({"centre": "NYE"}, Unknown, "There is no centre NYE."),
    ],
)
def test_a_standing_charge_that_cannot_be_meant_is_refused(
    dairy: Cooperative, change: dict[str, Any], kind: type[Exception], sentence: str
) -> None:
    with pytest.raises(kind) as refusal:
        dairy.propose_standing_charge(LORRY, terms(**change), TREASURER)
    assert str(refusal.value).startswith(sentence)


def test_nobody_approves_the_own_standing_charge_or_rules(dairy: Cooperative) -> None:
    dairy.propose_standing_charge(LORRY, terms(), TREASURER)
    dairy.propose_deduction_rules(RULES, NOV, TREASURER)
    with pytest.raises(SamePerson):
        dairy.approve_standing_charge(LORRY, TREASURER)
    with pytest.raises(SamePerson):
        dairy.approve_deduction_rules(SOFT, TREASURER)


def test_the_latest_approved_rules_are_in_force_and_of_one_day_the_last_proposed(dairy: Cooperative) -> None:
    hard = replace(RULES, rules_id=HARD, max_share_percent=Decimal(30))
    for rules, day in ((RULES, NOV), (hard, DEC)):
        dairy.propose_deduction_rules(rules, day, TREASURER)
        assert dairy.deduction_rules_on(day) != rules
        dairy.approve_deduction_rules(rules.rules_id, MANAGER)
    assert dairy.deduction_rules_on(date(2026, 10, 31)) is None
    assert dairy.deduction_rules_on(date(2026, 11, 30)) == RULES
    assert dairy.deduction_rules_on(DEC) == hard
    mended = replace(hard, rules_id=UUID(int=5), minimum_take_home_cents=0)
    dairy.propose_deduction_rules(mended, DEC, TREASURER)
    dairy.approve_deduction_rules(mended.rules_id, MANAGER)
    assert dairy.deduction_rules_on(DEC) == mended


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"max_share_percent": Decimal(0)}, "A share is more than 0 and at most 100 percent"),
        ({"max_share_percent": Decimal("33.333")}, "A share is more than 0 and at most 100 percent"),
        ({"minimum_take_home_cents": -1}, "What must be left is KES 0 to 10,000,000."),
        ({"caps": (KindCap("milk", 1),)}, "This kind of charge is not known."),
        ({"caps": (KindCap("levy", -1),)}, "A cap is KES 0 to 1,000 a litre."),
        ({"caps": (KindCap("levy", 1), KindCap("levy", 2))}, "A kind has one cap."),
    ],
)
def test_rules_that_cannot_be_meant_are_refused(
    dairy: Cooperative, change: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(BadValue) as refusal:
        dairy.propose_deduction_rules(replace(RULES, **change), NOV, TREASURER)
    assert refusal.value.sentence.startswith(sentence)


def test_other_rules_under_the_same_id_are_refused(dairy: Cooperative) -> None:
    dairy.propose_deduction_rules(RULES, NOV, TREASURER)
    dairy.propose_deduction_rules(RULES, NOV, TREASURER)
    assert news(dairy) == ["deduction_rules_proposed"]
    with pytest.raises(DifferentContent) as refusal:
        dairy.propose_deduction_rules(replace(RULES, minimum_take_home_cents=1), DEC, TREASURER)
    assert set(refusal.value.details["differs"]) == {"minimum_take_home_cents", "effective_from"}


def test_a_creditor_has_one_name(dairy: Cooperative) -> None:
    dairy.add_creditor("KDB", "Dairy Board", "levy", TREASURER)
    assert news(dairy) == []
    with pytest.raises(Contradiction, match=r"Creditor KDB is Dairy Board \(levy\)"):
        dairy.add_creditor("KDB", "Another", "levy", TREASURER)
    with pytest.raises(BadValue, match="not a kind of creditor"):
        dairy.add_creditor("OWN", "Us", "shares", TREASURER)


def test_the_law_caps_by_day_and_kind(dairy: Cooperative) -> None:
    assert dairy.statutory_caps_on(date(2020, 1, 31)) == {}
    assert dairy.statutory_caps_on(NOV) == {"transport": 200, "levy": 320}
    later = StatutoryCap("transport", 300, DEC, "Board, 2026")
    dairy.set_statutory_cap(later, MANAGER)
    dairy.set_statutory_cap(later, MANAGER)
    assert dairy.statutory_caps_on(NOV)["transport"] == 200
    assert dairy.statutory_caps_on(DEC)["transport"] == 300
    assert news(dairy) == ["statutory_cap_set"]


def test_a_cap_is_passed_by_the_sum_of_the_charges_that_meet_on_one_litre(dairy: Cooperative) -> None:
    """1.50 everywhere + 0.50 at KIA = 2.00, the cap; one cent more is warned of."""
    in_force(dairy)
    assert dairy.cap_warnings("transport", 50, NOV, centre="KIA") == []
    [warning] = dairy.cap_warnings("transport", 51, NOV, centre="KIA")
    assert warning.startswith(
        "Charges of kind transport then take KES 2.01 a litre; the law's cap is KES 2.00."
    )
    assert dairy.cap_warnings("transport", 200, NOV, apart_from=LORRY) == []
    assert dairy.cap_warnings("vet", 5_000, NOV) == []
