"""Facts found by topic, thing, person and day, the newest first, without reading all there are.

A day is sought by halving: facts are recorded in the order of time, but for the seconds by which two
processes' clocks differ, so `MARGIN` positions more are looked at on both sides. Where few facts are found
in many, a question ends after `MOST_SCANNED` positions and says how far it came.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from imbuto.aggregates import FACTS, Fact
from imbuto.aggregates.cooperative import COOPERATIVE_ID
from imbuto.audit.about import names
from imbuto.ledger.looking_back import LookingBack, Stored
from imbuto.values import business_date, nairobi_midnight

MOST_SCANNED = 50_000
MARGIN = 1_000
END = 2**62
_RECORDED_AT = re.compile(rb'"recorded_at":"([^"]+)"')


@dataclass(frozen=True)
class Asked:
    """`topic` is a topic or a kind of thing; `things` are ids, None for all. `who` is a principal. Days are
    Nairobi's, both included, by when a fact was recorded. `before` is a position, excluded."""

    topic: str | None = None
    things: Sequence[UUID] | None = None
    who: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    before: int = END
    limit: int = 50

    @property
    def topics(self) -> tuple[str, ...]:
        """All that the topic stands for; empty for a word that is none."""
        wanted = self.topic or ""
        return tuple(one for one in FACTS if one == wanted or one.startswith(f"{wanted}."))


@dataclass(frozen=True)
class Found:
    """Facts, the newest first. Nothing from `scanned_to` on was left out; `next` is where to go on before,
    None at the end."""

    facts: list[tuple[Stored, Fact]]
    scanned_to: int
    next: int | None


def find(log: LookingBack, asked: Asked, most: int = MOST_SCANNED) -> Found:
    """Up to `limit` facts."""
    top = min(asked.before, log.position() + 1, _end_of(log, asked.last_day))
    bottom = _start_of(log, asked.first_day)
    if asked.topic is not None and not asked.topics:
        return Found([], bottom, None)
    floor = bottom if asked.things is not None else max(bottom, top - most)
    found: list[tuple[Stored, Fact]] = []
    for stored in _candidates(log, asked, top, floor):
        if (fact := _fitting(log, asked, stored)) is None:
            continue
        found.append((stored, fact))
        if len(found) == asked.limit:
            return Found(found, stored.id, stored.id if stored.id > bottom else None)
    return Found(found, floor, floor if floor > bottom else None)


def _candidates(log: LookingBack, asked: Asked, top: int, floor: int) -> Iterator[Stored]:
    ask = _question(log, asked, floor)
    while rows := ask(top):
        for stored in rows:
            if stored.id < floor:
                return
            yield stored
        top = rows[-1].id


def _question(log: LookingBack, asked: Asked, floor: int) -> Callable[[int], list[Stored]]:
    """The next facts below a position, as few at once as may do."""
    size = asked.limit + 1
    if asked.things is None:
        who = None if asked.who is None else _quoted(asked.who)
        topics = asked.topics if asked.topic else ()
        return lambda top: log.before(top, floor, size, topics, who)
    things = list(asked.things)
    if len(things) == 1 and not log.positions_of(things[0]):
        return lambda top: _naming(log, things[0], top, floor)
    return lambda top: log.newest_of(things, top, size)


def _naming(log: LookingBack, id: UUID, top: int, floor: int) -> list[Stored]:
    """All of the cooperative's facts about a price, limits or rules."""
    own = log.newest_of([COOPERATIVE_ID], top, END)
    return [stored for stored in own if stored.id >= floor and names(log.opened(stored), id)]


def _fitting(log: LookingBack, asked: Asked, stored: Stored) -> Fact | None:
    """The fact, opened, if it is one that is asked for. Who and when are read in the stored text first:
    opening is what costs."""
    if asked.topic is not None and stored.topic not in asked.topics:
        return None
    if asked.who is not None and _quoted(asked.who) not in stored.state:
        return None
    day = business_date(_recorded_at(stored))
    if not (asked.first_day or day) <= day <= (asked.last_day or day):
        return None
    fact = log.opened(stored)
    return fact if asked.who in (None, fact.who) else None


def _quoted(who: str) -> bytes:
    return json.dumps(who, ensure_ascii=False).encode(errors="replace")


def _start_of(log: LookingBack, day: date | None) -> int:
    return 1 if day is None else max(_sought(log, nairobi_midnight(day)) - MARGIN, 1)


def _end_of(log: LookingBack, day: date | None) -> int:
    return END if day is None else _sought(log, nairobi_midnight(day + timedelta(days=1))) + MARGIN


def _sought(log: LookingBack, instant: datetime) -> int:
    """The first position at which something was recorded at that instant or later; behind the last one where
    nothing was."""
    low, high = 1, log.position() + 1
    while low < high:
        middle = (low + high) // 2
        behind = log.behind(middle - 1, 1)
        if behind and _recorded_at(behind[0]) < instant:
            low = behind[0].id + 1
        else:
            high = middle
    return low


def _recorded_at(stored: Stored) -> datetime:
    """It stands first in what is stored of every fact; a quote inside another text has a stroke before it."""
    found = _RECORDED_AT.search(stored.state)
    assert found is not None
    return datetime.fromisoformat(found[1].decode())
