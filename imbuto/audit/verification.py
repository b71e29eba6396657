"""Whether the ledger is whole: how many facts, no position missing, nothing that could change them."""

from __future__ import annotations

from dataclasses import dataclass

from imbuto.ledger.looking_back import LookingBack

MOST_GAPS = 100
HOW = (
    "Copy the facts and the keys while everything runs: `imbuto backup`. The rest works on the copy alone.",
    "Read every fact, amount and balance: `imbuto audit replay --events events.sqlite --keys keys.sqlite`.",
    "It draws each statement again from the facts, and its exit code is 3 where one differs.",
    "Read what is about one member alone: `imbuto audit replay --events events.sqlite --member 0042`.",
    "See one fact as it is stored: `imbuto audit event 4711 --events events.sqlite`.",
    "Fold every view anew from the first fact, and see what differs: `imbuto projections rebuild`.",
    "See how far each view has followed: `imbuto projections list`.",
    "Let another program add up the books: `imbuto books export`, then hledger or Beancount.",
)
"""How anybody checks it without us."""


@dataclass(frozen=True)
class Gap:
    """Positions at which nothing stands, both included."""

    first: int
    last: int


@dataclass(frozen=True)
class Whole:
    """What was found about the store of facts."""

    facts: int
    last_position: int
    gaps: list[Gap]
    triggers: bool


def verify(log: LookingBack) -> Whole:
    """Looks for at most `MOST_GAPS` gaps, and only where the count says that there are any."""
    facts, last = log.counted()
    gaps = log.gaps(MOST_GAPS) if facts != last else []
    return Whole(facts, last, [Gap(*gap) for gap in gaps], log.is_append_only())
