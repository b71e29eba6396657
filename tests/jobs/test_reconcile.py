"""A payday with faults, in simulated time, beside the statement that M-Pesa's own side prints of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest

from imbuto.imports import read_portal, table_of
from imbuto.jobs import reconcile
from imbuto.projections.reconciliation import bounds_of
from imbuto.values import By, business_date
from tests.payments_world import checks
from tests.payments_world.virtual_time import START
from tests.payments_world.world import World


def bring_in(world: World, text: str | None = None) -> str:
    """The statement of the account that pays, of the payday and the day after, as the simulator prints it."""
    begins, _ = bounds_of(business_date(world.time.now()) - timedelta(days=3))
    asked = f"from={quote(begins.isoformat())}&until={quote(world.time.now().isoformat())}"
    printed = text or world.gateway.test_client().get(f"/control/statement.csv?{asked}").text
    reading = read_portal(table_of("portal.csv", printed.encode()), now=world.time.now())
    assert reading.rows.problems == ()
    by = By("staff:T1", "office", "test", world.time.now())
    world.parts.ledger.import_portal_statement(reading.file("d" * 64), by)
    return printed


@pytest.mark.parametrize("seed", [7])
def test_a_payday_and_m_pesas_statement_of_it_agree(begin: Callable[..., World], seed: int) -> None:
    world = begin(seed, payouts=12)
    assert world.run()
    bring_in(world)
    kinds = set()
    days = {
        business_date(fact.recorded_at)
        for _, fact in world.parts.ledger.facts(0, 10_000)
        if fact.TOPIC == "payout.submitted"
    }
    matched = 0
    for day in sorted(days):
        found = world.parts.compare(day)
        kinds |= {one.kind for one in found.differences}
        matched += found.matched
    assert matched > 0
    assert matched == world.states()["paid"]
    assert kinds <= {"unbooked_line", "callback_held"}, kinds
    reconcile.reconcile_yesterday(world.parts, "")


def test_what_m_pesa_invented_first_is_not_on_its_statement(begin: Callable[..., World]) -> None:
    """No question would have told in time: the comparison finds each such payment, and only those."""
    world = begin(5, payouts=12, script={"chances": {"result:2040": 0.4, "lost": 1, "paid_after": 1}})
    assert world.run()
    lies = checks.believed_lies(checks.story(world))
    world.time.pass_to(world.time.now() + timedelta(hours=1))
    bring_in(world)
    found = world.parts.compare(business_date(START)).differences
    assert lies
    assert {one.id for one in lies} == {one.payout for one in found if one.kind == "not_on_statement"}
