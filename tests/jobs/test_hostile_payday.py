"""Whole paydays under a hostile M-Pesa, in simulated time: nobody is paid twice, nothing paid is shown
failed, every phone has what its statements say, what M-Pesa never told is before people within a day.

A payday that fails is named by its seed. The same again, with everything that happens:
`./dev run python bench/payouts.py --payouts 24 --seed 7`
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from imbuto.aggregates import Payout
from imbuto.values import By
from tests.payments_world import checks, faults, officials
from tests.payments_world.payday import by
from tests.payments_world.world import World

PAYOUTS = 24
Begin = Callable[..., World]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 9))
def test_a_hostile_payday_ends_right(begin: Begin, seed: int) -> None:
    world = begin(seed, script=faults.HOSTILE, odds=faults.ODDS)
    assert world.run(), f"seed {seed}: {world.states()}"
    assert checks.broken(world) == [], f"seed {seed}"
    officials.decide_what_is_open(world)
    assert world.run(), f"seed {seed}: {world.states()}"
    assert checks.broken(world) == [], f"seed {seed}, after the officials decided"
    assert checks.believed_lies(checks.story(world)) == [], f"seed {seed}"


def test_without_trouble_all_are_paid(begin: Begin) -> None:
    world = begin(0)
    assert world.run(hours=1)
    assert world.states() == {"paid": PAYOUTS}
    assert checks.broken(world) == []


def test_a_payment_invented_after_an_unclear_result_is_not_believed(begin: Begin) -> None:
    world = begin(3, script={"chances": {"result:17": 0.5, "result:17/paid": 0.5, "paid_after": 1}})
    assert world.run(), world.states()
    assert checks.broken(world) == []
    assert checks.believed_lies(checks.story(world)) == []
    assert world.parts.views.payouts.work_sums()["contradicted"].count == world.states()["failed"]
    assert min(world.states()["paid"], world.states()["failed"]) > 0, world.states()


# ------------------------------------------------------------------ the world notices


def test_the_world_notices_a_new_id_while_the_outcome_is_unknown(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Silence is taken for failure, and what failed is tried again: then some are paid twice."""

    def fail(payout: Payout, code: str, reason: str, by: By) -> None:
        if payout.state in ("submitted", "accepted"):
            payout._fail(code, reason, "reply", by)

    monkeypatch.setattr(Payout, "lose_sight", fail)
    world = begin(0, script={"chances": {"timeout_after": 0.5, "lost": 1}})
    world.run(hours=2)
    for payout in failed(world):
        world.parts.ledger.retry_payout(payout, by("staff:T1", world.time.now()))
    world.run(hours=2)
    assert "nothing_is_paid_twice" in noticed(world)


def test_the_world_notices_that_a_callbacks_failure_is_believed(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    def believe(
        payout: Payout, attempt: UUID, code: str, reason: str, by: By, evidence: str = "callback"
    ) -> None:
        if attempt == payout.attempt_id and payout.state in ("submitted", "accepted", "outcome_unknown"):
            payout._fail(code, reason, evidence, by)

    monkeypatch.setattr(Payout, "fail", believe)
    world = begin(0, script={"chances": {"contradict_before:2040": 0.5}})
    world.run(hours=2)
    assert "nothing_shown_failed_was_paid" in noticed(world)


def failed(world: World) -> list[UUID]:
    return [one.id for one in world.parts.views.payouts.page(state="failed", limit=200).items]


def noticed(world: World) -> set[str]:
    return {sentence.partition(":")[0] for sentence in checks.broken(world)}
