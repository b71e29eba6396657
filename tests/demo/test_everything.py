"""The demo shows the whole of a cooperative's month: quality, prices, charges, savings, books, the cooler."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from imbuto.bootstrap import Parts
from imbuto.demo import dues, house
from imbuto.demo.desk import BONUS_CENTRE
from imbuto.ledger import CHARGE_KINDS
from imbuto.values import By, Period, derive_id
from tests.demo.conftest import TODAY, empty_house

SECOND, THIRD = Period.parse("2026-10-B"), Period.parse("2026-11-A")
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture(scope="module")
def facts(demo: Parts) -> list[object]:
    end = demo.ledger.position()
    return [fact for after in range(0, end, 5000) for _, fact in demo.ledger.facts(after, 5000)]


def of(facts: list[object], topic: str) -> list[object]:
    return [fact for fact in facts if topic == fact.TOPIC]  # type: ignore[attr-defined]


# ------------------------------------------------------------------ milk


def test_milk_is_graded_by_approved_limits_since_the_third_period(facts: list[object]) -> None:
    milk = of(facts, "delivery.recorded")
    grades = Counter((fact.date >= THIRD.start, fact.grade) for fact in milk)  # type: ignore[attr-defined]
    assert {grade for since, grade in grades if not since} == {None}
    assert grades[True, "A"] > 1000
    assert 20 < grades[True, "B"] < grades[True, "A"] // 5


def test_prices_are_by_grade_and_at_the_far_centre_by_fat_and_solids(facts: list[object]) -> None:
    rules = {fact.price_rule for fact in of(facts, "delivery.recorded")}  # type: ignore[attr-defined]
    assert "flat 48.00; grade B -2.00" in rules
    assert any(rule.startswith("fat ") for rule in rules)


def test_one_centre_weighs_kilograms_and_another_shares_cans(facts: list[object]) -> None:
    milk = of(facts, "delivery.recorded")
    weighed = {fact.centre for fact in milk if fact.kilograms}  # type: ignore[attr-defined]
    assert weighed == {house.WEIGHED_IN_KILOGRAMS}
    assert all(fact.litres > 0 for fact in milk)  # type: ignore[attr-defined]
    shared = {(fact.centre, fact.container) for fact in milk if fact.container}  # type: ignore[attr-defined]
    assert shared == {("C1", f"K{number}") for number in range(1, 5)}
    assert {fact.route for fact in milk} == {None, "R1", "R2"}  # type: ignore[attr-defined]


def test_a_sample_of_a_can_is_traced_to_the_few_who_share_it(demo: Parts) -> None:
    day = YESTERDAY - timedelta(days=2)
    (sample,) = demo.views.samples.page("C1", "K1").items
    cans = {can.container: can for can in demo.views.variance.cans("C1", day, "AM")}
    assert sample.day == day
    assert 1 <= len(cans["K1"].pours) == sample.deliveries <= 5
    assert sample.change_cents < 0
    graded = [demo.views.deliveries.get(pour.delivery).grade for pour in cans["K1"].pours]
    assert set(graded) == {"B"}


def test_the_cooler_has_one_open_alarm_and_one_explained(demo: Parts) -> None:
    found = demo.views.variance.alarms(THIRD.start, YESTERDAY, TODAY)
    assert [(one.day, one.centre, one.state) for one in found] == [
        (YESTERDAY, "C4", "open"),
        (YESTERDAY - timedelta(days=3), "C2", "explained"),
    ]
    assert found[1].who == house.MANAGER


# ------------------------------------------------------------------ money


def test_there_is_a_charge_of_every_kind(demo: Parts) -> None:
    made = {row.kind for row in demo.views.charges.kinds()}
    everybodys = {charge.terms.kind for charge in demo.ledger.cooperative().standing_charges.values()}
    assert made | everybodys == set(CHARGE_KINDS)


def test_the_second_run_took_its_part_and_the_sacco_has_it(demo: Parts) -> None:
    run = demo.ledger.cooperative().last_approved_run
    assert run is not None
    statements = demo.views.settlements.statements(run.id, limit=200).items
    assert sum(one.deductions_cents for one in statements) > 0
    assert sum(one.saved_cents for one in statements) > 0
    count, cents = demo.views.charges.collected_sum(dues.REMITTED, run.id)
    assert count == 2
    assert demo.views.charges.creditor(dues.REMITTED).remitted_cents == cents


def test_what_cannot_be_taken_is_carried_in_sight(demo: Parts) -> None:
    (mixer,) = [
        charge
        for charge in demo.views.charges.page(member=dues.OWES_MORE_THAN_MILK).items
        if charge.kind == "agrovet"
    ]
    assert 0 < mixer.taken_cents < 6_000_000


def test_each_money_paper_was_decided_by_another_than_its_proposer(facts: list[object]) -> None:
    for kind in ("voucher", "adjustment", "price_difference"):
        proposed = {fact.originator_id: fact.who for fact in of(facts, f"{kind}.proposed")}  # type: ignore[attr-defined]
        approved = {fact.originator_id: fact.who for fact in of(facts, f"{kind}.approved")}  # type: ignore[attr-defined]
        assert approved
        assert all(proposed[id] != who for id, who in approved.items())


def test_a_voucher_an_adjustment_and_a_write_off_wait_for_a_manager(demo: Parts) -> None:
    assert demo.ledger.voucher(derive_id("demo-voucher", "bank-charges")).state == "proposed"
    assert demo.ledger.adjustment(derive_id("demo-adjustment", "0009")).state == "proposed"
    waiting = [charge for charge in demo.views.charges.page(limit=200).items if charge.proposed_change]
    assert [charge.member for charge in waiting] == [dues.TO_BE_WRITTEN_OFF]


def test_a_bonus_reached_every_member_of_one_centre(demo: Parts, facts: list[object]) -> None:
    granted = {fact.member: fact.cents for fact in of(facts, "adjustment.granted")}  # type: ignore[attr-defined]
    assert set(granted) == {number for number in house.numbers() if house.centre_of(number) == BONUS_CENTRE}
    assert all(cents > 0 for cents in granted.values())


# ------------------------------------------------------------------ the visitor's own run


@pytest.fixture(scope="module")
def visited(demo: Parts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Parts, UUID]]:
    """A copy of the demo in which the third period's run is drawn, as the clock does when it is started."""
    folder = tmp_path_factory.mktemp("visited") / "data"
    shutil.copytree(Path(demo.settings.data), folder)
    with empty_house(folder) as parts:
        clock = By("job:clock", "job", "visit", demo.clock())
        run = parts.ledger.open_settlement(THIRD, clock).id
        parts.views.catch_up()
        parts.ledger.draw_statements(run, parts.views.settlements.drawable(run, "", 200), clock)
        parts.views.catch_up()
        yield parts, run


def test_the_next_run_has_everything_in_it(visited: tuple[Parts, UUID]) -> None:
    parts, run = visited
    drawn = parts.views.settlements.drawn_totals(run).totals
    assert drawn.statements == 120
    assert drawn.premium_cents > 0
    assert drawn.adjustments_cents > 9_000
    assert drawn.deductions_cents > 0
    assert drawn.saved_cents > 0
    came_in = drawn.milk_cents + drawn.adjustments_cents + drawn.premium_cents + drawn.carried_in_cents
    assert came_in == drawn.deductions_cents + drawn.saved_cents + drawn.net_cents + drawn.carried_out_cents


def test_who_is_paid_by_the_month_waits_for_its_end(visited: tuple[Parts, UUID]) -> None:
    parts, run = visited
    statements = {one.member: one for one in parts.views.settlements.statements(run, limit=200).items}
    for member in ("0003", "0004"):
        assert statements[member].net_cents == 0
        assert statements[member].carried_out_cents > 0
