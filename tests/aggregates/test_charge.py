"""A charge is made with terms that can be meant and changed by two officials; a refusal has its sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import Charge, Remittance
from imbuto.aggregates.charge_acts import ChargeChange, ChargePayment
from imbuto.aggregates.charge_terms import CHARGE_KINDS, PRIORITIES, ChargeTerms
from imbuto.aggregates.remittance import Collected, Handover
from imbuto.errors import BadValue, DifferentContent, Refusal, SamePerson, WrongState
from tests.aggregates.stories import last, news
from tests.ledger.examples import DAY, MANAGER, TREASURER

CHARGE = UUID(int=7)
CASH = ChargePayment(40_000, "cash", "R-1", DAY)
EXTENSION = ChargeChange(change="extend", reason="drought", basis="run", rate=5_000, starts=DAY)


def terms(**changes: Any) -> ChargeTerms:
    usual: dict[str, Any] = {"kind": "advance", "text": "fees", "amount_cents": 100_000, "basis": "all"}
    return ChargeTerms(**{**usual, "starts": DAY, **changes})


def charge(**changes: Any) -> Charge:
    """An advance of KES 1,000 as it stands right after it was made."""
    made = Charge.make(CHARGE, "0001", terms(**changes), TREASURER)
    made.collect_events()
    return made


def open_ended() -> Charge:
    return charge(kind="shares", amount_cents=None, basis="share", rate=500)


# ------------------------------------------------------------------ making

EACH_KIND: dict[str, tuple[dict[str, Any], int]] = {
    "levy": ({"amount_cents": None, "basis": "litre", "rate": 20, "creditor": "KDB"}, 10),
    "transport": ({"amount_cents": None, "basis": "litre", "rate": 150}, 15),
    "shares": ({"amount_cents": 1_000_000, "basis": "share", "rate": 500}, 20),
    "registration": ({"amount_cents": 50_000}, 22),
    "sacco": ({"amount_cents": None, "basis": "run", "rate": 50_000, "creditor": "UNITY"}, 25),
    "bank": ({"amount_cents": 5_000_000, "basis": "run", "rate": 250_000, "creditor": "KCB"}, 30),
    "insurance": ({"amount_cents": None, "basis": "run", "rate": 30_000, "creditor": "SHA"}, 35),
    "agrovet": ({"amount_cents": 85_000}, 40),
    "feed": ({"amount_cents": 420_000, "basis": "run", "rate": 140_000}, 45),
    "ai": ({"amount_cents": 150_000}, 50),
    "vet": ({"amount_cents": 120_000, "creditor": "DRMWANGI"}, 55),
    "advance": ({"amount_cents": 100_000}, 60),
    "loan": ({"amount_cents": 2_000_000, "basis": "run", "rate": 100_000}, 65),
    "other": ({"amount_cents": 10_000}, 70),
}
"""Each kind as a cooperative uses it, and its place in the order of taking."""


@pytest.mark.parametrize("kind", CHARGE_KINDS)
def test_each_kind_is_made_and_has_its_place_in_the_order_of_taking(kind: str) -> None:
    given, place = EACH_KIND[kind]
    made = Charge.make(CHARGE, "0001", terms(kind=kind, **given), TREASURER)
    fact = last(made)
    assert (fact.kind, fact.priority, fact.creditor) == (kind, place, given.get("creditor"))
    assert (fact.amount_cents, fact.basis) == (given["amount_cents"], given.get("basis", "all"))


def test_levies_come_first_then_savings_then_goods_then_the_cooperatives_own_loans() -> None:
    assert sorted(PRIORITIES, key=PRIORITIES.__getitem__) == list(EACH_KIND)
    assert terms(priority=1).order == 1


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"kind": "milk"}, "This kind of charge is not known."),
    ({"creditor": "UNITY"}, "A charge of kind advance is owed to the cooperative itself."),
    ({"kind": "bank"}, "A charge of kind bank is owed to somebody."),
    ({"text": " "}, "Write 1 to 120 characters."),
    ({"reference": ""}, "Write 1 to 60 characters."),
    ({"basis": "week"}, "This is not a way of taking."),
    ({"rate": 1}, "What is taken whole has no rate."),
    ({"basis": "run"}, "This rate cannot be meant."),
    ({"basis": "share", "rate": 10_001}, "This rate cannot be meant."),
    ({"priority": 0}, "A priority is 1 to 99."),
    ({"amount_cents": 0}, "An amount is KES 0.01 to 10,000,000."),
    ({"amount_cents": None}, "This charge needs an amount."),
    ({"amount_cents": None, "basis": "run", "rate": 1}, "This charge needs an amount."),
    ({"taken_before_cents": 1}, "Only a charge brought in from other books was taken in part before."),
    ({"opening": True, "taken_before_cents": 100_001}, "No more can have been taken before than the amount."),
]


@pytest.mark.parametrize(("change", "sentence"), REFUSED)
def test_terms_that_cannot_be_meant_are_refused(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadValue) as refusal:
        Charge.make(CHARGE, "0001", terms(**change), TREASURER)
    assert refusal.value.sentence == sentence


def test_other_content_under_the_same_id_names_what_differs_in_shillings() -> None:
    other = Charge.make(CHARGE, "0002", terms(amount_cents=100_050), TREASURER)
    with pytest.raises(DifferentContent) as refusal:
        charge().require_same_making(other)
    assert refusal.value.details["differs"] == {
        "member": ["0001", "0002"], "amount_cents": ["1000.00", "1000.50"],
    }  # fmt: skip


# --------------------------------------------------------- paid beside the milk


def test_what_is_outstanding_is_the_amount_less_all_that_went_off() -> None:
    """1,000.00 − 100.00 in other books − 400.00 in cash − 50.00 written off − 250.00 by runs = 200.00."""
    found = charge(opening=True, taken_before_cents=10_000)
    found.pay(CASH, 25_000, TREASURER)
    found.propose_change(ChargeChange(change="write-off", reason="drought", cents=5_000), TREASURER)
    found.approve_change("write-off", 25_000, MANAGER)
    assert found.outstanding_cents(25_000) == 20_000
    assert found.outstanding_cents(50_000) == -5_000
    assert open_ended().outstanding_cents(25_000) is None


def test_a_payment_is_quiet_when_it_comes_again_and_refused_when_it_is_another() -> None:
    found = charge()
    found.pay(CASH, 0, TREASURER)
    found.pay(CASH, 0, TREASURER)
    assert news(found) == ["paid"]
    with pytest.raises(DifferentContent) as refusal:
        found.pay(replace(CASH, how="mpesa"), 0, TREASURER)
    assert refusal.value.details["differs"] == {"how": ["cash", "mpesa"]}


PAYMENTS: list[tuple[dict[str, Any], int, type[Refusal], str]] = [
    ({"cents": 100_001}, 0, BadValue, "Only KES 1,000.00 of this charge is outstanding."),
    ({"cents": 40_001}, 60_000, BadValue, "Only KES 400.00 of this charge is outstanding."),
    ({}, 100_000, WrongState, "Nothing of this charge is outstanding."),
    ({}, 120_000, WrongState, "Nothing of this charge is outstanding."),
    ({"cents": 0}, 0, BadValue, "An amount is KES 0.01 to 10,000,000."),
    ({"how": "milk"}, 0, BadValue, "This is not a way of paying."),
    ({"reference": ""}, 0, BadValue, "Write 1 to 60 characters."),
    ({"day": TREASURER.at.date() + timedelta(days=1)}, 0, BadValue, "This day lies in the future."),
]


@pytest.mark.parametrize(("change", "taken", "kind", "sentence"), PAYMENTS)
def test_a_payment_that_cannot_be_is_refused(
    change: dict[str, Any], taken: int, kind: type[Refusal], sentence: str
) -> None:
    found = charge()
    with pytest.raises(kind) as refusal:
        found.pay(replace(CASH, **change), taken, TREASURER)
    assert refusal.value.sentence == sentence
    assert news(found) == []


def test_an_open_ended_charge_is_not_paid_off_nor_written_off_but_stopped() -> None:
    found = open_ended()
    with pytest.raises(WrongState, match="no amount that could be paid off"):
        found.pay(CASH, 0, TREASURER)
    with pytest.raises(WrongState, match="no amount that could be written off"):
        found.propose_change(ChargeChange(change="write-off", reason="moved"), TREASURER)
    with pytest.raises(BadValue, match="no amount to take whole"):
        found.propose_change(replace(EXTENSION, basis="all", rate=0), TREASURER)
    found.stop("left", TREASURER)
    found.stop("left", TREASURER)
    assert news(found) == ["stopped"]
    with pytest.raises(WrongState, match="This charge is stopped"):
        found.propose_change(EXTENSION, TREASURER)
    with pytest.raises(WrongState, match="ends when nothing remains"):
        charge().stop("enough", TREASURER)


def test_a_change_that_waits_when_the_charge_is_stopped_cannot_be_approved_any_more() -> None:
    found = open_ended()
    found.propose_change(EXTENSION, TREASURER)
    found.stop("left", TREASURER)
    with pytest.raises(WrongState):
        found.approve_change("extend", 0, MANAGER)
    assert news(found) == ["change_proposed", "stopped"]


# ------------------------------------------------------------------ changes


def test_an_extension_changes_how_the_rest_is_taken_and_no_amount() -> None:
    found = charge()
    found.propose_change(EXTENSION, TREASURER)
    found.approve_change("extend", 0, MANAGER)
    fact = last(found)
    assert (fact.change, fact.cents, fact.basis, fact.rate, fact.starts) == ("extend", 0, "run", 5_000, DAY)
    assert found.outstanding_cents(0) == 100_000


def test_without_an_amount_all_that_is_outstanding_when_it_is_approved_goes_off() -> None:
    found = charge()
    found.propose_change(ChargeChange(change="cancel", reason="twice"), TREASURER)
    found.pay(CASH, 0, TREASURER)
    found.approve_change("cancel", 25_000, MANAGER)
    assert last(found).cents == 35_000


CHANGES: list[tuple[ChargeChange, str]] = [
    (ChargeChange(change="forget", reason="x"), "This is not a change of a charge."),
    (ChargeChange(change="cancel", reason=" "), "Write 1 to 200 characters."),
    (ChargeChange(change="cancel", reason="x", cents=0), "An amount is KES 0.01 to 10,000,000."),
    (replace(EXTENSION, starts=None), "An extension says how and from when the rest is taken."),
    (replace(EXTENSION, cents=5), "An extension changes no amount."),
    (replace(EXTENSION, rate=0), "This rate cannot be meant."),
]


@pytest.mark.parametrize(("change", "sentence"), CHANGES)
def test_a_change_that_cannot_be_meant_is_refused(change: ChargeChange, sentence: str) -> None:
    with pytest.raises(BadValue) as refusal:
        charge().propose_change(change, TREASURER)
    assert refusal.value.sentence == sentence


def test_nobody_approves_the_own_proposal_nor_another_than_was_seen() -> None:
    found = charge()
    found.propose_change(EXTENSION, TREASURER)
    with pytest.raises(SamePerson):
        found.approve_change("extend", 0, TREASURER)
    with pytest.raises(WrongState, match="What is proposed is to extend"):
        found.approve_change("write-off", 0, MANAGER)


def test_a_write_off_over_what_is_outstanding_is_refused_at_its_approval() -> None:
    found = charge()
    found.propose_change(ChargeChange(change="write-off", reason="x", cents=60_000), TREASURER)
    with pytest.raises(BadValue, match=r"Only KES 500\.00 of this charge is outstanding"):
        found.approve_change("write-off", 50_000, MANAGER)
    with pytest.raises(WrongState, match="Nothing of this charge is outstanding"):
        found.approve_change("write-off", 100_000, MANAGER)


def test_a_later_proposal_takes_the_place_of_the_one_that_waits() -> None:
    found = charge()
    for change in (EXTENSION, EXTENSION, replace(EXTENSION, rate=6_000)):
        found.propose_change(change, TREASURER)
    assert news(found) == ["change_proposed", "change_proposed"]
    found.approve_change("extend", 0, MANAGER)
    found.approve_change("extend", 0, MANAGER)
    assert news(found) == ["change_approved"]
    with pytest.raises(WrongState, match="No change of this charge is proposed"):
        found.approve_change("cancel", 0, MANAGER)


def test_a_refused_change_is_over() -> None:
    found = charge()
    found.propose_change(EXTENSION, TREASURER)
    found.refuse_change("it can be paid", MANAGER)
    found.refuse_change("it can be paid", MANAGER)
    assert news(found) == ["change_proposed", "change_refused"]
    with pytest.raises(WrongState, match="No change of this charge is proposed"):
        found.refuse_change("another reason", MANAGER)


# ------------------------------------------------------------------ remittances


def test_a_remittance_is_no_more_than_what_is_owed_and_not_of_tomorrow() -> None:
    handover = Handover(creditor="UNITY", cents=50_000, how="bank", reference="EFT", day=DAY)
    paid = Remittance.pay(CHARGE, handover, Collected(80_000, 30_000, 0), TREASURER)
    assert last(paid).cents == 50_000
    with pytest.raises(BadValue, match=r"Only KES 499\.99 is collected for UNITY"):
        Remittance.pay(CHARGE, handover, Collected(80_000, 30_001, 0), TREASURER)
    with pytest.raises(BadValue, match=r"Only KES 0\.00 is collected"):
        Remittance.pay(CHARGE, handover, Collected(0, 30_001, 0), TREASURER)
    with pytest.raises(BadValue, match="This day lies in the future"):
        Remittance.pay(CHARGE, replace(handover, day=date(2026, 11, 17)), Collected(80_000, 0, 0), TREASURER)
    with pytest.raises(DifferentContent):
        paid.require_same_payment(replace(handover, how="cash"))
