"""The story of one thing: its facts with what each changed, and how it stood on a day or at a position.

The facts come veiled, so that what a state is folded from is what may be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from imbuto.aggregates import Aggregate, Fact
from imbuto.audit.about import KINDS, PARTS
from imbuto.audit.readable import Readable, fields_of, label, state_of
from imbuto.values import business_date

Numbered = tuple[int, Fact]


@dataclass(frozen=True)
class Change:
    """A field that a fact changed, in words."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Step:
    """One fact of a story, and what it changed."""

    position: int
    fact: Fact
    changed: list[Change]


@dataclass(frozen=True)
class Since:
    """A field that is not any more what it was."""

    field: str
    then: str | None
    now: str | None


@dataclass(frozen=True)
class Standing:
    """How a thing stood after a fact, and what has changed since."""

    position: int
    fact: Fact
    fields: Readable
    since: list[Since]


def steps_of(kind: str, facts: Sequence[Numbered]) -> list[Step]:
    """Each fact with what it changed; of the first, all that it said."""
    fold = _fold_of(kind)
    before: Readable = {}
    told: list[Step] = []
    for position, fact in facts:
        after = fold(fact)
        changed = _changes(before, after) if told else _beginning(kind, fact, after)
        told.append(Step(position, fact, changed))
        before = after
    return told


def standing(
    kind: str, facts: Sequence[Numbered], day: date | None = None, position: int | None = None
) -> Standing | None:
    """How the thing stood at the end of a day in Nairobi, or after a position; None when it was not yet."""
    fold, then, last = _fold_of(kind), None, None
    now: Readable = {}
    for at, fact in facts:
        now = fold(fact)
        if _is_by_then(at, fact, day, position):
            then, last = now, (at, fact)
    if then is None or last is None:
        return None
    since = [Since(one.field, one.before, one.after) for one in _changes(then, now)]
    return Standing(last[0], last[1], then, since)


def _is_by_then(at: int, fact: Fact, day: date | None, position: int | None) -> bool:
    in_days = day is None or business_date(fact.recorded_at) <= day
    return in_days and (position is None or at <= position)


def _changes(before: Readable, after: Readable) -> list[Change]:
    names = dict.fromkeys([*after, *before])
    return [
        Change(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    ]


def _beginning(kind: str, fact: Fact, after: Readable) -> list[Change]:
    """What the first fact said, and what it made other than things are before anything is said of them."""
    usual = state_of(KINDS[kind](fact.originator_id)) if kind in KINDS else {}
    said = fields_of(fact)
    return [
        Change(name, None, text)
        for name, text in after.items()
        if text is not None and (name in said or text != usual.get(name))
    ]


def _fold_of(kind: str) -> Callable[[Fact], Readable]:
    """From each fact to how things stand after it."""
    if kind in PARTS:
        return _Part()
    if kind == "cooperative":
        return _Cooperative()
    return _Thing(KINDS[kind])


class _Thing:
    """A thing with a story of its own stands as its facts make it."""

    def __init__(self, kind: type[Aggregate]) -> None:
        self._kind = kind
        self._thing: Aggregate | None = None

    def __call__(self, fact: Fact) -> Readable:
        if self._thing is None:
            self._thing = self._kind(fact.originator_id)
        fact.mutate(self._thing)
        return state_of(self._thing)


class _Part:
    """A price, limits or rules: what was proposed, and what became of that."""

    def __init__(self) -> None:
        self._said: Readable = {}

    def __call__(self, fact: Fact) -> Readable:
        state = fact.TOPIC.rpartition("_")[2]
        self._said = {**self._said, **fields_of(fact), "state": state}
        return self._said


class _Cooperative:
    """So much stands in its story that each field is told with what it belongs to."""

    def __init__(self) -> None:
        self._said: Readable = {}

    def __call__(self, fact: Fact) -> Readable:
        about = _about(fact)
        self._said = {**self._said, **{f"{about}: {name}": text for name, text in fields_of(fact).items()}}
        return self._said


def _about(fact: Fact) -> str:
    """What of the cooperative a fact is about: the centre C1, that price; else what it did."""
    for part, (beginning, field) in PARTS.items():
        if fact.TOPIC.startswith(beginning):
            return f"{label(part)} {getattr(fact, field)}"
    return label(fact.TOPIC.partition(".")[2])
