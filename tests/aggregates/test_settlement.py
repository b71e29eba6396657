"""A pay run: opened after its period, prepared, approved by another person, completed or discarded."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from freezegun import freeze_time

from imbuto.aggregates import Settlement
from imbuto.aggregates.drawing import RunTerms
from imbuto.aggregates.settlement import RunTotals, settlement_id
from imbuto.errors import NotPermitted, SamePerson, WrongState
from imbuto.values import By, Period, utc_now
from tests.aggregates.stories import last, news
from tests.ledger.examples import CLERK, JOB, MANAGER, PERIOD, TREASURER, by

TERMS = RunTerms(PERIOD, 1000)
TOTALS = RunTotals(
    statements=2, milk_cents=100_050, carried_in_cents=0, net_cents=100_000, carried_out_cents=50
)


def run(state: str = "opened") -> Settlement:
    found = Settlement.open(settlement_id(PERIOD, 1), TERMS, 41, CLERK)
    if state != "opened":
        prepare(found)
    if state in ("approved", "completed"):
        found.approve(MANAGER)
    if state == "discarded":
        found.discard("wrong price", MANAGER)
    if state == "completed":
        found.complete(2, 100_000, 0, 0, JOB)
    assert found.state == state
    found.collect_events()
    return found


def prepare(found: Settlement, digest: str = "d", who: By = TREASURER) -> None:
    found.prepare(TOTALS, Decimal("22.23"), digest, who)


def without(*states: str) -> list[str]:
    return [s for s in ("opened", "prepared", "approved", "discarded", "completed") if s not in states]


@pytest.mark.parametrize(
    ("clock", "opens"),
    [
        ("2026-11-15T20:59:59Z", False),
        ("2026-11-15T21:00:00Z", True),  # midnight in Nairobi
        ("2026-11-10T12:00:00Z", False),
        ("2026-12-01T00:00:00Z", True),
    ],
)
def test_a_run_opens_once_its_period_has_ended_in_nairobi(clock: str, opens: bool) -> None:
    with freeze_time(clock):
        who = by("job:settle", utc_now())
        if opens:
            assert last(Settlement.open(UUID(int=1), TERMS, 41, who)).cutoff_position == 41
        else:
            with pytest.raises(WrongState):
                Settlement.open(UUID(int=1), TERMS, 41, who)


def test_each_attempt_at_a_period_has_an_id_of_its_own() -> None:
    ids = {settlement_id(Period.parse(code), n) for code in ("2026-11-A", "2026-11-B") for n in (1, 2)}
    assert len(ids) == 4


def test_a_run_is_prepared_once() -> None:
    found = run("opened")
    prepare(found)
    prepare(found)
    assert (news(found), found.state) == (["prepared"], "prepared")
    with pytest.raises(WrongState):
        prepare(found, "another digest")


@pytest.mark.parametrize("state", without("opened"))
def test_only_an_opened_run_is_prepared(state: str) -> None:
    with pytest.raises(WrongState):
        prepare(run(state), "another digest")


def test_approval_is_by_a_person_who_neither_opened_nor_prepared_it() -> None:
    found = run("prepared")
    for who in (CLERK, TREASURER):
        with pytest.raises(SamePerson):
            found.approve(who)
    with pytest.raises(NotPermitted):
        found.approve(JOB)
    found.approve(MANAGER)
    found.approve(MANAGER)
    assert news(found) == ["approved"]


@pytest.mark.parametrize("state", ["opened", "discarded"])
def test_only_a_prepared_run_is_approved(state: str) -> None:
    with pytest.raises(WrongState):
        run(state).approve(MANAGER)


@pytest.mark.parametrize("state", ["opened", "prepared"])
def test_a_run_is_discarded_once_and_before_approval(state: str) -> None:
    found = run(state)
    found.discard("wrong price", MANAGER)
    found.discard("wrong price", MANAGER)
    assert (news(found), found.state) == (["discarded"], "discarded")


@pytest.mark.parametrize("state", ["approved", "completed"])
def test_an_approved_run_is_not_discarded(state: str) -> None:
    with pytest.raises(WrongState):
        run(state).discard("too late", MANAGER)


def test_a_run_is_completed_again_when_its_figures_have_changed() -> None:
    """A payout that had failed was tried again, and arrived."""
    found = run("approved")
    for _ in range(2):
        found.complete(1, 50_000, 1, 50_000, JOB)
    for _ in range(2):
        found.complete(2, 100_000, 0, 0, JOB)
    facts = found.collect_events()
    assert [(fact.paid, fact.paid_cents, fact.failed) for fact in facts] == [(1, 50_000, 1), (2, 100_000, 0)]
    assert found.state == "completed"


def test_a_run_is_completed_once_and_only_after_approval() -> None:
    found = run("approved")
    found.complete(2, 100_000, 0, 0, JOB)
    found.complete(2, 100_000, 0, 0, JOB)
    assert news(found) == ["completed"]
    for state in without("approved"):
        other = run(state)
        other.complete(2, 100_000, 0, 0, JOB)
        assert news(other) == []
