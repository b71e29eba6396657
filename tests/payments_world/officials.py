"""The people of the payday: two of them decide, by M-Pesa's own statement, what nobody else may decide."""

from __future__ import annotations

from uuid import UUID

from tests.payments_world.checks import Moved, truth
from tests.payments_world.payday import by
from tests.payments_world.world import World

EVIDENCE = "M-Pesa's own statement of the shortcode, looked at by both"


def decide_what_is_open(world: World) -> int:
    """Two officials settle every payout that waits for people, by what M-Pesa truly did. Returns how many."""
    moved = {one.originator_id: one for one in truth(world)}
    decided = 0
    world.parts.views.catch_up()
    for id in _open(world):
        payout = world.parts.ledger.payout(id)
        of_payout = [moved[attempt] for attempt in _attempts(world, id) if attempt in moved]
        if payout.state == "paid" or payout.state in ("held", "needs_review", "failed"):
            _decide(world, id, payout.state, of_payout)
            decided += 1
    return decided


def _open(world: World) -> list[UUID]:
    """What is in review, held because of what M-Pesa said, or contradicted and not settled."""
    found = []
    for state in ("needs_review", "held", "failed", "paid"):
        cursor: str | None = None
        while True:
            page = world.parts.views.payouts.page(state=state, cursor=cursor, limit=200)
            found += [one.id for one in page.items if state == "needs_review" or one.contradictions]
            cursor = page.next
            if cursor is None:
                break
    return [id for id in found if _waits_for_people(world, id)]


def _waits_for_people(world: World, id: UUID) -> bool:
    payout = world.parts.ledger.payout(id)
    return payout.state == "needs_review" or bool(payout.doubts)


def _attempts(world: World, id: UUID) -> list[UUID]:
    payout = world.parts.ledger.payout(id)
    numbered = [payout.attempt_numbered(number) for number in range(1, payout.attempt + 1)]
    return [attempt for attempt in numbered if attempt is not None]


def _decide(world: World, id: UUID, state: str, moved: list[Moved]) -> None:
    ledger, now = world.parts.ledger, world.time.now()
    outcome, receipt = ("paid", moved[0].receipt) if moved else ("not_paid", None)
    if state == "paid":
        outcome, receipt = "stands", None
    ledger.propose_payout_outcome(id, outcome, receipt, EVIDENCE, by("staff:T1", now))
    ledger.approve_payout_outcome(id, outcome, receipt, by("staff:M1", now))
