"""One event of the ledger in full: in words, with who, when, by which way, and its text as it is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from imbuto.audit.printing import one_line
from imbuto.audit.words import words_of
from imbuto.ledger.reading import StoredFact
from imbuto.values import NAIROBI


def told(found: StoredFact) -> Iterator[str]:
    """The lines to print: first the words, then the stored JSON, a field on each line."""
    fact = found.fact
    said = {
        "event": str(found.position),
        "what": words_of(fact),
        "recorded": _when(fact.recorded_at),
        "happened": _when(fact.happened_at),
        "who": fact.who,
        "channel": fact.channel,
        "request": fact.request,
        "fact": f"{found.topic}, number {fact.originator_version} of {fact.originator_id}",
    }
    for name, text in said.items():
        yield f"{name:<9} {one_line(text)}"
    yield ""
    yield "As it is stored (a name or phone is sealed; its key is kept apart):"
    for line in json.dumps(json.loads(found.stored), ensure_ascii=False, indent=2).splitlines():
        yield _escaped(line)


def _when(at: datetime) -> str:
    return f"{at.astimezone(NAIROBI):%Y-%m-%d %H:%M:%S} in Nairobi"


def _escaped(line: str) -> str:
    """Signs that a terminal obeys are written as JSON's escapes, so that the text stays the same JSON."""
    if line.isprintable():
        return line
    return "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in line)
