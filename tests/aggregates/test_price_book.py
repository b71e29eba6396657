"""The cooperative's prices with their rules: which is in force where, and what it says of a run's volume."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from imbuto.aggregates import Cooperative
from imbuto.aggregates.deductions import Slab, SlabPrice
from imbuto.aggregates.price_rules import FLAT, GradeStep, PriceRules
from imbuto.errors import BadValue, Contradiction, NoPrice
from tests.ledger.examples import CLERK, MANAGER

P1, P2, P3 = UUID(int=1), UUID(int=2), UUID(int=3)
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
SLABS = PriceRules.of(slabs=[Slab(Decimal(500), 100)], text="Volume")
GRADED = PriceRules.of(grades=[GradeStep("B", -200)])


@pytest.fixture
def cooperative() -> Cooperative:
    found = Cooperative.found("Kiambaa Dairy", CLERK)
    for code in ("KIA", "LIM"):
        found.open_centre(code, code, CLERK)
    return found


def price(
    of: Cooperative, id: UUID, start: date, centre: str | None = None, rules: PriceRules = FLAT
) -> None:
    of.propose_price(id, centre, 4500, start, CLERK, rules)
    of.approve_price(id, MANAGER)


def test_milk_is_priced_by_the_rules_in_force_at_its_centre_on_its_day(cooperative: Cooperative) -> None:
    price(cooperative, P1, JANUARY)
    price(cooperative, P2, FEBRUARY, "KIA", GRADED)
    assert cooperative.priced("KIA", date(2026, 1, 31), "B").rule == "flat 45.00"
    assert cooperative.priced("KIA", FEBRUARY, "B").rule == "flat 45.00; grade B -2.00"
    assert cooperative.priced("LIM", FEBRUARY, "B").price_id == P1
    with pytest.raises(NoPrice):
        cooperative.priced("KIA", date(2025, 12, 31))


def test_of_two_prices_from_one_day_the_one_approved_last_holds(cooperative: Cooperative) -> None:
    for id, cents in ((P1, 4700), (P2, 4800)):
        cooperative.propose_price(id, None, cents, JANUARY, CLERK)
    cooperative.approve_price(P2, MANAGER)
    cooperative.approve_price(P1, MANAGER)
    assert cooperative.priced("KIA", JANUARY).price_id == P1


def test_the_volume_premium_in_force_is_the_latest_and_a_centres_own_comes_first(
    cooperative: Cooperative,
) -> None:
    price(cooperative, P1, JANUARY, rules=SLABS)
    general = SlabPrice(P1, None, "Volume", SLABS.slabs, "above")
    assert cooperative.slabs_on(date(2025, 12, 31)) == ()
    assert cooperative.slabs_on(JANUARY) == (general,)
    price(cooperative, P2, FEBRUARY, "KIA")
    assert cooperative.slabs_on(FEBRUARY) == (general, SlabPrice(P2, "KIA", "", (), "above"))
    price(cooperative, P3, FEBRUARY)
    assert cooperative.slabs_on(FEBRUARY) == ()


def test_a_proposal_with_other_rules_under_its_id_is_refused(cooperative: Cooperative) -> None:
    for _ in range(2):
        cooperative.propose_price(P1, None, 4500, JANUARY, CLERK, GRADED)
    with pytest.raises(Contradiction):
        cooperative.propose_price(P1, None, 4500, JANUARY, CLERK)


@pytest.mark.parametrize("grade", ["b", "Grade B", "F", "reject"])
def test_a_grade_that_no_limit_gives_is_not_priced(cooperative: Cooperative, grade: str) -> None:
    with pytest.raises(BadValue, match="There is no such grade"):
        price(cooperative, P1, JANUARY, rules=PriceRules.of(grades=[GradeStep(grade, -200)]))


def test_rules_that_nobody_can_mean_are_not_proposed(cooperative: Cooperative) -> None:
    with pytest.raises(BadValue):
        cooperative.propose_price(P1, None, 4500, JANUARY, CLERK, PriceRules.of(slab_way="below"))
    assert P1 not in cooperative.prices


def test_a_price_tells_who_decided_when_and_why_it_was_refused(cooperative: Cooperative) -> None:
    cooperative.propose_price(P1, None, 4500, JANUARY, CLERK)
    cooperative.refuse_price(P1, "too dear", MANAGER)
    refused = cooperative.price(P1)
    assert (refused.proposed_by, refused.decided_by, refused.refusal) == (CLERK.who, MANAGER.who, "too dear")
    assert (refused.proposed_at, refused.decided_at) == (CLERK.at, MANAGER.at)
