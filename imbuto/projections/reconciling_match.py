"""Which line of a statement is of which attempt: by the id of its conversation, else by how it looks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from imbuto.projections.reconciling_rows import UNKNOWN, Booked, Interval, Line, Sent

CLOCKS = timedelta(minutes=5)
"""So far M-Pesa's clock and ours may be apart."""
LATEST = timedelta(days=3)
"""So long after its sending a payment may be completed, and still be known by amount and number."""
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
Look = tuple[int, str | None]


class Attempts:
    """All attempts, found by id and by look; one that a line was recognised as is not found again."""

    def __init__(self, sent: Iterable[Sent]) -> None:
        self._by_look: dict[Look, list[Sent]] = defaultdict(list)
        self._by_id: dict[str, list[Sent]] = defaultdict(list)
        self._recognised: set[tuple[object, int]] = set()
        for one in sent:
            self._by_look[one.amount_cents, one.last_digits].append(one)
            for id in one.ids:
                self._by_id[id].append(one)

    def recognise(self, line: Line, states: Sequence[str]) -> Sent | None:
        """The attempt in one of these states that the line is most likely of: open ones first, then in the
        order of the states, then the one sent nearest to it."""
        found = [one for one in self._candidates(line) if one.state in states and not self.is_recognised(one)]
        fitting = [one for one in found if is_named(line, one)] or [
            one for one in found if looks_like(line, one)
        ]
        chosen = min(fitting, key=lambda one: _nearness(line, one, states), default=None)
        if chosen:
            self._recognised.add((chosen.payout, chosen.attempt))
        return chosen

    def is_recognised(self, one: Sent) -> bool:
        return (one.payout, one.attempt) in self._recognised

    def _candidates(self, line: Line) -> Iterator[Sent]:
        if line.conversation:
            yield from self._by_id.get(line.conversation.lower(), [])
        if line.last_digits:
            yield from self._by_look.get((line.cents, line.last_digits), [])


class Lines:
    """Payment lines by their look and conversation, to see whether an attempt is among them."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._by_look: dict[Look, list[Line]] = defaultdict(list)
        self._named: set[str] = set()
        for line in lines:
            self._by_look[line.cents, line.last_digits].append(line)
            if line.conversation:
                self._named.add(line.conversation.lower())

    def may_have(self, one: Sent) -> bool:
        if self._named & one.ids:
            return True
        return any(
            looks_like(line, one) for line in self._by_look.get((one.amount_cents, one.last_digits), [])
        )


def is_named(line: Line, one: Sent) -> bool:
    return line.conversation is not None and line.conversation.lower() in one.ids


def looks_like(line: Line, one: Sent) -> bool:
    """The amount, the digits and the time fit. What was not sent yet fits whenever it may have been paid."""
    if line.cents != one.amount_cents or not line.last_digits or line.last_digits != one.last_digits:
        return False
    return one.sent_at is None or one.sent_at - CLOCKS <= line.at <= one.sent_at + LATEST


def _nearness(line: Line, one: Sent, states: Sequence[str]) -> tuple[int, timedelta, str]:
    rank = 0 if one.state in UNKNOWN else states.index(one.state)
    return rank, abs(line.at - one.sent_at) if one.sent_at else LATEST, str(one.payout)


# ---------------------------------------------------------------------- lines


def latest(lines: Sequence[Line]) -> list[Line]:
    """Each line once: what an older statement says about a receipt, a newer one has replaced. `lines` come in
    the order in which the statements were brought in."""
    newest = {(line.receipt, line.kind): line.statement for line in lines}
    return [line for line in lines if newest[line.receipt, line.kind] == line.statement]


def by_receipt(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Lines by their receipt; a fee by that of its payment."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[(line.linked if line.kind == "fee" else None) or line.receipt].append(line)
    return dict(found)


def is_covered(covered: Sequence[Interval], begins: datetime, ends: datetime) -> bool:
    """Whether statements cover all of it, end to end; a minute between two of them is no gap."""
    reached = begins - MINUTE
    for first, last in sorted(covered):
        if first > reached + MINUTE:
            break
        reached = max(reached, last)
    return reached >= ends


def take_booked(line: Line, booked: list[Booked]) -> bool:
    """Whether the books have it: by its receipt, else by its amount within a day. Each entry serves once."""
    cents = line.paid_in_cents - line.withdrawn_cents
    fitting = [one for one in booked if one.receipt and one.receipt.upper() == line.receipt] or [
        one for one in booked if one.cents == cents and abs(one.at - line.at) <= DAY
    ]
    if fitting:
        booked.remove(fitting[0])
    return bool(fitting)
