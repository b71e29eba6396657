"""A process may be killed between any two lines: of every payment the phones and the books still agree."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.payments_world import checks, officials
from tests.payments_world.blade import Blade
from tests.payments_world.world import World

ROOMS = (
    "jobs/pay.py",
    "jobs/till_gate",
    "jobs/try_again",
    "ledger/payout",
    "ledger/till",
    "inbox/",
    "security/callback_book",
)
STEPS = {
    "send",
    "send_again",
    "ask",
    "submit_payout",
    "accept_payout",
    "ask_about_payout",
    "record_payment",
    "record_claim",
    "apply",
    "heed",
}
"""Some of the functions in which the blade must have fallen."""
TROUBLE = {
    "timeout_before": 0.15,
    "timeout_after": 0.15,
    "lost": 0.15,
    "contradict_before:2040": 0.1,
    "result:2040": 0.1,
    "refusal:500.003.02": 0.05,
    "status.lost": 0.1,
}


PAYDAYS = range(1, 9)


@pytest.mark.slow
def test_killed_once_at_every_line_all_ends_as_if_nobody_had_been_killed(begin: Callable[..., World]) -> None:
    """Each line of the rooms kills the first who comes to it; the parts are thrown away and opened again. How
    far a payment comes before M-Pesa's callback settles it is chance, so the same blade hangs over one payday
    after another until it has fallen in all steps."""
    blade = Blade(*ROOMS)
    for seed in PAYDAYS:
        world = begin(seed, payouts=10, script={"chances": TROUBLE})
        world.blade = blade
        all_ends_right(world)
        if blade.functions >= STEPS:
            break
    assert len(blade.fallen) > 250, "the blade did not fall"
    assert blade.functions >= STEPS, STEPS - blade.functions


def all_ends_right(world: World) -> None:
    assert world.run(), world.states()
    assert checks.broken(world) == []
    officials.decide_what_is_open(world)
    assert world.run(), world.states()
    assert checks.broken(world) == []
