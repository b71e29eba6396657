"""One example of every fact as it is stored, with the keys of a book that lies beside it.

`python -m tests.ledger.stored_facts` writes the files that are missing. What was once stored must be readable
for ever: the file of a fact that has grown fields since moves to `golden_older`, and never changes again.
"""

from __future__ import annotations

import json
import types
import typing
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from imbuto.aggregates import FACTS, Fact
from imbuto.ledger.transcoding import FactMapper
from imbuto.values import Personal

FOLDER = Path(__file__).parent / "golden"
OLDER = Path(__file__).parent / "golden_older"
SUBJECT = "5f" * 16
KEY_ID = "key-of-5f"
HEADER = {"originator_id": UUID(int=0xABC), "originator_version": 3}
KNOWN: dict[str, Any] = {
    "recorded_at": datetime(2026, 11, 16, 6, 0, 0, 250, tzinfo=UTC),
    "happened_at": datetime(2026, 11, 16, 3, 30, tzinfo=UTC),
    "who": "staff:S001",
    "channel": "office",
    "request": "r-1",
    "period": "2026-11-A",
    "number": "0042",
    "member": "0042",
    "centre": "KIA",
    "code": "KIA",
    "language": "sw",
    "shift": "AM",
    "change_litres": Decimal("-1.5"),
    "change_cents": -6750,
    "roles": ("clerk", "manager"),
    "centres": ("KIA",),
    "alarms": ("cooler:-12.50",),
}
EXAMPLES: dict[Any, Any] = {
    str: "ng'ombe – “maziwa”",
    int: 4500,
    bool: True,
    Decimal: Decimal("8.50"),
    date: date(2026, 11, 10),
    datetime: datetime(2026, 11, 19, 6, 0, tzinfo=UTC),
    UUID: UUID(int=0xDEF),
    Personal: Personal(SUBJECT, "Wanjiku Kamau"),
}


class BookOfSeals:
    """A keyring whose sealing is a plain keyed sum, so that the stored bytes are the same each time."""

    def seal(self, subject: str, text: str, context: bytes) -> tuple[str, bytes]:
        return KEY_ID, sha256(context).digest()[:8] + bytes(byte ^ 0x5F for byte in text.encode())

    def open(self, key_id: str, sealed: bytes, context: bytes) -> str | None:
        assert key_id == KEY_ID
        assert sealed[:8] == sha256(context).digest()[:8], "this word was sealed for another place"
        return bytes(byte ^ 0x5F for byte in sealed[8:]).decode()


MAPPER = FactMapper(BookOfSeals())


def example(of: type[Fact]) -> Fact:
    """A fact of that class with every field filled."""
    hints = typing.get_type_hints(of)
    names = [field.name for field in fields(of) if field.name not in HEADER]
    return of(**HEADER, **{name: _sample(name, hints[name]) for name in names})


def _sample(name: str, hint: Any) -> Any:
    if name in KNOWN:
        return KNOWN[name]
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    if typing.get_origin(hint) is tuple:
        return (_sample("", typing.get_args(hint)[0]),)
    if is_dataclass(hint) and hint not in EXAMPLES:
        return hint(**{part: _sample(part, of) for part, of in typing.get_type_hints(hint).items()})
    return EXAMPLES[hint]


def sparse_example(of: type[Fact]) -> Fact:
    """The same with every field empty that may be."""
    hints = typing.get_type_hints(of)
    empty = {name: None for name, hint in hints.items() if type(None) in typing.get_args(hint)}
    return replace(example(of), **empty)


def file_of(fact: type[Fact]) -> Path:
    return FOLDER / f"{fact.TOPIC}.v{fact.class_version}.json"


def stored(file: Path) -> StoredEvent:
    """What lies in the file, as the recorder would give it back."""
    held = json.loads(file.read_text(encoding="utf-8"))
    state = json.dumps(held["state"], separators=(",", ":"), ensure_ascii=False).encode()
    return StoredEvent(UUID(held["originator_id"]), held["originator_version"], held["topic"], state)


def golden_text(fact: Fact) -> str:
    kept = MAPPER.to_stored_event(fact)
    content = {
        "topic": kept.topic,
        "originator_id": str(kept.originator_id),
        "originator_version": kept.originator_version,
        "state": json.loads(kept.state),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _put_aside_what_has_grown(fact: type[Fact]) -> None:
    file = file_of(fact)
    if file.exists() and file.read_text(encoding="utf-8") != golden_text(example(fact)):
        earlier = len(list(OLDER.glob(f"{file.stem}.*.json")))
        file.rename(OLDER / f"{file.stem}.{earlier + 1}.json")


def write_missing() -> None:
    FOLDER.mkdir(exist_ok=True)
    OLDER.mkdir(exist_ok=True)
    for fact in FACTS.values():
        _put_aside_what_has_grown(fact)
        if not file_of(fact).exists():
            file_of(fact).write_text(golden_text(example(fact)), encoding="utf-8")
            print(f"wrote {file_of(fact).name}")


if __name__ == "__main__":
    write_missing()
