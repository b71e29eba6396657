"""The cooperative's own decisions: founding, centres, prices by two officials, the calendar of pay runs."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from imbuto.aggregates import Cooperative
from imbuto.errors import (
    BadValue,
    Contradiction,
    DifferentContent,
    NoPrice,
    SamePerson,
    Unknown,
    WrongState,
)
from imbuto.values import Period
from tests.aggregates.stories import news
from tests.ledger.examples import CLERK, DAY, JOB, MANAGER, PERIOD

P1, P2, P3 = UUID(int=1), UUID(int=2), UUID(int=3)
R1, R2, R3 = UUID(int=11), UUID(int=12), UUID(int=13)
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


def cooperative() -> Cooperative:
    found = Cooperative.found("Kiambaa Dairy", CLERK)
    found.open_centre("KIA", "Kiambaa", CLERK)
    found.collect_events()
    return found


def price(of: Cooperative, id: UUID, cents: int, start: date = JANUARY, centre: str | None = None) -> None:
    of.propose_price(id, centre, cents, start, CLERK)
    of.approve_price(id, MANAGER)


# ------------------------------------------------------------------- founding


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("", {}),
        ("  ", {}),
        ("x" * 101, {}),
        ("Kiambaa", {"confirmation_hours": 0}),
        ("Kiambaa", {"confirmation_hours": 337}),
        ("Kiambaa", {"minimum_payable_cents": 999}),
    ],
)
def test_terms_that_cannot_be_meant_are_refused(name: str, terms: dict[str, int]) -> None:
    with pytest.raises(BadValue):
        Cooperative.found(name, CLERK, **terms)  # type: ignore[arg-type]


def test_the_same_founding_is_recognised_and_another_is_refused_by_name() -> None:
    found = cooperative()
    found.set_messaging(False, MANAGER)
    found.require_same_founding(Cooperative.found(" Kiambaa Dairy ", CLERK))
    with pytest.raises(DifferentContent) as refusal:
        found.require_same_founding(Cooperative.found("Kiambaa Dairy", CLERK, confirmation_hours=48))
    assert refusal.value.details["differs"] == {"confirmation_hours": ["72", "48"]}


def test_messaging_is_set_once() -> None:
    found = cooperative()
    found.set_messaging(False, MANAGER)
    found.set_messaging(False, MANAGER)
    assert (found.sms_receipts, news(found)) == (False, ["messaging_set"])


def test_statements_are_told_unless_they_are_switched_off_by_themselves() -> None:
    found = cooperative()
    assert found.sms_statements
    found.set_messaging(True, MANAGER, sms_statements=False)
    found.set_messaging(False, MANAGER)
    found.set_messaging(False, MANAGER, sms_statements=False)
    assert (found.sms_receipts, found.sms_statements, news(found)) == (False, False, ["messaging_set"] * 2)


# -------------------------------------------------------------------- centres


def test_a_centre_opens_once_and_its_code_is_not_given_twice() -> None:
    found = cooperative()
    found.open_centre("LIM", "Limuru", CLERK)
    found.open_centre("LIM", "Limuru", CLERK)
    assert news(found) == ["centre_opened"]
    with pytest.raises(Contradiction):
        found.open_centre("LIM", "Limuru Town", CLERK)


def test_what_a_centre_reads_of_the_milk_is_set_once_and_only_what_a_scale_can_read() -> None:
    found = cooperative()
    assert found.readings.get("KIA") is None
    found.set_readings("KIA", ["alcohol", "lactometer", "alcohol"], MANAGER)
    found.set_readings("KIA", ["lactometer", "alcohol"], MANAGER)
    assert found.readings == {"KIA": ("lactometer", "alcohol")}
    with pytest.raises(BadValue, match="not read at a scale"):
        found.set_readings("KIA", ["plate_count"], MANAGER)
    with pytest.raises(Unknown):
        found.set_readings("NYE", ["lactometer"], MANAGER)
    found.set_readings("KIA", [], MANAGER)
    assert news(found) == ["centre_readings_set"] * 2
    assert found.readings == {"KIA": ()}


def test_a_centre_that_never_opened_is_unknown() -> None:
    with pytest.raises(Unknown):
        cooperative().require_centre("NYE")
    with pytest.raises(Unknown):
        cooperative().propose_price(P1, "NYE", 4500, JANUARY, CLERK)


# --------------------------------------------------------------------- prices


def test_a_price_is_in_force_only_once_another_official_approved_it() -> None:
    found = cooperative()
    found.propose_price(P1, None, 4500, JANUARY, CLERK)
    with pytest.raises(NoPrice):
        found.price_on("KIA", DAY)
    with pytest.raises(SamePerson):
        found.approve_price(P1, CLERK)
    found.approve_price(P1, MANAGER)
    assert found.price_on("KIA", DAY).cents_per_litre == 4500


def test_proposing_approving_and_refusing_again_are_quiet() -> None:
    found = cooperative()
    for _ in range(2):
        price(found, P1, 4500)
        found.propose_price(P2, None, 4600, JANUARY, CLERK)
        found.refuse_price(P2, "too dear", MANAGER)
    assert news(found) == ["price_proposed", "price_approved", "price_proposed", "price_refused"]


def test_a_decided_price_is_not_decided_otherwise() -> None:
    found = cooperative()
    price(found, P1, 4500)
    with pytest.raises(WrongState):
        found.refuse_price(P1, "too dear", MANAGER)
    found.propose_price(P2, None, 4600, JANUARY, CLERK)
    found.refuse_price(P2, "too dear", MANAGER)
    with pytest.raises(WrongState):
        found.approve_price(P2, MANAGER)


def test_an_id_of_a_price_is_not_used_for_another() -> None:
    found = cooperative()
    price(found, P1, 4500)
    with pytest.raises(Contradiction):
        found.propose_price(P1, None, 4501, JANUARY, CLERK)


def test_a_price_nobody_proposed_is_unknown() -> None:
    with pytest.raises(Unknown):
        cooperative().approve_price(P1, MANAGER)
    with pytest.raises(Unknown):
        cooperative().refuse_price(P1, "too dear", MANAGER)


@pytest.mark.parametrize("cents", [0, -1, 100_001])
def test_a_price_out_of_reason_is_refused(cents: int) -> None:
    with pytest.raises(BadValue):
        cooperative().propose_price(P1, None, cents, JANUARY, CLERK)


def test_a_centres_own_price_comes_before_the_general_one_and_the_latest_counts() -> None:
    found = cooperative()
    found.open_centre("LIM", "Limuru", CLERK)
    price(found, P1, 4500, JANUARY)
    price(found, P2, 4700, FEBRUARY)
    price(found, P3, 4400, JANUARY, "KIA")
    assert found.price_on("LIM", date(2026, 1, 31)).id == P1
    assert found.price_on("LIM", date(2026, 2, 1)).id == P2
    assert found.price_on("KIA", date(2026, 2, 1)).id == P3
    with pytest.raises(NoPrice):
        found.price_on("KIA", date(2025, 12, 31))


def test_of_two_prices_of_one_day_the_later_decision_counts() -> None:
    found = cooperative()
    price(found, P1, 4500)
    price(found, P2, 4600)
    assert found.price_on("KIA", DAY).id == P2


# ------------------------------------------------------------------- pay runs


def test_one_run_is_open_at_a_time_and_in_the_order_of_the_periods() -> None:
    found = cooperative()
    found.open_run(R1, PERIOD, 100, JOB)
    with pytest.raises(WrongState):
        found.open_run(R2, PERIOD.next, 200, JOB)
    found.approve_run(R1, MANAGER)
    for closed in (PERIOD, PERIOD.previous):
        with pytest.raises(WrongState):
            found.open_run(R2, closed, 200, JOB)
    found.open_run(R2, PERIOD.next, 200, JOB)
    assert found.unfinished_run is not None
    assert found.unfinished_run.id == R2


def test_a_discarded_run_leaves_the_period_open() -> None:
    found = cooperative()
    found.open_run(R1, PERIOD, 100, JOB)
    found.discard_run(R1, MANAGER)
    assert (found.unfinished_run, found.last_approved_run) == (None, None)
    assert not found.has_closed(DAY, 1)
    found.open_run(R2, PERIOD, 120, JOB)
    assert news(found) == ["run_opened", "run_discarded", "run_opened"]


@pytest.mark.parametrize(
    ("day", "position", "closed"),
    [
        (PERIOD.end, 100, True),
        (PERIOD.end, 101, False),
        (PERIOD.next.start, 50, False),
        (Period.parse("2026-10-B").start, 99, True),
        (Period.parse("2026-10-B").start, 101, False),
    ],
)
def test_a_run_closes_what_is_dated_up_to_its_end_and_recorded_up_to_its_cut_off(
    day: date, position: int, closed: bool
) -> None:
    found = cooperative()
    found.open_run(R1, PERIOD, 100, JOB)
    assert found.has_closed(day, position) is closed
    assert found.may_have_closed(day) is (day <= PERIOD.end)
