"""What the tests of the till ask of a simulated payday."""

from __future__ import annotations

from typing import Any

from tests.payments_world import checks
from tests.payments_world.payday import by
from tests.payments_world.world import World

PAYOUTS = 24


def facts(world: World, kind: type) -> list[Any]:
    return [fact for _, fact in world.parts.ledger.facts(0, 100_000) if isinstance(fact, kind)]


def person(world: World, who: str = "staff:T1") -> Any:
    return by(who, world.time.now())


def resume(world: World, **how: Any) -> None:
    world.parts.ledger.resume_payments("mended", person(world), **how)


def all_paid(world: World) -> bool:
    world.run()
    world._sweep()  # what failed by our fault is tried again
    world.run()
    assert world.states() == {"paid": PAYOUTS}
    return checks.broken(world) == []
