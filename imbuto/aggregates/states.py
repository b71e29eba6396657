"""How a state is said in a sentence: as it is named, save where the name is no English."""

from __future__ import annotations

_IN_WORDS = {
    "outcome_unknown": "not answered by M-Pesa",
    "failure_reported": "said to have failed",
    "needs_review": "in review",
    "handed_over": "in a pay file",
    "submitted": "sent to M-Pesa",
    "accepted": "queued by M-Pesa",
}


def in_words(state: str) -> str:
    """What stands behind "this payout is" or "this top-up is"."""
    return _IN_WORDS.get(state, state)
