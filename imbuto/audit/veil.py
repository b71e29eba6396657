"""A fact as somebody may see it: words about people pass a mask before anybody reads, tells or compares them.

Only what is personal passes: names, numbers and free words, which the facts hold sealed. Whose key was
destroyed is (erased) to all.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from imbuto.aggregates import FACTS, Fact
from imbuto.ledger.free_words import FreeWordsOf
from imbuto.values import ERASED, Personal

Mask = Callable[[str, str], str | None]
"""From a field's name and its clear words to the words that are shown; None where there are none to show."""
HIDDEN = "(hidden)"
IN_THE_CLEAR = frozenset({"account_bank"})
"""What facts hold in the clear and yet speaks of the person."""
_WORDS = {topic: FreeWordsOf(fact).fields for topic, fact in FACTS.items()}
"""The fields that hold free words about a member; of a field of parts, which of theirs do."""


class Told(NamedTuple):
    """A fact as it may be seen, where it stands, and whom it is about."""

    position: int
    fact: Fact
    member: str | None


def veiled(fact: Fact, mask: Mask) -> Fact:
    """The fact with the words that the mask leaves."""
    changes: dict[str, Any] = {}
    words = _WORDS[fact.TOPIC]
    for name, value in vars(fact).items():
        if isinstance(value, Personal):
            changes[name] = Personal(value.subject, _shown(name, value.text, mask))
        elif isinstance(value, str) and (name in words or name in IN_THE_CLEAR):
            changes[name] = _shown(name, value, mask)
        elif name in words:
            parts = words[name]
            changes[name] = tuple(_part(part, parts, mask) for part in value)
    return replace(fact, **changes) if changes else fact


def stored_as_seen(topic: str, stored: str, mask: Mask) -> str:
    """The text of a fact as it is stored; words that an older one holds unsealed pass the mask. What is
    sealed stays as it is."""
    state: dict[str, Any] = json.loads(stored)
    changed = False
    for holder, name in _in_the_clear(topic, state):
        shown = _shown(name, holder[name], mask)
        changed = changed or shown != holder[name]
        holder[name] = shown
    return json.dumps(state, separators=(",", ":"), ensure_ascii=False) if changed else stored


def _in_the_clear(topic: str, state: dict[str, Any]) -> list[tuple[dict[str, Any], str]]:
    words = _WORDS[topic]
    found = [(state, name) for name in (*words, *IN_THE_CLEAR)]
    parts = [(part, name) for field, names in words.items() if names for part in state.get(field) or ()
             for name in names]  # fmt: skip
    return [(holder, name) for holder, name in (*found, *parts) if isinstance(holder.get(name), str)]


def _part(part: Any, names: tuple[str, ...], mask: Mask) -> Any:
    shown = {name: _shown(name, getattr(part, name), mask) for name in names if getattr(part, name)}
    return replace(part, **shown)


def _shown(name: str, text: str | None, mask: Mask) -> str:
    """Without the key nobody reads it, and a mask makes nothing of that."""
    if text is None or text == ERASED:
        return ERASED
    if not text:
        return text
    shown = mask(name, text)
    return HIDDEN if shown is None else shown
