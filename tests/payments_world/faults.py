"""What goes wrong on a payday, as scripts of the simulator: the faults that Imbuto promises to survive."""

from __future__ import annotations

from typing import Any

from tests.payments_world.hands import Odds

HOSTILE: dict[str, Any] = {
    "chances": {
        # Three sends in ten end in silence, half of them although M-Pesa took the payment.
        "timeout_before": 0.10,
        "closed_before": 0.045,
        "hang_before:25": 0.005,
        "timeout_after": 0.08,
        "closed_after": 0.055,
        "hang_after:25": 0.005,
        "error_after": 0.01,
        # One callback in ten comes twice or more, one in ten late, one in twenty never.
        "duplicate:2": 0.08,
        "duplicate:5": 0.02,
        "late:60000-10800000": 0.10,
        "lost": 0.05,
        "early": 0.05,
        "queue_timeout": 0.01,
        "queue_timeout:paid": 0.01,
        "shape:*": 0.10,
        # Throttling, and answers that are none.
        "refusal:500.003.02": 0.02,
        "refusal:500.003.03": 0.002,
        "throttled:30": 0.003,
        "html:503": 0.01,
        "envelope:500.001.1001": 0.01,
        "garbled_after": 0.01,
        "token_ended": 0.01,
        # Contradictions and forgeries.
        "contradict_before:2040": 0.01,
        "contradict_after:2040": 0.01,
        "paid_after": 0.01,
        "forged:*": 0.03,
        # Failures that are true.
        "result:2040": 0.02,
        "result:8": 0.01,
        "result:26": 0.01,
        "result:17": 0.01,
        "result:17/paid": 0.01,
        "slow:600000": 0.02,
        # Questions fare no better.
        "status.lost": 0.15,
        "status.late:60000-600000": 0.05,
        "status.says:Authorized": 0.03,
        "status.timeout_before": 0.05,
        "status.shape:*": 0.10,
        "balance.lost": 0.10,
        "balance.timeout_after": 0.05,
    }
}
ODDS = Odds(killed_before_call=5, killed_after_call=5, request_lost=10, answer_lost=10, from_a_stranger=10)
